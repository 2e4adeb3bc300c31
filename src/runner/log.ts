/**
 * Writes to the log. The runner obeys `::command::` at the start of a line and `##[command]` anywhere in one, and
 * treats a lone CR as a new line, so text from a build or a registry must never reach it unchanged.
 */
import { randomUUID } from 'node:crypto'
import { StringDecoder } from 'node:string_decoder'
import { endGroup, startGroup } from './commands.ts'

/** Maximum length of a line kept in memory; the log gets the whole line. */
const LINE_LIMIT = 4_096

/** Writes a line of this action; line breaks in it become spaces, so that nothing in it can begin a line. */
export function logLine(line = ''): void {
  process.stdout.write(`${neutralise(line.replace(/[\r\n]+/g, ' '))}\n`)
}

/**
 * Writes lines as a group that the log page folds, with the runner's commands switched off: almost every line
 * contains text from users, builders or registries.
 */
export function group(name: string, lines: readonly string[]): void {
  startGroup(neutralise(name))
  const { write, end } = withoutCommands()
  write(lines.join('\n'))
  end()
  endGroup()
}

/** Breaks up the runner's legacy marker and turns a lone CR into a line break. */
export function neutralise(text: string): string {
  // A real space: the runner compares by the rules of a language, which ignore zero-width characters.
  return text.replace(/\r(?!\n)/g, '\n').replaceAll('##[', '## [')
}

export interface LogSink {
  /** False if the log is behind; `whenWritten` calls back once it has caught up. */
  readonly write: (text: string) => boolean
  readonly end: () => void
}

/** The open sink, whose lines must not be mixed with lines and commands of this action. */
let openSink: { readonly token: string; atLineStart: boolean } | undefined

/** Writes that wait for the next line break of the sink. */
const pendingWrites: (() => void)[] = []

/**
 * Writes something, or sends a command to the runner, while other output may be shown: between two of its lines, with
 * the runner's commands switched on.
 */
export function betweenLines(writeNow: () => void): void {
  pendingWrites.push(writeNow)
  flushWaiting()
}

function flushWaiting(): void {
  if (pendingWrites.length === 0 || openSink?.atLineStart === false) return
  if (openSink !== undefined) process.stdout.write(`::${openSink.token}::\n`)
  for (const writeNow of pendingWrites.splice(0)) writeNow()
  if (openSink !== undefined) process.stdout.write(`::stop-commands::${openSink.token}\n`)
}

/**
 * Switches the runner's commands off until `end`. The token is random, so the text cannot switch them on. Only one
 * sink is open at a time.
 */
export function withoutCommands(): LogSink {
  const sink = { token: randomUUID(), atLineStart: true }
  openSink = sink
  process.stdout.write(`::stop-commands::${sink.token}\n`)
  return {
    write: (text) => {
      if (text === '') return true
      sink.atLineStart = text.endsWith('\n') || text.endsWith('\r')
      const isTaken = process.stdout.write(neutralise(text))
      flushWaiting()
      return isTaken
    },
    end: () => {
      process.stdout.write(`${sink.atLineStart ? '' : '\n'}::${sink.token}::\n`)
      openSink = undefined
      flushWaiting()
    },
  }
}

/** Calls back once everything written so far has left this process. */
export function whenWritten(callback: () => void): void {
  process.stdout.once('drain', callback)
}

/**
 * Cuts a stream of bytes into pieces of text that can be neutralised one by one: no character, CR LF pair or marker
 * is split between two pieces.
 */
export function textPieces(take: (text: string) => void): { push: (chunk: Buffer) => void; end: () => void } {
  const decoder = new StringDecoder('utf8')
  let pending = ''
  return {
    push: (chunk) => {
      const text = pending + decoder.write(chunk)
      const keep = /(?:\r|##?)$/.exec(text)?.[0].length ?? 0
      pending = text.slice(text.length - keep)
      take(text.slice(0, text.length - keep))
    },
    end: () => take(pending + decoder.end()),
  }
}

/** Keeps the last lines of a text that arrives in pieces, in bounded memory; each line is also passed on. */
export function lastLines(limit: number, onLine: (line: string) => void = () => {}) {
  const ring: string[] = []
  let partial = ''
  const take = (line: string): void => {
    ring.push(line)
    if (ring.length > limit) ring.shift()
    onLine(line)
  }
  return {
    push: (text: string): void => {
      const lines = (partial + text).split(/\r?\n|\r/)
      partial = (lines.pop() ?? '').slice(0, LINE_LIMIT)
      for (const line of lines) take(line.slice(0, LINE_LIMIT))
    },
    /** The lines so far, with an unfinished last one. */
    lines: (): readonly string[] => (partial === '' ? [...ring] : [...ring, partial]),
  }
}

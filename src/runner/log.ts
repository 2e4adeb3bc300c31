/**
 * What is shown in the log. The runner obeys `::command::` at the start of a line and `##[command]` anywhere
 * in one, and takes a lone CR for a new line, so text that a build or a registry wrote must never get to it
 * as it is.
 */
import { randomUUID } from 'node:crypto'
import { StringDecoder } from 'node:string_decoder'
import { endGroup, startGroup } from './commands.ts'

/** Longest line kept in memory; the log itself gets it whole. */
const LINE_LIMIT = 4_096

/** Shows a line of our own; line ends inside it become blanks, so that nothing in it can begin a line. */
export function logLine(line = ''): void {
  process.stdout.write(`${neutralise(line.replace(/[\r\n]+/g, ' '))}\n`)
}

/**
 * Shows lines under a name that the log page folds, with the runner's commands switched off around them: what
 * users, builders and registries wrote is part of almost every line.
 */
export function group(name: string, lines: readonly string[]): void {
  startGroup(neutralise(name))
  const { write, end } = withoutCommands()
  write(lines.join('\n'))
  end()
  endGroup()
}

/** Takes the runner's legacy marker apart and makes a lone CR a line end. */
export function neutralise(text: string): string {
  // A real space: the runner searches with rules of a language, which pass over characters of no width.
  return text.replace(/\r(?!\n)/g, '\n').replaceAll('##[', '## [')
}

export interface LogSink {
  /** False when the log is behind; `whenWritten` tells when it has caught up. */
  readonly write: (text: string) => boolean
  readonly end: () => void
}

/** The quote that is open, which lines and commands of our own must not fall into. */
let open: { readonly token: string; atLineStart: boolean } | undefined

/** What is to be said between two lines of the quote. */
const waiting: (() => void)[] = []

/**
 * Says something, or gives the runner a command, while somebody else's output may be quoted: between two of its lines,
 * with the runner's commands switched on.
 */
export function aside(give: () => void): void {
  waiting.push(give)
  giveWaiting()
}

function giveWaiting(): void {
  if (waiting.length === 0 || open?.atLineStart === false) return
  if (open !== undefined) process.stdout.write(`::${open.token}::\n`)
  for (const give of waiting.splice(0)) give()
  if (open !== undefined) process.stdout.write(`::stop-commands::${open.token}\n`)
}

/**
 * Switches the runner's commands off until `end`. The token is random, so the text cannot switch them on. One is open
 * at a time.
 */
export function withoutCommands(): LogSink {
  const quote = { token: randomUUID(), atLineStart: true }
  open = quote
  process.stdout.write(`::stop-commands::${quote.token}\n`)
  return {
    write: (text) => {
      if (text === '') return true
      quote.atLineStart = text.endsWith('\n') || text.endsWith('\r')
      const isTaken = process.stdout.write(neutralise(text))
      giveWaiting()
      return isTaken
    },
    end: () => {
      process.stdout.write(`${quote.atLineStart ? '' : '\n'}::${quote.token}::\n`)
      open = undefined
      giveWaiting()
    },
  }
}

/** Calls back once everything shown so far has left this process. */
export function whenWritten(callback: () => void): void {
  process.stdout.once('drain', callback)
}

/**
 * Cuts a stream of bytes into pieces of text that can be made inert one by one: no character, CR LF pair or
 * marker is split between two pieces.
 */
export function textPieces(take: (text: string) => void): { push: (chunk: Buffer) => void; end: () => void } {
  const decoder = new StringDecoder('utf8')
  let held = ''
  return {
    push: (chunk) => {
      const text = held + decoder.write(chunk)
      const keep = /(?:\r|##?)$/.exec(text)?.[0].length ?? 0
      held = text.slice(text.length - keep)
      take(text.slice(0, text.length - keep))
    },
    end: () => take(held + decoder.end()),
  }
}

/** Keeps the last lines of a text that comes in pieces, in bounded memory; each line is also handed on. */
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

/**
 * A step's output as the runner sees it: split into lines, parsed for commands, masked and shown. Reads a stream of any
 * length in bounded memory.
 */
import { StringDecoder } from 'node:string_decoder'
import { type Command, commandParser, type Verdict } from './commands.ts'

type Stream = 'stdout' | 'stderr'

/** A command with the number of its line in the step's output. */
interface LoggedCommand extends Command {
  readonly line: number
  readonly stream: Stream
}

interface Group {
  readonly title: string
  readonly line: number
  readonly lines: readonly string[]
}

export interface Log {
  /** The log page, with masked secrets; the middle of a very long one is left out. */
  readonly shown: string
  /** What the process wrote to both streams, in the order of arrival; shortened like `shown`. */
  readonly raw: string
  /** Number of lines that the process wrote, including those that are left out. */
  readonly lines: number
  readonly bytes: number
  /** The commands that the runner would obey, in order. */
  readonly commands: readonly LoggedCommand[]
  /** The commands that it would have obeyed if commands had not been switched off. */
  readonly held: readonly LoggedCommand[]
  readonly groups: readonly Group[]
  /** Groups that do not fold as they should: one inside another, one not closed, one closed twice. */
  readonly groupErrors: readonly string[]
  /** Signs that foreign text reached the runner's parser, one sentence each; empty is good. */
  readonly leaks: readonly string[]
}

/** Characters of each text that are kept: this many from its start and as many from its end. */
const KEPT = 4 << 20
/** Maximum number of items in each list, and of lines in each group. */
const KEPT_ITEMS = 10_000

export interface LogReader {
  readonly push: (stream: Stream, chunk: Buffer) => void
  /** Reads the rest of unfinished lines; call once, when both streams have ended. */
  readonly end: () => void
  readonly read: () => Log
}

/** Reads while the step is running; `onLine` gets every line as it is shown. */
export function logReader(onLine: (line: string) => void = () => {}): LogReader {
  const raw = keptText()
  const page = logPage(onLine)
  let bytes = 0
  const streams = {
    stdout: lineCutter((line, afterCr) => page.take(line, 'stdout', afterCr)),
    stderr: lineCutter((line, afterCr) => page.take(line, 'stderr', afterCr)),
  }
  return {
    push: (stream, chunk) => {
      bytes += chunk.length
      raw.push(streams[stream].push(chunk))
    },
    end: () => {
      raw.push(streams.stdout.end())
      raw.push(streams.stderr.end())
    },
    read: () => ({ ...page.read(), raw: raw.read(), bytes }),
  }
}

/** Reads a text as if all of it had been written to stdout. */
export function readLog(text: string): Log {
  const reader = logReader()
  reader.push('stdout', Buffer.from(text))
  reader.end()
  return reader.read()
}

/** Cuts as .NET's StreamReader does: at LF, at CR LF and at a CR alone. */
function lineCutter(take: (line: string, afterCr: boolean) => void) {
  const decoder = new StringDecoder('utf8')
  // The pieces of an unfinished line; joined only when it ends, so that a line of many megabytes stays cheap.
  let pieces: string[] = []
  let afterCr = false
  const cut = (text: string, last: boolean): string => {
    pieces.push(text)
    if (!last && !/[\r\n]/.test(text) && pieces.at(-2)?.endsWith('\r') !== true) return text
    const partial = pieces.join('')
    // A CR at the very end may be the first half of CR LF.
    const ends = last ? /\r\n|\n|\r/g : /\r\n|\n|\r(?!$)/g
    let at = 0
    for (const match of partial.matchAll(ends)) {
      take(partial.slice(at, match.index), afterCr)
      afterCr = match[0] === '\r'
      at = match.index + match[0].length
    }
    pieces = [partial.slice(at)]
    if (last && at < partial.length) take(partial.slice(at), afterCr)
    return text
  }
  return {
    push: (chunk: Buffer) => cut(decoder.write(chunk), false),
    end: () => cut(decoder.end(), true),
  }
}

function logPage(onLine: (line: string) => void) {
  const parse = commandParser()
  const shown = keptText()
  const masks = maskList()
  const groups = groupList()
  const commands = commandList()
  let count = 0
  const take = (line: string, stream: Stream, afterCr: boolean): void => {
    count++
    const verdict = parse(line)
    commands.take(line, verdict, { line: count, stream, afterCr })
    masks.obey(verdict)
    if (verdict.kind === 'obeyed') groups.obey(verdict.command, count)
    const text = appearance(line, verdict)
    if (text === undefined) return
    const masked = masks.apply(text)
    shown.push(`${masked}\n`)
    groups.line(masked)
    onLine(masked)
  }
  return { take, read: () => ({ shown: shown.read(), lines: count, ...commands.read(), ...groups.read() }) }
}

interface Where {
  readonly line: number
  readonly stream: Stream
  /** Whether a CR without LF ended the previous line. */
  readonly afterCr: boolean
}

/** Commands that are obeyed, commands that are held, and lines that should not have reached the parser. */
function commandList() {
  const commands: LoggedCommand[] = []
  const held: LoggedCommand[] = []
  const leaks: string[] = []
  let stopped = 0
  return {
    take: (text: string, verdict: Verdict, { line, stream, afterCr }: Where): void => {
      for (const leak of leaksIn(text, verdict, stream, afterCr)) keep(leaks, `line ${line}: ${leak}`)
      if (verdict.kind === 'stop') stopped = line
      if (verdict.kind === 'resume') stopped = 0
      if (verdict.kind === 'obeyed') keep(commands, { ...verdict.command, line, stream })
      if (verdict.kind === 'held') keep(held, { ...verdict.command, line, stream })
    },
    read: () => ({
      commands,
      held,
      leaks: stopped === 0 ? leaks : [...leaks, `line ${stopped}: commands were never switched on again`],
    }),
  }
}

/** Commands for which a step uses files; on stdout they come from somebody else. */
const THROUGH_FILES = ['set-output', 'save-state', 'set-env', 'add-path']

/** Signs in this line that foreign text reached the parser. */
function leaksIn(line: string, verdict: Verdict, stream: Stream, afterCr: boolean): readonly string[] {
  const marker = line.includes('##[')
  if (verdict.kind === 'text' && !marker) return []
  const found: string[] = []
  const quoted = JSON.stringify(line.slice(0, 200))
  // Not obeyed while commands are off, but the log page still folds and colours lines because of it.
  if (marker) found.push(`the marker ##[ was not broken up: ${quoted}`)
  if (verdict.kind === 'text') return found
  if (verdict.kind === 'refused')
    found.push(`commands were not switched off, the token is refused: ${quoted}`)
  if (verdict.kind === 'held') {
    // The runner reads the streams concurrently, so stderr may be parsed before the switch on stdout.
    if (stream === 'stderr')
      found.push(`a command on stderr does not wait for the switch on stdout: ${quoted}`)
    return found
  }
  if (verdict.command.form === 'legacy') found.push(`obeyed in the middle of a line: ${quoted}`)
  if (afterCr) found.push(`obeyed after a lone CR: ${quoted}`)
  if (THROUGH_FILES.includes(verdict.command.name))
    found.push(`obeyed though steps use files for it: ${quoted}`)
  return found
}

const SHOWN_AS_MARKER = ['error', 'warning', 'notice', 'group', 'endgroup']

/** A line as it is shown; undefined if it is hidden. */
function appearance(line: string, verdict: Verdict): string | undefined {
  if (verdict.kind !== 'obeyed') return line
  const { name, data } = verdict.command
  return SHOWN_AS_MARKER.includes(name) ? `##[${name}]${name === 'endgroup' ? '' : data}` : undefined
}

/**
 * Values that are shown as ***. The runner also masks their base64, URL and JSON forms; here they stay
 * visible, so a test sees values that only luck would have hidden.
 */
function maskList() {
  const values: string[] = []
  const add = (data: string): void => {
    for (const value of [data, ...data.split(/[\r\n]+/).map((line) => line.trim())]) {
      if (value.trim() !== '' && !values.includes(value)) values.push(value)
    }
    // Longest first, so a value that contains another one is hidden completely.
    values.sort((one, other) => other.length - one.length)
  }
  return {
    obey: (verdict: Verdict): void => {
      if (verdict.kind === 'obeyed' && verdict.command.name === 'add-mask') add(verdict.command.data)
      // The runner hides the token that switches commands back on.
      if (verdict.kind === 'stop' && verdict.command.data.length > 6) add(verdict.command.data)
    },
    apply: (line: string) => values.reduce((text, value) => text.replaceAll(value, '***'), line),
  }
}

function groupList() {
  const groups: { title: string; line: number; lines: string[] }[] = []
  const errors: string[] = []
  let open: { title: string; line: number; lines: string[] } | undefined
  return {
    obey: ({ name, data }: Command, line: number): void => {
      if (name === 'group') {
        if (open !== undefined) keep(errors, `line ${line}: group ${data} starts inside group ${open.title}`)
        open = { title: data, line, lines: [] }
        keep(groups, open)
      } else if (name === 'endgroup') {
        if (open === undefined) keep(errors, `line ${line}: a group ends that was not open`)
        open = undefined
      }
    },
    line: (line: string): void => {
      if (open !== undefined && !line.startsWith('##[group]')) keep(open.lines, line)
    },
    read: () => ({
      groups,
      groupErrors: open === undefined ? errors : [...errors, `group ${open.title} is not closed`],
    }),
  }
}

function keep<Item>(list: Item[], item: Item): void {
  if (list.length < KEPT_ITEMS) list.push(item)
}

/** The start and the end of a text of any length. */
function keptText() {
  let start = ''
  let end = ''
  let left = 0
  return {
    push: (text: string): void => {
      const room = KEPT - start.length
      start += text.slice(0, room)
      end += text.slice(room)
      if (end.length > 2 * KEPT) {
        left += end.length - KEPT
        end = end.slice(-KEPT)
      }
    },
    read: () => (left === 0 ? start + end : `${start}\n… ${left} characters left out …\n${end}`),
  }
}

/**
 * The runner's command parser, as actions/runner has it in ActionCommand.cs and ActionCommandManager.cs:
 * decides which lines of a step's output the runner would obey.
 */

export interface Command {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
  /** `plain`: `::name key=value::data` at a line's start; `legacy`: `##[name key=value]data` anywhere in it. */
  readonly form: 'plain' | 'legacy'
}

/** The runner's treatment of a line. `held`: it is a command, but commands are switched off. */
export type Verdict =
  | { readonly kind: 'text' }
  | { readonly kind: 'obeyed' | 'held' | 'stop' | 'resume' | 'refused'; readonly command: Command }

/** Every command that the runner registers; all others stay text. */
const REGISTERED: ReadonlySet<string> = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
])

// The last one must be %25: its result must not be unescaped again.
const DATA_ESCAPES = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
] as const
const PROPERTY_ESCAPES = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
] as const
const LEGACY_ESCAPES = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
] as const

type Escapes = readonly (readonly [string, string])[]

/** The runner's state while it reads one step: a function from each line to its treatment. */
export function commandParser(): (line: string) => Verdict {
  let token: string | undefined
  return (line) => {
    if (!line.includes('::') && !line.includes('##[')) return { kind: 'text' }
    const known = (name: string) =>
      REGISTERED.has(name.toLowerCase()) || name.toLowerCase() === token?.toLowerCase()
    const command = parsePlain(line, known) ?? parseLegacy(line, known)
    if (command === undefined) return { kind: 'text' }
    if (token !== undefined) {
      if (command.name !== token.toLowerCase()) return { kind: 'held', command }
      token = undefined
      return { kind: 'resume', command }
    }
    if (command.name !== 'stop-commands') return { kind: 'obeyed', command }
    if (guessable(command.data)) return { kind: 'refused', command }
    token = command.data
    return { kind: 'stop', command }
  }
}

/** Tokens that the runner does not accept, since text could contain them by chance. */
function guessable(token: string): boolean {
  const name = token.toLowerCase()
  return name === '' || name === 'pause-logging' || REGISTERED.has(name)
}

// .NET's definition of white space, which differs from JavaScript's trimStart.
const LEADING_SPACE = /^[\t-\r\u0085\p{Zs}\u2028\u2029]+/u

function parsePlain(line: string, known: (name: string) => boolean): Command | undefined {
  const text = line.replace(LEADING_SPACE, '')
  const end = text.indexOf('::', 2)
  if (!text.startsWith('::') || end < 0) return undefined
  const { name, rest } = head(text.slice(2, end))
  if (!known(name)) return undefined
  return {
    name: name.toLowerCase(),
    properties: pairs(rest.trim().split(','), PROPERTY_ESCAPES),
    data: unescaped(text.slice(end + 2), DATA_ESCAPES),
    form: 'plain',
  }
}

/**
 * Only the first marker of a line counts. The runner finds it by a comparison that skips characters without
 * width, but cuts the name three characters after it: a marker broken up by such a character never has a
 * known name, so searching for the exact characters has the same result.
 */
function parseLegacy(line: string, known: (name: string) => boolean): Command | undefined {
  const start = line.indexOf('##[')
  const end = line.indexOf(']', start)
  if (start < 0 || end < 0) return undefined
  const { name, rest } = head(line.slice(start + 3, end))
  if (!known(name)) return undefined
  return {
    name: name.toLowerCase(),
    properties: pairs(rest.split(';'), LEGACY_ESCAPES),
    data: unescaped(line.slice(end + 1), LEGACY_ESCAPES),
    form: 'legacy',
  }
}

function head(info: string): { readonly name: string; readonly rest: string } {
  const space = info.indexOf(' ')
  if (space < 0) return { name: info, rest: '' }
  // A space in front leaves an empty name, which is never known.
  return { name: info.slice(0, space), rest: info.slice(space + 1) }
}

/** Names are lower-cased, because the runner ignores their case. */
function pairs(parts: readonly string[], escapes: Escapes): Readonly<Record<string, string>> {
  const found = parts.flatMap((part) => {
    // .NET drops empty pieces before it counts to two, so `=a=b` is the pair a, b.
    const text = part.replace(/^=+/, '')
    const cut = text.indexOf('=')
    const value = text.slice(cut + 1).replace(/^=+/, '')
    return cut < 0 || value === '' ? [] : [[text.slice(0, cut).toLowerCase(), unescaped(value, escapes)]]
  })
  return Object.fromEntries(found)
}

function unescaped(text: string, escapes: Escapes): string {
  return escapes.reduce((done, [escaped, character]) => done.replaceAll(escaped, character), text)
}

/**
 * Whether two TOML files say the same. buildx keeps a daemon's configuration in its own wording: sorted, with
 * other quotes, with tables where there were dotted keys, and with certificates where it copied them to.
 * @returns undefined where one of them holds what is not understood here: then nobody knows
 */
export function sameToml(one: string, other: string): boolean | undefined {
  const [a, b] = [tomlEntries(one, fileName), tomlEntries(other, fileName)]
  if (a === undefined || b === undefined) return undefined
  return a.toSorted().join('\n') === b.toSorted().join('\n')
}

/** Thrown for text that is no TOML, or more of it than a BuildKit configuration needs. */
class NotUnderstood extends Error {}

const BLANKS = /(?:\s|#[^\n]*)*/y
const SPACES = /[ \t]*/y
const KEY = /[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/y
const STRING = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/y
const BARE = /[^\s,\]}#]+/y

/**
 * A file as lines `table.key=value`, the tables of an array numbered. Names and values are JSON.
 * @param shown what becomes of a text; the path is as in the lines
 * @returns undefined for what is not understood
 */
export function tomlEntries(
  source: string,
  shown: (path: string, text: string) => string = (_, text) => text,
): readonly string[] | undefined {
  try {
    return read(readerOf(source, shown))
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined
    throw error
  }
}

interface Reader {
  readonly shown: (path: string, text: string) => string
  readonly take: (pattern: RegExp) => string | undefined
  readonly accept: (text: string) => boolean
  readonly isAtEnd: () => boolean
}

function read(reader: Reader): readonly string[] {
  const entries: string[] = []
  const counts = new Map<string, number>()
  let table = ''
  for (reader.take(BLANKS); !reader.isAtEnd(); reader.take(BLANKS)) {
    if (reader.accept('[[')) {
      const path = inTables(keys(reader), counts)
      counts.set(path, (counts.get(path) ?? -1) + 1)
      table = `${path}[${counts.get(path)}]`
      expect(reader, ']]')
    } else if (reader.accept('[')) {
      table = inTables(keys(reader), counts)
      expect(reader, ']')
    } else {
      entries.push(...pair(reader, table))
    }
  }
  return entries
}

/** The path of a table; behind the name of an array stands the number of its last table. */
function inTables(names: readonly string[], counts: ReadonlyMap<string, number>): string {
  return names.reduce((path, name, index) => {
    const next = join(path, name)
    const count = index < names.length - 1 ? counts.get(next) : undefined
    return count === undefined ? next : `${next}[${count}]`
  }, '')
}

function pair(reader: Reader, table: string): readonly string[] {
  const path = keys(reader).reduce(join, table)
  expect(reader, '=')
  return value(reader, path)
}

function keys(reader: Reader): readonly string[] {
  const names: string[] = []
  do {
    reader.take(SPACES)
    const name = reader.take(KEY)
    if (name === undefined) throw new NotUnderstood()
    names.push(/^["']/.test(name) ? unquoted(name) : name)
    reader.take(SPACES)
  } while (reader.accept('.'))
  return names
}

function value(reader: Reader, path: string): readonly string[] {
  reader.take(SPACES)
  if (reader.accept('{')) return inlineTable(reader, path)
  if (reader.accept('[')) return list(reader, path)
  return [`${path}=${scalar(reader, path)}`]
}

function inlineTable(reader: Reader, path: string): readonly string[] {
  const entries: string[] = []
  for (reader.take(SPACES); !reader.accept('}'); reader.take(SPACES)) {
    entries.push(...pair(reader, path))
    reader.take(SPACES)
    reader.accept(',')
  }
  return entries
}

function list(reader: Reader, path: string): readonly string[] {
  const tables: string[] = []
  const scalars: string[] = []
  for (let index = 0; ; index++) {
    reader.take(BLANKS)
    if (reader.accept(']')) break
    if (reader.accept('{')) tables.push(...inlineTable(reader, `${path}[${index}]`))
    else scalars.push(scalar(reader, path))
    reader.take(BLANKS)
    reader.accept(',')
  }
  return tables.length > 0 ? tables : [`${path}=[${scalars.join()}]`]
}

const COPIED = /^"registry"\..*\."(?:ca|key|cert)"$/

/** Files of a registry are copied into the builder: what is left of them is their name. */
function fileName(path: string, text: string): string {
  return COPIED.test(path) ? text.slice(text.lastIndexOf('/') + 1) : text
}

function scalar(reader: Reader, path: string): string {
  if (reader.accept('"""') || reader.accept("'''")) throw new NotUnderstood()
  const quoted = reader.take(STRING)
  if (quoted !== undefined) return JSON.stringify(reader.shown(path, unquoted(quoted)))
  const bare = reader.take(BARE)
  if (bare === undefined) throw new NotUnderstood()
  const number = Number(bare.replaceAll('_', ''))
  return Number.isNaN(number) ? bare : String(number)
}

function unquoted(text: string): string {
  if (text.startsWith("'")) return text.slice(1, -1)
  try {
    return String(JSON.parse(text))
  } catch {
    throw new NotUnderstood()
  }
}

function join(path: string, name: string): string {
  return path === '' ? JSON.stringify(name) : `${path}.${JSON.stringify(name)}`
}

function expect(reader: Reader, text: string): void {
  reader.take(SPACES)
  if (!reader.accept(text)) throw new NotUnderstood()
}

function readerOf(source: string, shown: Reader['shown']): Reader {
  let at = 0
  return {
    shown,
    take: (pattern) => {
      pattern.lastIndex = at
      const found = pattern.exec(source)?.[0]
      at += found?.length ?? 0
      return found
    },
    accept: (text) => {
      const isThere = source.startsWith(text, at)
      if (isThere) at += text.length
      return isThere
    },
    isAtEnd: () => at >= source.length,
  }
}

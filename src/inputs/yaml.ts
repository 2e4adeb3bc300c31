import type { Document, LineCounter } from 'yaml'
import { nearest } from '../platforms/nearest.ts'
import type { Complain, Complaint } from './parsers.ts'

/** YAML as plain data. Every value knows its line, and every scalar is a text. */
export type Tree =
  | Text
  | { readonly kind: 'list'; readonly items: readonly Tree[]; readonly line: number }
  | { readonly kind: 'map'; readonly entries: readonly Entry[]; readonly line: number }

export interface Text {
  readonly kind: 'text'
  readonly text: string
  readonly line: number
  /** Whether it is a block scalar (|), whose lines are those of the input below `line`. */
  readonly isBlock: boolean
  /** Whether there is nothing at all, not even quotes. */
  readonly isMissing: boolean
  /** Whether it is unquoted, so that other YAML parsers may not read it as a string. */
  readonly isPlain: boolean
}

export interface Entry {
  readonly key: string
  readonly value: Tree
  readonly line: number
}

type Yaml = typeof import('yaml')

/**
 * Reads YAML. The parser is a separate file of the bundle and is loaded only here: most jobs have no YAML input, and
 * loading it takes longer than reading all the other inputs.
 * @returns undefined after a complaint
 */
export async function readYaml(source: string, complain: Complain): Promise<Tree | undefined> {
  const yaml = await import('yaml')
  const counter = new yaml.LineCounter()
  // failsafe: every scalar is a string, so that a name such as 1 or no stays verbatim.
  const options = { lineCounter: counter, schema: 'failsafe', logLevel: 'silent' } as const
  const document = yaml.parseDocument(source, options)
  const lineOf = (node: unknown): number => {
    const start = yaml.isNode(node) ? node.range?.[0] : undefined
    return start === undefined ? 1 : counter.linePos(start).line
  }
  const problems = aliasProblems(yaml, document, lineOf)
  // A * that was not meant as an alias causes the other errors.
  const found = problems.length > 0 ? problems : syntaxProblems(document, source, counter)
  for (const problem of found) complain(problem)
  return found.length > 0 ? undefined : treeOf(yaml, document, lineOf)
}

export type MapTree = Extract<Tree, { readonly kind: 'map' }>

/** What a list of maps is called in messages. */
interface MapList {
  readonly what: string
  /** The word for one of its items. */
  readonly item: string
  /** How to write it, as a cure. */
  readonly form: string
}

/** The items of a list of maps. Anything else becomes a complaint and is left out. */
export function mapsIn(tree: Tree, { what, item, form }: MapList, complain: Complain): readonly MapTree[] {
  if (tree.kind !== 'list') {
    complain({ line: tree.line, what: `this is not a list of ${what}.`, cure: form })
    return []
  }
  return tree.items.flatMap((each) => {
    if (each.kind === 'map') return [each]
    complain({ line: each.line, what: `this is not a ${item}: it has no keys.`, cure: form })
    return []
  })
}

function treeOf(yaml: Yaml, document: Document, lineOf: (node: unknown) => number): Tree {
  const from = (node: unknown): Tree => {
    const line = lineOf(node)
    const found = yaml.isAlias(node) ? node.resolve(document) : node
    if (yaml.isSeq(found)) return { kind: 'list', items: found.items.map(from), line }
    if (yaml.isMap(found)) {
      const entries = found.items.map(({ key, value }) => {
        const name = from(key)
        return { key: name.kind === 'text' ? name.text : '', value: from(value), line: lineOf(key) }
      })
      return { kind: 'map', entries, line }
    }
    const text = yaml.isScalar(found) ? String(found.value ?? '') : ''
    const isBlock = yaml.isScalar(node) && node.type === 'BLOCK_LITERAL'
    const isPlain = !yaml.isScalar(found) || found.type === 'PLAIN'
    return { kind: 'text', text, line, isBlock, isMissing: isPlain && text === '', isPlain }
  }
  return from(document.contents)
}

/** The parser reports a bad alias only when it is resolved. */
function aliasProblems(
  yaml: Yaml,
  document: Document,
  lineOf: (node: unknown) => number,
): readonly Complaint[] {
  const problems: Complaint[] = []
  yaml.visit(document, {
    Alias: (_, alias, parents) => {
      const found = alias.resolve(document)
      const line = lineOf(alias)
      if (found === undefined) {
        const what = `this is not valid YAML: there is no anchor &${alias.source} before *${alias.source}.`
        problems.push({ line, what, cure: 'Quote a text that begins with *.' })
      } else if (parents.some((parent) => parent === found)) {
        const what = `this is not valid YAML: *${alias.source} is inside the value it refers to.`
        problems.push({ line, what, cure: 'Write the value out.' })
      }
    },
  })
  return problems
}

function syntaxProblems(document: Document, source: string, counter: LineCounter): readonly Complaint[] {
  const lines = source.split('\n')
  return document.errors.map(({ code, message, pos }) => {
    const { line } = counter.linePos(pos[0])
    const what = `this is not valid YAML: ${message.split(/ at line |\n/)[0]}.`
    if (code === 'DUPLICATE_KEY') return { line, what, cure: 'Merge the two.' }
    return { line, what, cure: syntaxCure(lines[line - 1] ?? '') }
  })
}

function syntaxCure(line: string): string {
  // YAML reads {{NAME}} as a map at the beginning of a value or inside brackets.
  if (line.includes('{{')) return 'Quote the text with {{ }}.'
  if (/^\s*[^\s:]+:[^\s:]/.test(line)) return 'A space belongs after the colon.'
  return 'Correct the line, or its indentation.'
}

/** The text of a key, or the texts of its list; blank ones count as missing. */
export function textsOf({ key, value }: Entry, form: string, complain: Complain): readonly Text[] {
  const items = value.kind === 'list' ? value.items : [value]
  return items.flatMap((item) => {
    if (item.kind === 'text') return item.text.trim() === '' ? [] : [item]
    complain({ line: item.line, what: `${key} is neither a string nor a list of strings.`, cure: form })
    return []
  })
}

/** The single text of a key; undefined if there is no such key or its text is blank. */
export function textOf(entry: Entry | undefined, form: string, complain: Complain): Text | undefined {
  if (entry === undefined) return undefined
  const { key, value, line } = entry
  if (value.kind === 'text') return value.text.trim() === '' ? undefined : value
  complain({ line, what: `${key} is a ${value.kind}, but a single string is expected.`, cure: form })
  return undefined
}

/** Complains about known keys without a value. */
export function checkValues(entries: readonly Entry[], keys: readonly string[], complain: Complain): void {
  const cure =
    'Write one, quoted if it begins with #, or remove the key; quote an expression that may be empty.'
  for (const { key, value, line } of entries.filter((entry) => keys.includes(entry.key))) {
    if (value.kind === 'text' && value.isMissing) complain({ line, what: `${key} has no value.`, cure })
  }
}

/** Complains about keys that `owner`, as in "a node", cannot have. */
export function checkKeys(
  entries: readonly Entry[],
  keys: readonly string[],
  owner: string,
  complain: Complain,
): void {
  const known = `${owner} can have ${keys.slice(0, -1).join(', ')} and ${keys.at(-1)}.`
  const sentence = known.charAt(0).toUpperCase() + known.slice(1)
  for (const { key, line } of entries.filter((entry) => !keys.includes(entry.key))) {
    const near = nearest(key.toLowerCase().replaceAll('_', '-'), keys)
    const cure = near === undefined ? sentence : `Did you mean ${near}? ${sentence}`
    complain({ line, what: `${owner} has no "${key}".`, cure })
  }
}

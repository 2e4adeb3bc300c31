// Keeps the tables of inputs and outputs in README.md and docs/reference.md equal to action.yml.
// usage: node .ci/readme.ts write
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { MODES_OF } from '../src/inputs/modes.ts'
import { field, text } from '../src/json.ts'

const root = join(import.meta.dirname, '..')

export interface Row {
  readonly name: string
  readonly description: string
  readonly default: string
}

/** The sections that have been read. Tests ask for them hundreds of times, and YAML is slow. */
const sections = new Map<string, readonly Row[]>()

/** The rows of `inputs` or `outputs` in action.yml. */
export function actionRows(section: 'inputs' | 'outputs'): readonly Row[] {
  const rows = sections.get(section) ?? readRows(section)
  sections.set(section, rows)
  return rows
}

function readRows(section: string): readonly Row[] {
  const action: unknown = parse(readFileSync(join(root, 'action.yml'), 'utf8'))
  return Object.entries(field(action, section) ?? {}).map(([name, row]) => ({
    name,
    description: text(row, 'description'),
    default: text(row, 'default'),
  }))
}

/** README.md with its generated tables: the first sentence of each description. */
export function readmeWithTables(readme: string): string {
  const inputs = actionRows('inputs').map((row) => [
    `\`${row.name}\``,
    firstSentence(row.description),
    code(row.default),
  ])
  const outputs = actionRows('outputs').map((row) => [`\`${row.name}\``, firstSentence(row.description)])
  return replaceTable(
    replaceTable(readme, 'inputs', [['Input', 'What it does', 'Default'], ...inputs]),
    'outputs',
    [['Output', 'What it holds'], ...outputs],
  )
}

/** docs/reference.md with its generated tables: whole descriptions, and the modes that use an input. */
export function referenceWithTables(reference: string): string {
  const inputs = actionRows('inputs').map((row) => [
    `\`${row.name}\``,
    fromDocs(row.description),
    code(row.default),
    modesOf(row.name),
  ])
  const outputs = actionRows('outputs').map((row) => [`\`${row.name}\``, fromDocs(row.description)])
  return replaceTable(
    replaceTable(reference, 'inputs', [['Input', 'What it does', 'Default', 'Modes'], ...inputs]),
    'outputs',
    [['Output', 'What it holds'], ...outputs],
  )
}

function replaceTable(page: string, name: string, rows: readonly (readonly string[])[]): string {
  const [begin, end] = [
    `<!-- ${name}: generated from action.yml by npm run readme -->`,
    `<!-- end of ${name} -->`,
  ]
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from === -1 || to < from)
    throw new Error(`The page has no position for the table of ${name}: ${begin} … ${end}`)
  const [head = [], ...body] = rows
  const table = [head, head.map(() => '---'), ...body].map((row) => `| ${row.map(cell).join(' | ')} |`)
  return `${page.slice(0, from + begin.length)}\n${table.join('\n')}\n${page.slice(to)}`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function code(value: string): string {
  return value === '' ? '' : `\`${value}\``
}

function firstSentence(description: string): string {
  return /^.*?\.(?= |$)/.exec(description)?.[0] ?? description
}

/** Links of action.yml start at the root of the repository. */
function fromDocs(description: string): string {
  return description.replaceAll('](docs/', '](')
}

/** The modes in which an input means something; '' for every mode. */
function modesOf(name: string): string {
  const modes = new Map<string, readonly string[]>(Object.entries(MODES_OF)).get(name) ?? []
  return modes.length === MODES_OF.mode.length ? '' : modes.join(', ')
}

if (import.meta.main && process.argv[2] === 'write') {
  const pages = [
    ['README.md', readmeWithTables],
    ['docs/reference.md', referenceWithTables],
  ] as const
  for (const [name, withTables] of pages) {
    const path = join(root, name)
    writeFileSync(path, withTables(readFileSync(path, 'utf8')))
  }
}

// Keeps the tables of inputs and outputs in README.md as action.yml says.
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

/** The rows of `inputs` or `outputs` in action.yml. */
export function actionRows(section: 'inputs' | 'outputs'): readonly Row[] {
  const action: unknown = parse(readFileSync(join(root, 'action.yml'), 'utf8'))
  return Object.entries(field(action, section) ?? {}).map(([name, row]) => ({
    name,
    description: text(row, 'description'),
    default: text(row, 'default'),
  }))
}

/** The README with its generated tables as action.yml says now. */
export function readmeWithTables(readme: string): string {
  const inputs = actionRows('inputs').map((row) => [
    `\`${row.name}\``,
    row.description,
    shown(row.default),
    modesOf(row.name),
  ])
  const outputs = actionRows('outputs').map((row) => [`\`${row.name}\``, row.description])
  return replaceTable(
    replaceTable(readme, 'inputs', [['Input', 'What it does', 'Default', 'Modes'], ...inputs]),
    'outputs',
    [['Output', 'What it holds'], ...outputs],
  )
}

function replaceTable(readme: string, name: string, rows: readonly (readonly string[])[]): string {
  const [begin, end] = [
    `<!-- ${name}: generated from action.yml by npm run readme -->`,
    `<!-- end of ${name} -->`,
  ]
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)]
  if (from === -1 || to < from)
    throw new Error(`README.md has no place for the table of ${name}: ${begin} … ${end}`)
  const [head = [], ...body] = rows
  const table = [head, head.map(() => '---'), ...body].map((row) => `| ${row.map(cell).join(' | ')} |`)
  return `${readme.slice(0, from + begin.length)}\n${table.join('\n')}\n${readme.slice(to)}`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function shown(value: string): string {
  return value === '' ? '' : `\`${value}\``
}

/** The modes in which an input means something; '' for every mode. */
function modesOf(name: string): string {
  const modes = new Map<string, readonly string[]>(Object.entries(MODES_OF)).get(name) ?? []
  return modes.length === MODES_OF.mode.length ? '' : modes.join(', ')
}

if (import.meta.main && process.argv[2] === 'write') {
  const path = join(root, 'README.md')
  writeFileSync(path, readmeWithTables(readFileSync(path, 'utf8')))
}

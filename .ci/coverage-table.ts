import { relative } from 'node:path'
import { field, keys } from '../src/json.ts'

/** What istanbul counts, in the order of the table's columns. */
const KINDS = ['lines', 'branches', 'functions'] as const

interface Count {
  readonly covered: number
  readonly total: number
}

/**
 * Adds jest's `coverage-summary.json` up by the folders of `src/`.
 *
 * @returns a Markdown table with the percentage of each kind, the total last; files of `src/` itself are its first row
 */
export function coverageTable(summary: unknown, root: string): string {
  const files = keys(summary).filter((path) => path !== 'total')
  const folders = [...new Set(files.map((path) => folderOf(root, path)))].toSorted()
  const rows = folders.map((folder) =>
    row(
      folder,
      summary,
      files.filter((path) => folderOf(root, path) === folder),
    ),
  )
  const header = [`| Folder | ${KINDS.join(' | ')} |`, `| --- | ${KINDS.map(() => '---:').join(' | ')} |`]
  return [...header, ...rows, row('all', summary, files)].join('\n')
}

/** `src` or `src/plan`: the layer that a file belongs to. */
function folderOf(root: string, path: string): string {
  return relative(root, path).split('/').slice(0, -1).slice(0, 2).join('/')
}

function row(name: string, summary: unknown, files: readonly string[]): string {
  const cells = KINDS.map((kind) =>
    percent(sum(files.map((path) => countOf(field(field(summary, path), kind))))),
  )
  return `| ${[name, ...cells].join(' | ')} |`
}

function countOf(value: unknown): Count {
  return { covered: Number(field(value, 'covered') ?? 0), total: Number(field(value, 'total') ?? 0) }
}

function sum(counts: readonly Count[]): Count {
  return counts.reduce(
    (all, { covered, total }) => ({ covered: all.covered + covered, total: all.total + total }),
    { covered: 0, total: 0 },
  )
}

/** Rounded down, so that only all of it is 100 %. */
function percent({ covered, total }: Count): string {
  return total === 0 ? '–' : `${Math.floor((100 * covered) / total)} %`
}

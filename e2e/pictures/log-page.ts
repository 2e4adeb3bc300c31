/** The log of a step as GitHub's page shows it: numbered lines, groups that are folded or open, annotations in colour. */
import { escaped, page } from './page.ts'

/** How much of an open group the page shows: this many lines of its start and of its end. */
interface Opened {
  readonly start: number
  readonly end: number
}

/** Open groups, by title. The others are folded, as GitHub shows them at first. */
export type OpenGroups = Readonly<Record<string, Opened>>

/** One line of the page. */
export type Row =
  | { readonly kind: 'line' | 'inside' | 'folded' | 'open'; readonly number: number; readonly text: string }
  /** Lines of an open group that the page leaves out. */
  | { readonly kind: 'cut'; readonly count: number }

/**
 * The rows that a log has on the page.
 * @param shown lines as the runner leaves them: commands that it obeys are `##[name]`
 * @throws Error if the log has no group of such a title, or colours of a terminal, which the page does not show
 */
export function logRows(shown: string, open: OpenGroups): readonly Row[] {
  if (shown.includes('\x1b'))
    throw new Error('The log has colours of a terminal, which the page does not show.')
  const entries = entriesOf(shown)
  const titles = entries.flatMap((entry) => (entry.lines === undefined ? [] : entry.text))
  const absent = Object.keys(open).filter((title) => !titles.includes(title))
  if (absent.length > 0)
    throw new Error(`The log has no group ${absent.join(', ')}; its groups are ${titles.join(', ')}.`)
  return entries.flatMap(({ number, text, lines }): readonly Row[] => {
    if (lines === undefined) return [{ kind: 'line', number, text }]
    const opened = open[text]
    if (opened === undefined) return [{ kind: 'folded', number, text }]
    return [{ kind: 'open', number, text }, ...insideRows(lines, opened)]
  })
}

/** A line with its number on the page. */
interface Line {
  readonly number: number
  readonly text: string
}

/** A line between groups, or a group with its title. */
interface Entry extends Line {
  readonly lines?: readonly Line[]
}

/** GitHub numbers the titles of groups, and not their ends. */
function entriesOf(shown: string): readonly Entry[] {
  const entries: Entry[] = []
  let inside: Line[] | undefined
  const lines = shown.replace(/\n$/, '').split('\n')
  let number = 0
  for (const line of lines) {
    if (line === END) {
      inside = undefined
      continue
    }
    number++
    const title = /^##\[group\](.*)$/.exec(line)?.[1]
    if (title === undefined) {
      const list = inside ?? entries
      list.push({ number, text: line })
    } else {
      inside = []
      entries.push({ number, text: title, lines: inside })
    }
  }
  return entries
}

const END = '##[endgroup]'

function insideRows(lines: readonly Line[], { start, end }: Opened): readonly Row[] {
  const row = ({ number, text }: Line): Row => ({ kind: 'inside', number, text })
  const count = lines.length - start - end
  if (count <= 0) return lines.map(row)
  return [
    ...lines.slice(0, start).map(row),
    { kind: 'cut', count },
    ...lines.slice(lines.length - end).map(row),
  ]
}

/**
 * The page of a step that succeeded.
 * @param step its name
 */
export function logPage(rows: readonly Row[], step: string, seconds: number): string {
  const duration = `<span class="time">${Math.round(seconds)}s</span>`
  const head = `<header><span class="fold">▾</span>${CHECK}<b>${escaped(step)}</b>${duration}</header>`
  return page('log.css', `${head}\n<main>\n${rows.map(htmlOf).join('\n')}\n</main>`)
}

/** The same rows as plain text. */
export function logText(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    if (row.kind === 'cut') return `${' '.repeat(8)}${cutText(row.count)}`
    return `${String(row.number).padStart(4)}  ${MARKS[row.kind]}${row.text}`.trimEnd()
  })
  return `${lines.join('\n')}\n`
}

/** What comes before the text of a row. */
const MARKS = { line: '', inside: '  ', folded: '▸ ', open: '▾ ' } as const

/** GitHub's mark of a step that succeeded. */
const CHECK =
  '<svg class="check" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8"/><path d="M4.6 8.3l2.3 2.3 4.6-4.8"/></svg>'

function cutText(count: number): string {
  return `⋮ ${count} more ${count === 1 ? 'line' : 'lines'}`
}

function htmlOf(row: Row): string {
  if (row.kind === 'cut') return `<div class="cut">${cutText(row.count)}</div>`
  const [, level = '', message = row.text] = /^##\[(error|warning|notice)\](.*)$/.exec(row.text) ?? []
  const mark = row.kind === 'inside' ? '' : MARKS[row.kind]
  const label = level === '' ? '' : `<b>${level}: </b>`
  return `<div class="${row.kind} ${level}"><i>${row.number}</i><span>${mark}${label}${escaped(message)}</span></div>`
}

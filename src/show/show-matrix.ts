import { printRunner } from '../inputs/runners.ts'
import type { Leg, MatrixPlan, RunsOnRunner } from '../plan/matrix.ts'
import { type Platform, printPlatform } from '../platforms/platform.ts'
import { code, markdownTable, textTable } from './table.ts'

interface Row {
  readonly leg: Leg
  readonly platform: Platform
  readonly runs: RunsOnRunner
}

/** Which job builds what on which runner, as lines for the log. */
export function matrixLines(plan: MatrixPlan): readonly string[] {
  const rows = rowsOf(plan).map(({ leg, platform, runs }) => [
    leg.name,
    printPlatform(platform),
    printRunner(leg.runner),
    runs,
  ])
  return [
    ...textTable([['JOB', 'PLATFORM', 'RUNNER', 'RUNS'], ...rows]),
    '',
    headline(plan),
    ...remarks(plan),
  ]
}

/** The same in Markdown for the summary page, with a chart of the jobs that GitHub draws. */
export function matrixSummary(plan: MatrixPlan): string {
  const rows = rowsOf(plan).map(({ leg, platform, runs }) => [
    code(leg.name),
    code(printPlatform(platform)),
    code(printRunner(leg.runner)),
    runs,
  ])
  const parts = [`### ${headline(plan)}`, markdownTable([['job', 'platform', 'runner', 'runs'], ...rows])]
  return [...parts, ...remarks(plan), ...chart(plan)].join('\n\n').concat('\n')
}

function rowsOf({ legs }: MatrixPlan): readonly Row[] {
  return legs.flatMap((leg) => leg.platforms.map(({ platform, runs }) => ({ leg, platform, runs })))
}

function headline(plan: MatrixPlan): string {
  return `${count(plan.legs.length, 'job')} for ${count(rowsOf(plan).length, 'platform')}`
}

/** Which platforms are slow, and which can only be built without RUN steps of their own. */
function remarks(plan: MatrixPlan): readonly string[] {
  const platformsWith = (runs: RunsOnRunner): string =>
    rowsOf(plan)
      .filter((row) => row.runs === runs)
      .map(({ platform }) => printPlatform(platform))
      .join(', ')
  const emulated = platformsWith('emulated')
  const stuck = platformsWith('no emulator')
  return [
    ...(emulated === ''
      ? []
      : [`Emulated, which is slow: ${emulated}. If you have machines of that kind, name them in runners.`]),
    ...(stuck === '' ? [] : [`No emulator, so RUN only works in stages of another platform: ${stuck}.`]),
  ]
}

/** Mermaid draws nothing if a chart has more edges (its maxEdges) or more text (its maxTextSize). */
const MAX_EDGES = 500
const MAX_TEXT = 50_000

/** A chart from the plan through the jobs to the merge. */
function chart({ legs }: MatrixPlan): readonly string[] {
  const lines = legs.map((leg, index) => {
    const label = [
      ...leg.platforms.map(({ platform }) => printPlatform(platform)),
      `on ${printRunner(leg.runner)}`,
    ]
    const emulated = leg.platforms.some(({ runs }) => runs === 'emulated') ? ['emulated'] : []
    return `  plan --> leg${index}["${[...label, ...emulated].map(chartText).join('<br>')}"] --> merge`
  })
  const text = ['```mermaid', 'flowchart LR', ...lines, '```'].join('\n')
  return lines.length * 2 > MAX_EDGES || text.length > MAX_TEXT ? [] : [text]
}

/** Text without characters that are special in Mermaid, which are written as their numbers. */
function chartText(text: string): string {
  return text.replace(/[^\w ./,:-]/gu, (character) => `#${character.codePointAt(0)};`)
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

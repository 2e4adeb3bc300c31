/** The corpus as a table. */

import { markdownTable } from '../../src/show/table.ts'
import { describeFinding } from '../../src/verify/sentences.ts'
import { BAD, type CorpusVerdict, type Outcome } from './outcome.ts'

const MEBIBYTE = 1 << 20

/** One line for an image, with the findings if they are not the expected ones. */
export function outcomeLines({ recipe, verdict, proven }: Outcome): readonly string[] {
  const time = proven === undefined ? '' : `, ${proven.seconds.toFixed(1)} s, ${mebibytes(proven.peak)}`
  const head = `${verdict.kind.padEnd(12)} ${recipe.platform.padEnd(12)} ${recipe.what}${time}`
  if ('why' in verdict) return [head, `    ${verdict.why}`]
  const isPlain = verdict.kind === 'silent' || verdict.kind === 'stopped' || verdict.kind === 'noticed'
  if (isPlain || proven === undefined) return [head]
  const findings = proven.findings.map(
    (finding) => `    ${finding.severity}: ${finding.path} ${describeFinding(finding).what}`,
  )
  return [head, ...findings]
}

/** The counts over all images. */
export function totals(outcomes: readonly Outcome[]): readonly (readonly string[])[] {
  const of = (...kinds: readonly CorpusVerdict['kind'][]) =>
    outcomes.filter(({ verdict }) => kinds.includes(verdict.kind)).length
  const right = outcomes.filter(
    ({ recipe, proven }) => recipe.expected.kind === 'right' && proven !== undefined,
  )
  const warnings = right.map(({ verdict }) => (verdict.kind === 'warned' ? verdict.warnings : 0))
  const proven = outcomes.flatMap((outcome) => outcome.proven ?? [])
  const [silent, seconds] = [of('silent'), proven.map((each) => each.seconds)]
  return [
    ['', 'images'],
    ['right', String(right.length)],
    ['… refused (false errors)', String(of('false error'))],
    ['… without a word', String(silent)],
    ['… warnings of one: median, mean, most', spread(warnings)],
    ['wrong, to be stopped', String(of('stopped', 'wrong reason', 'missed', 'unseen', 'seen'))],
    ['… stopped, for the right reason', String(of('stopped'))],
    ['… stopped, for another reason', String(of('wrong reason'))],
    ['… missed, as is documented', String(of('unseen'))],
    ['… missed', String(of('missed'))],
    ['doubtful, and warned of', String(of('noticed'))],
    ['not tried', String(of('not tried'))],
    ['not made', String(of('not made'))],
    ['seconds of a proof: median, mean, most', spread(seconds)],
    ['most memory of a proof', mebibytes(Math.max(0, ...proven.map(({ peak }) => peak)))],
  ]
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const mean = sorted.reduce((sum, value) => sum + value, 0) / (sorted.length || 1)
  return `${round(sorted[Math.floor(sorted.length / 2)] ?? 0)}, ${round(mean)}, ${round(sorted.at(-1) ?? 0)}`
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function mebibytes(bytes: number): string {
  return `${(bytes / MEBIBYTE).toFixed(0)} MiB`
}

const BEGIN = '<!-- written by npm run proof-corpus -- --write -->'
const END = '<!-- end of what is written -->'

/** The document with its generated part updated to the outcomes. */
export function document(before: string, outcomes: readonly Outcome[]): string {
  const [from, to] = [before.indexOf(BEGIN), before.indexOf(END)]
  if (from === -1 || to < from) throw new Error(`The document has no place for the table: ${BEGIN} … ${END}`)
  const rows = outcomes.map(({ recipe, verdict, proven }) => [
    ...[recipe.what, recipe.platform, recipe.expected.kind, shown(verdict)],
    proven === undefined ? '' : `${proven.seconds.toFixed(1)} s`,
    proven === undefined ? '' : mebibytes(proven.peak),
  ])
  const table = [['image', 'platform', 'is', 'the proof', 'time', 'memory'], ...rows]
  const parts = [BEGIN, markdownTable(totals(outcomes)), markdownTable(table), END]
  return `${before.slice(0, from)}${parts.join('\n\n')}${before.slice(to + END.length)}`
}

function shown(verdict: CorpusVerdict): string {
  if (verdict.kind === 'warned') return `${verdict.warnings} warnings`
  // The reason of a failed download would reveal facts about the machine, such as its mirrors.
  return verdict.kind === 'unseen' ? `not stopped: ${verdict.why}` : verdict.kind
}

export function hasFailed(outcomes: readonly Outcome[]): boolean {
  return outcomes.some(({ verdict }) => BAD.includes(verdict.kind))
}

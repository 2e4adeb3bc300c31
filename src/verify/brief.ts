/** Selects the few findings that are shown. */

import type { Finding, Severity } from './finding.ts'

/** Findings of one kind that are listed one by one. */
const MOST_ALIKE = 20
/** Findings per severity that are listed one by one: nobody reads more, and no warning stops a release. */
const MOST_TOLD = { error: 50, warning: 10, notice: 10 } satisfies Record<Severity, number>

/** Worst first. */
export const SEVERITIES = ['error', 'warning', 'notice'] as const satisfies readonly Severity[]

export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}

/** How many findings of a severity there are, including those that are only counted. */
export function countOf(findings: readonly Finding[], severity: Severity): number {
  const own = findings.filter((finding) => finding.severity === severity)
  return own.reduce((sum, { more }) => sum + (more?.count ?? 1), 0)
}

/** The findings to show, worst first; if there are many, the first ones and how many more there are. */
export function brief(findings: readonly Finding[]): readonly Finding[] {
  return SEVERITIES.flatMap((severity) => {
    const told = fewAlike(findings.filter((finding) => finding.severity === severity))
    const [first, ...rest] = told.slice(MOST_TOLD[severity])
    if (first === undefined || (rest.length === 0 && first.more === undefined)) return told
    const count = countOf([first, ...rest], severity)
    return [...told.slice(0, MOST_TOLD[severity]), ofManyKinds(first, count)]
  })
}

/** The first ones of each kind, then a count of the others of that kind. */
function fewAlike(findings: readonly Finding[]): readonly Finding[] {
  const kinds = Map.groupBy(findings, kindOf)
  const untold = new Set([...kinds.values()].flatMap((alike) => alike.slice(MOST_ALIKE)))
  const counts = [...kinds.values()].flatMap((alike) => {
    const [first] = alike
    const count = alike.length - MOST_ALIKE
    return first === undefined || count <= 0
      ? []
      : [{ ...first, path: '', more: { count, example: first.path } }]
  })
  return [...findings.filter((finding) => !untold.has(finding)), ...counts]
}

/** A key that findings of one kind share. A count is a kind of its own. */
function kindOf({ verdict, layer, more }: Finding): string {
  const reason = verdict.rule === 'machine' ? verdict.reason.kind : ''
  return JSON.stringify([verdict.rule, reason, layer, more])
}

/** Stands for findings of several kinds that are not listed. @param finding one of them */
export function ofManyKinds(finding: Finding, count: number): Finding {
  return {
    ...finding,
    ...{ path: '', layer: '', instruction: '' },
    more: { count, example: finding.more?.example ?? finding.path },
  }
}

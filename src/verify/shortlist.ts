/** Selects the few findings that are shown. */

import type { Finding, Severity } from './finding.ts'

/** Findings of one kind that are listed one by one. */
const MAX_PER_KIND = 20
/** Findings per severity that are listed one by one: nobody reads more, and no warning stops a release. */
const MAX_LISTED = { error: 50, warning: 10, notice: 10 } satisfies Record<Severity, number>

/** Worst first. */
export const SEVERITIES = ['error', 'warning', 'notice'] as const satisfies readonly Severity[]

export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}

/** How many findings of a severity there are, including those that are only counted. */
export function countOf(findings: readonly Finding[], severity: Severity): number {
  const counted = findings.filter((finding) => finding.severity === severity)
  return counted.reduce((sum, { more }) => sum + (more?.count ?? 1), 0)
}

/** The findings to show, worst first; if there are many, the first ones and how many more there are. */
export function findingsToShow(findings: readonly Finding[]): readonly Finding[] {
  return SEVERITIES.flatMap((severity) => {
    const listed = limitKinds(findings.filter((finding) => finding.severity === severity))
    const [first, ...rest] = listed.slice(MAX_LISTED[severity])
    if (first === undefined || (rest.length === 0 && first.more === undefined)) return listed
    const count = countOf([first, ...rest], severity)
    return [...listed.slice(0, MAX_LISTED[severity]), summaryFinding(first, count)]
  })
}

/** The first ones of each kind, then a count of the others of that kind. */
function limitKinds(findings: readonly Finding[]): readonly Finding[] {
  const kinds = Map.groupBy(findings, kindKey)
  const surplus = new Set([...kinds.values()].flatMap((sameKind) => sameKind.slice(MAX_PER_KIND)))
  const counts = [...kinds.values()].flatMap((sameKind) => {
    const [first] = sameKind
    const count = sameKind.length - MAX_PER_KIND
    return first === undefined || count <= 0
      ? []
      : [{ ...first, path: '', more: { count, example: first.path } }]
  })
  return [...findings.filter((finding) => !surplus.has(finding)), ...counts]
}

/** A key that findings of one kind share. A count is a kind of its own. */
function kindKey({ verdict, layer, more }: Finding): string {
  const reason = verdict.rule === 'machine' ? verdict.reason.kind : ''
  return JSON.stringify([verdict.rule, reason, layer, more])
}

/** Stands for findings of several kinds that are not listed. @param finding one of them */
export function summaryFinding(finding: Finding, count: number): Finding {
  return {
    ...finding,
    ...{ path: '', layer: '', instruction: '' },
    more: { count, example: finding.more?.example ?? finding.path },
  }
}

/** What the proof said of an image, held against what it should say. */
import type { Finding, Verdict } from '../../src/verify/finding.ts'
import type { Proven } from './prove.ts'
import type { Expected, Mistake, MistakeReason, Recipe } from './recipe.ts'

export interface Outcome {
  readonly recipe: Recipe
  readonly verdict: CorpusVerdict
  /** Undefined where nothing was proven. */
  readonly proven: Proven | undefined
}

/**
 * - `silent`, `warned`: a right image, with and without warnings
 * - `false error`: a right image that gets no tag
 * - `stopped`: a wrong one that gets none, and is told why; `wrong reason` where it is told something else
 * - `noticed`: one that may be meant, of which the right warning is told
 * - `missed`: one that gets its tag though it should not, or of which nothing is told
 * - `unseen`: such a one, where it is documented that it is not seen
 * - `seen`: documented as not seen, but it is seen: the documentation is out of date
 * - `not tried`: a package was not to be had
 * - `not made`: it was, but the image could not be made of it, or not be proven
 */
export type CorpusVerdict =
  | { readonly kind: 'silent' | 'stopped' | 'noticed' | 'missed' | 'seen' }
  | { readonly kind: 'warned'; readonly warnings: number }
  | { readonly kind: 'false error' | 'wrong reason'; readonly errors: number }
  | { readonly kind: 'unseen' | 'not tried' | 'not made'; readonly why: string }

/** What makes the run fail. */
export const BAD: readonly CorpusVerdict['kind'][] = [
  'false error',
  'wrong reason',
  'missed',
  'seen',
  'not made',
]

export function verdictOf(expected: Expected, findings: readonly Finding[]): CorpusVerdict {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  if (expected.kind === 'right') {
    const warnings = findings.filter(({ severity }) => severity === 'warning').length
    if (errors > 0) return { kind: 'false error', errors }
    return warnings > 0 ? { kind: 'warned', warnings } : { kind: 'silent' }
  }
  const { mistake, unseen } = expected
  const isSeen = findings.some((finding) => answersTo(finding, mistake))
  if (unseen !== undefined) return isSeen ? { kind: 'seen' } : { kind: 'unseen', why: unseen }
  if (mistake.severity === 'warning') return { kind: isSeen && errors === 0 ? 'noticed' : 'missed' }
  if (errors === 0) return { kind: 'missed' }
  return isSeen ? { kind: 'stopped' } : { kind: 'wrong reason', errors }
}

function answersTo({ severity, verdict, path }: Finding, mistake: Mistake): boolean {
  return severity === mistake.severity && SAYS[mistake.reason](verdict) && path.includes(mistake.path)
}

/** The verdicts that are the right ones for a mistake. */
const SAYS: Readonly<Record<MistakeReason, (verdict: Verdict) => boolean>> = {
  machine: ({ rule, ...verdict }) =>
    rule === 'machine' || (rule === 'package' && 'problem' in verdict && verdict.problem !== 'other libc'),
  processor: ({ rule }) => rule === 'arm-version' || rule === 'x86-level' || rule === 'float',
  system: (verdict) =>
    ['system', 'package'].includes(verdict.rule) ||
    (verdict.rule === 'entrypoint' && verdict.problem === 'other format'),
  libc: (verdict) =>
    (verdict.rule === 'package' && verdict.problem === 'other libc') ||
    ['interpreter', 'library'].includes(verdict.rule),
}

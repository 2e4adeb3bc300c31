/** Compares the result of an image's proof with the expected one. */
import type { Finding, Verdict } from '../../src/verify/finding.ts'
import type { Proven } from './prove.ts'
import type { Expected, Mistake, MistakeReason, Recipe } from './recipe.ts'

export interface Outcome {
  readonly recipe: Recipe
  readonly verdict: CorpusVerdict
  /** Undefined if nothing was proven. */
  readonly proven: Proven | undefined
}

/**
 * - `silent`, `warned`: a right image, with and without warnings
 * - `false error`: a right image that gets no tag
 * - `stopped`: a wrong image that gets no tag, with the right error; `wrong reason` if the error is another one
 * - `noticed`: an image that may be intended, with the right warning
 * - `missed`: an image that gets its tag although it should not, or without the expected warning
 * - `unseen`: a missed image of which the documentation says so
 * - `seen`: an image that is found although the documentation says that it is not: the documentation is out of date
 * - `not tried`: a package was not available
 * - `not made`: all packages were available, but the image could not be made, or not be proven
 */
export type CorpusVerdict =
  | { readonly kind: 'silent' | 'stopped' | 'noticed' | 'missed' | 'seen' }
  | { readonly kind: 'warned'; readonly warnings: number }
  | { readonly kind: 'false error' | 'wrong reason'; readonly errors: number }
  | { readonly kind: 'unseen' | 'not tried' | 'not made'; readonly why: string }

/** The verdicts that make the run fail. */
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

/** The right verdicts for each mistake. */
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

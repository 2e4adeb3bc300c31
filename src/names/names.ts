import type { LatestQuestion } from './latest.ts'
import { printReason, type Reason } from './reason.ts'
import type { Rule } from './rule.ts'
import type { TagValue } from './rule-types.ts'

/** The result of a rule. */
export interface Outcome {
  readonly rule: Rule
  readonly result: DerivedTag | { readonly kind: 'nothing'; readonly reason: Reason }
}

/** A tag, and how a rule derived it. */
export interface DerivedTag extends TagValue {
  readonly tag: string
  /** How the text was changed; '' if it was not. */
  readonly notice: string
}

/** The names of an image, derived from an event. */
export interface Names {
  /** Repositories, without duplicates. */
  readonly images: readonly string[]
  /** The tags in every repository, the version first; empty if no rule gives one. */
  readonly tags: readonly string[]
  /** The first tag; '' if there is none. */
  readonly version: string
  /** The version in labels: the first tag that was read as a version, or else the first tag. */
  readonly labelVersion: string
  /** What must be known before the tag latest moves; undefined if it moves anyway, or does not exist. */
  readonly latest: LatestQuestion | undefined
  /** In the order of their priorities. */
  readonly outcomes: readonly Outcome[]
  /** For the log, as in `push, refs/heads/main`. */
  readonly event: string
  /** The inputs of the derivation without the time, so that it is the same in every job of a run. */
  readonly source: string
  readonly notices: readonly string[]
  readonly warnings: readonly string[]
}

/** The result of each rule, one per line. */
export function outcomeLines({ outcomes }: Pick<Names, 'outcomes'>): readonly string[] {
  return outcomes.map(({ rule, result }) => {
    const line = rule.line === undefined ? 'by default' : `line ${rule.line}`
    const came = result.kind === 'value' ? result.tag : `nothing, because ${printReason(result.reason)}`
    return `${line}, ${rule.text}: ${came}`
  })
}

import type { LatestQuestion } from './latest.ts'
import { printReason, type Reason } from './reason.ts'
import type { Rule } from './rule.ts'
import type { Value } from './rule-types.ts'

/** What became of a rule. */
export interface Outcome {
  readonly rule: Rule
  readonly result: Named | { readonly kind: 'nothing'; readonly reason: Reason }
}

/** A tag, and how a rule came to it. */
export interface Named extends Value {
  readonly tag: string
  /** What was done to the text; '' where there is nothing to say. */
  readonly notice: string
}

/** The names that an event gives an image. */
export interface Names {
  /** Repositories, each once. */
  readonly images: readonly string[]
  /** Those of every repository, the version first; empty where no rule gave one. */
  readonly tags: readonly string[]
  /** The first tag; '' where there is none. */
  readonly version: string
  /** What the labels call the version: one that was read as a version, or else the first tag. */
  readonly labelVersion: string
  /** What must be asked before the tag latest moves; undefined where it moves, or is none of the tags. */
  readonly latest: LatestQuestion | undefined
  /** In the order of their priorities. */
  readonly outcomes: readonly Outcome[]
  /** For people, as in `push, refs/heads/main`. */
  readonly event: string
  /** What the names are made from, the same in every job of a run, whatever the clock says there. */
  readonly source: string
  readonly notices: readonly string[]
  readonly warnings: readonly string[]
}

/** What each rule came to, a line each. */
export function outcomeLines({ outcomes }: Pick<Names, 'outcomes'>): readonly string[] {
  return outcomes.map(({ rule, result }) => {
    const line = rule.line === undefined ? 'by default' : `line ${rule.line}`
    const came = result.kind === 'value' ? result.tag : `nothing, because ${printReason(result.reason)}`
    return `${line}, ${rule.text}: ${came}`
  })
}

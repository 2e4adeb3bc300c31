import type { Reason, Severity } from '../finding.ts'
import type { ElfIdentity, Fit } from '../machines.ts'
import type { PathWords } from '../name-words.ts'

/** A program or library that is not for the image's machine, or not for all of them. */
export interface ForeignElf {
  readonly node: number
  readonly path: string
  /** The index of its layer. */
  readonly layer: number
  readonly identity: ElfIdentity
  readonly fit: Exclude<Fit, 'right'>
}

/** A foreign file and how the image uses it. */
export interface ForeignFile extends ForeignElf {
  readonly isStarted: boolean
  /** Whether the image may start it: an argument, or a command that runs if another one fails. */
  readonly isGuessed: boolean
  /** What the names in its path say. */
  readonly words: PathWords
  /** The started program or library that needs it; undefined if there is none. */
  readonly neededBy: string | undefined
}

export interface Judgement {
  /** `silent` if there is nothing to report. */
  readonly severity: Severity | 'silent'
  readonly reason: Reason
}

/**
 * One rule; undefined if it does not apply.
 * @typeParam Around what it needs to know about the surroundings of the file
 */
export type JudgeRule<Around = unknown> = (file: ForeignFile, around: Around) => Judgement | undefined

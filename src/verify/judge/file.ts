import type { Platform } from '../../platforms/platform.ts'
import type { Reason, Severity } from '../finding.ts'
import type { ElfIdentity, Fit } from '../machines.ts'
import type { PathWords } from '../words.ts'
import type { Places } from './places.ts'
import type { Sets } from './sets.ts'

/** A program or library that is not for the image's machine, or not for all of them. */
export interface Foreign {
  readonly node: number
  readonly path: string
  /** Number of the layer that it comes from. */
  readonly layer: number
  readonly identity: ElfIdentity
  readonly fit: Exclude<Fit, 'right'>
}

/** The same, with what the image does with it. */
export interface ForeignFile extends Foreign {
  readonly isStarted: boolean
  /** Whether the image may start it: an argument, or what runs where something else fails. */
  readonly isGuessed: boolean
  /** What its path says. */
  readonly words: PathWords
  /** What the image starts, or a library of that, which needs it; undefined where nothing does. */
  readonly neededBy: string | undefined
}

/** What a file is judged by, beside itself. */
export interface Surroundings {
  readonly platform: Platform
  readonly places: Places
  readonly sets: Sets
}

export interface Judgement {
  /** `silent` where nothing has to be said. */
  readonly severity: Severity | 'silent'
  readonly reason: Reason
}

/** One rule: undefined where it does not fit. */
export type JudgeRule = (file: ForeignFile, around: Surroundings) => Judgement | undefined

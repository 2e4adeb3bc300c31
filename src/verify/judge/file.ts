import type { Platform } from '../../platforms/platform.ts'
import type { Reason, Severity } from '../finding.ts'
import type { ElfIdentity, Fit } from '../machines.ts'
import type { Places } from './places.ts'
import type { Sets } from './sets.ts'

/** A file that is not for the image's machine, or not for all of them. */
export interface ForeignFile {
  readonly node: number
  readonly path: string
  readonly identity: ElfIdentity
  readonly fit: Exclude<Fit, 'right'>
  readonly isStarted: boolean
  /** Whether the image may start it: an argument, or what runs where something else fails. */
  readonly isGuessed: boolean
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

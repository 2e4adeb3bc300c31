/** What the picture of the log shows. */
import type { OpenGroups } from './log-page.ts'

/** The step as GitHub calls it, from the workflow in the README. */
export const STEP = 'Run multi-platform-build/multi-platform-build@v0'

/** The plan up to its first flags, and the proof. */
export const OPEN_GROUPS = { Plan: { start: 20, end: 2 }, Proof: { start: 20, end: 0 } } satisfies OpenGroups

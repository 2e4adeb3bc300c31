/** Decides what to do after a build has failed; without side effects. */

import { isNo } from '../buildx/attributes.ts'
import { cacheImage } from '../buildx/cache-entry.ts'
import { errorIn } from '../docker/tries.ts'
import { type FaultClass, faultOf, isTransientClass } from '../faults.ts'
import { splitName, splitRepository } from '../oci/reference.ts'
import type { BuildPlan, Command } from '../plan/plan.ts'
import type { Activity } from './advice.ts'
import { activityOf, failingStep } from './failing-step.ts'

/** How a build failed. */
export interface BuildEnd {
  readonly code: number
  readonly tail: readonly string[]
  /** Names of the steps in which it stalled; empty if it ended on its own. */
  readonly stalled: readonly string[]
  /** The error of the cache export; '' if it did not fail. */
  readonly exportError: string
}

/** What has been tried so far. */
export interface Attempts {
  /** How often it was run again unchanged. */
  readonly again: number
  readonly isRevived: boolean
  readonly omissions: Omissions
}

/** What the build is now run without. */
export interface Omissions {
  readonly layout: boolean
  readonly imports: boolean
  readonly exports: boolean
  /** How many of its plainer forms have been tried. */
  readonly plainer: number
}

export const NO_ATTEMPTS: Attempts = {
  again: 0,
  isRevived: false,
  omissions: { layout: false, imports: false, exports: false, plainer: 0 },
}

export type Remedy =
  | 'again'
  | 'revived'
  | 'without layout'
  | 'without imports'
  | 'without exports'
  | 'plainer'

/** Why a build failed. */
export interface Fault {
  /** '' if the output has none. */
  readonly error: string
  readonly fault: FaultClass | undefined
  readonly activity: Activity
}

/** Exit code of a buildx that was killed, which prints no error. */
const KILLED = 137

export function faultOfBuild({ code, tail, stalled }: BuildEnd): Fault {
  if (stalled.length > 0) {
    return { error: `no more progress in ${stalled.join(', ')}`, fault: 'stalled', activity: 'build' }
  }
  // If buildx printed no error, the last lines come from programs.
  const error = tail.some((line) => line.startsWith('ERROR: ')) ? errorIn(tail) : ''
  const fault = error === '' && code === KILLED ? 'memory' : faultOf(error)
  return { error, fault, activity: activityOf(error, failingStep(tail)) }
}

/**
 * What may help; undefined if nothing does.
 * @param limit how often it may be run again unchanged
 */
export function remedyFor(
  failed: Fault,
  end: BuildEnd,
  build: BuildPlan,
  { again, isRevived, omissions }: Attempts,
  limit: number,
): Remedy | undefined {
  const { fault, activity } = failed
  if (fault === 'builder gone') return isRevived || limit === 0 ? undefined : 'revived'
  const isPlainer = fault === 'unsupported' && activity === 'push' && omissions.plainer < build.plainer.length
  if (isPlainer) return 'plainer'
  const hasRetriesLeft = isRetryable(failed) && again < limit
  if (hasRetriesLeft && fault !== 'stalled') return 'again'
  return findDispensable(failed, end, build, omissions) ?? (hasRetriesLeft ? 'again' : undefined)
}

/** BuildKit also says "EOF" if a file of the result cannot be written, and no retry repairs that. */
function isRetryable({ fault, activity }: Fault): boolean {
  return isTransientClass(fault) && activity !== 'files' && activity !== 'run'
}

/** What the build failed because of and can do without. */
function findDispensable(
  failed: Fault,
  end: BuildEnd,
  build: BuildPlan,
  omissions: Omissions,
): Remedy | undefined {
  if (!omissions.layout && build.layout !== '' && failed.error.includes(build.layout)) return 'without layout'
  if (!omissions.exports && canOmitExports(build) && isExportFault(failed, end)) return 'without exports'
  return !omissions.imports && isImportFault(failed, end, build) ? 'without imports' : undefined
}

/** Adds a remedy to what has been tried. */
export function recordRemedy(attempts: Attempts, remedy: Remedy): Attempts {
  const { again, omissions } = attempts
  switch (remedy) {
    case 'again':
      return { ...attempts, again: again + 1 }
    case 'revived':
      return { ...attempts, isRevived: true }
    case 'without layout':
      return { ...attempts, omissions: { ...omissions, layout: true } }
    case 'without imports':
      return { ...attempts, omissions: { ...omissions, imports: true } }
    case 'without exports':
      return { ...attempts, omissions: { ...omissions, exports: true } }
    case 'plainer':
      return { ...attempts, omissions: { ...omissions, plainer: omissions.plainer + 1 } }
  }
}

function isExportFault({ error }: Fault, { exportError, stalled }: BuildEnd): boolean {
  const isStalled = stalled.length > 0 && stalled.every((step) => step.startsWith('exporting cache '))
  return isStalled || (exportError !== '' && error.endsWith(exportError))
}

/** Not if the user says that an export must not fail. */
function canOmitExports({ cache }: BuildPlan): boolean {
  return cache.exports.length > 0 && !cache.exports.some(({ attributes }) => isNo(attributes['ignore-error']))
}

/** Errors of reading layers; those of a cache and those of a base image have the same text. */
const LAYER_READ_ERROR =
  /httpReadSeeker|failed to copy|content descriptor|compute cache key|(?:blob|content) sha256:|load cache/

/** Whether a cache that could not be read may be the reason: the error names it, or names nothing else. */
function isImportFault(
  { error, fault, activity }: Fault,
  { stalled }: BuildEnd,
  { cache }: BuildPlan,
): boolean {
  if (cache.imports.length === 0 || fault === undefined) return false
  if (stalled.some((step) => step.startsWith('importing cache '))) return true
  if (!LAYER_READ_ERROR.test(error) || activity === 'push' || activity === 'run') return false
  const [, repository] = /\/v2\/(\S+?)\/(?:blobs|manifests)\//.exec(error) ?? []
  return repository === undefined
    ? activity !== 'pull'
    : cacheRepositories(cache.imports).includes(repository)
}

/** Paths of repositories without their registry, as in a URL. */
function cacheRepositories(imports: BuildPlan['cache']['imports']): readonly string[] {
  return imports.flatMap((entry) => {
    const image = cacheImage(entry)
    return image === undefined ? [] : [splitRepository(splitName(image).repository).path]
  })
}

/** The command of a build, without what is now left out. */
export function commandOf(build: BuildPlan, { layout, imports, exports, plainer }: Omissions): Command {
  const command = build.plainer[plainer - 1]?.command ?? build.command
  const isOmitted = (flag: string | undefined, value: string | undefined): boolean =>
    (imports && flag === '--cache-from') ||
    (exports && flag === '--cache-to') ||
    (layout && flag === '--output' && value?.includes(build.layout) === true)
  // A flag is removed together with its value.
  return command.filter(
    (word, index) => !isOmitted(word, command[index + 1]) && !isOmitted(command[index - 1], word),
  )
}

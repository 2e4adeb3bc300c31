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
export interface FailedEnd {
  readonly code: number
  readonly tail: readonly string[]
  /** Names of the steps in which it stalled; empty if it ended on its own. */
  readonly stalled: readonly string[]
  /** The error of the cache export; '' if it did not fail. */
  readonly exportError: string
}

/** What has been tried so far. */
export interface Tried {
  /** How often it was run again unchanged. */
  readonly again: number
  readonly isRevived: boolean
  readonly lacks: Lacks
}

/** What the build is now run without. */
export interface Lacks {
  readonly layout: boolean
  readonly imports: boolean
  readonly exports: boolean
  /** How many of its plainer forms have been tried. */
  readonly plainer: number
}

export const NOTHING_TRIED: Tried = {
  again: 0,
  isRevived: false,
  lacks: { layout: false, imports: false, exports: false, plainer: 0 },
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

export function faultOfBuild({ code, tail, stalled }: FailedEnd): Fault {
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
  end: FailedEnd,
  build: BuildPlan,
  { again, isRevived, lacks }: Tried,
  limit: number,
): Remedy | undefined {
  const { fault, activity } = failed
  if (fault === 'builder gone') return isRevived || limit === 0 ? undefined : 'revived'
  const isPlainer = fault === 'unsupported' && activity === 'push' && lacks.plainer < build.plainer.length
  if (isPlainer) return 'plainer'
  const isLeft = mayPass(failed) && again < limit
  if (isLeft && fault !== 'stalled') return 'again'
  return dispensable(failed, end, build, lacks) ?? (isLeft ? 'again' : undefined)
}

/** BuildKit also says "EOF" if a file of the result cannot be written, and no retry repairs that. */
function mayPass({ fault, activity }: Fault): boolean {
  return isTransientClass(fault) && activity !== 'files' && activity !== 'run'
}

/** What the build failed because of and can do without. */
function dispensable(failed: Fault, end: FailedEnd, build: BuildPlan, lacks: Lacks): Remedy | undefined {
  if (!lacks.layout && build.layout !== '' && failed.error.includes(build.layout)) return 'without layout'
  if (!lacks.exports && canLackExports(build) && isExportFault(failed, end)) return 'without exports'
  return !lacks.imports && isImportFault(failed, end, build) ? 'without imports' : undefined
}

/** Adds a remedy to what has been tried. */
export function afterwards(tried: Tried, remedy: Remedy): Tried {
  const { again, lacks } = tried
  switch (remedy) {
    case 'again':
      return { ...tried, again: again + 1 }
    case 'revived':
      return { ...tried, isRevived: true }
    case 'without layout':
      return { ...tried, lacks: { ...lacks, layout: true } }
    case 'without imports':
      return { ...tried, lacks: { ...lacks, imports: true } }
    case 'without exports':
      return { ...tried, lacks: { ...lacks, exports: true } }
    case 'plainer':
      return { ...tried, lacks: { ...lacks, plainer: lacks.plainer + 1 } }
  }
}

function isExportFault({ error }: Fault, { exportError, stalled }: FailedEnd): boolean {
  const isStalled = stalled.length > 0 && stalled.every((step) => step.startsWith('exporting cache '))
  return isStalled || (exportError !== '' && error.endsWith(exportError))
}

/** Not if the user says that an export must not fail. */
function canLackExports({ cache }: BuildPlan): boolean {
  return cache.exports.length > 0 && !cache.exports.some(({ attributes }) => isNo(attributes['ignore-error']))
}

/** Errors of reading layers; those of a cache and those of a base image have the same text. */
const READS =
  /httpReadSeeker|failed to copy|content descriptor|compute cache key|(?:blob|content) sha256:|load cache/

/** Whether a cache that could not be read may be the reason: the error names it, or names nothing else. */
function isImportFault(
  { error, fault, activity }: Fault,
  { stalled }: FailedEnd,
  { cache }: BuildPlan,
): boolean {
  if (cache.imports.length === 0 || fault === undefined) return false
  if (stalled.some((step) => step.startsWith('importing cache '))) return true
  if (!READS.test(error) || activity === 'push' || activity === 'run') return false
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
export function commandOf(build: BuildPlan, { layout, imports, exports, plainer }: Lacks): Command {
  const command = build.plainer[plainer - 1]?.command ?? build.command
  const isLacked = (flag: string | undefined, value: string | undefined): boolean =>
    (imports && flag === '--cache-from') ||
    (exports && flag === '--cache-to') ||
    (layout && flag === '--output' && value?.includes(build.layout) === true)
  // A flag is removed together with its value.
  return command.filter(
    (word, index) => !isLacked(word, command[index + 1]) && !isLacked(command[index - 1], word),
  )
}

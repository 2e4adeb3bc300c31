import { readFileSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { cacheImage } from '../buildx/cache-entry.ts'
import { mapConcurrent } from '../concurrency.ts'
import type { Docker } from '../docker/docker.ts'
import { oneLine, pauseBefore } from '../docker/tries.ts'
import { Failure, Unfinished } from '../errors.ts'
import { type FaultClass, faultOf, isTransientClass } from '../faults.ts'
import { parseJson, text } from '../json.ts'
import type { BuildPlan, CachePlan } from '../plan/plan.ts'
import { type Platform, printPlatform, printPlatforms } from '../platforms/platform.ts'
import { annotate, endGroup, startGroup } from '../runner/commands.ts'
import { type LogSink, withoutCommands } from '../runner/log.ts'
import { adviceFor } from './advice.ts'
import { buildFailure, type FailedBuild } from './build-failure.ts'
import { dropFolder } from './folder.ts'
import { type Progress, watchProgress } from './progress.ts'
import {
  type Attempts,
  type BuildEnd,
  commandOf,
  faultOfBuild,
  NO_ATTEMPTS,
  type Omissions,
  type Remedy,
  recordRemedy,
  remedyFor,
} from './remedy.ts'
import { type Revivable, type Revive, reviver, stateAfter } from './revive.ts'
import { type StallRules, watchStall } from './stall.ts'
import { warningsIn } from './warnings.ts'

export interface BuildResult {
  readonly number: number
  /** The platforms that it is for. */
  readonly platforms: readonly Platform[]
  /** The digest as reported by buildx; not yet checked with a registry. */
  readonly digest: string
  readonly imageid: string
  /** The metadata file as buildx wrote it. */
  readonly metadata: string
  /** What a call printed; '' for a build. */
  readonly result: string
  /** What the step fails with after its outputs have been set, if a check found something. */
  readonly checkFailure: Failure | undefined
  readonly progress: Progress
  /** Folder of the layout that it wrote for the proof; '' for none. */
  readonly layout: string
  /** What it had to do without, one sentence each. */
  readonly omissions: readonly string[]
}

/** What all builds have in common. */
export interface BuildSettings {
  /** '' for a build; otherwise the method that is called instead, such as `check`. */
  readonly call: string
  /** Whether warnings are annotated at their lines of the Dockerfile. */
  readonly annotatesChecks: boolean
  /** Whether the push itself moves the tags. */
  readonly movesTags: boolean
  readonly builder: Revivable
  /** Numbers of the builds whose cache is in registries that do not answer. */
  readonly uncached: ReadonlySet<number>
  readonly stall: StallRules
}

/** Maximum number of characters kept of a call's result. */
const RESULT_LIMIT = 1 << 20

/** Makes buildx write warnings into the metadata file, as docker/build-push-action does. */
const METADATA_ENV = { BUILDX_METADATA_WARNINGS: 'true' }

/** Number of concurrent builds: even a single one uses all processors of the builder. */
const BUILDS_AT_ONCE = 4

/**
 * Runs the builds concurrently and streams their output.
 * @throws Failure with the step, its location and its last lines; AggregateError if several failed
 */
export async function buildAll(
  docker: Docker,
  builds: readonly BuildPlan[],
  settings: BuildSettings,
): Promise<readonly BuildResult[]> {
  const isParallel = builds.length > 1
  startGroup(isParallel ? `${builds.length} × docker buildx build, in parallel` : 'docker buildx build')
  const sink = withoutCommands()
  const revive = reviver(docker, settings.builder)
  try {
    return await mapConcurrent(builds, BUILDS_AT_ONCE, (plan) =>
      build(
        { docker, revive },
        plan,
        settings,
        isParallel ? withPrefix(`[${printPlatforms(plan.platforms)}] `, sink) : { ...sink, end: () => {} },
      ),
    )
  } finally {
    sink.end()
    endGroup()
    // Not earlier: up to here the runner ignores commands.
    if (settings.annotatesChecks) annotateWarnings(builds)
  }
}

/** Runs a build, and runs it again while something may help. @throws Failure or Unfinished */
async function build(
  tools: Tools,
  plan: BuildPlan,
  settings: BuildSettings,
  sink: LogSink,
): Promise<BuildResult> {
  const { docker } = tools
  let attempts = NO_ATTEMPTS
  let hasPushed = false
  let reasons: Reasons = {}
  for (let tries = 1; ; tries++) {
    const imports = attempts.omissions.imports || settings.uncached.has(plan.number)
    const end = await runBuild(docker, plan, { ...attempts.omissions, imports }, { settings, sink })
    hasPushed ||= end.hasPushed
    if (end.code === 0 && end.stalled.length === 0) {
      sink.end()
      return toBuildResult(docker, plan, end, {
        omissions: attempts.omissions,
        reasons,
        checkFailure: undefined,
      })
    }
    const fault = faultOfBuild(end)
    const remedy = remedyFor(fault, end, plan, attempts, docker.tries.limit)
    const cause = causeOf(remedy, fault.fault)
    if (remedy === undefined || cause === undefined) {
      sink.end()
      const checkFailure = checkFailureOf(settings.call, plan, end)
      if (checkFailure !== undefined)
        return toBuildResult(docker, plan, end, { omissions: attempts.omissions, reasons, checkFailure })
      const failed = failureOfBuild(plan, end, { fault, tries, isPlainer: attempts.omissions.plainer > 0 })
      // An export that fails after the manifest was pushed, as that of a cache may, leaves tags behind.
      throw settings.movesTags && hasPushed ? new Unfinished([failed], 'tags may have moved') : failed
    }
    const next = { error: fault.error, fault: cause, stalled: end.stalled, remedy, attempts }
    await prepareRetry(tools, plan, next, sink)
    attempts = recordRemedy(attempts, remedy)
    reasons = { ...reasons, [remedy]: fault.error }
  }
}

/** If this machine cannot write a layout, its disk is taken to be full. */
function causeOf(remedy: Remedy | undefined, fault: FaultClass | undefined): FaultClass | undefined {
  return remedy === 'without layout' ? 'disk full' : fault
}

/** The error that led to each remedy. */
type Reasons = Readonly<Partial<Record<Remedy, string>>>

/** What a build is run with. */
interface Tools {
  readonly docker: Docker
  readonly revive: Revive
}

interface RunEnd extends BuildEnd {
  readonly result: string
  readonly progress: Progress
  readonly hasPushed: boolean
}

interface RunContext {
  readonly settings: BuildSettings
  readonly sink: LogSink
}

async function runBuild(
  docker: Docker,
  plan: BuildPlan,
  omissions: Omissions,
  { settings, sink }: RunContext,
): Promise<RunEnd> {
  const { onLine, progress, exportError, hasPushed } = watchProgress()
  const stall = watchStall(settings.stall)
  let result = ''
  const decoder = new StringDecoder('utf8')
  const tapStdout = (chunk: Buffer): void => {
    if (settings.call !== '' && result.length < RESULT_LIMIT) result += decoder.write(chunk)
  }
  try {
    const { code, tail } = await docker.stream(commandOf(plan, omissions), {
      // A build may take as long as its job.
      limitMs: undefined,
      env: METADATA_ENV,
      signal: stall.signal,
      onText: sink.write,
      onLine: (line) => {
        onLine(line)
        stall.onLine(line)
      },
      tapStdout,
    })
    const seen = { progress: progress(), exportError: exportError(), hasPushed: hasPushed() }
    return { code, tail, result, stalled: stall.stalled(), ...seen }
  } finally {
    stall.end()
  }
}

interface NextAttempt {
  readonly error: string
  readonly fault: FaultClass
  readonly stalled: readonly string[]
  readonly remedy: Remedy
  readonly attempts: Attempts
}

/** Logs what happens next, waits, and revives the builder if it is gone or stuck. */
async function prepareRetry(
  { docker, revive }: Tools,
  plan: BuildPlan,
  { error, fault, stalled, remedy, attempts }: NextAttempt,
  { write }: LogSink,
): Promise<void> {
  const what = `the build of ${printPlatforms(plan.platforms)}`
  const phrase = { ...PHRASES, plainer: plan.plainer[attempts.omissions.plainer]?.without ?? '' }[remedy]
  const seconds = remedy === 'again' ? pauseBefore(attempts.again, error) : 0
  const next = { what, fault, error: oneLine(error), remedy: phrase, seconds }
  const tell = (line: string): unknown => write(`\n${line}\n\n`)
  await docker.tries.retryAfterPause(next, tell)
  // It takes up the space that the next attempt needs.
  if (remedy === 'without layout') dropFolder(plan.layout)
  if (remedy === 'revived') await revive('gone', tell)
  if (fault === 'stalled') await revive(stateAfter(stalled), tell)
  if (fault === 'corrupted') await revive('unclean', tell)
}

const PHRASES = {
  again: 'again',
  revived: 'again, once the builder is up',
  'without layout': 'again, without a layout on disk for the proof',
  'without imports': 'again, without the cache that cannot be read',
  'without exports': 'again, without writing the cache',
} as const

/** What a build had to do without, and what a check found. */
interface AttemptRecord {
  readonly omissions: Omissions
  readonly reasons: Reasons
  readonly checkFailure: Failure | undefined
}

async function toBuildResult(
  docker: Docker,
  plan: BuildPlan,
  { result, progress }: RunEnd,
  { omissions, reasons, checkFailure }: AttemptRecord,
): Promise<BuildResult> {
  const metadata = readOptionalFile(plan.metadataFile)
  return {
    number: plan.number,
    platforms: plan.platforms,
    digest: text(parseJson(metadata), 'containerimage.digest'),
    imageid: (await imageIdOf(docker, plan.loaded)) || readOptionalFile(plan.iidFile).trim(),
    metadata,
    result,
    checkFailure,
    layout: omissions.layout ? '' : plan.layout,
    // Caches of several platforms with the same tag fail in the same way.
    progress: { ...progress, cacheProblems: [...new Set(progress.cacheProblems.map(cacheProblem))] },
    omissions: omissionWarnings(plan, omissions, reasons),
  }
}

/** What went wrong with a cache, with advice unless the fault is transient. */
function cacheProblem(problem: string): string {
  const advice = cacheAdvice(problem)
  return advice === undefined ? problem : `${problem} (${advice.replace(/\.$/, '')})`
}

function cacheAdvice(error: string): string | undefined {
  const fault = faultOf(error)
  const passes = isTransientClass(fault) && fault !== 'unknown host'
  return passes ? undefined : adviceFor({ activity: 'cache', error, fault })
}

/** The id that docker has for an image; '' if it has none. */
async function imageIdOf(docker: Docker, image: string): Promise<string> {
  if (image === '') return ''
  const { code, stdout } = await docker.run(['image', 'inspect', '--format', '{{.Id}}', image])
  return code === 0 ? stdout.trim() : ''
}

/** Warnings about a build that had to do without something. */
function omissionWarnings(
  { platforms, cache, plainer }: BuildPlan,
  omissions: Omissions,
  reasons: Reasons,
): readonly string[] {
  const name = printPlatforms(platforms)
  const plain = plainer[omissions.plainer - 1]
  // An entry may hold a password.
  const named = (entries: CachePlan['imports']): string =>
    entries.map((entry) => cacheImage(entry) ?? `type=${entry.type}`).join(', ')
  const reason = (part: keyof Reasons): string => oneLine(reasons[part] ?? '')
  const cure = (): string => {
    const advice = cacheAdvice(reasons['without exports'] ?? '')
    return advice === undefined ? '' : ` ${advice}`
  }
  return [
    ...(omissions.layout
      ? [
          `The layout of ${name} for the proof could not be written (${reason('without layout')}): the proof reads the image from the registry.`,
        ]
      : []),
    ...(omissions.imports
      ? [
          `${name} was built without its cache, because some of its content could not be read: ${named(cache.imports)}. Remove the cache if this happens again.`,
        ]
      : []),
    ...(omissions.exports
      ? [
          `The cache of ${name} was not written: ${named(cache.exports)} (${reason('without exports')}). The image is not affected; ignore-error=true in cache-to avoids the second build.${cure()}`,
        ]
      : []),
    ...(plain === undefined
      ? []
      : [
          `${name} was pushed ${plain.without}, because the registry rejects the form in which BuildKit stores them. To push it that way from the start, set ${plain.input}.`,
        ]),
  ]
}

/** Maximum number of characters of a line that are buffered until its end arrives. */
const LINE_LIMIT = 1 << 16

/** Writes whole lines with a prefix, for several outputs in one log. */
function withPrefix(prefix: string, { write }: LogSink): LogSink {
  let pending = ''
  return {
    write: (text) => {
      const lines = (pending + text).split('\n')
      pending = lines.pop() ?? ''
      if (pending.length > LINE_LIMIT) {
        lines.push(pending)
        pending = ''
      }
      return write(lines.map((line) => `${prefix}${line}\n`).join(''))
    },
    end: () => {
      if (pending !== '') write(`${prefix}${pending}\n`)
    },
  }
}

type FailureDetails = Pick<FailedBuild, 'fault' | 'tries' | 'isPlainer'>

function failureOfBuild(
  { dockerfile, platforms }: BuildPlan,
  { tail, code }: RunEnd,
  why: FailureDetails,
): Failure {
  return buildFailure({ dockerfile, platforms: platforms.map(printPlatform), tail, code, ...why })
}

/** The first line of a check's output says whether it found something; its warnings are already annotated. */
function checkFailureOf(call: string, { dockerfile }: BuildPlan, { result }: RunEnd): Failure | undefined {
  if (!call.startsWith('check') || result === '') return undefined
  const verdict = /^Check complete.*$/m.exec(result)?.[0] ?? 'The check found something to correct.'
  const cure = `Correct the lines of ${dockerfile} that the warnings name, or skip a rule with a line "# check=skip=RULE" in it.`
  return new Failure(verdict, cure)
}

/** Annotates each warning once: builds of the same Dockerfile have the same warnings. */
function annotateWarnings(builds: readonly BuildPlan[]): void {
  const annotated = new Set<string>()
  for (const { metadataFile, dockerfile } of builds) {
    for (const { message, line, rule } of warningsIn(parseJson(readOptionalFile(metadataFile)))) {
      const location = line === 0 ? undefined : { file: dockerfile, line, title: rule || 'Dockerfile' }
      const key = JSON.stringify([message, location])
      if (!annotated.has(key)) annotate('warning', message, location)
      annotated.add(key)
    }
  }
}

/** A file that buildx only writes if there is something to write. */
function readOptionalFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

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
import {
  afterwards,
  commandOf,
  type FailedEnd,
  faultOfBuild,
  type Lacks,
  NOTHING_TRIED,
  type Remedy,
  remedyFor,
  type Tried,
} from './build-again.ts'
import { buildFailure, type FailedBuild } from './build-failure.ts'
import { dropFolder } from './folder.ts'
import { type Progress, watchProgress } from './progress.ts'
import { type Revivable, type Revive, reviver, stateAfter } from './revive.ts'
import { type StallRules, watchStall } from './stall.ts'
import { warningsIn } from './warnings.ts'

export interface Built {
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
  readonly found: Failure | undefined
  readonly progress: Progress
  /** Folder of the layout that it wrote for the proof; '' for none. */
  readonly layout: string
  /** What it had to do without, one sentence each. */
  readonly lacks: readonly string[]
}

/** What all builds have in common. */
export interface Building {
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
const ENV = { BUILDX_METADATA_WARNINGS: 'true' }

/** Number of concurrent builds: even a single one uses all processors of the builder. */
const BUILDS_AT_ONCE = 4

/**
 * Runs the builds concurrently and streams their output.
 * @throws Failure with the step, its location and its last lines; AggregateError if several failed
 */
export async function buildAll(
  docker: Docker,
  builds: readonly BuildPlan[],
  building: Building,
): Promise<readonly Built[]> {
  const several = builds.length > 1
  startGroup(several ? `${builds.length} × docker buildx build, in parallel` : 'docker buildx build')
  const quote = withoutCommands()
  const revive = reviver(docker, building.builder)
  try {
    return await mapConcurrent(builds, BUILDS_AT_ONCE, (plan) =>
      build(
        { docker, revive },
        plan,
        building,
        several ? prefixed(`[${printPlatforms(plan.platforms)}] `, quote) : { ...quote, end: () => {} },
      ),
    )
  } finally {
    quote.end()
    endGroup()
    // Not earlier: up to here the runner ignores commands.
    if (building.annotatesChecks) annotateWarnings(builds)
  }
}

/** Runs a build, and runs it again while something may help. @throws Failure or Unfinished */
async function build(tools: Tools, plan: BuildPlan, building: Building, quote: LogSink): Promise<Built> {
  const { docker } = tools
  let tried = NOTHING_TRIED
  let hasPushed = false
  let reasons: Reasons = {}
  for (let tries = 1; ; tries++) {
    const imports = tried.lacks.imports || building.uncached.has(plan.number)
    const end = await runBuild(docker, plan, { ...tried.lacks, imports }, { building, quote })
    hasPushed ||= end.hasPushed
    if (end.code === 0 && end.stalled.length === 0) {
      quote.end()
      return built(docker, plan, end, { lacks: tried.lacks, reasons, found: undefined })
    }
    const fault = faultOfBuild(end)
    const remedy = remedyFor(fault, end, plan, tried, docker.tries.limit)
    const cause = causeOf(remedy, fault.fault)
    if (remedy === undefined || cause === undefined) {
      quote.end()
      const found = foundBy(building.call, plan, end)
      if (found !== undefined) return built(docker, plan, end, { lacks: tried.lacks, reasons, found })
      const failed = failure(plan, end, { fault, tries, isPlainer: tried.lacks.plainer > 0 })
      // An export that fails after the manifest was pushed, as that of a cache may, leaves tags behind.
      throw building.movesTags && hasPushed ? new Unfinished([failed], 'tags may have moved') : failed
    }
    const next = { error: fault.error, fault: cause, stalled: end.stalled, remedy, tried }
    await goOn(tools, plan, next, quote)
    tried = afterwards(tried, remedy)
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

interface Ended extends FailedEnd {
  readonly result: string
  readonly progress: Progress
  readonly hasPushed: boolean
}

interface Shown {
  readonly building: Building
  readonly quote: LogSink
}

async function runBuild(
  docker: Docker,
  plan: BuildPlan,
  lacks: Lacks,
  { building, quote }: Shown,
): Promise<Ended> {
  const { onLine, progress, exportError, hasPushed } = watchProgress()
  const stall = watchStall(building.stall)
  let result = ''
  const decoder = new StringDecoder('utf8')
  const tapStdout = (chunk: Buffer): void => {
    if (building.call !== '' && result.length < RESULT_LIMIT) result += decoder.write(chunk)
  }
  try {
    const { code, tail } = await docker.stream(commandOf(plan, lacks), {
      // A build may take as long as its job.
      limitMs: undefined,
      env: ENV,
      signal: stall.signal,
      onText: quote.write,
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

interface NextTry {
  readonly error: string
  readonly fault: FaultClass
  readonly stalled: readonly string[]
  readonly remedy: Remedy
  readonly tried: Tried
}

/** Logs what happens next, waits, and revives the builder if it is gone or stuck. */
async function goOn(
  { docker, revive }: Tools,
  plan: BuildPlan,
  { error, fault, stalled, remedy, tried }: NextTry,
  { write }: LogSink,
): Promise<void> {
  const what = `the build of ${printPlatforms(plan.platforms)}`
  const phrase = { ...PHRASES, plainer: plan.plainer[tried.lacks.plainer]?.without ?? '' }[remedy]
  const seconds = remedy === 'again' ? pauseBefore(tried.again, error) : 0
  const next = { what, fault, error: oneLine(error), remedy: phrase, seconds }
  const tell = (line: string): unknown => write(`\n${line}\n\n`)
  await docker.tries.goOn(next, tell)
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
interface Without {
  readonly lacks: Lacks
  readonly reasons: Reasons
  readonly found: Failure | undefined
}

async function built(
  docker: Docker,
  plan: BuildPlan,
  { result, progress }: Ended,
  { lacks, reasons, found }: Without,
): Promise<Built> {
  const metadata = readWritten(plan.metadataFile)
  return {
    number: plan.number,
    platforms: plan.platforms,
    digest: text(parseJson(metadata), 'containerimage.digest'),
    imageid: (await idOf(docker, plan.loaded)) || readWritten(plan.iidFile).trim(),
    metadata,
    result,
    found,
    layout: lacks.layout ? '' : plan.layout,
    // Caches of several platforms with the same tag fail in the same way.
    progress: { ...progress, cacheProblems: [...new Set(progress.cacheProblems.map(cacheProblem))] },
    lacks: lackedBy(plan, lacks, reasons),
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
async function idOf(docker: Docker, image: string): Promise<string> {
  if (image === '') return ''
  const { code, stdout } = await docker.run(['image', 'inspect', '--format', '{{.Id}}', image])
  return code === 0 ? stdout.trim() : ''
}

/** Warnings about a build that had to do without something. */
function lackedBy(
  { platforms, cache, plainer }: BuildPlan,
  lacks: Lacks,
  reasons: Reasons,
): readonly string[] {
  const name = printPlatforms(platforms)
  const plain = plainer[lacks.plainer - 1]
  // An entry may hold a password.
  const named = (entries: CachePlan['imports']): string =>
    entries.map((entry) => cacheImage(entry) ?? `type=${entry.type}`).join(', ')
  const unwritten = reasons['without exports'] ?? ''
  const writing = `${named(cache.exports)} (${oneLine(unwritten)})`
  const advice = cacheAdvice(unwritten)
  const cure = advice === undefined ? '' : ` ${advice}`
  return [
    ...(lacks.layout
      ? [
          `The layout of ${name} for the proof could not be written (${oneLine(reasons['without layout'] ?? '')}): the proof reads the image from the registry.`,
        ]
      : []),
    ...(lacks.imports
      ? [
          `${name} was built without its cache, because some of its content could not be read: ${named(cache.imports)}. Remove the cache if this happens again.`,
        ]
      : []),
    ...(lacks.exports
      ? [
          `The cache of ${name} was not written: ${writing}. The image is not affected; ignore-error=true in cache-to avoids the second build.${cure}`,
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
const HELD_LIMIT = 1 << 16

/** Writes whole lines with a prefix, for several outputs in one log. */
function prefixed(prefix: string, { write }: LogSink): LogSink {
  let held = ''
  return {
    write: (text) => {
      const lines = (held + text).split('\n')
      held = lines.pop() ?? ''
      if (held.length > HELD_LIMIT) {
        lines.push(held)
        held = ''
      }
      return write(lines.map((line) => `${prefix}${line}\n`).join(''))
    },
    end: () => {
      if (held !== '') write(`${prefix}${held}\n`)
    },
  }
}

type Why = Pick<FailedBuild, 'fault' | 'tries' | 'isPlainer'>

function failure({ dockerfile, platforms }: BuildPlan, { tail, code }: Ended, why: Why): Failure {
  return buildFailure({ dockerfile, platforms: platforms.map(printPlatform), tail, code, ...why })
}

/** The first line of a check's output says whether it found something; its warnings are already annotated. */
function foundBy(call: string, { dockerfile }: BuildPlan, { result }: Ended): Failure | undefined {
  if (!call.startsWith('check') || result === '') return undefined
  const verdict = /^Check complete.*$/m.exec(result)?.[0] ?? 'The check found something to correct.'
  const cure = `Correct the lines of ${dockerfile} that the warnings name, or skip a rule with a line "# check=skip=RULE" in it.`
  return new Failure(verdict, cure)
}

/** Annotates each warning once: builds of the same Dockerfile have the same warnings. */
function annotateWarnings(builds: readonly BuildPlan[]): void {
  const told = new Set<string>()
  for (const { metadataFile, dockerfile } of builds) {
    for (const { message, line, rule } of warningsIn(parseJson(readWritten(metadataFile)))) {
      const place = line === 0 ? undefined : { file: dockerfile, line, title: rule || 'Dockerfile' }
      const key = JSON.stringify([message, place])
      if (!told.has(key)) annotate('warning', message, place)
      told.add(key)
    }
  }
}

/** A file that buildx only writes if there is something to write. */
function readWritten(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

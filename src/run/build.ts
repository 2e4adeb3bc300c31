import { readFileSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { mapConcurrent } from '../concurrency.ts'
import type { Docker } from '../docker/docker.ts'
import { Failure, Unfinished } from '../errors.ts'
import { parseJson, text } from '../json.ts'
import type { BuildPlan } from '../plan/plan.ts'
import { type Platform, printPlatform, printPlatforms } from '../platforms/platform.ts'
import { annotate, endGroup, startGroup } from '../runner/commands.ts'
import { openQuote, type Quote } from '../runner/log.ts'
import { buildFailure, type FailedBuild } from './build-failure.ts'
import { type Progress, watchProgress } from './progress.ts'
import { warningsIn } from './warnings.ts'

export interface Built {
  readonly number: number
  /** What it is for. */
  readonly platforms: readonly Platform[]
  /** What buildx says the digest is; a registry has not been asked yet. */
  readonly digest: string
  readonly imageid: string
  /** The metadata file as buildx wrote it. */
  readonly metadata: string
  /** What a call printed; '' for a build. */
  readonly result: string
  readonly progress: Progress
}

/** What holds for all builds. */
export interface Building {
  /** '' for a build; else what is asked of the Dockerfile instead. */
  readonly call: string
  /** Whether warnings are shown at their lines of the Dockerfile. */
  readonly annotatesChecks: boolean
  /** Whether what is pushed has its tags at once. */
  readonly movesTags: boolean
}

/** Most characters of a call's result that are kept. */
const RESULT_LIMIT = 1 << 20

/** Makes buildx write warnings into the metadata file, as docker/build-push-action does. */
const ENV = { BUILDX_METADATA_WARNINGS: 'true' }

/** Builds that run side by side: each uses the builder's processors by itself already. */
const BUILDS_AT_ONCE = 4

/**
 * Runs the builds, side by side where there are several, and shows their output as it comes.
 * @throws Failure with the step, its place and its last lines; AggregateError where several failed
 */
export async function buildAll(
  docker: Docker,
  builds: readonly BuildPlan[],
  building: Building,
): Promise<readonly Built[]> {
  const several = builds.length > 1
  startGroup(several ? `${builds.length} × docker buildx build, side by side` : 'docker buildx build')
  const quote = openQuote()
  try {
    return await mapConcurrent(builds, BUILDS_AT_ONCE, (plan) =>
      build(
        docker,
        plan,
        building,
        several ? prefixed(`[${printPlatforms(plan.platforms)}] `, quote) : { ...quote, end: () => {} },
      ),
    )
  } finally {
    quote.end()
    endGroup()
    // Only now: until here the runner takes no commands.
    if (building.annotatesChecks) annotateWarnings(builds)
  }
}

async function build(
  docker: Docker,
  plan: BuildPlan,
  building: Building,
  { write, end }: Quote,
): Promise<Built> {
  const { onLine, progress, hasPushed } = watchProgress()
  let result = ''
  const decoder = new StringDecoder('utf8')
  const tapStdout = (chunk: Buffer): void => {
    if (building.call !== '' && result.length < RESULT_LIMIT) result += decoder.write(chunk)
  }
  const { code, tail } = await docker.stream(plan.command, {
    // A build may take as long as its job.
    limitMs: undefined,
    env: ENV,
    onText: write,
    onLine,
    tapStdout,
  })
  end()
  const metadata = readWritten(plan.metadataFile)
  if (code !== 0) {
    const { dockerfile } = plan
    const platforms = plan.platforms.map(printPlatform)
    const failed = failure(building.call, result, { dockerfile, platforms, tail, code })
    // An export that fails after the manifest, as that of a cache may, leaves tags behind.
    throw building.movesTags && hasPushed() ? new Unfinished([failed], 'tags may have moved') : failed
  }
  return {
    number: plan.number,
    platforms: plan.platforms,
    digest: text(parseJson(metadata), 'containerimage.digest'),
    imageid: readWritten(plan.iidFile).trim(),
    metadata,
    result,
    progress: progress(),
  }
}

/** Most characters of a line that is held until its end comes. */
const HELD_LIMIT = 1 << 16

/** Whole lines behind a name, for several outputs in one log. */
function prefixed(prefix: string, { write }: Quote): Quote {
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

/** A check that found something says so in its first line; its warnings are at their lines already. */
function failure(call: string, result: string, failed: FailedBuild): Failure {
  const verdict = /^Check complete.*$/m.exec(result)?.[0] ?? 'The check found something to correct.'
  if (!call.startsWith('check') || result === '') return buildFailure(failed)
  const cure = `Correct the lines of ${failed.dockerfile} that the warnings name, or skip a rule with a line "# check=skip=RULE" in it.`
  return new Failure(verdict, cure)
}

/** Each warning once: builds of one Dockerfile have the same. */
function annotateWarnings(builds: readonly BuildPlan[]): void {
  const told = new Set<string>()
  for (const { metadataFile, dockerfile } of builds) {
    for (const { message, line } of warningsIn(parseJson(readWritten(metadataFile)))) {
      const place = line === 0 ? undefined : { file: dockerfile, line }
      const key = JSON.stringify([message, place])
      if (!told.has(key)) annotate('warning', message, place)
      told.add(key)
    }
  }
}

/** A file that buildx writes only when there is something to write. */
function readWritten(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

import { readFileSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { Failure } from '../errors.ts'
import { type Streamed, stream } from '../host/docker.ts'
import { openQuote, type Quote } from '../host/log.ts'
import { annotate, endGroup, startGroup } from '../host/runner.ts'
import { parseJson, text } from '../json.ts'
import type { BuildPlan } from '../plan/plan.ts'
import { buildFailure, type FailedBuild } from './build-failure.ts'
import { type Progress, watchProgress } from './progress.ts'
import { warningsIn } from './warnings.ts'

export interface Built {
  /** What buildx says the digest is; a registry has not been asked yet. */
  readonly digest: string
  readonly imageid: string
  /** The metadata file as buildx wrote it. */
  readonly metadata: string
  /** What a call printed; '' for a build. */
  readonly result: string
  readonly progress: Progress
}

/** What the caller knows of the build before it runs. */
export interface Building extends Pick<FailedBuild, 'dockerfile' | 'platforms'> {
  /** Whether warnings are shown at their lines of the Dockerfile. */
  readonly annotatesChecks: boolean
}

/** Most characters of a call's result that are kept. */
const RESULT_LIMIT = 1 << 20

/** Makes buildx write warnings into the metadata file, as docker/build-push-action does. */
const ENV = { BUILDX_METADATA_WARNINGS: 'true' }

/** Runs the build and shows its output as it comes. @throws Failure with the step, its place and its last lines */
export async function build(plan: BuildPlan, building: Building): Promise<Built> {
  const { onLine, progress } = watchProgress()
  let result = ''
  const decoder = new StringDecoder('utf8')
  const tapStdout = (chunk: Buffer): void => {
    if (plan.call !== '' && result.length < RESULT_LIMIT) result += decoder.write(chunk)
  }
  const { code, tail } = await shown(({ write }) =>
    stream(plan.command, { env: ENV, onText: write, onLine, tapStdout }),
  )
  const metadata = readWritten(plan.metadataFile)
  if (building.annotatesChecks) annotateWarnings(metadata, building.dockerfile)
  if (code !== 0) throw failure(plan, result, { ...building, tail, code })
  return {
    digest: text(parseJson(metadata), 'containerimage.digest'),
    imageid: readWritten(plan.iidFile).trim(),
    metadata,
    result,
    progress: progress(),
  }
}

/** In a group of its own, with the runner's commands switched off. */
async function shown(run: (quote: Quote) => Promise<Streamed>): Promise<Streamed> {
  startGroup('docker buildx build')
  const quote = openQuote()
  try {
    return await run(quote)
  } finally {
    quote.end()
    endGroup()
  }
}

/** A check that found something says so in its first line; its warnings are at their lines already. */
function failure(plan: BuildPlan, result: string, failed: FailedBuild): Failure {
  const verdict = /^Check complete.*$/m.exec(result)?.[0] ?? 'The check found something to correct.'
  if (!plan.call.startsWith('check') || result === '') return buildFailure(failed)
  const cure = `Correct the lines of ${failed.dockerfile} that the warnings name, or skip a rule with a line "# check=skip=RULE" in it.`
  return new Failure(verdict, cure)
}

function annotateWarnings(metadata: string, dockerfile: string): void {
  for (const { message, line } of warningsIn(parseJson(metadata))) {
    annotate('warning', message, line === 0 ? undefined : { file: dockerfile, line })
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

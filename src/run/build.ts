import { readFileSync } from 'node:fs'
import { stream } from '../host/docker.ts'
import { openQuote } from '../host/log.ts'
import { endGroup, startGroup } from '../host/runner.ts'
import { parseJson, text } from '../json.ts'
import type { BuildPlan } from '../plan/plan.ts'
import { buildFailure, type FailedBuild } from './build-failure.ts'
import { type Progress, watchProgress } from './progress.ts'

export interface Built {
  /** What buildx says the digest is; a registry has not been asked yet. */
  readonly digest: string
  readonly imageid: string
  /** The metadata file as buildx wrote it. */
  readonly metadata: string
  readonly progress: Progress
}

/** Runs the build and shows its output as it comes. @throws Failure with the step, its place and its last lines */
export async function build(
  plan: BuildPlan,
  failed: Pick<FailedBuild, 'dockerfile' | 'platforms'>,
): Promise<Built> {
  const { onLine, progress } = watchProgress()
  startGroup('docker buildx build')
  const quote = openQuote()
  const { code, tail } = await stream(plan.command, { onText: quote.write, onLine }).finally(() => {
    quote.end()
    endGroup()
  })
  if (code !== 0) throw buildFailure({ ...failed, tail, code })
  const metadata = readWritten(plan.metadataFile)
  return {
    digest: text(parseJson(metadata), 'containerimage.digest'),
    imageid: readWritten(plan.iidFile).trim(),
    metadata,
    progress: progress(),
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

import { isCancelled, messageOf, withState } from './errors.ts'
import type { Env } from './facts/facts.ts'
import { readSecrets } from './facts/secrets.ts'
import { exposedCredentials, type Masked } from './inputs/credentials.ts'
import { completeInputs, readInputs } from './inputs/read.ts'
import { masksOf } from './inputs/secrets.ts'
import type { Inputs } from './inputs/table.ts'
import { buildJob } from './jobs/build.ts'
import type { Job, Tools } from './jobs/job.ts'
import { mergeJob } from './jobs/merge.ts'
import { planJob } from './jobs/plan.ts'
import { stateAtStart } from './plan/failure-state.ts'
import { reportFailure } from './report/report.ts'
import { annotate, setSecret } from './runner/commands.ts'
import { remember } from './state.ts'

const JOBS: Readonly<Record<Inputs['mode'], Job>> = {
  build: buildJob,
  part: buildJob,
  plan: planJob,
  merge: mergeJob,
}

/** Reads the inputs, masks secrets, and runs the job of the mode. @returns the exit code */
export async function main(env: Env, tools: Omit<Tools, 'masked'>): Promise<0 | 1> {
  try {
    const { inputs, problems } = await completeInputs(readInputs(env), async () => {
      const { readNaming } = await import('./facts/naming.ts')
      return readNaming(env)
    })
    const masked = maskSecrets(inputs, env)
    await withState(stateAtStart(inputs), () =>
      JOBS[inputs.mode](inputs, problems, env, { ...tools, masked }),
    )
    rememberFinished()
    return 0
  } catch (error) {
    if (!isCancelled(error)) reportFailure(error)
    return 1
  }
}

/** Masks secrets, and warns about those that will be readable anyway. @returns the masked values */
function maskSecrets(inputs: Inputs, env: Env): readonly Masked[] {
  const secrets = readSecrets(inputs, env)
  for (const { value } of secrets) setSecret(value)
  const textOf = (input: string): string => env[`INPUT_${input.toUpperCase()}`] ?? ''
  const exposed = exposedCredentials(inputs.mode, textOf, secrets)
  for (const mask of exposed.flatMap(({ value }) => masksOf(value))) setSecret(mask)
  for (const { input, line, what } of exposed)
    annotate(
      'warning',
      `${input}, line ${line}: ${what} is set here, and anybody who has the image may read it in its history, labels, annotations or attestations. Pass it as a secret (secrets, and RUN --mount=type=secret in the Dockerfile), and replace it if an image was pushed with it.`,
    )
  return [...secrets, ...exposed.map(({ what, value }) => ({ of: what, value }))]
}

/** Without this note, post looks for half-finished resources, which is harmless. */
function rememberFinished(): void {
  try {
    remember('finished', 'true')
  } catch (error) {
    annotate('warning', messageOf(error))
  }
}

import { isCancelled, messageOf, withState } from './errors.ts'
import type { Env } from './facts/facts.ts'
import { readSecrets } from './facts/secrets.ts'
import { completeInputs, readInputs } from './inputs/read.ts'
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

/** Reads the inputs, hides what is secret, and does what the mode says. @returns the exit code */
export async function main(env: Env, tools: Tools): Promise<0 | 1> {
  try {
    const { inputs, problems } = await completeInputs(readInputs(env))
    for (const secret of readSecrets(inputs, env)) setSecret(secret)
    await withState(stateAtStart(inputs), () => JOBS[inputs.mode](inputs, problems, env, tools))
    finish()
    return 0
  } catch (error) {
    if (!isCancelled(error)) reportFailure(error)
    return 1
  }
}

/** Post looks for what is half made where it does not know that nothing is: that does no harm. */
function finish(): void {
  try {
    remember('finished', 'true')
  } catch (error) {
    annotate('warning', messageOf(error))
  }
}

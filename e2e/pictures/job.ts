/** The job that the pictures show: a commit on main, which has been built there, gets the tag of a version. */
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import { pushOfTag, pushTo, REPOSITORY } from '../harness/event.ts'
import { type Ended, type StepOptions, startStep } from '../harness/runner.ts'
import { newSandbox, removeSandbox } from '../harness/sandbox.ts'
import { GITHUB_TOKEN } from '../harness/sigstore.ts'
import { hostedRunner } from './hosted.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What the step's `with:` says. */
const INPUTS = {
  platforms: 'linux/amd64, linux/arm64',
  images: `ghcr.io/${REPOSITORY}`,
  context: '.',
  push: 'auto',
  'github-token': GITHUB_TOKEN,
} as const

const EVENT = pushOfTag('v1.2.3')
const WORKFLOW = `${REPOSITORY}/.github/workflows/build.yml@${EVENT.ref}`

/** The job's identity in its signature. */
const CLAIMS = {
  ref: EVENT.ref,
  sub: `repo:${REPOSITORY}:ref:${EVENT.ref}`,
  workflow_ref: WORKFLOW,
  job_workflow_ref: WORKFLOW,
} as const

/**
 * Runs the job for main, which fills the cache, and then this one.
 * @returns what its main stage left
 * @throws Error with the log of a job that failed
 */
export async function runJob(engine: Engine): Promise<Ended> {
  const made = newSandbox(engine)
  // The commands in the log name files in it, so its path is the same in every run.
  const runner = '/tmp/runner'
  rmSync(runner, { recursive: true, force: true })
  const sandbox = { ...made, temp: join(runner, '_temp') }
  const workspace = join(runner, 'hello', 'hello')
  for (const folder of [sandbox.temp, workspace]) mkdirSync(folder, { recursive: true })
  checkOut(workspace)
  const hosted = await hostedRunner(engine, sandbox, CLAIMS)
  const options = { action: ROOT, workspace, sandbox, env: hosted.env }
  try {
    await finish({ ...options, event: pushTo('main'), inputs: INPUTS })
    return await finish({ ...options, event: EVENT, inputs: { ...INPUTS, attest: 'true' } })
  } finally {
    await hosted.close()
    removeSandbox(made)
    rmSync(runner, { recursive: true, force: true })
  }
}

/** Checks the example out, as if it were a repository of its own. */
function checkOut(workspace: string): void {
  const example = join(ROOT, 'examples', 'hello-go')
  for (const name of ['main.go', 'go.mod', '.dockerignore'])
    cpSync(join(example, name), join(workspace, name))
  cpSync(join(example, 'cross.Dockerfile'), join(workspace, 'Dockerfile'))
}

async function finish(options: StepOptions): Promise<Ended> {
  const step = startStep(options)
  const main = await step.ended
  const post = await step.post()
  for (const { result, log } of [main, post])
    if (result !== 'success') throw new Error(`The job failed:\n${log.shown}`)
  return main
}

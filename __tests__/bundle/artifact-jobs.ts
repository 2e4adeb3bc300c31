/** Jobs that hand over artifacts, each a separate process. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { NODE } from '../../e2e/harness/runner.ts'
import { text } from '../../src/json.ts'
import type { Call, CallResults } from './artifact-calls.ts'

const DRIVER = join(import.meta.dirname, 'artifact-calls.ts')
const GITHUB = { GITHUB_SERVER_URL: 'https://github.com' }

/** Most of a job is the start of the package for artifacts, which Node compiles once with this. */
const COMPILED = { NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/artifact-jobs') }

/** For a job whose package retries after a hundredth of its pauses, half a minute in all. */
export const HURRIED = { CLOCK_SPEED: '100' }

export type Variables = Readonly<Record<string, string>>

export interface Job extends CallResults {
  /** Its output, without the commands that mask values. */
  readonly written: string
  /** From the end of the calls to the end of the process, in milliseconds. */
  readonly lingered: number
}

let jobs = 0

/** @param folder where the jobs of a test have their files */
export function startJob(folder: string, env: Variables, ...calls: readonly Call[]): Promise<Job> {
  const args = [join(folder, `job-${++jobs}`, 'own'), JSON.stringify(calls)]
  const variables = { ...GITHUB, ...COMPILED, ...env }
  const child = fork(DRIVER, args, {
    execPath: NODE,
    execArgv: ['--no-warnings'],
    env: variables,
    silent: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  let results: CallResults | undefined
  let end = 0
  child.on('message', (message: CallResults) => {
    results = message
    end = performance.now()
  })
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (results === undefined) return reject(new Error(`the job ended with ${code}: ${output}`))
      const written = output.replace(/^::add-mask::.*\n/gm, '')
      resolve({ ...results, written, lingered: performance.now() - end })
    })
  })
}

export const upload = (document: string, content: string): Call => ({ name: 'upload', document, content })
export const list = (document = ''): Call => ({ name: 'list', document })
export const download = (document: string): Call => ({ name: 'download', document })

/** The error of the first call, without the service's port; empty if it succeeded. */
export function failure({ answers: [answer] }: Job): { readonly failure: string; readonly cure: string } {
  const what = text(answer, 'failure').replace(/ at http:\/\/127\.0\.0\.1:\d+ /, ' at SERVICE ')
  return { failure: what, cure: text(answer, 'cure') }
}

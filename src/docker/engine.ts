/** Whether the engine is up: a separate check, for when something else got no answer. */
import { Failure } from '../errors.ts'
import { type Clock, poll } from '../retry.ts'
import type { Docker } from './docker.ts'

/** How long an engine may take to return its version, in milliseconds. */
const ANSWER_MS = 10_000

/** Whether the engine answers now. */
async function engineAnswers(docker: Docker): Promise<boolean> {
  try {
    const { code } = await docker.run(['version', '--format', '{{.Server.Version}}'], ANSWER_MS)
    return code === 0
  } catch (error) {
    // A standalone buildx works without docker.
    if (error instanceof Failure) return false
    throw error
  }
}

/**
 * What to do if the engine did not finish to pull an image and start its program in time.
 * @param mirror what to do if the image does not arrive
 */
export async function lateCure(docker: Docker, mirror: string): Promise<string> {
  return (await engineAnswers(docker))
    ? `The docker engine answers, so most likely the registry of the image does not, or is slow. ${mirror}`
    : 'The docker engine no longer answers: check its log and the disk of its machine, and restart it.'
}

/** How long to wait for an engine that is restarting, in milliseconds. */
const RESTART_MS = 45_000

/** Waits for an engine that is restarting. @returns whether it answers in the end */
export function awaitEngine(docker: Docker, clock?: Clock): Promise<boolean> {
  const isDone = (answers: boolean): boolean => answers
  const options = { limitMs: RESTART_MS, isDone }
  return poll(() => engineAnswers(docker), clock === undefined ? options : { ...options, clock })
}

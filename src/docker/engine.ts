/** Whether the engine is there: a question of its own, for when something else got no answer. */
import { Failure } from '../errors.ts'
import { type Clock, poll } from '../retry.ts'
import type { Docker } from './docker.ts'

/** How long an engine may take to say its version, in milliseconds. */
const ANSWER_MS = 10_000

/** Whether the engine answers now. */
async function engineAnswers(docker: Docker): Promise<boolean> {
  try {
    const { code } = await docker.run(['version', '--format', '{{.Server.Version}}'], ANSWER_MS)
    return code === 0
  } catch (error) {
    // A buildx that is a program of its own does without docker.
    if (error instanceof Failure) return false
    throw error
  }
}

/**
 * What to do where the engine pulls an image and starts what is in it, and that did not end in its time.
 * @param mirror what to do where the image does not come
 */
export async function lateCure(docker: Docker, mirror: string): Promise<string> {
  return (await engineAnswers(docker))
    ? `The docker engine answers, so most likely the registry of the image does not, or is slow. ${mirror}`
    : 'The docker engine does not answer any more: look at its log and at the disk of its machine, and start it again.'
}

/** How long an engine is waited for that is being started again, in milliseconds. */
const RESTART_MS = 45_000

/** Waits for an engine that is being started again. @returns whether it answers in the end */
export function awaitEngine(docker: Docker, clock?: Clock): Promise<boolean> {
  const isDone = (answers: boolean): boolean => answers
  const options = { limitMs: RESTART_MS, isDone }
  return poll(() => engineAnswers(docker), clock === undefined ? options : { ...options, clock })
}

/** Whether the engine is there: a question of its own, for when something else got no answer. */
import { type Clock, poll } from '../retry.ts'
import type { Docker } from './docker.ts'

/** How long an engine may take to say its version, in milliseconds. */
const ANSWER_MS = 10_000

/** Whether the engine answers now. */
export async function engineAnswers(docker: Docker): Promise<boolean> {
  const { code } = await docker.run(['version', '--format', '{{.Server.Version}}'], ANSWER_MS)
  return code === 0
}

/** How long an engine is waited for that is being started again, in milliseconds. */
const RESTART_MS = 45_000

/** Waits for an engine that is being started again. @returns whether it answers in the end */
export function awaitEngine(docker: Docker, clock?: Clock): Promise<boolean> {
  const isDone = (answers: boolean): boolean => answers
  const options = { limitMs: RESTART_MS, isDone }
  return poll(() => engineAnswers(docker), clock === undefined ? options : { ...options, clock })
}

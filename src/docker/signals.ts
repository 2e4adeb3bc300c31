import { say } from '../runner/log.ts'
import { runningChildren, signalChildren, startNoMore } from './docker.ts'

/** How long children may take to end by themselves before they are killed. The runner gives us 7.5 s. */
const GRACE_MS = 1_200

let leaving = false
const lastSteps = new Set<() => void>()

/** Adds something that must be gone before this process is, however it ends. Returns how to take it back. */
export function beforeLeaving(step: () => void): () => void {
  lastSteps.add(step)
  return () => lastSteps.delete(step)
}

/** Whether the job is being cancelled: what fails then is no news. */
export function isCancelled(): boolean {
  return leaving
}

/**
 * A cancelled job: the runner signals this process only, so we pass the signal on to the process groups of
 * our children, give them a moment and leave. Everything to undo is in the state already, and post undoes it.
 */
export function leaveOnCancel(): void {
  process.on('SIGINT', () => leave('SIGINT', 130))
  process.on('SIGTERM', () => leave('SIGTERM', 143))
  // Nobody reads the log any more: nothing can be said, but nothing must stay behind either.
  process.stdout.on('error', () => {
    for (const step of lastSteps) step()
    signalChildren('SIGKILL')
    process.exit(1)
  })
}

function leave(signal: NodeJS.Signals, code: number): void {
  if (leaving) {
    // Asked twice: no more patience with the children.
    signalChildren('SIGKILL')
    return
  }
  leaving = true
  startNoMore()
  for (const step of lastSteps) step()
  say()
  say(`Cancelled (${signal}): the running docker commands are stopped; the post step removes what was made.`)
  signalChildren(signal)
  const deadline = Date.now() + GRACE_MS
  const timer = setInterval(() => {
    if (runningChildren() > 0 && Date.now() < deadline) return
    clearInterval(timer)
    signalChildren('SIGKILL')
    process.exit(code)
  }, 20)
}

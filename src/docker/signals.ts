import { logLine } from '../runner/log.ts'
import type { Children } from './children.ts'

/** How long children may take to end by themselves before they are killed. The runner gives us 7.5 s. */
const GRACE_MS = 1_200

/** Adds something that must be gone before this process is, however it ends. Returns how to take it back. */
export type BeforeLeaving = (step: () => void) => () => void

/**
 * A cancelled job: the runner signals this process only, so we pass the signal on to the process groups of
 * our children, give them a moment and leave. Everything to undo is in the state already, and post undoes it.
 */
export function leaveOnCancel(children: Children): BeforeLeaving {
  const lastSteps = new Set<() => void>()
  const takeLastSteps = (): void => {
    for (const step of lastSteps) step()
  }
  let isLeaving = false
  const leave = (signal: NodeJS.Signals, code: number): void => {
    if (isLeaving) {
      // A second signal: the children get no more time.
      children.signal('SIGKILL')
      return
    }
    isLeaving = true
    children.cancel()
    takeLastSteps()
    logLine()
    logLine(
      `Cancelled (${signal}): the running docker commands are stopped; the post step removes what was made.`,
    )
    children.signal(signal)
    exitAfterChildren(children, code)
  }
  process.on('SIGINT', () => leave('SIGINT', 130))
  process.on('SIGTERM', () => leave('SIGTERM', 143))
  // Nobody reads the log any more: nothing can be said, but nothing must stay behind either.
  process.stdout.on('error', () => {
    takeLastSteps()
    children.signal('SIGKILL')
    process.exit(1)
  })
  return (step) => {
    lastSteps.add(step)
    return () => lastSteps.delete(step)
  }
}

function exitAfterChildren(children: Children, code: number): void {
  const deadline = Date.now() + GRACE_MS
  const timer = setInterval(() => {
    if (children.count() > 0 && Date.now() < deadline) return
    clearInterval(timer)
    children.signal('SIGKILL')
    process.exit(code)
  }, 20)
}

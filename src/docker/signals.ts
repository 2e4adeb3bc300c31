import { logLine } from '../runner/log.ts'
import type { Children } from './children.ts'

/** How long children may take to end on their own before they are killed. The runner gives this process 7.5 s. */
const GRACE_MS = 1_200

/**
 * Registers a step that must run before this process ends, however it ends. Returns a function that removes the step.
 */
export type BeforeLeaving = (step: () => void) => () => void

/**
 * Handles cancellation: the runner only signals this process, which passes the signal on to the process groups of its
 * children, gives them a moment and exits. Everything to undo is already in the state, and post undoes it.
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
      `Cancelled (${signal}): the running docker commands are stopped; the post step removes what was created.`,
    )
    children.signal(signal)
    exitAfterChildren(children, code)
  }
  process.on('SIGINT', () => leave('SIGINT', 130))
  process.on('SIGTERM', () => leave('SIGTERM', 143))
  // The log has no reader any more: nothing can be reported, but nothing must be left behind either.
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

/**
 * The packages of GitHub's toolkit print what they do, and their problems as warnings and errors of the runner, while
 * other parts of the job also write. So the output of a single call can be diverted from stdout.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

/** Collects what captured calls write to stdout. */
const captured = new AsyncLocalStorage<string[]>()
let isTapped = false

/** Does the work. What it writes to stdout goes to `lines` instead, even from promises that are not awaited. */
export function captureStdout<T>(lines: string[], work: () => Promise<T>): Promise<T> {
  tapStdout()
  return captured.run(lines, work)
}

function tapStdout(): void {
  if (isTapped) return
  isTapped = true
  process.stdout.write = new Proxy(process.stdout.write, {
    apply(write, self, args) {
      const lines = captured.getStore()
      const text = String(args[0])
      // Masks are for the runner, whichever code sets them.
      if (lines === undefined || text.startsWith('::add-mask::')) return Reflect.apply(write, self, args)
      lines.push(text)
      return true
    },
  })
}

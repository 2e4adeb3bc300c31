/**
 * The packages of GitHub's toolkit print what they do, and their problems as warnings and errors of the runner, while
 * other parts of the job write too. So the output of one call, and nothing else, can be taken off stdout.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

/** Collects what is written to stdout within the calls that are captured. */
const captured = new AsyncLocalStorage<string[]>()
let isTapped = false

/** Does the work. What it writes to stdout goes to `lines` instead, even from what it starts and nobody awaits. */
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
      // Masks are for the runner, whichever code asks for them.
      if (lines === undefined || text.startsWith('::add-mask::')) return Reflect.apply(write, self, args)
      lines.push(text)
      return true
    },
  })
}

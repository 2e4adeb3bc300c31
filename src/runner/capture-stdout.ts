/**
 * The packages of GitHub's toolkit print what they do, and their problems as warnings and errors of the runner, while
 * other parts of the job write too. So what comes out of one call, and nothing else, can be taken off stdout.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

/** What is written to stdout, in the calls that are listened to. */
const heard = new AsyncLocalStorage<string[]>()
let isListening = false

/** Does the work. What it writes to stdout goes to the lines instead, also what it begins and nobody waits for. */
export function hearing<T>(lines: string[], work: () => Promise<T>): Promise<T> {
  tapStdout()
  return heard.run(lines, work)
}

function tapStdout(): void {
  if (isListening) return
  isListening = true
  process.stdout.write = new Proxy(process.stdout.write, {
    apply(write, self, args) {
      const lines = heard.getStore()
      const text = String(args[0])
      // Masks are for the runner, whoever asks for them.
      if (lines === undefined || text.startsWith('::add-mask::')) return Reflect.apply(write, self, args)
      lines.push(text)
      return true
    },
  })
}

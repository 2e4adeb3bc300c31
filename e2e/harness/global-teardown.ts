/** After all end-to-end tests: what is on the machine now and was not before is an error of the whole run. */
import { current } from '../engine/engine.ts'
import { machine, news } from './leaks.ts'
import { remembered } from './suite.ts'

export default async function teardown(): Promise<void> {
  const [before, engine] = [remembered(), await current()]
  // Without one of them the setup failed, and has said so.
  if (before === undefined || engine === undefined) return
  const left = news(before, await machine(engine))
  if (left.length > 0) throw new Error(`the end-to-end tests left behind:\n  ${left.join('\n  ')}`)
}

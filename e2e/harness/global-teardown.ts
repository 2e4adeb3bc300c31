/** After all end-to-end tests: anything on the machine that was not there before fails the whole run. */
import { current } from '../engine/engine.ts'
import { machine, news } from './leaks.ts'
import { removeSharedBuilder } from './shared-builder.ts'
import { remembered } from './suite.ts'

export default async function teardown(): Promise<void> {
  const [before, engine] = [remembered(), await current()]
  // If one of them is missing, the setup failed and has reported it.
  if (before === undefined || engine === undefined) return
  await removeSharedBuilder(engine)
  const left = news(before, await machine(engine))
  if (left.length > 0) throw new Error(`the end-to-end tests left behind:\n  ${left.join('\n  ')}`)
}

/** Before all end-to-end tests: the engine is up, and what there is on the machine is noted. */
import { up } from '../engine/engine.ts'
import { machine } from './leaks.ts'
import { remember } from './suite.ts'

export default async function setup(): Promise<void> {
  remember(await machine(await up((line) => console.log(line))))
}

/** Before all end-to-end tests: checks that the engine is up, and records what exists on the machine. */
import { up } from '../engine/engine.ts'
import { machine } from './leaks.ts'
import { remember } from './suite.ts'

export default async function setup(): Promise<void> {
  remember(await machine(await up((line) => console.log(line))))
}

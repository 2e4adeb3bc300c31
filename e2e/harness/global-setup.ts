/** Before all end-to-end tests: compiles the fake docker, checks that the engine is up, and records what exists on the machine. */
import { up } from '../engine/engine.ts'
import { compileFakeDocker } from './fake-docker/program.ts'
import { machine } from './leaks.ts'
import { remember } from './suite.ts'

export default async function setup(): Promise<void> {
  compileFakeDocker()
  remember(await machine(await up((line) => console.log(line))))
}

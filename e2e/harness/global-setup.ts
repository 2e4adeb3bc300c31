/**
 * Before all end-to-end tests: prepares the programs that they start, checks that the engine is up, records what exists on the
 * machine, and creates the builder of the run.
 */
import { up } from '../engine/engine.ts'
import { compileFakeDocker } from './fake-docker/program.ts'
import { machine } from './leaks.ts'
import { keepCompiledCode } from './machine.ts'
import { createSharedBuilder } from './shared-builder.ts'
import { remember } from './suite.ts'

export default async function setup(): Promise<void> {
  await compileFakeDocker()
  keepCompiledCode()
  const engine = await up((line) => console.log(line))
  remember(await machine(engine))
  await createSharedBuilder(engine)
}

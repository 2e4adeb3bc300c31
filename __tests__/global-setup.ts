/** Before all tests that need no engine. */
import { compileFakeDocker } from '../e2e/harness/fake-docker/program.ts'
import { keepCompiledCode } from '../e2e/harness/machine.ts'
import { enterHostileMachine } from './hostile-machine.ts'
import { keepLargeImages } from './limits/kept-images.ts'

export default async function setup(): Promise<void> {
  // Before it, as Go's settings and all caches are those of the actual machine.
  await compileFakeDocker()
  keepLargeImages()
  enterHostileMachine()
  keepCompiledCode()
}

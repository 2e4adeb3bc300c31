/** Before all tests that need no engine. */
import { enterHostileMachine } from './hostile-machine.ts'

export default function setup(): void {
  enterHostileMachine()
}

/** After all tests that need no engine. */
import { leaveHostileMachine } from './hostile-machine.ts'

export default function teardown(): void {
  leaveHostileMachine()
}

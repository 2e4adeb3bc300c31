/** The entry point that the runner starts. Only the files in this folder have an effect when they are imported. */
import type { BuildxProgram } from '../buildx/program.ts'
import { createChildren } from '../docker/children.ts'
import { createDocker } from '../docker/docker.ts'
import { leaveOnCancel } from '../docker/signals.ts'
import type { Tries } from '../docker/tries.ts'
import { main } from '../main.ts'
import { clockOf } from '../retry.ts'

// A copy: the variables of a process are slow to read, and every command gets all of them.
const env = { ...process.env }
const children = createChildren()
const beforeLeaving = leaveOnCancel(children)
const tools = {
  dockerWith: (tries: Tries) => (buildx: BuildxProgram) => createDocker({ buildx, env, children, tries }),
  clock: clockOf(env),
  beforeLeaving,
}
void main(env, tools).then((code) => {
  process.exitCode = code
})

/** What the runner starts. Only the files of this folder do something when they are imported. */
import { createChildren } from '../docker/children.ts'
import { createDocker } from '../docker/docker.ts'
import { leaveOnCancel } from '../docker/signals.ts'
import { main } from '../main.ts'

const { env } = process
const children = createChildren()
const beforeLeaving = leaveOnCancel(children)
void main(env, { dockerWith: (buildx) => createDocker({ buildx, env, children }), beforeLeaving }).then(
  (code) => {
    process.exitCode = code
  },
)

import { createChildren } from '../docker/children.ts'
import { createDocker } from '../docker/docker.ts'
import { post } from '../post.ts'

const { env } = process
const children = createChildren()
void post(env, (buildx) => createDocker({ buildx, env, children }))

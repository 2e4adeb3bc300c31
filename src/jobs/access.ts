import type { Docker } from '../docker/docker.ts'
import type { Inputs } from '../inputs/table.ts'
import { loginSecrets } from '../plan/logins.ts'
import type { LoginsPlan } from '../plan/plan.ts'
import type { LoggedIn } from '../run/logins.ts'

/** Logs in to the registries of a step; the code is only loaded if there are any. @param temp private folder of the step */
export async function accessFor(
  docker: Docker,
  inputs: Inputs,
  plan: LoginsPlan,
  temp: string,
): Promise<LoggedIn> {
  if (plan.logins.length === 0) return { docker, confirm: async () => {} }
  const { logIn } = await import('../run/logins.ts')
  return logIn(docker, plan, temp, loginSecrets(inputs, plan.logins))
}

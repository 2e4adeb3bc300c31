import { registryName } from '../oci/reference.ts'
import type { PlannedLogin } from '../plan/plan.ts'

const LOGIN_SOURCES: Readonly<Record<PlannedLogin['from'], string>> = {
  inputs: '',
  'github-token': ' with github-token',
  ecr: ' with a token from Amazon',
}

/** The registries that the step logs in to. Passwords are not part of the plan. */
export function loginLines(logins: readonly PlannedLogin[]): readonly string[] {
  if (logins.length === 0) return []
  const lines = logins.map(
    ({ host, username, from, why, stays }) =>
      `  ${registryName(host)} as ${username}${LOGIN_SOURCES[from]} (${why}${stays ? '; stays logged in when the job ends' : ''})`,
  )
  return ['Logins:', ...lines, '']
}

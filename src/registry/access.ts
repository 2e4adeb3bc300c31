/** Texts for the case that a registry does not let a login do something, by the source of the login. */
import type { Docker } from '../docker/docker.ts'
import type { RegistryLogin } from '../oci/registries.ts'

/** The login of the step that is used for a registry; undefined for docker's own login, or none. */
export function stepLogin(host: string, { logins }: Pick<Docker, 'logins'>): RegistryLogin | undefined {
  return logins.find((login) => login.host === host)
}

const LOGIN_SOURCES = {
  inputs: 'the password of this step',
  'github-token': 'the token of this job',
  ecr: 'a token from Amazon',
} as const satisfies Readonly<Record<RegistryLogin['from'], string>>

/** For the end of a sentence, as in ` as octocat, with the token of this job`. */
export function loginPhrase({ username, from }: RegistryLogin): string {
  return ` as ${username}, with ${LOGIN_SOURCES[from]}`
}

/** What to do if the login may not do something. */
export function stepCure({ from }: RegistryLogin, action: 'pull' | 'push' | 'delete'): string {
  if (from === 'inputs')
    return `Correct username and password (or registry-auth): they must be valid until the end of the job, and belong to an account that may ${action} there.`
  if (from === 'ecr')
    return `Give the role or the keys permission to ${action} there${action === 'push' ? ' (ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload, ecr:PutImage, ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer)' : ''}, and check that the repository exists.`
  const right = action === 'pull' ? 'read' : 'write'
  return `Give the job permissions: packages: ${right}, and give this repository ${right} access in the settings of the package, or log in with another account that may ${action} there (registry, username and password).`
}

/** Whether a registry accepts a login. Only import this file where that is needed: see http.ts. */
import type { HttpResponse } from '../http.ts'
import { registryName } from '../oci/reference.ts'
import { loginPhrase, stepCure, stepLogin } from './access.ts'
import { openRegistryClient, originOf, type RegistrySettings, retryRequest } from './client.ts'
import { AccessDenied, authorize } from './login.ts'
import { openSession } from './session.ts'

/** Maximum time until a registry begins to answer, in milliseconds. */
const ANSWER_MS = 30_000

/**
 * Sends the same request as `docker login`: to the registry itself, without a repository.
 * @param host as returned by `splitRepository`
 * @throws AccessDenied if it rejects the login of the step; Failure if it does not answer
 */
export async function tryLogin(host: string, settings: RegistrySettings): Promise<void> {
  const client = openRegistryClient({ silenceMs: ANSWER_MS, ...settings })
  const name = registryName(host)
  await retryRequest(`Logging in to ${name}`, client, async () => {
    const origin = await originOf(host, client)
    const ask = async (headers: Readonly<Record<string, string>>): Promise<HttpResponse['message']> => {
      const { message } = await client.send({ method: 'GET', url: `${origin}/v2/`, headers })
      message.destroy()
      return message
    }
    const { statusCode, headers } = await ask({})
    const challenge = headers['www-authenticate']
    if (statusCode !== 401 || challenge === undefined) return
    const scope = { origin, host, path: '', action: 'pull' } as const
    const { statusCode: status = 0 } = await ask({ authorization: await authorize(challenge, scope, client) })
    const login = stepLogin(host, settings.docker)
    if ((status === 401 || status === 403) && login !== undefined)
      throw new AccessDenied(
        `${name} does not accept the login${loginPhrase(login)}: it answers ${status}.`,
        stepCure(login, 'pull'),
      )
  })
}

/**
 * Whether the login may read a repository, existing or not; one request. If there is no answer, it counts as allowed.
 */
export async function mayRead(repository: string, settings: RegistrySettings): Promise<boolean> {
  const { ask } = openSession(repository, 'pull', { silenceMs: ANSWER_MS, ...settings, pausesMs: [] })
  try {
    const { message } = await ask('HEAD', 'manifests/latest')
    message.destroy()
    return message.statusCode !== 401 && message.statusCode !== 403
  } catch (error) {
    return !(error instanceof AccessDenied)
  }
}

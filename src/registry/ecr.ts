/**
 * Logins for Amazon's registries, with tokens of its API. The SDK takes 0.6 MB: only import this file if a step has
 * such a login.
 */
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr'
import {
  ECRPUBLICClient,
  GetAuthorizationTokenCommand as GetPublicAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr-public'
import { Failure, messageOf } from '../errors.ts'
import { HttpError, type HttpRequest, isTransient, reasonOf } from '../http.ts'
import { text } from '../json.ts'
import type { EcrRegistry } from '../oci/ecr.ts'
import { openRegistryClient, type RegistryClient, type RegistrySettings, retryRequest } from './client.ts'

/** A user name and a password. */
export interface Credentials {
  readonly username: string
  readonly password: string
}

/** Maximum time until Amazon begins to answer, in milliseconds. */
const ANSWER_MS = 30_000

/** Maximum number of bytes of an answer. */
const ANSWER_LIMIT = 1 << 20

/**
 * Requests a token, which is a login for twelve hours.
 * @param host for messages
 * @param keys an access key and its secret; if undefined, those that the SDK finds by the environment: variables, a
 * web identity's file, a container's role, a machine's
 * @throws Failure if there is no token
 */
export async function ecrLogin(
  host: string,
  registry: EcrRegistry,
  keys: Credentials | undefined,
  docker: RegistrySettings['docker'],
): Promise<Credentials> {
  const client = openRegistryClient({ hosts: [], docker, silenceMs: ANSWER_MS })
  const settings = {
    requestHandler: { handle: (request: SdkRequest) => handle(request, client) },
    // Retries are recorded, so they are done here.
    maxAttempts: 1,
    ...(keys === undefined
      ? {}
      : { credentials: { accessKeyId: keys.username, secretAccessKey: keys.password } }),
  }
  return retryRequest(`Requesting a token for ${host}`, client, async () => {
    const token = await askToken(registry, settings, docker.env).catch((error: unknown) => {
      throw error instanceof HttpError ? error : tokenFailure(host, error)
    })
    const decoded = Buffer.from(token, 'base64').toString('utf8')
    const colon = decoded.indexOf(':')
    if (colon < 1) throw new Failure(`Amazon returned an invalid token for ${host}.`, CURE)
    return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) }
  })
}

type Settings = NonNullable<ConstructorParameters<typeof ECRClient>[0]>

async function askToken(registry: EcrRegistry, settings: Settings, env: NodeJS.ProcessEnv): Promise<string> {
  if (registry.kind === 'public') {
    // Its API is only in one region.
    const client = new ECRPUBLICClient({ ...settings, region: 'us-east-1' })
    const { authorizationData } = await client.send(new GetPublicAuthorizationTokenCommand({}))
    return authorizationData?.authorizationToken ?? ''
  }
  const { account, region, isFips, isDualStack } = registry
  // The SDK rejects both options if the environment sets the endpoint of the API.
  const hasOwnEndpoint = Boolean(env['AWS_ENDPOINT_URL_ECR'] || env['AWS_ENDPOINT_URL'])
  const client = new ECRClient({
    ...{ ...settings, region },
    useFipsEndpoint: isFips && !hasOwnEndpoint,
    useDualstackEndpoint: isDualStack && !hasOwnEndpoint,
  })
  const { authorizationData = [] } = await client.send(
    new GetAuthorizationTokenCommand({ registryIds: [account] }),
  )
  return authorizationData[0]?.authorizationToken ?? ''
}

/** A request of the SDK, as far as it is passed on. */
interface SdkRequest {
  readonly method: string
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/**
 * Sends a request like all others: through proxies by docker's rules, and with the authorities that this machine
 * trusts.
 */
async function handle(request: SdkRequest, client: RegistryClient) {
  const { headers, body } = request
  const sent: HttpRequest = {
    ...{ method: request.method === 'POST' ? 'POST' : 'GET', url: addressOf(request), headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new TextDecoder().decode(body) }),
  }
  try {
    const { message } = await client.send(sent)
    const bytes = await client.wholeBody(message, ANSWER_LIMIT)
    return { response: { statusCode: message.statusCode, headers: message.headers, body: bytes } }
  } catch (error) {
    // After silence a retry may help. The SDK wraps errors that it does not know.
    const isSilent = error instanceof HttpError && error.fault === 'silence'
    throw isSilent || isTransient(error) ? new HttpError(reasonOf(error), 'passing') : error
  }
}

function addressOf({ protocol, hostname, port, path, query = {} }: SdkRequest): string {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`)
  for (const [name, value] of Object.entries(query))
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) url.searchParams.append(name, one)
  return url.href
}

const CURE =
  'Give the job a role (aws-actions/configure-aws-credentials before this step, with permissions: id-token: write) or keys (username and password), with the permission ecr:GetAuthorizationToken, or ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken for public.ecr.aws.'

function tokenFailure(host: string, error: unknown): Failure {
  const name = text(error, 'name')
  const why = messageOf(error).replace(/\s+/g, ' ')
  return new Failure(`Amazon returned no token for ${host}: ${name === '' ? why : `${name}: ${why}`}`, CURE)
}

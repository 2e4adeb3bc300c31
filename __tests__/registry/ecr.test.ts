import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { type RegistryHost, type Reply, registryHost } from '../../e2e/harness/registry-host.ts'
import { ecrRegistry } from '../../src/oci/ecr.ts'
import { ecrLogin } from '../../src/registry/ecr.ts'
import { dockerIn, patient } from '../docker/recording.ts'

const HOST = '123456789012.dkr.ecr.eu-central-1.amazonaws.com'
const KEYS = { username: 'AKIDTEST', password: 'the secret of the key' }
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const TOKEN = base64('AWS:token of twelve hours')
const GIVEN: Reply = { body: JSON.stringify({ authorizationData: [{ authorizationToken: TOKEN }] }) }
const LOGIN = { username: 'AWS', password: 'token of twelve hours' }

/** The environment of the process, which the SDK reads by itself. */
const before = { ...process.env }
let folder = ''
let servers: RegistryHost[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ecr-'))
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_')))
    delete process.env[name]
  // Nothing of this machine.
  Object.assign(process.env, {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  })
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true)
})
afterEach(async () => {
  jest.restoreAllMocks()
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_')))
    delete process.env[name]
  Object.assign(process.env, before)
  await Promise.all(servers.map(({ close }) => close()))
  servers = []
  rmSync(folder, { recursive: true })
})

async function amazon(reply: Parameters<typeof registryHost>[0]): Promise<RegistryHost> {
  const server = await registryHost(reply)
  servers.push(server)
  process.env['AWS_ENDPOINT_URL'] = `http://${server.host}`
  return server
}

function ask(host = HOST, keys: typeof KEYS | 'none' = KEYS, env: NodeJS.ProcessEnv = {}) {
  const registry = ecrRegistry(host)
  if (registry === undefined) throw new Error(host)
  const endpoint = process.env['AWS_ENDPOINT_URL']
  const docker = dockerIn(
    endpoint === undefined ? env : { ...env, AWS_ENDPOINT_URL: endpoint },
    patient(6).tries,
  )
  return ecrLogin(host, registry, keys === 'none' ? undefined : keys, docker)
}

/** What is signed: the key, the region and the service. */
const signed = ({ headers }: RegistryHost['requests'][number]): string =>
  /Credential=([^,]+)/.exec(String(headers['authorization']))?.[1]?.replace(/\/\d{8}\//, ' ') ?? ''

describe('a token from Amazon', () => {
  test('is asked for with the keys, for the account and in the region of the host', async () => {
    const server = await amazon(() => GIVEN)
    expect(await ask()).toEqual(LOGIN)
    expect(
      server.requests.map((asked) => [asked.headers['x-amz-target'], asked.body, signed(asked)]),
    ).toEqual([
      [
        'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken',
        '{"registryIds":["123456789012"]}',
        'AKIDTEST eu-central-1/ecr/aws4_request',
      ],
    ])
  })

  test('is asked for if FIPS or both kinds of addresses are in the host, at the address of the environment', async () => {
    const server = await amazon(() => GIVEN)
    expect(await ask('123456789012.dkr-ecr-fips.us-west-2.on.aws')).toEqual(LOGIN)
    expect(server.requests.map(signed)).toEqual(['AKIDTEST us-west-2/ecr/aws4_request'])
  })

  test('of the public registry is asked for in its one region', async () => {
    const body = JSON.stringify({ authorizationData: { authorizationToken: TOKEN } })
    const server = await amazon(() => ({ body }))
    expect(await ask('public.ecr.aws')).toEqual(LOGIN)
    expect(server.requests.map((asked) => [asked.headers['x-amz-target'], signed(asked)])).toEqual([
      ['SpencerFrontendService.GetAuthorizationToken', 'AKIDTEST us-east-1/ecr-public/aws4_request'],
    ])
  })

  test('is asked for with keys of the environment', async () => {
    const server = await amazon(() => GIVEN)
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'AKIDENV',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'session',
      AWS_REGION: 'us-east-1',
    })
    expect(await ask(HOST, 'none')).toEqual(LOGIN)
    expect(server.requests.map((asked) => [signed(asked), asked.headers['x-amz-security-token']])).toEqual([
      ['AKIDENV eu-central-1/ecr/aws4_request', 'session'],
    ])
  })

  test('is asked for with a role and a web identity of the environment', async () => {
    const credentials = `<AccessKeyId>AKIDROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>of the role</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>`
    const assumed = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials>${credentials}</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`
    const server = await amazon(({ body }) =>
      body.startsWith('Action=') || body.includes('&Action=') ? { body: assumed } : GIVEN,
    )
    const file = join(folder, 'identity')
    writeFileSync(file, 'a.web.identity')
    Object.assign(process.env, {
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/push',
      AWS_WEB_IDENTITY_TOKEN_FILE: file,
    })
    expect(await ask(HOST, 'none')).toEqual(LOGIN)
    const [role, token] = server.requests
    expect(Object.fromEntries(new URLSearchParams(role?.body))).toMatchObject({
      Action: 'AssumeRoleWithWebIdentity',
      RoleArn: 'arn:aws:iam::123456789012:role/push',
      WebIdentityToken: 'a.web.identity',
    })
    expect(token === undefined ? '' : signed(token)).toBe('AKIDROLE eu-central-1/ecr/aws4_request')
    expect(token?.headers['x-amz-security-token']).toBe('of the role')
  })

  test('is requested again after a server error and a connection that breaks off', async () => {
    const replies: readonly Reply[] = [{ status: 503 }, 'reset', { status: 500 }, GIVEN]
    const server = await amazon((_, turn) => replies[turn] ?? GIVEN)
    expect(await ask()).toEqual(LOGIN)
    expect(server.requests).toHaveLength(4)
  })

  test('that is refused is one message, asked for once, without the keys', async () => {
    const body =
      '{"__type":"AccessDeniedException","message":"User is not authorized to perform: ecr:GetAuthorizationToken"}'
    const server = await amazon(() => ({
      status: 400,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
      body,
    }))
    const told = await ask().catch((error: unknown) => error)
    expect(told).toMatchObject({
      message: `Amazon returned no token for ${HOST}: AccessDeniedException: User is not authorized to perform: ecr:GetAuthorizationToken`,
      cure: expect.stringMatching(/aws-actions\/configure-aws-credentials .*ecr:GetAuthorizationToken/),
    })
    expect(JSON.stringify(told)).not.toContain(KEYS.password)
    expect(server.requests).toHaveLength(1)
  })

  test('needs somebody to ask for it', async () => {
    await amazon(() => GIVEN)
    await expect(ask(HOST, 'none')).rejects.toThrow(
      `Amazon returned no token for ${HOST}: CredentialsProviderError: Could not load credentials from any providers`,
    )
  })

  test.each([
    { what: 'no token', body: '{"authorizationData":[]}' },
    {
      what: 'one without a name',
      body: JSON.stringify({ authorizationData: [{ authorizationToken: 'eA==' }] }),
    },
  ])('is not $what', async ({ body }) => {
    await amazon(() => ({ body }))
    await expect(ask()).rejects.toThrow(`Amazon returned an invalid token for ${HOST}.`)
  })
})

describe('the API of Amazon', () => {
  test.each([
    {
      host: '123456789012.dkr.ecr.eu-central-1.amazonaws.com',
      api: 'api.ecr.eu-central-1.amazonaws.com:443',
    },
    {
      host: '123456789012.dkr.ecr-fips.us-east-1.amazonaws.com',
      api: 'api.ecr-fips.us-east-1.amazonaws.com:443',
    },
    {
      host: '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn',
      api: 'api.ecr.cn-north-1.amazonaws.com.cn:443',
    },
    {
      host: '123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com',
      api: 'api.ecr-fips.us-gov-west-1.amazonaws.com:443',
    },
    { host: '123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov', api: 'api.ecr.us-iso-east-1.c2s.ic.gov:443' },
    { host: '123456789012.dkr-ecr.eu-west-1.on.aws', api: 'ecr.eu-west-1.api.aws:443' },
    { host: '123456789012.dkr-ecr-fips.us-west-2.on.aws', api: 'ecr-fips.us-west-2.api.aws:443' },
    { host: 'public.ecr.aws', api: 'api.ecr-public.us-east-1.amazonaws.com:443' },
  ])('of $host is at $api, through the proxy', async ({ host, api }) => {
    const asked: (string | undefined)[] = []
    const proxy = createServer()
    proxy.on('connect', ({ url }, socket) => {
      asked.push(url)
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const address = proxy.address()
    const port = address === null || typeof address === 'string' ? 0 : address.port
    const told = ask(host, KEYS, { https_proxy: `http://127.0.0.1:${port}` })
    await expect(told).rejects.toThrow('the proxy answers 403')
    await new Promise((resolve) => proxy.close(resolve))
    expect(asked).toEqual([api])
  })
})

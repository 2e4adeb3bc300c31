import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { type RegistryHost, registryHost } from '../../e2e/harness/registry-host.ts'
import type { Docker } from '../../src/docker/docker.ts'
import { parseJson } from '../../src/json.ts'
import type { LoginSecret } from '../../src/plan/logins.ts'
import type { LoginsPlan, PlannedLogin } from '../../src/plan/plan.ts'
import { logIn } from '../../src/run/logins.ts'
import { dockerIn, patient } from '../docker/recording.ts'

let folder = ''
let shown = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logins-'))
  shown = ''
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    shown += String(text)
    return true
  })
})
afterEach(() => {
  jest.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

const GIVEN = {
  from: 'inputs',
  why: 'from the inputs',
  stays: false,
  tried: 'by the push',
  isOptional: false,
} as const
const BOB: PlannedLogin = { ...GIVEN, host: 'r.test', username: 'bob' }
const HUB: PlannedLogin = { ...GIVEN, host: 'registry-1.docker.io', username: 'me' }
const SECRETS = new Map([
  ['r.test', { username: 'bob', password: 'word of bob' }],
  ['registry-1.docker.io', { username: 'me', password: 'word of me' }],
])

function planOf(logins: readonly PlannedLogin[], more: Partial<LoginsPlan> = {}): LoginsPlan {
  return { logins, hosts: [], isReachedAlike: true, makesContext: false, ...more }
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

const machine = (): string => join(folder, 'machine')
const temp = (): string => join(folder, 'temp')

function docker(env: NodeJS.ProcessEnv = {}): Docker {
  return dockerIn({ PATH: process.env['PATH'], DOCKER_CONFIG: machine(), ...env }, patient(2).tries)
}

function settingsOf({ env }: Docker): unknown {
  return parseJson(readFileSync(join(env['DOCKER_CONFIG'] ?? '', 'config.json'), 'utf8'))
}

/** Every file below a folder with what is in it. */
function contents(of: string): Readonly<Record<string, string>> {
  const paths = readdirSync(of, { recursive: true, encoding: 'utf8' }).filter((path) =>
    lstatSync(join(of, path)).isFile(),
  )
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(of, path), 'utf8')]))
}

const auth = (text: string) => ({ auth: Buffer.from(text).toString('base64') })

describe('the settings of docker that a step has for itself', () => {
  test('are the machine’s, with its logins added and kept from every store of the machine', async () => {
    const settings = {
      auths: { 'r.test': auth('old:one'), 'other.test': auth('a:b') },
      credsStore: 'desktop',
      credHelpers: { 'gcr.io': 'gcloud', 'r.test': 'pass' },
      ...{ currentContext: 'mine', proxies: { default: { httpProxy: 'http://p' } } },
    }
    write('machine/config.json', JSON.stringify(settings))
    const { docker: own } = await logIn(docker(), planOf([BOB, HUB]), temp(), SECRETS)
    expect(settingsOf(own)).toEqual({
      ...settings,
      auths: {
        ...settings.auths,
        'r.test': auth('bob:word of bob'),
        'https://index.docker.io/v1/': auth('me:word of me'),
      },
      credHelpers: { ...settings.credHelpers, 'r.test': '', 'https://index.docker.io/v1/': '' },
    })
    expect(parseJson(readFileSync(join(machine(), 'config.json'), 'utf8'))).toEqual(settings)
    expect(own.logins.map(({ host }) => host)).toEqual(['r.test', 'registry-1.docker.io'])
  })

  test('are for this user alone, in the folder of the step', async () => {
    const { docker: own } = await logIn(docker(), planOf([BOB]), temp(), SECRETS)
    const at = own.env['DOCKER_CONFIG'] ?? ''
    expect(dirname(at)).toBe(temp())
    const modes = [temp(), at, join(at, 'config.json')].map((path) => statSync(path).mode & 0o777)
    expect(modes).toEqual([0o700, 0o700, 0o600])
    expect(existsSync(machine())).toBe(false)
  })

  test('lead to everything else of the machine, where it also is written', async () => {
    write('machine/contexts/meta/1/meta.json', '{}')
    write('machine/cli-plugins/docker-buildx', '')
    write('machine/key.pem', 'key')
    write('machine/buildx/current', 'x')
    const { docker: own } = await logIn(docker(), planOf([BOB]), temp(), SECRETS)
    const at = own.env['DOCKER_CONFIG'] ?? ''
    const names = ['buildx', 'cli-plugins', 'contexts', 'key.pem']
    expect(readdirSync(at).toSorted()).toEqual([...names, 'config.json'].toSorted())
    expect(names.map((name) => readlinkSync(join(at, name)))).toEqual(
      names.map((name) => join(machine(), name)),
    )
    expect(own.env['BUILDX_CONFIG']).toBe(join(machine(), 'buildx'))
    writeFileSync(join(at, 'contexts/new'), 'here')
    expect(readFileSync(join(machine(), 'contexts/new'), 'utf8')).toBe('here')
  })

  test('know of a context that the job makes when they are gone', async () => {
    const plan = planOf([BOB], { makesContext: true })
    const { docker: own } = await logIn(docker(), plan, temp(), SECRETS)
    const at = own.env['DOCKER_CONFIG'] ?? ''
    mkdirSync(join(at, 'contexts/meta'))
    rmSync(temp(), { recursive: true })
    expect(readdirSync(join(machine(), 'contexts'))).toEqual(['meta'])
  })

  test.each([
    { what: 'BUILDX_CONFIG is set', env: { BUILDX_CONFIG: '/elsewhere' }, expected: '/elsewhere' },
    {
      what: 'there is no folder of docker',
      env: { DOCKER_CONFIG: '/nowhere/docker' },
      expected: '/nowhere/docker/buildx',
    },
  ])('leave the builders where they are, where $what', async ({ env, expected }) => {
    const { docker: own } = await logIn(docker(env), planOf([BOB]), temp(), SECRETS)
    expect(own.env['BUILDX_CONFIG']).toBe(expected)
  })

  test.each([
    { what: 'are no JSON', config: '{' },
    { what: 'are a list', config: '[]' },
    { what: 'have a text where logins are', config: '{"auths":"x","credHelpers":[1]}' },
  ])('hold the logins also if those of the machine $what', async ({ config }) => {
    write('machine/config.json', config)
    const { docker: own } = await logIn(docker(), planOf([BOB]), temp(), SECRETS)
    expect(settingsOf(own)).toEqual({
      auths: { 'r.test': auth('bob:word of bob') },
      credHelpers: { 'r.test': '' },
    })
  })

  test('come before a login of the same registry in DOCKER_AUTH_CONFIG, and leave the others', async () => {
    const given = (auths: object): string => JSON.stringify({ auths })
    const both = given({ 'r.test': auth('x:y'), 'other.test': auth('a:b') })
    const own = async (value: string, place: string): Promise<unknown> => {
      const at = docker({ DOCKER_AUTH_CONFIG: value })
      return (await logIn(at, planOf([BOB, HUB]), join(folder, place), SECRETS)).docker.env[
        'DOCKER_AUTH_CONFIG'
      ]
    }
    expect(await own(both, 'both')).toBe(given({ 'other.test': auth('a:b') }))
    expect(await own(given({ 'r.test': auth('x:y') }), 'one')).toBeUndefined()
    expect(await own('no JSON', 'none')).toBe('no JSON')
    const hub = given({ 'docker.io': auth('x:y'), 'https://index.docker.io/v1/': auth('x:y') })
    expect(await own(hub, 'hub')).toBeUndefined()
  })

  test('are a failure with a cure if they cannot be made', async () => {
    write('temp/docker', 'a file')
    await expect(logIn(docker(), planOf([BOB]), temp(), SECRETS)).rejects.toMatchObject({
      message: expect.stringMatching(/^The docker settings of this step could not be created in .*: EEXIST/),
      cure: expect.stringMatching(/registry-auth: off/),
    })
  })

  test('hide what docker’s settings have of the password', async () => {
    await logIn(docker(), planOf([BOB]), temp(), SECRETS)
    expect(shown).toContain(`::add-mask::${auth('bob:word of bob').auth}`)
  })
})

/** Puts a docker into PATH that notes its arguments and what it reads. */
function fakeDocker(script: string): NodeJS.ProcessEnv {
  write('bin/docker', `#!/bin/sh\necho "$*" >> ${folder}/argv\ncat >> ${folder}/stdin\n${script}\n`)
  chmodSync(join(folder, 'bin/docker'), 0o755)
  return { PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}` }
}
const noted = (name: string): string => readFileSync(join(folder, name), 'utf8')

describe('a login that stays', () => {
  const STAYING = planOf([
    { ...BOB, stays: true },
    { ...HUB, stays: true },
  ])

  test('is made by docker for the machine, with the password on stdin', async () => {
    const { docker: own } = await logIn(docker(fakeDocker('exit 0')), STAYING, temp(), SECRETS)
    expect(noted('argv')).toBe(
      'login --username bob --password-stdin r.test\nlogin --username me --password-stdin\n',
    )
    expect(noted('stdin')).toBe('word of bobword of me')
    expect(own.env['DOCKER_CONFIG']).toBe(machine())
    expect(own.logins).toHaveLength(2)
    expect(existsSync(temp())).toBe(false)
    expect(shown).toMatch(/Docker is logged in to r\.test as bob\./)
  })

  test('comes before one of the variable, too', async () => {
    const given = JSON.stringify({ auths: { 'r.test': auth('x:y'), 'other.test': auth('a:b') } })
    const env = { ...fakeDocker('exit 0'), DOCKER_AUTH_CONFIG: given }
    const { docker: own } = await logIn(docker(env), STAYING, temp(), SECRETS)
    expect(own.env['DOCKER_AUTH_CONFIG']).toBe(JSON.stringify({ auths: { 'other.test': auth('a:b') } }))
  })

  test('that is refused is one message, after one try', async () => {
    const env = fakeDocker(
      'echo "Error response from daemon: failed with status: 401 Unauthorized" >&2; exit 1',
    )
    const told = logIn(docker(env), STAYING, temp(), SECRETS)
    await expect(told).rejects.toMatchObject({
      message:
        'Docker could not log in to r.test as bob: Error response from daemon: failed with status: 401 Unauthorized',
      cure: expect.stringMatching(/^Correct username and password/),
    })
    expect(noted('argv').split('\n')).toHaveLength(2)
  })

  test('is retried if the registry is out of order', async () => {
    const env = fakeDocker(
      `[ $(wc -l < ${folder}/argv) -gt 1 ] || { echo "received unexpected HTTP status: 503 Service Unavailable" >&2; exit 1; }`,
    )
    await logIn(docker(env), planOf([{ ...BOB, stays: true }]), temp(), SECRETS)
    expect(noted('argv').split('\n')).toHaveLength(3)
  })

  test('is beside one of this step alone', async () => {
    const plan = planOf([{ ...BOB, stays: true }, HUB])
    const { docker: own } = await logIn(docker(fakeDocker('exit 0')), plan, temp(), SECRETS)
    expect(Object.keys(contents(temp()))).toEqual(['docker/config.json'])
    expect(settingsOf(own)).toMatchObject({ auths: { 'https://index.docker.io/v1/': auth('me:word of me') } })
    expect(JSON.stringify(settingsOf(own))).not.toContain(auth('bob:word of bob').auth)
  })
})

describe('whether a registry takes a login', () => {
  const BASIC = `Basic ${auth('bob:word of bob').auth}`
  const WANTED = { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } }

  const at = (server: RegistryHost): readonly [LoginsPlan, ReadonlyMap<string, LoginSecret>] => [
    planOf([{ ...BOB, host: server.host, tried: 'by itself' }]),
    new Map([[server.host, { username: 'bob', password: 'word of bob' }]]),
  ]

  async function confirmAt(server: RegistryHost): Promise<unknown> {
    const [plan, passwords] = at(server)
    const { confirm } = await logIn(docker(), plan, temp(), passwords)
    return confirm()
      .then(() => 'taken')
      .catch((error: unknown) => error)
      .finally(server.close)
  }

  test('is asked at its own address', async () => {
    const server = await registryHost(({ headers }) => (headers['authorization'] === BASIC ? {} : WANTED))
    expect(await confirmAt(server)).toBe('taken')
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v2/', 'GET /v2/'])
  })

  test('is known if it requires none', async () => {
    const server = await registryHost(() => ({}))
    expect(await confirmAt(server)).toBe('taken')
  })

  test('is said in one message with registry, name and cure if it does not, asked once', async () => {
    const server = await registryHost(() => WANTED)
    expect(await confirmAt(server)).toMatchObject({
      message: `${server.host} does not accept the login as bob, with the password of this step: it answers 401. Nothing has been built.`,
      cure: expect.stringMatching(/^Correct username and password \(or registry-auth\)/),
    })
    expect(server.requests).toHaveLength(2)
  })

  test('is said by its token server, which is asked for no repository', async () => {
    const tokens = await registryHost(() => ({ status: 401 }))
    const server = await registryHost(() => ({
      status: 401,
      headers: {
        'www-authenticate': `Bearer realm="http://${tokens.host}/token",service="r",scope="repository:user/image:pull"`,
      },
    }))
    expect(await confirmAt(server)).toMatchObject({
      message: `${server.host} does not accept the login as bob, with the password of this step: its token server ${tokens.host} answers 401. Nothing has been built.`,
    })
    expect(tokens.requests.map(({ path, headers }) => [path, headers['authorization']])).toEqual([
      ['/token?service=r', BASIC],
    ])
    await tokens.close()
  })

  // As google-github-actions/auth, a key of a service account and `az acr login --expose-token` give them.
  test.each([
    {
      of: 'Google, by an access token',
      username: 'oauth2accesstoken',
      password: 'ya29.token',
      path: '/v2/token',
    },
    {
      of: 'Google, by a key',
      username: '_json_key',
      password: '{\n  "private_key": "a: b"\n}\n',
      path: '/v2/token',
    },
    {
      of: 'Azure, by its token',
      username: '00000000-0000-0000-0000-000000000000',
      password: 'eyJhbGciOi.eyJqdGki.c2ln',
      path: '/oauth2/token',
    },
  ])('is told by the token server of $of', async ({ username, password, path }) => {
    const basic = `Basic ${auth(`${username}:${password}`).auth}`
    const tokens = await registryHost(({ headers }) =>
      headers['authorization'] === basic ? { body: '{"access_token":"t1"}' } : { status: 401 },
    )
    const server = await registryHost(({ headers }) =>
      headers['authorization'] === 'Bearer t1'
        ? {}
        : {
            status: 401,
            headers: { 'www-authenticate': `Bearer realm="http://${tokens.host}${path}",service="s"` },
          },
    )
    const plan = planOf([{ ...BOB, host: server.host, username, tried: 'by itself' }])
    const { confirm } = await logIn(docker(), plan, temp(), new Map([[server.host, { username, password }]]))
    await confirm()
    expect(tokens.requests.map((asked) => asked.path)).toEqual([`${path}?service=s`])
    expect(server.requests).toHaveLength(2)
    await Promise.all([tokens.close(), server.close()])
  })

  test('is retried if it is out of order', async () => {
    const server = await registryHost(({ headers }, turn) => {
      if (turn === 0) return { status: 503 }
      return headers['authorization'] === BASIC ? {} : WANTED
    })
    expect(await confirmAt(server)).toBe('taken')
    expect(server.requests).toHaveLength(3)
  })

  test('is asked once, and is not said, if only the builder may reach it', async () => {
    const server = await registryHost(() => ({ status: 503 }))
    const [plan, secrets] = at(server)
    const { confirm } = await logIn(docker(), { ...plan, isReachedAlike: false }, temp(), secrets)
    await confirm()
    await server.close()
    expect([server.requests.length, shown.includes('::warning::')]).toEqual([1, false])
  })

  test('is a warning if it does not answer', async () => {
    const server = await registryHost(() => ({ status: 503 }))
    expect(await confirmAt(server)).toBe('taken')
    expect(shown).toMatch(/::warning::It is not known yet whether 127\.0\.0\.1:\d+ accepts the login\./)
  })
})

describe('a login that is only to read a cache', () => {
  const confirmRead = async (reply: Parameters<typeof registryHost>[0]) => {
    const server = await registryHost(reply)
    const repository = `${server.host}/owner/app`
    const token: PlannedLogin = {
      ...{
        host: server.host,
        username: 'octocat',
        from: 'github-token',
        why: '',
        stays: false,
        isOptional: false,
      },
      tried: { repository },
    }
    const { docker: own, confirm } = await logIn(
      docker(),
      planOf([token]),
      temp(),
      new Map([[server.host, { username: 'octocat', password: 'ghs' }]]),
    )
    await confirm()
    await server.close()
    return { settings: JSON.stringify(settingsOf(own)), host: server.host }
  }
  const WANTED = { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } }

  test('is used if the registry lets it', async () => {
    const { settings, host } = await confirmRead(({ headers }) =>
      headers['authorization'] === undefined ? WANTED : { status: 404 },
    )
    expect(settings).toContain(host)
  })

  test.each([401, 403])('is left out if it answers %i, and that is reported', async (status) => {
    const { settings, host } = await confirmRead(({ headers }) =>
      headers['authorization'] === undefined ? WANTED : { status },
    )
    expect(settings).not.toContain(host)
    expect(shown).toMatch(/The job's token may not read .*\/owner\/app: .* is used without a login/)
  })

  test('stays if the registry does not answer', async () => {
    const { settings, host } = await confirmRead(() => 'reset')
    expect(settings).toContain(host)
  })
})

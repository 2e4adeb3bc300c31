import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readDocker, readKeys } from '../../src/facts/docker.ts'
import { inputs } from '../builders.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docker-facts-'))
})

afterEach(async () => {
  rmSync(folder, { recursive: true })
})

function write(path: string, content: string): string {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

const read = (env: Readonly<Record<string, string>> = {}, config = '') =>
  readDocker(inputs({ 'buildkitd-config': config }), { DOCKER_CONFIG: folder, ...env })

describe('the current docker context', () => {
  test.each([
    { what: 'is the default one', env: {}, settings: '{}', context: 'default' },
    { what: 'is that of the settings', env: {}, settings: '{"currentContext":"mine"}', context: 'mine' },
    {
      what: 'is that of the environment rather than that of the settings',
      env: { DOCKER_CONTEXT: 'other' },
      settings: '{"currentContext":"mine"}',
      context: 'other',
    },
    {
      what: 'is the default one if the environment has an address',
      env: { DOCKER_CONTEXT: 'other', DOCKER_HOST: 'tcp://docker:2376' },
      settings: '{"currentContext":"mine"}',
      context: 'default',
    },
    { what: 'is the default one if the settings are not JSON', env: {}, settings: '{', context: 'default' },
  ])('$what', async ({ env, settings, context }) => {
    write('config.json', settings)
    expect((await read(env)).context).toBe(context)
  })

  test.each([
    { what: 'has TLS data with DOCKER_TLS_VERIFY', env: { DOCKER_TLS_VERIFY: '1' }, has: true },
    { what: 'has TLS data with DOCKER_TLS', env: { DOCKER_TLS: '1' }, has: true },
    { what: 'has none without these variables', env: { DOCKER_CERT_PATH: '/certs' }, has: false },
    { what: 'has TLS data whatever the value of the variable', env: { DOCKER_TLS_VERIFY: '0' }, has: true },
    { what: 'has none with an empty variable', env: { DOCKER_TLS_VERIFY: '' }, has: false },
    {
      what: 'has none if it is another one',
      env: { DOCKER_TLS_VERIFY: '1', DOCKER_CONTEXT: 'mine' },
      has: false,
    },
  ])('$what', async ({ env, has }) => {
    expect((await read(env)).hasTls).toBe(has)
  })
})

describe('a login of docker', () => {
  const auth = { auth: 'dTpw' }

  test.each<{ what: string; settings?: unknown; env?: Record<string, string>; logins: readonly string[] }>([
    { what: 'does not exist without settings', logins: [] },
    {
      what: 'is that of its settings',
      settings: { auths: { 'ghcr.io': auth, 'https://index.docker.io/v1/': auth } },
      logins: ['ghcr.io', 'https://index.docker.io/v1/', 'index.docker.io'],
    },
    {
      what: 'is in a credential store, which docker records',
      settings: { credsStore: 'desktop', auths: { 'ghcr.io': {} } },
      logins: ['ghcr.io'],
    },
    {
      what: 'does not exist if the entry is empty and no store has it',
      settings: { auths: { 'ghcr.io': {}, 'r.test': auth } },
      logins: ['r.test'],
    },
    {
      what: 'is in the helper for one registry',
      settings: { credHelpers: { 'gcr.io': 'gcloud' } },
      logins: ['gcr.io'],
    },
    {
      what: 'is that of the variable',
      env: { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { 'r.test': auth } }) },
      logins: ['r.test'],
    },
    {
      what: 'does not exist if nothing can be read',
      settings: 'auths',
      env: { DOCKER_AUTH_CONFIG: '{' },
      logins: [],
    },
  ])('$what', async ({ settings, env, logins }) => {
    if (settings !== undefined) write('config.json', JSON.stringify(settings))
    expect((await read(env)).logins).toEqual(logins)
  })

  test('may be one of buildx for a single repository or action', async () => {
    write('buildx/config/ghcr.io@push/config.json', '{}')
    write('buildx/config/r.test/owner/app/config.json', '{}')
    expect((await read()).logins.toSorted()).toEqual(['ghcr.io', 'r.test'])
  })
})

describe('the engine', () => {
  const SOCKET = 'unix:///var/run/docker.sock'
  const LOCAL = { address: SOCKET, isLocal: true }
  const addresses = {
    arm: 'ssh://me@arm',
    tcp: 'tcp://10.0.0.1:2376',
    rootless: 'unix:///run/user/1/docker.sock',
  }

  test.each<{ host?: string; context?: string; current?: string; address: string; isLocal: boolean }>([
    LOCAL,
    { current: 'default', ...LOCAL },
    { current: 'arm', address: addresses.arm, isLocal: false },
    { current: 'tcp', address: addresses.tcp, isLocal: false },
    { current: 'rootless', address: addresses.rootless, isLocal: true },
    { current: 'gone', address: 'gone', isLocal: false },
    { context: 'default', current: 'arm', ...LOCAL },
    { context: '', current: 'arm', address: addresses.arm, isLocal: false },
    { context: 'tcp', address: addresses.tcp, isLocal: false },
    { context: 'rootless', current: 'arm', address: addresses.rootless, isLocal: true },
    { host: SOCKET, context: 'tcp', current: 'arm', ...LOCAL },
    { host: '', context: 'tcp', current: 'arm', address: addresses.tcp, isLocal: false },
    { host: 'tcp://docker:2376', address: 'tcp://docker:2376', isLocal: false },
    { host: 'tcp://docker:2376', current: 'rootless', address: 'tcp://docker:2376', isLocal: false },
    { host: 'ssh://me@host', context: 'default', address: 'ssh://me@host', isLocal: false },
    { host: 'tcp://localhost:2375', address: 'tcp://localhost:2375', isLocal: false },
  ])(
    'with DOCKER_HOST=$host, DOCKER_CONTEXT=$context, currentContext $current is at $address',
    async (row) => {
      const { host, context, current, ...engine } = row
      for (const [Name, Host] of Object.entries(addresses)) {
        write(`contexts/meta/${Name}/meta.json`, JSON.stringify({ Name, Endpoints: { docker: { Host } } }))
      }
      write('config.json', JSON.stringify({ currentContext: current }))
      const env = {
        ...(host === undefined ? {} : { DOCKER_HOST: host }),
        ...(context === undefined ? {} : { DOCKER_CONTEXT: context }),
      }
      expect(await read(env)).toMatchObject(engine)
    },
  )
})

test('docker contexts are listed with their addresses, without broken ones', async () => {
  write('contexts/meta/1/meta.json', '{"Name":"a","Endpoints":{"docker":{"Host":"ssh://me@arm"}}}')
  write('contexts/meta/2/meta.json', '{')
  expect((await read()).contexts).toMatchObject({ a: 'ssh://me@arm' })
})

test.each([
  { what: 'by a variable', env: { BUILDX_BUILDER: 'one' }, expected: 'one' },
  { what: 'by an earlier step, as buildx records it', env: {}, expected: 'builder-5f3' },
])('the default builder of buildx is chosen $what', async ({ env, expected }) => {
  write('buildx/current', '{"Key":"unix:///var/run/docker.sock","Name":"builder-5f3","Global":false}')
  expect((await read(env)).chosenBuilder).toBe(expected)
})

test('no builder is chosen if none is recorded', async () => {
  expect((await read()).chosenBuilder).toBe('')
})

describe('the configuration', () => {
  test('is that of the path', async () => {
    expect((await read({}, write('b.toml', 'debug = true'))).config?.text).toBe('debug = true')
  })

  test('is empty without a path, and unknown without a file', async () => {
    expect((await read()).config).toBeUndefined()
    expect((await read({}, join(folder, 'nowhere'))).config).toBeUndefined()
  })

  test('is that of buildx if it has one', async () => {
    expect((await read()).defaultConfig).toBeUndefined()
    write('buildx/buildkitd.default.toml', 'debug = true')
    expect((await read()).defaultConfig?.text).toBe('debug = true')
    expect((await read({ BUILDX_CONFIG: '/nowhere' })).defaultConfig).toBeUndefined()
  })
})

describe('TLS material', () => {
  const env = {
    BUILDER_NODE_0_AUTH_TLS_KEY: 'k',
    BUILDER_NODE_12_AUTH_TLS_CACERT: 'c',
    BUILDER_NODE_1_AUTH_TLS_CERT: '',
    BUILDER_NODE_X_AUTH_TLS_CERT: 'x',
    BUILDER_NODE_0_AUTH_TLS_OTHER: 'x',
  }

  test('is set by its variables', async () => {
    expect((await read(env)).keys).toEqual([
      { name: 'BUILDER_NODE_0_AUTH_TLS_KEY', node: 0, option: 'key' },
      { name: 'BUILDER_NODE_12_AUTH_TLS_CACERT', node: 12, option: 'cacert' },
    ])
  })

  test('is hidden', () => {
    expect(readKeys(env)).toEqual(['k', 'c'])
  })
})

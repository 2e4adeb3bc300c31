/** Logins of the shipped bundle: the requests to registries, the messages, and the places where passwords must not be. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { type HttpRequest, type Reply, registryHost } from '../../e2e/harness/registry-host.ts'
import type { Fault } from '../registry/stored.ts'
import {
  errors,
  goodDocker,
  indexOf,
  type JobResult,
  type JobSetup,
  runBundle,
  sha256,
} from './run-bundle.ts'

const IMAGE = indexOf(['linux/amd64', 'linux/arm64'])
const INPUTS = { verify: 'false', 'on-newer': 'move', cache: 'off' }
const PASSWORD = 'pass word of bob'
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const AUTH = `Basic ${base64(`bob:${PASSWORD}`)}`

/** A registry that requires a name and a password. */
const guarded =
  (login: string): Fault =>
  ({ headers }: HttpRequest) =>
    headers['authorization'] === login
      ? undefined
      : { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } }

const runJob = (setup: Omit<JobSetup, 'rules'> & Partial<Pick<JobSetup, 'rules'>>): Promise<JobResult> =>
  runBundle({
    rules: goodDocker(IMAGE.digest),
    holds: [IMAGE],
    tags: ['app:1', 'app:2', 'owner/app:1'],
    ...setup,
    inputs: { ...INPUTS, ...setup.inputs },
  })

/** All visible output of a job, without the runner commands that mask something. */
function everything({ main, post, calls }: JobResult): string {
  const { log } = main
  return [
    ...[log.shown, post.log.shown, main.summary, JSON.stringify([main.outputs, main.state, main.exported])],
    JSON.stringify(calls),
    JSON.stringify([...log.commands, ...post.log.commands].filter(({ name }) => name !== 'add-mask')),
  ].join('\n')
}

describe('a login', () => {
  test('is used for docker and the registry, and is nowhere else', async () => {
    const result = await runJob({
      inputs: { registry: 'https://r.example/', username: 'bob', password: PASSWORD },
      fault: guarded(AUTH),
    })
    expect([errors(result), result.main.exitCode, result.post.exitCode]).toEqual(['', 0, 0])
    expect(result.main.log.shown).toContain('  r.example as bob (from the inputs)')
    const temp = result.main.state['temp']
    const build = result.calls.find(({ argv }) => argv[1] === 'build')
    expect(build?.env['DOCKER_CONFIG']).toBe(join(temp ?? '', 'docker'))
    // Builders stay in their usual location.
    const made = result.calls
      .filter(({ argv }) => argv[0] === 'buildx')
      .map(({ env }) => env['BUILDX_CONFIG'])
    expect(new Set(made).size).toBe(1)
    expect(everything(result)).not.toMatch(new RegExp(`${PASSWORD}|${base64(`bob:${PASSWORD}`)}`))
    const masks = result.main.log.commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data)
    expect(masks).toEqual(expect.arrayContaining([PASSWORD, base64(`bob:${PASSWORD}`)]))
  })

  test('in a list is used for its registry', async () => {
    const list = `- registry: s.example\n  username: other\n  password: "w"\n- registry: r.example\n  username: bob\n  password: "${PASSWORD}"\n`
    const result = await runJob({
      inputs: { 'registry-auth': list },
      fault: (asked, turn) =>
        guarded(asked.headers['host'] === 's.example' ? `Basic ${base64('other:w')}` : AUTH)(asked, turn),
    })
    expect([errors(result), result.main.exitCode]).toEqual(['', 0])
    // Nothing is pushed to the first, which only gets the login.
    const { requests: asked } = result.registry
    expect(asked.filter(({ headers }) => headers['host'] === 's.example').map(({ path }) => path)).toEqual([
      '/v2/',
      '/v2/',
    ])
  })

  test('that is refused is one message before the build, after one request', async () => {
    const result = await runJob({
      inputs: { registry: 'r.example', username: 'bob', password: 'wrong' },
      fault: guarded(AUTH),
    })
    expect(errors(result)).toBe(
      'Pushing to r.example/app as bob, with the password of this step, is not allowed: the registry answers 401. Nothing has been pushed.\nCorrect username and password (or registry-auth): they must be valid until the end of the job, and belong to an account that may push there.',
    )
    expect(result.calls.filter(({ argv }) => argv[1] === 'build')).toEqual([])
    expect(result.registry.requests.filter(({ method }) => method === 'POST')).toHaveLength(2)
    expect([result.main.exitCode, result.main.outputs, result.post.exitCode]).toEqual([1, {}, 0])
  })

  test('that is incomplete is refused before anything is started', async () => {
    const result = await runJob({ inputs: { username: 'bob' } })
    expect(errors(result)).toMatch(/^password: the login at docker\.io has no password\./)
    expect([result.calls, result.registry.requests, result.main.state]).toEqual([[], [], {}])
  })
})

test('a merge reads and tags with its login', async () => {
  const config = '{"os":"linux","architecture":"amd64"}'
  const bytes = JSON.stringify({ schemaVersion: 2, config: { digest: sha256(config) }, layers: [] })
  const digest = sha256(bytes)
  const result = await runJob({
    holds: [
      { bytes, digest },
      { bytes: config, digest: sha256(config) },
    ],
    inputs: {
      ...{ mode: 'merge', platforms: 'linux/amd64', tags: 'r.example/app:9', parts: `linux/amd64=${digest}` },
      ...{ context: '', qemu: '', push: '', cache: '' },
      ...{ registry: 'r.example', username: 'bob', password: PASSWORD },
    },
    fault: guarded(AUTH),
  })
  expect([errors(result), result.main.exitCode, result.main.outputs['tags']]).toEqual([
    '',
    0,
    'r.example/app:9',
  ])
  expect(result.main.log.shown).toContain('  r.example as bob (from the inputs)')
  expect(everything(result)).not.toMatch(new RegExp(`${PASSWORD}|${base64(`bob:${PASSWORD}`)}`))
})

describe('ghcr.io', () => {
  const GITHUB = { tags: 'ghcr.io/owner/app:1', 'github-token': 'ghs_token_of_the_job' }
  const TOKEN = base64('octocat:ghs_token_of_the_job')

  test('needs no input, because github-token is used', async () => {
    const result = await runJob({ inputs: GITHUB, fault: guarded(`Basic ${TOKEN}`) })
    expect([errors(result), result.main.exitCode]).toEqual(['', 0])
    expect(result.main.log.shown).toContain(
      '  ghcr.io as octocat with github-token (the image is there, and docker has no login for it)',
    )
    expect(everything(result)).not.toMatch(new RegExp(`ghs_token_of_the_job|${TOKEN}`))
  })

  test('has an error with the missing permission if the token may not push', async () => {
    const result = await runJob({
      inputs: GITHUB,
      fault: (asked, turn) =>
        guarded(`Basic ${TOKEN}`)(asked, turn) ??
        (asked.method === 'POST' ? { status: 403, body: '{"errors":[{"code":"DENIED"}]}' } : undefined),
    })
    expect(errors(result)).toMatch(
      /^Pushing to ghcr\.io\/owner\/app as octocat, with the token of this job, is not allowed: the registry answers 403 DENIED\..*\nGive the job permissions: packages: write/,
    )
  })

  test('has no such login with registry-auth: off', async () => {
    const result = await runJob({ inputs: { ...GITHUB, 'registry-auth': 'off' } })
    expect([errors(result), result.main.log.shown.includes('Logins:')]).toEqual(['', false])
    const build = result.calls.find(({ argv }) => argv[1] === 'build')
    expect(build?.env['DOCKER_CONFIG']).not.toMatch(/multi-platform-build-/)
    expect(result.registry.requests.filter(({ headers }) => headers['authorization'] !== undefined)).toEqual(
      [],
    )
  })
})

describe('a registry of Amazon', () => {
  const AMAZON = '123456789012.dkr.ecr.eu-central-1.amazonaws.com'
  const TOKEN = base64('AWS:token of twelve hours')
  const keys = { AWS_ACCESS_KEY_ID: 'AKIDTEST', AWS_SECRET_ACCESS_KEY: 'the secret of the key' }
  const inputs = { tags: `${AMAZON}/app:1`, ecr: 'true' }

  async function withAmazon(
    reply: Reply,
    body: (env: Record<string, string>) => Promise<void>,
  ): Promise<void> {
    const api = await registryHost(() => reply)
    try {
      await body({ AWS_ENDPOINT_URL: `http://${api.host}`, AWS_EC2_METADATA_DISABLED: 'true' })
    } finally {
      await api.close()
    }
  }

  test('gets a login with a token of its API', () =>
    withAmazon(
      { body: JSON.stringify({ authorizationData: [{ authorizationToken: TOKEN }] }) },
      async (env) => {
        const result = await runJob({ inputs, env: { ...env, ...keys }, fault: guarded(`Basic ${TOKEN}`) })
        expect([errors(result), result.main.exitCode]).toEqual(['', 0])
        expect(result.main.log.shown).toContain(
          `  ${AMAZON} as AWS with a token from Amazon (from the inputs, with the environment's role or keys)`,
        )
        expect(everything(result)).not.toMatch(
          new RegExp(`token of twelve hours|${TOKEN}|the secret of the key`),
        )
      },
    ))

  test('that returns no token fails the job before the build, and a fork that pushes nothing does without one', () =>
    withAmazon(
      { status: 400, body: '{"__type":"ExpiredTokenException","message":"It has expired"}' },
      async (env) => {
        const result = await runJob({ inputs, env: { ...env, ...keys } })
        expect(errors(result)).toMatch(
          new RegExp(
            `^Amazon returned no token for ${AMAZON}: ExpiredTokenException: It has expired\\n.*configure-aws`,
          ),
        )
        expect(result.calls.filter(({ argv }) => argv[1] === 'build' || argv[1] === 'create')).toEqual([])
        const stranger = await runJob({
          inputs: { ...inputs, push: 'false', platforms: 'linux/amd64' },
          env: { ...env, GITHUB_ACTOR: 'dependabot[bot]' },
        })
        expect([errors(stranger), stranger.main.exitCode]).toEqual(['', 0])
        expect(stranger.main.log.shown).toMatch(
          /The job continues without that login: this run has no secrets/,
        )
      },
    ))
})

test('no part of a login remains on disk after post', async () => {
  let left: readonly string[] = []
  const result = await runBundle({
    rules: goodDocker(IMAGE.digest),
    holds: [IMAGE],
    tags: ['app:1', 'app:2'],
    inputs: { ...INPUTS, registry: 'r.example', username: 'bob', password: PASSWORD },
    fault: guarded(AUTH),
    afterPost: ({ folder }) => {
      left = filesWith(folder, new RegExp(`${PASSWORD}|${base64(`bob:${PASSWORD}`)}`))
    },
  })
  expect([result.main.exitCode, left]).toEqual([0, []])
})

/** Paths of files below a folder whose content matches. */
function filesWith(folder: string, what: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => lstatSync(path).isFile() && what.test(readFileSync(path, 'utf8')))
}

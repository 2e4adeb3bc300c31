import { describe, expect, test } from '@jest/globals'
import type { LocalFacts } from '../../src/facts/facts.ts'
import { loginNotices, loginSecrets, planLogins } from '../../src/plan/logins.ts'
import { loginLines } from '../../src/show/show-logins.ts'
import { facts, type Given, inputs, login, PLAIN_DOCKER } from '../builders.ts'

const GITHUB = 'ghcr.io/owner/app'
const OTHER = 'r.test/owner/app'

interface Case {
  readonly inputs?: Given
  readonly event?: Partial<LocalFacts['event']>
  readonly known?: readonly string[]
  readonly pushed?: readonly string[]
  readonly caches?: readonly string[]
}

function plan({ inputs: given, event, known = [], pushed = [], caches = [] }: Case) {
  const read = inputs({ 'github-token': 'ghs_token', ...given })
  const local = {
    event: { ...facts().event, ...event },
    docker: { ...PLAIN_DOCKER, logins: known },
  }
  const logins = planLogins(read, local, { pushed, caches })
  const secrets = [...loginSecrets(read, logins)].map(([host, { password }]) => [host, password])
  return { logins, lines: loginLines(logins), passwords: Object.fromEntries(secrets) }
}

describe('the login of the token', () => {
  test.each<Case & { what: string; lines: readonly string[] }>([
    {
      what: 'is made if the image goes to GitHub and docker has none',
      pushed: [OTHER, GITHUB],
      lines: ['  ghcr.io as octocat with github-token (the image is there, and docker has no login for it)'],
    },
    {
      what: 'is made if the cache is there',
      caches: [GITHUB],
      lines: ['  ghcr.io as octocat with github-token (the cache is there, and docker has no login for it)'],
    },
    { what: 'is not made if nothing is there', pushed: [OTHER], caches: ['owner/app'], lines: [] },
    { what: 'is not made if docker has one', known: ['ghcr.io'], pushed: [GITHUB], lines: [] },
    {
      what: 'is not made if there is no token',
      inputs: { 'github-token': '' },
      pushed: [GITHUB],
      lines: [],
    },
    { what: 'is not made if it is off', inputs: { 'registry-auth': 'off' }, pushed: [GITHUB], lines: [] },
    {
      what: 'is not made if the user gave one',
      inputs: { logins: [login('ghcr.io', 'bob', 'word')] },
      pushed: [GITHUB],
      lines: ['  ghcr.io as bob (from the inputs)'],
    },
    {
      what: "is not made to read for a fork's pull request",
      event: { fork: true },
      caches: [GITHUB],
      lines: [],
    },
    {
      what: 'is at the host of an Enterprise server',
      event: { server: 'https://git.corp.example' },
      pushed: ['containers.git.corp.example/owner/app', GITHUB],
      lines: [
        '  containers.git.corp.example as octocat with github-token (the image is there, and docker has no login for it)',
      ],
    },
    {
      what: 'is at the host of an Enterprise with its data in one place',
      event: { server: 'https://octo.ghe.com' },
      pushed: ['containers.octo.ghe.com/owner/app'],
      lines: [
        '  containers.octo.ghe.com as octocat with github-token (the image is there, and docker has no login for it)',
      ],
    },
    {
      what: "is not sent to ghcr.io by another server's job",
      event: { server: 'https://gitea.example' },
      pushed: [GITHUB],
      lines: [],
    },
    {
      what: 'is not sent to a host that only looks like it',
      pushed: ['ghcr.io.evil.example/owner/app', 'xghcr.io/owner/app', 'ghcr.io:5000/owner/app'],
      lines: [],
    },
    {
      what: 'has a name if nobody started the run',
      event: { actor: '' },
      pushed: [GITHUB],
      lines: [
        '  ghcr.io as github-actions with github-token (the image is there, and docker has no login for it)',
      ],
    },
  ])('$what', ({ lines, ...given }) => {
    expect(plan(given).lines).toEqual(lines.length === 0 ? [] : ['Logins:', ...lines, ''])
  })

  test('is tried by the push, or else for the cache that is read', () => {
    expect(plan({ pushed: [GITHUB], caches: [`${GITHUB}/cache`] }).logins).toMatchObject([
      { tried: 'by the push' },
    ])
    expect(plan({ caches: [`${GITHUB}/cache`] }).logins).toMatchObject([
      { tried: { repository: `${GITHUB}/cache` } },
    ])
  })
})

describe('logins in the inputs', () => {
  const logins = [login('r.test', 'bob', 'word'), login('registry-1.docker.io', 'me', 'other')]

  test('are made with their passwords, which are not in the plan', () => {
    const made = plan({ inputs: { logins }, pushed: [OTHER, GITHUB] })
    expect(made.lines).toEqual([
      'Logins:',
      '  r.test as bob (from the inputs)',
      '  docker.io as me (from the inputs)',
      '  ghcr.io as octocat with github-token (the image is there, and docker has no login for it)',
      '',
    ])
    expect(made.passwords).toEqual({
      'r.test': 'word',
      'registry-1.docker.io': 'other',
      'ghcr.io': 'ghs_token',
    })
    expect(JSON.stringify(made.logins)).not.toMatch(/word|other|ghs_token/)
    expect(made.logins.map(({ tried }) => tried)).toEqual(['by the push', 'by itself', 'by the push'])
  })

  test('win over those that docker has', () => {
    expect(plan({ inputs: { logins }, known: ['r.test'] }).logins).toHaveLength(2)
  })

  test('stay if that is requested, and the token does not', () => {
    const made = plan({ inputs: { logins, logout: false }, pushed: [GITHUB] })
    expect(made.logins.map(({ host, stays }) => [host, stays])).toEqual([
      ['r.test', true],
      ['registry-1.docker.io', true],
      ['ghcr.io', false],
    ])
    expect(made.lines[1]).toBe('  r.test as bob (from the inputs; stays logged in when the job ends)')
    expect(loginNotices(inputs({ logins, logout: false }), made.logins)).toEqual([
      expect.stringMatching(
        /^logout: false: .* logged in to r\.test, docker\.io for later steps, and stays logged in/,
      ),
      expect.stringMatching(/^logout: false: the login at ghcr\.io ends with this step/),
    ])
  })

  test.each<Case & { what: string; says: readonly RegExp[] }>([
    {
      what: "only the job's token logs in",
      pushed: [GITHUB],
      says: [/^logout: false: the login at ghcr\.io ends with this step/],
    },
    { what: 'nothing logs in', pushed: [OTHER], says: [/^logout: false has no effect/] },
    {
      what: 'the login has no secret',
      inputs: { logins: [login('r.test', 'bob', '')] },
      says: [/^The login at r\.test is skipped/, /^logout: false has no effect/],
    },
  ])('need not be there to stay: $what', ({ says, ...given }) => {
    const kept = { ...given.inputs, logout: false }
    const made = plan({ ...given, inputs: kept })
    expect(loginNotices(inputs(kept), made.logins)).toEqual(says.map((text) => expect.stringMatching(text)))
  })

  test('that have no secret are left out, and that is reported', () => {
    const half = inputs({ logins: [login('r.test', 'bob', '')] })
    const made = plan({ inputs: { logins: half.logins }, event: { fork: true } })
    expect(made.logins).toEqual([])
    expect(loginNotices(half, made.logins)).toEqual([
      expect.stringMatching(/^The login at r\.test is skipped because its username or password is empty/),
    ])
  })
})

describe('a login at Amazon', () => {
  const AMAZON = '123456789012.dkr.ecr.eu-central-1.amazonaws.com'

  test('is by a token, with the role of the environment or with keys', () => {
    const made = plan({
      inputs: { logins: [login(AMAZON, '', ''), login('public.ecr.aws', 'AKID', 'secret')] },
    })
    expect(made.lines.slice(1, 3)).toEqual([
      `  ${AMAZON} as AWS with a token from Amazon (from the inputs, with the environment's role or keys)`,
      '  public.ecr.aws as AWS with a token from Amazon (from the inputs, with the keys of username and password)',
    ])
    expect(made.passwords).toEqual({ [AMAZON]: '', 'public.ecr.aws': 'secret' })
    expect(JSON.stringify(made.logins)).not.toMatch(/secret|AKID/)
  })

  test.each([
    { what: 'a fork that pushes nothing there', event: { fork: true }, pushed: [], isOptional: true },
    { what: 'a fork that pushes there', event: { fork: true }, pushed: [`${AMAZON}/app`], isOptional: false },
    { what: 'the repository itself', event: {}, pushed: [], isOptional: false },
  ])('can be done without, or not, in a run of $what', ({ event, pushed, isOptional }) => {
    const { logins } = plan({ inputs: { logins: [login(AMAZON, '', '')] }, event, pushed })
    expect(logins).toMatchObject([{ isOptional, tried: 'by its token' }])
  })
})

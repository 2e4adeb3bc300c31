import { describe, expect, test } from '@jest/globals'
import type { LoginInput } from '../../../src/inputs/logins.ts'
import { LOGIN_RULES } from '../../../src/plan/refusals/login-rules.ts'
import { problemsOf } from '../../../src/plan/refusals/rule.ts'
import { facts, type Given, inputs, login } from '../../builders.ts'

const TAGS = [{ repository: 'r.test/app', tag: '1' }]
const item = (line: number, host: string, username: string, password: string): LoginInput => ({
  ...login(host, username, password),
  location: { kind: 'item', line },
})

function problems(given: Given, event = {}) {
  const local = { ...facts(), event: { ...facts().event, ...event } }
  return problemsOf(LOGIN_RULES, inputs({ tags: TAGS, push: true, ...given }), local, [])
}

const told = (given: Given, event = {}): readonly string[] =>
  problems(given, event).map(
    ({ input, line, what }) => `${input}${line === undefined ? '' : `, ${line}`}: ${what}`,
  )

describe('half a login', () => {
  test.each<{ what: string; logins: readonly LoginInput[]; problem: string }>([
    {
      what: 'without a password',
      logins: [login('registry-1.docker.io', 'bob', '')],
      problem: 'password: the login at docker.io has no password.',
    },
    {
      what: 'without a name',
      logins: [login('r.test', '', 'word')],
      problem: 'username: the login at r.test has no username.',
    },
    {
      what: 'without both',
      logins: [login('r.test', '', '')],
      problem: 'registry: the login at r.test has no username and no password.',
    },
    {
      what: 'of the list',
      logins: [item(4, 'r.test', 'bob', '')],
      problem: 'registry-auth, 4: the login at r.test has no password.',
    },
  ])('$what is refused', ({ logins, problem }) => {
    expect(told({ logins })).toEqual([problem])
  })

  const HALF = { logins: [login('r.test', 'bob', '')] }
  test.each([
    {
      what: 'a fork, if nothing is pushed',
      given: { push: false },
      event: { fork: true },
      isRefused: false,
    },
    { what: 'a fork, if something is', given: {}, event: { fork: true }, isRefused: true },
    { what: 'a fork, in a leg', given: { mode: 'part' as const }, event: { fork: true }, isRefused: true },
    {
      what: 'a fork, in a merge',
      given: { mode: 'merge' as const, push: undefined },
      event: { fork: true },
      isRefused: true,
    },
    {
      what: 'Dependabot, if nothing is pushed',
      given: { push: false },
      event: { actor: 'dependabot[bot]' },
      isRefused: false,
    },
    {
      what: 'the repository itself, if nothing is pushed',
      given: { push: false },
      event: {},
      isRefused: true,
    },
  ])('of $what', ({ given, event, isRefused }) => {
    expect(told({ ...HALF, ...given }, event)).toHaveLength(isRefused ? 1 : 0)
  })

  test('says what helps', () => {
    expect(problems(HALF)[0]?.cure).toBe(
      'Write both. Check that the secret is set in the repository and that this workflow may read it. Or remove the login.',
    )
    expect(problems(HALF, { fork: true })[0]?.cure).toMatch(
      /This run gets no secrets .*: do not push in it\./,
    )
    expect(problems({ logins: [login('ghcr.io', 'bob', '')] })[0]?.cure).toMatch(
      /the job then logs in with github-token\.$/,
    )
  })
})

test('two logins at one registry are refused, with the place of the other', () => {
  const logins = [
    login('registry-1.docker.io', 'a', 'b'),
    item(2, 'r.test', 'a', 'b'),
    item(5, 'r.test', 'c', 'd'),
    item(8, 'registry-1.docker.io', 'e', 'f'),
  ]
  expect(told({ logins })).toEqual([
    'registry-auth, 5: there is a login at r.test already, by line 2 of registry-auth.',
    'registry-auth, 8: there is a login at docker.io already, by username and password.',
  ])
})

test('a name with a colon is refused', () => {
  expect(told({ logins: [login('r.test', 'a:b', 'c')] })).toEqual([
    'username: the username contains a colon, after which registries expect the password.',
  ])
})

test('logout: false needs no login, because secrets and the job decide whether there is one', () => {
  expect(told({ logout: false })).toEqual([])
})

test('a login with ecr must be for an Amazon registry, and have both halves of a key or none', () => {
  const amazon = '123456789012.dkr.ecr.eu-central-1.amazonaws.com'
  const isTrue = { ...login('r.test', 'a', 'b'), ecr: 'true' as const }
  expect(told({ logins: [isTrue] })).toEqual(['ecr: r.test is not an Amazon registry.'])
  expect(problems({ logins: [isTrue] })[0]?.cure).toMatch(/public\.ecr\.aws, or remove ecr\.$/)
  expect(told({ logins: [login(amazon, '', '')] })).toEqual([])
  expect(told({ logins: [login(amazon, 'AKID', '')] })).toEqual([
    `password: the login at ${amazon} has no password.`,
  ])
  const isFalse = { ...login(amazon, '', ''), ecr: 'false' as const }
  expect(told({ logins: [isFalse] })).toEqual([
    `registry: the login at ${amazon} has no username and no password.`,
  ])
})

import { describe, expect, test } from '@jest/globals'
import { readChallenges, storedLogin } from '../../src/registry/login.ts'

describe('a challenge', () => {
  test.each<{ what: string; header: string; challenges: readonly [string, Record<string, string>][] }>([
    {
      what: 'of a token server',
      header:
        'Bearer realm="https://auth.test/token",service="r.test",scope="repository:a/b:pull,push repository:c:pull"',
      challenges: [
        [
          'bearer',
          {
            realm: 'https://auth.test/token',
            service: 'r.test',
            scope: 'repository:a/b:pull,push repository:c:pull',
          },
        ],
      ],
    },
    { what: 'of a name and a password', header: 'Basic realm="r"', challenges: [['basic', { realm: 'r' }]] },
    {
      what: 'of two kinds',
      header: 'BASIC Realm="a, b=c", Bearer realm = "https://x" , error=invalid_token',
      challenges: [
        ['basic', { realm: 'a, b=c' }],
        ['bearer', { realm: 'https://x', error: 'invalid_token' }],
      ],
    },
    {
      what: 'with quotes inside',
      header: String.raw`Basic realm="a \"b\" \\"`,
      challenges: [['basic', { realm: 'a "b" \\' }]],
    },
    {
      what: 'that does not end has no realm',
      header: 'Bearer realm="x',
      challenges: [
        ['bearer', {}],
        ['realm', {}],
        ['x', {}],
      ],
    },
    { what: 'that is none', header: '', challenges: [] },
  ])('$what', ({ header, challenges }) => {
    const read = readChallenges(header).map(({ scheme, params }) => [scheme, Object.fromEntries(params)])
    expect(read).toEqual(challenges)
  })
})

const HUB = 'https://index.docker.io/v1/'
const auth = (text: string) => ({ auth: Buffer.from(text).toString('base64') })

describe("docker's config.json", () => {
  test.each<{ what: string; config: unknown; key?: string; login: unknown }>([
    {
      what: 'has a name and a password',
      config: { auths: { 'r.test': auth('user:pass:word') } },
      login: { kind: 'password', user: 'user', secret: 'pass:word' },
    },
    {
      what: 'has them apart',
      config: { auths: { 'r.test': { username: 'user', password: 'word' } } },
      login: { kind: 'password', user: 'user', secret: 'word' },
    },
    {
      what: 'has an identity token beside a name',
      config: { auths: { 'r.test': { ...auth('00000000:'), identitytoken: 'id' } } },
      login: { kind: 'identity', secret: 'id' },
    },
    {
      what: 'has a token for the registry',
      config: { auths: { 'r.test': { registrytoken: 'it' } } },
      login: { kind: 'token', secret: 'it' },
    },
    {
      what: 'has an old address',
      config: { auths: { 'https://other.test': auth('a:b'), 'https://r.test/v1/': auth('c:d') } },
      login: { kind: 'password', user: 'c', secret: 'd' },
    },
    {
      what: 'has Docker Hub by its own address',
      config: { auths: { [HUB]: auth('a:b'), 'docker.io': auth('c:d') } },
      key: HUB,
      login: { kind: 'password', user: 'a', secret: 'b' },
    },
    {
      what: 'has a helper for all',
      config: { auths: { 'r.test': {} }, credsStore: 'pass' },
      login: { kind: 'helper', name: 'pass' },
    },
    {
      what: 'has a helper for this one',
      config: { credHelpers: { 'r.test': 'ecr-login' }, credsStore: 'pass' },
      login: { kind: 'helper', name: 'ecr-login' },
    },
    {
      what: 'has a helper for others',
      config: { credHelpers: { 'x.test': 'ecr-login' }, auths: { 'r.test': auth('a:b') } },
      login: { kind: 'password', user: 'a', secret: 'b' },
    },
    { what: 'has another host', config: { auths: { 'sub.r.test': auth('a:b') } }, login: undefined },
    { what: 'has another port', config: { auths: { 'r.test:5000': auth('a:b') } }, login: undefined },
    { what: 'has an empty entry', config: { auths: { 'r.test': {} } }, login: undefined },
    { what: 'is something else', config: { auths: ['r.test'] }, login: undefined },
    { what: 'is not there', config: undefined, login: undefined },
  ])('$what', ({ config, key = 'r.test', login }) => {
    expect(storedLogin(config, key)).toEqual(login)
  })
})

import { describe, expect, test } from '@jest/globals'
import type { EventFacts } from '../../../src/facts/facts.ts'
import type { Inputs } from '../../../src/inputs/table.ts'
import {
  secretFiles,
  secretFlags,
  secretNotices,
  secretValues,
  secretWarnings,
} from '../../../src/plan/build/secrets.ts'
import { makePlan } from '../../../src/plan/make.ts'
import { facts, inputs, platforms, setting, valuesOf } from '../../builders.ts'

const event: EventFacts = facts().event
const TOKEN = { id: 'GIT_AUTH_TOKEN.github.com', value: 'ghs_1' }
const given = (more: Partial<Inputs>): Inputs => inputs({ context: '', 'github-token': 'ghs_1', ...more })

describe('the token of the Git context', () => {
  test.each<{ what: string; more: Partial<Inputs>; event?: Partial<EventFacts>; expected: object[] }>([
    { what: 'is added without a context', more: {}, expected: [TOKEN] },
    {
      what: 'is added for a folder of the event',
      more: { context: '{{defaultContext}}:app' },
      expected: [TOKEN],
    },
    {
      what: 'is added for the address of the event itself',
      more: { context: `https://github.com/owner/app.git#${event.sha}` },
      expected: [TOKEN],
    },
    {
      what: 'is for the host of the server, with its port',
      more: {},
      event: { server: 'https://git.example.com:8443' },
      expected: [{ id: 'GIT_AUTH_TOKEN.git.example.com:8443', value: 'ghs_1' }],
    },
    {
      what: "comes after the user's secrets",
      more: { secrets: [{ id: 'a', value: '1' }] },
      expected: [{ id: 'a', value: '1' }, TOKEN],
    },
    { what: 'is not added for a folder', more: { context: '.' }, expected: [] },
    {
      what: 'is added for a further context',
      more: { context: '.', 'build-contexts': ['a=./b', 'src={{defaultContext}}:src'] },
      expected: [TOKEN],
    },
    {
      what: 'is not added for further remote contexts',
      more: {
        context: '.',
        'build-contexts': ['src=https://github.com/owner/other.git', 'a=docker-image://a'],
      },
      expected: [],
    },
    {
      what: 'is not given to another repository',
      more: { context: 'https://github.com/owner/other.git' },
      expected: [],
    },
    {
      what: 'is not given to another commit',
      more: { context: 'https://github.com/owner/app.git#main' },
      expected: [],
    },
    { what: 'is not added if there is none', more: { 'github-token': '' }, expected: [] },
    {
      what: "yields to the user's own",
      more: { secrets: [{ id: 'GIT_AUTH_TOKEN', value: 'mine' }] },
      expected: [{ id: 'GIT_AUTH_TOKEN', value: 'mine' }],
    },
    {
      what: "yields to the user's own for that host",
      more: { secrets: [{ id: 'GIT_AUTH_TOKEN.github.com', value: 'mine' }] },
      expected: [{ id: 'GIT_AUTH_TOKEN.github.com', value: 'mine' }],
    },
    {
      what: "does not yield to the user's own for another host",
      more: { secrets: [{ id: 'GIT_AUTH_TOKEN.gitlab.example.com', value: 'other' }] },
      expected: [{ id: 'GIT_AUTH_TOKEN.gitlab.example.com', value: 'other' }, TOKEN],
    },
    {
      what: 'does not yield to a secret whose id only begins like it',
      more: { secrets: [{ id: 'GIT_AUTH_TOKENS', value: 'x' }] },
      expected: [{ id: 'GIT_AUTH_TOKENS', value: 'x' }, TOKEN],
    },
    {
      what: "yields to the user's own from a variable",
      more: { 'secret-envs': [{ id: 'GIT_AUTH_TOKEN', value: 'MY_TOKEN' }] },
      expected: [],
    },
    {
      what: "yields to the user's own from a file",
      more: { 'secret-files': [{ id: 'GIT_AUTH_TOKEN', value: 'token.txt' }] },
      expected: [],
    },
  ])('$what', ({ more, event: changed, expected }) => {
    expect(secretValues(given(more), { ...event, ...changed })).toEqual(expected)
  })
})

describe('the files of secrets', () => {
  test('have names that hold nothing of the id', () => {
    const secrets = ['a', '../../etc/passwd', 'b,c'].map((id) => ({ id, value: 'x' }))
    expect(secretFiles(given({ secrets }), event, '/tmp/x')).toEqual([
      { id: 'a', path: '/tmp/x/secrets/0' },
      { id: '../../etc/passwd', path: '/tmp/x/secrets/1' },
      { id: 'b,c', path: '/tmp/x/secrets/2' },
      { id: 'GIT_AUTH_TOKEN.github.com', path: '/tmp/x/secrets/3' },
    ])
  })

  test('are as many as there are values, in their order', () => {
    const all = given({
      secrets: [
        { id: 'a', value: '1' },
        { id: 'a', value: '2' },
      ],
    })
    expect(secretFiles(all, event, '/t').map(({ id }) => id)).toEqual(
      secretValues(all, event).map(({ id }) => id),
    )
  })
})

describe('the flags of secrets', () => {
  test.each<{ what: string; more: Partial<Inputs>; expected: string[] }>([
    { what: 'none', more: {}, expected: [] },
    {
      what: 'variables, then values, then files',
      more: {
        secrets: [{ id: 'v', value: 'x' }],
        'secret-files': [{ id: 'f', value: './key' }],
        'secret-envs': [{ id: 'e', value: 'TOKEN' }],
      },
      expected: ['id=e,env=TOKEN', 'id=v,src=/t/secrets/0', 'id=f,src=./key'],
    },
    {
      what: 'a path with a comma, in quotes',
      more: { 'secret-files': [{ id: 'f', value: 'a,b/my "key"' }] },
      expected: ['id=f,"src=a,b/my ""key"""'],
    },
    {
      what: 'an id with a comma, in quotes',
      more: { secrets: [{ id: 'a,src=/etc/passwd', value: 'x' }] },
      expected: ['"id=a,src=/etc/passwd",src=/t/secrets/0'],
    },
  ])('$what', ({ more, expected }) => {
    const all = inputs(more)
    expect(secretFlags(all, secretFiles(all, event, '/t'))).toEqual(expected)
  })
})

test('secrets with the same id are reported, with the order that decides', () => {
  const more = {
    'secret-envs': [{ id: 'a', value: 'A' }],
    secrets: ['a', 'b', 'x'.repeat(40), 'x'.repeat(40)].map((id) => ({ id, value: '1' })),
    'secret-files': [{ id: 'c', value: 'c.txt' }],
  }
  const why = 'is set more than once, and the build gets the last one'
  expect(secretWarnings(inputs(more))).toEqual(
    ['secrets: a', 'secrets: an id'].map((start) => expect.stringContaining(`${start} ${why}`)),
  )
  expect(secretWarnings(inputs())).toEqual([])
})

describe('a notice reports how secrets were read', () => {
  const notices = (...secrets: readonly (readonly [string, string])[]): readonly string[] =>
    secretNotices({ secrets: secrets.map(([id, value]) => ({ id, value })) })

  test.each([
    {
      what: 'a key',
      secrets: [
        ['KEY', '-----BEGIN RSA KEY-----'],
        ['MIIB', '='],
      ] as const,
      ids: 'KEY, MIIB',
    },
    {
      what: 'a file of variables',
      secrets: [
        ['ENV', 'A=one'],
        ['B', 'two'],
      ] as const,
      ids: 'ENV, B',
    },
    {
      what: 'JSON',
      secrets: [
        ['CONFIG', '{'],
        ['x', 'y'],
      ] as const,
      ids: 'CONFIG, x',
    },
    {
      what: 'the end of base64',
      secrets: [
        ['A', 'x'],
        ['YWJj', '=='],
      ] as const,
      ids: 'A, YWJj',
    },
    {
      what: 'a long line, which is not shown',
      secrets: [
        ['A', 'x'],
        ['b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ', 'x'],
      ] as const,
      ids: 'A, one of 42 characters',
    },
  ])('if it looks like $what', ({ secrets, ids }) => {
    expect(notices(...secrets)).toEqual([
      `secrets: they were read as 2 secrets, with the ids ${ids}. Put quotes around a value of several lines together with its id, or pass it through secret-envs.`,
    ])
  })

  test.each([
    {
      what: 'two of one line',
      secrets: [
        ['A', 'one'],
        ['B', 'x=1&y=2'],
      ] as const,
    },
    {
      what: 'one in quotes',
      secrets: [
        ['A', '-----BEGIN X-----\nx\n'],
        ['B', 'two'],
      ] as const,
    },
    { what: 'one alone', secrets: [['A', 'B=C']] as const },
    { what: 'none', secrets: [] },
  ])('but not of $what', ({ secrets }) => {
    expect(notices(...secrets)).toEqual([])
  })
})

describe('the token of one platform', () => {
  const settings = (context: string) => ({
    ...{ context: '.', 'github-token': 'ghs_1', push: true, tags: [{ repository: 'owner/app', tag: '1' }] },
    ...{ platforms: platforms('linux/amd64,linux/arm64'), qemu: 'off' as const, cache: 'off' as const },
    platformSettings: [setting('linux/arm64', { context })],
  })

  test.each([
    {
      what: 'its build only',
      context: '{{defaultContext}}:app',
      builds: [[], ['id=GIT_AUTH_TOKEN.github.com']],
    },
    { what: 'no build if nothing needs it', context: './arm', builds: [[], []] },
  ])('is given to $what', ({ context, builds }) => {
    const read = inputs(settings(context))
    const flags = makePlan(read, facts()).builds.map((build) =>
      valuesOf(build, '--secret').map((value) => value.split(',')[0]),
    )
    expect(flags).toEqual(builds)
  })
})

import { describe, expect, test } from '@jest/globals'
import { unusedNames } from '../../../src/plan/build/unused-names.ts'
import { facts, type Given, inputs, platforms, setting } from '../../builders.ts'

const DOCKERFILE = [
  'ARG BASE=alpine:3.22',
  'FROM --platform=$BUILDPLATFORM golang:1 AS Build',
  'arg VERSION=0 \\',
  '  # what is compared',
  '  COMMIT REGION="eu 1"',
  'RUN --mount=type=secret,id=npm_token --mount=type=secret,target=/root/.netrc make',
  'FROM alpine:3.22',
  'COPY --from=build /app /app',
  'COPY --from=assets / /assets',
].join('\n')

/** What is reported for a Dockerfile: warnings, and notices with the prefix `notice: `. */
function told(given: Given, text = DOCKERFILE): readonly string[] {
  const asked = inputs({ platforms: platforms('linux/amd64'), ...given })
  const dockerfiles = asked.builds.map(({ context, file }) => ({ context, file, text, content: undefined }))
  const { warnings, notices } = unusedNames(asked, facts({ dockerfiles }))
  return [...warnings, ...notices.map((notice) => `notice: ${notice}`)]
}

const secret = (id: string) => ({ id, value: 'x' })

test.each<{ what: string; given: Given; told: readonly string[] }>([
  {
    what: 'a slip of an argument',
    given: { 'build-args': ['VERSON=1'] },
    told: ['build-args: the Dockerfile has no ARG VERSON, so its value has no effect. Did you mean VERSION?'],
  },
  {
    what: 'an argument with other capitals',
    given: { 'build-args': ['version=1'] },
    told: [
      'build-args: the Dockerfile has no ARG version, so its value has no effect. Did you mean VERSION?',
    ],
  },
  {
    what: 'an argument that nothing is like',
    given: { 'build-args': ['COLOUR=red'] },
    told: ['notice: build-args: the Dockerfile has no ARG COLOUR, so its value has no effect.'],
  },
  {
    what: 'an argument beside the one that it is like',
    given: { 'build-args': ['VERSION=1', 'VERSIONS=2'] },
    told: ['notice: build-args: the Dockerfile has no ARG VERSIONS, so its value has no effect.'],
  },
  {
    what: 'arguments of one line',
    given: { 'build-args': ['VERSION=1,COMMIT=2 REGION=3'] },
    told: ['COMMIT', 'REGION'].map(
      (name) =>
        `build-args: the value of VERSION continues with ${name}=. If that is a separate item, write one item per line.`,
    ),
  },
  {
    what: 'an argument that is set three times on one line',
    given: { 'build-args': ['VERSION=1 VERSION=2 VERSION=3'] },
    told: [
      'build-args: the value of VERSION continues with VERSION=. If that is a separate item, write one item per line.',
    ],
  },
  {
    what: 'a slip of a secret, by the input that gives it',
    given: { secrets: [secret('npm_tokn')], 'secret-envs': [secret('other')] },
    told: [
      'secrets: no step of the Dockerfile mounts the secret npm_tokn. Did you mean npm_token?',
      'notice: secret-envs: no step of the Dockerfile mounts the secret other.',
    ],
  },
  {
    what: 'a stage that is not there',
    given: { 'no-cache-filters': ['final'] },
    told: ['no-cache-filters: the Dockerfile has no stage final, so nothing is rebuilt because of it.'],
  },
  {
    what: 'a context without the tag of the Dockerfile',
    given: { 'build-contexts': ['alpine=docker-image://busybox'] },
    told: [
      'build-contexts: the Dockerfile does not use alpine, so it has no effect. Did you mean alpine:3.22?',
    ],
  },
])('$what is reported', ({ given, told: expected }) => {
  expect(told(given)).toEqual(expected)
})

describe('nothing is reported about', () => {
  test.each<{ what: string; given: Given; text?: string }>([
    {
      what: 'arguments that are there',
      given: { 'build-args': ['BASE=a', 'VERSION', 'COMMIT=', 'REGION=1'] },
    },
    {
      what: 'what BuildKit knows without an ARG',
      given: {
        'build-args': ['BUILDKIT_INLINE_CACHE=1', 'SOURCE_DATE_EPOCH=0', 'https_proxy=a', 'TARGETARCH=amd64'],
      },
    },
    {
      what: 'a value with other words in it',
      given: { 'build-args': ['VERSION=a,b=c COLOUR=red\nCOMMIT=1'] },
    },
    {
      what: 'words of another argument that is set',
      given: { 'build-args': ['VERSION=a,COMMIT=b', 'COMMIT=b'] },
    },
    { what: 'secrets that are mounted', given: { secrets: [secret('npm_token'), secret('.netrc')] } },
    { what: 'secrets of sources', given: { secrets: [secret('GIT_AUTH_TOKEN.github.com')] } },
    { what: 'a line that became an id', given: { secrets: [secret('a line of a key')] } },
    { what: 'a stage with other capitals', given: { 'no-cache-filters': ['BUILD'] } },
    {
      what: 'contexts that are taken from',
      given: {
        'build-contexts': ['build=x', 'assets=./a', 'docker.io/library/alpine:3.22=docker-image://a'],
      },
    },
    {
      what: 'another frontend',
      given: { 'build-args': ['A=1'], 'no-cache-filters': ['a'] },
      text: '# syntax=example/other\nFROM a',
    },
    {
      what: 'a frontend that an argument chooses',
      given: { 'build-args': ['BUILDKIT_SYNTAX=example/other', 'A=1'] },
    },
    { what: 'a base with triggers', given: { 'build-args': ['A=1'] }, text: 'FROM example/app:1-onbuild' },
    {
      what: 'a base that a variable names',
      given: { 'build-contexts': ['debian=docker-image://a'] },
      text: 'ARG BASE\nFROM $BASE',
    },
    {
      what: 'a base with a digest',
      given: { 'build-contexts': ['alpine=docker-image://a'] },
      text: `FROM alpine:3@sha256:${'a'.repeat(64)}`,
    },
  ])('$what', ({ given, text }) => {
    expect(told(given, text)).toEqual([])
  })

  test('a Dockerfile that is not here', () => {
    const asked = inputs({ 'build-args': ['A=1'], 'no-cache-filters': ['a'] })
    expect(unusedNames(asked, facts())).toEqual({ warnings: [], notices: [] })
  })
})

test('an argument that one of several Dockerfiles has is not reported', () => {
  const asked = inputs({
    platforms: platforms('linux/amd64,linux/arm64'),
    'build-args': ['ONE=1', 'NONE=2'],
    platformSettings: [setting('linux/arm64', { file: 'Other' })],
  })
  const texts: Readonly<Record<string, string>> = { '': 'FROM a\nARG ONE', Other: 'FROM a' }
  const dockerfiles = asked.builds.map(({ context, file }) => {
    return { context, file, text: texts[file], content: undefined }
  })
  expect(unusedNames(asked, facts({ dockerfiles }))).toEqual({
    warnings: [],
    notices: ['build-args: the Dockerfile has no ARG NONE, so its value has no effect.'],
  })
})

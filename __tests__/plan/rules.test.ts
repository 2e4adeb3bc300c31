import { describe, expect, test } from '@jest/globals'
import type { Problem } from '../../src/errors.ts'
import type { PathFacts } from '../../src/facts/facts.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import { ruleProblems } from '../../src/plan/rules.ts'
import { facts, inputs, platforms } from '../builders.ts'

const TAG = { repository: 'ghcr.io/owner/app', tag: '1' }
const fine: PathFacts = facts().paths

interface Row {
  readonly rule: string
  readonly given: Partial<Inputs>
  readonly paths?: Partial<PathFacts>
  readonly problem: Problem
  /** An input whose mistake is told already. */
  readonly unread: string
}

const broken: readonly Row[] = [
  {
    rule: 'push needs a name',
    given: { push: true },
    problem: {
      input: 'push',
      what: 'there is no name to push to.',
      cure: 'Add tags, as in tags: ghcr.io/owner/app:latest, or set push: false.',
    },
    unread: 'tags',
  },
  {
    rule: 'a context is no flag',
    given: { context: '--push' },
    paths: { context: 'missing', dockerfileIs: 'missing' },
    problem: {
      input: 'context',
      what: '"--push" looks like a flag.',
      cure: 'Write a folder, as in ./app, or a URL.',
    },
    unread: 'context',
  },
  {
    rule: 'the context is there',
    given: { context: './ap' },
    paths: { context: 'missing', dockerfileIs: 'missing' },
    problem: {
      input: 'context',
      what: 'there is no folder "./ap".',
      cure: 'Check the repository out first (actions/checkout), or correct the path.',
    },
    unread: 'context',
  },
  {
    rule: 'the context has a Dockerfile',
    given: { context: './app' },
    paths: { dockerfile: 'app/Dockerfile', dockerfileIs: 'missing' },
    problem: {
      input: 'file',
      what: 'there is no Dockerfile at "app/Dockerfile".',
      cure: 'Name it, or correct context.',
    },
    unread: 'file',
  },
  {
    rule: 'the named Dockerfile is there',
    given: { context: './app', file: 'Dockerfile.release' },
    paths: { dockerfile: 'Dockerfile.release', dockerfileIs: 'missing' },
    problem: {
      input: 'file',
      what: 'there is no Dockerfile at "Dockerfile.release".',
      cure: 'The path starts at the workspace, not at the context.',
    },
    unread: 'file',
  },
  {
    rule: 'an existing builder is not configured by driver-opts',
    given: { builder: 'mine', 'driver-opts': ['network=host'] },
    problem: {
      input: 'builder',
      what: '"mine" exists already, so driver-opts cannot change it.',
      cure: 'Remove driver-opts, or remove builder to get a builder of our own.',
    },
    unread: 'driver-opts',
  },
  {
    rule: 'an existing builder is not configured at all',
    given: { builder: 'mine', 'driver-opts': ['network=host'], 'buildkitd-config-inline': 'debug = true' },
    problem: {
      input: 'builder',
      what: '"mine" exists already, so driver-opts and buildkitd-config-inline cannot change it.',
      cure: 'Remove driver-opts and buildkitd-config-inline, or remove builder to get a builder of our own.',
    },
    unread: 'driver-opts',
  },
  {
    rule: 'a cache that is off has no place',
    given: { cache: 'off', 'cache-ref': TAG },
    problem: {
      input: 'cache-ref',
      what: 'it has no effect with cache: off.',
      cure: 'Remove one of the two.',
    },
    unread: 'cache',
  },
  {
    rule: 'emulators come from an image',
    given: { 'qemu-image': '' },
    problem: {
      input: 'qemu-image',
      what: 'it is empty.',
      cure: 'Remove it to get the default, or set qemu: off.',
    },
    unread: 'qemu',
  },
  {
    rule: 'a TARGET argument does not contradict the platform',
    given: { platforms: platforms('linux/arm64'), 'build-args': ['TARGETARCH=amd64'] },
    problem: {
      input: 'build-args',
      what: '"TARGETARCH=amd64" contradicts the platform, whose TARGETARCH is "arm64".',
      cure: 'Remove it: BuildKit sets TARGETARCH for each platform.',
    },
    unread: 'platforms',
  },
  {
    rule: 'a BUILD argument does not hold for several platforms',
    given: { platforms: platforms('linux/amd64,linux/arm64'), 'build-args': ['BUILDARCH=amd64'] },
    problem: {
      input: 'build-args',
      what: '"BUILDARCH=amd64" would hold for all 2 platforms and give images of the wrong kind.',
      cure: 'Remove it: BuildKit sets BUILDARCH for each platform.',
    },
    unread: 'build-args',
  },
]

describe('rules between inputs', () => {
  test.each(broken)('$rule', ({ given, paths, problem }) => {
    expect(ruleProblems(inputs(given), { ...fine, ...paths }, [])).toEqual([problem])
  })

  test.each(broken)('are silent where an input could not be read: $rule', ({ given, paths, unread }) => {
    expect(ruleProblems(inputs(given), { ...fine, ...paths }, [unread])).toEqual([])
  })

  test('are told all at once', () => {
    const given = inputs({
      push: true,
      context: 'nowhere',
      builder: 'mine',
      'driver-opts': ['network=host'],
      cache: 'off',
      'cache-ref': TAG,
      'qemu-image': '',
      platforms: platforms('linux/amd64'),
      'build-args': ['TARGETOS=windows'],
    })
    const problems = ruleProblems(given, { ...fine, context: 'missing', dockerfileIs: 'missing' }, [])
    expect(problems.map(({ input }) => input)).toEqual([
      'push',
      'context',
      'builder',
      'cache-ref',
      'qemu-image',
      'build-args',
    ])
  })

  test.each([
    { what: 'nothing but defaults', given: {} },
    { what: 'a push with a tag', given: { push: true, tags: [TAG] } },
    { what: 'tags without a push', given: { tags: [TAG] } },
    { what: 'an existing builder as it is', given: { builder: 'mine' } },
    { what: 'options for our own builder', given: { 'driver-opts': ['network=host'] } },
    { what: 'no emulators and no image for them', given: { qemu: 'off', 'qemu-image': '' } as const },
    { what: 'a place for the cache', given: { 'cache-ref': TAG } },
    {
      what: 'arguments that agree with the platform',
      given: { platforms: platforms('linux/arm/v7'), 'build-args': ['TARGETVARIANT=v7', 'TARGETOS=linux'] },
    },
    {
      what: 'a platform named twice, which is one',
      given: { platforms: platforms('linux/arm64,linux/arm64/v8'), 'build-args': ['TARGETARCH=arm64'] },
    },
    {
      what: 'a BUILD argument of one platform, which the machine decides about later',
      given: { platforms: platforms('linux/arm64'), 'build-args': ['BUILDARCH=amd64'] },
    },
    {
      what: 'a TARGET argument without platforms, which the machine decides about later',
      given: { 'build-args': ['TARGETARCH=amd64'] },
    },
  ])('allow $what', ({ given }) => {
    expect(ruleProblems(inputs(given), fine, [])).toEqual([])
  })

  test('leave a context elsewhere to the builder', () => {
    const paths: PathFacts = { context: 'elsewhere', dockerfile: 'Dockerfile', dockerfileIs: 'elsewhere' }
    expect(ruleProblems(inputs({ context: 'https://example.com/app.git' }), paths, [])).toEqual([])
  })
})

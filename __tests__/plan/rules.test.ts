import { describe, expect, test } from '@jest/globals'
import type { Problem } from '../../src/errors.ts'
import type { EventFacts, LocalFacts, PathFacts } from '../../src/facts/facts.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import { ruleProblems } from '../../src/plan/rules.ts'
import { facts, inputs, platforms } from '../builders.ts'

const TAG = { repository: 'ghcr.io/owner/app', tag: '1' }

interface Row {
  readonly rule: string
  readonly given: Partial<Inputs>
  readonly paths?: Partial<PathFacts>
  readonly event?: Partial<EventFacts>
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
    rule: 'a cache that is no registry has no image',
    given: { cache: 'gha', 'cache-ref': TAG },
    problem: {
      input: 'cache-ref',
      what: 'it has no effect with cache: gha.',
      cure: 'Remove one of the two.',
    },
    unread: 'cache-ref',
  },
  {
    rule: 'no-cache covers every stage',
    given: { 'no-cache': true, 'no-cache-filters': ['build'] },
    problem: {
      input: 'no-cache-filters',
      what: 'buildx does not take it together with no-cache: true, which covers every stage.',
      cure: 'Remove one of the two.',
    },
    unread: 'no-cache',
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
  {
    rule: 'a template is known',
    given: { context: '{{default}}' },
    paths: { context: 'elsewhere', dockerfileIs: 'elsewhere' },
    problem: {
      input: 'context',
      what: 'the template {{default}} is not known.',
      cure: 'The only one is {{defaultContext}}, the Git context of the event.',
    },
    unread: 'context',
  },
  {
    rule: 'a Git context has an event',
    given: { context: '' },
    paths: { context: 'elsewhere', dockerfileIs: 'elsewhere' },
    event: { repository: '' },
    problem: {
      input: 'context',
      what: 'there is no event whose repository could be built (GITHUB_REPOSITORY and GITHUB_SHA are not set).',
      cure: 'Write a folder, as in context: .',
    },
    unread: 'build-contexts',
  },
]

/** Rules that look at one input, whose own mistakes leave nothing of it to look at. */
const brokenAlone: readonly Omit<Row, 'unread'>[] = [
  {
    rule: 'a secret from the environment is there',
    given: {},
    paths: { missingEnvs: ['NPM_TOKEN'] },
    problem: {
      input: 'secret-envs',
      what: 'the environment variable of the secret "NPM_TOKEN" is not set.',
      cure: 'Set it in env: of this step, and see that this workflow may read the secret (forks may not).',
    },
  },
  {
    rule: 'a secret from a file is there',
    given: {},
    paths: { missingFiles: ['key'] },
    problem: {
      input: 'secret-files',
      what: 'the file of the secret "key" is not there or cannot be read.',
      cure: 'Make it in an earlier step, or correct the path; it starts at the workspace.',
    },
  },
  {
    rule: 'a pushing output has a name',
    given: { outputs: ['type=registry'] },
    problem: {
      input: 'outputs',
      what: '"type=registry" pushes, but there is no name to push to.',
      cure: 'Add tags, or a name, as in type=image,name=ghcr.io/owner/app:1,push=true.',
    },
  },
]

const local = ({ paths, event }: Pick<Row, 'paths' | 'event'>): LocalFacts => ({
  ...facts(),
  event: { ...facts().event, ...event },
  paths: { ...facts().paths, ...paths },
})

describe('rules between inputs', () => {
  test.each(broken)('$rule', ({ given, problem, ...rest }) => {
    expect(ruleProblems(inputs(given), local(rest), [])).toEqual([problem])
  })

  test.each(broken)('are silent where an input could not be read: $rule', ({ given, unread, ...rest }) => {
    expect(ruleProblems(inputs(given), local(rest), [unread])).toEqual([])
  })

  test.each(brokenAlone)('$rule', ({ given, problem, ...rest }) => {
    expect(ruleProblems(inputs(given), local(rest), [])).toEqual([problem])
  })

  test('a push beside an output of files needs a name too', () => {
    const given = { push: true, outputs: ['type=local,dest=out'] }
    expect(ruleProblems(inputs(given), local({}), [])).toMatchObject([
      { what: 'there is no name to push to.' },
    ])
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
    const problems = ruleProblems(
      given,
      local({ paths: { context: 'missing', dockerfileIs: 'missing' } }),
      [],
    )
    expect(problems.map(({ input }) => input)).toEqual([
      'push',
      'context',
      'cache-ref',
      'qemu-image',
      'builder',
      'build-args',
    ])
  })

  test.each([
    { what: 'nothing but defaults', given: {} },
    { what: 'a push with a tag', given: { push: true, tags: [TAG] } },
    { what: 'tags without a push', given: { tags: [TAG] } },
    {
      what: 'a push to the name of an output',
      given: { push: true, outputs: ['type=image,name=ghcr.io/owner/app,push-by-digest=true'] },
    },
    { what: 'a pushing output with tags', given: { outputs: ['type=registry'], tags: [TAG] } },
    { what: 'an output of files', given: { outputs: ['type=local,dest=out', 'out', '-'] } },
    { what: 'a Git context', given: { context: '' } },
    {
      what: 'quotes that are closed',
      given: { outputs: ['type=image,"name=a,b"'], sbom: '"generator=a,b"' },
    },
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
    expect(ruleProblems(inputs(given), local({}), [])).toEqual([])
  })

  test('leave a context elsewhere to the builder', () => {
    const elsewhere = local({ paths: { context: 'elsewhere', dockerfileIs: 'elsewhere' } })
    expect(ruleProblems(inputs({ context: 'https://example.com/app.git' }), elsewhere, [])).toEqual([])
  })
})

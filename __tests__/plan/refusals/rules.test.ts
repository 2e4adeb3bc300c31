import { describe, expect, test } from '@jest/globals'
import { parseProvenance, parseSbom } from '../../../src/buildx/attestation.ts'
import { readConfig } from '../../../src/buildx/buildkitd-config.ts'
import type { Problem } from '../../../src/errors.ts'
import type { EventFacts, LocalFacts, PathFacts, SourceFacts } from '../../../src/facts/facts.ts'
import type { Inputs } from '../../../src/inputs/table.ts'
import { ruleProblems } from '../../../src/plan/refusals/rules.ts'
import {
  caches,
  driverOptions,
  exporters,
  FOLDER,
  facts,
  inputs,
  PLAIN_DOCKER,
  platforms,
  setting,
} from '../../builders.ts'

const TAG = { repository: 'ghcr.io/owner/app', tag: '1' }

interface Row {
  readonly rule: string
  readonly given: Partial<Inputs>
  readonly paths?: Partial<PathFacts>
  readonly source?: Partial<SourceFacts>
  readonly event?: Partial<EventFacts>
  readonly problem: Problem
  /** An input whose mistake is already reported. */
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
    source: { contextIs: 'missing', dockerfileIs: 'missing' },
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
    source: { contextIs: 'missing', dockerfileIs: 'missing' },
    problem: {
      input: 'context',
      what: 'there is no folder "./ap".',
      cure: 'Check out the repository first (actions/checkout), or correct the path.',
    },
    unread: 'context',
  },
  {
    rule: 'the context has a Dockerfile',
    given: { context: './app' },
    source: { dockerfile: 'app/Dockerfile', dockerfileIs: 'missing' },
    problem: {
      input: 'file',
      what: 'there is no Dockerfile at "app/Dockerfile".',
      cure: 'Set file, or correct context.',
    },
    unread: 'file',
  },
  {
    rule: 'the named Dockerfile is there',
    given: { context: './app', file: 'Dockerfile.release' },
    source: { dockerfile: 'Dockerfile.release', dockerfileIs: 'missing' },
    problem: {
      input: 'file',
      what: 'there is no Dockerfile at "Dockerfile.release".',
      cure: 'The path is relative to the workspace, not to the context.',
    },
    unread: 'file',
  },
  {
    rule: 'an existing builder is not configured by driver-opts',
    given: { builder: 'mine', 'driver-opts': driverOptions('network=host') },
    problem: {
      input: 'builder',
      what: '"mine" already exists, so driver-opts cannot change it.',
      cure: 'Remove driver-opts, or remove builder to get a managed builder.',
    },
    unread: 'driver-opts',
  },
  {
    rule: 'an existing builder is not configured at all',
    given: {
      builder: 'mine',
      'driver-opts': driverOptions('network=host'),
      'buildkitd-config-inline': 'debug = true',
    },
    problem: {
      input: 'builder',
      what: '"mine" already exists, so driver-opts and buildkitd-config-inline cannot change it.',
      cure: 'Remove driver-opts and buildkitd-config-inline, or remove builder to get a managed builder.',
    },
    unread: 'driver-opts',
  },
  ...['default', '1st', 'my builder'].map((name) => ({
    rule: `a builder cannot be called ${name}`,
    given: { 'builder-name': name },
    problem: {
      input: 'builder-name' as const,
      what: `"${name}" cannot be the name of a builder.`,
      cure: 'A name begins with a letter and contains only letters, digits, ".", "_" and "-"; "default" is taken.',
    },
    unread: 'builder-name',
  })),
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
    rule: 'emulators that nobody touches are not removed',
    given: { qemu: 'off', 'qemu-reset': true },
    problem: {
      input: 'qemu-reset',
      what: 'it has no effect with qemu: off, which leaves all emulators as they are.',
      cure: 'Remove one of the two.',
    },
    unread: 'qemu',
  },
  {
    rule: 'a proof that is off leaves nothing out',
    given: { verify: 'off', 'verify-ignore': ['/opt/**'] },
    problem: {
      input: 'verify-ignore',
      what: 'it has no effect with verify: false, which proves nothing.',
      cure: 'Remove one of the two.',
    },
    unread: 'verify-ignore',
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
    rule: 'a cache does not go where the image is',
    given: { tags: [TAG], 'cache-ref': TAG },
    problem: {
      input: 'cache-ref',
      what: 'ghcr.io/owner/app:1 is a tag of the image, and the cache would overwrite the image there.',
      cure: 'Give the cache its own name, as in ghcr.io/owner/app:cache.',
    },
    unread: 'tags',
  },
  {
    rule: 'nor does one that is written by the user, where latest goes without saying',
    given: {
      tags: [{ repository: 'owner/app', tag: 'latest' }],
      'cache-to': caches('type=registry,ref=owner/app,mode=max'),
    },
    problem: {
      input: 'cache-to',
      what: 'owner/app is a tag of the image, and the cache would overwrite the image there.',
      cure: 'Give the cache its own name, as in ghcr.io/owner/app:cache.',
    },
    unread: 'tags',
  },
  {
    rule: 'nor does one that is written as a name alone',
    given: { tags: [TAG], 'cache-to': caches('ghcr.io/owner/app:1') },
    problem: {
      input: 'cache-to',
      what: 'ghcr.io/owner/app:1 is a tag of the image, and the cache would overwrite the image there.',
      cure: 'Give the cache its own name, as in ghcr.io/owner/app:cache.',
    },
    unread: 'cache-to',
  },
  {
    rule: 'an image that has tags is not pushed by digest by its user',
    given: { tags: [TAG], outputs: exporters('type=image,push=true,push-by-digest=') },
    problem: {
      input: 'outputs',
      what: '"type=image,push=true,push-by-digest=" is pushed by digest, and BuildKit does not accept tags with that.',
      cure: 'Remove push-by-digest: the tags wait for the proof anyway. Or write the names without tags, as in tags: ghcr.io/owner/app.',
    },
    unread: 'tags',
  },
  {
    rule: 'an exporter whose push has no value pushes',
    given: { outputs: exporters('type=image,push=') },
    problem: {
      input: 'outputs',
      what: '"type=image,push=" pushes, but there is no name to push to.',
      cure: 'Add tags, or a name, as in type=image,name=ghcr.io/owner/app:1,push=true.',
    },
    unread: 'outputs',
  },
  {
    rule: 'no-cache covers every stage',
    given: { 'no-cache': true, 'no-cache-filters': ['build'] },
    problem: {
      input: 'no-cache-filters',
      what: 'buildx does not accept it together with no-cache: true, which covers every stage.',
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
      what: '"BUILDARCH=amd64" would apply to all 2 platforms and produce wrong images.',
      cure: 'Remove it: BuildKit sets BUILDARCH for each platform.',
    },
    unread: 'build-args',
  },
  {
    rule: 'a template is known',
    given: { context: '{{default}}' },
    source: { contextIs: 'elsewhere', dockerfileIs: 'elsewhere' },
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
    source: { contextIs: 'elsewhere', dockerfileIs: 'elsewhere' },
    event: { repository: '' },
    problem: {
      input: 'context',
      what: 'there is no event whose repository could be built (GITHUB_REPOSITORY and GITHUB_SHA are not set).',
      cure: 'Write a folder, as in context: .',
    },
    unread: 'build-contexts',
  },
]

/** Rules about a single input, which cannot be checked if the input could not be read. */
const brokenAlone: readonly Omit<Row, 'unread'>[] = [
  {
    rule: 'a secret from the environment is there',
    given: {},
    paths: { missingEnvs: ['NPM_TOKEN'] },
    problem: {
      input: 'secret-envs',
      what: 'the environment variable of the secret "NPM_TOKEN" is not set.',
      cure: 'Set it in env: of this step, and check that this workflow may read the secret (forks may not).',
    },
  },
  {
    rule: 'a secret from a file is there',
    given: {},
    paths: { missingFiles: ['key'] },
    problem: {
      input: 'secret-files',
      what: 'the file of the secret "key" does not exist or cannot be read.',
      cure: 'Create it in an earlier step, or correct the path, which is relative to the workspace.',
    },
  },
  {
    rule: 'a pushing output has a name',
    given: { outputs: exporters('type=registry') },
    problem: {
      input: 'outputs',
      what: '"type=registry" pushes, but there is no name to push to.',
      cure: 'Add tags, or a name, as in type=image,name=ghcr.io/owner/app:1,push=true.',
    },
  },
]

const local = ({
  given = {},
  paths,
  source,
  event,
}: Partial<Pick<Row, 'given' | 'paths' | 'source' | 'event'>>): LocalFacts => {
  const { context = '.', file = '' } = given
  return {
    ...facts(),
    event: { ...facts().event, ...event },
    paths: { ...facts().paths, sources: [{ ...FOLDER, context, file, ...source }], ...paths },
  }
}

test('a merge breaks the rules that are not about a build', () => {
  const given: Partial<Inputs> = {
    ...{ mode: 'merge', verify: 'off', 'verify-ignore': ['/a'], 'buildx-version': 'edge' },
    ...{ 'no-cache': true, 'no-cache-filters': ['a'] },
  }
  const unclear = { name: 'DOCKER_METADATA_PR_HEAD_SHA', value: 'maybe' }
  const docker = { ...PLAIN_DOCKER, unclearVariables: [unclear] }
  const found = ruleProblems(inputs(given), { ...local({}), docker }, [])
  expect(found.map(({ input }) => input)).toEqual(['verify-ignore', unclear.name, 'buildx-version'])
})

describe('rules between inputs', () => {
  test.each(broken)('$rule', ({ given, problem, ...rest }) => {
    expect(ruleProblems(inputs(given), local({ given, ...rest }), [])).toEqual([problem])
  })

  test.each(broken)('are silent where an input could not be read: $rule', ({ given, unread, ...rest }) => {
    expect(ruleProblems(inputs(given), local({ given, ...rest }), [unread])).toEqual([])
  })

  test.each(brokenAlone)('$rule', ({ given, problem, ...rest }) => {
    expect(ruleProblems(inputs(given), local({ given, ...rest }), [])).toEqual([problem])
  })

  test('the file of a configuration is TOML', async () => {
    const config = await readConfig('debug = true\n[registry."docker.io"\n')
    const docker = { ...PLAIN_DOCKER, config }
    const given = inputs({ 'buildkitd-config': 'b.toml' })
    expect(ruleProblems(given, { ...local({}), docker }, [])).toEqual([
      {
        input: 'buildkitd-config',
        what: 'line 2 of "b.toml" is not valid TOML: illegal character in key.',
        cure: 'Correct that line. The format of the configuration: https://docs.docker.com/build/buildkit/toml-configuration/',
      },
    ])
  })

  test("a variable of docker's is true or false", () => {
    const unclear = [{ name: 'BUILDX_NO_DEFAULT_ATTESTATIONS', value: 'maybe' }]
    const found = ruleProblems(
      inputs(),
      { ...local({}), docker: { ...PLAIN_DOCKER, unclearVariables: unclear } },
      [],
    )
    expect(found).toEqual([
      {
        input: 'BUILDX_NO_DEFAULT_ATTESTATIONS',
        what: '"maybe" is neither true nor false.',
        cure: 'Write true or false in env: of this step, of its job or of the workflow, or remove it.',
      },
    ])
  })

  test('a push beside an output of files needs a name too', () => {
    const given = { push: true, outputs: exporters('type=local,dest=out') }
    expect(ruleProblems(inputs(given), local({}), [])).toMatchObject([
      { what: 'there is no name to push to.' },
    ])
  })

  test('are reported all at once', () => {
    const given = inputs({
      push: true,
      context: 'nowhere',
      builder: 'mine',
      'driver-opts': driverOptions('network=host'),
      cache: 'off',
      'cache-ref': TAG,
      'qemu-image': '',
      platforms: platforms('linux/amd64'),
      'build-args': ['TARGETOS=windows'],
    })
    const problems = ruleProblems(
      given,
      local({ given, source: { contextIs: 'missing', dockerfileIs: 'missing' } }),
      [],
    )
    expect(problems.map(({ input }) => input)).toEqual([
      'push',
      'cache-ref',
      'qemu-image',
      'build-args',
      'context',
      'builder',
    ])
  })

  test.each([
    { what: 'nothing but defaults', given: {} },
    { what: 'a push with a tag', given: { push: true, tags: [TAG] } },
    { what: 'tags without a push', given: { tags: [TAG] } },
    {
      what: 'a push to the name of an output',
      given: { push: true, outputs: exporters('type=image,name=ghcr.io/owner/app,push-by-digest=true') },
    },
    { what: 'a pushing output with tags', given: { outputs: exporters('type=registry'), tags: [TAG] } },
    { what: 'an output of files', given: { outputs: exporters('type=local,dest=out', 'out', '-') } },
    { what: 'a Git context', given: { context: '' } },
    {
      what: 'quotes that are closed',
      given: { outputs: exporters('type=image,"name=a,b"'), sbom: parseSbom('"generator=a,b"') },
    },
    { what: 'an existing builder as it is', given: { builder: 'mine' } },
    { what: 'options for a managed builder', given: { 'driver-opts': driverOptions('network=host') } },
    { what: 'no emulators and no image for them', given: { qemu: 'off', 'qemu-image': '' } as const },
    { what: 'a place for the cache', given: { 'cache-ref': TAG } },
    {
      what: 'a push by digest of names without tags',
      given: {
        tags: [{ repository: 'owner/app', tag: '' }],
        outputs: exporters('type=image,push=true,push-by-digest=true'),
      },
    },
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

  describe('for outputs that push to several names without tags', () => {
    const BY_DIGEST = 'type=image,push=true,push-by-digest=true'
    const NONE = { provenance: parseProvenance('false') }
    const [HUB, GHCR] = ['name=owner/app', 'name=ghcr.io/owner/app']
    const found = (given: Partial<Inputs>) =>
      ruleProblems(inputs(given), local({}), []).map(({ input, what }) => `${input}: ${what}`)

    test.each<{ what: string; given: Partial<Inputs> }>([
      {
        what: 'all of them by the digest of one image without attestations',
        given: { ...NONE, outputs: exporters(`${BY_DIGEST},${HUB}`, `${BY_DIGEST},${GHCR}`) },
      },
      {
        what: 'what says the same in another order',
        given: {
          ...NONE,
          outputs: exporters(
            `${BY_DIGEST},${HUB},compression=zstd,oci-mediatypes=true`,
            `type=registry,oci-mediatypes=true,${GHCR},push-by-digest=true,compression=zstd`,
          ),
        },
      },
      {
        what: 'what is pushed because push says so',
        given: {
          ...{ ...NONE, push: true },
          outputs: exporters(
            `type=image,push-by-digest=true,${HUB}`,
            `type=image,push-by-digest=true,${GHCR}`,
          ),
        },
      },
    ])('allow $what', ({ given }) => {
      expect(found(given)).toEqual([])
    })

    test.each<{ what: string; given: Partial<Inputs> }>([
      {
        what: 'attestations by default',
        given: { outputs: exporters(`${BY_DIGEST},${HUB}`, `${BY_DIGEST},${GHCR}`) },
      },
      {
        what: 'an SBOM',
        given: {
          ...{ ...NONE, sbom: parseSbom('true') },
          outputs: exporters(`${BY_DIGEST},${HUB}`, `${BY_DIGEST},${GHCR}`),
        },
      },
      {
        what: 'another compression',
        given: {
          ...NONE,
          outputs: exporters(`${BY_DIGEST},${HUB}`, `${BY_DIGEST},${GHCR},compression=zstd`),
        },
      },
      {
        what: 'a tag for one of them',
        given: { ...NONE, outputs: exporters(`${BY_DIGEST},${HUB}`, `type=image,push=true,${GHCR}`) },
      },
      {
        what: 'a part, which is pushed to every name by each',
        given: {
          ...{ ...NONE, mode: 'part', platforms: platforms('linux/amd64') },
          outputs: exporters(`${BY_DIGEST},${HUB}`, `${BY_DIGEST},${GHCR}`),
        },
      },
    ])('refuse $what', ({ given }) => {
      expect(found(given)).toEqual([expect.stringMatching(/^outputs: they push to several names/)])
    })
  })

  test('leave a remote context to the builder', () => {
    const given = { context: 'https://example.com/app.git' }
    const elsewhere = local({ given, source: { contextIs: 'elsewhere', dockerfileIs: 'elsewhere' } })
    expect(ruleProblems(inputs(given), elsewhere, [])).toEqual([])
  })
})

describe('rules for several builds', () => {
  const there = { ...FOLDER, dockerfile: 'app/Dockerfile' }
  const ARM: SourceFacts = { ...there, file: 'arm.Dockerfile', dockerfile: 'arm.Dockerfile' }
  const NO_DOCKERFILE: SourceFacts = { ...ARM, dockerfileIs: 'missing' }
  const NO_FOLDER: SourceFacts = {
    ...{ context: './arm', file: '' },
    ...{ contextIs: 'missing', dockerfile: 'arm/Dockerfile', dockerfileIs: 'missing' },
  }

  /** linux/arm64 and linux/arm/v7 have their own settings. */
  const several = (
    own: Parameters<typeof setting>[1],
    sources: readonly SourceFacts[],
    given: Partial<Inputs> = {},
  ) =>
    ruleProblems(
      inputs({
        platforms: platforms('linux/amd64,linux/arm64,linux/arm/v7'),
        platformSettings: [setting('linux/arm*', own), setting('linux/arm64', { labels: ['a=1'] })],
        ...given,
      }),
      local({ paths: { sources } }),
      [],
    )

  test('allow what exists', () => {
    expect(several({ file: 'arm.Dockerfile' }, [there, ARM])).toEqual([])
  })

  test('allow a call to have what a push could not join', () => {
    const given = { call: 'check', push: true, tags: [TAG], outputs: exporters('type=local,dest=out') }
    expect(several({ file: 'arm.Dockerfile' }, [there, ARM], given)).toEqual([])
  })

  test('name the settings if the Dockerfile of theirs is missing, each once', () => {
    expect(several({ file: 'arm.Dockerfile' }, [there, NO_DOCKERFILE])).toEqual([
      {
        input: 'platform-settings',
        what: 'there is no Dockerfile at "arm.Dockerfile".',
        cure: 'The path is relative to the workspace, not to the context.',
      },
    ])
  })

  test('name the settings if the folder of theirs is missing, each once', () => {
    expect(several({ context: './arm' }, [there, NO_FOLDER])).toEqual([
      {
        input: 'platform-settings',
        what: 'there is no folder "./arm".',
        cure: 'Check out the repository first (actions/checkout), or correct the path.',
      },
    ])
  })

  test('name the input if it is that of the input', () => {
    const missing = { ...FOLDER, dockerfileIs: 'missing' } as const
    expect(several({ target: 'slim' }, [missing])).toMatchObject([{ input: 'file' }])
  })

  test('are silent about the sources if the settings could not be read', () => {
    const given = { context: './nowhere' }
    const missing = local({ given, source: { contextIs: 'missing' } })
    expect(ruleProblems(inputs(given), missing, ['platform-settings'])).toEqual([])
  })

  test('their context is not a flag', () => {
    const flag = { ...NO_FOLDER, context: '--push', dockerfile: '--push/Dockerfile' }
    expect(several({ context: '--push' }, [there, flag])).toMatchObject([
      { input: 'platform-settings', what: '"--push" looks like a flag.' },
    ])
  })

  test('a Git context of theirs has an event', () => {
    const own = setting('linux/arm64', { context: '{{defaultContext}}:arm' })
    const elsewhere: SourceFacts = {
      ...{ context: '{{defaultContext}}:arm', file: '' },
      ...{ contextIs: 'elsewhere', dockerfile: 'Dockerfile', dockerfileIs: 'elsewhere' },
    }
    const given = inputs({ platforms: platforms('linux/amd64,linux/arm64'), platformSettings: [own] })
    const nowhere = local({ paths: { sources: [there, elsewhere] }, event: { repository: '' } })
    expect(ruleProblems(given, nowhere, [])).toMatchObject([
      { input: 'platform-settings', what: expect.stringContaining('there is no event') },
    ])
  })
})

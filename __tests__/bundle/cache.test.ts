import { describe, expect, test } from '@jest/globals'
import { shortHash } from '../../src/oci/digest.ts'
import { shortly } from '../registry/stored.ts'
import { errors, goodDocker, INPUTS, indexOf, type JobResult, runBundle } from './run-bundle.ts'

/** Caches of a build, and the requests for them: the shipped bundle against a fake docker. */

const ONE = indexOf(['linux/amd64'])
const BOTH = indexOf(['linux/amd64', 'linux/arm64'])

function runJob(inputs: Readonly<Record<string, string>>, env = {}, dockerfile?: string): Promise<JobResult> {
  return runBundle({
    rules: goodDocker(ONE.digest),
    inputs: { verify: 'false', 'on-newer': 'move', platforms: 'linux/amd64', ...inputs },
    env: { GITHUB_REPOSITORY: 'owner/app', GITHUB_REF_NAME: 'main', GITHUB_REF_TYPE: 'branch', ...env },
    holds: [ONE],
    tags: ['app:1'],
    ...(dockerfile === undefined ? {} : { dockerfile }),
  })
}

/** The arguments of the build that are about caches. */
function cachesOf({ calls }: JobResult): readonly string[] {
  const build = calls.find(({ argv }) => argv[0] === 'buildx' && argv[1] === 'build')?.argv ?? []
  return build.flatMap((word, index) =>
    word.startsWith('--cache-') ? [`${word} ${build[index + 1] ?? ''}`] : [],
  )
}

describe("a stranger's cache", () => {
  test.each([
    { cache: 'registry', tags: 'localbuild/app:test' },
    { cache: 'inline', tags: 'localbuild/app:test' },
    { cache: 'registry', tags: 'docker.io/owner/app:test' },
    { cache: 'registry', tags: 'ghcr.io/stranger/app:test' },
  ])('is never used for an image that is only loaded: $tags, cache: $cache', async ({ cache, tags }) => {
    const result = await runJob({ cache, tags, push: '', load: 'true' })
    expect([errors(result), cachesOf(result), shortly(result.registry)]).toEqual(['', [], []])
    expect(result.main.log.shown).toContain(
      `Cache: none: nothing is pushed to ${tags.replace(':test', '')}, and nothing shows that this name is yours; set cache-ref to say where your cache is`,
    )
  })

  test("is neither that of the repository's owner nor one that cache-ref names", async () => {
    const own = await runJob({ tags: 'ghcr.io/owner/app:test', push: '', load: 'true' })
    expect(cachesOf(own)).toEqual(['--cache-from type=registry,ref=ghcr.io/owner/app:cache-amd64-main'])
    const named = { tags: 'localbuild/app:test', 'cache-ref': 'owner/cache:x', push: '', load: 'true' }
    expect(cachesOf(await runJob(named))).toEqual(['--cache-from type=registry,ref=owner/cache:x'])
  })
})

describe('builds of different things', () => {
  const REF = 'type=registry,ref=r.example/app:cache-amd64-main'
  const dockerfile = 'ARG BASE=alpine\nARG VERSION\nFROM $BASE AS test\nRUN true\n'

  test.each([
    { what: 'a target', inputs: { target: 'test' }, name: '..test' },
    {
      what: 'a base',
      inputs: { 'build-args': 'BASE=debian\nVERSION=1.2' },
      name: `..BASE-debian.${shortHash('build-args BASE=debian', 8)}`,
    },
  ])('have separate caches, and start from the common one: $what', async ({ inputs, name }) => {
    const result = await runJob({ tags: 'r.example/app:1', ...inputs }, {}, dockerfile)
    expect(errors(result)).toBe('')
    expect(cachesOf(result)).toEqual([
      `--cache-from ${REF}${name}`,
      `--cache-from ${REF}`,
      `--cache-to ${REF}${name},mode=max,ignore-error=true`,
    ])
  })

  test('are not separated by settings that only label them', async () => {
    const given = { 'build-args': 'VERSION=1.2', file: './Dockerfile', context: './' }
    const result = await runJob({ tags: 'r.example/app:1', ...given }, {}, dockerfile)
    expect(cachesOf(result)).toEqual([`--cache-from ${REF}`, `--cache-to ${REF},mode=max,ignore-error=true`])
  })
})

test('a cache-from alone does not export a cache', async () => {
  const result = await runJob({ tags: 'r.example/app:1', 'cache-from': 'type=gha' })
  expect([errors(result), cachesOf(result)]).toEqual(['', ['--cache-from type=gha']])
})

describe('a build that is not pushed', () => {
  const warnings = ({ main }: JobResult) =>
    main.log.commands.filter(({ name }) => name === 'warning').map(({ data }) => data)

  test('because the workflow says so has no notice', async () => {
    expect(warnings(await runJob({ push: 'false' }))).toEqual([])
  })

  test('because nothing is set has a notice', async () => {
    expect(warnings(await runJob({ push: '' }))).toEqual([
      'The result only exists in the build cache of the builder: set push: true or load: true to keep it.',
    ])
  })
})

test('an image pushed by its digest to two registries is confirmed in both', async () => {
  const outputs = ['r.example/app', 's.example/app'].map(
    (name) => `type=image,name=${name},push-by-digest=true,name-canonical=true,push=true`,
  )
  const result = await runBundle({
    rules: goodDocker(BOTH.digest),
    inputs: {
      ...{ platforms: INPUTS.platforms, tags: '', push: '', provenance: 'false', cache: 'off' },
      ...{ verify: 'false', 'on-newer': 'move', outputs: outputs.join('\n') },
    },
    holds: [BOTH],
  })
  expect(errors(result)).toBe('')
  expect(result.main.outputs).toMatchObject({
    digest: BOTH.digest,
    image: `r.example/app@${BOTH.digest}`,
    tags: '',
  })
  const asked = result.registry.requests.filter(({ path }) => path.includes(BOTH.digest))
  expect(new Set(asked.map(({ headers }) => headers['host']))).toEqual(new Set(['r.example', 's.example']))
})

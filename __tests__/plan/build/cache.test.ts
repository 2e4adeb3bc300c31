import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { EventFacts, PathFacts, StepFacts } from '../../../src/facts/facts.ts'
import type { Inputs } from '../../../src/inputs/table.ts'
import { planCache } from '../../../src/plan/build/cache.ts'
import type { Variant } from '../../../src/plan/build/variant.ts'
import type { CachePlan } from '../../../src/plan/plan.ts'
import { destinationOf } from '../../../src/plan/publish/destination.ts'
import { caches, facts, inputs, NAMES, platforms } from '../../builders.ts'

const APP = { repository: 'ghcr.io/owner/app', tag: '1' }

interface Given {
  readonly given?: Partial<Inputs>
  readonly event?: Partial<EventFacts>
  readonly paths?: Partial<PathFacts>
  readonly step?: Partial<StepFacts>
  readonly on?: string
  readonly variant?: Variant
}

/** The cache of a build that is pushed, on a push to main by default. */
function cacheOf({ given = {}, event = {}, on = 'linux/amd64,linux/arm64', ...at }: Given): CachePlan {
  const known = facts()
  const paths = { ...known.paths, ...at.paths }
  const step = { ...known.step, ...at.step }
  const local = { ...known, event: { ...known.event, ...event }, paths, step }
  const read = inputs({ push: true, tags: [APP], ...given })
  return planCache(read, local, {
    platforms: platforms(on),
    variant: at.variant ?? [],
    isOneOfSeveral: false,
    destination: destinationOf(read),
  })
}

/** The tags of the sources, without the repository. */
function tagsOf(given: Given): readonly string[] {
  return cacheOf(given).from.map(({ ref }) => ref.slice(ref.lastIndexOf(':') + 1))
}

const NONE = { from: [], to: [], fallback: undefined, imports: [], exports: [], folder: undefined }
const EXPORTED = 'imported and exported (mode=max); a missing or failing cache never fails the job'

describe('the derived cache', () => {
  test.each([
    {
      event: 'a push to the default branch',
      facts: { branch: 'main' },
      from: ['cache-amd64_arm64-main (branch main)'],
      exports: true,
    },
    {
      event: 'a push to another branch',
      facts: { branch: 'topic' },
      from: ['cache-amd64_arm64-topic (branch topic)', 'cache-amd64_arm64-main (default branch main)'],
      exports: true,
    },
    {
      event: 'a pull request',
      facts: { branch: 'topic', base: 'develop' },
      from: [
        'cache-amd64_arm64-topic (branch topic)',
        'cache-amd64_arm64-develop (base branch develop)',
        'cache-amd64_arm64-main (default branch main)',
      ],
      exports: true,
    },
    {
      event: 'a pull request into the default branch',
      facts: { branch: 'topic', base: 'main' },
      from: ['cache-amd64_arm64-topic (branch topic)', 'cache-amd64_arm64-main (base branch main)'],
      exports: true,
    },
    {
      event: "a fork's pull request",
      facts: { branch: 'topic', base: 'main', fork: true },
      from: ['cache-amd64_arm64-topic (branch topic)', 'cache-amd64_arm64-main (base branch main)'],
      exports: false,
    },
    {
      event: 'a merge queue',
      facts: { branch: 'main', base: 'main', defaultBranch: 'develop' },
      from: ['cache-amd64_arm64-main (branch main)', 'cache-amd64_arm64-develop (default branch develop)'],
      exports: true,
    },
    {
      event: 'a tag',
      facts: { branch: '', onTag: true },
      from: ['cache-amd64_arm64-.tags (builds of tags)', 'cache-amd64_arm64-main (default branch main)'],
      exports: true,
    },
    {
      event: 'nothing at all, outside a runner',
      facts: { branch: '', defaultBranch: '' },
      from: ['cache-amd64_arm64 (no branch known)'],
      exports: true,
    },
  ])('of $event', ({ facts: event, from, exports }) => {
    const { from: found, to } = cacheOf({ event })
    expect(found.map(({ ref, why }) => `${ref} (${why})`)).toEqual(
      from.map((text) => `ghcr.io/owner/app:${text}`),
    )
    expect(to).toEqual(exports ? found.slice(0, 1) : [])
  })

  test('is in flags that never make a job fail', () => {
    expect(cacheOf({ event: { branch: 'topic' } })).toEqual({
      from: [
        { ref: 'ghcr.io/owner/app:cache-amd64_arm64-topic', why: 'branch topic' },
        { ref: 'ghcr.io/owner/app:cache-amd64_arm64-main', why: 'default branch main' },
      ],
      to: [{ ref: 'ghcr.io/owner/app:cache-amd64_arm64-topic', why: 'branch topic' }],
      imports: caches(
        'type=registry,ref=ghcr.io/owner/app:cache-amd64_arm64-topic',
        'type=registry,ref=ghcr.io/owner/app:cache-amd64_arm64-main',
      ),
      exports: caches(
        'type=registry,ref=ghcr.io/owner/app:cache-amd64_arm64-topic,mode=max,ignore-error=true',
      ),
      folder: undefined,
      why: EXPORTED,
    })
  })

  test.each([
    {
      what: 'is imported only, if nothing is pushed',
      given: { push: false },
      event: {},
      why: 'imported only, because push is false',
    },
    {
      what: "is imported only, in a fork's pull request",
      given: {},
      event: { fork: true },
      why: 'imported only, because this is a pull request from a fork',
    },
  ])('$what', ({ given, event, why }) => {
    expect(cacheOf({ given, event })).toEqual({
      from: [{ ref: 'ghcr.io/owner/app:cache-amd64_arm64-main', why: 'branch main' }],
      to: [],
      imports: caches('type=registry,ref=ghcr.io/owner/app:cache-amd64_arm64-main'),
      exports: [],
      folder: undefined,
      why,
    })
  })

  test.each([
    { what: 'is off, as requested', given: { cache: 'off' } as const, why: 'off, as requested' },
    {
      what: 'is none without a name',
      given: { tags: [] },
      why: 'none: without tags or cache-ref there is no image name for it',
    },
  ])('$what', ({ given, why }) => {
    expect(cacheOf({ given })).toEqual({ ...NONE, why })
  })

  test('is in the first image if no rule gives it a tag', () => {
    const names = { ...NAMES, images: ['ghcr.io/owner/app'] }
    const { from } = cacheOf({ given: { tags: [], push: false, names } })
    expect(from.map(({ ref }) => ref)).toEqual(['ghcr.io/owner/app:cache-amd64_arm64-main'])
  })
})

describe('a variant', () => {
  const TEST: Variant = [{ by: 'target', value: 'test' }]

  test.each<{ what: string; variant: Variant; tag: string }>([
    { what: 'a target', variant: TEST, tag: 'test' },
    { what: 'a number as the target', variant: [{ by: 'target', value: '0' }], tag: '0' },
    {
      what: 'a Dockerfile',
      variant: [{ by: 'file', value: 'docker/Dockerfile.api' }],
      tag: 'docker-Dockerfile.api.7966e085',
    },
    { what: 'a folder', variant: [{ by: 'context', value: 'web' }], tag: 'web.9e9e421f' },
    {
      what: 'a target with a base',
      variant: [...TEST, { by: 'build-args', value: 'PYTHON=3.12' }],
      tag: 'test-PYTHON-3.12.7b86c66c',
    },
    {
      what: 'a long path',
      variant: [{ by: 'file', value: `${'a/'.repeat(50)}Dockerfile` }],
      tag: `${'a-'.repeat(20)}a.431191e2`,
    },
  ])('$what, has a cache of its own, and one to begin with', ({ variant, tag }) => {
    const plan = cacheOf({ variant, event: { branch: 'topic' }, on: 'linux/amd64' })
    expect(plan.from.map(({ ref, why }) => `${ref} (${why})`)).toEqual([
      `ghcr.io/owner/app:cache-amd64-topic..${tag} (branch topic)`,
      `ghcr.io/owner/app:cache-amd64-main..${tag} (default branch main)`,
      'ghcr.io/owner/app:cache-amd64-main (default branch main, as a starting point)',
    ])
    expect(plan.to).toEqual(plan.from.slice(0, 1))
    expect(plan.imports).toEqual(caches(...plan.from.map(({ ref }) => `type=registry,ref=${ref}`)))
    expect(plan.fallback).toBe('ghcr.io/owner/app:cache-amd64-main')
  })

  test.each([
    { cache: 'gha', prefix: 'type=gha,scope=' },
    {
      cache: 'local',
      prefix: 'type=local,src=/home/runner/.cache/multi-platform-build-cache/owner-app.f1c60d0f/',
    },
  ] as const)('has one with cache: $cache, too', ({ cache, prefix }) => {
    const plan = cacheOf({ given: { cache }, variant: TEST, on: 'linux/amd64' })
    expect(plan.imports.map(({ text }) => text)).toEqual([
      `${prefix}cache-amd64-main..test`,
      `${prefix}cache-amd64-main`,
    ])
    expect(plan.exports[0]?.text).toMatch(/cache-amd64-main\.\.test(?:\.new)?,mode=max/)
  })

  test.each([
    { what: 'called by an argument', name: 'ghcr.io/owner/worker', scope: '..APP-worker.6097435d' },
    { what: 'called so at its end', name: 'owner/hello-worker', scope: '..APP-worker.6097435d' },
    { what: 'called otherwise', name: 'owner/coworker', scope: '' },
  ])('is of the image, in a place that images have in common, if that is $what', ({ name, scope }) => {
    const tags = [{ repository: name, tag: '1' }]
    const of = (given: Partial<Inputs>): string | undefined =>
      cacheOf({ given: { tags, 'build-args': ['MODE=', 'APP=worker'], ...given }, on: 'linux/amd64' }).to[0]
        ?.ref
    expect(of({ cache: 'gha' })).toBe(`cache-amd64-main${scope}`)
    expect(of({ 'cache-ref': { repository: 'owner/cache', tag: '' } })).toBe(
      `owner/cache:cache-amd64-main${scope}`,
    )
    expect(of({})).toBe(`${name}:cache-amd64-main`)
  })

  test('has an argument once that FROM uses, too', () => {
    const given = {
      cache: 'gha',
      tags: [{ repository: 'owner/app-alpine', tag: '1' }],
      'build-args': ['BASE=alpine'],
    } as const
    const variant: Variant = [{ by: 'build-args', value: 'BASE=alpine' }]
    expect(cacheOf({ given, variant }).to).toEqual(cacheOf({ given: { cache: 'gha' }, variant }).to)
  })

  test.each([
    { cache: 'inline' } as const,
    { 'cache-ref': { repository: 'ghcr.io/owner/cache', tag: 'mine' } },
    { cache: 'off' } as const,
  ])('has none if the place is one for all: %o', (given) => {
    expect(cacheOf({ given, variant: TEST })).toEqual(cacheOf({ given }))
  })

  test('is distinguished from every other one, and from every branch', () => {
    const word = fc.stringMatching(/^[ab./_-]{1,6}$/)
    const choice = fc.record({ by: fc.constantFrom('target', 'file', 'context'), value: word })
    const variants: fc.Arbitrary<Variant> = fc.array(choice, { maxLength: 3 })
    // Git does not allow two dots in the name of a branch (git-check-ref-format).
    const branch = word.filter((name) => !name.includes('..') && !/^\.|\.$/.test(name))
    const place = fc.tuple(variants, branch)
    fc.assert(
      fc.property(place, place, ([variant1, branch1], [variant2, branch2]) => {
        fc.pre(branch1 !== branch2 || JSON.stringify(variant1) !== JSON.stringify(variant2))
        const tag1 = tagsOf({ variant: variant1, event: { branch: branch1 } })[0]
        const tag2 = tagsOf({ variant: variant2, event: { branch: branch2 } })[0]
        expect(tag1).not.toBe(tag2)
        expect(tag1).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/)
      }),
    )
  })

  test('has a tag, however long everything is', () => {
    const on = 'linux/arm/v6,linux/arm/v7,linux/386,linux/ppc64le,linux/s390x,linux/riscv64,linux/mips64le'
    const long = { on, event: { branch: 'x'.repeat(200) } }
    const file = 'y/'.repeat(100)
    const tags = ['a', 'b'].map((end) => tagsOf({ ...long, variant: [{ by: 'file', value: file + end }] })[0])
    expect(new Set(tags).size).toBe(2)
    for (const tag of tags) expect(tag).toMatch(/^cache-[A-Za-z0-9._-]{0,122}$/)
  })
})

describe('a name that nothing is pushed to', () => {
  const OURS = { server: 'https://github.com', repository: 'Owner/app' }
  const loaded = (name: string, given: Partial<Inputs> = {}, event: Partial<EventFacts> = OURS) => {
    const tags = [{ repository: name, tag: 'test' }]
    return cacheOf({ given: { tags, push: false, load: true, ...given }, event })
  }

  test.each([
    ...['localbuild/app', 'app', 'docker.io/owner/app', 'index.docker.io/owner/app'],
    ...['ghcr.io/other/app', 'ghcr.io/app', 'quay.io/owner/app', 'registry.gitlab.com/owner/app'],
    ...['public.ecr.aws/owner/app', 'eu.gcr.io/owner/app', 'europe-docker.pkg.dev/owner/app/app'],
  ])('in a public registry is not taken for one of the workflow: %s', (name) => {
    for (const cache of ['registry', 'inline'] as const)
      expect(loaded(name, { cache })).toEqual({
        ...NONE,
        why: `none: nothing is pushed to ${name}, and nothing shows that this name is yours; set cache-ref to say where your cache is`,
      })
  })

  test.each([
    { what: 'has the owner of the repository, on GitHub', name: 'ghcr.io/owner/other' },
    { what: 'is in a registry of its own', name: 'registry.example.com/any/app' },
    { what: 'is in a registry of this machine', name: 'localhost:5000/app' },
    {
      what: 'has the owner of the repository, on the server of both',
      name: 'codeberg.org/owner/app',
      event: { ...OURS, server: 'https://codeberg.org' },
    },
    { what: 'is what cache-ref names', name: 'other/app', given: { 'cache-ref': APP } },
    { what: 'is pushed to', name: 'other/app', given: { push: true, load: false } },
  ])('is that of the workflow if it $what', ({ name, given = {}, event = OURS }) => {
    expect(loaded(name, given, event).imports).toHaveLength(1)
  })

  test.each([
    { what: 'another server', name: 'ghcr.io/owner/app', event: { ...OURS, server: 'https://git.example' } },
    { what: 'unknown, outside a runner', name: 'ghcr.io/owner/app', event: { server: '', repository: '' } },
    {
      what: 'another owner on the same server',
      name: 'git.example/other/app',
      event: { ...OURS, server: 'https://git.example' },
    },
  ])('is not if the repository is of $what', ({ name, event }) => {
    expect(loaded(name, {}, event).imports).toEqual([])
  })

  test('is used if cache-from names it', () => {
    expect(loaded('other/app', { 'cache-from': caches('other/app:cache') }).imports).toEqual(
      caches('other/app:cache'),
    )
  })
})

describe('cache-ref', () => {
  const own = { repository: 'ghcr.io/owner/cache', tag: '' }

  test('with a tag is the one place', () => {
    const { from, to } = cacheOf({
      given: { 'cache-ref': { ...own, tag: 'shared' } },
      event: { branch: 'topic', base: 'develop' },
    })
    expect(from).toEqual([{ ref: 'ghcr.io/owner/cache:shared', why: 'for every branch' }])
    expect(to).toEqual(from)
  })

  test('without a tag takes the place of the image', () => {
    const { from } = cacheOf({ given: { 'cache-ref': own }, event: { branch: 'topic' } })
    expect(from.map(({ ref }) => ref)).toEqual([
      'ghcr.io/owner/cache:cache-amd64_arm64-topic',
      'ghcr.io/owner/cache:cache-amd64_arm64-main',
    ])
  })

  test('makes a cache of a build without tags', () => {
    const { from, to } = cacheOf({ given: { 'cache-ref': own, tags: [], push: false } })
    expect(from.map(({ ref }) => ref)).toEqual(['ghcr.io/owner/cache:cache-amd64_arm64-main'])
    expect(to).toEqual([])
  })
})

describe('cache-from and cache-to', () => {
  const derived = cacheOf({})

  test.each([
    {
      what: 'cache-from replaces what is imported, and nothing is exported that was not requested',
      given: { 'cache-from': caches('type=gha', 'type=local,src=a') },
      plan: {
        ...NONE,
        imports: caches('type=gha', 'type=local,src=a'),
        why: 'cache-from as given; without cache-to nothing is exported',
      },
    },
    {
      what: 'cache-to replaces what is exported',
      given: { 'cache-to': caches('type=gha,mode=max') },
      plan: {
        ...derived,
        to: [],
        exports: caches('type=gha,mode=max'),
        why: 'cache-to as given; the rest imported and exported (mode=max); a missing or failing cache never fails the job',
      },
    },
    {
      what: 'both replace all of it',
      given: { 'cache-from': caches('type=gha'), 'cache-to': caches('type=gha') },
      plan: {
        ...NONE,
        imports: caches('type=gha'),
        exports: caches('type=gha'),
        why: 'cache-from and cache-to as given',
      },
    },
    {
      what: 'both hold with cache: off',
      given: { cache: 'off', 'cache-from': caches('type=gha'), 'cache-to': caches('type=gha') } as const,
      plan: {
        ...NONE,
        imports: caches('type=gha'),
        exports: caches('type=gha'),
        why: 'cache-from and cache-to as given',
      },
    },
    {
      what: 'cache-from with cache: off brings nothing else',
      given: { cache: 'off', 'cache-from': caches('type=gha') } as const,
      plan: {
        ...NONE,
        imports: caches('type=gha'),
        why: 'cache-from as given; without cache-to nothing is exported',
      },
    },
    {
      what: 'cache-to with cache: off brings nothing else',
      given: { cache: 'off', 'cache-to': caches('type=gha') } as const,
      plan: {
        ...NONE,
        exports: caches('type=gha'),
        why: 'cache-to as given; the rest off, as requested',
      },
    },
  ])('$what', ({ given, plan }) => {
    expect(cacheOf({ given })).toEqual(plan)
  })
})

describe('the cache of GitHub Actions', () => {
  const gha = (given: Given) => cacheOf({ ...given, given: { cache: 'gha', ...given.given } })

  test('has a scope for each branch', () => {
    expect(gha({ event: { branch: 'topic', base: 'main' } })).toEqual({
      from: [
        { ref: 'cache-amd64_arm64-topic', why: 'branch topic' },
        { ref: 'cache-amd64_arm64-main', why: 'base branch main' },
      ],
      to: [{ ref: 'cache-amd64_arm64-topic', why: 'branch topic' }],
      imports: caches('type=gha,scope=cache-amd64_arm64-topic', 'type=gha,scope=cache-amd64_arm64-main'),
      exports: caches('type=gha,scope=cache-amd64_arm64-topic,mode=max,ignore-error=true'),
      folder: undefined,
      why: EXPORTED,
    })
  })

  test('needs no image name', () => {
    expect(gha({ given: { tags: [] } }).imports).toEqual(caches('type=gha,scope=cache-amd64_arm64-main'))
  })

  test('does not depend on the image name', () => {
    const given = { tags: [{ repository: 'owner/other', tag: '2' }] }
    expect(gha({ given }).exports).toEqual(gha({}).exports)
  })

  test.each([
    {
      event: 'a tag',
      facts: { branch: '', onTag: true },
      scopes: ['cache-amd64_arm64-.tags', 'cache-amd64_arm64-main'],
    },
    {
      event: 'a branch with odd characters',
      facts: { branch: 'a,b' },
      scopes: [expect.stringMatching(/^cache-amd64_arm64-a-b\.[0-9a-f]{8}$/), 'cache-amd64_arm64-main'],
    },
    { event: 'no branch at all', facts: { branch: '', defaultBranch: '' }, scopes: ['cache-amd64_arm64'] },
  ])('of $event', ({ facts: event, scopes }) => {
    expect(gha({ event }).from.map(({ ref }) => ref)).toEqual(scopes)
  })

  test.each([
    {
      what: "a fork's pull request",
      event: { fork: true },
      given: {},
      why: 'imported only, because this is a pull request from a fork',
    },
  ])('is imported only by $what', ({ event, given, why }) => {
    expect(gha({ event, given })).toMatchObject({
      imports: caches('type=gha,scope=cache-amd64_arm64-main'),
      exports: [],
      why,
    })
  })

  test('is filled by a build that is not pushed, which takes no right of a registry', () => {
    expect(gha({ given: { push: false } })).toMatchObject({
      exports: caches('type=gha,scope=cache-amd64_arm64-main,mode=max,ignore-error=true'),
      why: EXPORTED,
    })
  })

  test('is none if the service is not there', () => {
    expect(gha({ step: { hasCacheService: false } })).toEqual({
      ...NONE,
      why: 'none: the cache service of GitHub Actions is not available',
    })
  })
})

describe('a local cache', () => {
  const FOLDER = '/home/runner/.cache/multi-platform-build-cache/owner-app.f1c60d0f'
  const localCache = (given: Given) => cacheOf({ ...given, given: { cache: 'local', ...given.given } })

  test('is written beside the old one, which it then replaces', () => {
    expect(localCache({ event: { branch: 'topic' } })).toEqual({
      from: [
        { ref: `${FOLDER}/cache-amd64_arm64-topic`, why: 'branch topic' },
        { ref: `${FOLDER}/cache-amd64_arm64-main`, why: 'default branch main' },
      ],
      to: [{ ref: `${FOLDER}/cache-amd64_arm64-topic`, why: 'branch topic' }],
      imports: caches(
        `type=local,src=${FOLDER}/cache-amd64_arm64-topic`,
        `type=local,src=${FOLDER}/cache-amd64_arm64-main`,
      ),
      exports: caches(`type=local,dest=${FOLDER}/cache-amd64_arm64-topic.new,mode=max,ignore-error=true`),
      folder: `${FOLDER}/cache-amd64_arm64-topic`,
      why: EXPORTED,
    })
  })

  test.each([
    { what: "in a fork's pull request", given: {}, event: { fork: true } },
    { what: 'if cache-to is set', given: { 'cache-to': caches('type=gha') }, event: {} },
    { what: 'if cache-from is set', given: { 'cache-from': caches('type=gha') }, event: {} },
  ])('replaces nothing $what', ({ given, event }) => {
    expect(localCache({ given, event })).toMatchObject({ to: [], folder: undefined })
  })

  test('of another repository is different', () => {
    expect(localCache({ event: { repository: 'owner/app2' } }).folder).not.toBe(localCache({}).folder)
    expect(localCache({ event: { repository: 'owner-app' } }).folder).not.toBe(localCache({}).folder)
  })

  test('outside a runner has a path without empty parts', () => {
    const outside = { branch: '', defaultBranch: '', repository: '' }
    expect(localCache({ event: outside }).folder).not.toContain('//')
  })

  test('in a folder with a comma is quoted, because buildx splits there', () => {
    const { imports, exports } = localCache({ paths: { cacheFolder: '/a,b' } })
    for (const { text } of [...imports, ...exports])
      expect(text).toMatch(/^type=local,"(?:src|dest)=\/a,b\/[^",]+"/)
  })
})

describe('an inline cache', () => {
  const inline = (given: Given) => cacheOf({ ...given, given: { cache: 'inline', ...given.given } })

  test('is imported from the image and exported into it', () => {
    expect(inline({ event: { branch: 'topic', base: 'develop' } })).toMatchObject({
      from: [{ ref: 'ghcr.io/owner/app:1', why: 'for every branch' }],
      to: [{ ref: 'ghcr.io/owner/app:1', why: 'for every branch' }],
      imports: caches('type=registry,ref=ghcr.io/owner/app:1'),
      exports: caches('type=inline'),
      folder: undefined,
    })
  })

  test('does not claim mode=max, which it cannot have', () => {
    expect(inline({}).why).not.toContain('mode=max')
  })

  test('is not exported if nothing is pushed', () => {
    expect(inline({ given: { push: false } }).exports).toEqual([])
  })

  test('is none without a name', () => {
    expect(inline({ given: { tags: [] } })).toEqual({
      ...NONE,
      why: 'none: without tags or cache-ref there is no image name for it',
    })
  })
})

describe('the tag of a cache', () => {
  test.each([
    { what: 'one platform', on: 'linux/amd64', tag: 'cache-amd64-main' },
    { what: 'a variant', on: 'linux/arm/v7', tag: 'cache-armv7-main' },
    { what: 'another system', on: 'freebsd/amd64', tag: 'cache-freebsd.amd64-main' },
  ])('names $what', ({ on, tag }) => {
    expect(tagsOf({ on })).toEqual([tag])
  })

  test('does not depend on the order of the platforms', () => {
    expect(tagsOf({ on: 'linux/arm64,linux/arm/v7,linux/amd64' })).toEqual(
      tagsOf({ on: 'linux/amd64,linux/arm64,linux/arm/v7' }),
    )
  })

  test.each([
    { branch: 'feature/x', tag: /^cache-amd64-feature-x\.[0-9a-f]{8}$/ },
    { branch: 'dependabot/npm_and_yarn/a@1', tag: /^cache-amd64-dependabot-npm_and_yarn-a-1\.[0-9a-f]{8}$/ },
    { branch: 'größe #1', tag: /^cache-amd64-gr-e-1\.[0-9a-f]{8}$/ },
    { branch: 'x'.repeat(200), tag: /^cache-amd64-x{41}\.[0-9a-f]{8}$/ },
    { branch: '-.x', tag: /^cache-amd64--\.x$/ },
  ])('of the branch $branch', ({ branch, tag }) => {
    expect(tagsOf({ on: 'linux/amd64', event: { branch } })[0]).toMatch(tag)
  })

  test.each([
    { one: { event: { branch: 'feature/x' } }, other: { event: { branch: 'feature-x' } } },
    { one: { event: { branch: 'feature/x' } }, other: { event: { branch: 'feature#x' } } },
    { one: { event: { branch: 'x'.repeat(60) } }, other: { event: { branch: 'x'.repeat(61) } } },
    { one: { on: 'linux/amd64' }, other: { on: 'linux/amd64/v2' } },
    { one: { on: 'linux/amd64' }, other: { on: 'linux/amd64,linux/arm64' } },
    { one: { on: 'linux/amd64' }, other: { on: 'freebsd/amd64' } },
    { one: { on: 'windows(10.0.17763)/amd64' }, other: { on: 'windows(10.0.20348)/amd64' } },
    {
      one: { on: 'linux/amd64', event: { branch: 'v2-fix' } },
      other: { on: 'linux/amd64/v2', event: { branch: 'fix' } },
    },
    { one: { event: { branch: 'tags' } }, other: { event: { branch: '', onTag: true } } },
  ])('keeps $one and $other apart', ({ one, other }) => {
    expect(tagsOf(one)[0]).not.toBe(tagsOf(other)[0])
  })

  const SETS = [
    'linux/amd64',
    'linux/amd64/v2',
    'linux/arm64',
    'linux/amd64,linux/arm64',
    'linux/arm/v6,linux/arm/v7,linux/386,linux/ppc64le,linux/s390x,linux/riscv64,linux/mips64le,linux/loong64',
  ]

  test('is a tag, whatever the branch is called', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SETS),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
        (on, branch) => {
          expect(tagsOf({ on, event: { branch } })[0]).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/)
        },
      ),
    )
  })

  test('is different for every other branch or set of platforms', () => {
    const branch = fc.stringMatching(/^[av2/._-]{1,8}$/)
    const place = fc.tuple(fc.constantFrom(...SETS), branch)
    fc.assert(
      fc.property(place, place, ([on1, branch1], [on2, branch2]) => {
        fc.pre(on1 !== on2 || branch1 !== branch2)
        const tag1 = tagsOf({ on: on1, event: { branch: branch1 } })[0]
        const tag2 = tagsOf({ on: on2, event: { branch: branch2 } })[0]
        expect(tag1).not.toBe(tag2)
      }),
    )
  })
})

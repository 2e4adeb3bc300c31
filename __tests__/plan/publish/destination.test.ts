import { describe, expect, test } from '@jest/globals'
import type { SmokeTest } from '../../../src/inputs/smoke-test.ts'
import {
  canBeJoined,
  type Destination,
  destinationOf,
  isPushed,
  publishPlan,
  withTagsAtOnce,
} from '../../../src/plan/publish/destination.ts'
import { exporters, type Given, inputs, PUBLISHING, platforms, setting } from '../../builders.ts'

const TAGS = [
  { repository: 'ghcr.io/owner/app', tag: '1' },
  { repository: 'owner/app', tag: '' },
]
const UNTAGGED = [{ repository: 'ghcr.io/owner/app', tag: '' }]
const BY_DIGEST = 'type=image,push-by-digest=true,name-canonical=true,push=true'
const SEVERAL = {
  platforms: platforms('linux/amd64,linux/arm64'),
  platformSettings: [setting('linux/arm64', { file: 'Dockerfile.arm64' })],
}
const SMOKE_TEST: SmokeTest = {
  patterns: [],
  run: { kind: 'auto' },
  expect: undefined,
  'exit-code': undefined,
  timeout: undefined,
  network: '',
  line: 1,
}

const destination = (given: Given): Destination => destinationOf(inputs(given))

describe('the result', () => {
  test.each<{ what: string; given: Given; kind: Destination['kind'] }>([
    { what: 'stays in the builder', given: {}, kind: 'cache' },
    { what: 'stays there though errors are warnings', given: { tags: TAGS, verify: 'warn' }, kind: 'cache' },
    { what: 'stays there whatever its tags', given: { tags: TAGS, verify: 'stop' }, kind: 'cache' },
    { what: 'is loaded', given: { load: true, tags: TAGS }, kind: 'files' },
    { what: 'is written to files', given: { outputs: exporters('type=local,dest=out') }, kind: 'files' },
    {
      what: 'has names that are not pushed',
      given: { outputs: exporters('type=oci,name=owner/a,dest=x') },
      kind: 'files',
    },
    { what: 'is an answer', given: { call: 'check', push: true, tags: TAGS, verify: 'stop' }, kind: 'call' },
    { what: 'is pushed', given: { push: true, tags: TAGS }, kind: 'tags' },
    {
      what: 'is pushed by an exporter',
      given: { outputs: exporters('type=registry,name=owner/a') },
      kind: 'tags',
    },
    {
      what: 'is proven before its tags follow',
      given: { push: true, tags: TAGS, verify: 'stop' },
      kind: 'digest then tags',
    },
    {
      what: 'is run before its tags follow',
      given: { push: true, tags: TAGS, smokeTests: [SMOKE_TEST] },
      kind: 'digest then tags',
    },
    {
      what: 'is joined from several builds before its tags follow',
      given: { push: true, tags: TAGS, ...SEVERAL },
      kind: 'digest then tags',
    },
    {
      what: 'is pushed without a tag for good',
      given: { tags: UNTAGGED, verify: 'stop', outputs: exporters(BY_DIGEST) },
      kind: 'digest',
    },
    { what: 'is a part', given: { mode: 'part', tags: TAGS }, kind: 'part' },
    {
      what: 'is a part whatever an exporter says',
      given: { mode: 'part', tags: TAGS, verify: 'stop', outputs: exporters(BY_DIGEST) },
      kind: 'part',
    },
  ])('$what: $kind', ({ given, kind }) => {
    expect(destination(given).kind).toBe(kind)
  })
})

describe('what is pushed', () => {
  const pushed = (given: Given) => {
    const found = destination(given)
    return isPushed(found) ? found : undefined
  }

  test.each<{ what: string; given: Given; repositories: string[]; tags: string[] }>([
    {
      what: 'has the tags',
      given: { push: true, tags: TAGS },
      repositories: ['ghcr.io/owner/app', 'owner/app'],
      tags: ['ghcr.io/owner/app:1', 'owner/app:latest'],
    },
    {
      what: 'has each repository and tag once',
      given: {
        push: true,
        tags: ['1', '1.2', '', '1'].map((tag) => ({ repository: 'localhost:5000/app', tag })),
      },
      repositories: ['localhost:5000/app'],
      tags: ['localhost:5000/app:1', 'localhost:5000/app:1.2', 'localhost:5000/app:latest'],
    },
    {
      what: 'has the names of the exporter if there are no tags',
      given: { outputs: exporters('type=image,"name=ghcr.io/owner/a:2,owner/b",push=true') },
      repositories: ['ghcr.io/owner/a', 'owner/b'],
      tags: ['ghcr.io/owner/a:2', 'owner/b:latest'],
    },
    {
      what: 'has a name with a port',
      given: { outputs: exporters('type=registry,name=localhost:5000/app') },
      repositories: ['localhost:5000/app'],
      tags: ['localhost:5000/app:latest'],
    },
    {
      what: 'has the names of the last exporter that pushes',
      given: { outputs: exporters('type=registry,name=owner/a:1', 'type=registry,name=owner/b:1') },
      repositories: ['owner/b'],
      tags: ['owner/b:1'],
    },
    {
      what: 'has the tags, which take the place of a name in buildx',
      given: { outputs: exporters('type=image,name=owner/other:2,push=true'), tags: TAGS },
      repositories: ['ghcr.io/owner/app', 'owner/app'],
      tags: ['ghcr.io/owner/app:1', 'owner/app:latest'],
    },
    {
      what: 'has no tag by digest',
      given: { outputs: exporters(`${BY_DIGEST},name=owner/app`) },
      repositories: ['owner/app'],
      tags: [],
    },
    {
      what: 'has the repositories of all exporters by digest, which push one image',
      given: { outputs: exporters(`${BY_DIGEST},name=owner/app`, `${BY_DIGEST},name=ghcr.io/owner/app`) },
      repositories: ['owner/app', 'ghcr.io/owner/app'],
      tags: [],
    },
    {
      what: 'has the repository of the tags by digest',
      given: { outputs: exporters(BY_DIGEST), tags: UNTAGGED },
      repositories: ['ghcr.io/owner/app'],
      tags: [],
    },
    {
      what: 'is known with push: true and an exporter that has a name',
      given: { outputs: exporters('type=image,name=owner/app,push-by-digest=1'), push: true },
      repositories: ['owner/app'],
      tags: [],
    },
    {
      what: 'has no tag as a part',
      given: { mode: 'part', tags: TAGS },
      repositories: ['ghcr.io/owner/app', 'owner/app'],
      tags: [],
    },
  ])('$what', ({ given, repositories, tags }) => {
    expect(pushed(given)).toMatchObject({ repositories, tags })
  })

  test.each<{ what: string; given: Given; pushing: string[]; others: string[] }>([
    { what: 'by the flag only', given: { push: true }, pushing: ['type=registry'], others: [] },
    {
      what: 'by exporters in their order, among others',
      given: { outputs: exporters('type=registry', 'out', 'type=image,push=true', 'type=image') },
      pushing: ['type=registry', 'type=image,push=true'],
      others: ['out', 'type=image'],
    },
    {
      what: 'by every image exporter with the flag',
      given: { push: true, outputs: exporters('type=image,push=false', 'out') },
      pushing: ['type=image,push=false'],
      others: ['out'],
    },
    {
      what: 'by every image exporter of a part',
      given: { mode: 'part', outputs: exporters('type=image', 'out') },
      pushing: ['type=image'],
      others: ['out'],
    },
  ])('$what', ({ given, pushing, others }) => {
    const found = pushed({ tags: TAGS, ...given })
    expect(found?.exporters.map(({ text }) => text)).toEqual(pushing)
    expect(found?.others.map(({ text }) => text)).toEqual(others)
  })
})

describe('what several builds make can be joined', () => {
  test.each<{ what: string; given: Given; expected: boolean }>([
    { what: 'if tags follow', given: { push: true, verify: 'stop' }, expected: true },
    { what: 'if it is a part', given: { mode: 'part' }, expected: true },
    {
      what: 'not if it is loaded, too',
      given: { push: true, verify: 'stop', load: true },
      expected: false,
    },
    {
      what: 'not if files are written, too',
      given: { push: true, verify: 'stop', outputs: exporters('out') },
      expected: false,
    },
    { what: 'not if tags are pushed at once', given: { push: true }, expected: false },
    {
      what: 'not if no tag follows',
      given: { tags: UNTAGGED, verify: 'stop', outputs: exporters(BY_DIGEST) },
      expected: false,
    },
    { what: 'not if nothing is pushed', given: { verify: 'stop' }, expected: false },
  ])('$what', ({ given, expected }) => {
    const read = inputs({ tags: TAGS, ...given })
    expect(canBeJoined(destinationOf(read), read)).toBe(expected)
  })
})

describe('the plan', () => {
  const WAITING = { push: true, tags: TAGS, verify: 'stop' } as const
  const PUBLISHED = {
    repositories: ['ghcr.io/owner/app', 'owner/app'],
    tags: ['ghcr.io/owner/app:1', 'owner/app:latest'],
  }

  test.each<{ what: string; to: Destination; plan: ReturnType<typeof publishPlan> }>([
    { what: 'of nothing', to: destination({}), plan: undefined },
    { what: 'of a call', to: destination({ ...WAITING, call: 'check' }), plan: undefined },
    {
      what: 'of tags that follow',
      to: destination(WAITING),
      plan: { ...PUBLISHED, by: 'digest', ...PUBLISHING },
    },
    {
      what: 'of tags that a builder cannot postpone',
      to: withTagsAtOnce(destination(WAITING)),
      plan: { ...PUBLISHED, by: 'tags', ...PUBLISHING },
    },
    {
      what: 'of a part, regardless of what the builder supports',
      to: withTagsAtOnce(destination({ ...WAITING, mode: 'part' })),
      plan: { ...PUBLISHED, tags: [], by: 'digest', ...PUBLISHING },
    },
  ])('$what', ({ to, plan }) => {
    expect(publishPlan(to, PUBLISHING)).toEqual(plan)
  })
})

import { describe, expect, test } from '@jest/globals'
import type { Inputs } from '../../src/inputs/table.ts'
import { type OutputPlan, planOutputs } from '../../src/plan/outputs.ts'
import { inputs } from '../builders.ts'

const TAGS = [
  { repository: 'ghcr.io/owner/app', tag: '1' },
  { repository: 'owner/app', tag: '' },
]
const PUBLISHED = { repository: 'ghcr.io/owner/app', tags: ['ghcr.io/owner/app:1', 'owner/app:latest'] }
const NOTHING: OutputPlan = {
  values: [],
  push: false,
  load: false,
  hasImageId: true,
  isLoaded: false,
  publish: undefined,
}

interface Row {
  readonly what: string
  readonly given: Partial<Inputs>
  readonly plan: Partial<OutputPlan>
}

const rows = (name: string, table: readonly Row[]): void =>
  describe(name, () => {
    test.each(table)('$what', ({ given, plan }) => {
      expect(planOutputs(inputs(given))).toEqual({ ...NOTHING, ...plan })
    })
  })

rows('without outputs', [
  { what: 'nothing leaves the cache', given: {}, plan: {} },
  { what: 'tags alone push nothing', given: { tags: TAGS }, plan: {} },
  { what: 'push is a flag', given: { push: true, tags: TAGS }, plan: { push: true, publish: PUBLISHED } },
  { what: 'load is a flag', given: { load: true }, plan: { load: true, isLoaded: true } },
  {
    what: 'push and load are spelled out, the push last',
    given: { push: true, load: true, tags: TAGS },
    plan: { values: ['type=docker', 'type=registry'], isLoaded: true, publish: PUBLISHED },
  },
  {
    what: 'a tag that is named twice is published once',
    given: { push: true, tags: [TAGS[0], TAGS[0]].flatMap((tag) => tag ?? []) },
    plan: { push: true, publish: { ...PUBLISHED, tags: ['ghcr.io/owner/app:1'] } },
  },
])

rows('an output of files', [
  {
    what: 'is passed on',
    given: { outputs: ['type=local,dest=out'] },
    plan: { values: ['type=local,dest=out'], hasImageId: false },
  },
  {
    what: 'of type tar has no image id',
    given: { outputs: ['type=tar,dest=out.tar'] },
    plan: { values: ['type=tar,dest=out.tar'], hasImageId: false },
  },
  {
    what: 'without a type is a folder',
    given: { outputs: ['out'] },
    plan: { values: ['out'], hasImageId: false },
  },
  { what: '- is a tar on stdout', given: { outputs: ['-'] }, plan: { values: ['-'], hasImageId: false } },
  {
    what: 'of type oci has an image id',
    given: { outputs: ['type=oci,dest=image.tar'] },
    plan: { values: ['type=oci,dest=image.tar'] },
  },
  {
    what: 'beside a push leaves the flag, which buildx adds behind it',
    given: { outputs: ['type=oci,dest=image.tar'], push: true, tags: TAGS },
    plan: { values: ['type=oci,dest=image.tar'], push: true, publish: PUBLISHED },
  },
  {
    what: 'beside push and load stands before both',
    given: { outputs: ['type=local,dest=out'], push: true, load: true, tags: TAGS },
    plan: {
      values: ['type=docker', 'type=local,dest=out', 'type=registry'],
      hasImageId: false,
      isLoaded: true,
      publish: PUBLISHED,
    },
  },
])

rows('a pushing output', [
  {
    what: 'pushes by itself',
    given: { outputs: ['type=image,push=true'], tags: TAGS },
    plan: { values: ['type=image,push=true'], publish: PUBLISHED },
  },
  {
    what: 'of type registry pushes by itself',
    given: { outputs: ['type=registry'], tags: TAGS },
    plan: { values: ['type=registry'], publish: PUBLISHED },
  },
  {
    what: 'that does not say so does not push',
    given: { outputs: ['type=image'], tags: TAGS },
    plan: { values: ['type=image'] },
  },
  {
    what: 'that says no does not push',
    given: { outputs: ['type=image,push=false'], tags: TAGS },
    plan: { values: ['type=image,push=false'] },
  },
  {
    what: 'pushes with push: true, whatever it says, because --push does that',
    given: { outputs: ['type=image,push=false', 'type=oci,dest=a.tar'], push: true, tags: TAGS },
    plan: { values: ['type=oci,dest=a.tar', 'type=image,push=false'], push: true, publish: PUBLISHED },
  },
  {
    what: 'is moved behind the others, so that its digest is the one that is told',
    given: { outputs: ['type=registry', 'type=oci,dest=a.tar', 'type=local,dest=out'], tags: TAGS },
    plan: {
      values: ['type=oci,dest=a.tar', 'type=local,dest=out', 'type=registry'],
      hasImageId: false,
      publish: PUBLISHED,
    },
  },
  {
    what: 'keeps its place among pushing ones',
    given: {
      outputs: ['type=image,push=true,compression=zstd', 'type=oci,dest=a', 'type=registry'],
      tags: TAGS,
    },
    plan: {
      values: ['type=oci,dest=a', 'type=image,push=true,compression=zstd', 'type=registry'],
      publish: PUBLISHED,
    },
  },
  {
    what: 'stands in for the flag where the image is loaded too',
    given: { outputs: ['type=registry,compression=zstd'], push: true, load: true, tags: TAGS },
    plan: { values: ['type=docker', 'type=registry,compression=zstd'], isLoaded: true, publish: PUBLISHED },
  },
  {
    what: 'that needs the flag keeps it where the image is loaded too',
    given: { outputs: ['type=image,compression=zstd'], push: true, load: true, tags: TAGS },
    plan: {
      values: ['type=docker', 'type=image,compression=zstd'],
      push: true,
      isLoaded: true,
      publish: PUBLISHED,
    },
  },
  {
    what: 'stays last where the image is loaded without push: true',
    given: { outputs: ['type=image,push=true'], load: true, tags: TAGS },
    plan: { values: ['type=docker', 'type=image,push=true'], isLoaded: true, publish: PUBLISHED },
  },
])

rows('a docker output', [
  { what: 'loads', given: { outputs: ['type=docker'] }, plan: { values: ['type=docker'], isLoaded: true } },
  {
    what: 'is not repeated by load',
    given: { outputs: ['type=docker,context=other'], push: true, load: true, tags: TAGS },
    plan: { values: ['type=docker,context=other', 'type=registry'], isLoaded: true, publish: PUBLISHED },
  },
  {
    what: 'that is a file does not stand in for load',
    given: { outputs: ['type=docker,dest=image.tar'], push: true, load: true, tags: TAGS },
    plan: {
      values: ['type=docker', 'type=docker,dest=image.tar', 'type=registry'],
      isLoaded: true,
      publish: PUBLISHED,
    },
  },
])

describe('what is published', () => {
  const publish = (given: Partial<Inputs>) => planOutputs(inputs(given)).publish

  test.each([
    {
      what: 'are the names of the output without tags',
      given: { outputs: ['type=image,"name=ghcr.io/owner/a:2,owner/b",push=true'] },
      expected: { repository: 'ghcr.io/owner/a', tags: ['ghcr.io/owner/a:2', 'owner/b:latest'] },
    },
    {
      what: 'is a name with a port',
      given: { outputs: ['type=registry,name=localhost:5000/app'] },
      expected: { repository: 'localhost:5000/app', tags: ['localhost:5000/app:latest'] },
    },
    {
      what: 'are the names of the last pushing output',
      given: { outputs: ['type=registry,name=owner/a:1', 'type=registry,name=owner/b:1'] },
      expected: { repository: 'owner/b', tags: ['owner/b:1'] },
    },
    {
      what: 'are the tags, which take the place of a name in buildx',
      given: { outputs: ['type=image,name=owner/other:2,push=true'], tags: TAGS },
      expected: PUBLISHED,
    },
    {
      what: 'has no tag by digest',
      given: { outputs: ['type=image,name=owner/app,push-by-digest=true,name-canonical=true,push=true'] },
      expected: { repository: 'owner/app', tags: [] },
    },
    {
      what: 'has the repository of the tags by digest',
      given: {
        outputs: ['type=image,push-by-digest=true,name-canonical=true,push=true'],
        tags: [{ repository: 'ghcr.io/owner/app', tag: '' }],
      },
      expected: { repository: 'ghcr.io/owner/app', tags: [] },
    },
    {
      what: 'is known with push: true and an output that has a name',
      given: { outputs: ['type=image,name=owner/app,push-by-digest=true'], push: true },
      expected: { repository: 'owner/app', tags: [] },
    },
    {
      what: 'is nothing with names that are not pushed',
      given: { outputs: ['type=oci,name=owner/a,dest=x'] },
      expected: undefined,
    },
  ])('$what', ({ given, expected }) => {
    expect(publish(given)).toEqual(expected)
  })
})

import { describe, expect, test } from '@jest/globals'
import type { Inputs } from '../../../src/inputs/table.ts'
import { destinationOf } from '../../../src/plan/publish/destination.ts'
import { isLoaded, type OutputPlan, planOutputs } from '../../../src/plan/publish/outputs.ts'
import { exporters, inputs } from '../../builders.ts'

const TAGS = [
  { repository: 'ghcr.io/owner/app', tag: '1' },
  { repository: 'owner/app', tag: '' },
]
const NAMES = ['ghcr.io/owner/app:1', 'owner/app']
const NOTHING: OutputPlan = {
  values: [],
  tags: [],
  push: false,
  load: false,
  hasImageId: true,
}

const outputsOf = (given: Partial<Inputs>, layout = ''): OutputPlan =>
  planOutputs(inputs(given), destinationOf(inputs(given)), layout)

interface Row {
  readonly what: string
  readonly given: Partial<Inputs>
  readonly plan: Partial<OutputPlan>
  /** Whether the image gets into the docker engine; false by default. */
  readonly loads?: true
}

const rows = (name: string, table: readonly Row[]): void =>
  describe(name, () => {
    test.each(table)('$what', ({ given, plan, loads = false }) => {
      const tags = given.tags === undefined ? [] : NAMES
      expect(outputsOf(given)).toEqual({
        ...NOTHING,
        tags,
        ...plan,
      })
      expect(isLoaded(inputs(given))).toBe(loads)
    })
  })

rows('without outputs', [
  { what: 'nothing leaves the cache', given: {}, plan: {} },
  { what: 'tags without push push nothing', given: { tags: TAGS }, plan: {} },
  { what: 'push is a flag', given: { push: true, tags: TAGS }, plan: { push: true } },
  { what: 'load is a flag', given: { load: true }, plan: { load: true }, loads: true },
  {
    what: 'push and load are spelled out, the push last',
    given: { push: true, load: true, tags: TAGS },
    plan: { values: ['type=docker', 'type=registry'] },
    loads: true,
  },
  {
    what: 'a tag that is named twice is published once',
    given: { push: true, tags: [TAGS[0], TAGS[0]].flatMap((tag) => tag ?? []) },
    plan: {
      tags: ['ghcr.io/owner/app:1', 'ghcr.io/owner/app:1'],
      push: true,
    },
  },
])

rows('an output of files', [
  {
    what: 'is passed on',
    given: { outputs: exporters('type=local,dest=out') },
    plan: { values: ['type=local,dest=out'], hasImageId: false },
  },
  {
    what: 'of type tar has no image id',
    given: { outputs: exporters('type=tar,dest=out.tar') },
    plan: { values: ['type=tar,dest=out.tar'], hasImageId: false },
  },
  {
    what: 'without a type is a folder',
    given: { outputs: exporters('out') },
    plan: { values: ['out'], hasImageId: false },
  },
  {
    what: '- is a tar on stdout',
    given: { outputs: exporters('-') },
    plan: { values: ['-'], hasImageId: false },
  },
  {
    what: 'of type docker does not keep the image from being loaded',
    given: { load: true, outputs: exporters('type=docker,dest=image.tar') },
    plan: { values: ['type=docker', 'type=docker,dest=image.tar'] },
    loads: true,
  },
  {
    what: 'leaves --load a flag if another exporter loads',
    given: { load: true, outputs: exporters('type=docker,dest=image.tar', 'type=docker') },
    plan: { values: ['type=docker,dest=image.tar', 'type=docker'], load: true },
    loads: true,
  },
  {
    what: 'of type oci has an image id',
    given: { outputs: exporters('type=oci,dest=image.tar') },
    plan: { values: ['type=oci,dest=image.tar'] },
  },
  {
    what: 'beside a push leaves the flag, which buildx adds behind it',
    given: { outputs: exporters('type=oci,dest=image.tar'), push: true, tags: TAGS },
    plan: { values: ['type=oci,dest=image.tar'], push: true },
  },
  {
    what: 'beside push and load comes before both',
    given: { outputs: exporters('type=local,dest=out'), push: true, load: true, tags: TAGS },
    plan: {
      values: ['type=docker', 'type=local,dest=out', 'type=registry'],
      hasImageId: false,
    },
    loads: true,
  },
])

rows('a pushing output', [
  {
    what: 'pushes without the flag',
    given: { outputs: exporters('type=image,push=true'), tags: TAGS },
    plan: { values: ['type=image,push=true'] },
  },
  {
    what: 'of type registry pushes without the flag',
    given: { outputs: exporters('type=registry'), tags: TAGS },
    plan: { values: ['type=registry'] },
  },
  {
    what: 'that does not say so does not push',
    given: { outputs: exporters('type=image'), tags: TAGS },
    plan: { values: ['type=image'] },
  },
  {
    what: 'that says no does not push',
    given: { outputs: exporters('type=image,push=false'), tags: TAGS },
    plan: { values: ['type=image,push=false'] },
  },
  {
    what: 'pushes with push: true, regardless of what it says, because --push does that',
    given: { outputs: exporters('type=image,push=false', 'type=oci,dest=a.tar'), push: true, tags: TAGS },
    plan: { values: ['type=oci,dest=a.tar', 'type=image,push=false'], push: true },
  },
  {
    what: 'is moved behind the others, so that its digest is the one that is reported',
    given: { outputs: exporters('type=registry', 'type=oci,dest=a.tar', 'type=local,dest=out'), tags: TAGS },
    plan: {
      values: ['type=oci,dest=a.tar', 'type=local,dest=out', 'type=registry'],
      hasImageId: false,
    },
  },
  {
    what: 'keeps its place among pushing ones',
    given: {
      outputs: exporters('type=image,push=true,compression=zstd', 'type=oci,dest=a', 'type=registry'),
      tags: TAGS,
    },
    plan: {
      values: ['type=oci,dest=a', 'type=image,push=true,compression=zstd', 'type=registry'],
    },
  },
  {
    what: 'replaces the flag if the image is loaded too',
    given: { outputs: exporters('type=registry,compression=zstd'), push: true, load: true, tags: TAGS },
    plan: { values: ['type=docker', 'type=registry,compression=zstd'] },
    loads: true,
  },
  {
    what: 'that needs the flag keeps it if the image is loaded too',
    given: { outputs: exporters('type=image,compression=zstd'), push: true, load: true, tags: TAGS },
    plan: {
      values: ['type=docker', 'type=image,compression=zstd'],
      push: true,
    },
    loads: true,
  },
  {
    what: 'stays last if the image is loaded without push: true',
    given: { outputs: exporters('type=image,push=true'), load: true, tags: TAGS },
    plan: { values: ['type=docker', 'type=image,push=true'] },
    loads: true,
  },
])

rows('a docker output', [
  {
    what: 'loads',
    given: { outputs: exporters('type=docker') },
    plan: { values: ['type=docker'] },
    loads: true,
  },
  {
    what: 'is not repeated by load',
    given: { outputs: exporters('type=docker,context=other'), push: true, load: true, tags: TAGS },
    plan: { values: ['type=docker,context=other', 'type=registry'] },
    loads: true,
  },
  {
    what: 'that is a file does not replace load',
    given: { outputs: exporters('type=docker,dest=image.tar'), push: true, load: true, tags: TAGS },
    plan: {
      values: ['type=docker', 'type=docker,dest=image.tar', 'type=registry'],
    },
    loads: true,
  },
])

/** The exporter that pushes by digest, with further attributes. */
const image = (name: string, ...rest: readonly string[]): string =>
  ['type=image', name, 'push-by-digest=true,name-canonical=true,push=true', ...rest].join(',')

const BOTH = '"name=ghcr.io/owner/app,owner/app"'
const LOADED = '"name=ghcr.io/owner/app:1,owner/app"'

interface DigestRow {
  readonly what: string
  readonly given: Partial<Inputs>
  readonly values: readonly string[]
  /** The differences from a push to all tags. */
  readonly plan?: Partial<OutputPlan>
}

/** No part of it depends on a flag: with a tag, BuildKit refuses to push by digest. */
const byDigest = (common: Partial<Inputs>, table: readonly DigestRow[]): void =>
  test.each(table)('$what', ({ given, values, plan }) => {
    expect(outputsOf({ tags: TAGS, ...common, ...given })).toEqual({ ...NOTHING, ...plan, values })
  })

describe('an image whose tags follow', () => {
  byDigest({ verify: 'stop' }, [
    {
      what: 'pushes to every repository without a tag; the tags follow',
      given: { push: true },
      values: [image(BOTH)],
    },
    {
      what: 'names a repository once, however many tags it gets',
      given: {
        push: true,
        tags: ['1', '1.2', ''].map((tag) => ({ repository: 'localhost:5000/app', tag })),
      },
      values: [image('name=localhost:5000/app')],
    },
    {
      what: 'keeps the other attributes of an output',
      given: {
        outputs: exporters('type=image,push=true,compression=zstd,compression-level=3,oci-mediatypes=true'),
      },
      values: [image(BOTH, 'compression=zstd', 'compression-level=3', 'oci-mediatypes=true')],
    },
    {
      what: 'keeps an attribute with a comma in one field',
      given: { push: true, outputs: exporters('type=image,"annotation.note=a,b",force-compression=true') },
      values: [image(BOTH, '"annotation.note=a,b"', 'force-compression=true')],
    },
    {
      what: 'spells out type=registry, which could not push by digest otherwise',
      given: { outputs: exporters('type=registry,compression=zstd') },
      values: [image(BOTH, 'compression=zstd')],
    },
    {
      what: 'takes no word of an output about if and how it pushes, whatever its case',
      given: {
        push: true,
        outputs: exporters('Type=image,Name=owner/other:2,PUSH=false,Name-Canonical=false'),
      },
      values: [image(BOTH)],
    },
    {
      what: 'pushes to the names of an output if there are no tags',
      given: { tags: [], outputs: exporters('type=image,"name=owner/a:2,owner/b",push=true') },
      values: [image('"name=owner/a,owner/b"')],
    },
    {
      what: 'pushes each output that pushes, after those that do not',
      given: {
        outputs: exporters('type=image,push=true,compression=zstd', 'type=local,dest=out', 'type=registry'),
      },
      values: ['type=local,dest=out', image(BOTH, 'compression=zstd'), image(BOTH)],
      plan: { hasImageId: false },
    },
    {
      what: 'is loaded with its tags, spelled out and in front of the push',
      given: { push: true, load: true },
      values: [`type=docker,${LOADED}`, image(BOTH)],
    },
    {
      what: 'is loaded by an output with its attributes, and with the tags in place of its name, as with --tag',
      given: { push: true, load: true, outputs: exporters('type=docker,name=other,context=two') },
      values: [`type=docker,context=two,${LOADED}`, image(BOTH)],
    },
    {
      what: 'is a file with its tags',
      given: { push: true, outputs: exporters('type=oci,dest=image.tar') },
      values: [`type=oci,dest=image.tar,${LOADED}`, image(BOTH)],
    },
    {
      what: 'leaves the names of other outputs as they are if there are no tags',
      given: {
        tags: [],
        outputs: exporters('type=docker,name=mine:1', 'type=image,name=owner/a,push=true'),
      },
      values: ['type=docker,name=mine:1', image('name=owner/a')],
    },
    {
      what: 'gives files no name, which have none',
      given: { push: true, outputs: exporters('out', '-', 'type=tar,dest=a.tar', 'type=local,dest=out') },
      values: ['out', '-', 'type=tar,dest=a.tar', 'type=local,dest=out', image(BOTH)],
      plan: { hasImageId: false },
    },
    {
      what: 'is left as it is if an output pushes by digest already',
      given: { outputs: exporters('type=image,push-by-digest=true,name-canonical=true,push=true') },
      values: ['type=image,push-by-digest=true,name-canonical=true,push=true'],
      plan: { tags: NAMES },
    },
    {
      what: 'that is not pushed is like any other',
      given: { load: true },
      values: [],
      plan: { tags: NAMES, load: true },
    },
  ])
})

describe('a part', () => {
  byDigest({ mode: 'part' }, [
    { what: 'is pushed to every repository and gets no tag', given: {}, values: [image(BOTH)] },
    { what: 'is pushed once with push: true', given: { push: true }, values: [image(BOTH)] },
    {
      what: 'keeps the attributes of an output that does not push without the flag',
      given: { outputs: exporters('type=image,compression=zstd') },
      values: [image(BOTH, 'compression=zstd')],
    },
    {
      what: 'is pushed by an output that says no, as with --push',
      given: { outputs: exporters('type=image,push=false') },
      values: [image(BOTH)],
    },
    {
      what: 'takes an output by digest, as a matrix had it before',
      given: { outputs: exporters('type=image,push-by-digest=true,name-canonical=true,push=true') },
      values: [image(BOTH)],
    },
    {
      what: 'goes to the repositories of the tags, where the merge looks for it',
      given: { outputs: exporters('type=image,name=owner/other,push-by-digest=true,push=true') },
      values: [image(BOTH)],
    },
    {
      what: 'is written to files beside its push',
      given: { outputs: exporters('type=local,dest=out', 'type=oci,dest=a.tar') },
      values: ['type=local,dest=out', `type=oci,dest=a.tar,${LOADED}`, image(BOTH)],
      plan: { hasImageId: false },
    },
    {
      what: 'is loaded by an output',
      given: { outputs: exporters('type=docker') },
      values: [`type=docker,${LOADED}`, image(BOTH)],
    },
  ])
})

describe('a layout next to the push', () => {
  const FOLDER = '/tmp/x/layout'
  const layout = (...rest: readonly string[]): string =>
    ['type=oci,tar=false', `dest=${FOLDER}`, ...rest].join(',')

  test.each<{ what: string; given: Partial<Inputs>; plan: Partial<OutputPlan> }>([
    {
      what: 'makes the flag push an output, behind it',
      given: { push: true },
      plan: { values: [layout(), 'type=registry'], push: false },
    },
    {
      what: 'goes before an output that pushes',
      given: { outputs: exporters('type=registry,compression=zstd') },
      plan: { values: [layout('compression=zstd'), 'type=registry,compression=zstd'] },
    },
    {
      what: 'leaves the flag to an output that only pushes with it',
      given: { push: true, outputs: exporters('type=image,compression=zstd') },
      plan: { values: [layout('compression=zstd'), 'type=image,compression=zstd'], push: true },
    },
    {
      what: 'comes after what is loaded',
      given: { push: true, load: true },
      plan: { values: ['type=docker', layout(), 'type=registry'], push: false, load: false },
    },
    {
      what: 'has no name, so nothing points to it',
      given: { verify: 'stop', push: true },
      plan: { values: [layout(), image(BOTH)], tags: [], push: false },
    },
    {
      what: 'is written for a part',
      given: { mode: 'part' },
      plan: { values: [layout(), image(BOTH)], tags: [], push: false },
    },
    {
      what: 'has what a quote holds as one attribute',
      given: { mode: 'part', outputs: exporters('type=image,"annotation.a=b,c"') },
      plan: { values: [layout('"annotation.a=b,c"'), image(BOTH, '"annotation.a=b,c"')] },
    },
    {
      what: 'is not written if nothing is pushed',
      given: { outputs: exporters('type=local,dest=out') },
      plan: { values: ['type=local,dest=out'] },
    },
  ])('$what', ({ given, plan }) => {
    expect(outputsOf({ tags: TAGS, ...given }, FOLDER)).toMatchObject(plan)
  })

  test('keeps a folder with a comma in one field', () => {
    const { values } = outputsOf({ tags: TAGS, push: true, verify: 'stop' }, '/a,b')
    expect(values[0]).toBe('type=oci,tar=false,"dest=/a,b"')
  })
})

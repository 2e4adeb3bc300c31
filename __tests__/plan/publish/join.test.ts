import { describe, expect, test } from '@jest/globals'
import type { Part } from '../../../src/oci/part.ts'
import type { Command, JoinPlan, PublishPlan } from '../../../src/plan/plan.ts'
import { planBuildsJoin, planJoin, withDigests } from '../../../src/plan/publish/join.ts'
import {
  attestationEntry,
  digestOf,
  imageEntry,
  imageIndex,
  PUBLISHING,
  part,
  platforms,
} from '../../builders.ts'

const GHCR = 'ghcr.io/owner/app'
const HUB = 'owner/app'
const CREATE = ['buildx', 'imagetools', 'create']

const ONE: PublishPlan = { repositories: [GHCR], tags: [`${GHCR}:1`], by: 'digest', ...PUBLISHING }
const TWO: PublishPlan = {
  repositories: [GHCR, HUB],
  tags: [`${GHCR}:1`, `${HUB}:1`, `${GHCR}:1.2`],
  by: 'digest',
  ...PUBLISHING,
}

const AMD64 = part({ 'linux/amd64': 'a' }, 'a1')
const ARM64 = part({ 'linux/arm64': 'b' }, 'b1')

const everywhere = (one: Part): Part => ({ ...one, repositories: [GHCR, HUB] })

/** The command of each repository, without the common words. */
const moves = ({ moves: all }: JoinPlan): readonly Command[] =>
  all.map(({ command }) => command.slice(CREATE.length))

const descriptor = (text: string) => JSON.parse(text)

describe('parts that go in as they are', () => {
  test('are named by their digests; buildx takes the images and their attestations out of them', () => {
    const attested = { ...AMD64, index: imageIndex({ 'linux/amd64': 'a' }, { a: 'a0' }) }
    const plan = planJoin([attested, ARM64], ONE, '')
    expect(plan.copies).toEqual([])
    expect(plan.index?.dryRun).toEqual([
      ...[...CREATE, '--dry-run'],
      ...[`${GHCR}@${AMD64.digest}`, `${GHCR}@${ARM64.digest}`],
    ])
    expect(moves(plan)).toEqual([
      ['--tag', `${GHCR}:1`, `${GHCR}@${AMD64.digest}`, `${GHCR}@${ARM64.digest}`],
    ])
  })

  test('are taken from the repository that the index goes to, if they are there', () => {
    const plan = planJoin([everywhere(AMD64), everywhere(ARM64)], TWO, '')
    expect(moves(plan)).toEqual([
      ['--tag', `${GHCR}:1`, '--tag', `${GHCR}:1.2`, `${GHCR}@${AMD64.digest}`, `${GHCR}@${ARM64.digest}`],
      ['--tag', `${HUB}:1`, `${HUB}@${AMD64.digest}`, `${HUB}@${ARM64.digest}`],
    ])
    expect(plan.copies).toEqual([])
  })

  test('are taken from where they are, where the repository of the index lacks them', () => {
    const old = { ...ARM64, repositories: ['localhost:5000/old'] }
    expect(moves(planJoin([everywhere(AMD64), old], TWO, ''))).toEqual([
      [
        ...['--tag', `${GHCR}:1`, '--tag', `${GHCR}:1.2`],
        ...[`${GHCR}@${AMD64.digest}`, `localhost:5000/old@${ARM64.digest}`],
      ],
      ['--tag', `${HUB}:1`, `${HUB}@${AMD64.digest}`, `localhost:5000/old@${ARM64.digest}`],
    ])
  })

  test('have the tags of each repository, and the port of a host is not a tag', () => {
    const local = ['localhost:5000/app', 'localhost:5000/app-debug']
    const publish = { ...ONE, repositories: local, tags: local.map((name) => `${name}:1`) }
    expect(planJoin([AMD64], publish, '').moves.map(({ repository, tags }) => [repository, tags])).toEqual([
      ['localhost:5000/app', ['localhost:5000/app:1']],
      ['localhost:5000/app-debug', ['localhost:5000/app-debug:1']],
    ])
  })

  test.each([
    { what: "the default builder's", builder: '', flags: [] },
    { what: "a named builder's", builder: 'mine', flags: ['--builder', 'mine'] },
  ])('are read and written by $what settings of registries', ({ builder, flags }) => {
    const { index, moves: all } = planJoin([AMD64, ARM64], ONE, builder)
    const dryRun = index?.dryRun ?? []
    for (const command of [dryRun, ...all.map((move) => move.command)])
      expect(command.slice(0, CREATE.length + flags.length)).toEqual([...CREATE, ...flags])
    expect(dryRun.includes('--builder')).toBe(builder !== '')
  })

  test('get the annotations of the index, in the index that is only shown, too', () => {
    const plan = planJoin([AMD64], { ...ONE, annotations: ['index:a=1', 'index:b=x y'] }, '')
    const flags = ['--annotation', 'index:a=1', '--annotation', 'index:b=x y', `${GHCR}@${AMD64.digest}`]
    expect(plan.index?.dryRun).toEqual([...CREATE, '--dry-run', ...flags])
    expect(moves(plan)).toEqual([['--tag', `${GHCR}:1`, ...flags]])
  })
})

describe('one platform out of a part of several', () => {
  const several: Part = {
    ...part({}, 'c1'),
    platforms: platforms('linux/arm64'),
    index: imageIndex({ 'linux/amd64': 'c', 'linux/arm64': 'd' }, { c: 'c0', d: 'd0' }),
  }

  test('is named by its descriptor, with its attestation and with nothing of the others', () => {
    const { index, moves: all } = planJoin([several], ONE, '')
    const dryRun = index?.dryRun ?? []
    expect(dryRun.slice(0, -2)).toEqual([...CREATE, '--dry-run', '--tag', GHCR])
    expect(dryRun.slice(-2).map(descriptor)).toEqual([
      imageEntry(digestOf('d'), { architecture: 'arm64', os: 'linux' }),
      attestationEntry(digestOf('d0'), digestOf('d')),
    ])
    expect(all[0]?.command.slice(-2)).toEqual(dryRun.slice(-2))
  })

  test('needs no copy if the part is in the repository', () => {
    expect(planJoin([several], ONE, '').copies).toEqual([])
  })

  test('is brought to each repository that lacks it, by digest and without a tag', () => {
    expect(planJoin([several], TWO, 'mine').copies).toEqual(
      ['d', 'd0'].map((digits) => [
        ...[...CREATE, '--prefer-index=false', '--builder', 'mine'],
        ...['--tag', `${HUB}@${digestOf(digits)}`, `${GHCR}@${digestOf(digits)}`],
      ]),
    )
  })

  test('makes the parts beside it descriptors, too, and brings them along', () => {
    const { copies, index } = planJoin([AMD64, several], TWO, '')
    expect(index?.dryRun.slice(-3).map((text) => descriptor(text).digest)).toEqual(
      ['a', 'd', 'd0'].map((digits) => digestOf(digits)),
    )
    expect(copies.map((command) => command.at(-1))).toEqual(
      ['a', 'd', 'd0'].map((digits) => `${GHCR}@${digestOf(digits)}`),
    )
  })

  test('keeps the order of the part', () => {
    const all: Part = {
      ...several,
      platforms: platforms('linux/s390x,linux/amd64'),
      index: imageIndex({ 'linux/amd64': 'c', 'linux/arm64': 'd', 'linux/s390x': 'e' }),
    }
    const { index } = planJoin([all], ONE, '')
    expect(index?.dryRun.slice(-2).map((text) => descriptor(text).digest)).toEqual([
      digestOf('c'),
      digestOf('e'),
    ])
  })
})

describe('an image that says no variant', () => {
  test('goes in as a descriptor with the variant that is named for it', () => {
    const vague = part({ 'linux/arm': 'd' }, 'd1', { platforms: platforms('linux/arm/v6') })
    const { index } = planJoin([vague], ONE, '')
    expect(index?.dryRun.slice(-1).map(descriptor)).toEqual([
      imageEntry(digestOf('d'), { architecture: 'arm', os: 'linux', variant: 'v6' }),
    ])
  })

  test('goes in as it is if that is what it means', () => {
    const usual = part({ 'linux/arm': 'd' }, 'd1', { platforms: platforms('linux/arm/v7') })
    expect(planJoin([usual], ONE, '').moves[0]?.command.at(-1)).toBe(`${GHCR}@${usual.digest}`)
  })

  test('keeps everything else of its entry', () => {
    const vague = part({ 'linux/arm': 'd' }, 'd1', { platforms: platforms('linux/arm/v6') })
    const annotated = {
      ...imageEntry(digestOf('d'), { architecture: 'arm', os: 'linux' }),
      annotations: { a: '1' },
    }
    const entries = { ...vague, index: { ...vague.index, entries: [annotated] } }
    expect(descriptor(planJoin([entries], ONE, '').index?.dryRun.at(-1) ?? '')).toEqual({
      ...annotated,
      platform: { architecture: 'arm', os: 'linux', variant: 'v6' },
    })
  })

  test('leaves the entries of others as they are, with what only they know', () => {
    const vague = part({ 'linux/arm': 'd' }, 'd1', { platforms: platforms('linux/arm/v6') })
    const windows = part({ 'windows(10.0.20348.1)/amd64': 'e' }, 'e1', {
      platforms: platforms('windows/amd64'),
    })
    expect(planJoin([windows, vague], ONE, '').index?.dryRun.slice(-2).map(descriptor)[0]).toEqual(
      imageEntry(digestOf('e'), { architecture: 'amd64', os: 'windows', 'os.version': '10.0.20348.1' }),
    )
  })
})

describe('images of Windows', () => {
  const windows = part({ 'windows(10.0.20348.1)/amd64': 'e' }, 'e1')
  const index = JSON.stringify({ manifests: windows.index.entries })

  test('that are in no index go in as descriptors: buildx would leave out what reports them apart', () => {
    expect(descriptor(planJoin([AMD64, windows], ONE, '').index?.dryRun.at(-1) ?? '').platform).toEqual({
      ...{ architecture: 'amd64', os: 'windows', 'os.version': '10.0.20348.1' },
    })
  })

  test('that an index distinguishes go in unchanged', () => {
    const { index: plan } = planJoin([AMD64, { ...windows, bytes: index }], ONE, '')
    expect(plan?.dryRun.at(-1)).toBe(`${GHCR}@${windows.digest}`)
  })

  test('whose index leaves the version out get it back, and the features', () => {
    const [image] = imageIndex({ 'windows(10.0.20348.1+win32k)/amd64': 'e' }).images
    if (image === undefined) throw new Error('it has one image')
    const platform = { ...image.platform, osFeatures: ['win32k'], osVersion: '10.0.20348.1' }
    const entries = [imageEntry(digestOf('e'), { architecture: 'amd64', os: 'windows' })]
    const bare = {
      ...windows,
      platforms: [platform],
      bytes: JSON.stringify({ manifests: entries }),
      index: { ...windows.index, images: [{ ...image, platform }], entries },
    }
    expect(descriptor(planJoin([AMD64, bare], ONE, '').index?.dryRun.at(-1) ?? '').platform).toEqual({
      ...{ architecture: 'amd64', os: 'windows', 'os.version': '10.0.20348.1', 'os.features': ['win32k'] },
    })
  })

  test('on their own are copied unchanged', () => {
    expect(planJoin([windows], ONE, '').index).toBeUndefined()
  })
})

describe('images of one system and architecture', () => {
  const versions = part({ 'linux/amd64': 'c', 'linux/amd64/v2': 'd' }, 'e1')

  test('all go in as descriptors, each as what it is', () => {
    const vague = part({ 'linux/arm': 'f' }, 'f1', { platforms: platforms('linux/arm/v6') })
    const { index } = planJoin([versions, vague], ONE, '')
    expect(index?.dryRun.slice(-3).map((text) => descriptor(text).digest)).toEqual(
      ['c', 'd', 'f'].map((digits) => digestOf(digits)),
    )
  })
})

describe('a single part', () => {
  test('is copied byte for byte, so that the tags get its own digest', () => {
    const plan = planJoin([everywhere(AMD64)], TWO, 'mine')
    expect(plan.index).toBeUndefined()
    const copy = ['--prefer-index=false', '--builder', 'mine']
    expect(moves(plan)).toEqual([
      [...copy, '--tag', `${GHCR}:1`, '--tag', `${GHCR}:1.2`, `${GHCR}@${AMD64.digest}`],
      [...copy, '--tag', `${HUB}:1`, `${HUB}@${AMD64.digest}`],
    ])
  })

  test('of several platforms, with their attestations, is copied as well', () => {
    const both = part({ 'linux/amd64': 'a', 'linux/arm64': 'b' }, 'c1', {
      index: imageIndex({ 'linux/amd64': 'a', 'linux/arm64': 'b' }, { a: 'a0', b: 'b0' }),
    })
    const plan = planJoin([both], ONE, '')
    expect(plan.index).toBeUndefined()
    expect(moves(plan)).toEqual([['--prefer-index=false', '--tag', `${GHCR}:1`, `${GHCR}@${both.digest}`]])
  })

  test.each<{ what: string; parts: readonly Part[]; publish: PublishPlan }>([
    { what: 'there are two', parts: [AMD64, ARM64], publish: ONE },
    {
      what: 'the index gets an annotation',
      parts: [AMD64],
      publish: { ...ONE, annotations: ['index:a=1'] },
    },
    {
      what: 'only one of its platforms is wanted',
      parts: [
        part({ 'linux/amd64': 'a', 'linux/arm64': 'b' }, 'c1', { platforms: platforms('linux/arm64') }),
      ],
      publish: ONE,
    },
    {
      what: 'its entry needs the variant that is named for it',
      parts: [part({ 'linux/arm': 'd' }, 'd1', { platforms: platforms('linux/arm/v6') })],
      publish: ONE,
    },
  ])('is not copied if $what, because the index is different then', ({ parts, publish }) => {
    const { index, moves: all } = planJoin(parts, publish, '')
    expect(index).toBeDefined()
    expect(all.flatMap(({ command }) => command)).not.toContain('--prefer-index=false')
  })
})

test('without a tag there is no command to move one, which buildx would refuse', () => {
  const untagged = planJoin([AMD64, ARM64], { ...ONE, tags: [] }, '')
  expect(untagged.moves.filter(({ command }) => !command.includes('--tag'))).toEqual([])
})

describe('builds that have not run yet', () => {
  const first = (repository: string) => ({ repository, build: 1 })
  const second = (repository: string) => ({ repository, build: 2 })

  test('are joined by what they will have pushed, from the repository that the index goes to', () => {
    const create = [...CREATE, '--builder', 'mine']
    expect(planBuildsJoin([{ number: 1 }, { number: 2 }], TWO, 'mine')).toEqual({
      copies: [],
      index: { dryRun: [...create, '--dry-run', first(GHCR), second(GHCR)], annotations: [] },
      moves: [
        {
          repository: GHCR,
          tags: [`${GHCR}:1`, `${GHCR}:1.2`],
          command: [...create, '--tag', `${GHCR}:1`, '--tag', `${GHCR}:1.2`, first(GHCR), second(GHCR)],
        },
        {
          repository: HUB,
          tags: [`${HUB}:1`],
          command: [...create, '--tag', `${HUB}:1`, first(HUB), second(HUB)],
        },
      ],
    })
  })

  test('are copied byte for byte if there is only one', () => {
    expect(planBuildsJoin([{ number: 1 }], ONE, '')).toEqual({
      copies: [],
      index: undefined,
      moves: [
        {
          repository: GHCR,
          tags: [`${GHCR}:1`],
          command: [...CREATE, '--prefer-index=false', '--tag', `${GHCR}:1`, first(GHCR)],
        },
      ],
    })
  })

  test.each([
    { what: 'one', parts: [AMD64], publish: ONE },
    { what: 'several', parts: [AMD64, ARM64], publish: ONE },
    { what: 'several, in several repositories', parts: [AMD64, ARM64].map(everywhere), publish: TWO },
    {
      what: 'several, with annotations',
      parts: [AMD64, ARM64],
      publish: { ...ONE, annotations: ['index:a=1'] },
    },
  ])('are joined like the parts that they have become: $what', ({ parts, publish }) => {
    const builds = parts.map((_, index) => ({ number: index + 1 }))
    const digests = new Map(parts.map(({ digest }, index) => [index + 1, digest]))
    const planned = planBuildsJoin(builds, publish, 'mine')
    expect(withDigests(planned, digests)).toEqual(planJoin(parts, publish, 'mine'))
  })

  test('are not joined without the digest of one', () => {
    const planned = planBuildsJoin([{ number: 1 }, { number: 2 }], ONE, '')
    expect(() => withDigests(planned, new Map([[1, AMD64.digest]]))).toThrow('Build 2 has no digest.')
  })
})

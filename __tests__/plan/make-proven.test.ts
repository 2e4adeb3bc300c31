import { describe, expect, test } from '@jest/globals'
import { parseProvenance } from '../../src/buildx/attestation.ts'
import type { Exporter } from '../../src/buildx/exporter.ts'
import type { BuilderFacts } from '../../src/buildx/inspect.ts'
import { Refusal } from '../../src/errors.ts'
import type { Facts } from '../../src/facts/facts.ts'
import { parseAnnotation } from '../../src/inputs/annotation.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import { makePlan } from '../../src/plan/make.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { printPlatform, printPlatforms } from '../../src/platforms/platform.ts'
import {
  builder,
  caches,
  complete,
  exporters,
  FOLDER,
  facts,
  type Given,
  inlineConfig,
  inputs,
  NAMES,
  PUBLISHING,
  platforms,
  setting,
  valuesOf,
} from '../builders.ts'

const APP = { repository: 'ghcr.io/owner/app', tag: '1' }
const HUB = { repository: 'owner/app', tag: '' }
const TEMP = facts().temp

/** The default of a workflow that does not set verify. */
const PROVEN: Given = {
  verify: 'stop',
  platforms: platforms('linux/amd64,linux/arm64'),
  tags: [APP, HUB],
  push: true,
}

const planned = (given: Given = {}, machine: Partial<Facts> = {}): Plan =>
  makePlan(inputs({ ...PROVEN, ...given }), facts(machine))

/** The values of a flag in each build command. */
const each = ({ builds }: Plan, flag: string): readonly (readonly string[])[] =>
  builds.map((build) => valuesOf(build, flag))

const layouts = ({ builds }: Plan): readonly string[] => builds.map(({ layout }) => layout)

/** The output that writes a layout, with further attributes. */
const layout = (folder: string, ...rest: readonly string[]): string =>
  ['type=oci,tar=false', `dest=${TEMP}/${folder}`, ...rest].join(',')

/** The output that pushes to both repositories without a tag. */
const image = (...rest: readonly string[]): string =>
  [
    'type=image,"name=ghcr.io/owner/app,owner/app",push-by-digest=true,name-canonical=true,push=true',
    ...rest,
  ].join(',')

/** The tests in the input smoke-test. */
async function smokeTests(source: string): Promise<Inputs['smokeTests']> {
  const given = inputs({ ...PROVEN, 'smoke-test': source })
  const { inputs: read, problems } = await complete(given)
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return read.smokeTests
}

/** A docker engine's own builder, which cannot push by digest. */
const dockers = (hasSnapshots: boolean): Facts['builder'] => {
  const [node] = builder(['linux/amd64,linux/arm64']).nodes
  return builder([], {
    name: 'default',
    driver: 'docker',
    nodes: node === undefined ? [] : [{ ...node, name: 'default', endpoint: 'default', hasSnapshots }],
  })
}

describe('an image that is proven before its tags move', () => {
  test('is pushed by its digest, behind the layout that the proof reads', () => {
    const plan = planned()
    expect(each(plan, '--output')).toEqual([[layout('layout'), image()]])
    expect(each(plan, '--tag')).toEqual([[]])
    expect(plan.builds.filter(({ command }) => command.includes('--push'))).toEqual([])
    expect(layouts(plan)).toEqual([`${TEMP}/layout`])
    expect(plan.publish).toEqual({
      repositories: ['ghcr.io/owner/app', 'owner/app'],
      tags: ['ghcr.io/owner/app:1', 'owner/app:latest'],
      by: 'digest',
      ...PUBLISHING,
    })
    expect(plan.proof).toEqual({ onErrors: 'stop', ignore: [], deletes: false })
    expect(planned({ verify: 'warn' })).toEqual({ ...plan, proof: { ...plan.proof, onErrors: 'warn' } })
  })

  test.each<{
    what: string
    outputs: readonly Exporter[]
    shape: readonly string[]
    pushed?: readonly string[]
  }>([
    {
      what: 'compression',
      outputs: exporters('type=image,push=true,compression=zstd,compression-level=3,force-compression=true'),
      shape: ['compression=zstd', 'compression-level=3', 'force-compression=true'],
    },
    {
      what: 'media types',
      outputs: exporters('type=registry,oci-mediatypes=true'),
      shape: ['oci-mediatypes=true'],
    },
    {
      what: 'times',
      outputs: exporters('type=image,push=true,rewrite-timestamp=true,source-date-epoch=0'),
      shape: ['rewrite-timestamp=true', 'source-date-epoch=0'],
    },
    {
      what: 'annotations, quoted if they must be',
      outputs: exporters('type=image,push=true,"annotation.note=a,b",annotation-index.x=y'),
      shape: ['"annotation.note=a,b"', 'annotation-index.x=y'],
    },
    {
      what: 'nothing else',
      outputs: exporters('type=image,push=true,unpack=true,store=false,compression=gzip'),
      shape: ['compression=gzip'],
      pushed: ['unpack=true', 'store=false', 'compression=gzip'],
    },
  ])('has the bytes of what is pushed: $what', ({ outputs, shape, pushed = shape }) => {
    const plan = planned({ push: false, outputs })
    expect(each(plan, '--output')).toEqual([[layout('layout', ...shape), image(...pushed)]])
  })

  test('has the shape of the last output that pushes, because that is the digest that counts', () => {
    const outputs = exporters(
      'type=image,push=true,compression=zstd',
      'type=image,push=true,compression=estargz',
    )
    expect(each(planned({ push: false, outputs }), '--output')).toEqual([
      [layout('layout', 'compression=estargz'), image('compression=zstd'), image('compression=estargz')],
    ])
  })

  test('is loaded beside, with its tags and in front', () => {
    const machine = { engine: { ...facts().engine, containerdStore: true } }
    expect(each(planned({ load: true }, machine), '--output')).toEqual([
      ['type=docker,"name=ghcr.io/owner/app:1,owner/app"', layout('layout'), image()],
    ])
  })

  test('is written to files beside, in front', () => {
    expect(each(planned({ outputs: exporters('type=local,dest=out') }), '--output')).toEqual([
      ['type=local,dest=out', layout('layout'), image()],
    ])
  })

  test("has the user's own push by digest unchanged, and no tag follows", () => {
    const output = 'type=image,name=owner/app,push-by-digest=true,name-canonical=true,push=true'
    const plan = planned({ push: false, tags: [], outputs: exporters(output) })
    expect(each(plan, '--output')).toEqual([[layout('layout'), output]])
    expect(plan.publish).toMatchObject({ repositories: ['owner/app'], tags: [], by: 'digest' })
    expect(plan.proof).toBeDefined()
  })

  test('needs no attestation for it', () => {
    const plan = planned({ provenance: parseProvenance('false'), platforms: platforms('linux/arm64') })
    expect(each(plan, '--output')).toEqual([[layout('layout'), image()]])
    expect(each(plan, '--attest')).toEqual([['type=provenance,disabled=true']])
  })

  test('may hold what verify-ignore names, and is deleted if on-failure says so', () => {
    const given = { 'verify-ignore': ['/opt/**'], 'on-failure': 'delete' } as const
    expect(planned(given).proof).toMatchObject({ ignore: ['/opt/**'], deletes: true })
  })

  test("is read as the builder's configuration says of its registry", async () => {
    const inline = await inlineConfig('[registry."registry.lan"]\n  http = true\n')
    const config = inline.buildkitdConfig
    const hosts = [{ host: 'registry.lan', http: true }]
    expect(planned(inline).publish?.hosts).toEqual(hosts)
    const fromFile = { docker: { ...facts().docker, config } }
    expect(planned({ 'buildkitd-config': 'buildkitd.toml' }, fromFile).publish?.hosts).toEqual(hosts)
    const [node] = builder(['linux/amd64,linux/arm64']).nodes
    const settings = { declared: [], options: {}, flags: '', config }
    const mine = builder([], { nodes: node === undefined ? [] : [{ ...node, settings }] })
    expect(planned({ builder: 'mine' }, { builder: mine }).publish?.hosts).toEqual(hosts)
  })

  test('is plain data', () => {
    const plan = planned()
    expect(structuredClone(plan)).toEqual(plan)
  })
})

/** A builder with a version of BuildKit. */
const ofVersion = (buildkit: string): Partial<Facts> => ({
  builder: builder([], {
    nodes: builder(['linux/amd64,linux/arm64']).nodes.map((node) => ({ ...node, buildkit })),
  }),
})

describe('a layout is written', () => {
  const GIB = 2 ** 30

  test.each<{ what: string; machine: Partial<Facts>; given?: Given; why: string }>([
    { what: 'if there is just enough room', machine: { freeBytes: 4 * GIB }, why: '' },
    {
      what: 'not if there is less',
      machine: { freeBytes: 4 * GIB - 1 },
      why: 'only 4.0 GiB are free in the folder for temporary files',
    },
    {
      what: 'not if it is unknown how much room there is',
      machine: { freeBytes: 0 },
      why: 'only 0.0 GiB are free in the folder for temporary files',
    },
    {
      what: 'not by a BuildKit that takes one output only',
      machine: ofVersion('v0.12.5'),
      given: { builder: 'mine' },
      why: "the builder's BuildKit is too old to write one alongside the push",
    },
    {
      what: 'by the first BuildKit that takes several',
      machine: ofVersion('v0.13.0'),
      given: { builder: 'mine' },
      why: '',
    },
    {
      what: 'by a BuildKit that does not report its version',
      machine: ofVersion(''),
      given: { builder: 'mine' },
      why: '',
    },
  ])('$what', ({ machine, given, why }) => {
    const plan = planned(given, machine)
    expect(layouts(plan)).toEqual([why === '' ? `${TEMP}/layout` : ''])
    expect(plan.notices).toEqual(
      why === '' ? [] : [`The proof reads the image from the registry, not from a layout on disk: ${why}.`],
    )
  })

  test('or the push is by digest anyway, and the proof reads from the registry', () => {
    const plan = planned({}, { freeBytes: 0 })
    expect(each(plan, '--output')).toEqual([[image()]])
    expect(plan.publish?.by).toBe('digest')
    expect(plan.proof).toBeDefined()
  })

  test('and nothing is reported about it if nothing is proven', () => {
    expect(planned({ verify: 'off' }, { freeBytes: 0 }).notices).toEqual([])
  })
})

describe("a docker engine's own builder", () => {
  const given: Given = { builder: 'default' }

  test('pushes the tags at once, because it cannot push without', () => {
    const plan = planned(given, { builder: dockers(true) })
    expect(each(plan, '--tag')).toEqual([['ghcr.io/owner/app:1', 'owner/app']])
    expect(each(plan, '--output')).toEqual([[layout('layout'), 'type=registry']])
    expect(plan.publish?.by).toBe('tags')
    expect(plan.proof).toBeDefined()
  })

  test('pushes latest with them, and says that was not requested a higher release', () => {
    const latest = { tag: 'latest', before: '', after: '', numbers: ['1', '0', '0'], hasSeveral: true }
    const plan = planned({ ...given, names: { ...NAMES, latest } }, { builder: dockers(true) })
    expect(plan.publish?.by).toBe('tags')
    expect(plan.warnings).toContainEqual(expect.stringMatching(/^The tag latest moves with them/))
    // If tags can wait, the check makes them wait.
    const waits = { verify: 'off', names: { ...NAMES, latest } } as const
    expect(planned(waits).publish).toMatchObject({ by: 'digest', latest })
  })

  test("writes no layout without containerd's store, and the proof reads from the registry", () => {
    const one = { ...given, platforms: platforms('linux/amd64') }
    const plan = planned(one, { builder: dockers(false) })
    expect(layouts(plan)).toEqual([''])
    expect(each(plan, '--output')).toEqual([[]])
    expect(plan.builds[0]?.command).toContain('--push')
    expect(plan.proof).toBeDefined()
    expect(plan.notices).toEqual([expect.stringContaining('the driver docker cannot write one')])
  })
})

describe('nothing is proven', () => {
  test.each<{ what: string; given: Given }>([
    { what: 'with verify: false', given: { verify: 'off' } },
    { what: 'if nothing is pushed', given: { push: false } },
    { what: 'if files are written', given: { push: false, outputs: exporters('type=local,dest=out') } },
    { what: 'of a call', given: { call: 'check' } },
  ])('$what', ({ given }) => {
    const plan = planned(given)
    expect(plan.proof).toBeUndefined()
    expect(layouts(plan)).toEqual([''])
    expect(each(plan, '--output').flat().join()).not.toContain('type=oci')
  })

  test('and the tags are pushed at once', () => {
    const plan = planned({ verify: 'off' })
    expect(each(plan, '--output')).toEqual([[]])
    expect(plan.builds[0]?.command).toContain('--push')
    expect(each(plan, '--tag')).toEqual([['ghcr.io/owner/app:1', 'owner/app']])
    expect(plan.publish?.by).toBe('tags')
  })
})

describe('several builds', () => {
  const SETTINGS: Given = {
    platformSettings: [setting('linux/arm64', { file: 'Dockerfile.arm64' })],
  }
  const sources = [FOLDER, { ...FOLDER, file: 'Dockerfile.arm64', dockerfile: 'Dockerfile.arm64' }]
  const machine = { paths: { ...facts().paths, sources } }

  test('have a layout each', () => {
    const plan = planned(SETTINGS, machine)
    expect(layouts(plan)).toEqual([`${TEMP}/layout`, `${TEMP}/layout-2`])
    expect(each(plan, '--output')).toEqual([
      [layout('layout'), image()],
      [layout('layout-2'), image()],
    ])
  })

  test('have none if they are not proven, and are pushed by digest anyway', () => {
    const plan = planned({ ...SETTINGS, verify: 'off' }, machine)
    expect(layouts(plan)).toEqual(['', ''])
    expect(each(plan, '--output')).toEqual([[image()], [image()]])
    expect(plan.proof).toBeUndefined()
  })
})

describe('a part', () => {
  const LEG: Given = { mode: 'part', push: false, platforms: platforms('linux/arm64') }

  test('is proven by its leg, regardless of what push says', () => {
    const plan = planned(LEG)
    expect(each(plan, '--output')).toEqual([[layout('layout'), image()]])
    expect(plan.proof).toBeDefined()
    expect(plan.publish).toMatchObject({ tags: [], by: 'digest' })
  })

  test('is not with verify: false', () => {
    const plan = planned({ ...LEG, verify: 'off' })
    expect(each(plan, '--output')).toEqual([[image()]])
    expect(plan.proof).toBeUndefined()
  })
})

describe('an image that is run before its tags move', () => {
  test('is pushed by digest also without a proof', async () => {
    const plan = planned({ verify: 'off', smokeTests: await smokeTests('linux/amd64: app') })
    expect(each(plan, '--output')).toEqual([[image()]])
    expect(layouts(plan)).toEqual([''])
    expect(plan.publish?.by).toBe('digest')
    expect(plan.smoke?.tests.map(({ platform }) => printPlatform(platform))).toEqual(['linux/amd64'])
  })

  test('is proven first', async () => {
    const plan = planned({ smokeTests: await smokeTests('app --version') })
    expect([plan.proof, plan.smoke]).toEqual([expect.anything(), expect.anything()])
    expect(plan.smoke?.tests).toHaveLength(2)
  })

  test('has the emulators for it, though its builder is remote', async () => {
    const elsewhere = { builder: builder(['linux/amd64,linux/arm64'], { driver: 'remote' }) }
    const plan = planned({ builder: 'mine', smokeTests: await smokeTests('app --version') }, elsewhere)
    expect(plan.emulation?.platforms.map(printPlatform)).toEqual(['linux/arm64'])
  })

  test('is refused if nothing could run it', async () => {
    const tests = await smokeTests('app')
    const none = { engine: { ...facts().engine, version: '' } }
    const remote = { builder: builder(['linux/amd64,linux/arm64'], { driver: 'remote' }) }
    const refused = () => planned({ builder: 'mine', smokeTests: tests }, { ...none, ...remote })
    expect(refused).toThrow(Refusal)
    expect(refused).toThrow('docker runs the image, and no docker engine can be reached.')
  })
})

describe('an image whose platforms several nodes build', () => {
  const declaring = (...declared: readonly string[]): BuilderFacts => {
    const found = builder(['linux/amd64,linux/riscv64', 'linux/arm64'])
    const nodes = found.nodes.map((node, index) => {
      return { ...node, settings: { ...node.settings, declared: platforms(declared[index] ?? '') } }
    })
    return { ...found, nodes }
  }
  const nodes = declaring('linux/amd64,linux/riscv64', 'linux/arm64')
  const given: Given = {
    builder: 'mine',
    platforms: platforms('linux/amd64,linux/arm64,linux/riscv64'),
  }
  const names = (plan: Plan): readonly string[] => plan.builds.map(({ platforms: on }) => printPlatforms(on))
  const BY_NODE = ['linux/amd64,linux/riscv64', 'linux/arm64']

  test('is built separately by each node, so that its tags wait', () => {
    const plan = planned(given, { builder: nodes })
    expect(names(plan)).toEqual(BY_NODE)
    expect(each(plan, '--platform')).toEqual(BY_NODE.map((name) => [name]))
    expect(each(plan, '--output')).toEqual([
      [layout('layout'), image()],
      [layout('layout-2'), image()],
    ])
    expect(plan.builds.map(({ dockerfile }) => dockerfile)).toEqual(['Dockerfile', 'Dockerfile'])
    expect(plan.publish).toMatchObject({ by: 'digest', tags: ['ghcr.io/owner/app:1', 'owner/app:latest'] })
    expect([...plan.warnings, ...plan.notices]).toEqual([])
  })

  test('has a cache for each node, and annotations where they belong', () => {
    const annotation = parseAnnotation('index,manifest:a=b')
    const plan = planned(
      { ...given, annotations: [annotation], 'cache-ref': { repository: 'r.example/cache', tag: 'mine' } },
      { builder: nodes },
    )
    expect(plan.builds.map(({ cache }) => cache.to.map(({ ref }) => ref))).toEqual([
      ['r.example/cache:mine-amd64_riscv64'],
      ['r.example/cache:mine-arm64'],
    ])
    expect(each(plan, '--annotation')).toEqual([['manifest:a=b'], ['manifest:a=b']])
    expect(plan.publish?.annotations).toEqual(['index:a=b'])
  })

  test('is also split within what platform-settings set apart', () => {
    const own = [setting('linux/amd64', { file: 'Dockerfile.amd64' })]
    const sources = [{ ...FOLDER, file: 'Dockerfile.amd64', dockerfile: 'Dockerfile.amd64' }, FOLDER]
    const paths = { ...facts().paths, sources }
    const plan = planned({ ...given, platformSettings: own }, { builder: nodes, paths })
    expect(plan.builds.map(({ platforms: on, dockerfile }) => [printPlatforms(on), dockerfile])).toEqual([
      ['linux/amd64', 'Dockerfile.amd64'],
      ['linux/arm64', 'Dockerfile'],
      ['linux/riscv64', 'Dockerfile'],
    ])
  })

  test('is split as a part of a matrix, too', () => {
    const plan = planned({ ...given, mode: 'part', push: false, verify: 'off' }, { builder: nodes })
    expect(names(plan)).toEqual(BY_NODE)
    expect(plan.publish).toMatchObject({ by: 'digest', tags: [] })
  })

  test('is split if it is to be run', async () => {
    const asked: Given = {
      ...given,
      ...{ verify: 'off', smokeTests: await smokeTests('linux/amd64: app --version') },
    }
    expect(names(planned(asked, { builder: nodes }))).toEqual(BY_NODE)
  })

  test.each<{ what: string; asked: Given }>([
    { what: 'nothing is to be found out about it', asked: { verify: 'off' } },
    { what: 'it is not pushed', asked: { push: false } },
    { what: 'only its Dockerfile is looked at', asked: { call: 'check' } },
  ])('is one build if $what', ({ asked }) => {
    const plan = planned({ ...given, ...asked }, { builder: nodes })
    expect(names(plan)).toEqual(['linux/amd64,linux/arm64,linux/riscv64'])
    expect(plan.publish?.by).not.toBe('digest')
    expect(plan.warnings.filter((text) => text.includes('tags'))).toEqual([])
  })

  test('is one build if one node builds all of it', () => {
    const plan = planned({ ...given, platforms: platforms('linux/arm64') }, { builder: nodes })
    expect(names(plan)).toEqual(['linux/arm64'])
    expect(plan.publish?.by).toBe('digest')
  })

  test('is pushed with its tags if not all of it is pushed, with a warning', () => {
    const plan = planned({ ...given, outputs: exporters('type=local,dest=out') }, { builder: nodes })
    expect(names(plan)).toEqual(['linux/amd64,linux/arm64,linux/riscv64'])
    expect(plan.publish?.by).toBe('tags')
    expect(layouts(plan)).toEqual([''])
    expect(plan.proof).toBeDefined()
    expect(plan.warnings).toEqual([
      expect.stringContaining('Files and loaded images are built by several nodes together'),
    ])
    expect(plan.notices).toEqual([expect.stringContaining('several nodes build the image together')])
  })

  test('is not a part if not all of it is pushed', () => {
    const asked: Given = { ...given, mode: 'part', outputs: exporters('type=local,dest=out') }
    expect(() => planned(asked, { builder: nodes })).toThrow(
      /several nodes build linux\/amd64, linux\/arm64, linux\/riscv64 together.* Remove the outputs that do not push/,
    )
  })

  test('is refused without a tag: buildx would push latest', () => {
    const outputs = exporters('type=image,name=ghcr.io/owner/app,push-by-digest=true,push=true')
    for (const verify of ['stop', 'warn', 'off'] as const) {
      expect(() => planned({ ...given, verify, tags: [], push: false, outputs }, { builder: nodes })).toThrow(
        /outputs: several nodes build .* together.* latest if none is named\. Remove push-by-digest/,
      )
    }
  })

  test('warns about one cache that all builds write to', () => {
    const plan = planned(
      { ...given, 'cache-to': caches('type=registry,ref=r.example/cache') },
      { builder: nodes },
    )
    expect(plan.warnings).toEqual([expect.stringMatching(/^cache-to: 2 builds write to the same cache/)])
    const inline = planned({ ...given, 'cache-to': caches('type=inline') }, { builder: nodes })
    expect(inline.warnings).toEqual([])
  })

  test('knows the machine of a node only if it is certain which one builds', () => {
    const asked = { ...given, platforms: platforms('linux/amd64,linux/arm64,linux/s390x') }
    const found = declaring('', 'linux/arm64')
    const [first, second] = found.nodes.map((node) => ({ ...node, endpoint: 'tcp://10.0.0.1:1' }))
    const more = second && { ...second, platforms: [...second.platforms, ...platforms('linux/s390x')] }
    const nodes = [first, more].filter((node) => node !== undefined)
    const { builds } = planned(asked, { builder: { ...found, nodes } })
    const machines = builds.map((build) => [
      printPlatforms(build.platforms),
      valuesOf(build, '--build-arg').filter((arg) => arg.startsWith('BUILDPLATFORM=')),
    ])
    expect(machines).toEqual([
      ['linux/amd64', ['BUILDPLATFORM=linux/amd64']],
      ['linux/arm64', ['BUILDPLATFORM=linux/arm64']],
      ['linux/s390x', []],
    ])
  })

  test.each([
    { what: 'if none is declared', declared: ['', ''] },
    { what: 'beside one that is declared', declared: ['', 'linux/arm64'] },
  ])('is built separately $what, because only buildx knows its node', ({ declared }) => {
    expect(names(planned(given, { builder: declaring(...declared) }))).toEqual([
      'linux/amd64',
      'linux/arm64',
      'linux/riscv64',
    ])
  })

  test('belongs to the last of the nodes that our builder declares it for', () => {
    const node = {
      name: 'arm',
      endpoint: 'tcp://10.0.0.1:1',
      'driver-opts': [],
      'buildkitd-flags': '',
      line: 1,
    }
    const plan = planned({
      platforms: platforms('linux/amd64,linux/arm64'),
      'builder-platforms': platforms('linux/amd64,linux/arm64'),
      nodes: [{ ...node, platforms: platforms('linux/arm64') }],
    })
    expect(names(plan)).toEqual(['linux/amd64', 'linux/arm64'])
    expect(plan.platforms.map((each) => each.node)).toEqual([expect.stringMatching(/0$/), 'arm'])
  })
})

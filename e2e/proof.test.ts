import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from '@jest/globals'
import { elf, GO_NOTE } from '../__tests__/verify/layer/elf-file.ts'
import { pushImage, pushManifest } from './harness/push.ts'
import * as registry from './harness/registry.ts'
import { type RegistryHost, registryHost } from './harness/registry-host.ts'
import { registryProxy } from './harness/registry-proxy.ts'
import { sharedBuilder } from './harness/shared-builder.ts'
import { endToEnd, errorsOf, expectGreen, inputsFor, type Run, type Stage } from './stage.ts'

// Every folder of broken/ has a Dockerfile whose build is green everywhere, and one without the mistake.

/** Needs of a mistake that are not in its folder. */
interface Given {
  /** Address of a web server with releases. */
  readonly releases: string
  /** The base image: of all platforms, and of the builder's. */
  readonly base: { readonly index: string; readonly image: string }
}

interface Mistake {
  readonly folder: string
  readonly what: string
  readonly platforms?: string
  /** Programs of the repository. */
  readonly files?: Readonly<Record<string, Buffer>>
  /** Build arguments, with the mistake or without. */
  readonly args?: (given: Given, isBroken: boolean) => string
  /** The expected parts of the error: platform, file and cure. */
  readonly says: readonly string[]
  /** The line of the Dockerfile with the mistake; undefined if it cannot be determined. */
  readonly line: number | undefined
}

const program = (arch: string): Buffer => elf(arch, { type: 2 })
const armProgram = (version: number): Buffer =>
  elf('arm', { type: 2, notes: GO_NOTE, end: Buffer.from(`\nbuild\tGOARM=${version}\n`) })

/** On a busy machine, compilers take their time. */
const LIMIT_MS = 300_000

const TO_COMPILE = 'compile with TARGETARCH'

const MISTAKES: readonly Mistake[] = [
  {
    folder: 'copied-program',
    what: "a program of the builder's platform is copied for every platform",
    says: ['/usr/local/bin/busybox, which the image starts, is for amd64, not for linux/arm64.', TO_COMPILE],
    line: 5,
  },
  {
    folder: 'forgotten-goarch',
    what: 'the cross-compiler does not get its target',
    says: ['/hello, which the image starts, is for amd64, not for linux/arm64.', TO_COMPILE],
    line: 8,
  },
  {
    folder: 'final-stage-platform',
    what: "the last stage is of the builder's platform",
    says: ['/bin/busybox, which the image starts, is for amd64, not for linux/arm64.', '--platform='],
    line: undefined,
  },
  {
    folder: 'defaulted-targetarch',
    what: 'TARGETARCH has a default, which takes precedence',
    files: { 'bin/app-amd64': program('amd64'), 'bin/app-arm64': program('arm64') },
    says: ['/usr/local/bin/app, which the image starts, is for amd64, not for linux/arm64.', TO_COMPILE],
    line: 4,
  },
  {
    folder: 'downloaded-program',
    what: 'a release for one machine is downloaded for all',
    args: ({ releases }) => `RELEASES=${releases}`,
    says: ['/usr/local/bin/app, which the image starts, is for amd64, not for linux/arm64.', TO_COMPILE],
    line: 4,
  },
  {
    folder: 'script-interpreter',
    what: "what the entrypoint's script is run by is for another machine",
    says: ['/opt/runtime/ash, which the image starts, is for amd64, not for linux/arm64.', TO_COMPILE],
    line: 5,
  },
  {
    folder: 'other-c-library',
    what: 'a program needs the loader of a missing C library',
    platforms: 'linux/amd64',
    says: [
      '/usr/local/bin/hello needs the loader /lib64/ld-linux-x86-64.so.2, which is not in the image for linux/amd64.',
      'use a base image with glibc',
    ],
    line: 9,
  },
  {
    folder: 'newer-arm',
    what: 'one program for arm/v7 is used for every arm',
    platforms: 'linux/arm/v6,linux/arm/v7',
    files: {
      'bin/app-arm': armProgram(7),
      'bin/app-armv7': armProgram(7),
      'bin/app-armv6': armProgram(6),
    },
    says: ['/app needs arm/v7, but the platform is linux/arm/v6.', 'Compile it for linux/arm/v6'],
    line: 4,
  },
  {
    folder: 'forgotten-goarm',
    what: 'the cross-compiler uses its default version of arm',
    platforms: 'linux/arm/v6',
    says: ['/hello needs arm/v7, but the platform is linux/arm/v6.', 'Compile it for linux/arm/v6'],
    line: 9,
  },
  {
    folder: 'pinned-base',
    what: 'the base is pinned to the digest of one platform',
    args: ({ base }, isBroken) => `PINNED=${isBroken ? base.image : base.index}`,
    says: ['/bin/busybox, which the image starts, is for amd64, not for linux/arm64.', '--platform='],
    line: undefined,
  },
  {
    folder: 'vendored-library',
    what: 'one library among many files is for another machine',
    files: {
      'vendor/libcodec.so.1': elf('amd64'),
      'vendor/amd64/libcodec.so.1': elf('amd64'),
      'vendor/arm64/libcodec.so.1': elf('arm64'),
    },
    says: [
      '/usr/lib/libcodec.so.1 is for amd64, not for linux/arm64; the loader searches its folder for libraries.',
      TO_COMPILE,
    ],
    line: 3,
  },
]

/** Puts the folder of a mistake into the workspace. */
function copyFolder({ workspace }: Stage, { folder, files = {} }: Mistake): void {
  cpSync(join(import.meta.dirname, 'broken', folder), workspace, { recursive: true })
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    writeFileSync(join(workspace, path), bytes)
  }
}

/** Builds and publishes as `latest`. */
function publish(stage: Stage, inputs: Readonly<Record<string, string>>): Promise<Run> {
  const { inputs: common, env } = sharedBuilder()
  const platforms = 'linux/amd64,linux/arm64'
  return stage.run(
    { ...inputsFor(inputs['mode'], common), platforms, tags: `${stage.repository}:latest`, ...inputs },
    { env },
  )
}

/** Publishes a right image, in which the proof finds nothing. @returns its digest */
function provenDigest(run: Run): string {
  expectGreen(run)
  const { digest = '', proof = '{}' } = run.main.outputs
  expect(Object.values(JSON.parse(proof))).toEqual(
    expect.arrayContaining([expect.objectContaining({ findings: [] })]),
  )
  expect(noted(run, /error|warning|notice/)).toEqual([])
  return digest
}

function noted({ main }: Run, names: RegExp) {
  return main.log.commands.filter(({ name }) => names.test(name))
}

/** The digest in the last message, which stays in the registry without a tag. */
function untagged({ main }: Run): string {
  return /\S+@sha256:[0-9a-f]{64}/.exec(errorsOf(main).at(-1) ?? '')?.[0] ?? ''
}

async function givenTo({ engine }: Stage): Promise<Given> {
  const { digest: index, images } = await registry.index(`${engine.registry}/library/busybox:latest`)
  const image = images.find(({ platform }) => platform === 'linux/amd64')?.digest ?? ''
  return { releases: `http://${releases?.host}`, base: { index, image } }
}

/** A web server with a program for each machine. */
let releases: RegistryHost | undefined

beforeAll(async () => {
  releases = await registryHost(({ path }) => ({ body: program(path.endsWith('arm64') ? 'arm64' : 'amd64') }))
})

afterAll(() => releases?.close())

describe('no tag moves if', () => {
  for (const mistake of MISTAKES) {
    const { what, platforms = 'linux/amd64,linux/arm64', args = () => '', says, line } = mistake
    endToEnd(
      what,
      async (stage) => {
        const { repository } = stage
        copyFolder(stage, mistake)
        const given = await givenTo(stage)
        const build = (file: string) =>
          publish(stage, { platforms, file, 'build-args': args(given, file === 'Dockerfile') })
        const good = provenDigest(await build('cured.Dockerfile'))
        const run = await build('Dockerfile')
        expect(run.main).toMatchObject({ result: 'failure', outputs: {} })
        const [what = '', cure = ''] = says
        const errors = noted(run, /error/).filter(({ data }) => data.startsWith(what))
        expect(errors.map(({ data }) => data.split('\n')[1])).toEqual([expect.stringContaining(cure)])
        expect(errors.map(({ properties }) => properties)).toEqual([
          line === undefined ? {} : { file: 'Dockerfile', line: String(line), title: 'Image proof' },
        ])
        expect(errorsOf(run.main).at(-1)).toContain('no tag has moved')
        expect(noted(run, /warning/)).toEqual([])
        expect(await registry.tags(repository)).toEqual(['latest'])
        expect(await registry.resolve(`${repository}:latest`)).toBe(good)
        expect(untagged(run)).not.toContain(good)
        const { images } = await registry.index(untagged(run))
        expect(images.map(({ platform }) => platform)).toEqual(platforms.split(','))
      },
      LIMIT_MS,
    )
  }
})

describe('parts are not joined if', () => {
  endToEnd('one comes from an outdated index that a cache serves', async (stage) => {
    const { engine, repository } = stage
    stage.write({ Dockerfile: 'FROM alpine\n' })
    const nightly = `${repository}:nightly`
    provenDigest(await publish(stage, { tags: nightly, platforms: 'linux/amd64' }))
    const stale = await registry.index(nightly)
    provenDigest(await publish(stage, { tags: nightly }))
    const joined = (from: string) =>
      publish(stage, {
        mode: 'merge',
        parts: `linux/amd64=${from}:nightly\nlinux/arm64=${from}:nightly`,
      })
    const good = provenDigest(await joined(repository))
    const answer = { status: 200, headers: { 'content-type': stale.mediaType }, body: stale.bytes }
    const where = { path: /\/manifests\/nightly$/ }
    const cache = await registryProxy(engine.registry, [{ where, what: answer }])
    const run = await joined(repository.replace(engine.registry, cache.host)).finally(cache.close)
    expect(run.main).toMatchObject({ result: 'failure', outputs: {} })
    expect(errorsOf(run.main)).toEqual([
      expect.stringMatching(/should be linux\/arm64, but it contains linux\/amd64\. .*name another image/),
    ])
    expect(await registry.resolve(`${repository}:latest`)).toBe(good)
  })

  endToEnd('one has another machine in its config', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: 'FROM alpine\n' })
    provenDigest(await publish(stage, { tags: `${repository}:whole` }))
    const { images } = await registry.index(`${repository}:whole`)
    const [amd64 = '', arm64 = ''] = images.map(({ digest }) => digest)
    const altered = await alteredConfig(repository, arm64)
    const joined = (arm: string) =>
      publish(stage, { mode: 'merge', parts: `linux/amd64=${repository}@${amd64}\nlinux/arm64=${arm}` })
    const good = provenDigest(await joined(`${repository}@${arm64}`))
    const run = await joined(`${repository}@${altered}`)
    expect(run.main).toMatchObject({ result: 'failure', outputs: {} })
    expect(errorsOf(run.main)).toEqual([
      expect.stringMatching(/should be linux\/arm64, but it contains linux\/amd64\./),
    ])
    expect(await registry.resolve(`${repository}:latest`)).toBe(good)
    expect(await registry.tags(repository)).toEqual(['latest', 'whole'])
  })
})

/** Pushes an index with an entry for arm64 and an image for amd64. @returns its digest */
async function alteredConfig(repository: string, image: string): Promise<string> {
  const { config, layers } = await registry.manifest(`${repository}@${image}`)
  const { bytes } = await registry.blob(`${repository}@${config.digest}`)
  const described = layers.map(({ mediaType, digest, size }) => ({ mediaType, digest, size }))
  const wrong = { ...JSON.parse(bytes.toString()), architecture: 'amd64' }
  const pushed = await pushImage(repository, wrong, described)
  const entry = { ...pushed, platform: { os: 'linux', architecture: 'arm64' } }
  return (
    await pushManifest(repository, { manifests: [entry] }, '', 'application/vnd.oci.image.index.v1+json')
  ).digest
}

describe('an image that is not what it claims to be', () => {
  const [mistake] = MISTAKES

  const broken = (stage: Stage, inputs: Readonly<Record<string, string>>): Promise<Run> => {
    if (mistake !== undefined) copyFolder(stage, mistake)
    return publish(stage, inputs)
  }

  endToEnd('is published with verify: false', async (stage) => {
    const run = await broken(stage, { verify: 'false' })
    expectGreen(run)
    expect(run.main.outputs['proof']).toBe('')
    expect(await registry.resolve(`${stage.repository}:latest`)).toBe(run.main.outputs['digest'])
  })

  endToEnd('is deleted with on-failure: delete', async (stage) => {
    await pushImage(stage.repository, { architecture: 'amd64', os: 'linux' }, [], 'other')
    const run = await broken(stage, { 'on-failure': 'delete' })
    expect(run.main.result).toBe('failure')
    expect(errorsOf(run.main).at(-1)).toContain('It was deleted: ')
    expect(untagged(run)).not.toBe('')
    expect(await registry.exists(untagged(run))).toBe(false)
    expect(await registry.tags(stage.repository)).toEqual(['other'])
  })

  endToEnd('stays if a tag already points to it, because nothing has changed since', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: 'FROM busybox\nCMD ["true"]\n' })
    const inputs = { tags: `${repository}:1`, provenance: 'false' }
    expectGreen(await publish(stage, inputs))
    const { digest } = await registry.index(`${repository}:1`)
    const wrongRun = { 'smoke-test': 'linux/amd64: sh -c "exit 3"', 'on-failure': 'delete' }
    const again = await publish(stage, { ...inputs, ...wrongRun, tags: `${repository}:2` })
    expect(errorsOf(again.main).at(-1)).toContain(
      `It stays, because the tag 1 had it before: ${repository}@${digest}.`,
    )
    expect(await registry.tags(repository)).toEqual(['1'])
    expect(await registry.resolve(`${repository}:1`)).toBe(digest)
  })

  endToEnd('stays if its registry does not delete, with a notice', async (stage) => {
    const { engine, repository } = stage
    await pushImage(repository, { architecture: 'amd64', os: 'linux' }, [], 'other')
    const strict = await registryProxy(engine.registry, [
      { where: { method: 'DELETE' }, what: { status: 405 } },
    ])
    const tags = `${repository.replace(engine.registry, strict.host)}:latest`
    const run = await broken(stage, { 'on-failure': 'delete', tags }).finally(strict.close)
    expect(run.main.result).toBe('failure')
    expect(errorsOf(run.main).at(-1)).toContain('Its registry does not allow deleting it: ')
    expect(await registry.exists(untagged(run).replace(strict.host, engine.registry))).toBe(true)
    expect(await registry.tags(repository)).toEqual(['other'])
  })
})

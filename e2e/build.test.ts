import { describe, expect, test } from '@jest/globals'
import { docker, dockerOutput } from './harness/docker.ts'
import * as registry from './harness/registry.ts'
import { endToEnd, errorsOf, expectGreen, onShared, running } from './stage.ts'

const ARGS = [
  ...['TARGETPLATFORM', 'TARGETOS', 'TARGETARCH', 'TARGETVARIANT', 'TARGETOSVERSION'],
  ...['BUILDPLATFORM', 'BUILDOS', 'BUILDARCH', 'BUILDVARIANT'],
]

/** The arguments that examples/print-args stored in the image of a platform. */
async function storedArgs(reference: string): Promise<Record<string, string>> {
  const file = await registry.imageFile(reference, 'args.txt')
  const lines = (file?.toString() ?? '').trimEnd().split('\n')
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

describe('platform arguments', () => {
  onShared('are the same in a build of one platform, a build of several, and the output', async (stage) => {
    const { repository } = stage
    stage.example('print-args')
    const common = { context: 'print-args', push: 'true', cache: 'off' }
    const platforms = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/riscv64']
    const several = await stage.run({ ...common, platforms: platforms.join(','), tags: `${repository}:all` })
    expectGreen(several)
    expect(several.main.log.shown).not.toMatch(/--build-arg/)
    const derived = JSON.parse(several.main.outputs['platform-args'] ?? '')
    const index = await registry.index(`${repository}:all`)
    expect(index.images.map(({ platform }) => platform)).toEqual(platforms)
    for (const { platform, digest } of index.images) {
      const stored = await storedArgs(`${repository}@${digest}`)
      expect(Object.keys(stored)).toEqual(ARGS)
      expect(derived[platform]).toMatchObject(stored)
    }

    const single = await stage.run({ ...common, platforms: 'linux/arm/v7', tags: `${repository}:one` })
    expectGreen(single)
    expect(single.main.log.shown).toContain('--build-arg TARGETVARIANT=v7')
    const [image] = (await registry.index(`${repository}:one`)).images
    const arm = index.images.find(({ platform }) => platform === 'linux/arm/v7')
    expect(image?.platform).toBe('linux/arm/v7')
    expect(await storedArgs(`${repository}@${image?.digest}`)).toEqual(
      await storedArgs(`${repository}@${arm?.digest}`),
    )
  })
})

describe('a build of one platform', () => {
  onShared('takes stage, arguments and labels, and confirms an index with its attestation', async (stage) => {
    const { repository } = stage
    stage.write({
      'app/Dockerfile': [
        'FROM alpine AS first',
        'ARG NAME OTHER',
        'RUN echo "$NAME|$OTHER" > /name',
        'FROM first AS second',
        'RUN touch /second',
      ].join('\n'),
    })
    const run = await stage.run(
      {
        platforms: 'linux/arm64/v8',
        context: 'app',
        target: 'first',
        'build-args': '# a comment\nNAME=a "quoted", b\nOTHER',
        labels: 'org.example.a=1,2\norg.example.b=x y',
        tags: `${repository}:1`,
        push: 'true',
        'no-cache': 'true',
        pull: 'true',
      },
      { env: { OTHER: 'from the environment' } },
    )
    expectGreen(run)
    const index = await registry.index(`${repository}:1`)
    const [image] = index.images
    const reference = `${repository}@${image?.digest}`
    expect(index.images).toHaveLength(1)
    expect(index.attestations.size).toBe(1)
    expect(run.main.outputs['digest']).toBe(index.digest)
    expect(JSON.parse(run.main.outputs['metadata'] ?? '')['containerimage.digest']).toBe(index.digest)
    expect(run.main.outputs['imageid']).toMatch(/^sha256:[0-9a-f]{64}$/)
    const config = await registry.config(reference)
    expect(config.platform).toBe('linux/arm64')
    expect(config.labels).toMatchObject({ 'org.example.a': '1,2', 'org.example.b': 'x y' })
    expect((await registry.imageFile(reference, 'name'))?.toString()).toBe(
      'a "quoted", b|from the environment\n',
    )
    expect(await registry.imageFile(reference, 'second')).toBeUndefined()
  })

  onShared(
    'without attestations is a plain manifest, whose platform is read from its config',
    async (stage) => {
      const { repository } = stage
      stage.write({ Dockerfile: 'FROM alpine\nRUN uname -m > /machine\n' })
      const run = await stage.run(
        { platforms: 'linux/arm/v7', tags: `${repository}:1`, push: 'true', cache: 'off' },
        { env: { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' } },
      )
      expectGreen(run)
      const manifest = await registry.manifest(`${repository}:1`)
      expect(run.main.outputs['digest']).toBe(manifest.digest)
      expect(JSON.parse(run.main.outputs['digests'] ?? '')).toEqual({ 'linux/arm/v7': manifest.digest })
      expect((await registry.imageFile(`${repository}:1`, 'machine'))?.toString()).toBe('armv7l\n')
    },
  )

  endToEnd("without platforms is for the engine's own", async (stage) => {
    const { repository, engine } = stage
    stage.write({ Dockerfile: 'FROM alpine\n' })
    const run = await stage.run({ tags: `${repository}:1`, push: 'true', cache: 'off' })
    expectGreen(run)
    const enginePlatform = await dockerOutput(engine, [
      'version',
      '--format',
      '{{.Server.Os}}/{{.Server.Arch}}',
    ])
    expect(run.main.outputs['platforms']).toBe(enginePlatform)
  })
})

describe('push: false', () => {
  onShared('builds, pushes nothing, gives no digest, and says where the result is', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: 'FROM alpine\nRUN uname -m\n' })
    const run = await stage.run({ platforms: 'linux/amd64,linux/arm64', tags: `${repository}:1` })
    expectGreen(run)
    expect(run.main.outputs).toMatchObject({ digest: '', image: '', tags: '', digests: '{}' })
    expect(await registry.exists(`${repository}:1`)).toBe(false)
    expect(await registry.exists(`${repository}:cache-amd64_arm64-main`)).toBe(false)
    const warnings = run.main.log.commands.filter(({ name }) => name === 'warning').map(({ data }) => data)
    expect(warnings).toEqual([expect.stringContaining('set push: true or load: true')])
  })

  endToEnd('is granted network.host by a builder without flags, as Buildx creates it', async (stage) => {
    stage.write({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' })
    const inputs = { platforms: 'linux/amd64', push: 'false', 'driver-opts': '' }
    // BuildKit refuses a build that requests more than BuildKit grants, whatever its steps are.
    expectGreen(await stage.run({ ...inputs, allow: 'network.host' }))
  })
})

describe('push and load together', () => {
  onShared('give the pushed digest, and the image is in the engine', async (stage) => {
    const { engine, repository } = stage
    stage.write({ Dockerfile: 'FROM alpine\nCMD ["uname", "-m"]\n' })
    const tags = `${repository}:1`
    const run = await stage.run({ platforms: 'linux/arm64', tags, push: 'true', load: 'true', cache: 'off' })
    expectGreen(run)
    expect(run.main.outputs['digest']).toBe(await registry.resolve(tags))
    expect(await dockerOutput(engine, ['run', '--rm', '--pull', 'never', tags])).toBe('aarch64')
    await docker(engine, ['image', 'rm', '--force', tags])
  })
})

/** Tests that do not apply to the engine are skipped by name, so none passes on both kinds of engine without testing both. */
const unless = (reason: string) => (name: string) => test.skip(`${name} (${reason})`, () => undefined)

const engineInfo = await dockerOutput(await running(), ['info', '--format', '{{json .DriverStatus}}'])
const hasContainerdStore = engineInfo.includes('io.containerd.snapshotter.v1')
const withStore = hasContainerdStore ? endToEnd : unless('this engine has no containerd image store')
const withoutStore = hasContainerdStore ? unless('this engine has the containerd image store') : endToEnd

describe('load: true', () => {
  withoutStore('is refused for several platforms', async (stage) => {
    stage.write({ Dockerfile: 'FROM alpine\n' })
    const tags = `multi-platform-build-e2e:${stage.sandbox.runId}`
    const run = await stage.run({ platforms: 'linux/amd64,linux/arm64', tags, load: 'true', cache: 'off' })
    expect(run.main.exitCode).toBe(1)
    expect(errorsOf(run.main).join()).toContain('containerd image store')
  })

  withStore('puts every platform into the engine', async (stage) => {
    const { engine } = stage
    const name = `multi-platform-build-e2e:${stage.sandbox.runId}`
    stage.write({ Dockerfile: 'FROM alpine\nRUN uname -m > /machine\nCMD ["cat", "/machine"]\n' })
    const run = await stage.run({
      platforms: 'linux/amd64,linux/arm64',
      tags: name,
      load: 'true',
      cache: 'off',
    })
    expectGreen(run)
    for (const [platform, machine] of [
      ['linux/amd64', 'x86_64'],
      ['linux/arm64', 'aarch64'],
    ] as const) {
      expect(
        await dockerOutput(engine, ['run', '--rm', '--pull', 'never', '--platform', platform, name]),
      ).toBe(machine)
    }
    await docker(engine, ['image', 'rm', '--force', name])
  })

  onShared('puts one platform into any engine', async (stage) => {
    const { engine } = stage
    const name = `multi-platform-build-e2e:${stage.sandbox.runId}`
    stage.write({ Dockerfile: 'FROM alpine\nCMD ["uname", "-m"]\n' })
    const run = await stage.run({ platforms: 'linux/arm64', tags: name, load: 'true', cache: 'off' })
    expectGreen(run)
    expect(await dockerOutput(engine, ['run', '--rm', '--pull', 'never', name])).toBe('aarch64')
    await docker(engine, ['image', 'rm', '--force', name])
    expect(errorsOf(run.main)).toEqual([])
  })
})

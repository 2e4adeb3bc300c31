import { describe, expect, test } from '@jest/globals'
import type { Blobs, Descriptor } from '../../src/oci/descriptor.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import { type Image, readImage } from '../../src/verify/image.ts'
import { digestOf } from '../builders.ts'
import { newStore, short, whatOf } from './images.ts'

type Members = Readonly<Record<string, unknown>>

const AMD64: Members = { os: 'linux', architecture: 'amd64' }

/** An image for linux/amd64 from its documents, written as JSON. */
function imageOf(
  config: Members,
  layers: unknown = [],
  { on = 'linux/amd64', manifest = {} }: { readonly on?: string; readonly manifest?: Members } = {},
): Promise<Image> {
  const store = newStore()
  const put = (document: unknown): Descriptor => {
    const bytes = Buffer.from(JSON.stringify(document))
    return { mediaType: '', digest: store.put(bytes), size: bytes.length }
  }
  const descriptor = put({ config: put(config), layers, ...manifest })
  return readImage({ platform: parsePlatform(on), descriptor }, store.blobs)
}

const layersOf = (count: number, size = 10) =>
  Array.from({ length: count }, (_, at) => ({ mediaType: '', digest: digestOf(`${at % 10}`), size }))

const diffIdsOf = (count: number): Members => ({
  rootfs: { diff_ids: new Array<string>(count).fill(digestOf('a')) },
})

describe('the config of an image', () => {
  test('says what a container starts, where and with what', async () => {
    const config = {
      ...{ Entrypoint: ['/entry', 'serve'], Cmd: ['--port', '80'], WorkingDir: '/srv' },
      ...{ Env: ['PATH=/bin', 'A=b'], Healthcheck: { Test: ['CMD', '/probe', '-q'] } },
    }
    expect(await imageOf({ ...AMD64, config })).toMatchObject({
      ...{ argv: ['/entry', 'serve', '--port', '80'], workingDir: '/srv', env: ['PATH=/bin', 'A=b'] },
      ...{ healthcheck: ['/probe', '-q'], findings: [] },
    })
  })

  test('may say nothing, or something else than texts', async () => {
    const nothing = { argv: [], workingDir: '', env: [], healthcheck: [], instructions: [], diffIds: [] }
    expect(await imageOf(AMD64)).toMatchObject(nothing)
    const config = { Entrypoint: 'sh', Cmd: [1, ['x']], WorkingDir: 7, Env: null, Healthcheck: [] }
    expect(await imageOf({ ...AMD64, config })).toMatchObject(nothing)
  })

  test.each([
    { test: ['CMD', 'probe', '-q'], is: ['probe', '-q'] },
    { test: ['CMD-SHELL', 'curl -f localhost'], is: ['/bin/sh', '-c', 'curl -f localhost'] },
    { test: ['NONE'], is: [] },
    { test: [], is: [] },
    { test: ['probe'], is: [] },
  ])('has the health check $test: $is', async ({ test: command, is }) => {
    const { healthcheck } = await imageOf({ ...AMD64, config: { Healthcheck: { Test: command } } })
    expect(healthcheck).toEqual(is)
  })

  test.each([
    { createdBy: 'COPY app /usr/bin/app # buildkit', is: 'COPY app /usr/bin/app' },
    { createdBy: 'COPY a  # buildkit b', is: 'COPY a # buildkit b' },
    { createdBy: '/bin/sh -c #(nop) COPY file:1 in / ', is: 'COPY file:1 in /' },
    { createdBy: '/bin/sh -c #(nop)   COPY file:1 in /', is: 'COPY file:1 in /' },
    { createdBy: '/bin/sh -c apt-get   update &&\t\n make', is: 'RUN apt-get update && make' },
    { createdBy: 'RUN /bin/sh -c make # buildkit', is: 'RUN /bin/sh -c make' },
    { createdBy: 'RUN x /bin/sh -c #(nop) y', is: 'RUN x /bin/sh -c #(nop) y' },
    { createdBy: 'COPY \u001b[1m /', is: 'COPY \\x1b[1m /' },
    { createdBy: 'x'.repeat(200), is: 'x'.repeat(200) },
    { createdBy: 'x'.repeat(201), is: `${'x'.repeat(200)}…` },
    { createdBy: '', is: '' },
  ])('has the instruction $createdBy: $is', async ({ createdBy, is }) => {
    const history = [{ created_by: createdBy }]
    expect((await imageOf({ ...AMD64, history, ...diffIdsOf(1) }, layersOf(1))).instructions).toEqual([is])
  })

  test.each([
    {
      what: 'and others that make no layer',
      history: [{ created_by: 'a' }, { created_by: 'b', empty_layer: true }, { created_by: 'c' }],
      is: ['a', 'c'],
    },
    {
      what: 'and some that may not make a layer',
      history: [
        { created_by: 'a', empty_layer: false },
        { created_by: 'b', empty_layer: 'true' },
      ],
      is: ['a', 'b'],
    },
    { what: 'but fewer than layers', history: [{ created_by: 'a' }], is: [] },
    { what: 'but more than layers', history: [{}, {}, {}], is: [] },
    { what: 'without a text', history: [{}, { created_by: 1 }], is: ['', ''] },
  ])('has an instruction for each layer, $what', async ({ history, is }) => {
    const { instructions } = await imageOf({ ...AMD64, history, ...diffIdsOf(2) }, layersOf(2))
    expect(instructions).toEqual(is)
  })
})

describe('the platform in the config', () => {
  test.each([
    { config: { os: 'linux', architecture: 'amd64' }, finds: [] },
    { config: { os: 'linux' }, finds: ['error: the config of linux/amd64 names no platform.'] },
    { config: { architecture: 'amd64' }, finds: ['error: the config of linux/amd64 names no platform.'] },
    {
      config: { os: 'freebsd', architecture: 'amd64' },
      finds: ["error: the index says linux/amd64, but the image's config says freebsd/amd64."],
    },
    {
      config: { os: 'linux', architecture: 'arm64' },
      finds: ["error: the index says linux/amd64, but the image's config says linux/arm64."],
    },
    {
      config: { os: 'linux', architecture: 'amd64', variant: 'v3' },
      finds: ["error: the index says linux/amd64, but the image's config says linux/amd64/v3."],
    },
    {
      config: { os: 'linux', architecture: 'amd64' },
      on: 'linux/amd64/v2',
      finds: ["warning: the index says linux/amd64/v2, but the image's config says linux/amd64."],
    },
    {
      config: { os: 'freebsd', architecture: 'amd64' },
      on: 'linux/amd64/v2',
      finds: ["error: the index says linux/amd64/v2, but the image's config says freebsd/amd64."],
    },
    {
      config: { os: 'linux', architecture: 'arm64' },
      on: 'linux/amd64/v2',
      finds: ["error: the index says linux/amd64/v2, but the image's config says linux/arm64."],
    },
    {
      config: { os: 'lin\u0007ux', architecture: 'amd64' },
      finds: ["error: the index says linux/amd64, but the image's config says lin\\x07ux/amd64."],
    },
    {
      config: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.1' },
      on: 'windows(10.0.2)/amd64',
      finds: [
        "warning: the index says windows(10.0.2)/amd64, but the image's config says windows(10.0.1)/amd64.",
      ],
    },
    {
      config: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.1' },
      on: 'windows(10.0.1)/amd64',
      finds: [],
    },
    {
      config: { os: 'windows', architecture: 'amd64' },
      on: 'windows(10.0.1)/amd64',
      finds: [],
    },
    ...['10.0.20348', '10.0.20348.2582'].map((version) => ({
      config: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.1006' },
      ...{ on: `windows(${version})/amd64`, finds: [] },
    })),
  ])('$config: $finds', async ({ config, on = 'linux/amd64', finds }) => {
    const { findings } = await imageOf(config, [], { on })
    expect(findings.map((finding) => `${finding.severity}: ${whatOf(finding)}`)).toEqual(finds)
  })
})

describe('the manifest of an image', () => {
  test('has the sizes of config and layers, of which invalid ones count nothing', async () => {
    const config = { ...AMD64, ...diffIdsOf(3) }
    const layers = [...layersOf(2, 1000), { ...layersOf(1)[0], size: -5 }]
    expect((await imageOf(config, layers)).size).toBe(JSON.stringify(config).length + 2000)
  })

  test('has as many layers as the config has hashes', async () => {
    const { findings } = await imageOf({ ...AMD64, ...diffIdsOf(3) }, layersOf(2))
    expect(findings.map(whatOf)).toEqual(['the manifest lists 2 layers, but the config lists 3.'])
    expect(findings).toMatchObject([{ severity: 'error', path: '', layer: '', instruction: '' }])
  })

  test.each([
    { count: 1024, finds: [] },
    { count: 1025, finds: ['the manifest lists 1024 layers, but the config lists 1025.'] },
  ])('has at most 1024 layers: $count', async ({ count, finds }) => {
    const { layers, findings } = await imageOf({ ...AMD64, ...diffIdsOf(count) }, layersOf(count))
    expect(layers).toHaveLength(1024)
    expect(findings.map(whatOf)).toEqual(finds)
  })

  test.each([
    { digest: digestOf('1'), size: 0, finds: [] },
    { digest: digestOf('1'), size: -1, finds: [digestOf('1')] },
    { digest: 'sha256:1\u0000', size: 1, finds: ['sha256:1\\x00'] },
    { digest: '', size: 1, finds: [''] },
  ])('has a layer with the digest $digest and $size bytes', async ({ digest, size, finds }) => {
    const { findings } = await imageOf({ ...AMD64, ...diffIdsOf(1) }, [{ digest, size }])
    expect(findings.map(whatOf)).toEqual(
      finds.map((found) => `the manifest has a layer with an invalid digest or size: "${found}".`),
    )
  })

  test.each([
    { what: 'no layers', manifest: { layers: undefined } },
    { what: 'layers in another form', manifest: { layers: { 0: 'x' } } },
    { what: 'no config', manifest: { config: undefined } },
    { what: 'a config without a digest', manifest: { config: { digest: 'sha256:1', size: 1 } } },
  ])('is not one with $what', async ({ manifest }) => {
    const { digest, findings, ...rest } = await imageOf(AMD64, [], { manifest })
    expect(findings.map(whatOf)).toEqual([`the manifest ${digest} of linux/amd64 is not an image manifest.`])
    expect(short(findings)).toEqual(['error config'])
    expect(rest).toEqual({
      ...{ platform: parsePlatform('linux/amd64'), size: 0, layers: [], diffIds: [], instructions: [] },
      ...{ env: [], workingDir: '', argv: [], healthcheck: [] },
    })
  })
})

describe('the bytes of a document', () => {
  const OTHER = Buffer.from('{"x":1}')
  const blobs: Blobs = {
    read: async () => OTHER,
    open: () => Promise.reject(new Error('no layer is read')),
  }

  const findingsOf = async (digest: string, size: number): Promise<readonly (string | undefined)[]> => {
    const platform = parsePlatform('linux/amd64')
    const { findings } = await readImage({ platform, descriptor: { mediaType: '', digest, size } }, blobs)
    return findings.map(whatOf)
  }

  test('match their digest and size', async () => {
    const digest = digestOf('1')
    const isNone = `the manifest ${digest} of linux/amd64 is not an image manifest.`
    const isOther = `the manifest ${digest} does not match its digest.`
    expect(await findingsOf(digest, 7)).toEqual([isOther, isNone])
    expect(await findingsOf(digest, 8)).toEqual([
      isOther,
      `the manifest ${digest} has 7 bytes, not 8 as its descriptor says.`,
      isNone,
    ])
  })

  test('are not requested by an invalid digest', async () => {
    expect(await findingsOf('sha256:\u0007', 7)).toEqual([
      'the manifest has the invalid digest "sha256:\\x07".',
      'the manifest sha256:\\x07 of linux/amd64 is not an image manifest.',
    ])
  })

  test('of the config are compared as well', async () => {
    const store = newStore()
    const { platform, descriptor } = store.image('linux/amd64', [])
    const read = async (digest: string): Promise<Buffer> =>
      digest === descriptor.digest ? store.blobs.read(digest) : OTHER
    const { findings } = await readImage({ platform, descriptor }, { ...store.blobs, read })
    expect(findings.map(whatOf)).toEqual([
      expect.stringMatching(/^the config sha256:\w+ does not match its digest\.$/),
      expect.stringMatching(/^the config sha256:\w+ has 7 bytes, not \d+ as its descriptor says\.$/),
      'the config of linux/amd64 names no platform.',
    ])
  })
})

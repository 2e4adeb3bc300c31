import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import * as registry from '../../e2e/harness/registry.ts'

/** The answers of the server, by path below /v2/. */
const contents = new Map<string, { body: Buffer; type: string; claims?: string }>()
let server: Server
let host: string

const OCI = 'application/vnd.oci.image'

beforeAll(async () => {
  server = createServer((request, response) => {
    const found = contents.get((request.url ?? '').replace('/v2/', ''))
    if (found === undefined) {
      response.writeHead(404).end('unknown')
      return
    }
    const digest = found.claims ?? registry.sha256(found.body)
    response.writeHead(200, { 'content-type': found.type, 'docker-content-digest': digest }).end(found.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/app`
})

afterAll(() => {
  server.close()
})

function store(kind: 'blobs' | 'manifests', body: Buffer, type: string, tag = '') {
  const digest = registry.sha256(body)
  for (const name of [digest, tag]) contents.set(`app/${kind}/${name}`, { body, type })
  return { mediaType: type, digest, size: body.length }
}

function document(value: Record<string, unknown>, kind: 'index' | 'manifest', tag?: string) {
  const type = `${OCI}.${kind}.v1+json`
  const body = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: type, ...value }))
  return store('manifests', body, type, tag)
}

/** A layer of files; a value that starts with `->` makes a link. */
function layer(files: Record<string, string>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'mpb-layer-'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    if (content.startsWith('->')) symlinkSync(content.slice(2), join(folder, path))
    else writeFileSync(join(folder, path), content)
  }
  const archive = execFileSync('tar', ['-c', '-C', folder, '.'])
  rmSync(folder, { recursive: true })
  return archive
}

function image(archives: readonly Buffer[], pack: (archive: Buffer) => Buffer, platform = 'arm64') {
  const diff_ids = archives.map(registry.sha256)
  const config = {
    os: 'linux',
    architecture: platform,
    rootfs: { diff_ids },
    config: { Env: ['A=b'], Cmd: null },
  }
  return document(
    {
      config: store('blobs', Buffer.from(JSON.stringify(config)), `${OCI}.config.v1+json`),
      layers: archives.map((archive) => store('blobs', pack(archive), `${OCI}.layer.v1.tar`)),
    },
    'manifest',
  )
}

const at = ({ digest }: { digest: string }): string => `${host}@${digest}`

describe('an index', () => {
  test('pairs attestations by annotation, in any order', async () => {
    const [one, two] = [image([], gzipSync, 'amd64'), image([], gzipSync, 'arm')]
    const about = (subject: string) => ({
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': subject,
    })
    const statement = store('blobs', Buffer.from('{"predicateType":"p"}'), 'application/vnd.in-toto+json')
    const attestation = document({ config: statement, layers: [statement] }, 'manifest')
    const pushed = document(
      {
        annotations: { a: 'b' },
        manifests: [
          {
            ...attestation,
            annotations: about(two.digest),
            platform: { os: 'unknown', architecture: 'unknown' },
          },
          { ...one, platform: { os: 'linux', architecture: 'amd64' } },
          { ...two, platform: { os: 'linux', architecture: 'arm', variant: 'v7' } },
        ],
      },
      'index',
      'latest',
    )
    const index = await registry.index(host)
    expect(index.digest).toBe(pushed.digest)
    expect(index.annotations).toEqual({ a: 'b' })
    expect(index.images.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm/v7'])
    expect([...index.attestations.keys()]).toEqual([two.digest])
    expect(await registry.statements(host, two.digest)).toEqual([{ predicateType: 'p' }])
    expect(await registry.statements(host, one.digest)).toEqual([])
    expect(await registry.resolve(host)).toBe(pushed.digest)
    expect(await registry.imageOf(host, 'linux/arm/v7')).toBe(at(two))
    await expect(registry.imageOf(host, 'linux/arm64')).rejects.toThrow(
      'has no linux/arm64, only linux/amd64',
    )
    await expect(registry.manifest(host)).rejects.toThrow('not application/vnd.oci.image.manifest')
  })
})

describe('files of an image', () => {
  const archives = [
    layer({
      'etc/a': 'lower',
      'etc/b': 'lower',
      'opt/c': 'lower',
      'bin/busybox': 'BB',
      'bin/sh': '->busybox',
    }),
    layer({ 'etc/a': 'upper', 'etc/.wh.b': '', 'opt/.wh..wh..opq': '', 'lib/x': '->/etc/a', loop: '->loop' }),
  ]
  test.each([
    ['gzip', (archive: Buffer) => gzipSync(archive)],
    ['zstd', (archive: Buffer) => zstdCompressSync(archive)],
    ['no compression', (archive: Buffer) => archive],
  ])('in layers with %s', async (_, pack) => {
    const reference = at(image(archives, pack))
    const read = async (path: string) => (await registry.imageFile(reference, path))?.toString()
    expect(await Promise.all(['/etc/a', 'etc/b', 'opt/c', '/bin/sh', './lib/x', 'none'].map(read))).toEqual([
      'upper',
      undefined,
      undefined,
      'BB',
      'upper',
      undefined,
    ])
    await expect(read('etc')).rejects.toThrow('etc is no file')
    await expect(read('loop')).rejects.toThrow('a link without end')
  })

  test('the configuration', async () => {
    const config = await registry.config(at(image(archives, gzipSync)))
    expect(config).toMatchObject({ platform: 'linux/arm64', env: ['A=b'], cmd: [], labels: {} })
  })
})

describe('answers of the registry that are not trusted', () => {
  test('a blob with other bytes', async () => {
    const { digest } = store('blobs', Buffer.from('x'), 'text/plain')
    contents.set(`app/blobs/${digest}`, { body: Buffer.from('y'), type: 'text/plain' })
    await expect(registry.blob(`${host}@${digest}`)).rejects.toThrow(`content of ${digest} hashes to`)
  })

  test('a tag with a wrong digest header', async () => {
    const { digest } = image([], gzipSync)
    const found = contents.get(`app/manifests/${digest}`)
    if (found !== undefined)
      contents.set('app/manifests/odd', { ...found, claims: registry.sha256(Buffer.from('')) })
    await expect(registry.resolve(`${host}:odd`)).rejects.toThrow('the registry says')
  })

  test('tags, and a missing repository', async () => {
    contents.set('app/tags/list', { body: Buffer.from('{"tags":["b","a"]}'), type: 'application/json' })
    expect(await registry.tags(host)).toEqual(['a', 'b'])
    expect(await registry.tags(host.replace('app', 'other'))).toEqual([])
    expect(await registry.exists(`${host}:nothing`)).toBe(false)
  })
})

import { randomBytes } from 'node:crypto'
import { describe, expect } from '@jest/globals'
import { dockerIn } from '../__tests__/docker/recording.ts'
import { readConfig, registryHosts } from '../src/buildx/buildkitd-config.ts'
import { field } from '../src/json.ts'
import { readDescriptor } from '../src/oci/descriptor.ts'
import { registryBlobs } from '../src/registry/blobs.ts'
import type { RegistrySettings } from '../src/registry/client.ts'
import { deleteUnneeded } from '../src/registry/deletion.ts'
import { pushBlob, pushImage } from './harness/push.ts'
import * as registry from './harness/registry.ts'
import { endToEnd, expectGreen, onShared, type Stage } from './stage.ts'

const LAYER_TYPE = 'application/vnd.oci.image.layer.v1.tar'

async function settingsOf({ engine, sandbox }: Stage): Promise<RegistrySettings> {
  return { hosts: registryHosts(await readConfig(engine.buildkitdConfig)), docker: dockerIn(sandbox.env) }
}

describe('an image in a registry', () => {
  endToEnd('is read from its manifest down to its layers', async (stage) => {
    const { repository } = stage
    const layers = [randomBytes(4 << 20), Buffer.from('small')]
    const pushed = await Promise.all(layers.map((bytes) => pushBlob(repository, bytes, LAYER_TYPE)))
    const image = await pushImage(repository, { architecture: 'arm64', os: 'linux' }, pushed)

    const blobs = registryBlobs(repository, await settingsOf(stage))
    const manifest: unknown = JSON.parse(String(await blobs.read(image.digest)))
    const config = readDescriptor(field(manifest, 'config'))
    expect(JSON.parse(String(await blobs.read(config.digest)))).toEqual({
      architecture: 'arm64',
      os: 'linux',
    })
    // A config can also be read without its manifest.
    expect(await registryBlobs(repository, await settingsOf(stage)).read(config.digest)).toHaveLength(
      config.size,
    )
    const read = await Promise.all(
      pushed.map(async (layer) => Buffer.concat(await (await blobs.open(layer)).toArray())),
    )
    expect(read.map((bytes, index) => bytes.equals(layers[index] ?? bytes))).toEqual([true, true])
    expect(read.map(({ length }) => length)).toEqual([4 << 20, 5])
  })

  endToEnd('that does not exist is not read', async (stage) => {
    const digest = registry.sha256(Buffer.from('nowhere'))
    const { read, open } = registryBlobs(stage.repository, await settingsOf(stage))
    await expect(read(digest)).rejects.toThrow(
      /failed: the registry answers 404 (?:BLOB|NAME)_UNKNOWN \(.*\)\.$/,
    )
    const layer = await open({ mediaType: LAYER_TYPE, digest, size: 7 })
    await expect(layer.toArray()).rejects.toThrow(
      /failed: the registry answers 404 (?:BLOB|NAME)_UNKNOWN \(.*\)\.$/,
    )
  })

  endToEnd('is deleted, and deleting it again is not an error', async (stage) => {
    const { repository } = stage
    await pushImage(repository, { architecture: 'arm64', os: 'linux' }, [], 'other')
    const { digest } = await pushImage(repository, { architecture: 'amd64', os: 'linux' }, [])
    expect(await registry.exists(`${repository}@${digest}`)).toBe(true)
    const unneeded = { tags: [], digests: [digest] }
    const deleted = [{ reference: `${repository}@${digest}`, outcome: 'deleted' }]
    const settings = await settingsOf(stage)
    expect(await deleteUnneeded(repository, unneeded, { known: [], possible: [] }, settings)).toEqual(deleted)
    expect(await registry.exists(`${repository}@${digest}`)).toBe(false)
    expect(await deleteUnneeded(repository, unneeded, { known: [], possible: [] }, settings)).toEqual(deleted)
  })
})

describe('a tag that a newer run has moved', () => {
  onShared("is left unchanged, according to BuildKit's record of which run made the image", async (stage) => {
    const { repository, sandbox } = stage
    stage.write({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' })
    // The same image each time, in an index that names its run.
    const same = { 'build-args': 'SOURCE_DATE_EPOCH=0', platforms: 'linux/amd64' }
    const inputs = { push: 'true', cache: 'off', verify: 'false', ...same }
    const latest = `${repository}:latest`
    const newer = await stage.run(
      { ...inputs, tags: latest },
      // Ten times as large.
      { env: { GITHUB_RUN_ID: `${sandbox.runId}1` } },
    )
    expectGreen(newer)
    expect(newer.main.outputs).toMatchObject({ previous: '{}', changed: 'true', superseded: 'false' })
    const { digest } = newer.main.outputs

    const older = await stage.run({ ...inputs, tags: `${latest},${repository}:1` })
    expectGreen(older)
    expect(older.main.outputs).toMatchObject({
      tags: `${repository}:1`,
      previous: JSON.stringify({ [latest]: digest }),
      ...{ changed: 'false', superseded: 'true' },
    })
    expect(await registry.resolve(latest)).toBe(digest)
    expect(await registry.resolve(`${repository}:1`)).toBe(older.main.outputs['digest'])

    const kept = await stage.run({ ...inputs, tags: `${repository}:1`, 'on-unchanged': 'keep' })
    expectGreen(kept)
    expect(kept.main.outputs['digest']).toBe(older.main.outputs['digest'])
  })
})

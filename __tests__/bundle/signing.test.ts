import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { GITHUB_TOKEN, type HostFault, type Sigstore, sigstore } from '../../e2e/harness/sigstore.ts'
import { array, parseJson, text } from '../../src/json.ts'
import { type Fault, newStored, type Stored } from '../registry/stored.ts'
import { errors, goodDocker, playJob, type Told } from './play.ts'
import { DOCKERFILE, type Image, image } from './staged.ts'

/** The shipped bundle signs what it has pushed, for stand-ins of Sigstore and GitHub; Sigstore's own packages verify it. */

const folder = mkdtempSync(join(tmpdir(), 'mpb-signing-'))
let made: Image

beforeAll(() => {
  made = image(join(folder, 'made'), { 'linux/amd64': 'amd64', 'linux/arm64': 'arm64' })
})

afterAll(() => rmSync(folder, { recursive: true }))

const BUILD: Rule = { match: ['buildx', 'build'], real: true }
const BY = 'https://github.com/octo-org/hello/.github/workflows/build.yml@refs/heads/main'
const SIGNATURE = 'https://sigstore.dev/cosign/sign/v1'
const PROVENANCE = 'https://slsa.dev/provenance/v1'
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'

type Given = Readonly<Record<string, string>>

interface Case {
  readonly inputs?: Given
  readonly env?: Given
  readonly claims?: Given
  /** What somebody of Sigstore or GitHub answers otherwise. */
  readonly hostFault?: HostFault
  /** What the registry answers otherwise. */
  readonly fault?: Fault
  readonly stored?: Stored
}

interface Played extends Told {
  readonly world: Sigstore
  readonly stored: Stored
}

async function play({ inputs, env, claims, hostFault, fault, stored = newStored() }: Case): Promise<Played> {
  const world = await sigstore(claims, hostFault)
  const blobs: Fault = ({ method, path }) => {
    const bytes = made.blob(/sha256:[0-9a-f]{64}$/.exec(path)?.[0] ?? '')
    return method === 'GET' && bytes !== undefined ? { body: bytes } : undefined
  }
  const told = await playJob({
    inputs: { 'github-token': GITHUB_TOKEN, ...inputs },
    env: { ...world.env, ...env },
    ...{ holds: [made], stored, hosts: world.hosts, dockerfile: DOCKERFILE, behind: made.docker },
    rules: [BUILD, ...goodDocker(made.digest)],
    fault: (asked, turn) => fault?.(asked, turn) ?? blobs(asked, turn),
  })
  return { ...told, world, stored }
}

const digests = (): readonly string[] =>
  array(parseJson(made.bytes), 'manifests').map((entry) => text(entry, 'digest'))

/** What refers to a digest in a registry that has no API for that. */
const listed = ({ tags, documents }: Stored, digest: string): readonly string[] => {
  const list = documents.get(tags.get(`app:${digest.replace(':', '-')}`) ?? '') ?? ''
  return array(parseJson(list), 'manifests').map((entry) => text(entry, 'digest'))
}

/** The bundles behind what refers to a digest, verified. */
function said({ stored, world }: Played, digest: string, referrers = listed(stored, digest)) {
  return referrers.map((referrer) => {
    const manifest = parseJson(stored.documents.get(referrer) ?? '')
    expect(text(manifest, 'subject', 'digest')).toBe(digest)
    expect(text(manifest, 'artifactType')).toBe(BUNDLE)
    const [layer] = array(manifest, 'layers')
    const { by, predicateType, about } = world.verify(stored.documents.get(text(layer, 'digest')) ?? '')
    expect(text(manifest, 'annotations', 'dev.sigstore.bundle.predicateType')).toBe(predicateType)
    return { by, predicateType, about }
  })
}

describe('a pushed image', () => {
  test('is attested and signed before its tags move, in a registry without an API for referrers', async () => {
    const played = await play({ inputs: { attest: 'true', sign: 'true' } })
    expect([errors(played), played.main.exitCode]).toEqual(['', 0])
    const { digest } = made
    expect(said(played, digest)).toEqual([
      { by: BY, predicateType: PROVENANCE, about: [digest] },
      { by: BY, predicateType: SIGNATURE, about: [digest] },
    ])
    for (const each of digests())
      expect(said(played, each)).toEqual([{ by: BY, predicateType: SIGNATURE, about: [each] }])
    expect(played.main.outputs).toMatchObject({
      digest,
      'attestation-url': 'https://github.com/octo-org/hello/attestations/4711',
      tags: 'r.example/app:1\nr.example/app:2',
    })
    expect(played.world.kept.map((bundle) => played.world.verify(bundle).about)).toEqual([[digest]])
    const puts = played.registry.asked.filter(({ method }) => method === 'PUT').map(({ path }) => path)
    expect(puts.slice(-2).toSorted()).toEqual(['/v2/app/manifests/1', '/v2/app/manifests/2'])
    const log = `${played.main.log.shown}${JSON.stringify(played.main.outputs)}${played.main.summary}`
    expect(log).not.toMatch(/runners-own-token|ghs_of-the-job/)
    expect(played.main.summary).toContain(
      `gh attestation verify oci://r.example/app@${digest} --repo octo-org/hello`,
    )
  })

  test('is signed in a registry that lists referrers by itself, without a further tag', async () => {
    const stored: Stored = { ...newStored(), referrers: new Map() }
    const played = await play({ inputs: { sign: 'true' }, stored })
    expect([errors(played), played.main.exitCode]).toEqual(['', 0])
    const referrers = stored.referrers?.get(made.digest)
    expect(said(played, made.digest, referrers)).toEqual([
      { by: BY, predicateType: SIGNATURE, about: [made.digest] },
    ])
    expect([...stored.tags.keys()]).toEqual(['app:1', 'app:2'])
    expect(played.world.kept).toEqual([])
    expect(played.main.outputs['attestation-url']).toBe('')
  })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Event, pushTo, REPOSITORY } from '../../e2e/harness/event.ts'
import type { Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { GITHUB_TOKEN, type HostFault, type Sigstore, sigstore } from '../../e2e/harness/sigstore.ts'
import { array, parseJson, text } from '../../src/json.ts'
import { type Fault, newStored, type Stored } from '../registry/stored.ts'
import { errors, goodDocker, type JobResult, runBundle } from './run-bundle.ts'
import { DOCKERFILE, type Image, image } from './staged.ts'

/** The shipped bundle signs pushed images with stand-ins of Sigstore and GitHub; Sigstore's own packages verify them. */

const folder = mkdtempSync(join(tmpdir(), 'mpb-signing-'))
let made: Image
let single: Image

beforeAll(() => {
  made = image(join(folder, 'made'), { 'linux/amd64': 'amd64', 'linux/arm64': 'arm64' })
  single = image(join(folder, 'single'), { 'linux/amd64': 'amd64' })
  JOIN = { match: ['buildx', 'imagetools', 'create'], stdout: `${made.bytes}\n` }
})

afterAll(() => rmSync(folder, { recursive: true }))

const BUILD: Rule = { match: ['buildx', 'build'], real: true }
/** The builder of the engine. */
const DOCKERS_OWN: Rule = {
  match: ['buildx', 'inspect'],
  stdout:
    'Name: default\nDriver: docker\n\nNodes:\nName: default\nEndpoint: default\nStatus: running\nPlatforms: linux/amd64\n',
}
/** Prints the index that parts are joined in. */
let JOIN: Rule
const BY = 'https://github.com/octo-org/hello/.github/workflows/build.yml@refs/heads/main'
const SIGNATURE = 'https://sigstore.dev/cosign/sign/v1'
const PROVENANCE = 'https://slsa.dev/provenance/v1'
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'

type Given = Readonly<Record<string, string>>

interface Case {
  readonly inputs?: Given
  readonly env?: Given
  readonly claims?: Given
  /** Other answers of Sigstore's or GitHub's services. */
  readonly hostFault?: HostFault
  /** Other answers of the registry. */
  readonly fault?: Fault
  readonly stored?: Stored
  readonly event?: Event
  /** Whether docker joins parts into the image. */
  readonly joins?: boolean
  /** Rules of a docker that otherwise has no faults. */
  readonly rules?: readonly Rule[]
  /** The image, if not the one for two platforms. */
  readonly of?: Image
  /** Tags that this action did not create. */
  readonly tags?: readonly string[]
}

interface SigningJob extends JobResult {
  readonly world: Sigstore
  readonly stored: Stored
}

async function runJob(given: Case): Promise<SigningJob> {
  const {
    inputs,
    env,
    claims,
    hostFault,
    fault,
    stored = newStored(),
    event,
    joins = false,
    rules = [],
  } = given
  const { of = made, tags = [] } = given
  const world = await sigstore(claims, hostFault)
  const blobs: Fault = ({ method, path }) => {
    const bytes = of.blob(/sha256:[0-9a-f]{64}$/.exec(path)?.[0] ?? '')
    return method === 'GET' && bytes !== undefined ? { body: bytes } : undefined
  }
  const result = await runBundle({
    inputs: { 'github-token': GITHUB_TOKEN, ...inputs },
    env: { ...world.env, ...env },
    ...{ stored, hosts: world.hosts, dockerfile: DOCKERFILE, behind: of.docker },
    ...(event === undefined ? {} : { event }),
    ...{ holds: joins ? [] : [of], tags },
    rules: [...rules, JOIN, BUILD, ...goodDocker(of.digest)],
    fault: (asked, turn) => fault?.(asked, turn) ?? blobs(asked, turn),
  })
  return { ...result, world, stored }
}

const digests = (): readonly string[] =>
  array(parseJson(made.bytes), 'manifests').map((entry) => text(entry, 'digest'))

/** The referrers of a digest in a registry without the referrers API. */
const listed = ({ tags, documents }: Stored, digest: string): readonly string[] => {
  const list = documents.get(tags.get(`app:${digest.replace(':', '-')}`) ?? '') ?? ''
  return array(parseJson(list), 'manifests').map((entry) => text(entry, 'digest'))
}

/** The verified bundles of the referrers of a digest. */
function said({ stored, world }: SigningJob, digest: string, referrers = listed(stored, digest)) {
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
    const job = await runJob({ inputs: { attest: 'true', sign: 'true' } })
    expect([errors(job), job.main.exitCode]).toEqual(['', 0])
    const { digest } = made
    expect(said(job, digest)).toEqual([
      { by: BY, predicateType: PROVENANCE, about: [digest] },
      { by: BY, predicateType: SIGNATURE, about: [digest] },
    ])
    for (const each of digests())
      expect(said(job, each)).toEqual([{ by: BY, predicateType: SIGNATURE, about: [each] }])
    expect(job.main.outputs).toMatchObject({
      digest,
      'attestation-url': 'https://github.com/octo-org/hello/attestations/4711',
      tags: 'r.example/app:1\nr.example/app:2',
    })
    expect(job.world.kept.map((bundle) => job.world.verify(bundle).about)).toEqual([[digest]])
    const puts = job.registry.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path)
    expect(puts.slice(-2).toSorted()).toEqual(['/v2/app/manifests/1', '/v2/app/manifests/2'])
    const log = `${job.main.log.shown}${JSON.stringify(job.main.outputs)}${job.main.summary}`
    expect(log).not.toMatch(/runners-own-token|ghs_of-the-job/)
    expect(job.main.summary).toContain(
      `gh attestation verify oci://r.example/app@${digest} --repo octo-org/hello`,
    )
  })

  test('is signed in a registry with the referrers API, without another tag', async () => {
    const stored: Stored = { ...newStored(), referrers: new Map() }
    const job = await runJob({ inputs: { sign: 'true' }, stored })
    expect([errors(job), job.main.exitCode]).toEqual(['', 0])
    const referrers = stored.referrers?.get(made.digest)
    expect(said(job, made.digest, referrers)).toEqual([
      { by: BY, predicateType: SIGNATURE, about: [made.digest] },
    ])
    expect([...stored.tags.keys()].toSorted()).toEqual(['app:1', 'app:2'])
    expect(job.world.kept).toEqual([])
    expect(job.main.outputs['attestation-url']).toBe('')
  })

  test('of a private repository is signed by GitHub, with a timestamp and without an entry in a public log', async () => {
    const repository = { full_name: REPOSITORY, default_branch: 'main', private: true, visibility: 'private' }
    const event: Event = { ...pushTo('main'), payload: { repository } }
    const job = await runJob({ inputs: { sign: 'true' }, event })
    expect([errors(job), job.main.exitCode]).toEqual(['', 0])
    expect(said(job, made.digest)).toEqual([{ by: BY, predicateType: SIGNATURE, about: [made.digest] }])
    const hosts = new Set(job.world.requests.map((each) => each.split(' ')[0]))
    expect([...hosts].toSorted()).toEqual([
      ...['fulcio.githubapp.com', 'pipelines.example', 'timestamp.githubapp.com'],
    ])
    expect(job.main.summary).toContain('--trusted-root')
  })

  test('is signed right after its tags if the builder can only push with tags', async () => {
    const job = await runJob({
      inputs: { driver: 'docker', platforms: 'linux/amd64', verify: 'false', sign: 'true' },
      rules: [DOCKERS_OWN],
      of: single,
      tags: ['app:1', 'app:2'],
    })
    expect([errors(job), job.main.exitCode]).toEqual(['', 0])
    expect(said(job, single.digest)).toMatchObject([{ about: [single.digest] }])
    const warnings = job.main.log.commands.filter(({ name }) => name === 'warning').map(({ data }) => data)
    expect(warnings).toContain(
      'sign: this builder can only push with tags, so the image is signed after they have moved.',
    )
  })

  test('is joined, signed and only then tagged by the job that merges parts', async () => {
    const [amd64 = '', arm64 = ''] = digests()
    const job = await runJob({
      inputs: {
        ...{ mode: 'merge', context: '', qemu: '', attest: 'true', verify: 'false' },
        parts: `linux/amd64=r.example/app@${amd64}\nlinux/arm64=r.example/app@${arm64}`,
      },
      joins: true,
    })
    expect([errors(job), job.main.exitCode]).toEqual(['', 0])
    expect(said(job, made.digest)).toEqual([{ by: BY, predicateType: PROVENANCE, about: [made.digest] }])
    expect(job.main.outputs).toMatchObject({
      ...{ digest: made.digest, tags: 'r.example/app:1\nr.example/app:2' },
      'attestation-url': 'https://github.com/octo-org/hello/attestations/4711',
    })
    const puts = job.registry.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path)
    expect(puts.filter((path) => path.includes('/manifests/')).at(0)).toContain(made.digest)
    expect(puts.slice(-2).toSorted()).toEqual(['/v2/app/manifests/1', '/v2/app/manifests/2'])
  })
})

/** Faults that make a signature impossible once the image is pushed. */
const FAULTS: readonly { readonly what: string; readonly given: Case; readonly says: RegExp }[] = [
  {
    what: 'GitHub does not store it',
    given: {
      inputs: { attest: 'true' },
      hostFault: (host) =>
        host === 'api.github.com'
          ? { status: 403, body: '{"message":"Resource not accessible by integration"}' }
          : undefined,
    },
    says: /^Storing the attestation at GitHub failed: the answer is 403 .*attestations: write/s,
  },
  {
    what: 'the registry does not accept manifests with a subject',
    given: {
      inputs: { sign: 'true' },
      fault: ({ method, body }) =>
        method === 'PUT' && body.includes('"subject"')
          ? { status: 404, body: '{"errors":[{"code":"MANIFEST_INVALID"}]}' }
          : undefined,
    },
    says: /^The image was pushed but cannot be signed: .*404 MANIFEST_INVALID.*OCI 1\.1/s,
  },
]

describe('an image that cannot be signed', () => {
  test.each(FAULTS)('gets no tag: $what', async ({ given, says }) => {
    const job = await runJob(given)
    expect(errors(job)).toMatch(says)
    expect(job.main.exitCode).toBe(1)
    expect(job.main.summary).toContain('No tag has moved')
    const moved = [...job.stored.tags.keys()].filter((tag) => !tag.includes('sha256-'))
    expect(moved).toEqual([])
  })

  test('is not even built if the job may not prove its identity', async () => {
    const env = { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' }
    const job = await runJob({ inputs: { attest: 'true' }, env })
    expect(errors(job)).toMatch(
      /^attest: the job may not prove its identity.*id-token: write.*attestations: write$/s,
    )
    expect(job.calls).toEqual([])
  })

  test('is signed although all services are briefly out of order', async () => {
    const job = await runJob({
      inputs: { attest: 'true' },
      hostFault: (host, turn) => (turn === 0 ? { status: host === 'api.github.com' ? 502 : 503 } : undefined),
    })
    expect([errors(job), job.main.exitCode]).toEqual(['', 0])
    expect(said(job, made.digest)).toEqual([{ by: BY, predicateType: PROVENANCE, about: [made.digest] }])
    expect(JSON.parse(job.main.outputs['retries'] ?? '')).toHaveLength(4)
  })
})

test('a pull request that pushes nothing signs nothing, with a notice', async () => {
  const env = { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' }
  const job = await runJob({ inputs: { attest: 'true', push: 'false', 'github-token': '' }, env })
  expect([errors(job), job.main.exitCode]).toEqual(['', 0])
  const notices = job.main.log.commands.filter(({ name }) => name === 'notice').map(({ data }) => data)
  expect(notices).toContain('attest: nothing is pushed, so nothing is signed.')
  expect(job.world.requests).toEqual([])
})

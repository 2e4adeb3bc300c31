import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import type { Reply } from '../../e2e/harness/registry-host.ts'
import { GITHUB_TOKEN, type HostFault, type Sigstore, sigstore } from '../../e2e/harness/sigstore.ts'
import { array, field, parseJson, text } from '../../src/json.ts'
import { storeAttestation } from '../../src/signing/github.ts'
import { type Identity, readIdentity } from '../../src/signing/identity.ts'
import type { ServiceResponse, Services } from '../../src/signing/services.ts'
import { type Authorities, signStatement } from '../../src/signing/sigstore.ts'
import { provenanceOf, signatureOf, workflowIn } from '../../src/signing/statement.ts'
import { whileCaptured } from '../runner/stdout.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`
const PUBLIC: Authorities = {
  ...{ kind: 'public', certificates: 'https://fulcio.sigstore.dev' },
  log: 'https://rekor.sigstore.dev',
}
const OF_GITHUB: Authorities = {
  ...{ kind: 'github', certificates: 'https://fulcio.githubapp.com' },
  timestamps: 'https://timestamp.githubapp.com',
}

/** Asks the stand-ins themselves. @param times how often each request arrives: an answer that is lost is asked for again */
function services({ hosts }: Sigstore, times = 1): Services {
  return {
    ask: async (_, { method, url, headers, body = '' }) => {
      const { host, pathname, search } = new URL(url)
      let answer: Reply = { status: 404 }
      for (let left = times; left > 0; left--)
        answer = (await hosts[host]?.({ method, path: `${pathname}${search}`, headers, body })) ?? answer
      return toldBy(answer)
    },
  }
}

function toldBy(reply: Reply): ServiceResponse {
  if (typeof reply === 'string' || 'cut' in reply || 'short' in reply || 'half' in reply)
    throw new Error('no whole answer')
  const { status = 200, headers = {}, body = '' } = reply
  return { status, body: Buffer.from(body), location: headers['location'] ?? '' }
}

async function identityOf(world: Sigstore): Promise<Identity> {
  const service = {
    url: world.env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '',
    secret: world.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '',
  }
  return (await whileCaptured(() => readIdentity(service, services(world)))).result
}

interface Case {
  readonly authorities?: Authorities
  readonly claims?: Readonly<Record<string, string>>
  readonly fault?: HostFault
  readonly times?: number
}

async function signed({ authorities = PUBLIC, claims, fault, times }: Case = {}) {
  const world = await sigstore(claims, fault)
  const identity = await identityOf(world)
  const bundle = await signStatement(signatureOf(DIGEST), identity, authorities, services(world, times))
  return { world, identity, bundle }
}

const failsAt =
  (host: string, reply: Reply): HostFault =>
  (name) =>
    name === host ? reply : undefined

describe('a signed statement', () => {
  test.each<{ what: string; given: Case; entries: number; timestamps: number }>([
    { what: 'by the public log', given: {}, entries: 1, timestamps: 0 },
    { what: "by GitHub's timestamps", given: { authorities: OF_GITHUB }, entries: 0, timestamps: 1 },
    { what: 'although the log had it from a lost try', given: { times: 2 }, entries: 1, timestamps: 0 },
  ])('is verified $what', async ({ given, entries, timestamps }) => {
    const { world, bundle } = await signed(given)
    expect(world.verify(bundle.bytes)).toEqual({
      by: 'https://github.com/octo-org/hello/.github/workflows/build.yml@refs/heads/main',
      predicateType: 'https://sigstore.dev/cosign/sign/v1',
      about: [DIGEST],
      predicate: {},
    })
    const document = parseJson(bundle.bytes)
    const material = field(document, 'verificationMaterial')
    expect(text(document, 'mediaType')).toBe('application/vnd.dev.sigstore.bundle.v0.3+json')
    expect([
      array(material, 'tlogEntries').length,
      array(material, 'timestampVerificationData', 'rfc3161Timestamps').length,
    ]).toEqual([entries, timestamps])
  })

  test('is not verified once anything about it has changed', async () => {
    const { world, bundle } = await signed()
    const changed = bundle.bytes.replace(/"payload":"([^"]+)"/, (_, payload: string) => {
      const said = Buffer.from(payload, 'base64').toString('utf8').replace('abab', 'baba')
      return `"payload":"${Buffer.from(said).toString('base64')}"`
    })
    expect(changed).not.toBe(bundle.bytes)
    expect(() => world.verify(changed)).toThrow()
  })

  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey

  test.each<{ what: string; given: Case; says: RegExp; cure: RegExp }>([
    {
      what: 'the authority refuses the token',
      given: {
        fault: failsAt('fulcio.sigstore.dev', {
          ...{
            status: 400,
            body: '{"code":3,"message":"There was an error processing\\nthe identity token"}',
          },
        }),
      },
      says: /^Requesting a certificate from fulcio\.sigstore\.dev failed: the answer is 400 \(There was an error processing the identity token\)\.$/,
      cure: /status\.sigstore\.dev/,
    },
    {
      what: "GitHub's authority does not serve the owner",
      given: { authorities: OF_GITHUB, fault: failsAt('fulcio.githubapp.com', { status: 403 }) },
      says: /^Requesting a certificate from fulcio\.githubapp\.com failed: the answer is 403\.$/,
      cure: /GitHub Enterprise Cloud/,
    },
    {
      what: 'the certificate is none',
      given: {
        fault: failsAt('fulcio.sigstore.dev', {
          body: JSON.stringify({
            signedCertificateEmbeddedSct: {
              chain: { certificates: [other.export({ format: 'pem', type: 'spki' })] },
            },
          }),
        }),
      },
      says: /the answer has no certificate for the key of this job/,
      cure: /./,
    },
    {
      what: 'the answer is a page',
      given: { fault: failsAt('fulcio.sigstore.dev', { body: '<html>' }) },
      says: /the answer is not valid JSON/,
      cure: /./,
    },
    {
      what: 'the log takes nothing',
      given: { fault: failsAt('rekor.sigstore.dev', { status: 422, body: '{"message":"too big"}' }) },
      says: /^Adding a signature to the log of rekor\.sigstore\.dev failed: the answer is 422 \(too big\)\.$/,
      cure: /status\.sigstore\.dev/,
    },
    {
      what: 'the log has it, and does not say where',
      given: {
        fault: failsAt('rekor.sigstore.dev', { status: 409, headers: { location: 'https://evil.example' } }),
      },
      says: /the answer is 409\.$/,
      cure: /./,
    },
    {
      what: 'the log answers with no entry',
      given: { fault: failsAt('rekor.sigstore.dev', { status: 201, body: '{"ab":{"body":"e30="}}' }) },
      says: /the answer is not an entry/,
      cure: /./,
    },
    {
      what: 'nobody gives the time',
      given: { authorities: OF_GITHUB, fault: failsAt('timestamp.githubapp.com', { status: 400 }) },
      says: /^Requesting a timestamp from timestamp\.githubapp\.com failed: the answer is 400\.$/,
      cure: /githubstatus/,
    },
  ])('is none where $what', async ({ given, says, cure }) => {
    await expect(signed(given)).rejects.toMatchObject({
      message: expect.stringMatching(says),
      cure: expect.stringMatching(cure),
    })
  })

  test('is not made with a certificate for somebody else', async () => {
    const world = await sigstore()
    const identity = await identityOf(world)
    const earlier: ServiceResponse[] = []
    const { ask } = services(world)
    const replayed: Services = {
      ask: async (what, request) => {
        const answer = await ask(what, request)
        if (request.url.includes('signingCert')) earlier.push(answer)
        return earlier[0] ?? answer
      },
    }
    const sign = () => signStatement(signatureOf(DIGEST), identity, OF_GITHUB, replayed)
    await sign().catch(() => {})
    await expect(sign()).rejects.toThrow(/the answer has no certificate for the key of this job/)
  })
})

describe('the identity of a job', () => {
  test('is what the runner says, and its token is masked', async () => {
    const world = await sigstore({ run_id: '4711' })
    const service = {
      url: world.env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '',
      secret: world.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '',
    }
    const { result, text: log } = await whileCaptured(() => readIdentity(service, services(world)))
    expect(result.claims).toMatchObject({ repository: 'octo-org/hello', run_id: '4711' })
    expect(log).toBe(`::add-mask::${result.token}\n`)
  })

  test.each<{ what: string; fault?: Reply; claims?: Readonly<Record<string, string>>; says: RegExp }>([
    { what: 'is refused', fault: { status: 403 }, says: /failed: the answer is 403\.$/ },
    { what: 'is no token', fault: { body: '{"value":"x"}' }, says: /the token lacks iss, sub, / },
    { what: 'is not told', fault: { body: '{}' }, says: /the token lacks iss, sub, / },
    {
      what: 'lacks what provenance needs',
      claims: { workflow_ref: '' },
      says: /the token lacks workflow_ref\.$/,
    },
  ])('that $what is a failure', async ({ fault, claims = {}, says }) => {
    const world = await sigstore(claims, (host) => (host === 'pipelines.example' ? fault : undefined))
    await expect(identityOf(world)).rejects.toMatchObject({
      message: expect.stringMatching(says),
      cure: expect.stringContaining('id-token: write'),
    })
  })
})

describe('an attestation', () => {
  const KEEPER = {
    ...{ server: 'https://github.com', api: 'https://api.github.com' },
    ...{ repository: 'octo-org/hello', token: GITHUB_TOKEN },
  }

  test("says how the image was made, in the words of GitHub's own action", async () => {
    const { claims } = await identityOf(
      await sigstore({ job_workflow_ref: 'octo-org/shared/.github/workflows/b.yml@v1' }),
    )
    const names = ['ghcr.io/octo-org/hello', 'quay.io/octo/hello']
    const { bytes, predicateType } = provenanceOf({ names, digest: DIGEST }, 'https://github.com', claims)
    expect(predicateType).toBe('https://slsa.dev/provenance/v1')
    expect(parseJson(bytes)).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: names.map((name) => ({ name, digest: { sha256: 'ab'.repeat(32) } })),
      predicateType,
      predicate: {
        buildDefinition: {
          buildType: 'https://actions.github.io/buildtypes/workflow/v1',
          externalParameters: {
            workflow: {
              ref: 'refs/heads/main',
              repository: 'https://github.com/octo-org/hello',
              path: '.github/workflows/build.yml',
            },
          },
          internalParameters: {
            github: {
              event_name: 'push',
              repository_id: '1296269',
              repository_owner_id: '9919',
              runner_environment: 'github-hosted',
            },
          },
          resolvedDependencies: [
            {
              uri: 'git+https://github.com/octo-org/hello@refs/heads/main',
              digest: { gitCommit: '6113728f27ae82c7b1a177c8d03f9e96e0adf246' },
            },
          ],
        },
        runDetails: {
          builder: { id: 'https://github.com/octo-org/shared/.github/workflows/b.yml@v1' },
          metadata: { invocationId: 'https://github.com/octo-org/hello/actions/runs/77/attempts/1' },
        },
      },
    })
  })

  test.each([
    ['o/a/.github/workflows/w.yml@refs/heads/main', 'o/a/.github/workflows/w.yml'],
    ['o/a/.github/workflows/w.yaml@v1', 'o/a/.github/workflows/w.yaml'],
    ['o/a/.github/workflows/a@b.yml@refs/heads/x@y.yml', 'o/a/.github/workflows/a@b.yml'],
    ['something else', 'something else'],
  ])('finds the workflow in %s', (reference, workflow) => {
    expect(workflowIn(reference)).toBe(workflow)
  })

  test('is kept by GitHub, with a page of its own', async () => {
    const { world, bundle } = await signed()
    const page = await storeAttestation(KEEPER, bundle, services(world))
    expect(page).toBe('https://github.com/octo-org/hello/attestations/4711')
    expect(world.kept).toEqual([bundle.bytes])
  })

  test.each<{ what: string; fault?: Reply; token?: string; says: RegExp }>([
    {
      what: 'may not be written',
      fault: { status: 403, body: '{"message":"Resource not accessible by integration"}' },
      says: /^Storing the attestation at GitHub failed: the answer is 403 \(Resource not accessible by integration\)\.$/,
    },
    { what: 'comes with a wrong token', token: 'x', says: /the answer is 401 \(Bad credentials\)/ },
    { what: 'has no id', fault: { status: 201, body: '{}' }, says: /the answer has no id/ },
  ])('that $what is a failure', async ({ fault, token = GITHUB_TOKEN, says }) => {
    const { world, bundle } = await signed({
      fault: (host) => (host === 'api.github.com' ? fault : undefined),
    })
    await expect(storeAttestation({ ...KEEPER, token }, bundle, services(world))).rejects.toMatchObject({
      message: expect.stringMatching(says),
      cure: expect.stringContaining('attestations: write'),
    })
  })
})

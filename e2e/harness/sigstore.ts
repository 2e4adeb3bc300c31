/**
 * Stand-ins for all services that take part in a signature: the runner's identity service, Sigstore's certificate authority,
 * log and timestamps, and GitHub's attestations. Clients use their real names, through a proxy that connects to the
 * stand-ins (internet.ts), and their signatures are verified with Sigstore's own packages.
 */
import { createHash, generateKeyPairSync, verify, X509Certificate } from 'node:crypto'
import { bundleFromJSON } from '@sigstore/bundle'
import { dsse } from '@sigstore/core'
import {
  fulcioHandler,
  initializeCA,
  initializeCTLog,
  initializeTLog,
  initializeTSA,
  tsaHandler,
} from '@sigstore/mock'
import { HashAlgorithm, PublicKeyDetails, TrustedRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import { REPOSITORY } from './event.ts'
import { field, parseJson, text } from './json.ts'
import type { HttpRequest, Reply } from './registry-host.ts'

/** The answer of a host; undefined if a fault of a test leaves it to the stand-in. */
export type Host = (request: HttpRequest) => Promise<Reply>

/** A different answer of a host, depending on the number of its earlier requests. */
export type HostFault = (host: string, turn: number) => Reply | undefined

export interface Sigstore {
  /** By name. */
  readonly hosts: Readonly<Record<string, Host>>
  /** Variables of a job that may request an identity token. */
  readonly env: Readonly<Record<string, string>>
  /** All requests, as `HOST METHOD PATH`. */
  readonly requests: readonly string[]
  /** Bundles that GitHub has stored, as JSON. */
  readonly kept: readonly string[]
  /** The trusted root of a verifier, as JSON. */
  readonly trustedRoot: unknown
  /** Verifies a bundle. @returns its statement and its signer @throws if anything about it is wrong */
  readonly verify: (bundle: string) => Said
}

/** A verified signature. */
interface Said {
  /** The identity in the certificate. */
  readonly by: string
  readonly predicateType: string
  /** Digests of its subjects. */
  readonly about: readonly string[]
  readonly predicate: unknown
}

const WORKFLOW = `${REPOSITORY}/.github/workflows/build.yml`
/** The token that the runner's identity service requires. */
const RUNNERS_SECRET = 'runners-own-token'
/** The token that the API requires. */
export const GITHUB_TOKEN = 'ghs_of-the-job'

const CLAIMS = {
  iss: 'https://token.actions.githubusercontent.com',
  sub: `repo:${REPOSITORY}:ref:refs/heads/main`,
  aud: 'sigstore',
  ref: 'refs/heads/main',
  sha: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
  repository: REPOSITORY,
  repository_id: '1296269',
  repository_owner_id: '9919',
  repository_visibility: 'public',
  event_name: 'push',
  workflow_ref: `${WORKFLOW}@refs/heads/main`,
  job_workflow_ref: `${WORKFLOW}@refs/heads/main`,
  runner_environment: 'github-hosted',
  run_id: '77',
  run_attempt: '1',
}

/** @param claims claims of the token that differ from the default ones */
export async function sigstore(
  claims: Readonly<Record<string, string>> = {},
  fault: HostFault = () => undefined,
): Promise<Sigstore> {
  const requests: string[] = []
  const kept: string[] = []
  const key = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })
  const keys = { ca: key('P-384'), ct: key('P-256'), log: key('P-256'), tsa: key('P-384') }
  const ctLog = await initializeCTLog(keys.ct)
  const ca = await initializeCA(keys.ca, ctLog)
  const log = await initializeTLog('https://rekor.sigstore.dev', keys.log)
  const tsa = await initializeTSA(keys.tsa, stampedTime())
  const tokenClaims = { ...CLAIMS, ...claims }
  const certificates = byHandler(fulcioHandler(ca, { subjectClaim: 'uri' }).fn)
  const timestamps = byHandler(tsaHandler(tsa).fn)
  const hosts: Readonly<Record<string, Host>> = {
    'pipelines.example': identities({
      ...tokenClaims,
      uri: `https://github.com/${tokenClaims.job_workflow_ref}`,
    }),
    'fulcio.sigstore.dev': certificates,
    'fulcio.githubapp.com': certificates,
    'rekor.sigstore.dev': logHost((entry) => log.log(entry)),
    'timestamp.githubapp.com': timestamps,
    'api.github.com': keeper(kept),
  }
  const root = trustedRoot({ ca, ctLog, log, tsa })
  return {
    hosts: Object.fromEntries(
      Object.entries(hosts).map(([name, host]) => [name, recordRequests(name, host, requests, fault)]),
    ),
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.example/id?api-version=2.0',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: RUNNERS_SECRET,
    },
    requests: requests,
    kept,
    trustedRoot: TrustedRoot.toJSON(root),
    verify: (bundle) => verifyBundle(bundle, root),
  }
}

function recordRequests(name: string, host: Host, requests: string[], fault: HostFault): Host {
  return (one) => {
    const turn = requests.filter((earlier) => earlier.startsWith(`${name} `)).length
    requests.push(`${name} ${one.method} ${one.path}`)
    const answer = fault(name, turn)
    return answer === undefined ? host(one) : Promise.resolve(answer)
  }
}

/**
 * The time of all timestamps, which is within the ten minutes for which certificates of the next five are valid. With the
 * clock's exact time, one timestamp in ten could not be read: if its fraction ends in a zero, the writer omits it, but
 * @sigstore/core requires it.
 */
function stampedTime(): Date {
  const second = 1_000
  return new Date(Math.floor(Date.now() / second) * second + 5 * 60 * second + 1)
}

type MockHandler = ReturnType<typeof fulcioHandler>['fn']

function byHandler(handler: MockHandler): Host {
  return async ({ body }) => {
    const { statusCode: status, response } = await handler(body)
    return { status, body: typeof response === 'string' ? response : Buffer.from(bytesOf(response)) }
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

/** Issues a token to clients with the runner's secret, for Sigstore only. */
function identities(claims: Readonly<Record<string, string>>): Host {
  return async ({ path, headers }) => {
    const { searchParams: query } = new URL(path, 'https://any')
    if (headers['authorization'] !== `Bearer ${RUNNERS_SECRET}`) return { status: 401 }
    if (query.get('audience') !== 'sigstore' || query.get('api-version') !== '2.0') return { status: 400 }
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    return json({ value: `${part({ alg: 'none' })}.${part(claims)}.c2ln` })
  }
}

/** GitHub's API for attestations. */
function keeper(kept: string[]): Host {
  return async ({ method, path, headers, body }) => {
    if (headers['authorization'] !== `Bearer ${GITHUB_TOKEN}`)
      return { status: 401, body: '{"message":"Bad credentials"}' }
    if (method !== 'POST' || path !== `/repos/${REPOSITORY}/attestations`) return { status: 404 }
    kept.push(JSON.stringify(field(parseJson(body, 'an attestation'), 'bundle')))
    return json({ id: 4711 }, 201)
  }
}

/** A log that verifies the entries that it accepts, and stores them in Rekor's form (pkg/types/dsse/v0.0.1/entry.go). */
function logHost(enter: (entry: object) => Promise<object>): Host {
  const entries = new Map<string, { readonly id: string; readonly bytes: string }>()
  return async ({ method, path, body }) => {
    const [, wanted] = /^\/api\/v1\/log\/entries\/([0-9a-f]+)$/.exec(path) ?? []
    const found = [...entries.values()].find(({ id }) => id === wanted)
    if (method === 'GET') return found === undefined ? { status: 404 } : { body: found.bytes }
    const proposed = field(field(parseJson(body, 'an entry'), 'spec'), 'proposedContent')
    const envelope = text(proposed, 'envelope')
    const earlier = entries.get(envelope)
    if (earlier !== undefined)
      return {
        status: 409,
        headers: { location: `/api/v1/log/entries/${earlier.id}` },
        body: '{"code":409,"message":"an equivalent entry already exists"}',
      }
    const entry = dsseEntry(envelope, firstOf(field(proposed, 'verifiers')))
    if (entry === undefined) return { status: 400, body: '{"code":400,"message":"the signature is wrong"}' }
    const bytes = JSON.stringify(await enter(entry))
    entries.set(envelope, { id: Object.keys(JSON.parse(bytes))[0] ?? '', bytes })
    return { status: 201, body: bytes }
  }
}

/** @returns undefined if the signature was not made with the certificate's key */
function dsseEntry(envelope: string, verifier: string): object | undefined {
  const document = parseJson(envelope, 'an envelope')
  const payload = Buffer.from(text(document, 'payload'), 'base64')
  const [one] = [field(document, 'signatures')].flat()
  const signature = text(one, 'sig')
  const signed = dsse.preAuthEncoding(text(document, 'payloadType'), payload)
  const { publicKey } = new X509Certificate(Buffer.from(verifier, 'base64'))
  if (!verify('sha256', signed, publicKey, Buffer.from(signature, 'base64'))) return undefined
  const hash = (bytes: string | Buffer) => ({
    algorithm: 'sha256',
    value: createHash('sha256').update(bytes).digest('hex'),
  })
  const spec = {
    envelopeHash: hash(envelope),
    payloadHash: hash(payload),
    signatures: [{ signature, verifier }],
  }
  return { apiVersion: '0.0.1', kind: 'dsse', spec }
}

function firstOf(list: unknown): string {
  return Array.isArray(list) && typeof list[0] === 'string' ? list[0] : ''
}

function json(value: unknown, status = 200): Reply {
  return { status, body: JSON.stringify(value) }
}

interface Roots {
  readonly ca: Awaited<ReturnType<typeof initializeCA>>
  readonly ctLog: Awaited<ReturnType<typeof initializeCTLog>>
  readonly log: Awaited<ReturnType<typeof initializeTLog>>
  readonly tsa: Awaited<ReturnType<typeof initializeTSA>>
}

function trustedRoot({ ca, ctLog, log, tsa }: Roots): TrustedRoot {
  const validFor = { start: new Date(Date.now() - 3_600_000) }
  const authority = (uri: string, ...certificates: readonly ArrayBufferView[]) => ({
    ...{ uri, operator: 'test', validFor, subject: { commonName: 'test', organization: 'test' } },
    certChain: { certificates: certificates.map((each) => ({ rawBytes: Buffer.from(bytesOf(each)) })) },
  })
  const logOf = (baseUrl: string, rawBytes: Buffer) => ({
    ...{ baseUrl, operator: 'test', hashAlgorithm: HashAlgorithm.SHA2_256, checkpointKeyId: undefined },
    logId: { keyId: createHash('sha256').update(rawBytes).digest() },
    publicKey: { rawBytes, keyDetails: PublicKeyDetails.PKIX_ECDSA_P256_SHA_256, validFor },
  })
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    certificateAuthorities: [authority('https://fulcio.sigstore.dev', ca.rootCertificate)],
    timestampAuthorities: [
      authority('https://timestamp.githubapp.com', tsa.intCertificate, tsa.rootCertificate),
    ],
    tlogs: [logOf('https://rekor.sigstore.dev', log.publicKey)],
    ctlogs: [logOf('https://ctfe.sigstore.dev', ctLog.publicKey)],
  }
}

/** Requires a log entry or a timestamp, and a certificate with a promise of its log to list it. */
function verifyBundle(source: string, root: TrustedRoot): Said {
  const bundle = bundleFromJSON(parseJson(source, 'a bundle'))
  const entries = bundle.verificationMaterial.tlogEntries.length
  const verifier = new Verifier(toTrustMaterial(root), {
    ...{ ctlogThreshold: 1, tlogThreshold: entries, timestampThreshold: 1 },
  })
  const { identity } = verifier.verify(toSignedEntity(bundle))
  if (bundle.content.$case !== 'dsseEnvelope') throw new Error('the bundle has no envelope')
  const statement = parseJson(bundle.content.dsseEnvelope.payload.toString('utf8'), 'a statement')
  const subjects = [field(statement, 'subject')].flat()
  return {
    by: identity?.subjectAlternativeName ?? '',
    predicateType: text(statement, 'predicateType'),
    about: subjects.map((subject) => `sha256:${text(field(subject, 'digest'), 'sha256')}`),
    predicate: field(statement, 'predicate'),
  }
}

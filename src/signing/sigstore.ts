/**
 * Signs without a long-lived key: Sigstore certifies a new key for the identity of this job, and evidence that it was
 * used in time is part of the signature. Sigstore's packages assemble envelope and bundle; the requests are our own.
 */
import { createHash, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { type BundleWithDsseEnvelope, bundleToJSON, envelopeToJSON, toDSSEBundle } from '@sigstore/bundle'
import { dsse, pem } from '@sigstore/core'
import { Failure } from '../errors.ts'
import { array, field, keys, parseJson, text } from '../json.ts'
import type { Identity } from './identity.ts'
import { documentOf, postRequest, requestFailure, type ServiceResponse, type Services } from './services.ts'
import { STATEMENT_TYPE, type Statement } from './statement.ts'

/** Where certificates come from, and what proves the time of a signature: a log, or timestamps. */
export type Authorities =
  | { readonly kind: 'public'; readonly certificates: string; readonly log: string }
  | { readonly kind: 'github'; readonly certificates: string; readonly timestamps: string }

/** A signed statement, in the format that Sigstore's tools exchange. */
export interface Bundle {
  readonly predicateType: string
  /** As JSON. */
  readonly bytes: string
}

export const BUNDLE_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json'

type Entries = BundleWithDsseEnvelope['verificationMaterial']['tlogEntries']

/** @throws Failure */
export async function signStatement(
  { predicateType, bytes }: Statement,
  identity: Identity,
  authorities: Authorities,
  services: Services,
): Promise<Bundle> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = await requestCertificate({ publicKey, privateKey }, identity, authorities, services)
  const artifact = Buffer.from(bytes)
  const signature = sign('sha256', dsse.preAuthEncoding(STATEMENT_TYPE, artifact), privateKey)
  const bundle = toDSSEBundle({
    ...{ artifact, artifactType: STATEMENT_TYPE, signature },
    certificate: pem.toDER(certificate),
  })
  const { verificationMaterial: material } = bundle
  if (authorities.kind === 'public') {
    material.tlogEntries = [await addLogEntry(bundle, certificate, authorities.log, services)]
  } else {
    const signedTimestamp = await requestTimestamp(signature, authorities.timestamps, services)
    material.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp }] }
  }
  return { predicateType, bytes: JSON.stringify(bundleToJSON(bundle)) }
}

interface KeyPair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

const CERTIFICATE_CURES = {
  public: 'See https://status.sigstore.dev, and run the job again.',
  github:
    "The repository is not public, so GitHub's own Sigstore has to sign, which requires GitHub Enterprise Cloud. Without it, leave out attest and sign, or sign with a key in a step after this one (cosign sign --key).",
} as const

/**
 * Requests a certificate that this job owns a key, as PEM. https://github.com/sigstore/fulcio/blob/main/fulcio.proto
 */
async function requestCertificate(
  { publicKey, privateKey }: KeyPair,
  { token, claims }: Identity,
  { kind, certificates }: Authorities,
  { ask }: Services,
): Promise<string> {
  const what = `Requesting a certificate from ${new URL(certificates).host}`
  const cure = CERTIFICATE_CURES[kind]
  const content = publicKey.export({ format: 'pem', type: 'spki' }).toString()
  const proofOfPossession = sign('sha256', Buffer.from(claims.sub), privateKey).toString('base64')
  const request = {
    credentials: { oidcIdentityToken: token },
    publicKeyRequest: { publicKey: { algorithm: 'ECDSA', content }, proofOfPossession },
  }
  const document = documentOf(
    what,
    await ask(what, postRequest(`${certificates}/api/v2/signingCert`, request)),
    cure,
  )
  const answer =
    field(document, 'signedCertificateEmbeddedSct') ?? field(document, 'signedCertificateDetachedSct')
  const [certificate] = array(answer, 'chain', 'certificates')
  if (typeof certificate !== 'string' || !isCertificateFor(certificate, privateKey))
    throw new Failure(`${what} failed: the answer has no certificate for the key of this job.`, cure)
  return certificate
}

function isCertificateFor(certificate: string, key: KeyObject): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(key)
  } catch {
    return false
  }
}

const LOG_CURE = 'See https://status.sigstore.dev, and run the job again.'

/** Adds a signature to the public log. https://github.com/sigstore/rekor/blob/main/openapi.yaml */
async function addLogEntry(
  { content }: BundleWithDsseEnvelope,
  certificate: string,
  log: string,
  services: Services,
): Promise<Entries[number]> {
  const what = `Adding a signature to the log of ${new URL(log).host}`
  const envelope = JSON.stringify(envelopeToJSON(content.dsseEnvelope))
  const verifiers = [Buffer.from(certificate).toString('base64')]
  const proposal = { apiVersion: '0.0.1', kind: 'dsse', spec: { proposedContent: { envelope, verifiers } } }
  const answer = await services.ask(what, postRequest(`${log}/api/v1/log/entries`, proposal))
  const entries = documentOf(what, await existingEntry(what, answer, log, services), LOG_CURE)
  const entry = field(entries, keys(entries)[0] ?? '')
  const read = readEntry(entry)
  if (read === undefined) throw new Failure(`${what} failed: the answer is not an entry.`, LOG_CURE)
  return read
}

/** An attempt whose answer was lost may have added the entry: then the log returns its location. */
async function existingEntry(
  what: string,
  answer: ServiceResponse,
  log: string,
  { ask }: Services,
): Promise<ServiceResponse> {
  if (answer.status !== 409) return answer
  const [, id] = /\/([0-9a-f]{64,80})$/.exec(answer.location) ?? []
  if (id === undefined) throw requestFailure(what, answer, LOG_CURE)
  const headers = { accept: 'application/json' }
  return ask(what, { method: 'GET', url: `${log}/api/v1/log/entries/${id}`, headers })
}

/** An entry in the form that bundles use; undefined if it is not an entry. */
function readEntry(entry: unknown): Entries[number] | undefined {
  const canonicalizedBody = Buffer.from(text(entry, 'body'), 'base64')
  const body = parseJson(canonicalizedBody.toString('utf8'))
  const proof = field(field(entry, 'verification'), 'inclusionProof')
  const [logIndex, integratedTime] = [numberIn(entry, 'logIndex'), numberIn(entry, 'integratedTime')]
  const [proven, treeSize] = [numberIn(proof, 'logIndex'), numberIn(proof, 'treeSize')]
  const promise = text(entry, 'verification', 'signedEntryTimestamp')
  const hashes = array(proof, 'hashes').flatMap((hash) => (typeof hash === 'string' ? [hash] : []))
  const numbers = [logIndex, integratedTime, proven, treeSize]
  if (text(body, 'kind') === '' || promise === '' || numbers.includes('')) return undefined
  return {
    ...{ logIndex, integratedTime, canonicalizedBody },
    logId: { keyId: Buffer.from(text(entry, 'logID'), 'hex') },
    kindVersion: { kind: text(body, 'kind'), version: text(body, 'apiVersion') },
    inclusionPromise: { signedEntryTimestamp: Buffer.from(promise, 'base64') },
    inclusionProof: {
      ...{ logIndex: proven, treeSize },
      rootHash: Buffer.from(text(proof, 'rootHash'), 'hex'),
      hashes: hashes.map((hash) => Buffer.from(hash, 'hex')),
      checkpoint: { envelope: text(proof, 'checkpoint') },
    },
  }
}

/** A number in the form that bundles use; '' if there is none. */
function numberIn(value: unknown, name: string): string {
  const found = field(value, name)
  return typeof found === 'number' && Number.isSafeInteger(found) ? String(found) : ''
}

const TIMESTAMP_CURE = 'See https://www.githubstatus.com, and run the job again.'

/**
 * Requests a timestamp for a signature (RFC 3161).
 * https://github.com/sigstore/timestamp-authority/blob/main/openapi.yaml
 */
async function requestTimestamp(signature: Buffer, authority: string, { ask }: Services): Promise<Buffer> {
  const what = `Requesting a timestamp from ${new URL(authority).host}`
  const artifactHash = createHash('sha256').update(signature).digest('base64')
  const request = { artifactHash, hashAlgorithm: 'sha256' }
  const answer = await ask(what, postRequest(`${authority}/api/v1/timestamp`, request))
  if (answer.status < 200 || answer.status > 299) throw requestFailure(what, answer, TIMESTAMP_CURE)
  return answer.body
}

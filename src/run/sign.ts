import { writeFileSync } from 'node:fs'
import { mapConcurrent } from '../concurrency.ts'
import { distinctBy } from '../distinct.ts'
import { Failure } from '../errors.ts'
import type { IdentityService } from '../facts/step.ts'
import { text } from '../json.ts'
import { type Descriptor, readDescriptor } from '../oci/descriptor.ts'
import { mediaTypeOf } from '../oci/manifest.ts'
import type { SigningPlan } from '../plan/plan.ts'
import { AccessDenied } from '../registry/login.ts'
import type { Registries } from '../registry/manifests.ts'
import { attachReferrer } from '../registry/referrers.ts'
import { setSecret } from '../runner/commands.ts'
import { logLine } from '../runner/log.ts'
import { storeAttestation } from '../signing/github.ts'
import { type Claims, readIdentity } from '../signing/identity.ts'
import { openServices } from '../signing/services.ts'
import { BUNDLE_TYPE, type Bundle, signStatement } from '../signing/sigstore.ts'
import { provenanceOf, type Statement, signatureOf, workflowIn } from '../signing/statement.ts'
import { awaitDigest, describeMismatch, errorPhrase } from './await-digest.ts'
import type { Confirmed } from './confirm.ts'

/** What a job needs to sign in its own name, besides the plan. */
export interface Signer {
  /** undefined if the job has no permission. */
  readonly identities: IdentityService | undefined
  readonly token: string
  /** Variables of the step, which name proxies. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The image to sign, and where it is. */
export interface SigningTarget {
  readonly image: Confirmed
  /** Every repository that has it or will have it. */
  readonly repositories: readonly string[]
}

/** What was signed, and in whose name. */
export interface Signed {
  /** URL of the attestation at GitHub; '' if there is none. */
  readonly attestation: string
  /** URL of the issuer of the identity. */
  readonly issuer: string
  /** OWNER/NAME of the repository of the run. */
  readonly repository: string
  /** OWNER/NAME/PATH of the workflow with the job, which may be in another repository. */
  readonly workflow: string
}

/** Number of signatures that are made concurrently, and of repositories that are written to. */
const SIGNATURES_AT_ONCE = 4

/**
 * Signs an image by its digest, and pushes the signatures next to it. No tag has moved yet, so no tag ever points to
 * an image without its signatures.
 * @throws Failure
 */
export async function signImage(
  registries: Registries,
  plan: SigningPlan,
  { identities, token, env }: Signer,
  { image, repositories }: SigningTarget,
): Promise<Signed> {
  if (identities === undefined) throw new Error('The plan signs, and the job has no identity.')
  await mapConcurrent(repositories, SIGNATURES_AT_ONCE, (repository) =>
    pushIndex(registries, repository, image),
  )
  const services = openServices(env, registries.withRetries)
  setSecret(identities.secret)
  const identity = await readIdentity(identities, services)
  const { claims } = identity
  const sign = async ({ subject, statement }: PlannedStatement): Promise<SignedSubject> => ({
    subject,
    bundle: await signStatement(statement, identity, plan.sigstore, services),
  })
  const [attested, ...others] = plannedStatements(plan, image, repositories, claims)
  if (attested === undefined) throw new Error('The plan signs nothing.')
  // If something is wrong, the first one reports it once, not each of them.
  const first = await sign(attested)
  const attestation = plan.attests ? await storeAttestation({ ...plan, token }, first.bundle, services) : ''
  const signed = [first, ...(await mapConcurrent(others, SIGNATURES_AT_ONCE, sign))]
  await mapConcurrent(repositories, SIGNATURES_AT_ONCE, (repository) =>
    attachAll(registries, repository, signed),
  )
  writeFileSync(plan.file, signed.map(({ bundle }) => `${bundle.bytes}\n`).join(''), { mode: 0o600 })
  logLine(
    `Signed ${image.digest} as ${claims.job_workflow_ref}${attestation === '' ? '' : `: ${attestation}`}`,
  )
  const { iss: issuer, repository, job_workflow_ref: reference } = claims
  return { attestation, issuer, repository, workflow: workflowIn(reference) }
}

/** Pushes an index that does not have its tags yet. */
async function pushIndex(
  registries: Registries,
  repository: string,
  { digest, bytes }: Confirmed,
): Promise<void> {
  const reference = `${repository}@${digest}`
  const manifests = registries.at(repository)
  try {
    await registries.withRetries(`Pushing ${reference}`, async () => {
      if ((await manifests.digest(digest)) !== digest) await manifests.put(digest, bytes)
    })
  } catch (error) {
    throw signingFailure(`${reference} cannot be pushed: ${errorPhrase(error)}`, error)
  }
  const { found, error } = await awaitDigest(registries, reference, digest)
  if (found !== digest) throw signingFailure(`${reference} ${describeMismatch(found, error, digest)}`, error)
}

interface PlannedStatement {
  readonly subject: Descriptor
  readonly statement: Statement
}

/** The attestation comes first, if there is one. */
function plannedStatements(
  { attests, signs, server }: SigningPlan,
  { digest, bytes, index }: Confirmed,
  names: readonly string[],
  claims: Claims,
): readonly PlannedStatement[] {
  const whole: Descriptor = { mediaType: mediaTypeOf(bytes), digest, size: Buffer.byteLength(bytes) }
  const images = index.images.map((image) =>
    readDescriptor(index.entries.find((entry) => text(entry, 'digest') === image.digest)),
  )
  const subjects = distinctBy([whole, ...images], (subject) => subject.digest)
  return [
    ...(attests ? [{ subject: whole, statement: provenanceOf({ names, digest }, server, claims) }] : []),
    ...(signs ? subjects.map((subject) => ({ subject, statement: signatureOf(subject.digest) })) : []),
  ]
}

interface SignedSubject {
  readonly subject: Descriptor
  readonly bundle: Bundle
}

/** One after the other: in a registry without the referrers API, all referrers of an image are in one list. */
async function attachAll(
  registries: Registries,
  repository: string,
  signed: readonly SignedSubject[],
): Promise<void> {
  const created = new Date().toISOString()
  for (const { subject, bundle } of signed) {
    const { mediaType, digest, size } = subject
    // As cosign and GitHub's own action write them (cosign 3.1.3, pkg/oci/remote/write.go).
    const annotations = {
      'org.opencontainers.image.created': created,
      'dev.sigstore.bundle.content': 'dsse-envelope',
      'dev.sigstore.bundle.predicateType': bundle.predicateType,
    }
    const referrer = {
      subject: { mediaType, digest, size },
      type: BUNDLE_TYPE,
      content: bundle.bytes,
      annotations,
    }
    await attachReferrer(registries, repository, referrer).catch((error: unknown) => {
      throw signingFailure(
        `a signature of ${repository}@${digest} cannot be pushed: ${errorPhrase(error)}`,
        error,
      )
    })
  }
}

function signingFailure(why: string, error: unknown): Failure {
  const cure = error instanceof AccessDenied ? error.cure : UNTAKEN_CURE
  return new Failure(`The image was pushed but cannot be signed: ${why}.`, cure)
}

const UNTAKEN_CURE =
  'Check that the registry accepts manifests with a subject (OCI 1.1) and tags like sha256-…, and run the job again.'

import type { EventFacts, MergeFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import type { PublishPlan, SigningPlan, Sigstore } from '../plan.ts'

/** The servers whose identities Sigstore accepts: github.com, and the tenants of ghe.com. */
const WITH_IDENTITIES = /^(?:github\.com|[a-z0-9-]+\.ghe\.com)$/i

/** The public log and certificates: https://docs.sigstore.dev/about/public-instance */
const PUBLIC_SIGSTORE: Sigstore = {
  kind: 'public',
  certificates: 'https://fulcio.sigstore.dev',
  log: 'https://rekor.sigstore.dev',
}

/** The inputs that decide whether anything is signed. */
export const SIGNING_INPUTS = ['attest', 'sign'] as const

type SigningInputs = Pick<Inputs, (typeof SIGNING_INPUTS)[number]>

/** The inputs that request a signature. */
export function requestedSignatures(inputs: SigningInputs): readonly (typeof SIGNING_INPUTS)[number][] {
  return SIGNING_INPUTS.filter((name) => inputs[name])
}

/** Whether jobs on this server can sign at all. */
export function hasIdentities({ server }: Pick<EventFacts, 'server'>): boolean {
  return WITH_IDENTITIES.test(hostOf(server))
}

/**
 * How the pushed image is signed.
 * @returns undefined if nothing is to be signed
 */
export function planSigning(
  inputs: SigningInputs,
  { event, temp }: Pick<MergeFacts, 'event' | 'temp'>,
): SigningPlan | undefined {
  const { attest, sign } = inputs
  if (!attest && !sign) return undefined
  const { server, api, repository, isPublic } = event
  const sigstore = isPublic ? PUBLIC_SIGSTORE : githubSigstore(server)
  return {
    ...{ attests: attest, signs: sign, sigstore, server, api, repository },
    file: `${temp}/bundles.jsonl`,
  }
}

/** Notices that nothing is signed, because nothing is pushed. */
export function unsignedNotices(inputs: SigningInputs, isPushed: boolean): readonly string[] {
  return isPushed
    ? []
    : requestedSignatures(inputs).map((name) => `${name}: nothing is pushed, so nothing is signed.`)
}

/** Warnings that the image is only signed after its tags have moved. */
export function lateWarnings(
  inputs: SigningInputs,
  publish: Pick<PublishPlan, 'by'> | undefined,
): readonly string[] {
  if (publish?.by !== 'tags') return []
  return requestedSignatures(inputs).map(
    (name) => `${name}: this builder can only push with tags, so the image is signed after they have moved.`,
  )
}

/** GitHub's own Sigstore, for repositories that are not public: it has timestamps and no public log. */
function githubSigstore(server: string): Sigstore {
  const host = hostOf(server)
  const domain = host === 'github.com' ? 'githubapp.com' : host
  return {
    kind: 'github',
    certificates: `https://fulcio.${domain}`,
    timestamps: `https://timestamp.${domain}`,
  }
}

function hostOf(server: string): string {
  return URL.parse(server)?.hostname ?? ''
}

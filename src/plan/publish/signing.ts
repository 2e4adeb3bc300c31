import type { EventFacts, MergeFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import type { PublishPlan, SigningPlan, Sigstore } from '../plan.ts'

/** The servers that GitHub gives identities to Sigstore for: github.com, and the tenants of ghe.com. */
const WITH_IDENTITIES = /^(?:github\.com|[a-z0-9-]+\.ghe\.com)$/i

/** The log and the certificates that everybody can see: https://docs.sigstore.dev/about/public-instance */
const PUBLIC: Sigstore = {
  kind: 'public',
  certificates: 'https://fulcio.sigstore.dev',
  log: 'https://rekor.sigstore.dev',
}

/** The inputs that decide whether anything is signed. */
export const SIGNING_INPUTS = ['attest', 'sign'] as const

type Asked = Pick<Inputs, (typeof SIGNING_INPUTS)[number]>

/** The inputs that ask for a signature, as they are written. */
export function askedSignatures(inputs: Asked): readonly (typeof SIGNING_INPUTS)[number][] {
  return SIGNING_INPUTS.filter((name) => inputs[name])
}

/** Whether jobs of this server can sign at all. */
export function hasIdentities({ server }: Pick<EventFacts, 'server'>): boolean {
  return WITH_IDENTITIES.test(hostOf(server))
}

/**
 * How what is pushed is signed.
 * @returns undefined where nothing is to be signed
 */
export function planSigning(
  inputs: Asked,
  { event, temp }: Pick<MergeFacts, 'event' | 'temp'>,
): SigningPlan | undefined {
  const { attest, sign } = inputs
  if (!attest && !sign) return undefined
  const { server, api, repository, isPublic } = event
  const sigstore = isPublic ? PUBLIC : githubs(server)
  return {
    ...{ attests: attest, signs: sign, sigstore, server, api, repository },
    file: `${temp}/bundles.jsonl`,
  }
}

/** What is signed nowhere, because nothing is pushed. */
export function unsignedNotices(inputs: Asked, isPushed: boolean): readonly string[] {
  return isPushed
    ? []
    : askedSignatures(inputs).map((name) => `${name}: nothing is pushed, so nothing is signed.`)
}

/** What is signed only once its tags have moved. */
export function lateWarnings(inputs: Asked, publish: Pick<PublishPlan, 'by'> | undefined): readonly string[] {
  if (publish?.by !== 'tags') return []
  return askedSignatures(inputs).map(
    (name) => `${name}: this builder can only push with tags, so the image is signed after they have moved.`,
  )
}

/** GitHub's own, for repositories that not everybody may know of: it has timestamps and no public log. */
function githubs(server: string): Sigstore {
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

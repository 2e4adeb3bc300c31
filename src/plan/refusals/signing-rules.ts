import type { LocalFacts } from '../../facts/facts.ts'
import { DESTINATION_INPUTS, destinationOf, isPushed } from '../publish/destination.ts'
import { hasIdentities, requestedSignatures } from '../publish/signing.ts'
import { type Rule, rule } from './rule.ts'

/** What can be wrong with signing. If nothing is pushed, nothing is signed, and the requirements of a signature do not matter. */
export const SIGNING_RULES: readonly Rule<LocalFacts>[] = [
  rule(DESTINATION_INPUTS, (inputs, { event, step }) => {
    const [input] = isPublished(inputs) ? requestedSignatures(inputs) : []
    if (input === undefined) return false
    if (!hasIdentities(event))
      return {
        input,
        what: `${event.server} gives its jobs no identity that Sigstore knows: only github.com and ghe.com do.`,
        cure: `Remove ${input}, and sign with a key of your own in a step after this one (cosign sign --key).`,
      }
    return !step.hasIdentity && { input, what: NO_IDENTITY, cure: event.fork ? FORKS_CURE : PERMISSIONS_CURE }
  }),
  rule(
    ['github-token', ...DESTINATION_INPUTS],
    (inputs) =>
      inputs.attest &&
      isPublished(inputs) &&
      inputs['github-token'] === '' && {
        input: 'github-token',
        what: 'it is empty, and attest needs it to store the attestation.',
        cure: `Remove it to get the job's own token, with permissions: attestations: write.`,
      },
  ),
]

const NO_IDENTITY =
  'the job may not prove its identity, which a signature needs (ACTIONS_ID_TOKEN_REQUEST_URL and …_TOKEN are not set).'

/** A job that names any permission gets no others from GitHub. */
const PERMISSIONS_CURE =
  'Add two lines to the permissions of the job, next to contents: read and packages: write:\n  id-token: write\n  attestations: write'

const FORKS_CURE =
  'A pull request from a fork never gets this permission: push nothing there, with push: auto.'

/** A merge publishes unless `push: auto` only tests the builds; a part never publishes. */
function isPublished(inputs: Parameters<typeof destinationOf>[0]): boolean {
  if (inputs.mode === 'part') return false
  return isPushed(destinationOf(inputs)) || (inputs.mode === 'merge' && !inputs.isTrial)
}

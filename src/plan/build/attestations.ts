import { type Attestation, createAttestation, withBuilder } from '../../buildx/attestation.ts'
import type { EventFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'

/**
 * The attestations, as docker/build-push-action makes them: `provenance` and `sbom` win over entries of their type
 * in `attests`; without any, provenance by the repository's visibility, unless nothing can hold it or
 * BUILDX_NO_DEFAULT_ATTESTATIONS says no.
 */
export function attestations(
  inputs: Pick<Inputs, 'provenance' | 'sbom' | 'attests'>,
  event: EventFacts,
  holders: Holders,
): readonly Attestation[] {
  const { sbom, attests } = inputs
  const isRequested = attests.some(isProvenance)
  const isDefault = !isRequested && !event.noDefaultAttestations && holders !== 'nothing'
  const provenance = inputs.provenance ?? (isDefault ? byVisibility(event, holders) : undefined)
  const replaced = [inputs.provenance, sbom].flatMap((each) => each?.type ?? [])
  return [provenance, sbom, ...attests.filter(({ type }) => !replaced.includes(type))]
    .filter((each) => each !== undefined)
    .map((each) => withRun(each, event))
}

/**
 * What can hold attestations. Docker's own format cannot: what is pushed beside an image that is loaded gets those that
 * are for the image alone (BuildKit, exporter/oci: `inline-only`).
 */
export type Holders = 'everything' | 'what is pushed' | 'nothing'

function byVisibility({ isPrivate }: EventFacts, holders: Holders): Attestation {
  const mode = isPrivate ? 'min' : 'max'
  const isInline = isPrivate || holders === 'what is pushed'
  return createAttestation('provenance', isInline ? { mode, 'inline-only': 'true' } : { mode })
}

/** Provenance names the run that made the image, unless the user names another builder. */
function withRun(each: Attestation, { runUrl }: EventFacts): Attestation {
  return each.isDisabled || runUrl === '' ? each : withBuilder(each, runUrl)
}

/** Whether an image of one platform gets an index, because attestations need one. */
export function isAttested(attests: readonly Attestation[], event: EventFacts): boolean {
  const isOn = attests.some(({ isDisabled }) => !isDisabled)
  // Without a value for provenance buildx adds it by itself.
  return isOn || (!attests.some(isProvenance) && !event.noDefaultAttestations)
}

function isProvenance({ type }: Attestation): boolean {
  return type === 'provenance'
}

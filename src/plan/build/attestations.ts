import { type Attestation, createAttestation, withBuilder } from '../../buildx/attestation.ts'
import type { EventFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'

/**
 * The attestations, as docker/build-push-action makes them: `provenance` and `sbom` win over entries of their type
 * in `attests`; without any, provenance by the repository's visibility, unless no exporter supports it or
 * BUILDX_NO_DEFAULT_ATTESTATIONS disables it.
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
 * What supports attestations. Docker's own format does not: an image that is both pushed and loaded gets those that only
 * apply to the pushed one (BuildKit, exporter/oci: `inline-only`).
 */
export type Holders = 'everything' | 'what is pushed' | 'nothing'

function byVisibility({ isPrivate }: EventFacts, holders: Holders): Attestation {
  const mode = isPrivate ? 'min' : 'max'
  const isInline = isPrivate || holders === 'what is pushed'
  return createAttestation('provenance', isInline ? { mode, 'inline-only': 'true' } : { mode })
}

/** Provenance names the run that made the image, unless the user sets another builder id. */
function withRun(each: Attestation, { runUrl }: EventFacts): Attestation {
  return each.isDisabled || runUrl === '' ? each : withBuilder(each, runUrl)
}

/** Whether an image of one platform gets an index, because attestations need one. */
export function isAttested(attests: readonly Attestation[], event: EventFacts): boolean {
  const isOn = attests.some(({ isDisabled }) => !isDisabled)
  // Without a value for provenance, buildx adds it.
  return isOn || (!attests.some(isProvenance) && !event.noDefaultAttestations)
}

function isProvenance({ type }: Attestation): boolean {
  return type === 'provenance'
}

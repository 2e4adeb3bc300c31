import { type Attestation, attestation, withBuilder } from '../../buildx/attestation.ts'
import type { EventFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'

/**
 * The attestations, as docker/build-push-action makes them: `provenance` and `sbom` win over entries of their type
 * in `attests`; without any, provenance by the repository's visibility, unless the result is loaded into docker
 * (which would have to hold it) or BUILDX_NO_DEFAULT_ATTESTATIONS says no.
 * @param isLoaded whether the docker exporter is among the outputs
 */
export function attestations(inputs: Inputs, event: EventFacts, isLoaded: boolean): readonly Attestation[] {
  const { sbom, attests } = inputs
  const isRequested = attests.some(isProvenance)
  const isDefault = !isRequested && !event.noDefaultAttestations && !isLoaded
  const provenance = inputs.provenance ?? (isDefault ? byVisibility(event) : undefined)
  const replaced = [inputs.provenance, sbom].flatMap((each) => each?.type ?? [])
  return [provenance, sbom, ...attests.filter(({ type }) => !replaced.includes(type))]
    .filter((each) => each !== undefined)
    .map((each) => withRun(each, event))
}

function byVisibility({ isPrivate }: EventFacts): Attestation {
  return attestation('provenance', isPrivate ? { mode: 'min', 'inline-only': 'true' } : { mode: 'max' })
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

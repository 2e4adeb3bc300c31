import { attributesOf, fieldsOf, isNo, isYes } from '../../buildx/attributes.ts'
import type { EventFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'

/**
 * The values of --attest, as docker/build-push-action makes them: `provenance` and `sbom` win over entries of
 * their type in `attests`; without any, provenance by the repository's visibility, unless the result is loaded
 * into docker (which would have to hold it) or BUILDX_NO_DEFAULT_ATTESTATIONS says no.
 * @param isLoaded whether the docker exporter is among the outputs
 */
export function attestations(inputs: Inputs, event: EventFacts, isLoaded: boolean): readonly string[] {
  const { provenance, sbom, attests } = inputs
  const given = (type: string): boolean => attests.some((attest) => typeOf(attest) === type)
  const isDefault = provenance === '' && !given('provenance') && !event.noDefaultAttestations && !isLoaded
  const byVisibility = event.isPrivate ? 'mode=min,inline-only=true' : 'mode=max'
  return [
    ...(provenance === '' ? [] : [provenanceOf(provenance, event)]),
    ...(isDefault ? [withBuilderId(`type=provenance,${byVisibility}`, event)] : []),
    ...(sbom === '' ? [] : [`type=sbom,${switched(sbom)}`]),
    ...attests
      .filter((attest) => {
        const type = typeOf(attest)
        return !(type === 'provenance' && provenance !== '') && !(type === 'sbom' && sbom !== '')
      })
      .map((attest) => (typeOf(attest) === 'provenance' ? withBuilderId(attest, event) : attest)),
  ]
}

/** Whether an image of one platform gets an index, because attestations need one. */
export function isAttested(attests: readonly string[], event: EventFacts): boolean {
  const isOn = attests.some((attest) => !isYes(attributesOf(attest).get('disabled')))
  // Without a value for provenance buildx adds it by itself.
  const hasProvenance = attests.some((attest) => typeOf(attest) === 'provenance')
  return isOn || (!hasProvenance && !event.noDefaultAttestations)
}

/** The `provenance` input: a boolean, or attributes. */
function provenanceOf(provenance: string, event: EventFacts): string {
  if (isNo(provenance)) return 'type=provenance,disabled=true'
  return withBuilderId(isYes(provenance) ? 'type=provenance' : `type=provenance,${provenance}`, event)
}

/** The `sbom` input: a boolean as an attribute; anything else is attributes already. */
function switched(value: string): string {
  if (isYes(value)) return 'disabled=false'
  return isNo(value) ? 'disabled=true' : value
}

/** Provenance names the run that made the image, unless the user names another builder. */
function withBuilderId(attributes: string, event: EventFacts): string {
  if (attributesOf(attributes).has('builder-id') || event.runUrl === '') return attributes
  return `${attributes},builder-id=${event.runUrl}`
}

function typeOf(attest: string): string {
  return (
    fieldsOf(attest)
      .find((field) => field.startsWith('type='))
      ?.slice('type='.length) ?? ''
  )
}

import { type Attestation, createAttestation } from '../../buildx/attestation.ts'
import { type Exporter, withoutArtifacts } from '../../buildx/exporter.ts'
import type { EventFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { type Destination, isPushed } from '../publish/destination.ts'

/** The properties of a build that some registries refuse. */
export interface Refusable {
  readonly destination: Destination
  readonly attests: readonly Attestation[]
}

/** A reduced form of them, and what it lacks. */
export interface Plainer extends Refusable {
  readonly without: string
  /** The input that has the same effect from the start. */
  readonly input: string
}

/**
 * What a build can do without if a registry refuses the attestations: first their form as OCI artifacts, which BuildKit
 * has since 0.32 (moby/buildkit#7007), then all of them. Never anything that the user requested.
 */
export function plainerBuilds(
  { destination, attests }: Refusable,
  { provenance, sbom, attests: attestInputs, outputs }: Inputs,
  { noDefaultAttestations }: EventFacts,
): readonly Plainer[] {
  const isRequested = provenance !== undefined || sbom !== undefined || attestInputs.length > 0
  if (isRequested || noDefaultAttestations || !isPushed(destination)) return []
  const plain = { ...destination, exporters: destination.exporters.map(withoutArtifacts) }
  const setsForm = outputs.some(({ attributes }) => attributes['oci-artifact'] !== undefined)
  const none = {
    destination,
    attests: [createAttestation('provenance', { disabled: 'true' })],
    without: 'without attestations',
    input: 'provenance: false',
  }
  if (setsForm) return [none]
  return [
    { destination: plain, attests, without: 'without OCI artifacts', input: outputFor(plain.exporters) },
    none,
  ]
}

/** The input outputs with the same effect. */
function outputFor(exporters: readonly Exporter[]): string {
  return `outputs: ${exporters.map(({ text }) => text).join(' and ')}`
}

import type { Attestation } from '../../buildx/attestation.ts'
import { driverNamed } from '../../buildx/drivers.ts'
import { distinctBy } from '../../distinct.ts'
import type { Problem } from '../../errors.ts'
import type { Facts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { BUILDKIT_FEATURES, ENGINE_FEATURES, type Feature, lackingIn } from '../builder/features.ts'
import { type TargetBuilder, usesEngineKernel } from '../builder/target.ts'

/** The builder, and the attestations that it must make. */
interface VersionContext {
  readonly builder: TargetBuilder
  readonly attests: readonly Attestation[]
}

/**
 * What the inputs request but the BuildKit of a node or the docker engine is too old for. BuildKit ignores attributes
 * that it does not know, so they would have no effect. Unknown versions are never reported.
 */
export function versionProblems(inputs: Inputs, facts: Facts, context: VersionContext): readonly Problem[] {
  return [...buildkitProblems(inputs, facts, context), ...engineProblems(inputs, facts, context.builder)]
}

function buildkitProblems(
  inputs: Inputs,
  { step }: Facts,
  { builder, attests }: VersionContext,
): readonly Problem[] {
  const known = { ...step, attests }
  const problems = builder.nodes.flatMap(({ buildkit }) =>
    lackingIn(BUILDKIT_FEATURES, buildkit, inputs, known).map((feature) => ({
      input: feature.input,
      what: `the BuildKit of ${builderLabel(builder)} is ${buildkit}, and ${requirement(feature)}.`,
      cure: newerBuildkit(builder, feature),
    })),
  )
  return distinctBy(problems, ({ what }) => what)
}

function builderLabel(builder: TargetBuilder): string {
  return builder.kind === 'planned' ? 'the managed builder' : `the builder "${builder.name}"`
}

function requirement({ name, since }: Pick<Feature<never>, 'name' | 'since'>): string {
  return `${name} need ${since}`
}

function newerBuildkit(builder: TargetBuilder, { since }: Pick<Feature<never>, 'since'>): string {
  if (builder.kind === 'planned')
    return `Set image=moby/buildkit:v${since} or later in driver-opts, or remove image to get the latest.`
  return driverNamed(builder.driver)?.isMade === false
    ? 'Update docker, whose engine contains its own BuildKit, or remove driver and builder to get a managed builder.'
    : 'Recreate the builder with a later BuildKit, or remove builder to get a managed one.'
}

/** Podman responds like an engine, but with its own version numbers. */
function engineProblems(
  inputs: Inputs,
  { engine, docker }: Facts,
  builder: TargetBuilder,
): readonly Problem[] {
  if (engine.kind === 'podman') return []
  const hasNodes = usesEngineKernel(builder, docker)
  return lackingIn(ENGINE_FEATURES, engine.version, inputs, { hasNodes }).map((feature) => ({
    input: feature.input,
    what: `the docker engine is ${engine.version}, and ${requirement(feature)}.`,
    cure: "Update docker on the engine's machine.",
  }))
}

import { type BuildkitdConfig, registryHosts, sameConfig } from '../../buildx/buildkitd-config.ts'
import type { Facts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import type { Platform } from '../../platforms/platform.ts'
import { capabilitiesOf, isSpread, type TargetBuilder, takesSeveralOutputs } from '../builder/target.ts'
import type { ProofPlan, RefusedPlan } from '../plan.ts'

/** Free bytes below which layers are read from the registry again: a layout is as large as the image. */
const LAYOUT_NEEDS = 4 * 2 ** 30

/** @returns undefined where nothing is to be proven */
export function planProof(inputs: Inputs, facts?: Registries): ProofPlan | undefined {
  const { verify } = inputs
  if (verify === 'off') return undefined
  return { ...planRefused(inputs, facts), onErrors: verify, ignore: inputs['verify-ignore'] }
}

type Registries = Pick<Facts, 'builder' | 'docker'>

/** @param facts where configurations say how registries are reached, beside the inputs */
export function planRefused(inputs: Inputs, facts?: Registries): RefusedPlan {
  const hosts = registryHosts(inputs.buildkitdConfig ?? facts?.docker.config ?? buildersConfig(facts))
  return { hosts, deletes: inputs['on-failure'] === 'delete' }
}

/**
 * What a builder has where the inputs give no configuration. In its copy, buildx has put the paths of certificates
 * inside of the builder's container; those of the file that it was made from are of this machine.
 */
function buildersConfig(facts?: Registries): BuildkitdConfig | undefined {
  const has = facts?.builder?.nodes[0]?.settings.config
  const source = facts?.docker.defaultConfig
  return has === undefined || sameConfig(source, has) === true ? source : has
}

type Disk = Pick<Facts, 'freeBytes' | 'temp'>

/** A build, as far as its layout depends on it. */
interface LayoutSource {
  readonly builder: TargetBuilder
  readonly targets: readonly Platform[]
  /** Its place among the builds of the job, from 0. */
  readonly index: number
}

/** Folder of the layout that a build writes beside what it pushes; '' where the proof reads from the registry. */
export function layoutOf(
  proof: ProofPlan | undefined,
  disk: Disk,
  { builder, targets, index }: LayoutSource,
): string {
  if (proof === undefined || obstacle(disk, builder, targets) !== '') return ''
  return `${disk.temp}/layout${index === 0 ? '' : `-${index + 1}`}`
}

/** Why no layout can be written; '' where one can. */
function obstacle({ freeBytes }: Disk, builder: TargetBuilder, targets: readonly Platform[]): string {
  if (isSpread(builder, targets)) return 'several nodes build the image together'
  if (capabilitiesOf(builder).lacksExporters.includes('oci'))
    return `the driver ${builder.driver} cannot write one`
  if (!takesSeveralOutputs(builder)) return "the builder's BuildKit is too old to write one beside the push"
  if (freeBytes >= LAYOUT_NEEDS) return ''
  return `there are ${(freeBytes / 2 ** 30).toFixed(1)} GiB free in the folder for temporary files`
}

/** Where the proof has to read everything again. */
export function proofNotices(
  proof: ProofPlan | undefined,
  disk: Disk,
  builder: TargetBuilder,
  builds: readonly { readonly targets: readonly Platform[] }[],
): readonly string[] {
  if (proof === undefined) return []
  const why = builds.map(({ targets }) => obstacle(disk, builder, targets)).find((each) => each !== '')
  return why === undefined
    ? []
    : [`The proof reads the image back from the registry and not from a layout on disk: ${why}.`]
}

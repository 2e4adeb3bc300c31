import type { Facts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import type { Platform } from '../../platforms/platform.ts'
import {
  capabilitiesOf,
  needsSeveralNodes,
  type TargetBuilder,
  takesSeveralOutputs,
} from '../builder/target.ts'
import type { ProofPlan, RejectionPlan } from '../plan.ts'

/** Free bytes below which layers are read from the registry: a layout is as large as the image. */
const LAYOUT_NEEDS = 4 * 2 ** 30

/** @returns undefined if nothing is to be proven */
export function planProof(inputs: Inputs): ProofPlan | undefined {
  const { verify } = inputs
  if (verify === 'off') return undefined
  return { ...planRejection(inputs), onErrors: verify, ignore: inputs['verify-ignore'] }
}

export function planRejection(inputs: Inputs): RejectionPlan {
  return { deletes: inputs['on-failure'] === 'delete' }
}

type Disk = Pick<Facts, 'freeBytes' | 'temp'>

/** A build, as far as its layout depends on it. */
interface LayoutSource {
  readonly builder: TargetBuilder
  readonly targets: readonly Platform[]
  /** Its index among the builds of the job, from 0. */
  readonly index: number
}

/** Folder of the layout that a build writes in addition to the push; '' if the proof reads from the registry. */
export function layoutOf(
  proof: ProofPlan | undefined,
  disk: Disk,
  { builder, targets, index }: LayoutSource,
): string {
  if (proof === undefined || layoutObstacle(disk, builder, targets) !== '') return ''
  return `${disk.temp}/layout${index === 0 ? '' : `-${index + 1}`}`
}

/** Why no layout can be written; '' if one can. */
function layoutObstacle({ freeBytes }: Disk, builder: TargetBuilder, targets: readonly Platform[]): string {
  if (needsSeveralNodes(builder, targets)) return 'several nodes build the image together'
  if (capabilitiesOf(builder).lacksExporters.includes('oci'))
    return `the driver ${builder.driver} cannot write one`
  if (!takesSeveralOutputs(builder))
    return "the builder's BuildKit is too old to write one alongside the push"
  if (freeBytes >= LAYOUT_NEEDS) return ''
  return `only ${(freeBytes / 2 ** 30).toFixed(1)} GiB are free in the folder for temporary files`
}

/** A notice if the proof must read everything from the registry. */
export function proofNotices(
  proof: ProofPlan | undefined,
  disk: Disk,
  builder: TargetBuilder,
  builds: readonly { readonly targets: readonly Platform[] }[],
): readonly string[] {
  if (proof === undefined) return []
  const why = builds.map(({ targets }) => layoutObstacle(disk, builder, targets)).find((each) => each !== '')
  return why === undefined
    ? []
    : [`The proof reads the image from the registry, not from a layout on disk: ${why}.`]
}

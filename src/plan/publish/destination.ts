import { hostsOf } from '../../buildx/buildkitd-config.ts'
import { type Exporter, isByDigest, namesOf, parseExporter, pushes } from '../../buildx/exporter.ts'
import type { BuilderFacts } from '../../buildx/inspect.ts'
import type { LocalFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { type Reference, splitName, withTag } from '../../oci/reference.ts'
import type { PublishPlan } from '../plan.ts'

/** Where the result of a job goes. */
export type Destination = Unpushed | Push

/**
 * Nothing reaches a registry. `call`: a method of the Dockerfile is called and nothing is built. `cache`: nothing leaves
 * the builder. `files`: files are written, or the image is loaded into the docker engine.
 */
interface Unpushed {
  readonly kind: 'call' | 'cache' | 'files'
  /** The exporters that are used. */
  readonly others: readonly Exporter[]
}

/**
 * An image is pushed. `tags`: with its tags at once. `digest then tags`: by digest, and the tags are moved once it is
 * complete and proven. `digest`: only by digest, as an exporter requests. `part`: by digest, for an index that another
 * job makes and tags.
 */
export interface Push {
  readonly kind: 'tags' | 'digest then tags' | 'digest' | 'part'
  /** Every repository that gets the image; the first one is that of the outputs. */
  readonly repositories: readonly string[]
  /** Every tag that this job makes point to the image. */
  readonly tags: readonly string[]
  /** Exporters that push, at least one; the digest of the last one counts. */
  readonly exporters: readonly Exporter[]
  /** Exporters that write something in addition to the push. */
  readonly others: readonly Exporter[]
}

/** The exporter of --push if no other one pushes. */
export const PUSH_EXPORTER = parseExporter('type=registry')

/** The inputs that decide where the result goes. */
export const DESTINATION_INPUTS = [
  ...(['mode', 'call', 'push', 'load', 'outputs', 'tags'] as const),
  ...(['verify', 'smokeTests', 'attest', 'sign', 'builds', 'on-newer', 'on-unchanged'] as const),
  ...(['names', 'isTrial'] as const),
] as const

/** Only the number of the builds matters. */
type DestinationInputs = Pick<Inputs, Exclude<(typeof DESTINATION_INPUTS)[number], 'builds'>> & {
  readonly builds: readonly unknown[]
}

/** Decides where the result goes, as far as the inputs determine it: not every builder can push without tags. */
export function destinationOf(inputs: DestinationInputs): Destination {
  const { outputs, load, tags } = inputs
  if (inputs.call !== '') return { kind: 'call', others: [] }
  const isPart = makesPart(inputs)
  const isPush = inputs.push === true || isPart
  const pushing = outputs.filter((exporter) => pushes(exporter, isPush))
  const others = outputs.filter((exporter) => !pushes(exporter, isPush))
  const exporters = pushing.length === 0 && isPush ? [PUSH_EXPORTER] : pushing
  const last = exporters.at(-1)
  // Several exporters may push the same image by digest, which a rule ensures; otherwise the last one counts.
  const counted = last === undefined || isByDigest(last) ? exporters : [last]
  const names = imageNames(tags, counted)
  if (last === undefined || (names.length === 0 && !isPart)) {
    return { kind: load || outputs.length > 0 ? 'files' : 'cache', others }
  }
  const kind = kindOf(inputs, last)
  const getsTags = kind === 'tags' || kind === 'digest then tags'
  return {
    kind,
    repositories: [...new Set(names.map(({ repository }) => repository))],
    tags: getsTags ? [...new Set(names.map(withTag))] : [],
    exporters,
    others,
  }
}

/** A leg that only tests its builds does not make a part of an image. */
function makesPart({ mode, isTrial }: Pick<Inputs, 'mode' | 'isTrial'>): boolean {
  return mode === 'part' && !isTrial
}

/** The names of --tag take precedence over those of exporters. */
function imageNames(tags: readonly Reference[], exporters: readonly Exporter[]): readonly Reference[] {
  return tags.length > 0 ? tags : exporters.flatMap(namesOf).map(splitName)
}

function kindOf(inputs: DestinationInputs, last: Exporter): Push['kind'] {
  if (makesPart(inputs)) return 'part'
  if (isByDigest(last)) return 'digest'
  // The image is first checked or signed, or it is only complete when all of its builds are joined.
  const isChecked = inputs.verify !== 'off' || inputs.smokeTests.length > 0 || mayKeepTags(inputs)
  const waits = isChecked || inputs.attest || inputs.sign || inputs.builds.length > 1
  return waits ? 'digest then tags' : 'tags'
}

/** Whether a tag may have to stay where it is, which is only known once the image is in the registry. */
function mayKeepTags(inputs: DestinationInputs): boolean {
  const isLatestAsked = inputs.names?.latest !== undefined
  return inputs['on-newer'] !== 'move' || inputs['on-unchanged'] === 'keep' || isLatestAsked
}

export function isPushed(destination: Destination): destination is Push {
  return !['call', 'cache', 'files'].includes(destination.kind)
}

/** Whether an index in a registry can join the results of several builds: all of them are pushed there, and tags follow. */
export function canBeJoined(destination: Destination, { load }: Pick<Inputs, 'load'>): boolean {
  const isUntagged = destination.kind === 'part' || destination.kind === 'digest then tags'
  return isUntagged && !load && destination.others.length === 0
}

/** The destination if a builder can only push with tags, so they cannot wait. */
export function withTagsAtOnce(destination: Destination): Destination {
  return destination.kind === 'digest then tags' ? { ...destination, kind: 'tags' } : destination
}

/** Settings of publishing that do not depend on the destination. */
export function publishSettings(
  inputs: Inputs,
  { event, docker }: Pick<LocalFacts, 'event' | 'docker'>,
  builder: BuilderFacts | undefined,
): Pick<PublishPlan, 'hosts' | 'runUrl' | 'onNewer' | 'onUnchanged' | 'latest'> {
  const hosts = hostsOf({
    fromInputs: inputs.buildkitdConfig ?? docker.config,
    byDefault: docker.defaultConfig,
    ofBuilder: builder?.nodes[0]?.settings.config,
  })
  return {
    hosts,
    // A page that all runs share does not identify any of them.
    runUrl: event.isRunIdShared ? '' : event.runUrl,
    onNewer: inputs['on-newer'],
    onUnchanged: inputs['on-unchanged'],
    latest: inputs.names?.latest,
  }
}

/** The plan for a destination; `more` has the settings that do not depend on it. */
export function publishPlan(
  destination: Destination,
  more: Omit<PublishPlan, 'repositories' | 'tags' | 'by'>,
): PublishPlan | undefined {
  if (!isPushed(destination)) return undefined
  const { kind, repositories, tags } = destination
  return { repositories, tags, by: kind === 'tags' ? 'tags' : 'digest', ...more }
}

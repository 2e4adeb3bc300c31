import type { BuildxProgram } from '../buildx/program.ts'
import { distinctBy } from '../distinct.ts'
import { type Problem, Refusal } from '../errors.ts'
import type { HandedTag, MergeFacts } from '../facts/facts.ts'
import type { Inputs } from '../inputs/table.ts'
import { readIndex, satisfies } from '../oci/image-index.ts'
import { chosenImages, contradiction, type Part, withOwnPlatforms } from '../oci/part.ts'
import { splitName, withTag } from '../oci/reference.ts'
import { distinctPlatforms, listsPlatform, type Platform, printPlatform } from '../platforms/platform.ts'
import { indexAnnotations, lostAnnotations } from './build/annotations.ts'
import { planSettingsBuilder } from './builder/settings.ts'
import type { JoinPlan, ProofPlan, PublishPlan, SettingsBuilder, SigningPlan } from './plan.ts'
import { publishSettings } from './publish/destination.ts'
import { planJoin } from './publish/join.ts'
import { planProof } from './publish/proof.ts'
import { planSigning } from './publish/signing.ts'

/** Everything that a job that joins parts is going to do. */
export interface MergePlan {
  /** How buildx is started: a command that begins with `buildx` is for this program. */
  readonly buildx: BuildxProgram
  readonly platforms: readonly Platform[]
  readonly parts: readonly Part[]
  readonly publish: PublishPlan
  /** The builder that has the registry settings of the inputs; undefined where one is there, or none is needed. */
  readonly settings: SettingsBuilder | undefined
  readonly join: JoinPlan
  /** How parts are proven that no leg of this run has; undefined where none is. */
  readonly proof: MergeProofPlan | undefined
  /** undefined where nothing is signed. */
  readonly signing: SigningPlan | undefined
  /** What registries have removed of the parts and is put back before they are joined. */
  readonly restores: readonly RestoredPart[]
  /** undefined where nothing is removed. */
  readonly cleanup: CleanupPlan | undefined
  readonly notices: readonly string[]
  readonly warnings: readonly string[]
}

/** How parts are proven that others made. */
export interface MergeProofPlan extends ProofPlan {
  readonly groups: readonly ProofGroup[]
}

/** The document of a part, whose images are there. */
interface RestoredPart {
  readonly repository: string
  readonly digest: string
  readonly bytes: string
}

/** What is removed once the tags have moved, where its registry can. */
export interface CleanupPlan {
  readonly repositories: readonly UnneededParts[]
}

interface UnneededParts {
  /** Of the repository. */
  readonly name: string
  /** Tags that the legs made to hand their parts on, with what they point to. */
  readonly tags: readonly HandedTag[]
  /** Digests of the legs' indexes, whose images are in the joined one. What a tag reaches stays. */
  readonly indexes: readonly string[]
  /** Tags that are there by then: a registry that does not list them is not believed. */
  readonly known: readonly string[]
}

/** Parts that are read from one repository together: layers that their images share are read once. */
interface ProofGroup {
  readonly repository: string
  readonly parts: readonly Part[]
  readonly platforms: readonly Platform[]
}

/**
 * Decides how the parts become one index. Pure.
 * @throws Refusal that names every leg that is missing, there twice, or not asked for; no tag has moved then
 */
export function planMerge(inputs: Inputs, facts: MergeFacts): MergePlan {
  const { buildx, parts: found, others } = facts
  const platforms = distinctPlatforms(inputs.platforms)
  const isNamed = inputs.parts.length > 0
  // Legs of one version each say which, so that a part that is missing is missed.
  const told = withoutRepeats(found).map((part) => (isNamed ? withOwnPlatforms(part) : part))
  const parts = inOrder(withoutRepeats(told), platforms)
  const input = isNamed ? 'parts' : 'platforms'
  const wrong = parts.flatMap((part) => contradiction(part) ?? [])
  const problems =
    parts.length === 0
      ? [nothingFound(others)]
      : [
          ...wrong.map((what) => ({ input, what, cure: 'Correct the platform, or name another image.' })),
          ...doubled(parts, input),
          ...missing(platforms, parts, isNamed),
          ...repeated(parts, isNamed),
          ...unplanned(platforms, parts, isNamed),
          ...refusedUnproven(inputs, parts),
        ]
  if (problems.length > 0) throw new Refusal(problems)
  const publish: PublishPlan = {
    repositories: [...new Set(inputs.tags.map(({ repository }) => repository))],
    tags: [...new Set(inputs.tags.map(withTag))],
    by: 'digest',
    annotations: indexAnnotations(inputs, platforms),
    isReachedAlike: true,
    ...publishSettings(inputs, facts, facts.builder),
  }
  const { join, settings } = planJoinWith(planSettingsBuilder(inputs, facts), inputs.builder, parts, publish)
  const proof = isNamed ? planMergeProof(inputs, parts, platforms) : undefined
  const warnings = inputs.verify === 'warn' && !isNamed ? unproven(parts).map(({ what }) => what) : []
  return {
    ...{ buildx, platforms, parts, publish, settings, join, proof, warnings },
    signing: planSigning(inputs, facts),
    restores: planRestores(parts, facts.removed, publish),
    cleanup: planCleanup(inputs, facts, parts, publish),
    notices: [...notices(inputs), ...sharedRun(facts)],
  }
}

/** A single part that gets the tags as it is takes no command, and so no settings. */
function planJoinWith(
  settings: SettingsBuilder | undefined,
  builder: string,
  parts: readonly Part[],
  publish: PublishPlan,
): { readonly join: JoinPlan; readonly settings: SettingsBuilder | undefined } {
  const join = planJoin(parts, publish, settings?.name ?? builder)
  return join.index !== undefined || join.copies.length > 0
    ? { join, settings }
    : { join: planJoin(parts, publish, builder), settings: undefined }
}

/** The first repository is the one that parts are taken from. */
function planRestores(
  parts: readonly Part[],
  removed: readonly string[],
  { repositories: [repository = ''] }: PublishPlan,
): readonly RestoredPart[] {
  return parts
    .filter(({ digest }) => removed.includes(digest))
    .map(({ digest, bytes }) => ({ repository, digest, bytes }))
}

/** What others made stays. */
function planCleanup(
  inputs: Inputs,
  { handedTags }: MergeFacts,
  parts: readonly Part[],
  { repositories, tags }: PublishPlan,
): CleanupPlan | undefined {
  const isCleaned = inputs['on-success'] === 'clean' && inputs.parts.length === 0
  const superfluous = parts.filter(({ bytes }) => isCleaned && readIndex(bytes) !== undefined)
  if (handedTags.length + superfluous.length === 0) return undefined
  const moved = tags.map(splitName)
  return {
    repositories: repositories.map((name) => ({
      ...{ name, tags: handedTags },
      indexes: superfluous.filter((part) => part.repositories.includes(name)).map(({ digest }) => digest),
      known: moved.filter(({ repository }) => repository === name).map(({ tag }) => tag),
    })),
  }
}

/** Nothing that others made is deleted. */
function planMergeProof(
  inputs: Inputs,
  parts: readonly Part[],
  platforms: readonly Platform[],
): MergeProofPlan | undefined {
  const proof = planProof(inputs)
  return proof && { ...proof, deletes: false, groups: proofGroups(parts, platforms) }
}

/** All parts together where one repository has them all; else each from the first one that has it. */
function proofGroups(parts: readonly Part[], platforms: readonly Platform[]): readonly ProofGroup[] {
  const [home = ''] = parts.flatMap(({ repositories }) => repositories)
  if (parts.every(({ repositories }) => repositories.includes(home))) {
    return [{ repository: home, parts, platforms }]
  }
  return parts.map((part) => ({
    repository: part.repositories[0] ?? '',
    parts: [part],
    platforms: part.platforms,
  }))
}

/** The same part of two sources is one. */
function withoutRepeats(parts: readonly Part[]): readonly Part[] {
  const nameOf = ({ digest, platforms }: Part): string =>
    [digest, ...platforms.map(printPlatform).toSorted()].join()
  return distinctBy(parts, nameOf)
}

/** In the order of the platforms, so that the same parts always make the same index. */
function inOrder(parts: readonly Part[], platforms: readonly Platform[]): readonly Part[] {
  const place = ({ platforms: own }: Part): number =>
    platforms.findIndex((platform) => own.some((each) => satisfies(each, platform)))
  return parts.toSorted((a, b) => place(a) - place(b))
}

function nothingFound(others: number): Problem {
  const what = 'no matrix job of this run has handed over a part of this image.'
  const known =
    others === 0
      ? ''
      : ` There are ${others} parts with other tags: set the same tags for the parts and the merge.`
  return {
    input: 'tags',
    what: `${what}${known}`,
    cure: 'Check that the matrix jobs ran with mode: part and these tags, and are in needs: of this job, or name the parts in parts. A successful merge has removed the parts that were handed over through the registry: in that case, run all jobs again.',
  }
}

/** One image that is to be two platforms. */
function doubled(parts: readonly Part[], input: string): readonly Problem[] {
  return parts.flatMap((part) => {
    const images = chosenImages(part)
    const again = images.find(
      ({ digest }, index) => images.findIndex((each) => each.digest === digest) !== index,
    )
    if (again === undefined) return []
    const what = `${part.from} names one image for several platforms: ${again.digest}. No tag has moved.`
    return [{ input, what, cure: 'An image is for one platform: name one for each.' }]
  })
}

/** @param isNamed whether the input parts names the parts, so that there may be no legs */
function missing(
  platforms: readonly Platform[],
  parts: readonly Part[],
  isNamed: boolean,
): readonly Problem[] {
  const lacking = platforms.filter((platform) => !parts.some((part) => has(part, platform)))
  if (lacking.length === 0) return []
  const names = lacking.map(printPlatform).join(', ')
  if (isNamed) {
    const what = `no line of parts names ${names}. No tag has moved.`
    const cure = `Add a line such as ${lacking.slice(0, 1).map(printPlatform)}=DIGEST (the output of a matrix job that failed or was skipped is empty), or remove the platform.`
    return [{ input: 'parts', what, cure }]
  }
  return [
    {
      input: 'platforms',
      what: `no matrix job has handed over ${names}. No tag has moved.`,
      cure: `Find out why the matrix job for ${names} failed and run the failed jobs again, or remove the platform.`,
    },
  ]
}

function has(part: Part, platform: Platform): boolean {
  return part.platforms.some((own) => satisfies(own, platform))
}

/** What the input names is proven here. */
function refusedUnproven(inputs: Inputs, parts: readonly Part[]): readonly Problem[] {
  if (inputs.verify !== 'stop' || inputs.parts.length > 0) return []
  return unproven(parts).map(({ what, cure }) => ({
    input: 'verify',
    what: `${what} No tag has moved.`,
    cure,
  }))
}

/** Parts that their legs have not proven, or have found wrong and handed on all the same. */
function unproven(parts: readonly Part[]): readonly Omit<Problem, 'input'>[] {
  return parts.flatMap(({ from, proofErrors }) => {
    if (proofErrors === undefined) {
      const cure =
        'Remove verify: false from the matrix job, or set it here too to publish the image unproven.'
      return [{ what: `${from} has not proven what it pushed.`, cure }]
    }
    if (proofErrors === 0) return []
    const errors = proofErrors === 1 ? 'an error' : `${proofErrors} errors`
    const what = `${from} has found ${errors} in what it pushed, and only warned because of verify: warn.`
    const cure = 'Fix the errors in its log, or set verify: warn here too to move the tags anyway.'
    return [{ what, cure }]
  })
}

/** Platforms that two parts have, or two images of one. */
function repeated(parts: readonly Part[], isNamed: boolean): readonly Problem[] {
  const platforms = distinctPlatforms(parts.flatMap((part) => part.platforms))
  const input = isNamed ? 'parts' : 'platforms'
  return platforms.flatMap((platform) => {
    // Those that are named say their platforms themselves, to the last number of a version.
    const isRival = (part: Part): boolean =>
      isNamed ? listsPlatform(part.platforms, platform) : has(part, platform)
    const rivals = parts.filter(isRival).flatMap((part) => rivalsIn(part, platform))
    if (rivals.length < 2) return []
    const name = printPlatform(platform)
    const difference = new Set(rivals.map(({ digest }) => digest)).size > 1 ? ', with different images' : ''
    const what = `${name} appears ${rivals.length} times${difference} (${rivals.map((each) => each.name).join('; ')}). No tag has moved.`
    return [{ input, what, cure: repeatedCure(platform, isNamed) }]
  })
}

function repeatedCure(platform: Platform, isNamed: boolean): string {
  if (isNamed) return `Remove ${printPlatform(platform)} from all but one of these lines.`
  const cure = 'Build each platform in one matrix job, and give two images of one run different tags.'
  return platform.os !== 'windows' || platform.osVersion !== ''
    ? cure
    : `${cure} Matrix jobs for several versions of Windows must name theirs: platforms: windows(10.0.20348)/amd64.`
}

interface Rival {
  /** Of the image; that of the part where it has none for the platform. */
  readonly digest: string
  readonly name: string
}

/** A part's images for a platform. */
function rivalsIn(part: Part, platform: Platform): readonly Rival[] {
  const { from, digest } = part
  const images = chosenImages({ ...part, platforms: [platform] })
  if (images.length > 1) return images.map((image) => ({ ...image, name: `${from}: ${image.digest}` }))
  const name = from.includes(digest) ? from : `${from}: ${digest}`
  return [{ digest: images[0]?.digest ?? digest, name }]
}

function unplanned(
  platforms: readonly Platform[],
  parts: readonly Part[],
  isNamed: boolean,
): readonly Problem[] {
  const [input, otherwise] = isNamed ? ['parts', 'remove it from the line'] : ['platforms', 'do not build it']
  return parts.flatMap((part) => {
    const strangers = part.platforms.filter((own) => !platforms.some((platform) => satisfies(own, platform)))
    if (strangers.length === 0) return []
    const what = `${part.from} has ${strangers.map(printPlatform).join(', ')}, which platforms does not name. No tag has moved.`
    return [{ input, what, cure: `Name it in platforms, or ${otherwise}.` }]
  })
}

/** What the legs of this run were given, too, is with them already. */
function notices(inputs: Inputs): readonly string[] {
  const lost = lostAnnotations(inputs)
  if (lost.length === 0 || inputs.parts.length === 0) return []
  return [
    `annotations: ${lost.join(', ')} cannot be written here: the images already exist, and no registry stores the descriptor of an index.`,
  ]
}

/** Where runs cannot be told apart, the parts may be of an earlier one. */
function sharedRun({ event, handedTags }: MergeFacts): readonly string[] {
  if (handedTags.length === 0 || !event.isRunIdShared) return []
  return [
    `act gives every run the number ${event.runId}, so parts that an earlier run of the same commit left in the registry count as parts of this run. Start act with --env GITHUB_RUN_ID=… and a different number each time to keep runs apart.`,
  ]
}

/** Images of the parts, for the table of the plan. */
export function imagesOf({ parts }: MergePlan) {
  return parts.flatMap((part) => chosenImages(part).map((image) => ({ ...image, from: part.from })))
}

import type { BuildxProgram } from '../buildx/program.ts'
import { distinctBy } from '../distinct.ts'
import { type Problem, Refusal } from '../errors.ts'
import type { HandedTag, MergeFacts } from '../facts/facts.ts'
import type { Inputs } from '../inputs/table.ts'
import { readIndex, satisfies } from '../oci/image-index.ts'
import { chosenImages, type Part, platformContradiction, withImagePlatforms } from '../oci/part.ts'
import { splitName, withTag } from '../oci/reference.ts'
import { distinctPlatforms, listsPlatform, type Platform, printPlatform } from '../platforms/platform.ts'
import { indexAnnotations, lostAnnotations } from './build/annotations.ts'
import { planSettingsBuilder } from './builder/settings.ts'
import type { JoinPlan, ProofPlan, PublishPlan, SettingsBuilder, SigningPlan } from './plan.ts'
import { publishSettings } from './publish/destination.ts'
import { planJoin } from './publish/join.ts'
import { planProof } from './publish/proof.ts'
import { planSigning } from './publish/signing.ts'

/** Everything that a merge is going to do. */
export interface MergePlan {
  /** How buildx is started: commands that begin with `buildx` are run by this program. */
  readonly buildx: BuildxProgram
  readonly platforms: readonly Platform[]
  readonly parts: readonly Part[]
  readonly publish: PublishPlan
  /** The builder that holds the registry settings of the inputs; undefined if one exists or none is needed. */
  readonly settings: SettingsBuilder | undefined
  readonly join: JoinPlan
  /** How parts are proven that no leg of this run has proven; undefined if none are. */
  readonly proof: MergeProofPlan | undefined
  /** undefined if nothing is signed. */
  readonly signing: SigningPlan | undefined
  /** Documents of parts that registries have removed, restored before the parts are joined. */
  readonly restores: readonly RestoredPart[]
  /** undefined if nothing is removed. */
  readonly cleanup: CleanupPlan | undefined
  readonly notices: readonly string[]
  readonly warnings: readonly string[]
}

/** How parts are proven that were not made by this run. */
export interface MergeProofPlan extends ProofPlan {
  readonly groups: readonly ProofGroup[]
}

/** The document of a part whose images still exist. */
interface RestoredPart {
  readonly repository: string
  readonly digest: string
  readonly bytes: string
}

/** What is removed once the tags have moved, if the registry supports that. */
export interface CleanupPlan {
  readonly repositories: readonly UnneededParts[]
}

interface UnneededParts {
  /** Name of the repository. */
  readonly name: string
  /** Tags by which the legs handed over their parts, with the digests they point to. */
  readonly tags: readonly HandedTag[]
  /** Digests of the legs' indexes, whose images are in the joined one. Whatever a tag reaches stays. */
  readonly indexes: readonly string[]
  /** Tags that must exist by then: a registry that does not list them is not trusted. */
  readonly known: readonly string[]
}

/** Parts that are read from one repository together, so that layers shared by their images are read once. */
interface ProofGroup {
  readonly repository: string
  readonly parts: readonly Part[]
  readonly platforms: readonly Platform[]
}

/**
 * Decides how the parts become one index. Pure.
 * @throws Refusal that names every part that is missing, duplicate or not requested; no tag has moved then
 */
export function planMerge(inputs: Inputs, facts: MergeFacts): MergePlan {
  const { buildx, parts: allParts, others } = facts
  const platforms = distinctPlatforms(inputs.platforms)
  const isNamed = inputs.parts.length > 0
  // Named parts keep their exact platforms, with the version, so that a missing one is noticed.
  const exactParts = distinctParts(allParts).map((part) => (isNamed ? withImagePlatforms(part) : part))
  const parts = inOrder(distinctParts(exactParts), platforms)
  const input = isNamed ? 'parts' : 'platforms'
  const contradictions = parts.flatMap((part) => platformContradiction(part) ?? [])
  const problems =
    parts.length === 0
      ? [noPartsProblem(others)]
      : [
          ...contradictions.map((what) => ({
            input,
            what,
            cure: 'Correct the platform, or name another image.',
          })),
          ...duplicateImages(parts, input),
          ...missingPlatforms(platforms, parts, isNamed),
          ...duplicatePlatforms(parts, isNamed),
          ...unrequestedPlatforms(platforms, parts, isNamed),
          ...unprovenProblems(inputs, parts),
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
  const warnings = inputs.verify === 'warn' && !isNamed ? unprovenParts(parts).map(({ what }) => what) : []
  return {
    ...{ buildx, platforms, parts, publish, settings, join, proof, warnings },
    signing: planSigning(inputs, facts),
    restores: planRestores(parts, facts.removed, publish),
    cleanup: planCleanup(inputs, facts, parts, publish),
    notices: [...mergeNotices(inputs), ...sharedRunNotices(facts)],
  }
}

/** A single part that gets the tags unchanged needs no command, and so no settings. */
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

/** Parts are taken from the first repository. */
function planRestores(
  parts: readonly Part[],
  removed: readonly string[],
  { repositories: [repository = ''] }: PublishPlan,
): readonly RestoredPart[] {
  return parts
    .filter(({ digest }) => removed.includes(digest))
    .map(({ digest, bytes }) => ({ repository, digest, bytes }))
}

/** Whatever this run did not make stays. */
function planCleanup(
  inputs: Inputs,
  { handedTags }: MergeFacts,
  parts: readonly Part[],
  { repositories, tags }: PublishPlan,
): CleanupPlan | undefined {
  const isCleaned = inputs['on-success'] === 'clean' && inputs.parts.length === 0
  const unneeded = parts.filter(({ bytes }) => isCleaned && readIndex(bytes) !== undefined)
  if (handedTags.length + unneeded.length === 0) return undefined
  const moved = tags.map(splitName)
  return {
    repositories: repositories.map((name) => ({
      ...{ name, tags: handedTags },
      indexes: unneeded.filter((part) => part.repositories.includes(name)).map(({ digest }) => digest),
      known: moved.filter(({ repository }) => repository === name).map(({ tag }) => tag),
    })),
  }
}

/** Nothing that was made elsewhere is deleted. */
function planMergeProof(
  inputs: Inputs,
  parts: readonly Part[],
  platforms: readonly Platform[],
): MergeProofPlan | undefined {
  const proof = planProof(inputs)
  return proof && { ...proof, deletes: false, groups: proofGroups(parts, platforms) }
}

/** All parts together if one repository has them all; else each from the first repository that has it. */
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

/** A part from two sources counts once. */
function distinctParts(parts: readonly Part[]): readonly Part[] {
  const nameOf = ({ digest, platforms }: Part): string =>
    [digest, ...platforms.map(printPlatform).toSorted()].join()
  return distinctBy(parts, nameOf)
}

/** In the order of the platforms, so that the same parts always make the same index. */
function inOrder(parts: readonly Part[], platforms: readonly Platform[]): readonly Part[] {
  const position = ({ platforms: candidate }: Part): number =>
    platforms.findIndex((platform) => candidate.some((each) => satisfies(each, platform)))
  return parts.toSorted((a, b) => position(a) - position(b))
}

function noPartsProblem(others: number): Problem {
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

/** One image named for two platforms. */
function duplicateImages(parts: readonly Part[], input: string): readonly Problem[] {
  return parts.flatMap((part) => {
    const images = chosenImages(part)
    const duplicate = images.find(
      ({ digest }, index) => images.findIndex((each) => each.digest === digest) !== index,
    )
    if (duplicate === undefined) return []
    const what = `${part.from} names one image for several platforms: ${duplicate.digest}. No tag has moved.`
    return [{ input, what, cure: 'An image is for one platform: name one for each.' }]
  })
}

/** @param isNamed whether the input parts names the parts, in which case there may be no legs */
function missingPlatforms(
  platforms: readonly Platform[],
  parts: readonly Part[],
  isNamed: boolean,
): readonly Problem[] {
  const absent = platforms.filter((platform) => !parts.some((part) => hasPlatform(part, platform)))
  if (absent.length === 0) return []
  const names = absent.map(printPlatform).join(', ')
  if (isNamed) {
    const what = `no line of parts names ${names}. No tag has moved.`
    const cure = `Add a line such as ${absent.slice(0, 1).map(printPlatform)}=DIGEST (the output of a matrix job that failed or was skipped is empty), or remove the platform.`
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

function hasPlatform(part: Part, platform: Platform): boolean {
  return part.platforms.some((candidate) => satisfies(candidate, platform))
}

/** Parts that the input names are proven by this job. */
function unprovenProblems(inputs: Inputs, parts: readonly Part[]): readonly Problem[] {
  if (inputs.verify !== 'stop' || inputs.parts.length > 0) return []
  return unprovenParts(parts).map(({ what, cure }) => ({
    input: 'verify',
    what: `${what} No tag has moved.`,
    cure,
  }))
}

/** Parts that their legs have not proven, or handed over despite errors. */
function unprovenParts(parts: readonly Part[]): readonly Omit<Problem, 'input'>[] {
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

/** Platforms that two parts have, or two images of one part. */
function duplicatePlatforms(parts: readonly Part[], isNamed: boolean): readonly Problem[] {
  const platforms = distinctPlatforms(parts.flatMap((part) => part.platforms))
  const input = isNamed ? 'parts' : 'platforms'
  return platforms.flatMap((platform) => {
    // Named parts state their platforms exactly, to the last number of a version.
    const isRival = (part: Part): boolean =>
      isNamed ? listsPlatform(part.platforms, platform) : hasPlatform(part, platform)
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
  /** Digest of the image; that of the part if it has no image for the platform. */
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

function unrequestedPlatforms(
  platforms: readonly Platform[],
  parts: readonly Part[],
  isNamed: boolean,
): readonly Problem[] {
  const [input, otherwise] = isNamed ? ['parts', 'remove it from the line'] : ['platforms', 'do not build it']
  return parts.flatMap((part) => {
    const unrequested = part.platforms.filter(
      (candidate) => !platforms.some((platform) => satisfies(candidate, platform)),
    )
    if (unrequested.length === 0) return []
    const what = `${part.from} has ${unrequested.map(printPlatform).join(', ')}, which platforms does not name. No tag has moved.`
    return [{ input, what, cure: `Name it in platforms, or ${otherwise}.` }]
  })
}

/** Annotations that the legs of this run got as well are already in their images. */
function mergeNotices(inputs: Inputs): readonly string[] {
  const lost = lostAnnotations(inputs)
  if (lost.length === 0 || inputs.parts.length === 0) return []
  return [
    `annotations: ${lost.join(', ')} cannot be written here: the images already exist, and no registry stores the descriptor of an index.`,
  ]
}

/** If runs cannot be told apart, the parts may be from an earlier one. */
function sharedRunNotices({ event, handedTags }: MergeFacts): readonly string[] {
  if (handedTags.length === 0 || !event.isRunIdShared) return []
  return [
    `act gives every run the number ${event.runId}, so parts that an earlier run of the same commit left in the registry count as parts of this run. Start act with --env GITHUB_RUN_ID=… and a different number each time to keep runs apart.`,
  ]
}

/** The images of the parts, for the table in the log. */
export function imagesOf({ parts }: MergePlan) {
  return parts.flatMap((part) => chosenImages(part).map((image) => ({ ...image, from: part.from })))
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { mapConcurrent } from '../concurrency.ts'
import type { Docker } from '../docker/docker.ts'
import type { BeforeLeaving } from '../docker/signals.ts'
import { isCancelled, withState } from '../errors.ts'
import type { Blobs } from '../oci/descriptor.ts'
import { satisfies } from '../oci/image-index.ts'
import { chosenImages, type Part } from '../oci/part.ts'
import type { Plan, ProofPlan, PublishPlan } from '../plan/plan.ts'
import { withDigests } from '../plan/publish/join.ts'
import { fateOf } from '../plan/publish/newer.ts'
import type { SmokeResult } from '../plan/smoke-verdict.ts'
import { type Platform, printPlatforms } from '../platforms/platform.ts'
import { openRegistries, type Registries } from '../registry/manifests.ts'
import { warnExtraFailed } from '../runner/extras.ts'
import type { PlatformProof } from '../verify/proof.ts'
import { countOf } from '../verify/shortlist.ts'
import type { BuildResult } from './build.ts'
import { combine, confirm } from './confirm.ts'
import { dropFolder } from './folder.ts'
import { prepareIndex } from './join.ts'
import { withoutOldLatest } from './latest.ts'
import { layoutsBlobs } from './layout.ts'
import { warnUnconfirmed } from './move.ts'
import { uploadPart } from './part.ts'
import { type Preflight, startPreflight } from './preflight.ts'
import { type RejectionReason, rejection } from './rejection.ts'
import type { Signer } from './sign.ts'
import { signWith } from './signatures.ts'
import { SmokeTestsFailed, smokeTest } from './smoke.ts'
import type { Time } from './stopwatch.ts'
import type { TagTargets } from './tag-targets.ts'
import { type Moved, moveTags, refuseNewer } from './tags.ts'
import { isChanged } from './unchanged.ts'

/** What was pushed. */
export interface Published extends Moved {
  /** What the tags pointed to before the job. */
  readonly before: TagTargets
  /** Whether any image differs from those of the first tag. */
  readonly isChanged: boolean
  /** Empty if there was nothing to prove. */
  readonly proofs: readonly PlatformProof[]
  /** Empty if there was no smoke test. */
  readonly smoke: readonly SmokeResult[]
}

const FAILED: RejectionReason = {
  what: 'The image failed the smoke test',
  cure: 'Fix the image, or correct smoke-test, and run the job again.',
}

/** The image may be fine, so it is not deleted. */
const NOT_RUN: RejectionReason = {
  what: 'The smoke test could not be run',
  cure: 'Fix the problem above and run the job again.',
}

/** Number of builds whose digests are checked concurrently. */
const CONFIRMS_AT_ONCE = 4

/** The checks before the push, and the registries that they used. */
export interface OpenPush extends Preflight {
  readonly registries: Registries
}

/** Checks the registries for what would prevent a push, and reads what its tags point to. */
export function openPush(docker: Docker, to: PublishPlan): OpenPush {
  const registries = openRegistries({ hosts: to.hosts, docker })
  return { registries, ...startPreflight(registries, to) }
}

/**
 * Fails before the build if a tag may not move: the push itself would move tags, or `on-newer: fail` demands it.
 * @throws Unfinished if a tag belongs to a newer run
 */
export async function refuseEarly(to: PublishPlan, { before }: OpenPush): Promise<void> {
  if (to.onNewer === 'move' || (to.by === 'digest' && to.onNewer === 'keep')) return
  const targets = await before
  refuseNewer(
    to.tags.map((tag) => {
      const target = targets.get(tag)
      return { tag, target, fate: fateOf(target, '', to) }
    }),
  )
}

interface Tools {
  readonly docker: Docker
  readonly beforeLeaving: BeforeLeaving
  readonly signer: Signer
  readonly time: Time
}

/**
 * Confirms, proves and tests what was pushed by digest; only then its tags move, or it is handed on as a part.
 * @throws Unfinished
 */
export async function publish(
  tools: Tools,
  plan: Plan,
  to: PublishPlan,
  builds: readonly BuildResult[],
  prepared: OpenPush,
): Promise<Published> {
  const isTagged = to.by === 'tags'
  const parts = await withState(isTagged ? 'tags may have moved' : 'no tag moved', () =>
    tools.time('registry', () => confirmBuilds(prepared.registries, to, builds)),
  )
  return withState(isTagged ? 'tags moved' : 'no tag moved', () =>
    publishParts(tools, plan, to, parts, prepared),
  )
}

/** Proves and tests what the registries hold, then signs it and moves the tags, or hands it on. */
async function publishParts(
  tools: Tools,
  plan: Plan,
  to: PublishPlan,
  parts: readonly PushedPart[],
  { registries, before: expected }: OpenPush,
): Promise<Published> {
  const { docker, beforeLeaving, time } = tools
  const { proof, part } = plan
  const proofs =
    proof === undefined ? [] : await time('proof', () => proveBuilds(docker, plan, to, proof, parts))
  const smoke =
    plan.smoke === undefined ? [] : await time('smoke test', () => runSmokeTests(docker, plan, to, parts))
  const before = await expected
  const done = (moved: Moved): Published => ({
    ...{ ...moved, proofs, smoke, before },
    isChanged: isChanged(before, to, moved.confirmed),
  })
  const pushed = combine(parts)
  if (part !== undefined) {
    for (const each of parts)
      await uploadPart(registries, part, { ...each, proofErrors: countErrors(each, proofs) }, plan.temp)
    return done({ confirmed: pushed, tags: [], superseded: [], signed: undefined })
  }
  const sign = signWith({ ...tools, registries }, plan.signing, to)
  if (plan.join === undefined)
    return done({ confirmed: pushed, tags: to.tags, superseded: [], signed: await sign?.(pushed) })
  const join = withDigests(plan.join, new Map(parts.map(({ number, digest }) => [number, digest])))
  return time('tags', async () => {
    const image = await prepareIndex(docker, join, parts)
    const mover = { registries, beforeLeaving, before, sign }
    return done(await moveTags(mover, await withoutOldLatest(mover, to), image))
  })
}

/** The number of errors found in a part; undefined if nothing was proven. */
function countErrors({ platforms }: Part, proofs: readonly PlatformProof[]): number | undefined {
  const ownProofs = proofs.filter(({ platform }) => platforms.some((each) => satisfies(platform, each)))
  if (ownProofs.length === 0) return undefined
  return ownProofs.reduce((sum, { findings }) => sum + countOf(findings, 'error'), 0)
}

/** Runs the images as users will get them: from the registry by digest. */
async function runSmokeTests(
  docker: Docker,
  { smoke, rejection: refused }: Plan,
  to: PublishPlan,
  parts: readonly Part[],
): Promise<readonly SmokeResult[]> {
  if (smoke === undefined) return []
  try {
    return await smokeTest(docker, smoke, to.repositories[0] ?? '', parts.flatMap(chosenImages))
  } catch (error) {
    if (isCancelled(error)) throw error
    const isUnfit = error instanceof SmokeTestsFailed && error.isUnfit
    const errors = error instanceof AggregateError ? error.errors : [error]
    throw isUnfit
      ? await rejection(docker, errors, refused, { to, parts }, FAILED)
      : await rejection(docker, errors, { ...refused, deletes: false }, { to, parts }, NOT_RUN)
  }
}

/** What a build pushed, as its registries hold it. */
interface PushedPart extends Part {
  /** Number of the build. */
  readonly number: number
  /** Folder of the layout that the build wrote; '' for none. */
  readonly layout: string
}

function confirmBuilds(
  registries: Registries,
  { repositories, tags: all, by }: PublishPlan,
  builds: readonly BuildResult[],
): Promise<readonly PushedPart[]> {
  const [repository = '', ...others] = repositories
  const tags = by === 'tags' ? all : []
  return mapConcurrent(builds, CONFIRMS_AT_ONCE, async ({ number, platforms, digest, layout }) => {
    const expected = { digest, repository, others, tags, platforms }
    const { confirmed, unchecked } = await confirm(registries, expected)
    for (const tag of unchecked) warnUnconfirmed(tag)
    const from = `the build of ${printPlatforms(platforms)}`
    return { number, layout, from, platforms, repositories, proofErrors: undefined, ...confirmed }
  })
}

async function proveBuilds(
  docker: Docker,
  plan: Plan,
  to: PublishPlan,
  proof: ProofPlan,
  parts: readonly PushedPart[],
): Promise<readonly PlatformProof[]> {
  const layouts = parts.map(({ layout }) => layout)
  const expected = plan.platforms.map(({ platform }) => platform)
  const dockerfileOf = (platform: Platform | undefined): string => {
    const build = plan.builds.find(({ platforms }) =>
      platforms.some((each) => platform !== undefined && satisfies(platform, each)),
    )
    return (build ?? plan.builds[0])?.dockerfile ?? ''
  }
  // Separate chunks of the bundle: a job that proves nothing does not load them.
  const { prove, subjectsOf } = await import('./proof.ts')
  let inRegistry: Blobs | undefined
  const registry = async (): Promise<Blobs> => {
    const { registryBlobs } = await import('../registry/blobs.ts')
    inRegistry ??= registryBlobs(to.repositories[0] ?? '', { hosts: to.hosts, docker })
    return inRegistry
  }
  const gone = layouts.find((layout) => layout !== '' && !existsSync(join(layout, 'blobs')))
  if (gone !== undefined) warnExtraFailed('layout', `there is none in ${gone}`)
  const isWhole = gone === undefined && !layouts.includes('')
  const blobs = isWhole ? layoutsBlobs(layouts, registry) : await registry()
  try {
    return await prove(
      docker,
      proof,
      {
        subjects: subjectsOf(parts),
        platforms: expected,
        blobs,
        dockerfileOf,
        ...(isWhole ? { fallback: registry } : {}),
      },
      { to, parts },
    )
  } finally {
    for (const layout of layouts) if (layout !== '') dropFolder(layout)
  }
}

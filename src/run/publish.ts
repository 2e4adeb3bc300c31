import { rmSync } from 'node:fs'
import { mapConcurrent } from '../concurrency.ts'
import type { Docker } from '../docker/docker.ts'
import { isCancelled, withState } from '../errors.ts'
import type { Blobs } from '../oci/descriptor.ts'
import { answers } from '../oci/image-index.ts'
import { chosenImages, type Part } from '../oci/part.ts'
import type { Plan, ProofPlan, PublishPlan } from '../plan/plan.ts'
import { withDigests } from '../plan/publish/join.ts'
import type { SmokeResult } from '../plan/smoke-verdict.ts'
import { type Platform, printPlatforms } from '../platforms/platform.ts'
import { countOf } from '../verify/brief.ts'
import type { PlatformProof } from '../verify/proof.ts'
import type { Built } from './build.ts'
import type { Timed } from './clock.ts'
import { allOfThem, type Confirmed, confirm } from './confirm.ts'
import { join } from './join.ts'
import { layoutsBlobs } from './layout.ts'
import { handOn } from './part.ts'
import { type Reason, rejection } from './rejection.ts'
import { NotPassed, smokeTest } from './smoke.ts'

/** What was pushed. */
export interface Published {
  readonly confirmed: Confirmed
  /** Empty where nothing was to be proven. */
  readonly proofs: readonly PlatformProof[]
  /** Empty where nothing was to be run. */
  readonly smoke: readonly SmokeResult[]
}

const UNFIT: Reason = {
  what: 'The image does not run as smoke-test wants it',
  cure: 'Correct what is named above, or smoke-test, and run the job again.',
}

/** It may be as good as any: it is not deleted. */
const UNTRIED: Reason = {
  what: 'The image could not be run as smoke-test wants it',
  cure: 'See to what is named above, and run the job again.',
}

/** Builds whose digests are asked for at the same time. */
const AT_ONCE = 4

/**
 * What was pushed by its digest is confirmed, proven and run; only then its tags move, or it is handed on as a part.
 * @throws Unfinished
 */
export async function publish(
  docker: Docker,
  plan: Plan,
  builds: readonly Built[],
  timed: Timed,
): Promise<Published | undefined> {
  const { publish: to, builder } = plan
  if (to === undefined) return undefined
  const isTagged = to.by === 'tags'
  const parts = await withState(isTagged ? 'tags may have moved' : 'no tag moved', () =>
    timed('registry', () => confirmBuilds(docker, builder.name, to, builds)),
  )
  return withState(isTagged ? 'tags moved' : 'no tag moved', () =>
    release({ docker, timed }, plan, to, parts),
  )
}

/** What a stage works with. */
interface Tools {
  readonly docker: Docker
  readonly timed: Timed
}

/** Proves and runs what the registries hold, then moves the tags or hands it on. */
async function release(
  { docker, timed }: Tools,
  plan: Plan,
  to: PublishPlan,
  parts: readonly PushedPart[],
): Promise<Published> {
  const { proof, part, builder } = plan
  const proofs =
    proof === undefined ? [] : await timed('proof', () => proveBuilds(docker, plan, to, proof, parts))
  const smoke =
    plan.smoke === undefined ? [] : await timed('smoke test', () => tryOut(docker, plan, to, parts))
  if (part !== undefined) {
    for (const each of parts) await handOn(part, { ...each, proofErrors: errorsOf(each, proofs) }, plan.temp)
    return { confirmed: allOfThem(parts), proofs, smoke }
  }
  if (plan.join === undefined) return { confirmed: allOfThem(parts), proofs, smoke }
  const digests = new Map(parts.map(({ number, digest }) => [number, digest]))
  const moves = withDigests(plan.join, digests)
  return { confirmed: await timed('tags', () => join(docker, moves, parts, builder.name)), proofs, smoke }
}

/** Errors that were found in a part; undefined where nothing was proven. */
function errorsOf({ platforms }: Part, proofs: readonly PlatformProof[]): number | undefined {
  const own = proofs.filter(({ platform }) => platforms.some((each) => answers(platform, each)))
  if (own.length === 0) return undefined
  return own.reduce((sum, { findings }) => sum + countOf(findings, 'error'), 0)
}

/** Runs the images as users will get them: from the registry, by their digests. */
async function tryOut(
  docker: Docker,
  { smoke, refused }: Plan,
  to: PublishPlan,
  parts: readonly Part[],
): Promise<readonly SmokeResult[]> {
  if (smoke === undefined) return []
  try {
    return await smokeTest(docker, smoke, to.repositories[0] ?? '', parts.flatMap(chosenImages))
  } catch (error) {
    if (isCancelled(error)) throw error
    const isUnfit = error instanceof NotPassed && error.isUnfit
    const errors = error instanceof AggregateError ? error.errors : [error]
    throw isUnfit
      ? await rejection(docker, errors, refused, { to, parts }, UNFIT)
      : await rejection(docker, errors, { ...refused, deletes: false }, { to, parts }, UNTRIED)
  }
}

/** What a build has pushed, as its registries hold it. */
interface PushedPart extends Part {
  /** Number of the build. */
  readonly number: number
}

function confirmBuilds(
  docker: Docker,
  builder: string,
  { repositories, tags, by }: PublishPlan,
  builds: readonly Built[],
): Promise<readonly PushedPart[]> {
  const [repository = '', ...more] = repositories
  return mapConcurrent(builds, AT_ONCE, async ({ number, platforms, digest }) => {
    const others = by === 'tags' ? tags : more.map((each) => `${each}@${digest}`)
    const { size, reading } = await confirm(docker, { digest, repository, others, platforms, by }, builder)
    const from = `the build of ${printPlatforms(platforms)}`
    return { number, from, platforms, digest, size, repositories, proofErrors: undefined, reading }
  })
}

async function proveBuilds(
  docker: Docker,
  plan: Plan,
  to: PublishPlan,
  proof: ProofPlan,
  parts: readonly Part[],
): Promise<readonly PlatformProof[]> {
  const layouts = plan.builds.map(({ layout }) => layout)
  const asked = plan.platforms.map(({ platform }) => platform)
  const dockerfileOf = (platform: Platform | undefined): string => {
    const build = plan.builds.find(({ platforms }) =>
      platforms.some((each) => platform !== undefined && answers(platform, each)),
    )
    return (build ?? plan.builds[0])?.dockerfile ?? ''
  }
  // Both are chunks of their own in the bundle: a job that proves nothing does not load them.
  const { prove, subjectsOf } = await import('./proof.ts')
  let inRegistry: Blobs | undefined
  const registry = async (): Promise<Blobs> => {
    const { registryBlobs } = await import('../registry/blobs.ts')
    inRegistry ??= registryBlobs(to.repositories[0] ?? '', { hosts: proof.hosts, docker })
    return inRegistry
  }
  const blobs = layouts.includes('') ? await registry() : layoutsBlobs(layouts, registry)
  try {
    return await prove(
      docker,
      proof,
      { subjects: subjectsOf(parts), asked, blobs, dockerfileOf },
      { to, parts },
    )
  } finally {
    for (const layout of layouts) if (layout !== '') rmSync(layout, { recursive: true, force: true })
  }
}

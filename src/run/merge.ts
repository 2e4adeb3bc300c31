import type { Docker } from '../docker/docker.ts'
import type { BeforeLeaving } from '../docker/signals.ts'
import type { Retried } from '../docker/tries.ts'
import type { MergePlan, MergeProofPlan } from '../plan/merge.ts'
import type { PublishPlan } from '../plan/plan.ts'
import type { Registries } from '../registry/manifests.ts'
import type { PlatformProof } from '../verify/proof.ts'
import { cleanUp } from './cleanup.ts'
import { prepareIndex } from './join.ts'
import { withoutOldLatest } from './latest.ts'
import { startPreflight } from './preflight.ts'
import { makeSettingsBuilder } from './settings-builder.ts'
import type { Signer } from './sign.ts'
import { signWith } from './signatures.ts'
import { type Phase, stopwatch } from './stopwatch.ts'
import type { TagTargets } from './tag-targets.ts'
import { type Moved, moveTags } from './tags.ts'
import { isChanged } from './unchanged.ts'

export interface Merged extends Moved {
  /** What the tags pointed to before. */
  readonly before: TagTargets
  /** Whether any image is another one than the first tag had. */
  readonly isChanged: boolean
  /** Empty if the legs have proven their parts, or there was nothing to prove. */
  readonly proofs: readonly PlatformProof[]
  /** What could not be removed after the legs, as sentences. */
  readonly left: readonly string[]
  readonly phases: readonly Phase[]
  /** What was retried on the way. */
  readonly retried: readonly Retried[]
}

interface Tools {
  readonly docker: Docker
  readonly beforeLeaving: BeforeLeaving
  readonly signer: Signer
  readonly registries: Registries
}

/** Joins the parts: makes and checks the index, proves what is not proven yet, then moves the tags and checks them. */
export async function merge(tools: Tools, plan: MergePlan): Promise<Merged> {
  const { docker, beforeLeaving, signer, registries } = tools
  const { phases, time } = stopwatch()
  const { proof, publish, signing, cleanup, settings: builder } = plan
  const preflight = startPreflight(registries, publish)
  const made = await time('index', async () => {
    await preflight.gate
    for (const { repository, digest, bytes } of plan.restores)
      await registries.withRetries(`Restoring ${repository}@${digest}`, () =>
        registries.at(repository).put(digest, bytes),
      )
    if (builder !== undefined) await makeSettingsBuilder(docker, builder)
    return prepareIndex(docker, plan.join, plan.parts)
  })
  const proofs = proof === undefined ? [] : await time('proof', () => proveParts(docker, proof, publish))
  const before = await preflight.before
  const sign = signWith({ registries, signer, time }, signing, publish)
  const mover = { registries, beforeLeaving, before, sign }
  const moved = await time('tags', async () => moveTags(mover, await withoutOldLatest(mover, publish), made))
  const settings = { hosts: publish.hosts, docker }
  const keeps = [made.digest, moved.confirmed.digest]
  const left = cleanup === undefined ? [] : await time('cleanup', () => cleanUp(cleanup, keeps, settings))
  const rest = { before, isChanged: isChanged(before, publish, moved.confirmed), proofs, left, phases }
  return { ...moved, ...rest, retried: docker.tries.retried() }
}

/** Proves parts from other jobs, which are read from their registries. */
async function proveParts(
  docker: Docker,
  proof: MergeProofPlan,
  to: PublishPlan,
): Promise<readonly PlatformProof[]> {
  const { prove, subjectsOf } = await import('./proof.ts')
  const { registryBlobs } = await import('../registry/blobs.ts')
  const proofs: PlatformProof[] = []
  for (const { repository, parts, platforms } of proof.groups) {
    const evidence = {
      subjects: subjectsOf(parts),
      platforms,
      blobs: registryBlobs(repository, { hosts: to.hosts, docker }),
      dockerfileOf: () => '',
    }
    proofs.push(...(await prove(docker, proof, evidence, { to, parts })))
  }
  return proofs
}

import type { Docker } from '../docker/docker.ts'
import type { MergePlan, MergeProofPlan } from '../plan/merge.ts'
import type { PublishPlan } from '../plan/plan.ts'
import type { PlatformProof } from '../verify/proof.ts'
import { clock, type Phase } from './clock.ts'
import type { Confirmed } from './confirm.ts'
import { moveTags, prepareIndex } from './join.ts'

export interface Merged {
  readonly confirmed: Confirmed
  /** Empty where the legs have proven their parts, or nothing was to be proven. */
  readonly proofs: readonly PlatformProof[]
  readonly phases: readonly Phase[]
}

/** Joins the parts: the index is made and checked, what is unproven is proven, then the tags are moved and asked for. */
export async function merge(docker: Docker, plan: MergePlan): Promise<Merged> {
  const { phases, timed } = clock()
  const confirmed = await timed('index', () => prepareIndex(docker, plan.join, plan.parts))
  const { proof, publish } = plan
  const proofs = proof === undefined ? [] : await timed('proof', () => proveParts(docker, proof, publish))
  await timed('tags', () => moveTags(docker, plan.join.moves, confirmed.digest, plan.builder))
  return { confirmed, proofs, phases }
}

/** Parts that others made are read from their registries. */
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
      asked: platforms,
      blobs: registryBlobs(repository, { hosts: proof.hosts, docker }),
      dockerfileOf: () => '',
    }
    proofs.push(...(await prove(docker, proof, evidence, { to, parts })))
  }
  return proofs
}

import type { MergePlan } from '../plan/merge.ts'
import type { PlatformProof } from '../verify/proof.ts'
import { clock, type Phase } from './clock.ts'
import type { Confirmed } from './confirm.ts'
import { dryRun, moveTags } from './join.ts'

export interface Merged {
  readonly confirmed: Confirmed
  /** Empty where the legs have proven their parts, or nothing was to be proven. */
  readonly proofs: readonly PlatformProof[]
  readonly phases: readonly Phase[]
}

/** Joins the parts: the index is made and checked, what is unproven is proven, then the tags are moved and asked for. */
export async function merge(plan: MergePlan): Promise<Merged> {
  const { phases, timed } = clock()
  const confirmed = await timed('index', () => dryRun(plan.join))
  const proofs = plan.proof === undefined ? [] : await timed('proof', () => proveParts(plan))
  await timed('tags', () => moveTags(plan.join.moves, confirmed.digest, plan.builder))
  return { confirmed, proofs, phases }
}

/** Parts that others made are read from their registries. */
async function proveParts({
  parts,
  platforms,
  publish,
  proof,
}: MergePlan): Promise<readonly PlatformProof[]> {
  if (proof === undefined) return []
  const { proveOrFail, subjectsOf } = await import('./proof.ts')
  const { registryBlobs } = await import('../registry/blobs.ts')
  const proofs: PlatformProof[] = []
  const [home = ''] = parts.flatMap(({ repositories }) => repositories)
  const isOneHome = parts.every(({ repositories }) => repositories.includes(home))
  // Layers that images share are read once where they are in one repository.
  for (const group of isOneHome ? [parts] : parts.map((part) => [part])) {
    const [repository = ''] = group.flatMap(({ repositories }) => repositories)
    const asked = isOneHome ? platforms : group.flatMap((part) => part.platforms)
    const evidence = {
      subjects: subjectsOf(group),
      asked,
      blobs: registryBlobs(repository, { hosts: proof.hosts }),
      dockerfileOf: () => '',
    }
    const kept = { ...proof, deletes: false }
    proofs.push(...(await proveOrFail(kept, evidence, { to: publish, parts: group })))
  }
  return proofs
}

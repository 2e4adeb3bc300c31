import type { PublishPlan, SigningPlan } from '../plan/plan.ts'
import type { Registries } from '../registry/manifests.ts'
import type { Confirmed } from './confirm.ts'
import type { Signed, Signer } from './sign.ts'
import type { Time } from './stopwatch.ts'

/** Signs an image that a registry has by digest, or will have. @throws Failure */
export type Sign = (image: Confirmed) => Promise<Signed>

interface Tools {
  readonly registries: Registries
  readonly signer: Signer
  readonly time: Time
}

/** @returns undefined if nothing is signed */
export function signWith(
  { registries, signer, time }: Tools,
  plan: SigningPlan | undefined,
  { repositories }: PublishPlan,
): Sign | undefined {
  if (plan === undefined) return undefined
  return (image) =>
    time('signatures', async () => {
      // A separate chunk of the bundle: a job that signs nothing does not load it.
      const { signImage } = await import('./sign.ts')
      return signImage(registries, plan, signer, { image, repositories })
    })
}

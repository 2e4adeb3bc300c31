import { mapConcurrent } from '../concurrency.ts'
import { Failure } from '../errors.ts'
import { faultOf } from '../faults.ts'
import { HttpError, reasonOf } from '../http.ts'
import { splitRepository } from '../oci/reference.ts'
import type { PublishPlan } from '../plan/plan.ts'
import { requestCure } from '../registry/client.ts'
import { AccessDenied } from '../registry/login.ts'
import type { Manifests, Registries } from '../registry/manifests.ts'
import { RequestRejected } from '../registry/session.ts'
import { isUnreached } from './reach.ts'
import { readTargets, type TagTargets } from './tag-targets.ts'

/** What is checked at registries before there is anything to push. */
export interface Preflight {
  /** Resolves if nothing prevents the push, as far as known. @throws Failure if the push would be rejected */
  readonly gate: Promise<void>
  /** What the tags point to now. It may take longer than the gate, and never fails. */
  readonly before: Promise<TagTargets>
}

/**
 * Checks for every repository whether this login may push there, and reads what every tag of the job points to. Only
 * what would make the push fail permanently is an error: registries give odd answers although a push works.
 */
export function startPreflight(
  registries: Registries,
  publish: Pick<PublishPlan, 'repositories' | 'tags' | 'isReachedAlike' | 'onNewer' | 'runUrl'>,
): Preflight {
  const { repositories, isReachedAlike } = publish
  const checked = repositories.map((repository) => checkPush(registries, repository, isReachedAlike))
  const gate = mapConcurrent(checked, checked.length, (each) => each).then(() => {})
  // These requests reuse the logins of the first ones.
  const before = Promise.allSettled(checked).then(() => readTargets(registries, publish))
  // The caller awaits the gate later, after other work.
  gate.catch(() => {})
  return { gate, before }
}

/** How long to retry while a registry cannot be reached: an outage of half a minute is bridged. */
const REACH_LIMIT_MS = 35_000

async function checkPush(
  { at, withRetries }: Registries,
  repository: string,
  isReachedAlike: boolean,
): Promise<void> {
  const { host } = splitRepository(repository)
  try {
    // If the builder reaches the registry on another path, the answer from this machine means nothing.
    const limitMs = isReachedAlike ? REACH_LIMIT_MS : 0
    await withRetries(`Reaching ${host}`, () => probeUpload(at(repository)), { limitMs })
  } catch (error) {
    if (error instanceof AccessDenied || (error instanceof RequestRejected && isPermanent(error)))
      throw new Failure(`${error.message} Nothing has been pushed.`, error.cure)
    if (willAlwaysFail(error))
      throw new Failure(
        `${host} cannot be queried: ${reasonOf(error)}. Nothing has been pushed.`,
        requestCure(error),
      )
    if (isReachedAlike && isUnreached(error))
      throw new Failure(
        `${host} does not answer: ${reasonOf(error)}. Nothing has been pushed.`,
        `Check that ${host} is right in tags, that the registry is up and that this runner can reach it.`,
      )
  }
}

/** Whether the requests after the push would fail as well, wherever the builder is. */
function willAlwaysFail(error: unknown): boolean {
  const isRefused = error instanceof HttpError && error.fault === 'impossible'
  return isRefused || faultOf(error) === 'untrusted'
}

/** Any answer shows that the registry is up, so only a missing answer is retried. */
async function probeUpload(manifests: Manifests): Promise<void> {
  try {
    await manifests.tryUpload()
  } catch (error) {
    if (error instanceof HttpError && error.status > 0) return
    throw error
  }
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
const WRONG_NAMES: readonly string[] = ['NAME_INVALID', 'NAME_UNKNOWN']

function isPermanent({ refused, fault }: RequestRejected): boolean {
  return WRONG_NAMES.includes(refused.code) || fault === 'blocked' || fault === 'quota'
}

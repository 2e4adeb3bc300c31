import { mapConcurrent } from '../concurrency.ts'
import { Failure } from '../errors.ts'
import { faultOf } from '../faults.ts'
import { HttpError, reasonOf } from '../http.ts'
import { splitRepository } from '../oci/reference.ts'
import type { PublishPlan } from '../plan/plan.ts'
import { cureFor } from '../registry/client.ts'
import { AccessDenied } from '../registry/login.ts'
import type { Manifests, Registries } from '../registry/manifests.ts'
import { NotServed } from '../registry/session.ts'
import { type Before, readHeld } from './before.ts'
import { isUnreached } from './reach.ts'

/** What is found out about registries before there is anything to push. */
export interface Preflight {
  /** Ends once nothing is known that speaks against the push. @throws Failure where it would be refused */
  readonly gate: Promise<void>
  /** What the tags point to now. It may take longer than the gate, and never fails. */
  readonly before: Promise<Before>
}

/**
 * Asks every repository whether this login may push there, and every tag that the job moves what it points to. Only what
 * the push would fail with for good is held against it: registries have odd answers to a push that works.
 */
export function startPreflight(
  registries: Registries,
  publish: Pick<PublishPlan, 'repositories' | 'tags' | 'isReachedAlike' | 'onNewer' | 'runUrl'>,
): Preflight {
  const { repositories, isReachedAlike } = publish
  const checked = repositories.map((repository) => checkPush(registries, repository, isReachedAlike))
  const gate = mapConcurrent(checked, checked.length, (each) => each).then(() => {})
  // The logins of the first questions serve these, too.
  const before = Promise.allSettled(checked).then(() => readHeld(registries, publish))
  // The gate is awaited by whoever started this, once other work is done.
  gate.catch(() => {})
  return { gate, before }
}

/** Half a minute of a registry that is not there is survived, in milliseconds. */
const REACHED_IN_MS = 35_000

async function checkPush(
  { at, patiently }: Registries,
  repository: string,
  isReachedAlike: boolean,
): Promise<void> {
  const { host } = splitRepository(repository)
  try {
    // Where the builder has its own way to the registry, this machine's says nothing about it.
    const limitMs = isReachedAlike ? REACHED_IN_MS : 0
    await patiently(`Reaching ${host}`, () => tryUpload(at(repository)), { limitMs })
  } catch (error) {
    if (error instanceof AccessDenied || (error instanceof NotServed && isForGood(error)))
      throw new Failure(`${error.message} Nothing has been pushed.`, error.cure)
    if (isHopeless(error))
      throw new Failure(
        `${host} cannot be asked: ${reasonOf(error)}. Nothing has been pushed.`,
        cureFor(error),
      )
    if (isReachedAlike && isUnreached(error))
      throw new Failure(
        `${host} does not answer: ${reasonOf(error)}. Nothing has been pushed.`,
        `See that ${host} is right in tags, that the registry is up and that this runner reaches it.`,
      )
  }
}

/** What the questions after the push would fail with, too, wherever the builder is. */
function isHopeless(error: unknown): boolean {
  const isRefused = error instanceof HttpError && error.fault === 'impossible'
  return isRefused || faultOf(error) === 'untrusted'
}

/** A registry that answers, whatever it says, is there: what it says is no reason to wait. */
async function tryUpload(manifests: Manifests): Promise<void> {
  try {
    await manifests.tryUpload()
  } catch (error) {
    if (error instanceof HttpError && error.status > 0) return
    throw error
  }
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
const WRONG_NAMES: readonly string[] = ['NAME_INVALID', 'NAME_UNKNOWN']

function isForGood({ refused, fault }: NotServed): boolean {
  return WRONG_NAMES.includes(refused.code) || fault === 'blocked' || fault === 'quota'
}

import { Failure } from '../errors.ts'
import { HttpError, reasonOf } from '../http.ts'
import { isDigest } from '../oci/digest.ts'
import type { Registries } from '../registry/manifests.ts'

/** What a name resolves to in the end. */
export interface Resolved {
  /** A digest; '' if there is none. */
  readonly found: string
  /** Why there is no answer at all; undefined if there is one. */
  readonly error: unknown
}

/**
 * Polls for what was just pushed until the registry returns it, for about a minute: a registry may not know yet what
 * it has accepted. If it still answers 404, the bytes are requested: some registries, and servers in front of them,
 * answer every HEAD with 404.
 * @param reference REPOSITORY:TAG or REPOSITORY@DIGEST
 */
export async function awaitDigest(
  { at, withRetries }: Registries,
  reference: string,
  digest: string,
): Promise<Resolved> {
  const { repository, name } = splitReference(reference)
  try {
    const ask = () => at(repository).digest(name)
    const isSettled = (answer: string | undefined): boolean => answer === digest
    const found = await withRetries(`Looking up ${reference}`, ask, { isSettled })
    return { found: found ?? (await at(repository).read(name))?.digest ?? '', error: undefined }
  } catch (error) {
    return { found: '', error }
  }
}

function splitReference(reference: string): { readonly repository: string; readonly name: string } {
  const at = reference.indexOf('@')
  const end = at === -1 ? reference.lastIndexOf(':') : at
  return { repository: reference.slice(0, end), name: reference.slice(end + 1) }
}

/** Why a name does not resolve as expected, as the rest of a sentence that begins with the name. */
export function describeMismatch(found: string, error: unknown, digest: string): string {
  if (error !== undefined) return `does not answer: ${errorPhrase(error)}`
  return isDigest(found) ? `is ${found}, not ${digest}` : 'is not there'
}

/** The message of an error, without its full stop. */
export function errorPhrase(error: unknown): string {
  const words = error instanceof Failure ? error.message : reasonOf(error)
  return words.replace(/\.$/, '')
}

/** Whether a registry rejected a request because of its rate limit. */
export function isRateLimit(error: unknown): boolean {
  return error instanceof HttpError && error.status === 429
}

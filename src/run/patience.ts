import { Failure } from '../errors.ts'
import { HttpError, reasonOf } from '../http.ts'
import { isDigest } from '../oci/digest.ts'
import type { Registries } from '../registry/manifests.ts'

/** What a name answers with in the end. */
export interface LastAnswer {
  /** A digest; '' where there is none. */
  readonly found: string
  /** Why there is no answer at all; undefined where there is one. */
  readonly error: unknown
}

/**
 * Asks for what was just pushed until the registry answers with it, for about a minute: one that has taken it may not
 * know it yet. One that denies it in the end is asked for the bytes: some, and servers before them, answer a HEAD with 404
 * whatever there is.
 * @param reference REPOSITORY:TAG or REPOSITORY@DIGEST
 */
export async function askUntil(
  { at, patiently }: Registries,
  reference: string,
  digest: string,
): Promise<LastAnswer> {
  const { repository, name } = splitReference(reference)
  try {
    const ask = () => at(repository).digest(name)
    const isSettled = (answer: string | undefined): boolean => answer === digest
    const found = await patiently(`Asking for ${reference}`, ask, { isSettled })
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

/** Why a name is not what it must be, as the rest of a sentence that begins with it. */
export function whyNot(found: string, error: unknown, digest: string): string {
  if (error !== undefined) return `does not answer: ${wordsOf(error)}`
  return isDigest(found) ? `is ${found}, not ${digest}` : 'is not there'
}

/** What an error says, without the end of its sentence. */
export function wordsOf(error: unknown): string {
  const words = error instanceof Failure ? error.message : reasonOf(error)
  return words.replace(/\.$/, '')
}

/** Whether a registry does not answer because it was asked too much. */
export function isRateLimit(error: unknown): boolean {
  return error instanceof HttpError && error.status === 429
}

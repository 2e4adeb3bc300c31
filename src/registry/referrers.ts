/** Attaches referrers to an image. Only import this file where that is needed: see http.ts. */
import { Failure } from '../errors.ts'
import { HttpError } from '../http.ts'
import { digestOf } from '../oci/digest.ts'
import {
  EMPTY,
  listsReferrer,
  type Referrer,
  referrerManifest,
  referrersTag,
  withReferrer,
} from '../oci/referrer.ts'
import type { Manifests, Registries } from './manifests.ts'

/**
 * Pushes a referrer to a repository, and makes sure that it is listed among the image's referrers. Must not be called
 * concurrently for the same image in a repository.
 * @throws Failure, or the error of the last attempt
 */
export async function attachReferrer(
  { at, withRetries }: Registries,
  repository: string,
  referrer: Referrer,
): Promise<void> {
  const manifests = at(repository)
  const manifest = referrerManifest(referrer)
  const { digest } = referrer.subject
  const what = `Attaching to ${repository}@${digest}`
  for (const bytes of new Set([EMPTY, referrer.content]))
    await withRetries(what, () => manifests.upload(bytes))
  const isListed = await withRetries(what, () => manifests.putReferrer(manifest))
  if (isListed) return
  // Another job may add one at the same time, so the list is read again after it was written.
  await withRetries(what, () => addToList(manifests, referrersTag(digest), manifest))
}

/** Adds a manifest to the list in a registry that does not maintain the list itself. */
async function addToList(manifests: Manifests, tag: string, manifest: string): Promise<void> {
  const digest = digestOf(manifest)
  const read = async (): Promise<string> => (await manifests.read(tag))?.bytes ?? ''
  const before = await read()
  if (listsReferrer(before, digest)) return
  const after = withReferrer(before, manifest)
  if (after === undefined)
    throw new Failure(
      `${manifests.repository}:${tag} is not a list of referrers to an image, but has to be one.`,
      'Delete this tag, or give its content another tag.',
    )
  await manifests.put(tag, after)
  if (!listsReferrer(await read(), digest))
    throw new HttpError(`${manifests.repository}:${tag} does not list it yet`, 'passing')
}

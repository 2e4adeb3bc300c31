/** Puts beside an image what is about it. Import this file only where that is needed: see http.ts. */
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
 * Puts a referrer into a repository, and sees to it that whoever asks for the image's referrers finds it. It must not be
 * called for an image of a repository while it is at work there.
 * @throws Failure, or the error of the last try
 */
export async function attach(
  { at, patiently }: Registries,
  repository: string,
  referrer: Referrer,
): Promise<void> {
  const manifests = at(repository)
  const manifest = referrerManifest(referrer)
  const { digest } = referrer.subject
  const what = `Attaching to ${repository}@${digest}`
  for (const bytes of new Set([EMPTY, referrer.content])) await patiently(what, () => manifests.upload(bytes))
  const isListed = await patiently(what, () => manifests.putReferrer(manifest))
  if (isListed) return
  // Somebody else may list another one at the same time: what is read after the write counts.
  await patiently(what, () => list(manifests, referrersTag(digest), manifest))
}

/** Adds a manifest to the list of a registry that makes none by itself. */
async function list(manifests: Manifests, tag: string, manifest: string): Promise<void> {
  const digest = digestOf(manifest)
  const read = async (): Promise<string> => (await manifests.read(tag))?.bytes ?? ''
  const before = await read()
  if (listsReferrer(before, digest)) return
  const after = withReferrer(before, manifest)
  if (after === undefined)
    throw new Failure(
      `${manifests.repository}:${tag} is no list of what refers to an image, and is where one has to be.`,
      'Delete this tag, or move what it points to to another one.',
    )
  await manifests.put(tag, after)
  if (!listsReferrer(await read(), digest))
    throw new HttpError(`${manifests.repository}:${tag} does not list it yet`, 'passing')
}

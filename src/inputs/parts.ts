import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import { isSha256 } from '../oci/digest.ts'
import { parseReference, withTag } from '../oci/reference.ts'
import { distinctPlatforms, type Platform, parsePlatform } from '../platforms/platform.ts'
import { list, type Parser } from './parsers.ts'

/** A part of an image that is there already. */
export interface NamedPart {
  /** As it was written, for messages. */
  readonly text: string
  /** What it is to be. */
  readonly platforms: readonly Platform[]
  /** '' for the repository of the first tag. */
  readonly repository: string
  /** The digest, or the tag. */
  readonly target: { readonly digest: string } | { readonly tag: string }
}

const FORM =
  'Write PLATFORM=DIGEST, as the output part of a leg gives it, or PLATFORM=NAME:TAG, as in linux/arm64=ghcr.io/owner/app:1.2-arm64.'

/** One part a line. Lines that are all empty were meant to be something, and no other parts are looked for then. */
export const parseParts: Parser<readonly NamedPart[]> = (text, complain) => {
  if (text !== '' && text.trim() === '') {
    const cure =
      'See that each leg went well and that its job hands the output part on in its outputs, and is in needs of this job. Without parts, those that this run handed on are joined.'
    complain({ what: 'it is given, and all of its lines are empty.', cure })
  }
  return list(parsePart, { commas: false })(text, complain)
}

/**
 * `PLATFORM=sha256:…`, `PLATFORM=REPOSITORY@sha256:…` or `PLATFORM=REPOSITORY:TAG`; several platforms of one part are
 * separated by commas.
 */
export function parsePart(text: string): NamedPart {
  const { name, value = '' } = nameAndValue(text)
  if (name === '' || value === '') throw new InvalidValue(`"${text}" is not a part.`, FORM)
  const platforms = distinctPlatforms(name.split(',').map((each) => parsePlatform(each.trim())))
  const source = value.trim()
  // No digest and no name has a second one.
  if (source.includes('=')) {
    throw new InvalidValue(`"${text}" holds several parts.`, `Write one part a line. ${FORM}`)
  }
  if (isSha256(source)) return { text, platforms, repository: '', target: { digest: source } }
  if (source.startsWith('sha256:')) {
    throw new InvalidValue(
      `"${source}" is not a whole digest.`,
      'A digest is sha256: and 64 hexadecimal digits.',
    )
  }
  const at = source.indexOf('@')
  if (at === -1) {
    const reference = parseReference(source)
    const tag = withTag(reference).slice(reference.repository.length + 1)
    return { text, platforms, repository: reference.repository, target: { tag } }
  }
  const digest = source.slice(at + 1)
  if (!isSha256(digest)) throw new InvalidValue(`"${digest}" in "${text}" is not a digest.`, FORM)
  // docker lets a tag stand before the digest, and the digest wins.
  const { repository } = parseReference(source.slice(0, at))
  return { text, platforms, repository, target: { digest } }
}

import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import { isSha256 } from '../oci/digest.ts'
import { parseReference, withTag } from '../oci/reference.ts'
import { distinctPlatforms, type Platform, parsePlatform } from '../platforms/platform.ts'
import { list, type Parser } from './parsers.ts'

/** An existing part of an image. */
export interface NamedPart {
  /** Verbatim, for messages. */
  readonly text: string
  /** The platforms it should contain. */
  readonly platforms: readonly Platform[]
  /** '' for the repository of the first tag. */
  readonly repository: string
  /** Its digest or tag. */
  readonly target: { readonly digest: string } | { readonly tag: string }
}

const FORM =
  'Write PLATFORM=DIGEST, as in the output part of a matrix job, or PLATFORM=NAME:TAG, as in linux/arm64=ghcr.io/owner/app:1.2-arm64.'

/** One part per line. If all lines are empty, something was meant to be there, and no other parts are used instead. */
export const parseParts: Parser<readonly NamedPart[]> = (text, complain) => {
  if (text !== '' && text.trim() === '') {
    const cure =
      'Check that every matrix job succeeded, passes the output part on in its outputs, and is in the needs of this job. Without parts, those that this run handed over are joined.'
    complain({ what: 'it is set, but all of its lines are empty.', cure })
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
  // Neither a digest nor a name has an = in it.
  if (source.includes('=')) {
    throw new InvalidValue(`"${text}" contains several parts.`, `Write one part per line. ${FORM}`)
  }
  if (isSha256(source)) return { text, platforms, repository: '', target: { digest: source } }
  if (source.startsWith('sha256:')) {
    throw new InvalidValue(
      `"${source}" is not a complete digest.`,
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
  // docker allows a tag before the digest, and the digest wins.
  const { repository } = parseReference(source.slice(0, at))
  return { text, platforms, repository, target: { digest } }
}

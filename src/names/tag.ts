import { shortHash } from '../oci/digest.ts'

/** Maximum length of a tag: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const MAX_LENGTH = 128

/** Length of the hash at the end of a tag that was too long. */
const HASH_LENGTH = 8

/** A tag, and how the text was changed, apart from replaced characters. */
export interface TagText {
  /** '' if no character of the text is valid in a tag. */
  readonly tag: string
  /** A sentence; '' if there is nothing to report. */
  readonly notice: string
}

/**
 * Turns a text into a tag: each run of invalid characters becomes a dash, characters that a tag cannot begin with are
 * removed, and a tag that would be too long is cut and ends with a hash of the text.
 */
export function tagOf(text: string): TagText {
  const dashed = text.replace(/[^A-Za-z0-9._-]+/g, '-')
  const trimmed = dashed.replace(/^[.-]+/, '')
  const isLong = trimmed.length > MAX_LENGTH
  const tag = isLong
    ? `${trimmed.slice(0, MAX_LENGTH - HASH_LENGTH - 1)}-${shortHash(text, HASH_LENGTH)}`
    : trimmed
  if (tag === '') return { tag, notice: '' }
  const why = [
    ...(trimmed === dashed ? [] : [`a tag cannot begin with "${dashed.slice(0, 1)}"`]),
    ...(isLong ? [`a tag cannot have more than ${MAX_LENGTH} characters`] : []),
  ]
  return { tag, notice: why.length === 0 ? '' : `"${text}" becomes the tag ${tag}: ${why.join(', and ')}.` }
}

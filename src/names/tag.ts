import { shortHash } from '../oci/digest.ts'

/** Most characters of a tag: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const LONGEST = 128

/** Characters of the hash at the end of a tag that was too long. */
const HASH = 8

/** A text as a tag, and what had to be done to it beside replacing characters. */
export interface TagText {
  /** '' where nothing of the text can be in a tag. */
  readonly tag: string
  /** A sentence; '' where there is nothing to say. */
  readonly notice: string
}

/**
 * Makes a tag of a text: each run of characters that no tag has becomes a dash, those that no tag begins with go, and
 * what is too long ends in a hash of all of it.
 */
export function tagOf(text: string): TagText {
  const plain = text.replace(/[^A-Za-z0-9._-]+/g, '-')
  const begun = plain.replace(/^[.-]+/, '')
  const isLong = begun.length > LONGEST
  const tag = isLong ? `${begun.slice(0, LONGEST - HASH - 1)}-${shortHash(text, HASH)}` : begun
  if (tag === '') return { tag, notice: '' }
  const why = [
    ...(begun === plain ? [] : [`no tag begins with "${plain.slice(0, 1)}"`]),
    ...(isLong ? [`no tag is longer than ${LONGEST} characters`] : []),
  ]
  return { tag, notice: why.length === 0 ? '' : `"${text}" becomes the tag ${tag}: ${why.join(', and ')}.` }
}

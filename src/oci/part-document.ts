import { array, field, parseJson, text } from '../json.ts'
import { type Platform, parsePlatform, printPlatform, printPlatforms } from '../platforms/platform.ts'
import { isSha256, shortHash } from './digest.ts'
import { parseReference, type Reference, withTag } from './reference.ts'

/** What a leg hands on: one small document. */
export interface PartDocument {
  /** The image that it is a part of, from `identityOf`. */
  readonly identity: string
  /** The matrix job that built it, for messages. */
  readonly leg: string
  /** Attempt of the run in which it was built. */
  readonly attempt: number
  readonly platforms: readonly Platform[]
  /** Digest of its index, or of its manifest. */
  readonly digest: string
  /** Size in bytes of the document with that digest. */
  readonly size: number
  /** Every repository that holds it. */
  readonly repositories: readonly string[]
  /**
   * Number of errors that the leg's proof found, greater than 0 only if they were reported as warnings; undefined if
   * nothing was proven.
   */
  readonly proofErrors: number | undefined
}

/** Prefix of the artifact names of all parts. */
export const PREFIX = 'multi-platform-build-part'

/** Number of characters of a hash that are enough to distinguish the images and parts of one run. */
export const HASH_LENGTH = 12

/**
 * Identifies the image that a part belongs to. Two images of one run may share a repository, so all names and their
 * tags count; parts and merge have the same ones.
 * @param source what the tags are generated from, if they are: tags may contain the time
 */
export function identityOf(tags: readonly Reference[], source?: string): string {
  return shortHash(source ?? [...new Set(tags.map(withTag))].toSorted().join('\n'), HASH_LENGTH)
}

/** Prefix of the artifact names of one image; without dots, which could form a file extension. */
export function artifactPrefix(identity: string): string {
  return `${PREFIX}_${identity}_`
}

/**
 * Name of a part's artifact: image, platforms, attempt of the run and digest. An artifact of the same platforms from
 * a later attempt replaces it; two of one attempt both stay, so that the merge sees both.
 */
export function artifactName(
  { identity, attempt }: { readonly identity: string; readonly attempt: number },
  platforms: readonly Platform[],
  digest: string,
): string {
  const leg = shortHash(platforms.map(printPlatform).toSorted().join(','), HASH_LENGTH)
  const short = digest.slice('sha256:'.length).slice(0, HASH_LENGTH)
  return `${artifactPrefix(identity)}${leg}_${attempt}_${short}`
}

/** The artifacts of an image that count: for each leg those of its last attempt. */
export function lastAttempts(names: readonly string[]): readonly string[] {
  const read = names.flatMap((name) => {
    const [, leg = '', attempt = ''] = /_([0-9a-f]+)_(\d+)_[0-9a-f]+$/.exec(name) ?? []
    return leg === '' ? [] : [{ name, leg, attempt: Number(attempt) }]
  })
  const isLast = (one: (typeof read)[number]): boolean =>
    read.every(({ leg, attempt }) => leg !== one.leg || attempt <= one.attempt)
  return read.filter(isLast).map(({ name }) => name)
}

export function printPart(part: PartDocument): string {
  return JSON.stringify({ ...part, platforms: part.platforms.map(printPlatform) })
}

/** Reads what `printPart` wrote; undefined for anything else. */
export function readPart(source: string): PartDocument | undefined {
  const document = parseJson(source)
  const texts = (name: string): readonly string[] =>
    array(document, name).filter((item) => typeof item === 'string')
  try {
    const part = {
      identity: text(document, 'identity'),
      leg: text(document, 'leg'),
      attempt: parseCount(field(document, 'attempt')) ?? 1,
      platforms: texts('platforms').map(parsePlatform),
      digest: text(document, 'digest'),
      size: parseCount(field(document, 'size')) ?? 0,
      proofErrors: parseCount(field(document, 'proofErrors')),
      // Validated, because they become part of command lines.
      repositories: texts('repositories').map((name) => parseReference(name).repository),
    }
    const isWhole = part.platforms.length > 0 && part.repositories.length > 0
    return isWhole && isSha256(part.digest) ? part : undefined
  } catch {
    return undefined
  }
}

/** A count; undefined for anything else. */
function parseCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** The value of the output `part`, which the input `parts` accepts. */
export function partLine({ platforms, digest }: Pick<PartDocument, 'platforms' | 'digest'>): string {
  return `${printPlatforms(platforms)}=${digest}`
}

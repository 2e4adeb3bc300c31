import { array, field, parseJson, text } from '../json.ts'
import { type Platform, parsePlatform, printPlatform, printPlatforms } from '../platforms/platform.ts'
import { isSha256, shortHash } from './digest.ts'
import { parseReference, type Reference, withTag } from './reference.ts'

/** What a leg hands on: one small document. */
export interface PartDocument {
  /** Which image it is a part of, as `identityOf` tells it. */
  readonly identity: string
  /** The job that made it, for messages. */
  readonly leg: string
  /** Attempt of the run that it was made in. */
  readonly attempt: number
  readonly platforms: readonly Platform[]
  /** Digest of its index, or of its manifest. */
  readonly digest: string
  /** Bytes of the document with that digest. */
  readonly size: number
  /** Every repository that holds it. */
  readonly repositories: readonly string[]
  /** Errors that the leg's proof found, which are none unless they were only warned of; undefined where nothing was proven. */
  readonly proofErrors: number | undefined
}

/** What the names of all artifacts of parts begin with. */
export const PREFIX = 'multi-platform-build-part'

/** Characters of a hash that are enough to tell the images and parts of one run apart. */
export const SHORT = 12

/**
 * Which image a part belongs to. Two images of one run may share a repository, so that all names count with their
 * tags; parts and merge are given the same ones.
 * @param source what the tags are made from, where they are: there may be a clock in them
 */
export function identityOf(tags: readonly Reference[], source?: string): string {
  return shortHash(source ?? [...new Set(tags.map(withTag))].toSorted().join('\n'), SHORT)
}

/** What the names of the artifacts of one image begin with; no dots, which could make an extension. */
export function artifactPrefix(identity: string): string {
  return `${PREFIX}_${identity}_`
}

/**
 * Name of a part's artifact: image, platforms, attempt of the run and digest. An artifact of the same platforms with a
 * later attempt takes its place; two of one attempt stand beside each other, so that the merge sees both.
 */
export function artifactName(
  { identity, attempt }: { readonly identity: string; readonly attempt: number },
  platforms: readonly Platform[],
  digest: string,
): string {
  const leg = shortHash(platforms.map(printPlatform).toSorted().join(','), SHORT)
  const short = digest.slice('sha256:'.length).slice(0, SHORT)
  return `${artifactPrefix(identity)}${leg}_${attempt}_${short}`
}

/** Of all artifacts of an image those that count: for each leg the ones of its last attempt. */
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
      attempt: count(field(document, 'attempt')) ?? 1,
      platforms: texts('platforms').map(parsePlatform),
      digest: text(document, 'digest'),
      size: count(field(document, 'size')) ?? 0,
      proofErrors: count(field(document, 'proofErrors')),
      // They go into command lines.
      repositories: texts('repositories').map((name) => parseReference(name).repository),
    }
    const isWhole = part.platforms.length > 0 && part.repositories.length > 0
    return isWhole && isSha256(part.digest) ? part : undefined
  } catch {
    return undefined
  }
}

/** A number of things; undefined for what is none. */
function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** The value of the output `part`, which the input `parts` takes. */
export function partLine({ platforms, digest }: Pick<PartDocument, 'platforms' | 'digest'>): string {
  return `${printPlatforms(platforms)}=${digest}`
}

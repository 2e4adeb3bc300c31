import { InvalidValue } from '../errors.ts'
import {
  type Attributes,
  fieldsOf,
  parseTyped,
  printTyped,
  type TypedAttributes,
  withoutBlanks,
} from './attributes.ts'
import {
  COMPRESSIONS,
  refuseSlips,
  refuseUnclear,
  refuseValues,
  type UnknownWord,
  unknownWords,
} from './known-words.ts'

/** A value of --cache-from or --cache-to. A type that CACHE_TYPES lacks is passed on: a newer BuildKit may know it. */
export interface CacheEntry extends TypedAttributes {
  /** The value of the flag, as buildx reads it. */
  readonly text: string
}

/**
 * What an attribute says: which image of a registry is the cache, which other place, something that nobody may see,
 * or how the cache is read and written.
 */
type Meaning = 'image' | 'place' | 'secret' | 'setting'
type Words = Readonly<Record<string, Meaning>>

/** Attributes of all exports: BuildKit's control/control.go. */
const EXPORT: Words = { mode: 'setting', 'ignore-error': 'setting' }

/** Attributes of exports that write an image: util/compression/attrs.go. */
const IMAGE: Words = {
  ...{ compression: 'setting', 'compression-level': 'setting', 'force-compression': 'setting' },
  ...{ 'oci-mediatypes': 'setting', 'image-manifest': 'setting' },
}

const GHA: Words = {
  ...{ scope: 'place', url: 'place', url_v2: 'place', repository: 'place' },
  ...{ token: 'secret', ghtoken: 'secret', version: 'setting', timeout: 'setting' },
}

const S3: Words = {
  ...{ endpoint_url: 'place', region: 'place', bucket: 'place', name: 'place' },
  ...{ prefix: 'place', blobs_prefix: 'place', manifests_prefix: 'place' },
  ...{ access_key_id: 'secret', secret_access_key: 'secret', session_token: 'secret' },
  ...{ use_path_style: 'setting', touch_refresh: 'setting', upload_parallelism: 'setting' },
  ...{ disable_accept_encoding: 'setting', retry_mode: 'setting', retry_max_attempts: 'setting' },
}

const AZBLOB: Words = {
  ...{ account_url: 'place', account_name: 'place', container: 'place', name: 'place' },
  ...{ prefix: 'place', blobs_prefix: 'place', manifests_prefix: 'place' },
  secret_access_key: 'secret',
}

interface CacheType {
  /** Attributes of --cache-from. */
  readonly from: Words
  /** Attributes of --cache-to. */
  readonly to: Words
}

/**
 * The types of caches with every attribute that BuildKit 0.32 reads when it imports and exports them
 * (cache/remotecache/TYPE; for local also client/solve.go). The secrets are those of buildx 0.36
 * (util/desktop/bundle/trace.go).
 */
const CACHE_TYPES = new Map<string, CacheType>(
  Object.entries<CacheType>({
    registry: {
      from: { ref: 'image', 'registry.insecure': 'setting' },
      to: { ref: 'image', 'registry.insecure': 'setting', ...IMAGE, ...EXPORT },
    },
    gha: { from: GHA, to: { ...GHA, ...EXPORT } },
    local: {
      from: { src: 'place', tag: 'place', digest: 'place' },
      to: { dest: 'place', tag: 'place', reset: 'setting', ...IMAGE, ...EXPORT },
    },
    // A part of the image, which is imported from there with the type registry.
    inline: { from: {}, to: EXPORT },
    s3: { from: S3, to: { ...S3, ...EXPORT } },
    azblob: { from: AZBLOB, to: { ...AZBLOB, ...EXPORT } },
  }),
)

/**
 * Reads an image name, or attributes with a type, as buildx does (util/buildflags/cache.go).
 * @throws InvalidValue
 */
export function parseCacheEntry(text: string): CacheEntry {
  const [name = '', ...others] = fieldsOf(text)
  if (others.length === 0 && !name.includes('=')) {
    // It would be the image of this name on Docker Hub.
    if (CACHE_TYPES.has(name)) {
      throw new InvalidValue(`"${name}" alone is the name of an image.`, `Write type=${name}.`)
    }
    return { type: 'registry', attributes: { ref: name }, text }
  }
  const typed = parseTyped(text, 'type=registry,ref=ghcr.io/owner/app:cache')
  refuseSlips(typed, { types: [...CACHE_TYPES.keys()], attributes: Object.keys(wordsOf(typed.type)) })
  refuseUnclear(typed, SWITCHES)
  refuseValues(typed, VALUES)
  return { ...typed, text: withoutBlanks(text) }
}

/** BuildKit passes over any other mode, and refuses the rest once everything is built (cache/remotecache/s3, util/compression). */
const VALUES = {
  mode: ['min', 'max'],
  compression: COMPRESSIONS,
  retry_mode: ['standard', 'adaptive'],
}

const SWITCHES = [
  'ignore-error',
  'oci-mediatypes',
  'image-manifest',
  'force-compression',
  'registry.insecure',
]

/** The words of a cache that no version knows. */
export function unknownInCache(entry: CacheEntry): readonly UnknownWord[] {
  const words = CACHE_TYPES.has(entry.type) ? wordsOf(entry.type) : undefined
  return unknownWords(entry, words && ((name) => Object.hasOwn(words, name)))
}

function wordsOf(type: string): Words {
  return { ...CACHE_TYPES.get(type)?.from, ...CACHE_TYPES.get(type)?.to }
}

/** An entry that is not written by the user. */
export function cacheEntry(type: string, attributes: Attributes): CacheEntry {
  return { type, attributes, text: printTyped({ type, attributes }) }
}

/** The image of a registry that the cache is; undefined where it is something else. */
export function cacheImage(entry: CacheEntry): string | undefined {
  return valuesOf(entry, 'image')[0]
}

/** What nobody may see. */
export function cacheSecrets(entry: CacheEntry): readonly string[] {
  return valuesOf(entry, 'secret')
}

function valuesOf({ type, attributes }: CacheEntry, meaning: Meaning): readonly string[] {
  const words = new Map(Object.entries(wordsOf(type)))
  return Object.entries(attributes).flatMap(([name, value]) => (words.get(name) === meaning ? [value] : []))
}

/** Whether a cache is exported to a place of its own, and not as a part of the image. */
export function hasOwnPlace({ type }: CacheEntry): boolean {
  const words = CACHE_TYPES.get(type)?.to
  return words === undefined || Object.values(words).some((meaning) => meaning !== 'setting')
}

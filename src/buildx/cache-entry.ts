import { InvalidValue } from '../errors.ts'
import {
  type Attributes,
  fieldsOf,
  parseTyped,
  printTyped,
  type TypedAttributes,
  withoutSpaces,
} from './attributes.ts'
import {
  COMPRESSIONS,
  refuseInvalidSwitches,
  refuseTypos,
  refuseValues,
  type UnknownWord,
  unknownWords,
} from './known-words.ts'

/** A value of --cache-from or --cache-to. A type that is not in CACHE_TYPES is passed on: a newer BuildKit may know it. */
export interface CacheEntry extends TypedAttributes {
  /** The flag's value, in the form that buildx reads. */
  readonly text: string
}

/**
 * The meaning of an attribute: the registry image that is the cache, another location, a secret, or how the cache is read
 * and written.
 */
type CacheMeaning = 'image' | 'place' | 'secret' | 'setting'
type Words = Readonly<Record<string, CacheMeaning>>

/** Attributes of all exports: BuildKit's control/control.go. */
const EXPORT_ATTRIBUTES: Words = { mode: 'setting', 'ignore-error': 'setting' }

/** Attributes of exports that write an image: util/compression/attrs.go. */
const IMAGE_ATTRIBUTES: Words = {
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
 * The cache types with every attribute that BuildKit 0.32 reads on import and export
 * (cache/remotecache/TYPE; for local also client/solve.go). The secrets are those of buildx 0.36
 * (util/desktop/bundle/trace.go).
 */
const CACHE_TYPES = new Map<string, CacheType>(
  Object.entries<CacheType>({
    registry: {
      from: { ref: 'image', 'registry.insecure': 'setting' },
      to: { ref: 'image', 'registry.insecure': 'setting', ...IMAGE_ATTRIBUTES, ...EXPORT_ATTRIBUTES },
    },
    gha: { from: GHA, to: { ...GHA, ...EXPORT_ATTRIBUTES } },
    local: {
      from: { src: 'place', tag: 'place', digest: 'place' },
      to: { dest: 'place', tag: 'place', reset: 'setting', ...IMAGE_ATTRIBUTES, ...EXPORT_ATTRIBUTES },
    },
    // Part of the image; it is imported from there with the type registry.
    inline: { from: {}, to: EXPORT_ATTRIBUTES },
    s3: { from: S3, to: { ...S3, ...EXPORT_ATTRIBUTES } },
    azblob: { from: AZBLOB, to: { ...AZBLOB, ...EXPORT_ATTRIBUTES } },
  }),
)

/**
 * Reads an image name, or typed attributes, as buildx does (util/buildflags/cache.go).
 * @throws InvalidValue
 */
export function parseCacheEntry(text: string): CacheEntry {
  const [name = '', ...others] = fieldsOf(text)
  if (others.length === 0 && !name.includes('=')) {
    // buildx would use the image of this name on Docker Hub.
    if (CACHE_TYPES.has(name)) {
      throw new InvalidValue(`"${name}" would be the name of an image.`, `Write type=${name}.`)
    }
    return { type: 'registry', attributes: { ref: name }, text }
  }
  const typed = parseTyped(text, 'type=registry,ref=ghcr.io/owner/app:cache')
  refuseTypos(typed, { types: [...CACHE_TYPES.keys()], attributes: Object.keys(wordsOf(typed.type)) })
  refuseInvalidSwitches(typed, SWITCHES)
  refuseValues(typed, VALUES)
  return { ...typed, text: withoutSpaces(text) }
}

/** BuildKit ignores any other mode, and refuses the others only after the build (cache/remotecache/s3, util/compression). */
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

/** The words of a cache entry that are unknown to every version. */
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

/** The registry image that is the cache; undefined for other types. */
export function cacheImage(entry: CacheEntry): string | undefined {
  return valuesOf(entry, 'image')[0]
}

/** The values that must be masked. */
export function cacheSecrets(entry: CacheEntry): readonly string[] {
  return valuesOf(entry, 'secret')
}

function valuesOf({ type, attributes }: CacheEntry, meaning: CacheMeaning): readonly string[] {
  const words = new Map(Object.entries(wordsOf(type)))
  return Object.entries(attributes).flatMap(([name, value]) => (words.get(name) === meaning ? [value] : []))
}

/** Whether a cache is exported to a location of its own, not as part of the image. */
export function hasOwnLocation({ type }: CacheEntry): boolean {
  const words = CACHE_TYPES.get(type)?.to
  return words === undefined || Object.values(words).some((meaning) => meaning !== 'setting')
}

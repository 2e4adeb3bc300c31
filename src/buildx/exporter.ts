import { InvalidValue } from '../errors.ts'
import {
  type Attributes,
  fieldsOf,
  isNo,
  isTrue,
  nameAndValue,
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

/** An exporter, which writes the result of a build: a value of --output. Its type may be missing in `ATTRIBUTES`. */
export interface Exporter extends TypedAttributes {
  /** Verbatim, as it is passed on. */
  readonly text: string
}

/** What an attribute affects: where the image is pushed, the bytes of the result, or anything else. */
type Effect = 'push' | 'bytes' | 'handling'

const PUSHING = ['image', 'registry']
const ARCHIVES = ['oci', 'docker']
const IMAGES = [...PUSHING, ...ARCHIVES]
const FILES = ['local', 'tar']

/**
 * The attributes of each type. In BuildKit 0.32: exptypes/keys.go, exptypes/annotations.go and export.go of
 * exporter/containerimage, and exporter/{oci,local,tar}; in buildx 0.36: util/buildflags/export.go and build/opt.go.
 */
const ATTRIBUTES: readonly {
  readonly types: readonly string[]
  readonly affects: Effect
  readonly keys: readonly (string | RegExp)[]
}[] = [
  { types: IMAGES, affects: 'push', keys: ['name'] },
  { types: PUSHING, affects: 'push', keys: ['push', 'push-by-digest', 'name-canonical'] },
  {
    types: IMAGES,
    affects: 'bytes',
    keys: [
      'compression',
      'compression-level',
      'force-compression',
      'oci-mediatypes',
      'oci-artifact',
      'rewrite-timestamp',
      'prefer-nondist-layers',
      'attestation-inline',
      /^annotation(?:-(?:index|manifest)(?:-descriptor)?)?(?:\[[a-z0-9_/-]+\])?\.\S+$/,
      // Until BuildKit 0.12: the sources of the build, in the image's config.
      'buildinfo',
      'buildinfo-attrs',
    ],
  },
  { types: [...IMAGES, ...FILES], affects: 'bytes', keys: ['source-date-epoch'] },
  {
    types: PUSHING,
    affects: 'handling',
    keys: [
      'registry.insecure',
      'store',
      'unpack',
      'dangling-name-prefix',
      // BuildKit's spelling.
      'danging-name-empty-only',
      'unsafe-internal-store-allow-incomplete',
    ],
  },
  { types: ARCHIVES, affects: 'handling', keys: ['dest', 'tar'] },
  { types: ['docker'], affects: 'handling', keys: ['context'] },
  { types: FILES, affects: 'handling', keys: ['dest', 'attestation-prefix', 'platform-split', 'mode'] },
  // buildx's word for no exporter at all.
  { types: ['cacheonly'], affects: 'handling', keys: [] },
  // The docker engine's own exporter, with attributes of its own.
  { types: ['moby'], affects: 'handling', keys: [/^/] },
]

/** What an attribute of a type affects; undefined for one that is unknown to every version. */
function effectOf(type: string, key: string): Effect | undefined {
  const matchesKey = (known: string | RegExp): boolean =>
    typeof known === 'string' ? known === key : known.test(key)
  return ATTRIBUTES.find(({ types, keys }) => types.includes(type) && keys.some(matchesKey))?.affects
}

/**
 * Reads a value of --output as buildx does (util/buildflags/export.go): typed attributes, a folder, or `-` for a tar on
 * stdout.
 * @throws InvalidValue
 */
export function parseExporter(text: string): Exporter {
  const fields = fieldsOf(text)
  if (fields.length === 1 && fields[0] === text && !text.startsWith('type=')) {
    return { type: text === '-' ? 'tar' : 'local', attributes: { dest: text }, text }
  }
  return { ...parseTyped(text, 'type=local,dest=out'), text }
}

/**
 * Reads an item of the input: a value of --output with a destination. Without one, buildx writes an archive to its own
 * output, which is the log.
 * @throws InvalidValue
 */
export function parseOutput(text: string): Exporter {
  const exporter = parseExporter(text)
  const { type, attributes } = exporter
  if (text === attributes['dest']) refuseSingleWord(text)
  const heads = Object.fromEntries(Object.keys(attributes).map((name) => [withoutAnnotationKey(name), '']))
  refuseTypos({ type, attributes: heads }, { types: TYPES, attributes: wordsOf(type) })
  refuseInvalidSwitches(exporter, SWITCHES)
  refuseValues(exporter, IMAGES.includes(type) ? IMAGE_VALUES : FILES.includes(type) ? FILE_VALUES : {})
  const { dest = '' } = attributes
  const isFolder = isNo(attributes['tar'])
  const writes = FILES.includes(type) || type === 'oci' || (type === 'docker' && (dest !== '' || isFolder))
  if (writes && ['', '-'].includes(dest)) {
    const example = type === 'local' || isFolder ? 'out' : `${type === 'tar' ? 'files' : 'image'}.tar`
    const why = 'it cannot be written to the log'
    throw new InvalidValue(`"${text}" has no destination, and ${why}.`, `Write dest, as in dest=${example}.`)
  }
  return { ...exporter, text: withoutSpaces(text) }
}

const SWITCHES = [
  ...['push', 'push-by-digest', 'name-canonical', 'registry.insecure', 'store', 'unpack', 'tar'],
  ...['danging-name-empty-only', 'force-compression', 'oci-mediatypes', 'oci-artifact', 'rewrite-timestamp'],
  ...['prefer-nondist-layers', 'attestation-inline', 'platform-split'],
]

const IMAGE_VALUES = { compression: COMPRESSIONS }

/** client/exporters.go of BuildKit 0.32. */
const FILE_VALUES = { mode: ['copy', 'delete'] }

/** Whether it creates an image in the builder's store, pushed or not. */
export function isImage({ type }: Exporter): boolean {
  return PUSHING.includes(type)
}

/** A single word is a folder to buildx. */
function refuseSingleWord(text: string): void {
  const word = nameAndValue(text).name.trim().toLowerCase()
  if (TYPES.includes(text)) {
    throw new InvalidValue(`"${text}" would be a folder.`, `Write type=${text}, or ./${text} for a folder.`)
  }
  if (text.includes('=') && ['type', 'dest', ...TYPES.flatMap(wordsOf)].includes(word)) {
    throw new InvalidValue(
      `"${text}" would be a folder.`,
      `Write it as in type=local,dest=out, or ./${text} for a folder.`,
    )
  }
}

const TYPES = [...new Set(ATTRIBUTES.flatMap(({ types }) => types))]

/** Attributes for annotations, without the annotation's key. */
const ANNOTATIONS = [
  'annotation',
  'annotation-index',
  'annotation-index-descriptor',
  'annotation-manifest',
  'annotation-manifest-descriptor',
]

/** The attributes of a type, those for annotations without their keys. */
function wordsOf(type: string): readonly string[] {
  const own = ATTRIBUTES.filter(({ types }) => types.includes(type)).flatMap(({ keys }) => keys)
  const words = own.filter((key) => typeof key === 'string')
  return words.length === own.length ? words : [...words, ...ANNOTATIONS]
}

/** An attribute without an annotation's platform and key: `annotation` of `annotation[linux/arm64].a.b`. */
function withoutAnnotationKey(name: string): string {
  return name.startsWith('an') ? name.replace(/[.[].*$/s, '') : name
}

/** The words of an exporter that are unknown to every version. */
export function unknownInExporter(exporter: Exporter): readonly UnknownWord[] {
  const { type } = exporter
  return unknownWords(
    exporter,
    TYPES.includes(type) ? (name) => effectOf(type, name) !== undefined : undefined,
  )
}

function exporterOf(type: string, attributes: Attributes): Exporter {
  return { type, attributes, text: printTyped({ type, attributes }) }
}

/** The attributes whose names match. */
function filterAttributes({ attributes }: Exporter, matches: (key: string) => boolean): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => matches(key)))
}

/** A text that is equal for equal attributes in any order. */
function printAttributes(attributes: Attributes): string {
  return JSON.stringify(Object.entries(attributes).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** @param isPush whether --push is set, which makes every image exporter push */
export function pushes({ type, attributes }: Exporter, isPush: boolean): boolean {
  return type === 'registry' || (type === 'image' && (isPush || isTrue(attributes['push'])))
}

/** Whether it pushes without a tag. */
export function isByDigest({ attributes }: Exporter): boolean {
  return isTrue(attributes['push-by-digest'])
}

/** The image names of the exporter, which buildx uses if there is no --tag. */
export function namesOf({ attributes }: Exporter): readonly string[] {
  return (attributes['name'] ?? '').split(',').filter((name) => name !== '')
}

/** Whether it loads the image into the docker engine, as --load does, instead of writing a file. */
export function loads({ type, attributes }: Exporter): boolean {
  return type === 'docker' && attributes['dest'] === undefined
}

/** Whether its result is files instead of an image, so that buildx does not write an image id. */
export function writesFiles({ type }: Exporter): boolean {
  return FILES.includes(type)
}

/** Whether its result is one archive, which cannot contain the results of several nodes. */
export function isArchive({ type }: Exporter): boolean {
  return ARCHIVES.includes(type) || type === 'tar'
}

/** Whether two pushing exporters create the same image, byte for byte except for attestations, which name the target. */
export function makeSameImage(one: Exporter, other: Exporter): boolean {
  const [first, second] = [one, other].map((exporter) =>
    printAttributes(filterAttributes(exporter, (key) => effectOf('image', key) === 'bytes')),
  )
  return first === second
}

/** The exporter with other names if it creates an image, as buildx replaces them by the values of --tag. */
export function withNames(exporter: Exporter, names: readonly string[]): Exporter {
  if (!IMAGES.includes(exporter.type)) return exporter
  const others = filterAttributes(exporter, (key) => key !== 'name')
  return exporterOf(exporter.type, { ...others, name: names.join(',') })
}

/** An image exporter with the same attributes that pushes to the repositories without a tag. */
export function withoutTags(exporter: Exporter, repositories: readonly string[]): Exporter {
  return exporterOf('image', {
    name: repositories.join(','),
    'push-by-digest': 'true',
    'name-canonical': 'true',
    push: 'true',
    ...filterAttributes(exporter, (key) => effectOf('image', key) !== 'push'),
  })
}

/** The same without OCI 1.1 artifacts for attestations. */
export function withoutArtifacts({ type, attributes }: Exporter): Exporter {
  return exporterOf(type, { ...attributes, 'oci-artifact': 'false' })
}

/** Writes an OCI layout with the same bytes as an image exporter pushes, so that proving it proves the pushed image. */
export function layoutExporter(exporter: Exporter, folder: string): Exporter {
  const shape = filterAttributes(exporter, (key) => effectOf('oci', key) === 'bytes')
  return exporterOf('oci', { tar: 'false', dest: folder, ...shape })
}

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

/** What writes the result of a build: a value of --output. Of its type, `ATTRIBUTES` knows something or not. */
export interface Exporter extends TypedAttributes {
  /** As it was written, which is also how it is passed on. */
  readonly text: string
}

/** What an attribute decides: where the image is pushed, the bytes of the result, or anything else. */
type Concern = 'push' | 'bytes' | 'handling'

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
  readonly decides: Concern
  readonly keys: readonly (string | RegExp)[]
}[] = [
  { types: IMAGES, decides: 'push', keys: ['name'] },
  { types: PUSHING, decides: 'push', keys: ['push', 'push-by-digest', 'name-canonical'] },
  {
    types: IMAGES,
    decides: 'bytes',
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
      // Until BuildKit 0.12: what the image was built from, in its config.
      'buildinfo',
      'buildinfo-attrs',
    ],
  },
  { types: [...IMAGES, ...FILES], decides: 'bytes', keys: ['source-date-epoch'] },
  {
    types: PUSHING,
    decides: 'handling',
    keys: [
      'registry.insecure',
      'store',
      'unpack',
      'dangling-name-prefix',
      // BuildKit spells it like this.
      'danging-name-empty-only',
      'unsafe-internal-store-allow-incomplete',
    ],
  },
  { types: ARCHIVES, decides: 'handling', keys: ['dest', 'tar'] },
  { types: ['docker'], decides: 'handling', keys: ['context'] },
  { types: FILES, decides: 'handling', keys: ['dest', 'attestation-prefix', 'platform-split', 'mode'] },
  // A word of buildx for no exporter at all.
  { types: ['cacheonly'], decides: 'handling', keys: [] },
  // The docker engine's own; what it reads is not BuildKit's.
  { types: ['moby'], decides: 'handling', keys: [/^/] },
]

/** What an attribute of a type decides; undefined for one that no version knows. */
function concernOf(type: string, key: string): Concern | undefined {
  const isOfKey = (known: string | RegExp): boolean =>
    typeof known === 'string' ? known === key : known.test(key)
  return ATTRIBUTES.find(({ types, keys }) => types.includes(type) && keys.some(isOfKey))?.decides
}

/**
 * Reads a value of --output as buildx does (util/buildflags/export.go): attributes with a type, or a folder alone,
 * or `-` for a tar on stdout.
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
 * Reads an item of the input: a value of --output whose result gets somewhere. buildx writes an archive without a
 * destination to its own output, which is the log.
 * @throws InvalidValue
 */
export function parseOutput(text: string): Exporter {
  const exporter = parseExporter(text)
  const { type, attributes } = exporter
  if (text === attributes['dest']) refuseLonely(text)
  const heads = Object.fromEntries(Object.keys(attributes).map((name) => [headOf(name), '']))
  refuseSlips({ type, attributes: heads }, { types: TYPES, attributes: wordsOf(type) })
  refuseUnclear(exporter, SWITCHES)
  refuseValues(exporter, IMAGES.includes(type) ? IMAGE_VALUES : FILES.includes(type) ? FILE_VALUES : {})
  const { dest = '' } = attributes
  const isFolder = isNo(attributes['tar'])
  const writes = FILES.includes(type) || type === 'oci' || (type === 'docker' && (dest !== '' || isFolder))
  if (writes && ['', '-'].includes(dest)) {
    const example = type === 'local' || isFolder ? 'out' : `${type === 'tar' ? 'files' : 'image'}.tar`
    const why = 'the log is no place for it'
    throw new InvalidValue(
      `"${text}" has no file or folder to go to, and ${why}.`,
      `Write dest, as in dest=${example}.`,
    )
  }
  return { ...exporter, text: withoutBlanks(text) }
}

const SWITCHES = [
  ...['push', 'push-by-digest', 'name-canonical', 'registry.insecure', 'store', 'unpack', 'tar'],
  ...['danging-name-empty-only', 'force-compression', 'oci-mediatypes', 'oci-artifact', 'rewrite-timestamp'],
  ...['prefer-nondist-layers', 'attestation-inline', 'platform-split'],
]

const IMAGE_VALUES = { compression: COMPRESSIONS }

/** client/exporters.go of BuildKit 0.32. */
const FILE_VALUES = { mode: ['copy', 'delete'] }

/** Whether it makes an image in the store of the builder, and pushes it or not. */
export function isImage({ type }: Exporter): boolean {
  return PUSHING.includes(type)
}

/** A word alone is a folder for buildx. */
function refuseLonely(text: string): void {
  const word = nameAndValue(text).name.trim().toLowerCase()
  if (TYPES.includes(text)) {
    throw new InvalidValue(`"${text}" alone is a folder.`, `Write type=${text}, or ./${text} for a folder.`)
  }
  if (text.includes('=') && ['type', 'dest', ...TYPES.flatMap(wordsOf)].includes(word)) {
    throw new InvalidValue(
      `"${text}" alone is a folder.`,
      `Write it as in type=local,dest=out, or ./${text} for a folder.`,
    )
  }
}

const TYPES = [...new Set(ATTRIBUTES.flatMap(({ types }) => types))]

/** Names of annotations as attributes, without what they name. */
const ANNOTATIONS = [
  'annotation',
  'annotation-index',
  'annotation-index-descriptor',
  'annotation-manifest',
  'annotation-manifest-descriptor',
]

/** Words for the attributes of a type; what an annotation is for is not among them. */
function wordsOf(type: string): readonly string[] {
  const own = ATTRIBUTES.filter(({ types }) => types.includes(type)).flatMap(({ keys }) => keys)
  const words = own.filter((key) => typeof key === 'string')
  return words.length === own.length ? words : [...words, ...ANNOTATIONS]
}

/** The word of an attribute: `annotation` of `annotation[linux/arm64].a.b`. */
function headOf(name: string): string {
  return name.startsWith('an') ? name.replace(/[.[].*$/s, '') : name
}

/** The words of an exporter that no version knows. */
export function unknownInExporter(exporter: Exporter): readonly UnknownWord[] {
  const { type } = exporter
  return unknownWords(
    exporter,
    TYPES.includes(type) ? (name) => concernOf(type, name) !== undefined : undefined,
  )
}

function exporterOf(type: string, attributes: Attributes): Exporter {
  return { type, attributes, text: printTyped({ type, attributes }) }
}

/** The attributes whose names are chosen. */
function choose({ attributes }: Exporter, isChosen: (key: string) => boolean): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => isChosen(key)))
}

/** As a text that two have where their attributes are the same, in whatever order. */
function printAttributes(attributes: Attributes): string {
  return JSON.stringify(Object.entries(attributes).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** @param isPush whether --push is given, which makes every image exporter push */
export function pushes({ type, attributes }: Exporter, isPush: boolean): boolean {
  return type === 'registry' || (type === 'image' && (isPush || isTrue(attributes['push'])))
}

/** Whether it pushes without a tag. */
export function isByDigest({ attributes }: Exporter): boolean {
  return isTrue(attributes['push-by-digest'])
}

/** The names that it gives the image, where --tag gives none. */
export function namesOf({ attributes }: Exporter): readonly string[] {
  return (attributes['name'] ?? '').split(',').filter((name) => name !== '')
}

/** Whether it loads the image into the docker engine, as --load does, and does not write a file. */
export function loads({ type, attributes }: Exporter): boolean {
  return type === 'docker' && attributes['dest'] === undefined
}

/** Whether its result is files and no image, so that buildx writes no image id. */
export function writesFiles({ type }: Exporter): boolean {
  return FILES.includes(type)
}

/** Whether its result is one archive, which cannot hold what several nodes build. */
export function isArchive({ type }: Exporter): boolean {
  return ARCHIVES.includes(type) || type === 'tar'
}

/** Whether two that push make the same image of the same result, byte for byte; attestations name where it goes. */
export function makeSameImage(one: Exporter, other: Exporter): boolean {
  const [first, second] = [one, other].map((exporter) =>
    printAttributes(choose(exporter, (key) => concernOf('image', key) === 'bytes')),
  )
  return first === second
}

/** With other names, where it makes an image: buildx does the same with the values of --tag. */
export function withNames(exporter: Exporter, names: readonly string[]): Exporter {
  if (!IMAGES.includes(exporter.type)) return exporter
  const others = choose(exporter, (key) => key !== 'name')
  return exporterOf(exporter.type, { ...others, name: names.join(',') })
}

/** An image exporter with all its other attributes that pushes to the repositories without a tag. */
export function withoutTags(exporter: Exporter, repositories: readonly string[]): Exporter {
  return exporterOf('image', {
    name: repositories.join(','),
    'push-by-digest': 'true',
    'name-canonical': 'true',
    push: 'true',
    ...choose(exporter, (key) => concernOf('image', key) !== 'push'),
  })
}

/** The same without the form for attestations that OCI 1.1 has. */
export function withoutArtifacts({ type, attributes }: Exporter): Exporter {
  return exporterOf(type, { ...attributes, 'oci-artifact': 'false' })
}

/** Writes an OCI layout of what an image exporter pushes, of the same bytes: what is proven in it is what was pushed. */
export function layoutExporter(exporter: Exporter, folder: string): Exporter {
  const shape = choose(exporter, (key) => concernOf('oci', key) === 'bytes')
  return exporterOf('oci', { tar: 'false', dest: folder, ...shape })
}

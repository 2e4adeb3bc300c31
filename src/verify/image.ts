import { array, field, parseJson, text } from '../json.ts'
import { type Blobs, type Descriptor, readDescriptor } from '../oci/descriptor.ts'
import { digestOf, isDigest } from '../oci/digest.ts'
import { readPlatform } from '../oci/image-index.ts'
import { type Platform, printPlatform, samePlatform } from '../platforms/platform.ts'
import type { ConfigVerdict, DocumentKind, Finding, Severity } from './finding.ts'
import { printable } from './printable.ts'

/** One image of an index, as its manifest and config describe it. */
export interface Image {
  readonly platform: Platform
  readonly digest: string
  /** Compressed bytes of config and layers. */
  readonly size: number
  readonly layers: readonly Descriptor[]
  /** `rootfs.diff_ids`: hashes of the unpacked layers. */
  readonly diffIds: readonly string[]
  /** The instruction that made each layer; empty if the history does not say. */
  readonly instructions: readonly string[]
  readonly env: readonly string[]
  readonly workingDir: string
  /** Entrypoint and command. */
  readonly argv: readonly string[]
  /** The command that the engine runs periodically; empty if there is none. */
  readonly healthcheck: readonly string[]
  readonly findings: readonly Finding[]
}

/** An image's manifest, as the index lists it. */
export interface Subject {
  readonly platform: Platform
  readonly descriptor: Descriptor
}

/** Engines accept at most 127 layers. */
const MOST_LAYERS = 1024
const LONGEST_INSTRUCTION = 200

/**
 * Reads manifest and config. Everything that is wrong with them is a finding.
 * @throws what the blobs throw
 */
export async function readImage(subject: Subject, blobs: Blobs): Promise<Image> {
  const { platform, descriptor } = subject
  const document = await readDocument('manifest', descriptor, blobs)
  const manifest = parseJson(document.text)
  const configDescriptor = readDescriptor(field(manifest, 'config'))
  const isImage = isDigest(configDescriptor.digest) && hasLayers(manifest)
  if (!isImage) {
    const digest = printable(descriptor.digest)
    return empty(subject, [...document.wrong, { rule: 'config', problem: 'no image manifest', digest }])
  }
  const config = await readDocument('config', configDescriptor, blobs)
  const parsed = parseJson(config.text)
  const layers = array(manifest, 'layers').slice(0, MOST_LAYERS).map(readDescriptor)
  const wrong = [...document.wrong, ...config.wrong, ...layerMistakes(layers, parsed)]
  const findings = [
    ...wrong.map((verdict) => findingOf(verdict, platform, 'error')),
    ...platformFindings(parsed, platform),
  ]
  return {
    platform,
    digest: descriptor.digest,
    size: [configDescriptor, ...layers].reduce((sum, { size }) => sum + Math.max(size, 0), 0),
    layers,
    diffIds: strings(parsed, 'rootfs', 'diff_ids'),
    instructions: instructionsOf(parsed, layers.length),
    env: strings(parsed, 'config', 'Env'),
    workingDir: text(parsed, 'config', 'WorkingDir'),
    argv: [...strings(parsed, 'config', 'Entrypoint'), ...strings(parsed, 'config', 'Cmd')],
    healthcheck: healthcheckOf(strings(parsed, 'config', 'Healthcheck', 'Test')),
    findings,
  }
}

/** BuildKit writes null if an image has no layers. */
function hasLayers(manifest: unknown): boolean {
  const layers = field(manifest, 'layers')
  return Array.isArray(layers) || layers === null
}

interface Document {
  readonly text: string
  readonly wrong: readonly ConfigVerdict[]
}

async function readDocument(
  document: DocumentKind,
  { digest, size }: Descriptor,
  blobs: Blobs,
): Promise<Document> {
  if (!isDigest(digest)) {
    const problem = 'impossible digest'
    return { text: '', wrong: [{ rule: 'config', problem, document, digest: printable(digest) }] }
  }
  const bytes = await blobs.read(digest)
  const wrong: ConfigVerdict[] = []
  if (digestOf(bytes, digest) !== digest)
    wrong.push({ rule: 'config', problem: 'other bytes', document, digest })
  if (size !== bytes.length) {
    const sizes = { found: bytes.length, expected: size }
    wrong.push({ rule: 'config', problem: 'other size', document, digest, ...sizes })
  }
  return { text: bytes.toString('utf8'), wrong }
}

function layerMistakes(layers: readonly Descriptor[], config: unknown): readonly ConfigVerdict[] {
  const rule = 'config'
  const wrong: ConfigVerdict[] = layers
    .filter(({ digest, size }) => !isDigest(digest) || size < 0)
    .map(({ digest }) => ({ rule, problem: 'impossible layer', digest: printable(digest) }))
  const inConfig = strings(config, 'rootfs', 'diff_ids').length
  if (layers.length !== inConfig)
    wrong.push({ rule, problem: 'layer count', inManifest: layers.length, inConfig })
  return wrong
}

/** The config's platform decides on which machines an engine runs a pulled image. */
function platformFindings(config: unknown, platform: Platform): readonly Finding[] {
  const rule = 'config'
  const found = readPlatform(config)
  if (found.os === '' || found.arch === '')
    return [findingOf({ rule, problem: 'no platform' }, platform, 'error')]
  // Only Windows has a version, and the index may omit it.
  const hasVersions = found.osVersion !== '' && platform.osVersion !== ''
  const osVersion = hasVersions ? found.osVersion : platform.osVersion
  if (samePlatform({ ...found, osVersion }, platform)) return []
  const verdict: ConfigVerdict = { rule, problem: 'other platform', found: printable(printPlatform(found)) }
  // Old tools omit the variant, and engines then use the index.
  const isBare = found.os === platform.os && found.arch === platform.arch && text(config, 'variant') === ''
  return [findingOf(verdict, platform, isBare ? 'warning' : 'error')]
}

function findingOf(verdict: ConfigVerdict, platform: Platform, severity: Severity): Finding {
  return { severity, platform, path: '', layer: '', instruction: '', verdict }
}

function empty({ platform, descriptor }: Subject, wrong: readonly ConfigVerdict[]): Image {
  return {
    ...{ platform, digest: descriptor.digest, size: 0, layers: [], diffIds: [], instructions: [] },
    ...{ env: [], workingDir: '', argv: [], healthcheck: [] },
    findings: wrong.map((verdict) => findingOf(verdict, platform, 'error')),
  }
}

/** `CMD` and words, or `CMD-SHELL` and a line for a shell (moby/docker-image-spec, "healthcheck"). */
function healthcheckOf([kind, ...words]: readonly string[]): readonly string[] {
  if (kind === 'CMD') return words
  return kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...words] : []
}

/** The history has an entry for each layer, and further ones for instructions that made no layer. */
function instructionsOf(config: unknown, layers: number): readonly string[] {
  const made = array(config, 'history').filter((entry) => field(entry, 'empty_layer') !== true)
  return made.length === layers ? made.map((entry) => instruction(text(entry, 'created_by'))) : []
}

/** `COPY app /usr/bin/app # buildkit`, `/bin/sh -c #(nop) COPY …` and `RUN /bin/sh -c apt-get …` as written in the Dockerfile. */
function instruction(createdBy: string): string {
  const plain = createdBy.replace(/\s*# buildkit$/, '').replace(/^\/bin\/sh -c #\(nop\)\s*/, '')
  const line = printable(
    plain
      .replace(/^\/bin\/sh -c /, 'RUN ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  return line.length > LONGEST_INSTRUCTION ? `${line.slice(0, LONGEST_INSTRUCTION)}…` : line
}

function strings(value: unknown, ...path: readonly string[]): readonly string[] {
  return array(value, ...path).filter((each) => typeof each === 'string')
}

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
const MAX_LAYERS = 1024
const MAX_INSTRUCTION_LENGTH = 200

/**
 * Reads manifest and config. Everything that is wrong with them is a finding.
 * @throws what the blobs throw
 */
export async function readImage(subject: Subject, blobs: Blobs): Promise<Image> {
  const { platform, descriptor } = subject
  const document = await readImageDocument('manifest', descriptor, blobs)
  const manifest = parseJson(document.text)
  const configDescriptor = readDescriptor(field(manifest, 'config'))
  const isImage = isDigest(configDescriptor.digest) && hasLayers(manifest)
  if (!isImage) {
    const digest = printable(descriptor.digest)
    return imageWithoutLayers(subject, [
      ...document.verdicts,
      { rule: 'config', problem: 'no image manifest', digest },
    ])
  }
  const config = await readImageDocument('config', configDescriptor, blobs)
  const parsed = parseJson(config.text)
  const layers = array(manifest, 'layers').slice(0, MAX_LAYERS).map(readDescriptor)
  const verdicts = [...document.verdicts, ...config.verdicts, ...layerVerdicts(layers, parsed)]
  const findings = [
    ...verdicts.map((verdict) => configFinding(verdict, platform, 'error')),
    ...platformFindings(parsed, platform),
  ]
  return {
    platform,
    digest: descriptor.digest,
    size: [configDescriptor, ...layers].reduce((sum, { size }) => sum + Math.max(size, 0), 0),
    layers,
    diffIds: stringsAt(parsed, 'rootfs', 'diff_ids'),
    instructions: instructionsOf(parsed, layers.length),
    env: stringsAt(parsed, 'config', 'Env'),
    workingDir: text(parsed, 'config', 'WorkingDir'),
    argv: [...stringsAt(parsed, 'config', 'Entrypoint'), ...stringsAt(parsed, 'config', 'Cmd')],
    healthcheck: healthcheckOf(stringsAt(parsed, 'config', 'Healthcheck', 'Test')),
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
  readonly verdicts: readonly ConfigVerdict[]
}

async function readImageDocument(
  document: DocumentKind,
  { digest, size }: Descriptor,
  blobs: Blobs,
): Promise<Document> {
  if (!isDigest(digest)) {
    const problem = 'impossible digest'
    return { text: '', verdicts: [{ rule: 'config', problem, document, digest: printable(digest) }] }
  }
  const bytes = await blobs.read(digest)
  const verdicts: ConfigVerdict[] = []
  if (digestOf(bytes, digest) !== digest)
    verdicts.push({ rule: 'config', problem: 'other bytes', document, digest })
  if (size !== bytes.length) {
    const sizes = { actual: bytes.length, expected: size }
    verdicts.push({ rule: 'config', problem: 'other size', document, digest, ...sizes })
  }
  return { text: bytes.toString('utf8'), verdicts }
}

function layerVerdicts(layers: readonly Descriptor[], config: unknown): readonly ConfigVerdict[] {
  const rule = 'config'
  const verdicts: ConfigVerdict[] = layers
    .filter(({ digest, size }) => !isDigest(digest) || size < 0)
    .map(({ digest }) => ({ rule, problem: 'impossible layer', digest: printable(digest) }))
  const inConfig = stringsAt(config, 'rootfs', 'diff_ids').length
  if (layers.length !== inConfig)
    verdicts.push({ rule, problem: 'layer count', inManifest: layers.length, inConfig })
  return verdicts
}

/** The config's platform decides on which machines an engine runs a pulled image. */
function platformFindings(config: unknown, platform: Platform): readonly Finding[] {
  const rule = 'config'
  const configPlatform = readPlatform(config)
  if (configPlatform.os === '' || configPlatform.arch === '')
    return [configFinding({ rule, problem: 'no platform' }, platform, 'error')]
  const osVersion = isSameRelease(configPlatform.osVersion, platform.osVersion)
    ? platform.osVersion
    : configPlatform.osVersion
  if (samePlatform({ ...configPlatform, osVersion }, platform)) return []
  const verdict: ConfigVerdict = {
    rule,
    problem: 'other platform',
    actual: printable(printPlatform(configPlatform)),
  }
  // Old tools omit the variant, and engines then use the index.
  const isBare =
    configPlatform.os === platform.os &&
    configPlatform.arch === platform.arch &&
    text(config, 'variant') === ''
  return [configFinding(verdict, platform, isBare ? 'warning' : 'error')]
}

/**
 * Whether two versions of Windows are the same for an engine: one may be missing, and the fourth number is that of an update,
 * which is not compared (moby, distribution/pull_v2_windows.go, versionMatch). An engine picks an image by the index, and refuses
 * one whose config has a newer build; an older build runs if it is isolated by Hyper-V.
 */
function isSameRelease(a: string, b: string): boolean {
  const [first, second] = [a, b].map((version) => version.split('.').slice(0, 3).join('.'))
  return a === '' || b === '' || first === second
}

function configFinding(verdict: ConfigVerdict, platform: Platform, severity: Severity): Finding {
  return { severity, platform, path: '', layer: '', instruction: '', verdict }
}

function imageWithoutLayers({ platform, descriptor }: Subject, verdicts: readonly ConfigVerdict[]): Image {
  return {
    ...{ platform, digest: descriptor.digest, size: 0, layers: [], diffIds: [], instructions: [] },
    ...{ env: [], workingDir: '', argv: [], healthcheck: [] },
    findings: verdicts.map((verdict) => configFinding(verdict, platform, 'error')),
  }
}

/** `CMD` and words, or `CMD-SHELL` and a line for a shell (moby/docker-image-spec, "healthcheck"). */
function healthcheckOf([kind, ...words]: readonly string[]): readonly string[] {
  if (kind === 'CMD') return words
  return kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...words] : []
}

/** The history has an entry for each layer, and further ones for instructions that made no layer. */
function instructionsOf(config: unknown, layers: number): readonly string[] {
  const layerEntries = array(config, 'history').filter((entry) => field(entry, 'empty_layer') !== true)
  return layerEntries.length === layers
    ? layerEntries.map((entry) => instructionText(text(entry, 'created_by')))
    : []
}

/**
 * `COPY app /usr/bin/app # buildkit`, `/bin/sh -c #(nop) COPY …` and `/bin/sh -c apt-get …` as written in the Dockerfile.
 * The shell and the arguments in BuildKit's RUN stay: it may be any shell.
 */
function instructionText(createdBy: string): string {
  const plain = createdBy.replace(/# buildkit$/, '').replace(/^\/bin\/sh -c #\(nop\)/, '')
  const line = printable(
    plain
      .replace(/^\/bin\/sh -c /, 'RUN ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  return line.length > MAX_INSTRUCTION_LENGTH ? `${line.slice(0, MAX_INSTRUCTION_LENGTH)}…` : line
}

function stringsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  return array(value, ...path).filter((each) => typeof each === 'string')
}

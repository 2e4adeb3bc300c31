import { array, field, parseJson, text } from '../json.ts'
import { type Blobs, type Descriptor, readDescriptor } from '../oci/descriptor.ts'
import { digestOf, isDigest } from '../oci/digest.ts'
import { readPlatform } from '../oci/image-index.ts'
import { type Platform, printPlatform, samePlatform } from '../platforms/platform.ts'
import type { Finding } from './findings.ts'
import { legible } from './legible.ts'

/** One image of an index, as its manifest and config describe it. */
export interface Image {
  readonly platform: Platform
  readonly digest: string
  /** Compressed bytes of config and layers. */
  readonly size: number
  readonly layers: readonly Descriptor[]
  /** `rootfs.diff_ids`: hashes of the unpacked layers. */
  readonly diffIds: readonly string[]
  /** What made each layer; '' where the history does not say. */
  readonly instructions: readonly string[]
  readonly env: readonly string[]
  readonly workingDir: string
  /** Entrypoint and command. */
  readonly argv: readonly string[]
  readonly findings: readonly Finding[]
}

/** An image's manifest, as the index lists it. */
export interface Subject {
  readonly platform: Platform
  readonly descriptor: Descriptor
}

/** Engines take 127 layers at most. */
const MOST_LAYERS = 1024
const LONGEST_INSTRUCTION = 200
const DAMAGED = 'Push the image again; if it stays, tell the registry.'

/**
 * Reads manifest and config. What is wrong with them is a finding.
 * @throws what the blobs throw
 */
export async function readImage(subject: Subject, blobs: Blobs): Promise<Image> {
  const { platform, descriptor } = subject
  const document = await readDocument('manifest', descriptor, blobs)
  const manifest = parseJson(document.text)
  const configDescriptor = readDescriptor(field(manifest, 'config'))
  const isImage = isDigest(configDescriptor.digest) && hasLayers(manifest)
  if (!isImage) {
    const what = `the manifest ${descriptor.digest} of ${printPlatform(platform)} is no image manifest.`
    return empty(subject, [...document.wrong, what], platform)
  }
  const config = await readDocument('config', configDescriptor, blobs)
  const parsed = parseJson(config.text)
  const layers = array(manifest, 'layers').slice(0, MOST_LAYERS).map(readDescriptor)
  const wrong = [...document.wrong, ...config.wrong, ...layerMistakes(layers, parsed)]
  const findings = [...findingsOf(wrong, platform, 'error'), ...platformFindings(parsed, platform)]
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
    findings,
  }
}

/** BuildKit writes null where an image has no layers. */
function hasLayers(manifest: unknown): boolean {
  const layers = field(manifest, 'layers')
  return Array.isArray(layers) || layers === null
}

interface Document {
  readonly text: string
  readonly wrong: readonly string[]
}

async function readDocument(kind: string, { digest, size }: Descriptor, blobs: Blobs): Promise<Document> {
  if (!isDigest(digest))
    return { text: '', wrong: [`the ${kind} has the impossible digest "${legible(digest)}".`] }
  const bytes = await blobs.read(digest)
  const wrong = [
    ...(digestOf(bytes, digest) === digest
      ? []
      : [`the ${kind} ${digest} has other bytes than its digest says.`]),
    ...(size === bytes.length
      ? []
      : [`the ${kind} ${digest} has ${bytes.length} bytes, not ${size} as its descriptor says.`]),
  ]
  return { text: bytes.toString('utf8'), wrong }
}

function layerMistakes(layers: readonly Descriptor[], config: unknown): readonly string[] {
  const diffIds = strings(config, 'rootfs', 'diff_ids')
  const impossible = layers.filter(({ digest, size }) => !isDigest(digest) || size < 0)
  return [
    ...impossible.map(
      ({ digest }) => `the manifest has a layer with an impossible digest or size: "${legible(digest)}".`,
    ),
    ...(layers.length === diffIds.length
      ? []
      : [`the manifest has ${layers.length} layers and the config ${diffIds.length} of them.`]),
  ]
}

/** The platform in the config decides on which machines an engine runs the image that it pulled. */
function platformFindings(config: unknown, platform: Platform): readonly Finding[] {
  const found = readPlatform(config)
  if (found.os === '' || found.arch === '') {
    return findingsOf([`the config of ${printPlatform(platform)} names no platform.`], platform, 'error')
  }
  // Only Windows has a version, and the index need not repeat it.
  const hasVersions = found.osVersion !== '' && platform.osVersion !== ''
  const osVersion = hasVersions ? found.osVersion : platform.osVersion
  if (samePlatform({ ...found, osVersion }, platform)) return []
  const what = `the index says ${printPlatform(platform)}, the image's config ${legible(printPlatform(found))}.`
  // Old tools left the variant out, and engines then go by the index.
  const isBare = found.os === platform.os && found.arch === platform.arch && text(config, 'variant') === ''
  return findingsOf([what], platform, isBare ? 'warning' : 'error')
}

function findingsOf(
  mistakes: readonly string[],
  platform: Platform,
  severity: Finding['severity'],
): readonly Finding[] {
  return mistakes.map((what) => ({
    ...{ severity, platform, path: '', layer: '', instruction: '' },
    ...{
      what,
      cure: what.includes('config ') && !what.includes('bytes') ? CONFIG_CURE : DAMAGED,
      rule: 'config' as const,
    },
  }))
}

const CONFIG_CURE =
  'Build this platform again from a base image that is for it; FROM --platform decides what the config says.'

function empty({ platform, descriptor }: Subject, wrong: readonly string[], of: Platform): Image {
  return {
    ...{ platform, digest: descriptor.digest, size: 0, layers: [], diffIds: [], instructions: [] },
    ...{ env: [], workingDir: '', argv: [], findings: findingsOf(wrong, of, 'error') },
  }
}

/** The history has an entry for each layer, and others for instructions that made none. */
function instructionsOf(config: unknown, layers: number): readonly string[] {
  const made = array(config, 'history').filter((entry) => field(entry, 'empty_layer') !== true)
  return made.length === layers ? made.map((entry) => instruction(text(entry, 'created_by'))) : []
}

/** `COPY app /usr/bin/app # buildkit`, `/bin/sh -c #(nop) COPY …` and `RUN /bin/sh -c apt-get …`, as people wrote it. */
function instruction(createdBy: string): string {
  const plain = createdBy.replace(/\s*# buildkit$/, '').replace(/^\/bin\/sh -c #\(nop\)\s*/, '')
  const line = legible(
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

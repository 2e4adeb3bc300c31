import { distinctBy } from '../distinct.ts'
import { InvalidValue } from '../errors.ts'
import {
  ARCHITECTURES,
  canPair,
  isArch,
  isSystem,
  isVariant,
  normaliseArch,
  normaliseSystem,
  SYSTEMS,
  variantsOf,
} from './names.ts'
import { suggestion } from './suggest.ts'

/**
 * What an image is built for, normalised: two platforms are the same exactly when their fields are.
 * An empty text stands for none.
 */
export interface Platform {
  readonly os: string
  /** Only Windows images have one, such as 10.0.17763. */
  readonly osVersion: string
  /** What the system must offer, sorted and each once: `win32k` of old Windows images. */
  readonly osFeatures: readonly string[]
  readonly arch: string
  /** Empty for the common variant (arm64/v8, amd64/v1); arm always has one. */
  readonly variant: string
}

/** A platform as OCI descriptors and image configs write it. */
export interface PlatformParts {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
  readonly 'os.version'?: string
  readonly 'os.features'?: readonly string[]
}

/** One thing that a text may be wrong about: what to say, and the cure where no guess is near. */
interface Mistake {
  readonly what: string
  readonly cure: string
}

const FORM = 'Write os/arch or os/arch/variant, for example linux/arm64.'

/**
 * Reads `os/arch[/variant]`, `os(version+feature)/arch[/variant]`, or a lone architecture, which means Linux.
 *
 * containerd and buildx take any name and publish it; here an unknown one is refused, because what they would
 * make of `linux/amr64` is an image that no machine ever pulls. They also let the machine decide about `linux`
 * and `local`; a result must not depend on the machine that happened to run the build.
 *
 * @throws InvalidValue with the platform that was probably meant.
 */
export function parsePlatform(text: string): Platform {
  const mistake = mistakeIn(text)
  if (mistake === undefined) return understand(text)
  throw new InvalidValue(mistake.what, severalCure(text) ?? guessCure(text) ?? mistake.cure)
}

/** The platform as people write it, and containerd's FormatAll: linux/arm/v7, windows(10.0.17763+win32k)/amd64. */
export function printPlatform({ os, osVersion, osFeatures, arch, variant }: Platform): string {
  const options = [osVersion, ...osFeatures].map(escapeOption).join('+')
  const system = options === '' ? os : `${os}(${options})`
  return [system, arch, variant].filter((part) => part !== '').join('/')
}

/** Platforms as an input lists them: linux/amd64,linux/arm/v7. */
export function printPlatforms(platforms: readonly Platform[]): string {
  return platforms.map(printPlatform).join(',')
}

/** Whether an image for one is an image for the other. */
export function samePlatform(a: Platform, b: Platform): boolean {
  return keyOf(a) === keyOf(b)
}

/** Each platform once, in the order of first mention. */
export function distinctPlatforms(platforms: readonly Platform[]): readonly Platform[] {
  return distinctBy(platforms, keyOf)
}

function keyOf({ os, osVersion, osFeatures, arch, variant }: Platform): string {
  return JSON.stringify([os, osVersion, osFeatures, arch, variant])
}

/** Whether a platform is among others. */
export function listsPlatform(platforms: readonly Platform[], platform: Platform): boolean {
  return platforms.some((each) => samePlatform(each, platform))
}

/** Without version and features, as buildx calls it: it drops both (v0.36.1, build/opt.go and builder/node.go). */
export function withoutRelease(platform: Platform): Platform {
  return { ...platform, osVersion: '', osFeatures: [] }
}

/** Whether a builder that lists platforms builds this one. */
export function buildsPlatform(listed: readonly Platform[], platform: Platform): boolean {
  return listsPlatform(listed.map(withoutRelease), withoutRelease(platform))
}

/**
 * A platform that somebody else wrote into an index or an image. It is never refused: `unknown/unknown` marks an
 * attestation, and of an image that is already there the true name must be told, however odd.
 */
export function platformFromParts(parts: PlatformParts): Platform {
  return {
    os: normaliseSystem(parts.os),
    osVersion: parts['os.version'] ?? '',
    osFeatures: [...new Set(parts['os.features'] ?? [])].filter((feature) => feature !== '').toSorted(),
    ...normaliseArch(parts.architecture, parts.variant ?? ''),
  }
}

function mistakeIn(text: string): Mistake | undefined {
  return formMistake(text) ?? nameMistake(text, understand(text))
}

/** What is wrong before any name is looked at. */
function formMistake(text: string): Mistake | undefined {
  if (text === '') return { what: 'platform "" is empty.', cure: FORM }
  if (text.toLowerCase() === 'local') {
    const what = `platform "${text}" depends on the machine that runs the build.`
    return { what, cure: 'Name the platform itself, for example linux/amd64.' }
  }
  if (/\s/.test(text)) return { what: `platform "${text}" contains whitespace.`, cure: FORM }
  const parts = text.split('/').length
  if (parts > 3) return { what: `platform "${text}" has ${parts} parts.`, cure: FORM }
  if (!/^[\w-]+(\((?=.)[\w.-]*(\+[\w.-]+)*\))?(\/[\w.-]+){0,2}$/.test(text)) {
    return { what: `platform "${text}" is malformed.`, cure: FORM }
  }
  return undefined
}

/** Splits a well-formed text and normalises its names. */
function understand(text: string): Platform {
  const [first = '', second, third = ''] = text.split('/')
  const [, system = first, options = ''] = /^(.*)\((.*)\)$/.exec(first) ?? []
  const [osVersion = '', ...features] = options.split('+')
  const release = { osVersion, osFeatures: [...new Set(features)].toSorted() }
  if (second !== undefined) {
    return { os: normaliseSystem(system), ...release, ...normaliseArch(second, third) }
  }
  const lone = normaliseArch(system, '')
  if (isArch(lone.arch) && options === '') return { os: 'linux', ...release, ...lone }
  return { os: normaliseSystem(system), ...release, arch: '', variant: '' }
}

/** Which of the names is not one. */
function nameMistake(text: string, { os, arch }: Platform): Mistake | undefined {
  const [system, archName, variantName] = text.split('/')
  if (!isSystem(os)) {
    const kind = archName === undefined ? 'operating system or architecture' : 'operating system'
    const cure = `Known operating systems are ${SYSTEMS.join(', ')}; known architectures are ${ARCHITECTURES.join(', ')}.`
    return { what: `unknown ${kind} "${system}" in platform "${text}".`, cure }
  }
  if (arch === '') return { what: `platform "${text}" names no architecture.`, cure: FORM }
  if (!isArch(arch)) {
    const cure = `Known architectures are ${ARCHITECTURES.join(', ')}.`
    return { what: `unknown architecture "${archName}" in platform "${text}".`, cure }
  }
  if (!canPair(os, arch)) {
    return { what: `${arch} does not run on ${os} in platform "${text}".`, cure: FORM }
  }
  return variantName === undefined ? undefined : variantMistake(text, archName ?? '', variantName)
}

function variantMistake(text: string, archName: string, variantName: string): Mistake | undefined {
  const { arch, variant } = normaliseArch(archName, variantName)
  const asked = normaliseArch(arch, variantName).variant
  // armhf fixes v7: containerd makes arm/v7 of armhf/v6, although Alpine and Raspbian call v6 armhf.
  if (isVariant(arch, asked) && asked === variant) return undefined
  const known = variantsOf(arch).join(', ')
  return {
    what: `unknown variant "${variantName}" of ${archName} in platform "${text}".`,
    cure: known === '' ? `${arch} has no variants.` : `Known variants of ${arch} are ${known}.`,
  }
}

/** For several platforms in one text. */
function severalCure(text: string): string | undefined {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const several = words.length > 1 && words.every((word) => mistakeIn(word) === undefined)
  return several ? `Separate platforms by commas or lines: ${words.join(',')}` : undefined
}

/** For a text that is near to a platform. */
function guessCure(text: string): string | undefined {
  const closed = text.replace(/\s/g, '')
  const guess =
    mistakeIn(closed) === undefined
      ? printPlatform(understand(closed))
      : suggestion(text.trim().replace(/\s+/g, '/'))
  return guess === undefined ? undefined : `Did you mean ${guess}?`
}

/** As containerd's FormatAll does it, so that foreign versions print unambiguously. */
function escapeOption(option: string): string {
  return option.replace(/[%+()/]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

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
import { suggestPlatform } from './suggest.ts'

/**
 * A normalised platform: two platforms are the same if and only if all fields are equal. An empty field means none.
 */
export interface Platform {
  readonly os: string
  /** Only Windows images have one, such as 10.0.17763. */
  readonly osVersion: string
  /** Required features of the system, sorted and without duplicates: `win32k` of old Windows images. */
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

/** A mistake in a text, and its cure if there is no near guess. */
interface Mistake {
  readonly what: string
  readonly cure: string
}

const FORM = 'Write os/arch or os/arch/variant, for example linux/arm64.'

/**
 * Reads `os/arch[/variant]`, `os(version+feature)/arch[/variant]`, or a lone architecture, which means Linux.
 *
 * containerd and buildx accept and publish any name. Here an unknown one is refused: no machine would ever pull an
 * image for `linux/amr64`. They also resolve `linux` and `local` by the machine, but a result must not depend on the
 * machine that happened to run the build.
 *
 * @throws InvalidValue with the platform that was probably meant.
 */
export function parsePlatform(text: string): Platform {
  const mistake = mistakeIn(text)
  if (mistake === undefined) return parseWellFormed(text)
  throw new InvalidValue(mistake.what, severalCure(text) ?? guessCure(text) ?? mistake.cure)
}

/** The platform as people write it, and containerd's FormatAll: linux/arm/v7, windows(10.0.17763+win32k)/amd64. */
export function printPlatform({ os, osVersion, osFeatures, arch, variant }: Platform): string {
  const options = [osVersion, ...osFeatures].map(escapeOption).join('+')
  const system = options === '' ? os : `${os}(${options})`
  return [system, arch, variant].filter((part) => part !== '').join('/')
}

/** Platforms as in an input: linux/amd64,linux/arm/v7. */
export function printPlatforms(platforms: readonly Platform[]): string {
  return platforms.map(printPlatform).join(',')
}

/** Whether both are the same platform. */
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

/** Without version and features, both of which buildx drops (v0.36.1, build/opt.go and builder/node.go). */
export function withoutRelease(platform: Platform): Platform {
  return { ...platform, osVersion: '', osFeatures: [] }
}

/** Whether a builder that lists these platforms builds this one. */
export function buildsPlatform(listed: readonly Platform[], platform: Platform): boolean {
  return listsPlatform(listed.map(withoutRelease), withoutRelease(platform))
}

/**
 * A platform read from an index or an image. It is never refused: `unknown/unknown` marks an attestation, and the true
 * name of an existing image must be reported, however odd it is.
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
  return formMistake(text) ?? nameMistake(text, parseWellFormed(text))
}

/** Mistakes in the form, before any name is checked. */
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
function parseWellFormed(text: string): Platform {
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

/** The first unknown name. */
function nameMistake(text: string, { os, arch }: Platform): Mistake | undefined {
  const [system, archName, variantName] = text.split('/')
  if (!isSystem(os)) {
    const kind = archName === undefined ? 'operating system or architecture' : 'operating system'
    const cure = `Known operating systems are ${SYSTEMS.join(', ')}; known architectures are ${ARCHITECTURES.join(', ')}.`
    return { what: `unknown ${kind} "${system}" in platform "${text}".`, cure }
  }
  if (arch === '') return { what: `platform "${text}" does not name an architecture.`, cure: FORM }
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
  const requested = normaliseArch(arch, variantName).variant
  // armhf implies v7: containerd turns armhf/v6 into arm/v7, although Alpine and Raspbian call v6 armhf.
  if (isVariant(arch, requested) && requested === variant) return undefined
  const known = variantsOf(arch).join(', ')
  return {
    what: `unknown variant "${variantName}" of ${archName} in platform "${text}".`,
    cure: known === '' ? `${arch} has no variants.` : `Known variants of ${arch} are ${known}.`,
  }
}

/** The cure for several platforms in one text. */
function severalCure(text: string): string | undefined {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const several = words.length > 1 && words.every((word) => mistakeIn(word) === undefined)
  return several ? `Separate platforms by commas or lines: ${words.join(',')}` : undefined
}

/** The cure for a text that is similar to a platform. */
function guessCure(text: string): string | undefined {
  const closed = text.replace(/\s/g, '')
  const guess =
    mistakeIn(closed) === undefined
      ? printPlatform(parseWellFormed(closed))
      : suggestPlatform(text.trim().replace(/\s+/g, '/'))
  return guess === undefined ? undefined : `Did you mean ${guess}?`
}

/** As in containerd's FormatAll, so that any version prints unambiguously. */
function escapeOption(option: string): string {
  return option.replace(/[%+()/]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

import { InvalidValue } from '../errors.ts'
import { matchesPieces } from '../wildcard.ts'
import {
  ARCHITECTURES,
  canPair,
  isSystem,
  normaliseArch,
  normaliseSystem,
  SYSTEMS,
  variantsOf,
} from './names.ts'
import { nearest } from './nearest.ts'
import { type Platform, parsePlatform, platformFromParts, printPlatform, samePlatform } from './platform.ts'
import { suggestPlatform } from './suggest.ts'

/**
 * The platforms that a setting applies to: one platform, or every platform whose printed name matches a text in which a
 * star stands for any characters, slashes included.
 */
export interface Pattern {
  /** Normalised: the same for all spellings of a platform. */
  readonly text: string
  /** The named platform; undefined if the text has a star. */
  readonly platform: Platform | undefined
}

const FORM = 'Write a platform in which * stands for any characters, for example linux/arm*.'

/**
 * Reads a platform, in every spelling that `parsePlatform` knows, or a text with stars: `linux/arm*`, `linux/*`, `*`.
 * Next to a star the names must be normalised, because it is compared with the printed platform: `linux/x86_64*` matches
 * nothing. `windows/*` excludes Windows with a version, `windows*` does not.
 *
 * @throws InvalidValue with the pattern that was probably meant, also if it matches no platform at all.
 */
export function parsePattern(text: string): Pattern {
  if (!text.includes('*')) {
    const platform = parsePlatform(text)
    return { text: printPlatform(platform), platform }
  }
  if (!/^[\w.*()/-]+$/.test(text)) throw new InvalidValue(`pattern "${text}" is malformed.`, FORM)
  const pattern = normalisePattern(text)
  if (matchesAnyPlatform(pattern)) return { text: pattern, platform: undefined }
  const guess = guessPattern(pattern)
  const known = `Known operating systems are ${SYSTEMS.join(', ')}; known architectures are ${ARCHITECTURES.join(', ')}.`
  throw new InvalidValue(
    `pattern "${text}" matches no platform.`,
    guess === undefined ? known : `Did you mean ${guess}?`,
  )
}

/** Whether a setting for the pattern applies to the platform. */
export function matches(pattern: Pattern, platform: Platform): boolean {
  return pattern.platform === undefined
    ? matchesPieces(pattern.text.split('*'), printPlatform(platform).toLowerCase())
    : samePlatform(pattern.platform, platform)
}

/** The entries for a platform. Those for patterns come first, so that those that name the platform win. */
export function entriesFor<T extends { readonly patterns: readonly Pattern[] }>(
  entries: readonly T[],
  platform: Platform,
): readonly T[] {
  const matching = entries.flatMap((item) => {
    const matchingPatterns = item.patterns.filter((pattern) => matches(pattern, platform))
    return matchingPatterns.length === 0
      ? []
      : [{ item, isExact: matchingPatterns.some((pattern) => pattern.platform) }]
  })
  const [exact, others] = [matching.filter(({ isExact }) => isExact), matching.filter((m) => !m.isExact)]
  return [...others, ...exact].map(({ item }) => item)
}

function normalisePattern(text: string): string {
  return text.toLowerCase().replace(/\*+/g, '*')
}

/** Whether any platform matches. Versions are arbitrary, so one in the pattern is ignored. */
function matchesAnyPlatform(pattern: string): boolean {
  const unversioned = normalisePattern(pattern.replace(/^([\w*-]+)\([\w.*-]+\)/, '$1'))
  const pieces = unversioned.split('*')
  names ??= allNames()
  return names.some((name) => matchesPieces(pieces, name))
}

/** All names, once a pattern has asked for them. */
let names: readonly string[] | undefined

/** The printed names of all platforms, without versions. */
function allNames(): readonly string[] {
  const archs = ARCHITECTURES.flatMap((architecture) =>
    ['', ...variantsOf(architecture)].map((variant) => ({ architecture, variant })),
  )
  return SYSTEMS.flatMap((os) =>
    archs
      .filter(({ architecture }) => canPair(os, architecture))
      .map((arch) => printPlatform(platformFromParts({ os, ...arch }))),
  )
}

/** A pattern similar to one that matches nothing. */
function guessPattern(pattern: string): string | undefined {
  const [first = '', ...rest] = pattern.split('/')
  if (rest.length === 0) {
    // arm* is not the start of a system.
    const system = `${guessSystem(first.replace(/\*$/, ''))}*`
    return [`*/${pattern}`, `*/${guessArch([pattern])}`, system].find(matchesAnyPlatform)
  }
  return [`${guessSystem(first)}/${rest.join('/')}`, `${guessSystem(first)}/${guessArch(rest)}`].find(
    matchesAnyPlatform,
  )
}

function guessSystem(word: string): string {
  const os = normaliseSystem(word)
  return word.includes('*') || isSystem(os) ? os : (nearest(os, SYSTEMS) ?? os)
}

/** The architecture and possibly a variant. Stars are kept, and so are words without a guess. */
function guessArch(words: readonly string[]): string {
  const [name = '', variant = ''] = words
  const stem = /^([^*]+)\*$/.exec(name)?.[1]
  if (stem !== undefined) return `${nearest(stem, ARCHITECTURES) ?? properArchName(stem)}*`
  if (!variant.includes('*')) return properArchName(words.join('/'))
  return `${normaliseArch(nearest(name, ARCHITECTURES) ?? name, '').arch}/${variant}`
}

/** The proper name of an architecture; the same text if there is no guess. */
function properArchName(text: string): string {
  const platform = text.includes('*') ? undefined : suggestPlatform(`linux/${text}`)
  return platform === undefined ? text : platform.slice(platform.indexOf('/') + 1)
}

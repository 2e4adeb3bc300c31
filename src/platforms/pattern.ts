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
import { suggestion } from './suggest.ts'

/**
 * Which platforms something is said for: one platform, or every platform whose printed name fits a text in which a
 * star stands for any characters, slashes among them.
 */
export interface Pattern {
  /** Normalised: the same for two ways of writing one platform. */
  readonly text: string
  /** The one platform that is named; undefined where the text has a star. */
  readonly platform: Platform | undefined
}

const FORM = 'Write a platform in which * stands for any characters, for example linux/arm*.'

/**
 * Reads a platform, in every spelling that `parsePlatform` knows, or a text with stars: `linux/arm*`, `linux/*`, `*`.
 * Beside a star the names must be the normalised ones, because the printed platform is looked at: `linux/x86_64*`
 * fits nothing. `windows/*` leaves Windows with a version out, `windows*` does not.
 *
 * @throws InvalidValue with the pattern that was probably meant, also where no platform there is would fit.
 */
export function parsePattern(text: string): Pattern {
  if (!text.includes('*')) {
    const platform = parsePlatform(text)
    return { text: printPlatform(platform), platform }
  }
  if (!/^[\w.*()/-]+$/.test(text)) throw new InvalidValue(`pattern "${text}" is malformed.`, FORM)
  const pattern = normalised(text)
  if (fitsAny(pattern)) return { text: pattern, platform: undefined }
  const guess = guessPattern(pattern)
  const known = `Known operating systems are ${SYSTEMS.join(', ')}; known architectures are ${ARCHITECTURES.join(', ')}.`
  throw new InvalidValue(
    `pattern "${text}" fits no platform.`,
    guess === undefined ? known : `Did you mean ${guess}?`,
  )
}

/** Whether something that is said for the pattern is said for the platform. */
export function matches(pattern: Pattern, platform: Platform): boolean {
  return pattern.platform === undefined
    ? matchesPieces(pattern.text.split('*'), printPlatform(platform).toLowerCase())
    : samePlatform(pattern.platform, platform)
}

/** What is said for a platform: for patterns first, so that what is said for it by its name wins. */
export function entriesFor<T extends { readonly patterns: readonly Pattern[] }>(
  said: readonly T[],
  platform: Platform,
): readonly T[] {
  const matching = said.flatMap((item) => {
    const fitting = item.patterns.filter((pattern) => matches(pattern, platform))
    return fitting.length === 0 ? [] : [{ item, isExact: fitting.some((pattern) => pattern.platform) }]
  })
  const [exact, others] = [matching.filter(({ isExact }) => isExact), matching.filter((m) => !m.isExact)]
  return [...others, ...exact].map(({ item }) => item)
}

function normalised(text: string): string {
  return text.toLowerCase().replace(/\*+/g, '*')
}

/** Whether there is a platform that fits. Versions are free, so that one in the pattern is left out. */
function fitsAny(pattern: string): boolean {
  const unversioned = normalised(pattern.replace(/^([\w*-]+)\([\w.*-]+\)/, '$1'))
  const pieces = unversioned.split('*')
  return everyName().some((name) => matchesPieces(pieces, name))
}

/** Every platform there is, printed, without versions. */
function everyName(): readonly string[] {
  const archs = ARCHITECTURES.flatMap((architecture) =>
    ['', ...variantsOf(architecture)].map((variant) => ({ architecture, variant })),
  )
  return SYSTEMS.flatMap((os) =>
    archs
      .filter(({ architecture }) => canPair(os, architecture))
      .map((arch) => printPlatform(platformFromParts({ os, ...arch }))),
  )
}

/** A pattern near to one that fits nothing. */
function guessPattern(pattern: string): string | undefined {
  const [first = '', ...rest] = pattern.split('/')
  if (rest.length === 0) {
    // arm* is no start of a system.
    const system = `${guessSystem(first.replace(/\*$/, ''))}*`
    return [`*/${pattern}`, `*/${guessArch([pattern])}`, system].find(fitsAny)
  }
  return [`${guessSystem(first)}/${rest.join('/')}`, `${guessSystem(first)}/${guessArch(rest)}`].find(fitsAny)
}

function guessSystem(word: string): string {
  const os = normaliseSystem(word)
  return word.includes('*') || isSystem(os) ? os : (nearest(os, SYSTEMS) ?? os)
}

/** The architecture and perhaps a variant; stars stay where they are, or the words do. */
function guessArch(words: readonly string[]): string {
  const [name = '', variant = ''] = words
  const stem = /^([^*]+)\*$/.exec(name)?.[1]
  if (stem !== undefined) return `${nearest(stem, ARCHITECTURES) ?? archNamed(stem)}*`
  if (!variant.includes('*')) return archNamed(words.join('/'))
  return `${normaliseArch(nearest(name, ARCHITECTURES) ?? name, '').arch}/${variant}`
}

/** What is written for an architecture that was named otherwise; the same text where nothing is near. */
function archNamed(text: string): string {
  const platform = text.includes('*') ? undefined : suggestion(`linux/${text}`)
  return platform === undefined ? text : platform.slice(platform.indexOf('/') + 1)
}

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { InvalidValue } from '../../src/errors.ts'
import { ARCHITECTURES, canPair, SYSTEMS, variantsOf } from '../../src/platforms/names.ts'
import { entriesFor, matches, type Pattern, parsePattern } from '../../src/platforms/pattern.ts'
import { parsePlatform, printPlatform } from '../../src/platforms/platform.ts'
import { complaintOf } from '../builders.ts'

/** Every known platform, as it is printed, and some with versions. */
const ALL: readonly string[] = SYSTEMS.flatMap((os) =>
  ARCHITECTURES.filter((arch) => canPair(os, arch)).flatMap((arch) =>
    [`${os}/${arch}`].concat(variantsOf(arch).map((variant) => `${os}/${arch}/${variant}`)),
  ),
)
  .concat('windows(10.0.17763)/amd64', 'windows(Ltsc-2022)/arm64/v9')
  .map((text) => printPlatform(parsePlatform(text)))

const PARSED = ALL.map((text) => ({ text, platform: parsePlatform(text) }))

function fitting(pattern: Pattern): readonly string[] {
  return PARSED.filter(({ platform }) => matches(pattern, platform)).map(({ text }) => text)
}

const refusal = (text: string) => complaintOf(() => parsePattern(text))

describe('a pattern', () => {
  test.each([
    { pattern: '*', platform: 'linux/arm/v7', fits: true },
    { pattern: '**', platform: 'linux/arm/v7', fits: true },
    { pattern: 'linux/*', platform: 'linux/arm/v7', fits: true },
    { pattern: 'linux/*', platform: 'windows/amd64', fits: false },
    { pattern: 'linux/arm*', platform: 'linux/arm64', fits: true },
    { pattern: 'linux/arm*', platform: 'linux/arm/v6', fits: true },
    { pattern: 'linux/arm*', platform: 'linux/amd64', fits: false },
    { pattern: 'linux/arm/*', platform: 'linux/arm64', fits: false },
    { pattern: 'linux/arm/*', platform: 'linux/arm', fits: true },
    { pattern: '*/arm64', platform: 'linux/arm64', fits: true },
    { pattern: '*/arm64', platform: 'linux/aarch64', fits: true },
    { pattern: '*/arm64', platform: 'linux/arm64/v9', fits: false },
    { pattern: '*/arm64*', platform: 'linux/arm64/v9', fits: true },
    { pattern: 'LINUX/Arm*', platform: 'linux/arm64', fits: true },
    { pattern: '*64*', platform: 'linux/amd64/v3', fits: true },
    { pattern: 'l*x/*m*6*', platform: 'linux/arm/v6', fits: true },
    { pattern: 'l*x/*m*6*', platform: 'linux/arm/v7', fits: false },
    { pattern: '*/arm/v*', platform: 'linux/arm/v7', fits: true },
    { pattern: 'windows/*', platform: 'windows(10.0.17763)/amd64', fits: false },
    { pattern: 'windows*', platform: 'windows(10.0.17763)/amd64', fits: true },
    { pattern: 'windows(10.*)/amd64', platform: 'windows(10.0.17763)/amd64', fits: true },
    { pattern: 'windows(10.*)/amd64', platform: 'windows(11.0)/amd64', fits: false },
    { pattern: 'windows(ltsc*', platform: 'windows(LTSC)/amd64', fits: undefined },
    { pattern: 'windows(ltsc*)/*', platform: 'windows(LTSC-1)/amd64', fits: true },
    { pattern: 'arm64', platform: 'linux/arm64/v8', fits: true },
    { pattern: 'linux/x86_64', platform: 'linux/amd64', fits: true },
    { pattern: 'linux/amd64', platform: 'linux/amd64/v3', fits: false },
    // The text before a star and the text after it must not overlap.
    { pattern: 'linux/arm64*64', platform: 'linux/arm64', fits: undefined },
    { pattern: 'linux/*m*m*', platform: 'linux/arm64', fits: undefined },
  ])('$pattern matches $platform: $fits', ({ pattern, platform, fits }) => {
    const answer = (): boolean => matches(parsePattern(pattern), parsePlatform(platform))
    if (fits === undefined) expect(answer).toThrow(InvalidValue)
    else expect(answer()).toBe(fits)
  })

  test.each([
    { a: 'arm64', b: 'linux/arm64/v8' },
    { a: 'linux/i386', b: 'linux/386' },
    { a: 'Linux/ARM*', b: 'linux/arm**' },
  ])('$a and $b are the same, and have the same text', ({ a, b }) => {
    expect(parsePattern(a).text).toBe(parsePattern(b).text)
  })

  test.each([
    { text: 'linux/amr*', means: 'linux/arm*' },
    { text: 'linux/amr64*', means: 'linux/arm64*' },
    { text: 'lniux/*', means: 'linux/*' },
    { text: 'linx*', means: 'linux*' },
    { text: 'macos/*', means: 'darwin/*' },
    { text: 'arm*', means: '*/arm*' },
    { text: 'armv7*', means: '*/arm/v7*' },
    { text: '*/aarch64', means: '*/arm64' },
    { text: '*/x86_64', means: '*/amd64' },
    { text: '*/amd64/v1', means: '*/amd64' },
    { text: '*/arm', means: '*/arm/v7' },
    { text: 'linux/aarch64/*', means: 'linux/arm64/*' },
    { text: 'linux/amr/v*', means: 'linux/arm/v*' },
    { text: 'linux/amr64', means: 'linux/arm64' },
  ])('$text is refused with the cure $means', ({ text, means }) => {
    const { what, cure } = refusal(text)
    expect(what).toContain(`"${text}"`)
    expect(cure).toBe(`Did you mean ${means}?`)
    expect(parsePattern(means).text).toBe(means)
  })

  test.each([
    { what: 'an unknown system', text: 'toaster*' },
    { what: 'an unknown architecture', text: 'linux/toaster*' },
    { what: 'a system without that architecture', text: 'linux/wasm*' },
    { what: 'an unclosed bracket', text: 'windows(10*/amd64' },
    { what: 'a version after the architecture', text: 'linux/amd64*(1)' },
  ])('is refused without a guess if nothing is similar: $what', ({ text }) => {
    const { what, cure } = refusal(text)
    expect(what).toBe(`pattern "${text}" matches no platform.`)
    expect(cure).toMatch(/^Known operating systems are linux, .*; known architectures are amd64, .*\.$/)
  })

  test.each(['linux /arm*', 'linux/arm*,linux/386', 'linux\\*', '"*"', '*=*', '[*]'])(
    'is refused for its form: %s',
    (text) => {
      const { what, cure } = refusal(text)
      expect(what).toBe(`pattern "${text}" is malformed.`)
      expect(cure).toContain('linux/arm*')
    },
  )
})

describe('the entries for a platform', () => {
  const entries = ['linux/arm64', '*', 'linux/amd64', 'linux/arm*'].map((text) => ({
    name: text,
    patterns: [parsePattern(text)],
  }))

  test.each([
    { platform: 'linux/arm64', names: ['*', 'linux/arm*', 'linux/arm64'] },
    { platform: 'linux/amd64', names: ['*', 'linux/amd64'] },
    { platform: 'windows/amd64', names: ['*'] },
  ])('of $platform are $names, those that name it last', ({ platform, names }) => {
    expect(entriesFor(entries, parsePlatform(platform)).map(({ name }) => name)).toEqual(names)
  })

  test('name it if one of their patterns does', () => {
    const several = { name: 'several', patterns: ['windows*', 'linux/arm64'].map(parsePattern) }
    const found = entriesFor([several, ...entries], parsePlatform('linux/arm64'))
    expect(found.map(({ name }) => name)).toEqual(['*', 'linux/arm*', 'several', 'linux/arm64'])
  })
})

describe('for every known platform', () => {
  test('the platform is a pattern that only it matches', () => {
    for (const text of ALL) {
      const pattern = parsePattern(text)
      expect(new Set(fitting(pattern))).toEqual(new Set([text]))
    }
  })

  test('its name with a part replaced by a star matches it, and every match has the parts around the star', () => {
    const cut = fc
      .constantFrom(...ALL.filter((text) => !text.includes('(')))
      .chain((text) => fc.tuple(fc.constant(text), fc.nat(text.length), fc.nat(text.length)))
    fc.assert(
      fc.property(cut, ([text, a, b]) => {
        const [before, behind] = [text.slice(0, Math.min(a, b)), text.slice(Math.max(a, b))]
        const pattern = parsePattern(`${before}*${behind}`)
        expect(matches(pattern, parsePlatform(text))).toBe(true)
        const expected = ALL.map((other) => other.toLowerCase()).filter(
          (other) =>
            other.startsWith(before) &&
            other.endsWith(behind) &&
            other.length >= before.length + behind.length,
        )
        expect(fitting(pattern).map((other) => other.toLowerCase())).toEqual(expected)
      }),
      { numRuns: 150 },
    )
  })
})

test('any text is either a pattern that some platform may match, or refused with a quote and a cure that is accepted', () => {
  const word = fc.oneof(
    fc.constantFrom('*', '*', '/', '/', ...SYSTEMS, ...ARCHITECTURES, 'aarch64', 'amr', 'v7', '(1)', '-'),
    fc.string({ maxLength: 4 }),
  )
  const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(''))
  fc.assert(
    fc.property(text, (given) => {
      try {
        const { text: normal } = parsePattern(given)
        expect(parsePattern(normal).text).toBe(normal)
      } catch (error) {
        if (!(error instanceof InvalidValue)) throw error
        expect(error.message).toContain(`"${given}"`)
        expect(error.cure).not.toBe('')
        const guess = /^Did you mean (.+)\?$/.exec(error.cure)?.[1]
        if (guess !== undefined) expect(parsePattern(guess).text).toBe(guess)
      }
    }),
    { numRuns: 1000 },
  )
})

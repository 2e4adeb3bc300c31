import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { InvalidValue } from '../../src/errors.ts'
import { ARCH_SPELLINGS, ARCHITECTURES, canPair, SYSTEMS, variantsOf } from '../../src/platforms/names.ts'
import {
  buildsPlatform,
  distinctPlatforms,
  type Platform,
  parsePlatform,
  platformFromParts,
  printPlatform,
  samePlatform,
} from '../../src/platforms/platform.ts'
import { complaintOf } from '../builders.ts'

/** Every known platform, without versions. */
const ALL: readonly string[] = SYSTEMS.flatMap((os) =>
  ARCHITECTURES.filter((arch) => canPair(os, arch)).flatMap((arch) =>
    [`${os}/${arch}`].concat(variantsOf(arch).map((variant) => `${os}/${arch}/${variant}`)),
  ),
)

const refusal = (text: string) => complaintOf(() => parsePlatform(text))

describe('parsePlatform', () => {
  test.each([
    { text: 'linux/amd64', printed: 'linux/amd64' },
    { text: 'Linux/AMD64', printed: 'linux/amd64' },
    { text: 'linux/x86_64', printed: 'linux/amd64' },
    { text: 'linux/x86-64', printed: 'linux/amd64' },
    { text: 'linux/amd64/v1', printed: 'linux/amd64' },
    { text: 'linux/amd64/v3', printed: 'linux/amd64/v3' },
    { text: 'linux/aarch64', printed: 'linux/arm64' },
    { text: 'linux/arm64/v8', printed: 'linux/arm64' },
    { text: 'linux/arm64/8', printed: 'linux/arm64' },
    { text: 'linux/arm64/v8.0', printed: 'linux/arm64' },
    { text: 'linux/arm64/v8.2', printed: 'linux/arm64/v8.2' },
    { text: 'linux/arm64/9', printed: 'linux/arm64/v9' },
    { text: 'linux/arm64/v9.0', printed: 'linux/arm64/v9' },
    { text: 'linux/arm', printed: 'linux/arm/v7' },
    { text: 'linux/arm64/9.0', printed: 'linux/arm64/v9' },
    { text: 'linux/arm/5', printed: 'linux/arm/v5' },
    { text: 'linux/arm/6', printed: 'linux/arm/v6' },
    { text: 'linux/arm/7', printed: 'linux/arm/v7' },
    { text: 'linux/arm/8', printed: 'linux/arm/v8' },
    { text: 'linux/arm/v6', printed: 'linux/arm/v6' },
    { text: 'linux/armhf', printed: 'linux/arm/v7' },
    { text: 'linux/armel', printed: 'linux/arm/v6' },
    { text: 'linux/i386', printed: 'linux/386' },
    { text: 'linux/ppc64le/power9', printed: 'linux/ppc64le/power9' },
    { text: 'macos/arm64', printed: 'darwin/arm64' },
    { text: 'wasi/wasm', printed: 'wasi/wasm' },
    { text: 'arm64', printed: 'linux/arm64' },
    { text: 'x86_64', printed: 'linux/amd64' },
    { text: 'armhf', printed: 'linux/arm/v7' },
    { text: 'windows(10.0.17763)/amd64', printed: 'windows(10.0.17763)/amd64' },
    { text: 'windows(10.0.17763+win32k+a+win32k)/amd64', printed: 'windows(10.0.17763+a+win32k)/amd64' },
    { text: 'windows(+win32k)/arm64', printed: 'windows(+win32k)/arm64' },
  ])('reads $text as $printed', ({ text, printed }) => {
    expect(printPlatform(parsePlatform(text))).toBe(printed)
  })

  test('splits a platform into the fields that BuildKit passes to a build', () => {
    expect(parsePlatform('windows(10.0.17763)/amd64/v2')).toEqual({
      os: 'windows',
      osVersion: '10.0.17763',
      osFeatures: [],
      arch: 'amd64',
      variant: 'v2',
    })
  })

  test.each([
    { mistake: 'swapped letters', text: 'linux/amr64', means: 'linux/arm64' },
    { mistake: 'a wrong letter', text: 'linux/amd65', means: 'linux/amd64' },
    { mistake: 'a missing letter', text: 'linux/s39x', means: 'linux/s390x' },
    { mistake: 'a misspelt alias', text: 'linux/arch64', means: 'linux/arm64' },
    { mistake: 'a misspelt system', text: 'linxu/amd64', means: 'linux/amd64' },
    { mistake: 'a variant without a slash', text: 'linux/armv7', means: 'linux/arm/v7' },
    { mistake: 'the name of uname -m', text: 'linux/armv7l', means: 'linux/arm/v7' },
    { mistake: 'the name of Docker Official Images', text: 'linux/arm32v7', means: 'linux/arm/v7' },
    { mistake: 'their name for version 6', text: 'linux/arm32v6', means: 'linux/arm/v6' },
    { mistake: 'their name for arm64', text: 'linux/arm64v8', means: 'linux/arm64' },
    { mistake: 'ARMv8, which is 64-bit', text: 'linux/armv8', means: 'linux/arm64' },
    { mistake: 'the name of Node', text: 'linux/x64', means: 'linux/amd64' },
    { mistake: 'the system and architecture of Node', text: 'win32/x64', means: 'windows/amd64' },
    { mistake: 'the name of Debian', text: 'linux/ppc64el', means: 'linux/ppc64le' },
    { mistake: 'the name of GNU', text: 'linux/loongarch64', means: 'linux/loong64' },
    { mistake: 'an x86-64 level', text: 'linux/x86-64-v3', means: 'linux/amd64/v3' },
    { mistake: 'a hyphen', text: 'linux-arm64', means: 'linux/arm64' },
    { mistake: 'hyphens', text: 'linux-arm-v7', means: 'linux/arm/v7' },
    { mistake: 'an underscore', text: 'linux_x86_64', means: 'linux/amd64' },
    { mistake: 'a backslash', text: 'linux\\arm64', means: 'linux/arm64' },
    { mistake: 'an extra slash', text: 'linux/arm64/', means: 'linux/arm64' },
    { mistake: 'quotes', text: '"linux/arm64"', means: 'linux/arm64' },
    { mistake: 'a missing system', text: 'arm/v7', means: 'linux/arm/v7' },
    { mistake: 'the wrong order', text: 'arm64/linux', means: 'linux/arm64' },
    { mistake: 'a split name', text: 'linux/x86/64', means: 'linux/amd64' },
    { mistake: 'an extra part', text: 'linux/arm64/v8/oci', means: 'linux/arm64' },
    { mistake: 'spaces around the slash', text: 'linux / arm64', means: 'linux/arm64' },
    { mistake: 'a space instead of the slash', text: 'linux arm64', means: 'linux/arm64' },
    { mistake: 'a variant without the v', text: 'linux/amd64/3', means: 'linux/amd64/v3' },
    { mistake: 'a variant of an architecture that has none', text: 'linux/s390x/v1', means: 'linux/s390x' },
    { mistake: 'the start of a variant', text: 'linux/riscv64/rva22', means: 'linux/riscv64/rva22u64' },
    {
      mistake: "Alpine's armhf, which containerd reads as v7",
      text: 'linux/armhf/v6',
      means: 'linux/arm/v6',
    },
    { mistake: 'WebAssembly on Linux', text: 'linux/wasm', means: 'wasi/wasm' },
    { mistake: 'another system of WebAssembly', text: 'wasip1/amd64', means: 'wasip1/wasm' },
    { mistake: 'a browser', text: 'js/amd64', means: 'js/wasm' },
    { mistake: 'the system alone', text: 'linux', means: 'linux/amd64' },
    {
      mistake: 'a version without an architecture',
      text: 'windows(10.0.17763)',
      means: 'windows(10.0.17763)/amd64',
    },
  ])('refuses $text ($mistake) with the cure $means', ({ text, means }) => {
    const { what, cure } = refusal(text)
    expect(what).toContain(`"${text}"`)
    expect(cure).toBe(`Did you mean ${means}?`)
    expect(printPlatform(parsePlatform(means))).toBe(means)
  })

  test.each([
    {
      text: 'linux/amr64',
      says: 'unknown architecture "amr64" in platform "linux/amr64". Did you mean linux/arm64?',
    },
    {
      text: 'linux/arm/v9',
      says: 'unknown variant "v9" of arm in platform "linux/arm/v9". Known variants of arm are v5, v6, v7, v8.',
    },
    { text: '', says: 'platform "" is empty. Write os/arch or os/arch/variant, for example linux/arm64.' },
    {
      text: 'local',
      says: 'platform "local" depends on the machine that runs the build. Name the platform itself, for example linux/amd64.',
    },
    {
      text: 'linux/amd64 linux/arm64',
      says: 'platform "linux/amd64 linux/arm64" contains whitespace. Separate platforms by commas or lines: linux/amd64,linux/arm64',
    },
    {
      text: 'a/b/c/d',
      says: 'platform "a/b/c/d" has 4 parts. Write os/arch or os/arch/variant, for example linux/arm64.',
    },
  ])('says of "$text": $says', ({ text, says }) => {
    const { what, cure } = refusal(text)
    expect(`${what} ${cure}`).toBe(says)
  })

  test.each([
    { text: 'toaster', says: 'unknown operating system or architecture "toaster" in platform "toaster".' },
    { text: 'toaster/amd64', says: 'unknown operating system "toaster" in platform "toaster/amd64".' },
    { text: 'toaster/kettle', says: 'unknown operating system "toaster" in platform "toaster/kettle".' },
  ])('lists the known systems and architectures if none is similar to $text', ({ text, says }) => {
    const { what, cure } = refusal(text)
    expect(what).toBe(says)
    expect(cure).toMatch(
      /^Known operating systems are linux, .*; known architectures are amd64, .*sparc64\.$/,
    )
  })

  test('lists the known names if none is similar', () => {
    const { what, cure } = refusal('linux/toaster')
    expect(what).toBe('unknown architecture "toaster" in platform "linux/toaster".')
    expect(cure).toMatch(/^Known architectures are amd64, arm64, arm, 386, .*sparc64\.$/)
  })

  test.each([
    { means: 'amd64', names: 'x64 x8664 x86_64_v1 amd intel intel64 em64t' },
    { means: '386', names: 'x86 ia32 i486 i586 i686 686 x32' },
    { means: 'arm64', names: 'aarch armv8 armv8l armv8a armv8-a arm8 m1 apple' },
    { means: 'arm/v7', names: 'arm32 armhfp armv7hl' },
    { means: 'ppc64le', names: 'ppc64el powerpc64le ppcle power' },
    { means: 'ppc64', names: 'powerpc64' },
    { means: 'ppc', names: 'powerpc' },
    { means: 'mips64le', names: 'mips64el' },
    { means: 'mipsle', names: 'mipsel' },
    { means: 'riscv64', names: 'risc-v riscv64gc rv64 rv64gc' },
    { means: 'loong64', names: 'loongarch64 loongarch loong la64' },
  ])('of $names it says that linux/$means is meant', ({ means, names }) => {
    for (const name of names.split(' ')) {
      expect([name, refusal(`linux/${name}`).cure]).toEqual([name, `Did you mean linux/${means}?`])
    }
  })

  test.each([
    { means: 'darwin/arm64', names: 'mac osx macosx apple' },
    { means: 'windows/arm64', names: 'win win32 win64 windows_nt' },
    { means: 'linux/arm64', names: 'lin linux32 linux64 gnu alpine debian ubuntu' },
    { means: 'freebsd/arm64', names: 'bsd' },
    { means: 'solaris/arm64', names: 'sunos' },
  ])('of $names as systems it says that $means is meant', ({ means, names }) => {
    for (const name of names.split(' ')) {
      expect([name, refusal(`${name}/arm64`).cure]).toEqual([name, `Did you mean ${means}?`])
    }
  })

  test.each(['wasm', 'wasm32', 'wasix'])('of the system %s it says that wasi/wasm is meant', (name) => {
    expect(refusal(`${name}/wasm`).cure).toBe('Did you mean wasi/wasm?')
  })

  test('takes a letter for no variant', () => {
    expect(refusal('linux/arm64/v').cure).toMatch(/^Known variants of arm64 are v8, v8.1, .*v9\.7\.$/)
  })

  test.each(['__proto__', 'constructor', 'linux/__proto__', 'linux/constructor', 'linux/arm/toString'])(
    'refuses %s, although every object has such a property',
    (text) => {
      expect(refusal(text).what).toContain(text)
    },
  )
})

describe('for every known platform', () => {
  test('the printed text reads as the same platform', () => {
    for (const text of ALL) {
      const platform = parsePlatform(text)
      expect(parsePlatform(printPlatform(platform))).toEqual(platform)
    }
  })

  test('case does not matter', () => {
    const mixed = fc
      .constantFrom(...ALL)
      .chain((text) => fc.tuple(fc.constant(text), fc.mixedCase(fc.constant(text))))
    fc.assert(
      fc.property(mixed, ([text, shouted]) => {
        expect(parsePlatform(shouted)).toEqual(parsePlatform(text))
      }),
    )
  })

  test('the fields in an index and the text agree', () => {
    for (const text of ALL) {
      const [os = '', architecture = '', variant = ''] = text.split('/')
      expect(platformFromParts({ os, architecture, variant })).toEqual(parsePlatform(text))
    }
  })
})

describe('for any text', () => {
  const word = fc.oneof(
    fc.constantFrom(
      ...SYSTEMS,
      ...ARCH_SPELLINGS,
      'v7',
      'v8',
      '8',
      'local',
      'windows(10.0.1)',
      'armv7',
      ' ',
      '(',
      '*',
    ),
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  const nearlyPlatform = fc
    .tuple(fc.array(word, { maxLength: 5 }), fc.constantFrom('/', '/', '-', ' ', '\\', ''))
    .map(([words, separator]) => words.join(separator))

  test('it is either a platform that prints and reads as itself, or refused with a quote and a cure', () => {
    fc.assert(
      fc.property(nearlyPlatform, (text) => {
        let platform: Platform
        try {
          platform = parsePlatform(text)
        } catch (error) {
          if (!(error instanceof InvalidValue)) throw error
          expect(error.message).toContain(`"${text}"`)
          expect(error.cure).not.toBe('')
          const guess = /^Did you mean (.+)\?$/.exec(error.cure)?.[1]
          if (guess !== undefined) expect(printPlatform(parsePlatform(guess))).toBe(guess)
          return
        }
        const printed = printPlatform(platform)
        expect(parsePlatform(printed)).toEqual(platform)
        expect(printPlatform(parsePlatform(printed))).toBe(printed)
      }),
      { numRuns: 3000 },
    )
  })
})

describe('platformFromParts', () => {
  test.each([
    { what: 'an attestation', parts: { os: 'unknown', architecture: 'unknown' }, printed: 'unknown/unknown' },
    { what: 'an odd architecture', parts: { os: 'linux', architecture: 'foo' }, printed: 'linux/foo' },
    {
      what: 'the common variant',
      parts: { os: 'linux', architecture: 'arm64', variant: 'v8' },
      printed: 'linux/arm64',
    },
    { what: 'arm without a variant', parts: { os: 'linux', architecture: 'arm' }, printed: 'linux/arm/v7' },
    {
      what: 'an unknown variant',
      parts: { os: 'linux', architecture: 'arm64', variant: 'v12' },
      printed: 'linux/arm64/v12',
    },
    {
      what: 'a Windows version',
      parts: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.2113' },
      printed: 'windows(10.0.20348.2113)/amd64',
    },
    {
      what: 'a version that contains characters of the syntax',
      parts: { os: 'windows', architecture: 'amd64', 'os.version': 'a+b(c)/d%' },
      printed: 'windows(a%2Bb%28c%29%2Fd%25)/amd64',
    },
    {
      what: 'features, in any order',
      parts: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.1', 'os.features': ['win32k', 'a'] },
      printed: 'windows(10.0.1+a+win32k)/amd64',
    },
    { what: 'nothing at all', parts: { os: '', architecture: '' }, printed: '' },
  ])('accepts $what: $printed', ({ parts, printed }) => {
    expect(printPlatform(platformFromParts(parts))).toBe(printed)
  })

  test('never throws', () => {
    const parts = fc.record({ os: fc.string(), architecture: fc.string(), variant: fc.string() })
    fc.assert(
      fc.property(parts, (p) => expect(printPlatform(platformFromParts(p))).toEqual(expect.any(String))),
    )
  })
})

describe('two platforms', () => {
  test('are compared by meaning, not by spelling', () => {
    expect(samePlatform(parsePlatform('linux/arm64/v8'), parsePlatform('aarch64'))).toBe(true)
    expect(samePlatform(parsePlatform('linux/arm/v7'), parsePlatform('linux/arm/v6'))).toBe(false)
  })

  test('differ by the version of Windows', () => {
    const [older, newer] = ['10.0.17763', '10.0.20348'].map((version) =>
      parsePlatform(`windows(${version})/amd64`),
    )
    expect(older !== undefined && newer !== undefined && samePlatform(older, newer)).toBe(false)
  })

  test('are kept once, in the order of first mention', () => {
    const platforms = ['linux/arm64', 'linux/amd64', 'linux/arm64/v8', 'x86_64'].map(parsePlatform)
    expect(distinctPlatforms(platforms).map(printPlatform)).toEqual(['linux/arm64', 'linux/amd64'])
  })
})

describe('a builder that lists platforms', () => {
  const listed = ['linux/arm64', 'windows(10.0.17763)/amd64'].map(parsePlatform)

  test.each([
    { platform: 'linux/arm64', builds: true },
    { platform: 'linux/arm64/v9', builds: false },
    { platform: 'linux/amd64', builds: false },
    { platform: 'windows(10.0.20348)/amd64', builds: true },
    { platform: 'windows(+win32k)/amd64', builds: true },
    { platform: 'windows/arm64', builds: false },
  ])('builds $platform: $builds', ({ platform, builds }) => {
    expect(buildsPlatform(listed, parsePlatform(platform))).toBe(builds)
  })
})

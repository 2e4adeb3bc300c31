import { spawnSync } from 'node:child_process'
import { userInfo } from 'node:os'
import { describe, expect, test } from '@jest/globals'
import { EXPLICIT_ARGS, type PlatformArgs, platformArgs } from '../../src/platforms/args.ts'
import { ARCHITECTURES, canPair, SYSTEMS, variantsOf } from '../../src/platforms/names.ts'
import { parsePlatform, printPlatform } from '../../src/platforms/platform.ts'

const argsOf = (target: string, build = 'linux/amd64'): PlatformArgs =>
  platformArgs(parsePlatform(target), parsePlatform(build))

/** Every platform that has one of these systems. */
function everyPlatform(systems: readonly string[]): readonly string[] {
  return systems.flatMap((os) =>
    ARCHITECTURES.filter((arch) => canPair(os, arch)).flatMap((arch) =>
      ['', ...variantsOf(arch)].map((variant) => `${os}/${arch}${variant && `/${variant}`}`),
    ),
  )
}

/** A test that needs a program that not every machine has. */
function againstProgram(
  program: string,
  name: string,
  check: (output: (args: readonly string[]) => string) => void,
) {
  // Some programs find their parts below the home folder, and HOME is another folder in tests.
  const env = { PATH: process.env['PATH'], HOME: userInfo().homedir }
  const run = (args: readonly string[]) => spawnSync(program, args, { encoding: 'utf8', env })
  const output = (args: readonly string[]): string => run(args).stdout
  const isThere = run([program === 'go' ? 'version' : '--version']).status === 0
  if (isThere) test(name, () => check(output))
  else test.skip(`${name} (this machine has no ${program})`, () => undefined)
}

describe('the arguments that BuildKit sets', () => {
  test('are those of its own table, with the variant of arm', () => {
    expect(argsOf('linux/arm')).toMatchObject({
      BUILDPLATFORM: 'linux/amd64',
      BUILDOS: 'linux',
      BUILDOSVERSION: '',
      BUILDARCH: 'amd64',
      BUILDVARIANT: '',
      TARGETPLATFORM: 'linux/arm/v7',
      TARGETOS: 'linux',
      TARGETOSVERSION: '',
      TARGETARCH: 'arm',
      TARGETVARIANT: 'v7',
    })
  })

  test('have no variant if it is the common one', () => {
    expect(argsOf('linux/arm64/v8')).toMatchObject({ TARGETPLATFORM: 'linux/arm64', TARGETVARIANT: '' })
  })

  test('contain the version of Windows in TARGETPLATFORM, but not in BUILDPLATFORM', () => {
    expect(argsOf('windows(10.0.17763)/amd64', 'windows(10.0.20348)/amd64')).toMatchObject({
      TARGETPLATFORM: 'windows(10.0.17763)/amd64',
      TARGETOSVERSION: '10.0.17763',
      BUILDPLATFORM: 'windows/amd64',
      BUILDOSVERSION: '10.0.20348',
    })
  })

  test('are exactly those in EXPLICIT_ARGS', () => {
    const automatic = Object.keys(argsOf('linux/amd64')).filter((name) => /^(TARGET|BUILD)/.test(name))
    expect([...EXPLICIT_ARGS].sort()).toEqual(automatic.sort())
  })
})

describe('the names derived from a platform', () => {
  test.each([
    {
      target: 'linux/amd64',
      GOARCH: 'amd64',
      GOAMD64: 'v1',
      GOARM: '',
      debian: 'amd64',
      uname: 'x86_64',
      node: 'x64',
    },
    { target: 'linux/amd64/v3', GOARCH: 'amd64', GOAMD64: 'v3', debian: 'amd64', alpine: 'x86_64' },
    { target: 'linux/arm64', GOARM64: 'v8.0', debian: 'arm64', alpine: 'aarch64', gnu: 'aarch64-linux-gnu' },
    { target: 'linux/arm64/v8.2', GOARM64: 'v8.2', rust: 'aarch64-unknown-linux-gnu' },
    { target: 'linux/arm64/v9', GOARM64: 'v9.0', uname: 'aarch64' },
    { target: 'linux/arm64/v9.7', GOARM64: 'v9.5' },
    {
      target: 'linux/arm/v7',
      GOARM: '7',
      debian: 'armhf',
      alpine: 'armv7',
      gnu: 'arm-linux-gnueabihf',
      node: 'arm',
    },
    {
      target: 'linux/arm/v6',
      GOARM: '6',
      debian: 'armel',
      alpine: 'armhf',
      rust: 'arm-unknown-linux-gnueabi',
    },
    {
      target: 'linux/arm/v5',
      GOARM: '5',
      debian: 'armel',
      alpine: '',
      rust: 'armv5te-unknown-linux-gnueabi',
    },
    { target: 'linux/arm/v8', GOARM: '7', debian: 'armhf', uname: 'armv8l' },
    {
      target: 'linux/386',
      debian: 'i386',
      alpine: 'x86',
      gnu: 'i686-linux-gnu',
      multiarch: 'i386-linux-gnu',
    },
    { target: 'linux/ppc64le', GOPPC64: 'power8', debian: 'ppc64el', alpine: 'ppc64le', node: 'ppc64' },
    { target: 'linux/ppc64le/power10', GOPPC64: 'power10', debian: 'ppc64el' },
    { target: 'linux/riscv64', GORISCV64: 'rva20u64', rustMusl: 'riscv64gc-unknown-linux-musl' },
    { target: 'linux/s390x', debian: 's390x', alpine: 's390x', GOARCH: 's390x' },
    { target: 'linux/loong64', debian: 'loong64', alpine: 'loongarch64', uname: 'loongarch64' },
    { target: 'linux/sparc64', GOOS: 'linux', GOARCH: 'sparc64', debian: '', rust: '' },
    {
      target: 'windows/amd64',
      GOOS: 'windows',
      debian: '',
      uname: '',
      rust: 'x86_64-pc-windows-msvc',
      rustMusl: '',
    },
    { target: 'darwin/arm64', GOOS: 'darwin', GOARM64: 'v8.0', rust: 'aarch64-apple-darwin', node: 'arm64' },
    { target: 'wasi/wasm', GOOS: 'wasip1', GOARCH: 'wasm', rust: 'wasm32-wasip1', node: '', alpine: '' },
    { target: 'linux/s390x', GOARM: '', GOAMD64: '', GOARM64: '', GOPPC64: '', GORISCV64: '' },
  ])('are right for $target', ({ target, ...expected }) => {
    expect(argsOf(target)).toMatchObject(expected)
  })

  // dpkg's tables, abuild's functions.sh, the kernel's utsname.machine, and Node's process.arch.
  test.each([
    ['linux/amd64', 'amd64', 'x86_64', 'x86_64', 'x86_64-linux-gnu', 'x64'],
    ['linux/arm64', 'arm64', 'aarch64', 'aarch64', 'aarch64-linux-gnu', 'arm64'],
    ['linux/arm/v8', 'armhf', 'armv7', 'armv8l', 'arm-linux-gnueabihf', 'arm'],
    ['linux/arm/v7', 'armhf', 'armv7', 'armv7l', 'arm-linux-gnueabihf', 'arm'],
    ['linux/arm/v6', 'armel', 'armhf', 'armv6l', 'arm-linux-gnueabi', 'arm'],
    ['linux/arm/v5', 'armel', '', 'armv5tel', 'arm-linux-gnueabi', 'arm'],
    ['linux/riscv64', 'riscv64', 'riscv64', 'riscv64', 'riscv64-linux-gnu', 'riscv64'],
    ['linux/ppc64le', 'ppc64el', 'ppc64le', 'ppc64le', 'powerpc64le-linux-gnu', 'ppc64'],
    ['linux/s390x', 's390x', 's390x', 's390x', 's390x-linux-gnu', 's390x'],
    ['linux/loong64', 'loong64', 'loongarch64', 'loongarch64', 'loongarch64-linux-gnu', 'loong64'],
    ['linux/mips64le', 'mips64el', '', 'mips64', 'mips64el-linux-gnuabi64', ''],
    ['linux/mips64', 'mips64', '', 'mips64', 'mips64-linux-gnuabi64', ''],
    ['linux/ppc64', 'ppc64', '', 'ppc64', 'powerpc64-linux-gnu', 'ppc64'],
    ['linux/mipsle', 'mipsel', '', 'mips', 'mipsel-linux-gnu', 'mipsel'],
    ['linux/mips', 'mips', '', 'mips', 'mips-linux-gnu', 'mips'],
  ])(
    '%s is %s to Debian, "%s" to Alpine and %s to the kernel',
    (target, debian, alpine, uname, gnu, node) => {
      expect(argsOf(target)).toMatchObject({ debian, alpine, uname, gnu, multiarch: gnu, node })
    },
  )

  // Rust's list of targets (doc.rust-lang.org/rustc/platform-support.html).
  test.each([
    ['linux/amd64', 'x86_64-unknown-linux-gnu', 'x86_64-unknown-linux-musl'],
    ['linux/arm64', 'aarch64-unknown-linux-gnu', 'aarch64-unknown-linux-musl'],
    ['linux/arm/v8', 'armv7-unknown-linux-gnueabihf', 'armv7-unknown-linux-musleabihf'],
    ['linux/arm/v7', 'armv7-unknown-linux-gnueabihf', 'armv7-unknown-linux-musleabihf'],
    ['linux/arm/v6', 'arm-unknown-linux-gnueabi', 'arm-unknown-linux-musleabihf'],
    ['linux/arm/v5', 'armv5te-unknown-linux-gnueabi', 'armv5te-unknown-linux-musleabi'],
    ['linux/386', 'i686-unknown-linux-gnu', 'i686-unknown-linux-musl'],
    ['linux/riscv64', 'riscv64gc-unknown-linux-gnu', 'riscv64gc-unknown-linux-musl'],
    ['linux/ppc64le', 'powerpc64le-unknown-linux-gnu', 'powerpc64le-unknown-linux-musl'],
    ['linux/s390x', 's390x-unknown-linux-gnu', 's390x-unknown-linux-musl'],
    ['linux/loong64', 'loongarch64-unknown-linux-gnu', 'loongarch64-unknown-linux-musl'],
    ['linux/mips64le', 'mips64el-unknown-linux-gnuabi64', 'mips64el-unknown-linux-muslabi64'],
    ['linux/mips64', 'mips64-unknown-linux-gnuabi64', 'mips64-unknown-linux-muslabi64'],
    ['linux/ppc64', 'powerpc64-unknown-linux-gnu', 'powerpc64-unknown-linux-musl'],
    ['linux/mipsle', 'mipsel-unknown-linux-gnu', 'mipsel-unknown-linux-musl'],
    ['linux/mips', 'mips-unknown-linux-gnu', 'mips-unknown-linux-musl'],
    ['darwin/amd64', 'x86_64-apple-darwin', ''],
    ['freebsd/amd64', 'x86_64-unknown-freebsd', ''],
    ['freebsd/arm64', 'aarch64-unknown-freebsd', ''],
    ['freebsd/386', 'i686-unknown-freebsd', ''],
    ['wasip1/wasm', 'wasm32-wasip1', ''],
    ['windows/386', 'i686-pc-windows-msvc', ''],
    ['windows/arm64', 'aarch64-pc-windows-msvc', ''],
  ])('%s is the target %s of Rust, and "%s" with musl', (target, rust, rustMusl) => {
    expect(argsOf(target)).toMatchObject({ rust, rustMusl })
  })

  test.each(['windows', 'darwin', 'freebsd'])('Node runs on %s', (os) => {
    expect(argsOf(`${os}/amd64`).node).toBe('x64')
  })

  test('are empty for an unknown build platform', () => {
    const { BUILDPLATFORM, BUILDOS, BUILDOSVERSION, BUILDARCH, BUILDVARIANT } = platformArgs(
      parsePlatform('linux/amd64'),
      undefined,
    )
    expect([BUILDPLATFORM, BUILDOS, BUILDOSVERSION, BUILDARCH, BUILDVARIANT]).toEqual(['', '', '', '', ''])
  })

  test('are the same set for every platform, each with a string', () => {
    const names = Object.keys(argsOf('linux/amd64'))
    for (const platform of everyPlatform(SYSTEMS)) {
      const args = argsOf(platform)
      expect(Object.keys(args)).toEqual(names)
      expect(Object.values(args).every((value) => /^[\w.()/-]*$/.test(value))).toBe(true)
    }
  })

  test('do not depend on the build machine', () => {
    const derived = (args: PlatformArgs) => Object.entries(args).filter(([name]) => !name.startsWith('BUILD'))
    expect(derived(argsOf('linux/arm/v7', 'linux/amd64'))).toEqual(
      derived(argsOf('linux/arm/v7', 'linux/arm64')),
    )
  })
})

describe('the names agree with the programs that they are for:', () => {
  againstProgram('go', 'every port of Go is a platform with its GOOS and GOARCH', (go) => {
    const ports = go(['tool', 'dist', 'list']).trim().split('\n')
    expect(ports).toContain('linux/arm64')
    for (const port of ports) {
      const { GOOS, GOARCH } = argsOf(port)
      expect(`${GOOS}/${GOARCH}`).toBe(port)
    }
  })

  againstProgram('rustc', 'rustc has every target', (rustc) => {
    const known = rustc(['--print', 'target-list']).split('\n')
    const named = everyPlatform(SYSTEMS).flatMap((text) => [argsOf(text).rust, argsOf(text).rustMusl])
    const missing = named.filter((target) => target !== '' && !known.includes(target))
    // wasm32-wasip1 is called wasm32-wasi before Rust 1.78.
    expect(
      [...new Set(missing)].filter((target) => known.includes('wasm32-wasip1') || !target.startsWith('wasm')),
    ).toEqual([])
  })

  againstProgram('dpkg-architecture', 'dpkg has every architecture with these triplets', (dpkg) => {
    const platforms = new Map(everyPlatform(['linux']).map((text) => [argsOf(text).debian, argsOf(text)]))
    platforms.delete('')
    const known = dpkg(['-L']).split('\n')
    const named = [...platforms].filter(([debian]) => known.includes(debian))
    // loong64 is missing in dpkg before 1.21.10.
    expect([...platforms.keys()].filter((name) => !['loong64', ...known].includes(name))).toEqual([])
    for (const [debian, { gnu, multiarch }] of named) {
      const query = (name: string): string => dpkg(['-a', debian, '-q', name, '-f']).trim()
      expect([debian, query('DEB_HOST_GNU_TYPE'), query('DEB_HOST_MULTIARCH')]).toEqual([
        debian,
        gnu,
        multiarch,
      ])
    }
  })

  test('Node uses the same name for its own architecture', () => {
    const own = everyPlatform(['linux']).filter((text) => argsOf(text).node === process.arch)
    expect(own.map((text) => printPlatform(parsePlatform(text)))).not.toEqual([])
  })
})

import { describe, expect, test } from '@jest/globals'
import type { NewEntry } from '../../e2e/harness/tar-writer.ts'
import { deps, file, macProgram, npm, program, wheel, windowsProgram } from '../../e2e/recipes/metadata.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import { libcsOf } from '../../src/verify/libcs.ts'
import {
  claimedPlatforms,
  ignorePathOf,
  newPackageContext,
  packageVerdict,
  wasReported,
} from '../../src/verify/package-findings.ts'
import type { Claim, FormatName } from '../../src/verify/packages/claim.ts'
import type { Package } from '../../src/verify/packages/lookup.ts'
import { describeFinding } from '../../src/verify/sentences.ts'
import { newStore, proveOne } from './images.ts'
import { elf } from './layer/elf-file.ts'
import { treeOf } from './layer/new-tree.ts'

/** The findings about an image of one layer, with their texts. */
async function findingsOf(
  entries: readonly NewEntry[],
  on = 'linux/arm64',
  ignore: readonly string[] = [],
  config: Readonly<Record<string, unknown>> = {},
): Promise<readonly string[]> {
  const store = newStore()
  const image = store.image(on, [store.layer(entries)], { config })
  const { findings } = await proveOne(store, image, { ignore })
  return findings.map((finding) => `${finding.severity}: ${describeFinding(finding).what}`)
}

const SITE = 'usr/lib/python3.12/site-packages'
const INFO = `/${SITE}/x-3.0.4.dist-info/WHEEL`
const MODULES = 'app/node_modules'

describe('a wheel for another system', () => {
  const MAC = wheel(SITE, 'x', ['cp312-cp312-macosx_11_0_arm64'], [])

  test('was installed there', async () => {
    const store = newStore()
    const { findings } = await proveOne(store, store.image('linux/arm64', [store.layer(MAC)]))
    expect(findings).toMatchObject([{ severity: 'error', path: INFO, layer: '', instruction: '' }])
    expect(findings.map(({ verdict }) => verdict)).toEqual([
      {
        ...{ rule: 'package', problem: 'other machine', format: 'wheel', name: 'x' },
        ...{ claimed: ['darwin/arm64'], actual: '', metadata: INFO, ignore: `/${SITE}/x-3.0.4.dist-info` },
      },
    ])
  })

  test('may be ignored', async () => {
    expect(await findingsOf(MAC, 'linux/arm64', [INFO])).toEqual([])
  })

  test('is right on that system, and nothing is known about it on a third one', async () => {
    expect(await findingsOf(MAC, 'freebsd/arm64')).toEqual([])
  })

  test('and for another machine is reported once', async () => {
    const entries = wheel(SITE, 'x', ['cp312-cp312-win_amd64'], [program(`${SITE}/x/a.so`, 'amd64')])
    expect(await findingsOf(entries)).toEqual([
      `error: the wheel x is for windows/amd64, as ${INFO} says, not for linux/arm64: ${INFO}.`,
    ])
  })
})

describe('a package of npm for another system', () => {
  const esbuild = (target: string, os: string, cpu: string): readonly NewEntry[] =>
    npm(`${MODULES}/@esbuild/${target}`, { name: `@esbuild/${target}`, os: [os], cpu: [cpu] }, [])

  test.each([
    { what: 'alone', others: [], is: 1 },
    { what: 'next to the one for the platform', others: esbuild('linux-arm64', 'linux', 'arm64'), is: 0 },
    { what: 'next to one for a third system', others: esbuild('win32-x64', 'win32', 'x64'), is: 2 },
    {
      what: 'next to one for the machine in any system',
      others: npm(`${MODULES}/@esbuild/linux-arm64`, { name: '@esbuild/linux-arm64', cpu: ['arm64'] }, []),
      is: 0,
    },
  ])('$what: $is findings', async ({ others, is }) => {
    const entries = [...esbuild('darwin-arm64', 'darwin', 'arm64'), ...others]
    expect(await findingsOf(entries)).toHaveLength(is)
  })

  test('or in any system for another machine, without a program: nothing', async () => {
    expect(await findingsOf(npm(`${MODULES}/x`, { name: 'x', cpu: ['x64'] }, []))).toEqual([])
  })
})

describe('a wheel for a version of arm', () => {
  test.each([
    { tag: 'manylinux2014_armv7l', on: 'linux/arm/v6', claimed: 'linux/arm/v7' },
    { tag: 'manylinux2014_armv7l', on: 'linux/arm/v7', claimed: undefined },
    { tag: 'musllinux_1_2_armv6l', on: 'linux/arm/v5', claimed: 'linux/arm/v6' },
    { tag: 'linux_armv7l', on: 'linux/arm/v6', claimed: undefined },
    // If it has programs, these are reported.
    { tag: 'manylinux2014_armv7l', on: 'linux/arm64', claimed: undefined },
    { tag: 'manylinux2014_armv7l', on: 'linux/amd64', claimed: undefined },
    { tag: 'manylinux2014_x86_64', on: 'linux/arm/v6', claimed: undefined },
  ])('$tag in an image for $on: $claimed', async ({ tag, on, claimed }) => {
    expect(await findingsOf(wheel(SITE, 'x', [`cp312-cp312-${tag}`], []), on)).toEqual(
      claimed === undefined
        ? []
        : [`error: the wheel x is for ${claimed}, as ${INFO} says, not for ${on}: ${INFO}.`],
    )
  })
})

describe('a wheel for a C library', () => {
  const GLIBC = program('lib/ld-linux-aarch64.so.1', 'arm64')
  const MUSL = program('lib/ld-musl-aarch64.so.1', 'arm64')
  const forLibc = (...tags: readonly string[]): readonly NewEntry[] =>
    wheel(
      SITE,
      'x',
      tags.map((tag) => `cp312-cp312-${tag}`),
      [],
    )
  const other = (claimed: string, actual: string): readonly string[] => [
    `warning: the wheel x is for ${claimed}, as ${INFO} says, but the image for linux/arm64 has ${actual}.`,
  ]

  test.each([
    { has: [GLIBC], tags: ['musllinux_1_2_aarch64'], finds: other('musl', 'glibc') },
    { has: [MUSL], tags: ['manylinux2014_aarch64'], finds: other('glibc', 'musl') },
    { has: [GLIBC], tags: ['manylinux2014_aarch64'], finds: [] },
    { has: [GLIBC, MUSL], tags: ['musllinux_1_2_aarch64'], finds: [] },
    { has: [MUSL], tags: ['manylinux2014_aarch64', 'musllinux_1_2_aarch64'], finds: [] },
    { has: [MUSL], tags: ['linux_aarch64'], finds: [] },
    { has: [], tags: ['musllinux_1_2_aarch64'], finds: [] },
    { has: [GLIBC], tags: ['musllinux_1_2_x86_64'], finds: [] },
  ])('$tags: $finds', async ({ has, tags, finds }) => {
    expect(await findingsOf([...has, ...forLibc(...tags)])).toEqual(finds)
  })

  test('may be there for the other one, too', async () => {
    const sharp = (name: string, libc: string, cpu = 'arm64'): readonly NewEntry[] =>
      npm(`${MODULES}/@img/${name}`, { name: `@img/${name}`, os: ['linux'], cpu: [cpu], libc: [libc] }, [])
    const musl = sharp('sharp-linuxmusl-arm64', 'musl')
    const alone = [
      `warning: the npm package @img/sharp-linuxmusl-arm64 is for musl, as /${MODULES}/@img/sharp-linuxmusl-arm64/package.json says, but the image for linux/arm64 has glibc.`,
    ]
    expect(await findingsOf([GLIBC, ...musl])).toEqual(alone)
    expect(await findingsOf([GLIBC, ...musl, ...sharp('sharp-linux-x64', 'glibc', 'x64')])).toEqual(alone)
    expect(await findingsOf([GLIBC, ...musl, ...sharp('sharp-linux-arm64', 'glibc')])).toEqual([])
  })
})

describe('a wheel of modules for 386 in an image for amd64', () => {
  const PYTHON = program('usr/bin/python3.12', 'amd64')
  const ERROR = `error: the wheel x is for linux/386, as ${INFO} says, not for linux/amd64: ${INFO}.`
  const forTag = (tag: string, site = SITE): readonly NewEntry[] => wheel(site, 'x', [tag], [])
  const MODULE = forTag('cp312-cp312-manylinux2014_i686')
  const lib = (name: string, arch: string): NewEntry => program(`usr/lib/${name}`, arch)

  test.each([
    { what: "with amd64's Python", entries: [PYTHON, ...MODULE], finds: [ERROR] },
    {
      what: "with amd64's library of Python",
      entries: [lib('libpython3.12.so.1.0', 'amd64'), ...MODULE],
      finds: [ERROR],
    },
    { what: "with amd64's PyPy", entries: [lib('pypy3.10-c', 'amd64'), ...MODULE], finds: [ERROR] },
    { what: 'with a Python for both', entries: [PYTHON, lib('python3.11', '386'), ...MODULE], finds: [] },
    { what: 'without Python', entries: [lib('python-config', 'amd64'), ...MODULE], finds: [] },
    ...['xpython3.12', 'python3.12~', 'python', 'libpythonic3.so'].map((name) => ({
      what: `with a program of another name: ${name}`,
      entries: [lib(name, 'amd64'), ...MODULE],
      finds: [],
    })),
    {
      what: 'of programs, which start by themselves',
      entries: [PYTHON, ...forTag('py3-none-manylinux2014_i686')],
      finds: [],
    },
    {
      what: 'in a folder that Python does not search',
      entries: [PYTHON, ...forTag('cp312-cp312-manylinux2014_i686', 'opt/vendor')],
      finds: [],
    },
    {
      what: 'for amd64 as well',
      entries: [PYTHON, ...wheel(SITE, 'x', ['cp312-cp312-manylinux2014_i686.manylinux2014_x86_64'], [])],
      finds: [],
    },
    { what: 'which is for amd64', entries: [PYTHON, ...forTag('cp312-cp312-linux_x86_64')], finds: [] },
    { what: 'which is for all', entries: [PYTHON, ...forTag('cp312-abi3-any')], finds: [] },
  ])('$what', async ({ entries, finds }) => {
    expect(await findingsOf(entries, 'linux/amd64')).toEqual(finds)
  })

  test('in dist-packages, as Debian has it', async () => {
    const entries = [PYTHON, ...forTag('cp312-cp312-manylinux2014_i686', 'usr/lib/python3/dist-packages')]
    expect(await findingsOf(entries, 'linux/amd64')).toHaveLength(1)
  })
})

describe('programs of other systems in an image for Linux', () => {
  const SQLITE = `${MODULES}/better-sqlite3`
  const BUILT = `${SQLITE}/build/Release/better_sqlite3.node`
  const sqlite = (...entries: readonly NewEntry[]): readonly NewEntry[] =>
    npm(SQLITE, { name: 'better-sqlite3', scripts: { install: 'node-gyp rebuild' } }, entries)
  const built = (system: string): readonly string[] => [
    `error: /${BUILT} is for ${system}, not for linux/arm64: it was compiled or fetched when the npm package better-sqlite3 (/${SQLITE}/package.json) was installed on another machine.`,
  ]

  test.each([
    { what: 'macOS', entries: sqlite(macProgram(BUILT)), finds: built('macOS') },
    { what: 'Windows', entries: sqlite(windowsProgram(BUILT)), finds: built('Windows') },
    {
      what: 'two files of one package',
      entries: sqlite(macProgram(BUILT), macProgram(`${SQLITE}/build/Release/test.node`)),
      finds: built('macOS'),
    },
    {
      what: 'a script, which is not a program of another system',
      entries: sqlite(file(BUILT, '#!/bin/sh\n')),
      finds: [],
    },
    {
      what: 'an archive',
      entries: sqlite(file(BUILT, Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), Buffer.alloc(100)]))),
      finds: [],
    },
    {
      what: 'next to the one for the platform',
      entries: sqlite(
        macProgram(`${SQLITE}/build/Release/x-darwin-arm64.node`),
        program(`${SQLITE}/build/Release/x-linux-arm64.node`, 'arm64'),
      ),
      finds: [],
    },
  ])('compiled in a package: $what', async ({ entries, finds }) => {
    expect(await findingsOf(entries)).toEqual(finds)
    expect(await findingsOf(entries, 'linux/arm64', [MODULES])).toEqual([])
    expect(await findingsOf(entries, 'freebsd/arm64')).toEqual([])
  })

  test('are one finding for each package', async () => {
    const store = newStore()
    const other = npm(`${MODULES}/x`, { name: 'x' }, [windowsProgram(`${MODULES}/x/build/Release/x.node`)])
    const image = store.image('linux/arm64', [store.layer([...sqlite(macProgram(BUILT)), ...other])])
    const { findings } = await proveOne(store, image)
    expect(findings.map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      ...[`error /${BUILT}`, `error /${MODULES}/x/build/Release/x.node`],
    ])
    expect(findings.map(({ verdict }) => verdict)).toMatchObject([
      { problem: 'built', claimed: [], actual: 'macOS', ignore: `/${SQLITE}` },
      { problem: 'built', claimed: [], actual: 'Windows', ignore: `/${MODULES}/x` },
    ])
  })

  test('and another file for the platform next to it', async () => {
    const right = program(`${SQLITE}/build/Release/other.node`, 'arm64')
    expect(await findingsOf(sqlite(macProgram(BUILT), right))).toEqual(built('macOS'))
  })

  test.each([
    { os: ['linux'], finds: built('macOS') },
    { os: ['linux', 'darwin'], finds: built('macOS') },
    { os: ['darwin'], finds: [] },
  ])('compiled in a package for $os', async ({ os, finds }) => {
    expect(await findingsOf(npm(SQLITE, { name: 'better-sqlite3', os }, [macProgram(BUILT)]))).toEqual(finds)
  })

  const misnamed = (path: string, system = 'macOS'): readonly string[] => [
    `error: /${path} is for ${system}, not for linux/arm64; its name says linux and arm64.`,
  ]

  test.each([
    { path: 'opt/x/tool-linux-arm64', is: true },
    { path: 'opt/x/tool_Linux_aarch64', is: true },
    { path: 'opt/linux-arm64/tool', is: true },
    { path: 'opt/linux-arm64/bin/tool', is: true },
    { path: 'opt/linux-arm64/a/bin/tool', is: false },
    { path: 'opt/linux/a/tool-arm64', is: true },
    { path: 'opt/linux/a/b/tool-arm64', is: false },
    { path: 'opt/x/tool-linux-amd64', is: false },
    { path: 'opt/x/tool-linux', is: false },
    { path: 'opt/x/tool-arm64', is: false },
    { path: 'opt/x/tool-linux-arm64-darwin', is: false },
  ])('$path is misnamed: $is', async ({ path, is }) => {
    expect(await findingsOf([macProgram(path)])).toEqual(is ? misnamed(path) : [])
    expect(await findingsOf([macProgram(path)], 'linux/arm64', [path])).toEqual([])
  })

  test('a program of Windows may be misnamed, too', async () => {
    const path = 'opt/x/tool-linux-arm64'
    expect(await findingsOf([windowsProgram(path)])).toEqual(misnamed(path, 'Windows'))
  })

  test('a misnamed program in PATH is reported once', async () => {
    expect(await findingsOf([macProgram('usr/bin/tool-linux-arm64')])).toEqual([
      'error: /usr/bin/tool-linux-arm64 is a macOS program, and is in the PATH of the image for linux/arm64.',
    ])
  })
})

describe('the files of a package', () => {
  test('are one finding', async () => {
    const files = ['a', 'b'].map((name) => program(`${SITE}/x/${name}.so`, 'amd64'))
    const entries = wheel(SITE, 'x', ['cp312-cp312-manylinux2014_x86_64'], files)
    expect(await findingsOf(entries)).toEqual([
      `error: the wheel x is for linux/amd64, as ${INFO} says, not for linux/arm64: /${SITE}/x/a.so.`,
    ])
  })

  test('that only some machines run are a warning', async () => {
    const entries = wheel(SITE, 'x', ['cp312-cp312-linux_armv7l'], [program(`${SITE}/x/a.so`, 'arm')])
    expect(await findingsOf(entries)).toEqual([
      `warning: the wheel x is for linux/arm, as ${INFO} says, not for linux/arm64: /${SITE}/x/a.so.`,
    ])
  })

  test('are two findings if they are of two packages', async () => {
    const entries = ['x', 'y'].flatMap((name) =>
      wheel(SITE, name, ['cp312-cp312-manylinux2014_x86_64'], [program(`${SITE}/${name}/a.so`, 'amd64')]),
    )
    expect(await findingsOf(entries)).toHaveLength(2)
  })
})

describe('a file for another machine', () => {
  const TOOL = `${MODULES}/tool`
  const tool = (...entries: readonly NewEntry[]): readonly NewEntry[] => npm(TOOL, { name: 'tool' }, entries)
  const helper = (path: string): readonly string[] => [
    `warning: the npm package tool does not say that it is for another machine (/${TOOL}/package.json), but /${path} in it is for amd64, not for linux/arm64.`,
  ]

  test.each(['bin/helper', 'tool', 'lib/x-amd64'])('in a package for all machines: %s', async (name) => {
    expect(await findingsOf(tool(program(`${TOOL}/${name}`, 'amd64')))).toEqual(helper(`${TOOL}/${name}`))
  })

  test.each([
    {
      ...{ what: 'linked from PATH', path: `${TOOL}/bin/x` },
      entries: [{ path: 'usr/bin/x', type: '2', target: `/${TOOL}/bin/x` }],
      finds: 'the link /usr/bin/x in PATH points to it',
    },
    { what: 'misnamed', path: `${TOOL}/x-arm64.node`, entries: [], finds: 'its name says arm64' },
    {
      ...{ what: 'named by a variable', path: `${TOOL}/chrome`, entries: [] },
      finds: 'the variable CHROME_BIN names it',
    },
  ])('in such a package, but $what', async ({ path, entries, finds }) => {
    const config = { Env: ['PATH=/usr/bin', `CHROME_BIN=/${TOOL}/chrome`] }
    expect(
      await findingsOf([...entries, ...tool(program(path, 'amd64'))], 'linux/arm64', [], config),
    ).toEqual([`error: /${path} is for amd64, not for linux/arm64; ${finds}.`])
  })

  test("in such a package, but in the loader's folder for another machine", async () => {
    const folder = 'usr/lib/x86_64-linux-gnu/nodejs/tool'
    const json = { name: 'tool', os: ['linux'], cpu: ['arm64'] }
    expect(await findingsOf(npm(folder, json, [program(`${folder}/x.node`, 'amd64')]))).toEqual([
      `error: /${folder}/x.node is for amd64, not for linux/arm64; the folder x86_64-linux-gnu looks like a copy from an image for that machine.`,
    ])
  })

  test('in such a package, but a started program needs it', async () => {
    const loader = '/lib/ld-linux-aarch64.so.1'
    const entries = [
      program(loader.slice(1), 'arm64'),
      program('srv/app', 'arm64', { interpreter: loader, needed: ['libx.so'], runpath: `/${TOOL}/lib` }),
      ...tool(program(`${TOOL}/lib/libx.so`, 'amd64')),
    ]
    const findings = await findingsOf(entries, 'linux/arm64', [], { Entrypoint: ['/srv/app'] })
    expect(findings).toEqual([
      `error: /${TOOL}/lib/libx.so is for amd64, not for linux/arm64; /srv/app needs it.`,
    ])
  })

  test('in such a package, but fetched by a tool in it', async () => {
    const path = `${TOOL}/.local-browsers/chromium-1187/chrome`
    expect(await findingsOf(tool(program(path, 'amd64')))).toEqual([
      `error: /${path} is for amd64, not for linux/arm64; such a file is compiled or fetched for the machine that installs it.`,
    ])
  })

  test.each([
    { what: 'one more machine', files: [], finds: helper(`${TOOL}/a`) },
    { what: 'two more machines', files: [program(`${TOOL}/c`, 's390x')], finds: [] },
    {
      what: 'an object file, which is not a program for a machine',
      files: [program(`${TOOL}/c.o`, 's390x', { type: 1 })],
      finds: [
        ...helper(`${TOOL}/a`),
        `notice: /${TOOL}/c.o is for s390x, which no image for linux/arm64 runs.`,
      ],
    },
    {
      what: 'a program for a graphics card',
      files: [file(`${TOOL}/c.cubin`, elf({ class: 64, endian: 'little', elfMachine: 190 }, { type: 2 }))],
      finds: [
        ...helper(`${TOOL}/a`),
        `notice: /${TOOL}/c.cubin is for NVIDIA CUDA, which no image for linux/arm64 runs.`,
      ],
    },
    {
      what: 'a file of a test',
      files: [program(`${TOOL}/testdata/c`, 's390x')],
      finds: helper(`${TOOL}/a`),
    },
    {
      what: 'a file for Android',
      files: [program(`${TOOL}/android-x86/c`, '386')],
      finds: helper(`${TOOL}/a`),
    },
  ])('in a package with files for the platform and $what', async ({ files, finds }) => {
    const [foreign, right] = [program(`${TOOL}/a`, 'amd64'), program(`${TOOL}/b`, 'arm64')]
    expect(await findingsOf(tool(foreign, right, ...files))).toEqual(finds)
  })

  test.each(['testdata/b', 'arm64-v8a/b'])(
    'in a package whose only file for the machine is %s',
    async (right) => {
      const foreign = [program(`${TOOL}/a`, 'amd64'), program(`${TOOL}/c`, 's390x')]
      expect(await findingsOf(tool(...foreign, program(`${TOOL}/${right}`, 'arm64')))).toEqual(
        helper(`${TOOL}/a`),
      )
    },
  )

  test('in a wheel for another machine that has files for several', async () => {
    const files = ['x64', 's390x'].map((word) => `${SITE}/x/lib-linux-${word}.so`)
    const entries = [program(files[0] ?? '', 'amd64'), program(files[1] ?? '', 's390x')]
    expect(await findingsOf(wheel(SITE, 'x', ['cp312-cp312-manylinux2014_x86_64'], entries))).toEqual([
      `error: the wheel x is for linux/amd64, as ${INFO} says, not for linux/arm64: /${files[0]}.`,
    ])
  })

  test.each([
    { amd64: 'a.cpython-312-x86_64-linux-gnu.so', arm64: 'a.cpython-312-aarch64-linux-gnu.so' },
    { amd64: 'a.linux-x64-gnu.node', arm64: 'a.linux-arm64-gnu.node' },
    {
      amd64: 'libquery_engine-debian-openssl-3.0.x.so.node',
      arm64: 'libquery_engine-linux-arm64-openssl-3.0.x.so.node',
    },
  ])('whose name says so, with one for the platform in another folder: $amd64', async ({ amd64, arm64 }) => {
    const right = program(`srv/arm64/${arm64}`, 'arm64')
    expect(await findingsOf([program(`srv/amd64/${amd64}`, 'amd64'), right])).toEqual([])
    expect(await findingsOf([program(`srv/amd64/${amd64}`, 'amd64')])).toHaveLength(1)
  })

  const X64 = `${MODULES}/@x/linux-x64`
  const forBoth = (...entries: readonly NewEntry[]): readonly NewEntry[] => [
    ...npm(X64, { name: '@x/linux-x64', os: ['linux'], cpu: ['x64'] }, entries),
    ...npm(`${MODULES}/@x/linux-arm64`, { name: '@x/linux-arm64', os: ['linux'], cpu: ['arm64'] }, []),
  ]
  const BPF = elf({ class: 64, endian: 'little', elfMachine: 247 }, { type: 1 })

  test('in a package that is next to the one for the platform', async () => {
    expect(await findingsOf(forBoth(program(`${X64}/bin/x`, 'amd64')))).toEqual([])
  })

  test.each([
    { what: 'for the kernel', entry: file(`${X64}/x.o`, BPF), machine: 'BPF' },
    {
      what: 'for a graphics card',
      entry: file(`${X64}/x.o`, elf({ class: 64, endian: 'little', elfMachine: 190 }, { type: 2 })),
      machine: 'NVIDIA CUDA',
    },
    { what: 'an object file', entry: program(`${X64}/x.o`, 'amd64', { type: 1 }), machine: 'amd64' },
  ])('in such a package, which no image runs: $what', async ({ entry, machine }) => {
    expect(await findingsOf(forBoth(entry))).toEqual([
      `notice: /${X64}/x.o is for ${machine}, which no image for linux/arm64 runs.`,
    ])
  })

  const ARM64 = `${MODULES}/@x/linux-arm64`
  const forPlatform = (...entries: readonly NewEntry[]): readonly NewEntry[] =>
    npm(ARM64, { name: '@x/linux-arm64', os: ['linux'], cpu: ['arm64'] }, entries)
  const inPackage = (path: string, machine: string): readonly string[] => [
    `warning: the npm package @x/linux-arm64 does not say that it is for another machine (/${ARM64}/package.json), but /${path} in it is for ${machine}, not for linux/arm64.`,
  ]

  test('in a package for the platform, which says so: nothing', async () => {
    expect(await findingsOf(forPlatform(program(`${ARM64}/lib/amd64/x`, 'amd64')))).toEqual([])
  })

  test('in a package for the platform, of a machine that no platform has', async () => {
    const bytes = elf({ class: 64, endian: 'big', elfMachine: 4711 })
    const path = `${MODULES}/plain/lib/x`
    const plain = npm(`${MODULES}/plain`, { name: 'plain', os: ['linux'], cpu: ['arm64'] }, [
      file(path, bytes),
    ])
    expect(await findingsOf(plain)).toEqual([
      `notice: /${path} is for ELF machine 4711, 64 bits, big-endian, which no image for linux/arm64 runs.`,
    ])
  })

  test('in a package for the platform, whose name says a third one', async () => {
    const path = `${ARM64}/lib/s390x/x`
    expect(await findingsOf(forPlatform(program(path, 'amd64')))).toEqual(inPackage(path, 'amd64'))
  })

  test('in a package, where tests have files for all machines: nothing', async () => {
    const entries = [program(`${SITE}/x/testdata/a.so`, 'amd64')]
    expect(await findingsOf(wheel(SITE, 'x', ['cp312-cp312-manylinux2014_x86_64'], entries))).toEqual([])
  })

  test.each([
    { target: '.NETCoreApp,Version=v8.0', finds: [] },
    {
      target: '.NETCoreApp,Version=v8.0/linux-arm64',
      finds: [
        'warning: the .NET application App does not say that it is for another machine (/app/App.deps.json), but /app/App in it is for amd64, not for linux/arm64.',
      ],
    },
  ])('that is the host of a .NET application for $target', async ({ target, finds }) => {
    const entries = [file('app/App.deps.json', deps(target)), program('app/App', 'amd64')]
    expect(await findingsOf(entries)).toEqual(finds)
  })
})

const claim = (format: FormatName, more: Partial<Claim> = {}): Claim => ({
  ...{ format, name: '', systems: [], archs: [], libcs: [] },
  ...more,
})
const package_ = (format: FormatName, metadata: string): Package => ({
  ...{ claim: claim(format), name: 'x', metadata, family: 'x' },
})

test.each([
  { format: 'wheel', metadata: '/a/x.dist-info/WHEEL', path: '/a/x/y/z.so', is: '/a/x' },
  { format: 'wheel', metadata: '/a/x.dist-info/WHEEL', path: '/a/z.so', is: '/a/z.so' },
  { format: 'wheel', metadata: '/a/x.dist-info/WHEEL', path: '/bin/z', is: '/bin/z' },
  { format: 'wheel', metadata: '/a/x.dist-info/WHEEL', path: '/ab/z', is: '/ab/z' },
  {
    format: 'wheel',
    metadata: '/a/site-packages/x.dist-info/WHEEL',
    path: '/a/site-packages/x/y/z.so',
    is: '/a/site-packages/x',
  },
  { format: 'npm', metadata: '/a/tool/package.json', path: '/a/tool/b/c.node', is: '/a/tool' },
  { format: 'npm', metadata: '/a/tool/package.json', path: '/a/tool2/c.node', is: '/a/tool2/c.node' },
  {
    format: 'npm',
    metadata: '/a/node_modules/x/package.json',
    path: '/a/node_modules/x/b/c',
    is: '/a/node_modules/x',
  },
  { format: 'dpkg', metadata: '/a/b/status', path: '/a/b/c', is: '/a/b/c' },
  { format: 'gem', metadata: '/g/gems/x-1.0', path: '/g/gems/x-1.0/lib/x.so', is: '/g/gems/x-1.0' },
] as const)('$path of the $format in $metadata is excluded by $is', ({ format, metadata, path, is }) => {
  expect(ignorePathOf(path, package_(format, metadata))).toBe(is)
})

test.each([
  { systems: [], archs: ['amd64'], on: 'linux/arm64', is: ['linux/amd64'] },
  {
    systems: ['linux', 'darwin'],
    archs: ['amd64', 'arm/v7'],
    on: 'linux/arm64',
    is: ['linux/amd64', 'linux/arm/v7'],
  },
  {
    ...{ systems: ['darwin', 'windows'], archs: ['amd64', '386'], on: 'linux/arm64' },
    is: ['darwin/amd64', 'darwin/386', 'windows/amd64', 'windows/386'],
  },
  { systems: ['linux'], archs: [], on: 'linux/arm64', is: [] },
])('a package for $systems and $archs claims $is', ({ systems, archs, on, is }) => {
  expect(claimedPlatforms(claim('npm', { systems, archs }), parsePlatform(on))).toEqual(is)
})

test('texts from a package are printable in its verdict', () => {
  const ue = Buffer.from('ü').toString('latin1')
  const odd = { ...package_('npm', `/${ue}\n`), name: `${ue}\t` }
  expect(packageVerdict(odd, 'built', ['linux/\u0007'], 'amd64', `/${ue}\r`)).toEqual({
    ...{ rule: 'package', problem: 'built', format: 'npm', claimed: ['linux/\\x07'], actual: 'amd64' },
    ...{ name: 'ü\\x09', metadata: '/ü\\x0a', ignore: '/ü\\x0d' },
  })
})

test('something is reported once', () => {
  const context = newPackageContext(treeOf({ programs: [] }))
  expect(['a', 'b', 'a', 'a'].map((key) => wasReported(context, key))).toEqual([false, false, true, true])
})

/** The loaders of glibc's ABI list (sourceware.org/glibc/wiki/ABIList) and of musl. */
test.each([
  ...['lib64/ld-linux-x86-64.so.2', 'lib/ld-linux.so.2', 'usr/lib/ld-linux-aarch64.so.1'].map((path) => ({
    path,
    libcs: ['glibc'],
  })),
  ...['lib/ld-linux-armhf.so.3', 'lib/ld64.so.1', 'usr/lib64/ld64.so.2', 'lib/ld.so.1'].map((path) => ({
    path,
    libcs: ['glibc'],
  })),
  { path: 'lib/ld-linux-riscv64-lp64d.so.1', libcs: ['glibc'] },
  { path: 'lib/ld-musl-x86_64.so.1', libcs: ['musl'] },
  ...['lib/ld-2.31.so', 'lib/ld-linux.so.10', 'lib/xld.so.1', 'lib/ld.so.1.old', 'lib/libc.so.6'].map(
    (path) => ({ path, libcs: [] }),
  ),
  ...['lib/ld-musl-x86_64.so.2', 'lib/xld-musl-x86_64.so.1', 'lib/ld-musl-x86_64.so.10'].map((path) => ({
    path,
    libcs: [],
  })),
  { path: 'opt/lib/ld-linux.so.2', libcs: [] },
])('$path is the loader of $libcs', ({ path, libcs }) => {
  expect(libcsOf(treeOf({ programs: [path] }))).toEqual(libcs)
})

test('an image may have both C libraries', () => {
  const programs = ['lib/ld-musl-x86_64.so.1', 'lib64/ld-linux-x86-64.so.2']
  expect(libcsOf(treeOf({ programs }))).toEqual(['glibc', 'musl'])
})

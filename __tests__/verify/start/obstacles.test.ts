/** What keeps an image from starting: obstacles, levels of the processor, and programs in PATH. */
import { describe, expect, test } from '@jest/globals'
import { parsePlatform } from '../../../src/platforms/platform.ts'
import type { Severity, Verdict } from '../../../src/verify/finding.ts'
import { newReport, type Report } from '../../../src/verify/findings.ts'
import type { Image } from '../../../src/verify/image.ts'
import { factsOf, find, ROOT, type Tree } from '../../../src/verify/layer/tree.ts'
import type { ElfIdentity } from '../../../src/verify/machines.ts'
import type { Obstacle, Program, Start, StartProblem } from '../../../src/verify/start/entrypoint.ts'
import { type BuiltProgram, missingLevelOf, reportLevels } from '../../../src/verify/start/levels.ts'
import { type Linking, UNKNOWN_LINKING } from '../../../src/verify/start/linking.ts'
import { reportStart } from '../../../src/verify/start/obstacles.ts'
import { reportPathPrograms } from '../../../src/verify/start/path-programs.ts'
import {
  elfFile,
  formatFile,
  identityOf,
  linksOf,
  type NewFile,
  plainFile,
  scriptFile,
  symlink,
  treeOfFiles,
} from '../layer/new-tree.ts'

type Found = readonly [severity: Severity, path: string, verdict: Verdict]

function newReportOn(platform: string, more: Partial<Image> = {}): Report {
  const image: Image = {
    ...{ platform: parsePlatform(platform), digest: '', size: 0, layers: [], diffIds: [], instructions: [] },
    ...{ env: [], workingDir: '', argv: [], healthcheck: [], findings: [], ...more },
  }
  return newReport(image, [])
}

function foundIn({ kept }: Report): readonly Found[] {
  return [...kept.error, ...kept.warning, ...kept.notice].map(({ severity, path, verdict }) => [
    severity,
    path,
    verdict,
  ])
}

/** The same, in few words. */
const shortOf = (report: Report): readonly string[] =>
  foundIn(report).map(([severity, path, { rule }]) => `${severity} ${rule} ${path}`.trim())

const LOADER = '/lib64/ld-linux-x86-64.so.2'
const nothingIgnored = (): boolean => false

function programAt(tree: Tree, path: string, more: Partial<Program> = {}): Program {
  const node = find(tree, path)
  const { identity = identityOf('amd64'), detail } = factsOf(tree, node)
  const links = detail?.kind === 'links' ? detail : undefined
  return { node, path, identity, links, folder: ROOT, isSure: true, ...more }
}

describe('the processor that a program needs', () => {
  const arm = (armVersion: number, goSetting = ''): ElfIdentity =>
    identityOf('arm', { armVersion, goSetting })
  const x86 = (x86Level: number): ElfIdentity => identityOf('amd64', { x86Level })
  const linked = linksOf({ interpreter: LOADER })
  const files = [
    elfFile('lib/level3', undefined, { identity: x86(3) }),
    elfFile('lib/plain'),
    scriptFile('lib/script', '/bin/sh'),
    elfFile('opt/ld.so', undefined, { identity: x86(3) }),
  ]
  const tree = treeOfFiles(files)
  const v3 = { rule: 'x86-level', needed: 3 }
  const withLoader = (interpreter: string): Partial<BuiltProgram> => ({ links: linksOf({ interpreter }) })

  const ROWS: readonly (Partial<BuiltProgram> & {
    readonly what: string
    readonly identity: ElfIdentity
    readonly on: string
    readonly is: object | undefined
  })[] = [
    { what: 'level 1 on v1', identity: x86(1), on: 'linux/amd64', is: undefined },
    { what: 'no level on v1', identity: x86(0), on: 'linux/amd64', is: undefined },
    { what: 'level 3 on v1', identity: x86(3), on: 'linux/amd64', is: v3 },
    { what: 'level 3 on v3', identity: x86(3), on: 'linux/amd64/v3', is: undefined },
    { what: 'level 4 on v3', identity: x86(4), on: 'linux/amd64/v3', is: { rule: 'x86-level', needed: 4 } },
    {
      what: 'level 3 with a loader of that level',
      ...withLoader('/lib/level3'),
      ...{ identity: x86(3), on: 'linux/amd64', is: undefined },
    },
    {
      what: 'level 4 with a loader of level 3',
      ...withLoader('/lib/level3'),
      ...{ identity: x86(4), on: 'linux/amd64', is: { rule: 'x86-level', needed: 4 } },
    },
    ...['/lib/plain', '/lib/script', '/lib/missing', 'ld.so'].map((path) => ({
      what: `level 3 with the loader ${path}`,
      ...withLoader(path),
      ...{ identity: x86(3), on: 'linux/amd64', is: v3 },
    })),
    {
      what: 'level 3 with a loader of that level in its folder',
      ...withLoader('ld.so'),
      ...{ folder: find(tree, '/opt'), identity: x86(3), on: 'linux/amd64', is: undefined },
    },
    {
      what: 'arm v7 on v6',
      ...{ links: linked, identity: arm(7), on: 'linux/arm/v6', is: { rule: 'arm-version', needed: 7 } },
    },
    { what: 'arm v7 on v7', links: linked, identity: arm(7), on: 'linux/arm/v7', is: undefined },
    {
      what: 'arm v7 on v6 by Go',
      ...{ identity: arm(7, 'GOARM=7'), on: 'linux/arm/v6', is: { rule: 'arm-version', needed: 7 } },
    },
    {
      what: 'arm v7 on v6 in a part that may not be used',
      identity: arm(7),
      on: 'linux/arm/v6',
      is: undefined,
    },
    {
      what: 'a Go setting',
      identity: identityOf('arm64', { goSetting: 'GOARM64=v9.0' }),
      ...{ on: 'linux/arm64', is: { rule: 'go-setting', setting: 'GOARM64=v9.0' } },
    },
    {
      what: 'the Go setting that every machine has',
      ...{ identity: identityOf('arm64', { goSetting: 'GOARM64=v8.0' }), on: 'linux/arm64', is: undefined },
    },
  ]

  test.each(ROWS)('$what', ({ identity, links, folder = ROOT, on, is }) => {
    expect(missingLevelOf(tree, { identity, links, folder }, parsePlatform(on))).toEqual(is)
  })

  test.each([
    { what: 'sure, and started', identity: x86(3), isSure: true, on: 'linux/amd64', is: ['error'] },
    { what: 'sure, but a guess', identity: x86(3), isSure: false, on: 'linux/amd64', is: ['warning'] },
    { what: 'not sure', identity: arm(7), isSure: true, on: 'linux/arm/v6', is: ['warning'] },
    { what: 'no more than it has', identity: x86(1), isSure: true, on: 'linux/amd64', is: [] },
  ])('is reported if that is $what', ({ identity, isSure, on, is }) => {
    const report = newReportOn(on)
    reportLevels(report, tree, programAt(tree, '/lib/plain', { identity, isSure }))
    expect(foundIn(report).map(([severity, path]) => `${severity} ${path}`)).toEqual(
      is.map((severity) => `${severity} /lib/plain`),
    )
  })
})

const MUSL = elfFile('lib/ld-musl-x86_64.so.1')
const glibc = (path: string, interpreter = LOADER): NewFile => elfFile(path, { interpreter })

describe('programs in PATH', () => {
  const leveled = (path: string, x86Level: number): NewFile =>
    elfFile(path, undefined, { identity: identityOf('amd64', { x86Level }) })

  interface Row {
    readonly what: string
    readonly files: readonly NewFile[]
    readonly path?: string
    readonly on?: string
    readonly started?: string
    readonly ignored?: string
    readonly is: readonly string[]
  }
  const ROWS: readonly Row[] = [
    { what: 'level 2', files: [leveled('bin/a', 2)], is: ['warning x86-level /bin/a'] },
    { what: 'a program that is started', files: [leveled('bin/a', 2)], started: '/bin/a', is: [] },
    { what: 'in a folder that PATH lacks', files: [leveled('opt/a', 2)], is: [] },
    {
      what: 'in a folder of its own PATH',
      ...{ files: [leveled('opt/a', 2), leveled('bin/b', 3)], path: '/none:/opt:/opt/' },
      is: ['warning x86-level /opt/a'],
    },
    { what: 'in a relative folder', files: [leveled('opt/a', 2)], path: 'opt:.', is: [] },
    {
      what: 'each level once, and not where it is ignored',
      files: [leveled('bin/d', 2), leveled('bin/c', 3), leveled('bin/b', 3), leveled('bin/a', 2)],
      ...{ ignored: '/bin/a', is: ['warning x86-level /bin/b', 'warning x86-level /bin/d'] },
    },
    { what: 'a program for another machine', files: [MUSL, glibc('bin/a')], on: 'linux/arm64', is: [] },
    { what: 'scripts', files: [MUSL, scriptFile('bin/a', '/bin/none')], is: [] },
    { what: 'a missing loader', files: [MUSL, glibc('bin/a')], is: ['error interpreter /bin/a'] },
    { what: 'a missing loader in FreeBSD', files: [MUSL, glibc('bin/a')], on: 'freebsd/amd64', is: [] },
    { what: 'a missing loader in an image without any', files: [glibc('bin/a')], is: [] },
    { what: 'an existing loader', files: [elfFile(LOADER), glibc('bin/a')], is: [] },
    { what: 'no loader', files: [MUSL, elfFile('bin/a', {}), elfFile('bin/b')], is: [] },
    {
      what: 'a level before a missing loader',
      files: [MUSL, { ...glibc('bin/a'), identity: identityOf('amd64', { x86Level: 2 }) }],
      is: ['warning x86-level /bin/a'],
    },
  ]

  test.each(ROWS)('$what', ({ files, path, on = 'linux/amd64', started = '', ignored, is }) => {
    const tree = treeOfFiles(files)
    const report = newReportOn(on, { env: path === undefined ? [] : [`PATH=${path}`] })
    reportPathPrograms(report, tree, new Set([find(tree, started)]), (each) => each === ignored)
    expect(shortOf(report)).toEqual(is)
  })

  test.each([
    { interpreter: LOADER, is: true },
    { interpreter: '/lib/ld-linux.so.2', is: true },
    { interpreter: '/lib/ld-linux-x86-64_v2.so.1', is: true },
    { interpreter: '/lib/ld-musl-i386.so.1', is: true },
    { interpreter: '/lib64/ld64.so.2', is: true },
    { interpreter: '/opt/x/lib/ld64.so.1', is: true },
    { interpreter: '/lib/ld-musl-.so.1', is: false },
    { interpreter: '/ld64.so.2', is: false },
    { interpreter: 'lib/ld64.so.2', is: false },
    { interpreter: './lib/ld64.so.2', is: false },
    { interpreter: '/lib/old64.so.2', is: false },
    { interpreter: '/lib64/ld64.so.2/x', is: false },
    { interpreter: '/lib64/ld64.so.22', is: false },
    { interpreter: '/lib64/ld64.so.x', is: false },
    { interpreter: '/lib64/ld-lsb-x86-64.so.3', is: false },
    { interpreter: '/system/bin/linker64', is: false },
  ])('lack $interpreter of another C library: $is', ({ interpreter, is }) => {
    const report = newReportOn('linux/amd64')
    reportPathPrograms(report, treeOfFiles([MUSL, glibc('bin/a', interpreter)]), new Set(), nothingIgnored)
    const verdict: Verdict = { rule: 'interpreter', of: 'program', interpreter }
    expect(foundIn(report)).toEqual(is ? [['error', '/bin/a', verdict]] : [])
  })
})

const NO_START: Start = {
  ...{ file: undefined, programs: [], words: [], scripts: [], obstacles: [], setsLibraryPath: false },
}

interface StartRow {
  readonly files: readonly NewFile[]
  readonly on?: string
  readonly env?: readonly string[]
  readonly ignored?: string
  readonly start?: (tree: Tree) => Partial<Start>
  readonly linking?: (tree: Tree) => Partial<Linking>
}

function reportOf({ files, on = 'linux/amd64', env = [], ignored, ...row }: StartRow): Report {
  const tree = treeOfFiles(files)
  const report = newReportOn(on, { env })
  const start = { ...NO_START, ...row.start?.(tree) }
  const linking = { ...UNKNOWN_LINKING, ...row.linking?.(tree) }
  reportStart(report, tree, start, linking, (path) => path === ignored)
  return report
}

describe('an obstacle', () => {
  const files = [plainFile('srv/a')]
  const obstacle = (make: (node: number) => Obstacle) => (tree: Tree) => ({
    obstacles: [make(find(tree, '/srv/a'))],
  })

  test('is a missing program, with an unprintable name', () => {
    const start = obstacle(() => ({ kind: 'missing', word: 'a\x1b' }))
    const verdict: Verdict = { rule: 'entrypoint', problem: 'missing', program: 'a\\x1b' }
    expect(foundIn(reportOf({ files, start }))).toEqual([['warning', '', verdict]])
  })

  test.each<StartProblem>(['no execute bit', 'empty', 'no program', 'truncated'])('is a file: %s', (why) => {
    const start = obstacle((node) => ({ kind: 'unfit', node, why }))
    const verdict = { rule: 'entrypoint', problem: why }
    expect(foundIn(reportOf({ files, start }))).toEqual([['error', '/srv/a', verdict]])
    expect(foundIn(reportOf({ files, start, ignored: '/srv/a' }))).toEqual([['warning', '/srv/a', verdict]])
  })

  test('is a file in another format', () => {
    const start = obstacle((node) => ({ kind: 'unfit', node, why: 'HTML page' }))
    expect(foundIn(reportOf({ files, start }))).toEqual([
      ['error', '/srv/a', { rule: 'entrypoint', problem: 'other format', format: 'HTML page' }],
    ])
  })

  test.each([
    { interpreter: '/bin/x', isSure: true, ignored: '', is: 'error', endsInCr: false },
    { interpreter: '/bin/x', isSure: false, ignored: '', is: 'warning', endsInCr: false },
    { interpreter: '/bin/x', isSure: true, ignored: '/srv/a', is: 'warning', endsInCr: false },
    { interpreter: '/bin/x\r', isSure: true, ignored: '', is: 'error', endsInCr: true },
  ])('is a script without $interpreter, sure: $isSure, ignored: $ignored', (row) => {
    const { interpreter, isSure, ignored, is, endsInCr } = row
    const start = obstacle((node) => ({ kind: 'orphan', node, interpreter, isSure }))
    const shown = interpreter.replace('\r', '\\x0d')
    expect(foundIn(reportOf({ files, start, ignored }))).toEqual([
      [is, '/srv/a', { rule: 'interpreter', of: 'script', interpreter: shown, endsInCr }],
    ])
  })
})

describe('a started program', () => {
  const flags = (float: number): Partial<NewFile> => ({ identity: identityOf('arm', { flags: float }) })
  const HARD = flags(0x05000400)
  const SOFT = flags(0x05000200)
  const noLoader: Verdict = { rule: 'interpreter', of: 'program', interpreter: LOADER }
  const ROWS: readonly (StartRow & {
    readonly what: string
    readonly program?: Partial<Program>
    readonly is: readonly Found[]
  })[] = [
    { what: 'without its loader', files: [glibc('srv/a')], is: [['error', '/srv/a', noLoader]] },
    {
      what: 'without its loader, perhaps',
      ...{ files: [glibc('srv/a')], program: { isSure: false }, is: [['warning', '/srv/a', noLoader]] },
    },
    { what: 'with its loader', files: [glibc('srv/a'), elfFile(LOADER)], is: [] },
    { what: 'that is ignored', files: [glibc('srv/a')], ignored: '/srv/a', is: [] },
    { what: 'for another machine', files: [glibc('srv/a')], on: 'linux/arm64', is: [] },
    { what: 'for another system', files: [glibc('srv/a')], on: 'freebsd/amd64', is: [] },
    { what: 'without a loader', files: [elfFile('srv/a', {})], is: [] },
    { what: 'of which no more is known', files: [elfFile('srv/a')], is: [] },
    {
      what: 'with a loader in its folder only',
      files: [glibc('srv/a', './ld.so'), elfFile('srv/ld.so')],
      is: [['error', '/srv/a', { rule: 'interpreter', of: 'program', interpreter: './ld.so' }]],
    },
    {
      what: 'with soft float, and a loader with hard float',
      ...{ files: [{ ...glibc('srv/a', '/ld'), ...SOFT }, elfFile('ld', {}, HARD)], on: 'linux/arm/v7' },
      is: [['error', '/srv/a', { rule: 'float', loader: '/ld' }]],
    },
    {
      what: 'with soft float, and a loader with hard float, perhaps',
      ...{ files: [{ ...glibc('srv/a', '/ld'), ...SOFT }, elfFile('ld', {}, HARD)], on: 'linux/arm/v7' },
      ...{ program: { isSure: false }, is: [['warning', '/srv/a', { rule: 'float', loader: '/ld' }]] },
    },
    {
      what: 'with hard float, as its loader',
      ...{
        files: [{ ...glibc('srv/a', '/ld'), ...HARD }, elfFile('ld', {}, HARD)],
        on: 'linux/arm/v7',
        is: [],
      },
    },
    {
      what: 'with a loader that is not a program',
      ...{ files: [{ ...glibc('srv/a', '/ld'), ...SOFT }, plainFile('ld')], on: 'linux/arm/v7', is: [] },
    },
    {
      what: 'that needs a level',
      files: [elfFile('srv/a', undefined, { identity: identityOf('amd64', { x86Level: 3 }) })],
      is: [['error', '/srv/a', { rule: 'x86-level', needed: 3 }]],
    },
  ]

  test.each(ROWS)('$what', ({ what, program, is, ...row }) => {
    const start = (tree: Tree) => ({ programs: [programAt(tree, '/srv/a', program)] })
    expect(foundIn(reportOf({ ...row, start }))).toEqual(is)
  })

  test('is not reported again as one in PATH', () => {
    const files = [elfFile('bin/a', undefined, { identity: identityOf('amd64', { x86Level: 3 }) })]
    const start = (tree: Tree) => ({ programs: [programAt(tree, '/bin/a')] })
    expect(shortOf(reportOf({ files, start }))).toEqual(['error x86-level /bin/a'])
    expect(shortOf(reportOf({ files }))).toEqual(['warning x86-level /bin/a'])
  })
})

describe('a missing library', () => {
  const files = [elfFile('srv/a'), elfFile('lib/liba.so')]
  const missing = (by: string) => (tree: Tree) => ({
    missing: [{ program: programAt(tree, '/srv/a'), node: find(tree, by), library: 'libz.so' }],
  })
  const preload = { missingPreloads: [{ path: '/x.so', node: -1, by: 'LD_PRELOAD' }] }

  test.each([
    { by: '/srv/a', loadedBy: '' },
    { by: '/lib/liba.so', loadedBy: '/srv/a' },
  ])('of $by', ({ by, loadedBy }) => {
    const linking = missing(by)
    const verdict: Verdict = { rule: 'library', library: 'libz.so', loadedBy }
    expect(foundIn(reportOf({ files, linking }))).toEqual([['warning', by, verdict]])
    expect(foundIn(reportOf({ files, linking, ignored: by }))).toEqual([])
    expect(foundIn(reportOf({ files, linking, ignored: '/srv/a' }))).toEqual([])
  })

  test('that is preloaded', () => {
    const verdict: Verdict = { rule: 'preload', library: '/x.so', by: 'LD_PRELOAD' }
    expect(foundIn(reportOf({ files, linking: () => preload }))).toEqual([['warning', '', verdict]])
    expect(foundIn(reportOf({ files, linking: () => preload, ignored: '/x.so' }))).toEqual([])
  })
})

describe('a file for another system, or a failed download', () => {
  interface Row extends StartRow {
    readonly what: string
    /** What it is, its path, and where it is found. */
    readonly is: readonly string[]
  }
  const PE = 'Windows program'
  const page = formatFile('usr/bin/a', 'HTML page')
  const truncated = (path: string, arch = 'amd64'): NewFile =>
    elfFile(path, undefined, { isCut: true, identity: identityOf(arch) })
  const ROWS: readonly Row[] = [
    { what: 'in PATH', files: [page], is: ['HTML page /usr/bin/a program'] },
    { what: 'in PATH, but ignored', files: [page], ignored: '/usr/bin/a', is: [] },
    { what: 'in PATH, on FreeBSD', files: [page], on: 'freebsd/amd64', is: [] },
    { what: 'elsewhere', files: [formatFile('srv/a', 'HTML page')], is: [] },
    {
      what: 'that is started, and reported as such',
      files: [page],
      start: (tree) => ({ obstacles: [{ kind: 'unfit', node: find(tree, '/usr/bin/a'), why: 'HTML page' }] }),
      is: ['other /usr/bin/a'],
    },
    {
      what: 'that is a script, and reported as such',
      files: [page],
      start: (tree) => ({
        obstacles: [{ kind: 'orphan', node: find(tree, '/usr/bin/a'), interpreter: 'x', isSure: true }],
      }),
      is: ['other /usr/bin/a', 'HTML page /usr/bin/a program'],
    },
    {
      what: 'in a folder of PATH, but not in an empty one, which is the working directory',
      ...{ files: [formatFile('a', PE), formatFile('opt/b', PE)], env: ['PATH=:/opt::/none'] },
      is: ['Windows program /opt/b program'],
    },
    {
      what: 'by a link',
      files: [formatFile('opt/a', PE), symlink('bin/b', '../opt/a'), symlink('bin/c', '/none')],
      is: ['Windows program /opt/a program'],
    },
    {
      what: 'by a link whose name says so',
      files: [formatFile('opt/a', PE), symlink('bin/a.exe', '../opt/a')],
      is: [],
    },
    {
      what: 'by a link to a file whose name says so',
      files: [formatFile('opt/a.exe', PE), symlink('bin/a', '../opt/a.exe')],
      is: [],
    },
    { what: 'a page with an extension', files: [formatFile('bin/a.txt', 'HTML page')], is: [] },
    {
      what: 'a page in a folder with an extension',
      ...{ files: [formatFile('opt/x.y/a', 'HTML page')], env: ['PATH=/opt/x.y'] },
      is: ['HTML page /opt/x.y/a program'],
    },
    {
      what: 'programs with an extension',
      files: [formatFile('bin/a.bin', PE), formatFile('bin/b.run', 'macOS program')],
      is: ['macOS program /bin/b.run program', 'Windows program /bin/a.bin program'],
    },
    { what: 'truncated', files: [truncated('bin/a')], is: ['truncated file /bin/a program'] },
    { what: 'truncated, and for another machine', files: [truncated('bin/a', 'arm64')], is: [] },
    { what: 'complete', files: [elfFile('bin/a')], is: [] },
    {
      what: 'as a library',
      files: ['a.so', 'b.so.1', 'c.so.1.22.3', 'd.soo', 'e.so.x', 'f.so.', 'g_so', 'h.so.1a'].map((name) =>
        truncated(`lib/${name}`),
      ),
      is: ['c.so.1.22.3', 'b.so.1', 'a.so'].map((name) => `truncated file /lib/${name} library`),
    },
    {
      what: 'as a library in LD_LIBRARY_PATH',
      ...{ files: [truncated('opt/a.so'), truncated('opt/b')], env: ['LD_LIBRARY_PATH=/opt'] },
      is: ['truncated file /opt/a.so library'],
    },
    {
      what: 'as a program, if its folder is for libraries as well',
      ...{ files: [truncated('lib/a.so')], env: ['PATH=/lib'] },
      is: ['truncated file /lib/a.so program'],
    },
  ]

  test.each(ROWS)('$what', ({ what, is, ...row }) => {
    const found = foundIn(reportOf(row)).map(([severity, path, verdict]) => {
      expect(severity).toBe('error')
      return verdict.rule === 'system' ? `${verdict.format} ${path} ${verdict.as}` : `other ${path}`
    })
    expect(found).toEqual(is)
  })

  test.each([
    ...['a.exe', 'a.DLL', 'a.com', 'a.sys', 'a.efi', 'a.scr', 'a.ocx', 'a.pyd', 'a.dylib', 'a.bundle'],
    ...['a.jnilib', 'a.winmd', 'a.mun', 'a.node', 'a-darwin', 'macos-a', 'mac-os-a', 'a_osx', 'a-apple'],
    ...['windows-a', 'a-win32', 'a-win64', 'a-mingw', 'a-cygwin', 'wine-a'],
  ])('is not there by mistake if its name is %s', (name) => {
    expect(foundIn(reportOf({ files: [formatFile(`bin/${name}`, PE)] }))).toEqual([])
  })

  test.each(['a-exe', 'exe.a', 'a.exe2', 'twin', 'mac', 'a-os'])('is a mistake if its name is %s', (name) => {
    expect(foundIn(reportOf({ files: [formatFile(`bin/${name}`, PE)] }))).toHaveLength(1)
  })
})

import { describe, expect, test } from '@jest/globals'
import type { Links } from '../../../src/verify/layer/inspect.ts'
import { factsOf, find, NOWHERE, pathOf, ROOT, type Tree } from '../../../src/verify/layer/tree.ts'
import { incompleteModules, presentNames } from '../../../src/verify/start/modules.ts'
import { type Process, processOf } from '../../../src/verify/start/process.ts'
import { elfFile, identityOf, type NewFile, treeOfFiles } from '../layer/new-tree.ts'

const GLIBC = '/lib64/ld-linux-x86-64.so.2'
const MUSL = '/lib/ld-musl-x86_64.so.1'

interface Case {
  readonly program: string
  readonly files: readonly NewFile[]
  /** Of the program. */
  readonly links?: Partial<Links>
  readonly loader?: string
  readonly ignored?: string
}

function processAt(tree: Tree, path: string): Process {
  const node = find(tree, path)
  const { identity = identityOf('amd64'), detail } = factsOf(tree, node)
  const links = detail?.kind === 'links' ? detail : undefined
  const process = processOf(tree, { node, path, identity, links, folder: ROOT, isSure: true }, [])
  if (process === undefined) throw new Error(`${path} has a loader`)
  return process
}

/** Modules with their language and the library that they lack. */
function incompleteIn({ program, files, links, loader = GLIBC, ignored }: Case): readonly string[] {
  const tree = treeOfFiles([elfFile(loader), elfFile(program, { interpreter: loader, ...links }), ...files])
  const modules = incompleteModules(tree, [processAt(tree, program)], (path) => path === ignored)
  return modules.map(({ node, language, library }) => `${language} ${pathOf(tree, node)} ${library}`)
}

const module = (path: string, ...needed: readonly string[]): NewFile => elfFile(path, { needed })

/** Whether a file is a module of a program that is started. */
const isModuleOf = (program: string, path: string): boolean =>
  incompleteIn({ program, files: [module(path, 'none.so')] }).length === 1

const SITE = '/usr/lib/python3.12/site-packages'

describe('the folders of modules', () => {
  test.each([
    ...['python', 'python3', 'python3.12', 'python3.12t', 'pypy3'].map((name) => ({
      name,
      path: `${SITE}/x.so`,
    })),
    ...['node', 'nodejs'].map((name) => ({ name, path: '/app/node_modules/x/y.node' })),
    ...['ruby', 'ruby3.3'].map((name) => ({ name, path: '/usr/lib/ruby/3.3/x.so' })),
    ...['php', 'php8.2', 'php-fpm', 'php-fpm8.2', 'php-cgi'].map((name) => ({
      ...{ name, path: '/usr/lib/php/20220829/gd.so' },
    })),
    ...['perl', 'perl5.36'].map((name) => ({ name, path: '/usr/lib/perl5/auto/X/X.so' })),
    { name: 'java', path: '/opt/jdk/lib/libjava.so' },
  ])('$path is loaded by $name, and by no other program', ({ name, path }) => {
    expect(isModuleOf(`/usr/bin/${name}`, path)).toBe(true)
    expect(isModuleOf(`/usr/bin/x${name}`, path)).toBe(false)
    expect(isModuleOf(`/usr/bin/${name}-x`, path)).toBe(false)
    expect(isModuleOf('/usr/bin/app', path)).toBe(false)
  })

  test.each([
    { path: `${SITE}/x.so`, is: true },
    { path: '/usr/lib/python3/dist-packages/a/b/x.abi3.so', is: true },
    { path: '/usr/lib/python3.12/lib-dynload/_x.cpython-312-x86_64-linux-gnu.so', is: true },
    { path: '/opt/site-packages/x.pypy39-pp73-x86_64-linux-gnu.so', is: true },
    { path: '/opt/site-packages/liba/x.so', is: true },
    { path: '/opt/site-packages/liba.so', is: false },
    { path: '/opt/site-packages/a.b.so', is: false },
    { path: '/opt/site-packages/x.abi3.y.so', is: false },
    { path: '/opt/site-packages/x.so.1', is: false },
    { path: '/opt/site-packages/.so', is: false },
    { path: '/opt/my-site-packages/x.so', is: false },
    { path: '/opt/site-packages-old/x.so', is: false },
    { path: '/opt/x.so', is: false },
    { path: '/usr/lib/python3.1/site-packages/x.so', is: false },
    { path: '/usr/lib/python3.9/site-packages/x.so', is: false },
    { path: '/usr/lib/python3/site-packages/x.cpython-39-x86_64-linux-gnu.so', is: false },
    { path: '/usr/lib/python3/site-packages/x.cpython-312.so', is: true },
    { path: '/usr/lib/python3.12/site-packages/x.cpython-311.so', is: false },
    { path: '/usr/lib/python3.11/site-packages/x.cpython-312.so', is: false },
    { path: '/python3.12.1/site-packages/x.so', is: true },
  ])('of Python 3.12: $path: $is', ({ path, is }) => {
    expect(isModuleOf('/usr/bin/python3.12', path)).toBe(is)
  })

  test('of a Python without a version: those of all versions', () => {
    expect(isModuleOf('/usr/bin/python3', '/usr/lib/python3.9/site-packages/x.cpython-39.so')).toBe(true)
  })

  test.each([
    ...[
      '_tkinter.cpython-312-x86_64-linux-gnu',
      'tbbpool.abi3',
      'omppool.abi3',
      '_torio_ffmpeg5',
      '_torio_ffmpeg',
    ],
    ...['cutensor', 'cusparselt', 'cudnn', 'nccl'].map((name) => `cuda/libs/${name}`),
  ])('of Python, but optional: %s', (name) => {
    expect(isModuleOf('/usr/bin/python3.12', `${SITE}/x/${name}.so`)).toBe(false)
    expect(isModuleOf('/usr/bin/python3.12', `${SITE}/x/${name.replace(/(\w+)(\.|$)/, 'x$1$2')}.so`)).toBe(
      true,
    )
  })

  test.each([
    { program: 'node', path: '/node_modules/y.node', is: true },
    { program: 'node', path: '/node_modules/x/y.node.bak', is: false },
    { program: 'node', path: '/node_modules/x/y.so', is: false },
    { program: 'node', path: '/modules/x/y.node', is: false },
    ...['gems/pg-1/lib', 'extensions/x/3.3/pg', 'vendor_ruby/x', 'site_ruby/x', 'ruby/a/b'].map((folder) => ({
      ...{ program: 'ruby', path: `/usr/lib/${folder}/pg.so`, is: true },
    })),
    { program: 'ruby', path: '/usr/lib/my_ruby/pg.so', is: false },
    { program: 'ruby', path: '/usr/lib/ruby/pg.so.1', is: false },
    { program: 'ruby', path: '/usr/lib/jruby/x/pg.so', is: false },
    { program: 'php', path: '/usr/local/lib/php/extensions/no-debug-non-zts-20230831/gd.so', is: true },
    { program: 'php', path: '/usr/lib/php/modules/gd.so', is: true },
    { program: 'php', path: '/usr/lib/php83/modules/gd.so', is: true },
    { program: 'php', path: '/usr/lib/php/extensions/gd.so', is: false },
    { program: 'php', path: '/usr/lib/php/extensions/a/b/gd.so', is: false },
    { program: 'php', path: '/usr/lib/php/2022082/gd.so', is: false },
    { program: 'php', path: '/usr/lib/php/202208290/gd.so', is: false },
    { program: 'php', path: '/usr/lib/phpx/modules/gd.so', is: false },
    { program: 'php', path: '/usr/lib/php/modules/gd.so.1', is: false },
    { program: 'perl', path: '/usr/lib/perl5/auto/DBD/mysql/mysql.so', is: true },
    { program: 'perl', path: '/usr/lib/perl5/auto/x.so', is: false },
    { program: 'perl', path: '/usr/lib/perl5/auto/X/X.so.1', is: false },
    { program: 'perl', path: '/usr/lib/perl5/X/X.so', is: false },
    ...['java', 'jli', 'zip', 'nio', 'net', 'jimage', 'verify'].map((name) => ({
      ...{ program: 'java', path: `/opt/jdk/lib/lib${name}.so`, is: true },
    })),
    { program: 'java', path: '/opt/jdk/lib/server/libjvm.so', is: true },
    { program: 'java', path: '/opt/jdk/jre/lib/amd64/server/libjvm.so', is: true },
    { program: 'java', path: '/opt/jdk/jre/lib/amd64/libzip.so', is: true },
    { program: 'java', path: '/usr/lib/jni/libx.so', is: true },
    { program: 'java', path: '/usr/lib/jni/a/libx.so', is: false },
    { program: 'java', path: '/usr/lib/jni/libx.so.1', is: false },
    { program: 'java', path: '/opt/jdk/lib/a/b/libzip.so', is: false },
    { program: 'java', path: '/opt/jdk/lib/libawt.so', is: false },
    { program: 'java', path: '/opt/jdk/lib/libzip.so.1', is: false },
    { program: 'java', path: '/opt/jdk/lib/client/libjvm.so', is: false },
  ])('of $program: $path: $is', ({ program, path, is }) => {
    expect(isModuleOf(`/usr/bin/${program}`, path)).toBe(is)
  })
})

describe('modules without their libraries', () => {
  const program = '/usr/bin/python3'
  const NODE = '/node_modules/x/prebuilds/linux-x64/x.node'
  const BUILT = '/node_modules/x/build/Release/x.node'

  test('are all that lack one, in the order of the image', () => {
    const files = [
      module(`${SITE}/b.so`, 'no1.so', 'no2.so'),
      module(`${SITE}/a.so`, 'no2.so', 'is.so'),
      module('/lib/is.so'),
    ]
    expect(incompleteIn({ program, files })).toEqual([
      `Python ${SITE}/b.so no1.so`,
      `Python ${SITE}/b.so no2.so`,
      `Python ${SITE}/a.so no2.so`,
    ])
    expect(incompleteIn({ program, files, ignored: `${SITE}/b.so` })).toEqual([`Python ${SITE}/a.so no2.so`])
  })

  test('are named by the library that lacks one, as far as the process does not have it', () => {
    const files = [
      module(`${SITE}/x.so`, 'a.so', 'b.so'),
      module('/lib/a.so', 'none.so'),
      module('/opt/b.so'),
    ]
    const links = { needed: ['b.so'], runpath: '/opt' }
    expect(incompleteIn({ program, links, files })).toEqual(['Python /lib/a.so none.so'])
  })

  test('are found by the RPATH of the program', () => {
    const files = [module(`${SITE}/x.so`, 'b.so'), module('/opt/b.so')]
    expect(
      incompleteIn({ program, links: { rpath: '/opt/x' }, files: [...files, module('/opt/x/b.so')] }),
    ).toEqual([])
  })

  test.each([
    { what: 'an existing file of this name', file: module('/opt/none.so.1.2'), is: false },
    {
      what: 'a file for another machine in its folder',
      file: elfFile('lib/none.so.1', {}, { identity: identityOf('arm64') }),
      is: false,
    },
    { what: 'a file of another name', file: module('/opt/none.so.12'), is: true },
  ])('are incomplete beside $what: $is', ({ file, is }) => {
    expect(incompleteIn({ program, files: [module(`${SITE}/x.so`, 'none.so.1'), file] })).toHaveLength(
      is ? 1 : 0,
    )
  })

  test.each([
    {
      what: 'for another machine',
      file: { ...module(`${SITE}/x.so`, 'none.so'), identity: identityOf('arm64') },
    },
    { what: 'of which no more is known', file: elfFile(`${SITE}/x.so`) },
    { what: 'whose libraries could not be read', file: elfFile(`${SITE}/x.so`, { needed: undefined }) },
    { what: 'for another system', file: module(`${SITE}/x/windows/x.so`, 'none.so') },
  ])('are not reported: one $what', ({ file }) => {
    expect(incompleteIn({ program, files: [file] })).toEqual([])
  })

  /** Whether a module that needs this name and one that is missing is reported. */
  const isReported = (needed: string, loader: string, path: string): boolean =>
    incompleteIn({ program: '/usr/bin/node', loader, files: [module(path, needed, 'none.so')] }).some(
      (text) => text.endsWith(' none.so'),
    )

  test.each([
    { needed: 'libc.musl-x86_64.so.1', loader: GLIBC },
    { needed: 'ld-musl-x86_64.so.1', loader: GLIBC },
    { needed: 'libc.so', loader: GLIBC },
    { needed: 'libc.so.6', loader: MUSL },
    { needed: 'ld-linux-x86-64.so.2', loader: MUSL },
    { needed: 'ld64.so.2', loader: MUSL },
  ])('are not reported if they are for another C library: $needed with $loader', ({ needed, loader }) => {
    expect(isReported(needed, loader, NODE)).toBe(false)
    // It was compiled for this image: there is no other one to load.
    expect(isReported(needed, loader, BUILT)).toBe(true)
    expect(isReported(needed, loader, BUILT.replace('x.node', 'linux-x64.node'))).toBe(false)
  })

  test.each([
    ...['libc.so.6', 'ld-linux-x86-64.so.2', 'libc.so.7', 'xlibc.so', 'libcc.musl-x'].map((needed) => ({
      ...{ needed, loader: GLIBC },
    })),
    ...['libc.musl-x86_64.so.1', 'libc.so', 'libc.so.66', 'xlibc.so.6', 'xld-linux.so.2', 'ld65.so.2'].map(
      (needed) => ({
        ...{ needed, loader: MUSL },
      }),
    ),
    ...['liblogx.so', 'xliblog.so', 'libandroid.so.1', 'libc++.so'].map((needed) => ({
      needed,
      loader: GLIBC,
    })),
  ])('are reported: $needed with $loader', ({ needed, loader }) => {
    expect(isReported(needed, loader, NODE)).toBe(true)
  })

  test.each(['libc++_shared.so', 'liblog.so', 'libandroid.so'])(
    'are not reported if they are for Android: %s',
    (needed) => {
      expect(isReported(needed, GLIBC, NODE)).toBe(false)
      expect(isReported(needed, GLIBC, BUILT)).toBe(false)
    },
  )

  test('are those of each process', () => {
    const names = ['python3.11', 'python3.12', 'node', 'app']
    const files = [
      ...names.map((name) => elfFile(`usr/bin/${name}`, { interpreter: GLIBC })),
      ...['11', '12', '13'].map((version) => module(`/lib/python3.${version}/site-packages/x.so`, 'none.so')),
      module(NODE, 'none.so'),
    ]
    const tree = treeOfFiles([elfFile(GLIBC), ...files])
    const found = (processes: readonly Process[]): readonly string[] =>
      incompleteModules(tree, processes, () => false).map(
        ({ node, language }) => `${language} ${pathOf(tree, node)}`,
      )
    expect(found(names.map((name) => processAt(tree, `/usr/bin/${name}`)))).toEqual([
      'Python /lib/python3.11/site-packages/x.so',
      'Python /lib/python3.12/site-packages/x.so',
      `Node.js ${NODE}`,
    ])
    expect(found([])).toEqual([])
  })
})

test.each([
  { names: [], is: [] },
  { names: ['a.so', 'a.so.1', 'a.so.1.2', 'a.so.1.2.3'], is: ['a.so', 'a.so.1', 'a.so.1.2'] },
  { names: ['a', 'a.s', 'a.so.', 'a.so.1.', 'a.so.12', 'b.so.1', 'opt'], is: [] },
  { names: ['b.so', 'c'], is: ['b.so'] },
])('names in the image of $names: $is', ({ names, is }) => {
  const tree = treeOfFiles([
    elfFile('opt/a.so.1.2'),
    elfFile('opt/b.so'),
    elfFile('opt/c'),
    elfFile('opt/d.1'),
  ])
  expect([...presentNames(tree, new Set(names))].toSorted()).toEqual(is)
  expect(find(tree, '/opt/a.so.1.2')).not.toBe(NOWHERE)
})

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the loader's variables are written
/** Libraries that programs, libraries and modules need: where loaders find them, and the findings if they do not. */
import { describe, expect, test } from '@jest/globals'
import type { NewEntry } from '../../../e2e/harness/tar-writer.ts'
import { parsePlatform } from '../../../src/platforms/platform.ts'
import type { Image } from '../../../src/verify/image.ts'
import type { Links } from '../../../src/verify/layer/inspect.ts'
import { factsOf, find, NOWHERE, pathOf, ROOT, type Tree } from '../../../src/verify/layer/tree.ts'
import type { ElfIdentity } from '../../../src/verify/machines.ts'
import type { Program, Start } from '../../../src/verify/start/entrypoint.ts'
import {
  configuredFolders,
  defaultFolders,
  libraryFolders,
  libraryPathFolders,
} from '../../../src/verify/start/libraries.ts'
import { type Linking, linkingOf } from '../../../src/verify/start/linking.ts'
import { filesNamedByImage, preloadsOf } from '../../../src/verify/start/named-files.ts'
import { isCompatible, loadLibraries, processOf } from '../../../src/verify/start/process.ts'
import { newStore, proveOne, short, whatOf } from '../images.ts'
import { elf, type NewElf } from '../layer/elf-file.ts'
import {
  elfFile,
  identityOf,
  type NewFile,
  plainFile,
  symlink,
  textFile,
  treeOfFiles,
} from '../layer/new-tree.ts'

const file = (path: string, bytes: Buffer | string): NewEntry => ({ path, bytes: Buffer.from(bytes) })
const linkEntry = (path: string, target: string): NewEntry => ({ path, type: '2', target })
/** A library or module, and the names that it needs. */
const library = (path: string, needed: readonly string[] = [], as: NewElf = {}): NewEntry =>
  file(path, elf('amd64', { needed, ...as }))
const foreign = (path: string): NewEntry => file(path, elf('arm64', { needed: [] }))
const program = (path: string, needed: readonly string[], as: NewElf = {}): NewEntry =>
  library(path, needed, { interpreter: '/lib64/ld-linux-x86-64.so.2', ...as })

const GLIBC: readonly NewEntry[] = [
  library('lib64/ld-linux-x86-64.so.2'),
  library('lib/x86_64-linux-gnu/libc.so.6', ['ld-linux-x86-64.so.2']),
]
const MUSL: readonly NewEntry[] = [library('lib/ld-musl-x86_64.so.1')]
const ON_MUSL = { interpreter: '/lib/ld-musl-x86_64.so.1' }
const PYTHON = program('usr/bin/python3.12', ['libc.so.6'])
const SITE = 'usr/lib/python3.12/site-packages'

interface Case {
  readonly what: string
  readonly files: readonly NewEntry[]
  /** Without GLIBC. */
  readonly on?: readonly NewEntry[]
  readonly start?: string
  readonly env?: readonly string[]
  readonly ignore?: readonly string[]
}

const prove = async ({ files, on = GLIBC, start = '/app', env = [], ignore = [] }: Case) => {
  const store = newStore()
  const config = { config: { Entrypoint: [start], Env: env } }
  const image = store.image('linux/amd64', [store.layer([...on, ...files])], config)
  return (await proveOne(store, image, { ignore })).findings
}

const FOUND: readonly Case[] = [
  {
    what: "a library's library in a default folder",
    files: [
      program('app', ['liba.so.1']),
      library('usr/lib/liba.so.1', ['libb.so.2']),
      library('lib/libb.so.2'),
    ],
  },
  {
    what: 'a library in the RPATH of its loader, or of the loader of that',
    files: [
      program('app', ['liba.so'], { rpath: '/opt/x:$ORIGIN/libs' }),
      library('libs/liba.so', ['libb.so']),
      library('libs/libb.so', ['libc2.so']),
      library('opt/x/libc2.so'),
    ],
  },
  {
    what: "a library in a library's own RUNPATH, next to the link that led to it",
    files: [
      program('app', ['liba.so']),
      linkEntry('usr/lib/liba.so', '/opt/liba.so.1.0'),
      library('opt/liba.so.1.0', ['libb.so'], { runpath: '$ORIGIN/more' }),
      library('usr/lib/more/libb.so'),
    ],
  },
  {
    what: 'a library that is already loaded',
    files: [
      program('app', ['liba.so', 'libb.so'], { runpath: '/opt' }),
      library('opt/liba.so', ['libb.so']),
      library('opt/libb.so', ['liba.so']),
    ],
  },
  {
    what: 'libraries in LD_LIBRARY_PATH',
    env: ['LD_LIBRARY_PATH=:/opt/a:/opt/b'],
    files: [program('app', ['liba.so']), library('opt/a/liba.so', ['libb.so']), library('opt/b/libb.so')],
  },
  {
    what: 'libraries in the folders of ld.so.conf and ld.so.conf.d',
    files: [
      file('etc/ld.so.conf.d/x.conf', '/opt/a\n'),
      program('app', ['liba.so']),
      library('opt/a/liba.so'),
    ],
  },
  {
    what: 'a library for newer processors',
    files: [program('app', ['liba.so']), library('usr/lib/glibc-hwcaps/x86-64-v3/liba.so')],
  },
  {
    what: 'a folder that only the loader can name',
    files: [
      program('app', ['liba.so'], { runpath: '/opt/$LIB/x:/opt/${PLATFORM}' }),
      library('opt/x86_64/liba.so'),
    ],
  },
  {
    what: 'a library by its path',
    files: [program('app', ['/opt/liba.so', './libb.so']), library('opt/liba.so'), library('libb.so')],
  },
  {
    what: 'a library for another machine before the right one, which glibc skips',
    files: [
      program('app', ['liba.so'], { runpath: '/opt/arm:/opt/own' }),
      file('opt/arm/liba.so', elf('386', { needed: [] })),
      library('opt/own/liba.so'),
    ],
  },
  {
    what: "the driver's libraries, which the host provides",
    files: [program('app', ['libcuda.so.1', 'libnvidia-ml.so.1'])],
  },
  {
    what: 'libraries that are part of musl',
    on: MUSL,
    files: [program('app', ['libc.musl-x86_64.so.1', 'libc.so', 'libm.so.6', 'libpthread.so.0'], ON_MUSL)],
  },
  {
    what: "libraries in musl's configured folders, and in the RUNPATH of the loading file",
    on: MUSL,
    files: [
      file('etc/ld-musl-x86_64.path', '/lib\n/opt/a\n'),
      program('app', ['liba.so'], { ...ON_MUSL, runpath: '/opt/b' }),
      library('opt/a/liba.so', ['libb.so']),
      library('opt/b/libb.so'),
    ],
  },
  {
    what: "a glibc program that Alpine's gcompat starts",
    on: [...MUSL, library('lib64/ld-linux-x86-64.so.2', ['libgcompat.so.0']), library('lib/libgcompat.so.0')],
    files: [program('app', ['libc.so.6', 'libpthread.so.0'])],
  },
  {
    what: 'libraries next to a loader in a folder of its own',
    on: [],
    files: [
      library('gnu/store/x-glibc/lib/ld-linux-x86-64.so.2'),
      library('gnu/store/x-glibc/lib/libc.so.6'),
      program('app', ['libc.so.6'], { interpreter: '/gnu/store/x-glibc/lib/ld-linux-x86-64.so.2' }),
    ],
  },
  { what: 'a static program that can lie anywhere', files: [library('app', ['libnone.so'])] },
  {
    what: 'an unsupported loader',
    on: [library('system/bin/linker64')],
    files: [program('app', ['libandroid.so'], { interpreter: '/system/bin/linker64' })],
  },
  {
    what: 'a library in a folder that a script may name',
    start: '/entry.sh',
    files: [
      file('bin/sh', elf('amd64', { type: 2 })),
      file('entry.sh', '#!/bin/sh\n. /opt/environment\nexec /app\n'),
      program('app', ['liba.so.1']),
      library('opt/lib/liba.so.1.2'),
    ],
  },
  {
    what: 'the missing library of an ignored library',
    ignore: ['/usr/lib/liba.so'],
    files: [program('app', ['liba.so']), library('usr/lib/liba.so', ['libnone.so'])],
  },
]

describe('found', () => {
  test.each(FOUND)('$what', async (row) => {
    expect(short(await prove(row))).toEqual([])
  })
})

const LACKING: readonly (Case & { readonly finds: readonly string[] })[] = [
  {
    what: 'a library three levels down, once',
    files: [
      program('app', ['liba.so', 'libb.so']),
      library('lib/liba.so', ['libz.so']),
      library('lib/libb.so', ['libc2.so']),
      library('lib/libc2.so', ['libz.so', 'libnone.so']),
    ],
    finds: ['warning library /lib/liba.so', 'warning library /lib/libc2.so'],
  },
  {
    what: "a library in the program's RUNPATH only, which does not apply to its libraries",
    files: [
      program('app', ['liba.so'], { runpath: '/opt' }),
      library('opt/liba.so', ['libb.so']),
      library('opt/libb.so'),
    ],
    finds: ['warning library /opt/liba.so'],
  },
  {
    what: 'a library in an RPATH that a RUNPATH overrides',
    files: [program('app', ['liba.so'], { rpath: '/opt', runpath: '/srv' }), library('opt/liba.so')],
    finds: ['warning library /app'],
  },
  {
    what: 'a library in a folder that nothing names',
    files: [program('app', ['liba.so']), library('opt/lib/liba.so')],
    finds: ['warning library /app'],
  },
  {
    what: 'a library of glibc that is not part of musl',
    on: MUSL,
    files: [program('app', ['libresolv.so.2', 'libc.so.6'], ON_MUSL)],
    finds: ['warning library /app'],
  },
  {
    what: 'a library of the other word size',
    files: [program('app', ['liba.so']), file('usr/lib/liba.so', elf('386', { needed: [] }))],
    finds: ['warning library /app'],
  },
]

describe('not found', () => {
  test.each(LACKING)('$what', async ({ finds, ...row }) => {
    expect(short(await prove(row))).toEqual(finds)
  })

  test('names the program that loads the library that lacks another one', async () => {
    const files = [program('app', ['liba.so']), library('lib/liba.so', ['libnone.so.1'])]
    const [finding] = await prove({ what: '', files })
    expect(whatOf(finding)).toBe(
      '/lib/liba.so, which /app loads, needs libnone.so.1, which its loader cannot find in the image for linux/amd64.',
    )
  })
})

const WRONG: readonly (Case & { readonly finds: readonly string[] })[] = [
  {
    what: 'in the RUNPATH of the program',
    files: [program('app', ['liba.so'], { runpath: '/srv/data' }), foreign('srv/data/liba.so')],
    finds: ['error machine /srv/data/liba.so'],
  },
  {
    what: "as a library's library",
    files: [
      program('app', ['liba.so']),
      library('lib/liba.so', ['libb.so'], { runpath: '/var/lib/x' }),
      foreign('var/lib/x/libb.so'),
    ],
    finds: ['error machine /var/lib/x/libb.so'],
  },
  {
    what: 'before the right one, which musl does not reach',
    on: MUSL,
    files: [
      program('app', ['liba.so'], { ...ON_MUSL, runpath: '/var/lib/x' }),
      foreign('var/lib/x/liba.so'),
      library('usr/lib/liba.so'),
    ],
    finds: ['error machine /var/lib/x/liba.so'],
  },
]

describe('for another machine', () => {
  test.each(WRONG)('$what', async ({ finds, ...row }) => {
    const findings = await prove(row)
    expect(short(findings)).toEqual(finds)
    expect(whatOf(findings[0])).toMatch(/ is for arm64, not for linux\/amd64; \/\S+ needs it\.$/)
  })
})

const MODULES: readonly Case[] = [
  {
    what: "a wheel's own libraries",
    start: 'python3.12',
    files: [
      PYTHON,
      library(`${SITE}/x/_x.cpython-312-x86_64-linux-gnu.so`, ['libgfortran-040039e1.so.5.0.0'], {
        rpath: '$ORIGIN/../x.libs',
      }),
      library(`${SITE}/x.libs/libgfortran-040039e1.so.5.0.0`, ['libquadmath-96973f99.so.0.0.0']),
      library(`${SITE}/x.libs/libquadmath-96973f99.so.0.0.0`),
    ],
  },
  {
    what: 'a library that the interpreter has loaded from its own folder',
    start: '/opt/python/bin/python3',
    files: [
      program('opt/python/bin/python3', ['libpython3.12.so.1.0'], { runpath: '$ORIGIN/../lib' }),
      library('opt/python/lib/libpython3.12.so.1.0'),
      library(`${SITE}/x.so`, ['libpython3.12.so.1.0']),
    ],
  },
  {
    what: 'a library that another package opens by path first',
    start: 'python3.12',
    files: [
      PYTHON,
      library(`${SITE}/torchvision/_C.so`, ['libtorch.so', 'libcudart.so.12']),
      library(`${SITE}/torch/lib/libtorch.so`),
      library(`${SITE}/nvidia/cuda_runtime/lib/libcudart.so.12.1.105`),
    ],
  },
  {
    what: 'the Tk module of a Python without Tk, and optional modules of packages',
    start: 'python3.12',
    files: [
      PYTHON,
      library('usr/lib/python3.12/lib-dynload/_tkinter.cpython-312-x86_64-linux-gnu.so', ['libtk8.6.so']),
      library(`${SITE}/numba/np/ufunc/tbbpool.cpython-312-x86_64-linux-gnu.so`, ['libtbb.so.12']),
      library(`${SITE}/torio/lib/_torio_ffmpeg5.so`, ['libavutil.so.57']),
      library(`${SITE}/cupy_backends/cuda/libs/cutensor.cpython-312-x86_64-linux-gnu.so`, [
        'libcutensor.so.2',
      ]),
    ],
  },
  {
    what: 'modules of a Python that is not started',
    start: 'python3.12',
    files: [
      PYTHON,
      library('usr/lib/python3.9/site-packages/x.so', ['libnone.so']),
      library('usr/lib/python3/dist-packages/x.cpython-311-x86_64-linux-gnu.so', ['libnone.so']),
    ],
  },
  {
    what: 'modules of a language that is not started',
    files: [program('app', ['libc.so.6']), library(`${SITE}/x.so`, ['libnone.so'])],
  },
  {
    what: 'a library that a package opens by path',
    start: 'python3.12',
    files: [PYTHON, library(`${SITE}/onnxruntime/capi/libonnxruntime_providers_cuda.so`, ['libcudnn.so.9'])],
  },
  {
    what: 'modules for musl, Android and FreeBSD next to those for glibc',
    start: '/usr/bin/node',
    files: [
      program('usr/bin/node', ['libc.so.6']),
      library('app/node_modules/x/prebuilds/linux-x64/x.musl.node', [
        'libstdc++.so.6',
        'libc.musl-x86_64.so.1',
      ]),
      library('app/node_modules/x/prebuilds/linux-x64/y.musl.node', ['libnone.so', 'libc.so']),
      library('app/node_modules/x/prebuilds/android-x64/x.node', ['libc++_shared.so', 'libnone.so']),
      library('app/node_modules/x/prebuilds/freebsd-x64/x.node', ['libthr.so.3'], { osAbi: 9 }),
    ],
  },
  {
    what: "sharp's libraries",
    start: '/usr/bin/node',
    files: [
      program('usr/bin/node', ['libc.so.6']),
      library('app/node_modules/@img/sharp-linux-x64/lib/sharp-linux-x64.node', ['libvips-cpp.so.42'], {
        runpath: '$ORIGIN/../../sharp-libvips-linux-x64/lib',
      }),
      library('app/node_modules/@img/sharp-libvips-linux-x64/lib/libvips-cpp.so.42'),
    ],
  },
  {
    what: 'a module for another system, published with the one for Linux',
    start: '/usr/bin/node',
    files: [
      program('usr/bin/node', ['libc.so.6']),
      library('app/node_modules/koffi/build/koffi/linux_x64/koffi.node', ['libc.so.6']),
      library('app/node_modules/koffi/build/koffi/openbsd_x64/koffi.node', ['libc++.so.9.0']),
    ],
  },
  {
    what: 'the desktop libraries of a JDK, and a library that the launcher has opened',
    start: '/opt/jdk/bin/java',
    files: [
      program('opt/jdk/bin/java', ['libjli.so'], { runpath: '$ORIGIN/../lib' }),
      library('opt/jdk/lib/libjli.so'),
      library('opt/jdk/lib/server/libjvm.so', ['libc.so.6']),
      library('opt/jdk/lib/libjava.so', ['libjvm.so']),
      library('opt/jdk/lib/libawt_xawt.so', ['libX11.so.6']),
    ],
  },
]

describe('modules that can be loaded, or need not be loaded', () => {
  test.each(MODULES)('$what', async (row) => {
    // A file for another system is a notice of another rule.
    const findings = await prove(row)
    expect(short(findings.filter(({ severity }) => severity !== 'notice'))).toEqual([])
  })
})

describe('modules that cannot be loaded', () => {
  test.each([
    {
      language: 'Python',
      start: 'python3.12',
      files: [PYTHON, library(`${SITE}/cv2/cv2.abi3.so`, ['libGL.so.1'])],
    },
    {
      language: 'Python',
      start: 'python3.12',
      files: [
        PYTHON,
        library('usr/lib/python3.12/lib-dynload/_ctypes.cpython-312-x86_64-linux-gnu.so', ['libGL.so.1']),
      ],
    },
    {
      language: 'Node.js',
      start: '/usr/bin/node',
      files: [
        program('usr/bin/node', ['libc.so.6']),
        library('app/node_modules/x/build/Release/x.node', ['libx.so'], { runpath: '$ORIGIN' }),
        library('app/node_modules/x/build/Release/libx.so', ['libGL.so.1']),
      ],
    },
    {
      language: 'Ruby',
      start: '/usr/bin/ruby3.3',
      files: [
        program('usr/bin/ruby3.3', ['libc.so.6']),
        library('usr/local/bundle/gems/pg-1.5/lib/pg_ext.so', ['libGL.so.1']),
      ],
    },
    {
      language: 'PHP',
      start: '/usr/local/sbin/php-fpm',
      files: [
        program('usr/local/sbin/php-fpm', ['libc.so.6']),
        library('usr/local/lib/php/extensions/no-debug-non-zts-20230831/gd.so', ['libGL.so.1']),
      ],
    },
    {
      language: 'Perl',
      start: 'perl',
      files: [
        program('usr/bin/perl', ['libc.so.6']),
        library('usr/lib/x86_64-linux-gnu/perl5/5.36/auto/DBD/mysql/mysql.so', ['libGL.so.1']),
      ],
    },
    {
      language: 'Java',
      start: '/opt/jdk/bin/java',
      files: [program('opt/jdk/bin/java', ['libc.so.6']), library('opt/jdk/lib/libzip.so', ['libGL.so.1'])],
    },
  ])('of $language: one warning', async ({ language, start, files }) => {
    const findings = await prove({ what: '', start, files })
    expect(findings.map(({ severity, verdict }) => [severity, verdict])).toEqual([
      ['warning', { rule: 'module', language, library: 'libGL.so.1', others: 0 }],
    ])
  })

  test.each([
    {
      what: 'on Alpine, and copied to glibc',
      on: GLIBC,
      node: program('usr/bin/node', ['libc.so.6']),
      needed: ['libstdc++.so.6', 'libc.musl-x86_64.so.1'],
      library: 'libc.musl-x86_64.so.1',
    },
    {
      what: 'with glibc, and copied to Alpine',
      on: MUSL,
      node: program('usr/bin/node', ['libc.musl-x86_64.so.1'], ON_MUSL),
      needed: ['libc.so.6', 'ld-linux-x86-64.so.2'],
      library: 'ld-linux-x86-64.so.2',
    },
  ])(
    'of Node.js that were compiled $what: one warning',
    async ({ what, on, node, needed, library: lacking }) => {
      const module = library('app/node_modules/x/build/Release/x.node', needed)
      const runtime = library('usr/lib/libstdc++.so.6', [])
      const findings = await prove({ what, on, start: '/usr/bin/node', files: [node, runtime, module] })
      expect(findings.map(({ severity, verdict }) => [severity, verdict])).toEqual([
        ['warning', { rule: 'module', language: 'Node.js', library: lacking, others: 0 }],
      ])
    },
  )

  test('are reported in one line, and can be ignored', async () => {
    const modules = ['a', 'b', 'c'].map((name) =>
      library(`${SITE}/${name}.abi3.so`, ['libnone.so', 'libno.so']),
    )
    const row = { what: '', start: 'python3.12', files: [PYTHON, ...modules] }
    const [finding, ...rest] = await prove(row)
    expect([finding?.verdict, rest]).toEqual([
      { rule: 'module', language: 'Python', library: 'libnone.so', others: 2 },
      [],
    ])
    expect(await prove({ ...row, ignore: ['site-packages/*.abi3.so'] })).toEqual([])
  })
})

const LD = '/lib64/ld-linux-x86-64.so.2'
const LD_MUSL = '/lib/ld-musl-x86_64.so.1'
const image = (more: Partial<Image> = {}): Image => ({
  ...{
    platform: parsePlatform('linux/amd64'),
    digest: '',
    size: 0,
    layers: [],
    diffIds: [],
    instructions: [],
  },
  ...{ env: [], workingDir: '', argv: [], healthcheck: [], findings: [], ...more },
})

function programAt(tree: Tree, path: string, more: Partial<Program> = {}): Program {
  const node = find(tree, path)
  const { identity = identityOf('amd64'), detail } = factsOf(tree, node)
  const links = detail?.kind === 'links' ? detail : undefined
  return { node, path, identity, links, folder: ROOT, isSure: true, ...more }
}

test.each([
  { what: 'none', files: [], is: [] },
  {
    what: 'of ld.so.conf',
    files: [textFile('etc/ld.so.conf', '# /x\ninclude /y/*.conf\n/a # b\n\t/c:/d \n/e=libc6\nf\n')],
    is: ['/a', '/c', '/d', '/e'],
  },
  {
    what: 'of ld.so.conf.d',
    files: [textFile('etc/ld.so.conf.d/a.conf', '/a'), textFile('etc/ld.so.conf.d/b.txt', '/b')],
    is: ['/a'],
  },
  {
    what: "of musl's file",
    files: [textFile('etc/ld-musl-x86_64.path', '/a:/b\n/c')],
    is: ['/a', '/b', '/c'],
  },
  {
    what: 'of no other file',
    files: ['ld.so.conf.bak', 'x.ld.so.conf', 'xld-musl-x', 'x.conf'].map((name) =>
      textFile(`etc/${name}`, '/a'),
    ),
    is: [],
  },
  {
    what: 'of no other kind',
    files: [plainFile('etc/ld.so.conf.d/a.conf'), elfFile('etc/ld.so.conf')],
    is: [],
  },
])('configured folders: $what', ({ files, is }) => {
  expect(configuredFolders(treeOfFiles(files))).toEqual(is)
})

test.each([
  { env: [], is: [] },
  { env: ['LD_LIBRARY_PATH=/a::b;/é:'], is: ['/a', 'b', '/\xc3\xa9'] },
])('the folders of $env', ({ env, is }) => {
  expect(libraryPathFolders(env)).toEqual(is)
})

test('the default folders of a loader', () => {
  const names = ['lib', 'lib64', 'lib32', 'libx32']
  const triples = ['x86_64-linux-gnu', 'x86_64-linux-musl']
  const prefixes = ['', '/usr', '/usr/local']
  expect(defaultFolders(['amd64', 'linux', ...triples])).toEqual([
    ...prefixes.flatMap((prefix) => names.map((name) => `${prefix}/${name}`)),
    ...prefixes.flatMap((prefix) => triples.map((triple) => `${prefix}/lib/${triple}`)),
  ])
})

test('all folders that are searched: those of the variable, of files, and the default ones', () => {
  const folders = libraryFolders(
    treeOfFiles([textFile('etc/ld.so.conf', '/b')]),
    image({ env: ['LD_LIBRARY_PATH=/a'] }),
  )
  expect(folders.slice(0, 3)).toEqual(['/a', '/b', '/lib'])
  expect(folders).toContain('/usr/lib/x86_64-linux-gnu')
})

describe('the process of a program', () => {
  const processIn = (interpreter: string, files: readonly NewFile[], env: readonly string[] = []) => {
    const tree = treeOfFiles([elfFile('srv/app', { interpreter }), ...files])
    return processOf(tree, programAt(tree, '/srv/app'), env)
  }

  test.each([
    ...[
      LD,
      '/lib/ld-linux.so.2',
      LD_MUSL,
      '/lib/ld-uClibc.so.0',
      '/lib/ld64-uClibc.so.1',
      '/lib64/ld64.so.1',
    ].map((interpreter) => ({ interpreter, is: true })),
    ...['/lib/ld.so.1', '/ld.so.1'].map((interpreter) => ({ interpreter, is: true })),
    ...['/system/bin/linker64', '/lib/ld-lsb.so.3', '/lib/ld.so', '/lib/ld.so.12', '/lib/ld.so.x'].map(
      (interpreter) => ({ interpreter, is: false }),
    ),
    ...['/lib/xld.so.1', '/lib/ld-musl-.so.1', '/lib/ld-linux!.so.2'].map((interpreter) => ({
      interpreter,
      is: false,
    })),
  ])('with the loader $interpreter: $is', ({ interpreter, is }) => {
    expect(processIn(interpreter, [elfFile(interpreter)]) !== undefined).toBe(is)
  })

  test('is unknown without a loader, or if that is missing', () => {
    expect(processIn('', [])).toBeUndefined()
    expect(processIn(LD, [])).toBeUndefined()
    const tree = treeOfFiles([elfFile('srv/app'), elfFile(LD)])
    expect(processOf(tree, programAt(tree, '/srv/app'), [])).toBeUndefined()
  })

  test.each([
    { what: 'by the name of its loader', interpreter: LD_MUSL, files: [elfFile(LD_MUSL)], is: true },
    {
      what: 'by the file of its loader',
      ...{
        interpreter: LD,
        files: [symlink(LD, '/lib/libc.musl-x86_64.so.1'), elfFile('lib/libc.musl-x86_64.so.1')],
      },
      is: true,
    },
    {
      what: 'not by another name of its loader',
      ...{
        interpreter: LD,
        files: [symlink(LD, '/lib/old-ld-musl-x86_64.so.1'), elfFile('lib/old-ld-musl-x86_64.so.1')],
      },
      is: false,
    },
    { what: 'by gcompat', interpreter: LD, files: [elfFile(LD), elfFile('lib/libgcompat.so.0')], is: true },
    {
      what: 'by gcompat in /usr',
      interpreter: LD,
      files: [elfFile(LD), elfFile('usr/lib/libgcompat.so.0')],
      is: true,
    },
    {
      what: 'not of glibc',
      interpreter: LD,
      files: [elfFile(LD), elfFile('opt/libgcompat.so.0')],
      is: false,
    },
  ])('is one of musl $what', ({ interpreter, files, is }) => {
    expect(processIn(interpreter, files)?.isMusl).toBe(is)
  })

  test('has folders', () => {
    const interpreter = '/opt/lib/ld.so.1'
    const files = [elfFile(interpreter), textFile('etc/ld.so.conf', '/a\n/usr/lib\n')]
    const process = processIn(interpreter, files, ['LD_LIBRARY_PATH=/b'])
    expect(process?.libraryPath).toEqual(['/b'])
    expect(process?.usual.slice(0, 3)).toEqual(['/a', '/usr/lib', '/lib'])
    expect(process?.usual.at(-1)).toBe('/opt/lib')
    expect(process?.usual.filter((folder) => folder === '/usr/lib')).toHaveLength(1)
    expect(process?.usual).toContain('/usr/lib/x86_64-linux-gnu')
  })

  test.each<{ readonly other: Partial<ElfIdentity>; readonly is: boolean }>([
    { other: { type: 3, x86Level: 3, flags: 1 }, is: true },
    { other: { machine: 3 }, is: false },
    { other: { class: 32 }, is: false },
    { other: { endian: 'big' }, is: false },
    { other: { osAbi: 3 }, is: true },
    { other: { osAbi: 9 }, is: false },
  ])('accepts a library with $other: $is', ({ other, is }) => {
    expect(isCompatible(identityOf('amd64'), identityOf('amd64', other))).toBe(is)
    expect(isCompatible(identityOf('amd64', other), identityOf('amd64'))).toBe(is)
  })
})

interface Loading {
  readonly what: string
  readonly app: Partial<Links>
  readonly files: readonly NewFile[]
  readonly env?: readonly string[]
  /** The working directory. */
  readonly folder?: string
  readonly on?: 'musl'
  /** The missing libraries, the file that needs each, and a file for another machine. */
  readonly lacks?: readonly string[]
}

/** /srv/app loads its libraries: what is missing, and the files that were loaded. */
function load({ app, files, env = [], folder = '/', on }: Loading) {
  const interpreter = on === 'musl' ? LD_MUSL : LD
  const tree = treeOfFiles([elfFile('srv/app', { interpreter, ...app }), elfFile(interpreter), ...files])
  const process = processOf(tree, programAt(tree, '/srv/app', { folder: find(tree, folder) }), env)
  const gaps = process === undefined ? [] : loadLibraries(process, process.program)
  const loaded = [...(process?.nodes ?? [])].map((node) => pathOf(tree, node)).slice(2)
  const lacks = gaps.map(
    ({ name, by, foreign }) =>
      `${name} for ${by.path}${foreign === NOWHERE ? '' : `, not ${pathOf(tree, foreign)}`}`,
  )
  return { loaded, lacks }
}

const lib = (path: string, links: Partial<Links> = {}): NewFile => elfFile(path, links)
const armLib = (path: string): NewFile => elfFile(path, {}, { identity: identityOf('arm64') })

describe('a loader finds', () => {
  const needsA: Partial<Links> = { needed: ['a.so'] }
  const needsB: Partial<Links> = { needed: ['b.so'] }
  const ROWS: readonly (Loading & { readonly loads: readonly string[] })[] = [
    { what: 'what it must', app: needsA, files: [lib('lib/a.so')], loads: ['/lib/a.so'] },
    { what: 'nothing if nothing is known', app: { needed: undefined }, files: [], loads: [] },
    {
      what: 'no plain file',
      app: needsA,
      files: [plainFile('lib/a.so')],
      loads: [],
      lacks: ['a.so for /srv/app'],
    },
    {
      what: 'each library once, in the order in which they are needed',
      app: { needed: ['a.so', 'b.so', 'a.so'] },
      files: [
        lib('lib/a.so', { needed: ['c.so'] }),
        lib('lib/b.so', { needed: ['a.so', 'c.so'] }),
        lib('lib/c.so'),
      ],
      loads: ['/lib/a.so', '/lib/b.so', '/lib/c.so'],
    },
    {
      what: 'one file by two names',
      app: { needed: ['a.so', 'b.so'] },
      files: [lib('lib/a.so'), symlink('lib/b.so', 'a.so')],
      loads: ['/lib/a.so'],
    },
    { what: 'itself', app: { needed: ['ld-linux-x86-64.so.2'] }, files: [], loads: [] },
    {
      what: 'no library twice',
      app: { needed: ['a.so', 'z.so', 'z.so'] },
      files: [lib('lib/a.so', { needed: ['z.so', 'y.so'] })],
      ...{ loads: ['/lib/a.so'], lacks: ['z.so for /srv/app', 'y.so for /lib/a.so'] },
    },
    {
      what: 'the first library',
      ...{ app: { ...needsA, runpath: '/x:/y' }, files: [lib('y/a.so'), lib('x/a.so')], loads: ['/x/a.so'] },
    },
    {
      what: 'that of RPATH before LD_LIBRARY_PATH',
      ...{ app: { ...needsA, rpath: '/x' }, env: ['LD_LIBRARY_PATH=/y'] },
      ...{ files: [lib('x/a.so'), lib('y/a.so')], loads: ['/x/a.so'] },
    },
    {
      what: 'that of LD_LIBRARY_PATH before RUNPATH',
      ...{ app: { ...needsA, runpath: '/x' }, env: ['LD_LIBRARY_PATH=/y'] },
      ...{ files: [lib('x/a.so'), lib('y/a.so')], loads: ['/y/a.so'] },
    },
    {
      what: 'that of LD_LIBRARY_PATH before RPATH, in musl',
      ...{ on: 'musl', app: { ...needsA, rpath: '/x' }, env: ['LD_LIBRARY_PATH=/y'] },
      ...{ files: [lib('x/a.so'), lib('y/a.so')], loads: ['/y/a.so'] },
    },
    {
      what: 'nothing by an RPATH beside a RUNPATH',
      ...{ app: { ...needsA, rpath: '/x', runpath: '/y' }, files: [lib('x/a.so')] },
      ...{ loads: [], lacks: ['a.so for /srv/app'] },
    },
    {
      what: 'nothing by an RPATH beside a RUNPATH, in musl',
      ...{ on: 'musl', app: { ...needsA, rpath: '/x', runpath: '/y' }, files: [lib('x/a.so')] },
      ...{ loads: [], lacks: ['a.so for /srv/app'] },
    },
    {
      what: 'the library of a library by the RPATH of the program',
      app: { ...needsA, rpath: '/x' },
      ...{ files: [lib('x/a.so', needsB), lib('x/b.so')], loads: ['/x/a.so', '/x/b.so'] },
    },
    {
      what: 'nothing by the RPATH of the program for a library with a RUNPATH',
      app: { ...needsA, rpath: '/x' },
      files: [lib('x/a.so', { ...needsB, runpath: '/y' }), lib('x/b.so')],
      ...{ loads: ['/x/a.so'], lacks: ['b.so for /x/a.so'] },
    },
    {
      what: 'nothing by the RPATH beside a RUNPATH of the program for a library',
      app: { ...needsA, rpath: '/x', runpath: '/y' },
      files: [lib('y/a.so', needsB), lib('x/b.so')],
      ...{ loads: ['/y/a.so'], lacks: ['b.so for /y/a.so'] },
    },
    {
      what: 'the library of a library by the RUNPATH of the program, in musl',
      ...{ on: 'musl', app: { ...needsA, runpath: '/x' } },
      ...{ files: [lib('x/a.so', needsB), lib('x/b.so')], loads: ['/x/a.so', '/x/b.so'] },
    },
    {
      what: 'nothing by the RUNPATH of the program for a library',
      ...{ app: { ...needsA, runpath: '/x' }, files: [lib('x/a.so', needsB), lib('x/b.so')] },
      ...{ loads: ['/x/a.so'], lacks: ['b.so for /x/a.so'] },
    },
    ...[
      '$ORIGIN/x',
      '${ORIGIN}/x',
      '/y:$ORIGIN/x',
      '$ORIGIN/../srv/x',
      '/$LIB/x',
      '/${LIB}/x',
      '/o/$PLATFORM',
    ].map((runpath) => ({
      what: `the folder ${runpath}`,
      app: { ...needsA, runpath },
      files: [
        lib(
          runpath.includes('LIB')
            ? 'lib64/x/a.so'
            : runpath.includes('PLAT')
              ? 'o/x86_64/a.so'
              : 'srv/x/a.so',
        ),
      ],
      loads: [
        runpath.includes('LIB')
          ? '/lib64/x/a.so'
          : runpath.includes('PLAT')
            ? '/o/x86_64/a.so'
            : '/srv/x/a.so',
      ],
    })),
    ...['lib/x86_64-linux-gnu', 'lib'].map((folder) => ({
      what: `${folder} for LIB and PLATFORM`,
      ...{ app: { ...needsA, runpath: '/$LIB/${PLATFORM}/y' }, files: [lib(`${folder}/amd64/y/a.so`)] },
      loads: [`/${folder}/amd64/y/a.so`],
    })),
    ...['$ORIGINAL', '$LIBRARY', '$PLATFORMS'].map((runpath) => ({
      what: `nothing in ${runpath}`,
      ...{ app: { ...needsA, runpath }, files: [lib('srv/AL/a.so'), lib('srv/a.so')] },
      ...{ loads: [], lacks: ['a.so for /srv/app'] },
    })),
    {
      what: 'the working directory for an empty name',
      ...{
        app: { ...needsA, runpath: '/x:' },
        folder: '/srv',
        files: [lib('srv/a.so')],
        loads: ['/srv/a.so'],
      },
    },
    {
      what: 'nothing in the working directory for an empty text',
      ...{ app: needsA, folder: '/srv', files: [lib('srv/a.so')], loads: [], lacks: ['a.so for /srv/app'] },
    },
    {
      what: 'paths',
      ...{ app: { needed: ['/x/a.so', './b.so', 'c/d.so'] }, folder: '/srv' },
      files: [lib('x/a.so'), lib('srv/b.so'), armLib('srv/c/d.so'), lib('lib/c/d.so')],
      ...{ loads: ['/x/a.so', '/srv/b.so'], lacks: ['c/d.so for /srv/app, not /srv/c/d.so'] },
    },
    {
      what: 'the right one behind one for another machine',
      ...{
        app: { ...needsA, runpath: '/x:/y' },
        files: [armLib('x/a.so'), lib('y/a.so')],
        loads: ['/y/a.so'],
      },
    },
    {
      what: 'the right one in a usual folder behind one for another machine',
      ...{
        app: { ...needsA, runpath: '/x' },
        files: [armLib('x/a.so'), lib('lib/a.so')],
        loads: ['/lib/a.so'],
      },
    },
    {
      what: 'none behind one for another machine, in musl',
      ...{ on: 'musl', app: { ...needsA, runpath: '/x' }, files: [armLib('x/a.so'), lib('lib/a.so')] },
      ...{ loads: [], lacks: ['a.so for /srv/app, not /x/a.so'] },
    },
    {
      what: 'none behind one for another machine in a usual folder, in musl',
      ...{ on: 'musl', app: needsA, files: [armLib('lib/a.so'), lib('usr/lib/a.so')] },
      ...{ loads: [], lacks: ['a.so for /srv/app, not /lib/a.so'] },
    },
    {
      what: 'the first for another machine',
      ...{
        app: { ...needsA, runpath: '/x:/y' },
        files: [armLib('x/a.so'), armLib('y/a.so'), armLib('lib/a.so')],
      },
      ...{ loads: [], lacks: ['a.so for /srv/app, not /x/a.so'] },
    },
    {
      what: 'one for another machine in a usual folder',
      ...{
        app: needsA,
        files: [armLib('usr/lib/a.so')],
        loads: [],
        lacks: ['a.so for /srv/app, not /usr/lib/a.so'],
      },
    },
    {
      what: 'one for a faster processor',
      ...{
        app: needsA,
        files: [armLib('lib/a.so'), armLib('lib/glibc-hwcaps/v2/a.so'), lib('lib/glibc-hwcaps/v3/a.so')],
      },
      loads: ['/lib/glibc-hwcaps/v3/a.so'],
    },
    {
      what: 'one for a faster processor in its folder',
      app: { ...needsA, runpath: 'x' },
      ...{
        folder: '/srv',
        files: [lib('srv/x/glibc-hwcaps/v3/a.so')],
        loads: ['/srv/x/glibc-hwcaps/v3/a.so'],
      },
    },
    {
      what: 'none for a faster processor, in musl',
      ...{
        on: 'musl',
        app: needsA,
        files: [lib('lib/glibc-hwcaps/v3/a.so')],
        loads: [],
        lacks: ['a.so for /srv/app'],
      },
    },
  ]

  test.each(ROWS)('$what', ({ loads, lacks = [], ...row }) => {
    expect(load(row)).toEqual({ loaded: loads, lacks })
  })

  const lacking = (names: readonly string[], on?: 'musl'): readonly string[] =>
    load({ what: '', app: { needed: names }, files: [], ...(on === undefined ? {} : { on }) }).lacks

  test("the graphics driver's libraries, which come from the host", () => {
    const driver = ['cuda', 'cudadebugger', 'nvcuvid', 'nvoptix', 'vdpau_nvidia', 'GLX_nvidia', 'EGL_nvidia']
    const more = ['GLESv1_CM_nvidia', 'GLESv2_nvidia', 'nvidia-ml', 'nvidia-ptxjitcompiler', 'dxcore']
    const names = [...driver, ...more].flatMap((name) => [`lib${name}.so`, `lib${name}.so.1`])
    expect(lacking(['', ...names])).toEqual([])
    const others = [
      'libcudart.so.12',
      'xlibcuda.so',
      'libcuda.sox',
      'libnvidia-.so',
      'libGLX.so.0',
      'libnvidia-é.so',
    ]
    expect(lacking(others)).toEqual(others.map((name) => `${name} for /srv/app`))
  })

  test('the libraries that are part of musl', () => {
    const names = [
      'c.so',
      'c.musl-x86_64.so.1',
      'pthread.so.0',
      'rt.so.1',
      'm.so.6',
      'dl.so.2',
      'util.so.1',
      'xnet.so',
    ]
    const libraries = names.map((name) => `lib${name}`)
    expect(lacking(libraries, 'musl')).toEqual([])
    expect(lacking(libraries)).toEqual(libraries.map((name) => `${name} for /srv/app`))
    const others = ['libcrypt.so.1', 'xlibc.so', 'libresolv.so.2']
    expect(lacking(others, 'musl')).toEqual(others.map((name) => `${name} for /srv/app`))
  })
})

describe('the linking of an image', () => {
  const NO_START: Start = {
    ...{ file: undefined, programs: [], words: [], scripts: [], obstacles: [], setsLibraryPath: false },
  }
  interface Case {
    readonly files: readonly NewFile[]
    readonly programs?: readonly (readonly [path: string, more?: Partial<Program>])[]
    readonly on?: string
    readonly env?: readonly string[]
    readonly setsLibraryPath?: boolean
  }
  const linking = ({
    files,
    programs = [['/srv/app']],
    on = 'linux/amd64',
    env = [],
    setsLibraryPath = false,
  }: Case) => {
    const tree = treeOfFiles([elfFile(LD), ...files])
    const start = {
      ...NO_START,
      programs: programs.map(([path, more]) => programAt(tree, path, more)),
      setsLibraryPath,
    }
    const result = linkingOf(tree, image({ platform: parsePlatform(on), env }), start)
    return {
      processes: result.processes.map(({ program }) => program.path),
      missing: result.missing.map(
        ({ program, node, library: name }) => `${name} for ${pathOf(tree, node)} in ${program.path}`,
      ),
      foreign: [...result.foreign].map(([node, by]) => `${pathOf(tree, node)} by ${by}`),
      preloads: result.missingPreloads.map(({ path, by }) => `${path} by ${by}`),
    }
  }
  const app = (needed: readonly string[], path = 'srv/app'): NewFile =>
    elfFile(path, { interpreter: LD, needed })
  const NOTHING = { processes: [], missing: [], foreign: [], preloads: [] }

  test.each<Case & { readonly what: string; readonly is: object }>([
    { what: 'complete', files: [app([])], is: { processes: ['/srv/app'] } },
    { what: 'on another system', files: [app(['a.so'])], on: 'freebsd/amd64', is: {} },
    { what: 'for another machine', files: [app(['a.so'])], on: 'linux/arm64', is: {} },
    { what: 'static', files: [elfFile('srv/app')], is: {} },
    {
      what: 'missing',
      files: [app(['a.so'])],
      is: { processes: ['/srv/app'], missing: ['a.so for /srv/app in /srv/app'] },
    },
    {
      what: 'missing, perhaps',
      ...{ files: [app(['a.so'])], programs: [['/srv/app', { isSure: false }]] },
      is: { missing: ['a.so for /srv/app in /srv/app'] },
    },
    {
      what: 'missing for a library of two programs, once',
      files: [app(['b.so']), app(['b.so'], 'srv/b'), lib('lib/b.so', { needed: ['a.so'] })],
      programs: [['/srv/app'], ['/srv/b']],
      is: { processes: ['/srv/app', '/srv/b'], missing: ['a.so for /lib/b.so in /srv/b'] },
    },
    {
      what: 'missing for two files',
      files: [app(['a.so']), app(['a.so', 'b.so'], 'srv/b')],
      programs: [['/srv/app'], ['/srv/b']],
      is: {
        processes: ['/srv/app', '/srv/b'],
        missing: ['a.so for /srv/app in /srv/app', 'a.so for /srv/b in /srv/b', 'b.so for /srv/b in /srv/b'],
      },
    },
    {
      what: 'for another machine, as a library',
      files: [app(['a.so', 'b.so']), armLib('lib/a.so')],
      is: {
        ...{ processes: ['/srv/app'], missing: ['b.so for /srv/app in /srv/app'] },
        foreign: ['/lib/a.so by /srv/app'],
      },
    },
    {
      what: 'for another machine, as a library that may be loaded',
      ...{ files: [app(['a.so']), armLib('lib/a.so')], programs: [['/srv/app', { isSure: false }]] },
      is: { missing: ['a.so for /srv/app in /srv/app'] },
    },
    {
      what: 'of the other word size',
      files: [app(['a.so']), elfFile('lib/a.so', {}, { identity: identityOf('386') })],
      is: { processes: ['/srv/app'], missing: ['a.so for /srv/app in /srv/app'] },
    },
    {
      what: 'somewhere',
      ...{ files: [app(['a.so', 'b.so']), lib('x/a.so.1')] },
      is: {
        processes: ['/srv/app'],
        missing: ['a.so for /srv/app in /srv/app', 'b.so for /srv/app in /srv/app'],
      },
    },
    {
      what: 'somewhere that a script may name',
      ...{ files: [app(['a.so', 'b.so']), lib('x/a.so.1')], setsLibraryPath: true },
      is: { processes: ['/srv/app'], missing: ['b.so for /srv/app in /srv/app'] },
    },
    {
      what: 'preloaded',
      ...{ files: [app([]), lib('x/a.so')], env: ['LD_PRELOAD=/x/a.so /x/b.so'] },
      is: {
        processes: ['/srv/app'],
        foreign: ['/x/a.so by LD_PRELOAD'],
        preloads: ['/x/b.so by LD_PRELOAD'],
      },
    },
    {
      what: 'preloaded into nothing',
      ...{ files: [lib('x/a.so')], programs: [], env: ['LD_PRELOAD=/x/a.so /x/b.so'] },
      is: { foreign: ['/x/a.so by LD_PRELOAD'] },
    },
  ])('$what', ({ is, what, ...row }) => {
    expect(linking(row)).toEqual({ ...NOTHING, ...is })
  })

  test('is unknown on another system', () => {
    const other = image({ platform: parsePlatform('windows/amd64'), env: ['LD_PRELOAD=/x'] })
    const unknown: Linking = { processes: [], missing: [], foreign: new Map(), missingPreloads: [] }
    expect(linkingOf(treeOfFiles([]), other, { ...NO_START })).toEqual(unknown)
  })
})

describe('files that an image names', () => {
  const files = [
    ...[
      'x/a.so',
      'x/b.so.1',
      'x/b',
      'x/a.so.',
      'x/a.so.x',
      'x/a.sox',
      'x/aso',
      'opt/jdk/java',
      'opt/jdk/bin/javac',
      'opt/top',
    ].map((path) => elfFile(path)),
    plainFile('x/plain.so'),
    elfFile('x/\xc3\xa9.so'),
  ]

  test.each([
    { env: [], file: undefined, is: [] },
    { env: ['LD_PRELOAD=/x/a.so'], file: undefined, is: ['/x/a.so by LD_PRELOAD'] },
    {
      env: ['LD_PRELOAD=/x/none.so:/x/b.so.1 /x/é.so'],
      file: undefined,
      is: ['/x/none.so by LD_PRELOAD, missing', '/x/b.so.1 by LD_PRELOAD', '/x/\xc3\xa9.so by LD_PRELOAD'],
    },
    { env: ['LD_PRELOAD=a.so /$LIB/a.so x/a.so'], file: undefined, is: [] },
    {
      env: [],
      file: '/x/a.so\n\t/x/b\n',
      is: ['/x/a.so by /etc/ld.so.preload', '/x/b by /etc/ld.so.preload'],
    },
    {
      env: ['LD_PRELOAD=/x/b'],
      file: '/x/a.so',
      is: ['/x/b by LD_PRELOAD', '/x/a.so by /etc/ld.so.preload'],
    },
  ])('to be preloaded by $env and $file', ({ env, file: text, is }) => {
    const preload = text === undefined ? plainFile('etc/ld.so.preload') : textFile('etc/ld.so.preload', text)
    for (const tree of text === undefined
      ? [treeOfFiles(files), treeOfFiles([...files, preload])]
      : [treeOfFiles([...files, preload])]) {
      const preloads = preloadsOf(tree, env)
      expect(
        preloads.map(({ path, node, by }) => `${path} by ${by}${node === NOWHERE ? ', missing' : ''}`),
      ).toEqual(is)
    }
  })

  const named = (env: readonly string[], words: readonly string[] = []): readonly string[] => {
    const tree = treeOfFiles(files)
    const start = { file: undefined, programs: [], words, scripts: [], obstacles: [], setsLibraryPath: false }
    return [...filesNamedByImage(tree, image({ env }), start)].map(
      ([node, by]) => `${pathOf(tree, node)} by ${by}`,
    )
  }

  test.each([
    { words: ['/x/a.so'], is: ['/x/a.so'] },
    { words: ['-agentpath:/x/a.so=x,/x/b.so.1', '--x=/x/a.so'], is: ['/x/a.so', '/x/b.so.1'] },
    { words: ['a;/x/a.so b'], is: ['/x/a.so'] },
    { words: ['a,/x/b.so.1'], is: ['/x/b.so.1'] },
    {
      words: [
        '/x/b',
        '/x/a.sox',
        '/x/aso',
        '/x/plain.so',
        '/x/none.so',
        '/x/a.so.',
        'x/a.so',
        'y/x/a.so',
        '/x/a.so.x',
      ],
      is: [],
    },
    { words: ['/y/../x/a.so'], is: [] },
  ])('by its command: $words', ({ words, is }) => {
    expect(named([], words)).toEqual(is.map((path) => `${path} by the command`))
  })

  test.each([
    { line: 'A=/x/b', is: ['/x/b'] },
    { line: 'A=-p:/x/a.so --q=/x/b,/x/b.so.1', is: ['/x/a.so', '/x/b', '/x/b.so.1'] },
    { line: 'A=/x/é.so', is: ['/x/\xc3\xa9.so'] },
    { line: 'A=x/b', is: [] },
    { line: 'A=/x/plain.so', is: [] },
    { line: 'ARM64_X=/x/b', is: [] },
    { line: 'A=/opt/jdk', is: [] },
    { line: 'JAVA_HOME=/opt/jdk', is: ['/opt/jdk/java', '/opt/jdk/bin/javac'] },
    { line: 'HOME=/opt/jdk', is: ['/opt/jdk/java', '/opt/jdk/bin/javac'] },
    { line: 'VIRTUAL_ENV=/opt/jdk', is: ['/opt/jdk/java', '/opt/jdk/bin/javac'] },
    { line: 'XHOME=/opt/jdk', is: [] },
    { line: 'HOMES=/opt/jdk', is: [] },
    { line: 'MY_VIRTUAL_ENV=/opt/jdk', is: [] },
    { line: 'VIRTUAL_ENVS=/opt/jdk', is: [] },
    { line: 'JAVA_HOME=/opt', is: [] },
    { line: 'JAVA_HOME=/opt/', is: [] },
    { line: 'JAVA_HOME=x/opt/jdk', is: [] },
    { line: 'JAVA_HOME=/none/x', is: [] },
  ])('by a variable: $line', ({ line, is }) => {
    const [name = ''] = line.split('=')
    expect(named([line])).toEqual(is.map((path) => `${path} by the variable ${name}`))
  })
})

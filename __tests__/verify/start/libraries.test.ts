/** Libraries that programs, libraries and modules need: where loaders find them, and the findings if they do not. */
import { describe, expect, test } from '@jest/globals'
import type { NewEntry } from '../../../e2e/harness/tar-writer.ts'
import { newStore, proveOne, short, whatOf } from '../images.ts'
import { elf, type NewElf } from '../layer/elf-file.ts'

const file = (path: string, bytes: Buffer | string): NewEntry => ({ path, bytes: Buffer.from(bytes) })
const symlink = (path: string, target: string): NewEntry => ({ path, type: '2', target })
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
      symlink('usr/lib/liba.so', '/opt/liba.so.1.0'),
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
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how the loader's variables are written
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

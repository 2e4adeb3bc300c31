import type { Severity } from '../../src/verify/finding.ts'
import type { NewEntry } from '../harness/tar-writer.ts'
import {
  apkParagraph,
  conda,
  deps,
  dpkg,
  dpkgList,
  file,
  macProgram,
  npm,
  paragraph,
  program,
  wheel,
  windowsProgram,
} from './metadata.ts'
import type { Recipe, Why } from './recipe.ts'

const SITE = 'usr/local/lib/python3.12/site-packages'
const MODULES = 'app/node_modules'
const GEMS = 'usr/local/bundle'
const GLIBC = program('lib/ld-linux-aarch64.so.1', 'arm64')
const MUSL = program('lib/ld-musl-aarch64.so.1', 'arm64')
const LINUX_X64 = { os: ['linux'], cpu: ['x64'] }
const LINUX_ARM64 = { os: ['linux'], cpu: ['arm64'] }
const MANYLINUX_X64 = ['cp312-cp312-manylinux_2_17_x86_64', 'cp312-cp312-manylinux2014_x86_64']
const MANYLINUX_ARM64 = ['cp312-cp312-manylinux_2_17_aarch64']

const esbuild = (cpu: string, arch: string, at = MODULES): readonly NewEntry[] =>
  npm(`${at}/@esbuild/linux-${cpu}`, { name: `@esbuild/linux-${cpu}`, os: ['linux'], cpu: [cpu] }, [
    program(`${at}/@esbuild/linux-${cpu}/bin/esbuild`, arch),
  ])

const RIGHT: readonly Recipe[] = [
  {
    what: 'a wheel for the platform',
    entries: wheel(SITE, 'markupsafe', MANYLINUX_ARM64, [
      program(`${SITE}/markupsafe/_speedups.so`, 'arm64'),
    ]),
  },
  {
    what: 'a manylinux wheel in an image with glibc',
    entries: [GLIBC, ...wheel(SITE, 'numpy', MANYLINUX_ARM64, [program(`${SITE}/numpy/x.so`, 'arm64')])],
  },
  {
    what: 'a musllinux wheel in an image with musl',
    entries: [
      MUSL,
      ...wheel(
        SITE,
        'numpy',
        ['cp312-cp312-musllinux_1_2_aarch64'],
        [program(`${SITE}/numpy/x.so`, 'arm64')],
      ),
    ],
  },
  {
    what: 'a manylinux wheel in an image with both C libraries',
    entries: [MUSL, GLIBC, ...wheel(SITE, 'numpy', MANYLINUX_ARM64, [])],
  },
  {
    what: 'a wheel in an image without a C library, as in a layer of functions',
    entries: wheel('python', 'numpy', MANYLINUX_ARM64, [program('python/numpy/x.so', 'arm64')]),
  },
  {
    what: 'a wheel for both C libraries',
    entries: [MUSL, ...wheel(SITE, 'ruff', ['py3-none-manylinux_2_17_aarch64.musllinux_1_1_aarch64'], [])],
  },
  {
    what: 'a wheel that was compiled in place',
    entries: [MUSL, ...wheel(SITE, 'x', ['cp312-cp312-linux_aarch64'], [program(`${SITE}/x.so`, 'arm64')])],
  },
  { what: 'esbuild for the platform', entries: esbuild('arm64', 'arm64') },
  { what: 'esbuild for two machines', entries: [...esbuild('x64', 'amd64'), ...esbuild('arm64', 'arm64')] },
  {
    what: 'esbuild for two machines in a pnpm store',
    entries: ['x64', 'arm64'].flatMap((cpu) =>
      esbuild(
        cpu,
        cpu === 'x64' ? 'amd64' : 'arm64',
        `${MODULES}/.pnpm/@esbuild+linux-${cpu}@0.28.2/node_modules`,
      ),
    ),
  },
  {
    what: 'esbuild for two machines, unplugged by Yarn',
    entries: ['x64', 'arm64'].flatMap((cpu) =>
      esbuild(
        cpu,
        cpu === 'x64' ? 'amd64' : 'arm64',
        `app/.yarn/unplugged/@esbuild-linux-${cpu}-npm-0.28.2-0123456789/node_modules`,
      ),
    ),
  },
  {
    what: 'sharp for two machines and both C libraries',
    entries: ['linux-x64', 'linuxmusl-x64', 'linux-arm64', 'linuxmusl-arm64'].flatMap((target) => {
      const name = `@img/sharp-${target}`
      const isX64 = target.endsWith('x64')
      const at = `${MODULES}/${name}`
      return npm(
        at,
        { name, ...(isX64 ? LINUX_X64 : LINUX_ARM64), libc: [target.includes('musl') ? 'musl' : 'glibc'] },
        [program(`${at}/lib/sharp-${target}.node`, isX64 ? 'amd64' : 'arm64')],
      )
    }),
  },
  {
    what: 'an npm package for both C libraries',
    entries: [
      GLIBC,
      ...['gnu', 'musl'].flatMap((abi) =>
        npm(
          `${MODULES}/@x/x-linux-arm64-${abi}`,
          { name: `@x/x-linux-arm64-${abi}`, ...LINUX_ARM64, libc: [abi === 'gnu' ? 'glibc' : 'musl'] },
          [program(`${MODULES}/@x/x-linux-arm64-${abi}/x.node`, 'arm64')],
        ),
      ),
    ],
  },
  {
    what: 'turbo for two machines',
    entries: ['64', 'arm64'].flatMap((word) =>
      npm(
        `${MODULES}/turbo-linux-${word}`,
        { name: `turbo-linux-${word}`, ...(word === '64' ? LINUX_X64 : LINUX_ARM64) },
        [program(`${MODULES}/turbo-linux-${word}/bin/turbo`, word === '64' ? 'amd64' : 'arm64')],
      ),
    ),
  },
  {
    what: 'napi modules for two machines, each with its own package',
    entries: ['x64', 'arm64'].flatMap((cpu) =>
      npm(
        `${MODULES}/@rollup/rollup-linux-${cpu}-gnu`,
        { name: `@rollup/rollup-linux-${cpu}-gnu`, os: ['linux'], cpu: [cpu], libc: ['glibc'] },
        [
          program(
            `${MODULES}/@rollup/rollup-linux-${cpu}-gnu/rollup.linux-${cpu}-gnu.node`,
            cpu === 'x64' ? 'amd64' : 'arm64',
          ),
        ],
      ),
    ),
  },
  {
    what: 'napi modules for two machines in one package',
    entries: npm(`${MODULES}/x`, { name: 'x' }, [
      program(`${MODULES}/x/x.linux-x64-gnu.node`, 'amd64'),
      program(`${MODULES}/x/x.linux-arm64-gnu.node`, 'arm64'),
    ]),
  },
  {
    what: 'prebuilt modules for several systems and machines in the folder of compiled ones',
    entries: npm(`${MODULES}/oracledb`, { name: 'oracledb' }, [
      program(`${MODULES}/oracledb/build/Release/oracledb-6.7.1-linux-x64.node`, 'amd64'),
      program(`${MODULES}/oracledb/build/Release/oracledb-6.7.1-linux-arm64.node`, 'arm64'),
      macProgram(`${MODULES}/oracledb/build/Release/oracledb-6.7.1-darwin-arm64.node`),
      windowsProgram(`${MODULES}/oracledb/build/Release/oracledb-6.7.1-win32-x64.node`),
    ]),
  },
  {
    what: 'a module that was compiled in place',
    entries: npm(`${MODULES}/better-sqlite3`, { name: 'better-sqlite3' }, [
      program(`${MODULES}/better-sqlite3/build/Release/better_sqlite3.node`, 'arm64'),
    ]),
  },
  {
    what: "Prisma's engines for several targets",
    entries: [
      program(`${MODULES}/.prisma/client/libquery_engine-debian-openssl-3.0.x.so.node`, 'amd64'),
      program(`${MODULES}/.prisma/client/libquery_engine-linux-arm64-openssl-3.0.x.so.node`, 'arm64'),
    ],
  },
  {
    what: 'Python modules for several machines',
    entries: [
      program('usr/lib/python3/dist-packages/_x.cpython-312-x86_64-linux-gnu.so', 'amd64'),
      program('usr/lib/python3/dist-packages/_x.cpython-312-aarch64-linux-gnu.so', 'arm64'),
    ],
  },
  {
    what: 'a gem for several platforms',
    entries: ['x86_64', 'aarch64'].map((arch) =>
      program(
        `${GEMS}/gems/nokogiri-1.18.9-${arch}-linux-gnu/lib/nokogiri/3.3/nokogiri.so`,
        arch === 'x86_64' ? 'amd64' : 'arm64',
      ),
    ),
  },
  {
    what: 'a gem that was compiled in place',
    entries: [
      program(`${GEMS}/gems/bcrypt-3.1.20/lib/bcrypt_ext.so`, 'arm64'),
      program(`${GEMS}/extensions/aarch64-linux/3.3.0/bcrypt-3.1.20/bcrypt_ext.so`, 'arm64'),
    ],
  },
  {
    what: 'a .NET application for the platform',
    entries: [
      file('app/App.deps.json', deps('.NETCoreApp,Version=v8.0/linux-arm64')),
      program('app/App', 'arm64'),
    ],
  },
  {
    what: 'the host of a .NET application for all machines, which dotnet does not need',
    entries: [
      file('app/App.deps.json', deps('.NETCoreApp,Version=v8.0')),
      file('app/App.dll', 'MZ'),
      program('app/App', 'amd64'),
    ],
  },
  {
    what: 'the hosts of two .NET applications for all machines in one folder',
    entries: ['A', 'B'].flatMap((name) => [
      file(`app/${name}.deps.json`, deps('.NETCoreApp,Version=v8.0')),
      program(`app/${name}`, 'amd64'),
    ]),
  },
  {
    what: 'a conda package',
    entries: [
      file('opt/conda/conda-meta/zlib-1.2.json', conda('zlib', 'linux-aarch64', ['lib/libz.so.1'])),
      program('opt/conda/lib/libz.so.1', 'arm64'),
    ],
  },
  {
    what: "a distribution's package for all machines that has programs for other machines",
    entries: [
      dpkg([
        ['libc6', 'arm64'],
        ['syslinux-common', 'all'],
      ]),
      dpkgList('syslinux-common', '/usr/lib/syslinux/mbr/mbr.bin'),
      program('usr/lib/syslinux/mbr/mbr.bin', '386'),
    ],
  },
  {
    what: 'a C library for cross compilers, for all machines',
    entries: [
      dpkg([
        ['libc6', 'arm64'],
        ['libc6-amd64-cross', 'all'],
      ]),
      dpkgList('libc6-amd64-cross', '/usr/x86_64-linux-gnu/lib/libc.so.6'),
      program('usr/x86_64-linux-gnu/lib/libc.so.6', 'amd64'),
    ],
  },
  {
    what: 'a package for all machines in a folder that the loader searches',
    entries: [
      dpkg([
        ['libc6', 'arm64'],
        ['x', 'all'],
      ]),
      dpkgList('x', '/lib/x-helper.so'),
      program('usr/lib/x-helper.so', 'amd64'),
    ],
  },
  {
    what: 'libraries of an additional architecture that dpkg installs for',
    entries: [
      dpkg([
        ['libc6', 'arm64'],
        ['libssl3', 'amd64'],
      ]),
      file('var/lib/dpkg/arch', 'arm64\namd64\n'),
      dpkgList('libssl3:amd64', '/usr/lib/x86_64-linux-gnu/libssl.so.3'),
      program('usr/lib/x86_64-linux-gnu/libssl.so.3', 'amd64'),
    ],
  },
  {
    what: 'a package for the platform that has files for other machines',
    entries: [
      dpkg([['gcc-doc', 'arm64']]),
      dpkgList('gcc-doc', '/usr/lib/gcc-doc/examples/x'),
      program('usr/lib/gcc-doc/examples/x', 'amd64'),
    ],
  },
  {
    what: 'a distribution without dpkg that has its status files',
    entries: [
      file('var/lib/dpkg/status.d/firmware', paragraph('firmware', 'all')),
      file('var/lib/dpkg/status.d/firmware.md5sums', `${'0'.repeat(32)}  usr/lib/fw/x.so\n`),
      program('usr/lib/fw/x.so', 'amd64'),
    ],
  },
  {
    what: "Alpine's packages for all machines",
    entries: [
      file('etc/apk/arch', 'aarch64\n'),
      file(
        'lib/apk/db/installed',
        apkParagraph('musl', 'aarch64', 'lib', 'libc.so') +
          apkParagraph('grub-bios', 'noarch', 'usr/lib/grub/i386-pc', 'kernel.img'),
      ),
      program('usr/lib/grub/i386-pc/kernel.img', '386'),
    ],
  },
  {
    what: 'a package for another machine without a program',
    entries: npm(`${MODULES}/@x/linux-x64`, { name: '@x/linux-x64', ...LINUX_X64 }, [
      file(`${MODULES}/@x/linux-x64/index.js`, ''),
    ]),
  },
]

/** Severity, problem, name and path. */
type Found = readonly [Severity, Why, string, string]

const WRONG: readonly (Recipe & { readonly finds: readonly Found[] })[] = [
  {
    what: 'a wheel for another machine, reported by one of its files',
    entries: wheel(SITE, 'markupsafe', MANYLINUX_X64, [
      program(`${SITE}/markupsafe/_speedups.cpython-312-x86_64-linux-gnu.so`, 'amd64'),
      program(`${SITE}/markupsafe.libs/libx-1.so`, 'amd64'),
    ]),
    finds: [
      [
        'error',
        'other machine',
        'markupsafe',
        `${SITE}/markupsafe/_speedups.cpython-312-x86_64-linux-gnu.so`,
      ],
    ],
  },
  {
    what: "a wheel in a function's folder",
    entries: wheel('var/task', 'pydantic-core', MANYLINUX_X64, [
      program('var/task/pydantic_core/_x.so', 'amd64'),
    ]),
    finds: [['error', 'other machine', 'pydantic_core', 'var/task/pydantic_core/_x.so']],
  },
  {
    what: 'a wheel that was installed into a folder',
    entries: wheel('app/deps', 'numpy', MANYLINUX_X64, [program('app/deps/numpy/core.so', 'amd64')]),
    finds: [['error', 'other machine', 'numpy', 'app/deps/numpy/core.so']],
  },
  {
    what: 'a wheel whose program is in PATH',
    entries: [
      ...wheel(SITE, 'ruff', ['py3-none-manylinux_2_17_x86_64'], [], ['../../../bin/ruff']),
      program('usr/local/bin/ruff', 'amd64'),
    ],
    finds: [['error', 'other machine', 'ruff', 'usr/local/bin/ruff']],
  },
  {
    what: 'a wheel without a list of its files',
    entries: [
      file(`${SITE}/MarkupSafe-3.dist-info/WHEEL`, 'Wheel-Version: 1.0\nTag: cp312-cp312-linux_x86_64\n'),
      program(`${SITE}/markupsafe/_x.so`, 'amd64'),
    ],
    finds: [['error', 'other machine', 'MarkupSafe', `${SITE}/markupsafe/_x.so`]],
  },
  {
    what: 'a wheel without a list of its files and with another name',
    entries: [
      file(`${SITE}/PyYAML-6.dist-info/WHEEL`, 'Wheel-Version: 1.0\nTag: cp312-cp312-linux_x86_64\n'),
      file(`${SITE}/PyYAML-6.dist-info/top_level.txt`, '_yaml\nyaml\n'),
      program(`${SITE}/yaml/_yaml.so`, 'amd64'),
    ],
    finds: [['error', 'other machine', 'PyYAML', `${SITE}/yaml/_yaml.so`]],
  },
  {
    what: 'a wheel for arm, which some machines run',
    entries: wheel(SITE, 'x', ['cp311-cp311-linux_armv7l'], [program(`${SITE}/x/x.so`, 'arm')]),
    finds: [['warning', 'other machine', 'x', `${SITE}/x/x.so`]],
  },
  {
    what: 'a wheel for all machines that has a program for one',
    entries: wheel(
      SITE,
      'selenium',
      ['py3-none-any'],
      [
        program(`${SITE}/selenium/webdriver/linux/selenium-manager`, 'amd64'),
        program(`${SITE}/selenium/webdriver/linux/other`, 'amd64'),
      ],
    ),
    finds: [['warning', 'helper', 'selenium', `${SITE}/selenium/webdriver/linux/selenium-manager`]],
  },
  {
    what: 'a musllinux wheel in an image with glibc',
    entries: [
      GLIBC,
      ...wheel(
        SITE,
        'numpy',
        ['cp312-cp312-musllinux_1_2_aarch64'],
        [program(`${SITE}/numpy/x.so`, 'arm64')],
      ),
    ],
    finds: [['warning', 'other libc', 'numpy', `${SITE}/numpy-3.0.4.dist-info/WHEEL`]],
  },
  {
    what: 'a manylinux wheel in an image with musl',
    entries: [MUSL, ...wheel(SITE, 'numpy', MANYLINUX_ARM64, [program(`${SITE}/numpy/x.so`, 'arm64')])],
    finds: [['warning', 'other libc', 'numpy', `${SITE}/numpy-3.0.4.dist-info/WHEEL`]],
  },
  {
    what: 'a wheel whose program was moved next to it',
    entries: [
      ...wheel('app/deps', 'ruff', ['py3-none-manylinux_2_17_x86_64'], [], ['../../bin/ruff']),
      program('app/deps/bin/ruff', 'amd64'),
    ],
    finds: [['error', 'other machine', 'ruff', 'app/deps/bin/ruff']],
  },
  {
    what: 'electron, fetched for the build machine',
    entries: npm(`${MODULES}/electron`, { name: 'electron' }, [
      program(`${MODULES}/electron/dist/electron`, 'amd64'),
      program(`${MODULES}/electron/dist/libffmpeg.so`, 'amd64'),
    ]),
    finds: [['error', 'built', 'electron', `${MODULES}/electron/dist/electron`]],
  },
  {
    what: 'an npm package for musl in an image with glibc',
    entries: [
      GLIBC,
      ...npm(
        `${MODULES}/@x/x-linux-arm64-musl`,
        { name: '@x/x-linux-arm64-musl', ...LINUX_ARM64, libc: ['musl'] },
        [program(`${MODULES}/@x/x-linux-arm64-musl/x.node`, 'arm64')],
      ),
    ],
    finds: [
      ['warning', 'other libc', '@x/x-linux-arm64-musl', `${MODULES}/@x/x-linux-arm64-musl/package.json`],
    ],
  },
  {
    what: 'esbuild for the build machine',
    entries: esbuild('x64', 'amd64'),
    finds: [['error', 'other machine', '@esbuild/linux-x64', `${MODULES}/@esbuild/linux-x64/bin/esbuild`]],
  },
  {
    what: 'esbuild for the build machine in a pnpm store',
    entries: esbuild('x64', 'amd64', `${MODULES}/.pnpm/@esbuild+linux-x64@0.28.2/node_modules`),
    finds: [
      [
        ...(['error', 'other machine', '@esbuild/linux-x64'] as const),
        `${MODULES}/.pnpm/@esbuild+linux-x64@0.28.2/node_modules/@esbuild/linux-x64/bin/esbuild`,
      ],
    ],
  },
  {
    what: 'esbuild for the build machine in one of two versions',
    entries: [
      ...esbuild('arm64', 'arm64', `${MODULES}/.pnpm/@esbuild+linux-arm64@0.28.2/node_modules`),
      ...esbuild('x64', 'amd64', `${MODULES}/.pnpm/@esbuild+linux-x64@0.21.5/node_modules`),
    ],
    finds: [
      [
        ...(['error', 'other machine', '@esbuild/linux-x64'] as const),
        `${MODULES}/.pnpm/@esbuild+linux-x64@0.21.5/node_modules/@esbuild/linux-x64/bin/esbuild`,
      ],
    ],
  },
  {
    what: 'sharp for the build machine next to another package for the platform',
    entries: [
      ...esbuild('arm64', 'arm64'),
      ...npm(
        `${MODULES}/@img/sharp-linux-x64`,
        { name: '@img/sharp-linux-x64', ...LINUX_X64, libc: ['glibc'] },
        [program(`${MODULES}/@img/sharp-linux-x64/lib/sharp-linux-x64.node`, 'amd64')],
      ),
    ],
    finds: [
      [
        ...(['error', 'other machine', '@img/sharp-linux-x64'] as const),
        `${MODULES}/@img/sharp-linux-x64/lib/sharp-linux-x64.node`,
      ],
    ],
  },
  {
    what: 'a module that was compiled on the build machine',
    entries: npm(`${MODULES}/better-sqlite3`, { name: 'better-sqlite3' }, [
      program(`${MODULES}/better-sqlite3/build/Release/better_sqlite3.node`, 'amd64'),
    ]),
    finds: [
      ['error', 'built', 'better-sqlite3', `${MODULES}/better-sqlite3/build/Release/better_sqlite3.node`],
    ],
  },
  {
    what: 'a module that was fetched for the build machine',
    entries: npm(`${MODULES}/sqlite3`, { name: 'sqlite3' }, [
      program(`${MODULES}/sqlite3/lib/binding/napi-v6-linux-unknown-x64/node_sqlite3.node`, 'amd64'),
    ]),
    finds: [
      [
        'error',
        'built',
        'sqlite3',
        `${MODULES}/sqlite3/lib/binding/napi-v6-linux-unknown-x64/node_sqlite3.node`,
      ],
    ],
  },
  {
    what: 'a package for all machines with a program for one',
    entries: npm(`${MODULES}/selenium-webdriver`, { name: 'selenium-webdriver' }, [
      program(`${MODULES}/selenium-webdriver/bin/linux/selenium-manager`, 'amd64'),
    ]),
    finds: [
      ['warning', 'helper', 'selenium-webdriver', `${MODULES}/selenium-webdriver/bin/linux/selenium-manager`],
    ],
  },
  {
    what: "Prisma's engine for the build machine",
    entries: [program('app/generated/libquery_engine-debian-openssl-3.0.x.so.node', 'amd64')],
    finds: [
      [
        ...(['error', 'other machine', 'libquery_engine-debian-openssl-3.0.x.so.node'] as const),
        'app/generated/libquery_engine-debian-openssl-3.0.x.so.node',
      ],
    ],
  },
  {
    what: 'a Python module for the build machine',
    entries: [program('srv/app/_x.cpython-312-x86_64-linux-gnu.so', 'amd64')],
    finds: [
      [
        ...(['error', 'other machine', '_x.cpython-312-x86_64-linux-gnu.so'] as const),
        'srv/app/_x.cpython-312-x86_64-linux-gnu.so',
      ],
    ],
  },
  {
    what: 'a gem for another platform',
    entries: [program(`${GEMS}/gems/nokogiri-1.18.9-x86_64-linux-gnu/lib/nokogiri/nokogiri.so`, 'amd64')],
    finds: [
      [
        ...(['error', 'other machine', 'nokogiri-1.18.9-x86_64-linux-gnu'] as const),
        `${GEMS}/gems/nokogiri-1.18.9-x86_64-linux-gnu/lib/nokogiri/nokogiri.so`,
      ],
    ],
  },
  {
    what: 'a gem that was compiled on the build machine',
    entries: [
      program(`${GEMS}/gems/bcrypt-3.1.20/lib/bcrypt_ext.so`, 'amd64'),
      program(`${GEMS}/extensions/x86_64-linux/3.3.0/bcrypt-3.1.20/bcrypt_ext.so`, 'amd64'),
    ],
    finds: [
      ['error', 'built', 'bcrypt-3.1.20', `${GEMS}/gems/bcrypt-3.1.20/lib/bcrypt_ext.so`],
      [
        ...(['error', 'other machine', 'bcrypt-3.1.20'] as const),
        `${GEMS}/extensions/x86_64-linux/3.3.0/bcrypt-3.1.20/bcrypt_ext.so`,
      ],
    ],
  },
  {
    what: 'a gem for all platforms with a program for one',
    entries: [program(`${GEMS}/gems/selenium-webdriver-4.34.0/bin/linux/selenium-manager`, 'amd64')],
    finds: [
      [
        ...(['warning', 'helper', 'selenium-webdriver-4.34.0'] as const),
        `${GEMS}/gems/selenium-webdriver-4.34.0/bin/linux/selenium-manager`,
      ],
    ],
  },
  {
    what: 'a .NET application that was published for another machine',
    entries: [
      file('app/App.deps.json', deps('.NETCoreApp,Version=v8.0/linux-x64')),
      program('app/App', 'amd64'),
      program('app/libSkiaSharp.so', 'amd64'),
    ],
    finds: [['error', 'other machine', 'App', 'app/App']],
  },
  {
    what: 'a .NET application for another machine next to one for all',
    entries: [
      file('app/A.deps.json', deps('.NETCoreApp,Version=v8.0')),
      file('app/B.deps.json', deps('.NETCoreApp,Version=v8.0/linux-x64')),
      program('app/B', 'amd64'),
    ],
    finds: [['error', 'other machine', 'B', 'app/B']],
  },
  {
    what: 'a library for one machine in a .NET application for all',
    entries: [file('app/App.deps.json', deps('.NETCoreApp,Version=v8.0')), program('app/libx.so', 'amd64')],
    finds: [['warning', 'helper', 'App', 'app/libx.so']],
  },
  {
    what: 'a conda package for another machine',
    entries: [
      file('opt/conda/conda-meta/zlib-1.2.json', conda('zlib', 'linux-64', ['lib/libz.so.1'])),
      program('opt/conda/lib/libz.so.1', 'amd64'),
    ],
    finds: [['error', 'other machine', 'zlib', 'opt/conda/lib/libz.so.1']],
  },
  {
    what: 'an apk package for another machine',
    entries: [
      file('etc/apk/arch', 'aarch64\n'),
      file('lib/apk/db/installed', apkParagraph('x', 'x86_64', 'usr/lib/x', 'x.so')),
      program('usr/lib/x/x.so', 'amd64'),
    ],
    finds: [['error', 'other machine', 'x', 'usr/lib/x/x.so']],
  },
]

const LIBC = dpkg([['libc6', 'arm64']])

/** Files that their package does not excuse: the place, and the reason of the finding. */
const UNEXCUSED: readonly Recipe[] = [
  {
    what: "a program in PATH that replaced the package's own",
    entries: [LIBC, dpkgList('libc6', '/usr/bin/ldd'), program('usr/bin/ldd', 'amd64')],
    tells: [{ severity: 'error', why: 'in PATH', path: 'usr/bin/ldd' }],
  },
  {
    what: "a library in the loader's folders that replaced the package's own",
    entries: [
      LIBC,
      dpkgList('libc6', '/usr/lib/aarch64-linux-gnu/libc.so.6'),
      program('usr/lib/aarch64-linux-gnu/libc.so.6', 'amd64'),
    ],
    tells: [{ severity: 'error', why: 'loader folder', path: 'usr/lib/aarch64-linux-gnu/libc.so.6' }],
  },
  {
    what: 'a program in PATH for an additional architecture that dpkg installs for',
    entries: [
      dpkg([
        ['libc6', 'arm64'],
        ['x', 'amd64'],
      ]),
      dpkgList('x:amd64', '/opt/x/bin/x'),
      program('opt/x/bin/x', 'amd64'),
    ],
    config: { Env: ['PATH=/opt/x/bin:/usr/bin'] },
    tells: [{ severity: 'error', why: 'in PATH', path: 'opt/x/bin/x' }],
  },
  {
    what: 'the started program',
    entries: wheel('srv', 'x', ['py3-none-any'], [program('srv/x/run', 'amd64')]),
    config: { Entrypoint: ['/srv/x/run'] },
    tells: [{ severity: 'error', why: 'started', path: 'srv/x/run' }],
  },
  {
    what: 'a file next to the started program',
    entries: [...esbuild('arm64', 'arm64'), program('usr/lib/other.so', 'amd64')],
    tells: [{ severity: 'error', why: 'loader folder', path: 'usr/lib/other.so' }],
  },
]

/** Packages with files for other machines. */
export const PACKAGES: readonly Recipe[] = [
  ...RIGHT,
  ...WRONG.map(({ finds, ...recipe }) => ({
    ...recipe,
    tells: finds.map(([severity, why, name, path]) => ({ severity, why, package: name, path })),
  })),
  ...UNEXCUSED,
]

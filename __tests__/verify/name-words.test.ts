import { describe, expect, test } from '@jest/globals'
import {
  archOfWord,
  commonName,
  hasWord,
  isArchWord,
  pathReader,
  systemOfWord,
} from '../../src/verify/name-words.ts'

describe('words', () => {
  test.each([
    ...['x86_64', 'x86-64', 'amd64', 'x64', 'X64'].map((word) => ({ word, arch: 'amd64' })),
    ...['i386', 'i486', 'i586', 'i686', 'ia32', 'x86', '386'].map((word) => ({ word, arch: '386' })),
    ...['aarch64', 'arm64', 'arm64v8', 'aarch_64', 'arm_64'].map((word) => ({ word, arch: 'arm64' })),
    ...['arm', 'armv5', 'armv6', 'armv6l', 'armv7', 'armv7l', 'armv8l', 'armhf', 'armel', 'arm32'].map(
      (word) => ({
        word,
        arch: 'arm',
      }),
    ),
    ...['ppc64le', 'ppc64el', 'powerpc64le', 'ppcle-64', 'ppcle_64'].map((word) => ({
      word,
      arch: 'ppc64le',
    })),
    ...['riscv64', 'riscv64gc'].map((word) => ({ word, arch: 'riscv64' })),
    ...['loong64', 'loongarch64'].map((word) => ({ word, arch: 'loong64' })),
    ...['mips64el', 'mips64le'].map((word) => ({ word, arch: 'mips64le' })),
    ...['mipsel', 'mipsle'].map((word) => ({ word, arch: 'mipsle' })),
    ...['ppc-64', 'ppc_64', 'ppcbe-64'].map((word) => ({ word, arch: 'ppc64' })),
    ...['s390_64', 's390-64'].map((word) => ({ word, arch: 's390x' })),
    ...['arm_32', 'arm-32', 'armhf-32', 'armel_32'].map((word) => ({ word, arch: 'arm' })),
    ...['linux64', 'win64', 'k8', 'linuxx64', 'linuxx86-64', 'linuxx86_64'].map((word) => ({
      word,
      arch: 'amd64',
    })),
    ...['linux32', 'x86-32', 'x86_32'].map((word) => ({ word, arch: '386' })),
    ...['armv8', 'arm64-v8a', 'arm64_v8a', 'arm64e', 'linuxarm64', 'linuxaarch64', 'aarch-64'].map(
      (word) => ({
        word,
        arch: 'arm64',
      }),
    ),
    ...['armv7a', 'arm32v5', 'arm32v6', 'arm32v7', 'linuxarm32', 'armeabi', 'armeabi-v7a'].map((word) => ({
      word,
      arch: 'arm',
    })),
    ...['armeabi_v7a', 'armle'].map((word) => ({ word, arch: 'arm' })),
    ...['powerpc64', 'ppc64'].map((word) => ({ word, arch: 'ppc64' })),
    ...['mips_64', 'mips-64'].map((word) => ({ word, arch: 'mips64' })),
    ...['mipsel-64', 'mipsel_64'].map((word) => ({ word, arch: 'mips64le' })),
    { word: 'mipsel_32', arch: 'mipsle' },
    { word: 'mips-32', arch: 'mips' },
    { word: 'ppc_32', arch: 'ppc' },
    { word: 'ppcbe-32', arch: 'ppc' },
    { word: 's390_32', arch: 's390' },
    { word: 'riscv_32', arch: 'riscv' },
    { word: 'riscv-64', arch: 'riscv64' },
    { word: 'loongarch_64', arch: 'loong64' },
    { word: 'sparc_32', arch: 'sparc' },
    { word: 'sparc-64', arch: 'sparc64' },
    ...['armhf-64', 'ppcle-32', 'aarch_32', 'loongarch-32'].map((word) => ({ word, arch: word })),
    ...['s390x', 'mips64', 'mips', 's390', 'ppc', 'sparc64', 'wasm', 'e2k'].map((word) => ({
      word,
      arch: word,
    })),
  ])('$word is $arch', ({ word, arch }) => {
    expect(archOfWord(word)).toBe(arch)
  })

  test.each([
    { word: 'x64', is: true },
    { word: 'AArch64', is: true },
    { word: 'linux', is: false },
    { word: 'sparcv9', is: false },
    { word: 'universal2', is: false },
    { word: '', is: false },
  ])('$word is the word of an architecture: $is', ({ word, is }) => {
    expect(isArchWord(word)).toBe(is)
  })

  test.each([
    { word: 'osx', system: 'darwin' },
    { word: 'win32', system: 'windows' },
    { word: 'alpine', system: 'linux' },
    { word: 'sunos', system: 'solaris' },
    { word: 'plan9', system: 'plan9' },
    ...['macos', 'macosx', 'OSX', 'darwin'].map((word) => ({ word, system: 'darwin' })),
    ...['windows', 'win', 'mingw', 'mingw32', 'mswin', 'cygwin'].map((word) => ({ word, system: 'windows' })),
    ...['linuxmusl', 'linuxglibc', 'linuxstatic', 'unix', 'debian', 'rhel', 'manylinux', 'musllinux'].map(
      (word) => ({ word, system: 'linux' }),
    ),
    ...['centos', 'fedora', 'ubuntu', 'opensuse'].map((word) => ({ word, system: 'linux' })),
    { word: 'Solaris', system: 'solaris' },
    { word: 'Inferno', system: 'Inferno' },
    { word: 'dragonflybsd', system: 'dragonfly' },
  ])('$word is $system', ({ word, system }) => {
    expect(systemOfWord(word)).toBe(system)
  })
})

describe('paths', () => {
  test.each([
    { path: '/opt/x/linux-x64/libx.so', common: 'opt/x/libx-so', arch: 'amd64' },
    { path: '/opt/x/linux-arm64/libx.so', common: 'opt/x/libx-so', arch: 'arm64' },
    { path: '/opt/x/linux/arm/v7/libx.so', common: 'opt/x/libx-so', arch: 'arm' },
    { path: '/opt/x/app_linux_amd64_v1/app', common: 'opt/x/app/app', arch: 'amd64' },
    { path: '/opt/x/wrapper-linux-arm-64', common: 'opt/x/wrapper', arch: 'arm64' },
    { path: '/opt/x/wrapper-linux-ppcle-64', common: 'opt/x/wrapper', arch: 'ppc64le' },
    { path: '/opt/x/wrapper-hpux-parisc-64', common: 'opt/x/wrapper-hpux', arch: undefined },
    { path: '/opt/x/x86_64-linux-clang/libx.so', common: 'opt/x/libx-so', arch: 'amd64' },
    { path: '/opt/x/aarch64-oe-linux-gcc11.2/libx.so', common: 'opt/x/libx-so', arch: 'arm64' },
    { path: '/opt/x/aarch64-linux-gnu-gcc-13', common: 'opt/x/gcc-13', arch: 'arm64' },
    { path: '/opt/x/rhel.7-x64/a', common: 'opt/x/a', arch: 'amd64' },
    { path: '/opt/amd64/a/b/c/d', common: 'opt/a/b/c/d', arch: undefined },
    { path: '/opt/sparcv9/x', common: 'opt/x', arch: undefined },
    { path: '/usr/lib/x86_64-linux-gnu/x/y.so', common: 'usr/lib/x/y-so', arch: undefined },
    { path: '/lib/aarch64-linux-gnu/libx.so', common: 'lib/libx-so', arch: undefined },
    { path: '/usr/lib/x86_64-linux-gnu/arm64/y.so', common: 'usr/lib/y-so', arch: 'arm64' },
    { path: '/usr/lib/x86_64-linux-gnu.old/y.so', common: 'usr/lib/old/y-so', arch: 'amd64' },
    { path: '/usr/lib/x86_64-linux/y.so', common: 'usr/lib/y-so', arch: 'amd64' },
    { path: '/usr/lib/old/x86_64-linux-gnu/y.so', common: 'usr/lib/old/y-so', arch: 'amd64' },
    // Versions of a machine, as GoReleaser writes them.
    ...['amd64_v1', 'arm64_v8.0', 'arm_6', 'arm-7', '386_sse2', '386_softfloat', 'mips_softfloat'].map(
      (word) => ({
        path: `/opt/x/app_linux_${word}`,
        common: 'opt/x/app',
        arch: archOfWord(word.split(/[-_]/)[0] ?? ''),
      }),
    ),
    { path: '/opt/x/app_linux_mips64le_hardfloat', common: 'opt/x/app', arch: 'mips64le' },
    { path: '/opt/x/app_linux_ppc64le_power8', common: 'opt/x/app', arch: 'ppc64le' },
    { path: '/opt/x/app_linux_riscv64_rva20u64', common: 'opt/x/app', arch: 'riscv64' },
    ...['amd64-v3', 'amd64.v2', 'arm64_v9', 'arm_5', 'arm_8', 'ppc64_power9', 'mips64_hardfloat'].map(
      (word) => ({
        path: `/opt/x/app_linux_${word}`,
        common: 'opt/x/app',
        arch: archOfWord(word.split(/[-_.]/)[0] ?? ''),
      }),
    ),
    { path: '/opt/x/app_linux_riscv64_rva22u64', common: 'opt/x/app', arch: 'riscv64' },
    { path: '/opt/x/app_linux_amd64_v12', common: 'opt/x/app-v12', arch: 'amd64' },
    { path: '/opt/x/app_linux_arm64_8', common: 'opt/x/app-8', arch: 'arm64' },
    { path: '/opt/x/app_linux_arm_4', common: 'opt/x/app-4', arch: 'arm' },
    { path: '/opt/x/app_linux_386_sse3', common: 'opt/x/app-sse3', arch: '386' },
    { path: '/opt/x/app_linux_arm_softfloat', common: 'opt/x/app-softfloat', arch: 'arm' },
    { path: '/opt/x/app_linux_riscv64_rva', common: 'opt/x/app-rva', arch: 'riscv64' },
    { path: '/opt/x/app_linux_arm_9', common: 'opt/x/app-9', arch: 'arm' },
    { path: '/opt/x/app_linux_amd64_power8', common: 'opt/x/app-power8', arch: 'amd64' },
    // A wheel for Android, as a file's name has its tag.
    { path: '/opt/x/x-android_21_arm64_v8a.whl', common: 'opt/x/x-21-whl', arch: 'arm64' },
    { path: '/opt/x/x-android_21_armeabi_v7a.whl', common: 'opt/x/x-21-whl', arch: 'arm' },
    { path: '/opt/x/app-linux64', common: 'opt/x/app', arch: 'amd64' },
    { path: '/opt/x/app-linux-64', common: 'opt/x/app', arch: 'amd64' },
    { path: '/opt/x/app-linux_64', common: 'opt/x/app', arch: 'amd64' },
    { path: '/opt/x/app-linux_32', common: 'opt/x/app', arch: undefined },
    { path: '/opt/x/app-linux-640', common: 'opt/x/app-640', arch: undefined },
    { path: '/opt/x/app-linux64bit', common: 'opt/x/app-linux64bit', arch: undefined },
    { path: '/opt/x/app-darwin-64.bit', common: 'opt/x/app-64-bit', arch: undefined },
    { path: '/opt/x/app-darwin-64_bit', common: 'opt/x/app-64-bit', arch: undefined },
    // Distributions with a version, as .NET's runtime identifiers have it.
    { path: '/opt/x/alpine.3.18-x64/a', common: 'opt/x/a', arch: 'amd64' },
    { path: '/opt/x/ubuntu-22.04-arm64/a', common: 'opt/x/a', arch: 'arm64' },
    { path: '/opt/x/centos7/a', common: 'opt/x/a', arch: undefined },
    { path: '/opt/x/fedora-40-beta/a', common: 'opt/x/beta/a', arch: undefined },
    { path: '/opt/x/debian-.11/a', common: 'opt/x/11/a', arch: undefined },
    // C libraries and other parts of targets.
    ...['gnu', 'glibc', 'musl', 'gnueabi', 'gnueabihf', 'musleabi', 'musleabihf'].map((libc) => ({
      path: `/opt/x/app-${libc}`,
      common: 'opt/x/app',
      arch: undefined,
    })),
    ...['aarch64-apple-darwin', 'arm64-eabi', 'arm64-eabihf'].map((target) => ({
      path: `/opt/x/app-${target}`,
      common: 'opt/x/app',
      arch: 'arm64',
    })),
    { path: '/opt/x/app-x64-mingw-ucrt', common: 'opt/x/app', arch: 'amd64' },
    { path: '/opt/x/app-apple-msvc-eabi', common: 'opt/x/app-apple-msvc-eabi', arch: undefined },
    { path: '/opt/x/aarch64-linux-gcc9/a', common: 'opt/x/a', arch: 'arm64' },
    { path: '/opt/x/aarch64_oe_linux_gcc11.2.1/a', common: 'opt/x/a', arch: 'arm64' },
    { path: '/opt/x/aarch64-linux-gcc/a', common: 'opt/x/gcc/a', arch: 'arm64' },
    { path: '/opt/x/aarch64-linux-clang-18/a', common: 'opt/x/clang-18/a', arch: 'arm64' },
    { path: '/opt/x/aarch64-poky-linux-clang/a', common: 'opt/x/poky-clang/a', arch: 'arm64' },
    { path: '/opt/x/oe-clang/a', common: 'opt/x/oe-clang/a', arch: undefined },
    { path: '/opt/x/app-freebsd-32', common: 'opt/x/app', arch: undefined },
    { path: '/opt/x/app-linux-64-bit', common: 'opt/x/app-64-bit', arch: 'amd64' },
    { path: '/opt/x/engine-debian-openssl-3.0.x', common: 'opt/x/engine', arch: 'amd64' },
    { path: '/opt/x/engine-rhel-openssl-1.1.x', common: 'opt/x/engine', arch: 'amd64' },
    { path: '/opt/x/engine-linux-musl-openssl-3.0.x', common: 'opt/x/engine', arch: 'amd64' },
    { path: '/opt/x/engine-linux-arm64-openssl-3.0.x', common: 'opt/x/engine', arch: 'arm64' },
    { path: '/opt/x/engine-ubuntu-openssl-3.0.x', common: 'opt/x/engine', arch: undefined },
    { path: '/opt/x/engine-linux-musl', common: 'opt/x/engine', arch: undefined },
    { path: '/opt/x/openssl-10.11.x', common: 'opt/x/', arch: undefined },
    { path: '/opt/x/openssl-3.0', common: 'opt/x/openssl-3-0', arch: undefined },
    { path: '/opt/x/a-x86_64-pc-windows-msvc', common: 'opt/x/a', arch: 'amd64' },
    { path: '/opt/x/a-arm-unknown-linux-musleabihf', common: 'opt/x/a', arch: 'arm' },
    { path: '/opt/x/pc', common: 'opt/x/pc', arch: undefined },
    { path: '/opt/x/gcc-13', common: 'opt/x/gcc-13', arch: undefined },
    { path: '/opt/arm64/x-amd64', common: 'opt/x', arch: 'amd64' },
    { path: '/opt/arm64/amd64/x', common: 'opt/x', arch: 'amd64' },
    { path: '/opt/x/amd64-to-arm64', common: 'opt/x/to', arch: 'arm64' },
    { path: '/opt/x64/a/b', common: 'opt/a/b', arch: 'amd64' },
    { path: '/opt/x64/a/b/c', common: 'opt/a/b/c', arch: undefined },
    { path: '/opt/arm64/v8/x', common: 'opt/x', arch: 'arm64' },
    { path: '/opt/arm/v10/x', common: 'opt/v10/x', arch: 'arm' },
    { path: '/opt/arm/xv7/x', common: 'opt/xv7/x', arch: 'arm' },
    { path: '/opt/charm/v7/x', common: 'opt/charm/v7/x', arch: undefined },
    { path: '/opt/armor/v7/x', common: 'opt/armor/v7/x', arch: undefined },
    { path: '/v7/x', common: 'v7/x', arch: undefined },
    { path: '/opt/x/.libstdc++@2_1.so-', common: 'opt/x/libstdc-2-1-so', arch: undefined },
    { path: '/opt/X/LIB-X64.DLL', common: 'opt/x/lib-dll', arch: 'amd64' },
    { path: '/opt/amd64/v2/x', common: 'opt/v2/x', arch: 'amd64' },
    { path: '/usr/local/lib/x86_64-linux-gnu/y.so', common: 'usr/local/lib/y-so', arch: undefined },
    { path: '/srv/lib/x86_64-linux-gnu/y.so', common: 'srv/lib/y-so', arch: 'amd64' },
    { path: '/opt/x/m68k/a', common: 'opt/x/a', arch: undefined },
    { path: '/opt/amd64/sh4-x', common: 'opt/x', arch: undefined },
    { path: '/opt/x/charm', common: 'opt/x/charm', arch: undefined },
  ])('$path', ({ path, common, arch }) => {
    expect(pathReader()(path)).toMatchObject({ common, arch })
  })

  /**
   * Of GNU's config.sub, os-maven-plugin (itanium_64), Tanuki's Java Service Wrapper (parisc-64, ppcle-32), WebAssembly and
   * macOS (universal2).
   */
  test.each([
    ...['sparcv9', 'sparc32', 'ia64', 'alpha', 'hppa', 'parisc', 'parisc64', 'm68k', 'sh4', 'sh3', 'or1k'],
    ...['ia-64', 'ia_64', 'itanium_32', 'itanium_64', 'parisc-32', 'parisc-64', 'ppcle-32', 'ppcle_32'],
    ...['xtensa', 'hexagon', 'avr', 'wasm32', 'universal', 'universal2', 'i786', 'ppcle', 'powerpc'],
  ])('%s is a machine that no platform has', (word) => {
    const read = pathReader()
    expect(read(`/opt/amd64/x-${word}`)).toMatchObject({ common: 'opt/x', arch: undefined, hasWord: true })
    expect(archOfWord(word)).toBe(word)
  })

  const NO_WORD = { hasWord: false, arch: undefined, ownArch: undefined, folderArch: undefined }

  test.each([
    { path: '/opt/x/y', says: NO_WORD },
    {
      path: '/opt/x/y-x64',
      says: { hasWord: true, arch: 'amd64', ownArch: 'amd64', folderArch: undefined },
    },
    {
      path: '/opt/x64/y',
      says: { hasWord: true, arch: 'amd64', ownArch: undefined, folderArch: 'amd64' },
    },
    {
      path: '/opt/x64/y-arm64',
      says: { hasWord: true, arch: 'arm64', ownArch: 'arm64', folderArch: 'amd64' },
    },
    { path: '/linux/a/b/c', says: { ...NO_WORD, hasWord: true } },
    { path: '/x64', says: { hasWord: true, arch: 'amd64', ownArch: 'amd64', folderArch: undefined } },
  ])('$path says where it has which words', ({ path, says }) => {
    expect(pathReader()(path)).toMatchObject(says)
    expect(hasWord(path)).toBe(says.hasWord)
  })

  test.each([
    { name: '@esbuild/linux-x64', common: 'esbuild/' },
    { name: '@img/sharp-linuxmusl-arm64', common: 'img/sharp' },
    { name: 'left-pad', common: 'left-pad' },
    { name: '', common: '' },
  ])('$name has $common in common with those for other machines', ({ name, common }) => {
    expect(commonName(name)).toBe(common)
  })

  test('are read the same regardless of earlier ones', () => {
    const read = pathReader()
    const paths = ['/a/linux-x64/x', '/a/linux-x64/y-arm64', '/b/x64/linux-x64', '/a/linux-x64/x']
    expect(paths.map((path) => read(path).arch)).toEqual(paths.map((path) => pathReader()(path).arch))
  })

  test.each([
    { path: '/opt/freebsd-x64/x', isForeign: true },
    { path: '/opt/win32/x', isForeign: true },
    { path: '/opt/linux/x', isForeign: false },
    { path: '/opt/darwin/a/b/x', isForeign: false },
    { path: '/opt/darwin/a/x', isForeign: true },
    { path: '/opt/x-windows64', isForeign: true },
    { path: '/opt/x-osx-32', isForeign: true },
    { path: '/opt/x-win128', isForeign: false },
    ...['darwin', 'macos', 'macosx', 'windows', 'win', 'mingw', 'mingw32', 'mswin', 'solaris'].map(
      (word) => ({
        path: `/opt/x-${word}`,
        isForeign: true,
      }),
    ),
    { path: '/opt/x-dragonflybsd', isForeign: true },
    { path: '/opt/x-android', isForeign: false },
    { path: '/opt/winner/x', isForeign: false },
    ...['openbsd', 'netbsd', 'illumos', 'aix', 'haiku', 'sunos', 'dragonfly', 'cygwin'].map((name) => ({
      path: `/opt/${name}/x`,
      isForeign: true,
    })),
  ])('$path is for another system: $isForeign', ({ path, isForeign }) => {
    expect(pathReader()(path).isForeignSystem).toBe(isForeign)
  })
})

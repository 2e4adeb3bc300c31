import { describe, expect, test } from '@jest/globals'
import { archOfWord, pathReader, systemOfWord } from '../../src/verify/name-words.ts'

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
    ...['s390x', 'mips64', 'mips', 's390', 'ppc', 'sparc64', 'e2k'].map((word) => ({ word, arch: word })),
  ])('$word is $arch', ({ word, arch }) => {
    expect(archOfWord(word)).toBe(arch)
  })

  test.each([
    { word: 'osx', system: 'darwin' },
    { word: 'win32', system: 'windows' },
    { word: 'alpine', system: 'linux' },
    { word: 'sunos', system: 'solaris' },
    { word: 'plan9', system: 'plan9' },
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
    { path: '/opt/x/charm', common: 'opt/x/charm', arch: undefined },
  ])('$path', ({ path, common, arch }) => {
    expect(pathReader()(path)).toMatchObject({ common, arch })
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
  ])('$path is for another system: $isForeign', ({ path, isForeign }) => {
    expect(pathReader()(path).isForeignSystem).toBe(isForeign)
  })
})

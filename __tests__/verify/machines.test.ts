import { describe, expect, test } from '@jest/globals'
import { machineOf } from '../../src/platforms/emulators.ts'
import { ARCHITECTURES } from '../../src/platforms/names.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import { readIdentity } from '../../src/verify/layer/elf.ts'
import {
  bestFit,
  type ElfIdentity,
  exceedsArm,
  fitOfElf,
  hasElf,
  isOneFamily,
  machineName,
  machineWords,
  missingSetting,
} from '../../src/verify/machines.ts'
import { elf, type NewElf } from './layer/elf-file.ts'

const ARCHES = ARCHITECTURES.filter((arch) => machineOf(arch) !== undefined)

function identity(of: Parameters<typeof elf>[0], file?: NewElf): ElfIdentity {
  const found = readIdentity(elf(of, file))
  if (found === undefined) throw new Error('it is an ELF file')
  return found
}

const platform = parsePlatform

describe('which machine a file is for', () => {
  test.each(ARCHES)('%s is read back from a header', (arch) => {
    expect(identity(arch)).toMatchObject({ ...pick(arch), type: 3, armVersion: 0 })
    expect(machineName(identity(arch)).split(',')[0]).toBe(arch)
    expect(fitOfElf(identity(arch), platform(`linux/${arch}`))).toBe('right')
  })

  /** Every pair of different architectures that is not simply wrong. */
  test('only these pairs of different architectures fit', () => {
    const pairs = ARCHES.flatMap((own) =>
      ARCHES.filter((other) => other !== own).map((other) => ({
        pair: `${other} on ${own}`,
        fit: fitOfElf(identity(other), platform(`linux/${own}`)),
      })),
    )
    const found = Object.fromEntries(
      pairs.filter(({ fit }) => fit !== 'wrong').map(({ pair, fit }) => [pair, fit]),
    )
    expect(found).toEqual({
      '386 on amd64': 'right',
      'mips on mips64': 'right',
      'mipsle on mips64le': 'right',
      'ppc on ppc64': 'right',
      'sparc on sparc64': 'right',
      'arm on arm64': 'doubtful',
      'riscv on riscv64': 'doubtful',
      's390 on s390x': 'doubtful',
    })
    expect(pairs).toHaveLength(ARCHES.length * (ARCHES.length - 1))
  })

  const X32 = { class: 32, endian: 'little', elfMachine: 62 } as const
  const BPF = { class: 64, endian: 'little', elfMachine: 247 } as const
  const ODD = { class: 64, endian: 'big', elfMachine: 4711 } as const

  test.each([
    { what: 'x32', of: X32, file: {}, on: 'linux/amd64', fit: 'doubtful', name: 'x32' },
    { what: 'x32 on another machine', of: X32, file: {}, on: 'linux/arm64', fit: 'wrong', name: 'x32' },
    { what: 'BPF', of: BPF, file: { type: 1 }, on: 'linux/s390x', fit: 'device', name: 'BPF' },
    {
      what: 'an unknown machine',
      of: ODD,
      file: {},
      on: 'linux/amd64',
      fit: 'wrong',
      name: 'ELF machine 4711, 64 bits, big-endian',
    },
    {
      what: 'FreeBSD',
      of: 'amd64',
      file: { osAbi: 9 },
      on: 'linux/amd64',
      fit: 'wrong',
      name: 'amd64, FreeBSD',
    },
    {
      what: 'FreeBSD on FreeBSD',
      of: 'amd64',
      file: { osAbi: 9 },
      on: 'freebsd/amd64',
      fit: 'right',
      name: 'amd64, FreeBSD',
    },
    {
      what: 'GNU extensions',
      of: 'amd64',
      file: { osAbi: 3 },
      on: 'linux/amd64',
      fit: 'right',
      name: 'amd64',
    },
    {
      what: 'hard float',
      of: 'arm',
      file: { flags: 0x05000400 },
      on: 'linux/arm/v6',
      fit: 'right',
      name: 'arm, hard float',
    },
    {
      what: 'soft float',
      of: 'arm',
      file: { flags: 0x05000200 },
      on: 'linux/arm/v7',
      fit: 'right',
      name: 'arm, soft float',
    },
    {
      what: 'arm before the EABI',
      of: 'arm',
      file: { flags: 0 },
      on: 'linux/arm/v5',
      fit: 'doubtful',
      name: 'arm',
    },
  ])('$what on $on is $fit', ({ of, file, on, fit, name }) => {
    expect(fitOfElf(identity(of, file), platform(on))).toBe(fit)
    expect(machineName(identity(of, file))).toBe(name)
  })
})

describe('arm versions', () => {
  test.each([
    { has: 5, on: 'linux/arm/v7', exceeds: false },
    { has: 6, on: 'linux/arm/v6', exceeds: false },
    { has: 7, on: 'linux/arm/v6', exceeds: true },
    { has: 6, on: 'linux/arm/v5', exceeds: true },
    { has: 0, on: 'linux/arm/v5', exceeds: false },
    { has: 7, on: 'linux/arm64', exceeds: false },
  ])('v$has on $on: $exceeds', ({ has, on, exceeds }) => {
    expect(exceedsArm({ ...identity('arm'), armVersion: has }, platform(on))).toBe(exceeds)
  })
})

test.each([
  { setting: 'GOARM64=v8.0', on: 'linux/arm64', missing: '' },
  { setting: 'GOARM64=v8.0,lse', on: 'linux/arm64', missing: '' },
  { setting: 'GOARM64=v8.1', on: 'linux/arm64', missing: 'GOARM64=v8.1' },
  { setting: 'GOARM64=v9.0', on: 'linux/arm64', missing: 'GOARM64=v9.0' },
  { setting: 'GOARM64=v8.5', on: 'linux/arm64/v9', missing: '' },
  { setting: 'GOARM64=v8.6', on: 'linux/arm64/v9', missing: 'GOARM64=v8.6' },
  { setting: 'GOPPC64=power8', on: 'linux/ppc64le', missing: '' },
  { setting: 'GOPPC64=power10', on: 'linux/ppc64le', missing: 'GOPPC64=power10' },
  { setting: 'GOPPC64=power9', on: 'linux/ppc64le/power9', missing: '' },
  { setting: 'GORISCV64=rva20u64', on: 'linux/riscv64', missing: '' },
  { setting: 'GORISCV64=rva22u64', on: 'linux/riscv64', missing: 'GORISCV64=rva22u64' },
  { setting: 'GOARM64=v9.0', on: 'linux/riscv64', missing: '' },
  { setting: 'GOARM64=later', on: 'linux/arm64', missing: '' },
  { setting: '', on: 'linux/arm64', missing: '' },
])('$setting on $on: missing $missing', ({ setting, on, missing }) => {
  expect(missingSetting({ ...identity('arm64'), goSetting: setting }, platform(on))).toBe(missing)
})

test.each([
  { a: 'linux/amd64', b: 'linux/amd64/v3', family: true },
  { a: 'linux/386', b: 'linux/amd64', family: true },
  { a: 'linux/arm/v6', b: 'linux/arm/v7', family: true },
  { a: 'linux/arm/v7', b: 'linux/arm64', family: false },
  { a: 'linux/amd64', b: 'linux/arm64', family: false },
  { a: 'linux/amd64', b: 'freebsd/amd64', family: false },
])('$a and $b may share programs: $family', ({ a, b, family }) => {
  expect(isOneFamily(platform(a), platform(b))).toBe(family)
  expect(isOneFamily(platform(b), platform(a))).toBe(family)
})

test.each([
  { archs: ['amd64'], on: 'windows/amd64', fit: 'right' },
  { archs: ['386'], on: 'windows/amd64', fit: 'right' },
  { archs: ['arm64'], on: 'windows/amd64', fit: 'wrong' },
  { archs: ['arm'], on: 'windows/amd64', fit: 'wrong' },
  { archs: ['amd64'], on: 'windows/arm64', fit: 'doubtful' },
  { archs: ['386'], on: 'windows/arm64', fit: 'doubtful' },
  { archs: ['arm'], on: 'windows/arm64', fit: 'doubtful' },
  { archs: ['amd64'], on: 'windows/386', fit: 'wrong' },
  { archs: ['amd64'], on: 'darwin/arm64', fit: 'doubtful' },
  { archs: ['arm64'], on: 'darwin/amd64', fit: 'wrong' },
  { archs: ['386'], on: 'darwin/amd64', fit: 'doubtful' },
  { archs: ['arm64', 'amd64'], on: 'darwin/amd64', fit: 'right' },
  { archs: ['386', 'amd64'], on: 'darwin/arm64', fit: 'doubtful' },
  { archs: ['amd64'], on: 'linux/arm64', fit: 'wrong' },
])('a program for $archs on $on is $fit', ({ archs, on, fit }) => {
  expect(bestFit(archs, platform(on))).toBe(fit)
})

test('only platforms with ELF programs are inspected', () => {
  const names = ['linux/amd64', 'freebsd/arm64', 'windows/amd64', 'darwin/arm64', 'wasi/wasm']
  expect(names.filter((name) => hasElf(platform(name)))).toEqual(['linux/amd64', 'freebsd/arm64'])
})

test.each([
  { arch: 'amd64', words: ['amd64', 'x86_64', 'x64', 'x86_64-linux-gnu', 'x86_64-linux-musl'] },
  { arch: '386', words: ['386', 'i386', 'i386-linux-gnu', 'i686-linux-gnu', 'x86'] },
  { arch: 'arm', words: ['armhf', 'armel', 'arm-linux-gnueabihf', 'armv7'] },
  { arch: 'arm64', words: ['arm64', 'aarch64', 'aarch64-linux-gnu'] },
])('folders for $arch have these names', ({ arch, words }) => {
  expect(machineWords(identity(arch))).toEqual(expect.arrayContaining(words))
})

function pick(arch: string) {
  const found = machineOf(arch)
  return { class: found?.class, endian: found?.endian, machine: found?.elfMachine }
}

import { describe, expect, test } from '@jest/globals'
import { machineOf } from '../../src/platforms/emulators.ts'
import { ARCHITECTURES } from '../../src/platforms/names.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import { readIdentity } from '../../src/verify/layer/elf.ts'
import {
  archOf,
  archWords,
  bestFit,
  differInFloat,
  type ElfIdentity,
  exceedsArm,
  fitOfArch,
  fitOfElf,
  foreignSystem,
  hasElf,
  type Identities,
  internIdentity,
  isOneFamily,
  machineName,
  machineWords,
  missingLevel,
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
    {
      what: 'version 3 of the EABI, which Linux never had',
      of: 'arm',
      file: { flags: 0x03000000 },
      on: 'linux/arm/v5',
      fit: 'doubtful',
      name: 'arm',
    },
    {
      what: 'version 4 of the EABI',
      of: 'arm',
      file: { flags: 0x04000000 },
      on: 'linux/arm/v5',
      fit: 'right',
      name: 'arm',
    },
    {
      what: 'an object file, which does not say its EABI',
      of: 'arm',
      file: { flags: 0, type: 1 },
      on: 'linux/arm/v5',
      fit: 'right',
      name: 'arm',
    },
    {
      what: 'arm before the EABI on another machine',
      of: 'arm',
      file: { flags: 0 },
      on: 'linux/amd64',
      fit: 'wrong',
      name: 'arm',
    },
    {
      what: 'sparc with the instructions of V8+',
      of: { class: 32, endian: 'big', elfMachine: 18 },
      file: {},
      on: 'linux/sparc',
      fit: 'right',
      name: 'sparc',
    },
    {
      what: 'an unknown machine of 32 bits',
      of: { class: 32, endian: 'little', elfMachine: 4711 },
      file: {},
      on: 'linux/amd64',
      fit: 'wrong',
      name: 'ELF machine 4711, 32 bits, little-endian',
    },
    {
      what: 'FreeBSD for a machine without a platform',
      of: ODD,
      file: { osAbi: 9 },
      on: 'freebsd/amd64',
      fit: 'wrong',
      name: 'ELF machine 4711, 64 bits, big-endian, FreeBSD',
    },
  ] as const)('$what on $on is $fit', ({ of, file, on, fit, name }) => {
    expect(fitOfElf(identity(of, file), platform(on))).toBe(fit)
    expect(machineName(identity(of, file))).toBe(name)
  })
})

/** EM_ constants of <elf.h>. */
test.each([
  { machine: 4, name: 'm68k' },
  { machine: 15, name: 'hppa' },
  { machine: 42, name: 'sh4' },
  { machine: 50, name: 'ia64' },
  { machine: 83, name: 'AVR' },
  { machine: 92, name: 'OpenRISC' },
  { machine: 93, name: 'ARC' },
  { machine: 94, name: 'Xtensa' },
  { machine: 106, name: 'Blackfin' },
  { machine: 164, name: 'Hexagon' },
  { machine: 189, name: 'MicroBlaze' },
  { machine: 190, name: 'NVIDIA CUDA', fit: 'device' },
  { machine: 195, name: 'ARCv2' },
  { machine: 224, name: 'AMD GPU', fit: 'device' },
  { machine: 247, name: 'BPF', fit: 'device' },
  { machine: 252, name: 'C-SKY' },
  { machine: 0x9026, name: 'alpha' },
])('ELF machine $machine is $name, which no platform is for', ({ machine, name, fit = 'wrong' }) => {
  const file = identity({ class: 64, endian: 'little', elfMachine: machine })
  expect(machineName(file)).toBe(name)
  expect(fitOfElf(file, platform('linux/amd64'))).toBe(fit)
  expect([archOf(file), machineWords(file)]).toEqual([undefined, []])
})

/** EI_OSABI of the gABI. */
test.each([
  { osAbi: 0, system: undefined },
  { osAbi: 1, system: 'HP-UX' },
  { osAbi: 2, system: 'NetBSD' },
  { osAbi: 3, system: undefined },
  { osAbi: 6, system: 'Solaris' },
  { osAbi: 7, system: 'AIX' },
  { osAbi: 8, system: 'IRIX' },
  { osAbi: 9, system: 'FreeBSD' },
  { osAbi: 12, system: 'OpenBSD' },
])('a file with the system $osAbi is for $system', ({ osAbi, system }) => {
  const file = identity('amd64', { osAbi })
  expect(foreignSystem(file)).toBe(system)
  expect(fitOfElf(file, platform('linux/amd64'))).toBe(system === undefined ? 'right' : 'wrong')
})

test("an arm file's name has its version, and then how it passes floating-point numbers", () => {
  expect(machineName({ ...identity('arm'), armVersion: 7 })).toBe('arm, v7, hard float')
  expect(machineName({ ...identity('amd64'), armVersion: 7 })).toBe('amd64')
})

test('identities are stored once, and files that differ in anything have different ones', () => {
  const table: Identities = { identities: [], indexByIdentity: new Map() }
  const first = identity('amd64')
  const others: readonly ElfIdentity[] = [
    { ...first, class: 32 },
    { ...first, endian: 'big' },
    { ...first, osAbi: 9 },
    { ...first, type: 1 },
    { ...first, machine: 3 },
    { ...first, flags: 1 },
    { ...first, armVersion: 7 },
    { ...first, x86Level: 3 },
    { ...first, goSetting: 'GOARM64=v8.0' },
  ]
  const all = [first, ...others]
  expect([...all, ...all].map((each) => internIdentity(table, each))).toEqual([
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  ])
  expect(table.identities).toEqual(all)
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
  { level: 0, on: 'linux/amd64', missing: 0 },
  { level: 1, on: 'linux/amd64', missing: 0 },
  { level: 2, on: 'linux/amd64', missing: 2 },
  { level: 4, on: 'linux/amd64', missing: 4 },
  { level: 2, on: 'linux/amd64/v2', missing: 0 },
  { level: 3, on: 'linux/amd64/v2', missing: 3 },
  { level: 3, on: 'linux/amd64/v4', missing: 0 },
  { level: 3, on: 'linux/arm64', missing: 0 },
  { level: 3, of: '386', on: 'linux/amd64', missing: 0 },
  { level: 3, of: { class: 32, endian: 'little', elfMachine: 62 }, on: 'linux/amd64', missing: 0 },
] as const)('x86-64-v$level on $on: missing $missing', ({ level, of = 'amd64', on, missing }) => {
  expect(missingLevel({ ...identity(of), x86Level: level }, platform(on))).toBe(missing)
})

/** e_flags of "ELF for the Arm Architecture". */
const HARD = 0x05000400
const SOFT = 0x05000200
const UNSAID = 0x05000000

test.each([
  { program: HARD, loader: HARD, differ: false },
  { program: SOFT, loader: SOFT, differ: false },
  { program: HARD, loader: SOFT, differ: true },
  { program: SOFT, loader: HARD, differ: true },
  { program: UNSAID, loader: HARD, differ: false },
  { program: SOFT, loader: UNSAID, differ: false },
])('flags $program and $loader: floats differ: $differ', ({ program, loader, differ }) => {
  const [a, b] = [identity('arm', { flags: program }), identity('arm', { flags: loader })]
  expect(differInFloat(a, b)).toBe(differ)
  expect(differInFloat({ ...a, machine: 183 }, b)).toBe(false)
  expect(differInFloat(a, { ...b, machine: 183 })).toBe(false)
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
  { setting: 'GOARM64=v9.0', on: 'linux/arm64/v9', missing: '' },
  { setting: 'GOARM64=v9.1', on: 'linux/arm64/v9', missing: 'GOARM64=v9.1' },
  { setting: 'GOARM64=v10.0', on: 'linux/arm64', missing: '' },
  { setting: 'GOPPC64=power9', on: 'linux/ppc64le', missing: 'GOPPC64=power9' },
  { setting: 'GOPPC64=softpower9', on: 'linux/ppc64le', missing: '' },
  { setting: 'GOAMD64=v3', on: 'linux/amd64', missing: '' },
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
  { a: 'linux/386', b: 'windows/amd64', family: false },
  { a: 'windows/386', b: 'windows/amd64', family: true },
  { a: 'darwin/amd64', b: 'darwin/arm64', family: false },
  { a: 'linux/mips', b: 'linux/mips64', family: true },
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

test.each([
  { arch: 'arm', on: 'linux/arm/v5', fit: 'right' },
  { arch: 'arm/v5', on: 'linux/arm/v6', fit: 'right' },
  { arch: 'arm/v6', on: 'linux/arm/v6', fit: 'right' },
  { arch: 'arm/v7', on: 'linux/arm/v6', fit: 'wrong' },
  { arch: 'arm/v7', on: 'linux/arm64', fit: 'doubtful' },
  { arch: 'arm/v7', on: 'linux/amd64', fit: 'wrong' },
  { arch: 'amd64/v3', on: 'linux/amd64', fit: 'right' },
  { arch: '', on: 'linux/amd64', fit: 'wrong' },
])('programs for $arch on $on are $fit', ({ arch, on, fit }) => {
  expect(fitOfArch(arch, platform(on))).toBe(fit)
})

test('programs for no architecture at all are wrong', () => {
  expect(bestFit([], platform('linux/amd64'))).toBe('wrong')
})

test('only platforms with ELF programs are inspected', () => {
  const names = [
    ...['linux/amd64', 'freebsd/arm64', 'windows/amd64', 'darwin/arm64', 'ios/arm64'],
    'wasi/wasm',
  ]
  expect(names.filter((name) => hasElf(platform(name)))).toEqual(['linux/amd64', 'freebsd/arm64'])
})

test.each([
  { arch: 'amd64', words: ['amd64', 'x86_64', 'x64', 'x86_64-linux-gnu', 'x86_64-linux-musl'] },
  { arch: '386', words: ['386', 'i386', 'i386-linux-gnu', 'i686-linux-gnu', 'x86'] },
  {
    arch: 'arm',
    words: [
      ...[
        'armhf',
        'armel',
        'armv5tel',
        'armv6l',
        'armv7l',
        'armv7',
        'arm-linux-gnueabi',
        'arm-linux-gnueabihf',
      ],
      ...['arm-unknown-linux-gnueabi', 'armv7-unknown-linux-gnueabihf', 'arm-unknown-linux-musleabihf'],
    ],
  },
  {
    arch: 'arm64',
    words: [
      ...['arm64', 'aarch64', 'aarch64-linux-gnu', 'aarch64-linux-musl'],
      ...['aarch64-unknown-linux-gnu', 'aarch64-unknown-linux-musl'],
    ],
  },
  { arch: 'ppc64le', words: ['ppc64le', 'ppc64el', 'powerpc64le-linux-gnu', 'powerpc64le-linux-musl'] },
])('folders for $arch have these names', ({ arch, words }) => {
  expect(machineWords(identity(arch))).toEqual(expect.arrayContaining(words))
})

test('each word for an architecture is one of its names, and there is none for one without any', () => {
  expect(archWords('s390x')).toEqual([
    ...['s390x', 's390x-linux-gnu', 's390x-unknown-linux-gnu', 's390x-unknown-linux-musl'],
    's390x-linux-musl',
  ])
  expect(archWords('sparc64')).toEqual(['sparc64'])
  // x32 is no architecture of platforms.
  expect(machineWords(identity({ class: 32, endian: 'little', elfMachine: 62 }))).toEqual([])
})

function pick(arch: string) {
  const found = machineOf(arch)
  return { class: found?.class, endian: found?.endian, machine: found?.elfMachine }
}

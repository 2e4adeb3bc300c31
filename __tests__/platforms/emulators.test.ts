import { closeSync, openSync, readSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { platformArgs } from '../../src/platforms/args.ts'
import {
  bundledEmulator,
  canEmulate,
  EMULATED_ARCHITECTURES,
  emulatorProblem,
  type Handler,
  handles,
  isNative,
  type Machine,
  machineOf,
  parseHandler,
  runsOn,
} from '../../src/platforms/emulators.ts'
import { ARCHITECTURES } from '../../src/platforms/names.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import * as binfmt from './binfmt-misc.ts'

function handlerOf(name: string, text: string): Handler {
  const handler = parseHandler(name, text)
  if (handler === undefined) throw new Error(`${name} is no handler`)
  return handler
}

function machine(arch: string): Machine {
  const found = machineOf(arch)
  if (found === undefined) throw new Error(`${arch} has no machine`)
  return found
}

const argsOf = (arch: string) => platformArgs(parsePlatform(`linux/${arch}`), parsePlatform('linux/amd64'))

const installed: readonly Handler[] = Object.values(binfmt.INSTALLED).map(({ name, text }) =>
  handlerOf(name, text),
)
const ARCHES = ARCHITECTURES.filter((arch) => machineOf(arch) !== undefined)

describe('parseHandler', () => {
  test('parses every line that the kernel prints', () => {
    expect(parseHandler('qemu-arm', binfmt.INSTALLED['arm']?.text ?? '')).toEqual({
      name: 'qemu-arm',
      enabled: true,
      interpreter: '/usr/bin/qemu-arm',
      flags: 'POCF',
      magic: '7f454c4601010100000000000000000002002800',
      mask: 'ffffffffffffff00fffffffffffffffffeffffff',
      offset: 0,
    })
  })

  test('parses an entry without flags or mask', () => {
    expect(parseHandler('python3.11', binfmt.PYTHON)).toMatchObject({
      flags: '',
      mask: '',
      magic: 'a70d0d0a',
    })
  })

  test('parses a disabled entry', () => {
    expect(parseHandler('qemu-aarch64', binfmt.DISABLED)).toMatchObject({ enabled: false })
  })

  test('keeps spaces in the path of an interpreter', () => {
    const text = binfmt.PYTHON.replace('/usr/bin/python3.11', '/opt/my emulators/qemu')
    expect(parseHandler('x', text)).toMatchObject({ interpreter: '/opt/my emulators/qemu' })
  })

  test.each([
    { what: 'an entry by extension', text: binfmt.EXTENSION },
    { what: 'the file status', text: 'enabled\n' },
    { what: 'an empty file', text: '' },
    { what: 'a mask of another length', text: binfmt.PYTHON.concat('mask ff\n') },
    { what: 'a magic that is not hexadecimal', text: binfmt.PYTHON.replace('a70d0d0a', 'xyz') },
    { what: 'a magic that is hexadecimal at its start', text: binfmt.PYTHON.replace('a70d0d0a', 'a70d0d0') },
    { what: 'a magic that is hexadecimal at its end', text: binfmt.PYTHON.replace('a70d0d0a', 'xa70d0d0a') },
    { what: 'an offset that ends in letters', text: binfmt.PYTHON.replace('offset 0', 'offset 0x') },
    { what: 'an invalid offset', text: binfmt.PYTHON.replace('offset 0', 'offset -1') },
  ])('leaves out $what', ({ text }) => {
    expect(parseHandler('status', text)).toBeUndefined()
  })

  test('never throws, whatever the text', () => {
    const line = fc.oneof(
      fc.constantFrom(...binfmt.ROSETTA.split('\n'), 'mask ', 'magic', 'offset 9'),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const handler = parseHandler('any', lines.join('\n'))
        if (handler !== undefined) expect(typeof handles(handler, machine('amd64'))).toBe('boolean')
      }),
    )
  })
})

describe('handles', () => {
  test.each(ARCHES)('programs of %s go only to the emulator for them', (arch) => {
    const takers = installed.filter((handler) => handles(handler, machine(arch))).map(({ name }) => name)
    const own = binfmt.INSTALLED[arch]
    expect(takers).toEqual(own === undefined ? [] : [own.name])
  })

  test('an emulator counts under any name', () => {
    expect(handles(handlerOf('rosetta', binfmt.ROSETTA), machine('amd64'))).toBe(true)
  })

  test('the ABIs of MIPS are distinguished', () => {
    expect(handles(handlerOf('qemu-mips', binfmt.MIPS_O32), machine('mips'))).toBe(true)
    expect(handles(handlerOf('qemu-mipsn32', binfmt.MIPS_N32), machine('mips'))).toBe(false)
  })

  test.each([
    { what: 'Python bytecode', text: binfmt.PYTHON },
    { what: 'Windows programs', text: binfmt.WSL },
  ])('a handler of $what does not match an ELF file', ({ text }) => {
    const handler = handlerOf('other', text)
    expect(ARCHES.filter((arch) => handles(handler, machine(arch)))).toEqual([])
  })

  test('a handler for one type of executable only does not count', () => {
    const onlyExec = binfmt.ROSETTA.replace(/mask .*/, 'mask ffffffffffffff00ffffffffffffffffffffffff')
    expect(handles(handlerOf('rosetta', onlyExec), machine('amd64'))).toBe(false)
  })

  test('a magic may start at the machine itself', () => {
    const text = 'enabled\ninterpreter /e\nflags: F\noffset 18\nmagic b700\n'
    const takers = ARCHES.filter((arch) => handles(handlerOf('e', text), machine(arch)))
    expect(takers).toEqual(['arm64'])
  })

  test('a magic that lies behind the header does not count', () => {
    const text = 'enabled\ninterpreter /e\nflags: F\noffset 100\nmagic 0000\n'
    expect(handles(handlerOf('e', text), machine('arm64'))).toBe(false)
  })
})

describe('emulatorProblem', () => {
  const arm64 = parsePlatform('linux/arm64')

  test.each([
    {
      what: 'nothing is registered',
      handlers: [],
      says: 'no emulator for linux/arm64 is registered in binfmt_misc',
    },
    {
      what: 'only others are registered',
      handlers: installed.filter(({ name }) => name !== 'qemu-aarch64'),
      says: 'no emulator for linux/arm64 is registered in binfmt_misc',
    },
    {
      what: 'it is disabled',
      handlers: [handlerOf('qemu-aarch64', binfmt.DISABLED)],
      says: 'the emulator for linux/arm64 (qemu-aarch64 in binfmt_misc) is disabled',
    },
    {
      what: 'it lacks the F flag',
      handlers: [handlerOf('qemu-aarch64', binfmt.WITHOUT_F)],
      says: 'the emulator for linux/arm64 (qemu-aarch64 in binfmt_misc) lacks the F flag, so that containers do not find its interpreter /usr/bin/qemu-aarch64-static',
    },
    {
      what: 'only the handler without the F flag is enabled',
      handlers: [handlerOf('a', binfmt.DISABLED), handlerOf('b', binfmt.WITHOUT_F)],
      says: 'the emulator for linux/arm64 (b in binfmt_misc) lacks the F flag, so that containers do not find its interpreter /usr/bin/qemu-aarch64-static',
    },
  ])('if $what, is: $says', ({ handlers, says }) => {
    expect(emulatorProblem(handlers, arm64)).toBe(says)
  })

  test('is undefined if one of two handlers works', () => {
    expect(emulatorProblem([handlerOf('old', binfmt.WITHOUT_F), ...installed], arm64)).toBeUndefined()
  })

  test.each(EMULATED_ARCHITECTURES)('is undefined for %s once the installer has run', (arch) => {
    expect(emulatorProblem(installed, parsePlatform(`linux/${arch}`))).toBeUndefined()
  })

  test.each(['linux/arm/v6', 'linux/amd64/v3', 'linux/arm64/v9'])(
    'is undefined for the variant %s too',
    (text) => {
      expect(emulatorProblem(installed, parsePlatform(text))).toBeUndefined()
    },
  )

  test('explains that only Linux can be emulated', () => {
    const problem = emulatorProblem(installed, parsePlatform('windows/amd64'))
    expect(problem).toBe('windows/amd64 cannot be emulated, only Linux can')
  })

  test('explains that there is no emulator for an architecture without an ELF machine number', () => {
    expect(emulatorProblem(installed, parsePlatform('linux/mips64p32'))).toBe(
      'no emulator is known for linux/mips64p32',
    )
  })
})

describe('canEmulate', () => {
  test.each([
    { platform: 'linux/arm64', can: true },
    { platform: 'linux/arm/v5', can: true },
    { platform: 'linux/amd64/v3', can: true },
    { platform: 'linux/mips64le', can: true },
    { platform: 'linux/ppc64', can: false },
    { platform: 'windows/arm64', can: false },
    { platform: 'darwin/arm64', can: false },
    { platform: 'wasi/wasm', can: false },
  ])('$platform: $can', ({ platform, can }) => {
    expect(canEmulate(parsePlatform(platform))).toBe(can)
  })
})

describe('isNative', () => {
  test.each([
    { platform: 'linux/amd64', machine: 'linux/amd64', native: true },
    { platform: 'linux/amd64/v4', machine: 'linux/amd64', native: true },
    { platform: 'linux/arm64/v9', machine: 'linux/arm64', native: true },
    { platform: 'linux/386', machine: 'linux/amd64', native: true },
    { platform: 'linux/amd64', machine: 'linux/386', native: false },
    { platform: 'linux/arm64', machine: 'linux/amd64', native: false },
    { platform: 'linux/arm/v7', machine: 'linux/arm64', native: false },
    { platform: 'linux/arm/v6', machine: 'linux/arm/v7', native: true },
    { platform: 'linux/arm/v7', machine: 'linux/arm/v7', native: true },
    { platform: 'linux/arm/v7', machine: 'linux/arm/v6', native: false },
    { platform: 'windows/amd64', machine: 'linux/amd64', native: false },
    { platform: 'windows(10.0.17763)/amd64', machine: 'windows(10.0.20348)/amd64', native: true },
    { platform: 'windows/386', machine: 'windows/amd64', native: false },
  ])('$platform on $machine: $native', ({ platform, machine, native }) => {
    expect(isNative(parsePlatform(platform), parsePlatform(machine))).toBe(native)
  })
})

const testOnLinux = process.platform === 'linux' ? test : test.skip

testOnLinux('the ELF identity of this machine is what the program that runs this test says', () => {
  const header = Buffer.alloc(20)
  const file = openSync(process.execPath, 'r')
  readSync(file, header)
  closeSync(file)
  const isLittle = header[5] === 1
  const identities = ARCHES.filter((arch) => argsOf(arch).node === process.arch).map(machine)
  expect(identities).toContainEqual({
    class: header[4] === 2 ? 64 : 32,
    endian: isLittle ? 'little' : 'big',
    elfMachine: isLittle ? header.readUInt16LE(18) : header.readUInt16BE(18),
  })
})

// <elf.h>: EI_CLASS, EI_DATA and e_machine.
test.each([
  ['386', 32, 'little', 3],
  ['arm', 32, 'little', 40],
  ['armbe', 32, 'big', 40],
  ['arm64be', 64, 'big', 183],
  ['mips', 32, 'big', 8],
  ['mips64', 64, 'big', 8],
  ['mips64le', 64, 'little', 8],
  ['ppc', 32, 'big', 20],
  ['ppc64', 64, 'big', 21],
  ['ppc64le', 64, 'little', 21],
  ['riscv', 32, 'little', 243],
  ['s390', 32, 'big', 22],
  ['s390x', 64, 'big', 22],
  ['sparc', 32, 'big', 2],
  ['sparc64', 64, 'big', 43],
] as const)(
  'programs of %s have %i bits, are %s-endian, and their machine is %i',
  (arch, bits, endian, number) => {
    expect(machineOf(arch)).toEqual({ class: bits, endian, elfMachine: number })
  },
)

describe('a machine', () => {
  const handlers = [handlerOf('qemu-arm', binfmt.INSTALLED['arm']?.text ?? '')]

  test.each([
    { platform: 'linux/arm/v7', machine: 'linux/amd64', registered: handlers, runs: true },
    { platform: 'linux/s390x', machine: 'linux/amd64', registered: handlers, runs: false },
    { platform: 'linux/arm/v7', machine: 'linux/amd64', registered: undefined, runs: false },
    { platform: 'linux/386', machine: 'linux/amd64', registered: undefined, runs: true },
  ])('$machine runs $platform: $runs', ({ platform, machine, registered, runs }) => {
    expect(runsOn(parsePlatform(platform), parsePlatform(machine), registered)).toBe(runs)
  })
})

// The image of BuildKit v0.32.2 has these files in /usr/bin.
test.each([
  ['linux/amd64', 'buildkit-qemu-x86_64'],
  ['linux/arm64', 'buildkit-qemu-aarch64'],
  ['linux/arm/v6', 'buildkit-qemu-arm'],
  ['linux/386', 'buildkit-qemu-i386'],
  ['linux/riscv64', 'buildkit-qemu-riscv64'],
  ['linux/ppc64le', 'buildkit-qemu-ppc64le'],
  ['linux/s390x', 'buildkit-qemu-s390x'],
  ['linux/mips64', 'buildkit-qemu-mips64'],
  ['linux/mips64le', 'buildkit-qemu-mips64le'],
  ['linux/loong64', undefined],
  ['windows/amd64', undefined],
])('BuildKit emulates %s with %s', (platform, emulator) => {
  expect(bundledEmulator(parsePlatform(platform))).toBe(emulator)
})

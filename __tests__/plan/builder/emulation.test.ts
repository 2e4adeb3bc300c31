import { describe, expect, test } from '@jest/globals'
import type { BuilderFacts } from '../../../src/buildx/inspect.ts'
import type { Facts } from '../../../src/facts/facts.ts'
import type { Inputs } from '../../../src/inputs/table.ts'
import { emulationProblems, planEmulation } from '../../../src/plan/builder/emulation.ts'

import { targetBuilder } from '../../../src/plan/builder/target.ts'
import { EMULATED_ARCHITECTURES, machineOf } from '../../../src/platforms/emulators.ts'

import { printPlatform } from '../../../src/platforms/platform.ts'
import { builder, facts, handler, inputs, platforms } from '../../builders.ts'

/** The plan for a build without a smoke test. */
function emulationOf(given: Inputs, machine: Facts, targets: string) {
  const target = targetBuilder(given, machine)
  return planEmulation(given, machine, target, { steps: platforms(targets), tested: [] })
}

function problemsOf(given: Inputs, machine: Facts) {
  return emulationProblems(given, machine, targetBuilder(given, machine))
}

/** What would be installed, and which platforms must work afterwards; undefined for nothing. */
function installed(targets: string, given: Partial<Inputs>, machine: Partial<Facts>) {
  const plan = emulationOf(inputs(given), facts(machine), targets)
  return plan && { names: plan.install?.at(-1), platforms: plan.platforms.map(printPlatform).join(',') }
}

const withBuilder = (on: string, overrides: Partial<BuilderFacts> = {}): Partial<Facts> => ({
  builder: builder([on], overrides),
})

const arm64Machine: Partial<Facts> = {
  engine: { ...facts().engine, platform: platforms('linux/arm64')[0] ?? facts().engine.platform },
}

const noF = handler('arm64', { flags: 'POC' })
const disabled = handler('arm64', { enabled: false })

describe('qemu: auto', () => {
  test.each([
    {
      what: 'nothing for the machine itself',
      targets: 'linux/amd64',
      machine: {},
      expected: undefined,
    },
    {
      what: 'nothing for what the processor runs too',
      targets: 'linux/amd64/v3,linux/386',
      machine: {},
      expected: undefined,
    },
    {
      what: 'what is missing',
      targets: 'linux/amd64,linux/arm64',
      machine: {},
      expected: { names: 'arm64', platforms: 'linux/arm64' },
    },
    {
      what: 'several, each emulator once',
      targets: 'linux/arm64,linux/arm/v6,linux/arm/v7,linux/riscv64',
      machine: {},
      expected: {
        names: 'arm64,arm,riscv64',
        platforms: 'linux/arm64,linux/arm/v6,linux/arm/v7,linux/riscv64',
      },
    },
    {
      what: 'nothing if the handlers are there',
      targets: 'linux/arm64,linux/arm/v7',
      machine: { handlers: [handler('arm64'), handler('arm')] },
      expected: undefined,
    },
    {
      what: 'only what the handlers lack',
      targets: 'linux/arm64,linux/arm/v7',
      machine: { handlers: [handler('arm64')] },
      expected: { names: 'arm', platforms: 'linux/arm/v7' },
    },
    {
      what: 'what is disabled',
      targets: 'linux/arm64',
      machine: { handlers: [disabled] },
      expected: { names: 'arm64', platforms: 'linux/arm64' },
    },
    {
      what: 'what lacks the F flag',
      targets: 'linux/arm64',
      machine: { handlers: [noF] },
      expected: { names: 'arm64', platforms: 'linux/arm64' },
    },
    {
      what: 'nothing if one of two handlers works',
      targets: 'linux/arm64',
      machine: { handlers: [noF, handler('arm64', { name: 'rosetta' })] },
      expected: undefined,
    },
    {
      what: 'all that is not native if the handlers cannot be read',
      targets: 'linux/amd64,linux/arm64',
      machine: { handlers: undefined },
      expected: { names: 'arm64', platforms: 'linux/arm64' },
    },
    {
      what: 'amd64 on an arm64 machine',
      targets: 'linux/amd64,linux/arm64',
      machine: arm64Machine,
      expected: { names: 'amd64', platforms: 'linux/amd64' },
    },
    {
      what: 'arm on an arm64 machine, whose processor may not run it',
      targets: 'linux/arm/v7',
      machine: arm64Machine,
      expected: { names: 'arm', platforms: 'linux/arm/v7' },
    },
    {
      what: 'nothing for what no emulator runs',
      targets: 'windows/amd64,linux/sparc64',
      machine: {},
      expected: undefined,
    },
    {
      what: 'nothing that a node of the builder offers',
      targets: 'linux/amd64,linux/arm64',
      machine: withBuilder('linux/amd64,linux/arm64'),
      expected: undefined,
    },
    {
      what: 'what no node of a builder on this machine offers',
      targets: 'linux/amd64,linux/arm64,linux/riscv64',
      machine: withBuilder('linux/amd64,linux/arm64'),
      expected: { names: 'riscv64', platforms: 'linux/riscv64' },
    },
    {
      what: 'what the docker driver lacks',
      targets: 'linux/arm64',
      machine: withBuilder('linux/amd64', { driver: 'docker' }),
      expected: { names: 'arm64', platforms: 'linux/arm64' },
    },
    {
      what: 'nothing for a remote builder',
      targets: 'linux/arm64',
      machine: withBuilder('linux/amd64', { driver: 'remote' }),
      expected: undefined,
    },
    {
      what: 'nothing for a builder in a cluster',
      targets: 'linux/arm64',
      machine: withBuilder('linux/amd64', { driver: 'kubernetes' }),
      expected: undefined,
    },
  ])('installs $what', ({ targets, machine, expected }) => {
    expect(installed(targets, {}, machine)).toEqual(expected)
  })
})

describe('qemu: off', () => {
  test.each([
    { what: 'handlers that are missing', machine: {} },
    { what: 'handlers that are disabled', machine: { handlers: [disabled] } },
    { what: 'handlers that cannot be read', machine: { handlers: undefined } },
  ])('installs nothing with $what', ({ machine }) => {
    expect(installed('linux/arm64', { qemu: 'off' }, machine)).toBeUndefined()
  })
})

describe('qemu: all', () => {
  test.each([
    {
      what: 'all of them for a build that needs none',
      targets: 'linux/amd64',
      machine: {},
      expected: { names: 'all', platforms: '' },
    },
    {
      what: 'all of them, of which only the needed ones must work',
      targets: 'linux/amd64,linux/arm64',
      machine: { handlers: [handler('riscv64')] },
      expected: { names: 'all', platforms: 'linux/arm64' },
    },
    {
      what: 'all of them if the handlers cannot be read',
      targets: 'linux/arm64',
      machine: { handlers: undefined },
      expected: { names: 'all', platforms: 'linux/arm64' },
    },
    {
      what: 'nothing for a remote builder, whose kernel is different',
      targets: 'linux/amd64',
      machine: withBuilder('linux/amd64', { driver: 'remote' }),
      expected: undefined,
    },
    {
      what: 'nothing if each of them is there',
      targets: 'linux/arm64',
      machine: { handlers: everyHandler() },
      expected: undefined,
    },
  ])('installs $what', ({ targets, machine, expected }) => {
    expect(installed(targets, { qemu: 'all' }, machine)).toEqual(expected)
  })
})

describe('qemu: a list', () => {
  test.each([
    {
      what: 'what it names, built or not',
      targets: 'linux/amd64',
      list: 'linux/arm64,linux/riscv64',
      machine: {},
      expected: { names: 'arm64,riscv64', platforms: 'linux/arm64,linux/riscv64' },
    },
    {
      what: 'only what it names',
      targets: 'linux/arm64,linux/riscv64',
      list: 'linux/riscv64',
      machine: {},
      expected: { names: 'riscv64', platforms: 'linux/riscv64' },
    },
    {
      what: 'nothing that is there',
      targets: 'linux/arm64',
      list: 'linux/amd64,linux/arm64',
      machine: { handlers: [handler('arm64')] },
      expected: undefined,
    },
    {
      what: 'what lacks the F flag',
      targets: 'linux/arm64',
      list: 'linux/arm64',
      machine: { handlers: [noF] },
      expected: { names: 'arm64', platforms: 'linux/arm64' },
    },
  ])('installs $what', ({ targets, list, machine, expected }) => {
    expect(installed(targets, { qemu: platforms(list) }, machine)).toEqual(expected)
  })
})

describe('the installer', () => {
  test('is one container with a name that can be removed', () => {
    const given = inputs({ 'qemu-image': 'mirror.example.com/binfmt:1' })
    expect(emulationOf(given, facts({ id: '77-1-0a1b2c3d' }), 'linux/arm64')).toEqual({
      platforms: platforms('linux/arm64'),
      container: 'multi-platform-build-77-1-0a1b2c3d-qemu',
      image: 'mirror.example.com/binfmt:1',
      bundled: ['buildkit-qemu-aarch64'],
      reset: undefined,
      install: [
        ...[
          'run',
          '--rm',
          '--privileged',
          '--userns=host',
          '--name',
          'multi-platform-build-77-1-0a1b2c3d-qemu',
        ],
        ...['mirror.example.com/binfmt:1', '--install', 'arm64'],
      ],
      cachedImage: {
        folder: '/tmp/multi-platform-build-downloads',
        file: '/tmp/multi-platform-build-downloads/qemu-image.tar',
        key: 'multi-platform-build-qemu-linux-amd64-mirror.example.com/binfmt:1',
      },
    })
  })

  test('is for the engine here, or for one on another machine, whose kernel only the installer can tell', () => {
    expect(emulationOf(inputs(), facts(), 'linux/arm64')?.remoteEngine).toBeUndefined()
    const { docker } = facts()
    const elsewhere = facts({
      docker: {
        ...docker,
        context: 'arm',
        contexts: { arm: 'ssh://me@arm' },
        address: 'ssh://me@arm',
        isLocal: false,
      },
    })
    expect(emulationOf(inputs(), elsewhere, 'linux/arm64')?.remoteEngine).toBe('ssh://me@arm')
  })

  test.each<{ what: string; given: Partial<Inputs>; hasCacheService: boolean }>([
    { what: 'if that is not wanted', given: { 'qemu-cache-image': false }, hasCacheService: true },
    { what: 'if there is no such service', given: {}, hasCacheService: false },
  ])('is not kept $what', ({ given, hasCacheService }) => {
    const machine = facts({ step: { ...facts().step, hasCacheService } })
    expect(emulationOf(inputs(given), machine, 'linux/arm64')?.cachedImage).toBeUndefined()
  })
})

describe('qemu-reset', () => {
  const UNINSTALL = [
    'run',
    '--rm',
    '--privileged',
    '--userns=host',
    '--name',
    'multi-platform-build-77-1-0a1b2c3d-qemu',
  ]

  test.each<{
    what: string
    targets: string
    given?: Partial<Inputs>
    machine?: Partial<Facts>
    names: string | undefined
  }>([
    { what: 'nothing for native platforms', targets: 'linux/amd64,linux/386', names: undefined },
    {
      what: 'again what was there and is needed',
      targets: 'linux/arm64',
      machine: { handlers: [handler('arm64'), handler('arm')] },
      names: 'arm64',
    },
    {
      what: 'nothing for what another handler than QEMU runs, which stays',
      targets: 'linux/arm64',
      machine: { handlers: [handler('arm64', { name: 'rosetta' })] },
      names: undefined,
    },
    {
      what: 'what a builder here offers, by the emulators that go',
      targets: 'linux/arm64',
      machine: { ...withBuilder('linux/amd64,linux/arm64'), handlers: [handler('arm64')] },
      names: 'arm64',
    },
    {
      what: 'all of them again',
      targets: 'linux/amd64',
      given: { qemu: 'all' },
      machine: { handlers: everyHandler().map((each) => ({ ...each, name: `qemu-${each.name}` })) },
      names: 'all',
    },
    {
      what: 'what is listed',
      targets: 'linux/amd64',
      given: { qemu: platforms('linux/riscv64') },
      machine: { handlers: [handler('riscv64')] },
      names: 'riscv64',
    },
  ])('uninstalls every emulator, then installs $what', ({ targets, given, machine = {}, names }) => {
    const plan = emulationOf(inputs({ ...given, 'qemu-reset': true }), facts(machine), targets)
    expect(plan?.reset).toEqual([...UNINSTALL, inputs()['qemu-image'], '--uninstall', 'qemu-*'])
    expect(plan?.install?.at(-1)).toBe(names)
  })

  test.each<{ what: string; given: Partial<Inputs>; machine: Partial<Facts> }>([
    { what: 'with qemu: off', given: { qemu: 'off' }, machine: {} },
    { what: 'for a remote builder', given: {}, machine: withBuilder('linux/arm64', { driver: 'remote' }) },
  ])('does nothing $what', ({ given, machine }) => {
    const wanted = inputs({ ...given, 'qemu-reset': true })
    expect(emulationOf(wanted, facts(machine), 'linux/arm64')).toBeUndefined()
  })
})

describe('without a docker engine', () => {
  const machine = facts({ engine: { ...facts().engine, version: '' } })

  test('nothing is installed', () => {
    expect(emulationOf(inputs(), machine, 'linux/arm64')).toBeUndefined()
    expect(problemsOf(inputs(), machine)).toEqual([])
  })

  test.each<{ what: string; given: Partial<Inputs> }>([
    { what: 'qemu: all', given: { qemu: 'all' } },
    { what: 'a list', given: { qemu: platforms('linux/arm64') } },
    { what: 'qemu-reset', given: { 'qemu-reset': true } },
  ])('$what is refused', ({ given }) => {
    expect(problemsOf(inputs(given), machine).map(({ input }) => input)).toEqual(['qemu'])
    expect(problemsOf(inputs(given), facts())).toEqual([])
  })
})

/** A handler for every emulator, made from the ELF header of its programs. */
function everyHandler() {
  return EMULATED_ARCHITECTURES.map((name) => {
    const machine = machineOf(name)
    if (machine === undefined) throw new Error(`There is no machine ${name}.`)
    const little = machine.endian === 'little'
    const number = machine.elfMachine.toString(16).padStart(4, '0')
    const half = little ? number.slice(2) + number.slice(0, 2) : number
    const magic = `7f454c46${machine.class === 64 ? '02' : '01'}${little ? '01' : '02'}01${'00'.repeat(9)}0000${half}`
    return handler('arm64', { name, magic, mask: `${'ff'.repeat(6)}${'00'.repeat(12)}ffff` })
  })
}

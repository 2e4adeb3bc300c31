import { describe, expect, test } from '@jest/globals'
import { parsePlatform } from '../../src/platforms/platform.ts'
import { unameAnswers } from '../../src/platforms/uname.ts'

const ARM_MACHINES = ['armv5tel', 'armv5tejl', 'armv6l', 'armv7l', 'armv8l', 'aarch64']
const MACHINES = [...ARM_MACHINES, 'x86_64', 'i386', 'i486', 'i586', 'i686', 'riscv64', 'ppc64le', 's390x']

function answers(platform: string, machine: string): readonly string[] {
  const names = unameAnswers(parsePlatform(platform), parsePlatform(machine))
  return MACHINES.filter((name) => names.includes(name))
}

describe('uname -m in a container', () => {
  test.each([
    { platform: 'linux/amd64', machine: 'linux/arm64', expected: ['x86_64'] },
    { platform: 'linux/amd64/v3', machine: 'linux/amd64', expected: ['x86_64'] },
    { platform: 'linux/arm64', machine: 'linux/amd64', expected: ['aarch64'] },
    { platform: 'linux/386', machine: 'linux/arm64', expected: ['i386', 'i486', 'i586', 'i686'] },
    { platform: 'linux/386', machine: 'linux/amd64', expected: ['x86_64', 'i386', 'i486', 'i586', 'i686'] },
    { platform: 'linux/arm/v5', machine: 'linux/amd64', expected: ARM_MACHINES.slice(0, -1) },
    { platform: 'linux/arm/v6', machine: 'linux/amd64', expected: ['armv6l', 'armv7l', 'armv8l'] },
    { platform: 'linux/arm/v7', machine: 'linux/amd64', expected: ['armv7l', 'armv8l'] },
    { platform: 'linux/arm/v8', machine: 'linux/amd64', expected: ['armv7l', 'armv8l'] },
    { platform: 'linux/arm/v7', machine: 'linux/arm64', expected: ['armv7l', 'armv8l', 'aarch64'] },
    { platform: 'linux/s390x', machine: 'linux/amd64', expected: ['s390x'] },
    { platform: 'windows/amd64', machine: 'linux/amd64', expected: [] },
    { platform: 'windows/386', machine: 'windows/amd64', expected: [] },
    { platform: 'windows/arm/v7', machine: 'windows/arm64', expected: [] },
  ])('for $platform on $machine is one of $expected', ({ platform, machine, expected }) => {
    expect(answers(platform, machine)).toEqual(expected)
  })
})

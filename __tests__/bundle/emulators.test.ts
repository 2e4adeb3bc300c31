import { expect, test } from '@jest/globals'
import { INSTALLED } from '../platforms/binfmt-misc.ts'
import { errors, goodDocker, indexOf, playJob } from './play.ts'

/** What binfmt_misc says decides, whatever machine the tests run on: the shipped bundle reads a folder of theirs. */

const made = indexOf(['linux/amd64', 'linux/s390x'])
const scene = { rules: goodDocker(made.digest), holds: [made] }
const inputs = {
  platforms: 'linux/amd64,linux/s390x',
  qemu: 'auto',
  push: 'true',
  verify: 'false',
  cache: 'off',
}

function registered(arch: string): Readonly<Record<string, string>> {
  const { name, text } = INSTALLED[arch] ?? { name: '', text: '' }
  return { [name]: text }
}

test('an emulator that is registered is not installed again', async () => {
  const told = await playJob({ ...scene, inputs, handlers: registered('s390x') })
  expect(errors(told)).toBe('')
  expect(told.calls.filter(({ argv }) => argv[0] === 'run')).toEqual([])
  expect(told.main.log.shown).toContain('Emulators: none is missing')
})

test.each([
  { what: 'none is registered', handlers: {} },
  { what: 'that of another architecture is', handlers: registered('riscv64') },
])('an installer that ends well and registers nothing fails the job where $what', async ({ handlers }) => {
  const told = await playJob({ ...scene, inputs, handlers })
  expect(errors(told)).toContain('no emulator for linux/s390x is registered in binfmt_misc')
  expect(told.calls.filter(({ argv }) => argv[0] === 'run')).toHaveLength(1)
})

import { describe, expect, test } from '@jest/globals'
import { INSTALLED } from '../platforms/binfmt-misc.ts'
import { errors, goodDocker, indexOf, runBundle } from './run-bundle.ts'

/** The registered emulators decide, on any machine: the shipped bundle reads a folder of the tests as binfmt_misc. */

const made = indexOf(['linux/amd64', 'linux/s390x'])
const setup = { rules: goodDocker(made.digest), holds: [made] }
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
  const result = await runBundle({ ...setup, inputs, handlers: registered('s390x') })
  expect(errors(result)).toBe('')
  expect(result.calls.filter(({ argv }) => argv[0] === 'run')).toEqual([])
  expect(result.main.log.shown).toContain('Emulators: none are missing')
})

test.each([
  { what: 'none is registered', handlers: {} },
  { what: 'only that of another architecture is', handlers: registered('riscv64') },
])('an installer that succeeds and registers nothing fails the job if $what', async ({ handlers }) => {
  const result = await runBundle({ ...setup, inputs, handlers })
  expect(errors(result)).toContain('no emulator for linux/s390x is registered in binfmt_misc')
  expect(result.calls.filter(({ argv }) => argv[0] === 'run')).toHaveLength(1)
})

const CROSS =
  'FROM --platform=$BUILDPLATFORM golang AS build\nRUN go build\nFROM scratch\nCOPY --from=build /a /\n'

test.each([
  { what: 'if it only copies for the platform', dockerfile: CROSS, installs: 0 },
  { what: 'but not if a step runs on it', dockerfile: `${CROSS}RUN ["/a"]\n`, installs: 1 },
  { what: 'but not if it is not understood', dockerfile: `${CROSS}ONBUILD RUN ["/a"]\n`, installs: 1 },
  { what: 'but not with a smoke test', dockerfile: CROSS, installs: 1, 'smoke-test': 'auto' },
])('the Dockerfile avoids the installer, $what', async ({ what: _, dockerfile, installs, ...more }) => {
  const result = await runBundle({ ...setup, dockerfile, inputs: { ...inputs, ...more } })
  expect(result.calls.filter(({ argv }) => argv.includes('--install'))).toHaveLength(installs)
  const said = 'No RUN step runs on linux/s390x, so it needs no emulator.'
  expect(result.main.log.shown.includes(said)).toBe(installs === 0)
  if (installs === 0) expect(errors(result)).toBe('')
})

describe("if the installer is not available, BuildKit's own emulators are used", () => {
  const denied = { match: ['run'], stderr: 'privileged mode is not allowed\n', code: 125 }
  const has = { match: ['exec'], with: ['which', 'buildkit-qemu-s390x'] }
  const said = /could not be installed[\s\S]*The build continues with the emulators in BuildKit's image/

  test('with a warning', async () => {
    const result = await runBundle({ ...setup, rules: [denied, has, ...setup.rules], inputs })
    expect(errors(result)).toBe('')
    const warnings = result.main.log.commands.filter(({ name }) => name === 'warning').map(({ data }) => data)
    expect(warnings).toEqual([expect.stringMatching(said)])
  })

  test.each([
    { what: 'but not if they are missing', code: 1, more: {} },
    { what: 'but not if they were requested', code: 0, more: { qemu: 'linux/s390x' } },
    { what: 'but not for a smoke test', code: 0, more: { 'smoke-test': 'auto' } },
    { what: 'but not after a reset', code: 0, more: { 'qemu-reset': 'true' } },
  ])('$what', async ({ code, more }) => {
    const rules = [denied, { ...has, code }, ...setup.rules]
    expect(errors(await runBundle({ ...setup, rules, inputs: { ...inputs, ...more } }))).toMatch(
      /^qemu: the emulators could not be/,
    )
  })
})

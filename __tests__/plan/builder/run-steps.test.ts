import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readDockerfile } from '../../../src/buildx/dockerfile.ts'
import type { Facts } from '../../../src/facts/facts.ts'
import { planRunSteps } from '../../../src/plan/builder/run-steps.ts'
import { targetBuilder } from '../../../src/plan/builder/target.ts'
import { decideBuilds } from '../../../src/plan/decisions.ts'
import { makePlan } from '../../../src/plan/make.ts'
import { printPlatform, printPlatforms } from '../../../src/platforms/platform.ts'
import { planLines } from '../../../src/show/show-plan.ts'
import { builder, FOLDER, facts, type Given, inputs, platforms } from '../../builders.ts'

/** An amd64 machine that has read this Dockerfile. */
async function machineWith(text: string, overrides: Partial<Facts> = {}): Promise<Facts> {
  return facts({
    dockerfiles: [{ context: '.', file: '', text: undefined, content: await readDockerfile(text) }],
    ...overrides,
  })
}

/** The platforms that the steps of each platform run on. */
async function stepsOf(text: string, given: Given = {}, overrides: Partial<Facts> = {}) {
  const asked = inputs({ platforms: platforms('linux/amd64,linux/arm64'), ...given })
  const machine = await machineWith(text, overrides)
  const steps = planRunSteps(asked, machine, targetBuilder(asked, machine), asked.platforms)
  return Object.fromEntries(steps.map(({ platform, on }) => [printPlatform(platform), printPlatforms(on)]))
}

const CROSS = 'FROM --platform=$BUILDPLATFORM golang AS build\nRUN go build\n'
const NATIVE = { 'linux/amd64': 'linux/amd64', 'linux/arm64': 'linux/amd64' }
const NONE = { 'linux/amd64': '', 'linux/arm64': '' }
const BOTH = { 'linux/amd64': 'linux/amd64', 'linux/arm64': 'linux/amd64,linux/arm64' }
const OWN = { 'linux/amd64': 'linux/amd64', 'linux/arm64': 'linux/arm64' }

describe('RUN steps happen', () => {
  test.each<{ what: string; text: string; given?: Given; expected: Record<string, string> }>([
    {
      what: 'nowhere, if there are absent',
      text: 'FROM alpine\nCOPY a /\nWORKDIR /b\nCMD x\n',
      expected: NONE,
    },
    {
      what: 'on the machine that cross-compiles',
      text: `${CROSS}FROM alpine\nCOPY --from=build /a /\n`,
      expected: NATIVE,
    },
    {
      what: 'there and on the target',
      text: `${CROSS}FROM alpine\nCOPY --from=build /a /\nRUN x\n`,
      expected: BOTH,
    },
    { what: 'on the target, if no platform is set', text: 'FROM alpine\nRUN x\n', expected: OWN },
    {
      what: 'not in stages that nothing needs',
      text: 'FROM a AS lint\nRUN x\nFROM scratch\nCOPY b /\n',
      expected: NONE,
    },
    {
      what: 'in the target that was requested',
      text: 'FROM a AS lint\nRUN x\nFROM scratch\n',
      given: { target: 'Lint' },
      expected: OWN,
    },
    {
      what: 'in a stage that a number names',
      text: 'FROM a\nRUN x\nFROM scratch\nCOPY --from=0 b /\n',
      expected: OWN,
    },
    {
      what: 'in a stage that is mounted',
      text: `FROM a AS deps\nRUN x\n${CROSS}RUN --mount=from=deps y\n`,
      expected: {
        ...OWN,
        'linux/amd64': 'linux/amd64',
        'linux/arm64': 'linux/arm64,linux/amd64',
      },
    },
    {
      what: 'in the stage that one is based on',
      text: 'FROM a AS b\nRUN x\nFROM b\nCOPY c /\n',
      expected: OWN,
    },
    {
      what: 'on the platform of the base, regardless of that of the stage',
      text: 'FROM a AS b\nFROM --platform=$BUILDPLATFORM b\nRUN x\n',
      expected: OWN,
    },
    {
      what: 'on the target in a stage from scratch',
      text: 'FROM --platform=$BUILDPLATFORM scratch\nRUN x\n',
      expected: OWN,
    },
    {
      what: 'on a platform that is written out',
      text: 'FROM --platform=linux/s390x a\nRUN x\n',
      expected: { 'linux/amd64': 'linux/s390x', 'linux/arm64': 'linux/s390x' },
    },
    {
      what: 'in the stage of the platform',
      text: 'FROM a AS base-amd64\nRUN x\nFROM b AS base-arm64\nFROM base-$TARGETARCH\nCOPY c /\n',
      expected: { ...NONE, 'linux/amd64': 'linux/amd64' },
    },
    {
      what: 'by a default',
      text: `FROM --platform=\${BUILDPLATFORM:-linux/arm64} a\nRUN x\n`,
      expected: NATIVE,
    },
    {
      what: 'by the default of a variable that nothing sets',
      text: `FROM --platform=\${ON:-linux/arm64} a\nRUN x\n`,
      expected: { 'linux/amd64': 'linux/arm64', 'linux/arm64': 'linux/arm64' },
    },
    {
      what: 'by an argument',
      text: 'ARG ON=$BUILDPLATFORM\nFROM --platform=$ON a\nRUN x\n',
      expected: NATIVE,
    },
    {
      what: 'by an argument that the build sets',
      text: 'ARG ON=$BUILDPLATFORM\nFROM --platform=$ON a\nRUN x\n',
      given: { 'build-args': ['ON=linux/arm64'] },
      expected: { 'linux/amd64': 'linux/arm64', 'linux/arm64': 'linux/arm64' },
    },
    {
      what: 'by the default that hides what BuildKit sets',
      text: 'ARG BUILDPLATFORM=linux/arm64\nFROM --platform=$BUILDPLATFORM a\nRUN x\n',
      expected: { 'linux/amd64': 'linux/arm64', 'linux/arm64': 'linux/arm64' },
    },
    {
      what: 'by what BuildKit sets, even if it is declared',
      text: 'ARG BUILDPLATFORM\nFROM --platform="$BUILDPLATFORM" a\nRUN x\n',
      expected: NATIVE,
    },
    {
      what: 'by parts of a platform',
      text: `FROM --platform=linux/\${BUILDARCH} a\nRUN x\n`,
      expected: NATIVE,
    },
    {
      what: 'nowhere if the Dockerfile is only asked',
      text: 'FROM a\nRUN x\n',
      given: { call: 'check' },
      expected: NONE,
    },
    {
      what: "in BuildKit's own frontend, named by an argument",
      text: CROSS,
      given: { 'build-args': ['BUILDKIT_SYNTAX=docker/dockerfile:1'] },
      expected: NATIVE,
    },
  ])('$what', async ({ text, given, expected }) => {
    expect(await stepsOf(text, given)).toEqual(expected)
  })

  test.each<{ what: string; text: string; given?: Given }>([
    { what: 'a platform that nothing sets', text: 'FROM --platform=$ON a\nRUN x\n' },
    { what: 'an argument without a value', text: 'ARG ON\nFROM --platform=$ON a\nRUN x\n' },
    {
      what: "an argument from buildx's environment",
      text: 'ARG ON=$BUILDPLATFORM\nFROM --platform=$ON a\nRUN x\n',
      given: { 'build-args': ['ON'] },
    },
    {
      what: 'a form of a variable that is not known',
      text: `FROM --platform=\${BUILDPLATFORM#x} a\nRUN x\n`,
    },
    { what: 'a quoted variable', text: "ARG ON='$BUILDPLATFORM'\nFROM --platform=$ON a\nRUN x\n" },
    { what: 'a platform that is none', text: 'FROM --platform=linux/toaster a\nRUN x\n' },
    { what: 'a base that is unknown', text: 'FROM a AS b\nRUN x\nFROM $BASE\nCOPY c /\n' },
    { what: 'a target that is not there', text: CROSS, given: { target: 'none' } },
    { what: 'a source that is unknown', text: 'FROM a AS b\nRUN x\nFROM scratch\nCOPY --from=$B c /\n' },
    { what: 'an image with triggers, by its name', text: 'FROM python:3-onbuild\n' },
    {
      what: 'another frontend by an argument',
      text: CROSS,
      given: { 'build-args': ['BUILDKIT_SYNTAX=example.com/mine'] },
    },
    {
      what: "a frontend from buildx's environment",
      text: CROSS,
      given: { 'build-args': ['BUILDKIT_SYNTAX'] },
    },
    { what: 'a Dockerfile that is not understood', text: 'FROM a\nONBUILD RUN x\n' },
  ])('wherever they may, with $what', async ({ text, given }) => {
    expect(await stepsOf(text, given)).toEqual(OWN)
  })

  test('wherever they may on a builder that does not report its own platform', async () => {
    const remote = builder(['linux/amd64'], { driver: 'remote' })
    const nodes = remote.nodes.map((node) => ({ ...node, machine: undefined }))
    expect(await stepsOf(CROSS, {}, { builder: { ...remote, nodes } })).toEqual(OWN)
  })

  test('by the Dockerfile of each build', async () => {
    const asked = inputs({
      platforms: platforms('linux/arm64,linux/riscv64'),
      builds: [
        { ...inputs(), platforms: platforms('linux/arm64'), file: 'cross' },
        { ...inputs(), platforms: platforms('linux/riscv64'), file: 'slow' },
      ],
    })
    const contents = { cross: 'FROM alpine\nCOPY a /\n', slow: 'FROM alpine\nRUN x\n' }
    const dockerfiles = await Promise.all(
      Object.entries(contents).map(async ([file, text]) => ({
        ...{ context: '.', file },
        text: undefined,
        content: await readDockerfile(text),
      })),
    )
    const sources = ['cross', 'slow'].map((file) => ({ ...FOLDER, file, dockerfile: file }))
    const machine = facts({ dockerfiles, paths: { ...facts().paths, sources } })
    const { emulation, platforms: planned } = decideBuilds(asked, machine)
    expect(planned.map(({ runs }) => runs)).toEqual(['nothing', 'emulated'])
    expect(emulation?.install?.at(-1)).toBe('riscv64')
  })
})

/** What may make a step look like something else, and what may hide one. */
const PIECES = [
  ...[
    'COPY <<EOF /x',
    'EOF',
    'RUN <<EOF',
    'RUN echo "<<EOF"',
    "RUN <<'A B'",
    'LABEL a="<<EOF"',
    'ENV A=1 \\',
  ],
  ...[
    '# escape=`',
    '# syntax=docker/dockerfile:1',
    '#',
    '\\',
    'RUN x \\',
    'RUN [ \\',
    '"""',
    "'",
    '',
    ' \\',
    '`',
  ],
  ...[
    'ARG A=\\',
    'COPY --from=0 a b',
    'HEALTHCHECK CMD \\',
    'SHELL ["x"]',
    'ONBUILD \\',
    '\r',
    '\uFEFF',
    '\u0085',
  ],
]

test('the platform of a step of the last stage counts, regardless of what precedes it', async () => {
  const line = fc.oneof(fc.constantFrom(...PIECES), fc.string(), fc.string({ unit: 'binary' }))
  const before = fc.array(
    line.filter((text) => !/^\s*from\s/im.test(text)),
    { maxLength: 6 },
  )
  await fc.assert(
    fc.asyncProperty(before, before, before, async (above, between, inside) => {
      const head = [...above, 'FROM --platform=$BUILDPLATFORM a AS b', ...between, 'FROM c', ...inside]
      expect((await stepsOf([...head, 'RUN x', ''].join('\n')))['linux/arm64']).toContain('linux/arm64')
    }),
  )
})

describe('a platform on which nothing is run', () => {
  const given = inputs({ platforms: platforms('linux/amd64,linux/arm64') })
  const text = `${CROSS}FROM alpine\nCOPY --from=build /a /\n`

  test('gets no emulator, and the plan shows that', async () => {
    const plan = makePlan(given, await machineWith(text))
    expect(plan.emulation).toBeUndefined()
    expect(plan.platforms.map(({ runs }) => runs)).toEqual(['native', 'nothing'])
    expect(planLines(plan)).toContain('No RUN step runs on linux/arm64, so it needs no emulator.')
  })

  test('is not reported if none would be installed', async () => {
    const off = inputs({ platforms: platforms('linux/amd64,linux/arm64'), qemu: 'off' })
    expect(makePlan(off, await machineWith(text)).notices).toEqual([])
    expect(makePlan(off, await machineWith('FROM a\nRUN x\n')).notices).toEqual([
      expect.stringContaining('no emulator for linux/arm64 on this machine'),
    ])
  })

  test('can be built by a remote builder that does not offer it', async () => {
    const remote = { builder: builder(['linux/amd64'], { driver: 'remote' }) }
    const named = { ...given, builder: 'mine' }
    expect(makePlan(named, await machineWith(text, remote)).platforms.map(({ runs }) => runs)).toEqual([
      "by the builder's node",
      'nothing',
    ])
  })

  test('gets the emulator of another one that it is built on', async () => {
    const plan = makePlan(given, await machineWith('FROM --platform=linux/s390x a\nRUN x\n'))
    expect(plan.emulation?.install?.at(-1)).toBe('s390x')
  })
})

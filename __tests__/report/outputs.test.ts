import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Inputs } from '../../src/inputs/table.ts'
import { makePlan } from '../../src/plan/make.ts'
import { OUTPUTS, setOutputs } from '../../src/report/outputs.ts'
import type { Result } from '../../src/run/run.ts'
import { builder, facts, inputs, platforms } from '../builders.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`
const AMD64 = `sha256:${'b'.repeat(64)}`
const ARM = `sha256:${'c'.repeat(64)}`
const METADATA = `{\n  "containerimage.digest": "${DIGEST}"\n}\n`

function result(overrides: Partial<Result> = {}): Result {
  const [amd64, arm] = platforms('linux/amd64,linux/arm/v7')
  if (amd64 === undefined || arm === undefined) throw new Error('two platforms')
  return {
    built: {
      digest: DIGEST,
      imageid: AMD64,
      metadata: METADATA,
      result: '',
      progress: { steps: 4, cachedSteps: 1, cacheProblems: [] },
    },
    confirmed: [
      { platform: amd64, digest: AMD64 },
      { platform: arm, digest: ARM },
    ],
    builder: builder(['linux/amd64,linux/arm/v7']),
    phases: [],
    ...overrides,
  }
}

const planned = (given: Partial<Inputs>) =>
  makePlan(inputs({ platforms: platforms('linux/amd64,linux/arm'), ...given }), facts())

const pushed = planned({
  push: true,
  tags: [
    { repository: 'ghcr.io/owner/app', tag: '1' },
    { repository: 'owner/app', tag: '' },
  ],
})

const kept = planned({ load: false, tags: [] })

describe('the outputs', () => {
  test.each([
    { output: 'digest', plan: pushed, expected: DIGEST },
    { output: 'image', plan: pushed, expected: `ghcr.io/owner/app@${DIGEST}` },
    { output: 'imageid', plan: pushed, expected: AMD64 },
    { output: 'metadata', plan: pushed, expected: METADATA },
    { output: 'result', plan: pushed, expected: '' },
    { output: 'platforms', plan: pushed, expected: 'linux/amd64,linux/arm/v7' },
    {
      output: 'digests',
      plan: pushed,
      expected: `{"linux/amd64":"${AMD64}","linux/arm/v7":"${ARM}"}`,
    },
    { output: 'tags', plan: pushed, expected: 'ghcr.io/owner/app:1\nowner/app:latest' },
    {
      output: 'builder',
      plan: pushed,
      expected:
        '{"name":"mine","driver":"docker-container","nodes":[{"name":"mine0","endpoint":"unix:///var/run/docker.sock","status":"running","buildkit":"v0.32.2","platforms":["linux/amd64","linux/arm/v7"]}]}',
    },
  ] as const)('of a push: $output', ({ output, plan, expected }) => {
    expect(OUTPUTS[output](plan, result())).toBe(expected)
  })

  test.each([
    { output: 'digest', expected: '' },
    { output: 'image', expected: '' },
    { output: 'imageid', expected: AMD64 },
    { output: 'platforms', expected: 'linux/amd64,linux/arm/v7' },
    { output: 'digests', expected: '{}' },
    { output: 'tags', expected: '' },
  ] as const)('without a push: $output', ({ output, expected }) => {
    expect(OUTPUTS[output](kept, result({ confirmed: undefined }))).toBe(expected)
  })

  test('of a call have what it printed, and no digest', () => {
    const plan = planned({ call: 'targets', push: true, tags: [{ repository: 'owner/app', tag: '' }] })
    const { built } = result()
    const called = result({ built: { ...built, result: 'TARGET\none\n', digest: '' }, confirmed: undefined })
    expect(OUTPUTS.result(plan, called)).toBe('TARGET\none\n')
    expect([OUTPUTS.digest(plan, called), OUTPUTS.image(plan, called), OUTPUTS.tags(plan)]).toEqual([
      '',
      '',
      '',
    ])
  })

  test('of a push by digest name the image and no tag', () => {
    const outputs = ['type=image,name=ghcr.io/owner/app,push-by-digest=true,name-canonical=true,push=true']
    const plan = planned({ outputs })
    expect(OUTPUTS.image(plan, result())).toBe(`ghcr.io/owner/app@${DIGEST}`)
    expect(OUTPUTS.tags(plan)).toBe('')
  })

  test('of the arguments hold everything derived, for each platform', () => {
    const args = JSON.parse(OUTPUTS['platform-args'](pushed))
    expect(Object.keys(args)).toEqual(['linux/amd64', 'linux/arm/v7'])
    expect(args['linux/arm/v7']).toMatchObject({
      TARGETPLATFORM: 'linux/arm/v7',
      TARGETVARIANT: 'v7',
      BUILDPLATFORM: 'linux/amd64',
      GOARCH: 'arm',
      GOARM: '7',
      debian: 'armhf',
    })
  })

  test('are written to the file of the runner, several lines too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'outputs-'))
    const file = join(folder, 'output')
    writeFileSync(file, '')
    process.env['GITHUB_OUTPUT'] = file
    try {
      setOutputs(pushed, result())
      expect(readOutputs(readFileSync(file, 'utf8'))).toMatchObject({
        digest: DIGEST,
        metadata: METADATA,
        tags: 'ghcr.io/owner/app:1\nowner/app:latest',
      })
    } finally {
      delete process.env['GITHUB_OUTPUT']
      rmSync(folder, { recursive: true })
    }
  })
})

/** Reads `name<<DELIMITER`, the value and the delimiter, as the runner does. */
function readOutputs(text: string): Record<string, string> {
  const blocks = text.matchAll(/^(\S+)<<(\S+)\n([\s\S]*?)\n\2\n/gm)
  return Object.fromEntries([...blocks].map(([, name, , value]) => [name, value]))
}

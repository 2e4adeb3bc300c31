import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { actionRows } from '../../.ci/readme.ts'
import { PLUGIN } from '../../src/buildx/program.ts'
import type { Facts } from '../../src/facts/facts.ts'
import { parsePart } from '../../src/inputs/parts.ts'
import { array } from '../../src/json.ts'
import { makePlan } from '../../src/plan/make.ts'
import { planMatrix } from '../../src/plan/matrix.ts'
import { planMerge } from '../../src/plan/merge.ts'
import type { SmokeResult } from '../../src/plan/smoke-verdict.ts'
import { buildOutputs, matrixOutputs, mergeOutputs, OUTPUTS, setOutputs } from '../../src/report/outputs.ts'
import type { BuildResult } from '../../src/run/build.ts'
import type { Confirmed } from '../../src/run/confirm.ts'
import type { Published } from '../../src/run/publish.ts'
import type { Result } from '../../src/run/run.ts'
import {
  builder,
  digestOf,
  exporters,
  FOLDER,
  facts,
  finding,
  type Given,
  imageIndex,
  inputs,
  NO_TAGS,
  platforms,
  proven,
  setting,
} from '../builders.ts'

const DIGEST = digestOf('a')
const AMD64 = digestOf('b')
const ARM = digestOf('c')
const METADATA = `{\n  "containerimage.digest": "${DIGEST}"\n}\n`
const CONFIRMED: Confirmed = {
  digest: DIGEST,
  bytes: '',
  index: imageIndex({ 'linux/amd64': 'b', 'linux/arm/v7': 'c' }, { b: 'b0', c: 'c0' }),
}
const MOVED = {
  confirmed: CONFIRMED,
  tags: ['ghcr.io/owner/app:1', 'owner/app:latest'],
  superseded: [],
  signed: undefined,
  before: new Map(),
  isChanged: true,
}
/** A push without a proof and a smoke test. */
const PUBLISHED: Published = { ...MOVED, proofs: [], smoke: [] }
const TAGS = [
  { repository: 'ghcr.io/owner/app', tag: '1' },
  { repository: 'owner/app', tag: '' },
]

function built(overrides: Partial<BuildResult> = {}): BuildResult {
  return {
    number: 1,
    platforms: platforms('linux/amd64,linux/arm/v7'),
    digest: DIGEST,
    imageid: AMD64,
    metadata: METADATA,
    result: '',
    checkFailure: undefined,
    progress: { steps: 4, cachedSteps: 1, missingCaches: [], cacheProblems: [] },
    layout: '',
    omissions: [],
    ...overrides,
  }
}

function result(overrides: Partial<Result> = {}): Result {
  return {
    builds: [built()],
    published: PUBLISHED,
    builder: builder(['linux/amd64,linux/arm/v7']),
    phases: [],
    retried: [],
    ...overrides,
  }
}

const planned = (given: Given, machine: Partial<Facts> = {}) =>
  makePlan(inputs({ platforms: platforms('linux/amd64,linux/arm'), ...given }), facts(machine))

const GIVEN: Given = { push: true, tags: TAGS }
const pushed = planned(GIVEN)
const proving = planned({ ...GIVEN, verify: 'stop' })

const kept = planned({ load: false, tags: [] })

const signedPlan = planned({ ...GIVEN, attest: true, 'github-token': 'ghs_1' })
const SIGNED: Published['signed'] = {
  attestation: 'https://github.com/owner/app/attestations/7',
  ...{ issuer: 'https://i.example', repository: 'owner/app', workflow: 'owner/app/w.yml' },
}

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
    { output: 'part', plan: pushed, expected: undefined },
    { output: 'matrix', plan: pushed, expected: undefined },
  ] as const)('of a push: $output', ({ output, plan, expected }) => {
    expect(buildOutputs(plan, result())[output]).toBe(expected)
  })

  test('of what was signed lead to the attestation and to every bundle', () => {
    const made = buildOutputs(signedPlan, result({ published: { ...PUBLISHED, signed: SIGNED } }))
    expect([made['attestation-url'], made.bundle]).toEqual([
      'https://github.com/owner/app/attestations/7',
      expect.stringMatching(/multi-platform-build-.*\/bundles\.jsonl$/),
    ])
  })

  test('say nothing of signatures if the tags kept another image', () => {
    const made = written(buildOutputs(signedPlan, result()))
    expect([made['attestation-url'], made['bundle']]).toEqual(['', ''])
  })

  test.each([
    { output: 'digest', expected: '' },
    { output: 'image', expected: '' },
    { output: 'imageid', expected: AMD64 },
    { output: 'platforms', expected: 'linux/amd64,linux/arm/v7' },
    // Other steps read it as JSON.
    { output: 'digests', expected: '{}' },
    { output: 'tags', expected: '' },
  ] as const)('without a push: $output', ({ output, expected }) => {
    expect(written(buildOutputs(kept, result({ published: undefined })))[output]).toBe(expected)
  })

  test('of a call have what it printed, and no digest', () => {
    const plan = planned({ call: 'targets', push: true, tags: [{ repository: 'owner/app', tag: '' }] })
    const printed = built({ result: 'TARGET\none\n', digest: '' })
    const called = written(buildOutputs(plan, result({ builds: [printed], published: undefined })))
    expect(called['result']).toBe('TARGET\none\n')
    expect([called['digest'], called['image'], called['tags']]).toEqual(['', '', ''])
  })

  test('of a push by digest name the image and no tag', () => {
    const outputs = exporters(
      'type=image,name=ghcr.io/owner/app,push-by-digest=true,name-canonical=true,push=true',
    )
    const published = { ...PUBLISHED, tags: [] }
    const made = buildOutputs(planned({ outputs }), result({ published }))
    expect(made.image).toBe(`ghcr.io/owner/app@${DIGEST}`)
    expect([made.tags, made.previous, made.changed, made.superseded]).toEqual([
      '',
      undefined,
      undefined,
      undefined,
    ])
  })

  test('of the arguments hold everything derived, for each platform', () => {
    const args = JSON.parse(buildOutputs(pushed, result())['platform-args'] ?? '')
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
    expect(written(buildOutputs(pushed, result()))).toMatchObject({
      digest: DIGEST,
      metadata: METADATA,
      tags: 'ghcr.io/owner/app:1\nowner/app:latest',
    })
  })

  test('are all written, so that a name that says nothing is empty and not unknown', () => {
    expect(Object.keys(written({ digest: DIGEST }))).toEqual([...OUTPUTS])
    expect(written({ digest: DIGEST })).toMatchObject({ digest: DIGEST, part: '', matrix: '', metadata: '' })
  })
})

describe('the output proof', () => {
  const ran = (name: string, overrides: Partial<SmokeResult> = {}): SmokeResult => {
    const [platform] = platforms(name)
    if (platform === undefined) throw new Error('a platform')
    return { platform, outcome: 'passed', seconds: 0.42, exitCode: 0, lastLines: ['1.2.3'], ...overrides }
  }
  const proofOf = (published: Partial<Published>, plan = proving): string =>
    buildOutputs(plan, result({ published: { ...PUBLISHED, ...published } })).proof ?? 'none'

  test('has what was found of each platform, for steps that read it as JSON', () => {
    const found = finding({ severity: 'warning' })
    const arm = proven('linux/arm/v7', 'c', { entrypoint: undefined, files: 0, findings: [found] })
    expect(JSON.parse(proofOf({ proofs: [proven('linux/amd64', 'b'), arm] }))).toEqual({
      'linux/amd64': {
        onErrors: 'stop',
        digest: AMD64,
        size: 3_141_592,
        elfFiles: 1,
        ignored: 0,
        entrypoint: { path: '/usr/bin/app', machine: 'amd64' },
        errors: 0,
        findings: [],
        findingsOmitted: 0,
      },
      'linux/arm/v7': {
        onErrors: 'stop',
        digest: ARM,
        size: 3_141_592,
        elfFiles: 0,
        ignored: 0,
        errors: 0,
        findingsOmitted: 0,
        findings: [
          {
            severity: 'warning',
            rule: 'machine',
            path: '/usr/bin/app',
            layer: found.layer,
            instruction: 'COPY app /usr/bin/app',
            what: '/usr/bin/app is for amd64, not for linux/arm64.',
            cure: expect.stringContaining('add this line to verify-ignore: /usr/bin/app'),
          },
        ],
      },
    })
  })

  test('has errors as errors if they are only warned of, and says that they are', () => {
    const proofs = [proven('linux/arm64', 'b', { findings: [finding()] })]
    const plan = planned({ ...GIVEN, verify: 'warn' })
    expect(JSON.parse(proofOf({ proofs }, plan))['linux/arm64']).toMatchObject({
      onErrors: 'warn',
      errors: 1,
      findings: [{ severity: 'error' }],
    })
  })

  test('has the number of findings that are not listed', () => {
    const findings = [finding(), finding({ path: '', more: { count: 700, example: '/usr/bin/app' } })]
    const proofs = [proven('linux/arm64', 'b', { findings })]
    expect(JSON.parse(proofOf({ proofs }))['linux/arm64']).toMatchObject({
      errors: 701,
      findings: [{ path: '/usr/bin/app' }],
      findingsOmitted: 700,
    })
  })

  test('leaves room for other outputs in the megabyte of a job, and says how much is left out', () => {
    const findings = Array.from({ length: 500 }, () => finding({ path: `/${'x'.repeat(4000)}` }))
    const proofs = ['linux/amd64', 'linux/arm64'].map((name) => proven(name, 'b', { findings }))
    const text = proofOf({ proofs })
    // Two bytes per character.
    expect(text.length * 2).toBeLessThan(700_000)
    for (const proof of Object.values<Record<string, unknown>>(JSON.parse(text))) {
      const listed = array(proof, 'findings').length
      expect(listed).toBeGreaterThan(10)
      expect(proof).toMatchObject({ errors: 500, findingsOmitted: 500 - listed })
    }
  })

  test('has how each platform ran, beside its proof', () => {
    const proofs = [proven('linux/amd64', 'b'), proven('linux/arm/v7', 'c')]
    const notRun = ran('linux/arm/v7', { outcome: 'not run', seconds: 0, exitCode: undefined, lastLines: [] })
    const told = JSON.parse(proofOf({ proofs, smoke: [ran('linux/amd64'), notRun] }))
    expect(told['linux/amd64']).toMatchObject({
      elfFiles: 1,
      smoke: { outcome: 'passed', seconds: 0.42, exitCode: 0 },
    })
    expect(told['linux/arm/v7'].smoke).toEqual({ outcome: 'not run', seconds: 0 })
  })

  test('has the members that its description lists, and no others', () => {
    const output = actionRows('outputs').find(({ name }) => name === 'proof')
    const [, listed = ''] = /platform → (.*?)\)/.exec(output?.description ?? '') ?? []
    const told = JSON.parse(proofOf({ proofs: [proven('linux/amd64', 'b')], smoke: [ran('linux/amd64')] }))
    expect(Object.keys(told['linux/amd64']).toSorted()).toEqual(listed.split(', ').toSorted())
  })

  test('has how each platform ran if nothing was proven', () => {
    expect(JSON.parse(proofOf({ smoke: [ran('linux/amd64')] }))).toEqual({
      'linux/amd64': { smoke: { outcome: 'passed', seconds: 0.42, exitCode: 0 } },
    })
  })

  test('has nothing of what a program printed: it may be a secret', () => {
    expect(proofOf({ smoke: [ran('linux/amd64', { lastLines: ['hunter2'] })] })).not.toContain('hunter2')
  })

  test('is one line', () => {
    const found = finding({ instruction: 'one\ntwo' })
    const proofs = [proven('linux/amd64', 'b', { findings: [found] })]
    expect(proofOf({ proofs })).not.toContain('\n')
  })

  test.each([
    { what: 'nothing was proven or run', outputs: () => buildOutputs(pushed, result()) },
    { what: 'nothing was pushed', outputs: () => buildOutputs(kept, result({ published: undefined })) },
  ])('is empty if $what', ({ outputs }) => {
    expect(written(outputs())['proof']).toBe('')
  })
})

describe('the outputs of several builds', () => {
  const plan = planned(
    { push: true, tags: TAGS, platformSettings: [setting('linux/arm/v7', { file: 'Dockerfile.arm' })] },
    {
      paths: {
        ...facts().paths,
        sources: [FOLDER, { ...FOLDER, file: 'Dockerfile.arm', dockerfile: 'Dockerfile.arm' }],
      },
    },
  )
  const builds = [
    built({ platforms: platforms('linux/amd64'), digest: digestOf('d'), result: 'one\n' }),
    built({ platforms: platforms('linux/arm/v7'), digest: digestOf('e'), metadata: '', result: 'two\n' }),
  ]
  const outputs = buildOutputs(plan, result({ builds }))

  test('have the digest of the index that they are joined in', () => {
    expect([outputs.digest, outputs.image]).toEqual([DIGEST, `ghcr.io/owner/app@${DIGEST}`])
    expect(outputs.tags).toBe('ghcr.io/owner/app:1\nowner/app:latest')
    expect(outputs.digests).toBe(`{"linux/amd64":"${AMD64}","linux/arm/v7":"${ARM}"}`)
  })

  test("have each build's metadata by its platforms, as JSON", () => {
    expect(JSON.parse(outputs.metadata ?? '')).toEqual({
      'linux/amd64': { 'containerimage.digest': DIGEST },
      'linux/arm/v7': null,
    })
  })

  test('have no image id, because there is not one', () => {
    expect(written(outputs)['imageid']).toBe('')
  })

  test('have what each call printed', () => {
    expect(outputs.result).toBe('one\n\ntwo\n')
  })
})

describe('the outputs of a part', () => {
  const plan = planned({ mode: 'part', tags: TAGS })
  const outputs = buildOutputs(plan, result({ published: { ...PUBLISHED, tags: [] } }))

  test('have the line that the input parts takes', () => {
    expect(outputs.part).toBe(`linux/amd64,linux/arm/v7=${DIGEST}`)
    expect(parsePart(outputs.part ?? '')).toMatchObject({
      platforms: platforms('linux/amd64,linux/arm/v7'),
      target: { digest: DIGEST },
    })
  })

  test('name the image by its digest, and no tag, because none was moved', () => {
    expect([outputs.digest, outputs.image, outputs.tags]).toEqual([DIGEST, `ghcr.io/owner/app@${DIGEST}`, ''])
    expect(outputs.digests).toBe(`{"linux/amd64":"${AMD64}","linux/arm/v7":"${ARM}"}`)
  })
})

test('what the tags had, whether that was changed, and whether a newer run kept one', () => {
  const before = new Map([
    ['ghcr.io/owner/app:1', { digest: AMD64, images: [], platforms: [], maker: '' }],
    ['owner/app:latest', { digest: '', images: [], platforms: [], maker: '' }],
  ])
  const published = { ...PUBLISHED, before, isChanged: false, superseded: ['ghcr.io/owner/app:1'] }
  expect(written(buildOutputs(pushed, result({ published })))).toMatchObject({
    previous: `{"ghcr.io/owner/app:1":"${AMD64}"}`,
    changed: 'false',
    superseded: 'true',
  })
})

function partOf(name: string, digits: string) {
  return {
    from: `the matrix job for ${name}`,
    platforms: platforms(name),
    digest: digestOf(`${digits}1`),
    repositories: TAGS.map(({ repository }) => repository),
    bytes: '',
    proofErrors: 0,
    index: imageIndex({ [name]: digits }),
  }
}

const { event, docker, id, temp } = facts()
const merging = planMerge(
  inputs({ mode: 'merge', platforms: platforms('linux/amd64,linux/arm'), tags: TAGS }),
  {
    parts: [partOf('linux/arm/v7', 'c'), partOf('linux/amd64', 'b')],
    others: 0,
    ...NO_TAGS,
    ...{ buildx: PLUGIN, builder: undefined, event, docker, id, temp },
  },
)

describe('the outputs of a merge', () => {
  const outputs = mergeOutputs(merging, { ...MOVED, proofs: [], left: [], phases: [], retried: [] })

  test('are those of a push', () => {
    expect(outputs).toMatchObject({
      digest: DIGEST,
      image: `ghcr.io/owner/app@${DIGEST}`,
      platforms: 'linux/amd64,linux/arm/v7',
      digests: `{"linux/amd64":"${AMD64}","linux/arm/v7":"${ARM}"}`,
      tags: 'ghcr.io/owner/app:1\nowner/app:latest',
    })
  })

  test('have what was proven of parts that others made, and nothing of parts whose legs did', () => {
    const proofs = [proven('linux/amd64', 'b'), proven('linux/arm/v7', 'c')]
    const made = mergeOutputs(merging, { ...MOVED, proofs, left: [], phases: [], retried: [] })
    expect(Object.keys(JSON.parse(made.proof ?? ''))).toEqual(['linux/amd64', 'linux/arm/v7'])
    expect(outputs.proof).toBe('')
  })

  test('have no builder, and do not know what a builder of it would be', () => {
    const args = JSON.parse(outputs['platform-args'] ?? '')
    expect(args['linux/arm/v7']).toMatchObject({ TARGETVARIANT: 'v7', BUILDPLATFORM: '', debian: 'armhf' })
    const all = written(outputs)
    expect([all['builder'], all['metadata'], all['imageid'], all['part']]).toEqual(['', '', '', ''])
  })
})

describe('the outputs of a plan', () => {
  const outputs = matrixOutputs(planMatrix(platforms('linux/arm64,linux/amd64,linux/386'), [], 'runner'))

  test('have the matrix in one line', () => {
    expect(outputs.matrix).not.toContain('\n')
    expect(JSON.parse(outputs.matrix ?? '').include).toHaveLength(2)
  })

  test('have every platform and what is derived from it, and nothing that was not built', () => {
    expect(outputs.platforms?.split(',').toSorted()).toEqual(['linux/386', 'linux/amd64', 'linux/arm64'])
    const args = JSON.parse(outputs['platform-args'] ?? '')
    expect(args['linux/386']).toMatchObject({ TARGETARCH: '386', BUILDPLATFORM: '', debian: 'i386' })
    expect(written(outputs)).toMatchObject({ digest: '', image: '', digests: '', tags: '', builder: '' })
  })
})

test.each(['build', 'plan', 'part', 'merge'] as const)(
  'docs/reference.md says what mode: %s sets',
  (mode) => {
    const merged = { ...MOVED, signed: SIGNED, proofs: [], left: [], phases: [], retried: [] }
    const { signing } = signedPlan
    const made = {
      build: buildOutputs(signedPlan, result({ published: { ...PUBLISHED, signed: SIGNED } })),
      plan: matrixOutputs(planMatrix(platforms('linux/amd64'), [], 'platform')),
      part: buildOutputs(
        planned({ mode: 'part', tags: TAGS }),
        result({ published: { ...PUBLISHED, tags: [] } }),
      ),
      merge: mergeOutputs({ ...merging, signing }, merged),
    }[mode]
    const reference = readFileSync(join(import.meta.dirname, '..', '..', 'docs/reference.md'), 'utf8')
    const [, but, says = ''] =
      new RegExp(`^\\| \`${mode}\` \\| (all but )?(.*) \\|$`, 'm').exec(
        reference.slice(reference.indexOf('| `mode` | Sets |')),
      ) ?? []
    const named = [
      ...says.replace(but === undefined ? / with `parts`/ : /;.*/, '').matchAll(/`([\w-]+)`/g),
    ].map(([, name]) => name)
    // They come with images, in every mode.
    const ofNames = ['version', 'labels', 'annotations', 'meta']
    const ofBuilds = OUTPUTS.filter((name) => !ofNames.includes(name))
    const set = but === undefined ? named : ofBuilds.filter((name) => !named.includes(name))
    expect(Object.keys(made).toSorted()).toEqual(set.toSorted())
  },
)

describe('outputs that cannot be written', () => {
  test('are reported if they say what was pushed', () => {
    // Accepts no byte, like a full disk.
    process.env['GITHUB_OUTPUT'] = '/dev/full'
    try {
      const outputs = {
        digest: DIGEST,
        image: `r.example/app@${DIGEST}`,
        tags: 'r.example/app:1',
        metadata: '{}',
      }
      expect(() => setOutputs(outputs, [])).toThrow(
        new RegExp(
          `^GITHUB_OUTPUT: the runner's file /dev/full could not be written: ENOSPC: .*\\ndigest: ${DIGEST}\\nimage: r.example/app@${DIGEST}\\ntags: r.example/app:1$`,
        ),
      )
    } finally {
      delete process.env['GITHUB_OUTPUT']
    }
  })
})

/** What later steps can see. */
function written(outputs: Parameters<typeof setOutputs>[0]): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'outputs-'))
  const file = join(folder, 'output')
  writeFileSync(file, '')
  process.env['GITHUB_OUTPUT'] = file
  try {
    setOutputs(outputs, [])
    return readOutputs(readFileSync(file, 'utf8'))
  } finally {
    delete process.env['GITHUB_OUTPUT']
    rmSync(folder, { recursive: true })
  }
}

/** Reads `name<<DELIMITER`, the value and the delimiter, as the runner does. */
function readOutputs(text: string): Record<string, string> {
  const blocks = text.matchAll(/^(\S+)<<(\S+)\n([\s\S]*?)\n\2\n/gm)
  return Object.fromEntries([...blocks].map(([, name, , value]) => [name, value]))
}

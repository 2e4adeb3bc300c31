import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseProvenance, parseSbom } from '../../src/buildx/attestation.ts'
import type { EventFacts, Facts } from '../../src/facts/facts.ts'
import { parseAnnotation } from '../../src/inputs/annotation.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import { secretValues } from '../../src/plan/build/secrets.ts'
import { makePlan } from '../../src/plan/make.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { planLines } from '../../src/show/show-plan.ts'
import {
  attested,
  exporters,
  facts,
  inputs,
  platforms,
  readCompletely,
  refusalOf,
  valuesOf,
} from '../builders.ts'

const APP = { repository: 'ghcr.io/owner/app', tag: '1' }
const GIT = `https://github.com/owner/app.git#${facts().event.sha}`
const RUN = 'https://github.com/owner/app/actions/runs/77/attempts/1'

const on = (event: Partial<EventFacts>): Facts => facts({ event: { ...facts().event, ...event } })

function plan(given: Partial<Inputs>, machine: Facts = facts()): Plan {
  return makePlan(inputs(given), machine)
}

/** The values of a flag in the only build command. */
function onlyValuesOf({ builds: [build, ...others] }: Plan, flag: string): readonly string[] {
  if (build === undefined || others.length > 0) throw new Error('one build')
  return valuesOf(build, flag)
}

/** Why a plan is refused. */
const refusal = (given: Partial<Inputs>, machine: Facts): readonly string[] =>
  refusalOf(() => plan(given, machine)).map(({ input, what }) => `${input}: ${what}`)

describe('the build of a plan', () => {
  test('has the Git context of the event, its token and a file for each secret', () => {
    const given = {
      context: '',
      'github-token': 'ghs_1',
      secrets: [{ id: 'npm', value: 'x' }],
      'secret-envs': [{ id: 'aws', value: 'AWS_KEY' }],
      'secret-files': [{ id: 'ca', value: './ca.pem' }],
      'build-contexts': ['lib={{defaultContext}}:lib'],
    }
    const made = plan(given)
    const folder = `${facts().temp}/secrets`
    expect(made.builds[0]?.command.at(-1)).toBe(GIT)
    expect(made.secretFiles).toEqual([
      { id: 'npm', path: `${folder}/0` },
      { id: 'GIT_AUTH_TOKEN.github.com', path: `${folder}/1` },
    ])
    expect(onlyValuesOf(made, '--secret')).toEqual([
      'id=aws,env=AWS_KEY',
      `id=npm,src=${folder}/0`,
      `id=GIT_AUTH_TOKEN.github.com,src=${folder}/1`,
      'id=ca,src=./ca.pem',
    ])
    expect(onlyValuesOf(made, '--build-context')).toEqual([`lib=${GIT}:lib`])
  })

  test.each([
    {
      what: 'a public repository',
      event: {},
      given: {},
      attests: [`type=provenance,mode=max,builder-id=${RUN}`],
    },
    {
      what: 'a private repository',
      event: { isPrivate: true },
      given: {},
      attests: [`type=provenance,mode=min,inline-only=true,builder-id=${RUN}`],
    },
    { what: 'an image that is loaded', event: {}, given: { load: true }, attests: [] },
    {
      what: 'an image that an output loads',
      event: {},
      given: { outputs: exporters('type=docker') },
      attests: [],
    },
    { what: 'a variable that says none', event: { noDefaultAttestations: true }, given: {}, attests: [] },
  ])('attests $what', ({ event, given, attests }) => {
    expect(onlyValuesOf(plan(given, on(event)), '--attest')).toEqual(attests)
  })
})

describe('annotations', () => {
  const annotation = parseAnnotation
  const index = annotation('index:a=1')
  const refused = (text: string): string =>
    `annotations: "${text}" is for an index, but an image of one platform without attestations has none.`

  test.each([
    {
      what: 'the index of several platforms',
      given: { platforms: platforms('linux/amd64,linux/arm64'), annotations: [index] },
      event: { noDefaultAttestations: true },
    },
    { what: 'the index of one platform with attestations', given: { annotations: [index] }, event: {} },
    {
      what: 'the index of one platform with an SBOM alone',
      given: { annotations: [index], provenance: parseProvenance('false'), sbom: parseSbom('true') },
      event: {},
    },
    {
      what: 'the manifest of one platform without attestations',
      given: { annotations: [annotation('a=1')], provenance: parseProvenance('false') },
      event: {},
    },
  ])('are taken for $what', ({ given, event }) => {
    const made = plan(given, on(event))
    expect(onlyValuesOf(made, '--annotation')).toEqual(given.annotations.map(({ text }) => text))
  })

  test.each([
    { what: 'provenance: false', given: { provenance: parseProvenance('false') }, event: {} },
    {
      what: 'attests that switch it off',
      given: { attests: attested('type=provenance,disabled=true') },
      event: {},
    },
    { what: 'the variable that says none', given: {}, event: { noDefaultAttestations: true } },
  ])('are refused for the index of one platform with $what', ({ given, event }) => {
    const both = annotation('manifest,index-descriptor:b=2')
    expect(refusal({ ...given, annotations: [index, annotation('c=3'), both] }, on(event))).toEqual([
      refused('index:a=1'),
      refused('manifest,index-descriptor:b=2'),
    ])
  })

  test('are refused for a platform that is not built, which BuildKit reports at the end only', () => {
    const given = {
      annotations: [annotation('manifest[linux/arm64]:a=1')],
      platforms: platforms('linux/amd64'),
    }
    expect(refusal(given, facts())).toEqual([expect.stringMatching(/^annotations: /)])
  })
})

describe('a call', () => {
  const given = { platforms: platforms('linux/amd64,linux/arm64'), push: true, tags: [APP] }

  test.each(['check', 'outline', 'targets', 'check,format=json'])(
    '%s is asked instead of a build',
    (call) => {
      const made = plan({ ...given, call })
      expect(onlyValuesOf(made, '--call')).toEqual([call])
      expect(made).toMatchObject({ call, publish: undefined, builds: [{ cache: { to: [], exports: [] } }] })
    },
  )

  test('leaves no result, and does not warn of that', () => {
    expect(plan({ call: 'check' }).warnings).toEqual([])
    expect(plan({}).warnings).toHaveLength(1)
  })
})

describe('what a plan publishes', () => {
  test.each([
    { what: 'what is pushed', given: { push: true, tags: [APP] }, tags: ['ghcr.io/owner/app:1'] },
    {
      what: 'what an output pushes',
      given: { outputs: exporters('type=registry,name=owner/app:2') },
      tags: ['owner/app:2'],
    },
    {
      what: 'what is pushed by digest',
      given: { outputs: exporters('type=image,name=owner/app,push-by-digest=true,push=true') },
      tags: [],
    },
  ])('is $what', ({ given, tags }) => {
    expect(plan(given).publish?.tags).toEqual(tags)
  })

  test('is nothing if files are written, and that is kept enough', () => {
    expect(plan({ outputs: exporters('type=local,dest=out'), tags: [APP] })).toMatchObject({
      publish: undefined,
      warnings: [],
    })
  })
})

describe('a plan holds no secret', () => {
  const odd = fc.array(fc.constantFrom('"', ',', '%', '=', ' ', '$', '\\', '#', 'ä', '{', "'", '`'), {
    maxLength: 6,
  })
  const value = fc.tuple(odd, odd).map(([before, after]) => `${before.join('')}hunter2${after.join('')}`)
  const given = fc.record({
    SECRETS: fc
      .array(value, { minLength: 1, maxLength: 3 })
      .map((all) => all.map((each, index) => `id${index}=${each}`).join('\n')),
    'GITHUB-TOKEN': value,
    CONTEXT: fc.constantFrom('', '.', '{{defaultContext}}:app', 'https://example.com/a.git'),
    PUSH: fc.constantFrom('true', 'false'),
    LOAD: fc.constantFrom('true', 'false'),
    TAGS: fc.constantFrom('ghcr.io/owner/app:1', 'owner/a,owner/b:2'),
    OUTPUTS: fc.constantFrom('', 'type=local,dest=out', 'type=registry'),
    CALL: fc.constantFrom('', 'check'),
    CACHE: fc.constantFrom('registry', 'gha', 'local', 'inline', 'off'),
    'SECRET-ENVS': fc.constantFrom('', 'token=TOKEN'),
  })

  test('whatever it is and whatever else is requested', async () => {
    await fc.assert(
      fc.asyncProperty(given, async (texts) => {
        const env = Object.fromEntries(Object.entries(texts).map(([name, text]) => [`INPUT_${name}`, text]))
        const { inputs: read, problems } = await readCompletely({ 'INPUT_QEMU-IMAGE': 'binfmt', ...env })
        expect(problems).toEqual([])
        expect(secretValues(read, facts().event).length).toBeGreaterThan(0)
        const made = makePlan(read, facts())
        expect(JSON.stringify(made)).not.toContain('hunter2')
        expect(planLines(made).join('\n')).not.toContain('hunter2')
      }),
      { numRuns: 500 },
    )
  })
})

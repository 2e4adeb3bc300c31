import { describe, expect, test } from '@jest/globals'
import type { Attestation } from '../../../src/buildx/attestation.ts'
import { parseProvenance, parseSbom } from '../../../src/buildx/attestation.ts'
import type { EventFacts } from '../../../src/facts/facts.ts'
import type { Inputs } from '../../../src/inputs/table.ts'
import { attestations, type Holders, isAttested } from '../../../src/plan/build/attestations.ts'
import { attested, facts, inputs } from '../../builders.ts'

const RUN = 'https://github.com/owner/app/actions/runs/77/attempts/1'
const BUILDER_ID = `builder-id=${RUN}`

interface Row {
  readonly what: string
  readonly given?: Partial<Inputs>
  readonly event?: Partial<EventFacts>
  readonly holders?: Holders
  readonly expected: readonly string[]
}

const textsOf = (found: readonly Attestation[]): readonly string[] => found.map(({ text }) => text)
const eventWith = (event: Partial<EventFacts> = {}): EventFacts => ({ ...facts().event, ...event })

describe('the attestations', () => {
  const byDefault: readonly Row[] = [
    { what: 'of a public repository hold everything', expected: [`type=provenance,mode=max,${BUILDER_ID}`] },
    {
      what: 'of a private repository hold little, and only in the image',
      event: { isPrivate: true },
      expected: [`type=provenance,mode=min,inline-only=true,${BUILDER_ID}`],
    },
    {
      what: 'of a fork are those of its visibility',
      event: { fork: true },
      expected: [`type=provenance,mode=max,${BUILDER_ID}`],
    },
    { what: 'outside a runner name no run', event: { runUrl: '' }, expected: ['type=provenance,mode=max'] },
    {
      what: 'are absent if the variable disables them',
      event: { noDefaultAttestations: true },
      expected: [],
    },
    { what: 'are absent if the image is only loaded into docker', holders: 'nothing', expected: [] },
    {
      what: 'are only in the image that is pushed, if one is loaded beside it',
      holders: 'what is pushed',
      expected: [`type=provenance,mode=max,inline-only=true,${BUILDER_ID}`],
    },
  ]
  const provenance: readonly Row[] = [
    ...['true', 'True', 'TRUE', '1', 't', 'T'].map((value) => ({
      what: `with provenance: ${value} name the run`,
      given: { provenance: parseProvenance(value) },
      expected: [`type=provenance,${BUILDER_ID}`],
    })),
    ...['false', 'False', 'FALSE', '0', 'f', 'F'].map((value) => ({
      what: `with provenance: ${value} are switched off`,
      given: { provenance: parseProvenance(value) },
      expected: ['type=provenance,disabled=true'],
    })),
    {
      what: 'with provenance: mode=min are that, with the run',
      given: { provenance: parseProvenance('mode=min') },
      expected: [`type=provenance,mode=min,${BUILDER_ID}`],
    },
    {
      what: 'with several attributes keep them all',
      given: { provenance: parseProvenance('mode=max,version=v1,"note=a,b"') },
      expected: [`type=provenance,mode=max,version=v1,"note=a,b",${BUILDER_ID}`],
    },
    {
      what: "with the user's own builder-id name no run",
      given: { provenance: parseProvenance('mode=max,builder-id=https://example.com/me') },
      expected: ['type=provenance,mode=max,builder-id=https://example.com/me'],
    },
    {
      what: 'with an attribute that only begins like it name the run',
      given: { provenance: parseProvenance('mode=max,note=x') },
      expected: [`type=provenance,mode=max,note=x,${BUILDER_ID}`],
    },
    {
      what: 'that are requested hold, though the variable says none',
      given: { provenance: parseProvenance('mode=max') },
      event: { noDefaultAttestations: true },
      expected: [`type=provenance,mode=max,${BUILDER_ID}`],
    },
    {
      what: 'that are requested hold, though the image is loaded',
      given: { provenance: parseProvenance('true') },
      holders: 'nothing',
      expected: [`type=provenance,${BUILDER_ID}`],
    },
    {
      what: 'that are requested hold in a private repository too',
      given: { provenance: parseProvenance('mode=max') },
      event: { isPrivate: true },
      expected: [`type=provenance,mode=max,${BUILDER_ID}`],
    },
    {
      what: 'that are requested outside a runner name no run',
      given: { provenance: parseProvenance('true') },
      event: { runUrl: '' },
      expected: ['type=provenance'],
    },
  ]

  test.each([...byDefault, ...provenance])('$what', ({ given, event, holders = 'everything', expected }) => {
    expect(textsOf(attestations(inputs(given), eventWith(event), holders))).toEqual(expected)
  })
})

describe('the SBOM', () => {
  const none = { noDefaultAttestations: true }
  test.each<Row>([
    ...['true', 'True', '1', 't'].map((value) => ({
      what: `is made with sbom: ${value}`,
      given: { sbom: parseSbom(value) },
      expected: ['type=sbom,disabled=false'],
    })),
    ...['false', 'FALSE', '0', 'f'].map((value) => ({
      what: `is not made with sbom: ${value}`,
      given: { sbom: parseSbom(value) },
      expected: ['type=sbom,disabled=true'],
    })),
    {
      what: 'is made by another generator',
      given: { sbom: parseSbom('generator=me/scanner:1') },
      expected: ['type=sbom,generator=me/scanner:1'],
    },
  ])('$what', ({ given, expected }) => {
    expect(textsOf(attestations(inputs(given), eventWith(none), 'everything'))).toEqual(expected)
  })

  test('comes after the provenance', () => {
    expect(textsOf(attestations(inputs({ sbom: parseSbom('true') }), eventWith(), 'everything'))).toEqual([
      `type=provenance,mode=max,${BUILDER_ID}`,
      'type=sbom,disabled=false',
    ])
  })
})

describe('attests', () => {
  test.each<Row>([
    {
      what: 'with provenance takes the place of the default, and names the run',
      given: { attests: attested('type=provenance,mode=min') },
      expected: [`type=provenance,mode=min,${BUILDER_ID}`],
    },
    {
      what: 'with provenance of another builder is not changed',
      given: { attests: attested('type=provenance,builder-id=me') },
      expected: ['type=provenance,builder-id=me'],
    },
    {
      what: 'with provenance yields to the input of that name',
      given: { attests: attested('type=provenance,mode=min'), provenance: parseProvenance('mode=max') },
      expected: [`type=provenance,mode=max,${BUILDER_ID}`],
    },
    {
      what: 'with provenance yields to the input that switches it off',
      given: { attests: attested('type=provenance,mode=min'), provenance: parseProvenance('false') },
      expected: ['type=provenance,disabled=true'],
    },
    {
      what: 'with an SBOM yields to the input of that name',
      given: {
        attests: attested('type=sbom,generator=a', 'type=provenance,mode=min'),
        sbom: parseSbom('generator=b'),
      },
      expected: ['type=sbom,generator=b', `type=provenance,mode=min,${BUILDER_ID}`],
    },
    {
      what: 'with an SBOM leaves the default provenance',
      given: { attests: attested('type=sbom') },
      expected: [`type=provenance,mode=max,${BUILDER_ID}`, 'type=sbom'],
    },
    {
      what: 'with another order of its attributes is known anyway',
      given: { attests: attested('mode=min,type=provenance'), provenance: parseProvenance('false') },
      expected: ['type=provenance,disabled=true'],
    },
    {
      what: 'of another type is passed on',
      given: {
        attests: attested('type=custom,x=1'),
        provenance: parseProvenance('false'),
        sbom: parseSbom('true'),
      },
      expected: ['type=provenance,disabled=true', 'type=sbom,disabled=false', 'type=custom,x=1'],
    },
    {
      what: 'holds, though the image is loaded and the variable says none',
      given: { attests: attested('type=sbom') },
      event: { noDefaultAttestations: true },
      holders: 'nothing',
      expected: ['type=sbom'],
    },
  ])('$what', ({ given, event, holders = 'everything', expected }) => {
    expect(textsOf(attestations(inputs(given), eventWith(event), holders))).toEqual(expected)
  })
})

describe('an image of one platform has an index', () => {
  test.each([
    { what: 'with provenance', attests: attested('type=provenance,mode=max'), no: false, expected: true },
    {
      what: 'with an SBOM alone',
      attests: attested('type=provenance,disabled=true', 'type=sbom,disabled=false'),
      no: false,
      expected: true,
    },
    { what: 'with what buildx adds', attests: [], no: false, expected: true },
    {
      what: 'with what buildx adds, next to an SBOM that is off',
      attests: attested('type=sbom,disabled=true'),
      no: false,
      expected: true,
    },
    {
      what: 'not without any',
      attests: attested('type=provenance,disabled=true'),
      no: false,
      expected: false,
    },
    {
      what: 'not with both switched off',
      attests: attested('type=provenance,disabled=true', 'type=sbom,disabled=true'),
      no: false,
      expected: false,
    },
    { what: 'not if the variable says none', attests: [], no: true, expected: false },
    {
      what: 'not with provenance that is off in another spelling',
      attests: attested('type=provenance,disabled=1'),
      no: false,
      expected: false,
    },
    {
      what: 'not if the variable says none beside an SBOM that is off',
      attests: attested('type=sbom,disabled=true'),
      no: true,
      expected: false,
    },
  ])('$what', ({ attests, no, expected }) => {
    expect(isAttested(attests, eventWith({ noDefaultAttestations: no }))).toBe(expected)
  })
})

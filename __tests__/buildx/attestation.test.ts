import { describe, expect, test } from '@jest/globals'
import {
  createAttestation,
  parseAttestation,
  parseProvenance,
  parseSbom,
  withBuilder,
} from '../../src/buildx/attestation.ts'

describe('an attestation', () => {
  test.each([
    { text: 'mode=max,type=provenance', type: 'provenance', attributes: { mode: 'max' } },
    { text: 'type=sbom,"generator=a,b"', type: 'sbom', attributes: { generator: 'a,b' } },
    { text: 'type=custom,x=1', type: 'custom', attributes: { x: '1' } },
  ])('is read from $text', ({ text, type, attributes }) => {
    expect(parseAttestation(text)).toEqual({ type, attributes, isDisabled: false, text })
  })

  test.each([
    ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((value) => ({ value, isDisabled: true })),
    ...['0', 'f', 'false', ''].map((value) => ({ value, isDisabled: false })),
  ])('with disabled=$value is disabled: $isDisabled', ({ value, isDisabled }) => {
    expect(parseAttestation(`type=provenance,disabled=${value}`).isDisabled).toBe(isDisabled)
  })

  test('that this action makes is printed in the form that is parsed', () => {
    const text = 'type=provenance,mode=min,inline-only=true'
    const attributes = { mode: 'min', 'inline-only': 'true' }
    expect(createAttestation('provenance', attributes)).toEqual(parseAttestation(text))
  })

  test.each([
    { parse: parseProvenance, input: 'true', text: 'type=provenance' },
    { parse: parseProvenance, input: '0', text: 'type=provenance,disabled=true' },
    { parse: parseProvenance, input: 'mode=max,"note=a,b"', text: 'type=provenance,mode=max,"note=a,b"' },
    { parse: parseSbom, input: 'T', text: 'type=sbom,disabled=false' },
    { parse: parseSbom, input: 'false', text: 'type=sbom,disabled=true' },
    { parse: parseSbom, input: 'generator=a', text: 'type=sbom,generator=a' },
  ])('is $text by the input $input', ({ parse, input, text }) => {
    expect(parse(input)).toEqual(parseAttestation(text))
  })

  test.each([
    { given: 'type=provenance,mode=max', text: 'type=provenance,mode=max,builder-id=me' },
    { given: 'type=provenance,builder-id=you', text: 'type=provenance,builder-id=you' },
    { given: 'type=sbom', text: 'type=sbom' },
    { given: 'type=custom', text: 'type=custom' },
  ])('names its builder: $given', ({ given, text }) => {
    expect(withBuilder(parseAttestation(given), 'me')).toEqual(parseAttestation(text))
  })

  test.each([
    { given: parseAttestation('Mode=max,type=provenance'), text: 'type=provenance,mode=max' },
    { given: parseProvenance('MODE=max'), text: 'type=provenance,mode=max' },
    { given: parseProvenance('mode=max, filename=a.json'), text: 'type=provenance,mode=max,filename=a.json' },
    { given: parseProvenance('type=provenance,mode=max'), text: 'type=provenance,type=provenance,mode=max' },
  ])('has the attribute names of BuildKit: $text', ({ given, text }) => {
    expect(given.text).toBe(text)
  })

  test.each([
    {
      parse: () => parseAttestation('type=provenence'),
      says: 'the type "provenence" is not known.',
      cure: 'Did you mean provenance?',
    },
    {
      parse: () => parseProvenance('moed=max'),
      says: 'the attribute "moed" of type=provenance is not known.',
      cure: 'Did you mean mode?',
    },
    {
      parse: () => parseSbom('genrator=image'),
      says: 'the attribute "genrator" of type=sbom is not known.',
      cure: 'Did you mean generator?',
    },
    {
      parse: () => parseProvenance('mode=max,inline-only=yes'),
      says: '"inline-only=yes" of type=provenance is neither true nor false.',
      cure: 'Write inline-only=true or inline-only=false.',
    },
    {
      parse: () => parseProvenance('mode=most'),
      says: '"mode=most" of type=provenance is unknown to BuildKit.',
      cure: 'Write mode=min or mode=max or mode=full.',
    },
    {
      parse: () => parseAttestation('type=provenance,version=1'),
      says: '"version=1" of type=provenance is unknown to BuildKit.',
      cure: 'Write version=v0.2 or version=v1.',
    },
    {
      parse: () => parseProvenance('type=sbom'),
      says: '"type=sbom" is of another type.',
      cure: 'Write it into attests, or remove type=sbom.',
    },
  ])('is refused: $says', ({ parse, says, cure }) => {
    expect(parse).toThrow(expect.objectContaining({ message: says, cure }))
  })

  test('of a generator has parameters of any name', () => {
    expect(parseSbom('generator=image,x=1,*=2').attributes).toEqual({ generator: 'image', x: '1', '*': '2' })
  })
})

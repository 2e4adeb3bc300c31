import { describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { attributesOf, fieldsOf, isTrue, quoteField } from '../../src/buildx/attributes.ts'
import { InvalidValue } from '../../src/errors.ts'

describe('the fields of a value', () => {
  test.each([
    { what: 'one', value: 'out', fields: ['out'] },
    { what: 'several', value: 'type=local,dest=out', fields: ['type=local', 'dest=out'] },
    {
      what: 'one with commas, in quotes',
      value: 'type=image,"name=a,b",push=true',
      fields: ['type=image', 'name=a,b', 'push=true'],
    },
    { what: 'one with quotes, in quotes', value: 'id=a,"src=say ""x"""', fields: ['id=a', 'src=say "x"'] },
    { what: 'blanks around them', value: ' type=local , dest=out ', fields: ['type=local', 'dest=out'] },
    { what: 'empty ones', value: 'type=local,,dest=out,', fields: ['type=local', '', 'dest=out', ''] },
    { what: 'none', value: '', fields: [] },
  ])('$what', ({ value, fields }) => {
    expect(fieldsOf(value)).toEqual(fields)
  })

  test.each([
    { what: 'a quote that is not closed', value: 'type=image,"name=a,b' },
    { what: 'a quote inside a field, which buildx does not take', value: 'type=local,dest=a"b' },
    { what: 'text behind a quoted field', value: 'type=image,"name=a"b' },
  ])('are refused with $what', ({ value }) => {
    expect(() => fieldsOf(value)).toThrow(InvalidValue)
  })
})

describe('the attributes of a value', () => {
  test.each([
    {
      what: 'split at the first =',
      value: 'type=local,dest=a=b',
      attributes: { type: 'local', dest: 'a=b' },
    },
    { what: 'have names in lower case', value: 'Type=Local', attributes: { type: 'Local' } },
    { what: 'may have no value', value: 'type=sbom,x', attributes: { type: 'sbom', x: '' } },
    { what: 'may have an empty value', value: 'type=sbom,x=', attributes: { type: 'sbom', x: '' } },
    { what: 'of nothing are none', value: '', attributes: {} },
  ])('$what', ({ value, attributes }) => {
    expect(Object.fromEntries(attributesOf(value))).toEqual(attributes)
  })
})

describe('an attribute is on', () => {
  test.each([
    ...['1', 't', 'T', 'true', 'TRUE', 'True', ''].map((value) => ({ value, expected: true })),
    ...['0', 'f', 'false', 'yes', 'tRUE', ' true', undefined].map((value) => ({ value, expected: false })),
  ])('"$value": $expected', ({ value, expected }) => {
    expect(isTrue(value)).toBe(expected)
  })
})

describe('a quoted field', () => {
  test.each([
    { field: 'src=/tmp/x', quoted: 'src=/tmp/x' },
    { field: 'src=/tmp/my key', quoted: 'src=/tmp/my key' },
    { field: 'src=a,b', quoted: '"src=a,b"' },
    { field: 'src=say "x"', quoted: '"src=say ""x"""' },
    { field: 'src=a\nb', quoted: '"src=a\nb"' },
  ])('of $field', ({ field, quoted }) => {
    expect(quoteField(field)).toBe(quoted)
  })

  const field = fc
    .array(
      fc.oneof(fc.constantFrom('"', ',', '\n', '\r', '=', ' ', '""', 'id='), fc.string({ unit: 'grapheme' })),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((pieces) => pieces.join(''))
    // A field without a character is no field of ours.
    .filter((text) => text !== '')

  test('comes back whole from a reader of CSV, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), (fields) => {
        const line = fields.map(quoteField).join(',')
        expect(parse(line, { record_delimiter: '\n' })).toEqual([fields])
      }),
      { numRuns: 1000 },
    )
  })

  test('comes back whole from our own reader, but for blanks around it', () => {
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), (fields) => {
        const line = fields.map(quoteField).join(',')
        expect(fieldsOf(line)).toEqual(fields.map((each) => each.trim()))
      }),
      { numRuns: 1000 },
    )
  })
})

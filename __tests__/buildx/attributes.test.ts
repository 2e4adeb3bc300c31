import { describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import {
  fieldsOf,
  isTrue,
  nameAndValue,
  parseAttributes,
  parseTyped,
  printTyped,
  quoteField,
} from '../../src/buildx/attributes.ts'
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
    { what: 'an unclosed quote', value: 'type=image,"name=a,b' },
    { what: 'a quote inside a field, which buildx does not accept', value: 'type=local,dest=a"b' },
    { what: 'text after a quoted field', value: 'type=image,"name=a"b' },
  ])('are refused with $what', ({ value }) => {
    expect(() => fieldsOf(value)).toThrow(InvalidValue)
  })
})

describe('a name and a value', () => {
  test.each([
    { text: 'A=b', name: 'A', value: 'b' },
    { text: 'A=b=c', name: 'A', value: 'b=c' },
    { text: 'A=', name: 'A', value: '' },
    { text: 'A', name: 'A', value: undefined },
    { text: '=b', name: '', value: 'b' },
    { text: '', name: '', value: undefined },
  ])('$text', ({ text, name, value }) => {
    expect(nameAndValue(text)).toEqual({ name, value })
  })
})

describe('attributes with a value each', () => {
  test('keep their order and case, and the last one of a name counts', () => {
    expect(Object.entries(parseAttributes('b=1,A=2,b=3', 'a=b'))).toEqual([
      ['b', '3'],
      ['A', '2'],
    ])
  })

  test.each([
    ...['a', 'a=1,b', '=1', ','].map((text) => ({ text, why: 'has a part that is not key=value.' })),
    ...['a=1', 'type=', 'type=gha,type='].map((text) => ({ text, why: 'has no type.' })),
  ])('"$text" $why', ({ text, why }) => {
    const error = new InvalidValue(`"${text}" ${why}`, 'Write it as in type=gha.')
    expect(() => parseTyped(text, 'type=gha')).toThrow(error)
  })

  test('are printed with the type first', () => {
    const { type, attributes } = parseTyped('Scope=a,TYPE=gha,"note=b,c"', 'type=gha')
    expect(printTyped({ type, attributes })).toBe('type=gha,scope=a,"note=b,c"')
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
    // This action never writes an empty field.
    .filter((text) => text !== '')

  test('survives a CSV parser, whatever it contains', () => {
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), (fields) => {
        const line = fields.map(quoteField).join(',')
        expect(parse(line, { record_delimiter: '\n' })).toEqual([fields])
      }),
      { numRuns: 1000 },
    )
  })

  test('survives the parser of this action, except for surrounding blanks', () => {
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), (fields) => {
        const line = fields.map(quoteField).join(',')
        expect(fieldsOf(line)).toEqual(fields.map((each) => each.trim()))
      }),
      { numRuns: 1000 },
    )
  })
})

import { describe, expect, test } from '@jest/globals'
import { InvalidValue } from '../../src/errors.ts'
import { parseAnnotation } from '../../src/inputs/annotation.ts'
import { complaintOf } from '../builders.ts'

/** The refusal that the parser throws for a text. */
const refusal = (text: string) => complaintOf(() => parseAnnotation(text))

describe('an annotation', () => {
  test.each([
    { what: 'the image manifest without a level', text: 'title=x', levels: ['manifest'] },
    { what: 'the image manifest', text: 'manifest:title=x', levels: ['manifest'] },
    { what: 'the index', text: 'index:title=x', levels: ['index'] },
    {
      what: "an image manifest's descriptor",
      text: 'manifest-descriptor:title=x',
      levels: ['manifest-descriptor'],
    },
    { what: "an index's descriptor", text: 'index-descriptor:title=x', levels: ['index-descriptor'] },
    { what: 'several levels', text: 'index,manifest:title=x', levels: ['index', 'manifest'] },
    { what: 'one platform', text: 'manifest[linux/amd64]:title=x', levels: ['manifest'] },
    { what: 'a platform with a variant', text: 'manifest[linux/arm/v7]:title=x', levels: ['manifest'] },
    {
      what: 'several levels, one of them for a platform',
      text: 'index,manifest-descriptor[linux/arm64]:title=x',
      levels: ['index', 'manifest-descriptor'],
    },
    { what: 'a key with dots', text: 'org.opencontainers.image.title=x', levels: ['manifest'] },
    {
      what: 'a value with colons, equals signs and brackets',
      text: 'url=http://x:1/?a=b[c]',
      levels: ['manifest'],
    },
    { what: 'a key with a colon after its level', text: 'index:a:b=x', levels: ['index'] },
    { what: 'an empty value', text: 'index:title=', levels: ['index'] },
  ])('is for $what', ({ text, levels }) => {
    expect(parseAnnotation(text)).toMatchObject({ text, places: levels.map((level) => ({ level })) })
  })

  test.each([
    { text: 'title=a:b', pair: 'title=a:b' },
    { text: 'index:title=a:b', pair: 'title=a:b' },
    { text: 'index,manifest[linux/amd64]:a:b=x', pair: 'a:b=x' },
  ])('$text is $pair without its documents', ({ text, pair }) => {
    expect(parseAnnotation(text).pair).toBe(pair)
  })

  test.each([
    { what: 'no value', text: 'title' },
    { what: 'no key', text: '=x' },
    { what: 'nothing', text: '' },
    { what: 'a level but no value', text: 'index:title' },
  ])('is refused with $what', ({ text }) => {
    expect(refusal(text)).toEqual({
      what: `"${text}" is not an annotation.`,
      cure: 'Write key=value or index:key=value.',
    })
  })

  test('is refused with a level but no key', () => {
    expect(() => parseAnnotation('index:=x')).toThrow(InvalidValue)
  })

  test.each([
    { what: 'an unknown level', text: 'image:title=x', level: 'image' },
    { what: 'a level in upper case', text: 'Index:title=x', level: 'Index' },
    { what: 'an empty level', text: ':title=x', level: '' },
    { what: 'one unknown level of two', text: 'index,layer:title=x', level: 'layer' },
    { what: 'blanks between levels', text: 'index, manifest:title=x', level: ' manifest' },
    {
      what: 'an unclosed bracket',
      text: 'manifest[linux/amd64:title=x',
      level: 'manifest[linux/amd64',
    },
    { what: 'a URL as its key', text: 'https://example.com/key=x', level: 'https' },
  ])('is refused with $what', ({ text, level }) => {
    expect(refusal(text)).toEqual({
      what: `"${level}" in "${text}" is not a level.`,
      cure: 'Levels are manifest, index, manifest-descriptor, index-descriptor.',
    })
  })

  test.each([
    { what: 'an empty platform', text: 'manifest[]:title=x' },
    { what: 'something other than a platform', text: 'manifest[my platform!]:title=x' },
  ])('is refused with $what in its brackets, as buildx does', ({ text }) => {
    expect(() => parseAnnotation(text)).toThrow(InvalidValue)
  })
})

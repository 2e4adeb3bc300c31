import { describe, expect, test } from '@jest/globals'
import {
  cacheEntry,
  cacheImage,
  cacheSecrets,
  hasOwnLocation,
  parseCacheEntry,
} from '../../src/buildx/cache-entry.ts'

describe('a cache', () => {
  test.each([
    {
      what: 'an image name',
      text: 'ghcr.io/owner/app:cache',
      type: 'registry',
      attributes: { ref: 'ghcr.io/owner/app:cache' },
    },
    {
      what: 'attributes in any order',
      text: 'mode=max,Type=gha,SCOPE=a=b',
      type: 'gha',
      attributes: { mode: 'max', scope: 'a=b' },
    },
    { what: 'a field in quotes', text: 'type=local,"src=/a,b"', type: 'local', attributes: { src: '/a,b' } },
    { what: 'an unknown type', text: 'type=new,x=1', type: 'new', attributes: { x: '1' } },
    {
      what: 'the last of two values',
      text: 'type=gha,scope=a,scope=b',
      type: 'gha',
      attributes: { scope: 'b' },
    },
  ])('is read from $what', ({ text, type, attributes }) => {
    expect(parseCacheEntry(text)).toEqual({ type, attributes, text })
  })

  test.each([
    {
      what: 'plain',
      type: 'gha',
      attributes: { scope: 'a', mode: 'max' },
      text: 'type=gha,scope=a,mode=max',
    },
    { what: 'in quotes', type: 'local', attributes: { dest: '/a,b' }, text: 'type=local,"dest=/a,b"' },
    { what: 'without attributes', type: 'inline', attributes: {}, text: 'type=inline' },
  ])('is printed in the form that is parsed: $what', ({ type, attributes, text }) => {
    expect(cacheEntry(type, attributes)).toEqual(parseCacheEntry(text))
  })

  test.each([
    { text: 'owner/app:cache', image: 'owner/app:cache' },
    { text: 'type=registry,mode=max,ref=owner/app', image: 'owner/app' },
    { text: 'type=gha,ref=owner/app', image: undefined },
    { text: 'type=new,ref=owner/app', image: undefined },
  ])('uses an image: $text: $image', ({ text, image }) => {
    expect(cacheImage(parseCacheEntry(text))).toBe(image)
  })

  test.each([
    { text: 'type=inline', expected: false },
    { text: 'type=inline,mode=max', expected: false },
    ...['owner/app:cache', 'type=registry,ref=a', 'type=gha', 'type=local,dest=a'].map((text) => ({
      text,
      expected: true,
    })),
    ...['type=s3,bucket=a', 'type=azblob,name=a', 'type=new'].map((text) => ({ text, expected: true })),
  ])('has a location of its own: $text: $expected', ({ text, expected }) => {
    expect(hasOwnLocation(parseCacheEntry(text))).toBe(expected)
  })

  test.each([
    { text: 'type=gha,token=one,ghtoken=two,scope=three', secrets: ['one', 'two'] },
    { text: 'type=s3,access_key_id=a,secret_access_key=b,session_token=c,name=d', secrets: ['a', 'b', 'c'] },
    { text: 'type=azblob,secret_access_key=a,name=b', secrets: ['a'] },
    { text: 'type=registry,ref=owner/app,token=none', secrets: [] },
  ])('contains secrets: $text', ({ text, secrets }) => {
    expect(cacheSecrets(parseCacheEntry(text))).toEqual(secrets)
  })

  test.each([
    { text: 'gha', says: '"gha" would be the name of an image.', cure: 'Write type=gha.' },
    {
      text: 'type=ghq,scope=a',
      says: 'the type "ghq" is not known.',
      cure: 'Did you mean gha?',
    },
    {
      text: 'type=gha,scpoe=a',
      says: 'the attribute "scpoe" of type=gha is not known.',
      cure: 'Did you mean scope?',
    },
    {
      text: 'type=gha,ignore-error=yes',
      says: '"ignore-error=yes" of type=gha is neither true nor false.',
      cure: 'Write ignore-error=true or ignore-error=false.',
    },
    {
      text: 'type=gha,mode=all',
      says: '"mode=all" of type=gha is unknown to BuildKit.',
      cure: 'Write mode=min or mode=max.',
    },
    {
      text: 'type=registry,ref=r.io/c,compression=gz',
      says: '"compression=gz" of type=registry is unknown to BuildKit.',
      cure: 'Write compression=uncompressed or compression=gzip or compression=estargz or compression=zstd.',
    },
    {
      text: 'type=s3,bucket=b,retry_mode=legacy',
      says: '"retry_mode=legacy" of type=s3 is unknown to BuildKit.',
      cure: 'Write retry_mode=standard or retry_mode=adaptive.',
    },
    {
      text: 'type=local,dest="a b"',
      says: '"type=local,dest="a b"" has an unclosed quote, or a quote inside a field.',
      cure: 'Quotes must enclose a whole field: write type=local,"dest=a b", or remove them.',
    },
  ])('is refused: $text', ({ text, says, cure }) => {
    expect(() => parseCacheEntry(text)).toThrow(expect.objectContaining({ message: says, cure }))
  })

  test('has no blanks around its fields, which buildx would read as part of their names', () => {
    const { text, attributes } = parseCacheEntry('type=local, mode=max , "dest=a,b"'.replace(' "', '"'))
    expect({ text, attributes }).toEqual({
      text: 'type=local,mode=max,"dest=a,b"',
      attributes: { mode: 'max', dest: 'a,b' },
    })
  })
})

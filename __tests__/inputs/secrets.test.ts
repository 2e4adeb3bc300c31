import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Problem, problemText } from '../../src/errors.ts'
import { readInputs } from '../../src/inputs/read.ts'
import { masksOf, type Secret } from '../../src/inputs/secrets.ts'

const read = (text: string): { secrets: readonly Secret[]; problems: readonly Problem[] } => {
  const { inputs, problems } = readInputs({ INPUT_SECRETS: text })
  return { secrets: inputs.secrets, problems }
}

/** A multi-line secret as people write it: the whole item in quotes, the quotes inside doubled. */
const quoted = (id: string, value: string): string => `"${`${id}=${value}`.replaceAll('"', '""')}"`

describe('secrets', () => {
  test.each([
    { what: 'blanks at the end', value: 's3cr3t  ' },
    { what: 'blanks at the beginning', value: '  s3cr3t' },
    { what: 'a single blank', value: ' ' },
    { what: 'a tab at the end', value: 's3cr3t\t' },
    { what: 'percent signs', value: '50%0A%25 %s' },
    { what: 'equals signs', value: 'a=b==' },
    { what: 'commas', value: 'a,b,,c,' },
    { what: 'a comma followed by a quote', value: 'a,"b",c' },
    { what: 'JSON', value: '{"a":"b","c":[1,2],"d":{"e":"f"}}' },
    { what: 'quotes', value: 'say "hello"' },
    { what: 'quotes around it', value: '"whole"' },
    { what: 'an empty pair of quotes', value: '""' },
    { what: 'a quote that is not closed', value: 'a"b' },
    { what: 'a backslash', value: 'a\\nb\\' },
    { what: 'a hash', value: '#1 # 2' },
    { what: 'dollars and backticks', value: '$HOME `id` $$ $&' },
    { what: 'letters outside ASCII', value: 'größe € 😀' },
    { what: 'a carriage return inside', value: 'a\rb' },
  ])('keep $what as written', ({ value }) => {
    expect(read(`id=${value}\nnext=x`)).toEqual({
      secrets: [
        { id: 'id', value },
        { id: 'next', value: 'x' },
      ],
      problems: [],
    })
  })

  test.each([
    { what: 'several lines', value: '-----BEGIN KEY-----\nabc\n-----END KEY-----' },
    { what: 'an empty line at the end', value: 'a\n' },
    { what: 'empty lines inside', value: 'a\n\n\nb' },
    { what: 'lines that end in CRLF', value: 'a\r\nb\r\n' },
    { what: 'lines that look like comments', value: 'a\n# b\n#c' },
    { what: 'lines that look like secrets', value: 'a\nb=c' },
    { what: 'quotes', value: 'a "b"\n""\n"' },
    { what: 'multi-line JSON', value: '{\n  "a": "b",\n  "c": 1\n}\n' },
    { what: 'blanks at both ends of lines', value: '  a  \n  b  ' },
  ])('in quotes keep $what as written', ({ value }) => {
    expect(read(`first=x\n${quoted('id', value)}\nlast=y`)).toEqual({
      secrets: [
        { id: 'first', value: 'x' },
        { id: 'id', value },
        { id: 'last', value: 'y' },
      ],
      problems: [],
    })
  })

  test.each([
    { what: 'blank lines are not secrets', text: '\n\na=1\n   \nb=2\n\n', ids: ['a', 'b'] },
    { what: 'CRLF ends a line', text: 'a=1\r\nb=2\r\n', ids: ['a', 'b'] },
    { what: 'blanks around an id are not part of it', text: '  a =1', ids: ['a'] },
    {
      what: 'a host name is an id',
      text: 'GIT_AUTH_TOKEN.github.com=x',
      ids: ['GIT_AUTH_TOKEN.github.com'],
    },
  ])('have the ids of the text: $what', ({ text, ids }) => {
    const { secrets, problems } = read(text)
    expect(secrets.map(({ id }) => id)).toEqual(ids)
    expect(problems).toEqual([])
  })

  test('keep every one-line value as written', () => {
    const value = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((text) => !/[\0\n\uD800-\uDFFF]/.test(text) && !text.endsWith('\r') && text.trim() !== '')
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        const text = values.map((each, index) => `id${index}=${each}`).join('\n')
        expect(read(text)).toEqual({
          secrets: values.map((each, index) => ({ id: `id${index}`, value: each })),
          problems: [],
        })
      }),
      { numRuns: 500 },
    )
  })

  test('in quotes keep every value as written', () => {
    const piece = fc.constantFrom('"', '\n', '\r\n', '#', ',', '=', ' ', '%0A', 'a', '{', '\\', '€')
    const value = fc.array(piece, { minLength: 1, maxLength: 30 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        const text = values.map((each, index) => quoted(`id${index}`, each)).join('\n')
        expect(read(text).secrets.map((secret) => secret.value)).toEqual(values)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a mistake in the secrets', () => {
  const noValue = (line: number): object => ({
    input: 'secrets',
    line,
    what: expect.stringMatching(/has no value\.$/),
    cure: 'Is it set in the repository, and is this workflow allowed to read it (forks are not)?',
  })
  const noId = (line: number): Problem => ({
    input: 'secrets',
    line,
    what: 'a secret is not written as id=value.',
    cure: 'An id consists of letters, digits, ".", "_" and "-"; enclose a value of several lines in quotes, together with its id.',
  })
  const unclosed = (line: number): Problem => ({
    input: 'secrets',
    line,
    what: 'a quoted item is not closed.',
    cure: 'Add the missing " or remove the one that opens the item.',
  })

  test.each([
    { what: 'an empty value', text: 'a=1\nb=', problems: [noValue(2)] },
    { what: 'no id', text: 'a=1\n=2', problems: [noId(2)] },
    { what: 'no equals sign', text: 'hunter2', problems: [noId(1)] },
    { what: 'lines without quotes', text: 'a=-----BEGIN\nabc\n-----END', problems: [noId(2), noId(3)] },
    { what: 'a line that looks like a comment', text: '# why\na=1', problems: [noId(1)] },
    { what: 'a secret that is commented out', text: 'a=1\n#b=2\n # c=3', problems: [noId(2), noId(3)] },
    { what: 'an id with blanks', text: 'my id=1', problems: [noId(1)] },
    {
      what: 'multi-line JSON without quotes',
      text: '{\n"a=b": "c"\n}',
      problems: [noId(1), noId(2), noId(3)],
    },
    { what: 'a quote after the id', text: 'a="-----BEGIN\nabc\n"', problems: [unclosed(3), noId(2)] },
    { what: 'a quote that is not closed', text: 'a=1\n"b=2\nc=3', problems: [unclosed(2)] },
  ])('is reported without the value: $what', ({ text, problems }) => {
    expect(read(text).problems).toEqual(problems)
  })

  test('is always reported without any value', () => {
    const marker = 'hunter2'
    const item = fc.constantFrom(
      `id=${marker}`,
      marker,
      `=${marker}`,
      `${marker}=`,
      `"id=${marker}`,
      `"${marker}\n${marker}"`,
      `#${marker}`,
      ` ${marker} `,
      `"id=${marker}" ${marker}`,
      'id=',
      '"',
      '',
    )
    fc.assert(
      fc.property(fc.array(item, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (items, eol) => {
        const { problems } = read(items.join(eol))
        expect(problems.map(problemText).join('\n')).not.toContain(marker)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('sources of secrets', () => {
  test.each([
    { input: 'SECRET-ENVS', text: 'a=A,b=B\nc=C', sources: ['a A', 'b B', 'c C'] },
    { input: 'SECRET-ENVS', text: '# why\na=A', sources: ['a A'] },
    { input: 'SECRET-FILES', text: 'a=./key\nb=/etc/a,b', sources: ['a ./key', 'b /etc/a,b'] },
    { input: 'SECRET-FILES', text: '"a=my key"', sources: ['a my key'] },
    { input: 'SECRET-FILES', text: 'a=x=y', sources: ['a x=y'] },
  ])('$input: $text', ({ input, text, sources }) => {
    const { inputs, problems } = readInputs({ [`INPUT_${input}`]: text })
    const found = input === 'SECRET-ENVS' ? inputs['secret-envs'] : inputs['secret-files']
    expect(found.map(({ id, value }) => `${id} ${value}`)).toEqual(sources)
    expect(problems).toEqual([])
  })

  test.each(['a', '=A', 'a='])('%s is not valid', (item) => {
    expect(readInputs({ 'INPUT_SECRET-ENVS': `b=B\n${item}` }).problems).toEqual([
      {
        input: 'secret-envs',
        line: 2,
        what: 'an item is not written as id=NAME or id=path.',
        cure: 'Write the id, =, and where the value is.',
      },
    ])
  })
})

describe('the masks of a value', () => {
  test.each([
    { what: 'its one line', value: 's3cr3t', masks: ['s3cr3t'] },
    { what: 'its line without blanks around it', value: ' s3cr3t\t\n', masks: ['s3cr3t'] },
    {
      what: 'each of its lines',
      value: 'first\nsecond\r\nthird\rfourth',
      masks: ['first', 'second', 'third', 'fourth'],
    },
    { what: 'a repeated line once', value: 'line\nother\nline', masks: ['line', 'other'] },
    { what: 'a line of four characters', value: '1234', masks: ['1234'] },
    { what: 'no shorter line', value: '123\n {}\nlong enough', masks: ['long enough'] },
    { what: 'nothing of an empty value', value: '', masks: [] },
  ])('are $what', ({ value, masks }) => {
    expect(masksOf(value)).toEqual(masks)
  })

  test('are at most 500', () => {
    const lines = Array.from({ length: 501 }, (_, index) => `line ${index}`)
    expect(masksOf(lines.join('\n'))).toEqual(lines.slice(0, 500))
  })
})

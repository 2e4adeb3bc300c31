import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { InvalidValue } from '../../src/errors.ts'
import {
  assignment,
  boolean,
  type Complaint,
  list,
  oneOf,
  type Parser,
  text,
  value,
} from '../../src/inputs/parsers.ts'

const asItIs = (item: string): string => item
const lines = list(asItIs, { commas: false })
const commasOrLines = list(asItIs, { commas: true })
const unquoted = list(asItIs, { commas: false, quotes: false })
const assignments = list(assignment, { commas: false })

function read<T>(parser: Parser<T>, source: string): { value: T; complaints: readonly Complaint[] } {
  const complaints: Complaint[] = []
  return { value: parser(source, (complaint) => complaints.push(complaint)), complaints }
}

describe('a list of lines', () => {
  test.each([
    { rule: 'is empty for an empty string', source: '', items: [] },
    { rule: 'is empty for blank lines', source: '\n  \n\t\n', items: [] },
    { rule: 'has one item per line', source: 'A=1\nB=2', items: ['A=1', 'B=2'] },
    { rule: 'drops blank lines', source: 'A=1\n\n   \nB=2\n', items: ['A=1', 'B=2'] },
    { rule: 'trims items', source: '  A=1  \n\tB=2\t', items: ['A=1', 'B=2'] },
    { rule: 'keeps spaces inside an item', source: 'A=x  y', items: ['A=x  y'] },
    { rule: 'accepts CRLF', source: 'A=1\r\nB=2\r\n', items: ['A=1', 'B=2'] },
    { rule: 'accepts CRLF in some lines only', source: 'A=1\nB=2\r\nC=3', items: ['A=1', 'B=2', 'C=3'] },
    { rule: 'keeps commas', source: 'A=1,2\nB=3', items: ['A=1,2', 'B=3'] },
    {
      rule: 'keeps commas without a value next to them',
      source: 'type=local,,dest=out,',
      items: ['type=local,,dest=out,'],
    },
    { rule: 'keeps quotes after a comma', source: 'T=["a","b","c"]', items: ['T=["a","b","c"]'] },
    {
      rule: 'keeps unclosed quotes after a comma',
      source: 'A=x,"open\nB=y,"open',
      items: ['A=x,"open', 'B=y,"open'],
    },
    { rule: 'removes quotes after blanks', source: '  "A=1,2"  \nB=3', items: ['A=1,2', 'B=3'] },
    {
      rule: 'keeps blanks and line ends at the end of quotes',
      source: '"A=1 \n"\nB=3',
      items: ['A=1 \n', 'B=3'],
    },
    { rule: 'drops empty quotes', source: '""\n" "\nA=1', items: ['A=1'] },
    { rule: 'joins quoted fields', source: '"A=1","B=2",C\r\nD', items: ['A=1,B=2,C', 'D'] },
    {
      rule: 'keeps quotes of an item that continues after them',
      source: '"a"b=1,"c"d',
      items: ['"a"b=1,"c"d'],
    },
    { rule: 'keeps a CR inside an item', source: 'A=1\r2\r\nB=3', items: ['A=1\r2', 'B=3'] },
    { rule: 'removes outer quotes', source: '"A=1,2"', items: ['A=1,2'] },
    { rule: 'keeps quotes inside an item', source: 'A="x y"', items: ['A="x y"'] },
    { rule: 'keeps quotes inside an item with commas', source: 'A="x,y"', items: ['A="x,y"'] },
    { rule: 'keeps an unclosed quote inside an item', source: 'A=5" disk', items: ['A=5" disk'] },
    { rule: 'reads "" inside a quoted item as one quote', source: '"A=""x"""', items: ['A="x"'] },
    { rule: 'keeps line ends inside a quoted item', source: '"A=1\n2"\nB=3', items: ['A=1\n2', 'B=3'] },
    { rule: 'omits comment lines', source: '# why\nA=1\n#B=2\nC=3', items: ['A=1', 'C=3'] },
    {
      rule: 'keeps a # inside an item',
      source: 'A=#1\nB=2 # two\nC=,#3',
      items: ['A=#1', 'B=2 # two', 'C=,#3'],
    },
    { rule: 'omits indented comment lines', source: 'A=1\n  # B=2\nC=3', items: ['A=1', 'C=3'] },
    { rule: 'keeps a # at the start of a quoted item', source: '"#A=1"', items: ['#A=1'] },
    { rule: 'ignores quotes in comments', source: '# say "hello\nA=1', items: ['A=1'] },
    {
      rule: 'keeps a line that begins with # inside a quoted item',
      source: '"A=1\n#2"\nB=3',
      items: ['A=1\n#2', 'B=3'],
    },
  ])('$rule', ({ source, items }) => {
    expect(read(lines, source)).toEqual({ value: items, complaints: [] })
  })
})

describe('a list separated by commas or lines', () => {
  test.each([
    { rule: 'splits at commas', source: 'a,b', items: ['a', 'b'] },
    { rule: 'splits at commas and lines', source: 'a, b\nc', items: ['a', 'b', 'c'] },
    { rule: 'drops blank items', source: 'a,,b, ,c,', items: ['a', 'b', 'c'] },
    {
      rule: 'splits inside quotes too',
      source: '"linux/arm64,linux/arm/v7"',
      items: ['linux/arm64', 'linux/arm/v7'],
    },
    {
      rule: 'splits inside quotes that have items next to them',
      source: 'linux/amd64,"linux/arm64,linux/arm/v7"',
      items: ['linux/amd64', 'linux/arm64', 'linux/arm/v7'],
    },
    { rule: 'accepts CRLF', source: 'a,b\r\nc', items: ['a', 'b', 'c'] },
    { rule: 'omits comment lines', source: '# a,b\nc', items: ['c'] },
    { rule: 'reads quotes over several lines', source: '"a,\nb"\nc', items: ['a', 'b', 'c'] },
  ])('$rule', ({ source, items }) => {
    expect(read(commasOrLines, source)).toEqual({ value: items, complaints: [] })
  })
})

describe('a list without quotes', () => {
  test.each([
    {
      rule: 'treats quotes as ordinary characters',
      source: 'type=image,"name=a,b",push=true',
      items: ['type=image,"name=a,b",push=true'],
    },
    { rule: 'keeps outer quotes', source: '"A=1"', items: ['"A=1"'] },
    { rule: 'accepts an unclosed quote', source: '"A=1\nB=2', items: ['"A=1', 'B=2'] },
    { rule: 'omits comment lines', source: '#A=1\nB=2', items: ['B=2'] },
  ])('$rule', ({ source, items }) => {
    expect(read(unquoted, source)).toEqual({ value: items, complaints: [] })
  })
})

describe('a mistake in a list', () => {
  const noName = (line: number, item: string): Complaint => ({
    line,
    what: `"${item}" has no name before the =.`,
    cure: 'Write NAME=value.',
  })
  test.each([
    { rule: 'is reported with its line', source: 'A=1\n=2', complaints: [noName(2, '=2')] },
    { rule: 'counts blank lines', source: 'A=1\n\n\n=2', complaints: [noName(4, '=2')] },
    { rule: 'counts blank lines before the first item', source: '\n\n=2', complaints: [noName(3, '=2')] },
    { rule: 'counts comment lines', source: '# one\n# two\n=2', complaints: [noName(3, '=2')] },
    { rule: 'counts lines that end in CRLF', source: 'A=1\r\n\r\n=2\r\n', complaints: [noName(3, '=2')] },
    {
      rule: 'counts comment lines that end in CRLF',
      source: '# one\r\n# two\r\n=2',
      complaints: [noName(3, '=2')],
    },
    { rule: 'counts the lines of a quoted item', source: '"A=1\n2\n3"\n=2', complaints: [noName(4, '=2')] },
    {
      rule: 'is reported with the line where its quoted item begins',
      source: 'A=1\n"=2\n3"',
      complaints: [noName(2, '=2\n3')],
    },
    {
      rule: 'does not hide the next one',
      source: '=1\nA=2\n =3',
      complaints: [noName(1, '=1'), noName(3, '=3')],
    },
  ])('$rule', ({ source, complaints }) => {
    expect(read(assignments, source).complaints).toEqual(complaints)
  })

  test('has the line number that a person would count, whatever comes before it', () => {
    const before = fc.constantFrom(
      '',
      '  ',
      '# a, "b',
      'A=1',
      'A=1,2',
      '"A=1,2"',
      'A="x y"',
      '"A=1{EOL}{EOL}2"',
      'é=€',
    )
    fc.assert(
      fc.property(fc.array(before, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (parts, eol) => {
        const source = [...parts, '=wrong', 'B=2'].join(eol).replaceAll('{EOL}', eol)
        const line = source.split('\n').findIndex((text) => text.startsWith('=wrong')) + 1
        expect(read(assignments, source).complaints).toEqual([noName(line, '=wrong')])
      }),
      { numRuns: 300 },
    )
  })

  test('keeps the valid items', () => {
    expect(read(assignments, 'A=1\n=2\nB').value).toEqual(['A=1', 'B'])
  })

  test('counts lines, not items, in a list with commas', () => {
    const pickTwo = list(
      (item) => {
        if (item === 'bad') throw new InvalidValue('bad.', 'Be good.')
        return item
      },
      { commas: true },
    )
    expect(read(pickTwo, 'a,bad\nb,c,bad')).toEqual({
      value: ['a', 'b', 'c'],
      complaints: [
        { line: 1, what: 'bad.', cure: 'Be good.' },
        { line: 2, what: 'bad.', cure: 'Be good.' },
      ],
    })
  })

  test('is rethrown if it is not a mistake of the user', () => {
    const broken = list(
      (): string => {
        throw new TypeError('a fault of ours')
      },
      { commas: false },
    )
    expect(() => read(broken, 'A=1')).toThrow(new TypeError('a fault of ours'))
  })
})

describe('an unclosed quote', () => {
  const unclosed = (line: number): Complaint => ({
    line,
    what: 'a quoted item is not closed.',
    cure: 'Add the missing " or remove the one that opens the item.',
  })
  test.each([
    { rule: 'is reported with the line of a one-line list', source: '"A=1', complaints: [unclosed(1)] },
    {
      rule: 'is reported with the line that opens it',
      source: 'A=1\n"B=2\nC=3\nD=4',
      complaints: [unclosed(2)],
    },
  ])('$rule', ({ source, complaints }) => {
    expect(read(lines, source).complaints).toEqual(complaints)
  })

  test.each([
    { list: lines, source: 'A=1\n"B=2\nC="3"\nD=4', line: 2 },
    { list: commasOrLines, source: 'a\nb,"c\nd', line: 2 },
  ])('never swallows the lines below it: $source', ({ list, source, line }) => {
    expect(read(list, source).complaints).toEqual([unclosed(line)])
  })

  test('is not the same problem as quotes that are not doubled', () => {
    expect(read(lines, 'A=1\n"J={"a": "b"}"\nC=3')).toEqual({
      value: ['A=1'],
      complaints: [
        {
          line: 2,
          what: 'a quoted item contains further quotes.',
          cure: 'Double each of them, or remove those around the item: without them it is taken verbatim.',
        },
      ],
    })
  })

  test('keeps the items before it', () => {
    expect(read(lines, 'A=1\n"B=2\nC=3').value).toEqual(['A=1'])
  })
})

describe('an assignment', () => {
  test.each(['A=1', 'A=', 'A', 'A=b=c', 'org.label=x', 'A= spaced'])('%j is kept unchanged', (item) => {
    expect(assignment(item)).toBe(item)
  })

  test.each(['}', '-----END KEY-----', '"A=1" # one', 'a "b"'])('%j is a line of some other text', (item) => {
    const cure = 'Write NAME=value; enclose a value of several lines in quotes, together with its name.'
    const what = `"${item}" does not begin with a name.`
    expect(() => assignment(item)).toThrow(expect.objectContaining({ message: what, cure }))
  })

  test.each(['=', '=1', ' =1'])('%j has no name', (item) => {
    expect(() => assignment(item)).toThrow(new InvalidValue(`"${item}" has no name before the =.`, ''))
  })
})

describe('a boolean', () => {
  test.each([
    ...['true', 'True', 'TRUE'].map((source) => ({ source, expected: true })),
    ...['false', 'False', 'FALSE', ''].map((source) => ({ source, expected: false })),
  ])('is $expected for "$source"', ({ source, expected }) => {
    expect(read(boolean(false), source)).toEqual({ value: expected, complaints: [] })
  })

  test.each(['yes', '1', 'tRUE', 'on', 'no', '0', 'truee', 'null'])('is not guessed from "%s"', (source) => {
    expect(read(boolean(false), source)).toEqual({
      value: false,
      complaints: [{ what: `"${source}" is neither true nor false.`, cure: 'Write true or false.' }],
    })
  })
})

describe('a choice of words', () => {
  test.each([
    { rule: 'is the word', source: 'off', expected: 'off' },
    { rule: 'is the first word for an empty string', source: '', expected: 'registry' },
  ])('$rule', ({ source, expected }) => {
    expect(read(oneOf(['registry', 'off']), source)).toEqual({ value: expected, complaints: [] })
  })

  test.each([
    { words: ['registry', 'off'] as const, cure: 'Write registry or off.' },
    { words: ['a', 'b', 'c'] as const, cure: 'Write a, b or c.' },
    { words: ['only'] as const, cure: 'Write only.' },
  ])('refuses other words: $cure', ({ words, cure }) => {
    expect(read(oneOf<readonly [string, ...string[]]>(words), 'Registry')).toEqual({
      value: words[0],
      complaints: [{ what: '"Registry" is not known.', cure }],
    })
  })
})

describe('a single value', () => {
  const even = value((source) => {
    const number = Number(source)
    if (number % 2 !== 0) throw new InvalidValue(`${source} is odd.`, 'Take another.')
    return number
  }, undefined)

  test.each([
    { rule: 'is parsed', source: '4', expected: 4, complaints: [] },
    { rule: 'may be empty', source: '', expected: undefined, complaints: [] },
    {
      rule: 'is refused without a line',
      source: '3',
      expected: undefined,
      complaints: [{ what: '3 is odd.', cure: 'Take another.' }],
    },
  ])('$rule', ({ source, expected, complaints }) => {
    expect(read(even, source)).toEqual({ value: expected, complaints })
  })

  test('of a string is the string without surrounding blanks', () => {
    expect(read(text, '\n "a", b #c\n')).toEqual({ value: '"a", b #c', complaints: [] })
  })
})

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { group, lastLines, logLine, neutralise, textPieces, withoutCommands } from '../../src/runner/log.ts'
import { captured } from './stdout.ts'

/** Text made of what is dangerous, with a little of everything else. */
const dangerous = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '#',
          '##',
          '[',
          '##[',
          '##[error]x',
          '\r',
          '\n',
          '\r\n',
          '::',
          '::error::x',
          '::stop-commands::t',
        ],
        ...['é', '€', '😀', 'a', ' ', '\u200b'],
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

/** A text and the bytes of it in chunks, cut anywhere. */
const chunked = fc.tuple(dangerous, fc.array(fc.nat({ max: 7 }), { maxLength: 60 })).map(([text, sizes]) => {
  const bytes = Buffer.from(text)
  const chunks: Buffer[] = []
  let at = 0
  for (const size of sizes) {
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return { text, chunks: [...chunks, bytes.subarray(at)] }
})

function piecesOf(chunks: readonly Buffer[]): readonly string[] {
  const pieces: string[] = []
  const { push, end } = textPieces((text) => pieces.push(text))
  for (const chunk of chunks) push(chunk)
  end()
  return pieces
}

const isInert = (text: string): boolean => !text.includes('##[') && !/\r(?!\n)/.test(text)

describe('inert text', () => {
  test.each([
    { what: 'is what it was', text: 'a\nb\r\nc #[x] ## [y]', expected: 'a\nb\r\nc #[x] ## [y]' },
    { what: 'has no marker', text: 'a ##[error]b', expected: 'a ## [error]b' },
    { what: 'has none of several markers', text: '##[a]##[b]###[c]', expected: '## [a]## [b]### [c]' },
    { what: 'has no lone CR', text: 'a\rb', expected: 'a\nb' },
    { what: 'has no lone CR at the end', text: 'a\r', expected: 'a\n' },
    { what: 'keeps CR LF after a lone CR', text: 'a\r\r\nb', expected: 'a\n\r\nb' },
  ])('$what', ({ text, expected }) => {
    expect(neutralise(text)).toBe(expected)
  })

  test('has neither marker nor lone CR, whatever it was', () => {
    fc.assert(fc.property(dangerous, (text) => isInert(neutralise(text))))
  })

  test('does not change when it is made inert again', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        expect(neutralise(neutralise(text))).toBe(neutralise(text))
      }),
    )
  })
})

describe('pieces of a stream', () => {
  test.each([
    { what: 'keep a character together', chunks: [[0xe2, 0x82], [0xac]], pieces: ['', '€', ''] },
    { what: 'keep CR LF together', chunks: [[0x61, 0x0d], [0x0a]], pieces: ['a', '\r\n', ''] },
    {
      what: 'keep the marker together',
      chunks: [[0x61, 0x23], [0x23], [0x5b]],
      pieces: ['a', '', '##[', ''],
    },
    { what: 'give what was held back at the end', chunks: [[0x61, 0x23, 0x23]], pieces: ['a', '##'] },
    { what: 'give a lone CR at the end', chunks: [[0x61, 0x0d]], pieces: ['a', '\r'] },
    { what: 'give a broken character at the end', chunks: [[0x61, 0xe2, 0x82]], pieces: ['a', '\ufffd'] },
  ])('$what', ({ chunks, pieces }) => {
    expect(piecesOf(chunks.map((bytes) => Buffer.from(bytes)))).toEqual(pieces)
  })

  test('made inert one by one are the inert whole, however they are cut', () => {
    fc.assert(
      fc.property(chunked, ({ text, chunks }) => {
        expect(piecesOf(chunks).map(neutralise).join('')).toBe(neutralise(text))
      }),
      { numRuns: 500 },
    )
  })

  test('made inert one by one hold neither marker nor lone CR, also for bytes that are no text', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 6 }), { maxLength: 20 }), (chunks) =>
        isInert(
          piecesOf(chunks.map((bytes) => Buffer.from(bytes)))
            .map(neutralise)
            .join(''),
        ),
      ),
    )
  })

  test('hold back no more than two characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('#', '\r', 'a'), maxLength: 20 }), (text) => {
        let given = 0
        textPieces((piece) => {
          given += piece.length
        }).push(Buffer.from(text))
        expect(text.length - given).toBeLessThanOrEqual(2)
      }),
    )
  })
})

describe('the last lines', () => {
  function kept(limit: number, pieces: readonly string[]) {
    const handedOn: string[] = []
    const { push, lines } = lastLines(limit, (line) => handedOn.push(line))
    for (const piece of pieces) push(piece)
    return { lines: lines(), handedOn }
  }

  test.each([
    { what: 'are none of nothing', pieces: [], lines: [], handedOn: [] },
    { what: 'are all where they are few', pieces: ['a\nb\n'], lines: ['a', 'b'], handedOn: ['a', 'b'] },
    {
      what: 'are the last ones where they are many',
      pieces: ['a\nb\nc\nd\n'],
      lines: ['b', 'c', 'd'],
      handedOn: ['a', 'b', 'c', 'd'],
    },
    { what: 'end with an unfinished one', pieces: ['a\nb'], lines: ['a', 'b'], handedOn: ['a'] },
    {
      what: 'are put together from pieces',
      pieces: ['a', 'b\nc', 'd', '\n'],
      lines: ['ab', 'cd'],
      handedOn: ['ab', 'cd'],
    },
    {
      what: 'end at CR LF and at a lone CR too',
      pieces: ['a\r\nb\rc\n'],
      lines: ['a', 'b', 'c'],
      handedOn: ['a', 'b', 'c'],
    },
    { what: 'may be empty', pieces: ['\n\na\n'], lines: ['', '', 'a'], handedOn: ['', '', 'a'] },
  ])('$what', ({ pieces, lines, handedOn }) => {
    expect(kept(3, pieces)).toEqual({ lines, handedOn })
  })

  test('are the same however the bytes are cut', () => {
    fc.assert(
      fc.property(chunked, ({ text, chunks }) => {
        const all = text.split(/\r\n|\r|\n/)
        const finished = all.slice(0, -1)
        const unfinished = all.slice(-1).filter((line) => line !== '')
        expect(kept(5, piecesOf(chunks))).toEqual({
          lines: [...finished.slice(-5), ...unfinished],
          handedOn: finished,
        })
      }),
    )
  })

  test.each([
    { what: 'one line without an end', piece: 'x'.repeat(65_536), total: 4_096 },
    { what: 'short lines', piece: 'line\n'.repeat(10_000), total: 200 * 4 },
    { what: 'long lines', piece: `${'x'.repeat(65_536)}\n`, total: 200 * 4_096 },
  ])('take bounded memory: $what', ({ piece, total }) => {
    const { lines } = kept(
      200,
      Array.from({ length: 300 }, () => piece),
    )
    expect(lines.reduce((sum, line) => sum + line.length, 0)).toBe(total)
  })
})

describe('a quote', () => {
  /** Parts of the quote's output. */
  function quoted(pieces: readonly string[]) {
    const output = captured(() => {
      const { write, end } = withoutCommands()
      for (const piece of pieces) write(piece)
      end()
    })
    const [, token = '', body = ''] = /^::stop-commands::(.*)\n([\s\S]*)$/.exec(output) ?? []
    return { token, body: body.replaceAll(`::${token}::`, '::TOKEN::') }
  }

  test.each([
    { what: 'is empty', pieces: [], body: '::TOKEN::\n' },
    { what: 'goes on after a finished line', pieces: ['a\n'], body: 'a\n::TOKEN::\n' },
    { what: 'finishes the last line', pieces: ['a\nb'], body: 'a\nb\n::TOKEN::\n' },
    { what: 'finishes a line that an empty piece follows', pieces: ['a', ''], body: 'a\n::TOKEN::\n' },
    { what: 'takes a CR at the end for a line end', pieces: ['a\r'], body: 'a\n::TOKEN::\n' },
    { what: 'keeps commands as text', pieces: ['::error::x\n'], body: '::error::x\n::TOKEN::\n' },
    { what: 'takes the marker apart', pieces: ['a ##[error]x\n'], body: 'a ## [error]x\n::TOKEN::\n' },
  ])('$what', ({ pieces, body }) => {
    expect(quoted(pieces).body).toBe(body)
  })

  test('has a token of its own that nobody can guess', () => {
    const tokens = Array.from({ length: 20 }, () => quoted([]).token)
    expect(new Set(tokens).size).toBe(20)
    for (const token of tokens) expect(token).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('what is said', () => {
  test.each([
    { what: 'a line', act: () => logLine('a'), output: 'a\n' },
    { what: 'an empty line', act: () => logLine(), output: '\n' },
    { what: 'a line without a marker', act: () => logLine('##[error]x'), output: '## [error]x\n' },
    {
      what: 'one line, whose rest is no command',
      act: () => logLine('a\r::error::x'),
      output: expect.not.stringMatching(/^\s*::/m),
    },
  ])('is $what', ({ act, output }) => {
    expect(captured(act)).toEqual(output)
  })

  test('in a group cannot be a command', () => {
    const output = captured(() => group('Plan', ['docker build', "--label 'A=x", "::error::y'", '##[z]']))
    expect(output.replaceAll(/[0-9a-f-]{36}/g, 'TOKEN')).toBe(
      [
        '::group::Plan',
        '::stop-commands::TOKEN',
        'docker build',
        "--label 'A=x",
        "::error::y'",
        '## [z]',
        '::TOKEN::',
        '::endgroup::',
        '',
      ].join('\n'),
    )
  })
})

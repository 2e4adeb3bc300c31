import { describe, expect, test } from '@jest/globals'
import { InvalidValue } from '../../src/errors.ts'
import { splitWords } from '../../src/inputs/words.ts'

describe('a command is split into', () => {
  test.each([
    { what: 'words at blanks', text: '  app   --version\t-v ', words: ['app', '--version', '-v'] },
    { what: 'nothing if there is no text', text: ' \n ', words: [] },
    {
      what: 'quoted words',
      text: `sh -c 'a "b" \\n' "it's"`,
      words: ['sh', '-c', 'a "b" \\n', "it's"],
    },
    { what: 'words of several pieces', text: `--a="b c"d'e'\\ f`, words: ['--a=b cde f'] },
    { what: 'empty words', text: `app '' ""`, words: ['app', '', ''] },
    { what: 'escaped characters', text: 'a\\ b \\"c\\" \\\\ \\| \\é', words: ['a b', '"c"', '\\', '|', 'é'] },
    { what: 'double quotes with escaped ones', text: '"a\\"b\\\\c\\nd\\$e"', words: ['a"b\\c\\nd$e'] },
    {
      what: 'text that a shell would expand, unchanged',
      text: '~ *.ts {a,b} #x 5$ $ "$" a$.b',
      words: ['~', '*.ts', '{a,b}', '#x', '5$', '$', '$', 'a$.b'],
    },
    {
      what: 'text that a shell in the image expands',
      text: 'sh -c "echo $HOME `id` $(id)" "\\$0"',
      words: ['sh', '-c', 'echo $HOME `id` $(id)', '$0'],
    },
    { what: 'the same after several options', text: 'bash -lc "$A"', words: ['bash', '-lc', '$A'] },
    {
      what: 'text that is protected from expansion',
      text: `app '$HOME' \\$HOME '\`id\`' "\\$(id) \\\`id"`,
      words: ['app', '$HOME', '$HOME', '`id`', '$(id) `id'],
    },
    { what: 'text that only looks like an operator', text: `'a|b' "c > d"`, words: ['a|b', 'c > d'] },
    {
      what: 'a continued line',
      text: 'app \\\n  --ver\\\nsion "a\\\nb"',
      words: ['app', '--version', 'ab'],
    },
    { what: 'a quoted multi-line string', text: "sh -c 'a\nb'\n", words: ['sh', '-c', 'a\nb'] },
  ])('$what', ({ text, words }) => {
    expect(splitWords(text)).toEqual(words)
  })
})

describe('a command is refused with', () => {
  test.each([
    { what: 'an unclosed quote', text: `app 'a b`, says: "the quote ' is not closed.", cure: "\\'" },
    {
      what: 'an unclosed double quote',
      text: `app "a\\"`,
      says: 'the quote " is not closed.',
      cure: '\\"',
    },
    { what: 'a backslash at its end', text: 'app \\', says: 'it ends with a backslash.', cure: '\\\\' },
    {
      what: 'a pipe',
      text: 'app | grep 1',
      says: 'there is no shell to interpret the | in it.',
      cure: 'sh -c',
    },
    {
      what: 'two commands',
      text: 'a && b',
      says: 'there is no shell to interpret the & in it.',
      cure: 'sh -c',
    },
    {
      what: 'a redirection',
      text: 'app >/dev/null',
      says: 'there is no shell to interpret the > in it.',
      cure: 'sh -c',
    },
    {
      what: 'a variable',
      text: 'ls $HOME/a',
      says: 'there is no shell to interpret the $HOME in it.',
      cure: 'sh -c',
    },
    {
      what: 'a variable in braces',
      text: `a-\${B}`,
      says: 'there is no shell to interpret the ${ in it.',
      cure: 'sh -c',
    },
    {
      what: 'the output of a command',
      text: 'a $(b)',
      says: 'there is no shell to interpret the $( in it.',
      cure: 'sh -c',
    },
    {
      what: 'the same in backticks',
      text: 'a `b`',
      says: 'there is no shell to interpret the ` in it.',
      cure: 'sh -c',
    },
    {
      what: 'a variable in double quotes',
      text: 'app "in $HOME"',
      says: 'there is no shell to interpret the $HOME in it.',
      cure: 'single quotes',
    },
    {
      what: 'a variable for a shell',
      text: 'sh -c $A',
      says: 'there is no shell to interpret the $A in it.',
      cure: 'single',
    },
    { what: 'a subshell', text: '(app)', says: 'there is no shell to interpret the ( in it.', cure: 'sh -c' },
    {
      what: 'several lines',
      text: 'a 1\n\n b',
      says: 'it has several lines, which would be several commands.',
      cure: 'sh -c',
    },
  ])('$what', ({ text, says, cure }) => {
    let error: unknown
    try {
      splitWords(text)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(InvalidValue)
    expect(error).toMatchObject({ message: says, cure: expect.stringContaining(cure) })
  })
})

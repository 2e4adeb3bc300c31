import { describe, expect, test } from '@jest/globals'
import { markdownTable, textTable } from '../../src/show/table.ts'

const ROWS = [
  ['PLATFORM', 'RUNS', 'VARIANT', 'DIGEST'],
  ['linux/amd64', 'native', '', 'sha256:00'],
  ['linux/arm64', 'emulated', '', ''],
]

describe('a table of text', () => {
  test.each([
    {
      what: 'is aligned, without empty columns and without blanks at line ends',
      rows: ROWS,
      lines: ['PLATFORM     RUNS      DIGEST', 'linux/amd64  native    sha256:00', 'linux/arm64  emulated'],
    },
    {
      what: 'keeps a column that one row fills',
      rows: [
        ['A', 'B'],
        ['', '1'],
        ['2', ''],
      ],
      lines: ['A  B', '   1', '2'],
    },
    {
      what: 'is as wide as its widest cell',
      rows: [
        ['LONG NAME', 'B'],
        ['x', 'y'],
      ],
      lines: ['LONG NAME  B', 'x          y'],
    },
    { what: 'is empty without rows', rows: [], lines: [] },
  ])('$what', ({ rows, lines }) => {
    expect(textTable(rows)).toEqual(lines)
  })
})

describe('a table in Markdown', () => {
  test.each([
    {
      what: 'has a head and leaves empty columns out',
      rows: ROWS,
      table: [
        '| PLATFORM | RUNS | DIGEST |',
        '| --- | --- | --- |',
        '| linux/amd64 | native | sha256:00 |',
        '| linux/arm64 | emulated |  |',
      ],
    },
    {
      what: 'escapes what would end a cell',
      rows: [['a|b'], ['c|d|e']],
      table: ['| a\\|b |', '| --- |', '| c\\|d\\|e |'],
    },
  ])('$what', ({ rows, table }) => {
    expect(markdownTable(rows).split('\n')).toEqual(table)
  })
})

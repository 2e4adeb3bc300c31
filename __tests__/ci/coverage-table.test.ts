import { expect, test } from '@jest/globals'
import { coverageTable } from '../../.ci/coverage-table.ts'

function countsOf(covered: number, total: number): Readonly<Record<string, unknown>> {
  const count = { covered, total, skipped: 0, pct: 0 }
  return { lines: count, statements: count, functions: count, branches: count }
}

test('files are added up by their folders, and only all of it is 100 %', () => {
  const summary = {
    total: countsOf(0, 0),
    '/project/src/plan/make.ts': countsOf(10, 10),
    '/project/src/plan/build/args.ts': countsOf(989, 990),
    '/project/src/oci/digest.ts': countsOf(3, 3),
    '/project/src/errors.ts': countsOf(1, 2),
    '/project/src/show/types.ts': countsOf(0, 0),
  }
  expect(coverageTable(summary, '/project').split('\n')).toEqual([
    '| Folder | lines | branches | functions |',
    '| --- | ---: | ---: | ---: |',
    '| src | 50 % | 50 % | 50 % |',
    '| src/oci | 100 % | 100 % | 100 % |',
    '| src/plan | 99 % | 99 % | 99 % |',
    '| src/show | – | – | – |',
    '| all | 99 % | 99 % | 99 % |',
  ])
})

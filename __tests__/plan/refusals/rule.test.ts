import { describe, expect, test } from '@jest/globals'
import type { InputName } from '../../../src/inputs/table.ts'
import { problemsOf, type Rule, rule } from '../../../src/plan/refusals/rule.ts'
import { inputs } from '../../builders.ts'

const PROBLEM = { input: 'tags', what: 'they are wrong.', cure: 'Remove them.' }
const OTHER = { ...PROBLEM, input: 'push' }

const READS: readonly { readonly reads: string; readonly row: Rule<string>; readonly from: InputName }[] = [
  { reads: 'an input', row: rule(['push', 'tags'], () => PROBLEM), from: 'tags' },
  { reads: 'nodes', row: rule(['nodes'], () => PROBLEM), from: 'append' },
  {
    reads: 'the configuration',
    row: rule(['buildkitdConfig'], () => PROBLEM),
    from: 'buildkitd-config-inline',
  },
  { reads: 'builds', row: rule(['builds'], () => PROBLEM), from: 'platform-settings' },
  { reads: 'smoke tests', row: rule(['smokeTests'], () => PROBLEM), from: 'smoke-test' },
]

describe('a rule', () => {
  test.each(READS)('that reads $reads is silent where $from could not be read', ({ row, from }) => {
    expect(problemsOf([row], inputs(), '', [])).toEqual([PROBLEM])
    expect(problemsOf([row], inputs(), '', [from])).toEqual([])
    expect(problemsOf([row], inputs(), '', ['labels'])).toEqual([PROBLEM])
  })

  test('says one thing, several, or nothing', () => {
    const rows: readonly Rule<string>[] = [
      rule([], () => PROBLEM),
      rule(['load'], ({ load }) => load && PROBLEM),
      rule([], () => undefined),
      rule([], (_, known) => [known === 'docker' && OTHER, known === '' && PROBLEM]),
    ]
    expect(problemsOf(rows, inputs(), 'docker', [])).toEqual([PROBLEM, OTHER])
  })

  test('that forgets what it reads does not compile', () => {
    // @ts-expect-error: push is not read.
    rule(['tags'], ({ tags, push }) => tags.length === 0 && push === true && PROBLEM)
    // @ts-expect-error: the file of a build is not read.
    rule(['builds'], ({ builds }) => builds.some(({ file }) => file === '') && PROBLEM)
    // @ts-expect-error: a function that takes all inputs may read any of them.
    rule(['tags'], (all: ReturnType<typeof inputs>) => all.load && PROBLEM)
    const read = rule(['builds', 'file'], ({ builds }) => builds.some(({ file }) => file === '') && PROBLEM)
    expect(read.reads).toEqual(['platform-settings', 'file'])
  })
})

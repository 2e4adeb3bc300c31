import { describe, expect, test } from '@jest/globals'
import { type Outcome, verdictOf } from '../../e2e/corpus/outcome.ts'
import { doubtful, type Expected, type Recipe, RIGHT, unseen, wrong } from '../../e2e/corpus/recipe.ts'
import { RECIPES } from '../../e2e/corpus/recipes.ts'
import { document, hasFailed, outcomeLines, totals } from '../../e2e/corpus/report.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import type { Finding, Verdict } from '../../src/verify/finding.ts'

const LOADER: Verdict = { rule: 'interpreter', interpreter: '/lib/ld-musl-x86_64.so.1', of: 'program' }
const NEWER: Verdict = { rule: 'arm-version', needed: 7 }

function finding(severity: Finding['severity'], verdict: Verdict, path = '/app/server'): Finding {
  return { severity, verdict, path, platform: parsePlatform('linux/arm/v6'), layer: '', instruction: '' }
}

const newer = finding('error', NEWER)

const ROWS: readonly (readonly [string, Expected, readonly Finding[], Outcome['verdict']])[] = [
  ['a right image without a word', RIGHT, [], { kind: 'silent' }],
  ['a notice is no word', RIGHT, [finding('notice', LOADER)], { kind: 'silent' }],
  ['a right image with a warning', RIGHT, [finding('warning', LOADER)], { kind: 'warned', warnings: 1 }],
  ['a right image with an error', RIGHT, [newer], { kind: 'false error', errors: 1 }],
  ['a wrong image, and why', wrong('processor', '/server'), [newer], { kind: 'stopped' }],
  ['another reason', wrong('machine', '/server'), [newer], { kind: 'wrong reason', errors: 1 }],
  ['another path', wrong('processor', '/other'), [newer], { kind: 'wrong reason', errors: 1 }],
  ['only a warning', wrong('libc', '/server'), [finding('warning', LOADER)], { kind: 'missed' }],
  ['a doubtful image', doubtful('libc', '/server'), [finding('warning', LOADER)], { kind: 'noticed' }],
  ['a doubtful image that is stopped', doubtful('libc', '/server'), [newer], { kind: 'missed' }],
  ['one that is not seen', unseen('machine', '/x', 'why'), [], { kind: 'unseen', why: 'why' }],
  ['one that is seen after all', unseen('processor', '/server', 'why'), [newer], { kind: 'seen' }],
]

test.each(ROWS)('%s', (_, expected, findings, verdict) => {
  expect(verdictOf(expected, findings)).toEqual(verdict)
})

function outcome(expected: Expected, findings: readonly Finding[], what = 'an image'): Outcome {
  const recipe: Recipe = { what, platform: 'linux/arm/v6', parts: [], config: {}, expected }
  const proven = { findings, seconds: 0.5, peak: 100 << 20 }
  return { recipe, verdict: verdictOf(expected, findings), proven }
}

const notTried: Outcome = {
  recipe: { what: 'far away', platform: 'linux/amd64', parts: [], config: {}, expected: RIGHT },
  verdict: { kind: 'not tried', why: 'no answer' },
  proven: undefined,
}

describe('the report', () => {
  const good = [outcome(RIGHT, []), outcome(wrong('processor', '/server'), [newer])]

  test('fails for false errors and misses, not for what could not be fetched', () => {
    expect(hasFailed([...good, notTried])).toBe(false)
    expect(hasFailed([...good, outcome(RIGHT, [newer])])).toBe(true)
    expect(hasFailed([...good, outcome(wrong('machine', '/server'), [])])).toBe(true)
  })

  test('counts what was proven, and tells what was not', () => {
    const warned = outcome(RIGHT, [finding('warning', LOADER)])
    const rows = new Map(totals([...good, warned, notTried]).map(([name, value]) => [name, value]))
    expect(rows.get('right')).toBe('2')
    expect(rows.get('… warnings of one: median, mean, most')).toBe('1, 0.5, 1')
    expect(rows.get('… stopped, for the right reason')).toBe('1')
    expect(rows.get('not tried')).toBe('1')
    expect(rows.get('most memory of a proof')).toBe('100 MiB')
    expect(outcomeLines(notTried)).toEqual([expect.stringContaining('not tried'), '    no answer'])
  })

  test('shows the findings of an image that is not as it should be', () => {
    expect(outcomeLines(outcome(RIGHT, [newer])).join('\n')).toContain('error: /app/server')
    expect(outcomeLines(outcome(RIGHT, []))).toHaveLength(1)
  })

  test('takes the place of the last one in the document', () => {
    const empty = `By hand.\n\n<!-- written by npm run proof-corpus -- --write -->\nold\n<!-- end of what is written -->\nMore.\n`
    const written = document(empty, good)
    expect(written).toMatch(
      /^By hand\.\n[\s\S]*\| an image \| linux\/arm\/v6 \| right \| silent \|[\s\S]*\nMore\.\n$/,
    )
    expect(written).not.toContain('old')
    expect(document(empty, [notTried])).not.toContain('no answer')
    expect(document(written, good)).toBe(written)
    expect(() => document('', good)).toThrow('no place')
  })
})

describe('the recipes', () => {
  test('have a name for each image', () => {
    const names = RECIPES.map(({ what, platform }) => `${what} ${platform}`)
    expect(new Set(names).size).toBe(names.length)
  })

  test('are of right and of wrong images, for three machines', () => {
    const wrongOnes = RECIPES.filter(({ expected }) => expected.kind === 'wrong')
    expect(RECIPES.length - wrongOnes.length).toBeGreaterThanOrEqual(150)
    expect(wrongOnes.length).toBeGreaterThanOrEqual(60)
    for (const platform of ['linux/amd64', 'linux/arm64', 'linux/arm/v7'])
      expect(RECIPES.filter((recipe) => recipe.platform === platform).length).toBeGreaterThan(20)
  })
})

import { describe, expect, test } from '@jest/globals'
import { parsePlatform } from '../../src/platforms/platform.ts'
import type { Finding, Severity } from '../../src/verify/finding.ts'
import { addFinding, allFindings, newReport, type Report } from '../../src/verify/findings.ts'
import type { Image } from '../../src/verify/image.ts'
import { newEntryLog } from '../../src/verify/layer/entries.ts'
import type { Layer } from '../../src/verify/layer/layer.ts'
import { countOf, findingsToShow, worstFirst } from '../../src/verify/shortlist.ts'
import { digestOf } from '../builders.ts'

/** Findings of one kind: one missing library for each path. */
function findings(severity: Severity, count: number, layer = ''): readonly Finding[] {
  return Array.from({ length: count }, (_, at) => ({
    ...{
      severity,
      platform: parsePlatform('linux/amd64'),
      path: `/${layer}${at}`,
      layer,
      instruction: 'RUN x',
    },
    verdict: { rule: 'library', library: 'libx.so', loadedBy: '' },
  }))
}

const kinds = (severity: Severity, count: number): readonly Finding[] =>
  Array.from({ length: count }, (_, at) => findings(severity, 1, `layer${at}`)).flat()

/** How many findings are shown one by one, and the counts of the others. */
function shown(all: readonly Finding[]) {
  const list = findingsToShow(all)
  return {
    single: list.filter(({ more }) => more === undefined).length,
    counts: list.flatMap(({ more }) => more?.count ?? []),
  }
}

describe('the findings that are shown', () => {
  test.each([
    { what: 'none', all: [], single: 0, counts: [] },
    { what: 'as many of one kind as are listed', all: findings('error', 20), single: 20, counts: [] },
    { what: 'one more of that kind', all: findings('error', 21), single: 20, counts: [1] },
    { what: 'many of one kind', all: findings('error', 100), single: 20, counts: [80] },
    { what: 'as many errors as are listed', all: kinds('error', 50), single: 50, counts: [] },
    { what: 'one more error', all: kinds('error', 51), single: 51, counts: [] },
    { what: 'two more errors', all: kinds('error', 52), single: 50, counts: [2] },
    { what: 'as many warnings as are listed', all: kinds('warning', 10), single: 10, counts: [] },
    { what: 'two more warnings', all: kinds('warning', 12), single: 10, counts: [2] },
    { what: 'two more notices', all: kinds('notice', 12), single: 10, counts: [2] },
    { what: 'many warnings of one kind', all: findings('warning', 30), single: 10, counts: [20] },
    {
      what: 'a count after the last that is listed',
      all: [...kinds('error', 30), ...findings('error', 25, 'z')],
      ...{ single: 50, counts: [5] },
    },
    { what: 'each severity', all: [...kinds('notice', 1), ...kinds('error', 1)], single: 2, counts: [] },
  ])('are $single and the counts $counts: $what', ({ all, single, counts }) => {
    expect(shown(all)).toEqual({ single, counts })
  })

  test('begin with the worst, and a count has an example but no place', () => {
    const all = [...kinds('notice', 1), ...kinds('warning', 12), ...kinds('error', 1)]
    const list = findingsToShow(all)
    const severities = [...new Set(list.map(({ severity }) => severity))]
    expect(severities).toEqual(['error', 'warning', 'notice'])
    expect(list.find(({ more }) => more !== undefined)).toMatchObject({
      ...{ path: '', layer: '', instruction: '', severity: 'warning' },
      more: { count: 2, example: '/layer100' },
    })
  })

  test('are of different kinds if they are about machines for different reasons', () => {
    const machine = { rule: 'machine', machine: 'amd64', fit: 'wrong', files: 1, isMixed: false } as const
    const all = (['in PATH', 'elsewhere'] as const).flatMap((kind) =>
      findings('error', 21).map((each) => ({
        ...each,
        verdict: { ...machine, reason: { kind }, ignore: '' },
      })),
    )
    const counts = findingsToShow(all).flatMap(({ path, more }) =>
      more === undefined ? [] : [{ path, more }],
    )
    const count = { path: '', more: { count: 1, example: '/0' } }
    expect(counts).toEqual([count, count])
  })

  test('have the example of a count that is itself not listed', () => {
    const all = [...kinds('error', 31), ...findings('error', 25, 'z')]
    expect(findingsToShow(all).at(-1)?.more).toEqual({ count: 6, example: '/z19' })
  })
})

test('findings are sorted by severity, and otherwise stay in order', () => {
  const all = [...kinds('notice', 2), ...kinds('error', 2), ...kinds('warning', 1)]
  expect(worstFirst(all).map(({ severity, path }) => `${severity} ${path}`)).toEqual([
    ...['error /layer00', 'error /layer10', 'warning /layer00', 'notice /layer00', 'notice /layer10'],
  ])
})

test('the count of a severity includes the findings that are only counted', () => {
  const [first] = findings('error', 1)
  const counted = first === undefined ? [] : [{ ...first, more: { count: 5, example: '/x' } }]
  expect(countOf([...findings('error', 2), ...counted, ...findings('warning', 3)], 'error')).toBe(7)
  expect(countOf([], 'error')).toBe(0)
})

describe('the findings about an image', () => {
  const LAYER: Layer = {
    ...{ digest: digestOf('a'), log: newEntryLog(), identities: [], details: [], refused: [] },
    ...{ outcome: { kind: 'read', diffId: '' }, hasDropped: false, cost: 0 },
  }
  const platform = parsePlatform('linux/arm64')
  const IMAGE: Image = {
    ...{ platform, digest: '', size: 0, layers: [], diffIds: [], instructions: ['ADD x', 'RUN y'] },
    ...{ env: [], workingDir: '', argv: [], healthcheck: [], findings: [] },
  }
  const verdict = { rule: 'skipped', skipped: 'programs' } as const

  test('have the path as people read it, and the layer with its instruction', () => {
    const report = newReport(IMAGE, [LAYER, { ...LAYER, digest: digestOf('b') }])
    const path = Buffer.from('/ü\n').toString('latin1')
    addFinding(report, { severity: 'warning', verdict, path, layer: 1 })
    addFinding(report, { severity: 'error', verdict })
    expect(allFindings(report)).toEqual([
      { severity: 'error', platform, path: '', layer: '', instruction: '', verdict },
      {
        ...{ severity: 'warning', platform, path: '/ü\\x0a', layer: digestOf('b') },
        ...{ instruction: 'RUN y', verdict },
      },
    ])
  })

  test('begin with those about its documents, the worst first', () => {
    const documents = [...findings('notice', 1), ...findings('error', 1), ...findings('warning', 1)]
    const report = newReport({ ...IMAGE, findings: documents }, [])
    addFinding(report, { severity: 'error', verdict })
    expect(allFindings(report).map(({ severity, verdict: { rule } }) => `${severity} ${rule}`)).toEqual([
      ...['error library', 'error skipped', 'warning library', 'notice library'],
    ])
  })

  const report = (severity: Severity, count: number): Report =>
    newReport({ ...IMAGE, findings: findings(severity, count) }, [])

  test.each(['error', 'warning', 'notice'] as const)(
    'are kept up to 500 with the severity %s',
    (severity) => {
      const kept = allFindings(report(severity, 500))
      expect(kept).toHaveLength(500)
      expect(kept.some(({ more }) => more !== undefined)).toBe(false)
      const surplus = allFindings(report(severity, 502))
      expect(surplus).toHaveLength(501)
      expect(surplus.at(-1)).toMatchObject({ severity, path: '', more: { count: 2, example: '/0' } })
      expect(countOf(surplus, severity)).toBe(502)
    },
  )
})

/**
 * The shipped bundle against docker/build-push-action, from the outside: a step goes in, the build command comes
 * out. Expected values come from that action's documentation and source (version 7), never from
 * the output of this action; the only differences are the deviations in one table.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { mapConcurrent } from '../../src/concurrency.ts'
import { comparable } from './command.ts'
import { DEVIATIONS, dockersOwn, expected } from './deviations.ts'
import { ATTESTATIONS } from './rows/attestations.ts'
import { CONTEXTS } from './rows/contexts.ts'
import { DOCUMENTED } from './rows/documented.ts'
import { LISTS } from './rows/lists.ts'
import { OUTPUTS } from './rows/outputs.ts'
import { PLAIN } from './rows/plain.ts'
import { PROVEN } from './rows/proven.ts'
import { REFUSED } from './rows/refused.ts'
import { SECRETS } from './rows/secrets.ts'
import { type BundleRun, runBundle } from './run-bundle.ts'

const GROUPS = {
  'a plain input': PLAIN,
  'a list': LISTS,
  'attestations: ': ATTESTATIONS,
  'a context: ': CONTEXTS,
  'secrets: ': SECRETS,
  'outputs and caches: ': OUTPUTS,
  'the documentation: ': DOCUMENTED,
  'proven first: ': PROVEN,
}
const ROWS = Object.values(GROUPS).flat()
const AT_ONCE = 3

const runs = new Map<string, BundleRun>()

beforeAll(async () => {
  const all = [...ROWS, ...REFUSED]
  const results = await mapConcurrent(all, AT_ONCE, runBundle)
  for (const [index, row] of all.entries()) {
    const result = results[index]
    if (result !== undefined) runs.set(row.name, result)
  }
}, 1_200_000)

function of(name: string): BundleRun {
  const found = runs.get(name)
  if (found === undefined) throw new Error(`"${name}" was not played`)
  return found
}

/** The errors of a red step, so that a failing row explains itself. */
function errors({ main }: BundleRun): string {
  return main.log.commands
    .filter(({ name }) => name === 'error')
    .map(({ data }) => data)
    .join('\n')
}

/** Everything that the step wrote for others to read, without its masks. */
function published({ main, post, builds }: BundleRun): readonly string[] {
  const stages = post === undefined ? [main] : [main, post]
  return [
    ...builds.flatMap(({ words }) => words),
    ...stages.flatMap(({ log, outputs, state, summary, exported }) => [
      withoutMasks(log.raw),
      summary,
      JSON.stringify([outputs, state, exported]),
    ]),
  ]
}

function withoutMasks(raw: string): string {
  return raw
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n')
}

test('there are as many rows as promised, each with a unique name', () => {
  expect(new Set(ROWS.map(({ name }) => name)).size).toBeGreaterThanOrEqual(150)
  expect(new Set([...ROWS, ...REFUSED].map(({ name }) => name)).size).toBe(ROWS.length + REFUSED.length)
})

test('every deviation is in the table of docs/moving-inputs.md', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs/moving-inputs.md'), 'utf8')
  const numbers = [...page.matchAll(/^\| \[(\d+)\] \| /gm)].map(([, number]) => Number(number))
  expect(numbers.length).toBeLessThanOrEqual(10)
  expect(DEVIATIONS.filter((deviation) => !numbers.includes(deviation.number))).toEqual([])
})

test.each(DEVIATIONS)('a row shows the deviation: $what', ({ apply, number }) => {
  // Refusals have rows of their own.
  if (number === 2) return expect(REFUSED.length).toBeGreaterThan(20)
  const deviating = ROWS.filter((row) => {
    const docker = dockersOwn(row)
    return JSON.stringify(comparable(apply(docker, row))) !== JSON.stringify(comparable(docker))
  })
  return expect(deviating.length).toBeGreaterThan(0)
})

describe.each(Object.entries(GROUPS))('%s', (_, rows) => {
  test.each(rows)('$name', (row) => {
    const { main, builds } = of(row.name)
    expect({ errors: errors(of(row.name)), exitCode: main.exitCode }).toEqual({ errors: '', exitCode: 0 })
    expect(builds.map(({ command }) => comparable(command))).toEqual([comparable(expected(row))])
    expect(builds.map(({ warnings }) => warnings)).toEqual(['true'])
  })
})

describe('refused with a message that names the input', () => {
  test.each(REFUSED)('$name', (row) => {
    const { main, builds } = of(row.name)
    expect(builds).toEqual([])
    expect(main.exitCode).toBe(1)
    expect(errors(of(row.name))).toMatch(row.says)
    expect(main.state).toEqual({})
  })
})

test('post is green after every step, whatever its result', () => {
  const posts = [...runs].flatMap(([name, { post }]) => (post === undefined ? [] : [[name, post.exitCode]]))
  expect(posts.length).toBeGreaterThan(50)
  expect(posts.filter(([, exitCode]) => exitCode !== 0)).toEqual([])
})

describe('secrets are not visible', () => {
  const hiding = [...ROWS, ...REFUSED].filter(({ hidden = [] }) => hidden.length > 0)

  test.each(hiding)('$name', ({ name, hidden = [] }) => {
    for (const text of published(of(name))) for (const secret of hidden) expect(text).not.toContain(secret)
  })

  test.each(hiding)('and their files are private, and removed: $name', ({ name }) => {
    const { builds, leftByMain, leftByPost } = of(name)
    const ours = builds.flatMap(({ secrets }) => secrets.filter(({ isOurs }) => isOurs))
    const modes = { mode: '600', folders: '700\n700' }
    expect(ours.map(({ mode, folders }) => ({ mode, folders }))).toEqual(ours.map(() => modes))
    expect({ leftByMain, leftByPost }).toEqual({ leftByMain: [], leftByPost: [] })
  })
})

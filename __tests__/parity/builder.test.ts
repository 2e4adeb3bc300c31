/**
 * The shipped bundle against docker/setup-buildx-action, from the outside: inputs go in, every command about
 * builders comes out, of main and of post, word by word.
 */
import { beforeAll, describe, expect, test } from '@jest/globals'
import { mapConcurrent } from '../../src/concurrency.ts'
import { GROUPS, REFUSED, REFUSED_LATER } from './builder/rows.ts'
import { type BundleRun, runBundle, type Step } from './builder/run-bundle.ts'

const ROWS = Object.values(GROUPS).flat()
const AT_ONCE = 3

const runs = new Map<string, BundleRun>()

beforeAll(async () => {
  const all: readonly (Step & { readonly name: string })[] = [...ROWS, ...REFUSED, ...REFUSED_LATER]
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

test('there are as many rows as promised, each with a unique name', () => {
  const names = [...ROWS, ...REFUSED, ...REFUSED_LATER].map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(ROWS.length).toBeGreaterThanOrEqual(50)
})

describe.each(Object.entries(GROUPS))('%s', (_, rows) => {
  test.each(rows)('$name', (row) => {
    const { errors, commands, undone, post } = of(row.name)
    expect({ errors, post: post.exitCode }).toEqual({ errors: '', post: 0 })
    expect({ commands: commands.toSorted(byWords), undone }).toEqual({
      commands: row.commands.toSorted(byWords),
      undone: row.undone,
    })
  })
})

/** Concurrent commands have no order; the arguments show that nodes are made one after the other. */
function byWords(a: readonly string[], b: readonly string[]): number {
  return a.join(' ').localeCompare(b.join(' '))
}

describe('refused before any command, with the input in the message', () => {
  test.each(REFUSED)('$name', ({ name, says }) => {
    const { main, errors, commands, undone } = of(name)
    for (const text of says) expect(errors).toMatch(text)
    expect({ exitCode: main.exitCode, commands, undone, state: main.state }).toEqual({
      exitCode: 1,
      commands: [],
      undone: [],
      state: {},
    })
  })
})

describe('refused before anything is made, with the input in the message', () => {
  test.each(REFUSED_LATER)('$name', ({ name, says, inputs }) => {
    const { main, errors, commands, undone } = of(name)
    for (const text of says) expect(errors).toMatch(text)
    expect(commands.filter(([, verb]) => verb !== 'inspect')).toEqual([])
    // Jobs that share a builder by its name see this job's note, and post removes it.
    const held = expect.stringMatching(/\/multi-platform-build\/jobs\/mine\//)
    const state = 'builder-name' in inputs ? { held } : {}
    expect({ exitCode: main.exitCode, undone, state: main.state }).toEqual({
      exitCode: 1,
      undone: [],
      state,
    })
  })
})

describe('these stay hidden', () => {
  test.each(ROWS.filter(({ env = {} }) => Object.keys(env).some((name) => name.includes('AUTH_TLS'))))(
    'the keys: $name',
    ({ name, env = {} }) => {
      const { main, post, commands } = of(name)
      const log = main.log.raw
        .split('\n')
        .filter((line) => !line.startsWith('::add-mask::'))
        .join('\n')
      const published = [
        log,
        post.log.raw,
        main.summary,
        JSON.stringify([main.outputs, main.state, commands]),
      ]
      for (const [variable, value] of Object.entries(env)) {
        if (!variable.includes('AUTH_TLS')) continue
        expect(main.log.raw).toContain(`::add-mask::${value}`)
        for (const text of published) expect(text).not.toContain(value)
      }
    },
  )

  test('the values of options that go into the environment', () => {
    const { main } = of('an existing builder of that name that differs in everything')
    expect(main.log.raw).not.toMatch(/secret-of-/)
  })
})

test('nodes are made in the order of the input', () => {
  const { commands } = of('append: the documentation’s example')
  expect(commands.map((words) => words.at(-1))).toEqual([
    'linux/amd64',
    'ssh://me@graviton2',
    'ssh://me@mac-mini-m1',
    '<name>',
  ])
})

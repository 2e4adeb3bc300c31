// The unit tests inside one process: each file is loaded once, its tests run as often as needed.
import { globSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import {
  addEventHandler,
  type Event,
  getState,
  removeEventHandler,
  resetState,
  run,
  type State,
  setState,
} from 'jest-circus'

type Test = State['rootDescribeBlock']['tests'][number]
type Block = State['rootDescribeBlock']

/** A test file with the state that jest-circus keeps for it. */
export interface Suite {
  /** Relative to the folder that holds `__tests__`. */
  readonly file: string
  readonly state: State
  /** By the unique name of each test. */
  readonly tests: ReadonlyMap<string, Test>
}

export interface Result {
  readonly id: string
  readonly milliseconds: number
  /** The messages of a test that failed. */
  readonly failures: readonly string[]
}

export interface Request {
  /** The names of the tests to run. */
  readonly ids: ReadonlySet<string>
  /** Whether the first failure ends the run. */
  readonly bail: boolean
  /** Called with a test's name when it starts, and with nothing when it has ended. */
  readonly watch?: (id: string | undefined) => void
}

/** Of the random values. */
const SEED = 1
/** Between the file and the titles in the name of a test. */
const SEPARATOR = ': '
/** As in jest.config.mjs. */
const TEST_TIMEOUT = 120_000

/** Prepares this process for loading tests. */
export async function prepare(): Promise<void> {
  // The same random values for each mutant; otherwise a test would notice some mutants by chance.
  fc.configureGlobal({ seed: SEED })
  const globals = pathToFileURL(join(import.meta.dirname, 'globals.ts')).href
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === '@jest/globals' ? { url: globals, shortCircuit: true } : next(specifier, context),
  })
}

/** @returns the test files in some folders below `__tests__`, relative to `root` */
export function testFiles(root: string, folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) => globSync(`__tests__/${folder}/**/*.test.ts`, { cwd: root })).toSorted()
}

/** Loads a file of tests. @throws what its code throws while it is loaded */
export async function load(root: string, file: string): Promise<Suite> {
  resetState()
  const state = getState()
  state.testTimeout = TEST_TIMEOUT
  await import(pathToFileURL(join(root, file)).href)
  return { file, state, tests: named(file, state.rootDescribeBlock) }
}

/** @returns the file of a test by its name */
export const fileOfTest = (id: string): string => id.split(SEPARATOR, 1).join('')

function named(file: string, root: Block): ReadonlyMap<string, Test> {
  const tests = new Map<string, Test>()
  const visit = (block: Block, names: readonly string[]): void => {
    for (const child of block.children) {
      const path = [...names, child.name]
      if (child.type === 'describeBlock') visit(child, path)
      else tests.set(uniqueName(tests, `${file}${SEPARATOR}${path.join(' > ')}`), child)
    }
  }
  visit(root, [])
  return tests
}

function uniqueName(taken: ReadonlyMap<string, unknown>, name: string): string {
  let unique = name
  for (let number = 2; taken.has(unique); number++) unique = `${name} (${number})`
  return unique
}

/**
 * Runs tests of a file, as often as needed.
 * @returns the results of those that ran, and what failed outside any test
 */
export async function runSuite(suite: Suite, { ids, bail, watch }: Request): Promise<readonly Result[]> {
  const tests = [...suite.tests]
  const names = new Map(tests.map(([id, test]) => [test, id]))
  const modes = tests.map(([, test]) => test.mode)
  const skipAll = (): void => {
    for (const [, test] of tests) test.mode = 'skip'
  }
  for (const [id, test] of tests) if (!ids.has(id)) test.mode = 'skip'
  const follow = (event: Event): void => {
    if (event.name === 'test_start') {
      event.test.errors = []
      watch?.(names.get(event.test))
    } else if (event.name === 'test_skip' || event.name === 'test_todo' || event.name === 'test_done') {
      watch?.(undefined)
      if (bail && event.test.errors.length > 0) skipAll()
    }
  }
  setState(suite.state)
  suite.state.unhandledErrors = []
  addEventHandler(follow)
  try {
    const { testResults, unhandledErrors } = await run()
    const results = testResults.flatMap(({ status, duration, errors }, index) => {
      const id = tests[index]?.[0]
      if (id === undefined || status !== 'done') return []
      return [{ id, milliseconds: duration ?? 0, failures: errors }]
    })
    if (unhandledErrors.length === 0) return results
    return [
      ...results,
      { id: `${suite.file}${SEPARATOR}outside the tests`, milliseconds: 0, failures: unhandledErrors },
    ]
  } finally {
    removeEventHandler(follow)
    for (const [index, [, test]] of tests.entries()) test.mode = modes[index]
  }
}

// Stryker's test runner for this project. It runs the test files in one process, without jest's module registry, and
// switches mutants between two runs of the same loaded tests: a mutant takes milliseconds. Stryker's own runner for
// jest loads every test file that is related to the mutated one again for each mutant, which takes seconds to minutes.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { InstrumenterContext, StrykerOptions } from '@stryker-mutator/api/core'
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin'
import {
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import { array, parseJson, text } from '../../src/json.ts'
import { importGraph } from './imports.ts'
import { fileOfTest, load, prepare, type Result, runSuite, type Suite, testFiles } from './suites.ts'

/**
 * In milliseconds of processor time. A test that takes longer (of a million files, of thousands of random values) is
 * left out: each of the many mutants that it covers would take as long.
 */
const LONGEST_TEST = 1000

declare global {
  /** Read and written by the code that Stryker has instrumented. */
  var __stryker__: InstrumenterContext | undefined
}

const context: InstrumenterContext = {}
globalThis.__stryker__ = context
const suites = new Map<string, Suite>()
const imports = importGraph()

/** The sandbox that Stryker made, with the instrumented sources. The process enters it after this module was loaded. */
const sandbox = (): string => process.cwd()

function inProcessRunner(options: StrykerOptions): TestRunner {
  const folders = array(options, 'testFolders').map(String)
  const slow = text(options, 'slowTests')
  return {
    // Imported modules stay loaded: Stryker starts another process for a mutant that acts while a module is loaded.
    capabilities: () => ({ reloadEnvironment: false }),
    init: prepare,
    dryRun: async () => {
      const tests = await findCoverage(testFiles(sandbox(), folders), slow)
      const mutantCoverage = context.mutantCoverage ?? { static: {}, perTest: {} }
      return { status: DryRunStatus.Complete, tests, mutantCoverage }
    },
    mutantRun: (run) => mutantRun(run, slow),
  }
}
inProcessRunner.inject = tokens(commonTokens.options)

/** Runs the tests and records which mutants each of them covers. Slow tests are not among the results. */
async function findCoverage(files: readonly string[], slow: string): Promise<TestResult[]> {
  const tests: TestResult[] = []
  const found = new Set(slowTests(slow))
  let start = process.cpuUsage()
  const watch = (id: string | undefined): void => {
    if (id !== undefined) {
      start = process.cpuUsage()
      context.currentTestId = id
      return
    }
    const { user, system } = process.cpuUsage(start)
    if ((user + system) / 1000 > LONGEST_TEST && context.currentTestId) found.add(context.currentTestId)
    delete context.currentTestId
  }
  for (const file of files) {
    const suite = await suiteOf(file)
    const results = await runSuite(suite, { ids: quickTests(suite, slow), bail: false, watch })
    tests.push(...results.map((result) => testResult(file, result)))
  }
  for (const id of found) delete context.mutantCoverage?.perTest[id]
  writeFileSync(slow, JSON.stringify([...found].toSorted()))
  return tests.filter(({ id }) => !found.has(id))
}

async function mutantRun(run: MutantRunOptions, slow: string): Promise<MutantRunResult> {
  const { activeMutant, sandboxFileName, testFilter, hitLimit, disableBail, mutantActivation } = run
  const selected = testFilter && new Set(testFilter)
  const files = nearestFirst(sandboxFileName, selected ? filesOf(selected) : ownTests(sandboxFileName))
  if (mutantActivation === 'runtime') for (const file of files) await suiteOf(file)
  context.activeMutant = activeMutant.id
  if (hitLimit === undefined) delete context.hitLimit
  else Object.assign(context, { hitLimit, hitCount: 0 })
  const tests: TestResult[] = []
  try {
    for (const file of files) {
      const suite = await suiteOf(file)
      const results = await runSuite(suite, { ids: selected ?? quickTests(suite, slow), bail: !disableBail })
      tests.push(...results.map((result) => testResult(file, result)))
      if (!disableBail && tests.some(({ status }) => status === TestStatus.Failed)) break
    }
  } catch (error) {
    return { status: MutantRunStatus.Error, errorMessage: String(error) }
  } finally {
    delete context.activeMutant
  }
  const limit = determineHitLimitReached(context.hitCount, context.hitLimit)
  return toMutantRunResult(limit ?? { status: DryRunStatus.Complete, tests }, disableBail)
}

async function suiteOf(file: string): Promise<Suite> {
  const suite = suites.get(file) ?? (await load(sandbox(), file))
  suites.set(file, suite)
  return suite
}

const filesOf = (tests: ReadonlySet<string>): readonly string[] => [...new Set([...tests].map(fileOfTest))]

/** For a mutant that acts while a module is loaded: it is not known which tests would notice it. */
function ownTests(mutated: string): readonly string[] {
  const [, folder = ''] = relative(sandbox(), mutated).split('/')
  return testFiles(sandbox(), [folder])
}

/** @returns the names of the slow tests that a run has found */
const slowTests = (file: string): readonly string[] =>
  existsSync(file) ? array(parseJson(readFileSync(file, 'utf8'))).map(String) : []

function quickTests({ tests }: Suite, slow: string): ReadonlySet<string> {
  const found = slowTests(slow)
  return new Set([...tests.keys()].filter((id) => !found.includes(id)))
}

/**
 * Selects the test files that import the mutated file. Those in the corresponding folder come first: their tests are the most
 * likely to fail, and the first failure ends the run.
 */
function nearestFirst(mutated: string, files: readonly string[]): readonly string[] {
  const names = (file: string): readonly string[] =>
    file
      .replace(/(\.test)?\.ts$/, '')
      .split('/')
      .slice(1)
  const path = names(relative(sandbox(), mutated))
  const shared = (file: string): number => {
    const other = names(file)
    const difference = path.findIndex((name, index) => name !== other[index])
    return difference === -1 ? path.length : difference
  }
  return files
    .filter((file) => imports(join(sandbox(), file), mutated))
    .toSorted((a, b) => shared(b) - shared(a))
}

function testResult(file: string, { id, milliseconds, failures }: Result): TestResult {
  const test = { id, name: id, fileName: join(sandbox(), file), timeSpentMs: milliseconds }
  return failures.length === 0
    ? { ...test, status: TestStatus.Success }
    : { ...test, status: TestStatus.Failed, failureMessage: failures.join('\n') }
}

export const strykerValidationSchema = {
  properties: { testFolders: { type: 'array', items: { type: 'string' } }, slowTests: { type: 'string' } },
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'in-process', inProcessRunner)]

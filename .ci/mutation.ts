// Changes the code in many small ways, and counts the changes that no unit test notices.
// usage: npm run mutation [-- --every N --seed N --at-once N --write | FOLDER or FILE below src …]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import type { PartialStrykerOptions } from '@stryker-mutator/api/core'
import { Stryker } from '@stryker-mutator/core'
import { enterHostileMachine, leaveHostileMachine } from '../__tests__/hostile-machine.ts'
import { home } from '../e2e/engine/home.ts'
import { markdownTable, textTable } from '../src/show/table.ts'
import type { Sample } from './mutation/sample.ts'
import { kindTable, scoreOf, scoreTable, tried } from './mutation/score.ts'

/** The folders below `src/` whose tests must notice a change, and the folders below `__tests__/` that have these tests. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  platforms: ['platforms', 'inputs', 'plan', 'names', 'oci', 'buildx', 'show'],
  plan: ['plan', 'show'],
  inputs: ['inputs', 'plan', 'names', 'show'],
  verify: ['verify', 'show'],
}
/** The least share of changes that tests notice, for each folder. */
const LEAST = 0.8
const GENERATED = '<!-- written by npm run mutation -- --write -->'

const root = join(import.meta.dirname, '..')
const document = join(root, 'docs', 'mutation.md')
/** The reports, the results that a later run need not find again, and the instrumented copy of the project. */
const folder = join(home().root, 'mutation')

function stryker(
  paths: readonly string[],
  sample: Sample | undefined,
  atOnce: number,
): PartialStrykerOptions {
  const name = paths.join('+').replaceAll('/', '-')
  return {
    mutate: paths.map(patternOf),
    plugins: ['runner', 'sample', 'survivors'].map((plugin) => join(root, '.ci/mutation', `${plugin}.ts`)),
    testRunner: 'in-process',
    testFolders: [...new Set(paths.flatMap((path) => FOLDERS[path.split('/', 1).join('')] ?? []))],
    slowTests: join(folder, 'slow-tests.json'),
    dryRunTimeoutMinutes: 30,
    // What counts as endless: a process that starts, and a machine that does other things, take their time.
    timeoutFactor: 4,
    timeoutMS: 20_000,
    coverageAnalysis: 'perTest',
    concurrency: atOnce,
    // A sample's results would take the place of those of a whole run.
    ...(sample === undefined ? { incremental: true } : { checkers: ['sample'], sample }),
    incrementalFile: join(folder, 'incremental.json'),
    reporters: ['progress-append-only', 'survivors', 'html', 'json'],
    htmlReporter: { fileName: join(folder, `${name}.html`) },
    jsonReporter: { fileName: join(folder, `${name}.json`) },
    tempDirName: join(folder, 'sandboxes'),
    // Stryker reads tsconfig.json by TypeScript's compiler API, which TypeScript 7 does not have.
    ignorePatterns: ['/dist', '/tsconfig*.json'],
    disableTypeChecks: false,
    allowConsoleColors: false,
  }
}

function patternOf(path: string): string {
  return path.endsWith('.ts') ? `src/${path}` : `src/${path}/**/*.ts`
}

const { values, positionals } = parseArgs({
  options: {
    every: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: String(availableParallelism()) },
    write: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const every = Number(values.every)
const paths = positionals.length === 0 ? Object.keys(FOLDERS) : positionals
process.chdir(root)
mkdirSync(folder, { recursive: true })
const options = stryker(
  paths,
  every > 1 ? { every, seed: Number(values.seed) } : undefined,
  Number(values['at-once']),
)
enterHostileMachine()
try {
  const mutants = tried(await new Stryker(options).runMutationTest())
  const scores = paths.map((path) =>
    scoreOf(
      path,
      mutants.filter(({ fileName }) => `${relative(root, fileName)}/`.startsWith(`src/${path}/`)),
    ),
  )
  const tables = [scoreTable(scores, every > 1), kindTable(mutants)]
  for (const table of tables) console.log(`\n${textTable(table).join('\n')}`)
  if (values.write) {
    const [prose] = readFileSync(document, 'utf8').split(GENERATED)
    writeFileSync(document, `${[prose?.trim(), GENERATED, ...tables.map(markdownTable)].join('\n\n')}\n`)
  }
  process.exitCode = scores.some(({ score }) => score < LEAST) ? 1 : 0
} finally {
  leaveHostileMachine()
}

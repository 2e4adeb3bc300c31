// Stryker's checker for this project: it lets the mutants of a sample pass. Stryker has no status for a mutant that was
// not chosen; it counts what a checker holds back neither as detected nor as survived.
import { createHash } from 'node:crypto'
import { relative } from 'node:path'
import { type Checker, type CheckResult, CheckStatus } from '@stryker-mutator/api/check'
import type { Mutant, StrykerOptions } from '@stryker-mutator/api/core'
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin'
import { field } from '../../src/json.ts'

/** One of `every` mutants, chosen by a hash. Another seed chooses others. */
export interface Sample {
  readonly every: number
  readonly seed: number
}

const HELD_BACK: CheckResult = { status: CheckStatus.CompileError, reason: 'not in the sample' }
const HASH_BYTES = 6

function sampleChecker(options: StrykerOptions): Checker {
  const sampleOptions: unknown = options['sample']
  const sample = { every: Number(field(sampleOptions, 'every')), seed: Number(field(sampleOptions, 'seed')) }
  return {
    init: async () => {},
    group: async (mutants) => [mutants.map(({ id }) => id)],
    check: async (mutants) =>
      Object.fromEntries(
        mutants.map((mutant) => [
          mutant.id,
          isChosen(sample, mutant) ? { status: CheckStatus.Passed } : HELD_BACK,
        ]),
      ),
  }
}
sampleChecker.inject = tokens(commonTokens.options)

function isChosen(
  { every, seed }: Sample,
  { fileName, location, mutatorName, replacement }: Mutant,
): boolean {
  const { start, end } = location
  const position = [relative(process.cwd(), fileName), start.line, start.column, end.line, end.column]
  const hash = createHash('sha256').update(JSON.stringify([seed, ...position, mutatorName, replacement]))
  return hash.digest().readUIntBE(0, HASH_BYTES) % every === 0
}

export const strykerValidationSchema = {
  properties: {
    sample: { type: 'object', properties: { every: { type: 'integer' }, seed: { type: 'integer' } } },
  },
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Checker, 'sample', sampleChecker)]

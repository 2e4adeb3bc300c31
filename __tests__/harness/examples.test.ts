import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { readAction } from '../../e2e/harness/action.ts'
import { field, list, optionalText } from '../../e2e/harness/json.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const workflows = join(root, 'examples/workflows')

/** Each job of a workflow. */
function jobsOf(file: string): readonly unknown[] {
  const jobs = field(parse(readFileSync(join(workflows, file), 'utf8')), 'jobs')
  return Object.values(typeof jobs === 'object' ? (jobs ?? {}) : {})
}

/** The steps of a job that use this action. */
const ourSteps = (job: unknown): readonly unknown[] =>
  list(job, 'steps').filter((step) => /^multi-platform-build\/[^/]+@/.test(optionalText(step, 'uses')))

/** Whether a job calls the reusable workflow. */
const isOurs = (job: unknown): boolean =>
  optionalText(job, 'uses').includes('multi-platform-build/.github/workflows/build.yml@')

const membersOf = (value: unknown, name: string): object => {
  const found = field(value, name)
  return typeof found === 'object' ? (found ?? {}) : {}
}

const ACTION = [...readAction(root).inputs.keys()]
const WORKFLOW: unknown = parse(readFileSync(join(root, '.github/workflows/build.yml'), 'utf8'))
const CALLED = Object.keys(membersOf(field(field(WORKFLOW, 'on'), 'workflow_call'), 'inputs'))

describe('workflows to copy', () => {
  const files = readdirSync(workflows).filter((file) => file.endsWith('.yml'))
  test.each(files)('%s only uses existing inputs, with strings, true or false', (file) => {
    const jobs = jobsOf(file)
    const uses = [
      ...jobs.flatMap(ourSteps).map((step) => ({ given: membersOf(step, 'with'), known: ACTION })),
      ...jobs.filter(isOurs).map((job) => ({ given: membersOf(job, 'with'), known: CALLED })),
    ]
    expect(uses.length).toBeGreaterThan(0)
    for (const { given, known } of uses) {
      expect(known).toEqual(expect.arrayContaining(Object.keys(given)))
      const odd = Object.values(given).filter((value) => !['string', 'boolean'].includes(typeof value))
      expect(odd).toEqual([])
    }
  })

  test.each(files)('%s has one step of this action per job, with everything about an image', (file) => {
    for (const job of jobsOf(file)) expect(ourSteps(job).length).toBeLessThan(2)
  })
})

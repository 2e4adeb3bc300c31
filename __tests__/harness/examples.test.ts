import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { readAction } from '../../e2e/harness/action.ts'
import { field, list, optionalText } from '../../e2e/harness/json.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const workflows = join(root, 'examples/workflows')

function ourSteps(file: string): readonly unknown[] {
  const source: unknown = parse(readFileSync(join(workflows, file), 'utf8'))
  const jobs = field(source, 'jobs')
  const steps = Object.values(typeof jobs === 'object' ? (jobs ?? {}) : {}).flatMap((job) =>
    list(job, 'steps'),
  )
  return steps.filter((step) => optionalText(step, 'uses').startsWith('multi-platform-build/'))
}

describe('workflows to copy', () => {
  const files = readdirSync(workflows).filter((file) => file.endsWith('.yml'))
  test.each(files)('%s uses inputs that action.yml has, and text or true and false for them', (file) => {
    const known = [...readAction(root).inputs.keys()]
    const [step, ...more] = ourSteps(file)
    expect(more).toEqual([])
    const given = field(step, 'with')
    expect(known).toEqual(expect.arrayContaining(Object.keys(typeof given === 'object' ? (given ?? {}) : {})))
    const values = Object.values(typeof given === 'object' ? (given ?? {}) : {})
    expect(values.filter((value) => typeof value !== 'string' && typeof value !== 'boolean')).toEqual([])
  })
})

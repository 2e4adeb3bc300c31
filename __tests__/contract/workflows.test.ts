// Workflows that people copy or call, beyond single steps: their jobs fit together, what docs/matrix.md says about their
// size is counted again, and the reusable workflow takes what the action takes.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { actionRows } from '../../.ci/readme.ts'
import { readNaming } from '../../src/facts/naming.ts'
import { MODES_OF } from '../../src/inputs/modes.ts'
import { completeInputs, readInputs } from '../../src/inputs/read.ts'
import { array, field, parseJson, text } from '../../src/json.ts'
import { makePlan } from '../../src/plan/make.ts'
import { modeProblems } from '../../src/plan/refusals/modes.ts'
import { ruleProblems } from '../../src/plan/refusals/rules.ts'
import { facts } from '../builders.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const OWN = 'multi-platform-build/multi-platform-build'
const CALLED = '.github/workflows/build.yml'
const PAGES: readonly string[] = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

interface Job {
  readonly name: string
  readonly job: unknown
  readonly steps: readonly unknown[]
}

function jobsOf(workflow: unknown): readonly Job[] {
  const jobs = Object.entries(field(workflow, 'jobs') ?? {})
  return jobs.map(([name, job]) => ({ name, job, steps: array(job, 'steps') }))
}

interface Example {
  readonly name: string
  readonly source: string
  readonly workflow: unknown
}

const EXAMPLES: readonly Example[] = readdirSync(join(root, 'examples/workflows'))
  .filter((name) => name.endsWith('.yml'))
  .map((name) => {
    const source = read(`examples/workflows/${name}`)
    return { name, source, workflow: parse(source) }
  })

/** The complete workflows in a page, each under the name of the page and its line. */
function workflowsIn(path: string): readonly Example[] {
  const page = read(path)
  return [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].flatMap(({ 1: source = '', index }) => {
    const workflow: unknown = parse(source)
    const name = `${path}:${page.slice(0, index).split('\n').length}`
    return field(workflow, 'jobs') === undefined ? [] : [{ name, source, workflow }]
  })
}

/** All workflows to copy. */
const COPIES: readonly Example[] = [...EXAMPLES, ...PAGES.flatMap(workflowsIn)]

const ACTION_INPUTS = actionRows('inputs')

/** The number of its lines without blank ones and comments, of its jobs and of their steps. */
function sizeOf({ source, workflow }: Example): string {
  const lines = source.split('\n').filter((line) => !/^\s*(#|$)/.test(line)).length
  const jobs = jobsOf(workflow)
  const steps = jobs.flatMap((job) => job.steps).length
  const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`
  return `${lines} lines: ${count(jobs.length, 'job')}, ${count(steps, 'step')}`
}

/** The mode of each step that uses this action, and one of its inputs. */
function given(
  workflow: unknown,
  input: string,
): readonly { readonly mode: string; readonly value: string }[] {
  return jobsOf(workflow)
    .flatMap(({ steps }) => steps)
    .filter((step) => text(step, 'uses').startsWith(`${OWN}@`))
    .map((step) => ({ mode: text(step, 'with', 'mode') || 'build', value: text(step, 'with', input) }))
}

describe('docs/matrix.md', () => {
  const rows = [
    ...read('docs/matrix.md').matchAll(
      /^\| \[([\w-]+\.yml)\]\(\.\.\/examples\/workflows\/\1\) \| ([^|]+) \|/gm,
    ),
  ]

  test.each(rows.map(([, name = '', claim = '']) => ({ name, claim })))(
    'says of $name: $claim',
    ({ name, claim }) => {
      const example = EXAMPLES.find((each) => each.name === name)
      expect(example && sizeOf(example)).toBe(claim)
    },
  )

  test('has the size of every workflow for one job per platform', () => {
    const named = rows.map(([, name = '']) => name)
    const several = EXAMPLES.filter(({ workflow }) =>
      given(workflow, 'mode').some(({ mode }) => mode !== 'build'),
    )
    expect(named).toEqual(expect.arrayContaining(several.map(({ name }) => name)))
  })

  test('shows a workflow of at most twelve lines for one job per platform', () => {
    const example = EXAMPLES.find(({ name }) => name === 'reusable.yml')
    expect(example && Number.parseInt(sizeOf(example), 10)).toBeLessThanOrEqual(12)
  })
})

describe('a page', () => {
  /** A block below the name of a file in examples/workflows. */
  const shown = PAGES.flatMap((path) =>
    [...read(path).matchAll(/^<!-- ([\w-]+\.yml) -->\n```yaml\n([\s\S]*?)^```$/gm)].map(
      ([, name = '', source = '']) => ({ path, name, source }),
    ),
  )

  test('shows workflows of examples/workflows', () => {
    const names = shown.map(({ path, name }) => `${path} ${name}`)
    expect(names).toEqual(
      expect.arrayContaining([
        ...['README.md minimal.yml', 'docs/matrix.md matrix.yml', 'docs/matrix.md reusable.yml'],
        ...['docs/platforms.md platform-settings.yml', 'docs/proof.md proof.yml'],
      ]),
    )
  })

  test.each(shown)('$path shows $name unchanged', ({ name, source }) => {
    expect(parse(source)).toEqual(parse(read(`examples/workflows/${name}`)))
  })
})

describe('a workflow to copy', () => {
  const list = read('examples/workflows/README.md')

  test.each(EXAMPLES)('$name is listed, and begins with its purpose', ({ name, source }) => {
    expect(list).toContain(`| [${name}](${name}) |`)
    expect(source).toMatch(/^# Copy to \.github\/workflows\/[\w-]+\.yml\. /)
  })

  test.each(COPIES)('$name gives parts and merge the same names', ({ workflow }) => {
    for (const input of ['images', 'tags', 'flavor', 'push']) {
      const values = given(workflow, input).filter(({ mode }) => mode === 'part' || mode === 'merge')
      expect(new Set(values.map(({ value }) => value)).size).toBe(values.length === 0 ? 0 : 1)
    }
  })

  test.each(COPIES)('$name builds and merges the planned image', ({ workflow }) => {
    const platforms = given(workflow, 'platforms')
    const planned = platforms.filter(({ mode }) => mode === 'plan')
    const merged = platforms.filter(({ mode }) => mode === 'merge')
    for (const { value } of planned) {
      expect(merged).toHaveLength(1)
      expect([value, `\${{ needs.plan.outputs.platforms }}`]).toContain(merged[0]?.value)
    }
  })

  test.each(COPIES)('$name needs the jobs whose outputs it reads', ({ workflow }) => {
    for (const { job } of jobsOf(workflow)) {
      const needs = [field(job, 'needs') ?? []].flat()
      const taken = [...JSON.stringify(job).matchAll(/needs\.(\w+)\./g)].map(([, name]) => name)
      expect(needs).toEqual(expect.arrayContaining(taken))
    }
  })
})

/** Values for the expressions in workflows to copy; any other expression is an arbitrary string. */
const EXPRESSIONS: readonly (readonly [RegExp, string])[] = [
  [/^github\.repository$/, 'owner/app'],
  [/^matrix\.(?:\w+\.)?platform$/, 'linux/amd64'],
  [/^matrix\.arch$/, 'amd64'],
  [/^needs\.plan\.outputs\.platforms$/, 'linux/amd64,linux/arm64'],
  [/^needs\.\w*amd64\w*\.outputs\.part$/, `linux/amd64=sha256:${'a'.repeat(64)}`],
  [/^needs\.\w+\.outputs\.part$/, `linux/arm64=sha256:${'b'.repeat(64)}`],
  [/ [!=]= |^!?startsWith\(/, 'true'],
]

function evaluate(value: string): string {
  return value.replaceAll(/\$\{\{ *(.*?) *\}\}/g, (_, expression: string) => {
    const [, text] = EXPRESSIONS.find(([pattern]) => pattern.test(expression)) ?? []
    return text ?? 'some-text'
  })
}

/** The inputs of a step as the runner hands them to the action, after a push to the default branch. */
function readStep(step: unknown) {
  const written = Object.entries(field(step, 'with') ?? {}).map(([name, value]) => [
    name,
    evaluate(String(value)),
  ])
  const values: Readonly<Record<string, string>> = {
    ...Object.fromEntries(ACTION_INPUTS.map((row) => [row.name, evaluate(row.default)])),
    ...Object.fromEntries(written),
  }
  const variables = Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  const naming = readNaming({
    ...{ GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_REPOSITORY: 'owner/app' },
    ...{ GITHUB_SERVER_URL: 'https://github.com', GITHUB_SHA: facts().event.sha },
  })
  return completeInputs(readInputs(Object.fromEntries(variables)), async () => ({
    ...naming,
    defaultBranch: 'main',
  }))
}

/** The workflow that runs this commit: as those to copy, but without a version. */
const DOGFOOD = 'dogfood.yml'

describe('a step to copy, or of the dogfood workflow', () => {
  const dogfood = { name: DOGFOOD, workflow: parse(read(`.github/workflows/${DOGFOOD}`)) }
  const steps = [...COPIES, dogfood].flatMap(({ name, workflow }) =>
    jobsOf(workflow)
      .flatMap((job) => job.steps)
      .filter((step) => text(step, 'uses') === './' || text(step, 'uses').startsWith(`${OWN}@`))
      .map((step, index) => ({ name, number: index + 1, step })),
  )

  test.each(steps)('$name, $number: every input is accepted', async ({ step }) => {
    const { inputs, problems } = await readStep(step)
    expect([...problems, ...modeProblems(inputs, [])]).toEqual([])
    const machine = facts()
    expect(ruleProblems(inputs, machine, [])).toEqual([])
    if (inputs.mode !== 'build' && inputs.mode !== 'part') return
    expect(() => makePlan(inputs, machine)).not.toThrow()
  })
})

const called: unknown = parse(read(CALLED))
const call = field(field(called, 'on'), 'workflow_call')
const calledInputs = Object.entries(field(call, 'inputs') ?? {}).map(([name, input]) => ({ name, input }))

/** Inputs of the called workflow that the action does not have, or that mean more there. */
const OF_THE_WORKFLOW = ['platforms', 'tags', 'push', 'runner', 'timeout-minutes']

/** Inputs of the action that the called workflow does without, and why. */
const LEFT_OUT = [
  // Its jobs are the modes; secrets and logins are secrets there; the token is the workflow's.
  ...['mode', 'parts', 'secrets', 'registry-auth', 'github-token'],
  // The files that they name would have to be on a machine that no step of the caller runs on.
  ...[
    'secret-envs',
    'secret-files',
    'ssh',
    'buildkitd-config',
    'builder',
    'cache-binary',
    'qemu-cache-image',
  ],
  // A list of logins is enough, and no step of the caller comes after them.
  ...['registry', 'username', 'password', 'ecr', 'logout'],
  // The result is a pushed image.
  ...['load', 'outputs', 'call'],
  // Each matrix job has a fresh builder on its own machine.
  ...['builder-name', 'driver', 'builder-endpoint', 'builder-platforms', 'append'],
  ...['builder-use', 'keep-state', 'builder-cleanup', 'qemu-reset'],
]

describe('the reusable workflow', () => {
  const passed = calledInputs.filter(({ name }) => !OF_THE_WORKFLOW.includes(name))

  test.each(passed)('accepts $name as the action does', ({ name, input }) => {
    const row = ACTION_INPUTS.find((each) => each.name === name)
    // `verify` also accepts a third word.
    const isBoolean = name !== 'verify' && (row?.default === 'true' || row?.default === 'false')
    expect({ ...row, name }).toEqual({
      name,
      description: expect.stringMatching(new RegExp(`${escaped(text(input, 'description').slice(1))}$`)),
      default: String(field(input, 'default')),
    })
    expect(text(input, 'type')).toBe(isBoolean ? 'boolean' : 'string')
  })

  test('accepts every input of the action, except those that have no meaning there', () => {
    const names = [...passed.map(({ name }) => name), 'platforms', 'tags', 'push', ...LEFT_OUT]
    expect(names.toSorted()).toEqual(ACTION_INPUTS.map(({ name }) => name).toSorted())
  })

  test('describes every input and secret', () => {
    const secrets = Object.values(field(call, 'secrets') ?? {})
    const texts = [...calledInputs.map(({ input }) => input), ...secrets].map((each) =>
      text(each, 'description'),
    )
    expect(texts.filter((each) => !each.endsWith('.'))).toEqual([])
  })

  test('passes every input on to the step that uses it', () => {
    const source = read(CALLED)
    const unused = calledInputs.filter(({ name }) => !source.includes(`inputs.${name} `))
    expect(unused).toEqual([])
    const part = jobsOf(called)
      .flatMap(({ steps }) => steps)
      .find((step) => text(step, 'with', 'mode').includes("'part'"))
    // A matrix job does not move tags.
    const toOthers = [
      ...['runners', 'fan-out', 'on-newer', 'on-unchanged', 'on-success'],
      ...['attest', 'sign'],
    ]
    const toPart = passed.filter(({ name }) => !toOthers.includes(name))
    // An image that is not pushed can be neither run nor handed over.
    const pushed = new Map([
      ['smoke-test', "''"],
      ['hand-over', "'auto'"],
    ])
    for (const { name } of toPart) {
      const otherwise = pushed.get(name)
      const value =
        otherwise === undefined
          ? `inputs.${name}`
          : `format('{0}', inputs.push) != 'false' && inputs.${name} || ${otherwise}`
      expect(text(part, 'with', name)).toBe(`\${{ ${value} }}`)
    }
  })

  test('only gives each job inputs that its mode uses', () => {
    const modes = new Map<string, readonly string[]>(Object.entries(MODES_OF))
    for (const { steps } of jobsOf(called))
      for (const step of steps.filter((each) => text(each, 'with', 'mode') !== '')) {
        const [mode = ''] = /plan|merge/.exec(text(step, 'with', 'mode')) ?? ['part']
        const given = Object.keys(field(step, 'with') ?? {})
        expect(given.filter((name) => !modes.get(name)?.includes(mode))).toEqual([])
      }
  })

  test('passes to the merge whether the matrix jobs have proven their parts', () => {
    const merge = jobsOf(called)
      .flatMap(({ steps }) => steps)
      .find((step) => text(step, 'with', 'mode') === 'merge')
    expect(text(merge, 'with', 'verify')).toMatch(/^\$\{\{ inputs\.verify \}\}$/)
  })

  test('gives each job a timeout and minimal permissions', () => {
    expect(field(called, 'permissions')).toBeUndefined()
    const jobs = jobsOf(called).map(({ name, job }) => [name, field(job, 'permissions')])
    expect(Object.fromEntries(jobs)).toEqual({
      plan: {},
      part: { contents: 'read', packages: 'write' },
      // It may sign, which needs a permission that not every caller grants.
      merge: undefined,
    })
    for (const { job } of jobsOf(called)) expect(field(job, 'timeout-minutes')).toBeDefined()
    expect(field(field(field(field(called, 'jobs'), 'part'), 'strategy'), 'fail-fast')).toBe(false)
  })

  test('passes logins to the jobs that push, and the token of the workflow to none', () => {
    const source = read(CALLED)
    expect(source).not.toMatch(/github\.token|GITHUB_TOKEN/)
    const given = jobsOf(called).map(({ name, steps }) => [
      name,
      steps.map((step) => [text(step, 'with', 'push'), text(step, 'with', 'registry-auth')]),
    ])
    const pushes = [[expect.stringContaining('inputs.push }}'), `\${{ secrets.registry-auth }}`]]
    expect(Object.fromEntries(given)).toEqual({ plan: [['', '']], part: pushes, merge: pushes })
  })

  test('has outputs of the action, with the same descriptions', () => {
    const outputs = Object.entries(field(call, 'outputs') ?? {})
    expect(outputs.length).toBeGreaterThan(2)
    for (const [name, output] of outputs) {
      const row = actionRows('outputs').find((each) => each.name === name)
      const [said] = text(output, 'description').split('. With ')
      expect(row?.description).toContain(said)
      expect(text(output, 'value')).toBe(`\${{ jobs.merge.outputs.${name} }}`)
    }
  })

  const callers = COPIES.flatMap(({ name, workflow }) =>
    jobsOf(workflow)
      .filter(({ job }) => text(job, 'uses').startsWith(`${OWN}/${CALLED}@`))
      .map(({ job }) => ({ name, job })),
  )

  test('has callers', () => {
    const names = callers.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['reusable-two-registries.yml', 'reusable.yml']))
  })

  test.each(callers)('is called by $name with inputs that it has', ({ job }) => {
    const required = calledInputs
      .filter(({ input }) => field(input, 'required') === true)
      .map(({ name }) => name)
    const names = Object.keys(field(job, 'with') ?? {})
    expect(names).toEqual(expect.arrayContaining(required))
    expect(calledInputs.map(({ name }) => name)).toEqual(expect.arrayContaining(names))
    const secrets = Object.keys(field(job, 'secrets') ?? {})
    expect(Object.keys(field(call, 'secrets') ?? {})).toEqual(expect.arrayContaining(secrets))
  })
})

describe('the workflows of this repository', () => {
  const files = readdirSync(join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`)

  test.each(files)('%s pins every third-party action by commit, with its version in a comment', (path) => {
    const uses = [...read(path).matchAll(/^ *(?:- )?uses: (.*)$/gm)].map(([, name = '']) => name)
    const others = uses.filter((name) => !name.startsWith('./') && !name.startsWith(`${OWN}@`))
    expect(others.filter((name) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(name))).toEqual([])
  })

  test('and the pages name this action by its major version', () => {
    const texts = [...PAGES, CALLED].map(read).join('\n')
    const versions = [...texts.matchAll(new RegExp(`${OWN}(?:/[\\w./-]+)?@(\\S+)`, 'g'))]
    const [major = ''] = text(parseJson(read('package.json')), 'version').split('.')
    expect(new Set(versions.map(([, version]) => version))).toEqual(new Set([`v${major}`]))
  })
})

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

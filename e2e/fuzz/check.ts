/** Passes one set of inputs through reading, rules and plan, and checks properties that every result must have. */

import { fileURLToPath } from 'node:url'
import { readCompletely } from '../../__tests__/builders.ts'
import { type Problem, Refusal } from '../../src/errors.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import { makePlan } from '../../src/plan/make.ts'
import { matrixJson, planMatrix } from '../../src/plan/matrix.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { modeProblems } from '../../src/plan/refusals/modes.ts'
import { ruleProblems } from '../../src/plan/refusals/rules.ts'
import { planLines } from '../../src/show/show-plan.ts'
import { inputVariables, readAction } from '../harness/action.ts'
import { chance } from './chance.ts'
import { machine } from './machines.ts'
import { inputSet, MARK } from './sets.ts'

const action = readAction(fileURLToPath(new URL('../..', import.meta.url)))

/** Time limit for one set. */
const LIMIT_MS = 30_000

export type Answer =
  | { readonly kind: 'plan'; readonly commands: readonly (readonly string[])[] }
  | { readonly kind: 'refusal'; readonly problems: readonly Problem[] }

/** The error for a set with a wrong result. */
export class Wrong extends Error {
  constructor(seed: number, index: number, what: string) {
    super(`seed ${seed}, set ${index}: ${what}\n${inputLines(seed, index).join('\n')}`)
    this.name = 'Wrong'
  }
}

/** The inputs of one set, as lines of environment variables. */
export function inputLines(seed: number, index: number): readonly string[] {
  const given = inputSet(chance(seed, index))
  return Object.entries(given).map(([name, text]) => `INPUT_${name.toUpperCase()}=${JSON.stringify(text)}`)
}

/** @throws Wrong if the result lacks a property that every result must have */
export async function checkSet(seed: number, index: number, temp: string): Promise<Answer> {
  const started = performance.now()
  try {
    const answer = await answerTo(seed, index, temp)
    const ms = performance.now() - started
    const wrong = ms > LIMIT_MS ? `it took ${Math.round(ms)} ms` : faultIn(answer)
    if (wrong !== undefined) throw new Wrong(seed, index, wrong)
    return answer
  } catch (error) {
    if (error instanceof Wrong) throw error
    throw new Wrong(seed, index, error instanceof Error ? `${error.stack}` : String(error))
  }
}

async function answerTo(seed: number, index: number, temp: string): Promise<Answer> {
  const by = chance(seed, index)
  const given = inputSet(by)
  const { inputs, problems } = await readCompletely(inputVariables(action, given, {}))
  const facts = machine(inputs, temp, by)
  const unread = problems.map(({ input }) => input)
  const wrong = [...problems, ...modeProblems(inputs, unread), ...ruleProblems(inputs, facts, unread)]
  if (wrong.length > 0) return { kind: 'refusal', problems: wrong }
  try {
    if (inputs.mode === 'plan') return planOfMatrix(inputs)
    const plan = makePlan(inputs, facts)
    hides(plan)
    keepsTags(plan)
    return { kind: 'plan', commands: plan.builds.map(({ command }) => command) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { kind: 'refusal', problems: error.problems }
  }
}

/** A matrix has no commands; its output for the workflow must be JSON without a secret. */
function planOfMatrix(inputs: Inputs): Answer {
  const json = matrixJson(planMatrix(inputs.platforms, inputs.runners, inputs['fan-out']))
  if (json.includes(MARK)) throw new Error(`a secret is shown in: ${json.slice(0, 500)}`)
  JSON.parse(json)
  return { kind: 'plan', commands: [] }
}

/** Neither the plan nor its log contains a secret. */
function hides(plan: Plan): void {
  for (const text of [JSON.stringify(plan), ...planLines(plan)]) {
    if (text.includes(MARK)) throw new Error(`a secret is shown in: ${text.slice(0, 500)}`)
  }
}

/** A build whose tags move later pushes no tag, writes the layout for the proof, and its smoke test uses the pushed image. */
function keepsTags({ builds, publish, proof, smoke, part }: Plan): void {
  const isLater = part !== undefined || (publish?.by === 'digest' && publish.tags.length > 0)
  for (const { command, layout } of builds) {
    const outputs = command.filter((_, index) => command[index - 1] === '--output')
    if (isLater && ['--tag', '--push'].some((flag) => command.includes(flag)))
      throw new Error(`a tag is pushed before it may move: ${command.join(' ')}`)
    const written = outputs.some((value) => value.startsWith(`type=oci,tar=false,dest=${layout}`))
    if (layout !== '' && (proof === undefined || !written))
      throw new Error(`the layout ${layout} is not written: ${command.join(' ')}`)
  }
  if (publish === undefined && (proof ?? smoke) !== undefined)
    throw new Error('nothing that is proven is pushed')
}

function faultIn(answer: Answer): string | undefined {
  if (answer.kind === 'refusal') return faultInRefusal(answer.problems)
  return answer.commands.map(faultInCommand).find((fault) => fault !== undefined)
}

/** Flags without a value; every other flag has one. */
const ALONE = ['--no-cache', '--pull', '--push', '--load']

const WITH_VALUE = [
  ...['--add-host', '--allow', '--annotation', '--attest', '--build-arg', '--build-context', '--builder'],
  ...['--cache-from', '--cache-to', '--call', '--cgroup-parent', '--file', '--iidfile', '--label'],
  ...['--metadata-file', '--network', '--no-cache-filter', '--output', '--platform', '--progress'],
  ...['--secret', '--shm-size', '--ssh', '--tag', '--target', '--ulimit'],
]

function faultInCommand(command: readonly string[]): string | undefined {
  // The words before `build` are `buildx`, or none if the command is buildx itself.
  const words = command.slice(command.indexOf('build') + 1)
  const context = words.at(-1)
  if (context === undefined || context === '' || context.startsWith('-')) return `the context is "${context}"`
  const rest = words.slice(0, -1).values()
  for (const word of rest) {
    if (ALONE.includes(word)) continue
    if (!WITH_VALUE.includes(word)) return `"${word}" is no flag`
    const value = rest.next().value
    if (value === undefined || value === '') return `${word} has no value`
    if (/undefined|\[object|NaN/.test(value)) return `${word} has the value ${value}`
  }
  return undefined
}

function faultInRefusal(problems: readonly Problem[]): string | undefined {
  if (problems.length === 0) return 'it is refused for no reason'
  for (const { input, line, what, cure } of problems) {
    if (!action.inputs.has(input)) return `a refusal names "${input}", which is no input`
    if (line !== undefined && !(Number.isInteger(line) && line > 0)) return `a refusal names line ${line}`
    if (what === '' || cure === '') return `a refusal of ${input} does not say what is wrong or what to do`
    if (`${what}${cure}`.includes(MARK)) return `a refusal of ${input} shows a secret`
  }
  return undefined
}

/** The content of action.yml for a runner: inputs with their defaults, and the bundles to run. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { field } from './json.ts'

export interface Action {
  readonly folder: string
  /** Every input; as on the runner, the default is '' if action.yml has none. */
  readonly inputs: ReadonlyMap<string, string>
  readonly main: string
  /** '' for an action without a post step. */
  readonly post: string
}

/** By folder and content, because YAML is slow and some test files start hundreds of steps. */
const parsed = new Map<string, Action>()

/** @throws if the action does not run on node24, or has no main */
export function readAction(folder: string): Action {
  const text = readFileSync(join(folder, 'action.yml'), 'utf8')
  const key = JSON.stringify([folder, text])
  const action = parsed.get(key) ?? parseAction(folder, text)
  parsed.set(key, action)
  return action
}

function parseAction(folder: string, text: string): Action {
  const file = join(folder, 'action.yml')
  const source: unknown = parse(text)
  const runs = field(source, 'runs')
  const using = String(field(runs, 'using'))
  if (using !== 'node24') throw new Error(`${file}: this stand-in runs node24 actions, not ${using}`)
  const main = field(runs, 'main')
  if (typeof main !== 'string') throw new Error(`${file}: runs.main is missing`)
  const post = field(runs, 'post')
  const inputs = Object.entries(record(field(source, 'inputs')))
  return {
    folder,
    inputs: new Map(inputs.map(([name, input]) => [name, String(field(input, 'default') ?? '')])),
    main: join(folder, main),
    post: typeof post === 'string' ? join(folder, post) : '',
  }
}

/**
 * The INPUT_ variables of a step: its inputs, and the defaults of all others. An input that
 * action.yml does not have is a mistake of the test, where the runner only warns.
 */
export function inputVariables(
  action: Action,
  inputs: Readonly<Record<string, string>>,
  github: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const unknown = Object.keys(inputs).filter((name) => !action.inputs.has(name))
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}`)
  const entries = [...action.inputs].map(([name, preset]) => {
    const value = inputs[name] ?? evaluate(preset, github)
    return [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]
  })
  return Object.fromEntries(entries)
}

/** The only expressions that this stand-in supports in a default: `${{ github.NAME }}`. */
function evaluate(preset: string, github: Readonly<Record<string, string>>): string {
  return preset.replace(/\$\{\{(.*?)\}\}/g, (expression, inner: string) => {
    const name = /^\s*github\.(\w+)\s*$/.exec(inner)?.[1]
    if (name === undefined) throw new Error(`action.yml: the default ${expression} is not known here`)
    return github[`GITHUB_${name.toUpperCase()}`] ?? ''
  })
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

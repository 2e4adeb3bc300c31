import type { Problem } from '../errors.ts'
import { readNodes } from './nodes.ts'
import type { Parser } from './parsers.ts'
import { INPUTS, type Inputs } from './table.ts'

export interface Reading {
  readonly inputs: Inputs
  /** Everything that is wrong with single values; rules between inputs come later. */
  readonly problems: readonly Problem[]
}

/**
 * Reads every input from the runner's variables (`INPUT_` and the upper-case name).
 * @param env the environment of the step
 */
export function readInputs(env: Readonly<Record<string, string | undefined>>): Reading {
  const problems: Problem[] = []
  const entries = Object.entries<Parser<unknown>>(INPUTS).map(([input, parser]) => {
    const text = env[`INPUT_${input.toUpperCase()}`] ?? ''
    return [input, parser(text, (complaint) => problems.push({ input, ...complaint }))]
  })
  // Each value comes from the parser in its own row, which is what the type says; TypeScript cannot follow
  // that through a loop.
  return { inputs: { ...Object.fromEntries(entries), nodes: [] } as Inputs, problems }
}

/** Reads what is written in YAML on top: its parser is loaded only where there is some. */
export async function readYamlInputs({ inputs, problems }: Reading): Promise<Reading> {
  if (inputs.append === '') return { inputs, problems }
  const found: Problem[] = []
  const nodes = await readNodes(inputs.append, (complaint) => found.push({ input: 'append', ...complaint }))
  return { inputs: { ...inputs, nodes }, problems: [...problems, ...found] }
}

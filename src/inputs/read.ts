import { type BuildkitdConfig, readConfig, TOML_CURE } from '../buildx/buildkitd-config.ts'
import type { Problem } from '../errors.ts'
import { buildsOf } from './builds.ts'
import { readLogins } from './logins.ts'
import { readNodes } from './nodes.ts'
import type { Complaint, Parser } from './parsers.ts'
import { readPlatformSettings } from './platform-settings.ts'
import { readSmokeTests } from './smoke-test.ts'
import { INPUTS, type InputName, type Inputs, type InputValues } from './table.ts'

export interface Reading<Read = Inputs> {
  readonly inputs: Read
  /** Everything that is wrong with single values; rules between inputs come later. */
  readonly problems: readonly Problem[]
}

/**
 * Reads every input from the runner's variables (`INPUT_` and the upper-case name); YAML stays text.
 * @param env the environment of the step
 */
export function readInputs(env: Readonly<Record<string, string | undefined>>): Reading<InputValues> {
  const problems: Problem[] = []
  const entries = Object.entries<Parser<unknown>>(INPUTS).map(([input, parser]) => {
    const text = env[`INPUT_${input.toUpperCase()}`] ?? ''
    return [input, parser(text, (complaint) => problems.push({ input, ...complaint }))]
  })
  // Each value comes from the parser in its own row, which is what the type says; TypeScript cannot follow
  // that through a loop.
  return { inputs: Object.fromEntries(entries) as InputValues, problems }
}

/** Reads what is written in YAML and TOML on top, and decides the builds. Their parsers are loaded only where needed. */
export async function completeInputs({ inputs, problems }: Reading<InputValues>): Promise<Reading> {
  const found: Problem[] = []
  const complaintsOf = (input: InputName) => (complaint: Complaint) => {
    found.push({ input, ...complaint })
  }
  // With some of the platforms unread, the others say nothing about what the settings are for; the legs of a matrix
  // share settings, of which each needs its own.
  const isWhole = inputs.mode !== 'part' && problems.every(({ input }) => input !== 'platforms')
  const logins = await readLogins(inputs, complaintsOf)
  const nodes = await readNodes(inputs.append, complaintsOf('append'))
  const settings = await readPlatformSettings(
    inputs['platform-settings'],
    isWhole ? inputs.platforms : undefined,
    complaintsOf('platform-settings'),
  )
  const smokeTests = await readSmokeTests(
    inputs['smoke-test'],
    isWhole ? inputs.platforms : undefined,
    complaintsOf('smoke-test'),
  )
  const buildkitdConfig = await readInlineConfig(
    inputs['buildkitd-config-inline'],
    complaintsOf('buildkitd-config-inline'),
  )
  const builds = buildsOf(inputs, settings)
  const read = { ...inputs, logins, nodes, builds, smokeTests, buildkitdConfig }
  return { inputs: read, problems: [...problems, ...found] }
}

async function readInlineConfig(
  source: string,
  complain: (complaint: Complaint) => void,
): Promise<BuildkitdConfig | undefined> {
  if (source === '') return undefined
  const config = await readConfig(source)
  if (config.mistake !== undefined) {
    const { line, why } = config.mistake
    complain({ line, what: `this is not valid TOML: ${why}.`, cure: TOML_CURE })
  }
  return config
}

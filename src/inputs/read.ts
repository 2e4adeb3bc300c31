import { type BuildkitdConfig, readConfig, TOML_CURE } from '../buildx/buildkitd-config.ts'
import type { Problem } from '../errors.ts'
import type { Naming } from '../names/naming.ts'
import { LABELS_OF_EVENT } from './assignments.ts'
import { buildsOf } from './builds.ts'
import { readLogins } from './logins.ts'
import { readNames } from './names.ts'
import { readNodes } from './nodes.ts'
import type { Complaint, Parser } from './parsers.ts'
import { readPlatformSettings } from './platform-settings.ts'
import { readSmokeTests } from './smoke-test.ts'
import { INPUTS, type Inputs, type InputValues } from './table.ts'

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
  const textOf = (input: string): string => env[`INPUT_${input.toUpperCase()}`] ?? ''
  const parsers = textOf('images').trim() === '' ? INPUTS : { ...INPUTS, labels: LABELS_OF_EVENT }
  const entries = Object.entries<Parser<unknown>>(parsers).map(([input, parser]) => {
    const text = textOf(input)
    return [input, parser(text, (complaint) => problems.push({ input, ...complaint }))]
  })
  // Each value comes from the parser in its own row, which is what the type says; TypeScript cannot follow
  // that through a loop.
  return { inputs: Object.fromEntries(entries) as InputValues, problems }
}

/**
 * Reads what is written in YAML and TOML on top, works out the names of the image, and decides the builds. What that takes
 * is loaded only where needed.
 * @param readNaming what is known of the event; asked only where something depends on that
 */
export async function completeInputs(
  { inputs: values, problems }: Reading<InputValues>,
  readNaming: () => Promise<Naming>,
): Promise<Reading> {
  const found: Problem[] = []
  const complaintsOf = (input: string) => (complaint: Complaint) => {
    found.push({ input, ...complaint })
  }
  // With some of the platforms unread, the others say nothing about what the settings are for; the legs of a matrix
  // share settings, of which each needs its own.
  const isWhole = values.mode !== 'part' && problems.every(({ input }) => input !== 'platforms')
  const unread = problems.map(({ input }) => input)
  const named = await readNames(values, readNaming, complaintsOf, unread)
  const inputs = { ...values, ...named, ...(await decidePush(values, readNaming)) }
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
  // Nothing that is only tried is in a registry, from where it would be run.
  const tested = inputs.isTrial ? [] : smokeTests
  const read = { ...inputs, logins, nodes, builds, smokeTests: tested, buildkitdConfig }
  return { inputs: read, problems: [...problems, ...found] }
}

/** Pull requests and merge queues are tried, and published by the push that comes after them. */
async function decidePush(
  { push }: Pick<InputValues, 'push'>,
  readNaming: () => Promise<Naming>,
): Promise<Pick<Inputs, 'push' | 'isTrial'>> {
  if (push !== 'auto') return { push, isTrial: false }
  const { event } = await readNaming()
  const isTrial = event.startsWith('pull_request') || event === 'merge_group'
  return { push: !isTrial, isTrial }
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

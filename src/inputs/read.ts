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
  /** Mistakes in single values; rules between inputs come later. */
  readonly problems: readonly Problem[]
}

/**
 * Reads every input from the runner's variables (`INPUT_` and the upper-case name). YAML is still text.
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
  // Each value comes from the parser in its row, as the type says, but TypeScript cannot follow that through a loop.
  return { inputs: Object.fromEntries(entries) as InputValues, problems }
}

/**
 * Also reads YAML and TOML, derives the names of the image, and decides the builds. The parsers are loaded only if they
 * are needed.
 * @param readNaming reads what is known about the event; called only if something depends on it
 */
export async function completeInputs(
  { inputs: values, problems }: Reading<InputValues>,
  readNaming: () => Promise<Naming>,
): Promise<Reading> {
  const complaints: Problem[] = []
  const complaintsOf = (input: string) => (complaint: Complaint) => {
    complaints.push({ input, ...complaint })
  }
  // Settings cannot be checked against platforms that could not be read. The legs of a matrix share their settings, and
  // each needs only some of them.
  const isWhole = values.mode !== 'part' && problems.every(({ input }) => input !== 'platforms')
  const unreadInputs = problems.map(({ input }) => input)
  const names = await readNames(values, readNaming, complaintsOf, unreadInputs)
  const inputs = { ...values, ...names, ...(await decidePush(values, readNaming)) }
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
  // A trial is not pushed, and smoke tests run what was pushed.
  const tested = inputs.isTrial ? [] : smokeTests
  const read = { ...inputs, logins, nodes, builds, smokeTests: tested, buildkitdConfig }
  return { inputs: read, problems: [...problems, ...complaints] }
}

/** A pull request or a merge queue is only a trial: the push that follows publishes. */
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

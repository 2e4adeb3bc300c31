import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import { field, parseJson } from '../json.ts'
import { nearest } from '../platforms/nearest.ts'
import { matches, type Pattern, parsePattern } from '../platforms/pattern.ts'
import type { Platform } from '../platforms/platform.ts'
import { list, type Parser } from './parsers.ts'

/** A runner group, optionally narrowed by labels that the runner must all have. */
interface RunnerGroup {
  readonly group: string
  readonly labels?: readonly string[]
}

/**
 * A value of `runs-on`: a label, labels that a runner must all have, or a group.
 * https://docs.github.com/actions/using-jobs/choosing-the-runner-for-a-job
 */
export type Runner = string | readonly string[] | RunnerGroup

/** Which runner builds the platforms of a pattern. */
export interface RunnerLine {
  readonly pattern: Pattern
  readonly runner: Runner
}

const FORM = 'Write PLATFORM=LABEL, as in linux/arm64=ubuntu-24.04-arm.'
const LABELS_FORM = 'Write labels as in ["self-hosted","arm64"], on one line.'
const GROUP_FORM = 'Write a group as in {"group":"big","labels":["arm64"]}, on one line.'

/** The keys of a `runs-on` object. */
const GROUP_KEYS = ['group', 'labels']

/**
 * Lines of `PLATFORM=RUNNER`. The left side is a platform or a pattern with stars, which may not be repeated; the right
 * side is a label, a JSON array of labels, or a JSON object of a runner group. See `runnerFor` for which line counts.
 */
export const runners: Parser<readonly RunnerLine[]> = (text, complain) => {
  const seen = new Set<string>()
  const line = (item: string): RunnerLine => {
    const parsed = parseLine(item)
    if (seen.has(parsed.pattern.text)) {
      const what = `"${item}" is a second runner for ${parsed.pattern.text}.`
      throw new InvalidValue(what, 'Remove one of the two lines.')
    }
    seen.add(parsed.pattern.text)
    return parsed
  }
  return list(line, { commas: false, quotes: false })(text, complain)
}

/**
 * The runner for a platform: from the line that names it, wherever that is, or else from the first line whose pattern
 * matches. undefined if no line matches.
 */
export function runnerFor(platform: Platform, lines: readonly RunnerLine[]): Runner | undefined {
  const matching = lines.filter(({ pattern }) => matches(pattern, platform))
  return (matching.find(({ pattern }) => pattern.platform !== undefined) ?? matching[0])?.runner
}

/** The labels of a runner; for a group, those that narrow it. */
export function labelsOf(runner: Runner): readonly string[] {
  if (typeof runner === 'string') return [runner]
  return isGroup(runner) ? (runner.labels ?? []) : runner
}

/** The group of a runner; undefined if it is chosen by labels alone. */
export function groupOf(runner: Runner): string | undefined {
  return isGroup(runner) ? runner.group : undefined
}

/** The runner for people: ubuntu-24.04, or: self-hosted, arm64, or: group big (arm64). */
export function printRunner(runner: Runner): string {
  const group = groupOf(runner)
  const labels = labelsOf(runner).join(', ')
  if (group === undefined) return labels
  return labels === '' ? `group ${group}` : `group ${group} (${labels})`
}

function isGroup(runner: Runner): runner is RunnerGroup {
  return typeof runner === 'object' && 'group' in runner
}

function parseLine(item: string): RunnerLine {
  const { name, value } = nameAndValue(item)
  if (value === undefined) throw new InvalidValue(`"${item}" does not name a runner.`, FORM)
  const left = name.trim()
  if (left === '') throw new InvalidValue(`"${item}" does not name a platform before the =.`, FORM)
  const right = value.trim()
  if (right === '') throw new InvalidValue(`"${item}" does not name a runner after the =.`, FORM)
  return { pattern: parsePattern(left), runner: parseRunner(right) }
}

function parseRunner(text: string): Runner {
  if (text.startsWith('[')) return readLabels(text, parseRunnerJson(text, LABELS_FORM))
  if (text.startsWith('{')) return readGroup(text, parseRunnerJson(text, GROUP_FORM))
  if (text.includes(',')) {
    const what = `"${text}" has a comma, which labels cannot have.`
    throw new InvalidValue(what, `Write one platform per line. ${LABELS_FORM}`)
  }
  return checkName(text, 'label', text)
}

function parseRunnerJson(text: string, cure: string): unknown {
  const value = parseJson(text)
  if (value === undefined) throw new InvalidValue(`${text} is not valid JSON.`, cure)
  return value
}

function readLabels(text: string, value: unknown): readonly string[] {
  const labels = Array.isArray(value) ? value : []
  if (labels.length === 0) throw new InvalidValue(`${text} has no labels.`, LABELS_FORM)
  return labels.map((label: unknown) => {
    if (typeof label !== 'string') {
      throw new InvalidValue(`${JSON.stringify(label)} in ${text} is not a label.`, LABELS_FORM)
    }
    return checkName(label, 'label', text)
  })
}

function readGroup(text: string, value: unknown): RunnerGroup {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const unknown = keys.find((key) => !GROUP_KEYS.includes(key))
  if (unknown !== undefined) {
    const near = nearest(unknown.toLowerCase(), GROUP_KEYS)
    const what = `a runner group has no "${unknown}".`
    throw new InvalidValue(what, near === undefined ? GROUP_FORM : `Did you mean ${near}?`)
  }
  const group = field(value, 'group')
  if (group === undefined) throw new InvalidValue(`${text} has no group.`, GROUP_FORM)
  if (typeof group !== 'string') {
    throw new InvalidValue(`the group ${JSON.stringify(group)} is not a string.`, GROUP_FORM)
  }
  const name = checkName(group, 'group', text)
  if (!keys.includes('labels')) return { group: name }
  const labels = field(value, 'labels')
  // runs-on accepts a single label here, too.
  return { group: name, labels: readLabels(text, typeof labels === 'string' ? [labels] : labels) }
}

/**
 * A name that GitHub could know. GitHub does not refuse a job with any other name: the job waits for a runner until it
 * is cancelled.
 */
function checkName(name: string, kind: 'label' | 'group', text: string): string {
  const trimmed = name.trim()
  if (trimmed === '') throw new InvalidValue(`${text} has an empty ${kind}.`, `Write the ${kind}'s name.`)
  if (/['"`\p{Cc}]/u.test(trimmed)) {
    const what = `the ${kind} ${JSON.stringify(trimmed)} has a quote or a control character.`
    throw new InvalidValue(what, `Write the ${kind} without it.`)
  }
  return trimmed
}

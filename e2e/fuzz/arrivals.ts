/** Checks that lists arrive unchanged: text of an input → plan → command → the values that buildx reads from it. */
import { fileURLToPath } from 'node:url'
import { facts, handler, readCompletely } from '../../__tests__/builders.ts'
import { Refusal } from '../../src/errors.ts'
import type { Inputs } from '../../src/inputs/table.ts'
import { secretValues } from '../../src/plan/build/secrets.ts'
import { makePlan } from '../../src/plan/make.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { modeProblems } from '../../src/plan/refusals/modes.ts'
import { ruleProblems } from '../../src/plan/refusals/rules.ts'
import { inputVariables, readAction } from '../harness/action.ts'
import { type Chance, chance } from './chance.ts'

const action = readAction(fileURLToPath(new URL('../..', import.meta.url)))
const FACTS = facts({ handlers: [handler('arm64')] })

/** The text of an input, and the values that must arrive. */
interface Written {
  readonly input: string
  readonly text: string
  /** Each item as returned by `read`. */
  readonly expected: readonly string[]
  /** The values that arrived. */
  readonly read: (plan: Plan, inputs: Inputs) => readonly string[]
}

export type Arrival = 'arrived' | 'refused'

/** @returns the problem if the list is changed, or refused without a cure */
export async function checkArrival(
  seed: number,
  index: number,
): Promise<Arrival | { readonly wrong: string }> {
  const { input, text, expected, read } = written(chance(seed, index, 1))
  const describe = (what: string) => ({
    wrong: `seed ${seed}, arrival ${index}: ${what}\nINPUT_${input.toUpperCase()}=${JSON.stringify(text)}`,
  })
  const given = { platforms: 'linux/amd64,linux/arm64', context: '.', 'github-token': '', [input]: text }
  const { inputs, problems } = await readCompletely(inputVariables(action, given, {}))
  const unread = problems.map((problem) => problem.input)
  const wrong = [...problems, ...modeProblems(inputs, unread), ...ruleProblems(inputs, FACTS, unread)]
  try {
    if (wrong.length > 0) throw new Refusal(wrong)
    const arrived = read(makePlan(inputs, FACTS), inputs)
    if (JSON.stringify(arrived) === JSON.stringify(expected)) return 'arrived'
    return describe(`${JSON.stringify(arrived)} arrives, and not ${JSON.stringify(expected)}`)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const silent = error.problems.find((problem) => problem.input !== input || problem.cure === '')
    return silent === undefined ? 'refused' : describe(`it is refused by ${silent.input}: ${silent.what}`)
  }
}

const PIECES = [
  ...([
    'a',
    'b c',
    '1.2',
    'x=y',
    '=',
    'é',
    '世界',
    '🚀',
    '\u0301',
    '~',
    '@',
    '%0A',
    '\\',
    '\\n',
    '/',
    ':',
    ';',
    '&',
  ] as const),
  ...([
    '"',
    '""',
    "'",
    '`',
    ',',
    ', ',
    ',,',
    '#',
    ' # ',
    '$',
    '$HOME',
    `\${A}`,
    '{{x}}',
    '$(id)',
    '\t',
    '\r',
    '|',
    '>',
    '*',
  ] as const),
  ...([
    '["a","b","c"]',
    '{"a": "b", "c": [1, "2"]}',
    '- a: "b, c"',
    'key: |',
    '--push',
    '"quoted"',
    ',"open',
  ] as const),
  ...(["'single'", '<b>', '[x]', '(y)', '::error::x', 'type=local', 'null', 'x'.repeat(200)] as const),
] as const

const LINE_ENDS = ['\n', '\r\n', '\n\n'] as const

/** A value without surrounding blanks, which would be invisible; with several lines if allowed. */
function value(by: Chance, hasLines: boolean): string {
  const pieces = Array.from({ length: 1 + by.below(6) }, () =>
    hasLines && by.happens(0.15) ? by.one(LINE_ENDS) : by.one(PIECES),
  )
  return pieces.join('').trim() || 'x'
}

/** An item without quotes if possible; otherwise, or by chance, in quotes. */
function item(text: string, by: Chance): string {
  const isPlain = !text.includes('\n') && !/^["#]/.test(text) && text === text.trim()
  return isPlain && by.happens(0.7) ? text : `"${text.replaceAll('"', '""')}"`
}

const BETWEEN = ['\n', '\r\n', '\n\n', '\n  ', '\n# "a comment,\n', ' \r\n'] as const

/** A list of lines. */
function lines(
  items: readonly string[],
  by: Chance,
  between: readonly [string, ...string[]] = BETWEEN,
): string {
  return items.map((each, index) => (index === 0 ? each : `${by.one(between)}${each}`)).join('')
}

function valuesOf(commands: readonly (readonly string[])[], flag: string): readonly string[] {
  return commands.flatMap((command) => command.filter((_, index) => command[index - 1] === flag))
}

const ofBuilds = (flag: string) => (plan: Plan) =>
  valuesOf(
    plan.builds.map(({ command }) => command),
    flag,
  )

function written(by: Chance): Written {
  return by.one(KINDS)(by)
}

/** `NAME=value` in lists that are passed on item by item; if there are several items, each has a different name. */
function assignments(input: string, flag: string, name: string) {
  return (by: Chance): Written => {
    const expected = Array.from(
      { length: 1 + by.below(3) },
      (_, index) => `${name}${index}=${value(by, true)}`,
    )
    return {
      input,
      text: lines(
        expected.map((each) => item(each, by)),
        by,
      ),
      expected,
      read: ofBuilds(flag),
    }
  }
}

/** Any text, in lines that do not begin with a quote: each line is one item, unchanged. */
function anything(by: Chance): Written {
  const rows = Array.from({ length: 1 + by.below(5) }, () => value(by, false).replace(/^["\s]+/, ''))
  const items = rows.map((row, index) => `A${index}=${row}`.trim())
  return { input: 'build-args', text: lines(items, by), expected: items, read: ofBuilds('--build-arg') }
}

/** In `platform-settings`, as a YAML list. */
function settings(by: Chance): Written {
  const expected = Array.from({ length: 1 + by.below(3) }, (_, index) => `a${index}=${value(by, true)}`)
  const text = JSON.stringify({ '*': { labels: expected } })
  return { input: 'platform-settings', text, expected, read: ofBuilds('--label') }
}

function secrets(by: Chance): Written {
  const given = Array.from({ length: 1 + by.below(3) }, (_, index) => `id${index}=${value(by, true)}`)
  const text = lines(
    given.map((each) => item(each, by)),
    by,
    ['\n', '\r\n', '\n\n'],
  )
  const read = (_: Plan, inputs: Inputs): readonly string[] =>
    secretValues(inputs, FACTS.event).map((secret) => `${secret.id}=${secret.value}`)
  return { input: 'secrets', text, expected: given, read }
}

function secretFiles(by: Chance): Written {
  const given = Array.from({ length: 1 + by.below(3) }, (_, index) => `id${index}=${value(by, false)}`)
  const expected = given.map((each) => {
    const at = each.indexOf('=')
    return JSON.stringify([`id=${each.slice(0, at)}`, `src=${each.slice(at + 1)}`])
  })
  const read = (plan: Plan): readonly string[] =>
    ofBuilds('--secret')(plan).map((each) => JSON.stringify(fieldsOf(each)))
  return {
    input: 'secret-files',
    text: lines(
      given.map((each) => item(each, by)),
      by,
    ),
    expected,
    read,
  }
}

/** A field in the form of buildx: in quotes if it contains a comma or a quote. */
function field(text: string, by: Chance): string {
  return /[",]/.test(text) || by.happens(0.1) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Attributes with a type, in fields. */
function attributes(
  input: string,
  flag: string,
  first: readonly string[],
  names: readonly string[],
  isRaw: boolean,
) {
  return (by: Chance): Written => {
    const given = Array.from({ length: 1 + by.below(2) }, () => [
      ...first,
      ...names.map((name) => `${name}=${value(by, !isRaw)}`),
    ])
    const texts = given.map((fields) => fields.map((each) => field(each, by)).join(','))
    const items = texts.map((each) => (isRaw ? each : item(each, by)))
    const read = (plan: Plan): readonly string[] =>
      ofBuilds(flag)(plan).map((each) => JSON.stringify(fieldsOf(each)))
    const own = (plan: Plan): readonly string[] => read(plan).filter((each) => each.includes(first[0] ?? ''))
    return { input, text: lines(items, by), expected: given.map((each) => JSON.stringify(each)), read: own }
  }
}

function driverOptions(by: Chance): Written {
  const options = Array.from({ length: 1 + by.below(3) }, (_, index) => {
    const parts = Array.from({ length: 1 + by.below(3) }, () =>
      by.one(['localhost', '127.0.0.1', '.x', '::1', '#']),
    )
    const isList = by.happens(0.4)
    const text = `env.A${index}=${isList ? parts.join(',') : value(by, false)}`
    return { text, written: isList && by.happens(0.5) ? text : field(text, by) }
  })
  const read = (plan: Plan): readonly string[] =>
    valuesOf(plan.builder.kind === 'managed' ? plan.builder.create : [], '--driver-opt').map((each) =>
      JSON.stringify(fieldsOf(each)),
    )
  const expected = options.map(({ text }) => JSON.stringify([text]))
  return {
    input: 'driver-opts',
    text: lines(
      options.map((each) => each.written),
      by,
    ),
    expected,
    read,
  }
}

/** Lists that may also be separated by commas, because their items cannot contain any. */
function words(input: string, flag: string, pool: readonly [string, ...string[]], joined = false) {
  return (by: Chance): Written => {
    const given = [by.one(pool), ...by.some(pool, 3)]
    const expected = given.filter((each, index) => given.indexOf(each) === index)
    const text = lines(expected, by, [',', ', ', '\n', '\r\n', ',\n', ',,'])
    const whole = by.happens(0.2) && !text.includes('\n') ? `"${text}"` : text
    return { input, text: whole, expected: joined ? [expected.join(',')] : expected, read: ofBuilds(flag) }
  }
}

const KINDS: readonly [(by: Chance) => Written, ...((by: Chance) => Written)[]] = [
  assignments('build-args', '--build-arg', 'A'),
  assignments('labels', '--label', 'org.example.a'),
  assignments('annotations', '--annotation', 'manifest:a.b'),
  assignments('build-contexts', '--build-context', 'base'),
  anything,
  settings,
  secrets,
  secretFiles,
  driverOptions,
  attributes('outputs', '--output', ['type=local'], ['dest'], true),
  attributes('outputs', '--output', ['type=image', 'name=owner/app'], ['annotation.a.b'], true),
  attributes('cache-from', '--cache-from', ['type=local'], ['src'], false),
  attributes('cache-to', '--cache-to', ['type=s3', 'mode=max'], ['bucket', 'name', 'prefix'], false),
  attributes('attests', '--attest', ['type=sbom'], ['generator'], false),
  words('tags', '--tag', ['owner/app', 'ghcr.io/owner/app:1.2', 'localhost:5000/app:v1', 'app:x_y-Z.1']),
  words('ssh', '--ssh', ['default', 'one=/keys/a', 'two=/keys/b', 'three=$SSH_AUTH_SOCK']),
  words('allow', '--allow', ['network.host', 'device=vendor.com/gpu=all', 'buildx.local.delete']),
  words('add-hosts', '--add-host', [
    'db:10.0.0.5',
    'six:[2001:db8::1]',
    'seven=2001:db8::2',
    'g=host-gateway',
  ]),
  words('no-cache-filters', '--no-cache-filter', ['deps', 'build-1', 'Base', '0']),
]

/** Parses a value like buildx: with the rules of go-csvvalue, which its package util/buildflags uses. */
function fieldsOf(text: string): readonly string[] {
  const fields: string[] = []
  let rest = text
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(,|$)/.exec(rest)
    const plain = /^([^",]*)(,|$)/.exec(rest)
    const [whole = '', content = '', separator] = quoted ?? plain ?? []
    if (separator === undefined) throw new Error(`buildx cannot read ${text}`)
    fields.push(quoted === null ? content : content.replaceAll('""', '"'))
    if (separator === '') return fields
    rest = rest.slice(whole.length)
  }
}

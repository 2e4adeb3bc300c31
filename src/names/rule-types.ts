import { InvalidValue } from '../errors.ts'
import { nearest } from '../platforms/nearest.ts'
import { EVERYWHERE, evaluate, shortSha } from './expressions.ts'
import { type Naming, refOf } from './naming.ts'
import { groupsOf, parsePattern } from './pattern.ts'
import type { Reason, VersionScheme } from './reason.ts'
import type { Values } from './templates.ts'
import { isStable, numbersAtEnd, type ReadVersion } from './version.ts'

/** The result of a rule, without its prefix and suffix. */
export type RuleResult = TagValue | NoTag

export interface TagValue {
  readonly kind: 'value'
  readonly value: string
  /** Whether `latest=auto` treats it as a release. */
  readonly isRelease: boolean
  /** Whether it was read as a version, so that it is used in labels. */
  readonly isVersion: boolean
  /** The numbers of a release, major first; empty if they are unknown. */
  readonly numbers: readonly string[]
}

interface NoTag {
  readonly kind: 'nothing'
  readonly reason: Reason
}

/** The context in which a rule is evaluated. */
export interface RuleContext {
  readonly naming: Naming
  readonly values: Values
}

/** The value of a rule's attribute, or its default. */
type AttributeOf = (name: string) => string

/** An attribute of some rules. */
interface Attribute {
  /** Its default; undefined if it is required. */
  readonly fallback: string | undefined
  /** Names of the expressions that are valid in it. */
  readonly expressions: readonly string[]
  /** @throws InvalidValue */
  readonly check: (value: string) => void
}

export interface RuleType {
  /** The rule with the highest priority gives the version. */
  readonly priority: number
  readonly attributes: Readonly<Record<string, Attribute>>
  /** The default prefix; undefined for that of the flavor. */
  readonly prefix: (attribute: AttributeOf) => string | undefined
  readonly give: (attribute: AttributeOf, scene: RuleContext) => RuleResult | Promise<RuleResult>
}

const anyValue = (): void => {}

const optional = (fallback: string, expressions = EVERYWHERE): Attribute => ({
  fallback,
  expressions,
  check: anyValue,
})

const checkedAttribute = (fallback: string | undefined, check: (value: string) => void): Attribute => ({
  ...{ fallback, expressions: [], check },
})

const noPrefix = (): undefined => undefined

/** The expressions of version patterns: the members of semver's class, and fewer for PEP 440. */
const SEMVER_EXPRESSIONS = ['raw', 'version', 'major', 'minor', 'patch', 'prerelease', 'build']
const PEP440_EXPRESSIONS = ['raw', 'version', 'major', 'minor', 'patch']

const versionPattern = (expressions: readonly string[]): Attribute => ({
  ...{ fallback: undefined, expressions },
  check: notEmpty,
})

const versionMatch = checkedAttribute('', (match) => {
  if (match === '' || groupsOf(parsePattern(match)) > 0) return
  throw new InvalidValue(
    `"${match}" has no group, but the first group is read as the version.`,
    `Put the version into parentheses, as in "match=v(\\d+\\.\\d+\\.\\d+)$".`,
  )
})

export const RULE_TYPE_NAMES = [
  ...(['schedule', 'semver', 'pep440', 'match', 'edge', 'ref', 'raw', 'sha'] as const),
] as const

export type RuleTypeName = (typeof RULE_TYPE_NAMES)[number]

/** As in docker/metadata-action. Rules of the same priority keep their order. */
export const RULE_TYPES: Readonly<Record<RuleTypeName, RuleType>> = {
  schedule: {
    priority: 1000,
    attributes: { pattern: optional('nightly') },
    prefix: noPrefix,
    give: async (attribute, { naming, values }) =>
      naming.event === 'schedule'
        ? plainValue(await evaluate(attribute('pattern'), values))
        : noTag('no schedule'),
  },
  semver: {
    priority: 900,
    attributes: { pattern: versionPattern(SEMVER_EXPRESSIONS), value: optional(''), match: versionMatch },
    prefix: noPrefix,
    give: (attribute, scene) =>
      versionResult(attribute, scene, {
        name: 'semantic version',
        read: async (text) => (await import('./semver.ts')).readSemver(text),
      }),
  },
  pep440: {
    priority: 900,
    attributes: { pattern: versionPattern(PEP440_EXPRESSIONS), value: optional(''), match: versionMatch },
    prefix: noPrefix,
    give: (attribute, scene) =>
      versionResult(attribute, scene, {
        name: 'version of PEP 440',
        read: async (text) => (await import('./pep440.ts')).readPep440(text),
      }),
  },
  match: {
    priority: 800,
    attributes: {
      pattern: checkedAttribute(undefined, (pattern) => {
        notEmpty(pattern)
        parsePattern(pattern)
      }),
      group: checkedAttribute('0', checkNumber),
      value: optional(''),
    },
    prefix: noPrefix,
    give: matchResult,
  },
  edge: {
    priority: 700,
    attributes: { branch: optional('') },
    prefix: noPrefix,
    give: edgeResult,
  },
  ref: {
    priority: 600,
    attributes: { event: checkedAttribute(undefined, oneOf('branch', 'tag', 'pr')) },
    prefix: (attribute) => (attribute('event') === 'pr' ? 'pr-' : undefined),
    give: refResult,
  },
  raw: {
    priority: 200,
    attributes: { value: { fallback: undefined, expressions: EVERYWHERE, check: anyValue } },
    prefix: noPrefix,
    give: async (attribute, { values }) => plainValue(await evaluate(attribute('value'), values)),
  },
  sha: {
    priority: 100,
    attributes: { format: checkedAttribute('short', oneOf('short', 'long')) },
    prefix: () => 'sha-',
    give: (attribute, { naming }) => {
      if (naming.sha === '') return noTag('no commit')
      return plainValue(attribute('format') === 'long' ? naming.sha : shortSha(naming, naming.sha))
    },
  },
}

function plainValue(value: string): RuleResult {
  if (value === '') return noTag('empty')
  return { kind: 'value', value, isRelease: false, isVersion: false, numbers: [] }
}

function noTag(
  kind: 'no schedule' | 'no tag' | 'no branch' | 'no pull request' | 'no commit' | 'empty',
): NoTag {
  return { kind: 'nothing', reason: { kind } }
}

function releaseValue(value: string, numbers: readonly string[], isVersion: boolean): RuleResult {
  if (value === '') return noTag('empty')
  return { kind: 'value', value, isRelease: true, isVersion, numbers }
}

/** A version scheme and its parser. */
interface Scheme {
  readonly name: VersionScheme
  readonly read: (text: string) => Promise<ReadVersion | undefined>
}

/** The text that a rule reads: its own value, or the tag. */
async function sourceOf(attribute: AttributeOf, { naming, values }: RuleContext): Promise<string> {
  const value = attribute('value')
  return value === '' ? refOf(naming).tag : evaluate(value, values)
}

async function versionResult(
  attribute: AttributeOf,
  scene: RuleContext,
  { name, read }: Scheme,
): Promise<RuleResult> {
  const source = await sourceOf(attribute, scene)
  const isTag = attribute('value') === ''
  if (source === '') return noTag(isTag ? 'no tag' : 'empty')
  const [match, pattern] = [attribute('match'), attribute('pattern')]
  const text = versionIn(source, match, isTag)
  if (text === undefined)
    return { kind: 'nothing', reason: { kind: 'no match', text: source, pattern: match } }
  const version = await read(text)
  if (version === undefined) return { kind: 'nothing', reason: { kind: 'no version', text, of: name } }
  const { texts, isRelease, numbers } = version
  if (isRelease) return releaseValue(await evaluate(pattern, { texts, dates: {} }), numbers, true)
  const isRaw = /^\{\{\s*raw\s*\}\}$/.test(pattern)
  const value = (isRaw ? texts['raw'] : texts['version']) ?? ''
  return { kind: 'value', value, isRelease, isVersion: true, numbers: [] }
}

/**
 * The version in a text; undefined if `match` does not match. Slashes of a tag are replaced by dashes at first, but a
 * pattern that only matches with slashes is meant for the original tag.
 */
function versionIn(source: string, match: string, isTag: boolean): string | undefined {
  const dashed = isTag ? source.replaceAll('/', '-') : source
  return match === '' ? dashed : (firstGroup(match, dashed) ?? firstGroup(match, source))
}

/** undefined if the pattern does not match. */
function firstGroup(pattern: string, text: string): string | undefined {
  return text.match(parsePattern(pattern))?.[1]
}

async function matchResult(attribute: AttributeOf, scene: RuleContext): Promise<RuleResult> {
  const source = await sourceOf(attribute, scene)
  if (source === '') return noTag(attribute('value') === '' ? 'no tag' : 'empty')
  const [pattern, group] = [attribute('pattern'), attribute('group')]
  const found = source.match(parsePattern(pattern))
  if (found === null) return { kind: 'nothing', reason: { kind: 'no match', text: source, pattern } }
  const value = found[Number(group)]
  if (value === undefined) return { kind: 'nothing', reason: { kind: 'no group', group, pattern } }
  return releaseValue(value, numbersAtEnd(value), true)
}

async function edgeResult(attribute: AttributeOf, { naming, values }: RuleContext): Promise<RuleResult> {
  const { branch } = refOf(naming)
  if (branch === '') return noTag('no branch')
  const expected = (await evaluate(attribute('branch'), values)) || naming.defaultBranch
  if (expected === '') return { kind: 'nothing', reason: { kind: 'no default branch' } }
  return branch === expected
    ? plainValue('edge')
    : { kind: 'nothing', reason: { kind: 'other branch', branch, expected } }
}

function refResult(attribute: AttributeOf, { naming }: RuleContext): RuleResult {
  const { branch, tag } = refOf(naming)
  switch (attribute('event')) {
    case 'branch':
      return branch === '' ? noTag('no branch') : plainValue(branch)
    case 'pr':
      return naming.pull === '' ? noTag('no pull request') : plainValue(naming.pull)
    default:
      if (tag === '') return noTag('no tag')
      return isStable(tag) ? releaseValue(tag, numbersAtEnd(tag), false) : plainValue(tag)
  }
}

function notEmpty(value: string): void {
  if (value !== '') return
  throw new InvalidValue('its pattern is empty.', 'Write one, as in pattern={{version}}.')
}

function checkNumber(value: string): void {
  if (/^\d{1,3}$/.test(value)) return
  throw new InvalidValue(
    `group=${value} is not a number.`,
    'Write the number of a group, or 0 for the whole match.',
  )
}

function oneOf(...words: readonly string[]): (value: string) => void {
  return (value) => {
    if (words.includes(value)) return
    const guess = nearest(value.toLowerCase(), words)
    const cure = guess === undefined ? `Write one of ${words.join(', ')}.` : `Did you mean ${guess}?`
    throw new InvalidValue(`"${value}" is not known here.`, cure)
  }
}

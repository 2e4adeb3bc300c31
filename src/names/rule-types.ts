import { InvalidValue } from '../errors.ts'
import { nearest } from '../platforms/nearest.ts'
import { EVERYWHERE, evaluate, shortSha } from './expressions.ts'
import { type Naming, refOf } from './naming.ts'
import { groupsOf, parsePattern } from './pattern.ts'
import type { Reason, VersionScheme } from './reason.ts'
import type { Values } from './templates.ts'
import { isStable, numbersAtEnd } from './version.ts'

/** What a rule gives before it has its prefix and suffix. */
export type Given = Value | Nothing

export interface Value {
  readonly kind: 'value'
  readonly value: string
  /** Whether `latest=auto` takes it for a release that latest points to. */
  readonly isRelease: boolean
  /** Whether it was read as a version: then it is the one that the label names. */
  readonly isVersion: boolean
  /** The numbers of a release, from its first one; empty where they are not known. */
  readonly numbers: readonly string[]
}

interface Nothing {
  readonly kind: 'nothing'
  readonly reason: Reason
}

/** What a rule is evaluated with. */
export interface Scene {
  readonly naming: Naming
  readonly values: Values
}

/** The value of an attribute of a rule, its default where it is not written. */
type AttributeOf = (name: string) => string

/** An attribute that only some rules have. */
interface Attribute {
  /** What it is where it is not written; undefined where it has to be. */
  readonly fallback: string | undefined
  /** Names of the expressions that it may have. */
  readonly expressions: readonly string[]
  /** @throws InvalidValue */
  readonly check: (value: string) => void
}

export interface RuleType {
  /** Of several rules the one with the highest gives the version. */
  readonly priority: number
  readonly attributes: Readonly<Record<string, Attribute>>
  /** What a rule has before its value where nothing else is said; undefined where that is the flavor's. */
  readonly prefix: (attribute: AttributeOf) => string | undefined
  readonly give: (attribute: AttributeOf, scene: Scene) => Given | Promise<Given>
}

const any = (): void => {}

const optional = (fallback: string, expressions = EVERYWHERE): Attribute => ({
  fallback,
  expressions,
  check: any,
})

const checked = (fallback: string | undefined, check: (value: string) => void): Attribute => ({
  ...{ fallback, expressions: [], check },
})

const noPrefix = (): undefined => undefined

/** What a pattern of a version may have: the members of semver's class, and less of PEP 440. */
const OF_SEMVER = ['raw', 'version', 'major', 'minor', 'patch', 'prerelease', 'build']
const OF_PEP440 = ['raw', 'version', 'major', 'minor', 'patch']

const versionPattern = (expressions: readonly string[]): Attribute => ({
  ...{ fallback: undefined, expressions },
  check: notEmpty,
})

const versionMatch = checked('', (match) => {
  if (match === '' || groupsOf(parsePattern(match)) > 0) return
  throw new InvalidValue(
    `"${match}" has no group, and the first group is what is read as the version.`,
    `Put the version into parentheses, as in "match=v(\\d+\\.\\d+\\.\\d+)$".`,
  )
})

export const RULE_TYPE_NAMES = [
  ...(['schedule', 'semver', 'pep440', 'match', 'edge', 'ref', 'raw', 'sha'] as const),
] as const

export type RuleTypeName = (typeof RULE_TYPE_NAMES)[number]

/** In the words of docker/metadata-action. Types of one priority go in the order in which they are written. */
export const RULE_TYPES: Readonly<Record<RuleTypeName, RuleType>> = {
  schedule: {
    priority: 1000,
    attributes: { pattern: optional('nightly') },
    prefix: noPrefix,
    give: async (attribute, { naming, values }) =>
      naming.event === 'schedule'
        ? plain(await evaluate(attribute('pattern'), values))
        : nothing('no schedule'),
  },
  semver: {
    priority: 900,
    attributes: { pattern: versionPattern(OF_SEMVER), value: optional(''), match: versionMatch },
    prefix: noPrefix,
    give: (attribute, scene) =>
      versionGiven(attribute, scene, {
        name: 'semantic version',
        read: async (text) => (await import('./semver.ts')).readSemver(text),
      }),
  },
  pep440: {
    priority: 900,
    attributes: { pattern: versionPattern(OF_PEP440), value: optional(''), match: versionMatch },
    prefix: noPrefix,
    give: (attribute, scene) =>
      versionGiven(attribute, scene, {
        name: 'version of PEP 440',
        read: async (text) => (await import('./pep440.ts')).readPep440(text),
      }),
  },
  match: {
    priority: 800,
    attributes: {
      pattern: checked(undefined, (pattern) => {
        notEmpty(pattern)
        parsePattern(pattern)
      }),
      group: checked('0', checkNumber),
      value: optional(''),
    },
    prefix: noPrefix,
    give: matchGiven,
  },
  edge: {
    priority: 700,
    attributes: { branch: optional('') },
    prefix: noPrefix,
    give: edgeGiven,
  },
  ref: {
    priority: 600,
    attributes: { event: checked(undefined, oneOf('branch', 'tag', 'pr')) },
    prefix: (attribute) => (attribute('event') === 'pr' ? 'pr-' : undefined),
    give: refGiven,
  },
  raw: {
    priority: 200,
    attributes: { value: { fallback: undefined, expressions: EVERYWHERE, check: any } },
    prefix: noPrefix,
    give: async (attribute, { values }) => plain(await evaluate(attribute('value'), values)),
  },
  sha: {
    priority: 100,
    attributes: { format: checked('short', oneOf('short', 'long')) },
    prefix: () => 'sha-',
    give: (attribute, { naming }) => {
      if (naming.sha === '') return nothing('no commit')
      return plain(attribute('format') === 'long' ? naming.sha : shortSha(naming, naming.sha))
    },
  },
}

function plain(value: string): Given {
  if (value === '') return nothing('empty')
  return { kind: 'value', value, isRelease: false, isVersion: false, numbers: [] }
}

function nothing(
  kind: 'no schedule' | 'no tag' | 'no branch' | 'no pull request' | 'no commit' | 'empty',
): Nothing {
  return { kind: 'nothing', reason: { kind } }
}

function released(value: string, numbers: readonly string[], isVersion: boolean): Given {
  if (value === '') return nothing('empty')
  return { kind: 'value', value, isRelease: true, isVersion, numbers }
}

/** A version as a library has read it. */
export interface ReadVersion {
  /** What the expressions of a pattern stand for. */
  readonly texts: Readonly<Record<string, string>>
  /** Whether it is a release, and nothing before or after one. */
  readonly isRelease: boolean
  /** The numbers of the release, from its first one. */
  readonly numbers: readonly string[]
}

/** How versions are written. */
interface Scheme {
  readonly name: VersionScheme
  readonly read: (text: string) => Promise<ReadVersion | undefined>
}

/** The text that a rule reads: its own, or the tag's. */
async function sourceOf(attribute: AttributeOf, { naming, values }: Scene): Promise<string> {
  const value = attribute('value')
  return value === '' ? refOf(naming).tag : evaluate(value, values)
}

async function versionGiven(attribute: AttributeOf, scene: Scene, { name, read }: Scheme): Promise<Given> {
  const source = await sourceOf(attribute, scene)
  const isTag = attribute('value') === ''
  if (source === '') return nothing(isTag ? 'no tag' : 'empty')
  const [match, pattern] = [attribute('match'), attribute('pattern')]
  const text = matchedIn(source, match, isTag)
  if (text === undefined)
    return { kind: 'nothing', reason: { kind: 'no match', text: source, pattern: match } }
  const version = await read(text)
  if (version === undefined) return { kind: 'nothing', reason: { kind: 'no version', text, of: name } }
  const { texts, isRelease, numbers } = version
  if (isRelease) return released(await evaluate(pattern, { texts, dates: {} }), numbers, true)
  const isRaw = /^\{\{\s*raw\s*\}\}$/.test(pattern)
  const value = (isRaw ? texts['raw'] : texts['version']) ?? ''
  return { kind: 'value', value, isRelease, isVersion: true, numbers: [] }
}

/**
 * The part of a text that is the version; undefined where `match` does not match. Slashes of a tag are dashes first; whoever
 * writes a pattern with slashes means the tag as it is.
 */
function matchedIn(source: string, match: string, isTag: boolean): string | undefined {
  const dashed = isTag ? source.replaceAll('/', '-') : source
  return match === '' ? dashed : (firstGroup(match, dashed) ?? firstGroup(match, source))
}

/** undefined where the pattern does not match. */
function firstGroup(pattern: string, text: string): string | undefined {
  return text.match(parsePattern(pattern))?.[1]
}

async function matchGiven(attribute: AttributeOf, scene: Scene): Promise<Given> {
  const source = await sourceOf(attribute, scene)
  if (source === '') return nothing(attribute('value') === '' ? 'no tag' : 'empty')
  const [pattern, group] = [attribute('pattern'), attribute('group')]
  const found = source.match(parsePattern(pattern))
  if (found === null) return { kind: 'nothing', reason: { kind: 'no match', text: source, pattern } }
  const value = found[Number(group)]
  if (value === undefined) return { kind: 'nothing', reason: { kind: 'no group', group, pattern } }
  return released(value, numbersAtEnd(value), true)
}

async function edgeGiven(attribute: AttributeOf, { naming, values }: Scene): Promise<Given> {
  const { branch } = refOf(naming)
  if (branch === '') return nothing('no branch')
  const wanted = (await evaluate(attribute('branch'), values)) || naming.defaultBranch
  if (wanted === '') return { kind: 'nothing', reason: { kind: 'no default branch' } }
  return branch === wanted
    ? plain('edge')
    : { kind: 'nothing', reason: { kind: 'other branch', branch, wanted } }
}

function refGiven(attribute: AttributeOf, { naming }: Scene): Given {
  const { branch, tag } = refOf(naming)
  switch (attribute('event')) {
    case 'branch':
      return branch === '' ? nothing('no branch') : plain(branch)
    case 'pr':
      return naming.pull === '' ? nothing('no pull request') : plain(naming.pull)
    default:
      if (tag === '') return nothing('no tag')
      return isStable(tag) ? released(tag, numbersAtEnd(tag), false) : plain(tag)
  }
}

function notEmpty(value: string): void {
  if (value !== '') return
  throw new InvalidValue('its pattern is empty.', 'Write one, as in pattern={{version}}.')
}

function checkNumber(value: string): void {
  if (/^\d{1,3}$/.test(value)) return
  throw new InvalidValue(
    `group=${value} is no number.`,
    'Write the number of a group, 0 for all that matches.',
  )
}

function oneOf(...words: readonly string[]): (value: string) => void {
  return (value) => {
    if (words.includes(value)) return
    const meant = nearest(value.toLowerCase(), words)
    const cure = meant === undefined ? `Write one of ${words.join(', ')}.` : `Did you mean ${meant}?`
    throw new InvalidValue(`"${value}" is not known here.`, cure)
  }
}

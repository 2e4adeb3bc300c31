import { InvalidValue } from '../errors.ts'
import { evaluate, valuesOf } from './expressions.ts'
import type { Affix, Flavor } from './flavor.ts'
import type { ImageName } from './images.ts'
import { latestQuestion } from './latest.ts'
import type { DerivedTag, Names, Outcome } from './names.ts'
import type { Naming } from './naming.ts'
import { isOdd, printReason } from './reason.ts'
import { attributeIn, ENABLE_CURE, type Rule } from './rule.ts'
import { RULE_TYPES, type RuleContext, type RuleResult, type RuleType } from './rule-types.ts'
import { tagOf } from './tag.ts'

/** The user's settings for names. */
export interface NameSettings {
  readonly images: readonly ImageName[]
  readonly rules: readonly Rule[]
  readonly flavor: Flavor
}

/** A rule that cannot be evaluated for this event. */
export class RuleFault extends InvalidValue {
  readonly line: number | undefined

  constructor(what: string, cure: string, line: number | undefined) {
    super(what, cure)
    this.name = 'RuleFault'
    this.line = line
  }
}

/** Derives the names. @throws RuleFault for an `enable` that evaluates to neither true nor false */
export async function nameImage({ images, rules, flavor }: NameSettings, naming: Naming): Promise<Names> {
  const scene = { naming, values: valuesOf(naming) }
  const sorted = rules.toSorted((a, b) => b.priority - a.priority)
  const outcomes = await Promise.all(
    sorted.map(async (rule) => ({ rule, result: await resultOf(rule, flavor, scene) })),
  )
  const named = outcomes.flatMap(({ result }) => (result.kind === 'value' ? [result] : []))
  const tags = [...new Set(named.map(({ tag }) => tag))]
  const latest = hasLatest(flavor, naming, named[0]) ? await latestTag(flavor, scene) : ''
  const mustAsk = flavor.latest === 'auto' && latest !== '' && !tags.includes(latest)
  const releases = named.filter(({ isRelease }) => isRelease)
  const enabled = images.filter((image) => image.isEnabled).map(({ name }) => name)
  return {
    images: [...new Set(enabled)],
    tags: latest === '' ? tags : [...new Set([...tags, latest])],
    version: tags[0] ?? '',
    labelVersion: (named.find(({ isVersion }) => isVersion) ?? named[0])?.tag ?? '',
    latest: mustAsk ? latestQuestion(latest, releases) : undefined,
    outcomes,
    event: [naming.event, naming.ref].filter((part) => part !== '').join(', ') || 'none',
    source: JSON.stringify([enabled.toSorted(), rules.map(({ text }) => text), flavor]),
    notices: named.flatMap(({ notice }) => (notice === '' ? [] : [`tags: ${notice}`])),
    warnings: outcomes.flatMap(warningsOf),
  }
}

/** A warning if a rule's result may be a mistake. */
function warningsOf({ rule, result }: Outcome): readonly string[] {
  if (result.kind === 'value' || !isOdd(result.reason)) return []
  const line = rule.line === undefined ? '' : `, line ${rule.line}`
  return [`tags${line}: ${rule.text} gives no tag: ${printReason(result.reason)}.`]
}

async function resultOf(rule: Rule, flavor: Flavor, scene: RuleContext): Promise<Outcome['result']> {
  if (!(await isEnabled(rule, scene))) return { kind: 'nothing', reason: { kind: 'disabled' } }
  const attribute = (name: string): string => attributeIn(rule, name)
  const type: RuleType = RULE_TYPES[rule.type]
  const given: RuleResult = await type.give(attribute, scene)
  if (given.kind === 'nothing') return given
  const affixes = [
    rule.attributes.get('prefix') ?? type.prefix(attribute) ?? flavor.prefix.text,
    rule.attributes.get('suffix') ?? flavor.suffix.text,
  ].map((text) => evaluate(text, scene.values))
  const [prefix, suffix] = await Promise.all(affixes)
  const text = `${prefix}${given.value}${suffix}`
  const { tag, notice } = tagOf(text)
  return tag === '' ? { kind: 'nothing', reason: { kind: 'no characters', text } } : { ...given, tag, notice }
}

async function isEnabled(rule: Rule, { values }: RuleContext): Promise<boolean> {
  const written = attributeIn(rule, 'enable')
  const word = await evaluate(written, values)
  if (word === 'true' || word === 'false') return word === 'true'
  throw new RuleFault(
    `enable=${written} evaluates to "${word}", which is neither true nor false.`,
    ENABLE_CURE,
    rule.line,
  )
}

/** Whether there is the tag latest, judging by the event and the first rule. */
function hasLatest({ latest }: Flavor, { isPrerelease }: Naming, first: DerivedTag | undefined): boolean {
  if (first === undefined) return false
  return latest === 'auto' ? first.isRelease && !isPrerelease : latest === 'true'
}

async function latestTag({ prefix, suffix }: Flavor, { values }: RuleContext): Promise<string> {
  const affixOf = ({ text, isOnLatest }: Affix) => (isOnLatest ? evaluate(text, values) : '')
  return tagOf(`${await affixOf(prefix)}latest${await affixOf(suffix)}`).tag
}

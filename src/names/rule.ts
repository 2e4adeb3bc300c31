import { CsvError, parse } from 'csv-parse/sync'
import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import { parseReference } from '../oci/reference.ts'
import { nearest } from '../platforms/nearest.ts'
import { cureForWord } from './empty.ts'
import { checkExpressions, EVERYWHERE, hasExpression } from './expressions.ts'
import { RULE_TYPE_NAMES, RULE_TYPES, type RuleType, type RuleTypeName } from './rule-types.ts'

/** One rule of `tags`. */
export interface Rule {
  readonly type: RuleTypeName
  /** Verbatim. */
  readonly text: string
  /** Line of the input; undefined for a default rule. */
  readonly line: number | undefined
  /** The attributes that are written, by lower-case names. */
  readonly attributes: ReadonlyMap<string, string>
  readonly priority: number
}

const COMMON: readonly string[] = ['type', 'enable', 'priority', 'prefix', 'suffix']

/** The rules if none are written. */
export const DEFAULT_RULES: readonly Rule[] = [
  'type=schedule',
  'type=ref,event=branch',
  'type=ref,event=tag',
  'type=ref,event=pr',
].map((text) => parseRule(text, []))

/**
 * Reads one rule, as in `type=semver,pattern={{version}}`. A part without = is the value, and a rule without a type is raw.
 * @param images names that rules must not repeat
 * @throws InvalidValue
 */
export function parseRule(text: string, images: readonly string[], line?: number): Rule {
  refuseComment(text)
  const fields = fieldsOf(text).map(attributeOf)
  const attributes = new Map(fields.map(({ name, value }) => [name, value]))
  const type = typeOf(attributes.get('type') ?? 'raw')
  for (const { name, value } of fields) checkName(name, value, type)
  const rule = { type, text, line, attributes, priority: priorityOf(attributes.get('priority'), type) }
  for (const [name, { fallback, check }] of Object.entries(RULE_TYPES[type].attributes)) {
    const value = attributes.get(name) ?? fallback
    if (value === undefined) throw missingAttribute(name, type, text)
    check(value)
  }
  refuseEnable(attributes.get('enable') ?? 'true')
  refuseImage(attributes.get('value') ?? '', images)
  return rule
}

/** An attribute of a rule, or its default. */
export function attributeIn({ type, attributes }: Rule, name: string): string {
  const common = name === 'enable' ? 'true' : ''
  const typeRules: RuleType = RULE_TYPES[type]
  return attributes.get(name) ?? typeRules.attributes[name]?.fallback ?? common
}

/**
 * Checks the expressions of a rule.
 * @returns warnings, as sentences
 * @throws InvalidValue
 */
export async function checkRule({ type, attributes }: Rule): Promise<readonly string[]> {
  const attributesOfType = RULE_TYPES[type].attributes
  const found = [...attributes].map(([name, value]) => {
    const known = attributesOfType[name]?.expressions ?? EVERYWHERE
    // Braces in a regular expression do not begin an expression.
    return known.length === 0 ? [] : checkExpressions(value, known)
  })
  return (await Promise.all(found)).flat()
}

function fieldsOf(text: string): readonly string[] {
  try {
    // Quotes may also occur inside a field, as around the format of a date.
    const options = { relax_column_count: true, relax_quotes: true, record_delimiter: '\0' }
    const [fields = []]: string[][] = parse(text, options)
    return fields.filter((field) => field.trim() !== '')
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new InvalidValue(
      `"${text}" has an unclosed quote.`,
      'Put quotes around a whole part, as in type=match,"pattern=\\d{1,2}".',
    )
  }
}

function attributeOf(field: string): { readonly name: string; readonly value: string } {
  const { name, value } = nameAndValue(field)
  return value === undefined || name === ''
    ? { name: 'value', value: field.trim() }
    : { name: name.trim().toLowerCase(), value: value.trim() }
}

function typeOf(word: string): RuleTypeName {
  const found = RULE_TYPE_NAMES.find((name) => name === word)
  if (found !== undefined) return found
  const guess = nearest(word.toLowerCase(), RULE_TYPE_NAMES)
  const cure =
    guess === undefined ? `There are ${RULE_TYPE_NAMES.join(', ')}.` : `Did you mean type=${guess}?`
  throw new InvalidValue(`there are no rules of the type "${word}".`, cure)
}

function checkName(name: string, value: string, type: RuleTypeName): void {
  const known = [...COMMON, ...Object.keys(RULE_TYPES[type].attributes)]
  if (known.includes(name)) return
  if (name === 'value')
    throw new InvalidValue(
      `"${value}" has no =, but rules of the type ${type} take no value.`,
      `They take ${known.join(', ')}, each with =.`,
    )
  const guess = nearest(name, known)
  const cure = guess === undefined ? `They have ${known.join(', ')}.` : `Did you mean ${guess}=?`
  throw new InvalidValue(`rules of the type ${type} have no "${name}".`, cure)
}

function priorityOf(word: string | undefined, type: RuleTypeName): number {
  if (word === undefined) return RULE_TYPES[type].priority
  if (/^-?\d{1,9}$/.test(word)) return Number(word)
  throw new InvalidValue(`priority=${word} is not a number.`, 'Write a whole one, as in priority=1000.')
}

function missingAttribute(name: string, type: RuleTypeName, text: string): InvalidValue {
  const example = EXAMPLES[type]
  return new InvalidValue(
    `"${text}" has no ${name}, which rules of the type ${type} need.`,
    `Write ${example}.`,
  )
}

const EXAMPLES: Readonly<Record<RuleTypeName, string>> = {
  schedule: 'type=schedule,pattern=nightly',
  semver: 'type=semver,pattern={{version}}',
  pep440: 'type=pep440,pattern={{version}}',
  match: 'type=match,"pattern=v(.*)",group=1',
  edge: 'type=edge,branch=main',
  ref: 'type=ref,event=branch, event=tag or event=pr',
  raw: 'type=raw,value=NAME',
  sha: 'type=sha,format=short',
}

/** An expression is checked later, when it has been evaluated. */
function refuseEnable(word: string): void {
  if (word === 'true' || word === 'false' || hasExpression(word)) return
  throw new InvalidValue(`enable=${word} is neither true nor false.`, cureForWord(ENABLE_CURE, word))
}

export const ENABLE_CURE =
  'Write true or false, or an expression that gives one of them, as in enable={{is_default_branch}}.'

/** In docker/metadata-action, too, a # inside a line does not begin a comment: it would become part of the tag. */
function refuseComment(text: string): void {
  const [, comment] = /\s(#.*)$/.exec(text) ?? []
  if (comment === undefined) return
  throw new InvalidValue(
    `"${comment}" is not a comment, because it does not begin the line.`,
    'Write it on a separate line.',
  )
}

/** Names in Git cannot contain a colon, so a text with one can only be the name of an image. */
function refuseImage(value: string, images: readonly string[]): void {
  const reference = imageIn(value)
  if (reference === undefined || (reference.tag === '' && !images.includes(reference.repository))) return
  const cure =
    reference.tag === ''
      ? 'Write only the tag: the names of the image come from images.'
      : `Write ${reference.tag} only: the names of the image come from images. Or remove images to write names as tags.`
  throw new InvalidValue(`"${value}" is the name of an image, but with images, tags are rules.`, cure)
}

function imageIn(value: string) {
  try {
    return parseReference(value)
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    return undefined
  }
}

/**
 * Expressions such as `{{date 'YYYYMMDD' tz='Asia/Tokyo'}}`: those of Handlebars, without HTML escaping. Only import()
 * this file, and only if there is an expression.
 */
import Handlebars from 'handlebars/dist/handlebars.js'
import { InvalidValue, messageOf } from '../errors.ts'
import { array, field, keys, text } from '../json.ts'
import { nearest } from '../platforms/nearest.ts'

/** The values of expressions. */
export interface Values {
  readonly texts: Readonly<Record<string, string | boolean>>
  /** By the names of the expressions. */
  readonly dates: Readonly<Record<string, Date>>
}

/** Expressions that take a format and a zone. */
const DATES: readonly string[] = ['date', 'commit_date']

/** Those of Handlebars' own helpers that make sense for a single text. */
const BLOCK_HELPERS: readonly string[] = ['if', 'unless']

const UNSUPPORTED_NODES: readonly string[] = [
  'PartialStatement',
  'PartialBlockStatement',
  'Decorator',
  'DecoratorBlock',
]

/** What an expression contains. */
interface TemplateUse {
  readonly names: readonly string[]
  /** Time zones. */
  readonly zones: readonly string[]
  /** Unquoted date formats, which Handlebars reads as names. */
  readonly unquoted: readonly string[]
}

/**
 * Checks expressions before their values are known.
 * @param known names of the expressions that are valid here
 * @returns warnings, as sentences
 * @throws InvalidValue
 */
export async function checkTemplate(template: string, known: readonly string[]): Promise<readonly string[]> {
  const { names, zones, unquoted } = usedIn(parse(template))
  for (const name of names) {
    if (known.includes(name) || BLOCK_HELPERS.includes(name)) continue
    const guess = nearest(name.toLowerCase(), known)
    const cure = guess === undefined ? `There are ${known.join(', ')}.` : `Did you mean {{${guess}}}?`
    throw new InvalidValue(`the expression "${name}" in "${template}" is not known here.`, cure)
  }
  await checkZones(template, zones)
  await tryTemplate(template, known)
  return unquoted.map(
    (format) => `${format} in "${template}" is not quoted, so it is not read as a format: write '${format}'.`,
  )
}

async function checkZones(template: string, zones: readonly string[]): Promise<void> {
  if (zones.length === 0) return
  const { isZone } = await import('./dates.ts')
  const unknownZone = zones.find((zone) => !isZone(zone))
  if (unknownZone === undefined) return
  throw new InvalidValue(
    `"${unknownZone}" in "${template}" is not a time zone.`,
    "Write a name of the tz database, as in tz='Europe/Berlin'.",
  )
}

/** Finds mistakes that only show in evaluation, such as a name with arguments, in both branches of a condition. */
async function tryTemplate(template: string, known: readonly string[]): Promise<void> {
  for (const text of ['', 'x']) {
    const texts = Object.fromEntries(
      known.filter((name) => !DATES.includes(name)).map((name) => [name, text]),
    )
    const dates = Object.fromEntries(
      known.filter((name) => DATES.includes(name)).map((name) => [name, new Date(0)]),
    )
    try {
      await fillIn(template, { texts, dates })
    } catch (error) {
      throw unreadable(template, error)
    }
  }
}

/** The text with its expressions evaluated. @throws InvalidValue if Handlebars refuses it */
export async function fillIn(template: string, { texts, dates }: Values): Promise<string> {
  const usesDates = usedIn(parse(template)).names.some((name) => DATES.includes(name))
  const helpers = usesDates ? await dateHelpers(dates) : {}
  return Handlebars.create().compile(template, { noEscape: true })(texts, { helpers })
}

async function dateHelpers(dates: Values['dates']) {
  const { formatDate } = await import('./dates.ts')
  const helpers = Object.entries(dates).map(([name, date]) => {
    const helper = (...args: readonly unknown[]): string => {
      const [format] = args.slice(0, -1)
      const zone = text(args.at(-1), 'hash', 'tz') || 'UTC'
      return formatDate(date, format === undefined ? undefined : String(format), zone)
    }
    return [name, helper] as const
  })
  return Object.fromEntries(helpers)
}

function parse(template: string): unknown {
  try {
    return Handlebars.parse(template)
  } catch (error) {
    throw unreadable(template, error)
  }
}

function unreadable(template: string, error: unknown): InvalidValue {
  // The lines after the first one are a drawing of the location.
  const [why = ''] = messageOf(error).split('\n')
  return new InvalidValue(
    `"${template}" has an expression that cannot be read (${why.replace(/:$/, '')}).`,
    "Write {{name}}, or {{date 'YYYYMMDD' tz='Europe/Berlin'}}; if it contains a comma, quote the whole attribute.",
  )
}

function usedIn(node: unknown): TemplateUse {
  const type = text(node, 'type')
  if (UNSUPPORTED_NODES.includes(type))
    return { names: [text(node, 'name', 'original') || type], zones: [], unquoted: [] }
  if (type === 'PathExpression') return { names: [text(node, 'original')], zones: [], unquoted: [] }
  const isDate = DATES.includes(text(node, 'path', 'original'))
  const params = array(node, 'params')
  const unquoted = isDate ? params.filter((each) => text(each, 'type') === 'PathExpression') : []
  const pairs = array(node, 'hash', 'pairs')
  const zoned = pairs.filter((pair) => isDate && text(pair, 'key') === 'tz')
  const zones = zoned.map((pair) => text(pair, 'value', 'value') || text(pair, 'value', 'original'))
  const others = pairs.filter((pair) => !zoned.includes(pair)).map((pair) => `${text(pair, 'key')}=`)
  const inside = childrenOf(node)
    .filter((child) => !unquoted.includes(child) && child !== field(node, 'hash'))
    .map(usedIn)
  return {
    names: [...others, ...inside.flatMap(({ names }) => names)],
    zones: [...zones, ...inside.flatMap((each) => each.zones)],
    unquoted: [...unquoted.map((each) => text(each, 'original')), ...inside.flatMap((each) => each.unquoted)],
  }
}

/** Nodes, and objects that contain nodes. */
function childrenOf(node: unknown): readonly unknown[] {
  return keys(node).flatMap((name) => {
    const child = field(node, name)
    if (Array.isArray(child)) return child
    return name === 'loc' || keys(child).length === 0 ? [] : [child]
  })
}

/**
 * Expressions such as `{{date 'YYYYMMDD' tz='Asia/Tokyo'}}`: those of Handlebars, without its escaping for HTML. Only
 * import() this file, where something has an expression.
 */
import Handlebars from 'handlebars/dist/handlebars.js'
import { InvalidValue, messageOf } from '../errors.ts'
import { array, field, keys, text } from '../json.ts'
import { nearest } from '../platforms/nearest.ts'

/** What expressions stand for. */
export interface Values {
  readonly texts: Readonly<Record<string, string | boolean>>
  /** By the names of the expressions. */
  readonly dates: Readonly<Record<string, Date>>
}

/** Expressions that take a format and a zone. */
const DATES: readonly string[] = ['date', 'commit_date']

/** Of Handlebars' own helpers those that mean something for a single text. */
const BLOCKS: readonly string[] = ['if', 'unless']

const NOT_TAKEN: readonly string[] = [
  'PartialStatement',
  'PartialBlockStatement',
  'Decorator',
  'DecoratorBlock',
]

/** What an expression has in it. */
interface Used {
  readonly names: readonly string[]
  /** Time zones. */
  readonly zones: readonly string[]
  /** Formats of dates without quotes around them, which Handlebars takes for names. */
  readonly unquoted: readonly string[]
}

/**
 * Checks expressions before it is known what they stand for.
 * @param known names of those that mean something here
 * @returns what is odd about them, as sentences
 * @throws InvalidValue
 */
export async function checkTemplate(template: string, known: readonly string[]): Promise<readonly string[]> {
  const { names, zones, unquoted } = usedIn(parse(template))
  for (const name of names) {
    if (known.includes(name) || BLOCKS.includes(name)) continue
    const meant = nearest(name.toLowerCase(), known)
    const cure = meant === undefined ? `There are ${known.join(', ')}.` : `Did you mean {{${meant}}}?`
    throw new InvalidValue(`the expression "${name}" in "${template}" is not known here.`, cure)
  }
  await checkZones(template, zones)
  await tryTemplate(template, known)
  return unquoted.map(
    (format) => `${format} in "${template}" has no quotes, so that it is no format: write '${format}'.`,
  )
}

async function checkZones(template: string, zones: readonly string[]): Promise<void> {
  if (zones.length === 0) return
  const { isZone } = await import('./dates.ts')
  const wrong = zones.find((zone) => !isZone(zone))
  if (wrong === undefined) return
  throw new InvalidValue(
    `"${wrong}" in "${template}" is no time zone.`,
    "Write a name of the tz database, as in tz='Europe/Berlin'.",
  )
}

/** Finds what only evaluating finds, as a name that is given something, whichever way a choice goes. */
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
      throw notRead(template, error)
    }
  }
}

/** The text with what its expressions stand for. @throws InvalidValue where Handlebars does not take it */
export async function fillIn(template: string, { texts, dates }: Values): Promise<string> {
  const usesDates = usedIn(parse(template)).names.some((name) => DATES.includes(name))
  const helpers = usesDates ? await dateHelpers(dates) : {}
  return Handlebars.create().compile(template, { noEscape: true })(texts, { helpers })
}

async function dateHelpers(dates: Values['dates']) {
  const { formatDate } = await import('./dates.ts')
  const helpers = Object.entries(dates).map(([name, date]) => {
    const helper = (...given: readonly unknown[]): string => {
      const [format] = given.slice(0, -1)
      const zone = text(given.at(-1), 'hash', 'tz') || 'UTC'
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
    throw notRead(template, error)
  }
}

function notRead(template: string, error: unknown): InvalidValue {
  // The lines after the first one draw a picture of the place.
  const [why = ''] = messageOf(error).split('\n')
  return new InvalidValue(
    `"${template}" has an expression that cannot be read (${why.replace(/:$/, '')}).`,
    "Write {{name}}, or {{date 'YYYYMMDD' tz='Europe/Berlin'}}; where a comma stands in it, put the whole attribute into quotes.",
  )
}

function usedIn(node: unknown): Used {
  const type = text(node, 'type')
  if (NOT_TAKEN.includes(type))
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

/** Nodes, and what holds some. */
function childrenOf(node: unknown): readonly unknown[] {
  return keys(node).flatMap((name) => {
    const child = field(node, name)
    if (Array.isArray(child)) return child
    return name === 'loc' || keys(child).length === 0 ? [] : [child]
  })
}

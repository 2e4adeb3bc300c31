import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import { checkExpressions, EVERYWHERE, evaluateKnown, valuesOf } from '../names/expressions.ts'
import { type Flavor, PLAIN, withFlavor } from '../names/flavor.ts'
import { nameImage, RuleFault } from '../names/name-image.ts'
import type { Names } from '../names/names.ts'
import type { Naming } from '../names/naming.ts'
import { eventKeys } from '../names/oci-keys.ts'
import { checkRule, DEFAULT_RULES, parseRule, type Rule } from '../names/rule.ts'
import type { Values } from '../names/templates.ts'
import { type Annotation, parseAnnotation } from './annotation.ts'
import type { Complaints, Named } from './names.ts'
import { attempt, type Complaint, items } from './parsers.ts'
import type { InputValues } from './table.ts'

const NOTHING: Names = {
  ...{ images: [], tags: [], version: '', labelVersion: '', event: '', source: '' },
  ...{ latest: undefined, outcomes: [], notices: [], warnings: [] },
}

const lines = { commas: false }

/**
 * The names of the image, and what its event says about it, worked out from rules. Only import() this file, where there are
 * images.
 */
export async function readEventNames(
  inputs: InputValues,
  naming: Naming,
  complaintsOf: Complaints,
): Promise<Named> {
  for (const { input, ...problem } of naming.problems) complaintsOf(input)(problem)
  const worked = await workOut(inputs, naming, complaintsOf)
  const names = { ...worked, warnings: [...worked.warnings, ...clocksOfLegs(inputs, naming)] }
  const keys = eventKeys(naming, names.labelVersion)
  const values = valuesOf(naming)
  return {
    tags: names.images.flatMap((repository) => names.tags.map((tag) => ({ repository, tag }))),
    labels: await mergedLabels(inputs.labels, keys, values),
    annotations: await mergedAnnotations(inputs.annotations, keys, values, naming.levels),
    names,
  }
}

/** What the legs of a matrix would say each in another way. */
function clocksOfLegs({ mode, labels, annotations }: InputValues, { epoch }: Naming): readonly string[] {
  if (mode !== 'part' || epoch !== undefined) return []
  return [...labels, ...annotations.map(({ text }) => text)]
    .filter((text) => /\{\{\s*date\b/.test(text))
    .map(
      (text) =>
        `"${text}" has the clock, which says something else in each leg. Write {{commit_date …}}, or set SOURCE_DATE_EPOCH.`,
    )
}

async function workOut(inputs: InputValues, naming: Naming, complaintsOf: Complaints): Promise<Names> {
  const images = inputs.images.flat()
  const odd: string[] = []
  const check = checker(complaintsOf, odd)
  const rules = await readRules(
    inputs.tags,
    check('tags'),
    images.map(({ name }) => name),
  )
  const flavor = await readFlavor(inputs.flavor, check('flavor'))
  const notices = images.flatMap(({ name, written }) =>
    name === written
      ? []
      : [`images: "${written}" is written ${name}, because image names have small letters.`],
  )
  try {
    const names = await nameImage({ images, rules, flavor }, naming)
    return { ...names, notices: [...notices, ...names.notices], warnings: [...odd, ...names.warnings] }
  } catch (error) {
    if (!(error instanceof RuleFault)) throw error
    complaintsOf('tags')({ ...placeOf(error.line), what: error.message, cure: error.cure })
    return NOTHING
  }
}

function placeOf(line: number | undefined): Pick<Complaint, 'line'> {
  return line === undefined ? {} : { line }
}

/** Reads the items of an input that may have expressions. */
interface Checked {
  readonly complain: (complaint: Complaint) => void
  /** Whether a check finds nothing wrong; what is odd is kept. */
  readonly isRight: (check: () => Promise<readonly string[]>, line: number) => Promise<boolean>
}

function checker(complaintsOf: Complaints, odd: string[]): (input: 'tags' | 'flavor') => Checked {
  return (input) => {
    const complain = complaintsOf(input)
    const isRight: Checked['isRight'] = async (check, line) => {
      try {
        odd.push(...(await check()).map((sentence) => `${input}, line ${line}: ${sentence}`))
        return true
      } catch (error) {
        if (!(error instanceof InvalidValue)) throw error
        complain({ line, what: error.message, cure: error.cure })
        return false
      }
    }
    return { complain, isRight }
  }
}

/** Rules that can be read, or the usual ones where there are none. What cannot be read is complained of, enabled or not. */
async function readRules(
  text: string,
  { complain, isRight }: Checked,
  images: readonly string[],
): Promise<readonly Rule[]> {
  const rules: Rule[] = []
  const written = items(text, lines, complain)
  for (const { text: item, line } of written) {
    const rule = attempt(() => parseRule(item, images, line), complain, line)
    if (rule !== undefined && (await isRight(() => checkRule(rule), line))) rules.push(rule)
  }
  return written.length === 0 ? DEFAULT_RULES : rules
}

async function readFlavor(text: string, { complain, isRight }: Checked): Promise<Flavor> {
  let flavor = PLAIN
  for (const { text: item, line } of items(text, lines, complain)) {
    if (!(await isRight(() => checkExpressions(item, EVERYWHERE), line))) continue
    flavor = attempt(() => withFlavor(flavor, item), complain, line) ?? flavor
  }
  return flavor
}

/** The event's labels and the user's own, which win. */
async function mergedLabels(
  labels: readonly string[],
  keys: ReadonlyMap<string, string>,
  values: Values,
): Promise<readonly string[]> {
  const own = await Promise.all(labels.map((label) => evaluateKnown(label, values)))
  const all = [...[...keys].map(([key, value]) => `${key}=${value}`), ...own]
  return [...new Map(all.map((label) => [nameAndValue(label).name, label])).values()].toSorted()
}

/** The same for annotations: without a level they are for every document that `levels` names. */
async function mergedAnnotations(
  annotations: readonly Annotation[],
  keys: ReadonlyMap<string, string>,
  values: Values,
  levels: readonly string[],
): Promise<readonly Annotation[]> {
  const own = await Promise.all(annotations.map((each) => ownAnnotations(each, values, levels)))
  const said = new Set(own.flat().flatMap(documentsOf))
  const offered = [...keys].flatMap(([key, value]) =>
    levels.map((level) => ({ ...parseAnnotation(`${level}:${key}=${value}`), isOffered: true })),
  )
  return [...offered.filter((each) => documentsOf(each).every((place) => !said.has(place))), ...own.flat()]
}

async function ownAnnotations(
  { text, pair }: Annotation,
  values: Values,
  levels: readonly string[],
): Promise<readonly Annotation[]> {
  const written = await evaluateKnown(text, values)
  if (text !== pair) return [parseAnnotation(written)]
  return levels.map((level) => ({
    ...parseAnnotation(`${level}:${written}`),
    isOffered: level !== 'manifest',
  }))
}

/** What an annotation says for all platforms, as in `index:org.opencontainers.image.title`. */
function documentsOf({ pair, places }: Annotation): readonly string[] {
  const everywhere = places.filter(({ platform }) => platform === undefined)
  return everywhere.map(({ level }) => `${level}:${nameAndValue(pair).name}`)
}

import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import { checkExpressions, EVERYWHERE, evaluateKnown, valuesOf } from '../names/expressions.ts'
import { DEFAULT_FLAVOR, type Flavor, withFlavor } from '../names/flavor.ts'
import { nameImage, RuleFault } from '../names/name-image.ts'
import type { Names } from '../names/names.ts'
import type { Naming } from '../names/naming.ts'
import { eventKeys } from '../names/oci-keys.ts'
import { checkRule, DEFAULT_RULES, parseRule, type Rule } from '../names/rule.ts'
import type { Values } from '../names/templates.ts'
import { type Annotation, parseAnnotation } from './annotation.ts'
import { type Complaint, type ComplaintsOf, items, parseOrComplain } from './parsers.ts'
import type { ImageNames, InputValues } from './table.ts'

const NO_NAMES: Names = {
  ...{ images: [], tags: [], version: '', labelVersion: '', event: '', source: '' },
  ...{ latest: undefined, outcomes: [], notices: [], warnings: [] },
}

const lines = { commas: false }

/**
 * Derives the names, labels and annotations of the image from rules and the event. Only import() this file, and only if
 * there are images.
 */
export async function readEventNames(
  inputs: InputValues,
  naming: Naming,
  complaintsOf: ComplaintsOf,
): Promise<ImageNames> {
  for (const { input, ...problem } of naming.problems) complaintsOf(input)(problem)
  const worked = await deriveNames(inputs, naming, complaintsOf)
  const names = { ...worked, warnings: [...worked.warnings, ...clockWarnings(inputs, naming)] }
  const keys = eventKeys(naming, names.labelVersion)
  const values = valuesOf(naming)
  return {
    tags: names.images.flatMap((repository) => names.tags.map((tag) => ({ repository, tag }))),
    labels: await mergedLabels(inputs.labels, keys, values),
    annotations: await mergedAnnotations(inputs.annotations, keys, values, naming.levels),
    names,
  }
}

/** Warnings about values that would differ between the legs of a matrix. */
function clockWarnings({ mode, labels, annotations }: InputValues, { epoch }: Naming): readonly string[] {
  if (mode !== 'part' || epoch !== undefined) return []
  return [...labels, ...annotations.map(({ text }) => text)]
    .filter((text) => /\{\{\s*date\b/.test(text))
    .map(
      (text) =>
        `"${text}" uses the current time, which differs between matrix jobs. Write {{commit_date …}}, or set SOURCE_DATE_EPOCH.`,
    )
}

async function deriveNames(inputs: InputValues, naming: Naming, complaintsOf: ComplaintsOf): Promise<Names> {
  const images = inputs.images.flat()
  const warnings: string[] = []
  const check = checksOf(complaintsOf, warnings)
  const rules = await readRules(
    inputs.tags,
    check('tags'),
    images.map(({ name }) => name),
  )
  const flavor = await readFlavor(inputs.flavor, check('flavor'))
  const notices = images.flatMap(({ name, written }) =>
    name === written ? [] : [`images: "${written}" is written ${name}, because image names are lower case.`],
  )
  try {
    const names = await nameImage({ images, rules, flavor }, naming)
    return { ...names, notices: [...notices, ...names.notices], warnings: [...warnings, ...names.warnings] }
  } catch (error) {
    if (!(error instanceof RuleFault)) throw error
    complaintsOf('tags')({ ...lineIn(error.line), what: error.message, cure: error.cure })
    return NO_NAMES
  }
}

function lineIn(line: number | undefined): Pick<Complaint, 'line'> {
  return line === undefined ? {} : { line }
}

/** Checks the items of an input that may have expressions. */
interface ItemCheck {
  readonly complain: (complaint: Complaint) => void
  /** Whether a check passes. Its warnings are kept. */
  readonly isRight: (check: () => Promise<readonly string[]>, line: number) => Promise<boolean>
}

function checksOf(complaintsOf: ComplaintsOf, warnings: string[]): (input: 'tags' | 'flavor') => ItemCheck {
  return (input) => {
    const complain = complaintsOf(input)
    const isRight: ItemCheck['isRight'] = async (check, line) => {
      try {
        warnings.push(...(await check()).map((sentence) => `${input}, line ${line}: ${sentence}`))
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

/** The valid rules, or the default ones if there are none. An invalid rule is an error even if it is disabled. */
async function readRules(
  text: string,
  { complain, isRight }: ItemCheck,
  images: readonly string[],
): Promise<readonly Rule[]> {
  const rules: Rule[] = []
  const written = items(text, lines, complain)
  for (const { text: item, line } of written) {
    const rule = parseOrComplain(() => parseRule(item, images, line), complain, line)
    if (rule !== undefined && (await isRight(() => checkRule(rule), line))) rules.push(rule)
  }
  return written.length === 0 ? DEFAULT_RULES : rules
}

async function readFlavor(text: string, { complain, isRight }: ItemCheck): Promise<Flavor> {
  let flavor = DEFAULT_FLAVOR
  for (const { text: item, line } of items(text, lines, complain)) {
    if (!(await isRight(() => checkExpressions(item, EVERYWHERE), line))) continue
    flavor = parseOrComplain(() => withFlavor(flavor, item), complain, line) ?? flavor
  }
  return flavor
}

/** The labels of the event and of the user, who wins. */
async function mergedLabels(
  labels: readonly string[],
  keys: ReadonlyMap<string, string>,
  values: Values,
): Promise<readonly string[]> {
  const own = await Promise.all(labels.map((label) => evaluateKnown(label, values)))
  const all = [...[...keys].map(([key, value]) => `${key}=${value}`), ...own]
  return [...new Map(all.map((label) => [nameAndValue(label).name, label])).values()].toSorted()
}

/** The same for annotations: without a level they apply to every document in `levels`. */
async function mergedAnnotations(
  annotations: readonly Annotation[],
  keys: ReadonlyMap<string, string>,
  values: Values,
  levels: readonly string[],
): Promise<readonly Annotation[]> {
  const own = await Promise.all(annotations.map((each) => ownAnnotations(each, values, levels)))
  const requested = new Set(own.flat().flatMap(documentsOf))
  const offered = [...keys].flatMap(([key, value]) =>
    levels.map((level) => ({ ...parseAnnotation(`${level}:${key}=${value}`), isOffered: true })),
  )
  return [
    ...offered.filter((each) => documentsOf(each).every((place) => !requested.has(place))),
    ...own.flat(),
  ]
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

/** What an annotation sets for all platforms, as in `index:org.opencontainers.image.title`. */
function documentsOf({ pair, places }: Annotation): readonly string[] {
  const everywhere = places.filter(({ platform }) => platform === undefined)
  return everywhere.map(({ level }) => `${level}:${nameAndValue(pair).name}`)
}

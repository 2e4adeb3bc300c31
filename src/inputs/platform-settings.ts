import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import { matches, type Pattern, parsePattern } from '../platforms/pattern.ts'
import { distinctPlatforms, type Platform, printPlatform } from '../platforms/platform.ts'
import { TEMPLATE, withKnownTemplates } from '../platforms/templates.ts'
import { type Complaint, list, type Parser, value } from './parsers.ts'
import { INPUTS } from './table.ts'
import { checkKeys, checkValues, type Entry, readYaml, type Text, textOf, textsOf } from './yaml.ts'

/**
 * What `platform-settings` says for some platforms; '' and empty lists where nothing was said. Texts and items
 * may hold templates such as {{debian}}, all of them known.
 */
export interface PlatformSetting {
  /** Platforms by name, and patterns; it is for what any of them matches. */
  readonly patterns: readonly Pattern[]
  readonly file: string
  readonly target: string
  readonly context: string
  readonly 'build-args': readonly string[]
  readonly 'build-contexts': readonly string[]
  readonly labels: readonly string[]
  readonly 'no-cache': boolean | undefined
  /** Where it begins in the input. */
  readonly line: number
}

type Complain = (complaint: Complaint) => void

const KEYS = ['file', 'target', 'context', 'build-args', 'build-contexts', 'labels', 'no-cache'] as const

type Key = (typeof KEYS)[number]

const FORM =
  'Write platforms with their settings, as in "linux/arm64:" and below it "  file: Dockerfile.arm64".'
const QUOTES = 'Write a text; one that begins with {{ or [ needs quotes, as in "{{debian}}.Dockerfile".'
const LISTS = 'Write NAME=value in lines or in a list, or NAME: value; what begins with {{ or [ needs quotes.'

/** Filled in later, with the event. */
const OF_THE_EVENT = ['defaultContext']

/**
 * Reads the YAML map of `platform-settings`; nothing is loaded for an empty text.
 * @param platforms what is built for; undefined where that could not be read, and so is nothing to compare with
 */
export async function readPlatformSettings(
  source: string,
  platforms: readonly Platform[] | undefined,
  complain: Complain,
): Promise<readonly PlatformSetting[]> {
  if (source.trim() === '') return []
  if (platforms?.length === 0) {
    const cure = 'Name them all, as in platforms: linux/amd64,linux/arm64.'
    complain({ what: 'settings of single platforms need the input platforms, which is empty.', cure })
  }
  const tree = await readYaml(source, complain)
  if (tree === undefined || (tree.kind === 'text' && tree.text === '')) return []
  if (tree.kind !== 'map') {
    complain({ line: tree.line, what: 'this is no map of platforms.', cure: FORM })
    return []
  }
  const settings = tree.entries.flatMap((entry) => readSetting(entry, complain))
  for (const complaint of patternProblems(settings, platforms ?? [])) complain(complaint)
  return settings
}

function readSetting({ key, value: tree, line }: Entry, complain: Complain): readonly PlatformSetting[] {
  if (KEYS.some((known) => known === key)) {
    complain({ line, what: `"${key}" stands where a platform belongs.`, cure: FORM })
    return []
  }
  const patterns = readPatterns(key, line, FORM, complain)
  if (tree.kind !== 'map') {
    complain({ line, what: `"${key}" has no settings.`, cure: FORM })
    return []
  }
  checkKeys(tree.entries, KEYS, 'a platform', complain)
  checkValues(tree.entries, KEYS, complain)
  const entryOf = (name: Key) => tree.entries.find((entry) => entry.key === name)
  const one = <T>(name: Key, parse: Parser<T>): T | undefined => {
    const text = textOf(entryOf(name), QUOTES, complain)
    return text === undefined ? undefined : parseText(text, parse, complain)
  }
  const items = (name: ListKey) => readItems(entryOf(name), name, complain)
  return [
    {
      patterns,
      file: one('file', value(withKnownTemplates, '')) ?? '',
      target: one('target', value(withKnownTemplates, '')) ?? '',
      context: one('context', value(withContextTemplates, '')) ?? '',
      'build-args': items('build-args'),
      'build-contexts': items('build-contexts'),
      labels: items('labels'),
      'no-cache': one('no-cache', INPUTS['no-cache']),
      line,
    },
  ]
}

/** The platforms and patterns before a colon. @param form how a map of them is written */
export function readPatterns(
  key: string,
  line: number,
  form: string,
  complain: Complain,
): readonly Pattern[] {
  if (/^[\s,]*$/.test(key)) complain({ line, what: 'no platform is named before the colon.', cure: form })
  return list(parsePattern, { commas: true })(key, (complaint) => complain({ ...complaint, line }))
}

/** What is said twice, and what is for nothing that is built. */
export function patternProblems(
  settings: readonly Pick<PlatformSetting, 'patterns' | 'line'>[],
  platforms: readonly Platform[],
): readonly Complaint[] {
  const named = settings.flatMap(({ patterns, line }) => patterns.map((pattern) => ({ pattern, line })))
  return named.flatMap(({ pattern, line }, index) => {
    const first = named.findIndex((other) => other.pattern.text === pattern.text)
    if (first < index) {
      const what = `"${pattern.text}" stands a second time, after line ${named[first]?.line}.`
      return [{ line, what, cure: 'Write all of its settings below one of the two.' }]
    }
    if (platforms.length === 0 || platforms.some((platform) => matches(pattern, platform))) return []
    const names = distinctPlatforms(platforms).map(printPlatform).join(', ')
    const what = `"${pattern.text}" is none of the platforms that are built: ${names}.`
    const cure = pattern.platform === undefined ? 'Correct the pattern' : 'Add it to platforms'
    return [{ line, what, cure: `${cure}, or drop its settings.` }]
  })
}

type ListKey = 'build-args' | 'build-contexts' | 'labels'

/** The items of lines, a list, or a map; of a map and of a list, each is one item whatever its characters. */
function readItems(entry: Entry | undefined, name: ListKey, complain: Complain): readonly string[] {
  const tree = entry?.value
  if (entry === undefined || tree === undefined) return []
  if (tree.kind === 'text') return parseText(tree, itemsParser(name), complain)
  const whole: Parser<readonly string[]> = (text, at) =>
    itemsParser(name)(`"${text.trim().replaceAll('"', '""')}"`, at)
  if (tree.kind === 'list') {
    return textsOf(entry, LISTS, complain).flatMap((text) => parseText(text, whole, complain))
  }
  return tree.entries.flatMap((pair) => {
    if (pair.key === '') {
      complain({ line: pair.line, what: `${name} has a name that is empty or no text.`, cure: LISTS })
      return []
    }
    const text = textOf(pair, LISTS, complain)?.text ?? ''
    return whole(`${pair.key}=${text}`, (complaint) => complain({ ...complaint, line: pair.line }))
  })
}

/** As the input of that name is read, and each template known. */
function itemsParser(name: ListKey): Parser<readonly string[]> {
  const others = name === 'build-contexts' ? OF_THE_EVENT : []
  // The same rules for lines as in the table of the inputs.
  const templates = list((item) => withNameAndTemplates(item, others), { commas: false })
  return (text, complain) => {
    const wrong: Complaint[] = []
    const items = INPUTS[name](text, (complaint) => wrong.push(complaint))
    if (wrong.length === 0) templates(text, (complaint) => wrong.push(complaint))
    for (const complaint of wrong) complain(complaint)
    return items
  }
}

/** @throws InvalidValue for a name that may come out empty, and for unknown templates */
function withNameAndTemplates(item: string, others: readonly string[]): string {
  if (nameAndValue(item).name.replaceAll(TEMPLATE, '').trim() === '') {
    const cure = 'Write a name around the template, as in ARCH_{{debian}}=value.'
    throw new InvalidValue(`"${item}" has nothing but a template for its name.`, cure)
  }
  return withKnownTemplates(item, others)
}

function withContextTemplates(text: string): string {
  return withKnownTemplates(text, OF_THE_EVENT)
}

/** Counts the lines of a block on from where it stands; of other texts the lines are not those of the input. */
function parseText<T>(text: Text, parse: Parser<T>, complain: Complain): T {
  return parse(text.text, (complaint) =>
    complain({ ...complaint, line: text.isBlock ? text.line + (complaint.line ?? 1) : text.line }),
  )
}

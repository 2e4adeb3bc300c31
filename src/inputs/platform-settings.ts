import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import type { Pattern } from '../platforms/pattern.ts'
import type { Platform } from '../platforms/platform.ts'
import { TEMPLATE, withKnownTemplates } from '../platforms/templates.ts'
import { ASSIGNMENTS } from './assignments.ts'
import { boolean, type Complain, type Complaint, list, type Parser, value } from './parsers.ts'
import { openKeys, parseText, readPatternMap } from './pattern-map.ts'
import { type Entry, readYaml, textOf, textsOf } from './yaml.ts'

/**
 * Settings for some platforms; '' and empty lists for what is not set. Texts and items may contain known templates,
 * such as {{debian}}.
 */
export interface PlatformSetting {
  /** Platforms by name, and patterns; it applies to every platform that one of them matches. */
  readonly patterns: readonly Pattern[]
  readonly file: string
  readonly target: string
  readonly context: string
  readonly 'build-args': readonly string[]
  readonly 'build-contexts': readonly string[]
  readonly labels: readonly string[]
  readonly 'no-cache': boolean | undefined
  /** Its first line in the input. */
  readonly line: number
}

const KEYS = ['file', 'target', 'context', 'build-args', 'build-contexts', 'labels', 'no-cache'] as const

const FORM =
  'Write platforms with their settings, as in "linux/arm64:" with "  file: Dockerfile.arm64" below it.'
const QUOTES_CURE = 'Write a text; one that begins with {{ or [ needs quotes, as in "{{debian}}.Dockerfile".'
const LISTS_CURE =
  'Write NAME=value in lines or in a list, or NAME: value; a value that begins with {{ or [ needs quotes.'

/** Filled in later, with the event. */
const EVENT_TEMPLATES = ['defaultContext']

/**
 * Reads the YAML map of `platform-settings`; the parser is not loaded for an empty text.
 * @param platforms the platforms that are built; undefined if they could not be read, and cannot be compared with
 */
export async function readPlatformSettings(
  source: string,
  platforms: readonly Platform[] | undefined,
  complain: Complain,
): Promise<readonly PlatformSetting[]> {
  if (source.trim() === '') return []
  if (platforms?.length === 0) {
    const cure = 'Name them all, as in platforms: linux/amd64,linux/arm64.'
    complain({ what: 'platform-specific settings need the input platforms, which is empty.', cure })
  }
  const tree = await readYaml(source, complain)
  if (tree === undefined || (tree.kind === 'text' && tree.text === '')) return []
  if (tree.kind !== 'map') {
    complain({ line: tree.line, what: 'this is not a map of platforms.', cure: FORM })
    return []
  }
  return readPatternMap(tree.entries, { form: FORM, keys: KEYS, read: readSetting }, platforms, complain)
}

function readSetting(
  { key, value: tree, line }: Entry,
  complain: Complain,
): Omit<PlatformSetting, 'patterns' | 'line'> | undefined {
  if (tree.kind !== 'map') {
    complain({ line, what: `"${key}" has no settings.`, cure: FORM })
    return undefined
  }
  const rules = { keys: KEYS, owner: 'a platform', quotes: QUOTES_CURE }
  const { entryOf, parsed } = openKeys(tree.entries, rules, complain)
  const items = (name: ListKey) => readItems(entryOf(name), name, complain)
  return {
    file: parsed('file', value(withKnownTemplates, '')) ?? '',
    target: parsed('target', value(withKnownTemplates, '')) ?? '',
    context: parsed('context', value(withContextTemplates, '')) ?? '',
    'build-args': items('build-args'),
    'build-contexts': items('build-contexts'),
    labels: items('labels'),
    'no-cache': parsed('no-cache', boolean(false)),
  }
}

type ListKey = keyof typeof ASSIGNMENTS

/** The items of lines, a list or a map. Each value of a list or a map is one item, whatever its characters. */
function readItems(entry: Entry | undefined, name: ListKey, complain: Complain): readonly string[] {
  const tree = entry?.value
  if (entry === undefined || tree === undefined) return []
  if (tree.kind === 'text') return parseText(tree, itemsParser(name), complain)
  const whole: Parser<readonly string[]> = (text, at) =>
    itemsParser(name)(`"${text.trim().replaceAll('"', '""')}"`, at)
  if (tree.kind === 'list') {
    return textsOf(entry, LISTS_CURE, complain).flatMap((text) => parseText(text, whole, complain))
  }
  return tree.entries.flatMap((pair) => {
    if (pair.key === '') {
      complain({
        line: pair.line,
        what: `${name} has a name that is empty or not a string.`,
        cure: LISTS_CURE,
      })
      return []
    }
    const text = textOf(pair, LISTS_CURE, complain)?.text ?? ''
    return whole(`${pair.key}=${text}`, (complaint) => complain({ ...complaint, line: pair.line }))
  })
}

/** Parses as the input of the same name does, and checks that every template is known. */
function itemsParser(name: ListKey): Parser<readonly string[]> {
  const others = name === 'build-contexts' ? EVENT_TEMPLATES : []
  // The same rules for lines as in ASSIGNMENTS.
  const templates = list((item) => withNameAndTemplates(item, others), { commas: false })
  return (text, complain) => {
    const wrong: Complaint[] = []
    const items = ASSIGNMENTS[name](text, (complaint) => wrong.push(complaint))
    if (wrong.length === 0) templates(text, (complaint) => wrong.push(complaint))
    for (const complaint of wrong) complain(complaint)
    return items
  }
}

/** @throws InvalidValue for a name that could become empty, and for unknown templates */
function withNameAndTemplates(item: string, others: readonly string[]): string {
  if (nameAndValue(item).name.replaceAll(TEMPLATE, '').trim() === '') {
    const cure = 'Write a name around the template, as in ARCH_{{debian}}=value.'
    throw new InvalidValue(`"${item}" has only a template as its name.`, cure)
  }
  return withKnownTemplates(item, others)
}

function withContextTemplates(text: string): string {
  return withKnownTemplates(text, EVENT_TEMPLATES)
}

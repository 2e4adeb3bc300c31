import { type DriverOption, parseDriverOption } from '../buildx/driver-option.ts'
import { InvalidValue } from '../errors.ts'
import { type Platform, parsePlatform } from '../platforms/platform.ts'
import type { Complain } from './parsers.ts'
import { checkKeys, type MapTree, mapsIn, readYaml, type Text, textOf, textsOf } from './yaml.ts'

/** An additional node of the managed builder, as `append` describes it; '' and empty lists for what is not set. */
export interface NodeInput {
  readonly name: string
  readonly endpoint: string
  readonly platforms: readonly Platform[]
  readonly 'driver-opts': readonly DriverOption[]
  readonly 'buildkitd-flags': string
  /** Its first line in the input. */
  readonly line: number
}

const FORM =
  'Write a list of nodes, as in "- endpoint: ssh://me@arm-host" with "platforms: linux/arm64" below it.'

/** The keys of a node; any other is refused. */
const KEYS = ['name', 'endpoint', 'platforms', 'driver-opts', 'buildkitd-flags'] as const

/** Reads the YAML list of `append`; the parser is not loaded for an empty text. */
export async function readNodes(source: string, complain: Complain): Promise<readonly NodeInput[]> {
  if (source.trim() === '') return []
  const tree = await readYaml(source, complain)
  if (tree === undefined) return []
  const maps = mapsIn(tree, { what: 'nodes', item: 'node', form: FORM }, complain)
  return maps.flatMap((map) => readNode(map, complain))
}

function readNode(tree: MapTree, complain: Complain): readonly NodeInput[] {
  checkKeys(tree.entries, KEYS, 'a node', complain)
  const entryOf = (key: (typeof KEYS)[number]) => tree.entries.find((entry) => entry.key === key)
  const texts = (key: (typeof KEYS)[number]): readonly Text[] => {
    const entry = entryOf(key)
    return entry === undefined ? [] : textsOf(entry, FORM, complain)
  }
  const one = (key: (typeof KEYS)[number]): string => textOf(entryOf(key), FORM, complain)?.text.trim() ?? ''
  return [
    {
      name: one('name'),
      endpoint: one('endpoint'),
      platforms: parseEach(splitTexts(texts('platforms'), ','), parsePlatform, complain),
      'driver-opts': parseEach(splitTexts(texts('driver-opts'), '\n'), parseDriverOption, complain),
      'buildkitd-flags': one('buildkitd-flags'),
      line: tree.line,
    },
  ]
}

interface NodeText {
  readonly text: string
  readonly line: number
}

function splitTexts(texts: readonly Text[], separator: string): readonly NodeText[] {
  return texts.flatMap(({ text, line }) =>
    text
      .split(separator)
      .map((part) => ({ text: part.trim(), line }))
      .filter((part) => part.text !== ''),
  )
}

function parseEach<T>(
  items: readonly NodeText[],
  parse: (text: string) => T,
  complain: Complain,
): readonly T[] {
  return items.flatMap(({ text, line }) => {
    try {
      return [parse(text)]
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error
      complain({ line, what: error.message, cure: error.cure })
      return []
    }
  })
}

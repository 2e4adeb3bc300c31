import { InvalidValue } from '../errors.ts'
import { type Platform, parsePlatform } from '../platforms/platform.ts'
import { nearest } from '../platforms/suggest.ts'
import { assignment, type Complaint } from './parsers.ts'
import { type Entry, readYaml, type Tree } from './yaml.ts'

/** A further node of our builder, as `append` describes it; '' and empty lists where nothing was said. */
export interface NodeInput {
  readonly name: string
  readonly endpoint: string
  readonly platforms: readonly Platform[]
  readonly 'driver-opts': readonly string[]
  readonly 'buildkitd-flags': string
  /** Where it begins in the input. */
  readonly line: number
}

type Complain = (complaint: Complaint) => void

const FORM =
  'Write a list of nodes, as in "- endpoint: ssh://me@arm-host" and below it "platforms: linux/arm64".'

/** What a node can have; everything else is refused. */
const KEYS = ['name', 'endpoint', 'platforms', 'driver-opts', 'buildkitd-flags'] as const

/** Reads the YAML list of `append`; nothing is loaded for an empty text. */
export async function readNodes(source: string, complain: Complain): Promise<readonly NodeInput[]> {
  if (source.trim() === '') return []
  const tree = await readYaml(source, complain)
  if (tree === undefined) return []
  if (tree.kind !== 'list') {
    complain({ line: tree.line, what: 'this is no list of nodes.', cure: FORM })
    return []
  }
  return tree.items.flatMap((item) => readNode(item, complain))
}

function readNode(tree: Tree, complain: Complain): readonly NodeInput[] {
  if (tree.kind !== 'map') {
    complain({ line: tree.line, what: 'this is no node: it has no keys.', cure: FORM })
    return []
  }
  for (const entry of tree.entries) {
    if (!KEYS.some((key) => key === entry.key)) complain(unknownKey(entry))
  }
  const texts = (key: (typeof KEYS)[number]): readonly Text[] => {
    const entry = tree.entries.find((candidate) => candidate.key === key)
    return entry === undefined ? [] : textsOf(entry, complain)
  }
  const one = (key: (typeof KEYS)[number]): string => {
    const [first, second] = texts(key)
    if (second !== undefined) {
      complain({ line: second.line, what: `${key} has more than one value.`, cure: 'Write one text.' })
    }
    return first?.text ?? ''
  }
  return [
    {
      name: one('name'),
      endpoint: one('endpoint'),
      platforms: parsed(split(texts('platforms'), ','), parsePlatform, complain),
      'driver-opts': parsed(split(texts('driver-opts'), '\n'), assignment, complain),
      'buildkitd-flags': one('buildkitd-flags'),
      line: tree.line,
    },
  ]
}

function unknownKey({ key, line }: Entry): Complaint {
  const near = nearest(key.toLowerCase().replaceAll('_', '-'), KEYS)
  const known = `A node can have ${KEYS.slice(0, -1).join(', ')} and ${KEYS.at(-1)}.`
  return {
    line,
    what: `a node has no "${key}".`,
    cure: near === undefined ? known : `Did you mean ${near}? ${known}`,
  }
}

interface Text {
  readonly text: string
  readonly line: number
}

/** The text or the texts of a key. */
function textsOf({ key, value }: Entry, complain: Complain): readonly Text[] {
  const items = value.kind === 'list' ? value.items : [value]
  return items.flatMap((item) => {
    if (item.kind === 'text')
      return item.text.trim() === '' ? [] : [{ text: item.text.trim(), line: item.line }]
    complain({ line: item.line, what: `${key} is neither a text nor a list of texts.`, cure: FORM })
    return []
  })
}

function split(texts: readonly Text[], separator: string): readonly Text[] {
  return texts.flatMap(({ text, line }) =>
    text
      .split(separator)
      .map((part) => ({ text: part.trim(), line }))
      .filter((part) => part.text !== ''),
  )
}

function parsed<T>(texts: readonly Text[], parse: (text: string) => T, complain: Complain): readonly T[] {
  return texts.flatMap(({ text, line }) => {
    try {
      return [parse(text)]
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error
      complain({ line, what: error.message, cure: error.cure })
      return []
    }
  })
}

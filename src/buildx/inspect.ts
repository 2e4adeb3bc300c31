import { InvalidValue } from '../errors.ts'
import type { BuilderFacts, NodeFacts } from '../facts/facts.ts'
import { parseJson } from '../json.ts'
import { type Platform, parsePlatform } from '../platforms/platform.ts'
import { readConfig } from './buildkitd-config.ts'

/**
 * Reads what `docker buildx inspect` prints: `Key: value` lines, the nodes after a line `Nodes:`. buildx has
 * no JSON form for one builder. Unknown lines are passed over.
 */
export async function parseBuilder(output: string): Promise<BuilderFacts> {
  const [head = '', ...nodes] = output.split(/^Nodes:$|\n(?=Name:)/m)
  const rest = nodes.filter((part) => /^Name:/m.test(part))
  const found = await Promise.all(rest.map(parseNode))
  return { name: value(head, 'Name'), driver: value(head, 'Driver'), nodes: found }
}

async function parseNode(block: string): Promise<NodeFacts> {
  const config = configFile(block)
  const listed = value(block, 'Platforms').split(',').flatMap(listedPlatform)
  return {
    name: value(block, 'Name'),
    endpoint: value(block, 'Endpoint'),
    status: value(block, 'Status'),
    buildkit: value(block, 'BuildKit version') || value(block, 'BuildKit') || value(block, 'Buildkit'),
    platforms: listed.map(({ platform }) => platform),
    own: ownPlatform(listed),
    error: value(block, 'Error'),
    hasSnapshots: /^ org\.mobyproject\.buildkit\.worker\.snapshotter:/m.test(block),
    settings: {
      declared: listed.filter(({ declared }) => declared).map(({ platform }) => platform),
      options: parseOptions(value(block, 'Driver Options')),
      flags: value(block, 'BuildKit daemon flags') || value(block, 'Flags'),
      config: config === '' ? undefined : await readConfig(config),
    },
  }
}

/** `network="host" env.A="b c"`, with the values quoted as Go quotes texts. */
function parseOptions(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(/([^\s=]+)=("(?:[^"\\]|\\.)*")/g)]
  return Object.fromEntries(
    found.map(([, key = '', quoted = '']) => {
      const value = parseJson(quoted)
      return [key, typeof value === 'string' ? value : quoted.slice(1, -1)]
    }),
  )
}

/** Each line of the file behind ` > `; '' where there is no file. */
function configFile(block: string): string {
  const lines = block.split('\n')
  const start = lines.indexOf('File#buildkitd.toml:') + 1
  if (start === 0) return ''
  const rest = lines.slice(start)
  const end = rest.findIndex((line) => !/^\s+>/.test(line))
  return rest
    .slice(0, end === -1 ? rest.length : end)
    .map((line) => line.replace(/^\s+> ?/, ''))
    .join('\n')
}

interface Listed {
  readonly platform: Platform
  /** Whether it was declared for the node (`create --platform`), which says nothing about its machine. */
  readonly declared: boolean
}

/** A `*` marks a declared platform. A platform we do not know cannot be asked for. */
function listedPlatform(text: string): readonly Listed[] {
  const name = text.trim()
  try {
    return [{ platform: parsePlatform(name.replace(/\*$/, '')), declared: name.endsWith('*') }]
  } catch (error) {
    if (error instanceof InvalidValue) return []
    throw error
  }
}

/** The machine's own platform comes first, unless others were declared for the node: those come before it. */
function ownPlatform([first]: readonly Listed[]): Platform | undefined {
  return first?.declared === false ? first.platform : undefined
}

function value(block: string, key: string): string {
  const line = block.split('\n').find((candidate) => candidate.startsWith(`${key}:`))
  return line?.slice(key.length + 1).trim() ?? ''
}

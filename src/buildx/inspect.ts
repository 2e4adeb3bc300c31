import { InvalidValue } from '../errors.ts'
import { parseJson } from '../json.ts'
import { type Platform, parsePlatform } from '../platforms/platform.ts'
import { type BuildkitdConfig, readConfig } from './buildkitd-config.ts'
import { inspectedValue } from './inspected-value.ts'

/** One node of a builder, as `docker buildx inspect` reports it. */
export interface NodeFacts {
  readonly name: string
  readonly endpoint: string
  readonly status: string
  /** Version of its BuildKit; '' where it is not running. */
  readonly buildkit: string
  readonly platforms: readonly Platform[]
  /** The platform of the machine it runs on, BuildKit's BUILDPLATFORM; undefined where that cannot be told. */
  readonly own: Platform | undefined
  /** Why it cannot be used; '' where nothing is wrong. */
  readonly error: string
  /** Whether its BuildKit works on snapshots; docker's own does where images are in containerd's store. */
  readonly hasSnapshots: boolean
  readonly settings: NodeSettings
}

/** What a node was made with. */
export interface NodeSettings {
  /** Platforms that were declared for it; the others it found out by itself. */
  readonly declared: readonly Platform[]
  readonly options: Readonly<Record<string, string>>
  /** Flags of its BuildKit daemon. */
  readonly flags: string
  /** Configuration of its BuildKit daemon, as buildx keeps it; undefined where it has none. */
  readonly config: BuildkitdConfig | undefined
}

/** A builder, as `docker buildx inspect` reports it. */
export interface BuilderFacts {
  readonly name: string
  readonly driver: string
  readonly nodes: readonly NodeFacts[]
}

/**
 * Reads what `docker buildx inspect` prints: `Key: value` lines, the nodes after a line `Nodes:`. buildx has
 * no JSON form for one builder. Unknown lines are passed over.
 */
export async function parseBuilder(output: string): Promise<BuilderFacts> {
  const [head = '', ...nodes] = output.split(/^Nodes:$|\n(?=Name:)/m)
  const rest = nodes.filter((part) => /^Name:/m.test(part))
  const found = await Promise.all(rest.map(parseNode))
  return { name: inspectedValue(head, 'Name'), driver: inspectedValue(head, 'Driver'), nodes: found }
}

async function parseNode(block: string): Promise<NodeFacts> {
  const config = configFile(block)
  const listed = inspectedValue(block, 'Platforms').split(',').flatMap(listedPlatform)
  return {
    name: inspectedValue(block, 'Name'),
    endpoint: inspectedValue(block, 'Endpoint'),
    status: inspectedValue(block, 'Status'),
    buildkit:
      inspectedValue(block, 'BuildKit version') ||
      inspectedValue(block, 'BuildKit') ||
      inspectedValue(block, 'Buildkit'),
    platforms: listed.map(({ platform }) => platform),
    own: ownPlatform(listed),
    error: inspectedValue(block, 'Error'),
    hasSnapshots: /^ org\.mobyproject\.buildkit\.worker\.snapshotter:/m.test(block),
    settings: {
      declared: listed.filter(({ declared }) => declared).map(({ platform }) => platform),
      options: parseOptions(inspectedValue(block, 'Driver Options')),
      flags: inspectedValue(block, 'BuildKit daemon flags') || inspectedValue(block, 'Flags'),
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

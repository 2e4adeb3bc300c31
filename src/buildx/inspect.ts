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
  /** Version of its BuildKit; '' if it is not running. */
  readonly buildkit: string
  readonly platforms: readonly Platform[]
  /** The platform of its machine, BuildKit's BUILDPLATFORM; undefined if it is unknown. */
  readonly machine: Platform | undefined
  /** Why it cannot be used; '' if it can. */
  readonly error: string
  /** Whether its BuildKit uses snapshots; docker's own does with the containerd image store. */
  readonly hasSnapshots: boolean
  readonly settings: NodeSettings
}

/** The settings that a node was created with. */
export interface NodeSettings {
  /** Platforms that were declared for it; the others are detected. */
  readonly declared: readonly Platform[]
  readonly options: Readonly<Record<string, string>>
  /** Flags of its BuildKit daemon. */
  readonly flags: string
  /** Configuration of its BuildKit daemon, as stored by buildx; undefined if it has none. */
  readonly config: BuildkitdConfig | undefined
}

/** A builder, as `docker buildx inspect` reports it. */
export interface BuilderFacts {
  readonly name: string
  readonly driver: string
  readonly nodes: readonly NodeFacts[]
}

/**
 * Reads the output of `docker buildx inspect`: `Key: value` lines, with the nodes after a line `Nodes:`. buildx has no
 * JSON output for a single builder. Unknown lines are ignored.
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
    machine: machinePlatform(listed),
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

/** `network="host" env.A="b c"`, with Go's quoting of values. */
function parseOptions(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(/([^\s=]+)=("(?:[^"\\]|\\.)*")/g)]
  return Object.fromEntries(
    found.map(([, key = '', quoted = '']) => {
      const value = parseJson(quoted)
      return [key, typeof value === 'string' ? value : quoted.slice(1, -1)]
    }),
  )
}

/** The lines of the file, each after ` > `; '' if there is no file. */
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

interface ListedPlatform {
  readonly platform: Platform
  /** Whether it was declared for the node (`create --platform`), which does not reflect its machine. */
  readonly declared: boolean
}

/** A `*` marks a declared platform. Unknown platforms are left out, because they cannot be requested. */
function listedPlatform(text: string): readonly ListedPlatform[] {
  const name = text.trim()
  try {
    return [{ platform: parsePlatform(name.replace(/\*$/, '')), declared: name.endsWith('*') }]
  } catch (error) {
    if (error instanceof InvalidValue) return []
    throw error
  }
}

/** The machine's own platform comes first, unless platforms were declared for the node, which precede it. */
function machinePlatform([first]: readonly ListedPlatform[]): Platform | undefined {
  return first?.declared === false ? first.platform : undefined
}

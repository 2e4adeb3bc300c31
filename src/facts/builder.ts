import { InvalidValue } from '../errors.ts'
import { type Platform, parsePlatform } from '../platforms/platform.ts'
import type { BuilderFacts, NodeFacts } from './facts.ts'

/**
 * Reads what `docker buildx inspect` prints: `Key: value` lines, the nodes after a line `Nodes:`. buildx has
 * no JSON form for one builder. Unknown lines are passed over.
 */
export function parseBuilder(output: string): BuilderFacts {
  const [head = '', ...nodes] = output.split(/^Nodes:$|\n(?=Name:)/m)
  const rest = nodes.filter((part) => /^Name:/m.test(part))
  return { name: value(head, 'Name'), driver: value(head, 'Driver'), nodes: rest.map(parseNode) }
}

function parseNode(block: string): NodeFacts {
  return {
    name: value(block, 'Name'),
    endpoint: value(block, 'Endpoint'),
    status: value(block, 'Status'),
    buildkit: value(block, 'BuildKit version') || value(block, 'Buildkit'),
    platforms: value(block, 'Platforms').split(',').flatMap(known),
  }
}

/** A `*` marks a platform that was declared for the node. A platform we do not know cannot be asked for. */
function known(text: string): readonly Platform[] {
  try {
    return [parsePlatform(text.trim().replace(/\*$/, ''))]
  } catch (error) {
    if (error instanceof InvalidValue) return []
    throw error
  }
}

function value(block: string, key: string): string {
  const line = block.split('\n').find((candidate) => candidate.startsWith(`${key}:`))
  return line?.slice(key.length + 1).trim() ?? ''
}

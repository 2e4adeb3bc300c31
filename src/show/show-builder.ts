import type { BuilderFacts } from '../buildx/inspect.ts'
import { printPlatform } from '../platforms/platform.ts'

/** A builder as lines for the log: its name, then each node with its version and platforms. */
export function builderLines({ name, driver, nodes }: BuilderFacts): readonly string[] {
  return [
    `${name} (${driver})`,
    ...nodes.map((node) => {
      const version = node.buildkit === '' ? node.status : `BuildKit ${node.buildkit}`
      return `  ${node.name}: ${version}, ${node.platforms.map(printPlatform).join(', ')}`
    }),
  ]
}

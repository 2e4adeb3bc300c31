import type { BuilderFacts } from '../buildx/inspect.ts'
import { printPlatform } from '../platforms/platform.ts'

/** A builder in lines for the log: its name, then each node with what it is and builds. */
export function builderLines({ name, driver, nodes }: BuilderFacts): readonly string[] {
  return [
    `${name} (${driver})`,
    ...nodes.map((node) => {
      const version = node.buildkit === '' ? node.status : `BuildKit ${node.buildkit}`
      return `  ${node.name}: ${version}, ${node.platforms.map(printPlatform).join(', ')}`
    }),
  ]
}

import { imagesOf, type MergePlan } from '../plan/merge.ts'
import type { Command } from '../plan/plan.ts'
import { shellCommand } from '../plan/shell.ts'
import { printPlatform } from '../platforms/platform.ts'
import { textTable } from './table.ts'

/** How parts are joined, as lines for the log. */
export function mergeLines(plan: MergePlan): readonly string[] {
  const { join, publish } = plan
  const rows = imagesOf(plan).map(({ platform, digest, from }) => [printPlatform(platform), digest, from])
  const commands: readonly Command[] = [
    ...join.copies,
    join.dryRun,
    ...join.moves.map(({ command }) => command),
  ]
  return [
    ...textTable([['PLATFORM', 'DIGEST', 'FROM'], ...rows]),
    '',
    'The same by hand; the first one only shows the index, which is checked before any tag moves:',
    '',
    ...commands.flatMap(shellCommand),
    '',
    `Then the registry is asked for every tag: ${publish.tags.join(', ')}`,
  ]
}

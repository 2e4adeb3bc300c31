import { dirname } from 'node:path'
import { imagesOf, type MergePlan } from '../plan/merge.ts'
import type { Command, JoinPlan } from '../plan/plan.ts'
import { printPlatform } from '../platforms/platform.ts'
import { shellCommand, shellFile, shellFolder } from './shell.ts'
import { howSigned } from './show-signed.ts'
import { textTable } from './table.ts'

const PARTS_PROVEN = 'Before any tag moves, every program in every part is checked against its platform.'

const ONLY_WARNINGS = 'Mismatches are only warnings.'

/** How parts are joined, as lines for the log. */
export function mergeLines(plan: MergePlan): readonly string[] {
  const { join, publish } = plan
  const rows = imagesOf(plan).map(({ platform, digest, from }) => [printPlatform(platform), digest, from])
  const { copies, index, moves } = join
  const { buildx, settings } = plan
  const file = settings?.file
  const commands: readonly Command[] = [
    ...(settings?.context === undefined ? [] : [settings.context.command]),
    ...(settings === undefined ? [] : [settings.create]),
    ...copies,
    ...(index === undefined ? [] : [index.dryRun]),
    ...moves.map(({ command }) => command),
    ...(settings === undefined ? [] : [['buildx', 'rm', settings.name]]),
  ]
  return [
    ...textTable([['PLATFORM', 'DIGEST', 'FROM'], ...rows]),
    '',
    `Equivalent commands${howJoined(join)}:`,
    '',
    ...(file === undefined ? [] : [shellFolder(dirname(file.path)), ...shellFile(file.path, file.content)]),
    ...commands.flatMap((command) => shellCommand(command, { buildx })),
    '',
    ...(plan.proof === undefined
      ? []
      : [plan.proof.onErrors === 'warn' ? `${PARTS_PROVEN} ${ONLY_WARNINGS}` : PARTS_PROVEN, '']),
    ...(plan.signing === undefined
      ? []
      : [`Before the tags move, the index is ${howSigned(plan.signing)}.`, '']),
    `Then every tag is read back from the registry: ${publish.tags.join(', ')}`,
  ]
}

function howJoined({ copies, index }: JoinPlan): string {
  const copied = copies.length === 0 ? '' : '; parts of other repositories are copied first, without a tag'
  if (index === undefined) return copied
  return `${copied}; the one with --dry-run only shows the index, which is checked before any tag moves`
}

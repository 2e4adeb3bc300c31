/** Programs that require more of the processor than every machine of the platform has. */

import type { Platform } from '../../platforms/platform.ts'
import type { LevelVerdict } from '../finding.ts'
import { addFileFinding, type Report } from '../findings.ts'
import { factsOf, find, NOWHERE, type Tree } from '../layer/tree.ts'
import { exceedsArm, missingLevel, missingSetting } from '../machines.ts'
import type { Program } from './entrypoint.ts'

/** The part of a program that says how it was built. */
export type BuiltProgram = Pick<Program, 'identity' | 'links' | 'folder'>

/** Reports a started program that not every machine of the platform can run. */
export function reportLevels(report: Report, tree: Tree, program: Program): void {
  const verdict = levelVerdict(tree, program, report.image.platform)
  if (verdict === undefined) return
  const severity = program.isSure && isExact(program) ? 'error' : 'warning'
  addFileFinding(report, tree, program.node, { severity, verdict })
}

/** What a program that is not started surely needs beyond the platform; undefined if there is nothing. */
export function missingLevelOf(
  tree: Tree,
  program: BuiltProgram,
  platform: Platform,
): LevelVerdict | undefined {
  return isExact(program) ? levelVerdict(tree, program, platform) : undefined
}

function levelVerdict(tree: Tree, program: BuiltProgram, platform: Platform): LevelVerdict | undefined {
  const { identity } = program
  if (exceedsArm(identity, platform)) return { rule: 'arm-version', needed: identity.armVersion }
  const setting = missingSetting(identity, platform)
  return setting === '' ? x86Verdict(tree, program, platform) : { rule: 'go-setting', setting }
}

/**
 * Whether a program's own statement holds for all of it. The attributes of arm are those of the newest part that was
 * linked in: in a static program that may be a function of the C library that detects the processor at run time.
 */
function isExact({ identity, links }: BuiltProgram): boolean {
  const isStatic = (links?.interpreter ?? '') === ''
  return identity.goSetting !== '' || identity.armVersion === 0 || !isStatic
}

/**
 * The x86-64 level that a program needs. If a whole distribution is built for a level but calls itself linux/amd64 (Red
 * Hat's 9 and 10), its loader needs the level too: that is its decision, not a mistake.
 */
function x86Verdict(tree: Tree, program: BuiltProgram, platform: Platform): LevelVerdict | undefined {
  const needed = missingLevel(program.identity, platform)
  const interpreter = program.links?.interpreter ?? ''
  const loader = interpreter === '' ? NOWHERE : find(tree, interpreter, program.folder)
  const loaderLevel = loader === NOWHERE ? 0 : (factsOf(tree, loader).identity?.x86Level ?? 0)
  return needed <= loaderLevel ? undefined : { rule: 'x86-level', needed }
}

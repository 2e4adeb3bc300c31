/** What programs demand of the processor, beyond what every machine of the platform has. */

import type { Platform } from '../../platforms/platform.ts'
import type { LevelVerdict } from '../finding.ts'
import { addNode, type Report } from '../findings.ts'
import { factsOf, find, NOWHERE, type Tree } from '../layer/tree.ts'
import { exceedsArm, missingLevel, missingSetting } from '../machines.ts'
import type { Program } from './entrypoint.ts'

/** What tells of a program how it was built. */
export type Built = Pick<Program, 'identity' | 'links' | 'folder'>

/** Reports a program that is started, and that a machine of the platform may not run. */
export function reportLevels(report: Report, tree: Tree, program: Program): void {
  const verdict = verdictOf(tree, program, report.image.platform)
  if (verdict === undefined) return
  const severity = program.isSure && isExact(program) ? 'error' : 'warning'
  addNode(report, tree, program.node, { severity, verdict })
}

/** What a program that is not started needs for certain, beyond the platform; undefined where nothing is missing. */
export function missingOf(tree: Tree, program: Built, platform: Platform): LevelVerdict | undefined {
  return isExact(program) ? verdictOf(tree, program, platform) : undefined
}

function verdictOf(tree: Tree, program: Built, platform: Platform): LevelVerdict | undefined {
  const { identity } = program
  if (exceedsArm(identity, platform)) return { rule: 'arm-version', needed: identity.armVersion }
  const setting = missingSetting(identity, platform)
  return setting === '' ? x86Verdict(tree, program, platform) : { rule: 'go-setting', setting }
}

/**
 * Whether what a program says of itself is true of all of it. The attributes of arm are those of the newest part that
 * was linked in: of a static program that may be a function of the C library that looks for the processor by itself.
 */
function isExact({ identity, links }: Built): boolean {
  const isStatic = (links?.interpreter ?? '') === ''
  return identity.goSetting !== '' || identity.armVersion === 0 || !isStatic
}

/**
 * What a program needs of x86-64. A distribution that is built for a level as a whole, and calls itself linux/amd64 all
 * the same (Red Hat's 9 and 10), has a loader that needs it too: that is its decision, and nobody's mistake.
 */
function x86Verdict(tree: Tree, program: Built, platform: Platform): LevelVerdict | undefined {
  const needed = missingLevel(program.identity, platform)
  const interpreter = program.links?.interpreter ?? ''
  const loader = interpreter === '' ? NOWHERE : find(tree, interpreter, program.folder)
  const common = loader === NOWHERE ? 0 : (factsOf(tree, loader).identity?.x86Level ?? 0)
  return needed <= common ? undefined : { rule: 'x86-level', needed }
}

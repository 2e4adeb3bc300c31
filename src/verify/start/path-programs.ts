/** Programs in PATH that cannot be started, and are not known to be. */

import type { Platform } from '../../platforms/platform.ts'
import type { Verdict } from '../finding.ts'
import { addFileFinding, type FindingDraft, type Report } from '../findings.ts'
import { childrenOf, factsOf, find, NOWHERE, pathOf, ROOT, type Tree } from '../layer/tree.ts'
import { libcsOf } from '../libcs.ts'
import { archOf } from '../machines.ts'
import { printablePath } from '../printable.ts'
import { searchPath } from './entrypoint.ts'
import { type BuiltProgram, missingLevelOf } from './levels.ts'

/** Reports what these programs lack, one program per missing thing. */
export function reportPathPrograms(
  report: Report,
  tree: Tree,
  started: ReadonlySet<number>,
  isIgnored: (path: string) => boolean,
): void {
  const { platform, env } = report.image
  const hasLibc = platform.os === 'linux' && libcsOf(tree).length > 0
  const reported = new Set<string>()
  for (const node of new Set(searchPath(env).flatMap((path) => childrenIn(tree, path)))) {
    const problem = started.has(node) ? undefined : problemOf(tree, node, platform, hasLibc)
    const key = JSON.stringify(problem)
    if (problem === undefined || reported.has(key) || isIgnored(printablePath(pathOf(tree, node)))) continue
    reported.add(key)
    addFileFinding(report, tree, node, problem)
  }
}

function problemOf(tree: Tree, node: number, platform: Platform, hasLibc: boolean): FindingDraft | undefined {
  const { identity, detail } = factsOf(tree, node)
  if (identity === undefined || archOf(identity) !== platform.arch) return undefined
  const program = { identity, links: detail?.kind === 'links' ? detail : undefined, folder: ROOT }
  const level = missingLevelOf(tree, program, platform)
  if (level !== undefined) return { severity: 'warning', verdict: level }
  const verdict = hasLibc ? missingLoader(tree, program) : undefined
  return verdict && { severity: 'error', verdict }
}

function childrenIn(tree: Tree, path: string): readonly number[] {
  return path.startsWith('/') ? childrenOf(tree, find(tree, path)) : []
}

/** Loaders of glibc and musl; programs for Android or the LSB are run in some other way. */
const LOADER = /^\/.*\/(?:ld-linux[-\w]*|ld-musl-.+|ld64)\.so\.\d$/

/** A missing loader in an image that has another one: the program was built for another C library. */
function missingLoader(tree: Tree, { links }: BuiltProgram): Verdict | undefined {
  const interpreter = links?.interpreter ?? ''
  if (!LOADER.test(interpreter) || find(tree, interpreter) !== NOWHERE) return undefined
  return { rule: 'interpreter', of: 'program', interpreter: printablePath(interpreter) }
}

/** Programs in PATH that cannot be started, and are not known to be. */

import type { Platform } from '../../platforms/platform.ts'
import type { Verdict } from '../finding.ts'
import { addFileFinding, type FindingDraft, type Report } from '../findings.ts'
import { childrenOf, factsOf, find, NOWHERE, pathOf, ROOT, type Tree } from '../layer/tree.ts'
import { libcsOf } from '../libcs.ts'
import { archOf } from '../machines.ts'
import { printablePath } from '../printable.ts'
import { searchPath } from './entrypoint.ts'
import { type Built, missingOf } from './levels.ts'

/** Reports what these programs lack, one program per missing thing. */
export function reportReach(
  report: Report,
  tree: Tree,
  started: ReadonlySet<number>,
  isIgnored: (path: string) => boolean,
): void {
  const { platform, env } = report.image
  const hasLibc = platform.os === 'linux' && libcsOf(tree).length > 0
  const told = new Set<string>()
  for (const node of new Set(searchPath(env).flatMap((path) => childrenIn(tree, path)))) {
    const lack = started.has(node) ? undefined : lackOf(tree, node, platform, hasLibc)
    const key = JSON.stringify(lack)
    if (lack === undefined || told.has(key) || isIgnored(printablePath(pathOf(tree, node)))) continue
    told.add(key)
    addFileFinding(report, tree, node, lack)
  }
}

function lackOf(tree: Tree, node: number, platform: Platform, hasLibc: boolean): FindingDraft | undefined {
  const { identity, detail } = factsOf(tree, node)
  if (identity === undefined || archOf(identity) !== platform.arch) return undefined
  const program = { identity, links: detail?.kind === 'links' ? detail : undefined, folder: ROOT }
  const level = missingOf(tree, program, platform)
  if (level !== undefined) return { severity: 'warning', verdict: level }
  const verdict = hasLibc ? missingLoader(tree, program) : undefined
  return verdict && { severity: 'error', verdict }
}

function childrenIn(tree: Tree, path: string): readonly number[] {
  const folder = path.startsWith('/') ? find(tree, path) : NOWHERE
  return folder === NOWHERE ? [] : childrenOf(tree, folder)
}

/** Loaders of glibc and musl; programs for Android or the LSB are run in some other way. */
const LOADER = /^\/.*\/(?:ld-linux[-\w]*|ld-musl-.+|ld64)\.so\.\d$/

/** A missing loader in an image that has another one: the program was built for another C library. */
function missingLoader(tree: Tree, { links }: Built): Verdict | undefined {
  const interpreter = links?.interpreter ?? ''
  if (!LOADER.test(interpreter) || find(tree, interpreter) !== NOWHERE) return undefined
  return { rule: 'interpreter', of: 'program', interpreter: printablePath(interpreter) }
}

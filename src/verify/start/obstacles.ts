/** Problems that keep an image from starting even if every file is for the right machine. */

import type { Platform } from '../../platforms/platform.ts'
import type { EntrypointVerdict, ModuleVerdict, SystemVerdict } from '../finding.ts'
import { addFileFinding, addFinding, type Report } from '../findings.ts'
import { childrenOf, factsOf, find, NOWHERE, nameOf, pathOf, type Tree } from '../layer/tree.ts'
import { differInFloat, fitOfElf } from '../machines.ts'
import { printablePath } from '../printable.ts'
import { type Obstacle, type Program, type Start, type StartProblem, searchPath } from './entrypoint.ts'
import { reportLevels } from './levels.ts'
import { libraryFolders } from './libraries.ts'
import type { Linking } from './linking.ts'
import { incompleteModules } from './modules.ts'
import { reportPathPrograms } from './path-programs.ts'

/** Reports missing files, files that cannot be started, and files that do not work together. */
export function reportStart(
  report: Report,
  tree: Tree,
  start: Start,
  linking: Linking,
  isIgnored: (path: string) => boolean,
): void {
  for (const obstacle of start.obstacles) reportObstacle(report, tree, obstacle, isIgnored)
  for (const program of start.programs) {
    if (!isIgnored(printablePath(program.path))) reportProgram(report, tree, program)
  }
  reportPathPrograms(report, tree, new Set(start.programs.map(({ node }) => node)), isIgnored)
  reportLinking(report, tree, linking, isIgnored)
  reportModules(report, tree, linking, isIgnored)
  const reported = new Set(
    start.obstacles.map((obstacle) => (obstacle.kind === 'unfit' ? obstacle.node : NOWHERE)),
  )
  if (report.image.platform.os === 'linux') reportSystems(report, tree, reported, isIgnored)
}

function reportObstacle(
  report: Report,
  tree: Tree,
  obstacle: Obstacle,
  isIgnored: (path: string) => boolean,
): void {
  if (obstacle.kind === 'missing') {
    const program = printablePath(obstacle.word)
    addFinding(report, { severity: 'warning', verdict: { rule: 'entrypoint', problem: 'missing', program } })
    return
  }
  const { node } = obstacle
  if (obstacle.kind === 'unfit') {
    // A file that is excluded from the proof is not an error.
    const severity = isIgnored(printablePath(pathOf(tree, node))) ? 'warning' : 'error'
    addFileFinding(report, tree, node, { severity, verdict: unfitVerdict(obstacle.why) })
    return
  }
  const { interpreter, isSure } = obstacle
  const names = { interpreter: printablePath(interpreter), endsInCr: interpreter.endsWith('\r') }
  const verdict = { rule: 'interpreter', of: 'script', ...names } as const
  const isError = isSure && !isIgnored(printablePath(pathOf(tree, node)))
  addFileFinding(report, tree, node, { severity: isError ? 'error' : 'warning', verdict })
}

function unfitVerdict(why: StartProblem): EntrypointVerdict {
  if (why === 'no execute bit' || why === 'empty' || why === 'no program' || why === 'truncated')
    return { rule: 'entrypoint', problem: why }
  return { rule: 'entrypoint', problem: 'other format', format: why }
}

function reportProgram(report: Report, tree: Tree, program: Program): void {
  const { platform } = report.image
  const { identity, links, node, folder } = program
  const severity = program.isSure ? 'error' : 'warning'
  reportLevels(report, tree, program)
  const interpreter = links?.interpreter ?? ''
  // A program for another machine is reported as such.
  if (interpreter === '' || platform.os !== 'linux' || fitOfElf(identity, platform) === 'wrong') return
  const loader = find(tree, interpreter, folder)
  if (loader === NOWHERE) {
    const verdict = { rule: 'interpreter', of: 'program', interpreter: printablePath(interpreter) } as const
    addFileFinding(report, tree, node, { severity, verdict })
    return
  }
  const loaderIdentity = factsOf(tree, loader).identity
  if (loaderIdentity !== undefined && differInFloat(identity, loaderIdentity)) {
    addFileFinding(report, tree, node, {
      severity,
      verdict: { rule: 'float', loader: printablePath(interpreter) },
    })
  }
}

function reportLinking(
  report: Report,
  tree: Tree,
  { missing, missingPreloads }: Linking,
  isIgnored: (path: string) => boolean,
): void {
  for (const { path, by } of missingPreloads) {
    const verdict = { rule: 'preload', library: printablePath(path), by } as const
    if (!isIgnored(verdict.library)) addFinding(report, { severity: 'warning', verdict })
  }
  for (const { program, node, library } of missing) {
    if (isIgnored(printablePath(program.path)) || isIgnored(printablePath(pathOf(tree, node)))) continue
    const loadedBy = node === program.node ? '' : printablePath(program.path)
    const verdict = { rule: 'library', library: printablePath(library), loadedBy } as const
    addFileFinding(report, tree, node, { severity: 'warning', verdict })
  }
}

/** One warning for all of them: which ones are loaded is not known. */
function reportModules(
  report: Report,
  tree: Tree,
  { processes }: Linking,
  isIgnored: (path: string) => boolean,
): void {
  const incomplete = incompleteModules(tree, processes, isIgnored)
  const [first] = incomplete
  if (first === undefined) return
  const { node, language } = first
  const verdict: ModuleVerdict = {
    ...{ rule: 'module', language, library: printablePath(first.library) },
    others: new Set(incomplete.map((each) => each.node)).size - 1,
  }
  addFileFinding(report, tree, node, { severity: 'warning', verdict })
}

/** Files whose name or extension says which system they are for are not there by mistake. */
const NAMES_ITS_SYSTEM =
  /\.(?:exe|dll|com|sys|efi|scr|ocx|pyd|dylib|bundle|jnilib|winmd|mun|node)$|darwin|mac-?os|osx|apple|win(?:dows|32|64)|mingw|cygwin|wine/i

/** A file with an extension, as data.json, may not be meant to be run. */
const HAS_EXTENSION = /\.\w+$/

const LIBRARY = /\.so(?:\.\d+)*$/

/** Reports programs for other systems in the folders of PATH and of the loader, and failed or truncated downloads. */
function reportSystems(
  report: Report,
  tree: Tree,
  reported: ReadonlySet<number>,
  isIgnored: (path: string) => boolean,
): void {
  const { image } = report
  const programs = filesIn(tree, searchPath(image.env))
  const libraries = filesIn(tree, libraryFolders(tree, image)).filter(({ name }) => LIBRARY.test(name))
  const candidates = new Map([
    ...libraries.map(({ node }) => [node, 'library'] as const),
    ...programs.map(({ node }) => [node, 'program'] as const),
  ])
  for (const [node, as] of candidates) {
    const format = reported.has(node) ? undefined : formatAt(tree, node, image.platform)
    if (format === undefined || isIgnored(printablePath(pathOf(tree, node)))) continue
    addFileFinding(report, tree, node, { severity: 'error', verdict: { rule: 'system', format, as } })
  }
}

/** The files in folders, and the targets of links there, except files whose name says what they are for. */
function filesIn(
  tree: Tree,
  paths: readonly string[],
): readonly { readonly node: number; readonly name: string }[] {
  const folders = new Set(paths.map((path) => (path === '' ? NOWHERE : find(tree, path))))
  return [...folders].flatMap((folder) =>
    childrenOf(tree, folder).flatMap((child) => {
      const name = nameOf(tree, child)
      const node = find(tree, name, folder)
      return node === NOWHERE || NAMES_ITS_SYSTEM.test(pathOf(tree, child)) ? [] : [{ node, name }]
    }),
  )
}

/** What a file is instead of a program; undefined if that may be intended, or if other rules report it. */
function formatAt(tree: Tree, node: number, platform: Platform): SystemVerdict['format'] | undefined {
  const { detail, identity, isCut } = factsOf(tree, node)
  if (isCut && identity !== undefined && fitOfElf(identity, platform) === 'right') return 'truncated file'
  const path = pathOf(tree, node)
  if (detail?.kind !== 'format' || NAMES_ITS_SYSTEM.test(path)) return undefined
  return HAS_EXTENSION.test(path) && !detail.format.endsWith(' program') ? undefined : detail.format
}

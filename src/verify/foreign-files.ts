import type { Platform } from '../platforms/platform.ts'
import { addFinding, type Report } from './findings.ts'
import type { ForeignElf, Judgement } from './judge/file.ts'
import { addToGroup, groupFindings, newGroups } from './judge/groups.ts'
import { judge } from './judge/judge.ts'
import { packageFolderReader } from './judge/package.ts'
import { folderOf, type Places, placesOf } from './judge/places.ts'
import {
  addForeign,
  addForeignOwner,
  addPackage,
  addRight,
  addToPackage,
  markOwner,
  newSets,
  type Sets,
} from './judge/sets.ts'
import { isForAndroid } from './judge/trees.ts'
import { eachElf, factsOf, pathOf, type Tree } from './layer/tree.ts'
import { type ElfIdentity, fitOfElf, RELOCATABLE } from './machines.ts'
import { type PathWords, pathReader } from './name-words.ts'
import {
  explainByPackage,
  type PackageContext,
  type PackageExplanation,
  reportPackage,
} from './package-findings.ts'
import { downloadOf } from './packages/downloads.ts'
import { type Start, surelyStarted } from './start/entrypoint.ts'
import type { Linking } from './start/linking.ts'

/** The programs that the image starts, and the libraries that these load. */
export interface Running {
  readonly start: Start
  readonly linking: Linking
}

/** Judges files for other machines by each other and by those for the platform, and reports them. */
export function reportForeign(
  report: Report,
  packageContext: PackageContext,
  { start, linking }: Running,
  foreign: readonly ForeignElf[],
): void {
  const { platform } = report.image
  const { tree } = packageContext.packages
  const started = surelyStarted(start)
  const mayStart = new Set(start.programs.map(({ node }) => node))
  const places = placesOf(tree, report.image, start)
  const read = pathReader()
  const around = { platform, places, sets: setsOf(tree, foreign, places, platform, read) }
  const groups = newGroups()
  for (const each of foreign) {
    const isStarted = started.has(each.node)
    const neededBy = linking.foreign.get(each.node)
    const file = {
      ...each,
      isStarted,
      isGuessed: !isStarted && mayStart.has(each.node),
      neededBy,
      words: read(each.path),
    }
    const judgement = judge(file, around)
    // If its place explains the file, its package does not matter.
    const isSettled = isStarted || neededBy !== undefined || judgement.reason.kind === 'explained'
    const explanation = isSettled ? undefined : explainByPackage(packageContext, file, around)
    if (explanation !== undefined && packageDecides(explanation, judgement))
      reportPackage(report, packageContext, file, explanation)
    else addToGroup(groups, file, judgement)
  }
  for (const { severity, layer, path, verdict } of groupFindings(groups))
    addFinding(report, { severity, layer, path, verdict })
}

/** Formats whose only metadata is the file's name, which sets.ts interprets as well. */
const NAME_ONLY_FORMATS = ['node module', 'python module', 'prisma']

/**
 * Reasons about the file's place that count whatever its package says. A file in a folder that is searched for programs or
 * libraries is not judged by its package at all (packages/verdict.ts).
 */
const PLACE_REASONS = ['linked from PATH', 'foreign triple', 'misnamed', 'named', 'built in place']

/**
 * Whether a file's package decides about it, rather than its place. A file that belongs in its place needs no package; a
 * package for all machines does not excuse a file that is found by name; and a file in a set for several machines is not
 * judged by its own name again.
 */
function packageDecides(
  { judgement: byPackage, package_ }: PackageExplanation,
  { severity, reason }: Judgement,
): boolean {
  if (byPackage.kind === 'silent') return true
  if (reason.kind === 'no image') return false
  // A file that was compiled in place may come with prebuilt ones for other machines.
  if (reason.kind === 'in a set' && byPackage.problem === 'built') return false
  if (reason.kind === 'in a set' && NAME_ONLY_FORMATS.includes(package_.claim.format)) return false
  return byPackage.problem !== 'helper' || (severity !== 'silent' && !PLACE_REASONS.includes(reason.kind))
}

/** Where `dotnet publish` puts native libraries for several machines; the group is the file's name. */
const NATIVE_LIBRARY = /\/runtimes\/[^/]+\/native\/([^/]+)$/

function setsOf(
  tree: Tree,
  foreign: readonly ForeignElf[],
  places: Places,
  platform: Platform,
  read: (path: string) => PathWords,
): Sets {
  const sets = newSets()
  const packageAt = packageFolderReader()
  // A file for Android is not for the platform, even if the processor is the same.
  const isExplained = (path: string, identity: ElfIdentity): boolean =>
    places.isExplained(folderOf(path)) || isForAndroid(path, identity)
  for (const { path, identity, fit } of foreign) {
    addForeign(sets, read(path), identity, platform)
    addForeignOwner(sets, sets.fetched, downloadOf(path))
    addForeignOwner(sets, sets.natives, NATIVE_LIBRARY.exec(path)?.[1])
    const isProgram = fit !== 'device' && identity.type !== RELOCATABLE
    if (isProgram && !isExplained(path, identity)) addPackage(sets, packageAt(path), identity)
  }
  eachElf(tree, (node) => {
    const { identity } = factsOf(tree, node)
    if (identity === undefined || fitOfElf(identity, platform) !== 'right') return
    const path = pathOf(tree, node)
    const words = read(path)
    addRight(sets, words, platform)
    if (isExplained(path, identity)) return
    addToPackage(sets, packageAt(path), words)
    markOwner(sets.fetched, downloadOf(path))
    markOwner(sets.natives, path.slice(path.lastIndexOf('/') + 1))
  })
  return sets
}

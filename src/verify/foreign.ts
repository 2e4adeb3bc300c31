import type { Platform } from '../platforms/platform.ts'
import { add, type Report } from './findings.ts'
import { eachGroup, group, newGroups } from './judge/groups.ts'
import { judge } from './judge/judge.ts'
import { placesOf } from './judge/places.ts'
import { addForeign, addRight, newSets, type Sets } from './judge/sets.ts'
import { eachElf, factsOf, pathOf, type Tree } from './layer/tree.ts'
import { fits } from './machines.ts'
import type { Packaged } from './packaged.ts'
import { type Start, surelyStarted } from './start/entrypoint.ts'

/** Judges files for other machines, by each other and by those for the platform. */
export function reportForeign(
  report: Report,
  packaged: Packaged,
  start: Start,
  foreign: readonly number[],
): void {
  const { platform } = report.image
  const { tree } = packaged.packages
  const started = surelyStarted(start)
  const places = placesOf(tree, report.image, start)
  const around = { platform, places, sets: setsOf(tree, foreign, platform) }
  const groups = newGroups()
  for (const node of foreign) {
    const { identity, layer } = factsOf(tree, node)
    const fit = identity === undefined ? 'right' : fits(identity, platform)
    if (identity === undefined || fit === 'right') continue
    const file = { node, path: pathOf(tree, node), identity, fit, isStarted: started.has(node) }
    group(groups, file, layer, judge(file, around))
  }
  for (const { severity, layer, path, verdict } of eachGroup(groups))
    add(report, { severity, layer, path, verdict }, verdict.reason.kind)
}

function setsOf(tree: Tree, foreign: readonly number[], platform: Platform): Sets {
  const sets = newSets()
  for (const node of foreign) {
    const { identity } = factsOf(tree, node)
    if (identity !== undefined) addForeign(sets, pathOf(tree, node), identity, platform)
  }
  if (sets.byPath.size === 0) return sets
  eachElf(tree, (node) => {
    const { identity } = factsOf(tree, node)
    if (identity !== undefined && fits(identity, platform) === 'right')
      addRight(sets, pathOf(tree, node), platform)
  })
  return sets
}

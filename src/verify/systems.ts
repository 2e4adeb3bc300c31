/** Programs for other systems in places of the platform's own; obstacles.ts reports those in PATH. */
import type { Platform } from '../platforms/platform.ts'
import { addNode, type Report } from './findings.ts'
import type { Format } from './layer/formats.ts'
import { childrenOf, eachFormat, factsOf, nameOf, parentOf, pathOf, type Tree } from './layer/tree.ts'
import { fits } from './machines.ts'
import { ignoreOf, type Packaged, packageVerdict, wasTold } from './packaged.ts'
import { isCompiled, type Package, packageOf } from './packages/lookup.ts'
import { legiblePath } from './printable.ts'
import { commonName, type PathWords, pathReader } from './words.ts'

const SYSTEMS: Partial<Record<Format, string>> = { 'Windows program': 'Windows', 'macOS program': 'macOS' }

/** Reports programs that were compiled or fetched when a package was installed, and those whose name says the platform. */
export function reportOtherSystems(
  report: Report,
  packaged: Packaged,
  isIgnored: (path: string) => boolean,
): void {
  const { tree } = packaged.packages
  if (report.image.platform.os !== 'linux') return
  const read = pathReader()
  eachFormat(tree, (node) => {
    const { detail } = factsOf(tree, node)
    const system = detail?.kind === 'format' ? SYSTEMS[detail.format] : undefined
    const path = pathOf(tree, node)
    if (system === undefined || isIgnored(legiblePath(path))) return
    const found = packageOf(packaged.packages, node, path)
    if (found !== undefined && isCompiled(packaged.packages, path, found) && !isPublished(report, tree, node))
      reportBuilt(report, packaged, found, { node, path, system })
    else if (saysPlatform(path, read(path), report.image.platform)) reportMisnamed(report, tree, node, system)
  })
}

/** Whether its counterpart for the platform is next to it: then both were published together, not made in place. */
function isPublished({ image }: Report, tree: Tree, node: number): boolean {
  const common = commonName(nameOf(tree, node))
  return childrenOf(tree, parentOf(tree, node)).some((each) => {
    const { identity } = factsOf(tree, each)
    const isRight = identity !== undefined && fits(identity, image.platform) === 'right'
    return isRight && commonName(nameOf(tree, each)) === common
  })
}

interface Program {
  readonly node: number
  readonly path: string
  readonly system: string
}

function reportBuilt(
  report: Report,
  packaged: Packaged,
  found: Package,
  { node, path, system }: Program,
): void {
  const { systems } = found.claim
  // The whole package is for another system, as fsevents after a forced npm install.
  const isOfOthers = systems.length > 0 && !systems.includes(report.image.platform.os)
  if (isOfOthers || wasTold(packaged, `built ${found.metadata}`)) return
  const verdict = packageVerdict(found, 'built', [], system, ignoreOf(path, found))
  addNode(report, packaged.packages.tree, node, { severity: 'error', verdict })
}

function reportMisnamed(report: Report, tree: Tree, node: number, machine: string): void {
  const reason = { kind: 'misnamed', says: `linux and ${report.image.platform.arch}` } as const
  const ignore = legiblePath(pathOf(tree, node))
  // Started programs and those in PATH are reported already.
  if (report.kept.error.some(({ path }) => path === ignore)) return
  const verdict = {
    rule: 'machine',
    machine,
    fit: 'wrong',
    files: 1,
    isMixed: false,
    reason,
    ignore,
  } as const
  addNode(report, tree, node, { severity: 'error', verdict })
}

function saysPlatform(path: string, { arch, isForeignSystem }: PathWords, platform: Platform): boolean {
  return arch === platform.arch && !isForeignSystem && /linux[^/]*(?:\/[^/]*){0,2}$/i.test(path)
}

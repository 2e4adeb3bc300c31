/** Programs of other systems where one of the platform belongs; those in PATH are told with what is started. */
import type { Platform } from '../platforms/platform.ts'
import { add, addNode, type Report } from './findings.ts'
import type { Format } from './layer/formats.ts'
import { eachFormat, factsOf, pathOf } from './layer/tree.ts'
import { legiblePath } from './legible.ts'
import { ignoreOf, type Packaged, packageVerdict, wasTold } from './packaged.ts'
import { isCompiled, packageOf } from './packages/lookup.ts'
import { type PathWords, pathReader } from './words.ts'

const SYSTEMS: Partial<Record<Format, string>> = { 'Windows program': 'Windows', 'macOS program': 'macOS' }

/** Reports those that were compiled or fetched where a package was installed, and those whose names say the platform. */
export function reportOtherSystems(
  report: Report,
  packaged: Packaged,
  isIgnored: (path: string) => boolean,
): void {
  const { tree } = packaged.packages
  const { platform } = report.image
  if (platform.os !== 'linux') return
  const read = pathReader()
  eachFormat(tree, (node) => {
    const { detail, layer } = factsOf(tree, node)
    const system = detail?.kind === 'format' ? SYSTEMS[detail.format] : undefined
    const path = pathOf(tree, node)
    const name = legiblePath(path)
    if (system === undefined || isIgnored(name)) return
    // What is started or stands in PATH was told.
    if (report.kept.error.some((finding) => finding.path === name)) return
    const found = packageOf(packaged.packages, node, path)
    if (found !== undefined && isCompiled(packaged.packages, path, found)) {
      if (wasTold(packaged, `built ${found.metadata}`)) return
      const verdict = packageVerdict(found, 'built', [], system, ignoreOf(path, found))
      add(report, { severity: 'error', path, layer, verdict })
    } else if (saysPlatform(path, read(path), platform)) {
      const reason = { kind: 'misnamed', says: `linux and ${platform.arch}` } as const
      const machine = { rule: 'machine', machine: system, fit: 'wrong', files: 1, isMixed: false } as const
      addNode(report, tree, node, { severity: 'error', verdict: { ...machine, reason, ignore: name } })
    }
  })
}

function saysPlatform(path: string, { arch, isForeignSystem }: PathWords, platform: Platform): boolean {
  return arch === platform.arch && !isForeignSystem && /linux[^/]*(?:\/[^/]*){0,2}$/i.test(path)
}

import type { Finding, MachineVerdict } from './finding.ts'
import {
  addFileFinding,
  addFinding,
  allFindings,
  type FindingDraft,
  newReport,
  type Report,
} from './findings.ts'
import { type Running, reportForeign } from './foreign-files.ts'
import type { Image } from './image.ts'
import { reportInstalled } from './installed-packages.ts'
import type { ForeignElf } from './judge/file.ts'
import type { Layer } from './layer/layer.ts'
import { TooLarge } from './layer/too-large.ts'
import { applyLayer, eachElf, factsOf, newTree, pathOf, type Tree } from './layer/tree.ts'
import { fitOfElf, hasElf, machineName, RELOCATABLE } from './machines.ts'
import { checkPrograms } from './not-elf.ts'
import { reportOtherSystems } from './other-systems.ts'
import { newPackageContext } from './package-findings.ts'
import { printable, printablePath } from './printable.ts'
import { startOf, surelyStarted } from './start/entrypoint.ts'
import { linkingOf, UNKNOWN_LINKING } from './start/linking.ts'
import { reportStart } from './start/obstacles.ts'

/** The result of checking one image. */
export interface ImageProof {
  /** How many ELF files the image's file system has; for Windows and macOS, how many programs of that system. */
  readonly files: number
  /** How many files for another machine verify-ignore excludes. */
  readonly ignored: number
  /** The program that the image starts, and its machine; undefined if none is found. */
  readonly entrypoint: { readonly path: string; readonly machine: string } | undefined
  readonly findings: readonly Finding[]
  /** The layers that its programs come from, without ignored files. */
  readonly programLayers: readonly string[]
}

/** e_type of a core dump. */
const CORE = 4

/** Applies an image's layers and checks the resulting file system. */
export function proveImage(
  image: Image,
  layers: readonly Layer[],
  isIgnored: (path: string) => boolean,
): ImageProof {
  const report = newReport(image, layers)
  const { platform } = image
  reportLayers(report)
  try {
    const tree = newTree(
      sumOf(layers, ({ log }) => log.count),
      sumOf(layers, ({ log }) => log.named),
    )
    for (const [number, layer] of layers.entries()) applyLayer(tree, layer, number)
    reportRefused(report, tree)
    if (!hasElf(platform)) return proveWithoutElf(report, tree, isIgnored)
    const start = startOf(tree, image)
    // If a layer was not read completely, a file that seems missing may be in it.
    const isWhole = layers.every(({ outcome, hasDropped }) => outcome.kind === 'read' && !hasDropped)
    const linking = isWhole ? linkingOf(tree, image, start) : UNKNOWN_LINKING
    if (isWhole) reportStart(report, tree, start, linking, isIgnored)
    const { files, ignored, usedLayers } = reportFiles(report, tree, { start, linking }, isIgnored)
    const entrypoint = start.file && {
      path: printablePath(start.file.path),
      machine: machineName(start.file.program.identity),
    }
    return {
      files,
      ignored,
      entrypoint,
      findings: allFindings(report),
      programLayers: digestsOf(usedLayers, layers),
    }
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error
    addFinding(report, {
      severity: 'error',
      verdict: { rule: 'layer', problem: 'image too large', why: error.message },
    })
    return { files: 0, ignored: 0, entrypoint: undefined, findings: allFindings(report), programLayers: [] }
  }
}

function sumOf(layers: readonly Layer[], of: (layer: Layer) => number): number {
  return layers.reduce((sum, layer) => sum + of(layer), 0)
}

function digestsOf(usedLayers: ReadonlySet<number>, layers: readonly Layer[]): readonly string[] {
  return [...usedLayers].sort((a, b) => a - b).map((number) => layers[number]?.digest ?? '')
}

function proveWithoutElf(report: Report, tree: Tree, isIgnored: (path: string) => boolean): ImageProof {
  const checked = checkPrograms(report, tree, isIgnored)
  if (checked !== undefined) {
    const { usedLayers, ...counts } = checked
    return { ...counts, findings: allFindings(report), programLayers: digestsOf(usedLayers, report.layers) }
  }
  addFinding(report, { severity: 'notice', verdict: { rule: 'skipped', skipped: 'programs' } })
  return { files: 0, ignored: 0, entrypoint: undefined, findings: allFindings(report), programLayers: [] }
}

function reportLayers(report: Report): void {
  if (report.layers.some(({ hasDropped }) => hasDropped))
    addFinding(report, { severity: 'notice', verdict: { rule: 'skipped', skipped: 'missing files' } })
  for (const [number, layer] of report.layers.entries()) {
    const finding = layerFinding(layer, report.image.diffIds[number])
    if (finding !== undefined) addFinding(report, { ...finding, layer: number })
    for (const path of layer.refused) {
      const verdict = { rule: 'layer', problem: 'path outside' } as const
      addFinding(report, { severity: 'error', layer: number, path, verdict })
    }
  }
}

/** The config's hash is cut to this length when shown; even a sha512 is shorter. */
const MAX_DIFF_ID_LENGTH = 150

/** @param expected the config's hash; a config with fewer hashes than layers is reported once elsewhere */
function layerFinding({ outcome }: Layer, expected: string | undefined): FindingDraft | undefined {
  switch (outcome.kind) {
    case 'foreign':
      return { severity: 'notice', verdict: { rule: 'skipped', skipped: 'foreign layer' } }
    case 'too many files':
      return { severity: 'error', verdict: { rule: 'layer', problem: 'too many files' } }
    case 'damaged':
      return { severity: 'error', verdict: { rule: 'layer', problem: 'damaged', why: outcome.why } }
    case 'read': {
      const { diffId: actual } = outcome
      if (expected === undefined || expected === actual) return undefined
      const expectedHash = printable(expected.slice(0, MAX_DIFF_ID_LENGTH))
      const verdict = { rule: 'layer', problem: 'other hash', actual, expected: expectedHash } as const
      return { severity: 'error', verdict }
    }
  }
}

function reportRefused(report: Report, tree: Tree): void {
  for (const { path, layer } of tree.refused) {
    const verdict = { rule: 'layer', problem: 'path without parent' } as const
    addFinding(report, { severity: 'warning', layer, path, verdict })
  }
}

interface Files {
  readonly files: number
  readonly ignored: number
  /** Indexes of the layers that programs come from. */
  readonly usedLayers: ReadonlySet<number>
}

function reportFiles(
  report: Report,
  tree: Tree,
  running: Running,
  isIgnored: (path: string) => boolean,
): Files {
  const { start } = running
  const started = surelyStarted(start)
  const usedLayers = new Set<number>()
  const packageContext = newPackageContext(tree)
  let files = 0
  const ignored: number[] = []
  const foreign: ForeignElf[] = []
  const checkFile = (node: number): void => {
    files += 1
    const { identity, layer } = factsOf(tree, node)
    if (identity === undefined || identity.type === CORE) return
    const path = pathOf(tree, node)
    const fit = fitOfElf(identity, report.image.platform)
    if (isIgnored(printablePath(path))) {
      if (fit !== 'right') ignored.push(node)
      return
    }
    if (fit !== 'device' && identity.type !== RELOCATABLE) usedLayers.add(layer)
    if (fit !== 'right') foreign.push({ node, path, layer, identity, fit })
  }
  for (const node of started) checkFile(node)
  eachElf(tree, (node) => {
    if (!started.has(node)) checkFile(node)
  })
  // A package's own claim is reported once, not again for each of its files.
  reportInstalled(report, packageContext, isIgnored)
  if (foreign.length > 0) reportForeign(report, packageContext, running, foreign)
  for (const node of ignored) if (started.has(node)) reportIgnored(report, tree, node)
  reportOtherSystems(report, packageContext, isIgnored)
  return { files, ignored: ignored.length, usedLayers }
}

/** Data may be for any machine, but a program that the image starts is not data. */
function reportIgnored(report: Report, tree: Tree, node: number): void {
  const { identity } = factsOf(tree, node)
  if (identity === undefined || fitOfElf(identity, report.image.platform) !== 'wrong') return
  const verdict: MachineVerdict = {
    ...{ rule: 'machine', machine: machineName(identity), fit: 'wrong', reason: { kind: 'ignored' } },
    ...{ files: 1, isMixed: false, ignore: '' },
  }
  addFileFinding(report, tree, node, { severity: 'warning', verdict })
}

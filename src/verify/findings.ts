import type { Finding, Severity, Verdict } from './finding.ts'
import type { Image } from './image.ts'
import type { Layer } from './layer/layer.ts'
import { factsOf, pathOf, type Tree } from './layer/tree.ts'
import { printablePath } from './printable.ts'
import { SEVERITIES, summaryFinding } from './shortlist.ts'

/** The findings about an image while they are collected. */
export interface Report {
  readonly image: Image
  readonly layers: readonly Layer[]
  /** In the order of discovery. */
  readonly kept: Readonly<Record<Severity, Finding[]>>
  /** How many findings were dropped. */
  readonly dropped: Record<Severity, number>
}

/** The part of a finding that does not follow from the image and the layer. */
export interface FindingDraft {
  readonly severity: Severity
  readonly verdict: Verdict
  /** One character per byte. */
  readonly path?: string
  /** The index of the layer. */
  readonly layer?: number
}

/** Findings kept per severity: an image can cause a million of them, each with a path of up to 4 KiB. */
const MAX_KEPT = 500

/** @returns a report that starts with the findings about the image's documents */
export function newReport(image: Image, layers: readonly Layer[]): Report {
  const report = {
    ...{ image, layers, kept: { error: [], warning: [], notice: [] } },
    dropped: { error: 0, warning: 0, notice: 0 },
  }
  for (const finding of image.findings) keepFinding(report, finding)
  return report
}

export function addFinding(report: Report, { severity, verdict, path = '', layer = -1 }: FindingDraft): void {
  const { image, layers } = report
  keepFinding(report, {
    ...{ severity, verdict, platform: image.platform, path: printablePath(path) },
    ...{ layer: layers[layer]?.digest ?? '', instruction: image.instructions[layer] ?? '' },
  })
}

function keepFinding({ kept, dropped }: Report, finding: Finding): void {
  const { severity } = finding
  if (kept[severity].length < MAX_KEPT) kept[severity].push(finding)
  else dropped[severity] += 1
}

/** Adds a finding about a file of the tree. */
export function addFileFinding(report: Report, tree: Tree, node: number, draft: FindingDraft): void {
  addFinding(report, { ...draft, path: pathOf(tree, node), layer: factsOf(tree, node).layer })
}

/** All findings, worst first; if there are too many, the last one of a severity says how many more there are. */
export function allFindings({ kept, dropped }: Report): readonly Finding[] {
  return SEVERITIES.flatMap((severity) => {
    const [first] = kept[severity]
    const count = dropped[severity]
    return [...kept[severity], ...(first === undefined || count === 0 ? [] : [summaryFinding(first, count)])]
  })
}

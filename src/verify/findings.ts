import { ofManyKinds, SEVERITIES } from './brief.ts'
import type { Finding, Severity, Verdict } from './finding.ts'
import type { Image } from './image.ts'
import type { Layer } from './layer/layer.ts'
import { factsOf, pathOf, type Tree } from './layer/tree.ts'
import { legiblePath } from './printable.ts'

/** The findings about an image while they are collected. */
export interface Report {
  readonly image: Image
  readonly layers: readonly Layer[]
  /** In the order of discovery. */
  readonly kept: Readonly<Record<Severity, Finding[]>>
  /** How many findings were dropped. */
  readonly counted: Record<Severity, number>
}

/** The part of a finding that does not follow from the image and the layer. */
export interface Short {
  readonly severity: Severity
  readonly verdict: Verdict
  /** One character per byte. */
  readonly path?: string
  /** The index of the layer. */
  readonly layer?: number
}

/** Findings kept per severity: an image can cause a million of them, each with a path of up to 4 KiB. */
const MOST_KEPT = 500

/** @returns a report that starts with the findings about the image's documents */
export function newReport(image: Image, layers: readonly Layer[]): Report {
  const report = {
    ...{ image, layers, kept: { error: [], warning: [], notice: [] } },
    counted: { error: 0, warning: 0, notice: 0 },
  }
  for (const finding of image.findings) keep(report, finding)
  return report
}

export function add(report: Report, { severity, verdict, path = '', layer = -1 }: Short): void {
  const { image, layers } = report
  keep(report, {
    ...{ severity, verdict, platform: image.platform, path: legiblePath(path) },
    ...{ layer: layers[layer]?.digest ?? '', instruction: image.instructions[layer] ?? '' },
  })
}

function keep({ kept, counted }: Report, finding: Finding): void {
  const { severity } = finding
  if (kept[severity].length < MOST_KEPT) kept[severity].push(finding)
  else counted[severity] += 1
}

/** Adds a finding about a file of the tree. */
export function addNode(report: Report, tree: Tree, node: number, short: Short): void {
  add(report, { ...short, path: pathOf(tree, node), layer: factsOf(tree, node).layer })
}

/** All findings, worst first; if there are too many, the last one of a severity says how many more there are. */
export function finished({ kept, counted }: Report): readonly Finding[] {
  return SEVERITIES.flatMap((severity) => {
    const [first] = kept[severity]
    const count = counted[severity]
    return [...kept[severity], ...(first === undefined || count === 0 ? [] : [ofManyKinds(first, count)])]
  })
}

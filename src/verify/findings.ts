import type { Finding, Severity, Verdict } from './finding.ts'
import type { Image } from './image.ts'
import type { Layer } from './layer/layer.ts'
import { factsOf, pathOf, type Tree } from './layer/tree.ts'
import { legiblePath } from './legible.ts'

/** Collects findings about an image; of many that are alike the first ones, and a count. */
export interface Report {
  readonly image: Image
  readonly layers: readonly Layer[]
  readonly findings: Finding[]
  readonly alike: Map<string, { readonly first: Finding; told: number; untold: number }>
}

/** A finding in short: the rest follows from image and layer. */
export interface Short {
  readonly severity: Severity
  readonly verdict: Verdict
  /** One character a byte. */
  readonly path?: string
  /** Number of the layer. */
  readonly layer?: number
}

/** Findings of one kind that are told one by one. */
const MOST_ALIKE = 20
/** Warnings that are told one by one. */
const MOST_WARNINGS = 10
/** Kinds that are told apart: who makes an image can make thousands, and each finding has a path of up to 4 KiB. */
const MOST_KINDS = 50

/**
 * Adds a finding.
 * @param kind what those have in common that are counted together, beside severity, rule and layer
 */
export function add({ image, layers, findings, alike }: Report, short: Short, kind = ''): void {
  const { severity, verdict, path = '', layer = -1 } = short
  const own = JSON.stringify([severity, verdict.rule, layer, kind])
  const isOneTooMany = alike.size >= MOST_KINDS && !alike.has(own)
  const key = isOneTooMany ? severity : own
  const known = alike.get(key)
  if (known !== undefined && ++known.told > MOST_ALIKE) {
    known.untold += filesOf(verdict)
    return
  }
  const finding = {
    ...{ severity, verdict, platform: image.platform, path: legiblePath(path) },
    ...{ layer: layers[layer]?.digest ?? '', instruction: image.instructions[layer] ?? '' },
  }
  const first = isOneTooMany ? { ...finding, layer: '', instruction: '' } : finding
  if (known === undefined) alike.set(key, { first, told: 1, untold: 0 })
  findings.push(finding)
}

/** Adds a finding about a file. */
export function addNode(report: Report, tree: Tree, node: number, short: Short): void {
  add(report, { ...short, path: pathOf(tree, node), layer: factsOf(tree, node).layer })
}

/** All findings, the worst first, and how many more there are of a kind. */
export function finished({ findings, alike }: Report): readonly Finding[] {
  const more = [...alike.values()].filter(({ untold }) => untold > 0)
  const counts = more.map(({ first, untold }) => ({
    ...first,
    path: '',
    more: { count: untold, example: first.path },
  }))
  return fewWarnings([...findings, ...counts]).toSorted((a, b) => RANKS[a.severity] - RANKS[b.severity])
}

/** The first warnings, and how many there are beside them: nobody reads more, and none of them stops a release. */
function fewWarnings(findings: readonly Finding[]): readonly Finding[] {
  const [first, ...rest] = findings.filter(({ severity }) => severity === 'warning').slice(MOST_WARNINGS)
  if (first === undefined || rest.length === 0) return findings
  const untold = new Set([first, ...rest])
  const count = [...untold].reduce((sum, { more, verdict }) => sum + (more?.count ?? filesOf(verdict)), 0)
  const summary = { ...first, path: '', layer: '', instruction: '', more: { count, example: first.path } }
  return [...findings.filter((finding) => !untold.has(finding)), summary]
}

/** How many files a finding stands for. */
function filesOf(verdict: Verdict): number {
  return verdict.rule === 'machine' ? verdict.files : 1
}

const RANKS = { error: 0, warning: 1, notice: 2 }

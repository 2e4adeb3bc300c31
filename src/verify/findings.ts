import type { Platform } from '../platforms/platform.ts'
import type { Image } from './image.ts'
import type { Layer } from './layer/layer.ts'
import { legiblePath } from './legible.ts'

/**
 * - `index`: the list of platforms is not what was asked for
 * - `config`: manifest or config cannot be right
 * - `layer`: a layer is damaged, or not what the config says
 * - `machine`: a file is for another machine
 * - `arm-version`: what is started needs a newer arm
 * - `same-layers`: two platforms have the same programs
 * - `entrypoint`: what the image starts is not there, or is no program
 * - `interpreter`, `library`: what a program needs is not there
 * - `skipped`: something was not looked at
 */
export type Rule =
  | 'index'
  | 'config'
  | 'layer'
  | 'machine'
  | 'arm-version'
  | 'same-layers'
  | 'entrypoint'
  | 'interpreter'
  | 'library'
  | 'skipped'

/** Something about an image that is wrong, odd, or was not looked at. */
export interface Finding {
  readonly severity: 'error' | 'warning' | 'notice'
  readonly platform: Platform | undefined
  /** In the image, with a slash in front; '' where no file is meant. */
  readonly path: string
  /** Digest of the layer that the file comes from; '' where none is meant. */
  readonly layer: string
  /** What made the layer, from the config's history; '' where it does not say. */
  readonly instruction: string
  /** A sentence. */
  readonly what: string
  /** A sentence; '' where nothing has to be done. */
  readonly cure: string
  readonly rule: Rule
}

/** Collects findings about an image; of many that are alike the first ones, and a count. */
export interface Report {
  readonly image: Image
  readonly layers: readonly Layer[]
  readonly findings: Finding[]
  readonly alike: Map<string, { readonly first: Finding; count: number }>
}

/** A finding in short: the rest follows from image and layer. */
export interface Short {
  readonly severity: Finding['severity']
  readonly rule: Rule
  readonly what: string
  readonly cure: string
  /** One character a byte. */
  readonly path?: string
  /** Number of the layer. */
  readonly layer?: number
}

/** Findings of one kind that are told one by one. */
const MOST_ALIKE = 20
/** Kinds that are told apart: who makes an image can make thousands, and each finding has a path of up to 4 KiB. */
const MOST_KINDS = 50

/**
 * Adds a finding.
 * @param kind what those have in common that are counted together, beside severity, rule and layer
 */
export function add({ image, layers, findings, alike }: Report, short: Short, kind = ''): void {
  const { severity, rule, what, cure, path = '', layer = -1 } = short
  const own = JSON.stringify([severity, rule, layer, kind])
  const isOneTooMany = alike.size >= MOST_KINDS && !alike.has(own)
  const key = isOneTooMany ? severity : own
  const known = alike.get(key)
  if (known !== undefined && ++known.count > MOST_ALIKE) return
  const finding = {
    ...{ severity, rule, what, cure, platform: image.platform, path: legiblePath(path) },
    ...{ layer: layers[layer]?.digest ?? '', instruction: image.instructions[layer] ?? '' },
  }
  const first = isOneTooMany ? { ...finding, layer: '', instruction: '' } : finding
  if (known === undefined) alike.set(key, { first, count: 1 })
  findings.push(finding)
}

/** All findings, the worst first, and how many more there are of a kind. */
export function finished({ findings, alike }: Report): readonly Finding[] {
  const more = [...alike.values()].filter(({ count }) => count > MOST_ALIKE)
  const counts = more.map(({ first, count }) => {
    const left = count - MOST_ALIKE
    const what =
      first.layer === ''
        ? `${left} more are not told one by one.`
        : `${left} more of this kind are in the same layer as ${first.path}.`
    return { ...first, path: '', what }
  })
  return [...findings, ...counts].toSorted((a, b) => RANKS[a.severity] - RANKS[b.severity])
}

const RANKS = { error: 0, warning: 1, notice: 2 }

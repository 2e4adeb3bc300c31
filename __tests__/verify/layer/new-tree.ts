import { addEntry, KIND, newEntryLog } from '../../../src/verify/layer/entries.ts'
import { applyLayer, newTree, type Tree } from '../../../src/verify/layer/tree.ts'
import type { Metadata } from '../../../src/verify/packages/claim.ts'

interface Contents {
  /** Paths of programs of no known machine. */
  readonly programs: readonly string[]
  /** What metadata files say, by path. */
  readonly metadata?: Readonly<Record<string, Metadata>>
}

/** A tree of one layer per element, without reading archives. */
export function treeOf(...layers: readonly Contents[]): Tree {
  const tree = newTree()
  for (const [number, { programs, metadata = {} }] of layers.entries()) {
    const log = newEntryLog()
    const rest = { target: '', identity: -1, isExecutable: true, isEmpty: false, isCut: false }
    for (const path of programs) addEntry(log, { ...rest, path, kind: KIND.elf, detail: -1 })
    for (const [index, path] of Object.keys(metadata).entries())
      addEntry(log, { ...rest, path, kind: KIND.text, detail: index })
    const layer = { digest: '', identities: [], details: Object.values(metadata), refused: [], log }
    const outcome = { kind: 'read', diffId: '' } as const
    applyLayer(tree, { ...layer, outcome, cost: 0, hasDropped: false }, number)
  }
  return tree
}

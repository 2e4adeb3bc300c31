import type { Complaint } from './parsers.ts'

/** YAML as plain data in which every value knows its line. Every scalar is a text. */
export type Tree =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'list'; readonly items: readonly Tree[]; readonly line: number }
  | { readonly kind: 'map'; readonly entries: readonly Entry[]; readonly line: number }

export interface Entry {
  readonly key: string
  readonly value: Tree
  readonly line: number
}

/**
 * Reads YAML. The parser is a file of its own in the bundle and is loaded only here: most jobs have no YAML
 * input, and loading it takes longer than reading all the other inputs.
 * @returns undefined after a complaint
 */
export async function readYaml(
  source: string,
  complain: (complaint: Complaint) => void,
): Promise<Tree | undefined> {
  const { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } = await import('yaml')
  const counter = new LineCounter()
  // failsafe: every scalar is a text, so that a name such as 1 or no stays what was written.
  const options = { lineCounter: counter, schema: 'failsafe', logLevel: 'silent' } as const
  const document = parseDocument(source, options)
  for (const { message, pos } of document.errors) {
    const what = `this is no YAML: ${message.split(/ at line |\n/)[0]}.`
    complain({ line: counter.linePos(pos[0]).line, what, cure: 'Correct the line, or its indentation.' })
  }
  if (document.errors.length > 0) return undefined
  const lineOf = (node: unknown): number => {
    const start = isNode(node) ? node.range?.[0] : undefined
    return start === undefined ? 1 : counter.linePos(start).line
  }
  const treeOf = (node: unknown): Tree => {
    const line = lineOf(node)
    const found = isAlias(node) ? node.resolve(document) : node
    if (isSeq(found)) return { kind: 'list', items: found.items.map(treeOf), line }
    if (isMap(found)) {
      const entries = found.items.map(({ key, value }) => {
        const name = treeOf(key)
        return { key: name.kind === 'text' ? name.text : '', value: treeOf(value), line: lineOf(key) }
      })
      return { kind: 'map', entries, line }
    }
    return { kind: 'text', text: isScalar(found) ? String(found.value ?? '') : '', line }
  }
  return treeOf(document.contents)
}

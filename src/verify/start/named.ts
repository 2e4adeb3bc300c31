/** What an image names in its variables, and what its loader puts into every program. */

import type { Image } from '../image.ts'
import { KIND } from '../layer/entries.ts'
import { factsOf, find, NOWHERE, type Tree } from '../layer/tree.ts'
import { rawPath } from '../legible.ts'
import { hasWord } from '../words.ts'
import { variable } from './entrypoint.ts'

/** A library that is to be loaded into every program. */
export interface Preloaded {
  readonly path: string
  /** NOWHERE where the image does not have it. */
  readonly node: number
  /** The variable or file that names it. */
  readonly by: string
}

const PRELOAD_FILE = '/etc/ld.so.preload'

/** What ld.so(8) loads first. A name without a slash is looked for as libraries are. */
export function preloaded(tree: Tree, env: readonly string[]): readonly Preloaded[] {
  const file = find(tree, PRELOAD_FILE)
  const detail = file === NOWHERE ? undefined : factsOf(tree, file).detail
  const texts = [
    { by: 'LD_PRELOAD', text: rawPath(variable(env, 'LD_PRELOAD') ?? '') },
    { by: PRELOAD_FILE, text: detail?.kind === 'text' ? detail.text : '' },
  ]
  return texts.flatMap(({ by, text }) => {
    const paths = text.split(/[\s:]+/).filter((path) => path.startsWith('/') && !path.includes('$'))
    return paths.map((path) => ({ path, node: find(tree, path), by }))
  })
}

/** A path in a value: all of it, one in a list, or what follows `=` or the colon of an option. */
const PATHS = /(?<=^|[\s:;,=])\/[^\s:;,=]+/g

/** Programs and libraries that variables of the image name, each with the variable. One that names a machine itself is data. */
export function namedByVariables(tree: Tree, { env }: Image): ReadonlyMap<number, string> {
  const named = new Map<number, string>()
  for (const line of env) {
    const [name = ''] = line.split('=', 1)
    if (hasWord(name)) continue
    for (const [path] of rawPath(line.slice(name.length + 1)).matchAll(PATHS)) {
      const node = find(tree, path)
      if (node !== NOWHERE && factsOf(tree, node).kind === KIND.elf) named.set(node, name)
    }
  }
  return named
}

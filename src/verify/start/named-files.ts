/** Files that an image names in its variables, and libraries that its loader puts into every program. */

import type { Image } from '../image.ts'
import { KIND } from '../layer/entries.ts'
import { childrenOf, factsOf, find, NOWHERE, nameOf, type Tree } from '../layer/tree.ts'
import { hasWord } from '../name-words.ts'
import { rawPath } from '../printable.ts'
import { type Start, variable } from './entrypoint.ts'

/** A library that is to be preloaded into every program. */
export interface Preload {
  readonly path: string
  /** NOWHERE if the image does not have it. */
  readonly node: number
  /** The variable or file that names it. */
  readonly by: string
}

const PRELOAD_FILE = '/etc/ld.so.preload'

/** The libraries that ld.so(8) preloads. Names without a slash are left out: they are searched for like other libraries. */
export function preloadsOf(tree: Tree, env: readonly string[]): readonly Preload[] {
  const file = find(tree, PRELOAD_FILE)
  const detail = file === NOWHERE ? undefined : factsOf(tree, file).detail
  const texts = [
    { by: 'LD_PRELOAD', text: rawPath(variable(env, 'LD_PRELOAD') ?? '') },
    { by: PRELOAD_FILE, text: detail?.kind === 'text' ? detail.text : '' },
  ]
  return texts.flatMap(({ by, text }) => {
    const paths = text.split(/[\s:]/).filter((path) => path.startsWith('/') && !path.includes('$'))
    return paths.map((path) => ({ path, node: find(tree, path), by }))
  })
}

/** A path in a value: the whole value, an item of a list, or the part after the `=` or colon of an option. */
const PATHS = /(?<=^|[\s:;,=])\/[^\s:;,=]+/g
const LIBRARY = /\.so(?:\.\d+)*$/
/** Variables that name an installation folder. */
const INSTALLED = /(?:^|_)HOME$|^VIRTUAL_ENV$/

/**
 * Programs and libraries that variables of the image name, and libraries among the arguments of what it starts, each with
 * what names it. A variable with a machine in its name is left out: it is meant to name files for that machine.
 */
export function filesNamedByImage(tree: Tree, { env }: Image, { words }: Start): ReadonlyMap<number, string> {
  const named = new Map<number, string>()
  const add = (path: string, by: string): void => {
    const node = find(tree, path)
    if (node !== NOWHERE && factsOf(tree, node).kind === KIND.elf) named.set(node, by)
  }
  for (const [path] of words.flatMap((word) => [...word.matchAll(PATHS)])) {
    if (LIBRARY.test(path)) add(path, 'the command')
  }
  for (const line of env) {
    const [name = ''] = line.split('=', 1)
    if (hasWord(name)) continue
    const value = rawPath(line.slice(name.length + 1))
    for (const [path] of value.matchAll(PATHS)) add(path, `the variable ${name}`)
    if (INSTALLED.test(name)) for (const path of programsOf(tree, value)) add(path, `the variable ${name}`)
  }
  return named
}

/** Paths in an installation folder and its bin. */
function programsOf(tree: Tree, home: string): readonly string[] {
  const folders = /^\/[^/]+\/./.test(home) ? [home, `${home}/bin`] : []
  return folders.flatMap((path) => {
    return childrenOf(tree, find(tree, path)).map((node) => `${path}/${nameOf(tree, node)}`)
  })
}

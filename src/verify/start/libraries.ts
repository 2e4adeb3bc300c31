/** The folders that loaders search for libraries. */

import type { Image } from '../image.ts'
import { childrenOf, factsOf, find, nameOf, type Tree } from '../layer/tree.ts'
import { archWords } from '../machines.ts'
import { rawPath } from '../printable.ts'
import { variable } from './entrypoint.ts'

/** The loaders' default folders; for musl, "/lib:/usr/local/lib:/usr/lib". */
const DEFAULT_FOLDERS = ['', '/usr', '/usr/local'].flatMap((prefix) =>
  ['lib', 'lib64', 'lib32', 'libx32'].map((name) => `${prefix}/${name}`),
)

/** The folders that the loaders of an image search for every program. */
export function libraryFolders(tree: Tree, { platform, env }: Image): readonly string[] {
  return [...libraryPathFolders(env), ...configuredFolders(tree), ...defaultFolders(archWords(platform.arch))]
}

/** LD_LIBRARY_PATH. Its empty names are left out: they would mean the working directory, which is never intended. */
export function libraryPathFolders(env: readonly string[]): readonly string[] {
  const folders = (variable(env, 'LD_LIBRARY_PATH') ?? '').split(/[:;]/)
  return folders.filter((folder) => folder !== '').map(rawPath)
}

/** @param words the words for the machine */
export function defaultFolders(words: readonly string[]): readonly string[] {
  const triples = words.filter((word) => word.includes('-linux-'))
  return [
    ...DEFAULT_FOLDERS,
    ...['', '/usr', '/usr/local'].flatMap((prefix) => triples.map((word) => `${prefix}/lib/${word}`)),
  ]
}

/** The folders in ld.so.conf, in ld.so.conf.d, which it always includes, and in the configuration of musl's loader. */
export function configuredFolders(tree: Tree): readonly string[] {
  const texts = [
    ...textsIn(tree, '/etc', /^(?:ld\.so\.conf$|ld-musl-)/),
    ...textsIn(tree, '/etc/ld.so.conf.d', /\.conf$/),
  ]
  const lines = texts.flatMap((text) => text.split(/[\n:]/)).map((line) => line.replace(/[#=].*/, '').trim())
  return lines.filter((line) => line.startsWith('/'))
}

function textsIn(tree: Tree, path: string, names: RegExp): readonly string[] {
  return childrenOf(tree, find(tree, path)).flatMap((node) => {
    const { detail } = factsOf(tree, node)
    return detail?.kind === 'text' && names.test(nameOf(tree, node)) ? [detail.text] : []
  })
}

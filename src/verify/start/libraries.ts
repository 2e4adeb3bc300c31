/** The folders that loaders take libraries from. */

import type { Image } from '../image.ts'
import { childrenOf, factsOf, find, NOWHERE, nameOf, type Tree } from '../layer/tree.ts'
import { archWords } from '../machines.ts'
import { rawPath } from '../printable.ts'
import { variable } from './entrypoint.ts'

/** Where loaders look by themselves; for musl, "/lib:/usr/local/lib:/usr/lib". */
const FOLDERS = ['', '/usr', '/usr/local'].flatMap((prefix) =>
  ['lib', 'lib64', 'lib32', 'libx32'].map((name) => `${prefix}/${name}`),
)

/** The folders that the loaders of an image look into for every program. */
export function libraryFolders(tree: Tree, { platform, env }: Image): readonly string[] {
  return [...presetFolders(env), ...configuredFolders(tree), ...usualFolders(archWords(platform.arch))]
}

/** LD_LIBRARY_PATH. An empty name is the folder that a program is started in, which nobody means. */
export function presetFolders(env: readonly string[]): readonly string[] {
  const folders = (variable(env, 'LD_LIBRARY_PATH') ?? '').split(/[:;]/)
  return folders.filter((folder) => folder !== '').map(rawPath)
}

/** @param words for the machine */
export function usualFolders(words: readonly string[]): readonly string[] {
  const triples = words.filter((word) => word.includes('-linux-'))
  return [
    ...FOLDERS,
    ...['', '/usr', '/usr/local'].flatMap((prefix) => triples.map((word) => `${prefix}/lib/${word}`)),
  ]
}

/** ld.so.conf and what it includes everywhere, ld.so.conf.d; and the file of musl's loader. */
export function configuredFolders(tree: Tree): readonly string[] {
  const texts = [...textsIn(tree, '/etc'), ...textsIn(tree, '/etc/ld.so.conf.d')]
  const lines = texts.flatMap((text) => text.split(/[\n:]/)).map((line) => line.replace(/[#=].*/, '').trim())
  return lines.filter((line) => line.startsWith('/'))
}

function textsIn(tree: Tree, path: string): readonly string[] {
  const folder = find(tree, path)
  const files =
    folder === NOWHERE
      ? []
      : childrenOf(tree, folder).filter((node) => /^ld\.so\.conf$|^ld-musl-|\.conf$/.test(nameOf(tree, node)))
  return files.flatMap((node) => {
    const { detail } = factsOf(tree, node)
    return detail?.kind === 'text' ? [detail.text] : []
  })
}

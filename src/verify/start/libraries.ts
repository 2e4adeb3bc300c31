import type { Image } from '../image.ts'
import { KIND } from '../layer/entries.ts'
import { childrenOf, factsOf, find, NOWHERE, nameOf, type Tree } from '../layer/tree.ts'
import { rawPath } from '../legible.ts'
import { archWords, machineWords } from '../machines.ts'
import { type Program, variable } from './entrypoint.ts'

/** Where loaders look by themselves; for musl, "/lib:/usr/local/lib:/usr/lib". */
const FOLDERS = ['', '/usr', '/usr/local'].flatMap((prefix) =>
  ['lib', 'lib64', 'lib32', 'libx32'].map((name) => `${prefix}/${name}`),
)

/**
 * The libraries that a program needs and that are in no folder where its loader looks: DT_RUNPATH or DT_RPATH,
 * LD_LIBRARY_PATH, ld.so.conf, and the usual ones. Libraries of libraries are not followed.
 */
export function missingLibraries(tree: Tree, program: Program, env: readonly string[]): readonly string[] {
  const { links } = program
  if (links?.needed === undefined) return []
  const own = [...ownFolders(links.runpath, program.path), ...ownFolders(links.rpath, program.path)]
  // What only the loader can put in, such as $LIB, cannot be told.
  if (own.some((folder) => folder.includes('$'))) return []
  const usual = usualFolders(machineWords(program.identity))
  const folders = [...new Set([...own, ...presetFolders(env), ...configuredFolders(tree), ...usual])]
  const isThere = (name: string): boolean =>
    name.includes('/')
      ? isFile(tree, name, program.folder)
      : folders.some((folder) => isLibrary(tree, `${folder}/${name}`, program))
  return links.needed.filter((name) => name !== '' && !isThere(name))
}

/** A run path: folders, in which $ORIGIN is the program's own. */
function ownFolders(path: string, program: string): readonly string[] {
  const origin = program.slice(0, program.lastIndexOf('/'))
  const folders = path.split(':').filter((folder) => folder !== '')
  return folders.map((folder) => folder.replaceAll(/\$(?:ORIGIN\b|\{ORIGIN\})/g, () => origin))
}

/** The folders that the loaders of an image look into for every program. */
export function libraryFolders(tree: Tree, { platform, env }: Image): readonly string[] {
  return [...presetFolders(env), ...configuredFolders(tree), ...usualFolders(archWords(platform.arch))]
}

function presetFolders(env: readonly string[]): readonly string[] {
  const folders = (variable(env, 'LD_LIBRARY_PATH') ?? '').split(':')
  return folders.filter((folder) => folder !== '').map(rawPath)
}

/** @param words for the machine */
function usualFolders(words: readonly string[]): readonly string[] {
  const triples = words.filter((word) => word.includes('-linux-'))
  return [
    ...FOLDERS,
    ...['', '/usr', '/usr/local'].flatMap((prefix) => triples.map((word) => `${prefix}/lib/${word}`)),
  ]
}

/** ld.so.conf and what it includes everywhere, ld.so.conf.d; and the file of musl's loader. */
function configuredFolders(tree: Tree): readonly string[] {
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

/** A name with a slash is a path, as the kernel takes it. */
function isFile(tree: Tree, path: string, folder: number): boolean {
  const node = find(tree, path, folder)
  return node !== NOWHERE && factsOf(tree, node).kind !== KIND.folder
}

/** A library of another machine is passed over by the loader; one that is a script for the linker, too. */
function isLibrary(tree: Tree, path: string, { identity }: Program): boolean {
  const node = find(tree, path)
  const found = node === NOWHERE ? undefined : factsOf(tree, node).identity
  return (
    found?.machine === identity.machine && found.class === identity.class && found.endian === identity.endian
  )
}

/**
 * What a Windows image starts, and where it searches for programs, as far as names say so. Windows finds a program as
 * CreateProcess does (learn.microsoft.com, "CreateProcessW", lpCommandLine), and ignores case.
 */

import type { Image } from '../image.ts'
import { KIND } from '../layer/entries.ts'
import { childrenOf, factsOf, NOWHERE, nameOf, ROOT, type Tree } from '../layer/tree.ts'
import { rawPath } from '../printable.ts'

/** Folders that it searches before `Path`. */
const SYSTEM_FOLDERS = ['\\Windows\\System32', '\\Windows']

/** A command line: its first word, and the rest. */
interface Line {
  readonly word: string
  readonly rest: string
}

/**
 * The programs that entrypoint, command and health check start. For a line that cmd runs, also its first word, unless it
 * may be a command of cmd itself, which has neither a folder nor an extension.
 */
export function windowsStart(tree: Tree, image: Image): readonly number[] {
  const { argv, healthcheck } = image
  return [argv, healthcheck].flatMap(([word = '', ...rest]) => {
    const line = { word: rawPath(word), rest: rawPath(rest.join(' ')) }
    // For the shell form, docker writes the whole line as one word.
    const isWord = rest.length > 0 || findProgram(tree, image, line.word) !== NOWHERE
    return startedNodes(tree, image, isWord ? line : splitLine(line.word))
  })
}

function startedNodes(tree: Tree, image: Image, { word, rest }: Line): readonly number[] {
  const inner = /(?:^|[\\/])cmd(?:\.exe)?$/i.test(word) ? (SHELL_LINE.exec(rest)?.[1] ?? '') : ''
  // cmd may remove the first quote of its line and the last one (`cmd /?`), after which more may follow.
  const first = [inner, inner.replace(/^"(.*)"/s, '$1')]
    .map((each) => splitLine(each).word)
    .filter((each) => /[\\/]|\.(?:exe|com)$/i.test(each))
    .map((each) => findProgram(tree, image, each))
    .find((node) => node !== NOWHERE)
  return [findProgram(tree, image, word), first ?? NOWHERE].filter((node) => node !== NOWHERE)
}

/** The line after the option that makes cmd run it. */
const SHELL_LINE = /(?:^|\s)\/[ck]\s*(.+)/is

function splitLine(text: string): Line {
  const [all = '', quoted, plain] = /^\s*(?:"([^"]+)"|([^\s"&|<>()]+))/.exec(text) ?? []
  return { word: quoted ?? plain ?? '', rest: text.slice(all.length) }
}

/** Programs that can be called by name alone; other extensions that may be omitted are those of scripts. */
export function windowsReached(tree: Tree, image: Image): readonly number[] {
  const folders = windowsSearchPath(image).flatMap((folder) => findAll(tree, pathNames(folder)))
  const files = folders.flatMap((folder) => childrenOf(tree, folder))
  return files.filter((node) => /\.(?:exe|com)$/i.test(nameOf(tree, node)))
}

/** The folders of the image's `Path`, without those of Windows itself. */
function windowsSearchPath({ env }: Image): readonly string[] {
  const path = env.findLast((line) => /^path=/i.test(line))?.slice('path='.length) ?? ''
  const folders = path.split(';').map((folder) => rawPath(folder.replaceAll('"', '').trim()))
  return folders.filter((folder) => folder !== '' && !folder.includes('%') && !isOfWindows(folder))
}

/** Whether a path is one of Windows itself. */
export function isOfWindows(path: string): boolean {
  return pathNames(path)?.[0]?.toLowerCase() === 'windows'
}

/** The program of a name, with `.exe` where it has no end; NOWHERE where none is found. */
function findProgram(tree: Tree, image: Image, word: string): number {
  if (word === '') return NOWHERE
  const words = /\.[^\\/.]*$/.test(word) ? [word] : [`${word}.exe`, word]
  const workingDir = rawPath(image.workingDir)
  const isPath = /[\\/:]/.test(word)
  const folders = isPath ? [workingDir] : [workingDir, ...SYSTEM_FOLDERS, ...windowsSearchPath(image)]
  for (const folder of folders) {
    for (const each of words) {
      const node = fileAt(tree, pathNames(each, folder))
      if (node !== NOWHERE) return node
    }
  }
  return NOWHERE
}

/**
 * The names on the way from the root of `C:`, which is what an image has; undefined for another drive or machine.
 * @param folder the base of a path without a root
 */
function pathNames(path: string, folder = ''): readonly string[] | undefined {
  const [, drive = 'c', rest = ''] = /^(?:[\\/]{2}[?.][\\/])?(?:([a-z]):)?(.*)/is.exec(path) ?? []
  if (drive.toLowerCase() !== 'c' || /^[\\/]{2}/.test(rest)) return undefined
  const before = /^[\\/]/.test(rest) || folder === '' ? [] : pathNames(folder)
  if (before === undefined) return undefined
  const names = [...before]
  for (const name of rest.split(/[\\/]/)) {
    if (name === '..') names.pop()
    else if (name !== '' && name !== '.') names.push(name)
  }
  return names
}

/** If several have the same name, the one of the uppermost layer: Windows would have replaced the others. */
function fileAt(tree: Tree, names: readonly string[] | undefined): number {
  const files = findAll(tree, names).filter((node) => factsOf(tree, node).kind !== KIND.folder)
  const [node = NOWHERE] = files.toSorted((a, b) => factsOf(tree, b).layer - factsOf(tree, a).layer)
  return node
}

/** All nodes of a path. Plain files have no nodes, and links are not followed. */
function findAll(tree: Tree, names: readonly string[] | undefined): readonly number[] {
  if (names === undefined) return []
  return names.reduce<readonly number[]>(
    (folders, name) =>
      folders.flatMap((folder) =>
        childrenOf(tree, folder).filter((node) => nameOf(tree, node).toLowerCase() === name.toLowerCase()),
      ),
    [ROOT],
  )
}

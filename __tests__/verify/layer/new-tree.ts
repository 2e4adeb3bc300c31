import { addEntry, KIND, type NewEntry, newEntryLog } from '../../../src/verify/layer/entries.ts'
import type { Format } from '../../../src/verify/layer/formats.ts'
import type { Detail, Links } from '../../../src/verify/layer/inspect.ts'
import { applyLayer, newTree, type Tree } from '../../../src/verify/layer/tree.ts'
import type { ElfIdentity } from '../../../src/verify/machines.ts'
import type { Metadata } from '../../../src/verify/packages/claim.ts'
import { machine } from './elf-file.ts'

interface Contents {
  /** Paths of programs of no known machine. */
  readonly programs: readonly string[]
  /** What metadata files say, by path. */
  readonly metadata?: Readonly<Record<string, Metadata>>
}

/** A file of a tree, as the inspection of its bytes would describe it. */
export interface NewFile {
  readonly path: string
  readonly kind: number
  readonly target?: string
  readonly identity?: ElfIdentity
  readonly detail?: Detail
  readonly isExecutable?: boolean
  readonly isEmpty?: boolean
  readonly isCut?: boolean
}

/** A tree of one layer per element, without reading archives. */
export function treeOf(...layers: readonly Contents[]): Tree {
  return treeOfFiles(
    ...layers.map(({ programs, metadata = {} }) => [
      ...programs.map((path) => ({ path, kind: KIND.elf })),
      ...Object.entries(metadata).map(([path, detail]) => ({ path, kind: KIND.text, detail })),
    ]),
  )
}

/** The same with any files. */
export function treeOfFiles(...layers: readonly (readonly NewFile[])[]): Tree {
  const tree = newTree()
  for (const [number, files] of layers.entries()) {
    const log = newEntryLog()
    for (const [index, file] of files.entries()) addEntry(log, entryOf(file, index))
    const identities = files.map(({ identity }) => identity ?? identityOf('amd64'))
    const details = files.map(({ detail = { kind: 'text', text: '' } }) => detail)
    applyLayer(tree, { log, identities, details }, number)
  }
  return tree
}

function entryOf(file: NewFile, index: number): NewEntry {
  return {
    ...{ target: '', isExecutable: true, isEmpty: false, isCut: false, ...file },
    identity: file.identity === undefined ? -1 : index,
    detail: file.detail === undefined ? -1 : index,
  }
}

/** What a program for an architecture says about its machine. */
export function identityOf(arch: string, more: Partial<ElfIdentity> = {}): ElfIdentity {
  const { class: bits, endian, elfMachine } = machine(arch)
  return {
    ...{ class: bits, endian, osAbi: 0, type: 2, machine: elfMachine, flags: 0 },
    ...{ armVersion: 0, x86Level: 0, goSetting: '', ...more },
  }
}

/** A program or library for amd64 by default; `links` only if it is not static. */
export function elfFile(path: string, links?: Partial<Links>, more: Partial<NewFile> = {}): NewFile {
  const file = { path, kind: KIND.elf, identity: identityOf('amd64'), ...more }
  return links === undefined ? file : { ...file, detail: linksOf(links) }
}

export function linksOf(links: Partial<Links>): Links {
  return { kind: 'links', interpreter: '', needed: [], rpath: '', runpath: '', ...links }
}

/** A script; its text is empty if it was not requested. */
export function scriptFile(path: string, line: string, text = '', more: Partial<NewFile> = {}): NewFile {
  return { path, kind: KIND.script, detail: { kind: 'script', line, text }, ...more }
}

export function symlink(path: string, target: string): NewFile {
  return { path, kind: KIND.symlink, target }
}

/** A configuration file. */
export function textFile(path: string, text: string): NewFile {
  return { path, kind: KIND.text, detail: { kind: 'text', text }, isExecutable: false }
}

/** An executable file that Linux cannot start. */
export function formatFile(path: string, format: Format, more: Partial<NewFile> = {}): NewFile {
  return { path, kind: KIND.format, detail: { kind: 'format', format, archs: [] }, ...more }
}

/** A file that is neither a program nor a script. */
export function plainFile(path: string, more: Partial<NewFile> = {}): NewFile {
  return { path, kind: KIND.file, ...more }
}

import type { Platform } from '../../platforms/platform.ts'
import { factsOf, find, NOWHERE, type Tree } from '../layer/tree.ts'
import { archOf, type ElfIdentity, fits } from '../machines.ts'
import type { Start } from '../start/entrypoint.ts'
import { archOfWord } from '../words.ts'
import type { JudgeRule } from './file.ts'

/**
 * Programs that run those of x86 on another processor, by their READMEs (ptitSeb/box64 and box86, FEX-Emu/FEX): an image
 * has them for files of that machine that it brings, too. Emulators of QEMU are also tools for other images.
 */
const TRANSLATORS: readonly (readonly [string, readonly string[]])[] = [
  ['box64', ['amd64', '386']],
  ['box86', ['386']],
  ...['FEX', 'FEXLoader', 'FEXInterpreter'].map((name) => [name, ['amd64', '386']] as const),
]

/** QEMU's names for its emulators of single programs, with the machine whose programs one runs. */
export const QEMU = /\/qemu-([a-z0-9_]+)(?:-static)?$/

/** Architectures whose programs are run by another program. */
export interface Translated {
  /** One in PATH does it, or one that is started. */
  readonly here: ReadonlySet<string>
  /**
   * The image starts it. Only then does a program that can be called by its name find what runs it: what the kernel is told
   * of (binfmt_misc) is the host's, and no image can say it.
   */
  readonly started: ReadonlySet<string>
}

export function translatedIn(
  tree: Tree,
  path: ReadonlySet<string>,
  { programs }: Start,
  platform: Platform,
): Translated {
  const nodes = new Set(programs.map(({ node }) => node))
  const inPath = [...path].flatMap((folder) =>
    TRANSLATORS.flatMap(([name, archs]) => {
      const node = find(tree, `${folder}/${name}`)
      const identity = node === NOWHERE ? undefined : factsOf(tree, node).identity
      return identity !== undefined && fits(identity, platform) !== 'wrong' ? [{ node, archs }] : []
    }),
  )
  const emulated = programs.flatMap(({ path, identity }) => {
    const cpu = QEMU.exec(path)?.[1]
    return cpu === undefined || fits(identity, platform) !== 'right' ? [] : [archOfWord(cpu)]
  })
  const translated = inPath.filter(({ node }) => nodes.has(node)).flatMap(({ archs }) => archs)
  return {
    here: new Set([...inPath.flatMap(({ archs }) => archs), ...emulated]),
    started: new Set([...translated, ...emulated]),
  }
}

/** What is handed to such a program, or loaded by what is. A package for another machine is none of that. */
export const isTranslated: JudgeRule = ({ identity }, { places }) =>
  runsTranslated(identity, places.translated.here)
    ? { severity: 'silent', reason: { kind: 'elsewhere' } }
    : undefined

/** What every program of the image is looked for in: the emulator's have folders of their own. */
const OF_SYSTEM = /^\/(?:usr\/(?:local\/)?)?s?bin\/[^/]+$/

/** What a translator that is started finds by its name: the programs of Wine start each other so. */
export const isFoundTranslated: JudgeRule = ({ path, identity }, { places }) =>
  !OF_SYSTEM.test(path) && runsTranslated(identity, places.translated.started)
    ? { severity: 'silent', reason: { kind: 'elsewhere' } }
    : undefined

/** Whether one of these architectures is a file's. */
export function runsTranslated(identity: ElfIdentity, translated: ReadonlySet<string>): boolean {
  const arch = archOf(identity)
  return arch !== undefined && translated.has(arch)
}

import type { Platform } from '../../platforms/platform.ts'
import { factsOf, find, NOWHERE, type Tree } from '../layer/tree.ts'
import { archOf, type ElfIdentity, fitOfElf } from '../machines.ts'
import { archOfWord } from '../name-words.ts'
import type { Start } from '../start/entrypoint.ts'
import type { JudgeRule } from './file.ts'

/**
 * Programs that run x86 programs on another processor, by their READMEs (ptitSeb/box64 and box86, FEX-Emu/FEX): an image
 * has them to run x86 files that it contains. QEMU's emulators are not listed: they are also tools for other images.
 */
const TRANSLATORS: readonly (readonly [string, readonly string[]])[] = [
  ['box64', ['amd64', '386']],
  ['box86', ['386']],
  ...['FEX', 'FEXLoader', 'FEXInterpreter'].map((name) => [name, ['amd64', '386']] as const),
]

/** The name of a QEMU user-mode emulator, with the machine whose programs it runs. */
export const QEMU = /\/qemu-([a-z0-9_]+)(?:-static)?$/

/** Architectures whose programs another program runs. */
export interface Translated {
  /** By a translator that is in PATH or is started. */
  readonly available: ReadonlySet<string>
  /**
   * By a translator that the image starts. Only then can a program be called by its name: what the kernel starts by
   * binfmt_misc is configured on the host, not in an image.
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
      return identity !== undefined && fitOfElf(identity, platform) !== 'wrong' ? [{ node, archs }] : []
    }),
  )
  const emulated = programs.flatMap(({ path, identity }) => {
    const cpu = QEMU.exec(path)?.[1]
    return cpu === undefined || fitOfElf(identity, platform) !== 'right' ? [] : [archOfWord(cpu)]
  })
  const translated = inPath.filter(({ node }) => nodes.has(node)).flatMap(({ archs }) => archs)
  return {
    available: new Set([...inPath.flatMap(({ archs }) => archs), ...emulated]),
    started: new Set([...translated, ...emulated]),
  }
}

/** What a rule about translators knows besides the file. */
interface TranslatorContext {
  readonly places: { readonly translated: Translated }
}

/** A file that is passed to a translator, or loaded by such a file. A package for another machine is neither. */
export const isTranslated: JudgeRule<TranslatorContext> = ({ identity }, { places }) =>
  runsTranslated(identity, places.translated.available)
    ? { severity: 'silent', reason: { kind: 'elsewhere' } }
    : undefined

/** Folders that every program of the image searches; programs for a translator have their own folders. */
const SYSTEM_PROGRAM = /^\/(?:usr\/(?:local\/)?)?s?bin\/[^/]+$/

/** A program that a started translator finds by name: Wine's programs start each other like this. */
export const foundByTranslator: JudgeRule<TranslatorContext> = ({ path, identity }, { places }) =>
  !SYSTEM_PROGRAM.test(path) && runsTranslated(identity, places.translated.started)
    ? { severity: 'silent', reason: { kind: 'elsewhere' } }
    : undefined

/** Whether a file's architecture is among the translated ones. */
export function runsTranslated(identity: ElfIdentity, translated: ReadonlySet<string>): boolean {
  const arch = archOf(identity)
  return arch !== undefined && translated.has(arch)
}

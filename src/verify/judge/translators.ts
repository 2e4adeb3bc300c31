import type { Platform } from '../../platforms/platform.ts'
import { factsOf, find, NOWHERE, type Tree } from '../layer/tree.ts'
import { archOf, type ElfIdentity, fits } from '../machines.ts'
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

/** The architectures whose programs one in PATH runs. */
export function translatedIn(tree: Tree, path: ReadonlySet<string>, platform: Platform): ReadonlySet<string> {
  const archs = [...path].flatMap((folder) =>
    TRANSLATORS.flatMap(([name, runs]) => {
      const node = find(tree, `${folder}/${name}`)
      const identity = node === NOWHERE ? undefined : factsOf(tree, node).identity
      return identity !== undefined && fits(identity, platform) === 'right' ? runs : []
    }),
  )
  return new Set(archs)
}

/** What is handed to such a program, or loaded by what is. A package for another machine is none of that. */
export const isTranslated: JudgeRule = ({ identity }, { places }) =>
  runsTranslated(identity, places.translated)
    ? { severity: 'silent', reason: { kind: 'elsewhere' } }
    : undefined

/** Whether one of these architectures is a file's. */
export function runsTranslated(identity: ElfIdentity, translated: ReadonlySet<string>): boolean {
  const arch = archOf(identity)
  return arch !== undefined && translated.has(arch)
}

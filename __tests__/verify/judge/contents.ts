import type { NewEntry } from '../../../e2e/harness/tar-writer.ts'
import type { Machine } from '../../../src/platforms/emulators.ts'
import type { Finding } from '../../../src/verify/finding.ts'
import { newStore, proveOne } from '../images.ts'
import { elf, type NewElf } from '../layer/elf-file.ts'

/** What an image holds, by path: a machine, a symlink's target behind `->`, or a text behind `=`. */
export interface Content {
  readonly what: string
  /** linux/arm64 where nothing is said. */
  readonly on?: string
  readonly files: Readonly<Record<string, string | Machine>>
  /** How the files of other machines are made. */
  readonly as?: NewElf
  readonly config?: Readonly<Record<string, unknown>>
}

export const big = (elfMachine: number): Machine => ({ class: 32, endian: 'big', elfMachine })
export const little = (elfMachine: number): Machine => ({ class: 64, endian: 'little', elfMachine })

/** What the proof says of such an image. */
export async function findingsOf({ on = 'linux/arm64', files, as, config = {} }: Content) {
  const store = newStore()
  const layer = store.layer(Object.entries(files).map(([path, of]) => entryOf(path, of, as)))
  const { findings }: { readonly findings: readonly Finding[] } = await proveOne(
    store,
    store.image(on, [layer], { config }),
  )
  return findings
}

function entryOf(path: string, of: string | Machine, as: NewElf | undefined): NewEntry {
  if (typeof of === 'string' && of.startsWith('->')) return { path, type: '2', target: of.slice(2) }
  if (typeof of === 'string' && of.startsWith('=')) return { path, bytes: Buffer.from(of.slice(1)) }
  return { path, bytes: elf(of, as) }
}

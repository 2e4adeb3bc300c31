import { elf, type NewElf } from '../../__tests__/verify/layer/elf-file.ts'
import type { Machine } from '../../src/platforms/emulators.ts'
import type { Severity } from '../../src/verify/finding.ts'
import { type Put, putImage, putLayer } from '../harness/layout-writer.ts'
import { type NewEntry, tar } from '../harness/tar-writer.ts'

/**
 * An image in a few lines: the files of published images, the machines that they are for, and the findings that the proof
 * has to report.
 */
export interface Recipe {
  readonly what: string
  /** linux/arm64 by default. */
  readonly on?: string
  /** By path: a machine, a symlink's target after `->`, or a text after `=`. */
  readonly files?: Readonly<Record<string, string | Machine>>
  /** How the files with a machine are made. */
  readonly as?: NewElf
  /** Further entries. */
  readonly entries?: readonly NewEntry[]
  readonly config?: Readonly<Record<string, unknown>>
  /** All expected findings; none if left out. */
  readonly tells?: readonly Telling[]
}

/** The part of a finding that a recipe specifies. */
export interface Telling {
  readonly severity: Severity
  /** The reason for the judgement. */
  readonly why?: Why
  /** The file that it is about, without the leading slash. */
  readonly path?: string
  /** The line that it offers for verify-ignore. */
  readonly ignore?: string
  /** The package that it blames. */
  readonly package?: string
}

/** The reason for a finding: of a machine verdict, or the problem of a package or of a started file. */
export type Why = keyof typeof SAYS

/** The sentence of each such finding. */
export const SAYS = {
  started: /, which the image starts, is for /,
  'in PATH': /; its folder is in PATH\./,
  'linked from PATH': /; the link \S+ in PATH points to it\./,
  'loader folder': /; the loader searches its folder for libraries\./,
  'foreign triple': /; the folder \S+ looks like a copy from an image for that machine\./,
  needed: /; \S+ needs it\./,
  named: /; the (?:variable \S+|command) names it\./,
  misnamed: /; its name says \S+\./,
  'built in place': /; such a file is compiled or fetched for the machine that installs it\./,
  alone: /; its name says so, and it has no counterpart for the platform\./,
  'only machine': /; the SDK in \S+ is published for no other machine\./,
  'program folder': /; it is in the folder \S+, and nothing explains why\./,
  'working folder': /; it is below \S+, where the image runs\./,
  'beside the start': /; it is next to what the image starts\./,
  elsewhere: / for [^;]+, not for [^;.]+(?:; not every \S+ machine can run that)?\./,
  'no image': /, which no image for \S+ runs\./,
  'other machine': /^the .* is for .*, as \S+ says, not for /,
  built: /: it was compiled or fetched when the .* was installed on another machine\./,
  helper: /^the .* does not say that it is for another machine /,
  'other libc': /^the .* is for .*, as \S+ says, but the image for \S+ has /,
  missing: /starts \S+, which is not in it\./,
  empty: /starts \S+, which is empty\./,
  truncated: /starts \S+, which is truncated: its header describes more than the file contains\./,
  'no program': /starts \S+, which is neither a program nor a script\./,
  'no execute bit': /starts \S+, which is not executable\./,
  'other format': /starts \S+, which is an? [\w ]+\./,
  interpreter: /needs (?:the loader )?\S+, which is not in the image for /,
  library: /needs \S+, which its loader cannot find in the image for /,
  preload: / names \S+, which is not in the image for /,
  system: /is an? [\w -]+, and is in (?:the PATH of|a library folder of) the image for /,
  'arm-version': /needs arm\/v\d, but the platform is /,
  'go-setting': /was compiled with \S+, which not every \S+ machine supports\./,
  'x86-level': /needs x86-64-v\d, but the platform is /,
  float: /passes floating-point numbers differently from its loader /,
} as const

/** Whether an image of the recipe must not get its tag. */
export function isWrong({ tells = [] }: Recipe): boolean {
  return tells.some(({ severity }) => severity === 'error')
}

/** Writes the image of a recipe. */
export function putRecipe(put: Put, { on = 'linux/arm64', files = {}, as, entries = [], config }: Recipe) {
  const own = Object.entries(files).map(([path, of]) => entryOf(path, of, as))
  const { descriptor, diffId } = putLayer(put, tar([...own, ...entries]))
  return putImage(put, {
    ...{ platform: on, layers: [descriptor], diffIds: [diffId] },
    config: config === undefined ? {} : { config },
  })
}

function entryOf(path: string, of: string | Machine, as: NewElf | undefined): NewEntry {
  if (typeof of === 'string' && of.startsWith('->')) return { path, type: '2', target: of.slice(2) }
  if (typeof of === 'string' && of.startsWith('=')) return { path, bytes: Buffer.from(of.slice(1)) }
  return { path, bytes: elf(of, as) }
}

/**
 * Compares a line of the log with an expected finding.
 * @returns the expected words that the line lacks
 */
export function missingParts(
  line: string,
  { severity, why, path, ignore, package: name }: Telling,
): readonly string[] {
  const text = line.slice(line.indexOf(' ') + 1)
  const names = [path === undefined ? '' : `/${path}`, name ?? '', ignore ?? ''].filter((each) => each !== '')
  return [
    ...(line.startsWith(`${severity}: `) ? [] : [severity]),
    ...(why === undefined || SAYS[why].test(text) ? [] : [why]),
    ...names.filter((each) => !text.split(/[\s,;:]+/).some((word) => word.replace(/\.$/, '') === each)),
  ]
}

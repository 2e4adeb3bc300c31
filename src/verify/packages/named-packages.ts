/**
 * Packages without a metadata file: the tools that install them put the machine into the name of the file or its folder.
 */
import { archOfWord, commonName, isArchWord, systemOfWord } from '../name-words.ts'
import type { Claim, FormatName, Libc } from './claim.ts'

interface NameFormat {
  readonly format: FormatName
  /** Matches the file's name. */
  readonly pattern: RegExp
  /** The target that the groups of the pattern name. */
  readonly target: (group: Groups) => Target
}

/** The groups of a match by number; '' for one that takes no part in it. */
type Groups = (number: number) => string

function groupsOf(pattern: RegExp, text: string): Groups | undefined {
  const match = pattern.exec(text)
  return match === null ? undefined : (number) => match[number] ?? ''
}

interface Target {
  readonly system: string
  readonly arch: string
  readonly libcs: readonly Libc[]
}

const NAME_FORMATS: readonly NameFormat[] = [
  {
    // prisma.io/docs, "binaryTargets": amd64 unless the name says another machine.
    format: 'prisma',
    pattern:
      /^(?:lib)?(?:query|schema|migration|introspection)[_-]engine-(.+?)(?:\.so\.node|\.dylib\.node|\.exe)?$/,
    target: (group) => {
      const parts = group(1).split(/[-_.]/)
      const arch = parts.find((part) => part === 'arm64' || part === 'arm') ?? 'x64'
      return { system: systemOfWord(parts[0] ?? ''), arch, libcs: parts.includes('musl') ? ['musl'] : [] }
    },
  },
  {
    // PEP 3149 and Debian's multiarch names: module.cpython-312-x86_64-linux-gnu.so
    format: 'python module',
    pattern: /\.(?:cpython|pypy)[\w]*-[\w]*?-?([a-z0-9_]+)-linux-(?:gnu|musl)\w*\.so$/,
    target: (group) => ({ system: 'linux', arch: group(1), libcs: [] }),
  },
  {
    // napi.rs/docs, "binary file names": module.linux-x64-gnu.node
    format: 'node module',
    pattern:
      /[.-](linux|darwin|win32|freebsd|android)-(\w+?)(?:-(gnu|musl|gnueabihf|musleabihf|msvc))?\.node$/,
    target: (group) => ({
      ...{ system: systemOfWord(group(1)), arch: group(2) },
      libcs: group(3).startsWith('musl') ? ['musl'] : [],
    }),
  },
]

/** The claim in a file's name. */
export function claimOfName(name: string): Claim | undefined {
  for (const { format, pattern, target } of NAME_FORMATS) {
    const group = groupsOf(pattern, name)
    const named = group && target(group)
    if (named !== undefined && isArchWord(named.arch)) return claimFor(format, commonName(name), named)
  }
  return undefined
}

/** For all machines if the word for the machine is not one. */
function claimFor(format: FormatName, name: string, { system, arch, libcs }: Target): Claim {
  if (!isArchWord(arch)) return { format, name, systems: [], archs: [], libcs: [] }
  return { format, name, systems: [system], archs: [archOfWord(arch)], libcs }
}

/** `NAME-VERSION-PLATFORM` of a gem (guides.rubygems.org, "Gems with extensions"); for all machines if there is no platform. */
export function claimOfGem(folder: string): Claim | undefined {
  const group = groupsOf(/^(.+?)-\d[\w.]*(?:-(.+))?$/, folder)
  if (group === undefined) return undefined
  const [arch = '', system = '', abi = ''] = group(2).replace('x86_64', 'x64').split('-')
  const libcs: readonly Libc[] = abi.startsWith('musl') ? ['musl'] : []
  return claimFor('gem', group(1), { system: systemOfWord(system), arch, libcs })
}

/** `NAME-VERSION-pyX.Y-PLATFORM.egg` (setuptools, "The Internal Structure of Python Eggs"); for all machines if there is no platform. */
function claimOfEgg(folder: string): Claim | undefined {
  const group = groupsOf(/^([^-]+)-[^-]+-py\d[\d.]*(?:-(.+))?\.egg$/, folder)
  const platform = groupsOf(/^([a-z]+\d*)(?:-[\d.]+)?-([a-z]\w*)$/, group?.(2) ?? '')
  const target = { system: systemOfWord(platform?.(1) ?? ''), arch: platform?.(2) ?? '', libcs: [] }
  return group && claimFor('egg', group(1), target)
}

/** `OS_ARCH` with Go's names (developer.hashicorp.com/terraform, "Provider Installation"). */
function claimOfProvider(folder: string): Claim | undefined {
  const group = groupsOf(/^([a-z]+)_([a-z0-9]+)$/, folder)
  if (group === undefined || !isArchWord(group(2))) return undefined
  return claimFor('terraform provider', folder, { system: group(1), arch: group(2), libcs: [] })
}

/** A format of packages that their folder's name describes. */
export interface FolderFormat {
  readonly format: FormatName
  /** A text that every such path contains: a quick test, since most paths have none of these. */
  readonly mark: string
  /**
   * Groups: the folder that the package is in, and its name. Without `^`, a search that fails would begin again at every
   * character, a thousand times as long for the longest paths.
   */
  readonly pattern: RegExp
  readonly read: (name: string) => Claim | undefined
}

export const FOLDER_FORMATS: readonly FolderFormat[] = [
  { format: 'gem', mark: '/gems/', pattern: /^(.*\/gems)\/([^/]+)\/./, read: claimOfGem },
  { format: 'egg', mark: '.egg/', pattern: /^(.*)\/([^/]+\.egg)\/./, read: claimOfEgg },
  {
    ...{ format: 'terraform provider', mark: '/terraform-provider-' },
    pattern: /^(.*\/\d[^/]*)\/(\w+)\/terraform-provider-[^/]+$/,
    read: claimOfProvider,
  },
]

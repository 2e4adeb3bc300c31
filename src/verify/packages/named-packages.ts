/**
 * Packages without a metadata file: the tools that install them put the machine into the name of the file or its folder.
 */
import { archOfWord, commonName, isArchWord, systemOfWord } from '../name-words.ts'
import type { Claim, FormatName } from './claim.ts'

interface NameFormat {
  readonly format: FormatName
  /** Matches the file's name. */
  readonly pattern: RegExp
  /** The target that the groups of the pattern name. */
  readonly target: (words: readonly string[]) => Target | undefined
}

interface Target {
  readonly system: string
  readonly arch: string
  readonly libc?: 'musl'
}

const NAME_FORMATS: readonly NameFormat[] = [
  {
    // prisma.io/docs, "binaryTargets": amd64 unless the name says another machine.
    format: 'prisma',
    pattern:
      /^(?:lib)?(?:query|schema|migration|introspection)[_-]engine-(.+?)(?:\.so\.node|\.dylib\.node|\.exe)?$/,
    target: ([words = '']) => {
      const parts = words.split(/[-_.]/)
      const arch = parts.find((part) => part === 'arm64' || part === 'arm') ?? 'x64'
      return {
        system: systemOfWord(parts[0] ?? ''),
        arch,
        ...(parts.includes('musl') ? { libc: 'musl' } : {}),
      }
    },
  },
  {
    // PEP 3149 and Debian's multiarch names: module.cpython-312-x86_64-linux-gnu.so
    format: 'python module',
    pattern: /\.(?:cpython|pypy)[\w]*-[\w]*?-?([a-z0-9_]+)-linux-(?:gnu|musl)\w*\.so$/,
    target: ([arch = '']) => ({ system: 'linux', arch }),
  },
  {
    // napi.rs/docs, "binary file names": module.linux-x64-gnu.node
    format: 'node module',
    pattern:
      /[.-](linux|darwin|win32|freebsd|android)-(\w+?)(?:-(gnu|musl|gnueabihf|musleabihf|msvc))?\.node$/,
    target: ([system = '', arch = '', abi = '']) => ({
      ...{ system: systemOfWord(system), arch },
      ...(abi.startsWith('musl') ? { libc: 'musl' } : {}),
    }),
  },
]

/** The claim in a file's name. */
export function claimOfName(name: string): Claim | undefined {
  for (const { format, pattern, target } of NAME_FORMATS) {
    const words = pattern.exec(name)?.slice(1)
    const named = words && target(words.map((word) => word ?? ''))
    if (named !== undefined && isArchWord(named.arch)) {
      const { system, arch, libc } = named
      const libcs = libc === undefined ? [] : [libc]
      return { format, name: commonName(name), systems: [system], archs: [archOfWord(arch)], libcs }
    }
  }
  return undefined
}

/** `NAME-VERSION-PLATFORM` of a gem (guides.rubygems.org, "Gems with extensions"); for all machines if there is no platform. */
export function claimOfGem(folder: string): Claim | undefined {
  const [, name = '', platform = ''] = /^(.+?)-\d[\w.]*(?:-(.+))?$/.exec(folder) ?? []
  if (name === '') return undefined
  const [arch = '', system = '', abi = ''] = platform.replace('x86_64', 'x64').split('-')
  if (!isArchWord(arch)) return { format: 'gem', name, systems: [], archs: [], libcs: [] }
  return {
    ...{ format: 'gem', name, systems: [systemOfWord(system)], archs: [archOfWord(arch)] },
    libcs: abi.startsWith('musl') ? ['musl'] : [],
  }
}

/** `NAME-VERSION-pyX.Y-PLATFORM.egg` (setuptools, "The Internal Structure of Python Eggs"); for all machines if there is no platform. */
function claimOfEgg(folder: string): Claim | undefined {
  const [, name = '', platform = ''] = /^([^-]+)-[^-]+-py\d[\d.]*(?:-(.+))?\.egg$/.exec(folder) ?? []
  if (name === '') return undefined
  const [, system = '', arch = ''] = /^([a-z]+\d*)(?:-[\d.]+)?-([a-z]\w*)$/.exec(platform) ?? []
  if (!isArchWord(arch)) return { format: 'egg', name, systems: [], archs: [], libcs: [] }
  return { format: 'egg', name, systems: [systemOfWord(system)], archs: [archOfWord(arch)], libcs: [] }
}

/** `OS_ARCH` with Go's names (developer.hashicorp.com/terraform, "Provider Installation"). */
function claimOfProvider(folder: string): Claim | undefined {
  const [, system = '', arch = ''] = /^([a-z]+)_([a-z0-9]+)$/.exec(folder) ?? []
  if (!isArchWord(arch)) return undefined
  return {
    format: 'terraform provider',
    name: folder,
    systems: [system],
    archs: [archOfWord(arch)],
    libcs: [],
  }
}

/** A format of packages that their folder's name describes. */
export interface FolderFormat {
  readonly format: FormatName
  /** A text that every such path contains: a quick test, since most paths have none of these. */
  readonly mark: string
  /** Groups: the folder that the package is in, and its name. */
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

import { array, field, parseJson, text } from '../../json.ts'
import { archOfWord, systemOfWord } from '../name-words.ts'
import { type Claim, claimOf, type Libc, type Metadata } from './claim.ts'

const ANY_NPM: Claim = { format: 'npm', name: '', systems: [], archs: [], libcs: [] }
/** Most packages are for all machines and share one value; their name is that of the folder. */
const PORTABLE_PACKAGE: Metadata = claimOf(ANY_NPM)
const INSTALL_SCRIPT_PACKAGE: Metadata = claimOf({ ...ANY_NPM, hasInstallScript: true })

/** Where npm, pnpm, Yarn and Bun install a package. */
const INSTALLED_PATH = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/

/**
 * `cpu`, `os` and `libc` of package.json (docs.npmjs.com, "package.json"), by the rules of npm-install-checks: a word
 * with a leading `!` is excluded, and if there are no other words, all the rest are meant.
 */
export function readPackageJson(source: string, path: string): Metadata | undefined {
  const isInstalled = INSTALLED_PATH.test(`/${path}`)
  const isPlain = !/"(?:(?:pre|post)?install|os|cpu)"\s*:/.test(source)
  if (isPlain) return isInstalled ? PORTABLE_PACKAGE : undefined
  const json = parseJson(source)
  const portable = isInstalled ? portableOf(json) : undefined
  const name = text(json, 'name')
  if (name === '') return portable
  const archs = allowedValues(json, 'cpu', CPUS).flatMap(archsOf)
  if (archs.length === 0) return portable
  const systems = allowedValues(json, 'os', SYSTEMS).map(systemOfWord)
  const libcs = allowedValues(json, 'libc', ['glibc', 'musl']).filter(isLibc)
  return claimOf({ format: 'npm', name, systems, archs, libcs } satisfies Claim)
}

/** A package for all machines, or for all machines of one system. */
function portableOf(json: unknown): Metadata {
  const systems = allowedValues(json, 'os', SYSTEMS).map(systemOfWord)
  if (systems.length > 0 && !systems.includes('linux')) return claimOf({ ...ANY_NPM, systems })
  return hasInstallScript(json) ? INSTALL_SCRIPT_PACKAGE : PORTABLE_PACKAGE
}

/** Whether npm runs a script when it installs the package (docs.npmjs.com, "scripts", "npm install"). */
function hasInstallScript(json: unknown): boolean {
  return ['preinstall', 'install', 'postinstall'].some((name) => text(json, 'scripts', name) !== '')
}

/** The values of process.arch and process.platform (nodejs.org/api/process.html). */
const CPUS = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips', 'mipsel']
const SYSTEMS = ['linux', 'darwin', 'win32', 'freebsd', 'openbsd', 'sunos', 'aix', 'android']

function allowedValues(json: unknown, name: string, known: readonly string[]): readonly string[] {
  const value = field(json, name)
  const words = (typeof value === 'string' ? [value] : array(value)).filter(
    (word) => typeof word === 'string',
  )
  const included = words.filter((word) => !word.startsWith('!'))
  if (included.includes('any')) return []
  if (included.length > 0 || words.length === 0) return included
  return known.filter((word) => !words.includes(`!${word}`))
}

/** Node says ppc64 for both byte orders; current releases are little-endian. */
function archsOf(cpu: string): readonly string[] {
  return cpu === 'ppc64' ? ['ppc64le', 'ppc64'] : [archOfWord(cpu)]
}

function isLibc(word: string): word is Libc {
  return word === 'glibc' || word === 'musl'
}

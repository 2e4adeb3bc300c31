/** Downloads Debian packages of any architecture, with separate lists and state for apt: the machine's stay unchanged. */
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Limiter, limiter } from '../../src/concurrency.ts'
import { output } from '../engine/command.ts'
import { debianMirror } from '../engine/debian.ts'
import { cacheFolder } from './cache.ts'
import type { System } from './recipe.ts'

const RELEASE = 'trixie'
const COMPONENTS = 'main contrib non-free-firmware'
const KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg'
const PUBLIC_MIRROR = 'http://deb.debian.org/debian'
const SECONDS = 600

/** apt for one architecture, with updated lists. */
const ready = new Map<string, Promise<Apt>>()

interface Apt {
  readonly options: readonly string[]
  readonly archives: string
  /** Two concurrent downloads into the same folder of archives would conflict. */
  readonly inTurn: Limiter
}

function apt(architecture: string): Promise<Apt> {
  const known = ready.get(architecture) ?? prepare(architecture)
  ready.set(architecture, known)
  return known
}

async function prepare(architecture: string): Promise<Apt> {
  const folder = join(cacheFolder(), 'debian', architecture)
  const archives = join(folder, 'archives')
  for (const each of [join(folder, 'lists', 'partial'), join(archives, 'partial')])
    mkdirSync(each, { recursive: true })
  const mirror = (await debianMirror()) ?? PUBLIC_MIRROR
  writeFileSync(join(folder, 'sources.list'), `deb [signed-by=${KEYS}] ${mirror} ${RELEASE} ${COMPONENTS}\n`)
  writeFileSync(join(folder, 'status'), '')
  const options = [
    `Dir::Etc::sourcelist=${folder}/sources.list`,
    'Dir::Etc::sourceparts=/dev/null',
    `Dir::State::Lists=${folder}/lists`,
    `Dir::State::status=${folder}/status`,
    `Dir::Cache=${folder}`,
    `Dir::Cache::archives=${archives}`,
    `APT::Architecture=${architecture}`,
    `APT::Architectures=${architecture}`,
    'APT::Install-Recommends=false',
    'APT::Sandbox::User=root',
    'Acquire::Languages=none',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false',
    'Acquire::Retries=3',
    'Debug::NoLocking=true',
  ].flatMap((option) => ['-o', option])
  await output('apt-get', [...options, '--quiet', 'update'], {}, SECONDS)
  return { options, archives, inTurn: limiter(1) }
}

/** @returns paths of the packages and all their dependencies, in the order in which they are unpacked */
export async function downloadSystem({ architecture, packages }: System): Promise<readonly string[]> {
  const { options, archives, inTurn } = await apt(architecture)
  const install = [...options, '--quiet', '--yes', 'install']
  return inTurn(async () => {
    const key = JSON.stringify([architecture, packages])
    const known = planned.get(key)
    if (known !== undefined) return known
    const plan = await output('apt-get', [...install, '--simulate', ...packages], {}, SECONDS)
    const paths = installed(plan).map((file) => join(archives, file))
    if (!paths.every((path) => existsSync(path)))
      await output('apt-get', [...install, '--download-only', ...packages], {}, SECONDS)
    planned.set(key, paths)
    return paths
  })
}

const planned = new Map<string, readonly string[]>()

/** The files that a simulated installation names: `Inst NAME (VERSION RELEASE [ARCHITECTURE])`. */
export function installed(plan: string): readonly string[] {
  const lines = plan.matchAll(/^Inst (\S+) .*?\((\S+) .*?\[(\w+)\]\)/gm)
  return [...lines].map(([, name, version = '', architecture]) => {
    // As apt writes a version into the name of a file: `:` would be part of an address.
    return `${name}_${version.replaceAll(':', '%3a')}_${architecture}.deb`
  })
}

/** One package without its dependencies. */
export async function downloadDeb(name: string, architecture: string): Promise<string> {
  const { options, inTurn } = await apt(architecture)
  const folder = join(cacheFolder(), 'debian', architecture, 'alone')
  const [path, into] = [join(folder, `${name}.deb`), join(folder, `.${name}`)]
  return inTurn(async () => {
    if (existsSync(path)) return path
    mkdirSync(into, { recursive: true })
    const download = ['sh', into, ...options, 'download', name]
    await output('sh', ['-c', 'cd "$1" && shift && exec apt-get "$@"', ...download], {}, SECONDS)
    const [file = ''] = readdirSync(into)
    renameSync(join(into, file), path)
    return path
  })
}

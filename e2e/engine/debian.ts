import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { output, run } from './command.ts'
import { versions } from './versions.ts'

export interface Order {
  /** Names as apt takes them, `name/release` where the newer Debian's package is not the one wanted. */
  readonly packages: readonly string[]
  /** Debian's name of an architecture. */
  readonly architecture: string
}

/**
 * Unpacks Debian packages into a folder. The package lists, the cache and the list of sources are our own, so that
 * another Debian release can stand beside the system without the system's apt or dpkg knowing.
 */
export async function unpack(order: Order, into: string, log: string): Promise<void> {
  const apt = join(into, '.apt')
  const debs = join(into, '.debs')
  for (const folder of [join(apt, 'lists/partial'), join(apt, 'cache/archives/partial'), debs]) {
    mkdirSync(folder, { recursive: true })
  }
  writeFileSync(join(apt, 'sources.list'), await sourcesList())
  const options = [
    `Dir::Etc::sourcelist=${apt}/sources.list`,
    'Dir::Etc::sourceparts=/dev/null',
    `Dir::State::Lists=${apt}/lists`,
    `Dir::Cache=${apt}/cache`,
    `APT::Architecture=${order.architecture}`,
    `APT::Architectures=${order.architecture}`,
    'APT::Sandbox::User=root',
    'Acquire::Languages=none',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false',
    'Acquire::Retries=3',
  ].flatMap((option) => ['-o', option])
  await run('apt-get', [...options, 'update'], { log })
  await run('apt-get', [...options, 'download', ...order.packages], { log, cwd: debs })
  for (const deb of readdirSync(debs)) await run('dpkg', ['-x', join(debs, deb), into], { log })
  for (const folder of ['.apt', '.debs', 'usr/share/doc', 'usr/share/man', 'usr/share/locale']) {
    rmSync(join(into, folder), { recursive: true, force: true })
  }
}

/** The machine's own release and the one the engine is taken from, from the machine's own mirror. */
async function sourcesList(): Promise<string> {
  const own = ownRelease()
  const mirror = await debianMirror()
  if (mirror === undefined) throw new Error(`apt knows no mirror of the Debian release "${own}"`)
  const signed = '[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]'
  const releases = new Set([versions.debian, own])
  return [...releases].map((release) => `deb ${signed} ${mirror} ${release} main\n`).join('')
}

/** The mirror that the machine's own apt takes its release from; undefined where it knows none of a Debian release. */
export async function debianMirror(): Promise<string | undefined> {
  const targets = await output('apt-get', ['indextargets', '--format', '$(RELEASE) $(REPO_URI) $(ORIGIN)'])
  const own = ownRelease()
  const fields = targets.split('\n').map((line) => line.split(' '))
  return fields.find(([release, , origin]) => release === own && origin === 'Debian')?.[1]
}

/** Code name of the Debian release this machine runs; empty on another system. */
export function ownRelease(): string {
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return /^VERSION_CODENAME=(\w+)$/m.exec(system)?.[1] ?? ''
}

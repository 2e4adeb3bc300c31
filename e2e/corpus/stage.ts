/** Installs packages in a folder like their installers, and creates a layer from it. */
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { output } from '../engine/command.ts'
import { type NewEntry, tar } from '../harness/tar-writer.ts'
import { fetchPackage } from './fetch.ts'
import type { Package, Part } from './recipe.ts'

const SECONDS = 300

/** The archive of a layer with the files that `lay` puts into an empty folder. */
export async function staged(lay: (root: string) => Promise<void>): Promise<Buffer> {
  const root = mkdtempSync(join(tmpdir(), 'mpb-corpus-'))
  try {
    await lay(root)
    return tar(entriesOf(root))
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function entriesOf(root: string, below = ''): readonly NewEntry[] {
  return readdirSync(join(root, below))
    .sort()
    .flatMap((name) => {
      const path = below === '' ? name : `${below}/${name}`
      const target = join(root, path)
      const facts = lstatSync(target)
      const mode = `${(facts.mode & 0o7777).toString(8).padStart(7, '0')}\0`
      const patch = (header: Buffer) => void header.write(mode, 100)
      if (facts.isSymbolicLink()) return [{ path, type: '2', target: readlinkSync(target) }]
      if (facts.isDirectory()) return [{ path: `${path}/`, type: '5', patch }, ...entriesOf(root, path)]
      return facts.isFile() ? [{ path, bytes: readFileSync(target), patch }] : []
    })
}

/** Puts a part into the folder that stands for the image's root. */
export async function layPart(root: string, part: Part): Promise<void> {
  const at = join(root, part.at)
  mkdirSync(dirname(at), { recursive: true })
  switch (part.kind) {
    case 'text':
      writeFileSync(at, part.text)
      chmodSync(at, 0o755)
      return
    case 'link':
      return symlinkSync(part.target, at)
    case 'file':
      cpSync(await fetchPackage(part.package), at)
      return
    case 'unpacked':
      return unpack(await fetchPackage(part.package), part.package, at)
    case 'taken':
      return take(await fetchPackage(part.package), part, at)
  }
}

async function take(archive: string, part: Extract<Part, { kind: 'taken' }>, at: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mpb-corpus-'))
  try {
    await unpack(archive, part.package, folder)
    // Like COPY: follows a link that is named directly, and keeps links inside a folder.
    const from = realpathSync(join(folder, part.from))
    if (!from.startsWith(`${folder}/`)) throw new Error(`${part.from} leads out of its package`)
    cpSync(from, at, { recursive: true, verbatimSymlinks: true })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function unpack(archive: string, { registry }: Package, at: string): Promise<void> {
  mkdirSync(at, { recursive: true })
  switch (registry) {
    case 'npm':
      await output('tar', ['-xzf', archive, '--strip-components=1', '--no-same-owner', '-C', at], {}, SECONDS)
      return
    case 'debian':
      await output('dpkg-deb', ['--extract', archive, at], {}, SECONDS)
      return
    case 'go':
      cpSync(archive, join(at, 'program'))
      chmodSync(join(at, 'program'), 0o755)
      return
    case 'pypi':
      await output('unzip', ['-q', '-o', archive, '-d', at], {}, SECONDS)
      return spread(at)
    default:
      await output('unzip', ['-q', '-o', archive, '-d', at], {}, SECONDS)
  }
}

/** Targets of the folders in a wheel's `NAME.data` ("Installing a wheel" of the binary distribution format). */
function spread(site: string): void {
  const prefix = /\/lib\/python[\d.]+\/(?:site|dist)-packages$/.test(site)
    ? dirname(dirname(dirname(site)))
    : site
  const places: Readonly<Record<string, string>> = {
    ...{ purelib: site, platlib: site, data: prefix },
    scripts: join(prefix, 'bin'),
  }
  for (const name of readdirSync(site).filter((each) => each.endsWith('.data'))) {
    const scripts = join(site, name, 'scripts')
    for (const each of existsSync(scripts) ? readdirSync(scripts) : []) chmodSync(join(scripts, each), 0o755)
    for (const kind of readdirSync(join(site, name)))
      cpSync(join(site, name, kind), places[kind] ?? join(prefix, 'include'), { recursive: true })
    rmSync(join(site, name), { recursive: true })
  }
  for (const name of readdirSync(site).filter((each) => each.endsWith('.dist-info')))
    writeFileSync(join(site, name, 'INSTALLER'), 'pip\n')
}

/**
 * Unpacks and registers Debian packages like dpkg, without running their scripts.
 * @param below packages of the layers below, which the database also lists
 */
export async function installDebs(
  root: string,
  debs: readonly string[],
  below: readonly string[],
): Promise<void> {
  const database = join(root, 'var', 'lib', 'dpkg')
  for (const deb of debs) await output('dpkg-deb', ['--extract', deb, root], {}, SECONDS)
  mkdirSync(join(database, 'info'), { recursive: true })
  for (const deb of debs) {
    const contents = await output('dpkg-deb', ['--contents', deb])
    writeFileSync(join(database, 'info', `${listName(await controlOf(deb))}.list`), listOf(contents))
  }
  const status: string[] = []
  const archs = new Set<string>()
  for (const deb of [...below, ...debs]) {
    const control = await controlOf(deb)
    const [name, ...rest] = control.trimEnd().split('\n')
    status.push([name, 'Status: install ok installed', ...rest].join('\n'))
    archs.add(fieldOf(control, 'Architecture'))
  }
  writeFileSync(join(database, 'status'), `${status.join('\n\n')}\n`)
  archs.delete('all')
  // Like `dpkg --add-architecture`; the first packages are those of the system itself.
  if (archs.size > 1) writeFileSync(join(database, 'arch'), `${[...archs].join('\n')}\n`)
}

const controls = new Map<string, Promise<string>>()

/** The fields of a package, cached because most systems share them. */
function controlOf(deb: string): Promise<string> {
  const known = controls.get(deb) ?? output('dpkg-deb', ['--field', deb])
  controls.set(deb, known)
  return known
}

/** The list of a package that can be installed for several architectures has the architecture in its name. */
function listName(control: string): string {
  const name = fieldOf(control, 'Package')
  return fieldOf(control, 'Multi-Arch') === 'same' ? `${name}:${fieldOf(control, 'Architecture')}` : name
}

function fieldOf(control: string, name: string): string {
  return new RegExp(`^${name}: (.+)$`, 'm').exec(control)?.[1] ?? ''
}

/** The paths of a package as dpkg lists them, from `dpkg-deb --contents`. */
export function listOf(contents: string): string {
  const paths = [...contents.matchAll(/^\S+ \S+ +\d+ \S+ \S+ \.(\/.*?)(?: -> .*| link to .*)?$/gm)]
  return paths.map(([, path = '']) => `${path === '/' ? '/.' : path.replace(/\/$/, '')}\n`).join('')
}

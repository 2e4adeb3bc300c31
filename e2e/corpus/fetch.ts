/**
 * Fetches packages with the registries' own clients: they know the user's mirrors, proxies and logins, and compare the
 * downloads with the registry's hashes.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { limiter } from '../../src/concurrency.ts'
import { output, reason } from '../engine/command.ts'
import { downloadDeb } from './apt.ts'
import { cached, cacheFolder } from './cache.ts'
import type { Package } from './recipe.ts'

/** A package is not available on this machine: images that need it are reported as not tried. */
export class NotFetched extends Error {}

type Of<R extends Package['registry']> = Extract<Package, { readonly registry: R }>

const SECONDS = 600
const LONGEST_CAUSE = 200
/** The wheels' CPython. */
const PYTHON = '3.13'
/** If several match, pip takes the first one. The numbers are versions of the C library. */
const LIBC_VERSIONS = {
  manylinux: [
    '_2_34',
    '_2_31',
    '_2_28',
    '_2_27',
    '_2_26',
    '_2_24',
    '_2_17',
    '2014',
    '_2_12',
    '2010',
    '_2_5',
    '1',
  ],
  musllinux: ['_1_2', '_1_1'],
} as const
const MAVEN_GET = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get'

/**
 * @returns the path of the package's archive, or of a Go program
 * @throws NotFetched
 */
export async function fetchPackage(wanted: Package): Promise<string> {
  try {
    switch (wanted.registry) {
      case 'pypi':
        return await fetchWheel(wanted)
      case 'npm':
        return await fetchNpm(wanted)
      case 'maven':
        return await fetchMaven(wanted)
      case 'debian':
        return await downloadDeb(wanted.name, wanted.architecture)
      case 'go':
        return await compileGo(wanted)
      case 'nuget':
        return await fetchNuget(wanted)
    }
  } catch (error) {
    throw new NotFetched(`${packageName(wanted)}: ${causeOf(reason(error))}`)
  }
}

/** A unique name of the package, for people. */
function packageName(of: Package): string {
  switch (of.registry) {
    case 'pypi':
      return `pypi ${of.name} ${of.version} ${of.libc} ${of.machine}`
    case 'maven':
      return `maven ${of.coordinates}`
    case 'debian':
      return `debian ${of.name} ${of.architecture}`
    case 'go':
      return `go ${of.path} ${of.version} ${Object.values(of.env).join(' ')}`
    default:
      return `${of.registry} ${of.name} ${of.version}`
  }
}

/** The line in which a client reports what is missing, or else the last line. */
export function causeOf(message: string): string {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '')
  const cause =
    lines.find((line) => /no matching|could not|couldn't|unable to/i.test(line)) ?? lines.at(-1) ?? ''
  return cause.trim().slice(0, LONGEST_CAUSE)
}

function fileName(of: Package, ending: string): string {
  return `${packageName(of)
    .replaceAll(/[^\w.-]+/g, '_')
    .replace('_', '/')}${ending}`
}

function fetchWheel(wanted: Of<'pypi'>): Promise<string> {
  const { name, version, libc, machine } = wanted
  const platforms = LIBC_VERSIONS[libc].flatMap((number) => ['--platform', `${libc}${number}_${machine}`])
  const python = ['--python-version', PYTHON, '--implementation', 'cp']
  return cached(fileName(wanted, '.whl'), async (into) => {
    const args = [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--no-deps',
      '--only-binary=:all:',
      ...python,
      ...platforms,
    ]
    await output('python3', [...args, '--dest', into, `${name}==${version}`], {}, SECONDS)
    return into
  })
}

function fetchNpm(wanted: Of<'npm'>): Promise<string> {
  return cached(fileName(wanted, '.tgz'), async (into) => {
    const args = ['pack', '--loglevel=error', '--logs-max=0', '--ignore-scripts', '--pack-destination', into]
    await output('npm', [...args, `${wanted.name}@${wanted.version}`], {}, SECONDS)
    return into
  })
}

/** Maven's own repository is the cache. */
async function fetchMaven({ coordinates }: Of<'maven'>): Promise<string> {
  const [group = '', artifact = '', version = '', type = 'jar', classifier] = coordinates.split(':')
  const repository = join(cacheFolder(), 'maven')
  const about = [`-Dmaven.repo.local=${repository}`, `-Dartifact=${coordinates}`, '-Dtransitive=false']
  const args = ['--quiet', '--batch-mode', '--no-transfer-progress', '-Daether.connector.basic.threads=1']
  const name = [artifact, version, ...(classifier ? [classifier] : [])].join('-')
  const path = join(repository, ...group.split('.'), artifact, version, `${name}.${type}`)
  // Its errors are on standard output.
  const command = ['-c', 'exec mvn "$@" >&2', 'sh', ...args, ...about, MAVEN_GET]
  await inTurn(() => output('sh', command, {}, SECONDS))
  return path
}

/** Two concurrent downloads into the same repository would conflict. */
const inTurn = limiter(1)

function compileGo(wanted: Of<'go'>): Promise<string> {
  const { path, version, env } = wanted
  return cached(fileName(wanted, ''), async (into) => {
    const caches = { GOMODCACHE: join(cacheFolder(), 'go-mod'), GOCACHE: join(cacheFolder(), 'go-build') }
    const settings = { GOFLAGS: '-modcacherw', GOWORK: 'off', GOOS: 'linux', CGO_ENABLED: '0', GOPATH: into }
    const args = ['install', '-trimpath', '-ldflags=-s -w', `${path}@${version}`]
    await output('go', args, { ...settings, ...caches, ...env }, SECONDS)
    return join(into, 'bin')
  })
}

/** A project that refers to the package and is never built, because the client has no command that only downloads. */
function fetchNuget(wanted: Of<'nuget'>): Promise<string> {
  const { name, version } = wanted
  return cached(fileName(wanted, '.nupkg'), async (into) => {
    const item = `<PackageDownload Include="${name}" Version="[${version}]" />`
    const properties = '<PropertyGroup><TargetFramework>netstandard2.0</TargetFramework></PropertyGroup>'
    writeFileSync(
      join(into, 'fetch.csproj'),
      `<Project Sdk="Microsoft.NET.Sdk">${properties}<ItemGroup>${item}</ItemGroup></Project>\n`,
    )
    await output('dotnet', ['restore', into, '--packages', join(into, 'packages')], {}, SECONDS)
    const [id, number] = [name.toLowerCase(), version.toLowerCase()]
    // The client also unpacks the archive next to it.
    const archive = join(into, 'packages', id, number, `${id}.${number}.nupkg`)
    mkdirSync(join(into, 'archive'))
    renameSync(archive, join(into, 'archive', 'package.nupkg'))
    return join(into, 'archive')
  })
}

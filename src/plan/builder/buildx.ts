import { mayBuildElsewhere } from '../../buildx/drivers.ts'
import type { BuildxProgram } from '../../buildx/program.ts'
import { isOlder } from '../../buildx/version.ts'
import { Failure, type Problem } from '../../errors.ts'
import type { BuildxFacts, LocalFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { present } from '../../present.ts'
import { BUILDX_FEATURES, FEATURE_INPUTS, type Feature, lackingIn } from './features.ts'

/** The installed buildx is used. */
interface InstalledBuildx {
  readonly kind: 'found'
  readonly program: BuildxProgram
}

/** A release is fetched, verified and installed. */
export interface FetchBuildx {
  readonly kind: 'fetch'
  /** Without the v; '' for the latest, whose version is in the checksum file. */
  readonly version: string
  /** Why the installed buildx cannot be used; shown in the log. */
  readonly why: string
  /** The installed buildx, in case it turns out to be the latest. */
  readonly installed: { readonly version: string; readonly program: BuildxProgram } | undefined
  readonly mirror: string
  /** Address of the checksum file. */
  readonly checksums: string
  /** The ending of the file names of a release: `linux-amd64`. */
  readonly machine: string
  /** Private folder for downloads, removed before the job goes on. */
  readonly folder: string
  readonly toolCache: string
  /** Folder for the program if the tool cache cannot be written; for this job only. */
  readonly spare: string
  /** Whether the cache of GitHub Actions is used. */
  readonly isCached: boolean
  /** Path of the plugin; undefined if there is no docker command. */
  readonly plugin: string | undefined
}

export type BuildxPlan = InstalledBuildx | FetchBuildx

/** `v1.2.3`, optionally with a pre-release: all three numbers are required. */
const VERSION = /^v?(\d+\.\d+\.\d+(?:-[\w.-]+)?)$/

/** Values for which setup-buildx-action uses other sources, or compiles: `edge`, `cloud:latest`, `lab:latest`, the address of a Git repository. */
const NOT_RELEASED = /^(?:edge$|cloud:|lab:)|:\/\//

/** `buildx-v1.2.3.linux-amd64` */
const RELEASE_FILE = /^buildx-v(\d+\.\d+\.\d+[\w.-]*?)\.[a-z]+-/

/** The inputs that decide which buildx is suitable. */
export const BUILDX_INPUTS = ['buildx-version', 'buildx-mirror', ...FEATURE_INPUTS] as const

/** What is wrong with the inputs about buildx. */
export function buildxProblems(
  inputs: Pick<Inputs, (typeof BUILDX_INPUTS)[number]>,
  { step }: Pick<LocalFacts, 'step'>,
): readonly Problem[] {
  const { 'buildx-version': requested, 'buildx-mirror': mirror } = inputs
  const lacking = mostRecent(lackingIn(BUILDX_FEATURES, requested, inputs, step))
  const isVersion = requested === '' || requested === 'latest' || VERSION.test(requested)
  return present([
    !isVersion && {
      input: 'buildx-version',
      what: `"${requested}" is neither a version nor latest.`,
      cure: NOT_RELEASED.test(requested)
        ? 'Run docker/setup-buildx-action with it in an earlier step and remove this input: the Buildx that it installs is used.'
        : 'Write the full version, as in v0.36.1, or remove it to use the installed one.',
    },
    isVersion &&
      lacking !== undefined && {
        input: 'buildx-version',
        what: `"${requested}" is older than ${lacking.since}, and ${lacking.name} need that.`,
        cure: `Set ${lacking.since} or later, or remove it to use the installed one.`,
      },
    !isWebAddress(mirror) && {
      input: 'buildx-mirror',
      what: mirror === '' ? 'it is empty.' : `"${mirror}" is not a web address.`,
      cure: 'Write an address that begins with https://, or remove it to get the releases from GitHub.',
    },
  ])
}

type Lacking = Pick<Feature<never>, 'name' | 'since'>

/** The feature that needs the most recent version: that version has all the others. */
function mostRecent(lacking: readonly Lacking[]): Lacking | undefined {
  return lacking.reduce<Lacking | undefined>(
    (most, each) => (most === undefined || isOlder(most.since, each.since) ? each : most),
    undefined,
  )
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^/\s]+/.test(text) && URL.canParse(text)
}

/**
 * Decides which buildx is used: the installed one, or a release. Pure.
 * @throws Failure if buildx is too old, or if a builder on this machine is requested without docker and buildx
 */
export function planBuildx(inputs: Inputs, facts: BuildxFacts): BuildxPlan {
  const requested = inputs['buildx-version']
  const version = VERSION.exec(requested)?.[1] ?? ''
  const { program } = facts
  if (program !== undefined && (requested === '' || version === facts.version)) {
    const lacking = mostRecent(lackingIn(BUILDX_FEATURES, facts.version, inputs, facts))
    if (lacking !== undefined) throw tooOld(facts.version, lacking)
    return { kind: 'found', program }
  }
  if (!facts.hasDocker && requested === '' && !mayBuildElsewhere(inputs)) throw noBuildx()
  const mirror = inputs['buildx-mirror'].replace(/\/+$/, '')
  const plugin = `${facts.pluginFolder}/docker-buildx${extension(facts.machine)}`
  return {
    kind: 'fetch',
    version,
    why: whyFetched(requested, facts),
    installed: program === undefined ? undefined : { version: facts.version, program },
    mirror,
    checksums: version === '' ? latestFile(mirror, 'checksums.txt') : `${mirror}/v${version}/checksums.txt`,
    machine: facts.machine,
    folder: facts.downloads,
    toolCache: facts.toolCache,
    spare: facts.spare,
    isCached: inputs['cache-binary'] && facts.hasCacheService,
    plugin: facts.hasDocker ? plugin : undefined,
  }
}

function tooOld(version: string, { name, since }: Lacking): Failure {
  return new Failure(
    `The installed buildx is ${version}, and ${name} need ${since}.`,
    'Set buildx-version: latest, or a version that is new enough, to have it downloaded, or install one on the runner.',
  )
}

function noBuildx(): Failure {
  return new Failure(
    'The docker command could not be started: PATH has neither docker nor buildx.',
    "Install docker with buildx, or use a runner that has it (GitHub's ubuntu runners do), and check that it is in PATH. A remote builder only needs buildx: set buildx-version to have it downloaded.",
  )
}

function whyFetched(requested: string, { program, version, hasDocker, error }: BuildxFacts): string {
  if (program !== undefined)
    return `buildx-version is ${requested}, but ${version === '' ? 'an unknown version' : version} is installed`
  return hasDocker ? `docker has no buildx: ${error}` : 'buildx is not installed'
}

/**
 * A file of the latest release. GitHub forwards `releases/latest/download/FILE` to that release; any other server
 * has a folder `latest` beside those of the versions.
 */
function latestFile(mirror: string, name: string): string {
  const isLikeGitHub = mirror.endsWith('/releases/download')
  return isLikeGitHub ? mirror.replace(/download$/, `latest/download/${name}`) : `${mirror}/latest/${name}`
}

/** A file of a release, by its name and its address. */
export interface ReleaseFile {
  readonly name: string
  readonly url: string
}

/** The file of a release that has the program for this machine. */
export function releaseFile({ mirror, machine }: FetchBuildx, version: string): ReleaseFile {
  const name = `buildx-v${version}.${machine}${extension(machine)}`
  return { name, url: `${mirror}/v${version}/${name}` }
}

function extension(machine: string): string {
  return machine.startsWith('windows') ? '.exe' : ''
}

/** The sha256 of a file in a checksum file; undefined if it is not listed. */
export function checksumIn(checksums: string, name: string): string | undefined {
  return checksumEntries(checksums).find((entry) => entry.name === name)?.sha256
}

/** The version of the files in a checksum file; undefined if none belong to buildx. */
export function versionIn(checksums: string): string | undefined {
  const versions = checksumEntries(checksums).map(({ name }) => RELEASE_FILE.exec(name)?.[1])
  return versions.find((version) => version !== undefined)
}

/** Lines in the format of sha256sum: the hash, a blank, a blank or a star, the name. */
function checksumEntries(checksums: string): readonly { readonly sha256: string; readonly name: string }[] {
  return checksums.split(/\r?\n/).flatMap((line) => {
    const [, sha256, name] = /^([\da-f]{64})\s+\*?(\S+)\s*$/i.exec(line) ?? []
    return sha256 === undefined || name === undefined ? [] : [{ sha256: sha256.toLowerCase(), name }]
  })
}

/** Key of a release's program in the cache of GitHub Actions. It has the hash, so a different file is a different entry. */
export function cacheKey({ machine }: FetchBuildx, version: string, sha256: string): string {
  return `multi-platform-build-buildx-${version}-${machine}-${sha256}`
}

import { actionRows } from '../.ci/readme.ts'
import { type Attestation, parseAttestation } from '../src/buildx/attestation.ts'
import { readConfig } from '../src/buildx/buildkitd-config.ts'
import { type CacheEntry, parseCacheEntry } from '../src/buildx/cache-entry.ts'
import { type DriverOption, parseDriverOption } from '../src/buildx/driver-option.ts'
import { type Exporter, parseExporter } from '../src/buildx/exporter.ts'
import type { BuilderFacts } from '../src/buildx/inspect.ts'
import { PLUGIN } from '../src/buildx/program.ts'
import { InvalidValue, type Problem, Refusal } from '../src/errors.ts'
import type { Facts, SourceFacts } from '../src/facts/facts.ts'
import { readNaming } from '../src/facts/naming.ts'
import { buildsOf } from '../src/inputs/builds.ts'
import type { LoginInput } from '../src/inputs/logins.ts'
import type { PlatformSetting } from '../src/inputs/platform-settings.ts'
import { completeInputs, type Reading, readInputs } from '../src/inputs/read.ts'
import type { Inputs } from '../src/inputs/table.ts'
import type { Names } from '../src/names/names.ts'
import { type ImageIndex, readIndex } from '../src/oci/image-index.ts'
import type { Part } from '../src/oci/part.ts'
import { printReference } from '../src/oci/reference.ts'
import type { BuildPlan } from '../src/plan/plan.ts'
import type { Handler } from '../src/platforms/emulators.ts'
import { parsePattern } from '../src/platforms/pattern.ts'
import { type Platform, parsePlatform } from '../src/platforms/platform.ts'
import type { Finding } from '../src/verify/finding.ts'
import type { PlatformProof } from '../src/verify/proof.ts'

/** Inputs for a test, with platform-settings already parsed. */
export type Given = Partial<Inputs> & { readonly platformSettings?: readonly PlatformSetting[] }

/**
 * All optional inputs with the defaults of action.yml, but without the proof and without a reason for tags to wait,
 * unless a test is about that.
 */
export function inputs({ platformSettings = [], ...overrides }: Given = {}): Inputs {
  const env = Object.fromEntries(
    actionRows('inputs').map((row) => [`INPUT_${row.name.toUpperCase()}`, row.default]),
  )
  // A folder, and no token: what GitHub would insert for the expression is unknown in tests.
  const given = { ...env, INPUT_CONTEXT: '.', 'INPUT_GITHUB-TOKEN': '' }
  const none = {
    ...{ tags: [], push: undefined, isTrial: false, names: undefined },
    ...{ logins: [], nodes: [], smokeTests: [], buildkitdConfig: undefined },
  }
  const isPlain = { verify: 'off', 'on-newer': 'move' } as const
  const read = { ...readInputs(given).inputs, ...none, ...isPlain, ...overrides }
  return { builds: buildsOf(read, platformSettings), ...read }
}

/** A login from `registry`, `username` and `password`. @param host in the form of `splitRepository` */
export function login(host: string, username: string, password: string): LoginInput {
  return { host, username, password, ecr: 'auto', location: { kind: 'single' } }
}

/** Derived names for tests that are not about them. */
export const NAMES: Names = {
  ...{ images: [], tags: [], version: '', labelVersion: '', event: '', source: '' },
  ...{ latest: undefined, outcomes: [], notices: [], warnings: [] },
}

/** Completes inputs whose other values are known. */
export function complete(read: Inputs): Promise<Reading> {
  const tags = read.tags.map(printReference).join('\n')
  return completeInputs({ inputs: { ...read, tags }, problems: [] }, async () => readNaming({}))
}

/** Reads inputs like a job without a known event. @param env variables of the runner */
export function readCompletely(env: Readonly<Record<string, string>>): Promise<Reading> {
  return completeInputs(readInputs(env), async () => readNaming({}))
}

/** The input buildkitd-config-inline and its parsed value. */
export async function inlineConfig(text: string) {
  return { 'buildkitd-config-inline': text, buildkitdConfig: await readConfig(text) }
}

/** Values of the input outputs. */
export function exporters(...texts: readonly string[]): readonly Exporter[] {
  return texts.map(parseExporter)
}

const REPOSITORY = {
  server: 'https://github.com',
  repository: 'owner/app',
  sha: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
  isPrivate: false,
  isPublic: true,
  api: 'https://api.github.com',
  runUrl: 'https://github.com/owner/app/actions/runs/77/attempts/1',
  runId: '77',
  isRunIdShared: false,
  isAct: false,
  job: 'image',
  attempt: 1,
  noDefaultAttestations: false,
  actor: 'octocat',
  name: 'push',
  ref: 'refs/heads/main',
  about: undefined,
}

/** A folder with a Dockerfile. */
export const FOLDER: SourceFacts = {
  ...{ context: '.', file: '' },
  ...{ contextIs: 'folder', dockerfile: 'Dockerfile', dockerfileIs: 'file' },
}

/** All files that the inputs name exist. */
const NOTHING_MISSING = {
  sources: [FOLDER],
  missingEnvs: [],
  missingFiles: [],
  unsetArgs: [],
  workspace: '/home/runner/work/app/app',
  cacheFolder: '/home/runner/.cache/multi-platform-build-cache',
}

/** A runner with every service. */
const EVERY_SERVICE = {
  ...{ hasCacheService: true, hasCacheServiceV2: true },
  ...{ hasArtifactService: true, annotatesChecks: true, hasIdentity: true },
}

/** The facts of a merge if no leg has handed over a part by a tag. */
export const NO_TAGS = { handedTags: [], removed: [] }

/** The engine at its usual socket, without node settings in the environment. */
export const PLAIN_DOCKER = {
  context: 'default',
  host: '',
  address: 'unix:///var/run/docker.sock',
  isLocal: true,
  hasTls: false,
  contexts: {},
  buildkitHost: '',
  chosenBuilder: '',
  logins: [],
  hasProxies: false,
  warnings: [],
  keys: [],
  config: undefined,
  defaultConfig: undefined,
  unclearVariables: [],
}

/** An amd64 machine without emulators and with plenty of free disk space, on a push to main. */
export function facts(overrides: Partial<Facts> = {}): Facts {
  return {
    event: { branch: 'main', base: '', defaultBranch: 'main', onTag: false, fork: false, ...REPOSITORY },
    job: { run: '77-1', identity: 'this job' },
    paths: NOTHING_MISSING,
    step: EVERY_SERVICE,
    docker: PLAIN_DOCKER,
    engine: {
      ...{ version: '28.5.1', platform: parsePlatform('linux/amd64') },
      ...{ containerdStore: false, kind: 'docker' },
    },
    buildx: PLUGIN,
    handlers: [],
    dockerfiles: [],
    checkout: undefined,
    builder: undefined,
    earlier: undefined,
    defaultBuilder: '',
    id: '77-1-0a1b2c3d',
    temp: '/tmp/multi-platform-build-77-1-0a1b2c3d',
    freeBytes: 64 * 2 ** 30,
    ...overrides,
  }
}

/** An existing local builder that is running, with the platforms of each of its nodes. */
export function builder(nodes: readonly string[], overrides: Partial<BuilderFacts> = {}): BuilderFacts {
  return {
    name: 'mine',
    driver: 'docker-container',
    nodes: nodes.map((text, index) => ({
      name: `mine${index}`,
      endpoint: 'unix:///var/run/docker.sock',
      status: 'running',
      buildkit: 'v0.32.2',
      platforms: platforms(text),
      machine: platforms(text)[0],
      error: '',
      hasSnapshots: true,
      settings: { declared: [], options: {}, flags: '', config: undefined },
    })),
    ...overrides,
  }
}

/** Values of --cache-from or --cache-to. */
export function caches(...texts: readonly string[]): readonly CacheEntry[] {
  return texts.map(parseCacheEntry)
}

/** Values of --attest. */
export function attested(...texts: readonly string[]): readonly Attestation[] {
  return texts.map(parseAttestation)
}

/** Values of --driver-opt. */
export function driverOptions(...texts: readonly string[]): readonly DriverOption[] {
  return texts.map(parseDriverOption)
}

/** Platforms from the text of an input. */
export function platforms(text: string): readonly Platform[] {
  return text === '' ? [] : text.split(',').map(parsePlatform)
}

/** A digest that readers can distinguish from others: a few hexadecimal digits, repeated. */
export function digestOf(digits: string): string {
  return `sha256:${digits.repeat(64).slice(0, 64)}`
}

/**
 * An index as a registry stores it. The platforms are not normalised, so linux/arm has no variant.
 * @param images the digits of a digest for each platform
 * @param attested those of an attestation for each image that has one
 */
export function imageIndex(
  images: Readonly<Record<string, string>>,
  attested: Readonly<Record<string, string>> = {},
): ImageIndex {
  const manifests = [
    ...Object.entries(images).map(([text, digits]) => imageEntry(digestOf(digits), platformMember(text))),
    ...Object.entries(attested).map(([of, digits]) => attestationEntry(digestOf(digits), digestOf(of))),
  ]
  const index = readIndex(JSON.stringify({ schemaVersion: 2, manifests }))
  if (index === undefined) throw new Error('it is an index')
  return index
}

/** The platform of an image in the form of a descriptor in an index. */
function platformMember(text: string): object {
  const [system = '', architecture, variant] = text.split('/')
  const [, os = system, options = ''] = /^(.*)\((.*)\)$/.exec(system) ?? []
  const [version = '', ...features] = options.split('+')
  return {
    architecture,
    os,
    ...(variant === undefined ? {} : { variant }),
    ...(version === '' ? {} : { 'os.version': version }),
    ...(features.length === 0 ? {} : { 'os.features': features }),
  }
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

export function imageEntry(digest: string, platform: object) {
  return { mediaType: MANIFEST, digest, size: 669, platform }
}

export function attestationEntry(digest: string, of: string) {
  return {
    ...imageEntry(digest, { architecture: 'unknown', os: 'unknown' }),
    annotations: {
      'vnd.docker.reference.digest': of,
      'vnd.docker.reference.type': 'attestation-manifest',
    },
  }
}

/** A part that a matrix job proved and pushed: its platforms with the digits of their digests, and its own digest. */
export function part(
  images: Readonly<Record<string, string>>,
  digits: string,
  overrides: Partial<Part> = {},
): Part {
  const names = Object.keys(images).join(',')
  return {
    from: `the matrix job for ${names}`,
    platforms: platforms(names),
    digest: digestOf(digits),
    bytes: '',
    repositories: ['ghcr.io/owner/app'],
    proofErrors: 0,
    index: imageIndex(images),
    ...overrides,
  }
}

/** Settings of publishing for tests that are not about them. */
export const PUBLISHING = {
  annotations: [],
  hosts: [],
  isReachedAlike: true,
  runUrl: REPOSITORY.runUrl,
  onNewer: 'move',
  onUnchanged: 'move',
  latest: undefined,
} as const

/** A platform without findings: one program, which is its entrypoint. */
export function proven(
  platform: string,
  digits: string,
  overrides: Partial<PlatformProof> = {},
): PlatformProof {
  const [, machine = ''] = platform.split('/')
  return {
    platform: parsePlatform(platform),
    digest: digestOf(digits),
    size: 3_141_592,
    files: 1,
    ignored: 0,
    entrypoint: { path: '/usr/bin/app', machine },
    findings: [],
    ...overrides,
  }
}

/** A program in the image for arm64 that is built for amd64. */
export function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    severity: 'error',
    platform: parsePlatform('linux/arm64'),
    path: '/usr/bin/app',
    layer: digestOf('1a'),
    instruction: 'COPY app /usr/bin/app',
    verdict: {
      ...{ rule: 'machine', machine: 'amd64', fit: 'wrong', reason: { kind: 'elsewhere' } },
      ...{ files: 1, isMixed: false, ignore: '/usr/bin/app' },
    },
    ...overrides,
  }
}

/** The result of an empty platform-settings. */
export const EMPTY_SETTING = {
  file: '',
  target: '',
  context: '',
  'build-args': [],
  'build-contexts': [],
  labels: [],
  'no-cache': undefined,
  line: 1,
}

/** The result of platform-settings for platforms and patterns, separated by commas. */
export function setting(names: string, overrides: Partial<PlatformSetting>): PlatformSetting {
  return { patterns: names.split(',').map(parsePattern), ...EMPTY_SETTING, ...overrides }
}

/** Why a plan is refused; empty if it is made. */
export function refusalOf(make: () => unknown): readonly Problem[] {
  try {
    make()
  } catch (error) {
    if (error instanceof Refusal) return error.problems
    throw error
  }
  return []
}

/** What a parser finds wrong with a text. @throws if the parser accepts it */
export function complaintOf(parse: () => unknown): { readonly what: string; readonly cure: string } {
  try {
    parse()
  } catch (error) {
    if (error instanceof InvalidValue) return { what: error.message, cure: error.cure }
    throw error
  }
  throw new Error('it was taken')
}

/** The values of a flag in a build command; empty if there is no build. */
export function valuesOf(build: Pick<BuildPlan, 'command'> | undefined, flag: string): readonly string[] {
  const command = build?.command ?? []
  return command.filter((_, index) => command[index - 1] === flag)
}

/** QEMU's file in binfmt_misc for an architecture, as the binfmt installer writes it. */
export function handler(arch: keyof typeof QEMU, overrides: Partial<Handler> = {}): Handler {
  const [name, magic] = QEMU[arch]
  const interpreter = `/usr/bin/${name}`
  return { name, enabled: true, interpreter, flags: 'POCF', magic, mask: MASK, offset: 0, ...overrides }
}

const QEMU = {
  arm64: ['qemu-aarch64', '7f454c460201010000000000000000000200b700'],
  arm: ['qemu-arm', '7f454c4601010100000000000000000002002800'],
  riscv64: ['qemu-riscv64', '7f454c460201010000000000000000000200f300'],
} as const

const MASK = 'ffffffffffffff00fffffffffffffffffeffffff'

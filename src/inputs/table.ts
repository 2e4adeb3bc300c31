import { parseAttestation, parseProvenance, parseSbom } from '../buildx/attestation.ts'
import type { BuildkitdConfig } from '../buildx/buildkitd-config.ts'
import { parseCacheEntry } from '../buildx/cache-entry.ts'
import { parseDriverOption } from '../buildx/driver-option.ts'
import { DRIVER_NAMES } from '../buildx/drivers.ts'
import { parseOutput } from '../buildx/exporter.ts'
import { InvalidValue } from '../errors.ts'
import { parseImages } from '../names/images.ts'
import type { Names } from '../names/names.ts'
import { parseReference, parseRegistry, type Reference } from '../oci/reference.ts'
import { canEmulate, EMULATED_ARCHITECTURES } from '../platforms/emulators.ts'
import { type Platform, parsePlatform } from '../platforms/platform.ts'
import { parseAnnotation } from './annotation.ts'
import { ASSIGNMENTS } from './assignments.ts'
import type { BuildInputs } from './builds.ts'
import {
  parseCall,
  parseEntitlement,
  parseHost,
  parseNetwork,
  parseSize,
  parseUlimit,
} from './flag-values.ts'
import { ECR_WORDS, type LoginInput } from './logins.ts'
import type { NodeInput } from './nodes.ts'
import { boolean, count, list, maybe, oneOf, type Parser, text, value } from './parsers.ts'
import { parseParts } from './parts.ts'
import { runners } from './runners.ts'
import { parseSecret, parseSecretSource } from './secrets.ts'
import type { SmokeTest } from './smoke-test.ts'

/** Which emulators the user wants: what is needed and missing, every one, none, or these. */
export type QemuChoice = 'auto' | 'all' | 'off' | readonly Platform[]

/** What an error of the proof does: no tag moves, or it is a warning. `off`: nothing is proven. */
export type Verify = 'stop' | 'warn' | 'off'

const lines = { commas: false }
const commasOrLines = { commas: true }
/** Without blanks at its end: lines are counted from its first one, whatever is in it. '' for blanks alone. */
const document: Parser<string> = (input) => (input.trim() === '' ? '' : input.trimEnd())

const asItIs = (item: string): string => item
const platforms = list(parsePlatform, commasOrLines)

/** A platform that an emulator can be installed for. */
function parseEmulated(text: string): Platform {
  const platform = parsePlatform(text)
  if (!canEmulate(platform)) {
    const cure = `There are emulators for ${EMULATED_ARCHITECTURES.join(', ')}.`
    throw new InvalidValue(`there is no emulator for "${text}".`, cure)
  }
  return platform
}

const emulated = list(parseEmulated, commasOrLines)

const qemu: Parser<QemuChoice> = (input, complain) => {
  const word = input.trim()
  if (word === '' || word === 'auto') return 'auto'
  return word === 'all' || word === 'off' ? word : emulated(input, complain)
}

const push: Parser<boolean | 'auto' | undefined> = (input, complain) => {
  if (input.trim() === 'auto') return 'auto'
  return maybe(input, ({ what }) =>
    complain({
      what: what.replace('neither true nor', 'neither true, auto nor'),
      cure: 'Write true, auto or false.',
    }),
  )
}

const verify: Parser<Verify> = (input, complain) => {
  const word = input.trim()
  if (word === 'warn') return word
  const isOn = boolean(true)(word, () =>
    complain({ what: `"${word}" is neither true, warn nor false.`, cure: 'Write true, warn or false.' }),
  )
  return isOn ? 'stop' : 'off'
}

/** A pattern of paths in an image. */
function parseIgnore(text: string): string {
  if (text.startsWith('/') || text.startsWith('*')) return text
  throw new InvalidValue(
    `"${text}" is no path in the image.`,
    `Begin it with a slash, as in /${text}, or with **/.`,
  )
}

/**
 * Seconds, as a number of minutes or with a unit, as Go and docker write them: `90s`, `5m`, `1h`. 0 for never.
 * @param fallback what an empty text stands for
 */
function duration(fallback: number): Parser<number> {
  return (input, complain) => {
    const word = input.trim()
    if (word === '') return fallback
    const [, amount, unit = 'm'] = /^(\d{1,6})([smh])?$/.exec(word) ?? []
    if (amount !== undefined) return Number(amount) * SECONDS[unit === 's' || unit === 'h' ? unit : 'm']
    complain({
      what: `"${word}" is not a time.`,
      cure: 'Write minutes, or a number with a unit, as in 90s or 5m; 0 for never.',
    })
    return fallback
  }
}

const SECONDS = { s: 1, m: 60, h: 3_600 }

/** Commas separate ids; behind an id's = they separate its paths: `default,deploy=/keys/a,/keys/b` are two items. */
const ssh: Parser<readonly string[]> = (input, complain) => {
  const parts = list(asItIs, commasOrLines)(input, complain)
  const joined: string[] = []
  for (const part of parts) {
    const isPath = /[/~]/.test(part) && !part.includes('=') && joined.at(-1)?.includes('=')
    joined.push(isPath ? `${joined.pop()},${part}` : part)
  }
  return joined
}

/**
 * Every input of action.yml and how it is read. The type of `Inputs` follows from this table, and a
 * contract test holds it against action.yml. List rules are those of docker's actions: *lines* keep
 * commas, the others split at commas too.
 */
export const INPUTS = {
  mode: oneOf(['build', 'plan', 'part', 'merge']),
  platforms,
  context: text,
  file: text,
  target: text,
  'build-args': ASSIGNMENTS['build-args'],
  'build-contexts': ASSIGNMENTS['build-contexts'],
  labels: ASSIGNMENTS.labels,
  annotations: list(parseAnnotation, lines),
  verify,
  'verify-ignore': list(parseIgnore, lines),
  'on-failure': oneOf(['keep', 'delete']),
  'on-newer': oneOf(['keep', 'fail', 'move']),
  'on-unchanged': oneOf(['move', 'keep']),
  retries: count({ fallback: 3, most: 20 }),
  'stall-timeout': duration(5 * 60),
  'on-success': oneOf(['keep', 'clean']),
  // As it stands: the lines of YAML are counted from its first one.
  'platform-settings': asItIs,
  images: list(parseImages, lines),
  // As they stand: what they mean depends on images.
  tags: asItIs,
  flavor: asItIs,
  push,
  load: boolean(false),
  outputs: list(parseOutput, { commas: false, quotes: false }),
  provenance: value(parseProvenance, undefined),
  sbom: value(parseSbom, undefined),
  attests: list(parseAttestation, lines),
  attest: boolean(false),
  sign: boolean(false),
  'no-cache': boolean(false),
  'no-cache-filters': list(asItIs, commasOrLines),
  pull: boolean(false),
  call: value(parseCall, ''),
  network: value(parseNetwork, ''),
  'add-hosts': list(parseHost, commasOrLines),
  'shm-size': value(parseSize, ''),
  ulimit: list(parseUlimit, lines),
  'cgroup-parent': text,
  allow: list(parseEntitlement, commasOrLines),
  ssh,
  secrets: list(parseSecret, { commas: false, verbatim: true }),
  'secret-envs': list(parseSecretSource, commasOrLines),
  'secret-files': list(parseSecretSource, lines),
  'github-token': text,
  registry: value(parseRegistry, ''),
  username: text,
  password: text,
  // As it stands: the lines of YAML are counted from its first one.
  'registry-auth': asItIs,
  ecr: oneOf(ECR_WORDS),
  logout: boolean(true),
  cache: oneOf(['registry', 'gha', 'local', 'inline', 'off']),
  'cache-ref': value(parseReference, undefined),
  'cache-from': list(parseCacheEntry, lines),
  'cache-to': list(parseCacheEntry, lines),
  qemu,
  'qemu-image': text,
  'qemu-reset': boolean(false),
  'qemu-cache-image': boolean(true),
  'driver-opts': list(parseDriverOption, { commas: false, quotes: false }),
  'buildkitd-config-inline': document,
  builder: text,
  'builder-name': text,
  driver: oneOf(DRIVER_NAMES),
  'buildkitd-flags': text,
  'buildkitd-config': text,
  'builder-endpoint': text,
  'builder-platforms': platforms,
  append: text,
  'builder-use': boolean(false),
  'keep-state': boolean(false),
  'builder-cleanup': boolean(true),
  'buildx-version': text,
  'buildx-mirror': text,
  'cache-binary': boolean(true),
  runners,
  'fan-out': oneOf(['platform', 'runner']),
  'hand-over': oneOf(['auto', 'artifacts', 'registry']),
  parts: parseParts,
  'smoke-test': asItIs,
} satisfies Record<string, Parser<unknown>>

export type InputName = keyof typeof INPUTS

/** What each input says by itself, parsed. The keys are the names in action.yml. */
export type InputValues = { readonly [Name in InputName]: ReturnType<(typeof INPUTS)[Name]> }

/** What the user said. */
export type Inputs = Omit<InputValues, 'tags' | 'push'> & {
  /** Names of the image: what the input says, or what its rules gave for this event. */
  readonly tags: readonly Reference[]
  /** undefined where nothing is said; `auto` is decided by then. */
  readonly push: boolean | undefined
  /** Whether nothing is published because `push: auto` stands there, and the event is one that publishes nothing. */
  readonly isTrial: boolean
  /** What the names of the image were worked out to; undefined without images. */
  readonly names: Names | undefined
  /** What `registry`, `username` and `password` say, and `registry-auth`, once its YAML is read. */
  readonly logins: readonly LoginInput[]
  /** `append`, once its YAML is read. */
  readonly nodes: readonly NodeInput[]
  /** `buildkitd-config-inline`, once its TOML is read; undefined where there is none. */
  readonly buildkitdConfig: BuildkitdConfig | undefined
  /** What has to be built by one command each, which `platform-settings` decides: at least one. */
  readonly builds: readonly BuildInputs[]
  /** `smoke-test`, once it is read: it may be YAML. */
  readonly smokeTests: readonly SmokeTest[]
}

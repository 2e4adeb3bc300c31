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
import { boolean, count, list, oneOf, optionalBoolean, type Parser, text, value } from './parsers.ts'
import { parseParts } from './parts.ts'
import { runners } from './runners.ts'
import { parseSecret, parseSecretSource } from './secrets.ts'
import type { SmokeTest } from './smoke-test.ts'

/** Which emulators to install: those needed and missing, all, none, or these. */
export type QemuChoice = 'auto' | 'all' | 'off' | readonly Platform[]

/** What an error of the proof does: it stops the tags, or is reported as a warning. `off`: nothing is proven. */
export type Verify = 'stop' | 'warn' | 'off'

const lines = { commas: false }
const commasOrLines = { commas: true }
/** Only trailing whitespace is trimmed, so that line numbers count from the first line. '' if there is nothing else. */
const document: Parser<string> = (input) => (input.trim() === '' ? '' : input.trimEnd())

const verbatim = (item: string): string => item
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
  return optionalBoolean(input, ({ what }) =>
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
    `"${text}" is not a path in the image.`,
    `Begin it with a slash, as in /${text}, or with **/.`,
  )
}

/**
 * Seconds, as a number of minutes or with a unit, as Go and docker write them: `90s`, `5m`, `1h`. 0 for never.
 * @param fallback the value of an empty text
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

/** Commas separate ids, and after an id's = they separate its paths: `default,deploy=/keys/a,/keys/b` is two items. */
const ssh: Parser<readonly string[]> = (input, complain) => {
  const parts = list(verbatim, commasOrLines)(input, complain)
  const joined: string[] = []
  for (const part of parts) {
    const isPath = /[/~]/.test(part) && !part.includes('=') && joined.at(-1)?.includes('=')
    joined.push(isPath ? `${joined.pop()},${part}` : part)
  }
  return joined
}

/**
 * Every input of action.yml and its parser. The type of `Inputs` is derived from this table, and a contract test
 * checks it against action.yml. Lists follow the rules of docker's actions: *lines* keep commas, the others are split
 * at commas too.
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
  // Verbatim, because the lines of the YAML count from its first one.
  'platform-settings': verbatim,
  images: list(parseImages, lines),
  // Verbatim, because their meaning depends on images.
  tags: verbatim,
  flavor: verbatim,
  push,
  load: boolean(false),
  outputs: list(parseOutput, { commas: false, quotes: false }),
  provenance: value(parseProvenance, undefined),
  sbom: value(parseSbom, undefined),
  attests: list(parseAttestation, lines),
  attest: boolean(false),
  sign: boolean(false),
  'no-cache': boolean(false),
  'no-cache-filters': list(verbatim, commasOrLines),
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
  // Verbatim, because the lines of the YAML count from its first one.
  'registry-auth': verbatim,
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
  'smoke-test': verbatim,
} satisfies Record<string, Parser<unknown>>

export type InputName = keyof typeof INPUTS

/** Each input's value, parsed on its own. The keys are the names in action.yml. */
export type InputValues = { readonly [Name in InputName]: ReturnType<(typeof INPUTS)[Name]> }

/** Everything the user has set. */
export type Inputs = Omit<InputValues, 'tags' | 'push'> & {
  /** Names of the image: those of the input, or those that its rules give for this event. */
  readonly tags: readonly Reference[]
  /** undefined if it is not set. `auto` has been resolved by now. */
  readonly push: boolean | undefined
  /** Whether nothing is published because of `push: auto` and an event that publishes nothing. */
  readonly isTrial: boolean
  /** The names derived from the event; undefined without images. */
  readonly names: Names | undefined
  /** The logins of `registry`, `username` and `password`, and those of `registry-auth`, parsed from YAML. */
  readonly logins: readonly LoginInput[]
  /** `append`, parsed from YAML. */
  readonly nodes: readonly NodeInput[]
  /** `buildkitd-config-inline`, parsed from TOML; undefined if it is not set. */
  readonly buildkitdConfig: BuildkitdConfig | undefined
  /** The builds, each of them one command, as `platform-settings` divides them: at least one. */
  readonly builds: readonly BuildInputs[]
  /** `smoke-test`, parsed: it may be YAML. */
  readonly smokeTests: readonly SmokeTest[]
}

/** The names of the image and what belongs to them. */
export type ImageNames = Pick<Inputs, 'tags' | 'labels' | 'annotations' | 'names'>

import { InvalidValue } from '../errors.ts'
import { canEmulate, EMULATORS } from '../platforms/emulators.ts'
import { type Platform, parsePlatform } from '../platforms/platform.ts'
import { assignment, boolean, list, oneOf, type Parser, text, value } from './parsers.ts'
import { parseReference } from './reference.ts'

/** Which emulators the user wants: what is needed and missing, every one, none, or these. */
export type QemuChoice = 'auto' | 'all' | 'off' | readonly Platform[]

const lines = { commas: false }
const commasOrLines = { commas: true }
const asItIs = (item: string): string => item
const platforms = list(parsePlatform, commasOrLines)

/** A platform that an emulator can be installed for. */
function parseEmulated(text: string): Platform {
  const platform = parsePlatform(text)
  if (!canEmulate(platform)) {
    const known = Object.keys(EMULATORS).join(', ')
    throw new InvalidValue(`there is no emulator for "${text}".`, `There are emulators for ${known}.`)
  }
  return platform
}

const emulated = list(parseEmulated, commasOrLines)

const qemu: Parser<QemuChoice> = (input, complain) => {
  const word = input.trim()
  if (word === '' || word === 'auto') return 'auto'
  return word === 'all' || word === 'off' ? word : emulated(input, complain)
}

/**
 * Every input of action.yml and how it is read. The type of `Inputs` follows from this table, and a
 * contract test holds it against action.yml. List rules are those of docker's actions: *lines* keep
 * commas, the others split at commas too.
 */
export const INPUTS = {
  platforms,
  context: text,
  file: text,
  target: text,
  'build-args': list(assignment, lines),
  labels: list(assignment, lines),
  tags: list(parseReference, commasOrLines),
  push: boolean(false),
  load: boolean(false),
  'no-cache': boolean(false),
  pull: boolean(false),
  cache: oneOf(['registry', 'off']),
  'cache-ref': value(parseReference, undefined),
  'cache-from': list(asItIs, lines),
  'cache-to': list(asItIs, lines),
  qemu,
  'qemu-image': text,
  'driver-opts': list(assignment, { commas: false, quotes: false }),
  'buildkitd-config-inline': text,
  builder: text,
} satisfies Record<string, Parser<unknown>>

export type InputName = keyof typeof INPUTS

/** What the user said, parsed. The keys are the names in action.yml. */
export type Inputs = { readonly [Name in InputName]: ReturnType<(typeof INPUTS)[Name]> }

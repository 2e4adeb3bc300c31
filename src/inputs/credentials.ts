/** Credentials in inputs that whoever has the image can read. */
import { distinctBy } from '../distinct.ts'
import { MODES_OF, type Mode } from './modes.ts'
import type { InputName } from './table.ts'

/** A credential, and where it stands. */
export interface Exposed {
  readonly input: InputName
  /** From 1, within the input's value. */
  readonly line: number
  /** What it is, for a sentence: `a token of GitHub`. */
  readonly what: string
  /** It is never shown. */
  readonly value: string
}

/** Something that is masked, and whose it is. */
export interface Masked {
  /** For a sentence: `the value of secret "npm"`. */
  readonly of: string
  readonly value: string
}

/** What goes into the image's history and config, into annotations, or into attestations. */
const READABLE = [
  ...(['build-args', 'labels', 'annotations', 'build-contexts', 'context', 'platform-settings'] as const),
]

/**
 * Formats that nothing else has, as their makers tell them for secret scanning
 * (https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns).
 */
const FORMATS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/g],
  ['a token of GitLab', /\bgl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w-]{20,}/g],
  ['an access key of AWS', /\b(?:AKIA|ASIA)(?![A-Z0-9]{9}EXAMPLE)[A-Z0-9]{16}\b/g],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['a token of PyPI', /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}/g],
  ['a token of Docker Hub', /\bdckr_[po]at_[\w-]{20,}/g],
  ['a token of Slack', /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g],
  ['a key of Stripe', /\b[rs]k_live_[A-Za-z0-9]{20,}/g],
  [
    'a private key',
    /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*-----|$)/g,
  ],
]

/** The password of a URL; `$NAME` and `{{NAME}}` stand for one. */
const IN_URL = /\b[a-z][a-z0-9+.-]*:\/\/([^\s/:@"']*):([^\s/@"'$<{*][^\s/@"']*)@/gi
/** What stands where there is no password yet. */
const PLACEHOLDER = /^(?:pass|password|secret|change-?me|example|test|dummy|x+|none|root)$/i

/** From this length on a masked value is looked for inside others; a shorter one is a word of many. */
const SHORTEST_WITHIN = 8

/**
 * Finds them: values that are masked, and such as have the format of a credential. What the runner masks besides, nobody
 * but the runner knows.
 * @param textOf the input as it was written
 */
export function exposedCredentials(
  mode: Mode,
  textOf: (input: InputName) => string,
  masked: readonly Masked[],
): readonly Exposed[] {
  return READABLE.filter((input) => MODES_OF[input].includes(mode)).flatMap((input) => {
    const text = textOf(input)
    const found = [...maskedIn(text, masked), ...formatsIn(text), ...passwordsIn(text)]
    return distinctBy(
      found.map(({ at, ...each }) => ({ ...each, input, line: text.slice(0, at).split('\n').length })),
      ({ line, value }) => `${line} ${value}`,
    )
  })
}

interface Found {
  readonly what: string
  readonly value: string
  /** Where it begins in the text. */
  readonly at: number
}

function maskedIn(text: string, masked: readonly Masked[]): readonly Found[] {
  return masked.flatMap(({ of, value }) => {
    const at = value.length < SHORTEST_WITHIN ? wholeValueAt(text, value) : text.indexOf(value)
    return at === -1 ? [] : [{ what: of, value, at }]
  })
}

/** Where a line ends with = and the value. */
function wholeValueAt(text: string, value: string): number {
  const at = `${text}\n`.replaceAll('\r', '\n').indexOf(`=${value}\n`)
  return at === -1 ? -1 : at + 1
}

function formatsIn(text: string): readonly Found[] {
  return FORMATS.flatMap(([what, pattern]) =>
    [...text.matchAll(pattern)].map(({ 0: value, index: at }) => ({ what, value, at })),
  )
}

function passwordsIn(text: string): readonly Found[] {
  return [...text.matchAll(IN_URL)].flatMap(({ 1: user = '', 2: value = '', index: at }) =>
    PLACEHOLDER.test(value) || value === user ? [] : [{ what: 'the password of a URL', value, at }],
  )
}

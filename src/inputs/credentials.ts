/** Credentials in inputs that anyone who has the image can read. */
import { distinctBy } from '../distinct.ts'
import { MODES_OF, type Mode } from './modes.ts'
import type { InputName } from './table.ts'

/** A credential and its location. */
export interface Exposed {
  readonly input: InputName
  /** From 1, within the input's value. */
  readonly line: number
  /** What it is, for a sentence: `a GitHub token`. */
  readonly what: string
  /** Never shown. */
  readonly value: string
}

/** A masked value and where it comes from. */
export interface Masked {
  /** For a sentence: `the value of secret "npm"`. */
  readonly of: string
  readonly value: string
}

/** Inputs that end up in the image's history or config, in annotations, or in attestations. */
const READABLE_INPUTS = [
  ...(['build-args', 'labels', 'annotations', 'build-contexts', 'context', 'platform-settings'] as const),
]

/**
 * Unmistakable formats, as their issuers publish them for secret scanning
 * (https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns).
 */
const FORMATS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/g],
  ['a GitLab token', /\bgl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w-]{20,}/g],
  ['an AWS access key', /\b(?:AKIA|ASIA)(?![A-Z0-9]{9}EXAMPLE)[A-Z0-9]{16}\b/g],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['a PyPI token', /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}/g],
  ['a Docker Hub token', /\bdckr_[po]at_[\w-]{20,}/g],
  ['a Slack token', /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g],
  ['a Stripe key', /\b[rs]k_live_[A-Za-z0-9]{20,}/g],
  [
    'a private key',
    /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*-----|$)/g,
  ],
]

/** The password in a URL. `$NAME` and `{{NAME}}` are placeholders. */
const IN_URL = /\b[a-z][a-z0-9+.-]*:\/\/([^\s/:@"']*):([^\s/@"'$<{*][^\s/@"']*)@/gi
/** Placeholders for a password. */
const PLACEHOLDER = /^(?:pass|password|secret|change-?me|example|test|dummy|x+|none|root)$/i

/** A masked value of at least this length is also searched for inside other text; a shorter one is too common. */
const MIN_SEARCHED_LENGTH = 8

/**
 * Finds masked values, and values in the format of a credential. Other values that the runner masks are known only to
 * the runner.
 * @param textOf the input, verbatim
 */
export function exposedCredentials(
  mode: Mode,
  textOf: (input: InputName) => string,
  masked: readonly Masked[],
): readonly Exposed[] {
  return READABLE_INPUTS.filter((input) => MODES_OF[input].includes(mode)).flatMap((input) => {
    const text = textOf(input)
    const found = [...maskedIn(text, masked), ...formatsIn(text), ...passwordsIn(text)]
    return distinctBy(
      found.map(({ at, ...each }) => ({ ...each, input, line: text.slice(0, at).split('\n').length })),
      ({ line, value }) => `${line} ${value}`,
    )
  })
}

interface FoundCredential {
  readonly what: string
  readonly value: string
  /** Its offset in the text. */
  readonly at: number
}

function maskedIn(text: string, masked: readonly Masked[]): readonly FoundCredential[] {
  return masked.flatMap(({ of, value }) => {
    const at = value.length < MIN_SEARCHED_LENGTH ? wholeValueAt(text, value) : text.indexOf(value)
    return at === -1 ? [] : [{ what: of, value, at }]
  })
}

/** The offset of a value that follows = and ends its line. */
function wholeValueAt(text: string, value: string): number {
  const at = `${text}\n`.replaceAll('\r', '\n').indexOf(`=${value}\n`)
  return at === -1 ? -1 : at + 1
}

function formatsIn(text: string): readonly FoundCredential[] {
  return FORMATS.flatMap(([what, pattern]) =>
    [...text.matchAll(pattern)].map(({ 0: value, index: at }) => ({ what, value, at })),
  )
}

function passwordsIn(text: string): readonly FoundCredential[] {
  return [...text.matchAll(IN_URL)].flatMap(({ 1: user = '', 2: value = '', index: at }) =>
    PLACEHOLDER.test(value) || value === user ? [] : [{ what: 'the password in a URL', value, at }],
  )
}

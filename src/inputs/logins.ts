import { InvalidValue } from '../errors.ts'
import { HUB_SERVER, parseRegistry } from '../oci/reference.ts'
import type { Complain, Complaint } from './parsers.ts'
import type { InputName, InputValues } from './table.ts'
import { checkKeys, type Entry, readYaml, type Tree, textOf } from './yaml.ts'

/** A login that the user gave. */
export interface LoginInput {
  /** Of the registry, as `splitRepository` has it. */
  readonly host: string
  /** '' where there is none. */
  readonly username: string
  /** '' where there is none. It is part of no plan, message or output. */
  readonly password: string
  readonly place: LoginPlace
}

/** Where a login stands. */
type LoginPlace =
  | { readonly kind: 'single' }
  /** An item of the list `registry-auth`, and the line where it begins. */
  | { readonly kind: 'item'; readonly line: number }

/** The word of `registry-auth` for no login but those of username and password. */
const OFF = 'off'

/** Whether a login that nobody gave may be made with the token of the job. */
export function mayUseToken(inputs: Pick<InputValues, 'registry-auth'>): boolean {
  return inputs['registry-auth'].trim() !== OFF
}

const FORM =
  'Write a list of logins, as in "- registry: ghcr.io" and below it username and password, or off. Put a password into quotes.'

/** What a login can have; everything else is refused. */
const KEYS = ['registry', 'username', 'password'] as const

/** The logins of `registry`, `username` and `password`, and of the YAML list of `registry-auth`. */
export async function readLogins(
  inputs: InputValues,
  complain: (input: InputName) => Complain,
): Promise<readonly LoginInput[]> {
  return [...singleLogin(inputs), ...(await readList(inputs['registry-auth'], complain('registry-auth')))]
}

function singleLogin({ registry, username, password }: InputValues): readonly LoginInput[] {
  if (registry === '' && username === '' && password === '') return []
  return [{ host: registry || HUB_SERVER, username, password, place: { kind: 'single' } }]
}

async function readList(source: string, complain: Complain): Promise<readonly LoginInput[]> {
  const text = source.trim()
  if (text === '' || text === OFF) return []
  // What the parser says may quote a password.
  const hush = ({ line }: Complaint): void =>
    complain({ ...(line === undefined ? {} : { line }), what: 'this is no YAML.', cure: FORM })
  const tree = await readYaml(source, hush)
  if (tree === undefined) return []
  if (tree.kind !== 'list') {
    complain({ line: tree.line, what: 'this is no list of logins.', cure: FORM })
    return []
  }
  return tree.items.flatMap((item) => readItem(item, complain))
}

function readItem(tree: Tree, complain: Complain): readonly LoginInput[] {
  if (tree.kind !== 'map') {
    complain({ line: tree.line, what: 'this is no login: it has no keys.', cure: FORM })
    return []
  }
  checkNames(tree.entries, complain)
  const entryOf = (key: string): Entry | undefined => tree.entries.find((entry) => entry.key === key)
  const one = (key: (typeof KEYS)[number]): string => textOf(entryOf(key), FORM, complain)?.text.trim() ?? ''
  const password = entryOf('password')
  if (password !== undefined) checkPassword(password, complain)
  const host = hostOf(one('registry'), entryOf('registry')?.line ?? tree.line, complain)
  if (host === undefined) return []
  return [
    { host, username: one('username'), password: one('password'), place: { kind: 'item', line: tree.line } },
  ]
}

/** What is no key may be a line of a password: it is shown only where it looks like one. */
function checkNames(entries: readonly Entry[], complain: Complain): void {
  const isName = ({ key }: Entry): boolean => /^[a-z_-]{1,20}$/i.test(key)
  checkKeys(entries.filter(isName), KEYS, 'a login', complain)
  for (const { line } of entries.filter((entry) => !isName(entry)))
    complain({ line, what: 'a login has no such key.', cure: FORM })
}

/** What YAML takes for something else than a text, without quotes (YAML 1.2.2, 10.2 JSON Schema and 10.3 Core Schema). */
const NO_TEXT =
  /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\d+|0o[0-7]+|0x[\dA-Fa-f]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/

/** Other readers of the same list would make another password of it, or none. */
function checkPassword({ value, line }: Entry, complain: Complain): void {
  if (value.kind === 'text' && value.isPlain && NO_TEXT.test(value.text))
    complain({
      line,
      what: 'password is a number, a yes or no, or nothing to YAML, and no text.',
      cure: `Put it into quotes, as in password: "\${{ secrets.TOKEN }}".`,
    })
}

function hostOf(text: string, line: number, complain: Complain): string | undefined {
  if (text === '') return HUB_SERVER
  try {
    return parseRegistry(text)
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    complain({ line, what: `registry ${error.message}`, cure: error.cure })
    return undefined
  }
}

import { InvalidValue } from '../errors.ts'
import type { Names } from '../names/names.ts'
import { ecrRegistry } from '../oci/ecr.ts'
import { HUB_SERVER, parseRegistry, type Reference, splitRepository } from '../oci/reference.ts'
import { type Complain, type Complaint, type ComplaintsOf, oneOf } from './parsers.ts'
import { checkKeys, type Entry, type MapTree, mapsIn, readYaml, textOf } from './yaml.ts'

/** Whether username and password are exchanged for an Amazon token: if the host is Amazon's, always, or never. */
export const ECR_WORDS = ['auto', 'true', 'false'] as const
type Ecr = (typeof ECR_WORDS)[number]

/** A login that the user has set. */
export interface LoginInput {
  /** The registry's host, as `splitRepository` returns it. */
  readonly host: string
  /** '' if there is none. */
  readonly username: string
  /** '' if there is none. It is never part of a plan, message or output. */
  readonly password: string
  readonly ecr: Ecr
  readonly location: LoginLocation
}

/** Where a login was set. */
type LoginLocation =
  | { readonly kind: 'single' }
  /** An item of the list `registry-auth`, and its first line. */
  | { readonly kind: 'item'; readonly line: number }

/** The inputs that logins are read from, once the names of the image are known. */
interface LoginSources {
  readonly registry: string
  readonly username: string
  readonly password: string
  readonly ecr: Ecr
  readonly 'registry-auth': string
  readonly tags: readonly Reference[]
  /** undefined without images. */
  readonly names: Pick<Names, 'images'> | undefined
}

/** The value of `registry-auth` that limits logins to username and password. */
const OFF = 'off'

/** Whether the job's token may be used for a login that the user has not set. */
export function mayUseToken(inputs: Pick<LoginSources, 'registry-auth'>): boolean {
  return inputs['registry-auth'].trim() !== OFF
}

const FORM =
  'Write a list of logins, as in "- registry: ghcr.io" with username and password below it, or off. Enclose a password in quotes.'

/** The keys of a login; any other is refused. */
const KEYS = ['registry', 'username', 'password', 'ecr'] as const

/** The logins of `registry`, `username` and `password`, and of the YAML list of `registry-auth`. */
export async function readLogins(
  inputs: LoginSources,
  complaintsOf: ComplaintsOf,
): Promise<readonly LoginInput[]> {
  return [
    ...singleLogins(inputs, complaintsOf('ecr')),
    ...(await readList(inputs['registry-auth'], complaintsOf('registry-auth'))),
  ]
}

/** One login; or with `ecr: true` and no registry, one for each Amazon registry that the image is pushed to. */
function singleLogins(inputs: LoginSources, complain: Complain): readonly LoginInput[] {
  const { registry, username, password, ecr } = inputs
  const login = (host: string): LoginInput => ({
    host,
    username,
    password,
    ecr,
    location: { kind: 'single' },
  })
  if (registry === '' && ecr === 'true') {
    // Rules may give no tag if nothing is pushed.
    const repositories = [...inputs.tags.map(({ repository }) => repository), ...(inputs.names?.images ?? [])]
    const named = repositories.map((repository) => splitRepository(repository).host)
    const hosts = [...new Set(named)].filter((host) => ecrRegistry(host) !== undefined)
    if (hosts.length === 0)
      complain({
        what: 'no tag is in an Amazon registry, and registry does not name one.',
        cure: 'Name one, as in registry: 123456789012.dkr.ecr.eu-central-1.amazonaws.com, or remove it.',
      })
    return hosts.map(login)
  }
  return registry === '' && username === '' && password === '' ? [] : [login(registry || HUB_SERVER)]
}

/** Whether the login is exchanged at Amazon: with Amazon's own user name, the password is a token already. */
export function isEcr({ host, username, ecr }: Pick<LoginInput, 'host' | 'username' | 'ecr'>): boolean {
  return ecr !== 'false' && username !== 'AWS' && ecrRegistry(host) !== undefined
}

async function readList(source: string, complain: Complain): Promise<readonly LoginInput[]> {
  const text = source.trim()
  if (text === '' || text === OFF) return []
  // The parser's message might quote a password.
  const complainWithoutText = ({ line }: Complaint): void =>
    complain({ ...(line === undefined ? {} : { line }), what: 'this is not valid YAML.', cure: FORM })
  const tree = await readYaml(source, complainWithoutText)
  if (tree === undefined) return []
  const maps = mapsIn(tree, { what: 'logins', item: 'login', form: FORM }, complain)
  return maps.flatMap((map) => readItem(map, complain))
}

function readItem(tree: MapTree, complain: Complain): readonly LoginInput[] {
  checkLoginKeys(tree.entries, complain)
  const entryOf = (key: string): Entry | undefined => tree.entries.find((entry) => entry.key === key)
  const written = (key: (typeof KEYS)[number]): string => textOf(entryOf(key), FORM, complain)?.text ?? ''
  const one = (key: (typeof KEYS)[number]): string => written(key).trim()
  const password = entryOf('password')
  if (password !== undefined) checkPassword(password, complain)
  const host = parseHostOf(one('registry'), entryOf('registry')?.line ?? tree.line, complain)
  if (host === undefined) return []
  return [
    {
      ...{
        host,
        username: one('username'),
        password: written('password').replace(/\r?\n$/, ''),
        ecr: ecrOf(entryOf('ecr'), complain),
      },
      location: { kind: 'item', line: tree.line },
    },
  ]
}

function ecrOf(entry: Entry | undefined, complain: Complain): Ecr {
  const word = textOf(entry, FORM, complain)
  if (word === undefined) return 'auto'
  return oneOf(ECR_WORDS)(word.text, ({ what, cure }) =>
    complain({ line: word.line, what: `ecr: ${what}`, cure }),
  )
}

/** An unknown key may be a line of a password: it is shown only if it looks like a key. */
function checkLoginKeys(entries: readonly Entry[], complain: Complain): void {
  const isName = ({ key }: Entry): boolean => /^[a-z_-]{1,20}$/i.test(key)
  checkKeys(entries.filter(isName), KEYS, 'a login', complain)
  for (const { line } of entries.filter((entry) => !isName(entry)))
    complain({ line, what: 'a login has no such key.', cure: FORM })
}

/** Plain scalars that YAML does not read as a string (YAML 1.2.2, 10.2 JSON Schema and 10.3 Core Schema). */
const NOT_A_STRING =
  /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\d+|0o[0-7]+|0x[\dA-Fa-f]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/

/** Other tools that read the same list would get a different password, or none. */
function checkPassword({ value, line }: Entry, complain: Complain): void {
  if (value.kind === 'text' && value.isPlain && NOT_A_STRING.test(value.text))
    complain({
      line,
      what: 'YAML reads password as a number, a boolean or null, not as a string.',
      cure: `Enclose it in quotes, as in password: "\${{ secrets.TOKEN }}".`,
    })
}

function parseHostOf(text: string, line: number, complain: Complain): string | undefined {
  if (text === '') return HUB_SERVER
  try {
    return parseRegistry(text)
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    complain({ line, what: `registry ${error.message}`, cure: error.cure })
    return undefined
  }
}

import { InvalidValue } from '../errors.ts'
import { ecrRegistry } from '../oci/ecr.ts'
import { HUB_SERVER, parseRegistry, splitRepository } from '../oci/reference.ts'
import { type Complain, type Complaint, oneOf } from './parsers.ts'
import type { InputName, Inputs, InputValues } from './table.ts'
import { checkKeys, type Entry, type MapTree, mapsIn, readYaml, textOf } from './yaml.ts'

/** Whether a token of Amazon is asked for, with username and password as its keys: where the host is Amazon's, always, or never. */
export const ECR_WORDS = ['auto', 'true', 'false'] as const
type Ecr = (typeof ECR_WORDS)[number]

/** A login that the user gave. */
export interface LoginInput {
  /** Of the registry, as `splitRepository` has it. */
  readonly host: string
  /** '' where there is none. */
  readonly username: string
  /** '' where there is none. It is part of no plan, message or output. */
  readonly password: string
  readonly ecr: Ecr
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
const KEYS = ['registry', 'username', 'password', 'ecr'] as const

/** Inputs, once the names of the image are known. */
type NamedInputs = Omit<InputValues, 'tags' | 'push'> & Pick<Inputs, 'tags' | 'names'>

/** The logins of `registry`, `username` and `password`, and of the YAML list of `registry-auth`. */
export async function readLogins(
  inputs: NamedInputs,
  complain: (input: InputName) => Complain,
): Promise<readonly LoginInput[]> {
  return [
    ...singleLogins(inputs, complain('ecr')),
    ...(await readList(inputs['registry-auth'], complain('registry-auth'))),
  ]
}

/** One; or with `ecr: true` and no registry, one for each of Amazon's registries that the image goes to. */
function singleLogins(inputs: NamedInputs, complain: Complain): readonly LoginInput[] {
  const { registry, username, password, ecr } = inputs
  const login = (host: string): LoginInput => ({ host, username, password, ecr, place: { kind: 'single' } })
  if (registry === '' && ecr === 'true') {
    // Rules may come to no tag, where nothing is pushed.
    const repositories = [...inputs.tags.map(({ repository }) => repository), ...(inputs.names?.images ?? [])]
    const named = repositories.map((repository) => splitRepository(repository).host)
    const hosts = [...new Set(named)].filter((host) => ecrRegistry(host) !== undefined)
    if (hosts.length === 0)
      complain({
        what: 'no tag is in a registry of Amazon, and registry names none.',
        cure: 'Name one, as in registry: 123456789012.dkr.ecr.eu-central-1.amazonaws.com, or remove it.',
      })
    return hosts.map(login)
  }
  return registry === '' && username === '' && password === '' ? [] : [login(registry || HUB_SERVER)]
}

/** Whether Amazon is asked for the login: its own user name is that of a token which is there already. */
export function isEcr({ host, username, ecr }: Pick<LoginInput, 'host' | 'username' | 'ecr'>): boolean {
  return ecr !== 'false' && username !== 'AWS' && ecrRegistry(host) !== undefined
}

async function readList(source: string, complain: Complain): Promise<readonly LoginInput[]> {
  const text = source.trim()
  if (text === '' || text === OFF) return []
  // What the parser says may quote a password.
  const hush = ({ line }: Complaint): void =>
    complain({ ...(line === undefined ? {} : { line }), what: 'this is no YAML.', cure: FORM })
  const tree = await readYaml(source, hush)
  if (tree === undefined) return []
  const maps = mapsIn(tree, { what: 'logins', item: 'login', form: FORM }, complain)
  return maps.flatMap((map) => readItem(map, complain))
}

function readItem(tree: MapTree, complain: Complain): readonly LoginInput[] {
  checkNames(tree.entries, complain)
  const entryOf = (key: string): Entry | undefined => tree.entries.find((entry) => entry.key === key)
  const written = (key: (typeof KEYS)[number]): string => textOf(entryOf(key), FORM, complain)?.text ?? ''
  const one = (key: (typeof KEYS)[number]): string => written(key).trim()
  const password = entryOf('password')
  if (password !== undefined) checkPassword(password, complain)
  const host = hostOf(one('registry'), entryOf('registry')?.line ?? tree.line, complain)
  if (host === undefined) return []
  return [
    {
      ...{
        host,
        username: one('username'),
        password: written('password').replace(/\r?\n$/, ''),
        ecr: ecrOf(entryOf('ecr'), complain),
      },
      place: { kind: 'item', line: tree.line },
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

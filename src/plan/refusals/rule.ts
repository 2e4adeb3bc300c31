import type { Problem } from '../../errors.ts'
import type { BuildInputs } from '../../inputs/builds.ts'
import type { InputName, Inputs } from '../../inputs/table.ts'
import { present } from '../../present.ts'

/** What a rule says, where it has something to say. */
export type Found = Problem | false | undefined

/** What a rule does with the inputs it reads, and with what else is known. */
export type Check<Name extends keyof Inputs, Known> = (
  inputs: Slice<Name>,
  known: Known,
) => Found | readonly Found[]

/** Something that can be wrong with the inputs together, or with an input and what else is known. */
export interface Rule<Known> {
  /** What it looks at. Where one of them could not be read, it would only report the same again. */
  readonly reads: readonly InputName[]
  readonly check: (inputs: Inputs, known: Known) => Found | readonly Found[]
}

type Derived = Exclude<keyof Inputs, InputName>

/**
 * Where `completeInputs` takes those members of Inputs from that are not inputs themselves. The values of a build come
 * from the inputs of the same names, too, which a rule reads beside the builds; a platform that could not be read makes
 * nothing wrong with the builds of the others.
 */
const SOURCES = {
  logins: ['registry', 'username', 'password', 'registry-auth', 'ecr', 'tags'],
  nodes: ['append'],
  buildkitdConfig: ['buildkitd-config-inline'],
  builds: ['platform-settings'],
  smokeTests: ['smoke-test'],
  names: ['images', 'tags', 'flavor'],
  isTrial: ['push'],
} as const satisfies Readonly<Record<Derived, readonly InputName[]>>

/** The inputs with nothing but these; a build has nothing but these, either. */
type Slice<Name extends keyof Inputs> = Pick<
  Omit<Inputs, 'builds'> & { readonly builds: readonly Pick<BuildInputs, Name & keyof BuildInputs>[] },
  Name
>

/**
 * A row of a table of rules.
 * @param reads everything of the inputs that `check` gets, so that a forgotten name does not compile
 */
export function rule<const Name extends keyof Inputs, Known>(
  reads: readonly Name[],
  check: Check<Name, Known>,
): Rule<Known> {
  return { reads: reads.flatMap(sourcesOf), check }
}

function sourcesOf(name: keyof Inputs): readonly InputName[] {
  return isDerived(name) ? SOURCES[name] : [name]
}

function isDerived(name: keyof Inputs): name is Derived {
  return Object.hasOwn(SOURCES, name)
}

/**
 * Every problem that the rules find, in their order.
 * @param unread inputs that could not be read
 */
export function problemsOf<Known>(
  rules: readonly Rule<Known>[],
  inputs: Inputs,
  known: Known,
  unread: readonly string[],
): readonly Problem[] {
  const readable = rules.filter(({ reads }) => !reads.some((name) => unread.includes(name)))
  return present(readable.flatMap(({ check }) => check(inputs, known)))
}

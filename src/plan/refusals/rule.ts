import type { Problem } from '../../errors.ts'
import type { BuildInputs } from '../../inputs/builds.ts'
import type { InputName, Inputs } from '../../inputs/table.ts'
import { present } from '../../present.ts'

/** What a rule finds, if anything. */
export type RuleResult = Problem | false | undefined

/** How a rule checks the inputs it reads, together with facts that are known. */
export type Check<Name extends keyof Inputs, Known> = (
  inputs: Slice<Name>,
  known: Known,
) => RuleResult | readonly RuleResult[]

/** Something that can be wrong with a combination of inputs, or with an input and known facts. */
export interface Rule<Known> {
  /** The inputs it checks. If one of them could not be read, the rule would only repeat that. */
  readonly reads: readonly InputName[]
  readonly check: (inputs: Inputs, known: Known) => RuleResult | readonly RuleResult[]
}

type Derived = Exclude<keyof Inputs, InputName>

/**
 * The inputs from which `completeInputs` derives the members of Inputs that are not inputs themselves. The values of a
 * build also come from the inputs of the same names, which a rule reads beside the builds; a platform that could not be
 * read does not invalidate the builds of the others.
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

/** The inputs restricted to these; each build is restricted to them, too. */
type Slice<Name extends keyof Inputs> = Pick<
  Omit<Inputs, 'builds'> & { readonly builds: readonly Pick<BuildInputs, Name & keyof BuildInputs>[] },
  Name
>

/**
 * A row in a table of rules.
 * @param reads all inputs that `check` gets, so that a forgotten name does not compile
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
 * Every problem that the rules find, in the order of the rules.
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

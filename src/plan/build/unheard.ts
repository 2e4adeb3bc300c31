/** Inputs that use names which the Dockerfile does not have: BuildKit silently ignores them. */
import { nameAndValue } from '../../buildx/attributes.ts'
import { isDockerfileFrontend } from '../../buildx/dockerfile.ts'
import { type DockerfileNames, dockerfileNames } from '../../buildx/dockerfile-names.ts'
import { distinctBy } from '../../distinct.ts'
import type { Facts } from '../../facts/facts.ts'
import type { BuildInputs } from '../../inputs/builds.ts'
import type { InputName, Inputs } from '../../inputs/table.ts'
import { EXPLICIT_ARGS } from '../../platforms/args.ts'
import { nearest } from '../../platforms/nearest.ts'
import { PROXY } from './args.ts'
import { LONGEST_ID } from './secrets.ts'
import { swallowedArgs } from './swallowed.ts'

/** A name in an input. */
interface Given {
  readonly input: InputName
  readonly name: string
}

/** A kind of thing in a Dockerfile that inputs name. */
interface Kind {
  readonly given: (inputs: Inputs, build: BuildInputs) => readonly Given[]
  readonly isHeard: (name: string, names: DockerfileNames) => boolean
  /** The existing name that may be meant by a missing one. */
  readonly meant: (name: string, names: DockerfileNames) => string | undefined
  readonly sentence: (name: string) => string
  /** Whether only the Dockerfile could use the name; otherwise an invisible trigger (ONBUILD) of a base image could, too. */
  readonly isCertain: boolean
}

const KINDS: readonly Kind[] = [
  {
    given: (_, build) => named('build-args', build['build-args'].map(nameOf)),
    isHeard: (name, names) => isBuiltIn(name) || names.args.includes(name) || hasTriggers(names),
    meant: (name, { args }) => likeOf(name, args),
    sentence: (name) => `the Dockerfile has no ARG ${name}, so its value has no effect.`,
    isCertain: false,
  },
  {
    given: (inputs) =>
      (['secrets', 'secret-envs', 'secret-files'] as const).flatMap((input) =>
        named(
          input,
          inputs[input].map(({ id }) => id),
        ),
      ),
    isHeard: (id, names) => !isWord(id) || OF_SOURCES.test(id) || names.words.has(id) || hasTriggers(names),
    meant: (id, { secrets }) => likeOf(id, secrets),
    sentence: (id) => `no step of the Dockerfile mounts the secret ${id}.`,
    isCertain: false,
  },
  {
    given: (inputs) => named('no-cache-filters', inputs['no-cache-filters']),
    isHeard: (name, { stages }) => stages.includes(name.toLowerCase()),
    meant: (name, { stages }) => nearest(name.toLowerCase(), stages),
    sentence: (name) => `the Dockerfile has no stage ${name}, so nothing is rebuilt because of it.`,
    isCertain: true,
  },
  {
    given: (_, build) => named('build-contexts', build['build-contexts'].map(nameOf)),
    isHeard: isContext,
    meant: meantContext,
    sentence: (name) => `the Dockerfile does not use ${name}, so it has no effect.`,
    isCertain: false,
  },
]

/** Names that nothing uses: a warning if the name is probably misspelled, otherwise a notice. */
export function unheard(
  inputs: Inputs,
  facts: Pick<Facts, 'dockerfiles'>,
): { readonly warnings: readonly string[]; readonly notices: readonly string[] } {
  const builds = inputs.builds.map((build) => ({ build, names: namesFor(build, facts) }))
  const told = KINDS.flatMap((kind) => {
    const all = builds.flatMap(({ build, names }) =>
      kind.given(inputs, build).map((given) => ({ ...given, names })),
    )
    // A name that one of several builds uses is meant for that one.
    const isNowhere = (name: string): boolean =>
      all.every((each) => each.name !== name || (each.names && !kind.isHeard(name, each.names)))
    const nowhere = distinctBy(all, ({ name }) => name).filter(({ name }) => isNowhere(name))
    return nowhere.map(({ input, name, names }) => {
      const meant = names && kind.meant(name, names)
      const isOther = meant !== undefined && !all.some((each) => each.name === meant)
      const text = `${input}: ${kind.sentence(name)}${isOther ? ` Did you mean ${meant}?` : ''}`
      return { text, isSlip: isOther || kind.isCertain }
    })
  })
  const of = (isSlip: boolean): readonly string[] =>
    told.filter((each) => each.isSlip === isSlip).map(({ text }) => text)
  return {
    warnings: [...of(true), ...builds.flatMap(({ build, names }) => swallowedArgs(build, names?.args ?? []))],
    notices: of(false),
  }
}

interface Known {
  readonly build: BuildInputs
  /** undefined if they are unknown. */
  readonly names: DockerfileNames | undefined
}

function namesFor(build: BuildInputs, { dockerfiles }: Pick<Facts, 'dockerfiles'>): Known['names'] {
  const { context, file } = build
  const text = dockerfiles.find((each) => each.context === context && each.file === file)?.text
  const syntax = build['build-args'].map(nameAndValue).find(({ name }) => name === 'BUILDKIT_SYNTAX')
  const isOther = syntax !== undefined && !isDockerfileFrontend(syntax.value ?? '')
  return text === undefined || isOther ? undefined : dockerfileNames(text)
}

/** The existing name that differs only in case, or else the nearest one. */
function likeOf(name: string, there: readonly string[]): string | undefined {
  return there.find((each) => each.toLowerCase() === name.toLowerCase()) ?? nearest(name, there)
}

function named(input: InputName, names: readonly string[]): readonly Given[] {
  return names.map((name) => ({ input, name }))
}

function nameOf(text: string): string {
  return nameAndValue(text).name
}

/** Whether BuildKit or its frontend uses the name without an ARG. */
function isBuiltIn(name: string): boolean {
  const isOwn = /^(?:BUILDKIT_\w+|SOURCE_DATE_EPOCH)$/.test(name) || PROXY.test(name)
  return isOwn || EXPLICIT_ARGS.some((known) => known === name)
}

/** Secrets for fetching contexts and sources of ADD; no step mounts them. */
const OF_SOURCES = /^(?:GIT|HTTP)_AUTH_/

/** Other ids are probably lines of a value that is not quoted, which is reported elsewhere. */
function isWord(id: string): boolean {
  return id.length <= LONGEST_ID && /^[\w.-]+$/.test(id)
}

function hasTriggers({ sources }: DockerfileNames): boolean {
  return sources.some((base) => /onbuild/i.test(base))
}

function isContext(name: string, { stages, sources }: DockerfileNames): boolean {
  const own = familiar(name)
  if (stages.includes(own)) return true
  return sources.some((source) => {
    const there = familiar(source)
    // How BuildKit compares a name with a variable or a digest is not known here.
    return there === own || there.includes('$') || (there.includes('@') && untagged(there) === untagged(own))
  })
}

/** The source in the Dockerfile that may be meant, with its tag: `alpine` is not `alpine:3.22`. */
function meantContext(name: string, { sources }: DockerfileNames): string | undefined {
  const own = familiar(name)
  const there = sources.map(familiar)
  return there.find((source) => untagged(source) === untagged(own)) ?? nearest(own, there)
}

/** A name as BuildKit compares it (frontend/dockerui/namedcontext.go): without docker.io, library, latest and a platform. */
function familiar(name: string): string {
  const bare = name
    .toLowerCase()
    .replace(/::.*$/, '')
    .replace(/^(?:docker\.io\/)?(?:library\/)?/, '')
  return bare.replace(/:latest$/, '')
}

function untagged(name: string): string {
  return name.replace(/@.*$/, '').replace(/:[^/]*$/, '')
}

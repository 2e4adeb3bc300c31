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
import { PROXY_ARG } from './args.ts'
import { MAX_ID_LENGTH } from './secrets.ts'
import { swallowedArgs } from './swallowed.ts'

/** A name in an input. */
interface NamedItem {
  readonly input: InputName
  readonly name: string
}

/** A kind of thing in a Dockerfile that inputs name. */
interface Kind {
  readonly itemsIn: (inputs: Inputs, build: BuildInputs) => readonly NamedItem[]
  readonly isUsed: (name: string, names: DockerfileNames) => boolean
  /** The existing name that may be meant by a missing one. */
  readonly suggestion: (name: string, names: DockerfileNames) => string | undefined
  readonly sentence: (name: string) => string
  /** Whether only the Dockerfile could use the name; otherwise an invisible trigger (ONBUILD) of a base image could, too. */
  readonly isCertain: boolean
}

const KINDS: readonly Kind[] = [
  {
    itemsIn: (_, build) => itemsOf('build-args', build['build-args'].map(nameOf)),
    isUsed: (name, names) => isBuiltIn(name) || names.args.includes(name) || hasTriggers(names),
    suggestion: (name, { args }) => similarName(name, args),
    sentence: (name) => `the Dockerfile has no ARG ${name}, so its value has no effect.`,
    isCertain: false,
  },
  {
    itemsIn: (inputs) =>
      (['secrets', 'secret-envs', 'secret-files'] as const).flatMap((input) =>
        itemsOf(
          input,
          inputs[input].map(({ id }) => id),
        ),
      ),
    isUsed: (id, names) =>
      !isWord(id) || SOURCE_SECRETS.test(id) || names.words.has(id) || hasTriggers(names),
    suggestion: (id, { secrets }) => similarName(id, secrets),
    sentence: (id) => `no step of the Dockerfile mounts the secret ${id}.`,
    isCertain: false,
  },
  {
    itemsIn: (inputs) => itemsOf('no-cache-filters', inputs['no-cache-filters']),
    isUsed: (name, { stages }) => stages.includes(name.toLowerCase()),
    suggestion: (name, { stages }) => nearest(name.toLowerCase(), stages),
    sentence: (name) => `the Dockerfile has no stage ${name}, so nothing is rebuilt because of it.`,
    isCertain: true,
  },
  {
    itemsIn: (_, build) => itemsOf('build-contexts', build['build-contexts'].map(nameOf)),
    isUsed: isContext,
    suggestion: meantContext,
    sentence: (name) => `the Dockerfile does not use ${name}, so it has no effect.`,
    isCertain: false,
  },
]

/** Names that nothing uses: a warning if the name is probably misspelled, otherwise a notice. */
export function unusedNames(
  inputs: Inputs,
  facts: Pick<Facts, 'dockerfiles'>,
): { readonly warnings: readonly string[]; readonly notices: readonly string[] } {
  const builds = inputs.builds.map((build) => ({ build, names: namesInDockerfile(build, facts) }))
  const results = KINDS.flatMap((kind) => {
    const all = builds.flatMap(({ build, names }) =>
      kind.itemsIn(inputs, build).map((item) => ({ ...item, names })),
    )
    // A name that one of several builds uses is meant for that one.
    const isUnused = (name: string): boolean =>
      all.every((each) => each.name !== name || (each.names && !kind.isUsed(name, each.names)))
    const unused = distinctBy(all, ({ name }) => name).filter(({ name }) => isUnused(name))
    return unused.map(({ input, name, names }) => {
      const suggestion = names && kind.suggestion(name, names)
      const isOther = suggestion !== undefined && !all.some((each) => each.name === suggestion)
      const text = `${input}: ${kind.sentence(name)}${isOther ? ` Did you mean ${suggestion}?` : ''}`
      return { text, isSlip: isOther || kind.isCertain }
    })
  })
  const textsWith = (isSlip: boolean): readonly string[] =>
    results.filter((each) => each.isSlip === isSlip).map(({ text }) => text)
  return {
    warnings: [
      ...textsWith(true),
      ...builds.flatMap(({ build, names }) => swallowedArgs(build, names?.args ?? [])),
    ],
    notices: textsWith(false),
  }
}

interface BuildNames {
  readonly build: BuildInputs
  /** undefined if they are unknown. */
  readonly names: DockerfileNames | undefined
}

function namesInDockerfile(
  build: BuildInputs,
  { dockerfiles }: Pick<Facts, 'dockerfiles'>,
): BuildNames['names'] {
  const { context, file } = build
  const text = dockerfiles.find((each) => each.context === context && each.file === file)?.text
  const syntax = build['build-args'].map(nameAndValue).find(({ name }) => name === 'BUILDKIT_SYNTAX')
  const isOther = syntax !== undefined && !isDockerfileFrontend(syntax.value ?? '')
  return text === undefined || isOther ? undefined : dockerfileNames(text)
}

/** The existing name that differs only in case, or else the nearest one. */
function similarName(name: string, candidates: readonly string[]): string | undefined {
  return candidates.find((each) => each.toLowerCase() === name.toLowerCase()) ?? nearest(name, candidates)
}

function itemsOf(input: InputName, names: readonly string[]): readonly NamedItem[] {
  return names.map((name) => ({ input, name }))
}

function nameOf(text: string): string {
  return nameAndValue(text).name
}

/** Whether BuildKit or its frontend uses the name without an ARG. */
function isBuiltIn(name: string): boolean {
  const isBuildkitArg = /^(?:BUILDKIT_\w+|SOURCE_DATE_EPOCH)$/.test(name) || PROXY_ARG.test(name)
  return isBuildkitArg || EXPLICIT_ARGS.some((known) => known === name)
}

/** Secrets for fetching contexts and sources of ADD; no step mounts them. */
const SOURCE_SECRETS = /^(?:GIT|HTTP)_AUTH_/

/** Other ids are probably lines of a value that is not quoted, which is reported elsewhere. */
function isWord(id: string): boolean {
  return id.length <= MAX_ID_LENGTH && /^[\w.-]+$/.test(id)
}

function hasTriggers({ sources }: DockerfileNames): boolean {
  return sources.some((base) => /onbuild/i.test(base))
}

function isContext(name: string, { stages, sources }: DockerfileNames): boolean {
  const canonical = canonicalName(name)
  if (stages.includes(canonical)) return true
  return sources.some((source) => {
    const candidates = canonicalName(source)
    // How BuildKit compares a name with a variable or a digest is not known here.
    return (
      candidates === canonical ||
      candidates.includes('$') ||
      (candidates.includes('@') && untagged(candidates) === untagged(canonical))
    )
  })
}

/** The source in the Dockerfile that may be meant, with its tag: `alpine` is not `alpine:3.22`. */
function meantContext(name: string, { sources }: DockerfileNames): string | undefined {
  const canonical = canonicalName(name)
  const candidates = sources.map(canonicalName)
  return (
    candidates.find((source) => untagged(source) === untagged(canonical)) ?? nearest(canonical, candidates)
  )
}

/** A name as BuildKit compares it (frontend/dockerui/namedcontext.go): without docker.io, library, latest and a platform. */
function canonicalName(name: string): string {
  const bare = name
    .toLowerCase()
    .replace(/::.*$/, '')
    .replace(/^(?:docker\.io\/)?(?:library\/)?/, '')
  return bare.replace(/:latest$/, '')
}

function untagged(name: string): string {
  return name.replace(/@.*$/, '').replace(/:[^/]*$/, '')
}

import { cacheImage } from '../../buildx/cache-entry.ts'
import { pushes } from '../../buildx/exporter.ts'
import { distinctBy } from '../../distinct.ts'
import type { Problem } from '../../errors.ts'
import type { LocalFacts, PathFacts, Variable } from '../../facts/facts.ts'
import type { BuildInputs } from '../../inputs/builds.ts'
import type { InputName, Inputs } from '../../inputs/table.ts'
import { printReference, type Reference, splitName, withTag } from '../../oci/reference.ts'
import { platformArgs } from '../../platforms/args.ts'
import { distinctPlatforms } from '../../platforms/platform.ts'
import { buildArgProblems } from '../build/args.ts'
import { contextProblems, sourceOf } from '../build/context.ts'
import { BUILDX_INPUTS, buildxProblems } from '../builder/buildx.ts'
import { DESTINATION_INPUTS, destinationOf } from '../publish/destination.ts'
import { BUILDER_RULES, SETTINGS_RULES } from './builder-rules.ts'
import { LOGIN_RULES } from './login-rules.ts'
import { noNameProblem } from './no-name.ts'
import { OUTPUT_RULES } from './output-rules.ts'
import { problemsOf, type Rule, rule } from './rule.ts'
import { SIGNING_RULES } from './signing-rules.ts'

/** What can be wrong in a build and in a merge; checked before any command runs. modes.ts refuses inputs of other modes. */
const RULES: readonly Rule<LocalFacts>[] = [
  rule(
    ['verify', 'verify-ignore'],
    ({ verify, 'verify-ignore': ignored }) =>
      ignored.length > 0 &&
      verify === 'off' && {
        input: 'verify-ignore',
        what: 'it has no effect with verify: false, which proves nothing.',
        cure: 'Remove one of the two.',
      },
  ),
  rule([], (_, { docker }) => docker.unclearVariables.map(unclearProblem)),
  rule(BUILDX_INPUTS, buildxProblems),
  ...SETTINGS_RULES,
  ...LOGIN_RULES,
  ...SIGNING_RULES,
]

/** Wrong combinations of the inputs of a build, or of an input and the disk. */
const BUILD_RULES: readonly Rule<LocalFacts>[] = [
  // Without a name from a tag or an image exporter, buildx would add an exporter without one.
  rule(
    ['mode', 'push', 'tags', 'names', 'outputs'],
    ({ mode, push, tags, names, outputs }) =>
      // The rules about modes cover what a part needs.
      mode === 'build' &&
      push === true &&
      tags.length === 0 &&
      !outputs.some((exporter) => pushes(exporter, true)) &&
      noNameProblem(
        { mode, names },
        {
          input: 'push',
          what: 'there is no name to push to.',
          cure: 'Add tags, as in tags: ghcr.io/owner/app:latest, or set push: false.',
        },
      ),
  ),
  rule(
    ['no-cache', 'no-cache-filters'],
    (inputs) =>
      inputs['no-cache'] &&
      inputs['no-cache-filters'].length > 0 && {
        input: 'no-cache-filters',
        what: 'buildx does not accept it together with no-cache: true, which covers every stage.',
        cure: 'Remove one of the two.',
      },
  ),
  rule(
    ['cache', 'cache-ref'],
    ({ cache, 'cache-ref': ref }) =>
      cache !== 'registry' &&
      ref !== undefined && {
        input: 'cache-ref',
        what: `it has no effect with cache: ${cache}.`,
        cure: 'Remove one of the two.',
      },
  ),
  rule(
    ['cache-ref', 'tags'],
    ({ 'cache-ref': ref, tags }) =>
      ref !== undefined &&
      // Without a tag it is the repository for the caches of every branch.
      ref.tag !== '' &&
      isTag(tags, ref) &&
      overwriteProblem('cache-ref', printReference(ref)),
  ),
  rule(['cache-to', 'tags'], (inputs) => {
    const refs = inputs['cache-to'].flatMap((entry) => cacheImage(entry) ?? [])
    const ref = refs.find((name) => isTag(inputs.tags, splitName(name)))
    return ref !== undefined && overwriteProblem('cache-to', ref)
  }),
  rule(
    DESTINATION_INPUTS,
    (inputs) =>
      inputs.smokeTests.length > 0 &&
      !inputs.push &&
      ['cache', 'files'].includes(destinationOf(inputs).kind) && {
        input: 'smoke-test',
        what: 'it runs the pushed image, and nothing is pushed.',
        cure: 'Set push: true, or remove it.',
      },
  ),
  rule(
    ['smokeTests', 'call'],
    ({ smokeTests, call }) =>
      smokeTests.length > 0 &&
      call !== '' && {
        input: 'smoke-test',
        what: `it runs the pushed image, and call: ${call} builds nothing.`,
        cure: 'Remove one of the two.',
      },
  ),
  rule(
    ['qemu-image', 'qemu'],
    ({ 'qemu-image': image, qemu }) =>
      image === '' &&
      qemu !== 'off' && {
        input: 'qemu-image',
        what: 'it is empty.',
        cure: 'Remove it to get the default, or set qemu: off.',
      },
  ),
  rule(
    ['qemu', 'qemu-reset'],
    ({ qemu, 'qemu-reset': isReset }) =>
      isReset &&
      qemu === 'off' && {
        input: 'qemu-reset',
        what: 'it has no effect with qemu: off, which leaves all emulators as they are.',
        cure: 'Remove one of the two.',
      },
  ),
  ...BUILDER_RULES,
  rule(['build-args', 'platforms'], targetArgProblems),
  rule(['context', 'build-contexts', 'builds'], gitProblems),
  rule(['context', 'file', 'builds'], sourceProblems),
  // These facts only cover what could be read, so they can always be reported.
  rule([], (_, { paths }) => secretProblems(paths)),
  ...OUTPUT_RULES,
]

/**
 * Every rule that the inputs break.
 * @param unread inputs that could not be read
 */
export function ruleProblems(
  inputs: Inputs,
  local: LocalFacts,
  unread: readonly string[],
): readonly Problem[] {
  const rules = inputs.mode === 'merge' ? RULES : [...BUILD_RULES, ...RULES]
  return problemsOf(rules, inputs, local, unread)
}

/** Whether a cache would be stored under a tag of the image. */
function isTag(tags: readonly Reference[], cache: Reference): boolean {
  return tags.some((tag) => withTag(tag) === withTag(cache))
}

function overwriteProblem(input: InputName, ref: string): Problem {
  const what = `${ref} is a tag of the image, and the cache would overwrite the image there.`
  return { input, what, cure: 'Give the cache its own name, as in ghcr.io/owner/app:cache.' }
}

/** Problems with TARGET* and BUILD* arguments that are certain before the machine is known; BUILD* of a single platform is not. */
function targetArgProblems(inputs: Pick<Inputs, 'build-args' | 'platforms'>): readonly Problem[] {
  const targets = distinctPlatforms(inputs.platforms)
  const args = targets.map((platform) => platformArgs(platform, platform))
  const decided = inputs['build-args'].filter((arg) => args.length > 1 || arg.startsWith('TARGET'))
  return args.length === 0 ? [] : buildArgProblems(decided, args)
}

type ContextInputs = Pick<BuildInputs, 'context' | 'build-contexts'>

/** Problems with templates and Git contexts of all builds, each reported once. */
function gitProblems(
  inputs: ContextInputs & { readonly builds: readonly ContextInputs[] },
  { event }: LocalFacts,
): readonly Problem[] {
  const general = contextProblems(inputs, event)
  const reported = general.map(({ what }) => what)
  const specific = inputs.builds
    .flatMap((build) => contextProblems(build, event))
    .filter(({ what }) => !reported.includes(what))
    .map((problem) => ({ ...problem, input: 'platform-settings' }))
  return [...general, ...distinctBy(specific, ({ what }) => what)]
}

type SourceInputs = Pick<BuildInputs, 'context' | 'file'>

/** Missing folders and Dockerfiles, each reported once. */
function sourceProblems(
  inputs: SourceInputs & { readonly builds: readonly SourceInputs[] },
  { paths }: LocalFacts,
): readonly Problem[] {
  const problems = inputs.builds.flatMap((build): readonly Problem[] => {
    const source = sourceOf(paths, build)
    const inputFor = (input: 'context' | 'file'): string =>
      build[input] === inputs[input] ? input : 'platform-settings'
    if (build.context.startsWith('-')) {
      const what = `"${build.context}" looks like a flag.`
      return [{ input: inputFor('context'), what, cure: 'Write a folder, as in ./app, or a URL.' }]
    }
    if (source?.contextIs === 'missing') {
      const what = `there is no folder "${build.context}".`
      const cure = 'Check out the repository first (actions/checkout), or correct the path.'
      return [{ input: inputFor('context'), what, cure }]
    }
    if (source?.contextIs !== 'folder' || source.dockerfileIs !== 'missing') return []
    const cure =
      build.file === ''
        ? 'Set file, or correct context.'
        : 'The path is relative to the workspace, not to the context.'
    return [{ input: inputFor('file'), what: `there is no Dockerfile at "${source.dockerfile}".`, cure }]
  })
  return distinctBy(problems, ({ what }) => what)
}

/** Secrets whose source is missing; docker's actions only warn, and the build fails or goes on without them. */
function secretProblems({ missingEnvs, missingFiles }: PathFacts): readonly Problem[] {
  return [
    ...missingEnvs.map((id) => ({
      input: 'secret-envs',
      what: `the environment variable of the secret "${id}" is not set.`,
      cure: 'Set it in env: of this step, and check that this workflow may read the secret (forks may not).',
    })),
    ...missingFiles.map((id) => ({
      input: 'secret-files',
      what: `the file of the secret "${id}" does not exist or cannot be read.`,
      cure: 'Create it in an earlier step, or correct the path, which is relative to the workspace.',
    })),
  ]
}

/** docker's actions refuse it, too: a typo must not silently mean the opposite. */
function unclearProblem({ name, value }: Variable): Problem {
  const cure = 'Write true or false in env: of this step, of its job or of the workflow, or remove it.'
  return { input: name, what: `"${value}" is neither true nor false.`, cure }
}

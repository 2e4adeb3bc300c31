import type { Problem } from '../errors.ts'
import type { PathFacts } from '../facts/facts.ts'
import type { InputName, Inputs } from '../inputs/table.ts'
import { platformArgs } from '../platforms/args.ts'
import { distinctPlatforms } from '../platforms/platform.ts'
import { buildArgProblems } from './build-args.ts'

/** Inputs that describe a builder of our own. */
const OWN_BUILDER = ['driver-opts', 'buildkitd-config-inline'] as const

/** What can be wrong between inputs, or between an input and the disk, before any command is run. */
interface Rule {
  /** Inputs it looks at. Where one of them could not be read, the rule would only report the same again. */
  readonly reads: readonly InputName[]
  readonly check: (inputs: Inputs, paths: PathFacts) => Problem | undefined | false
}

const RULES: readonly Rule[] = [
  {
    reads: ['push', 'tags'],
    check: ({ push, tags }) =>
      push &&
      tags.length === 0 && {
        input: 'push',
        what: 'there is no name to push to.',
        cure: 'Add tags, as in tags: ghcr.io/owner/app:latest, or set push: false.',
      },
  },
  {
    reads: ['context'],
    check: ({ context }) =>
      context.startsWith('-') && {
        input: 'context',
        what: `"${context}" looks like a flag.`,
        cure: 'Write a folder, as in ./app, or a URL.',
      },
  },
  {
    reads: ['context'],
    check: ({ context }, paths) =>
      paths.context === 'missing' &&
      !context.startsWith('-') && {
        input: 'context',
        what: `there is no folder "${context}".`,
        cure: 'Check the repository out first (actions/checkout), or correct the path.',
      },
  },
  {
    reads: ['file'],
    check: ({ file }, paths) =>
      paths.context === 'folder' &&
      paths.dockerfileIs === 'missing' && {
        input: 'file',
        what: `there is no Dockerfile at "${paths.dockerfile}".`,
        cure:
          file === ''
            ? 'Name it, or correct context.'
            : 'The path starts at the workspace, not at the context.',
      },
  },
  {
    reads: ['builder', ...OWN_BUILDER],
    check: (inputs) => {
      const own = OWN_BUILDER.filter((name) => inputs[name].length > 0).join(' and ')
      return (
        inputs.builder !== '' &&
        own !== '' && {
          input: 'builder',
          what: `"${inputs.builder}" exists already, so ${own} cannot change it.`,
          cure: `Remove ${own}, or remove builder to get a builder of our own.`,
        }
      )
    },
  },
  {
    reads: ['cache', 'cache-ref'],
    check: (inputs) =>
      inputs.cache === 'off' &&
      inputs['cache-ref'] !== undefined && {
        input: 'cache-ref',
        what: 'it has no effect with cache: off.',
        cure: 'Remove one of the two.',
      },
  },
  {
    reads: ['qemu-image', 'qemu'],
    check: (inputs) =>
      inputs['qemu-image'] === '' &&
      inputs.qemu !== 'off' && {
        input: 'qemu-image',
        what: 'it is empty.',
        cure: 'Remove it to get the default, or set qemu: off.',
      },
  },
]

/**
 * Every rule that the inputs break, the platform arguments among them.
 * @param unread inputs that could not be read
 */
export function ruleProblems(
  inputs: Inputs,
  paths: PathFacts,
  unread: readonly string[],
): readonly Problem[] {
  const readable = (names: readonly InputName[]): boolean => !names.some((name) => unread.includes(name))
  return [
    ...RULES.filter(({ reads }) => readable(reads)).flatMap(({ check }) => check(inputs, paths) || []),
    ...(readable(['build-args', 'platforms']) ? targetArgProblems(inputs) : []),
  ]
}

/** What can be said about TARGET* and BUILD* arguments before the machine is known: BUILD* of one platform cannot. */
function targetArgProblems(inputs: Inputs): readonly Problem[] {
  const targets = distinctPlatforms(inputs.platforms)
  const args = targets.map((platform) => platformArgs(platform, platform))
  const decided = inputs['build-args'].filter((arg) => args.length > 1 || arg.startsWith('TARGET'))
  return args.length === 0 ? [] : buildArgProblems(decided, args)
}

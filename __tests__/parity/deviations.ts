/**
 * The expected build command: the arguments of docker/build-push-action, with the deviations that are
 * documented in docs/moving-inputs.md. The two may not differ in any other way.
 */
import { type BuildCommand, type Flag, readFlags } from './command.ts'
import { type Row, RUN } from './row.ts'

interface Deviation {
  /** Its number in the table of docs/moving-inputs.md, which has the reason. */
  readonly number: number
  readonly what: string
  readonly apply: (command: BuildCommand, row: Row) => BuildCommand
}

/** Placeholders for values that differ from run to run. */
export const OWN_BUILDER = '<a builder of our own>'
export const PATH = '<a path>'

const MACHINE = 'linux/amd64'

export const DEVIATIONS: readonly Deviation[] = [
  {
    number: 1,
    what: 'Lines that begin with # are comments, in every list but `secrets`.',
    apply: (command) => without(command, ([name, value]) => name !== '--secret' && value.startsWith('#')),
  },
  {
    number: 1,
    what: 'A comma before a path belongs to the item of `ssh`.',
    apply: (command) => {
      const joined: string[] = []
      for (const item of valuesOf(command, '--ssh')) {
        const isPath = item.startsWith('/') && joined.at(-1)?.includes('=') === true
        joined.push(isPath ? `${joined.pop()},${item}` : item)
      }
      const rest = without(command, ([name]) => name === '--ssh')
      return adding(rest, ...joined.map((item): Flag => ['--ssh', item]))
    },
  },
  {
    number: 1,
    what: 'An item keeps quotes after a comma, and any GIT_AUTH_TOKEN replaces `github-token`, which every Git context gets.',
    apply: (command, { ours }) => {
      if (ours?.instead === undefined) return command
      const [gone, come] = [readFlags(ours.instead.of), readFlags(ours.instead.is)]
      const isGone = (flag: Flag): boolean =>
        gone.some(([name, value]) => name === flag[0] && value === flag[1])
      return adding(without(command, isGone), ...come)
    },
  },
  {
    number: 2,
    what: 'Inputs that cannot be right are refused. There is no command then: the refused steps have their own table.',
    apply: (command) => command,
  },
  {
    number: 3,
    what: 'Platforms have their usual names, without duplicates; without platforms, that of the machine is set.',
    apply: (command) => {
      const given = platformsOf(command)
      const names = given.length === 0 ? [MACHINE] : [...new Set(given.map(normalPlatform))]
      return adding(
        without(command, ([name]) => name === '--platform'),
        ['--platform', names.join(',')],
      )
    },
  },
  {
    number: 4,
    what: 'A build of one platform gets its TARGET* and BUILD* arguments spelled out.',
    apply: (command) => {
      const [platform = '', ...others] = platformsOf(command)
      if (others.length > 0) return command
      const args = platformArguments(platform)
      const names = args.map(nameOf)
      const rest = without(
        command,
        ([name, value]) => name === '--build-arg' && names.includes(nameOf(value)),
      )
      return adding(rest, ...args.map((arg): Flag => ['--build-arg', arg]))
    },
  },
  {
    number: 5,
    what: 'Without `builder`, the managed builder of the step is named.',
    apply: (command) => (has(command, '--builder') ? command : adding(command, ['--builder', OWN_BUILDER])),
  },
  {
    number: 8,
    what: 'Without `cache-from` and `cache-to`, a registry cache is derived from the first tag.',
    apply: (command, row) => adding(command, ...readFlags(row.ours?.cache ?? [])),
  },
  {
    number: 9,
    what: 'If the result is pushed as well as loaded, its provenance names the run instead of no builder.',
    apply: (command, { provenance, env }) => {
      const isDefault = provenance === 'none' && env === undefined && !has(command, '--attest')
      return isDefault && has(command, '--load') && isPushing(command)
        ? adding(command, ['--attest', `type=provenance,mode=max,inline-only=true,builder-id=${RUN}`])
        : command
    },
  },
  {
    number: 9,
    what: '`load` together with a push is written as an output, so that the push can come last.',
    apply: (command) => {
      if (!has(command, '--load') || !isPushing(command)) return command
      const rest = without(command, ([name]) => name === '--push' || name === '--load')
      const pushing: readonly Flag[] = hasPushingOutput(command) ? [] : [['--output', 'type=registry']]
      return adding(rest, ['--output', 'type=docker'], ...pushing)
    },
  },
  {
    number: 9,
    what: '`call: build` needs no flag, and any other `call` exports nothing, neither the result nor a cache.',
    apply: (command) => {
      const needed = without(command, ([name, value]) => name === '--call' && value === 'build')
      const exports = ['--push', '--load', '--output', '--iidfile', '--cache-to']
      return has(needed, '--call') ? without(needed, ([name]) => exports.includes(name)) : needed
    },
  },
  {
    number: 9,
    what: 'With `verify`, a pushed image gets no tag before it is proven, and is also written to a folder.',
    apply: (command, { inputs }) => {
      const outputs = valuesOf(command, '--output')
      const pushing = [...(has(command, '--push') ? ['type=registry'] : []), ...outputs.filter(pushes)].at(-1)
      if (inputs['verify'] !== 'true' || pushing === undefined) return command
      const layout: Flag = ['--output', ['type=oci,tar=false', `dest=${PATH}`, ...shape(pushing)].join(',')]
      // It gets no tag at all, so there is nothing to wait for.
      if (pushing.includes('push-by-digest=true')) return adding(command, layout)
      const names = valuesOf(command, '--tag')
      const others = outputs.filter((value) => !pushes(value)).map((value) => named(value, names))
      const rest = without(command, ([name]) => ['--push', '--tag', '--output'].includes(name))
      const written = [...others, byDigest(pushing, names)].map((value): Flag => ['--output', value])
      return adding(rest, layout, ...written)
    },
  },
  {
    number: 10,
    what: '`--progress plain` is set.',
    apply: (command) => adding(command, ['--progress', 'plain']),
  },
]

function isPushing(command: BuildCommand): boolean {
  return has(command, '--push') || hasPushingOutput(command)
}

function hasPushingOutput(command: BuildCommand): boolean {
  return valuesOf(command, '--output').some((value) => /type=registry|push=true/.test(value))
}

/** The complete expected command of a row. */
export function expected(row: Row): BuildCommand {
  return DEVIATIONS.reduce((command, { apply }) => apply(command, row), dockersOwn(row))
}

/** The whole command of docker/build-push-action. */
export function dockersOwn(row: Row): BuildCommand {
  return { flags: [...readFlags(row.docker), ...always(row)], context: row.context ?? '.' }
}

/** What docker/build-push-action adds to every build that does not turn it off. */
function always({ provenance, imageId }: Row): readonly Flag[] {
  const attributes = { private: 'mode=min,inline-only=true', none: undefined, public: 'mode=max' }[
    provenance ?? 'public'
  ]
  const flags: readonly (Flag | undefined)[] = [
    attributes === undefined ? undefined : ['--attest', `type=provenance,${attributes},builder-id=${RUN}`],
    imageId === false ? undefined : ['--iidfile', PATH],
    ['--metadata-file', PATH],
  ]
  return flags.flatMap((flag) => (flag === undefined ? [] : [flag]))
}

/**
 * The names that the rows use, as containerd normalises them.
 * https://pkg.go.dev/github.com/containerd/platforms#hdr-ARM_Support
 */
export function normalPlatform(name: string): string {
  const machine: Readonly<Record<string, string>> = {
    'linux/x86_64': 'linux/amd64',
    'linux/aarch64': 'linux/arm64',
    'linux/arm64/v8': 'linux/arm64',
    'linux/arm': 'linux/arm/v7',
  }
  return machine[name] ?? name
}

/** https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
function platformArguments(platform: string): readonly string[] {
  const of = (prefix: string, text: string): readonly string[] => {
    const [os = '', arch = '', variant = ''] = text.split('/')
    return [
      `${prefix}PLATFORM=${text}`,
      `${prefix}OS=${os}`,
      `${prefix}OSVERSION=`,
      `${prefix}ARCH=${arch}`,
      `${prefix}VARIANT=${variant}`,
    ]
  }
  return [...of('BUILD', MACHINE), ...of('TARGET', platform)]
}

function pushes(output: string): boolean {
  return /^type=registry|push=true/.test(output)
}

/** Attributes of an output that decide how the image is made; no row has one with a comma in it. */
function shape(output: string): readonly string[] {
  return output.split(',').filter((attribute) => /compression|oci-mediatypes|annotation/.test(attribute))
}

/** https://docs.docker.com/build/exporters/image-registry/ */
function byDigest(output: string, names: readonly string[]): string {
  const given = /name=([^,]*)/.exec(output)?.[1]
  const all = names.length > 0 || given === undefined ? names : [given]
  const repositories = [...new Set(all.map((name) => name.replace(/:[^:/]*$/, '')))]
  return [nameField('type=image', repositories), 'push-by-digest=true,name-canonical=true,push=true']
    .concat(shape(output))
    .join(',')
}

/** An output that stores an image, with the names that --tag adds. */
function named(output: string, names: readonly string[]): string {
  return /^type=(?:docker|oci)/.test(output) ? nameField(output, names) : output
}

function nameField(output: string, names: readonly string[]): string {
  return `${output},${names.length > 1 ? `"name=${names.join(',')}"` : `name=${names.join()}`}`
}

function nameOf(assignment: string): string {
  return assignment.split('=', 1).join()
}

function has({ flags }: BuildCommand, name: string): boolean {
  return flags.some(([other]) => other === name)
}

function valuesOf({ flags }: BuildCommand, name: string): readonly string[] {
  return flags.flatMap(([other, value]) => (other === name ? [value] : []))
}

function platformsOf(command: BuildCommand): readonly string[] {
  return valuesOf(command, '--platform').flatMap((value) => value.split(','))
}

function adding(command: BuildCommand, ...flags: readonly Flag[]): BuildCommand {
  return { ...command, flags: [...command.flags, ...flags] }
}

function without(command: BuildCommand, isGone: (flag: Flag) => boolean): BuildCommand {
  return { ...command, flags: command.flags.filter((flag) => !isGone(flag)) }
}

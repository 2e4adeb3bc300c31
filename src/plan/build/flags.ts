import type { Attestation } from '../../buildx/attestation.ts'
import type { Inputs } from '../../inputs/table.ts'
import { printPlatform } from '../../platforms/platform.ts'
import type { CachePlan, Command, PlannedPlatform } from '../plan.ts'
import type { OutputPlan } from '../publish/outputs.ts'

/** The values that the flags of the build command are made from. */
export interface BuildSource {
  readonly inputs: Inputs
  readonly platforms: readonly PlannedPlatform[]
  readonly cache: CachePlan
  readonly outputs: OutputPlan
  readonly args: readonly string[]
  readonly attests: readonly Attestation[]
  readonly annotations: readonly string[]
  readonly buildContexts: readonly string[]
  readonly secrets: readonly string[]
  readonly context: string
  readonly builder: string
  readonly metadataFile: string
  readonly iidFile: string
}

type Row = readonly [flag: string, value: (source: BuildSource) => string | readonly string[] | boolean]

/** The build command, one row per flag: a text or list gives the flag with each value, true gives the flag alone. */
const BUILD_FLAGS: readonly Row[] = [
  ['--builder', ({ builder }) => builder],
  ['--platform', ({ platforms }) => platforms.map(({ platform }) => printPlatform(platform)).join(',')],
  ['--call', ({ inputs }) => inputs.call],
  ['--file', ({ inputs }) => inputs.file],
  ['--target', ({ inputs }) => inputs.target],
  ['--build-arg', ({ args }) => args],
  ['--build-context', ({ buildContexts }) => buildContexts],
  ['--label', ({ inputs }) => inputs.labels],
  ['--annotation', ({ annotations }) => annotations],
  ['--tag', ({ outputs }) => outputs.tags],
  ['--attest', ({ attests }) => attests.map(textOf)],
  ['--secret', ({ secrets }) => secrets],
  ['--ssh', ({ inputs }) => inputs.ssh],
  ['--allow', ({ inputs }) => inputs.allow],
  ['--network', ({ inputs }) => inputs.network],
  ['--add-host', ({ inputs }) => inputs['add-hosts']],
  ['--shm-size', ({ inputs }) => inputs['shm-size']],
  ['--ulimit', ({ inputs }) => inputs.ulimit],
  ['--cgroup-parent', ({ inputs }) => inputs['cgroup-parent']],
  ['--cache-from', ({ cache }) => cache.imports.map(textOf)],
  ['--cache-to', ({ cache }) => cache.exports.map(textOf)],
  ['--no-cache', ({ inputs }) => inputs['no-cache']],
  ['--no-cache-filter', ({ inputs }) => inputs['no-cache-filters']],
  ['--pull', ({ inputs }) => inputs.pull],
  ['--output', ({ outputs }) => outputs.values],
  ['--load', ({ outputs }) => outputs.load],
  ['--push', ({ outputs }) => outputs.push],
  ['--iidfile', ({ outputs, iidFile }) => (outputs.hasImageId ? iidFile : '')],
  ['--metadata-file', ({ metadataFile }) => metadataFile],
  // Text for a log: each line is complete, and BuildKit's error comes last.
  ['--progress', () => 'plain'],
]

function textOf({ text }: { readonly text: string }): string {
  return text
}

/** The whole build command. */
export function buildCommand(source: BuildSource): Command {
  const flags = BUILD_FLAGS.flatMap(([flag, value]) => withValues(flag, value(source)))
  return ['buildx', 'build', ...flags, source.context]
}

function withValues(flag: string, value: string | readonly string[] | boolean): readonly string[] {
  if (typeof value === 'boolean') return value ? [flag] : []
  const values = typeof value === 'string' ? [value] : value
  return values.filter((text) => text !== '').flatMap((text) => [flag, text])
}

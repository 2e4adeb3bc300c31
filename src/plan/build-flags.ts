import { printReference } from '../inputs/reference.ts'
import type { Inputs } from '../inputs/table.ts'
import { printPlatform } from '../platforms/platform.ts'
import type { CachePlan, Command, PlannedPlatform } from './plan.ts'

/** What the rows of the build command are made from. */
export interface BuildSource {
  readonly inputs: Inputs
  readonly platforms: readonly PlannedPlatform[]
  readonly cache: CachePlan
  readonly args: readonly string[]
  readonly builder: string
  readonly metadataFile: string
  readonly iidFile: string
}

type Row = readonly [flag: string, value: (source: BuildSource) => string | readonly string[] | boolean]

/** The build command, a row a flag: a text or list gives the flag with each value, true gives the flag alone. */
const BUILD_FLAGS: readonly Row[] = [
  ['--builder', ({ builder }) => builder],
  ['--platform', ({ platforms }) => platforms.map(({ platform }) => printPlatform(platform)).join(',')],
  ['--file', ({ inputs }) => inputs.file],
  ['--target', ({ inputs }) => inputs.target],
  ['--build-arg', ({ args }) => args],
  ['--label', ({ inputs }) => inputs.labels],
  ['--tag', ({ inputs }) => inputs.tags.map(printReference)],
  ['--cache-from', ({ cache }) => cache.fromFlags],
  ['--cache-to', ({ cache }) => cache.toFlags],
  ['--no-cache', ({ inputs }) => inputs['no-cache']],
  ['--pull', ({ inputs }) => inputs.pull],
  ['--load', ({ inputs }) => inputs.load && !inputs.push],
  ['--push', ({ inputs }) => inputs.push && !inputs.load],
  // Both: spelled out in this order, because the digest in the metadata file is that of the last exporter.
  ['--output', ({ inputs }) => (inputs.push && inputs.load ? ['type=docker', 'type=image,push=true'] : [])],
  ['--iidfile', ({ iidFile }) => iidFile],
  ['--metadata-file', ({ metadataFile }) => metadataFile],
  // Text for a log: each line stands by itself, and BuildKit's own error ends it.
  ['--progress', () => 'plain'],
]

/** The whole build command. */
export function buildCommand(source: BuildSource): Command {
  const flags = BUILD_FLAGS.flatMap(([flag, value]) => withValues(flag, value(source)))
  return ['buildx', 'build', ...flags, source.inputs.context]
}

function withValues(flag: string, value: string | readonly string[] | boolean): readonly string[] {
  if (typeof value === 'boolean') return value ? [flag] : []
  const values = typeof value === 'string' ? [value] : value
  return values.filter((text) => text !== '').flatMap((text) => [flag, text])
}

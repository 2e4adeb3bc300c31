import { partLine } from '../oci/part-document.ts'
import { type MatrixPlan, matrixJson } from '../plan/matrix.ts'
import type { MergePlan } from '../plan/merge.ts'
import type { Plan } from '../plan/plan.ts'
import { type PlatformArgs, platformArgs } from '../platforms/args.ts'
import { type Platform, printPlatform, printPlatforms } from '../platforms/platform.ts'
import type { Built } from '../run/build.ts'
import type { Confirmed } from '../run/confirm.ts'
import type { Merged } from '../run/merge.ts'
import type { Result } from '../run/run.ts'
import { setOutput } from '../runner/commands.ts'
import { proofOutput } from '../show/proof-output.ts'

/** Every output of action.yml. */
export const OUTPUTS = [
  ...(['digest', 'image', 'imageid', 'metadata', 'result', 'platforms', 'digests', 'tags'] as const),
  ...(['platform-args', 'builder', 'proof', 'part', 'matrix'] as const),
] as const

export type Outputs = Readonly<Partial<Record<(typeof OUTPUTS)[number], string>>>

/** Sets every output; '' where there is nothing to say, as when nothing was pushed. */
export function setOutputs(outputs: Outputs): void {
  for (const name of OUTPUTS) setOutput(name, outputs[name] ?? '')
}

/** Outputs of a job that built. */
export function buildOutputs(plan: Plan, { builds, published, builder }: Result): Outputs {
  const platforms = plan.platforms.map(({ platform }) => platform)
  const confirmed = published?.confirmed
  return {
    ...(plan.publish === undefined || confirmed === undefined
      ? {}
      : publishedOutputs(plan.publish, confirmed)),
    imageid: builds.length === 1 ? (builds[0]?.imageid ?? '') : '',
    metadata: metadataOf(builds),
    ...(confirmed === undefined ? { digests: '{}' } : {}),
    result: builds.flatMap(({ result }) => (result === '' ? [] : [result])).join('\n'),
    platforms: printPlatforms(platforms),
    proof: proofOutput(published?.proofs ?? [], published?.smoke ?? [], plan.proof?.onErrors),
    'platform-args': json(plan.platforms.map(({ platform, args }) => [printPlatform(platform), args])),
    builder: builderOutput(builder),
    ...(plan.part === undefined || confirmed === undefined ? {} : { part: builds.map(partLine).join('\n') }),
  }
}

/** Outputs of a job that joined parts. */
export function mergeOutputs(
  { publish, platforms, proof }: MergePlan,
  { confirmed, proofs }: Merged,
): Outputs {
  return {
    ...publishedOutputs(publish, confirmed),
    proof: proofOutput(proofs, [], proof?.onErrors),
    platforms: printPlatforms(platforms),
    'platform-args': argsOutput(platforms),
  }
}

/** Outputs of a job that planned a matrix. */
export function matrixOutputs(plan: MatrixPlan): Outputs {
  const platforms = plan.legs.flatMap((leg) => leg.platforms.map(({ platform }) => platform))
  return {
    matrix: matrixJson(plan),
    platforms: printPlatforms(platforms),
    'platform-args': argsOutput(platforms),
  }
}

interface Published {
  readonly repositories: readonly string[]
  readonly tags: readonly string[]
}

function publishedOutputs({ repositories, tags }: Published, { digest, reading }: Confirmed): Outputs {
  return {
    digest,
    image: digest === '' ? '' : `${repositories[0]}@${digest}`,
    digests: json(reading.images.map((image) => [printPlatform(image.platform), image.digest])),
    tags: tags.join('\n'),
  }
}

/** buildx's metadata; of several builds that of each, by its platforms. */
function metadataOf(builds: readonly Built[]): string {
  const [first, ...others] = builds
  if (first === undefined || others.length === 0) return first?.metadata ?? ''
  const members = builds.map(
    ({ platforms, metadata }) => `${JSON.stringify(printPlatforms(platforms))}: ${metadata.trim() || 'null'}`,
  )
  return `{${members.join(',')}}`
}

function builderOutput({ name, driver, nodes }: Result['builder']): string {
  return JSON.stringify({
    name,
    driver,
    nodes: nodes.map(({ name: node, endpoint, status, buildkit, platforms }) => ({
      ...{ name: node, endpoint, status, buildkit },
      platforms: platforms.map(printPlatform),
    })),
  })
}

/** Without a builder nobody knows what would build: BUILD* are empty. */
function argsOutput(platforms: readonly Platform[]): string {
  return json(
    platforms.map((platform): [string, PlatformArgs] => [
      printPlatform(platform),
      platformArgs(platform, undefined),
    ]),
  )
}

function json(entries: readonly (readonly [string, unknown])[]): string {
  return JSON.stringify(Object.fromEntries(entries))
}

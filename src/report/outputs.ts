import { nameAndValue } from '../buildx/attributes.ts'
import { Failure } from '../errors.ts'
import { textWithLevel } from '../inputs/annotation.ts'
import type { Masked } from '../inputs/credentials.ts'
import type { Inputs } from '../inputs/table.ts'
import { partLine } from '../oci/part-document.ts'
import { splitName, withTag } from '../oci/reference.ts'
import { type MatrixPlan, matrixJson } from '../plan/matrix.ts'
import type { MergePlan } from '../plan/merge.ts'
import type { Plan, PublishPlan, SigningPlan } from '../plan/plan.ts'
import { type PlatformArgs, platformArgs } from '../platforms/args.ts'
import { type Platform, printPlatform, printPlatforms } from '../platforms/platform.ts'
import type { BuildResult } from '../run/build.ts'
import type { Merged } from '../run/merge.ts'
import type { Published } from '../run/publish.ts'
import type { Result } from '../run/run.ts'
import { annotate, setOutput } from '../runner/commands.ts'
import { proofOutput } from '../show/proof-output.ts'

/** Every output of action.yml. */
export const OUTPUTS = [
  ...(['digest', 'image', 'imageid', 'metadata', 'result', 'platforms', 'digests', 'tags'] as const),
  ...(['previous', 'changed', 'superseded', 'attestation-url', 'bundle'] as const),
  ...(['version', 'labels', 'annotations', 'meta'] as const),
  ...(['platform-args', 'builder', 'proof', 'retries', 'part', 'matrix'] as const),
] as const

export type Outputs = Readonly<Partial<Record<(typeof OUTPUTS)[number], string>>>

/**
 * Sets every output, with '' for missing values, as when nothing was pushed. Warns about outputs that the runner will
 * withhold from other jobs, with the reason.
 * @throws Failure that names what was pushed, if the runner's file cannot be written
 */
export function setOutputs(outputs: Outputs, masked: readonly Masked[]): void {
  for (const warning of withheldWarnings(outputs, masked)) annotate('warning', warning)
  try {
    for (const name of OUTPUTS) setOutput(name, outputs[name] ?? '')
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const pushed = ESSENTIAL_OUTPUTS.flatMap((name) => (outputs[name] ? [`${name}: ${outputs[name]}`] : []))
    throw new Failure([error.message, ...pushed].join('\n'), error.cure)
  }
}

/**
 * Warnings about outputs that contain a masked value: the runner does not pass them on to other jobs ("Skip output …
 * since it may contain secret", JobExtension of actions/runner). Only the runner knows the values that it masks itself.
 */
function withheldWarnings(outputs: Outputs, masked: readonly Masked[]): readonly string[] {
  const warnings = masked.flatMap(({ of, value }) => {
    const names = OUTPUTS.filter((name) => outputs[name]?.includes(value))
    return names.length === 0
      ? []
      : [
          `Other jobs get the output ${names.join(', ')} empty: it contains ${of}, and the runner passes on nothing that contains a secret. Give the secret another value, or compute in those jobs what they need.`,
        ]
  })
  // A secret is masked in several spellings, and again if an input shows it.
  return [...new Set(warnings)]
}

/** Outputs that could not be recovered later, for the message if the outputs cannot be written. */
const ESSENTIAL_OUTPUTS = ['digest', 'image', 'tags', 'digests', 'attestation-url', 'part', 'matrix'] as const

/** Outputs of a job that built. */
export function buildOutputs(plan: Plan, { builds, published, builder, retried }: Result): Outputs {
  const platforms = plan.platforms.map(({ platform }) => platform)
  const confirmed = published?.confirmed
  return {
    ...(plan.publish === undefined || published === undefined
      ? {}
      : { ...publishedOutputs(plan.publish, published), ...signedOutputs(plan.signing, published) }),
    imageid: builds.length === 1 ? (builds[0]?.imageid ?? '') : '',
    metadata: metadataOf(builds),
    ...(confirmed === undefined ? { digests: '{}' } : {}),
    result: builds.flatMap(({ result }) => (result === '' ? [] : [result])).join('\n'),
    platforms: printPlatforms(platforms),
    proof: proofOutput(published?.proofs ?? [], published?.smoke ?? [], plan.proof?.onErrors),
    'platform-args': json(plan.platforms.map(({ platform, args }) => [printPlatform(platform), args])),
    builder: builderOutput(builder),
    retries: retriesOutput(retried),
    ...(plan.part === undefined || confirmed === undefined ? {} : { part: builds.map(partLine).join('\n') }),
  }
}

/**
 * The names from the event, with the keys of docker/metadata-action; empty without images.
 * @param moved tags that point to the image; undefined if none moves
 */
export function namesOutputs(inputs: Inputs, moved: readonly string[] | undefined): Outputs {
  const { names, labels } = inputs
  if (names === undefined) return {}
  const tags = inputs.tags.map(withTag).filter((tag) => moved?.includes(tag) ?? true)
  const annotations = inputs.annotations.map(textWithLevel)
  return {
    version: names.version,
    labels: labels.join('\n'),
    annotations: annotations.join('\n'),
    meta: JSON.stringify({
      ...{ version: names.version, tags },
      'tag-names': [...new Set(tags.map((tag) => splitName(tag).tag))],
      labels: Object.fromEntries(
        labels.map((label) => [nameAndValue(label).name, nameAndValue(label).value]),
      ),
      annotations,
    }),
  }
}

/** Outputs of a job that joined parts. */
export function mergeOutputs({ publish, platforms, proof, signing }: MergePlan, merged: Merged): Outputs {
  return {
    ...publishedOutputs(publish, merged),
    ...signedOutputs(signing, merged),
    proof: proofOutput(merged.proofs, [], proof?.onErrors),
    retries: retriesOutput(merged.retried),
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

type Results = Pick<Published, 'confirmed' | 'tags' | 'superseded' | 'before' | 'isChanged'>

function publishedOutputs({ repositories, tags: all }: PublishPlan, published: Results): Outputs {
  const { confirmed, tags, superseded, before, isChanged } = published
  const { digest, index } = confirmed
  const previous = [...before].filter(([, held]) => held.digest !== '')
  return {
    ...(all.length === 0
      ? {}
      : {
          previous: json(previous.map(([tag, held]) => [tag, held.digest])),
          changed: String(isChanged),
          superseded: String(superseded.length > 0),
        }),
    digest,
    image: digest === '' ? '' : `${repositories[0]}@${digest}`,
    digests: json(index.images.map((image) => [printPlatform(image.platform), image.digest])),
    tags: tags.join('\n'),
  }
}

function signedOutputs(
  plan: SigningPlan | undefined,
  { signed }: Pick<Published, 'signed'>,
): Pick<Outputs, 'attestation-url' | 'bundle'> {
  if (plan === undefined || signed === undefined) return {}
  return { 'attestation-url': signed.attestation, bundle: plan.file }
}

/** The metadata of buildx; if there are several builds, that of each by its platforms. */
function metadataOf(builds: readonly BuildResult[]): string {
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

/** Without a builder, the build platform is unknown: BUILD* are empty. */
function argsOutput(platforms: readonly Platform[]): string {
  return json(
    platforms.map((platform): [string, PlatformArgs] => [
      printPlatform(platform),
      platformArgs(platform, undefined),
    ]),
  )
}

function retriesOutput(retried: Result['retried']): string {
  return retried.length === 0 ? '' : JSON.stringify(retried)
}

function json(entries: readonly (readonly [string, unknown])[]): string {
  return JSON.stringify(Object.fromEntries(entries))
}

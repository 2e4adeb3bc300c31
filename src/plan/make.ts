import { hasOwnLocation } from '../buildx/cache-entry.ts'
import { driverNamed } from '../buildx/drivers.ts'
import { isImage } from '../buildx/exporter.ts'
import { Refusal } from '../errors.ts'
import type { EngineKind, Facts } from '../facts/facts.ts'
import { isGiven } from '../inputs/modes.ts'
import type { Inputs } from '../inputs/table.ts'
import { printPlatform } from '../platforms/platform.ts'
import { indexAnnotations } from './build/annotations.ts'
import { argWarnings } from './build/args.ts'
import { type Builds, earlyTags } from './build/builds.ts'
import { checkoutWarnings } from './build/checkout.ts'
import { commandBuilds } from './build/command.ts'
import { eventWarnings, planGitContext } from './build/context.ts'
import { secretFiles, secretNotices, secretWarnings } from './build/secrets.ts'
import { swallowedLabels } from './build/swallowed.ts'
import { unusedNames } from './build/unused-names.ts'
import { configFiles, earlierNotices, planBuilder } from './builder/builder.ts'
import type { TargetBuilder } from './builder/target.ts'
import { type Decisions, decideBuilds } from './decisions.ts'
import { loginNotices, planBuildLogins } from './logins.ts'
import type { BuilderPlan, Plan, PlannedPlatform, ProofPlan } from './plan.ts'
import { type Destination, isPushed, type Push, publishPlan, publishSettings } from './publish/destination.ts'
import { planBuildsJoin } from './publish/join.ts'
import { NO_HAND_OVER, planHandOver, planPart } from './publish/part.ts'
import { planProof, planRejection, proofNotices } from './publish/proof.ts'
import { lateWarnings, planSigning, unsignedNotices } from './publish/signing.ts'
import { builderWarnings } from './refusals/builder-rules.ts'
import { planProblems } from './refusals/plan-problems.ts'
import { wordWarnings } from './refusals/word-problems.ts'
import { planSmoke } from './smoke.ts'

/**
 * Decides everything that a build job does. Pure: the same inputs and facts give the same plan.
 * @throws Refusal with every reason why the inputs cannot be carried out on this machine
 */
export function makePlan(inputs: Inputs, facts: Facts): Plan {
  const decisions = decideBuilds(inputs, facts)
  const problems = planProblems(inputs, facts, decisions)
  if (problems.length > 0) throw new Refusal(problems)
  const { builder: target, targets, platforms, emulation, builds } = decisions
  const { destination } = builds
  const files = configFiles(inputs, facts, target)
  const builder = planBuilder(inputs, facts, target, { files, targets })
  const proof = isPushed(destination) ? planProof(inputs) : undefined
  const commands = commandBuilds(decisions, inputs, facts, { builderName: builder.name, proof })
  const { publish, logins } = planRegistries(inputs, facts, decisions, { builder, commands })
  const tagsFollow = publish !== undefined && destination.kind === 'digest then tags'
  return {
    platforms,
    gitContext: planGitContext(inputs, facts.event),
    ...{ buildx: facts.buildx, temp: facts.temp },
    ...{ files, emulation, builder, logins },
    secretFiles: secretFiles(inputs, facts.event, facts.temp),
    call: destination.kind === 'call' ? inputs.call : '',
    builds: commands,
    stallSeconds: inputs['stall-timeout'],
    ...{ publish, proof },
    rejection: planRejection(inputs),
    smoke: planSmoke(inputs, facts, targets),
    signing: publish === undefined ? undefined : planSigning(inputs, facts),
    join: tagsFollow ? planBuildsJoin(commands, publish, builder.name) : undefined,
    part: destination.kind === 'part' ? planPart(inputs, facts) : undefined,
    notices: [
      ...buildNotices(inputs, facts, platforms, builder),
      ...[...pushNotices(inputs, facts, decisions, proof), ...loginNotices(inputs, logins.logins)],
    ],
    warnings: [
      ...resultWarnings(inputs, destination, facts, target),
      ...[...earlyTags(decisions.requested, builds, inputs), ...lateWarnings(inputs, publish)],
      ...sharedCaches(inputs, builds),
      ...builderWarnings(inputs, facts),
      ...machineWarnings(facts, emulation !== undefined),
      ...inputWarnings(inputs, facts, target),
      ...checkoutWarnings(inputs, facts, target, targets),
    ],
  }
}

/** Where the image goes, and the logins for its registries. */
function planRegistries(
  inputs: Inputs,
  facts: Facts,
  { builder: target, targets, builds }: Decisions,
  made: Pick<Plan, 'builder'> & { readonly commands: Plan['builds'] },
): Pick<Plan, 'publish' | 'logins'> {
  const settings = publishSettings(inputs, facts, facts.builder)
  const isReachedAlike = isLocal(target, facts)
  const annotations = builds.all.length > 1 ? indexAnnotations(inputs, targets) : []
  const publish = publishPlan(builds.destination, { ...settings, annotations, isReachedAlike })
  const logins = planBuildLogins(inputs, facts, { ...made, publish, hosts: settings.hosts, isReachedAlike })
  return { publish, logins }
}

/** Settings that have no effect on this machine, and what an engine other than docker's usual one may be unable to do. */
function machineWarnings({ docker, engine }: Facts, isEmulated: boolean): readonly string[] {
  return [...docker.warnings, ...engineWarnings(engine.kind, isEmulated)]
}

function engineWarnings(kind: EngineKind, isEmulated: boolean): readonly string[] {
  if (kind === 'podman')
    return [
      "The engine is Podman, behind docker's API: a builder needs privileged containers, which Podman has when it runs as root. If that fails, build with docker, or with driver: remote or driver: kubernetes.",
    ]
  return kind === 'rootless docker' && isEmulated
    ? [
        "The docker engine runs without root and may not register emulators in the machine's kernel: register them on the machine itself, or build each platform on a machine of its own kind (mode: plan).",
      ]
    : []
}

/** Whether a builder runs on the engine of this machine, in the same network. */
function isLocal({ nodes }: TargetBuilder, { docker }: Facts): boolean {
  return docker.isLocal && nodes.every(({ machine }) => machine !== undefined)
}

/** A cache that every build writes to: a ref is one manifest, so the last one wins. */
function sharedCaches(inputs: Inputs, { all, destination }: Builds): readonly string[] {
  const shared = inputs['cache-to'].filter(hasOwnLocation)
  if (all.length < 2 || shared.length === 0 || destination.kind === 'call') return []
  return [
    `cache-to: ${all.length} builds write to the same cache, so it only holds the layers of the last one. Without cache-to, each build gets its own cache.`,
  ]
}

function buildNotices(
  inputs: Inputs,
  facts: Facts,
  platforms: readonly PlannedPlatform[],
  builder: BuilderPlan,
): readonly string[] {
  const names = inputs.platforms.map(printPlatform)
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index))
  const unemulated = platforms.filter(({ runs }) => runs === 'no emulator')
  return [
    ...earlierNotices(builder),
    ...[...repeated].map(
      (name) => `platforms: ${name} is named more than once (after normalising) and built once.`,
    ),
    ...unemulated.map(
      ({ platform }) =>
        `There is no emulator for ${printPlatform(platform)} on this machine: its RUN steps only work if the builder has one of its own.`,
    ),
    ...secretNotices(inputs),
    ...unusedNames(inputs, facts).notices,
  ]
}

/** What the proof must read again, and what is not signed. */
function pushNotices(
  inputs: Inputs,
  facts: Facts,
  { builder, builds }: Decisions,
  proof: ProofPlan | undefined,
): readonly string[] {
  return [
    ...proofNotices(proof, facts, builder, builds.all),
    ...unsignedNotices(inputs, isPushed(builds.destination)),
  ]
}

/** Inputs that have no effect or not the expected one, and a commit other than the expected one. */
function inputWarnings(inputs: Inputs, facts: Facts, target: TargetBuilder): readonly string[] {
  return [
    ...eventWarnings(inputs, facts.event),
    ...[...wordWarnings(inputs, target), ...secretWarnings(inputs), ...argWarnings(facts.paths)],
    ...[...unusedNames(inputs, facts).warnings, ...swallowedLabels(inputs)],
  ]
}

/** Inputs about what a build makes or keeps; a call does neither. */
const BUILD_ONLY_INPUTS = [
  ...(['push', 'load', 'outputs', 'cache-to'] as const),
  ...(['provenance', 'sbom', 'attests', 'annotations', 'labels'] as const),
] as const

function callWarnings(inputs: Inputs): readonly string[] {
  const ignored = BUILD_ONLY_INPUTS.filter((name) => inputs[name] !== false && isGiven(name, inputs[name]))
  return ignored.length === 0
    ? []
    : [`call: ${inputs.call} builds nothing, so ${ignored.join(', ')} have no effect.`]
}

/** Whether an image reaches neither a registry nor docker: it cannot be taken out of buildx's own containers. */
function isLost(inputs: Inputs, { kind, ...destination }: Destination, { driver }: TargetBuilder): boolean {
  if (kind !== 'files' || inputs.load || driverNamed(driver)?.isStarted !== true) return false
  return destination.others.every(isImage)
}

/** Whether buildx loads an image without other outputs, as docker's own builder does. */
function loadsByItself(inputs: Inputs, { driver }: TargetBuilder): boolean {
  const isRequested = inputs['driver-opts'].some(({ options }) => options['default-load'] === 'true')
  return isRequested || driverNamed(driver)?.isMade === false
}

/** Exporters that push regardless of `push`. */
function pushedAnyway({ exporters }: Push): readonly string[] {
  const texts = exporters.map(({ text }) => text).join(', ')
  return [
    `push: false does not keep ${texts} of outputs from pushing. Write type=image,push=false there, or remove that output.`,
  ]
}

function resultWarnings(
  inputs: Inputs,
  destination: Destination,
  facts: Facts,
  target: TargetBuilder,
): readonly string[] {
  const { kind } = destination
  if (kind === 'call') return callWarnings(inputs)
  if (kind === 'part') return planHandOver(inputs, facts).by === 'output' ? [NO_HAND_OVER] : []
  // `push: false`, also as the result of an expression, is intentional.
  const isIntended = inputs.push === false || inputs['cache-to'].length > 0
  const isKept = kind !== 'cache' || loadsByItself(inputs, target)
  const isOnlyCached = !isKept || isLost(inputs, destination, target)
  if (isPushed(destination) && inputs.push === false) return pushedAnyway(destination)
  return !isOnlyCached || isIntended
    ? []
    : ['The result only exists in the build cache of the builder: set push: true or load: true to keep it.']
}

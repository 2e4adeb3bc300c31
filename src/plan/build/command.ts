import type { Attestation } from '../../buildx/attestation.ts'
import type { Facts } from '../../facts/facts.ts'
import { fillIn, resolveContext } from '../../inputs/context.ts'
import type { Inputs } from '../../inputs/table.ts'
import { capabilitiesOf, type TargetBuilder } from '../builder/target.ts'
import type { Decisions } from '../decisions.ts'
import type { BuildPlan, ProofPlan } from '../plan.ts'
import { destinationOf, isPushed } from '../publish/destination.ts'
import { isLoaded, loadedImage, planOutputs } from '../publish/outputs.ts'
import { layoutOf } from '../publish/proof.ts'
import { partAnnotations, wholeAnnotations } from './annotations.ts'
import { buildArgs } from './args.ts'
import { attestations, type Holders, isAttested } from './attestations.ts'
import type { Build } from './builds.ts'
import { limitedToDriver, planCache } from './cache.ts'
import { sourceOf } from './context.ts'
import { type BuildSource, buildCommand } from './flags.ts'
import { plainerBuilds } from './plainer.ts'
import { cacheServers } from './reach.ts'
import { secretFiles, secretFlags } from './secrets.ts'
import { variantOf } from './variant.ts'

/** The command of every build, with the files that it writes and its caches. */
export function commandBuilds(
  { builder, builds: { all, destination, makeParts } }: Decisions,
  inputs: Inputs,
  facts: Facts,
  { builderName, proof }: { readonly builderName: string; readonly proof: ProofPlan | undefined },
): readonly BuildPlan[] {
  const isCall = destination.kind === 'call'
  return all.map((build, index) => {
    const { platforms, targets } = build
    const variant = variantOf(build.inputs, facts)
    const cached = { platforms: targets, variant, isOneOfSeveral: makeParts, destination }
    const derived = limitedToDriver(planCache(build.inputs, facts, cached), builder)
    const layout = layoutOf(proof, facts, { builder, targets, index })
    const full = { destination, attests: attestsOf(build.inputs, facts, builder) }
    const isPushedAlone = isPushed(destination) && destination.others.length === 0 && !isLoaded(build.inputs)
    const annotationsWith = (attests: readonly Attestation[]): readonly string[] => {
      const hasIndex = targets.length > 1 || isAttested(attests, facts.event)
      return makeParts
        ? partAnnotations(inputs, targets)
        : wholeAnnotations(inputs, { isPushedAlone, hasIndex })
    }
    const decided = {
      platforms,
      cache: isCall ? { ...derived, to: [], exports: [], folder: undefined } : derived,
      outputs: planOutputs(build.inputs, destination, layout),
      annotations: annotationsWith(full.attests),
      attests: full.attests,
      builder: builderName,
    }
    const made = commandBuild(build, facts, decided, index)
    const plainer = plainerBuilds(full, build.inputs, facts.event).map((plain) => {
      const outputs = planOutputs(build.inputs, plain.destination, layout)
      const { attests } = plain
      const less = { ...decided, outputs, attests, annotations: annotationsWith(attests) }
      const { command } = commandBuild(build, facts, less, index)
      return { command, without: plain.without, input: plain.input }
    })
    const asksServers = !isCall && !isPushed(destination)
    const servers = asksServers ? cacheServers(derived, build.inputs, facts, builder) : []
    return { ...made, plainer, layout, cacheServers: servers }
  })
}

type Decided = Pick<BuildSource, 'platforms' | 'cache' | 'outputs' | 'annotations' | 'attests' | 'builder'>

function commandBuild(
  { inputs }: Build,
  facts: Facts,
  decided: Decided,
  index: number,
): Omit<BuildPlan, 'layout' | 'plainer' | 'cacheServers'> {
  const { event, temp, paths } = facts
  const number = index + 1
  const suffix = number === 1 ? '' : `-${number}`
  const files = { metadataFile: `${temp}/metadata${suffix}.json`, iidFile: `${temp}/iid${suffix}` }
  const command = buildCommand({
    inputs,
    ...decided,
    ...files,
    args: buildArgs(inputs['build-args'], decided.platforms),
    buildContexts: inputs['build-contexts'].map((text) => fillIn(text, event)),
    // The token comes last, and only for the builds that need it.
    secrets: secretFlags(inputs, secretFiles({ ...inputs, builds: [inputs] }, event, temp)),
    context: resolveContext(inputs.context, event),
  })
  return {
    number,
    platforms: decided.platforms.map(({ platform }) => platform),
    command,
    cache: decided.cache,
    dockerfile: sourceOf(paths, inputs)?.dockerfile ?? '',
    loaded: loadedImage(inputs),
    ...files,
  }
}

/** The attestations of a build. Default ones need a builder that can make them. */
export function attestsOf(inputs: Inputs, { event }: Facts, builder: TargetBuilder): readonly Attestation[] {
  return attestations(inputs, event, holdersOf(inputs, builder))
}

function holdersOf(inputs: Inputs, builder: TargetBuilder): Holders {
  if (!capabilitiesOf(builder).attestations) return 'nothing'
  if (!isLoaded(inputs)) return 'everything'
  return isPushed(destinationOf(inputs)) ? 'what is pushed' : 'nothing'
}

import { driverNamed } from '../../buildx/drivers.ts'
import type { BuilderFacts } from '../../buildx/inspect.ts'
import type { Problem } from '../../errors.ts'
import type { Facts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { platformArgs } from '../../platforms/args.ts'
import { isNative } from '../../platforms/emulators.ts'
import {
  distinctPlatforms,
  listsPlatform,
  type Platform,
  printPlatform,
  samePlatform,
} from '../../platforms/platform.ts'
import type { EmulationPlan, PlannedPlatform } from '../plan.ts'
import { runsOnThisMachine } from './emulation.ts'
import type { RunSteps } from './run-steps.ts'
import { declaringNode, isOffered, nodeFor, type TargetBuilder, usesEngineKernel } from './target.ts'

/** The requested platforms, each once; without any, what the builder's machine runs natively. */
export function targetPlatforms(inputs: Inputs, facts: Facts, builder: TargetBuilder): readonly Platform[] {
  return distinctPlatforms(inputs.platforms.length > 0 ? inputs.platforms : defaultPlatforms(facts, builder))
}

function defaultPlatforms({ engine }: Facts, { kind, nodes: [node] }: TargetBuilder): readonly Platform[] {
  // A node that does not run yet lists no platforms; declared ones do not describe its machine.
  const isSilent = node === undefined || (node.platforms.length === 0 && kind === 'existing')
  const machine = isSilent ? engine.platform : node.machine
  return machine === undefined ? [] : [machine]
}

/** The problem if `targetPlatforms` finds none. */
export const NO_DEFAULT: Problem = {
  input: 'platforms',
  what: 'no platform is named, and the builder does not report the platform of its machine.',
  cure: 'Name them, as in platforms: linux/amd64,linux/arm64.',
}

/** What is known about the RUN steps of all builds. */
interface RunContext {
  readonly emulation: EmulationPlan | undefined
  readonly steps: readonly RunSteps[]
}

/** Everything that follows from one platform, and how its RUN steps are executed. */
export function planPlatform(
  platform: Platform,
  facts: Facts,
  builder: TargetBuilder,
  running: RunContext,
): PlannedPlatform {
  const machine = nodeFor(builder, platform)?.machine
  const runs = plannedRunMode(platform, facts, builder, running)
  const planned = { platform, runs, args: platformArgs(platform, machine) }
  const declaring = builder.nodes.length > 1 ? declaringNode(builder, platform) : undefined
  return declaring === undefined ? planned : { ...planned, node: declaring.name }
}

function plannedRunMode(
  platform: Platform,
  facts: Facts,
  builder: TargetBuilder,
  { emulation, steps }: RunContext,
): PlannedPlatform['runs'] {
  if (isOffered(platform, builder, facts.docker)) return "by the builder's node"
  // A builder that does not exist yet is asked after it is created.
  const usesOtherKernel = !usesEngineKernel(builder, facts.docker)
  if (usesOtherKernel && builder.kind === 'planned') return "by the builder's node"
  const hasNone = steps.some(
    (each) => samePlatform(each.platform, platform) && !listsPlatform(each.on, platform),
  )
  const otherwise = hasNone ? 'nothing' : 'no emulator'
  if (usesOtherKernel) return otherwise
  if (isNative(platform, facts.engine.platform)) return 'native'
  const isInstalled = listsPlatform(emulation?.platforms ?? [], platform)
  return isInstalled || runsOnThisMachine(platform, facts) ? 'emulated' : otherwise
}

/** Platforms that an existing builder cannot build and no emulator on this machine can add. */
export function builderProblems(
  builder: TargetBuilder,
  platforms: readonly PlannedPlatform[],
): readonly Problem[] {
  if (builder.kind === 'planned') return []
  const offered = [...new Set(builder.nodes.flatMap((node) => node.platforms.map(printPlatform)))].join(', ')
  return platforms
    .filter(({ runs }) => runs === 'no emulator')
    .map(({ platform }) => ({
      input: 'platforms',
      what: `no node of the builder "${builder.name}" builds ${printPlatform(platform)}, and no emulator on this machine can add it. It builds: ${offered || 'nothing'}.${silentNodes(builder)}`,
      cure: 'Append a node that does, set qemu: auto if the builder runs on this machine, or remove the platform.',
    }))
}

function silentNodes({ driver, nodes }: BuilderFacts): string {
  // Nodes that buildx starts itself may be down for now.
  const mustRun = driverNamed(driver)?.isStarted === false
  const silent = nodes.filter(({ status, error }) => error !== '' || (mustRun && status !== 'running'))
  const texts = silent.map(({ name, endpoint, error }) => `${name} (${endpoint})${error && `: ${error}`}`)
  return texts.length === 0 ? '' : ` Nodes that do not answer: ${texts.join(', ')}.`
}

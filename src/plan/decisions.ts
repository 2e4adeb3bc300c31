import type { Problem } from '../errors.ts'
import type { Facts } from '../facts/facts.ts'
import type { Inputs } from '../inputs/table.ts'
import { distinctPlatforms, type Platform } from '../platforms/platform.ts'
import { type Builds, planBuilds } from './build/builds.ts'
import { differencesOf } from './builder/builder.ts'
import { planEmulation } from './builder/emulation.ts'
import { planPlatform, targetPlatforms } from './builder/platforms.ts'
import { planRunSteps } from './builder/run-steps.ts'
import { plannedBuilder, type TargetBuilder, targetBuilder } from './builder/target.ts'
import type { EmulationPlan, PlannedPlatform } from './plan.ts'
import { type Destination, destinationOf } from './publish/destination.ts'
import { testedPlatforms } from './smoke.ts'

/** What is built, by which builder, and where it goes. Checked for problems, then turned into the plan. */
export interface Decisions {
  /** How an existing builder of that name differs from the inputs. If it does, `builder` is what the inputs request. */
  readonly differences: readonly Problem[]
  readonly builder: TargetBuilder
  /** Empty if none is named and the builder does not report its own. */
  readonly targets: readonly Platform[]
  readonly emulation: EmulationPlan | undefined
  readonly platforms: readonly PlannedPlatform[]
  /** Where the inputs send the image; `builds` has what the builder supports of that. */
  readonly requested: Destination
  readonly builds: Builds
}

/** Decides on the builder, platforms, emulators and builds, even if they cannot be carried out. */
export function decideBuilds(inputs: Inputs, facts: Facts): Decisions {
  const differences = differencesOf(inputs, facts)
  const builder = differences.length > 0 ? plannedBuilder(inputs, facts) : targetBuilder(inputs, facts)
  const targets = targetPlatforms(inputs, facts, builder)
  const steps = planRunSteps(inputs, facts, builder, targets)
  const emulation = planEmulation(inputs, facts, builder, {
    steps: distinctPlatforms(steps.flatMap(({ on }) => on)),
    tested: testedPlatforms(inputs, targets),
  })
  const platforms = targets.map((platform) => planPlatform(platform, facts, builder, { emulation, steps }))
  const requested = destinationOf(inputs)
  const builds = planBuilds(inputs, requested, builder, platforms)
  return { differences, builder, targets, emulation, platforms, requested, builds }
}

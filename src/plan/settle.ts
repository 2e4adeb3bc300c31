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

/** Who builds what, and where that goes: what problems are looked for in, and the plan is made of. */
export interface Settled {
  /** How a builder of our name differs from the inputs. It is not used then, and `builder` is as they ask. */
  readonly differences: readonly Problem[]
  readonly builder: TargetBuilder
  /** Empty where none is named and the builder does not tell its own. */
  readonly targets: readonly Platform[]
  readonly emulation: EmulationPlan | undefined
  readonly platforms: readonly PlannedPlatform[]
  /** Where the inputs ask for the image to go; `builds` knows what the builder can do of that. */
  readonly asked: Destination
  readonly builds: Builds
}

/** Settles builder, platforms, emulators and builds, whether they can be carried out or not. */
export function settleBuilds(inputs: Inputs, facts: Facts): Settled {
  const differences = differencesOf(inputs, facts)
  const builder = differences.length > 0 ? plannedBuilder(inputs, facts) : targetBuilder(inputs, facts)
  const targets = targetPlatforms(inputs, facts, builder)
  const steps = planRunSteps(inputs, facts, builder, targets)
  const emulation = planEmulation(inputs, facts, builder, {
    steps: distinctPlatforms(steps.flatMap(({ on }) => on)),
    tested: testedPlatforms(inputs, targets),
  })
  const platforms = targets.map((platform) => planPlatform(platform, facts, builder, { emulation, steps }))
  const asked = destinationOf(inputs)
  const builds = planBuilds(inputs, asked, builder, platforms)
  return { differences, builder, targets, emulation, platforms, asked, builds }
}

import type { Facts } from '../facts/facts.ts'
import type { Inputs } from '../inputs/table.ts'
import { canEmulate, EMULATORS, emulatorProblem, isNative } from '../platforms/emulators.ts'
import { type Platform, platformFromParts, samePlatform } from '../platforms/platform.ts'
import type { EmulationPlan } from './plan.ts'

/** Drivers whose BuildKit shares this machine's kernel, and so its emulators. */
const SAME_KERNEL: readonly string[] = ['docker', 'docker-container']

const EMULATED = Object.keys(EMULATORS).map((arch) => platformFromParts({ os: 'linux', architecture: arch }))

/** Whether one of the named builder's nodes says that it builds this platform. */
export function isOffered(platform: Platform, facts: Facts): boolean {
  return facts.builder?.nodes.some((node) => node.platforms.some((p) => samePlatform(p, platform))) ?? false
}

/** Whether RUN steps are executed by this machine's kernel. */
export function buildsHere(facts: Facts): boolean {
  return facts.builder === undefined || SAME_KERNEL.includes(facts.builder.driver)
}

/** Whether RUN steps of this platform work on this machine as it is. */
export function runsHere(platform: Platform, facts: Facts): boolean {
  if (isNative(platform, facts.engine.platform)) return true
  return facts.handlers !== undefined && emulatorProblem(facts.handlers, platform) === undefined
}

/**
 * What is to be installed: of the platforms that matter those that neither the machine nor the builder's
 * nodes run and that have no working handler. undefined when nothing is missing.
 */
export function planEmulation(
  inputs: Inputs,
  facts: Facts,
  targets: readonly Platform[],
): EmulationPlan | undefined {
  const { qemu } = inputs
  // Emulators here are no use to a builder elsewhere.
  if (qemu === 'off' || !buildsHere(facts)) return undefined
  const isMissing = (platform: Platform): boolean =>
    canEmulate(platform) && !runsHere(platform, facts) && !isOffered(platform, facts)
  const missing = (typeof qemu === 'string' ? targets : qemu).filter(isMissing)
  if (qemu === 'all') {
    // Only what the build needs must work afterwards: an older image does not bring every emulator there is.
    return EMULATED.some((platform) => !runsHere(platform, facts))
      ? emulationPlan(inputs, facts, ['all'], missing)
      : undefined
  }
  if (missing.length === 0) return undefined
  return emulationPlan(inputs, facts, [...new Set(missing.map(emulatorName))], missing)
}

function emulationPlan(
  inputs: Inputs,
  facts: Facts,
  names: readonly string[],
  platforms: readonly Platform[],
): EmulationPlan {
  const container = `multi-platform-build-${facts.id}-qemu`
  const run = ['run', '--rm', '--privileged', '--name', container, inputs['qemu-image']]
  return { platforms, container, command: [...run, '--install', names.join(',')] }
}

function emulatorName({ arch }: Platform): string {
  return new Map(Object.entries(EMULATORS)).get(arch)?.binfmt ?? arch
}

import type { Problem } from '../../errors.ts'
import type { Facts } from '../../facts/facts.ts'
import type { Inputs, QemuChoice } from '../../inputs/table.ts'
import { bundledEmulator, canEmulate, EMULATED_ARCHITECTURES, runsOn } from '../../platforms/emulators.ts'
import {
  distinctPlatforms,
  type Platform,
  platformFromParts,
  printPlatform,
} from '../../platforms/platform.ts'
import type { CachedImage, EmulationPlan } from '../plan.ts'
import { isOffered, type TargetBuilder, usesEngineKernel } from './target.ts'

const EMULATED = EMULATED_ARCHITECTURES.map((arch) => platformFromParts({ os: 'linux', architecture: arch }))

/** The emulators that `qemu-reset` uninstalls, as in docker/setup-qemu-action. */
const EVERY_EMULATOR = 'qemu-*'

/** Whether RUN steps of this platform work on this machine without further emulators. */
export function runsOnThisMachine(
  platform: Platform,
  { engine, handlers }: Pick<Facts, 'engine' | 'handlers'>,
): boolean {
  return runsOn(platform, engine.platform, handlers)
}

/** The platforms that something runs on, with an emulator if necessary. */
interface Emulated {
  /** Platforms that RUN steps may run on. */
  readonly steps: readonly Platform[]
  /** Platforms whose image is run on this machine once it is pushed, regardless of where it is built. */
  readonly tested: readonly Platform[]
}

/**
 * The emulators to install: for platforms that something runs on, that neither the machine nor the builder's nodes
 * support, and that have no working handler. undefined if nothing is missing.
 */
export function planEmulation(
  inputs: Inputs,
  facts: Facts,
  builder: TargetBuilder,
  { steps, tested }: Emulated,
): EmulationPlan | undefined {
  const { qemu } = inputs
  const usesThisKernel = usesEngineKernel(builder, facts.docker)
  // A remote builder cannot use emulators of this machine, and without an engine nothing can install them.
  if (qemu === 'off' || facts.engine.version === '' || !(usesThisKernel || tested.length > 0))
    return undefined
  const isReset = inputs['qemu-reset']
  const machine = isReset ? withoutEmulators(facts) : facts
  const lacks = (platform: Platform): boolean => canEmulate(platform) && !runsOnThisMachine(platform, machine)
  // Nodes on this machine may only support a platform by the emulators that are uninstalled.
  const isOfferedByNode = (platform: Platform): boolean =>
    !isReset && isOffered(platform, builder, facts.docker)
  const candidates = typeof qemu === 'string' ? steps : qemu
  const toBuild = usesThisKernel ? candidates.filter((p) => lacks(p) && !isOfferedByNode(p)) : []
  const toTest = tested.filter((p) => lacks(p) && isChosen(qemu, p))
  const missing = distinctPlatforms([...toBuild, ...toTest])
  // Only the emulators that the build needs must work afterwards: an older image does not contain all of them.
  const names = qemu === 'all' && EMULATED.some(lacks) ? ['all'] : missing.map(({ arch }) => arch)
  if (names.length === 0 && !isReset) return undefined
  const isAuto = qemu === 'auto' && !isReset && toTest.length === 0
  const plan = emulationPlan(inputs, facts, [...new Set(names)], missing)
  return { ...plan, bundled: isAuto ? bundledFor(missing) : undefined }
}

/** undefined if BuildKit lacks an emulator for one of the platforms. */
function bundledFor(platforms: readonly Platform[]): readonly string[] | undefined {
  const programs = platforms.map(bundledEmulator)
  return programs.every((program) => program !== undefined) ? [...new Set(programs)] : undefined
}

/** If the input is a list, only the emulators in it are installed. */
function isChosen(qemu: QemuChoice, { arch }: Platform): boolean {
  return typeof qemu === 'string' || qemu.some((chosen) => chosen.arch === arch)
}

/** The machine after the reset. */
function withoutEmulators({ engine, handlers }: Facts): Pick<Facts, 'engine' | 'handlers'> {
  return { engine, handlers: handlers?.filter(({ name }) => !name.startsWith('qemu-')) }
}

function emulationPlan(
  inputs: Inputs,
  facts: Facts,
  names: readonly string[],
  platforms: readonly Platform[],
): Omit<EmulationPlan, 'bundled'> {
  const container = `multi-platform-build-${facts.id}-qemu`
  const image = inputs['qemu-image']
  // An engine that maps users only runs privileged containers in the namespace of the machine.
  const run = ['run', '--rm', '--privileged', '--userns=host', '--name', container, image]
  return {
    platforms,
    container,
    image,
    reset: inputs['qemu-reset'] ? [...run, '--uninstall', EVERY_EMULATOR] : undefined,
    install: names.length === 0 ? undefined : [...run, '--install', names.join(',')],
    remoteEngine: facts.docker.isLocal ? undefined : facts.docker.address,
    cachedImage:
      inputs['qemu-cache-image'] && facts.step.hasCacheService ? cachedImage(image, facts) : undefined,
  }
}

/** The same path in every run of this runner, because the cache identifies its content by the path. */
function cachedImage(image: string, { temp, engine }: Facts): CachedImage {
  const folder = `${temp.replace(/[^/\\]+$/, '')}multi-platform-build-downloads`
  const platform = printPlatform(engine.platform).replaceAll('/', '-')
  return { folder, file: `${folder}/qemu-image.tar`, key: `multi-platform-build-qemu-${platform}-${image}` }
}

/** Explicitly requested emulators, if there is no docker engine to install them. */
export function emulationProblems(
  inputs: Inputs,
  { engine, docker }: Facts,
  builder: TargetBuilder,
): readonly Problem[] {
  const { qemu } = inputs
  const isRequested = qemu === 'all' || typeof qemu !== 'string' || inputs['qemu-reset']
  if (!isRequested || engine.version !== '' || !usesEngineKernel(builder, docker)) return []
  return [
    {
      input: 'qemu',
      what: 'docker installs the emulators, and no docker engine can be reached.',
      cure: 'Set qemu: off, or use a runner with docker.',
    },
  ]
}

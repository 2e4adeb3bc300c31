import type { BuilderFacts, DockerFacts, Facts, NodeFacts } from '../facts/facts.ts'
import type { InputName, Inputs } from '../inputs/table.ts'
import { type Platform, samePlatform } from '../platforms/platform.ts'

/** What a build on a driver may ask for. */
export interface Abilities {
  readonly severalPlatforms: boolean
  readonly attestations: boolean
  /** Cache backends that it exports to, or all of them. */
  readonly cacheTo: 'all' | readonly string[]
  /** Exporters that it lacks. */
  readonly lacksExporters: readonly string[]
  readonly pushByDigest: boolean
}

export interface Driver {
  /** Whether a builder is made and removed; else it is the one that each docker context has by itself. */
  readonly isMade: boolean
  /** Whether its BuildKit shares the kernel of the docker engine that a node's endpoint names. */
  readonly sharesKernel: boolean
  /** Whether buildx starts its BuildKit; else that has to be there. */
  readonly isStarted: boolean
  readonly endpoint: 'none' | 'optional' | 'required'
  /** Inputs of the builder that it has no use for. */
  readonly refuses: readonly InputName[]
  readonly can: Abilities
  /** Where images are not in containerd's store: docker's own BuildKit is a smaller one then. */
  readonly canWithoutStore?: Abilities
}

const EVERYTHING: Abilities = {
  severalPlatforms: true,
  attestations: true,
  cacheTo: 'all',
  lacksExporters: [],
  pushByDigest: true,
}

const CONFIG = ['buildkitd-config', 'buildkitd-config-inline'] as const

/**
 * buildx's drivers (its packages driver/NAME; cloud is Docker Build Cloud's, in docker's own edition of buildx).
 * @see https://docs.docker.com/build/builders/drivers/
 */
export const DRIVERS = {
  'docker-container': {
    isMade: true,
    sharesKernel: true,
    isStarted: true,
    endpoint: 'optional',
    refuses: [],
    can: EVERYTHING,
  },
  docker: {
    isMade: false,
    sharesKernel: true,
    isStarted: false,
    endpoint: 'none',
    refuses: [
      ...(['builder-name', 'builder-endpoint', 'builder-platforms', 'append', 'driver-opts'] as const),
      'buildkitd-flags',
      ...CONFIG,
      'keep-state',
    ],
    can: { ...EVERYTHING, pushByDigest: false },
    canWithoutStore: {
      severalPlatforms: false,
      attestations: false,
      cacheTo: ['inline'],
      lacksExporters: ['oci'],
      pushByDigest: false,
    },
  },
  remote: {
    isMade: true,
    sharesKernel: false,
    isStarted: false,
    endpoint: 'required',
    refuses: ['buildkitd-flags', ...CONFIG],
    can: EVERYTHING,
  },
  kubernetes: {
    isMade: true,
    sharesKernel: false,
    isStarted: true,
    endpoint: 'none',
    refuses: ['builder-endpoint'],
    can: EVERYTHING,
  },
  cloud: {
    isMade: true,
    sharesKernel: false,
    isStarted: true,
    endpoint: 'required',
    refuses: [],
    can: EVERYTHING,
  },
} satisfies Record<Inputs['driver'], Driver>

export type DriverName = keyof typeof DRIVERS

/** A driver by the name that buildx tells; undefined for one that is not known here. */
export function driverNamed(name: string): Driver | undefined {
  return new Map<string, Driver>(Object.entries(DRIVERS)).get(name)
}

/** Whether the builds may go to a builder that needs no docker engine: an existing one, or one of such a driver. */
export function mayBuildElsewhere({
  builder,
  driver,
  load,
}: Pick<Inputs, 'builder' | 'driver' | 'load'>): boolean {
  return !load && (builder !== '' || !DRIVERS[driver].sharesKernel)
}

/** What builds on a builder can do; without one, on a new one of our own. */
export function abilitiesOf(builder: BuilderFacts | undefined): Abilities {
  const driver = driverNamed(builder?.driver ?? 'docker-container')
  if (driver === undefined) return EVERYTHING
  const hasStore = builder?.nodes.every(({ hasSnapshots }) => hasSnapshots) ?? true
  return hasStore ? driver.can : (driver.canWithoutStore ?? driver.can)
}

/**
 * The node that builds a platform, where that is certain: the one that declares it, or else the first one if it can. Of
 * all others only buildx can tell, once it has asked every node, with the emulators of that moment.
 */
export function nodeFor(nodes: readonly NodeFacts[], platform: Platform): NodeFacts | undefined {
  const [first, ...others] = nodes
  if (first === undefined || others.length === 0) return first
  const own = first.own === undefined ? [] : [first.own]
  return (
    declaringNode(nodes, platform) ??
    (listsPlatform([...own, ...first.platforms], platform) ? first : undefined)
  )
}

/** What is declared for a node wins over what nodes find out by themselves. */
export function declaringNode(nodes: readonly NodeFacts[], platform: Platform): NodeFacts | undefined {
  return nodes.find(({ settings }) => listsPlatform(settings.declared, platform))
}

/** Whether a platform is among others. */
export function listsPlatform(platforms: readonly Platform[], platform: Platform): boolean {
  return platforms.some((each) => samePlatform(each, platform))
}

/**
 * The platforms by the node that they are declared for. Any other stands alone: in one command, buildx keeps to what is
 * declared only where all of its platforms are. What nodes find out by themselves would also change from run to run.
 */
export function byNode(
  builder: BuilderFacts | undefined,
  targets: readonly Platform[],
): readonly (readonly Platform[])[] {
  const nodes = builder?.nodes ?? []
  if (nodes.length < 2) return [targets]
  return [...Map.groupBy(targets, (target) => declaringNode(nodes, target) ?? target).values()]
}

/** Whether several nodes may build these platforms together: buildx pushes that with a tag only, and writes no layouts. */
export function isSpread(builder: BuilderFacts | undefined, targets: readonly Platform[]): boolean {
  return byNode(builder, targets).length > 1
}

/** The first BuildKit that takes several outputs: https://github.com/moby/buildkit/releases/tag/v0.13.0 */
const SEVERAL_OUTPUTS = 13

/** Whether one build can push and write files, too; a node that does not tell its version is taken for a new one. */
export function takesSeveralOutputs(builder: BuilderFacts | undefined): boolean {
  const minors = (builder?.nodes ?? []).flatMap(({ buildkit }) => /^v?0\.(\d+)\./.exec(buildkit)?.[1] ?? [])
  return minors.every((minor) => Number(minor) >= SEVERAL_OUTPUTS)
}

/** Whether RUN steps are executed by this machine's kernel, the one that emulators are registered in. */
export function buildsHere({ builder, docker }: Pick<Facts, 'builder' | 'docker'>): boolean {
  if (builder === undefined) return true
  const sharesKernel = driverNamed(builder.driver)?.sharesKernel ?? false
  return sharesKernel && builder.nodes.some(({ endpoint }) => isHere(endpoint, docker))
}

/**
 * Whether one of the builder's nodes says that it builds this platform. That it was declared for a node on this
 * machine says nothing: there the kernel decides, and a foreign platform needs its emulator all the same.
 */
export function isOffered(
  platform: Platform,
  { builder, docker }: Pick<Facts, 'builder' | 'docker'>,
): boolean {
  if (builder === undefined) return false
  return builder.nodes.some((node) => {
    const isElsewhere = !buildsHere({ builder: { ...builder, nodes: [node] }, docker })
    const isDeclared = listsPlatform(node.settings.declared, platform)
    return listsPlatform(node.platforms, platform) && (isElsewhere || !isDeclared)
  })
}

/** Whether an endpoint is the engine that the docker command talks to, or a socket of this machine. */
export function isHere(endpoint: string, docker: DockerFacts): boolean {
  if (['', 'default', docker.context].includes(endpoint)) return true
  const address = docker.contexts[endpoint] ?? endpoint
  return address === docker.host || /^(?:unix|npipe|fd):\/\//.test(address)
}

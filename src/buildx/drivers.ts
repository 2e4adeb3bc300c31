/** Words of the input `driver`, the default first. */
export const DRIVER_NAMES = ['docker-container', 'docker', 'remote', 'kubernetes', 'cloud'] as const

export type DriverName = (typeof DRIVER_NAMES)[number]

/** Inputs that describe a builder of our own, beside its driver. */
export const BUILDER_INPUTS = [
  ...(['builder-name', 'driver-opts', 'buildkitd-flags', 'buildkitd-config'] as const),
  ...(['buildkitd-config-inline', 'builder-endpoint', 'builder-platforms', 'append', 'keep-state'] as const),
] as const

/** What a build on a builder may ask for. */
export interface Capabilities {
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
  /** Whether its nodes are the pods of a cluster: which there are changes, and several are at one endpoint. */
  readonly isCluster: boolean
  readonly endpoint: 'none' | 'optional' | 'required'
  /** What to write where an endpoint is required and missing. */
  readonly endpointCure: string
  /** Addresses that an endpoint may have; undefined where buildx alone can judge it. */
  readonly addresses?: RegExp
  /** Whether BUILDKIT_HOST takes the place of a missing endpoint. */
  readonly takesBuildkitHost: boolean
  /**
   * What `buildx inspect` reports as the endpoint: the docker context or engine that the node is on, the endpoint as
   * it was given, or something that cannot be foretold.
   */
  readonly reports: 'engine' | 'endpoint' | 'other'
  /** Whether TLS material of the environment becomes files for its nodes; buildx takes them at tcp:// only. */
  readonly takesKeyFiles: boolean
  /** Whether buildx makes its nodes from a docker context, which the default one cannot be while it has TLS data. */
  readonly needsContextCopy: boolean
  /** Whether buildx starts the daemon of a node with flags, and lets it grant network.host where those grant nothing. */
  readonly grants: boolean
  /** Inputs of the builder that it has no use for. */
  readonly refuses: readonly (typeof BUILDER_INPUTS)[number][]
  /** Names of its options, beside variables of the environment (env.NAME) where it takes those. */
  readonly options: readonly string[]
  readonly capabilities: Capabilities
  /** Where images are not in containerd's store: docker's own BuildKit can do less then. */
  readonly capabilitiesWithoutStore?: Capabilities
}

const EVERYTHING: Capabilities = {
  severalPlatforms: true,
  attestations: true,
  cacheTo: 'all',
  lacksExporters: [],
  pushByDigest: true,
}

/** Addresses that the remote driver takes (its package util). */
const REMOTE_ADDRESSES = /^(?:docker-container|kube-pod|npipe|ssh|tcp|unix):\/\//

/** What most drivers have in common. */
const PLAIN = {
  isCluster: false,
  endpointCure: 'Write its address, as in tcp://10.0.0.1:1234.',
  takesBuildkitHost: false,
  takesKeyFiles: false,
  needsContextCopy: false,
  grants: false,
} as const

/** Options of the container that BuildKit runs in: driver/docker-container/factory.go of buildx 0.36. */
const CONTAINER_OPTIONS = [
  ...['image', 'network', 'memory', 'memory-swap', 'cpu-period', 'cpu-quota', 'cpu-shares', 'cpuset-cpus'],
  ...['cpuset-mems', 'cgroup-parent', 'restart-policy', 'default-load', 'provenance-add-gha'],
  ...['allow-untrusted-image', 'env'],
]

/** driver/kubernetes/factory.go of buildx 0.36. */
const KUBERNETES_OPTIONS = [
  ...['image', 'namespace', 'replicas', 'requests.cpu', 'requests.memory', 'requests.ephemeral-storage'],
  ...['limits.cpu', 'limits.memory', 'limits.ephemeral-storage', 'persistent-volume-claim.requests.storage'],
  ...['rootless', 'schedulername', 'serviceaccount', 'nodeselector', 'annotations', 'labels', 'tolerations'],
  ...['loadbalance', 'qemu.install', 'qemu.image', 'buildkit-root-volume-memory', 'default-load', 'timeout'],
  'env',
]

/** driver/remote/factory.go of buildx 0.36. */
const REMOTE_OPTIONS = ['servername', 'cacert', 'cert', 'key', 'default-load']

const CONFIG = ['buildkitd-config', 'buildkitd-config-inline'] as const

/**
 * buildx's drivers (its packages driver/NAME; cloud is Docker Build Cloud's, in docker's own edition of buildx).
 * @see https://docs.docker.com/build/builders/drivers/
 */
export const DRIVERS: Readonly<Record<DriverName, Driver>> = {
  'docker-container': {
    isMade: true,
    sharesKernel: true,
    isStarted: true,
    ...PLAIN,
    endpoint: 'optional',
    reports: 'engine',
    needsContextCopy: true,
    grants: true,
    refuses: [],
    options: CONTAINER_OPTIONS,
    capabilities: EVERYTHING,
  },
  docker: {
    isMade: false,
    sharesKernel: true,
    isStarted: false,
    ...PLAIN,
    endpoint: 'none',
    reports: 'engine',
    refuses: [
      ...(['builder-name', 'builder-endpoint', 'builder-platforms', 'append', 'driver-opts'] as const),
      'buildkitd-flags',
      ...CONFIG,
      'keep-state',
    ],
    options: [],
    capabilities: { ...EVERYTHING, pushByDigest: false },
    capabilitiesWithoutStore: {
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
    ...PLAIN,
    endpoint: 'required',
    addresses: REMOTE_ADDRESSES,
    takesBuildkitHost: true,
    reports: 'endpoint',
    takesKeyFiles: true,
    refuses: ['buildkitd-flags', ...CONFIG, 'keep-state'],
    options: REMOTE_OPTIONS,
    capabilities: EVERYTHING,
  },
  kubernetes: {
    isMade: true,
    sharesKernel: false,
    isStarted: true,
    ...PLAIN,
    isCluster: true,
    endpoint: 'none',
    reports: 'other',
    grants: true,
    // Buildx keeps the volume of a container only.
    refuses: ['builder-endpoint', 'keep-state'],
    options: KUBERNETES_OPTIONS,
    capabilities: EVERYTHING,
  },
  cloud: {
    isMade: true,
    sharesKernel: false,
    isStarted: true,
    ...PLAIN,
    endpoint: 'required',
    endpointCure: 'Write ORG/NAME of the cloud builder.',
    reports: 'other',
    refuses: [],
    options: [],
    capabilities: EVERYTHING,
  },
}

/** The driver where the input names none. */
export const DEFAULT_DRIVER: DriverName = DRIVER_NAMES[0]

/** A driver by the name that buildx tells; undefined for one that is not known here. */
export function driverNamed(name: string): Driver | undefined {
  return new Map<string, Driver>(Object.entries(DRIVERS)).get(name)
}

/** Whether some driver has an option of this name; `env.NAME` is one of all that run BuildKit in a container. */
export function isDriverOption(name: string): boolean {
  return Object.values(DRIVERS).some(({ options }) => options.includes(optionWord(name)))
}

/** The word by which a table knows an option: variables of the environment are all one. */
export function optionWord(name: string): string {
  return name.startsWith('env.') ? 'env' : name
}

/** Whether the builds may go to a builder that needs no docker engine: an existing one, or one of such a driver. */
export function mayBuildElsewhere({
  builder,
  driver,
  load,
}: {
  readonly builder: string
  readonly driver: DriverName
  readonly load: boolean
}): boolean {
  return !load && (builder !== '' || !DRIVERS[driver].sharesKernel)
}

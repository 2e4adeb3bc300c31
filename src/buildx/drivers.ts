/** The values of the input `driver`, the default first. */
export const DRIVER_NAMES = ['docker-container', 'docker', 'remote', 'kubernetes', 'cloud'] as const

export type DriverName = (typeof DRIVER_NAMES)[number]

/** Inputs that describe a managed builder, in addition to its driver. */
export const BUILDER_INPUTS = [
  ...(['builder-name', 'driver-opts', 'buildkitd-flags', 'buildkitd-config'] as const),
  ...(['buildkitd-config-inline', 'builder-endpoint', 'builder-platforms', 'append', 'keep-state'] as const),
] as const

/** What a builder supports. */
export interface Capabilities {
  readonly severalPlatforms: boolean
  readonly attestations: boolean
  /** Cache backends that it can export to, or all of them. */
  readonly cacheTo: 'all' | readonly string[]
  /** Exporters that it lacks. */
  readonly lacksExporters: readonly string[]
  readonly pushByDigest: boolean
}

export interface Driver {
  /** Whether a builder is created and removed; otherwise it is the built-in one of a docker context. */
  readonly isMade: boolean
  /** Whether its BuildKit shares the kernel of the docker engine at a node's endpoint. */
  readonly sharesKernel: boolean
  /** Whether buildx starts its BuildKit; otherwise it must be running already. */
  readonly isStarted: boolean
  /** Whether its nodes are the pods of a cluster: they come and go, and share an endpoint. */
  readonly isCluster: boolean
  readonly endpoint: 'none' | 'optional' | 'required'
  /** The cure for a missing endpoint, if one is required. */
  readonly endpointCure: string
  /** Valid addresses of an endpoint; undefined if only buildx can judge them. */
  readonly addresses?: RegExp
  /** Whether BUILDKIT_HOST replaces a missing endpoint. */
  readonly takesBuildkitHost: boolean
  /**
   * What `buildx inspect` reports as the endpoint: the docker context or engine of the node, the endpoint verbatim, or
   * something unpredictable.
   */
  readonly reports: 'engine' | 'endpoint' | 'other'
  /** Whether TLS material in the environment becomes files for its nodes; buildx uses them for tcp:// only. */
  readonly takesKeyFiles: boolean
  /** Whether buildx creates its nodes from a docker context, which cannot be the default one while that has TLS data. */
  readonly needsContextCopy: boolean
  /** Whether buildx passes flags to a node's daemon, and lets it grant network.host if the flags grant nothing. */
  readonly grants: boolean
  /** Builder inputs that have no effect with it. */
  readonly refuses: readonly (typeof BUILDER_INPUTS)[number][]
  /** Names of its options; `env` stands for environment variables (env.NAME). */
  readonly options: readonly string[]
  readonly capabilities: Capabilities
  /** The capabilities without the containerd image store: docker's own BuildKit supports less then. */
  readonly capabilitiesWithoutStore?: Capabilities
}

const EVERYTHING: Capabilities = {
  severalPlatforms: true,
  attestations: true,
  cacheTo: 'all',
  lacksExporters: [],
  pushByDigest: true,
}

/** Addresses that the remote driver accepts (its package util). */
const REMOTE_ADDRESSES = /^(?:docker-container|kube-pod|npipe|ssh|tcp|unix):\/\//

/** Values that most drivers share. */
const COMMON = {
  isCluster: false,
  endpointCure: 'Write its address, as in tcp://10.0.0.1:1234.',
  takesBuildkitHost: false,
  takesKeyFiles: false,
  needsContextCopy: false,
  grants: false,
} as const

/** Options of BuildKit's container: driver/docker-container/factory.go of buildx 0.36. */
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

const CONFIG_INPUTS = ['buildkitd-config', 'buildkitd-config-inline'] as const

/**
 * buildx's drivers (its packages driver/NAME; cloud is Docker Build Cloud's, in docker's own edition of buildx).
 * @see https://docs.docker.com/build/builders/drivers/
 */
export const DRIVERS: Readonly<Record<DriverName, Driver>> = {
  'docker-container': {
    isMade: true,
    sharesKernel: true,
    isStarted: true,
    ...COMMON,
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
    ...COMMON,
    endpoint: 'none',
    reports: 'engine',
    refuses: [
      ...(['builder-name', 'builder-endpoint', 'builder-platforms', 'append', 'driver-opts'] as const),
      'buildkitd-flags',
      ...CONFIG_INPUTS,
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
    ...COMMON,
    endpoint: 'required',
    addresses: REMOTE_ADDRESSES,
    takesBuildkitHost: true,
    reports: 'endpoint',
    takesKeyFiles: true,
    refuses: ['buildkitd-flags', ...CONFIG_INPUTS, 'keep-state'],
    options: REMOTE_OPTIONS,
    capabilities: EVERYTHING,
  },
  kubernetes: {
    isMade: true,
    sharesKernel: false,
    isStarted: true,
    ...COMMON,
    isCluster: true,
    endpoint: 'none',
    reports: 'other',
    grants: true,
    // Buildx can only keep the volume of a container.
    refuses: ['builder-endpoint', 'keep-state'],
    options: KUBERNETES_OPTIONS,
    capabilities: EVERYTHING,
  },
  cloud: {
    isMade: true,
    sharesKernel: false,
    isStarted: true,
    ...COMMON,
    endpoint: 'required',
    endpointCure: 'Write ORG/NAME of the cloud builder.',
    reports: 'other',
    refuses: [],
    options: [],
    capabilities: EVERYTHING,
  },
}

/** The driver if the input is empty. */
export const DEFAULT_DRIVER: DriverName = DRIVER_NAMES[0]

/** The driver of a name that buildx reports; undefined for an unknown one. */
export function driverNamed(name: string): Driver | undefined {
  return new Map<string, Driver>(Object.entries(DRIVERS)).get(name)
}

/** Whether any driver has an option of this name; those that run BuildKit in a container have `env.NAME`. */
export function isDriverOption(name: string): boolean {
  return Object.values(DRIVERS).some(({ options }) => options.includes(optionWord(name)))
}

/** The name of an option in the tables: all environment variables share one. */
export function optionWord(name: string): string {
  return name.startsWith('env.') ? 'env' : name
}

/** Whether the builds may use a builder that needs no docker engine: an existing one, or one with such a driver. */
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

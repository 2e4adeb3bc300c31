/** Where docker engines are: what an endpoint names, and whether that is this machine. */

/** The engine that the docker command talks to, and the names of others. */
export interface EngineEndpoints {
  /** Name of the current docker context. */
  readonly context: string
  /** DOCKER_HOST */
  readonly host: string
  /** Address of the engine that the docker command talks to; a name where the current context is not known. */
  readonly address: string
  /** Whether that engine is on this machine, so that its containers run on the kernel whose binfmt_misc we read. */
  readonly isLocal: boolean
  /** Address of the engine of each docker context. */
  readonly contexts: Readonly<Record<string, string>>
}

type Contexts = Pick<EngineEndpoints, 'context' | 'host' | 'contexts'>

/** The engine of the default docker context where DOCKER_HOST is not set (docker/cli, its package opts). */
const DEFAULT_SOCKET = 'unix:///var/run/docker.sock'

/**
 * The address of the engine that an endpoint names: a docker context, an address, or '' for the current context. A
 * context that docker does not know is returned as it is, and no engine answers there.
 */
export function engineAddress(endpoint: string, { context, host, contexts }: Contexts): string {
  const name = endpoint === '' ? context : endpoint
  if (name === 'default') return host || DEFAULT_SOCKET
  return contexts[name] === '' ? DEFAULT_SOCKET : (contexts[name] ?? name)
}

/**
 * Whether an address is of this machine. Sockets and pipes are. tcp:// and ssh:// are not, not even to localhost: that
 * is as often the end of a tunnel or the port of a virtual machine, and the address does not tell. Taking an engine
 * for remote costs a needless installation of emulators at worst; taking it for local fails the job.
 */
export function isLocalAddress(address: string): boolean {
  return /^(?:unix|npipe|fd):\/\//.test(address)
}

/** Whether what runs at an endpoint runs on the kernel that the docker command installs emulators in. */
export function sharesEngineKernel(endpoint: string, docker: EngineEndpoints): boolean {
  const address = engineAddress(endpoint, docker)
  return address === docker.address || (docker.isLocal && isLocalAddress(address))
}

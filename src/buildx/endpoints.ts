/** Where docker engines are: the address of an endpoint, and whether it is on this machine. */

/** The engine of the docker command, and the names of others. */
export interface EngineEndpoints {
  /** Name of the current docker context. */
  readonly context: string
  /** DOCKER_HOST */
  readonly host: string
  /** Address of the docker command's engine; the name of the current context if that is unknown. */
  readonly address: string
  /** Whether that engine is on this machine, so that its containers use the kernel whose binfmt_misc we read. */
  readonly isLocal: boolean
  /** Address of the engine of each docker context. */
  readonly contexts: Readonly<Record<string, string>>
}

type Contexts = Pick<EngineEndpoints, 'context' | 'host' | 'contexts'>

/** The engine of the default docker context if DOCKER_HOST is not set (docker/cli, its package opts). */
const DEFAULT_SOCKET = 'unix:///var/run/docker.sock'

/**
 * The address of the engine at an endpoint, which is a docker context, an address, or '' for the current context. An
 * unknown context is returned verbatim, and no engine answers there.
 */
export function engineAddress(endpoint: string, { context, host, contexts }: Contexts): string {
  const name = endpoint === '' ? context : endpoint
  if (name === 'default') return host || DEFAULT_SOCKET
  return contexts[name] === '' ? DEFAULT_SOCKET : (contexts[name] ?? name)
}

/**
 * Whether an address is on this machine. Sockets and pipes are. tcp:// and ssh:// are not, not even to localhost, which
 * may just as well be the end of a tunnel or a port of a virtual machine. Mistaking an engine for remote costs at worst
 * a needless installation of emulators; mistaking it for local fails the job.
 */
export function isLocalAddress(address: string): boolean {
  return /^(?:unix|npipe|fd):\/\//.test(address)
}

/** Whether containers at an endpoint run on the kernel that the docker command installs emulators in. */
export function sharesEngineKernel(endpoint: string, docker: EngineEndpoints): boolean {
  const address = engineAddress(endpoint, docker)
  return address === docker.address || (docker.isLocal && isLocalAddress(address))
}

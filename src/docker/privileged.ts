/** Recognises engines that do not run privileged containers by their error messages. */

/** Each with its source. */
const SIGNS: readonly RegExp[] = [
  // moby, daemon/daemon_unix.go: userns-remap. Buildx and the installer use the host's namespace, so this is rare.
  /privileged mode is incompatible with user namespaces/i,
  // A plugin of the engine (docker/scout-cli#33: that of Bitbucket's runners), or a proxy in front of its socket.
  /authorization denied by plugin\b[^\n]*privileged/i,
  /privileged (?:containers?|mode)[^\n.]* (?:not (?:allowed|permitted|supported)|disabled|forbidden|denied|disallowed)/i,
  // Docker 20.10 if this machine itself lacks a capability: an unprivileged container of a cluster.
  /unable to apply caps/i,
]

const UNPRIVILEGED = 'This docker engine does not run privileged containers'

/**
 * What works if neither a builder nor the installer of emulators can be started.
 * @param error the error of the engine
 * @returns undefined for any other error
 */
export function privilegeCure(error: string, who: 'builder' | 'installer'): string | undefined {
  if (!SIGNS.some((sign) => sign.test(error))) return undefined
  return who === 'builder'
    ? `${UNPRIVILEGED}, but a builder of the driver docker-container is one. Build with the engine's own builder (driver: docker), or with a BuildKit elsewhere (driver: remote or kubernetes).`
    : `${UNPRIVILEGED}, but the installer of emulators is one. Register them on the engine's machine itself, or build each platform on a native machine (mode: plan).`
}

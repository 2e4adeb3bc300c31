/** Engines that run no privileged containers, by what they say when one is made. */

/** Each with where it comes from. */
const SIGNS: readonly RegExp[] = [
  // moby, daemon/daemon_unix.go: userns-remap. Buildx and the installer ask for the host's namespace, so that it is rare.
  /privileged mode is incompatible with user namespaces/i,
  // A plugin of the engine (docker/scout-cli#33: that of Bitbucket's runners), or a proxy before its socket.
  /authorization denied by plugin\b[^\n]*privileged/i,
  /privileged (?:containers?|mode)[^\n.]* (?:not (?:allowed|permitted|supported)|disabled|forbidden|denied|disallowed)/i,
  // Docker 20.10 where this machine itself lacks a capability: a container of a cluster without privileges.
  /unable to apply caps/i,
]

const NONE = 'This docker engine runs no privileged containers'

/**
 * What works where neither a builder nor the installer of emulators can be started.
 * @param error what the engine said
 * @returns undefined where it speaks of something else
 */
export function privilegeCure(error: string, who: 'builder' | 'installer'): string | undefined {
  if (!SIGNS.some((sign) => sign.test(error))) return undefined
  return who === 'builder'
    ? `${NONE}, and the builder of docker-container is one. Build with the engine's own builder (driver: docker), or with a BuildKit elsewhere (driver: remote or kubernetes).`
    : `${NONE}, and the installer of emulators is one. Register them on the engine's machine itself, or build each platform on a machine of its kind (mode: plan).`
}

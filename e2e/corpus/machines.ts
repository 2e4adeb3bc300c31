/** An architecture, with the names that the package registries use for it. */
export interface Machine {
  /** Platform of an image. */
  readonly platform: string
  readonly debian: string
  /** In the paths of Debian's libraries. */
  readonly triple: string
  /** At the end of a wheel's tag. */
  readonly wheel: string
  /** `process.arch` of Node. */
  readonly node: string
  /** At the end of the classifier that the Maven plugin "os" gives. */
  readonly maven: string
  /** In .NET's runtime identifiers, after `linux-`. */
  readonly dotnet: string
  readonly go: Readonly<Record<string, string>>
}

export const AMD64: Machine = {
  ...{ platform: 'linux/amd64', debian: 'amd64', triple: 'x86_64-linux-gnu', wheel: 'x86_64' },
  ...{ node: 'x64', maven: 'x86_64', dotnet: 'x64', go: { GOARCH: 'amd64' } },
}

export const ARM64: Machine = {
  ...{ platform: 'linux/arm64', debian: 'arm64', triple: 'aarch64-linux-gnu', wheel: 'aarch64' },
  ...{ node: 'arm64', maven: 'aarch_64', dotnet: 'arm64', go: { GOARCH: 'arm64' } },
}

export const ARMV7: Machine = {
  ...{ platform: 'linux/arm/v7', debian: 'armhf', triple: 'arm-linux-gnueabihf', wheel: 'armv7l' },
  ...{ node: 'arm', maven: 'arm_32', dotnet: 'arm', go: { GOARCH: 'arm', GOARM: '7' } },
}

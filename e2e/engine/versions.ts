/**
 * Every version the engine is made of. `tools/go.mod` and `act/go.mod` hold the same ones for Go, and
 * compiling refuses to go on where they differ.
 */
export const versions = {
  act: '0.2.89',
  binfmt: 'qemu-v10.2.3-68',
  buildkit: '0.32.2',
  buildx: '0.36.1',
  /** The Debian release that Docker, containerd and QEMU are taken from. */
  debian: 'trixie',
  /** As that release packages them: shown, not chosen. */
  docker: '26.1',
  qemu: '10.0',
  registry: '3.1.0',
} as const

/** How buildx is started: as docker's plugin, or as a standalone program at this path. */
export type BuildxProgram =
  | { readonly kind: 'plugin' }
  | { readonly kind: 'standalone'; readonly path: string }

export const PLUGIN: BuildxProgram = { kind: 'plugin' }

/** The program that runs a docker command, and its arguments. */
export function programOf(
  command: readonly string[],
  buildx: BuildxProgram,
): readonly [program: string, args: readonly string[]] {
  const [first, ...rest] = command
  return first === 'buildx' && buildx.kind === 'standalone' ? [buildx.path, rest] : ['docker', command]
}

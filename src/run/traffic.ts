import type { Docker } from '../docker/docker.ts'

/** Buildx names the container of a node with this prefix and the name of the node. */
export const CONTAINER_PREFIX = 'buildx_buildkit_'

/**
 * Number of bytes that the containers of a builder have sent and received so far; undefined if one of them cannot be
 * asked, for example because it is on another machine.
 */
export async function builderTraffic(docker: Docker, nodes: readonly string[]): Promise<number | undefined> {
  const counts = await Promise.all(
    nodes.map((node) => containerTraffic(docker, `${CONTAINER_PREFIX}${node}`)),
  )
  return counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    nodes.length === 0 ? undefined : 0,
  )
}

async function containerTraffic(docker: Docker, container: string): Promise<number | undefined> {
  const { code, stdout } = await docker.run(['exec', container, 'cat', '/proc/net/dev'])
  if (code === 0) return bytesIn(stdout)
  // A paused container runs nothing, and sends and receives nothing.
  const state = await docker.run(['inspect', '--format', '{{.State.Paused}}', container])
  return state.code === 0 && state.stdout.trim() === 'true' ? 0 : undefined
}

/** Received and sent bytes of every interface: proc_net_dev(5). */
function bytesIn(table: string): number {
  const rows = table.split('\n').flatMap((line) => /^\s*\S+:\s*(.*)$/.exec(line)?.[1] ?? [])
  return rows.reduce((sum, row) => {
    const numbers = row.trim().split(/\s+/).map(Number)
    return sum + (numbers[0] ?? 0) + (numbers[8] ?? 0)
  }, 0)
}

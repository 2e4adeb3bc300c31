import type { Docker } from '../docker/docker.ts'

/** What buildx calls the container of a node, in front of the node's name. */
export const CONTAINER = 'buildx_buildkit_'

/**
 * Bytes that the containers of a builder have sent and received so far; undefined where one of them cannot tell, as that
 * of another machine.
 */
export async function builderTraffic(docker: Docker, nodes: readonly string[]): Promise<number | undefined> {
  const counts = await Promise.all(
    nodes.map(async (node) => {
      const { code, stdout } = await docker.run(['exec', `${CONTAINER}${node}`, 'cat', '/proc/net/dev'])
      return code === 0 ? bytesIn(stdout) : undefined
    }),
  )
  return counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    nodes.length === 0 ? undefined : 0,
  )
}

/** Received and sent bytes of every interface: proc_net_dev(5). */
function bytesIn(table: string): number {
  const rows = table.split('\n').flatMap((line) => /^\s*\S+:\s*(.*)$/.exec(line)?.[1] ?? [])
  return rows.reduce((sum, row) => {
    const numbers = row.trim().split(/\s+/).map(Number)
    return sum + (numbers[0] ?? 0) + (numbers[8] ?? 0)
  }, 0)
}

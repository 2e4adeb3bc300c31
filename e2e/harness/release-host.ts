/** A web server that acts as the host of buildx's releases, including its faults. */
import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'

/** The server's answer to one request. */
export type Reply =
  | { readonly body: Buffer | string; readonly status?: number }
  /** Resets the connection before any answer. */
  | 'reset'
  /** Announces the whole body, and closes the connection after half of it. */
  | { readonly cut: Buffer }
  /** Announces the whole body, sends half of it, and then stalls. */
  | { readonly half: Buffer }
  | { readonly redirect: string }

export interface ReleaseHost {
  /** Without a slash at the end. */
  readonly url: string
  /** The requested paths, in order. */
  readonly requests: readonly string[]
  readonly close: () => Promise<void>
}

/** Answers by path: the replies of a path in order, then always the last one; 404 for other paths. */
export async function releaseHost(
  routes: Readonly<Record<string, readonly [Reply, ...Reply[]]>>,
): Promise<ReleaseHost> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    const turn = requests.filter((earlier) => earlier === path).length
    requests.push(path)
    const replies = routes[path] ?? []
    send(response, replies[turn] ?? replies.at(-1) ?? { status: 404, body: 'Not Found' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'reset') {
    response.socket?.resetAndDestroy()
  } else if ('cut' in reply) {
    response.writeHead(200, { 'content-length': reply.cut.length })
    response.write(reply.cut.subarray(0, reply.cut.length >> 1), () => response.destroy())
  } else if ('half' in reply) {
    response.writeHead(200, { 'content-length': reply.half.length })
    response.write(reply.half.subarray(0, reply.half.length >> 1))
  } else if ('redirect' in reply) {
    response.writeHead(302, { location: reply.redirect }).end()
  } else {
    response
      .writeHead(reply.status ?? 200, { 'content-length': Buffer.byteLength(reply.body) })
      .end(reply.body)
  }
}

/** A checksum file in the form of the releases. */
export function checksumFile(files: Readonly<Record<string, Buffer | string>>): string {
  return Object.entries(files)
    .map(([name, body]) => `${createHash('sha256').update(body).digest('hex')} *${name}\n`)
    .join('')
}

/** A server in front of a registry: it hands everything on, but for what a test answers itself. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer
}

export interface RegistryProxy {
  /** Host and port, which begin the names of images. */
  readonly host: string
  readonly close: () => Promise<void>
}

/**
 * @param target host and port of the registry
 * @param meet what a request is answered with; 'silence' for nothing, undefined where the registry answers
 */
export async function registryProxy(
  target: string,
  meet: (method: string, path: string) => Answer | 'silence' | undefined,
): Promise<RegistryProxy> {
  const server = createServer((incoming, response) => {
    const answer = meet(incoming.method ?? '', incoming.url ?? '')
    if (answer === undefined) handOn(target, incoming, response)
    else if (answer !== 'silence') {
      const { status, headers = {}, body = Buffer.alloc(0) } = answer
      response.writeHead(status, { 'content-length': body.length, ...headers })
      response.end(incoming.method === 'HEAD' ? undefined : body)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    host: `127.0.0.1:${address.port}`,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

/** With the Host header as it came, so that the registry names this server where it says how to go on. */
function handOn(target: string, incoming: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = incoming
  const [host, port] = target.split(':')
  const forward = request({ host, port, method, path: url, headers }, (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.pipe(response)
  })
  forward.on('error', () => response.destroy())
  incoming.pipe(forward)
}

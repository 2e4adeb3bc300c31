/** A guard in front of a registry: it requires a login, with name and password or with one of its tokens. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

export interface RegistryGuard {
  /** Host and port, which begin the names of images. */
  readonly host: string
  /** Methods and paths of the rejected requests. */
  readonly refused: readonly string[]
  readonly close: () => Promise<void>
}

interface Login {
  readonly username: string
  readonly password: string
}

/** The guard's only token. */
const TOKEN = 'the-token-of-the-guard'

/**
 * @param target host and port of the registry
 * @param by how a client must log in: with the credentials in each request, or with a token from the guard's token server
 */
export async function registryGuard(
  target: string,
  by: 'basic' | 'token',
  { username, password }: Login,
): Promise<RegistryGuard> {
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const authorization = by === 'basic' ? basic : `Bearer ${TOKEN}`
  const refused: string[] = []
  const server = createServer((incoming, response) => {
    const { method = '', url = '', headers } = incoming
    const refuse = (more: Readonly<Record<string, string>> = {}): void => {
      refused.push(`${method} ${url}`)
      incoming.resume()
      response.writeHead(401, more).end('{"errors":[{"code":"UNAUTHORIZED"}]}')
    }
    if (url.startsWith('/token')) {
      if (headers.authorization === basic) response.end(JSON.stringify({ token: TOKEN }))
      else refuse()
    } else if (headers.authorization === authorization) passOn(target, incoming, response)
    else refuse({ 'www-authenticate': challenge(by, headers.host ?? '') })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    host: `127.0.0.1:${address.port}`,
    refused,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

function challenge(by: 'basic' | 'token', host: string): string {
  return by === 'basic' ? 'Basic realm="guard"' : `Bearer realm="http://${host}/token",service="guard"`
}

/** Keeps the guard's host name, so the registry's upload locations point to the guard. */
function passOn(target: string, incoming: IncomingMessage, response: ServerResponse): void {
  const { authorization: _, ...headers } = incoming.headers
  const [hostname, port] = target.split(':')
  const onward = request(
    { hostname, port, method: incoming.method, path: incoming.url, headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    },
  )
  onward.on('error', () => response.destroy())
  incoming.pipe(onward)
}

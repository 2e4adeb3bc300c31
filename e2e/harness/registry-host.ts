/** A web server that acts as a registry, its token server or its storage, including their faults. */
import { createServer, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'

export interface HttpRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** The server's answer to one request. */
export type Reply =
  | {
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: Buffer | string
    }
  /** Resets the connection before any answer. */
  | 'reset'
  /** Never answers. */
  | 'silence'
  /** Announces the whole body, and closes the connection after this many bytes. */
  | { readonly cut: Buffer; readonly after: number; readonly headers?: Readonly<Record<string, string>> }
  /** Sends the body without its length, and ends properly after this many bytes. */
  | { readonly short: Buffer; readonly after: number }
  /** Announces the whole body, sends half of it, and then stalls. */
  | { readonly half: Buffer }

export interface RegistryHost {
  /** Host and port. */
  readonly host: string
  /** All requests, in order. */
  readonly requests: readonly HttpRequest[]
  readonly close: () => Promise<void>
}

interface Tls {
  readonly key: string
  readonly cert: string
  /** The CA of the clients; if set, a client must present a certificate. */
  readonly clientCa?: string
}

/** @param tls for a server that uses TLS */
export async function registryHost(
  reply: (request: HttpRequest, turn: number) => Reply | Promise<Reply>,
  tls?: Tls,
): Promise<RegistryHost> {
  const requests: HttpRequest[] = []
  const server: Server = tls === undefined ? createServer() : createSecureServer(secured(tls))
  server.on('request', async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const { method = '', url: path = '', headers } = request
    const one = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') }
    const turn = requests.filter((earlier) => earlier.path === path).length
    requests.push(one)
    send(response, await reply(one, turn))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    host: `127.0.0.1:${address.port}`,
    requests,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

function secured({ key, cert, clientCa }: Tls) {
  return {
    key,
    cert,
    ...(clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true }),
  }
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'silence') return
  if (reply === 'reset') {
    response.socket?.resetAndDestroy()
  } else if ('cut' in reply) {
    response.writeHead(200, { 'content-length': reply.cut.length, ...reply.headers })
    response.write(reply.cut.subarray(0, reply.after), () => response.destroy())
  } else if ('short' in reply) {
    response.writeHead(200)
    response.end(reply.short.subarray(0, reply.after))
  } else if ('half' in reply) {
    response.writeHead(200, { 'content-length': reply.half.length })
    response.write(reply.half.subarray(0, reply.half.length >> 1))
  } else {
    const { status = 200, headers = {}, body = '' } = reply
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers }).end(body)
  }
}

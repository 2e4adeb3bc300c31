/** A proxy that connects clients of public hosts to servers on this machine, and a certificate for these servers. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'

/** A certificate and its key, as PEM. */
export interface Certificate {
  readonly key: string
  readonly cert: string
  /** Path of the certificate, which is self-signed. */
  readonly file: string
}

/**
 * Makes a certificate.
 * @param folder for its files
 * @param hosts names for which it is valid; the first label may be `*`
 */
export function makeCertificate(folder: string, hosts: readonly string[]): Certificate {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'key.pem']
  const names = hosts.map((name) => `DNS:${name}`).join(',')
  const made = ['-days', '2', '-subj', '/CN=test', '-addext', `subjectAltName=${names}`, '-out', 'ca.pem']
  execFileSync('openssl', ['req', ...key, '-x509', ...made], { cwd: folder, stdio: 'pipe' })
  const file = join(folder, 'ca.pem')
  return { key: readFileSync(join(folder, 'key.pem'), 'utf8'), cert: readFileSync(file, 'utf8'), file }
}

export interface Tunnel {
  /** For HTTPS_PROXY. */
  readonly url: string
  readonly close: () => Promise<void>
}

/**
 * Starts the proxy.
 * @param targetOf maps a host to the server that stands in for it, `host:port`
 */
export async function openTunnel(targetOf: (host: string) => string): Promise<Tunnel> {
  const sockets = new Set<Socket>()
  const server = createServer((_, response) => response.writeHead(502).end())
  server.on('connect', ({ url = '' }, client: Socket) => {
    const [host, port] = targetOf(url.replace(/:\d+$/, '')).split(':')
    const onward = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(client)
      client.pipe(onward)
    })
    for (const [one, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => sockets.delete(one))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

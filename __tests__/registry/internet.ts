/**
 * The registries of the world, for a step that speaks to them by itself: a proxy that leads every address to one
 * registry on this machine, whose certificate the step trusts.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RegistryHost, registryHost } from '../../e2e/harness/registry-host.ts'
import type { Host } from '../../e2e/harness/sigstore.ts'
import { answerOf, type Fault, type Stored } from './stored.ts'

export interface Internet {
  /** Of the step that is to find it. */
  readonly env: Readonly<Record<string, string>>
  readonly registry: RegistryHost
  readonly close: () => Promise<void>
}

const NAMES = [
  '*.dkr.ecr.eu-central-1.amazonaws.com',
  'r.example',
  's.example',
  'registry.example',
  'ghcr.io',
  'registry-1.docker.io',
]

/**
 * @param fault what is answered otherwise; it sees the name of the host in the request's headers
 * @param hosts what is no registry, by name
 */
export async function internet(
  stored: Stored,
  fault: Fault = () => undefined,
  hosts: Readonly<Record<string, Host>> = {},
): Promise<Internet> {
  const folder = mkdtempSync(join(tmpdir(), 'mpb-internet-'))
  const tls = certificate(folder, [...NAMES, ...Object.keys(hosts)])
  const registry = await registryHost((asked, turn) => {
    const host = hosts[String(asked.headers['host'])]
    return host?.(asked) ?? fault(asked, turn) ?? answerOf(stored, asked)
  }, tls)
  const proxy = await proxyTo(registry.host)
  return {
    env: { https_proxy: proxy.url, no_proxy: '127.0.0.1', NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') },
    registry,
    close: async () => {
      await proxy.close()
      await registry.close()
      rmSync(folder, { recursive: true })
    },
  }
}

function certificate(
  folder: string,
  hosts: readonly string[],
): { readonly key: string; readonly cert: string } {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'key.pem']
  const names = hosts.map((name) => `DNS:${name}`).join(',')
  const made = ['-days', '2', '-subj', '/CN=test', '-addext', `subjectAltName=${names}`, '-out', 'ca.pem']
  execFileSync('openssl', ['req', ...key, '-x509', ...made], { cwd: folder, stdio: 'pipe' })
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
  return { key: read('key.pem'), cert: read('ca.pem') }
}

/** Leads to the registry whoever wants to go anywhere. */
async function proxyTo(
  target: string,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const [host, port] = target.split(':')
  const sockets = new Set<Socket>()
  const server: Server = createServer((_, response) => response.writeHead(502).end())
  server.on('connect', (_, client: Socket) => {
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

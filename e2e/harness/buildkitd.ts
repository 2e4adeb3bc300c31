/** A BuildKit daemon that a test starts itself, behind mutual TLS, like a remote build machine. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import { docker, dockerOutput } from './docker.ts'
import type { Sandbox } from './sandbox.ts'

export interface Daemon {
  /** As in tcp://127.0.0.1:1234. */
  readonly address: string
  /** The client's certificates and key, as PEM. */
  readonly client: Keys
  readonly stop: () => Promise<void>
}

export interface Keys {
  readonly cacert: string
  readonly cert: string
  readonly key: string
}

/** Starts a daemon that only accepts clients with a certificate of its CA. */
export async function startBuildkitd(engine: Engine, sandbox: Sandbox, name: string): Promise<Daemon> {
  const folder = join(sandbox.folder, name)
  mkdirSync(folder)
  writeFileSync(join(folder, 'buildkitd.toml'), engine.buildkitdConfig)
  const client = makeKeys(folder)
  const port = await freePort()
  const address = `tcp://127.0.0.1:${port}`
  const container = `${name}-${sandbox.runId}`
  const stop = async (): Promise<void> => {
    await docker(engine, ['rm', '--force', '--volumes', container])
  }
  const options = ['--detach', '--privileged', '--network', 'host', '--tmpfs', '/var/lib/buildkit', '--init']
  const files = ['--volume', `${folder}:/keys:ro`]
  const tls = [
    '--tlscacert',
    '/keys/ca.pem',
    '--tlscert',
    '/keys/server.pem',
    '--tlskey',
    '/keys/server-key.pem',
  ]
  const daemon = ['--addr', address, ...tls, '--config', '/keys/buildkitd.toml']
  const run = ['run', '--name', container, ...options, ...files, engine.buildkitImage, ...daemon]
  await dockerOutput(engine, run)
  return { address, client, stop }
}

/** A port of 127.0.0.1 without a listener. */
export function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

/** A CA, a certificate for the server at 127.0.0.1 and one for a client. */
function makeKeys(folder: string): Keys {
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const key = (name: string) => [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    name,
  ]
  writeFileSync(join(folder, 'server.ext'), 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n')
  writeFileSync(join(folder, 'client.ext'), 'extendedKeyUsage=clientAuth\n')
  openssl('req', '-x509', '-days', '2', '-subj', '/CN=test CA', ...key('ca-key.pem'), '-out', 'ca.pem')
  for (const name of ['server', 'client']) {
    openssl('req', '-subj', `/CN=${name}`, ...key(`${name}-key.pem`), '-out', `${name}.csr`)
    const signer = ['-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial', '-days', '2']
    openssl('x509', '-req', '-in', `${name}.csr`, ...signer, '-extfile', `${name}.ext`, '-out', `${name}.pem`)
  }
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  return { cacert: read('ca.pem'), cert: read('client.pem'), key: read('client-key.pem') }
}

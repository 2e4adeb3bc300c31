/**
 * Makes this machine look like a hosted runner to one job: ghcr.io and the services that sign have their real names, but
 * ghcr.io is the engine's registry, and the others are stand-ins. The log therefore has the same lines as on GitHub, and no
 * name in it has to be replaced.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import { REPOSITORY } from '../harness/event.ts'
import { registryHost } from '../harness/registry-host.ts'
import type { Sandbox } from '../harness/sandbox.ts'
import { sigstore } from '../harness/sigstore.ts'
import { type Certificate, makeCertificate, openTunnel } from '../harness/tunnel.ts'

const REGISTRY = 'ghcr.io'

export interface Hosted {
  /** Variables of a step that runs on it. */
  readonly env: Readonly<Record<string, string>>
  readonly close: () => Promise<void>
}

/**
 * @param place of the step; the files go to its folder
 * @param claims of the job's identity that differ from those of a push to main
 */
export async function hostedRunner(
  engine: Engine,
  sandbox: Sandbox,
  claims: Readonly<Record<string, string>>,
): Promise<Hosted> {
  const folder = join(sandbox.folder, 'hosted')
  mkdirSync(folder)
  const world = await sigstore(claims)
  const certificate = makeCertificate(folder, [REGISTRY, ...Object.keys(world.hosts)])
  const registry = await encrypted(engine.registry, `-${sandbox.runId}`, certificate)
  const services = await registryHost(
    async (incoming) => world.hosts[String(incoming.headers['host'])]?.(incoming) ?? { status: 404 },
    certificate,
  )
  // A builder of the user's own Docker fetches base images from Docker Hub.
  const tunnel = await openTunnel((host) => {
    if (host === REGISTRY) return registry.host
    return host in world.hosts ? services.host : `${host}:443`
  })
  const path = sandbox.env['PATH'] ?? ''
  const programs = wrappedDocker(folder, path, [
    ...['--driver-opt', 'network=host', '--driver-opt', `env.HTTPS_PROXY=${tunnel.url}`],
    ...['--buildkitd-config', builderConfig(folder, engine, certificate)],
  ])
  return {
    env: {
      ...world.env,
      PATH: `${programs}:${path}`,
      HTTPS_PROXY: tunnel.url,
      NODE_EXTRA_CA_CERTS: certificate.file,
    },
    close: async () => {
      await Promise.all([tunnel.close(), registry.close(), services.close()])
    },
  }
}

/**
 * Starts a server with TLS in front of a registry without it.
 * @param suffix of the repository's name in that registry, which keeps runs apart
 */
async function encrypted(registry: string, suffix: string, { key, cert }: Certificate) {
  const [host, port] = registry.split(':')
  const inner = `${REPOSITORY}${suffix}`
  const server = createServer({ key, cert }, (incoming, response) => {
    const { method, url = '' } = incoming
    const path = url.replaceAll(REPOSITORY, inner)
    // Makes the registry's redirects lead back here.
    const headers = { ...incoming.headers, 'x-forwarded-proto': 'https' }
    const onward = request({ host, port, method, path, headers }, (answer) => {
      const location = answer.headers.location?.replaceAll(inner, REPOSITORY)
      response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...(location && { location }) })
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    incoming.pipe(onward)
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

/** @returns the path of the configuration with which a builder trusts the registry */
function builderConfig(folder: string, engine: Engine, { file }: Certificate): string {
  const path = join(folder, 'buildkitd.toml')
  writeFileSync(path, `${engine.buildkitdConfig}[registry."${REGISTRY}"]\n  ca = ["${file}"]\n`)
  return path
}

/**
 * Writes a docker that adds flags to every builder. How a builder reaches the network is a property of the machine, so the
 * job does not know of them.
 * @returns its folder
 */
function wrappedDocker(folder: string, path: string, flags: readonly string[]): string {
  const programs = join(folder, 'programs')
  mkdirSync(programs)
  const docker = join(programs, 'docker')
  const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`
  const lines = [
    '#!/bin/sh',
    `PATH=${quoted(path)}`,
    'if [ "$1 $2" = "buildx create" ]; then',
    '  shift 2',
    `  exec docker buildx create ${flags.map(quoted).join(' ')} "$@"`,
    'fi',
    'exec docker "$@"',
  ]
  writeFileSync(docker, `${lines.join('\n')}\n`)
  chmodSync(docker, 0o755)
  return programs
}

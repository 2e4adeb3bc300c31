import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { output, run } from './command.ts'
import { environmentOf } from './dockerd.ts'
import type { Home } from './home.ts'
import { IMAGES, type Image, NOOP, type Places, PULLED, referencesOf } from './images.ts'
import { freePort, registryAnswers } from './network.ts'
import { end, launch, type ProcessId, ready } from './processes.ts'
import { libraries } from './roots.ts'
import { note, read } from './state.ts'

/** Starts the engine's registry, the private stand-in for Docker Hub, and has dockerd fetch what is used from it. */
export async function startHub(home: Home, port: number): Promise<void> {
  const storage = join(home.run, 'registry')
  cpSync(join(home.parts, 'hub/storage'), storage, { recursive: true })
  await startRegistry(home, { port, storage, name: 'registry' })
  const call = { log: join(home.run, 'pull.log'), env: environmentOf(home) }
  await Promise.all(PULLED.map((image) => run('docker', ['pull', image], call)))
}

/** Builds all images on the running dockerd and leaves them in `into` as the storage of a registry. */
export async function makeHub(home: Home, into: string, log: string): Promise<void> {
  const part = (name: string) => join(home.parts, name)
  const port = await freePort(into)
  const hub = `127.0.0.1:${port}`
  const places: Places = {
    base: part('busybox'),
    buildkit: part('buildkit'),
    busybox: `docker-image://${hub}/library/busybox:latest`,
    docker: part('docker'),
    go: part('golang'),
    libraries: join(into, '.libraries'),
  }
  await libraries(join(places.docker, 'usr/sbin/runc'), places.libraries)
  const registry = await startRegistry(home, { port, storage: join(into, 'storage'), name: 'making-hub' })
  try {
    await Promise.all(IMAGES.map((image) => build(home, image, hub, places, log)))
    await build(home, NOOP, hub, places, log)
  } finally {
    await end(registry, 5)
    note(home, { processes: read(home).processes.filter(({ name }) => name !== registry.name) })
  }
  rmSync(places.libraries, { recursive: true })
  const built = [...IMAGES, NOOP].flatMap((image) => referencesOf(image, `${hub}/`))
  await output('docker', ['image', 'rm', '--force', ...built], environmentOf(home))
}

/** With the daemon's own BuildKit, and without attestations: the index of an image has just its platforms. */
async function build(home: Home, image: Image, hub: string, places: Places, log: string): Promise<void> {
  const flags = ['--builder', 'default', '--progress', 'plain', '--provenance=false', '--push']
  const platform = image.platforms.length > 0 ? ['--platform', image.platforms.join(',')] : []
  const from = image.from.flatMap((name) => ['--build-context', `${name}=${places[name]}`])
  const tags = referencesOf(image, `${hub}/`).flatMap((reference) => ['--tag', reference])
  const args = ['buildx', 'build', ...flags, ...platform, ...from, ...tags, image.folder]
  await run('docker', args, { log, env: environmentOf(home) })
}

interface Registry {
  readonly name: string
  readonly port: number
  readonly storage: string
}

async function startRegistry(home: Home, { name, port, storage }: Registry): Promise<ProcessId> {
  const config = join(home.run, `${name}.yml`)
  const settings = {
    version: '0.1',
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: storage }, delete: { enabled: true } },
    http: { addr: `127.0.0.1:${port}`, secret: 'known to everybody on this machine' },
  }
  // JSON is YAML, which is what the registry reads.
  writeFileSync(config, JSON.stringify(settings, undefined, 2))
  const log = join(home.run, `${name}.log`)
  const registry = await launch(name, join(home.parts, 'registry/registry'), ['serve', config], { log })
  note(home, { processes: [...read(home).processes, registry] })
  await ready(registry, log, () => registryAnswers(port))
  return registry
}

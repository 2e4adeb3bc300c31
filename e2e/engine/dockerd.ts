import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { output, reason } from './command.ts'
import type { Home } from './home.ts'
import { answers } from './network.ts'
import { end, launch, marked, ready } from './processes.ts'
import { note, read } from './state.ts'

/** What docker starts a plugin with for its description (cli-plugins/metadata in docker/cli). */
const DESCRIBE = 'docker-cli-plugin-metadata'

const socketOf = (home: Home) => join(home.run, 'docker.sock')

export const dockerdAnswers = (home: Home) => answers({ socketPath: socketOf(home), path: '/_ping' })

/** How commands find the private engine; whatever of the user's own settings would lead elsewhere is put aside. */
export function environmentOf(home: Home): Readonly<Record<string, string>> {
  return {
    PATH: `${join(home.run, 'bin')}:${process.env['PATH'] ?? ''}`,
    DOCKER_HOST: `unix://${socketOf(home)}`,
    DOCKER_CONFIG: join(home.run, 'docker-config'),
    BUILDX_CONFIG: join(home.run, 'docker-config/buildx'),
    BUILDX_BUILDER: '',
    DOCKER_API_VERSION: '',
    DOCKER_CERT_PATH: '',
    DOCKER_CONTEXT: '',
    DOCKER_DEFAULT_PLATFORM: '',
    DOCKER_TLS_VERIFY: '',
  }
}

/** Starts a dockerd that takes Docker Hub's images from the registry on `port`; it starts its own containerd. */
export async function startDockerd(home: Home, port: number): Promise<number> {
  const programs = ['usr/bin', 'usr/sbin'].map((folder) => join(home.parts, 'docker', folder))
  linkCommands(home)
  await writePlugin(home)
  const bridge = await addBridge()
  note(home, { kind: 'private', bridge })
  const settings = {
    features: { 'containerd-snapshotter': true },
    hosts: [`unix://${socketOf(home)}`],
    'data-root': join(home.run, 'data'),
    'exec-root': execRoot(home),
    pidfile: join(home.run, 'dockerd.pid'),
    'registry-mirrors': [`http://127.0.0.1:${port}`],
    bridge,
    // The machine's firewall is not ours to change. What needs the outside uses the host's network.
    iptables: false,
    ip6tables: false,
    'ip-masq': false,
  }
  const config = join(home.run, 'daemon.json')
  writeFileSync(config, JSON.stringify(settings, undefined, 2))
  const log = join(home.run, 'dockerd.log')
  const env = { PATH: [...programs, process.env['PATH'] ?? ''].join(':') }
  const dockerd = await launch('dockerd', 'dockerd', ['--config-file', config], { log, env })
  note(home, { processes: [dockerd] })
  await ready(dockerd, log, () => dockerdAnswers(home))
  return dockerd.pid
}

const execRoot = (home: Home) => join(home.run, 'exec')

/** The commands that the engine brings, in one folder. */
function linkCommands(home: Home): void {
  const folder = join(home.run, 'bin')
  mkdirSync(folder, { recursive: true })
  for (const path of ['docker/usr/bin/docker', 'buildx/buildx', 'buildkit/buildctl', 'act/act']) {
    symlinkSync(join(home.parts, path), join(folder, basename(path)))
  }
}

/**
 * Installs buildx as docker's plugin. Docker requests a plugin's description before every command, and buildx takes as long for
 * that (25 ms of the processor) as for most commands, so a script answers. It is replaced in one step, because an engine that is
 * up may be using it.
 */
export async function writePlugin(home: Home): Promise<void> {
  const buildx = join(home.parts, 'buildx/buildx')
  const description = await output(buildx, [DESCRIBE])
  const plugin = join(home.run, 'docker-config/cli-plugins/docker-buildx')
  mkdirSync(dirname(plugin), { recursive: true })
  const script = `#!/bin/sh\n[ "$1" = ${DESCRIBE} ] || exec ${quoted(buildx)} "$@"\nprintf %s ${quoted(description)}\n`
  writeFileSync(`${plugin}.new`, script, { mode: 0o755 })
  renameSync(`${plugin}.new`, plugin)
}

/** A word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** A bridge of our own, so that another Docker on the machine keeps its docker0 to itself. */
async function addBridge(): Promise<string> {
  const used = Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address) ?? [])
  let problem = ''
  for (let number = 0; number < 64; number++) {
    const bridge = `mpb-engine${number}`
    if (used.some((address) => address.startsWith(`172.29.${number}.`))) continue
    try {
      await output('ip', ['link', 'add', 'name', bridge, 'type', 'bridge'])
      await output('ip', ['address', 'add', `172.29.${number}.1/24`, 'dev', bridge])
      await output('ip', ['link', 'set', bridge, 'up'])
      return bridge
    } catch (error) {
      problem = reason(error)
    }
  }
  throw new Error(`no network bridge could be made: ${problem}`)
}

/** Ends every process of the private engine and takes its mounts and its bridge away; also after it broke down. */
export async function endAll(home: Home): Promise<void> {
  const { processes, bridge } = read(home)
  if (await dockerdAnswers(home)) await removeContainers(home)
  for (const process of [...processes].reverse()) await end(process, 20)
  // containerd and the shims of containers can outlive a dockerd that was killed. They carry its folder's name.
  for (const process of marked(join(execRoot(home), 'containerd/'))) await end(process, 0)
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n').reverse()
  for (const mount of mounts.flatMap((line) => line.split(' ')[4] ?? [])) {
    if (mount.startsWith(`${home.run}/`)) await output('umount', ['--lazy', mount])
  }
  if (bridge !== '') await output('ip', ['link', 'delete', bridge]).catch(() => undefined)
}

/** Done by dockerd, which ends the processes in them in order and takes their mounts and networks away. */
async function removeContainers(home: Home): Promise<void> {
  const env = environmentOf(home)
  const ids = (await output('docker', ['ps', '--all', '--quiet'], env)).split('\n').filter((id) => id !== '')
  if (ids.length > 0) await output('docker', ['rm', '--force', '--volumes', ...ids], env)
}

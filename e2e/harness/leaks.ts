/**
 * Finds what a step left behind. Everything that a step creates carries its run id, which distinguishes concurrent steps;
 * `machine` lists everything that exists, before and after the whole suite.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import { type DockerHome, dockerOutput } from './docker.ts'
import { SANDBOX_PREFIX, type Sandbox } from './sandbox.ts'

/** Things that exist, each as a sentence that names it. */
export interface Snapshot {
  readonly things: ReadonlySet<string>
}

/** What exists with the step's run id; take it after the test's preparations and before the step runs. */
export async function snapshot(engine: DockerHome | undefined, sandbox: Sandbox): Promise<Snapshot> {
  const docker = engine === undefined ? [] : await dockerThings({ env: { ...engine.env, ...sandbox.env } })
  const isOfStep = (thing: string): boolean => thing.includes(sandbox.runId)
  return {
    things: new Set([
      ...docker.filter(isOfStep),
      ...builders(sandbox.env),
      ...entries(sandbox.temp, 'RUNNER_TEMP').filter((thing) => !thing.includes(' _')),
      ...processes((variable) => variable === `GITHUB_RUN_ID=${sandbox.runId}`),
      ...mounts().filter((thing) => thing.includes(sandbox.folder) || isOfStep(thing)),
    ]),
  }
}

/** What a step left behind since the snapshot, as one sentence for each thing; empty is good. */
export async function leftovers(
  engine: DockerHome | undefined,
  sandbox: Sandbox,
  before: Snapshot,
): Promise<readonly string[]> {
  return news(before, await snapshot(engine, sandbox))
}

/** dockerd mounts the host's network for the first container that uses it, and keeps the mount until dockerd ends. */
const HOST_NETWORK = '/netns/default'

/** Everything on the whole machine that tests could have created. */
export async function machine(engine: Engine): Promise<Snapshot> {
  return {
    things: new Set([
      ...(await dockerThings(engine)),
      ...(await images(engine)),
      ...builders(engine.env),
      ...entries(tmpdir(), 'temp').filter((thing) => thing.includes(SANDBOX_PREFIX)),
      ...processes((variable) => variable.includes(SANDBOX_PREFIX)),
      ...mounts()
        .filter((thing) => thing.includes(engine.home) || thing.includes(SANDBOX_PREFIX))
        .filter((thing) => !thing.endsWith(HOST_NETWORK)),
    ]),
  }
}

/** Things that are only in the second snapshot. */
export function news(before: Snapshot, after: Snapshot): readonly string[] {
  return [...after.things].filter((thing) => !before.things.has(thing)).toSorted()
}

async function dockerThings(home: DockerHome): Promise<readonly string[]> {
  const [containers, volumes] = await Promise.all([
    dockerOutput(home, ['ps', '--all', '--no-trunc', '--format', '{{.Names}} of {{.Image}}']),
    dockerOutput(home, ['volume', 'ls', '--format', '{{.Name}}']),
  ])
  return [
    ...nonEmpty(containers).map((line) => `container ${line}`),
    ...nonEmpty(volumes).map((line) => `volume ${line}`),
  ]
}

/** Base images and those of the tools are a cache, and pulled ones come and go; images that tests load are not. */
const PULLED = /^(docker\.io\/)?((library|moby|tonistiigi)\/|(alpine|busybox|golang):)/

async function images(engine: Engine): Promise<readonly string[]> {
  const listed = await dockerOutput(engine, [
    'image',
    'ls',
    '--format',
    '{{.Repository}}:{{.Tag}}@{{.Digest}}',
  ])
  return nonEmpty(listed)
    .filter((line) => !PULLED.test(line))
    .map((line) => `image ${line}`)
}

/** buildx keeps one file for each builder. */
function builders(env: Readonly<Record<string, string>>): readonly string[] {
  const folder = env['BUILDX_CONFIG'] || join(env['DOCKER_CONFIG'] ?? '', 'buildx')
  return entries(join(folder, 'instances'), 'builder')
}

function entries(folder: string, kind: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => `${kind} ${name}`)
  } catch {
    return []
  }
}

/** Processes with a variable in their environment (`NAME=VALUE`), which every child inherits. */
function processes(isOurs: (variable: string) => boolean): readonly string[] {
  return entries('/proc', '').flatMap((entry) => {
    const pid = Number(entry)
    if (!(pid > 0) || pid === process.pid) return []
    if (!readProc(pid, 'environ').split('\0').some(isOurs)) return []
    const command = readProc(pid, 'cmdline').split('\0').join(' ').trim()
    // A zombie process has no command line.
    return command === '' ? [] : [`process ${pid} ${command.slice(0, 200)}`]
  })
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

function mounts(): readonly string[] {
  try {
    const lines = nonEmpty(readFileSync('/proc/self/mountinfo', 'utf8'))
    return lines.map((line) => `mount ${line.split(' ')[4] ?? line}`)
  } catch {
    return []
  }
}

function nonEmpty(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '')
}

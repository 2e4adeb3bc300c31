/** Runs the shipped bundle for one row, with a docker that records its calls. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { digestOf, intoFolder, putImage } from '../../e2e/harness/layout-writer.ts'
import { type Ended, startStep } from '../../e2e/harness/runner.ts'
import { newSandbox, removeSandbox, type Sandbox } from '../../e2e/harness/sandbox.ts'
import { internet } from '../registry/internet.ts'
import { type Fault, keep, newStored, type Stored } from '../registry/stored.ts'
import { type BuildCommand, type Flag, readCommand } from './command.ts'
import { normalPlatform, OWN_BUILDER, PATH } from './deviations.ts'
import { contentOf, type Row, RUN_ID } from './row.ts'

const action = join(import.meta.dirname, '..', '..')
const FAKE = join(import.meta.dirname, 'fake')

/** A file that `--secret` names, as it was during the build. */
export interface SecretFile {
  readonly path: string
  readonly content: string
  /** As in 600. */
  readonly mode: string
  /** The modes of its folder and of the one above. */
  readonly folders: string
  /** Whether it is one of the step's own files, not the user's. */
  readonly isOurs: boolean
}

export interface Build {
  readonly words: readonly string[]
  /** The command with everything that differs from run to run replaced, and secret files by their content. */
  readonly command: BuildCommand
  readonly secrets: readonly SecretFile[]
  /** BUILDX_METADATA_WARNINGS of its environment. */
  readonly warnings: string
}

export interface BundleRun {
  readonly main: Ended
  /** Run if there were secret files to remove, and after a failure. */
  readonly post: Ended | undefined
  readonly builds: readonly Build[]
  /** The secret files that remained after main. */
  readonly leftByMain: readonly string[]
  readonly leftByPost: readonly string[]
}

export type Step = Pick<Row, 'inputs' | 'event' | 'env' | 'files'>

export async function runBundle(step: Step): Promise<BundleRun> {
  const sandbox = newSandbox()
  const stored = newStored()
  const net = await internet(stored, whatever(stored))
  try {
    const workspace = makeWorkspace(sandbox, step.files ?? {})
    const folder = join(sandbox.folder, 'docker')
    keep(stored, prepareDocker(folder, platformsOf(step)))
    const path = `${FAKE}:${sandbox.env['PATH']}`
    const env = { ...net.env, PATH: path, PARITY_FOLDER: folder, ...step.env }
    // As in docker's action: the tags are pushed at once.
    const plain = { verify: 'false', 'on-newer': 'move' }
    const inputs = { context: '.', cache: 'off', qemu: 'off', ...plain, ...step.inputs }
    const event = step.event === undefined ? {} : { event: step.event }
    const running = startStep({ action, workspace, sandbox, inputs, env, ...event })
    const main = await running.ended
    const builds = readBuilds(folder, sandbox)
    const files = builds.flatMap(({ secrets }) => secrets.filter(({ isOurs }) => isOurs))
    const left = (): readonly string[] => files.map(({ path }) => path).filter((path) => existsSync(path))
    const leftByMain = left()
    const post = files.length > 0 || main.exitCode !== 0 ? await running.post() : undefined
    return { main, post, builds, leftByMain, leftByPost: left() }
  } finally {
    await net.close()
    removeSandbox(sandbox)
  }
}

/** Every tag points to the pushed image. */
function whatever(stored: Stored): Fault {
  return ({ method, path }) => {
    const [pushed] = stored.documents
    const isTag = ['HEAD', 'GET'].includes(method) && /\/manifests\/[^:]+$/.test(path)
    if (!isTag || pushed === undefined) return undefined
    return { headers: { 'docker-content-digest': pushed[0] }, body: pushed[1] }
  }
}

function makeWorkspace(sandbox: Sandbox, files: Readonly<Record<string, string>>): string {
  const workspace = join(sandbox.folder, 'workspace')
  for (const [path, content] of Object.entries({ Dockerfile: 'FROM scratch\n', ...files })) {
    const file = join(workspace, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return workspace
}

/** Every platform that the rows request, so that an existing builder can build them. */
const OFFERED = 'linux/amd64, linux/arm64, linux/arm/v7, linux/arm/v6, linux/s390x'

/** @returns the index that the registry reports */
function prepareDocker(folder: string, platforms: readonly string[]): string {
  // Images without a layer: the layout that the builder writes.
  const put = intoFolder(join(folder, 'layout'))
  const index = JSON.stringify({
    schemaVersion: 2,
    manifests: platforms.map((platform) => {
      const [os, architecture, variant] = platform.split('/')
      const { descriptor } = putImage(put, { platform, layers: [], diffIds: [] })
      return { ...descriptor, platform: { os, architecture, variant } }
    }),
  })
  const digest = digestOf(Buffer.from(index))
  const files = {
    'metadata.json': JSON.stringify({ 'containerimage.digest': digest }),
    'version.json': '{"Version":"28.5.1","Os":"linux","Arch":"amd64"}\n',
    'builder.txt': `Name: b\nDriver: docker-container\n\nNodes:\nName: b0\nEndpoint: x\nStatus: running\nBuildKit version: v0.32.2\nPlatforms: ${OFFERED}\n`,
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return index
}

/** The platforms that the registry reports after a push: those of the inputs that exist. */
function platformsOf({ inputs }: Step): readonly string[] {
  const names = (inputs['platforms'] ?? '').split(/[\s,"]+/).filter((name) => name !== '')
  const known = names.map(normalPlatform).filter((name) => OFFERED.split(', ').includes(name))
  return names.length === 0 ? ['linux/amd64'] : [...new Set(known)]
}

function readBuilds(folder: string, sandbox: Sandbox): readonly Build[] {
  const ends = readdirSync(folder).flatMap((name) => /^build\.(\d+)$/.exec(name)?.[1] ?? [])
  return ends.map((pid) => {
    const words = readFileSync(join(folder, `build.${pid}`), 'utf8')
      .split('\0')
      .slice(2, -1)
    const secrets = readSecrets(folder, pid, words, sandbox)
    const { flags, context } = readCommand(words)
    const command = { flags: flags.map((flag) => inert(flag, sandbox, secrets)), context }
    return {
      words,
      command,
      secrets: [...secrets.values()],
      warnings: readFileSync(join(folder, `warnings.${pid}`), 'utf8'),
    }
  })
}

type Secrets = ReadonlyMap<string, SecretFile>

/** The secret files by the value of their flag, without missing ones. */
function readSecrets(folder: string, pid: string, words: readonly string[], sandbox: Sandbox): Secrets {
  const values = words.filter((_, index) => words[index - 1] === '--secret')
  const found = values.flatMap((value, position): (readonly [string, SecretFile])[] => {
    const file = join(folder, `secret.${position}.${pid}`)
    const path = /"src=([^"]*)"/.exec(value)?.[1] ?? /src=([^,]*)/.exec(value)?.[1]
    if (path === undefined || !existsSync(file)) return []
    const mode = (statSync(file).mode & 0o777).toString(8)
    const isOurs = path.startsWith(sandbox.temp)
    const folders = readFileSync(join(folder, `folders.${position}.${pid}`), 'utf8').trim()
    return [[value, { path, content: readFileSync(file, 'utf8'), mode, folders, isOurs }]]
  })
  return new Map(found)
}

function inert([name, value]: Flag, sandbox: Sandbox, secrets: Secrets): Flag {
  if (name === '--iidfile' || name === '--metadata-file') return [name, PATH]
  if (name === '--output')
    return [name, value.replace(`${sandbox.temp}/`, '').replace(OWN_LAYOUT, `dest=${PATH}`)]
  if (name === '--builder' && value.includes(sandbox.runId)) return [name, OWN_BUILDER]
  if (name === '--secret') return [name, withContent(value, secrets.get(value))]
  return [name, value.replaceAll(sandbox.runId, RUN_ID)]
}

/** The folder of a layout, below those of this runner's steps. */
const OWN_LAYOUT = /dest=multi-platform-build-[^/,]+\/layout(?=,|$)/

function withContent(value: string, secret: SecretFile | undefined): string {
  if (secret === undefined) return value
  return value.replaceAll('"', '').replace(secret.path, () => contentOf(secret.content))
}

/** Runs the shipped bundle, a whole job of main and post, against a fake docker. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Event } from '../../e2e/harness/event.ts'
import { fakeDocker } from '../../e2e/harness/fake-docker/fake.ts'
import type { Call, Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { registerHandlers } from '../../e2e/harness/machine.ts'
import type { RegistryHost } from '../../e2e/harness/registry-host.ts'
import { type Ended, startStep } from '../../e2e/harness/runner.ts'
import { newSandbox, removeSandbox, type Sandbox } from '../../e2e/harness/sandbox.ts'
import type { Host } from '../../e2e/harness/sigstore.ts'
import { internet } from '../registry/internet.ts'
import { type Fault, keep, newStored, type Stored } from '../registry/stored.ts'

export const action = join(import.meta.dirname, '..', '..')

/** The content of a registry under a digest. */
export interface Index {
  readonly bytes: string
  readonly digest: string
}

/** All inputs except `verify`, which decides whether the tags are pushed at once. */
export const INPUTS = {
  context: '.',
  platforms: 'linux/amd64,linux/arm64',
  qemu: 'off',
  tags: 'r.example/app:1,r.example/app:2',
  push: 'true',
}

export function sha256(bytes: string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** The answer of a registry for images that are not inspected. */
export function indexOf(platforms: readonly string[]): Index {
  const manifests = platforms.map((platform, position) => {
    const [os, architecture, variant] = platform.split('/')
    return { digest: `sha256:${String(position).repeat(64)}`, platform: { os, architecture, variant } }
  })
  const bytes = JSON.stringify({ schemaVersion: 2, manifests })
  return { bytes, digest: sha256(bytes) }
}

/** A docker without faults; rules before these add them. */
export function goodDocker(digest: string): readonly Rule[] {
  const inspected =
    'Name: b\nDriver: docker-container\n\nNodes:\nName: b0\nEndpoint: x\nStatus: running\nPlatforms: linux/amd64\n'
  return [
    { match: ['version'], stdout: '{"Version":"28.0.0","Os":"linux","Arch":"amd64"}\n' },
    { match: ['buildx', 'version'], stdout: 'github.com/docker/buildx v0.36.1 abc\n' },
    { match: ['buildx', 'create'] },
    { match: ['buildx', 'inspect'], stdout: inspected },
    { match: ['run'] },
    { match: ['buildx', 'build'], metadata: { 'containerimage.digest': digest }, iid: digest },
    { match: ['buildx', 'rm'] },
    { match: ['rm'] },
    { match: ['volume', 'rm'] },
  ]
}

export interface JobResult {
  readonly main: Ended
  readonly post: Ended
  readonly calls: readonly Call[]
  /** The requests to the registries. */
  readonly registry: RegistryHost
  /** Layouts that main left in the runner's folder. */
  readonly layouts: readonly string[]
}

/** The environment of the fake docker: files, and another docker that it forwards calls to. */
export interface JobSetup {
  readonly rules: readonly Rule[]
  readonly inputs: Readonly<Record<string, string>>
  /** A push to main by default. */
  readonly event?: Event
  /** Variables of the runner in addition to the usual ones. */
  readonly env?: Readonly<Record<string, string>>
  readonly dockerfile?: string
  /** Folder of the docker for rules with `real`. */
  readonly behind?: string
  /** Documents that every registry has. */
  readonly holds?: readonly Index[]
  /** Tags of the first of these documents, as `app:1`. */
  readonly tags?: readonly string[]
  /** The content of the registries from earlier jobs. */
  readonly stored?: Stored
  /** Other answers of the registries. */
  readonly fault?: Fault
  /** Other hosts, by name. */
  readonly hosts?: Readonly<Record<string, Host>>
  /** The text of each file in binfmt_misc, by its name: the emulators that are registered. */
  readonly handlers?: Readonly<Record<string, string>>
  /** Inspects the files of the runner before they are removed. */
  readonly afterPost?: (sandbox: Sandbox) => void
}

export async function withSandbox<T>(
  body: (sandbox: Sandbox, workspace: string) => Promise<T>,
  // It has a step for every platform.
  dockerfile = 'FROM alpine\nRUN true\n',
): Promise<T> {
  const sandbox = newSandbox()
  try {
    const workspace = join(sandbox.folder, 'workspace')
    mkdirSync(workspace)
    writeFileSync(join(workspace, 'Dockerfile'), dockerfile)
    return await body(sandbox, workspace)
  } finally {
    removeSandbox(sandbox)
  }
}

export function runBundle(setup: JobSetup): Promise<JobResult> {
  const { rules, inputs, env = {}, dockerfile, behind, handlers = {}, holds = [], tags = [] } = setup
  return withSandbox(async (sandbox, workspace) => {
    const { stored = newStored() } = setup
    for (const [index, { bytes }] of holds.entries()) keep(stored, bytes, ...(index === 0 ? tags : []))
    const net = await internet(stored, setup.fault, setup.hosts)
    registerHandlers(sandbox.env['MULTI_PLATFORM_BUILD_ROOT'] ?? '', handlers)
    const path = behind === undefined ? {} : { path: `${behind}:${sandbox.env['PATH']}` }
    const fake = fakeDocker({ folder: join(sandbox.folder, 'fake'), rules, ...path })
    const variables = { ...fake.env, ...net.env, ...env }
    const step = startStep({
      ...{ action, workspace, sandbox },
      ...(setup.event === undefined ? {} : { event: setup.event }),
      inputs: { ...INPUTS, ...inputs },
      env: variables,
    })
    const main = await step.ended
    const layouts = readdirSync(sandbox.temp, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.includes('layout'),
    )
    const post = await step.post()
    await net.close()
    setup.afterPost?.(sandbox)
    return { main, post, calls: fake.calls(), registry: net.registry, layouts }
  }, dockerfile)
}

export function errors({ main }: JobResult): string {
  return main.log.commands
    .filter(({ name }) => name === 'error')
    .map(({ data }) => data)
    .join('\n')
}

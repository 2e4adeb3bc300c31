/** Runs the shipped bundle for one row, main and post, with a docker that records its calls. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fakeDocker } from '../../../e2e/harness/fake-docker/fake.ts'
import type { Rule } from '../../../e2e/harness/fake-docker/rules.ts'
import { type Ended, startStep } from '../../../e2e/harness/runner.ts'
import { newSandbox, removeSandbox, type Sandbox } from '../../../e2e/harness/sandbox.ts'

const action = join(import.meta.dirname, '..', '..', '..')

export interface Step {
  readonly inputs: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** Files of the workspace other than its Dockerfile. */
  readonly files?: Readonly<Record<string, string>>
  /** Docker contexts that exist, with the address of their engine. */
  readonly contexts?: Readonly<Record<string, string>>
  /** Rules of docker that take precedence over the usual ones. */
  readonly rules?: readonly Rule[]
}

export interface BundleRun {
  readonly main: Ended
  readonly post: Ended
  /** Commands about builders and docker contexts, with what differs from run to run replaced. */
  readonly commands: readonly (readonly string[])[]
  /** The same, of post. */
  readonly undone: readonly (readonly string[])[]
  readonly errors: string
}

/** Output of `docker buildx inspect` for a running builder. */
export function running(name: string, driver = 'docker-container', node = ''): string {
  return `Name: ${name}\nDriver: ${driver}\n\nNodes:\nName: ${node || `${name}0`}\nEndpoint: unix:///var/run/docker.sock\nStatus: running\nBuildKit daemon flags: --allow-insecure-entitlement=network.host\nBuildKit version: v0.32.2\nPlatforms: linux/amd64, linux/arm64\nLabels:\n org.mobyproject.buildkit.worker.snapshotter: overlayfs\n`
}

/** A docker without faults. */
const USUAL: readonly Rule[] = [
  { match: ['version'], stdout: '{"Version":"28.5.1","Os":"linux","Arch":"amd64"}\n' },
  { match: ['buildx', 'version'], stdout: 'github.com/docker/buildx v0.36.1 abc\n' },
  { match: ['buildx', 'inspect', '--bootstrap'], stdout: running('b') },
  { match: ['buildx', 'inspect', 'default'], stdout: running('default', 'docker') },
  { match: ['buildx', 'inspect', '*'], stdout: running('b') },
  { match: ['buildx', 'inspect'], stdout: running('default', 'docker') },
  { match: ['buildx', 'build'], metadata: {}, iid: 'sha256:1' },
  { match: ['buildx'] },
  { match: ['context'] },
  { match: ['run'] },
  { match: ['rm'] },
  { match: ['volume'] },
]

export async function runBundle(step: Step): Promise<BundleRun> {
  const sandbox = newSandbox()
  try {
    const workspace = write(join(sandbox.folder, 'workspace'), {
      Dockerfile: 'FROM scratch\n',
      ...step.files,
    })
    writeContexts(sandbox, step.contexts ?? {})
    const fake = fakeDocker({
      ...{ folder: join(sandbox.folder, 'fake'), rules: [...(step.rules ?? []), ...USUAL] },
      path: sandbox.env['PATH'] ?? '',
    })
    const inputs = { context: '.', platforms: 'linux/amd64', cache: 'off', qemu: 'off', ...step.inputs }
    const running = startStep({ action, workspace, sandbox, inputs, env: { ...fake.env, ...step.env } })
    const main = await running.ended
    const before = fake.calls().length
    const post = await running.post()
    const calls = fake.calls().map(({ argv }) => argv.map((word) => inert(word, sandbox)))
    return {
      main,
      post,
      commands: calls.slice(0, before).filter(isAboutBuilders),
      undone: calls.slice(before).filter(isAboutBuilders),
      errors: main.log.commands
        .filter(({ name }) => name === 'error')
        .map(({ data }) => data)
        .join('\n'),
    }
  } finally {
    removeSandbox(sandbox)
  }
}

function isAboutBuilders([first, second]: readonly string[]): boolean {
  return (
    first === 'context' || (first === 'buildx' && !['version', 'build', 'imagetools'].includes(second ?? ''))
  )
}

/** A generated name is `<name>`, the step's folder is `<temp>`. */
function inert(word: string, { temp }: Sandbox): string {
  const name = /multi-platform-build-\d+-1-[0-9a-f]{8}/g
  return word.replace(name, '<name>').replaceAll(`${temp}/<name>`, '<temp>')
}

function write(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

function writeContexts(sandbox: Sandbox, contexts: Readonly<Record<string, string>>): void {
  for (const [index, [Name, Host]] of Object.entries(contexts).entries()) {
    const meta = JSON.stringify({ Name, Metadata: {}, Endpoints: { docker: { Host } } })
    write(sandbox.env['DOCKER_CONFIG'] ?? '', { [`contexts/meta/${index}/meta.json`]: meta })
  }
}

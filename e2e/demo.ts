// The main use as a real job: builds examples/hello-go for three platforms on the throwaway engine, twice.
// usage: npm run demo [-- --keep]   (--keep leaves the engine running)
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { textTable } from '../src/show/table.ts'
import { current, down, type Engine, up } from './engine/engine.ts'
import { runByDigest } from './harness/docker.ts'
import * as registry from './harness/registry.ts'
import { type Ended, startStep } from './harness/runner.ts'
import { newSandbox, removeSandbox, type Sandbox } from './harness/sandbox.ts'

const ACTION = join(import.meta.dirname, '..')
const say = (line = ''): void => console.log(line)

interface Job {
  readonly main: Ended
  readonly seconds: number
}

/** One job: main and post, as on a runner. Its log is printed at once, or only if the job fails. */
async function job(engine: Engine, sandbox: Sandbox, workspace: string, show: boolean): Promise<Job> {
  const start = performance.now()
  const step = startStep({
    action: ACTION,
    workspace,
    sandbox,
    inputs: {
      platforms: 'linux/amd64,linux/arm64,linux/arm/v7',
      context: 'hello-go',
      file: 'hello-go/cross.Dockerfile',
      tags: `${engine.registry}/demo/hello-${sandbox.runId}:1.0`,
      push: 'true',
      // The build cross-compiles and needs no emulators. They are for running the result.
      qemu: 'linux/arm64, linux/arm',
      'driver-opts': 'network=host',
      'buildkitd-config-inline': engine.buildkitdConfig,
    },
    ...(show ? { onLine: (line: string) => say(`  ${line}`) } : {}),
  })
  const main = await step.ended
  const post = await step.post()
  if (main.result !== 'success' || post.result !== 'success') {
    if (!show) say(main.log.shown)
    say(post.log.shown)
    throw new Error('The job failed; its log is above.')
  }
  return { main, seconds: (performance.now() - start) / 1000 }
}

/** The content of the registry, platform by platform, and the output of each. */
async function readBack(engine: Engine, image: string): Promise<readonly string[]> {
  const { images, digest } = await registry.index(image)
  const repository = image.slice(0, image.indexOf('@'))
  const rows: string[][] = []
  for (const { platform, digest: imageDigest } of images) {
    const { layers } = await registry.manifest(registry.withDigest(image, imageDigest))
    const size = layers.reduce((sum, layer) => sum + layer.size, 0)
    const printed = await runByDigest(engine, { repository, digest, platform })
    rows.push([platform, imageDigest, `${(size / 1e6).toFixed(1)} MB`, printed.replaceAll('\n', ' ')])
  }
  return textTable([['PLATFORM', 'DIGEST', 'SIZE', 'WHAT IT PRINTS'], ...rows])
}

async function demo(engine: Engine): Promise<void> {
  const sandbox = newSandbox(engine)
  try {
    const workspace = join(sandbox.folder, 'workspace')
    mkdirSync(workspace)
    cpSync(join(ACTION, 'examples', 'hello-go'), join(workspace, 'hello-go'), { recursive: true })
    say('\nThe step, as a runner runs it:\n')
    const first = await job(engine, sandbox, workspace, true)
    say('\nWhat is in the registry:\n')
    for (const line of await readBack(engine, first.main.outputs['image'] ?? '')) say(`  ${line}`)
    say('\nThe same again, with a new builder and the registry cache:\n')
    const second = await job(engine, sandbox, workspace, false)
    const cached = second.main.log.shown.split('\n').find((line) => / steps came from the cache/.test(line))
    say(`  ${first.seconds.toFixed(1)} s → ${second.seconds.toFixed(1)} s: ${cached?.trim() ?? ''}`)
  } finally {
    removeSandbox(sandbox)
  }
}

const wasUp = (await current()) !== undefined
const engine = await up(say)
await demo(engine)
if (wasUp || process.argv.includes('--keep')) {
  say(`\nThe engine lives in ${engine.home} and goes on running; npm run engine -- down ends it.`)
} else {
  await down({ all: false }, say)
  say(`\nThe engine lived in ${engine.home}; npm run demo -- --keep leaves it running.`)
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect } from '@jest/globals'
import { readSmokeTests } from '../src/inputs/smoke-test.ts'
import type { ImageEntry } from '../src/oci/image-index.ts'
import type { SmokePlan } from '../src/plan/plan.ts'
import { planSmoke } from '../src/plan/smoke.ts'
import { parsePlatform, printPlatform } from '../src/platforms/platform.ts'
import { docker, dockerOutput } from './harness/docker.ts'
import { type Log, logReader } from './harness/log.ts'
import { pushImage } from './harness/push.ts'
import * as registry from './harness/registry.ts'
import type { SmokeAnswer, SmokeStep } from './harness/smoke-step.ts'
import { endToEnd, running, type Stage } from './stage.ts'

// The engine runs the images; the inputs of the plan are minimal.

const NAMES = ['linux/amd64', 'linux/arm64', 'linux/arm/v7']
const AMD64 = NAMES.slice(0, 1)

interface Tested extends SmokeAnswer {
  readonly code: number | null
  readonly log: Log
  /** The state that main saved for post. */
  readonly state: string
}

/** An image that the engine's registry has for many platforms. */
async function busybox({ engine }: Stage): Promise<[string, readonly ImageEntry[]]> {
  const repository = `${engine.registry}/library/busybox`
  const { images } = await registry.index(`${repository}:latest`)
  return [
    repository,
    images.map(({ platform, digest, size }) => {
      return { platform: parsePlatform(platform), digest, size, saysVariant: true }
    }),
  ]
}

async function planned({ sandbox }: Stage, smoke: string, names: readonly string[]): Promise<SmokePlan> {
  const problems: unknown[] = []
  const platforms = names.map(parsePlatform)
  const smokeTests = await readSmokeTests(smoke, platforms, (problem) => problems.push(problem))
  expect(problems).toEqual([])
  const machine = {
    version: '26',
    platform: parsePlatform('linux/amd64'),
    containerdStore: true,
    kind: 'docker' as const,
  }
  const plan = planSmoke({ smokeTests }, { id: sandbox.runId, engine: machine }, platforms)
  if (plan === undefined) throw new Error('something is to be tested')
  return plan
}

/** Runs a smoke test on the engine to its end. */
async function tested(
  stage: Stage,
  smoke: string,
  names = AMD64,
  pushed?: readonly [string, readonly ImageEntry[]],
): Promise<Tested> {
  const [repository, images] = pushed ?? (await busybox(stage))
  const before = await imagesOf(stage, repository)
  const plan = await planned(stage, smoke, names)
  const ended = await started(stage, { kind: 'main', plan, repository, images }).ended
  expect({ code: ended.code, leaks: ended.log.leaks, groups: ended.log.groupErrors }).toEqual({
    code: 0,
    leaks: [],
    groups: [],
  })
  expect(await imagesOf(stage, repository)).toEqual(before)
  return ended
}

/** Starts a process that runs a smoke test, or cleans up after one. */
function started(
  { sandbox }: Stage,
  step: SmokeStep,
  env: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly ended: Promise<Tested> } {
  const file = join(sandbox.folder, step.kind)
  const state = join(sandbox.temp, '_state')
  writeFileSync(file, JSON.stringify(step))
  writeFileSync(state, '')
  const child = spawn(process.execPath, [join(import.meta.dirname, 'harness/smoke-step.ts'), file], {
    env: { ...sandbox.env, GITHUB_STATE: state, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const reader = logReader()
  child.stdout.on('data', (chunk: Buffer) => reader.push('stdout', chunk))
  const ended = once(child, 'close').then(([code]) => {
    reader.end()
    const answer: SmokeAnswer = existsSync(`${file}.out`)
      ? JSON.parse(readFileSync(`${file}.out`, 'utf8'))
      : { results: [], failures: [], undone: [] }
    return { ...answer, code, log: reader.read(), state: readFileSync(state, 'utf8') }
  })
  return { child, ended }
}

async function imagesOf({ engine }: Stage, repository: string): Promise<readonly string[]> {
  const listed = await dockerOutput(engine, [
    'image',
    'ls',
    '--digests',
    '--format',
    '{{.Digest}}',
    repository,
  ])
  return listed
    .split('\n')
    .filter((line) => line !== '')
    .toSorted()
}

// A whole job installs its emulators before the build; this test only runs the last step.
beforeAll(async () => {
  const engine = await running()
  const installer = ['run', '--rm', '--privileged', engine.binfmtImage]
  await dockerOutput(engine, [...installer, '--install', 'arm64,arm,riscv64'])
}, 60_000)

describe('the smoke test', () => {
  endToEnd('runs every platform and leaves nothing behind', async (stage) => {
    const { results, log, state } = await tested(
      stage,
      '"*": auto\nlinux/arm64: {command: "sh -c \\"uname -m; exit 3\\"", expect: /^aarch64$/, exit-code: 3}\n',
      NAMES,
    )
    expect(
      results.map(({ platform, outcome, exitCode }) => [printPlatform(platform), outcome, exitCode]),
    ).toEqual([
      ['linux/amd64', 'passed', 0],
      ['linux/arm64', 'passed', 3],
      ['linux/arm/v7', 'passed', 0],
    ])
    expect(results.map(({ lastLines }) => lastLines)).toEqual([['x86_64'], ['aarch64'], ['armv7l']])
    expect(log.groups.map(({ title }) => title.replace(/\d+\.\d/, 'N')).toSorted()).toEqual(
      NAMES.map((name) => `Smoke test of ${name}: passed (N s)`).toSorted(),
    )
    for (const number of [1, 2, 3]) expect(state).toContain(`-${stage.sandbox.runId}-smoke-${number}`)
    expect(state).toContain('smokeImages')
  })

  endToEnd('reports platforms that were not run', async (stage) => {
    const { results } = await tested(stage, 'linux/amd64: "true"', NAMES)
    expect(results.map(({ outcome }) => outcome)).toEqual(['passed', 'not run', 'not run'])
  })

  endToEnd('fails by exit code and by output, for each platform separately', async (stage) => {
    const { failures, log } = await tested(
      stage,
      `linux/amd64: sh -c 'echo out; sleep 1; echo err >&2; exit 7'\nlinux/arm64: {command: echo v2, expect: v1}\n`,
      NAMES,
    )
    expect(failures.map(({ message }) => message)).toEqual([
      `smoke-test: in the image of linux/amd64, sh -c 'echo out; sleep 1; echo err >&2; exit 7' ended with exit code 7, not 0.\n| out\n| err`,
      'smoke-test: in the image of linux/arm64, echo v2 did not print "v1".\n| v2',
    ])
    expect(log.groups.map(({ title }) => title.replace(/ \(.*/, '')).toSorted()).toEqual([
      'Smoke test of linux/amd64: failed',
      'Smoke test of linux/arm64: wrong answer',
    ])
  })

  endToEnd('kills a hanging program and its container', async (stage) => {
    // Otherwise it would outlive the test.
    const { failures, log } = await tested(
      stage,
      '"*": {command: "sh -c \\"echo begun; sleep 1000\\"", timeout: 3}',
    )
    expect(failures.map(({ message }) => message.replace(/, sh .*' /, ', it '))).toEqual([
      'smoke-test: in the image of linux/amd64, it did not finish within 3 seconds and was killed.\n| begun',
    ])
    expect(log.shown).toContain('begun')
  })

  endToEnd('skips an image without uname, but fails for a missing program', async (stage) => {
    const config = { architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } }
    const { digest, size } = await pushImage(stage.repository, config, [])
    const platform = parsePlatform('linux/amd64')
    const images: readonly ImageEntry[] = [{ platform, digest, size, saysVariant: false }]
    const auto = await tested(stage, 'auto', AMD64, [stage.repository, images])
    expect(auto.results.map(({ outcome }) => outcome)).toEqual(['no uname'])
    const notices = auto.log.commands.filter(({ name }) => name === 'notice').map(({ data }) => data)
    expect(notices).toEqual([expect.stringContaining('no uname in the image of linux/amd64')])
    const app = await tested(stage, '/app --version', AMD64, [stage.repository, images])
    expect(app.failures).toMatchObject([{ cure: expect.stringContaining('no such program') }])
  })

  endToEnd('fails for an image that cannot be pulled', async (stage) => {
    const platform = parsePlatform('linux/amd64')
    const image = { platform, digest: `sha256:${'ab'.repeat(32)}`, size: 1, saysVariant: false }
    const { failures } = await tested(stage, 'auto', AMD64, [stage.repository, [image]])
    expect(failures).toMatchObject([
      { message: expect.stringContaining(`cannot pull ${stage.repository}@${image.digest}`) },
    ])
  })

  endToEnd('keeps output away from the parser of the runner', async (stage) => {
    const evil = '::error::a\\n##[warning]b\\r::add-mask::c\\n::set-output name=d::e\\n'
    const { results, failures, log } = await tested(stage, `sh -c "printf '${evil}'; printf '${evil}' >&2"`)
    expect(failures).toEqual([])
    expect(results).toMatchObject([{ outcome: 'passed' }])
    expect(log.commands.map(({ name }) => name)).toEqual(['group', 'endgroup'])
    expect(log.held.map(({ name }) => name)).toContain('set-output')
  })

  endToEnd('shows and searches the end of endless output', async (stage) => {
    const { results, log } = await tested(
      stage,
      `"*": {command: "sh -c 'yes | head -c 9000000; echo done'", expect: done}`,
    )
    expect(results).toMatchObject([{ outcome: 'passed' }])
    expect(log.bytes).toBeLessThan(3 << 20)
    expect(log.shown).toMatch(/^… 79\d{5} characters left out …$/m)
  })

  endToEnd('keeps an image that existed before', async (stage) => {
    const { engine } = stage
    const [repository, images] = await busybox(stage)
    const riscv = images.filter(({ platform }) => printPlatform(platform) === 'linux/riscv64')
    const reference = `${repository}@${riscv[0]?.digest}`
    await dockerOutput(engine, ['pull', '--quiet', '--platform', 'linux/riscv64', reference])
    const { results, state } = await tested(stage, 'auto', ['linux/riscv64'], [repository, riscv])
    expect(results).toMatchObject([{ outcome: 'passed', lastLines: ['riscv64'] }])
    expect(state).not.toContain('smokeImages')
    expect(await imagesOf(stage, repository)).toEqual([riscv[0]?.digest])
    await dockerOutput(engine, ['image', 'rm', reference])
  })

  endToEnd('that is cancelled is undone by post', async (stage) => {
    const { engine, sandbox } = stage
    const [repository, images] = await busybox(stage)
    const plan = await planned(stage, 'sleep 100', AMD64)
    const step = started(stage, { kind: 'main', plan, repository, images })
    const container = plan.tests[0]?.container ?? ''
    const isUp = async (): Promise<boolean> =>
      (await docker(engine, ['container', 'inspect', '--format', '{{.State.Running}}', container])).stdout ===
      'true\n'
    while (!(await isUp())) await sleep(50)
    step.child.kill('SIGINT')
    const { code, state } = await step.ended
    expect(code).toBe(130)
    const saved = Object.fromEntries(
      ['smokeContainers', 'smokeImages'].map((name) => {
        const [, , value = ''] = new RegExp(`^${name}<<(\\S+)\\n(.*)\\n\\1$`, 'm').exec(state) ?? []
        return [`STATE_${name}`, value]
      }),
    )
    expect(saved).toEqual({
      STATE_smokeContainers: container,
      STATE_smokeImages: `${repository}@${images[0]?.digest}`,
    })
    const undo = async () => (await started(stage, { kind: 'post' }, saved).ended).undone
    expect(await undo()).toEqual(['done', 'done'])
    expect(await undo()).toEqual(['was not there', 'was not there'])
    expect((await docker(engine, ['container', 'inspect', container])).code).not.toBe(0)
    expect(await imagesOf(stage, repository)).toEqual([])
    expect(container).toContain(sandbox.runId)
  })
})

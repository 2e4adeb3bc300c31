import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { fakeDocker } from '../../e2e/harness/fake-docker/fake.ts'
import type { Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { type StepOptions, startStep } from '../../e2e/harness/runner.ts'
import type { Sandbox } from '../../e2e/harness/sandbox.ts'
import { printJob, readSelf } from '../../src/facts/job-process.ts'
import { internet } from '../registry/internet.ts'
import { keep, newStored } from '../registry/stored.ts'
import { action, goodDocker, INPUTS, indexOf, withSandbox } from './run-bundle.ts'

/** Faults of the machine, and effects between jobs on one machine: the bundle against a fake docker. */

const COMPLETE = indexOf(['linux/amd64', 'linux/arm64'])
const GOOD = goodDocker(COMPLETE.digest)

/** A machine with a docker, and a way to start a step on it. */
function setup<T>(
  rules: readonly Rule[],
  body: (at: {
    readonly sandbox: Sandbox
    readonly start: (more?: Partial<StepOptions>) => ReturnType<typeof startStep>
    /** Every command so far, with blanks between its arguments. */
    readonly commands: () => readonly string[]
    /** Every command that removes something, so far. */
    readonly removals: () => readonly string[]
  }) => Promise<T>,
): Promise<T> {
  return withSandbox(async (sandbox, workspace) => {
    const stored = newStored()
    keep(stored, COMPLETE.bytes, 'app:1', 'app:2')
    const net = await internet(stored)
    const fake = fakeDocker({ folder: join(sandbox.folder, 'fake'), rules: [...rules, ...GOOD] })
    const start = ({ inputs, env, ...more }: Partial<StepOptions> = {}) =>
      startStep({
        ...{ action, workspace, sandbox },
        ...more,
        inputs: { ...INPUTS, verify: 'false', 'on-newer': 'move', ...inputs },
        env: { ...fake.env, ...net.env, ...env },
      })
    const commands = () => fake.calls().map(({ argv }) => argv.join(' '))
    try {
      return await body({
        sandbox,
        start,
        commands,
        removals: () => commands().filter((each) => / rm |^rm /.test(each)),
      })
    } finally {
      await net.close()
    }
  })
}

/** Remaining notes about builders. */
function notes({ env }: Sandbox): readonly string[] {
  const folder = join(env['BUILDX_CONFIG'] ?? '', 'multi-platform-build', 'jobs')
  return existsSync(folder) ? readdirSync(folder) : []
}

describe('the builder of two steps with one builder-name', () => {
  const node =
    'Name: shared0\nEndpoint: unix:///var/run/docker.sock\nStatus: running\nPlatforms: linux/amd64, linux/arm64\n'
  const there = `Name: shared\nDriver: docker-container\n\nNodes:\n${node}`
  const inspect = ['buildx', 'inspect', 'shared']
  const rules: readonly Rule[] = [
    { match: inspect, stderr: 'ERROR: no builder "shared" found\n', code: 1, times: 1 },
    { match: inspect, stdout: there },
  ]
  const inputs = { 'builder-name': 'shared' }

  test.each([
    { what: 'is removed by the one that made it if that ends last', order: [1, 0] },
    { what: 'is removed by the one that found it if that ends last', order: [0, 1] },
  ])('$what', async ({ order }) => {
    await setup(rules, async ({ sandbox, start, removals }) => {
      const steps = [start({ inputs })]
      await steps[0]?.ended
      steps.push(start({ inputs }))
      for (const step of steps) {
        const { exitCode, log } = await step.ended
        expect([exitCode, log.commands.filter(({ name }) => name === 'error')]).toEqual([0, []])
      }
      const [first, last] = order.map((index) => steps[index])
      await first?.post()
      expect(removals()).toEqual([])
      const ended = await last?.post()
      expect(removals().filter((each) => each.startsWith('buildx'))).toEqual(['buildx rm shared'])
      expect([ended?.log.commands, notes(sandbox)]).toEqual([[], []])
    })
  })
})

describe('steps of one job', () => {
  const job = 'one'
  /** The commands about builders, whose names are A, B … in order of appearance. */
  function story(commands: readonly string[]): readonly string[] {
    const names: string[] = []
    const letter = (name: string): string => {
      if (!names.includes(name)) names.push(name)
      return String.fromCharCode('A'.charCodeAt(0) + names.indexOf(name))
    }
    return commands.flatMap((command) => {
      const [, verb, name] =
        /^buildx (create|build|rm)\b.*?(multi-platform-build-\d+-1-\w{8})/.exec(command) ?? []
      return verb === undefined || name === undefined ? [] : [`${verb} ${letter(name)}`]
    })
  }

  /** Output of buildx for a builder that is made from the inputs of these steps. */
  const THERE: Rule = {
    match: ['buildx', 'inspect'],
    stdout:
      'Name: b\nDriver: docker-container\n\nNodes:\nName: {last}0\nEndpoint: unix:///var/run/docker.sock\nStatus: running\nPlatforms: linux/amd64\n',
  }
  const GONE: Rule = { match: ['buildx', 'inspect'], stderr: 'ERROR: no builder found\n', code: 1 }

  test.each<{
    what: string
    rules?: readonly Rule[]
    steps: readonly Partial<StepOptions>[]
    expected: readonly string[]
  }>([
    {
      what: 'make one builder, which the post step of the first one removes',
      steps: [{ job }, { job, inputs: { tags: 'r.example/app:2', platforms: 'linux/amd64' } }, { job }],
      expected: ['create A', 'build A', 'build A', 'build A', 'rm A'],
    },
    {
      what: 'have separate builders if their settings differ',
      steps: [{ job }, { job, inputs: { 'driver-opts': 'network=host' } }, { job }],
      expected: ['create A', 'build A', 'create B', 'build B', 'build A', 'rm B', 'rm A'],
    },
    {
      what: 'make it again if it is gone, and it is removed anyway',
      rules: [GONE],
      steps: [{ job }, { job }],
      expected: ['create A', 'build A', 'rm A', 'create A', 'build A', 'rm A'],
    },
    {
      what: 'use it even if the first one fails',
      rules: [{ match: ['buildx', 'build'], stderr: 'ERROR: failed to solve: no\n', code: 1, times: 1 }],
      steps: [{ job }, { job }],
      expected: ['create A', 'build A', 'build A', 'rm A'],
    },
    {
      what: 'share nothing with another job at the same time',
      steps: [{ job }, { job: 'other' }, { job }],
      expected: ['create A', 'build A', 'create B', 'build B', 'build A', 'rm B', 'rm A'],
    },
  ])('$what', async ({ rules = [], steps, expected }) => {
    await setup([...rules, THERE], async ({ sandbox, start, commands }) => {
      const started = []
      for (const options of steps) {
        const step = start(options)
        await step.ended
        started.push(step)
      }
      // Like the runner: the last one first.
      for (const step of started.toReversed()) await step.post()
      expect(story(commands())).toEqual(expected)
      expect(notes(sandbox)).toEqual([])
    })
  })
})

describe('a build that pushes nothing', () => {
  test.each([
    { server: 'r.example', isUsed: true },
    { server: 'nobody.invalid', isUsed: false },
  ])('imports its cache from $server: $isUsed', async ({ server, isUsed }) => {
    await setup([], async ({ start, commands }) => {
      const inputs = { push: 'false', 'cache-from': `type=registry,ref=${server}/app:cache` }
      const { exitCode, log } = await start({ inputs, env: { no_proxy: 'nobody.invalid' } }).ended
      expect(exitCode).toBe(0)
      const builds = commands().filter((each) => each.startsWith('buildx build'))
      expect(builds.map((each) => each.includes('--cache-from'))).toEqual([isUsed])
      const warnings = log.commands.filter(({ name }) => name === 'warning').map(({ data }) => data)
      const warning = `The build cache could not be used: ${server} cannot be reached (`
      expect(warnings).toEqual(isUsed ? [] : [expect.stringContaining(warning)])
    })
  })
})

describe('a builder that a killed job left behind', () => {
  /** Seven hours ago, by a process that is gone. */
  function leave(sandbox: Sandbox, name: string): void {
    const path = join(sandbox.env['BUILDX_CONFIG'] ?? '', 'multi-platform-build', 'jobs', name, '1-1')
    mkdirSync(dirname(path), { recursive: true })
    const made = { builder: name, nodes: `${name}0`, keepsState: '', context: '' }
    writeFileSync(path, JSON.stringify({ job: printJob({ ...readSelf(), started: '1' }), made }))
    const then = Date.now() / 1_000 - 7 * 3_600
    utimesSync(path, then, then)
  }

  test('is removed by the next job on the machine, with the leftovers that buildx has forgotten', async () => {
    const forgotten = { match: ['buildx', 'rm', 'old'], stderr: 'ERROR: no builder "old" found\n', code: 1 }
    await setup([forgotten], async ({ sandbox, start, removals }) => {
      leave(sandbox, 'old')
      const step = start()
      await step.ended
      const { log } = await step.post()
      expect(removals().filter((each) => each.includes('old'))).toEqual([
        'buildx rm old',
        'rm --force --volumes buildx_buildkit_old0',
        'volume rm buildx_buildkit_old0_state',
      ])
      expect(log.shown).toMatch(/^Removed builder old, which an earlier job left behind$/m)
      expect(notes(sandbox)).toEqual([])
    })
  })

  test('is removed by the next job if post found no engine', async () => {
    const away = { match: ['buildx', 'rm'], stderr: 'ERROR: Cannot connect\n', code: 1, times: 1 }
    const refused = { match: ['rm'], stderr: 'permission denied\n', code: 1, times: 2 }
    await setup([away, refused], async ({ sandbox, start }) => {
      const step = start()
      await step.ended
      const { log } = await step.post()
      expect(log.commands.map(({ name, data }) => `${name}: ${data}`)).toEqual([
        expect.stringMatching(
          /^warning: Could not remove builder (\S+): permission denied\nRun manually: docker rm --force --volumes buildx_buildkit_\1\S+ ; docker volume rm buildx_buildkit_\S+_state ; docker buildx rm \1$/,
        ),
      ])
      expect(notes(sandbox)).toHaveLength(1)
    })
  })
})

describe('post', () => {
  test('removes the nodes by their names once a restarted engine is back', async () => {
    const down = { stderr: 'Cannot connect\n', code: 1 }
    const rules: readonly Rule[] = [
      { match: ['buildx', 'rm'], ...down },
      { match: ['version', '--format', '{{.Server.Version}}'], ...down, times: 1 },
    ]
    await setup(rules, async ({ start, removals }) => {
      const step = start()
      await step.ended
      const { log } = await step.post()
      const builder = /^buildx rm (\S+)$/.exec(removals()[0] ?? '')?.[1] ?? 'none'
      expect(removals().map((each) => each.replace(builder, 'B'))).toEqual([
        'buildx rm B',
        'rm --force --volumes buildx_buildkit_B0',
        'volume rm buildx_buildkit_B0_state',
      ])
      expect(log.commands).toEqual([])
      expect(log.shown).toMatch(/^Removed builder multi/m)
    })
  })

  test('does not remove a folder that is not of this action, whatever the state says', async () => {
    await setup([], async ({ sandbox, start }) => {
      const theirs = join(sandbox.folder, 'workspace')
      const { post } = start({ env: { STATE_downloads: theirs } })
      const { log } = await post()
      expect(log.commands.map(({ name, data }) => `${name}: ${data}`)).toEqual([
        `warning: Could not remove folder ${theirs}: it is not a folder of this action in RUNNER_TEMP, so it is left alone`,
      ])
      expect(existsSync(theirs)).toBe(true)
    })
  })
})

describe('a disk', () => {
  const messages = (log: { readonly commands: readonly { name: string; data: string }[] }) =>
    log.commands.flatMap(({ name, data }) =>
      name === 'error' || name === 'warning' ? [`${name}: ${data}`] : [],
    )

  test('without room for the outputs fails the job, whose error has the digest', async () => {
    await setup([], async ({ start }) => {
      const ended = await start({ files: { OUTPUT: '/dev/full' } }).ended
      expect(ended.exitCode).toBe(1)
      expect(messages(ended.log)).toEqual([
        expect.stringMatching(
          new RegExp(
            `^error: GITHUB_OUTPUT: .*ENOSPC.*\ndigest: ${COMPLETE.digest}\nimage: r.example/app@sha256`,
          ),
        ),
      ])
      expect(ended.summary).toMatch(/^### ❌ Failed, and the tags have moved/)
    })
  })

  test('without room for the summary does not fail the job', async () => {
    await setup([], async ({ start }) => {
      const ended = await start({ files: { STEP_SUMMARY: '/dev/full' } }).ended
      expect(ended.exitCode).toBe(0)
      expect(messages(ended.log)).toEqual([
        expect.stringMatching(/^warning: The job's summary could not be written: .*ENOSPC/),
      ])
    })
  })

  test('without room for the state fails the job before anything is made', async () => {
    await setup([], async ({ start, removals }) => {
      const ended = await start({ files: { STATE: '/dev/full' } }).ended
      expect(messages(ended.log)).toEqual([expect.stringMatching(/^error: GITHUB_STATE: .*ENOSPC/)])
      expect([ended.exitCode, removals()]).toEqual([1, []])
    })
  })

  test('with a file instead of RUNNER_TEMP is an error that names it', async () => {
    await setup([], async ({ sandbox, start }) => {
      const file = join(sandbox.folder, 'a-file')
      writeFileSync(file, '')
      const ended = await start({ env: { RUNNER_TEMP: file } }).ended
      expect(messages(ended.log)).toEqual([
        expect.stringMatching(
          /^error: RUNNER_TEMP: the folder \S+\/a-file\/multi-\S+ could not be created: ENOTDIR/,
        ),
      ])
      expect(ended.exitCode).toBe(1)
    })
  })
})

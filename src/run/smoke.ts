import { mapConcurrent } from '../concurrency.ts'
import { type Docker, LIMIT_MS, type Streamed, TIMED_OUT } from '../docker/docker.ts'
import { retryCommand } from '../docker/tries.ts'
import type { Failure } from '../errors.ts'
import { type ImageEntry, satisfies } from '../oci/image-index.ts'
import type { PlannedSmoke, SmokePlan } from '../plan/plan.ts'
import { pullCommand, smokeCommand } from '../plan/smoke.ts'
import { judge, type SmokeEnd, type SmokeResult } from '../plan/smoke-verdict.ts'
import { type Platform, printPlatform } from '../platforms/platform.ts'
import { annotate } from '../runner/commands.ts'
import { group } from '../runner/log.ts'
import { shellCommand } from '../show/shell.ts'
import { remember } from '../state.ts'
import { pullFailure, smokeFailure } from './smoke-failure.ts'

/** Number of concurrent tests: an emulated program uses a whole processor. */
const TESTS_AT_ONCE = 4

/** Maximum number of characters kept from the end of a test's output: they are shown, and searched for `expect`. */
const OUTPUT_LIMIT = 1 << 20

/** Number of lines in a message. */
const LAST_LINES = 10

/** A test and the image that it runs in. */
interface PreparedTest {
  readonly test: PlannedSmoke
  readonly reference: string
  /** Whether the engine did not have the image before, so that it must be removed afterwards. */
  readonly isPulled: boolean
}

/** The result of a test, and its failure if it failed. */
interface TestOutcome {
  readonly result: SmokeResult
  readonly failure: Failure | undefined
}

/** Tests that did not pass, a Failure each. */
export class SmokeTestsFailed extends AggregateError {
  /** Whether an image is to blame, and not just the machine that should have run it. */
  readonly isUnfit: boolean

  constructor(failures: readonly Failure[], isUnfit: boolean) {
    super(failures)
    this.isUnfit = isUnfit
  }
}

/**
 * Runs each platform's image and shows its output. Containers and images are removed afterwards.
 * @param repository where the images are
 * @param images the manifests of the pushed index: the image of each platform is run by its own digest
 * @returns the passed tests in the order of the plan, then those that were not run
 * @throws SmokeTestsFailed
 */
export async function smokeTest(
  docker: Docker,
  plan: SmokePlan,
  repository: string,
  images: readonly ImageEntry[],
): Promise<readonly SmokeResult[]> {
  const ready = await mapConcurrent(plan.tests, TESTS_AT_ONCE, (test) =>
    prepareTest(docker, test, repository, images),
  )
  const pulled = ready.filter(({ isPulled }) => isPulled).map(({ reference }) => reference)
  remember('smokeContainers', plan.tests.map(({ container }) => container).join(' '))
  if (pulled.length > 0) remember('smokeImages', pulled.join(' '))
  const tested = await mapConcurrent(ready, TESTS_AT_ONCE, (each) => testImage(docker, each))
  const failures = tested.flatMap(({ failure }) => (failure === undefined ? [] : [failure]))
  const isUnfit = tested.some(({ result, failure }) => failure !== undefined && wasRun(result))
  if (failures.length > 0) throw new SmokeTestsFailed(failures, isUnfit)
  return [...tested.map(({ result }) => result), ...plan.notRun.map(notRun)]
}

/** Exit code of docker if it could not start a container for reasons of the machine. */
const NOT_STARTED = 125

function wasRun({ seconds, exitCode }: SmokeResult): boolean {
  return seconds > 0 && exitCode !== NOT_STARTED
}

function notRun(platform: Platform): SmokeResult {
  return { platform, outcome: 'not run', seconds: 0, exitCode: undefined, lastLines: [] }
}

async function prepareTest(
  docker: Docker,
  test: PlannedSmoke,
  repository: string,
  images: readonly ImageEntry[],
): Promise<PreparedTest> {
  const image = images.find(({ platform }) => satisfies(platform, test.platform))
  if (image === undefined) throw new Error(`No image of ${printPlatform(test.platform)} to run.`)
  const reference = `${repository}@${image.digest}`
  const { code, stderr } = await docker.run(['image', 'inspect', '--format', '{{.Id}}', reference])
  // If the command failed for another reason, the engine may have the image.
  return { test, reference, isPulled: code !== 0 && /no such|not found|not known/i.test(stderr) }
}

async function testImage(docker: Docker, ready: PreparedTest): Promise<TestOutcome> {
  const { test, reference, isPulled } = ready
  try {
    const pulled = await pull(docker, ready)
    if (pulled.code === 0) return await runTest(docker, ready)
    const lastLines = pulled.tail.slice(-LAST_LINES)
    const result = { ...notRun(test.platform), outcome: 'failed', lastLines } as const
    return { result, failure: pullFailure(test, reference, lastLines) }
  } finally {
    // It stays if something else uses it by now.
    if (isPulled) await docker.run(['image', 'rm', reference], LIMIT_MS.removal)
  }
}

function pull(docker: Docker, { test, reference }: PreparedTest): Promise<Streamed> {
  return retryCommand(docker.tries, `the pull of ${reference}`, () =>
    docker.stream(pullCommand(test, reference), { limitMs: LIMIT_MS.transfer }),
  )
}

async function runTest(docker: Docker, ready: PreparedTest): Promise<TestOutcome> {
  const { test, reference } = ready
  const { platform } = test
  const { leftOut, seconds, ...end } = await runContainer(docker, ready)
  const { outcome, problem } = judge(test, end)
  const lines = end.output.replace(/\n$/, '').split('\n')
  group(`Smoke test of ${printPlatform(platform)}: ${outcome} (${seconds.toFixed(1)} s)`, [
    ...shellCommand(smokeCommand(test, reference)),
    ...(leftOut === 0 ? [] : [`… ${leftOut} characters left out …`]),
    ...lines,
  ])
  if (outcome === 'no uname') annotate('notice', noUname(platform))
  const exitCode = end.isTimedOut ? undefined : end.code
  const lastLines = lines.filter((line) => line.trim() !== '').slice(-LAST_LINES)
  const failure = problem && smokeFailure({ test, problem, lastLines })
  return { result: { platform, outcome, seconds, exitCode, lastLines }, failure }
}

function noUname(platform: Platform): string {
  return `smoke-test: there is no uname in the image of ${printPlatform(platform)}, so nothing was run in it. Set a command for it.`
}

interface ContainerEnd extends SmokeEnd {
  readonly seconds: number
  /** Characters of the output that were not kept. */
  readonly leftOut: number
}

async function runContainer(docker: Docker, { test, reference }: PreparedTest): Promise<ContainerEnd> {
  const kept = keepLastOutput()
  const start = Date.now()
  const { code } = await docker.stream(smokeCommand(test, reference), {
    onText: kept.push,
    limitMs: test.timeout * 1_000,
  })
  const seconds = (Date.now() - start) / 1_000
  // A program may end with the same code on its own, but not that late.
  const isTimedOut = code === TIMED_OUT && seconds >= test.timeout
  // The timeout only killed docker's client.
  if (isTimedOut) await docker.run(['rm', '--force', '--volumes', test.container], LIMIT_MS.removal)
  return { code, isTimedOut, seconds, ...kept.read() }
}

/** Keeps the end of an output in bounded memory. */
function keepLastOutput() {
  let output = ''
  let leftOut = 0
  const cut = (): void => {
    leftOut += Math.max(output.length - OUTPUT_LIMIT, 0)
    output = output.slice(-OUTPUT_LIMIT)
  }
  return {
    push: (text: string): boolean => {
      output += text
      if (output.length > 2 * OUTPUT_LIMIT) cut()
      return true
    },
    read: () => {
      cut()
      return { output, leftOut }
    },
  }
}

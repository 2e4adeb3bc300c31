import type { Problem } from '../errors.ts'
import type { Facts } from '../facts/facts.ts'
import type { SmokeTest } from '../inputs/smoke-test.ts'
import type { Inputs } from '../inputs/table.ts'
import { entriesFor } from '../platforms/pattern.ts'
import { type Platform, printPlatform } from '../platforms/platform.ts'
import { unameAnswers } from '../platforms/uname.ts'
import { runsOnThisMachine } from './builder/emulation.ts'
import type { Command, EmulationPlan, PlannedSmoke, SmokePlan } from './plan.ts'

/** Defaults of a test: seconds, and docker's --network. */
const DEFAULTS = { timeout: 60, network: 'none' }

type SmokeInputs = Pick<Inputs, 'smokeTests'>

/** The settings for one platform, merged from all entries. */
type TestSettings = Pick<SmokeTest, 'run' | 'expect' | 'exit-code' | 'timeout' | 'network'>

/** The platforms whose image is run once it is pushed. */
export function testedPlatforms(
  { smokeTests }: SmokeInputs,
  targets: readonly Platform[],
): readonly Platform[] {
  return targets.filter((platform) => settingsFor(smokeTests, platform)?.run !== undefined)
}

/** One test for each platform that an entry covers; undefined if nothing is tested. */
export function planSmoke(
  inputs: SmokeInputs,
  { id, engine }: Pick<Facts, 'id' | 'engine'>,
  targets: readonly Platform[],
): SmokePlan | undefined {
  if (inputs.smokeTests.length === 0) return undefined
  const tested = testedPlatforms(inputs, targets)
  const tests = tested.flatMap((platform, index) => {
    const container = `multi-platform-build-${id}-smoke-${index + 1}`
    const settings = settingsFor(inputs.smokeTests, platform)
    return settings === undefined ? [] : [planTest(settings, { platform, container }, engine.platform)]
  })
  return { tests, notRun: targets.filter((platform) => !tested.includes(platform)) }
}

function planTest(
  settings: TestSettings,
  named: Pick<PlannedSmoke, 'platform' | 'container'>,
  machine: Platform,
): PlannedSmoke {
  const { run, expect } = settings
  const shared = {
    ...named,
    network: settings.network || DEFAULTS.network,
    timeout: settings.timeout ?? DEFAULTS.timeout,
  }
  if (run?.kind === 'command') {
    const { entrypoint, words } = run
    return { ...shared, entrypoint, words, exitCode: settings['exit-code'] ?? 0, expect }
  }
  const names = unameAnswers(named.platform, machine)
  return {
    ...shared,
    entrypoint: '',
    words: ['uname', '-m'],
    exitCode: 0,
    expect: { kind: 'machine', names },
  }
}

/** undefined if no entry covers the platform. */
function settingsFor(tests: readonly SmokeTest[], platform: Platform): TestSettings | undefined {
  const [first, ...later] = entriesFor(tests, platform)
  return first && later.reduce<TestSettings>(withTest, first)
}

/** `expect` and `exit-code` belong to a command: an entry that sets its own command starts from scratch. */
function withTest(settings: TestSettings, test: SmokeTest): TestSettings {
  const shared = { timeout: test.timeout ?? settings.timeout, network: test.network || settings.network }
  if (test.run !== undefined) return { ...test, ...shared }
  return {
    ...shared,
    run: settings.run,
    expect: test.expect ?? settings.expect,
    'exit-code': test['exit-code'] ?? settings['exit-code'],
  }
}

/**
 * Runs the test in an image. The reference should be that of the platform's own manifest: an engine without containerd's
 * store holds one platform of an index at a time, and tests run in parallel.
 */
export function smokeCommand<Image = never>(test: PlannedSmoke, reference: string | Image): Command<Image> {
  const { platform, network, container, entrypoint, words } = test
  return [
    ...['run', '--rm', '--platform', printPlatform(platform), '--network', network, '--name', container],
    // dockerd would keep all output in a file, line by line: seventeen times slower for a program that prints a lot.
    ...['--log-driver', 'none', '--entrypoint', entrypoint, reference, ...words],
  ]
}

/** Pulls an image before its test, so that the pull does not count towards the test's timeout. */
export function pullCommand({ platform }: PlannedSmoke, reference: string): Command {
  return ['pull', '--quiet', '--platform', printPlatform(platform), reference]
}

/** Why the requested tests cannot be run. */
export function smokeProblems(
  inputs: Inputs,
  facts: Facts,
  targets: readonly Platform[],
  emulation: EmulationPlan | undefined,
): readonly Problem[] {
  const { smokeTests } = inputs
  if (smokeTests.length === 0) return []
  if (facts.engine.version === '') return [smokeProblem(...NO_ENGINE)]
  const tested = testedPlatforms(inputs, targets)
  const covered = targets.flatMap((platform) => {
    const settings = settingsFor(smokeTests, platform)
    return settings === undefined ? [] : [{ name: printPlatform(platform), settled: settings }]
  })
  return [
    ...(covered.length === 0 && inputs.mode === 'build' ? [nothingTested(targets)] : []),
    ...covered
      .filter(({ settled: settings }) => settings.run === undefined)
      .map(({ name }) => smokeProblem(`no command is set for ${name}.`, 'Add command: app --version to it.')),
    ...covered
      .filter(({ settled: settings }) => hasUnusedExpectation(settings))
      .map(({ name }) =>
        smokeProblem(
          `expect and exit-code have no effect for ${name}, whose command is auto.`,
          'Remove them, or set a command.',
        ),
      ),
    ...tested.filter((platform) => !canRun(platform, facts, emulation)).map(cannotRun),
  ]
}

function smokeProblem(what: string, cure: string): Problem {
  return { input: 'smoke-test', what, cure }
}

const NO_ENGINE = [
  'docker runs the image, and no docker engine can be reached.',
  'Use a runner with docker, or remove smoke-test.',
] as const

function nothingTested(targets: readonly Platform[]): Problem {
  const names = targets.map(printPlatform).join(', ')
  return smokeProblem(`it covers none of the platforms that are built: ${names}.`, 'Correct its platforms.')
}

function hasUnusedExpectation({ run, expect, 'exit-code': exitCode }: TestSettings): boolean {
  return run?.kind === 'auto' && (expect !== undefined || exitCode !== undefined)
}

function cannotRun(platform: Platform): Problem {
  return smokeProblem(
    `${printPlatform(platform)} cannot be run on this machine, which has no emulator for it.`,
    'Have qemu install one (qemu: auto, or its name in the list), or test only the other platforms, as in "linux/amd64: app --version".',
  )
}

/** Whether the image may run on this machine; true if only docker can tell. */
function canRun(platform: Platform, facts: Facts, emulation: EmulationPlan | undefined): boolean {
  const isInstalled = emulation?.platforms.some(
    ({ os, arch }) => os === platform.os && arch === platform.arch,
  )
  if (isInstalled || runsOnThisMachine(platform, facts)) return true
  const mayRunArm = platform.arch === 'arm' && facts.engine.platform.arch === 'arm64'
  return platform.os === 'linux' && (facts.handlers === undefined || mayRunArm)
}

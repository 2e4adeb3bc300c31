import { EXPECT_FLAGS } from '../inputs/smoke-test.ts'
import type { Platform } from '../platforms/platform.ts'
import type { Expectation, PlannedSmoke } from './plan.ts'

/** How a test's container ended. */
export interface SmokeEnd {
  readonly code: number
  readonly isTimedOut: boolean
  /** stdout and stderr, or their last part. */
  readonly output: string
}

type SmokeOutcome = 'passed' | 'failed' | 'timed out' | 'wrong answer' | 'not run' | 'no uname'

/** The result of the test of one platform. */
export interface SmokeResult {
  readonly platform: Platform
  readonly outcome: SmokeOutcome
  /** How long the container ran; 0 if none did. */
  readonly seconds: number
  /** undefined if nothing ran to its end. */
  readonly exitCode: number | undefined
  readonly lastLines: readonly string[]
}

/** How the end of a test is wrong. */
export interface SmokeProblem {
  readonly kind: 'timed out' | 'not started' | 'wrong exit code' | 'wrong answer'
  /** The end of a sentence about the command. */
  readonly text: string
}

export interface Judgement {
  readonly outcome: SmokeOutcome
  /** undefined if nothing is wrong. */
  readonly problem: SmokeProblem | undefined
}

/**
 * docker, its runtime or QEMU could not start the program. The runtime exits with 1 or 255 then, so a test that
 * expects one of those would pass.
 */
const NOT_STARTED =
  /^docker: |^exec .+: (?:exec format error|no such file or directory)\r?$|exec user process caused|^\S*(?:qemu|binfmt)\S*: Could not open '/m

/** docker's message for a program that is not in the image. */
const NO_PROGRAM = /^docker: .*(?:executable file .*not found|no such file or directory)/m

/** Compares the end of a test with what is expected. */
export function judge({ exitCode, timeout, expect }: PlannedSmoke, end: SmokeEnd): Judgement {
  const { code, isTimedOut, output } = end
  if (isTimedOut) {
    const text = `did not finish within ${timeout} seconds and was killed`
    return { outcome: 'timed out', problem: { kind: 'timed out', text } }
  }
  if (code !== 0 && NOT_STARTED.test(output)) {
    const hasNoUname = expect?.kind === 'machine' && code === 127 && NO_PROGRAM.test(output)
    if (hasNoUname) return { outcome: 'no uname', problem: undefined }
    const text = `could not be started (exit code ${code})`
    return { outcome: 'failed', problem: { kind: 'not started', text } }
  }
  if (code !== exitCode) {
    const text = `ended with exit code ${code}, not ${exitCode}`
    return { outcome: 'failed', problem: { kind: 'wrong exit code', text } }
  }
  const text = expect === undefined ? undefined : answerProblem(expect, output)
  return text === undefined
    ? { outcome: 'passed', problem: undefined }
    : { outcome: 'wrong answer', problem: { kind: 'wrong answer', text } }
}

/** How the output differs from what is expected; undefined if it does not. */
function answerProblem(expect: Expectation, output: string): string | undefined {
  if (expect.kind === 'text') {
    return output.includes(expect.text) ? undefined : `did not print "${expect.text}"`
  }
  if (expect.kind === 'pattern') {
    const isFitting = new RegExp(expect.source, EXPECT_FLAGS).test(output)
    return isFitting ? undefined : `printed nothing that matches /${expect.source}/`
  }
  const { names } = expect
  const lines = output.split('\n').map((line) => line.trim())
  if (names.length === 0 || lines.some((line) => names.includes(line))) return undefined
  const answer = lines.findLast((line) => line !== '') ?? 'nothing'
  return `printed ${answer}, not ${names.join(' or ')}`
}

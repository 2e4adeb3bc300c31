import { EXPECT_FLAGS } from '../inputs/smoke-test.ts'
import type { Platform } from '../platforms/platform.ts'
import type { Expectation, PlannedSmoke } from './plan.ts'

/** How a test's container ended. */
export interface SmokeEnd {
  readonly code: number
  readonly isTimedOut: boolean
  /** stdout and stderr, or the end of them. */
  readonly output: string
}

export type SmokeOutcome = 'passed' | 'failed' | 'timed out' | 'wrong answer' | 'not run' | 'no uname'

/** What came of one platform's test. */
export interface SmokeResult {
  readonly platform: Platform
  readonly outcome: SmokeOutcome
  /** How long the container ran; 0 where none did. */
  readonly seconds: number
  /** undefined where nothing was run to its end. */
  readonly exitCode: number | undefined
  readonly lastLines: readonly string[]
}

export interface Judgement {
  readonly outcome: SmokeOutcome
  /** What is wrong, as the end of a sentence about the command; '' where nothing is. */
  readonly problem: string
}

/**
 * docker, its runtime or QEMU could not start the program. The runtime ends with 1 or 255 then, so that a test that
 * wants one of those would pass.
 */
const NOT_STARTED =
  /^docker: |^exec .+: (?:exec format error|no such file or directory)\r?$|exec user process caused|^\S*(?:qemu|binfmt)\S*: Could not open '/m

/** docker's word for a program that is not in the image. */
const NO_PROGRAM = /^docker: .*(?:executable file .*not found|no such file or directory)/m

/** Whether a test's end is what was expected. */
export function judge({ exitCode, timeout, expect }: PlannedSmoke, end: SmokeEnd): Judgement {
  const { code, isTimedOut, output } = end
  if (isTimedOut) {
    return { outcome: 'timed out', problem: `did not end in ${timeout} seconds and was killed` }
  }
  if (code !== 0 && NOT_STARTED.test(output)) {
    const hasNoUname = expect?.kind === 'machine' && code === 127 && NO_PROGRAM.test(output)
    if (hasNoUname) return { outcome: 'no uname', problem: '' }
    return { outcome: 'failed', problem: `could not be started (exit code ${code})` }
  }
  if (code !== exitCode) {
    return { outcome: 'failed', problem: `ended with exit code ${code}, not ${exitCode}` }
  }
  const problem = expect === undefined ? '' : answerProblem(expect, output)
  return problem === '' ? { outcome: 'passed', problem } : { outcome: 'wrong answer', problem }
}

/** How the answer differs from what is expected; '' when it does not. */
function answerProblem(expect: Expectation, output: string): string {
  if (expect.kind === 'text') return output.includes(expect.text) ? '' : `did not print "${expect.text}"`
  if (expect.kind === 'pattern') {
    const isFitting = new RegExp(expect.source, EXPECT_FLAGS).test(output)
    return isFitting ? '' : `printed nothing that fits /${expect.source}/`
  }
  const { names } = expect
  const lines = output.split('\n').map((line) => line.trim())
  if (names.length === 0 || lines.some((line) => names.includes(line))) return ''
  const said = lines.findLast((line) => line !== '') ?? 'nothing'
  return `printed ${said}, not ${names.join(' or ')}`
}

import type { Expectation, PendingImage, PlannedSmoke, SmokePlan } from '../plan/plan.ts'
import { smokeCommand } from '../plan/smoke.ts'
import type { SmokeResult } from '../plan/smoke-verdict.ts'
import { type Platform, printPlatform } from '../platforms/platform.ts'
import { type Shell, shellCommand } from './shell.ts'

/**
 * The tests that are run once the image is pushed.
 * @param imageOf returns the image that has the platform
 */
export function smokeLines(
  { tests, notRun }: SmokePlan,
  imageOf: (platform: Platform) => PendingImage,
  shell?: Shell,
): readonly string[] {
  return [
    ...tests.flatMap((test) => [
      ...shellCommand(smokeCommand(test, imageOf(test.platform)), shell),
      `# must exit with ${test.exitCode} within ${test.timeout} s${outputClause(test)}`,
    ]),
    ...(notRun.length === 0 ? [] : [`# not run: ${notRun.map(printPlatform).join(', ')}`]),
  ]
}

function outputClause({ expect }: PlannedSmoke): string {
  const text = expect === undefined ? '' : expectationText(expect)
  // The comment must stay on one line.
  return text === '' ? '' : ` and print ${text.replaceAll('\n', '\\n')}`
}

function expectationText(expect: Expectation): string {
  if (expect.kind === 'text') return `"${expect.text}"`
  return expect.kind === 'pattern' ? `/${expect.source}/` : expect.names.join(' or ')
}

/** The result for a platform as a table cell: `passed (0.4 s)`. */
export function smokeCell({ outcome, seconds }: SmokeResult): string {
  return outcome === 'not run' ? outcome : `${outcome} (${seconds.toFixed(1)} s)`
}

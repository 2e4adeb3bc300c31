import { Failure, problemText, Refusal } from '../errors.ts'
import { say } from '../host/log.ts'
import { addSummary, annotate } from '../host/runner.ts'
import type { Plan } from '../plan/plan.ts'
import { printPlatform } from '../platforms/platform.ts'
import type { Phase, Result } from '../run/run.ts'
import { answers } from '../verify/index.ts'
import { markdownTable, textTable } from './table.ts'

/** The end of a job that went well, in the log and on the summary page. */
export function reportResult(plan: Plan, result: Result): void {
  const { built, confirmed } = result
  const rows = [
    ['PLATFORM', 'RUNS', 'DIGEST'],
    ...plan.platforms.map(({ platform, runs }) => {
      const name = printPlatform(platform)
      return [name, runs, confirmed?.find((image) => answers(image.platform, platform))?.digest ?? '']
    }),
  ]
  const headline =
    plan.build.call !== ''
      ? `Done: ${plan.build.call}`
      : plan.publish === undefined
        ? 'Built, not pushed'
        : `Pushed and confirmed by the registry: ${built.digest}`
  say()
  say(headline)
  for (const line of textTable(rows)) say(`  ${line}`)
  for (const tag of plan.publish?.tags ?? []) say(`  ${tag}`)
  say(`  ${cacheLine(result)}`)
  addSummary(summary(headline, rows, plan, result))
}

/** The end of a job that failed: each reason by itself, what to do, and the line that is to blame. */
export function reportFailure(error: unknown): void {
  const errors = error instanceof AggregateError ? error.errors : [error]
  const texts = errors.flatMap(failureTexts)
  for (const { message, place } of texts) annotate('error', message, place)
  addSummary(`### ❌ No image\n\n${texts.map(({ message }) => fenced(message)).join('\n')}`)
}

function failureTexts(error: unknown): readonly { message: string; place?: Failure['place'] }[] {
  if (error instanceof Refusal) return error.problems.map((problem) => ({ message: problemText(problem) }))
  if (error instanceof Failure) return [{ message: `${error.message}\n${error.cure}`, place: error.place }]
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return [{ message: `A fault of this action, please report it: ${message}` }]
}

function summary(headline: string, rows: readonly (readonly string[])[], plan: Plan, result: Result): string {
  const [head = [], ...body] = rows
  const shown = body.map((row) => row.map((cell) => (cell === '' ? '' : `\`${cell}\``)))
  return [
    `### ${headline}`,
    '',
    markdownTable([head.map((name) => name.toLowerCase()), ...shown]),
    '',
    ...(plan.publish?.tags ?? []).map((tag) => `- \`${tag}\``),
    '',
    cacheLine(result),
    '',
    gantt(result.phases),
    '',
  ].join('\n')
}

function cacheLine({ built: { progress } }: Result): string {
  if (progress.steps === 0) return 'No step was run.'
  return `${progress.cachedSteps} of ${progress.steps} steps came from the cache.`
}

/** When each part of the job ran, as a chart that GitHub draws. */
function gantt(phases: readonly Phase[]): string {
  const bars = phases.map(
    ({ name, start, end }) => `  ${name} ${seconds(end - start)} : ${start}, ${Math.max(end, start + 1)}`,
  )
  return ['```mermaid', 'gantt', '  dateFormat x', '  axisFormat %M:%S', ...bars, '```'].join('\n')
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

/** Text of a build as a code block that it cannot close. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}\n`
}

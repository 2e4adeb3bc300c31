import { Refusal } from './errors.ts'
import { readFacts, readPaths } from './facts/read.ts'
import { group } from './host/log.ts'
import { annotate } from './host/runner.ts'
import { isCancelled, leaveOnCancel } from './host/signals.ts'
import { readInputs } from './inputs/read.ts'
import { makePlan } from './plan/make.ts'
import { ruleProblems } from './plan/rules.ts'
import { setOutputs } from './report/outputs.ts'
import { reportFailure, reportResult } from './report/report.ts'
import { planLines } from './report/show-plan.ts'
import { run } from './run/run.ts'
import { remember } from './state.ts'

/** Read, plan, show, run, report. */
async function main(): Promise<void> {
  const { inputs, problems } = readInputs(process.env)
  const paths = readPaths(inputs)
  const wrong = [
    ...problems,
    ...ruleProblems(
      inputs,
      paths,
      problems.map(({ input }) => input),
    ),
  ]
  if (wrong.length > 0) throw new Refusal(wrong)

  const facts = await readFacts(inputs, paths, process.env)
  const plan = makePlan(inputs, facts)
  group('Plan', planLines(plan))
  for (const notice of plan.notices) annotate('notice', notice)
  for (const warning of plan.warnings) annotate('warning', warning)

  const result = await run(plan, facts)
  setOutputs(plan, result)
  reportResult(plan, result)
  remember('finished', 'true')
}

leaveOnCancel()
main().catch((error: unknown) => {
  process.exitCode = 1
  // What the signal broke is no news; the process is about to leave.
  if (!isCancelled()) reportFailure(error)
})

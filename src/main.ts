import { Refusal } from './errors.ts'
import { readBuildx } from './facts/buildx.ts'
import { readFacts, readLocal, readSecrets } from './facts/read.ts'
import { group } from './host/log.ts'
import { annotate, setSecret } from './host/runner.ts'
import { isCancelled, leaveOnCancel } from './host/signals.ts'
import { readInputs, readYamlInputs } from './inputs/read.ts'
import { planBuildx } from './plan/buildx.ts'
import { makePlan } from './plan/make.ts'
import { ruleProblems } from './plan/rules.ts'
import { secretValues } from './plan/secrets.ts'
import { setOutputs } from './report/outputs.ts'
import { reportFailure, reportResult } from './report/report.ts'
import { buildxLines } from './report/show-buildx.ts'
import { planLines } from './report/show-plan.ts'
import { provideBuildx } from './run/buildx.ts'
import { run } from './run/run.ts'
import { remember } from './state.ts'

/** Read, plan, show, run, report. */
async function main(): Promise<void> {
  const { inputs, problems } = await readYamlInputs(readInputs(process.env))
  for (const secret of readSecrets(inputs, process.env)) setSecret(secret)
  const local = readLocal(inputs, process.env)
  const wrong = [
    ...problems,
    ...ruleProblems(
      inputs,
      local,
      problems.map(({ input }) => input),
    ),
  ]
  if (wrong.length > 0) throw new Refusal(wrong)

  const buildx = planBuildx(inputs, await readBuildx(inputs, local.paths.hasCacheService, process.env))
  if (buildx.kind === 'fetch') group('Buildx', buildxLines(buildx))
  await provideBuildx(buildx)

  const facts = await readFacts(inputs, local, process.env)
  const plan = makePlan(inputs, facts)
  group('Plan', planLines(plan))
  for (const notice of plan.notices) annotate('notice', notice)
  for (const warning of plan.warnings) annotate('warning', warning)

  const result = await run(plan, facts, secretValues(inputs, facts.event))
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

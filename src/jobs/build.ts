import { withState } from '../errors.ts'
import type { Env, LocalFacts } from '../facts/facts.ts'
import { readFacts, readLocal } from '../facts/read.ts'
import type { Inputs } from '../inputs/table.ts'
import { secretValues } from '../plan/build/secrets.ts'
import { jobsBuilder, sharedBuilderName } from '../plan/builder/builder.ts'
import { stateAtEnd } from '../plan/failure-state.ts'
import { makePlan } from '../plan/make.ts'
import { modeProblems } from '../plan/refusals/modes.ts'
import { ruleProblems } from '../plan/refusals/rules.ts'
import { buildOutputs, namesOutputs, setOutputs } from '../report/outputs.ts'
import { reportResult } from '../report/report.ts'
import { holdBuilder, isHeldBuilder } from '../run/holders.ts'
import { run } from '../run/run.ts'
import { annotate } from '../runner/commands.ts'
import { group } from '../runner/log.ts'
import { planLines } from '../show/show-plan.ts'
import { accessFor } from './access.ts'
import { readyDocker } from './buildx.ts'
import { type Job, refuse, signerOf, unreadOf } from './job.ts'
import { showNames } from './names.ts'

/** Builds and publishes the whole image, or one leg of a matrix. */
export const buildJob: Job = async (inputs, problems, env, tools) => {
  const local = await readLocal(inputs, env)
  const unread = unreadOf(problems)
  refuse([...problems, ...modeProblems(inputs, unread), ...ruleProblems(inputs, local, unread)])
  showNames(inputs)
  const docker = await readyDocker(inputs, env, tools)
  const shared = sharedBuilderName(inputs)
  if (shared !== '') await holdBuilder(env, shared)
  const facts = await readFacts(docker, inputs, { local, madeEarlier: madeEarlier(inputs, local, env) }, env)
  const plan = makePlan(inputs, facts)
  group('Plan', planLines(plan))
  for (const notice of plan.notices) annotate('notice', notice)
  for (const warning of plan.warnings) annotate('warning', warning)
  const access = await accessFor(docker, inputs, plan.logins, plan.temp)
  const result = await run(
    { ...access, beforeLeaving: tools.beforeLeaving, signer: signerOf(inputs, env) },
    plan,
    facts,
    secretValues(inputs, facts.event),
  )
  await withState(stateAtEnd(plan), () => {
    const names = namesOutputs(inputs, plan.join === undefined ? undefined : result.published?.tags)
    setOutputs({ ...buildOutputs(plan, result), ...names }, tools.masked)
    const problemsFound = result.builds.flatMap((built) => built.checkFailure ?? [])
    if (problemsFound.length > 0) throw new AggregateError(problemsFound)
    reportResult(plan, result)
  })
}

/** Name of the builder that an earlier step of this job made from the same settings; '' if none did. */
function madeEarlier(inputs: Inputs, local: LocalFacts, env: Env): string {
  const name = jobsBuilder(inputs, local)
  return name !== '' && isHeldBuilder(env, name) ? name : ''
}

import { withState } from '../errors.ts'
import { readParts } from '../facts/parts.ts'
import { newStepId, temporaryFolder } from '../facts/step.ts'
import { planMerge } from '../plan/merge.ts'
import { modeProblems } from '../plan/refusals/modes.ts'
import { mergeOutputs, setOutputs } from '../report/outputs.ts'
import { reportMerge } from '../report/report.ts'
import { merge } from '../run/merge.ts'
import { makeFolder } from '../run/run.ts'
import { annotate } from '../runner/commands.ts'
import { group } from '../runner/log.ts'
import { mergeLines } from '../show/show-merge.ts'
import { readyDocker } from './buildx.ts'
import { type Job, refuse, unreadOf } from './job.ts'

/** Joins what the legs of a matrix pushed. */
export const mergeJob: Job = async (inputs, problems, env, { dockerWith }) => {
  refuse([...problems, ...modeProblems(inputs, unreadOf(problems))])
  const docker = await readyDocker(inputs, env, dockerWith)
  const temp = temporaryFolder(newStepId(env), env)
  makeFolder(temp)
  const plan = planMerge(inputs, await readParts(docker, inputs, temp))
  group('Plan', mergeLines(plan))
  for (const notice of plan.notices) annotate('notice', notice)
  for (const warning of plan.warnings) annotate('warning', warning)
  const merged = await merge(docker, plan)
  await withState('tags moved', () => {
    setOutputs(mergeOutputs(plan, merged))
    reportMerge(plan, merged)
  })
}

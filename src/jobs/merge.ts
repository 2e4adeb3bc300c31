import { withState } from '../errors.ts'
import { readBuilder } from '../facts/builder.ts'
import { readLocal } from '../facts/read.ts'
import { newStepId, temporaryFolder } from '../facts/step.ts'
import { planMerge } from '../plan/merge.ts'
import { publishSettings } from '../plan/publish/destination.ts'
import { planHandOver } from '../plan/publish/part.ts'
import { modeProblems } from '../plan/refusals/modes.ts'
import { mergeOutputs, setOutputs } from '../report/outputs.ts'
import { reportMerge } from '../report/report.ts'
import { makeFolder } from '../run/folder.ts'
import { annotate } from '../runner/commands.ts'
import { group } from '../runner/log.ts'
import { mergeLines } from '../show/show-merge.ts'
import { readyDocker } from './buildx.ts'
import { type Job, refuse, unreadOf } from './job.ts'

/** Joins what the legs of a matrix pushed. */
export const mergeJob: Job = async (inputs, problems, env, tools) => {
  refuse([...problems, ...modeProblems(inputs, unreadOf(problems))])
  const docker = await readyDocker(inputs, env, tools)
  const { beforeLeaving } = tools
  // They speak HTTP, which takes time to load.
  const { openRegistries } = await import('../registry/manifests.ts')
  const { readParts } = await import('../facts/parts.ts')
  const { merge } = await import('../run/merge.ts')
  const temp = temporaryFolder(newStepId(env), env)
  makeFolder('temp', temp)
  const { event, step, docker: settings } = await readLocal(inputs, env)
  const builder = inputs.builder === '' ? undefined : await readBuilder(docker, inputs.builder)
  const { hosts } = publishSettings(inputs, { event, docker: settings }, builder)
  const registries = openRegistries({ hosts, docker })
  const handOver = planHandOver(inputs, { event, step })
  const parts = await readParts(registries, inputs, handOver, temp)
  const plan = planMerge(inputs, { ...parts, event, docker: settings, builder, buildx: docker.buildx })
  group('Plan', mergeLines(plan))
  for (const notice of plan.notices) annotate('notice', notice)
  for (const warning of plan.warnings) annotate('warning', warning)
  const merged = await merge({ docker, beforeLeaving, registries }, plan).finally(registries.close)
  for (const sentence of merged.left) annotate('notice', `Left of the parts in the registry. ${sentence}`)
  await withState('tags moved', () => {
    setOutputs(mergeOutputs(plan, merged))
    reportMerge(plan, merged)
  })
}

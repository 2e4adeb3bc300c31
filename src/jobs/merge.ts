import { withState } from '../errors.ts'
import { readBuilder } from '../facts/builder.ts'
import { readLocal } from '../facts/read.ts'
import { newStepId, temporaryFolder } from '../facts/step.ts'
import { loginNotices, planMergeLogins } from '../plan/logins.ts'
import { planMerge } from '../plan/merge.ts'
import { publishSettings } from '../plan/publish/destination.ts'
import { planHandOver } from '../plan/publish/part.ts'
import { modeProblems } from '../plan/refusals/modes.ts'
import { ruleProblems } from '../plan/refusals/rules.ts'
import { mergeOutputs, namesOutputs, setOutputs } from '../report/outputs.ts'
import { reportMerge } from '../report/report.ts'
import { makeFolder } from '../run/folder.ts'
import { annotate } from '../runner/commands.ts'
import { group } from '../runner/log.ts'
import { loginLines } from '../show/show-logins.ts'
import { mergeLines } from '../show/show-merge.ts'
import { accessFor } from './access.ts'
import { readyDocker } from './buildx.ts'
import { type Job, refuse, signerOf, unreadOf } from './job.ts'
import { showNames } from './names.ts'

/** Joins what the legs of a matrix pushed. */
export const mergeJob: Job = async (inputs, problems, env, tools) => {
  const unread = unreadOf(problems)
  const local = await readLocal(inputs, env)
  refuse([...problems, ...modeProblems(inputs, unread), ...ruleProblems(inputs, local, unread)])
  showNames(inputs)
  if (inputs.isTrial) {
    const { name } = local.event
    annotate('notice', `Nothing is joined: with push: auto, the event ${name} only tests the builds.`)
    setOutputs(namesOutputs(inputs, undefined), tools.masked)
    return
  }
  const machine = await readyDocker(inputs, env, tools)
  const { beforeLeaving } = tools
  // These modules import the HTTP client, which takes time to load.
  const { openRegistries } = await import('../registry/manifests.ts')
  const { readParts } = await import('../facts/parts.ts')
  const { merge } = await import('../run/merge.ts')
  const id = newStepId(env)
  const temp = temporaryFolder(id, env)
  makeFolder('temp', temp)
  const builder = inputs.builder === '' ? undefined : await readBuilder(machine, inputs.builder)
  const { hosts } = publishSettings(inputs, local, builder)
  const logins = planMergeLogins(inputs, { ...local, id, temp, buildx: machine.buildx }, hosts)
  const { docker, confirm } = await accessFor(machine, inputs, logins, temp)
  await confirm()
  const registries = openRegistries({ hosts, docker })
  const handOver = planHandOver(inputs, local)
  const parts = await readParts(registries, inputs, handOver, temp)
  const plan = planMerge(inputs, { ...local, ...parts, ...{ id, temp, builder, buildx: docker.buildx } })
  group('Plan', [...loginLines(logins.logins), ...mergeLines(plan)])
  for (const notice of [...plan.notices, ...loginNotices(inputs, logins.logins)]) annotate('notice', notice)
  for (const warning of plan.warnings) annotate('warning', warning)
  const merged = await merge(
    { docker, beforeLeaving, signer: signerOf(inputs, env), registries },
    plan,
  ).finally(registries.close)
  for (const sentence of merged.left) annotate('notice', `Parts were left in the registry. ${sentence}`)
  await withState('tags moved', () => {
    setOutputs({ ...mergeOutputs(plan, merged), ...namesOutputs(inputs, merged.tags) }, tools.masked)
    reportMerge(plan, merged)
  })
}

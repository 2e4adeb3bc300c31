import { isCancelled, leaveOnCancel } from './docker/signals.ts'
import { type Problem, Refusal, withState } from './errors.ts'
import { readBuildx } from './facts/buildx.ts'
import { readParts } from './facts/parts.ts'
import { readFacts, readLocal } from './facts/read.ts'
import { readSecrets } from './facts/secrets.ts'
import { hasCacheService, newStepId, temporaryFolder } from './facts/step.ts'
import { readInputs, readYamlInputs } from './inputs/read.ts'
import type { Inputs } from './inputs/table.ts'
import { secretValues } from './plan/build/secrets.ts'
import { planBuildx } from './plan/builder/buildx.ts'
import { stateAtEnd, stateAtStart } from './plan/failure-state.ts'
import { makePlan } from './plan/make.ts'
import { planMatrix } from './plan/matrix.ts'
import { mergeProblems, planMerge } from './plan/merge.ts'
import { modeProblems } from './plan/refusals/modes.ts'
import { ruleProblems } from './plan/refusals/rules.ts'
import { buildOutputs, matrixOutputs, mergeOutputs, setOutputs } from './report/outputs.ts'
import { reportFailure, reportMerge, reportResult } from './report/report.ts'
import { provideBuildx } from './run/buildx.ts'
import { merge } from './run/merge.ts'
import { makeFolder, run } from './run/run.ts'
import { addSummary, annotate, setSecret } from './runner/commands.ts'
import { group } from './runner/log.ts'
import { buildxLines } from './show/show-buildx.ts'
import { matrixLines, matrixSummary } from './show/show-matrix.ts'
import { mergeLines } from './show/show-merge.ts'
import { planLines } from './show/show-plan.ts'
import { remember } from './state.ts'

/** Read, plan, show, run, report: what differs between the modes is what is read and planned. */
async function main(): Promise<void> {
  const { inputs, problems } = await readYamlInputs(readInputs(process.env))
  for (const secret of readSecrets(inputs, process.env)) setSecret(secret)
  await withState(stateAtStart(inputs), () => {
    if (inputs.mode === 'plan') return planJob(inputs, problems)
    return inputs.mode === 'merge' ? mergeJob(inputs, problems) : buildJob(inputs, problems)
  })
  remember('finished', 'true')
}

/** Prints the matrix; starts no process. */
function planJob(inputs: Inputs, problems: readonly Problem[]): void {
  refuse([...problems, ...modeProblems(inputs)])
  const plan = planMatrix(inputs.platforms, inputs.runners, inputs['fan-out'])
  group('Matrix', matrixLines(plan))
  setOutputs(matrixOutputs(plan))
  addSummary(matrixSummary(plan))
}

/** Joins what the legs of a matrix pushed. */
async function mergeJob(inputs: Inputs, problems: readonly Problem[]): Promise<void> {
  refuse([...problems, ...modeProblems(inputs), ...mergeProblems(inputs)])
  await haveBuildx(inputs)
  const temp = temporaryFolder(newStepId(process.env), process.env)
  makeFolder(temp)
  const plan = planMerge(inputs, await readParts(inputs, temp))
  group('Plan', mergeLines(plan))
  for (const notice of plan.notices) annotate('notice', notice)
  const merged = await merge(plan)
  await withState('tags moved', () => {
    setOutputs(mergeOutputs(plan, merged))
    reportMerge(plan, merged)
  })
}

/** The whole job, or one leg of a matrix. */
async function buildJob(inputs: Inputs, problems: readonly Problem[]): Promise<void> {
  const local = readLocal(inputs, process.env)
  const unread = problems.map(({ input }) => input)
  refuse([...problems, ...modeProblems(inputs), ...ruleProblems(inputs, local, unread)])
  await haveBuildx(inputs)
  const facts = await readFacts(inputs, local, process.env)
  const plan = makePlan(inputs, facts)
  group('Plan', planLines(plan))
  for (const notice of plan.notices) annotate('notice', notice)
  for (const warning of plan.warnings) annotate('warning', warning)
  const result = await run(plan, facts, secretValues(inputs, facts.event))
  await withState(stateAtEnd(plan), () => {
    setOutputs(buildOutputs(plan, result))
    reportResult(plan, result)
  })
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refusal(problems)
}

/** The Buildx that everything after this asks. */
async function haveBuildx(inputs: Inputs): Promise<void> {
  const buildx = planBuildx(inputs, await readBuildx(inputs, hasCacheService(process.env), process.env))
  if (buildx.kind === 'fetch') group('Buildx', buildxLines(buildx))
  await provideBuildx(buildx)
}

leaveOnCancel()
main().catch((error: unknown) => {
  process.exitCode = 1
  // What the signal broke is no news; the process is about to leave.
  if (!isCancelled()) reportFailure(error)
})

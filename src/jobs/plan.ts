import { planMatrix } from '../plan/matrix.ts'
import { modeProblems } from '../plan/refusals/modes.ts'
import { matrixOutputs, setOutputs } from '../report/outputs.ts'
import { addSummary } from '../runner/extras.ts'
import { group } from '../runner/log.ts'
import { matrixLines, matrixSummary } from '../show/show-matrix.ts'
import { type Job, refuse, unreadOf } from './job.ts'

/** Prints the matrix; starts no process. */
export const planJob: Job = (inputs, problems, _, { masked }) => {
  refuse([...problems, ...modeProblems(inputs, unreadOf(problems))])
  const plan = planMatrix(inputs.platforms, inputs.runners, inputs['fan-out'])
  group('Matrix', matrixLines(plan))
  setOutputs(matrixOutputs(plan), masked)
  addSummary(matrixSummary(plan))
}

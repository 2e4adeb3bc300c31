import { withTag } from '../oci/reference.ts'
import { planMatrix } from '../plan/matrix.ts'
import { modeProblems } from '../plan/refusals/modes.ts'
import { matrixOutputs, namesOutputs, setOutputs } from '../report/outputs.ts'
import { addSummary } from '../runner/extras.ts'
import { group } from '../runner/log.ts'
import { matrixLines, matrixSummary } from '../show/show-matrix.ts'
import { type Job, refuse, unreadOf } from './job.ts'
import { showNames } from './names.ts'

/** Prints the matrix without starting a process. */
export const planJob: Job = (inputs, problems, _, { masked }) => {
  refuse([...problems, ...modeProblems(inputs, unreadOf(problems))])
  showNames(inputs)
  const plan = planMatrix(inputs.platforms, inputs.runners, inputs['fan-out'])
  group('Matrix', matrixLines(plan))
  const tags = inputs.tags.map(withTag).join('\n')
  setOutputs({ ...matrixOutputs(plan), ...namesOutputs(inputs, undefined), tags }, masked)
  addSummary(matrixSummary(plan))
}

import type { FailureState } from '../errors.ts'
import type { Inputs } from '../inputs/table.ts'
import type { Plan } from './plan.ts'

/** What a job leaves behind if it fails before it has done anything. */
export function stateAtStart({ mode, call }: Pick<Inputs, 'mode' | 'call'>): FailureState {
  if (mode === 'plan') return 'no matrix'
  // The images of the parts are in the registry.
  if (mode === 'merge') return 'no tag moved'
  return call === '' ? 'no image' : { call }
}

/** What a job leaves behind if it carried out its plan and fails while reporting it. */
export function stateAtEnd({ call, publish, part }: Pick<Plan, 'call' | 'publish' | 'part'>): FailureState {
  if (call !== '') return { call }
  if (publish === undefined) return 'built'
  return part !== undefined || publish.tags.length === 0 ? 'no tag moved' : 'tags moved'
}

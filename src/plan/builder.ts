import type { Facts } from '../facts/facts.ts'
import type { Inputs } from '../inputs/table.ts'
import type { BuilderPlan, PlannedFile } from './plan.ts'

/** The builder: the one the user named, or one of our own. */
export function planBuilder(inputs: Inputs, facts: Facts, files: readonly PlannedFile[]): BuilderPlan {
  if (facts.builder !== undefined) return { kind: 'given', name: inputs.builder }
  const name = `multi-platform-build-${facts.id}`
  const create = [
    ...['buildx', 'create', '--name', name, '--driver', 'docker-container', '--bootstrap'],
    ...inputs['driver-opts'].flatMap((option) => ['--driver-opt', option]),
    ...files.flatMap(({ path }) => ['--buildkitd-config', path]),
  ]
  return { kind: 'own', name, create }
}

/** The files that our builder is made from. */
export function configFiles(inputs: Inputs, facts: Facts): readonly PlannedFile[] {
  const content = inputs['buildkitd-config-inline']
  return content === '' ? [] : [{ path: `${facts.temp}/buildkitd.toml`, content: `${content}\n` }]
}

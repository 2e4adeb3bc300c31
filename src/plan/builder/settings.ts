import { DEFAULT_DRIVER } from '../../buildx/drivers.ts'
import type { MergeFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import type { SettingsBuilder } from '../plan.ts'

/**
 * A builder that only holds settings: if nothing is built, buildx reads how registries are reached only from the copy of
 * the configuration that it keeps for a builder (buildx, store/storeutil, GetImageConfig).
 * @returns undefined if there are no settings, or an existing builder has its own
 */
export function planSettingsBuilder(
  inputs: Pick<Inputs, 'builder' | 'buildkitd-config' | 'buildkitd-config-inline'>,
  { id, temp, docker, buildx }: Pick<MergeFacts, 'id' | 'temp' | 'docker' | 'buildx'>,
): SettingsBuilder | undefined {
  const { builder, 'buildkitd-config': path, 'buildkitd-config-inline': inline } = inputs
  if (builder !== '' || path + inline === '') return undefined
  const name = `multi-platform-build-${id}`
  const file = inline === '' ? undefined : { path: `${temp}/buildkitd.toml`, content: `${inline}\n` }
  // buildx cannot create a node from TLS data in the default docker context.
  const context = docker.hasTls && buildx.kind === 'plugin' ? `${name}-context` : ''
  return {
    ...{ name, file },
    context: context === '' ? undefined : { name: context, command: ['context', 'create', context] },
    create: [
      ...['buildx', 'create', '--name', name, '--driver', DEFAULT_DRIVER],
      ...['--buildkitd-config', file?.path ?? path],
      ...(context === '' ? [] : [context]),
    ],
  }
}

import { writeFileSync } from 'node:fs'
import { type Docker, LIMIT_MS } from '../docker/docker.ts'
import { errorIn, oneLine, retryCommand } from '../docker/tries.ts'
import { Failure } from '../errors.ts'
import type { SettingsBuilder } from '../plan/plan.ts'
import { remember } from '../state.ts'
import { noteMade } from './holders.ts'

/** Makes the builder that only has settings. Nothing is booted, and post removes it. @throws Failure where buildx does not */
export async function makeSettingsBuilder(docker: Docker, plan: SettingsBuilder): Promise<void> {
  const { name, file, context, create } = plan
  if (file !== undefined) writeFileSync(file.path, file.content, { mode: 0o600 })
  if (context !== undefined) remember('context', context.name)
  remember('builder', name)
  const made = { builder: name, nodes: '', keepsState: '', context: context?.name ?? '' }
  await noteMade(docker.env, name, made)
  for (const command of [...(context === undefined ? [] : [context.command]), create]) {
    const { code, tail } = await retryCommand(docker.tries, 'the builder for its settings', () =>
      docker.stream(command, { limitMs: LIMIT_MS.question }),
    )
    if (code === 0) continue
    const why = oneLine(errorIn(tail)) || `exit code ${code}`
    throw new Failure(
      `buildx does not take the configuration for joining the parts: ${why}.`,
      'No tag has moved. See that the configuration is one of BuildKit and that the docker engine is up, or name a builder that has it in builder.',
    )
  }
}

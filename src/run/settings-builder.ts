import { writeFileSync } from 'node:fs'
import { type Docker, LIMIT_MS } from '../docker/docker.ts'
import { errorIn, oneLine, retryCommand } from '../docker/tries.ts'
import { Failure } from '../errors.ts'
import type { SettingsBuilder } from '../plan/plan.ts'
import { remember } from '../state.ts'
import { recordCreated } from './holders.ts'

/** Creates the builder that only has settings. Nothing is booted, and post removes it. @throws Failure */
export async function makeSettingsBuilder(docker: Docker, plan: SettingsBuilder): Promise<void> {
  const { name, file, context, create } = plan
  if (file !== undefined) writeFileSync(file.path, file.content, { mode: 0o600 })
  if (context !== undefined) remember('context', context.name)
  remember('builder', name)
  const made = { builder: name, nodes: '', keepsState: '', context: context?.name ?? '' }
  await recordCreated(docker.env, name, made)
  for (const command of [...(context === undefined ? [] : [context.command]), create]) {
    const { code, tail } = await retryCommand(docker.tries, 'creating the builder for joining', () =>
      docker.stream(command, { limitMs: LIMIT_MS.question }),
    )
    if (code === 0) continue
    const why = oneLine(errorIn(tail)) || `exit code ${code}`
    throw new Failure(
      `buildx does not accept the configuration for joining the parts: ${why}.`,
      'No tag has moved. Check that the configuration is valid for BuildKit and that the docker engine is up, or set builder to an existing builder that has it.',
    )
  }
}

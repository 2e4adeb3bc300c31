import { quoteField } from '../../buildx/attributes.ts'
import type { EventFacts } from '../../facts/facts.ts'
import type { Secret } from '../../inputs/secrets.ts'
import type { Inputs } from '../../inputs/table.ts'
import type { SecretFile } from '../plan.ts'
import { gitContext, resolveContext } from './context.ts'

/**
 * The secrets with values: the user's, and the token for the Git context of the event, unless the user gave one.
 * The values go into files; nothing else may hold them.
 */
export function secretValues(inputs: Inputs, event: EventFacts): readonly Secret[] {
  const token = inputs['github-token']
  const id = `GIT_AUTH_TOKEN.${new URL(event.server).host}`
  const given = [...inputs.secrets, ...inputs['secret-envs'], ...inputs['secret-files']]
  const hasOwn = given.some((secret) => secret.id === 'GIT_AUTH_TOKEN' || secret.id === id)
  const isEventContext = resolveContext(inputs.context, event).startsWith(gitContext(event))
  if (token === '' || hasOwn || !isEventContext) return inputs.secrets
  return [...inputs.secrets, { id, value: token }]
}

/** A file for each secret that has a value. The names hold no id, which may have any characters. */
export function secretFiles(inputs: Inputs, event: EventFacts, temp: string): readonly SecretFile[] {
  return secretValues(inputs, event).map(({ id }, index) => ({ id, path: `${temp}/secrets/${index}` }))
}

/** The values of --secret. */
export function secretFlags(inputs: Inputs, files: readonly SecretFile[]): readonly string[] {
  return [
    ...inputs['secret-envs'].map(({ id, value }) => fields(`id=${id}`, `env=${value}`)),
    ...files.map(({ id, path }) => fields(`id=${id}`, `src=${path}`)),
    ...inputs['secret-files'].map(({ id, value }) => fields(`id=${id}`, `src=${value}`)),
  ]
}

function fields(...parts: readonly string[]): string {
  return parts.map(quoteField).join(',')
}

import { quoteField } from '../../buildx/attributes.ts'
import type { EventFacts } from '../../facts/facts.ts'
import type { Secret } from '../../inputs/secrets.ts'
import type { Inputs } from '../../inputs/table.ts'
import type { SecretFile } from '../plan.ts'
import { readsEventRepository } from './context.ts'

/**
 * The secrets with values: the user's, and the token if any context of a build is the event's repository, unless the
 * user set one. The values go into files; nothing else may hold them.
 */
export function secretValues(inputs: Inputs, event: EventFacts): readonly Secret[] {
  const token = inputs['github-token']
  const id = `GIT_AUTH_TOKEN.${new URL(event.server).host}`
  const userSecrets = [...inputs.secrets, ...inputs['secret-envs'], ...inputs['secret-files']]
  const hasOwnToken = userSecrets.some((secret) => secret.id === 'GIT_AUTH_TOKEN' || secret.id === id)
  const isRead = inputs.builds.some((build) => readsEventRepository(build, event))
  if (token === '' || hasOwnToken || !isRead) return inputs.secrets
  return [...inputs.secrets, { id, value: token }]
}

/** A file for each secret that has a value. Its name does not contain the id, which may have any characters. */
export function secretFiles(inputs: Inputs, event: EventFacts, temp: string): readonly SecretFile[] {
  return secretValues(inputs, event).map(({ id }, index) => ({ id, path: `${temp}/secrets/${index}` }))
}

/** The values of --secret. */
export function secretFlags(inputs: Inputs, files: readonly SecretFile[]): readonly string[] {
  return [
    ...inputs['secret-envs'].map(({ id, value }) => csvFields(`id=${id}`, `env=${value}`)),
    ...files.map(({ id, path }) => csvFields(`id=${id}`, `src=${path}`)),
    ...inputs['secret-files'].map(({ id, value }) => csvFields(`id=${id}`, `src=${value}`)),
  ]
}

function csvFields(...parts: readonly string[]): string {
  return parts.map(quoteField).join(',')
}

/** Warnings about several secrets with the same id: buildx uses the last one. */
export function secretWarnings(inputs: Inputs): readonly string[] {
  const ids = [...inputs['secret-envs'], ...inputs.secrets, ...inputs['secret-files']].map(({ id }) => id)
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) < index))
  return [...repeated].map(
    (id) =>
      `secrets: ${id.length > MAX_ID_LENGTH ? 'an id' : id} is set more than once, and the build gets the last one; the order is secret-envs, secrets, secret-files.`,
  )
}

/** Beginnings and ends of a value that continues on the next line: a key, a file of variables, JSON, YAML, a shell command. */
const CONTINUED = /^-----BEGIN |^[A-Za-z_]\w*=|[{[(|>\\]$/

/** Characters. Longer ids are probably lines of a value, and may be secret themselves. */
export const MAX_ID_LENGTH = 32

/** How `secrets` was read, if one looks like the first line of a value that is not quoted. */
export function secretNotices({ secrets }: Pick<Inputs, 'secrets'>): readonly string[] {
  const isOpen = secrets.slice(0, -1).some(({ value }) => !value.includes('\n') && CONTINUED.test(value))
  const isLine =
    secrets.length > 1 && secrets.some(({ id, value }) => id.length > MAX_ID_LENGTH || /^=+$/.test(value))
  if (!isOpen && !isLine) return []
  const ids = secrets.map(({ id }) => (id.length > MAX_ID_LENGTH ? `one of ${id.length} characters` : id))
  return [
    `secrets: they were read as ${secrets.length} secrets, with the ids ${ids.join(', ')}. Put quotes around a value of several lines together with its id, or pass it through secret-envs.`,
  ]
}

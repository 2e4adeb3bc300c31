import { readFileSync, statSync } from 'node:fs'
import { cacheSecrets } from '../buildx/cache-entry.ts'
import { distinctBy } from '../distinct.ts'
import type { Masked } from '../inputs/credentials.ts'
import type { LoginInput } from '../inputs/logins.ts'
import { masksOf } from '../inputs/secrets.ts'
import type { Inputs } from '../inputs/table.ts'
import { basicAuth, registryName } from '../oci/reference.ts'
import { readKeys } from './docker.ts'
import type { Env } from './facts.ts'
import { kindOfPath } from './paths.ts'

/** Larger files are not passwords, and too much for the runner to search for in every line. In bytes. */
const MASKED_FILE_LIMIT = 64 << 10

/** All texts that must never appear in the log: the values of secrets from any source, without duplicates. */
export function readSecrets(inputs: Inputs, env: Env): readonly Masked[] {
  const ofId = (id: string, value: string): Masked => ({ of: `the value of the secret "${id}"`, value })
  const values = [
    ...inputs.secrets.map(({ id, value }) => ofId(id, value)),
    ...inputs['secret-envs'].map(({ id, value }) => ofId(id, env[value] ?? '')),
    ...inputs['secret-files'].map(({ id, value }) => ofId(id, readSecretFile(value))),
    ...readKeys(env).map((value) => ({ of: "a node's key", value })),
    ...[...inputs['cache-from'], ...inputs['cache-to']]
      .flatMap(cacheSecrets)
      .map((value) => ({ of: 'a cache credential', value })),
    { of: 'the github-token', value: inputs['github-token'] },
    ...inputs.logins.flatMap(loginSecrets),
  ]
  const masks = values.flatMap(({ of, value }) => masksOf(value).map((mask) => ({ of, value: mask })))
  return distinctBy(masks, ({ value }) => value)
}

/** The password, and its encoded form in requests and in docker's settings. */
function loginSecrets({ host, username, password }: LoginInput): readonly Masked[] {
  if (password === '') return []
  const of = `the password of the login at ${registryName(host)}`
  return [password, basicAuth(username, password)].map((value) => ({ of, value }))
}

/** '' for a file that cannot be read: a rule reports that, without the path, which may be a secret itself. */
function readSecretFile(path: string): string {
  try {
    const isMasked = kindOfPath(path) === 'file' && statSync(path).size <= MASKED_FILE_LIMIT
    return isMasked ? readFileSync(path, 'utf8') : ''
  } catch {
    return ''
  }
}

import { readFileSync, statSync } from 'node:fs'
import { cacheSecrets } from '../buildx/cache-entry.ts'
import { masksOf } from '../inputs/secrets.ts'
import type { Inputs } from '../inputs/table.ts'
import { readKeys } from './docker.ts'
import type { Env } from './facts.ts'
import { kindOfPath } from './paths.ts'

/** Larger files are no passwords, and too much for the runner to search every line for. In bytes. */
const MASKED_FILE_LIMIT = 64 << 10

/** Everything that must never be seen in the log: the values of secrets, wherever they come from. */
export function readSecrets(inputs: Inputs, env: Env): readonly string[] {
  const files = inputs['secret-files'].map(({ value }) => readSecretFile(value))
  const values = [
    ...inputs.secrets.map(({ value }) => value),
    ...inputs['secret-envs'].map(({ value }) => env[value] ?? ''),
    ...files,
    ...readKeys(env),
    ...[...inputs['cache-from'], ...inputs['cache-to']].flatMap(cacheSecrets),
    inputs['github-token'],
  ]
  return [...new Set(values.flatMap(masksOf))]
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

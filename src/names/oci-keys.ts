import { createdOf, type Naming } from './naming.ts'

const PREFIX = 'org.opencontainers.image'

/**
 * What an event says about an image, by pre-defined keys; unknown values are left out.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md#pre-defined-annotation-keys
 */
export function eventKeys(naming: Naming, version: string): ReadonlyMap<string, string> {
  const { repository, sha } = naming
  const all = {
    created: createdOf(naming)?.toISOString() ?? '',
    description: repository.description,
    licenses: repository.license,
    revision: sha,
    source: repository.url,
    title: repository.name,
    url: repository.url,
    version,
  }
  const known = Object.entries(all).filter(([, value]) => value !== '')
  return new Map(known.map(([key, value]) => [`${PREFIX}.${key}`, value]))
}

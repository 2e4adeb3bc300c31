/** Knows which content of a registry tags refer to, as far as it has seen the pushes. */
import { field, list, parseJson, text } from './json.ts'
import { sha256 } from './registry.ts'
import type { RegistryRequest } from './registry-faults.ts'

export interface TaggedContent {
  /** Records a request that the registry has accepted. */
  readonly recordSuccess: (request: RegistryRequest) => void
  /** Whether a path names a digest that no tag refers to. */
  readonly isUntagged: (path: string) => boolean
}

export function taggedContent(): TaggedContent {
  /** The digests in each index. */
  const parts = new Map<string, readonly string[]>()
  const tags = new Map<string, string>()
  const leadsTo = (from: string, digest: string): boolean =>
    from === digest || (parts.get(from) ?? []).some((part) => leadsTo(part, digest))
  return {
    recordSuccess: ({ method, path, body }) => {
      const name = /\/manifests\/([^?]+)/.exec(path)?.[1]
      if (name === undefined) return
      if (method === 'PUT') {
        const digest = sha256(body)
        parts.set(digest, digestsIn(body))
        if (name !== digest) tags.set(path, digest)
      }
      if (method === 'DELETE') tags.delete(path)
    },
    isUntagged: (path) => {
      const digest = /\/manifests\/(sha256:[0-9a-f]+)/.exec(path)?.[1]
      return digest !== undefined && ![...tags.values()].some((from) => leadsTo(from, digest))
    },
  }
}

function digestsIn(body: Buffer): readonly string[] {
  const document = parseJson(body.toString(), 'a manifest')
  const named = list(document, 'manifests')
  return named.filter((each) => field(each, 'digest') !== undefined).map((each) => text(each, 'digest'))
}

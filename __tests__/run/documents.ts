/** Documents of a registry, and their digests. */
import { createHash } from 'node:crypto'

export interface Document {
  readonly bytes: string
  readonly digest: string
}

export function documentOf(content: object): Document {
  const bytes = JSON.stringify(content)
  return { bytes, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` }
}

/** An index with an image for each platform. */
export function indexOf(platforms: readonly string[]): Document {
  return documentOf({
    schemaVersion: 2,
    manifests: platforms.map((name, position) => {
      const [os, architecture, variant] = name.split('/')
      const digest = `sha256:${String(position + 1).repeat(64)}`
      return { digest, size: 669, platform: { os, architecture, variant } }
    }),
  })
}

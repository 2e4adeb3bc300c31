/** A registry for the recording docker: what `docker buildx imagetools inspect` says about names. */
import { createHash } from 'node:crypto'
import type { Reply } from '../docker/recording.ts'

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

const INSPECT = ['buildx', 'imagetools', 'inspect']

/** A name that answers with a document. */
export function holds(name: string, { bytes }: Document): Reply {
  return { match: INSPECT, with: ['--raw', name], stdout: bytes }
}

/** A name that is not there. */
export function lacks(name: string): Reply {
  return { match: INSPECT, with: ['--raw', name], stderr: `ERROR: ${name}: not found\n`, code: 1 }
}

/** Legs that hand parts on through a registry, and the job that joins them. */
import { messageOf } from '../../src/errors.ts'
import { readParts } from '../../src/facts/parts.ts'
import { digestOf } from '../../src/oci/digest.ts'
import type { HandOver, RunName } from '../../src/oci/hand-over.ts'
import { readIndex } from '../../src/oci/image-index.ts'
import type { Part } from '../../src/oci/part.ts'
import { identityOf } from '../../src/oci/part-document.ts'
import type { PartPlan } from '../../src/plan/plan.ts'
import { uploadPart } from '../../src/run/part.ts'
import { inputs, platforms } from '../builders.ts'
import type { Place } from '../registry/registries.ts'
import { keep } from '../registry/stored.ts'
import { whileCaptured } from '../runner/stdout.ts'
import { type Document, documentOf } from './documents.ts'

export const RUN: RunName = { source: 'https://gitea.example/owner/app', id: '77', isShared: false }

/** The image of a platform, as indexes have it. */
export function entryOf(name: string): object {
  const [os, architecture] = name.split('/')
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  return { mediaType, digest: digestOf(name), size: 1, platform: { os, architecture } }
}

/** An index as a leg pushes it; another note makes another one. */
function pushed(names: string, note = ''): Document {
  const manifests = names.split(',').map(entryOf)
  return documentOf({ schemaVersion: 2, manifests, annotations: { note } })
}

export interface Leg {
  readonly names?: string
  readonly note?: string
  readonly run?: RunName
  readonly attempt?: number
  readonly tag?: string
  readonly proofErrors?: number
}

export const tagsOf = ({ app }: Place, tag = '1') =>
  [app, `${app}/copy`].map((repository) => ({ repository, tag }))

/** A leg that has pushed its part, and hands it on. @returns what it failed with, and what it said */
export async function handed(made: Place, leg: Leg = {}) {
  const { names = 'linux/arm64', note, run = RUN, attempt = 1, tag, proofErrors = 0 } = leg
  const { bytes, digest } = pushed(names, note)
  keep(made.stored, bytes)
  const index = readIndex(bytes)
  if (index === undefined) throw new Error('no index')
  const tags = tagsOf(made, tag)
  const plan: PartPlan = {
    ...{ identity: identityOf(tags), job: 'legs', attempt, handOver: { by: 'tag', run } },
  }
  const part: Part = {
    ...{ from: 'the build', platforms: platforms(names), digest, bytes, index, proofErrors },
    repositories: tags.map(({ repository }) => repository),
  }
  const { result, text } = await whileCaptured(() =>
    uploadPart(made.registries, plan, part, '').then(
      () => [],
      (error: unknown) => single(error).map(messageOf),
    ),
  )
  return { failure: result, text, digest }
}

const single = (error: unknown): readonly unknown[] =>
  error instanceof AggregateError ? error.errors : [error]

/** What the job that joins finds. */
export async function found(made: Place, { names = 'linux/arm64', run = RUN, tag }: Leg = {}) {
  const handOver: HandOver = { by: 'tag', run }
  const given = inputs({ mode: 'merge', platforms: platforms(names), tags: tagsOf(made, tag) })
  const { result } = await whileCaptured(() => readParts(made.registries, given, handOver, ''))
  return result
}

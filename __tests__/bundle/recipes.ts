/**
 * Images of recipes in a registry, joined by the shipped bundle: it asks a `docker` that plays the registry's tags, and
 * reads manifest, config and layers over HTTP by itself.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { digestOf } from '../../e2e/harness/layout-writer.ts'
import { type RegistryHost, registryHost } from '../../e2e/harness/registry-host.ts'
import { type Ended, startStep } from '../../e2e/harness/runner.ts'
import { putRecipe, type Recipe, untold } from '../../e2e/recipes/recipe.ts'
import { printPlatform } from '../../src/platforms/platform.ts'
import { action, withPlace } from './play.ts'

interface Joined {
  readonly main: Ended
  /** Digest of the image. */
  readonly digest: string
  /** What the tag points to after the job; undefined where it never moved. */
  readonly tag: string | undefined
}

export interface Shop {
  readonly join: (recipe: Recipe) => Promise<Joined>
  readonly close: RegistryHost['close']
}

/** Opens a registry without images. */
export async function recipeShop(): Promise<Shop> {
  const blobs = new Map<string, Buffer>()
  const put = (bytes: Buffer): string => {
    const digest = digestOf(bytes)
    blobs.set(digest, bytes)
    return digest
  }
  const { host, close } = await registryHost(({ path }) => {
    const body = blobs.get(path.slice(path.lastIndexOf('/') + 1))
    return body === undefined ? { status: 404 } : { body }
  })
  const join = (recipe: Recipe): Promise<Joined> => {
    const { platform, descriptor } = putRecipe(put, recipe)
    const manifest = blobs.get(descriptor.digest) ?? Buffer.alloc(0)
    const config = blobs.get(JSON.parse(manifest.toString()).config.digest) ?? Buffer.alloc(0)
    return joinOne(printPlatform(platform), `${host}/app`, { digest: descriptor.digest, manifest, config })
  }
  return { join, close }
}

interface Documents {
  readonly digest: string
  readonly manifest: Buffer
  readonly config: Buffer
}

function joinOne(platform: string, repository: string, documents: Documents): Promise<Joined> {
  return withPlace(async (place, workspace) => {
    const docker = join(place.folder, 'docker')
    writeDocker(docker, documents)
    const { digest } = documents
    const parts = `${platform}=${repository}@${digest}`
    const inputs = { mode: 'merge', platforms: platform, tags: `${repository}:1`, parts }
    const env = { PATH: `${docker}:${place.env['PATH']}` }
    const main = await startStep({ action, workspace, place, inputs, env }).ended
    const tag = join(docker, 'tag')
    return { main, digest, tag: existsSync(tag) ? digestOf(readFileSync(tag)) : undefined }
  })
}

/** A docker for `buildx imagetools` of one image: a tag is there once it was moved, and is what it was moved to. */
function writeDocker(folder: string, { manifest, config }: Documents): void {
  mkdirSync(folder)
  writeFileSync(join(folder, 'manifest'), manifest)
  writeFileSync(join(folder, 'config'), config)
  const lines = [
    '#!/bin/sh',
    'case "$*" in',
    '"buildx version") echo "github.com/docker/buildx v0.36.1 abc" ;;',
    `*" imagetools create "*@sha256:*) exec cat "${folder}/manifest" >"${folder}/tag" ;;`,
    `*" imagetools inspect --raw "*@sha256:*) exec cat "${folder}/manifest" ;;`,
    `*" imagetools inspect --raw "*) exec cat "${folder}/tag" ;;`,
    `*" imagetools inspect "*.Image*@sha256:*) exec cat "${folder}/config" ;;`,
    '*) echo "nobody plays this: $*" >&2 && exit 64 ;;',
    'esac',
  ]
  writeFileSync(join(folder, 'docker'), `${lines.join('\n')}\n`)
  chmodSync(join(folder, 'docker'), 0o755)
}

interface Told {
  readonly severity: string
  readonly what: string
  readonly cure: string
}

/** Sees that output and log tell what the recipe has and nothing else, each with its reason and its names. */
export function expectTold({ outputs, log }: Ended, { tells = [] }: Recipe): void {
  const proof: Record<string, { findings: readonly Told[] }> = JSON.parse(outputs['proof'] ?? '')
  const told = Object.values(proof).flatMap(({ findings }) => findings)
  const lines = told.map(({ severity, what, cure }) => `${severity}: ${what} ${cure}`.trim())
  const lacking = lines.map((line, at) => untold(line, tells[at] ?? { severity: 'error' }))
  expect({ lines, count: lines.length, lacking }).toEqual({
    ...{ lines, count: tells.length },
    lacking: lines.map(() => []),
  })
  for (const line of lines) expect(log.shown).toContain(`\n${line}\n`)
}

/** Images of recipes in a registry, joined by the shipped bundle: it reads them and moves their tags over HTTP. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { digestOf } from '../../e2e/harness/layout-writer.ts'
import { type RegistryHost, registryHost } from '../../e2e/harness/registry-host.ts'
import { type Ended, startStep } from '../../e2e/harness/runner.ts'
import { missingParts, putRecipe, type Recipe } from '../../e2e/recipes/recipe.ts'
import { printPlatform } from '../../src/platforms/platform.ts'
import { action, withSandbox } from './run-bundle.ts'

/** Only one in this many goes through the bundle by day; the same code judges all of them in memory. */
const BY_DAY = 3

/** Those that go through the bundle: all of them with MULTI_PLATFORM_BUILD_RECIPES=all, as at night. */
export function throughBundle(recipes: readonly Recipe[]): readonly Recipe[] {
  const every = process.env['MULTI_PLATFORM_BUILD_RECIPES'] === 'all' ? 1 : BY_DAY
  return recipes.filter((_, at) => at % every === 0)
}

interface Joined {
  readonly main: Ended
  /** Digest of the image. */
  readonly digest: string
  /** The digest that the tag points to after the job; undefined if it never moved. */
  readonly tag: string | undefined
}

export interface Shop {
  readonly join: (recipe: Recipe) => Promise<Joined>
  readonly close: RegistryHost['close']
}

/** Opens a registry without images. */
export async function recipeShop(): Promise<Shop> {
  const blobs = new Map<string, Buffer>()
  /** Digests of tags, by the addresses of these. */
  const tags = new Map<string, string>()
  const put = (bytes: Buffer): string => {
    const digest = digestOf(bytes)
    blobs.set(digest, bytes)
    return digest
  }
  const { host, close } = await registryHost(({ method, path, body }) => {
    if (method === 'PUT') tags.set(path, put(Buffer.from(body)))
    if (method === 'PUT') return { status: 201 }
    if (method === 'POST') return { status: 202 }
    const bytes = blobs.get(tags.get(path) ?? path.slice(path.lastIndexOf('/') + 1))
    return bytes === undefined ? { status: 404 } : { body: bytes }
  })
  const join = async (recipe: Recipe): Promise<Joined> => {
    const { platform, descriptor } = putRecipe(put, recipe)
    const { digest } = descriptor
    // Jobs run concurrently, and each checks its own tag.
    const name = `app-${digest.slice('sha256:'.length).slice(0, 12)}`
    const main = await joinOne(printPlatform(platform), `${host}/${name}`, digest)
    return { main, digest, tag: tags.get(`/v2/${name}/manifests/1`) }
  }
  return { join, close }
}

function joinOne(platform: string, repository: string, digest: string): Promise<Ended> {
  return withSandbox((sandbox, workspace) => {
    const docker = join(sandbox.folder, 'docker')
    writeDocker(docker)
    const parts = `${platform}=${repository}@${digest}`
    const inputs = { mode: 'merge', platforms: platform, tags: `${repository}:1`, parts }
    const env = { PATH: `${docker}:${sandbox.env['PATH']}` }
    return startStep({ action, workspace, sandbox, inputs, env }).ended
  })
}

/** A docker that exists and has nothing to do. */
function writeDocker(folder: string): void {
  mkdirSync(folder)
  const lines = [
    '#!/bin/sh',
    'case "$*" in',
    '"buildx version") echo "github.com/docker/buildx v0.36.1 abc" ;;',
    '*) echo "nobody plays this: $*" >&2 && exit 64 ;;',
    'esac',
  ]
  writeFileSync(join(folder, 'docker'), `${lines.join('\n')}\n`)
  chmodSync(join(folder, 'docker'), 0o755)
}

interface Finding {
  readonly severity: string
  readonly what: string
  readonly cure: string
}

/** Checks that output and log have exactly the findings of the recipe, each with its reason and its names. */
export function expectFindings({ outputs, log }: Ended, { tells = [] }: Recipe): void {
  const proof: Record<string, { findings: readonly Finding[] }> = JSON.parse(outputs['proof'] ?? '')
  const reported = Object.values(proof).flatMap(({ findings }) => findings)
  const lines = reported.map(({ severity, what, cure }) => `${severity}: ${what} ${cure}`.trim())
  const lacking = lines.map((line, at) => missingParts(line, tells[at] ?? { severity: 'error' }))
  expect({ lines, count: lines.length, lacking }).toEqual({
    ...{ lines, count: tells.length },
    lacking: lines.map(() => []),
  })
  for (const line of lines) expect(log.shown).toContain(`\n${line}\n`)
}

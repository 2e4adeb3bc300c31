/** What the runner gives this step: services, a name of its own, room on the disk. */
import { randomBytes } from 'node:crypto'
import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Env, StepFacts } from './facts.ts'
import { readSwitch } from './switches.ts'

export function readStep(env: Env): StepFacts {
  return {
    hasCacheService: hasCacheService(env),
    hasArtifactService: hasArtifactService(env),
    annotatesChecks: readSwitch('DOCKER_BUILD_CHECKS_ANNOTATIONS', env),
  }
}

/** Whether the cache service of GitHub Actions can be used. */
export function hasCacheService(env: Env): boolean {
  return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && (env['ACTIONS_RESULTS_URL'] || env['ACTIONS_CACHE_URL']))
}

/** Servers whose artifact service @actions/artifact works with: it refuses all others. */
const WITH_ARTIFACTS = /^(?:github\.com|.*\.ghe\.com|.*\.localhost)$/i

/** Whether this run has a service for artifacts; GHES, Gitea and others have none that can be used. */
function hasArtifactService(env: Env): boolean {
  const host = URL.parse(env['GITHUB_SERVER_URL'] || 'https://github.com')?.hostname ?? ''
  return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && env['ACTIONS_RESULTS_URL']) && WITH_ARTIFACTS.test(host)
}

/** Unique for this step: run id, attempt and some random characters. */
export function newStepId(env: Env): string {
  const run = `${env['GITHUB_RUN_ID'] ?? 'local'}-${env['GITHUB_RUN_ATTEMPT'] ?? '1'}`
  return `${run}-${randomBytes(4).toString('hex')}`
}

/** A private folder for a step; not made yet. */
export function temporaryFolder(id: string, env: Env): string {
  return join(runnerTemp(env), `multi-platform-build-${id}`)
}

/** Free bytes of the disk where that folder is to be; 0 where that cannot be asked. */
export function freeBytes(env: Env): number {
  try {
    const { bavail, bsize } = statfsSync(runnerTemp(env))
    return bavail * bsize
  } catch {
    return 0
  }
}

function runnerTemp(env: Env): string {
  return env['RUNNER_TEMP'] || tmpdir()
}

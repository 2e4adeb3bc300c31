/** What the runner gives this step: services, a name of its own, room on the disk. */
import { randomBytes } from 'node:crypto'
import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isYes } from '../buildx/attributes.ts'
import { buildxFolder } from '../docker/folders.ts'
import type { CacheService, Env, JobFacts, StepFacts } from './facts.ts'
import { printJob, readJob } from './job-process.ts'
import { readSwitch } from './switches.ts'

export function readStep(env: Env): StepFacts {
  return {
    ...readServices(env),
    hasArtifactService: hasArtifactService(env),
    hasIdentity: identityService(env) !== undefined,
    annotatesChecks: readSwitch('DOCKER_BUILD_CHECKS_ANNOTATIONS', env),
  }
}

/** The cache service of GitHub Actions, by the variables that Buildx goes by (build/opt.go of 0.36). */
export function readServices(env: Env): CacheService {
  const hasService = hasCacheService(env)
  return {
    hasCacheService: hasService,
    hasCacheServiceV2: hasService && isYes(env['ACTIONS_CACHE_SERVICE_V2']),
  }
}

/** Whether the cache service of GitHub Actions can be used. */
function hasCacheService(env: Env): boolean {
  return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && (env['ACTIONS_RESULTS_URL'] || env['ACTIONS_CACHE_URL']))
}

/** Servers whose artifact service @actions/artifact works with: it refuses all others. */
const WITH_ARTIFACTS = /^(?:github\.com|.*\.ghe\.com|.*\.localhost)$/i

/** Whether this run has a service for artifacts; GHES, Gitea and others have none that can be used. */
function hasArtifactService(env: Env): boolean {
  const host = URL.parse(env['GITHUB_SERVER_URL'] || 'https://github.com')?.hostname ?? ''
  return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && env['ACTIONS_RESULTS_URL']) && WITH_ARTIFACTS.test(host)
}

/** Where the runner gives tokens that say which job this is. */
export interface IdentityService {
  readonly url: string
  /** What it wants to see. */
  readonly secret: string
}

/**
 * The service of this job; undefined where the job has no right to it.
 * https://docs.github.com/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
export function identityService(env: Env): IdentityService | undefined {
  const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? ''
  const secret = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? ''
  return url === '' || secret === '' ? undefined : { url, secret }
}

/** Variables that are the same in every step of a job, and of which two jobs at once on one machine have others. */
const OF_JOB = [
  ...(['GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT', 'GITHUB_JOB'] as const),
  // Legs of a matrix have all of these in common. A machine has a runner for each, or one runner with folders for each.
  ...(['RUNNER_NAME', 'RUNNER_TEMP', 'RUNNER_TRACKING_ID'] as const),
] as const

/**
 * Which job this is. Beside the variables, its process tells jobs apart that are in containers, where the variables are
 * alike. Where a step sets one of these otherwise it counts as a job of its own.
 */
export function readJobFacts(env: Env): JobFacts {
  const variables = OF_JOB.map((name) => env[name] ?? '')
  return { run: runOf(env), identity: JSON.stringify([variables, buildxFolder(env), printJob(readJob())]) }
}

/** Unique for this step: run id, attempt and some random characters. */
export function newStepId(env: Env): string {
  return `${runOf(env)}-${randomBytes(4).toString('hex')}`
}

function runOf(env: Env): string {
  return `${env['GITHUB_RUN_ID'] ?? 'local'}-${env['GITHUB_RUN_ATTEMPT'] ?? '1'}`
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

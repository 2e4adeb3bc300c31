/** What the runner provides for this step: services, a unique name, disk space. */
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

/** The cache service of GitHub Actions, by the same variables as in Buildx (build/opt.go of 0.36). */
export function readServices(env: Env): CacheService {
  const hasService = hasCacheService(env)
  return {
    hasCacheService: hasService,
    hasCacheServiceV2: hasService && isYes(env['ACTIONS_CACHE_SERVICE_V2']),
  }
}

/** Whether the cache service of GitHub Actions is available. */
function hasCacheService(env: Env): boolean {
  return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && (env['ACTIONS_RESULTS_URL'] || env['ACTIONS_CACHE_URL']))
}

/** Servers whose artifact service @actions/artifact supports; it refuses all others. */
const WITH_ARTIFACTS = /^(?:github\.com|.*\.ghe\.com|.*\.localhost)$/i

/** Whether this run has an artifact service; that of GHES, Gitea and others is not supported. */
function hasArtifactService(env: Env): boolean {
  const host = URL.parse(env['GITHUB_SERVER_URL'] || 'https://github.com')?.hostname ?? ''
  return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && env['ACTIONS_RESULTS_URL']) && WITH_ARTIFACTS.test(host)
}

/** The runner's service for OIDC tokens. */
export interface IdentityService {
  readonly url: string
  /** The bearer token for requests to it. */
  readonly secret: string
}

/**
 * The service for this job; undefined if the job has no permission.
 * https://docs.github.com/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
export function identityService(env: Env): IdentityService | undefined {
  const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? ''
  const secret = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? ''
  return url === '' || secret === '' ? undefined : { url, secret }
}

/** Variables that are the same in every step of a job, but differ between concurrent jobs on a machine. */
const JOB_VARIABLES = [
  ...(['GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT', 'GITHUB_JOB'] as const),
  // The variables above are equal in all legs of a matrix. Concurrent jobs on a machine differ in runner or folder.
  ...(['RUNNER_NAME', 'RUNNER_TEMP', 'RUNNER_TRACKING_ID'] as const),
] as const

/**
 * The identity of this job. In addition to the variables it uses the job's process, because jobs in containers may have
 * equal variables. A step that overrides one of the variables counts as a separate job.
 */
export function readJobFacts(env: Env): JobFacts {
  const variables = JOB_VARIABLES.map((name) => env[name] ?? '')
  return { run: runOf(env), identity: JSON.stringify([variables, buildxFolder(env), printJob(readJob())]) }
}

/** Unique for this step: run id, attempt and some random characters. */
export function newStepId(env: Env): string {
  return `${runOf(env)}-${randomBytes(4).toString('hex')}`
}

function runOf(env: Env): string {
  return `${env['GITHUB_RUN_ID'] ?? 'local'}-${env['GITHUB_RUN_ATTEMPT'] ?? '1'}`
}

/** A private folder for a step; not created yet. */
export function temporaryFolder(id: string, env: Env): string {
  return join(runnerTemp(env), `multi-platform-build-${id}`)
}

/** Free bytes on the disk of that folder; 0 if unknown. */
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

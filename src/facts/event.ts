import { readFileSync } from 'node:fs'
import { field, parseJson, text } from '../json.ts'
import type { Env, EventFacts } from './facts.ts'
import { readSwitch } from './switches.ts'

/** Reads the event from the runner's variables and its payload file. Outside a runner everything is ''. */
export function readEvent(env: Env): EventFacts {
  const payload = readPayload(env['GITHUB_EVENT_PATH'])
  const onTag = env['GITHUB_REF_TYPE'] === 'tag'
  const base = env['GITHUB_BASE_REF'] || stripHeads(text(payload, 'merge_group', 'base_ref'))
  // A merge queue's own branch lives for one run: what it builds becomes the base branch.
  const own = text(payload, 'merge_group', 'base_ref') === '' ? env['GITHUB_REF_NAME'] : base
  return {
    branch: onTag ? '' : env['GITHUB_HEAD_REF'] || own || '',
    base: base ?? '',
    defaultBranch: text(payload, 'repository', 'default_branch'),
    onTag,
    fork: isFork(payload),
    ...readRepository(env, payload),
    noDefaultAttestations: readSwitch('BUILDX_NO_DEFAULT_ATTESTATIONS', env),
  }
}

/** A pull request is built as it would be merged, unless docker's variable asks for its own head. */
function readSha(env: Env, payload: unknown): string {
  const head = text(payload, 'pull_request', 'head', 'sha')
  const wantsHead = readSwitch('DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF', env)
  return wantsHead && head !== '' ? head : (env['GITHUB_SHA'] ?? '')
}

function readRepository(env: Env, payload: unknown) {
  const server = env['GITHUB_SERVER_URL'] || 'https://github.com'
  const repository = env['GITHUB_REPOSITORY'] ?? ''
  const run = `${server}/${repository}/actions/runs/${env['GITHUB_RUN_ID']}/attempts/${env['GITHUB_RUN_ATTEMPT'] ?? '1'}`
  return {
    server,
    repository,
    sha: readSha(env, payload),
    isPrivate: field(field(payload, 'repository'), 'private') === true,
    runUrl: env['GITHUB_RUN_ID'] ? run : '',
    runId: env['GITHUB_RUN_ID'] ?? '',
    // nektos/act, pkg/model/github_context.go
    isRunIdShared: Boolean(env['ACT']) && env['GITHUB_RUN_ID'] === '1',
    isAct: Boolean(env['ACT']),
    job: env['GITHUB_JOB'] ?? '',
    attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1') || 1,
  }
}

/**
 * A pull request, or a workflow that runs after another one, whose code is from another repository or from one
 * that is deleted by now.
 */
function isFork(payload: unknown): boolean {
  const own = text(payload, 'repository', 'full_name')
  const pull = field(payload, 'pull_request')
  if (pull !== undefined) return text(pull, 'head', 'repo', 'full_name') !== own
  const earlier = field(payload, 'workflow_run')
  return earlier !== undefined && text(earlier, 'head_repository', 'full_name') !== own
}

function readPayload(path: string | undefined): unknown {
  if (!path) return undefined
  try {
    return parseJson(readFileSync(path, 'utf8'))
  } catch {
    // A runner that has no payload file tells us nothing; that is no reason to fail.
    return undefined
  }
}

function stripHeads(ref: string): string {
  return ref.replace(/^refs\/heads\//, '')
}

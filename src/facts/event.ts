import { readFileSync } from 'node:fs'
import { field, parseJson, text } from '../json.ts'
import type { Env, EventCommit, EventFacts } from './facts.ts'
import { readSwitch } from './switches.ts'

/** Reads the event from the runner's variables and its payload file. Outside a runner everything is ''. */
export function readEvent(env: Env): EventFacts {
  const payload = readPayload(env['GITHUB_EVENT_PATH'])
  const onTag = env['GITHUB_REF_TYPE'] === 'tag'
  const base = env['GITHUB_BASE_REF'] || stripHeads(text(payload, 'merge_group', 'base_ref'))
  // The branch of a merge queue lives for one run only: its commit becomes the base branch.
  const own = text(payload, 'merge_group', 'base_ref') === '' ? env['GITHUB_REF_NAME'] : base
  return {
    branch: onTag ? '' : env['GITHUB_HEAD_REF'] || own || '',
    base: base ?? '',
    defaultBranch: text(payload, 'repository', 'default_branch'),
    onTag,
    name: env['GITHUB_EVENT_NAME'] ?? '',
    ref: env['GITHUB_REF'] ?? '',
    about: aboutCommit(env, payload),
    fork: isFork(payload),
    actor: env['GITHUB_ACTOR'] ?? '',
    ...readRepository(env, payload),
    noDefaultAttestations: readSwitch('BUILDX_NO_DEFAULT_ATTESTATIONS', env),
  }
}

type ReadCommit = (payload: unknown, ref: string) => EventCommit | undefined

/** The GitHub expression for a member of the event. */
function memberOf(...path: readonly string[]): string {
  return `\${{ ${['github', 'event', ...path].join('.')} }}`
}

/** An event that has a commit, although the runner checks out the default branch. */
function commitOf(what: string, ...path: readonly string[]): ReadCommit {
  return (payload) => ({ sha: text(payload, ...path), what, ref: memberOf(...path) })
}

/**
 * Events whose GITHUB_SHA is not always the commit that they are about:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
const COMMIT_READERS: ReadonlyMap<string, ReadCommit> = new Map([
  ['workflow_run', commitOf('the run that this one follows', 'workflow_run', 'head_sha')],
  ['check_run', commitOf('the check', 'check_run', 'head_sha')],
  ['check_suite', commitOf('the checks', 'check_suite', 'head_sha')],
  ['status', commitOf('the status', 'sha')],
  ['pull_request_target', commitOf('the pull request', 'pull_request', 'head', 'sha')],
  [
    'issue_comment',
    (payload) => {
      if (field(field(payload, 'issue'), 'pull_request') === undefined) return undefined
      const ref = `refs/pull/${memberOf('issue', 'number')}/head`
      return { sha: '', what: 'the pull request that was commented on', ref }
    },
  ],
  [
    // For a draft, whose tag is created later, and for a deleted release, the runner uses the default branch.
    'release',
    (payload, ref) => {
      const tag = text(payload, 'release', 'tag_name')
      if (tag === '' || ref === `refs/tags/${tag}`) return undefined
      return { sha: '', what: `the release ${tag}`, ref: memberOf('release', 'tag_name') }
    },
  ],
])

function aboutCommit(env: Env, payload: unknown): EventCommit | undefined {
  const about = COMMIT_READERS.get(env['GITHUB_EVENT_NAME'] ?? '')?.(payload, env['GITHUB_REF'] ?? '')
  // Unknown without a payload.
  return payload === undefined ? undefined : about
}

/** A pull request is built as merged, unless docker's variable requests its head. */
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
    api: env['GITHUB_API_URL'] ?? '',
    repository,
    sha: readSha(env, payload),
    isPrivate: field(field(payload, 'repository'), 'private') === true,
    // A repository for the members of an enterprise is "internal".
    isPublic: text(payload, 'repository', 'visibility') === 'public',
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
 * Whether a pull request, or the run that a workflow_run follows, has code from another repository, possibly one that
 * has been deleted.
 */
function isFork(payload: unknown): boolean {
  const own = text(payload, 'repository', 'full_name')
  const pull = field(payload, 'pull_request')
  if (pull !== undefined) return text(pull, 'head', 'repo', 'full_name') !== own
  const earlier = field(payload, 'workflow_run')
  return earlier !== undefined && text(earlier, 'head_repository', 'full_name') !== own
}

/** The payload of the event; undefined if there is none. */
export function readPayload(path: string | undefined): unknown {
  if (!path) return undefined
  try {
    return parseJson(readFileSync(path, 'utf8'))
  } catch {
    // A missing payload file is not a reason to fail.
    return undefined
  }
}

function stripHeads(ref: string): string {
  return ref.replace(/^refs\/heads\//, '')
}

/** Events that start a workflow, as the runner passes them to a step. */

export interface Event {
  readonly name: string
  /** The payload that GitHub sent, limited to the members that are read. */
  readonly payload: unknown
  readonly ref: string
  readonly refName: string
  readonly refType: 'branch' | 'tag'
  /** Branches of a pull request, '' for other events. */
  readonly headRef: string
  readonly baseRef: string
  readonly sha: string
}

export const REPOSITORY = 'octo-org/hello'
const SHA = '6113728f27ae82c7b1a177c8d03f9e96e0adf246'

const repository = {
  ...{ full_name: REPOSITORY, name: 'hello', default_branch: 'main', private: false, visibility: 'public' },
  ...{ html_url: `https://github.com/${REPOSITORY}`, description: 'Says hello', license: { spdx_id: 'MIT' } },
}

const commit = { id: SHA, timestamp: '2026-03-01T12:30:45+02:00' }

export function pushTo(branch: string): Event {
  const ref = `refs/heads/${branch}`
  const payload = { ref, after: SHA, deleted: false, repository, head_commit: commit }
  return { ...common, name: 'push', payload, ref, refName: branch, refType: 'branch' }
}

export function pushOfTag(tag: string): Event {
  const ref = `refs/tags/${tag}`
  const payload = { ref, after: SHA, deleted: false, repository, head_commit: commit }
  return { ...common, name: 'push', payload, ref, refName: tag, refType: 'tag' }
}

export interface PullRequest {
  readonly number: number
  readonly from: string
  readonly into: string
  /** Repository of the change, if it is not this one. */
  readonly fork?: string
}

export function pullRequest({ number, from, into, fork }: PullRequest): Event {
  const head = { ref: from, sha: SHA, repo: { full_name: fork ?? REPOSITORY, fork: fork !== undefined } }
  const base = { ref: into, repo: repository }
  const payload = { action: 'synchronize', number, repository, pull_request: { number, head, base } }
  return {
    ...common,
    name: 'pull_request',
    payload,
    ref: `refs/pull/${number}/merge`,
    refName: `${number}/merge`,
    refType: 'branch',
    headRef: from,
    baseRef: into,
  }
}

const common = { headRef: '', baseRef: '', sha: SHA }

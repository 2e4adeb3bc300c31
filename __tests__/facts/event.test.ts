import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readEvent } from '../../src/facts/event.ts'

const payload = (name: string): string => join(import.meta.dirname, 'events', name)

const pullRequest = (number: number, head: string, base: string) => ({
  GITHUB_REF_NAME: `${number}/merge`,
  GITHUB_REF_TYPE: 'branch',
  GITHUB_HEAD_REF: head,
  GITHUB_BASE_REF: base,
})

const nothing = { branch: '', base: '', defaultBranch: '', onTag: false, fork: false, actor: '' }

describe('the facts of an event', () => {
  test.each([
    {
      event: 'a push to a branch',
      file: 'push.json',
      env: { GITHUB_REF_NAME: 'main', GITHUB_REF_TYPE: 'branch', GITHUB_HEAD_REF: '', GITHUB_BASE_REF: '' },
      facts: { branch: 'main', base: '', defaultBranch: 'main', onTag: false, fork: false },
    },
    {
      event: 'a push of a tag',
      file: 'tag.json',
      env: { GITHUB_REF_NAME: 'v1.2', GITHUB_REF_TYPE: 'tag', GITHUB_HEAD_REF: '', GITHUB_BASE_REF: '' },
      facts: { branch: '', base: '', defaultBranch: 'main', onTag: true, fork: false },
    },
    {
      event: 'a pull request from the same repository',
      file: 'pull-request.json',
      env: pullRequest(12, 'feature/cache', 'release/1.x'),
      facts: {
        branch: 'feature/cache',
        base: 'release/1.x',
        defaultBranch: 'main',
        onTag: false,
        fork: false,
      },
    },
    {
      event: 'a pull request from a fork',
      file: 'pull-request-of-a-fork.json',
      env: pullRequest(13, 'main', 'main'),
      facts: { branch: 'main', base: 'main', defaultBranch: 'main', onTag: false, fork: true },
    },
    {
      event: 'a pull request from a fork that is deleted by now',
      file: 'pull-request-of-a-deleted-fork.json',
      env: pullRequest(14, 'topic', 'main'),
      facts: { branch: 'topic', base: 'main', defaultBranch: 'main', onTag: false, fork: true },
    },
    {
      event: 'a pull request inside a fork',
      file: 'pull-request-inside-a-fork.json',
      env: pullRequest(1, 'topic', 'main'),
      facts: { branch: 'topic', base: 'main', defaultBranch: 'main', onTag: false, fork: false },
    },
    {
      event: 'pull_request_target, which runs on the base branch, from a fork',
      file: 'pull-request-of-a-fork.json',
      env: { ...pullRequest(13, 'main', 'main'), GITHUB_REF_NAME: 'main' },
      facts: { branch: 'main', base: 'main', defaultBranch: 'main', onTag: false, fork: true },
    },
    {
      event: 'a merge queue, whose own branch lives for one run',
      file: 'merge-group.json',
      env: {
        GITHUB_REF_NAME: 'gh-readonly-queue/main/pr-12-0123456',
        GITHUB_REF_TYPE: 'branch',
        GITHUB_HEAD_REF: '',
        GITHUB_BASE_REF: '',
      },
      facts: { branch: 'main', base: 'main', defaultBranch: 'develop', onTag: false, fork: false },
    },
    {
      event: 'a schedule',
      file: 'schedule.json',
      env: { GITHUB_REF_NAME: 'main', GITHUB_REF_TYPE: 'branch' },
      facts: { branch: 'main', base: '', defaultBranch: 'main', onTag: false, fork: false },
    },
    {
      event: 'a run by hand on a branch',
      file: 'manual.json',
      env: { GITHUB_REF_NAME: 'topic', GITHUB_REF_TYPE: 'branch' },
      facts: { branch: 'topic', base: '', defaultBranch: 'main', onTag: false, fork: false },
    },
    {
      event: 'a payload that is no JSON',
      file: 'broken.txt',
      env: { GITHUB_REF_NAME: 'main', GITHUB_REF_TYPE: 'branch' },
      facts: { ...nothing, branch: 'main' },
    },
    {
      event: 'a payload that is not there',
      file: 'none.json',
      env: { GITHUB_REF_NAME: 'main', GITHUB_REF_TYPE: 'branch' },
      facts: { ...nothing, branch: 'main' },
    },
  ])('$event', ({ file, env, facts }) => {
    expect(readEvent({ ...env, GITHUB_EVENT_PATH: payload(file) })).toMatchObject(facts)
  })

  test.each([
    { where: 'outside a runner', env: {} },
    { where: 'with an empty payload path', env: { GITHUB_EVENT_PATH: '' } },
  ])('are empty $where', ({ env }) => {
    expect(readEvent(env)).toEqual({
      ...nothing,
      server: 'https://github.com',
      repository: '',
      sha: '',
      isPrivate: false,
      isPublic: false,
      api: '',
      runUrl: '',
      runId: '',
      isRunIdShared: false,
      isAct: false,
      job: '',
      attempt: 1,
      noDefaultAttestations: false,
      name: '',
      ref: '',
      about: undefined,
    })
  })
})

test.each([
  { what: 'its own', env: { GITHUB_RUN_ID: '1' }, isRunIdShared: false },
  { what: 'its own, as set by the user', env: { GITHUB_RUN_ID: '99', ACT: 'true' }, isRunIdShared: false },
  { what: 'shared with all other runs', env: { GITHUB_RUN_ID: '1', ACT: 'true' }, isRunIdShared: true },
])('a run has an id that is $what', ({ env, isRunIdShared }) => {
  expect(readEvent(env)).toMatchObject({ runId: env.GITHUB_RUN_ID, isRunIdShared })
})

describe('the repository of an event', () => {
  const RUN = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'octo-org/app',
    GITHUB_SHA: '1c1e0bd1c1e0bd1c1e0bd1c1e0bd1c1e0bd1c1e0',
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_JOB: 'legs',
  }
  const PUBLIC = {
    server: 'https://github.com',
    repository: 'octo-org/app',
    sha: RUN.GITHUB_SHA,
    isPrivate: false,
    runUrl: 'https://github.com/octo-org/app/actions/runs/4711/attempts/2',
    job: 'legs',
    attempt: 2,
  }
  const HEAD = '6dcb09b5b57875f334f61aebed695e2e4193db5e'

  test.each([
    { what: 'a public repository', file: 'push.json', env: {}, facts: PUBLIC },
    {
      what: 'a private repository',
      file: 'push-to-a-private-repository.json',
      env: {},
      facts: { ...PUBLIC, isPrivate: true },
    },
    {
      what: 'a public repository, and the address of the API',
      file: 'push-to-a-visible-repository.json',
      env: { GITHUB_API_URL: 'https://api.github.com' },
      facts: { ...PUBLIC, isPublic: true, api: 'https://api.github.com' },
    },
    {
      what: 'a repository that is internal to an enterprise',
      file: 'push-to-an-internal-repository.json',
      env: {},
      facts: { ...PUBLIC, isPrivate: true, isPublic: false },
    },
    {
      what: 'a repository without a payload, which counts as public',
      file: 'none.json',
      env: {},
      facts: { ...PUBLIC, isPublic: false },
    },
    {
      what: 'a server other than github.com',
      file: 'push.json',
      env: { GITHUB_SERVER_URL: 'https://git.example.com:8443' },
      facts: {
        ...PUBLIC,
        server: 'https://git.example.com:8443',
        runUrl: 'https://git.example.com:8443/octo-org/app/actions/runs/4711/attempts/2',
      },
    },
    {
      what: 'a runner that does not count attempts',
      file: 'push.json',
      env: { GITHUB_RUN_ATTEMPT: undefined },
      facts: {
        ...PUBLIC,
        runUrl: 'https://github.com/octo-org/app/actions/runs/4711/attempts/1',
        attempt: 1,
      },
    },
    {
      what: 'no run',
      file: 'push.json',
      env: { GITHUB_RUN_ID: undefined },
      facts: { ...PUBLIC, runUrl: '' },
    },
    {
      what: 'a job without an id',
      file: 'push.json',
      env: { GITHUB_JOB: undefined },
      facts: { ...PUBLIC, job: '' },
    },
    {
      what: 'a tenth attempt, which is more than the ninth',
      file: 'push.json',
      env: { GITHUB_RUN_ATTEMPT: '10' },
      facts: { attempt: 10 },
    },
    ...['', 'x', '0'].map((text) => ({
      what: `an attempt "${text}", which counts as the first`,
      file: 'push.json',
      env: { GITHUB_RUN_ATTEMPT: text },
      facts: { attempt: 1 },
    })),
    { what: 'a pull request, at its merge commit', file: 'pull-request.json', env: {}, facts: PUBLIC },
    {
      what: 'a pull request, at its head if requested',
      file: 'pull-request.json',
      env: { DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: 'true' },
      facts: { ...PUBLIC, sha: HEAD },
    },
    {
      what: 'a pull request, at its merge commit if the head is not requested',
      file: 'pull-request.json',
      env: { DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: 'false' },
      facts: PUBLIC,
    },
    {
      what: 'a push, whatever is requested for pull requests',
      file: 'push.json',
      env: { DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: 'true' },
      facts: PUBLIC,
    },
  ])('$what', ({ file, env, facts }) => {
    expect(readEvent({ ...RUN, ...env, GITHUB_EVENT_PATH: payload(file) })).toMatchObject(facts)
  })
})

describe('the commit that an event is about', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mpb-event-'))
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  const aboutOf = (name: string, event: object, ref = 'refs/heads/main') => {
    const path = join(folder, 'event.json')
    writeFileSync(path, JSON.stringify(event))
    return readEvent({ GITHUB_EVENT_NAME: name, GITHUB_REF: ref, GITHUB_EVENT_PATH: path }).about
  }
  const HEAD = 'f00d'.repeat(10)
  const issue = { number: 7 }

  test.each<{ name: string; event: object; ref?: string; sha: string; checkout: string }>([
    {
      ...{ name: 'workflow_run', event: { workflow_run: { head_sha: HEAD } } },
      ...{ sha: HEAD, checkout: 'workflow_run.head_sha' },
    },
    {
      name: 'check_run',
      event: { check_run: { head_sha: HEAD } },
      sha: HEAD,
      checkout: 'check_run.head_sha',
    },
    {
      ...{ name: 'check_suite', event: { check_suite: { head_sha: HEAD } } },
      ...{ sha: HEAD, checkout: 'check_suite.head_sha' },
    },
    { name: 'status', event: { sha: HEAD }, sha: HEAD, checkout: 'sha' },
    {
      ...{ name: 'pull_request_target', event: { pull_request: { head: { sha: HEAD } } } },
      ...{ sha: HEAD, checkout: 'pull_request.head.sha' },
    },
    {
      ...{ name: 'issue_comment', event: { issue: { ...issue, pull_request: {} } } },
      ...{ sha: '', checkout: 'issue.number' },
    },
    {
      ...{ name: 'release', event: { release: { tag_name: 'v1' } } },
      ...{ sha: '', checkout: 'release.tag_name' },
    },
  ])('is known for $name', ({ name, event, sha, checkout }) => {
    expect(aboutOf(name, event)).toMatchObject({
      sha,
      ref: expect.stringContaining(`github.event.${checkout} `),
    })
  })

  test.each<{ what: string; name: string; event: object; ref?: string }>([
    { what: 'a push', name: 'push', event: { head_commit: { id: HEAD } } },
    { what: 'a comment on an issue', name: 'issue_comment', event: { issue } },
    {
      what: 'a release of its tag',
      name: 'release',
      event: { release: { tag_name: 'v1' } },
      ref: 'refs/tags/v1',
    },
    { what: 'a manual run on a tag', name: 'workflow_dispatch', event: {}, ref: 'refs/tags/v1' },
    {
      what: 'a pull request, which is built as merged',
      name: 'pull_request',
      event: { pull_request: { head: { sha: HEAD } } },
    },
  ])('is that of the runner for $what', ({ name, event, ref }) => {
    expect(aboutOf(name, event, ref)).toBeUndefined()
  })

  test('is not known without a payload', () => {
    expect(readEvent({ GITHUB_EVENT_NAME: 'workflow_run' }).about).toBeUndefined()
  })
})

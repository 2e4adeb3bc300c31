import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { fakeDocker } from '../../e2e/harness/fake-docker/fake.ts'
import { type Files, git, makeRepository, writeFiles } from '../../e2e/harness/repository.ts'
import { startStep } from '../../e2e/harness/runner.ts'
import { action, goodDocker, INPUTS, indexOf, withSandbox } from './run-bundle.ts'

/** The context of a build, and the messages about it: the shipped bundle against a fake docker. */

const SHA = '6113728f27ae82c7b1a177c8d03f9e96e0adf246'
const GIT = `https://github.com/owner/app.git#${SHA}`
const HEAD = 'f00d'.repeat(10)

/** Writes the files that an earlier step leaves in the workspace. @returns the commit of the event */
type Before = (workspace: string) => string

/** A build that is not pushed, of an event. */
function runJob(
  inputs: Readonly<Record<string, string>>,
  name = 'push',
  event: object = {},
  before: Before = () => SHA,
) {
  return withSandbox(async (sandbox, workspace) => {
    const sha = before(workspace)
    const fake = fakeDocker({
      folder: join(sandbox.folder, 'fake'),
      rules: goodDocker(indexOf(['linux/amd64']).digest),
    })
    const path = join(sandbox.folder, 'event.json')
    writeFileSync(path, JSON.stringify(event))
    const given = { push: 'false', tags: '', platforms: 'linux/amd64', cache: 'off', 'github-token': 'ghs_1' }
    const step = startStep({
      ...{ action, workspace, sandbox, inputs: { ...INPUTS, ...given, ...inputs } },
      env: {
        ...fake.env,
        ...{ GITHUB_REPOSITORY: 'owner/app', GITHUB_SHA: sha, GITHUB_REF: 'refs/heads/main' },
        ...{ GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path },
      },
    })
    const { log, exitCode } = await step.ended
    await step.post()
    const calls = fake.calls()
    const builds = calls.filter(({ argv }) => argv[0] === 'buildx' && argv[1] === 'build')
    return {
      exitCode,
      shown: log.shown,
      isEmulated: calls.some(({ argv }) => argv[0] === 'run'),
      result: log.commands
        .filter(({ name: kind }) => ['error', 'warning'].includes(kind))
        .map(({ data }) => data),
      contexts: builds.map(({ argv }) => argv.at(-1)),
      secrets: builds.map(
        ({ argv }) => argv.filter((word) => word.startsWith('id=GIT_AUTH_TOKEN.github.com,')).length,
      ),
    }
  })
}

describe('the token for the Git context', () => {
  test.each([
    { what: 'no context', inputs: { context: '' }, context: GIT },
    { what: 'a folder of it', inputs: { context: '{{defaultContext}}:app' }, context: `${GIT}:app` },
    {
      what: 'a further context',
      inputs: { 'build-contexts': 'src={{defaultContext}}:src' },
      context: '.',
    },
    {
      what: 'a context of one platform',
      inputs: { 'platform-settings': 'linux/amd64:\n  context: "{{defaultContext}}:app"' },
      context: `${GIT}:app`,
    },
  ])('comes with $what', async ({ inputs, context }) => {
    const { contexts, secrets, exitCode, shown } = await runJob(inputs)
    expect([exitCode, contexts, secrets]).toEqual([0, [context], [1]])
    expect(shown).toContain(`Context: the commit ${SHA} of owner/app (the event push, refs/heads/main)`)
  })

  test('does not come with a folder', async () => {
    const { secrets, shown } = await runJob({ context: '.' })
    expect([secrets, shown.includes('Context: ')]).toEqual([[0], false])
  })
})

describe('a commit that the event is not about', () => {
  const event = { workflow_run: { head_sha: HEAD } }

  test('is reported if it is built', async () => {
    const { result } = await runJob({ context: '' }, 'workflow_run', event)
    expect(result).toEqual([
      expect.stringMatching(
        /^context: for the event workflow_run, the commit 6113728f27ae of refs\/heads\/main is built, not the commit f00df00df00d of the run/,
      ),
    ])
  })

  test('is not reported if the workflow has checked something out', async () => {
    expect((await runJob({ context: '.' }, 'workflow_run', event)).result).toEqual([])
  })
})

describe('beside a checkout', () => {
  const FILES: Files = {
    '.gitignore': 'dist\nnode_modules\n',
    '.dockerignore': 'docs\nnode_modules\n',
    'docs/a.md': 'a',
    Dockerfile: 'FROM nginx AS site\nCOPY dist /site\nFROM site\nCOPY . /src\n',
  }

  test('the log shows what is built and what is not, and an emulator that no step needs is not installed', async () => {
    const given = { context: '', platforms: 'linux/amd64,linux/riscv64', qemu: 'auto' }
    const { exitCode, result, isEmulated } = await runJob(given, 'push', {}, (workspace) => {
      const sha = makeRepository(workspace, FILES)
      writeFiles(workspace, { 'dist/index.html': '', 'node_modules/a': '', Dockerfile: 'FROM a\nRUN b\n' })
      return sha
    })
    expect({ exitCode, isEmulated }).toEqual({ exitCode: 0, isEmulated: false })
    expect(result).toEqual([
      expect.stringMatching(
        /^context: the commit [0-9a-f]{12} is built, not the workspace; different there, or only there: Dockerfile, dist\/\. Set context: \. to /,
      ),
      'context: .dockerignore has no effect in a Git context, and the Dockerfile copies what it excludes: docs/. Set context: . to keep that out.',
    ])
  })

  test('of the same files there is no message', async () => {
    const { result, exitCode } = await runJob({ context: '' }, 'push', {}, (workspace) => {
      const sha = makeRepository(workspace, { ...FILES, Dockerfile: 'FROM a\nCOPY .gitignore /\n' })
      writeFiles(workspace, { 'node_modules/a': '', 'dist/b': '', 'report.xml': '' })
      return sha
    })
    expect({ result, exitCode }).toEqual({ result: [], exitCode: 0 })
  })

  test('that git cannot read, the build continues', async () => {
    const { result, exitCode } = await runJob({ context: '' }, 'push', {}, (workspace) => {
      const sha = makeRepository(workspace, FILES)
      git(workspace, 'config', 'core.repositoryFormatVersion', '99')
      return sha
    })
    expect({ result, exitCode }).toEqual({ result: [], exitCode: 0 })
  })
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from '@jest/globals'
import { gitServer } from './harness/git-server.ts'
import * as registry from './harness/registry.ts'
import { git, makeRepository, writeFiles } from './harness/repository.ts'
import { endToEnd, expectGreen, onShared } from './stage.ts'

const DOCKERFILE =
  'FROM alpine AS build\nRUN uname -m > /machine\nFROM scratch\nCOPY --from=build /machine /\n'

describe('outputs', () => {
  onShared('of files are written, without a digest', async (stage) => {
    stage.write({ Dockerfile: DOCKERFILE })
    const run = await stage.run({
      platforms: 'linux/amd64,linux/arm64',
      cache: 'off',
      outputs: 'type=local,dest=out\n# and as an archive\ntype=tar,dest=out.tar',
    })
    expectGreen(run)
    expect(readFileSync(join(stage.workspace, 'out/linux_arm64/machine'), 'utf8')).toBe('aarch64\n')
    expect(existsSync(join(stage.workspace, 'out.tar'))).toBe(true)
    expect(run.main.outputs).toMatchObject({ digest: '', imageid: '', digests: '{}' })
  })

  endToEnd(
    "of a platform's Git context are those of the commit, and differences of the checkout are reported",
    async (stage) => {
      const { sandbox, workspace } = stage
      const app = 'FROM scratch\nCOPY . /\nCOPY --from=docs . /docs\n'
      const sha = makeRepository(workspace, {
        ...{ 'app/Dockerfile': app, 'app/.dockerignore': 'kept\n', 'app/kept': 'a', 'docs/b': 'b' },
        Dockerfile: 'FROM scratch\nCOPY nothing /\n',
      })
      git(workspace, 'clone', '--quiet', '--bare', '.', join(sandbox.folder, 'repositories/owner/app.git'))
      writeFiles(workspace, { 'app/made': 'c', 'docs/b': 'changed', 'other/d': 'd' })
      const server = await gitServer(join(sandbox.folder, 'repositories'))
      try {
        const run = await stage.run(
          {
            // It uses the git of this machine, because BuildKit's image may have none here.
            ...{ driver: 'docker', 'driver-opts': '', 'buildkitd-config-inline': '', provenance: 'false' },
            ...{ platforms: 'linux/amd64', cache: 'off', outputs: 'type=local,dest=out' },
            'platform-settings': `linux/amd64:\n  context: "{{defaultContext}}:app"\n  build-contexts: ["docs={{defaultContext}}:docs"]`,
          },
          { env: { GITHUB_SERVER_URL: server.url, GITHUB_REPOSITORY: 'owner/app', GITHUB_SHA: sha } },
        )
        expectGreen(run)
        expect(readdirSync(join(workspace, 'out')).toSorted()).toEqual([
          '.dockerignore',
          'Dockerfile',
          'docs',
          'kept',
        ])
        expect(readFileSync(join(workspace, 'out/docs/b'), 'utf8')).toBe('b')
        const short = sha.slice(0, 12)
        expect(
          run.main.log.commands.filter(({ name }) => name === 'warning').map(({ data }) => data),
        ).toEqual([
          `context: the commit ${short} is built, not the workspace; different there, or only there: app/made. Set context: app to build the workspace.`,
          'context: app/.dockerignore has no effect in a Git context, and the Dockerfile copies what it excludes: app/kept. Set context: app to keep that out.',
          `context: the commit ${short} is built, not the workspace; different there, or only there: docs/b. Set docs=docs in build-contexts to build the workspace.`,
        ])
      } finally {
        await server.close()
      }
    },
  )

  onShared('give the pushed digest, at whatever position the pushing exporter is', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: DOCKERFILE })
    const oci = 'type=oci,dest=layout.tar'
    for (const [tag, outputs] of [
      ['first', [`type=image,"name=${repository}:first",push=true`, oci]],
      ['last', [oci, `type=registry,name=${repository}:last`]],
    ] as const) {
      const run = await stage.run({
        platforms: 'linux/amd64,linux/arm64',
        cache: 'off',
        outputs: outputs.join('\n'),
      })
      expectGreen(run)
      expect(run.main.outputs['digest']).toBe(await registry.resolve(`${repository}:${tag}`))
      expect(run.main.outputs['tags']).toBe(`${repository}:${tag}`)
      expect(existsSync(join(stage.workspace, 'layout.tar'))).toBe(true)
    }
  })

  onShared('by digest push no tag, and the digest is confirmed', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: DOCKERFILE })
    const run = await stage.run({
      platforms: 'linux/amd64,linux/arm64',
      cache: 'off',
      tags: repository,
      outputs: 'type=image,push-by-digest=true,name-canonical=true,push=true',
    })
    expectGreen(run)
    const { outputs } = run.main
    expect((await registry.index(`${repository}@${outputs['digest']}`)).images).toHaveLength(2)
    expect(await registry.exists(`${repository}:latest`)).toBe(false)
    expect(outputs).toMatchObject({ image: `${repository}@${outputs['digest']}`, tags: '' })
  })
})

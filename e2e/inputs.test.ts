import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { fakeDocker } from './harness/fake-docker/fake.ts'
import { runStep } from './harness/runner.ts'
import { newSandbox, removeSandbox } from './harness/sandbox.ts'
import { ACTION, errorsOf } from './stage.ts'

interface Row {
  readonly name: string
  readonly inputs: Readonly<Record<string, string>>
  readonly errors: readonly string[]
}

const ROWS: readonly Row[] = [
  {
    name: 'a misspelt architecture',
    inputs: { platforms: 'linux/amd64\nlinux/amr64' },
    errors: [
      'platforms, line 2: unknown architecture "amr64" in platform "linux/amr64". Did you mean linux/arm64?',
    ],
  },
  {
    name: 'a variant written without its slash',
    inputs: { platforms: 'linux/armv7' },
    errors: [
      'platforms, line 1: unknown architecture "armv7" in platform "linux/armv7". Did you mean linux/arm/v7?',
    ],
  },
  {
    name: 'a variant that does not exist',
    inputs: { platforms: 'linux/arm/v9' },
    errors: [
      'platforms, line 1: unknown variant "v9" of arm in platform "linux/arm/v9". Known variants of arm are v5, v6, v7, v8.',
    ],
  },
  {
    name: 'a boolean input that is not a boolean',
    inputs: { push: 'yes', tags: 'a/b' },
    errors: ['push: "yes" is neither true, auto nor false. Write true, auto or false.'],
  },
  {
    name: 'push without an image name',
    inputs: { push: 'true' },
    errors: [
      'push: there is no name to push to. Add tags, as in tags: ghcr.io/owner/app:latest, or set push: false.',
    ],
  },
  {
    name: 'an image name in upper case, as github.repository often is',
    inputs: { tags: 'ghcr.io/Owner/App:v1', push: 'true' },
    errors: [
      'tags, line 1: "ghcr.io/Owner/App:v1" is not an image name. Image names are lower-case: write ghcr.io/owner/app:v1.',
    ],
  },
  {
    name: 'a tag with a slash, as in many branch names',
    inputs: { tags: '# names\nghcr.io/owner/app:feature/x', push: 'true' },
    errors: [
      'tags, line 2: "feature/x" in "ghcr.io/owner/app:feature/x" cannot be a tag. A tag has up to 128 letters, digits, ".", "_" and "-", and begins with a letter, a digit or "_".',
    ],
  },
  {
    name: 'a digest where a tag belongs',
    inputs: { tags: 'a/b@sha256:0', push: 'true' },
    errors: [
      'tags, line 1: "a/b@sha256:0" names a digest. Write a name and a tag, as in ghcr.io/owner/app:1.2; the digest is an output.',
    ],
  },
  {
    name: 'a context that does not exist',
    inputs: { context: './nowhere' },
    errors: [
      'context: there is no folder "./nowhere". Check out the repository first (actions/checkout), or correct the path.',
    ],
  },
  {
    name: 'a context that looks like a flag',
    inputs: { context: '--push' },
    errors: ['context: "--push" looks like a flag. Write a folder, as in ./app, or a URL.'],
  },
  {
    name: 'a Dockerfile that does not exist',
    inputs: { file: 'docker/Dockerfile' },
    errors: [
      'file: there is no Dockerfile at "docker/Dockerfile". The path is relative to the workspace, not to the context.',
    ],
  },
  {
    name: 'a build argument that overrides the platform of several builds',
    inputs: { platforms: 'linux/amd64,linux/arm64', 'build-args': 'A=1\nTARGETARCH=arm64' },
    errors: [
      'build-args: "TARGETARCH=arm64" would apply to all 2 platforms and produce wrong images. Remove it: BuildKit sets TARGETARCH for each platform.',
    ],
  },
  {
    name: 'a build argument that contradicts the only platform',
    inputs: { platforms: 'linux/arm/v7', 'build-args': 'TARGETVARIANT=v6' },
    errors: [
      'build-args: "TARGETVARIANT=v6" contradicts the platform, whose TARGETVARIANT is "v7". Remove it: BuildKit sets TARGETVARIANT for each platform.',
    ],
  },
  {
    name: 'a build argument without a name',
    inputs: { 'build-args': 'A=1\n=2' },
    errors: ['build-args, line 2: "=2" has no name before the =. Write NAME=value.'],
  },
  {
    name: 'a quote that is not closed',
    inputs: { labels: 'a=1\n"b=2\nc=3' },
    errors: [
      'labels, line 2: a quoted item is not closed. Add the missing " or remove the one that opens the item.',
    ],
  },
  {
    name: 'settings for an existing builder',
    inputs: { builder: 'mine', 'driver-opts': 'network=host' },
    errors: [
      'builder: "mine" already exists, so driver-opts cannot change it. Remove driver-opts, or remove builder to get a managed builder.',
    ],
  },
  {
    name: 'an unknown cache and an unknown emulator',
    inputs: { cache: 'disk', qemu: 'arm64,vax' },
    errors: [
      'cache: "disk" is not known. Write registry, gha, local, inline or off.',
      expect.stringMatching(/^qemu, line 1: unknown .*"vax"/) as unknown as string,
    ],
  },
  {
    name: 'several errors, all reported at once',
    inputs: { platforms: 'linux/x64', push: 'on', 'cache-ref': 'A', context: 'nowhere', cache: 'off' },
    errors: [
      'platforms, line 1: unknown architecture "x64" in platform "linux/x64". Did you mean linux/amd64?',
      'push: "on" is neither true, auto nor false. Write true, auto or false.',
      'cache-ref: "A" is not an image name. Image names are lower-case: write a.',
      'context: there is no folder "nowhere". Check out the repository first (actions/checkout), or correct the path.',
    ],
  },
]

describe('wrong inputs are refused before any process is started', () => {
  test.each(ROWS)('$name', async ({ inputs, errors }) => {
    const sandbox = newSandbox()
    try {
      const workspace = join(sandbox.folder, 'workspace')
      mkdirSync(workspace)
      writeFileSync(join(workspace, 'Dockerfile'), 'FROM scratch\n')
      const fake = fakeDocker({ folder: join(sandbox.folder, 'fake'), rules: [] })
      const ended = await runStep({
        action: ACTION,
        workspace,
        sandbox,
        inputs: { context: '.', ...inputs },
        env: fake.env,
      })
      expect(errorsOf(ended)).toEqual(errors)
      expect(ended.exitCode).toBe(1)
      expect(fake.calls()).toEqual([])
      expect(ended.outputs).toEqual({})
      expect(ended.state).toEqual({})
    } finally {
      removeSandbox(sandbox)
    }
  })
})

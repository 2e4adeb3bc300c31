import { describe, expect, test } from '@jest/globals'
import { readInputs } from '../../src/inputs/read.ts'
import { inputs, platforms } from '../builders.ts'

describe('reading the inputs', () => {
  test('gives the defaults where nothing is set', () => {
    expect(readInputs({})).toEqual({ inputs: inputs({ context: '', 'qemu-image': '' }), problems: [] })
  })

  test('reads every input, each in its own way', () => {
    const { inputs: found, problems } = readInputs({
      INPUT_PLATFORMS: 'linux/amd64, aarch64\nlinux/arm',
      INPUT_CONTEXT: ' ./app ',
      INPUT_FILE: 'app/Dockerfile',
      INPUT_TARGET: 'release',
      'INPUT_BUILD-ARGS': 'A=1,2\nB',
      INPUT_LABELS: 'a="x, y"\nb=2',
      INPUT_TAGS: 'ghcr.io/owner/app:1,ghcr.io/owner/app',
      INPUT_PUSH: 'true',
      INPUT_LOAD: 'false',
      'INPUT_NO-CACHE': 'True',
      INPUT_PULL: 'TRUE',
      INPUT_CACHE: 'off',
      'INPUT_CACHE-REF': 'ghcr.io/owner/cache:x',
      'INPUT_CACHE-FROM': 'type=local,src=a\ntype=gha',
      'INPUT_CACHE-TO': 'type=local,dest=a,mode=max',
      INPUT_QEMU: 'arm64,riscv64',
      'INPUT_QEMU-IMAGE': 'binfmt:1',
      'INPUT_DRIVER-OPTS': 'image=moby/buildkit:v0.32.2\n"env.NO_PROXY=a,b"',
      'INPUT_BUILDKITD-CONFIG-INLINE': '# a comment of TOML\ndebug = true\n',
      INPUT_BUILDER: 'mine',
    })
    expect(problems).toEqual([])
    expect(found).toEqual({
      platforms: platforms('linux/amd64,linux/arm64,linux/arm/v7'),
      context: './app',
      file: 'app/Dockerfile',
      target: 'release',
      'build-args': ['A=1,2', 'B'],
      labels: ['a="x, y"', 'b=2'],
      tags: [
        { repository: 'ghcr.io/owner/app', tag: '1' },
        { repository: 'ghcr.io/owner/app', tag: '' },
      ],
      push: true,
      load: false,
      'no-cache': true,
      pull: true,
      cache: 'off',
      'cache-ref': { repository: 'ghcr.io/owner/cache', tag: 'x' },
      'cache-from': ['type=local,src=a', 'type=gha'],
      'cache-to': ['type=local,dest=a,mode=max'],
      qemu: platforms('linux/arm64,linux/riscv64'),
      'qemu-image': 'binfmt:1',
      'driver-opts': ['image=moby/buildkit:v0.32.2', '"env.NO_PROXY=a,b"'],
      'buildkitd-config-inline': '# a comment of TOML\ndebug = true',
      builder: 'mine',
    })
  })

  test.each(['auto', 'all', 'off'])('takes qemu: %s for the word', (qemu) => {
    expect(readInputs({ INPUT_QEMU: qemu }).inputs.qemu).toBe(qemu)
  })

  test('reports all mistakes at once, each with its input and line', () => {
    const { inputs: found, problems } = readInputs({
      INPUT_PLATFORMS: 'linux/amd64\nlinux/arm46',
      'INPUT_BUILD-ARGS': 'A=1\n=2',
      INPUT_TAGS: 'ghcr.io/Owner/App',
      INPUT_PUSH: 'yes',
      INPUT_CACHE: 'gha',
      'INPUT_CACHE-REF': 'app@sha256:00',
      INPUT_QEMU: 'everything',
    })
    expect(problems.map(({ input, line }) => [input, line])).toEqual([
      ['platforms', 2],
      ['build-args', 2],
      ['tags', 1],
      ['push', undefined],
      ['cache', undefined],
      ['cache-ref', undefined],
      ['qemu', 1],
    ])
    expect(problems[0]).toMatchObject({ cure: 'Did you mean linux/arm64?' })
    expect(found).toMatchObject({ platforms: platforms('linux/amd64'), 'build-args': ['A=1'], push: false })
  })

  test('counts lines as the workflow has them, blank ones at the beginning too', () => {
    expect(readInputs({ 'INPUT_BUILD-ARGS': '\nA=1\n=2\n' }).problems).toMatchObject([
      { input: 'build-args', line: 3 },
    ])
  })
})

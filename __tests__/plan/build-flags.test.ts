import { describe, expect, test } from '@jest/globals'
import { type BuildSource, buildCommand } from '../../src/plan/build-flags.ts'
import { platformArgs } from '../../src/platforms/args.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import { inputs, platforms } from '../builders.ts'

const NO_CACHE = { from: [], to: [], fromFlags: [], toFlags: [], why: '' }

function source(overrides: Partial<BuildSource> & { readonly on?: string } = {}): BuildSource {
  const { on = 'linux/amd64', ...rest } = overrides
  return {
    inputs: inputs(),
    platforms: platforms(on).map((platform) => ({
      platform,
      runs: 'native',
      args: platformArgs(platform, parsePlatform('linux/amd64')),
    })),
    cache: NO_CACHE,
    args: [],
    builder: 'ours',
    metadataFile: '/tmp/x/metadata.json',
    iidFile: '/tmp/x/iid',
    ...rest,
  }
}

const ALWAYS = '--iidfile /tmp/x/iid --metadata-file /tmp/x/metadata.json --progress plain'

describe('the build command', () => {
  test.each([
    {
      what: 'of nothing but defaults',
      from: source(),
      command: `buildx build --builder ours --platform linux/amd64 ${ALWAYS} .`,
    },
    {
      what: 'of several platforms, in one flag',
      from: source({ on: 'linux/amd64,linux/arm64,linux/arm/v7' }),
      command: `buildx build --builder ours --platform linux/amd64,linux/arm64,linux/arm/v7 ${ALWAYS} .`,
    },
    {
      what: 'with a Dockerfile, a stage and a context',
      from: source({ inputs: inputs({ file: 'app/Dockerfile', target: 'release', context: './app' }) }),
      command: `buildx build --builder ours --platform linux/amd64 --file app/Dockerfile --target release ${ALWAYS} ./app`,
    },
    {
      what: 'with build arguments and labels, a flag each',
      from: source({ args: ['A=1', 'B'], inputs: inputs({ labels: ['a=1', 'b=2'] }) }),
      command: `buildx build --builder ours --platform linux/amd64 --build-arg A=1 --build-arg B --label a=1 --label b=2 ${ALWAYS} .`,
    },
    {
      what: 'with tags, of which one is latest because it has none',
      from: source({
        inputs: inputs({
          push: true,
          tags: [
            { repository: 'ghcr.io/owner/app', tag: '1.2' },
            { repository: 'owner/app', tag: '' },
          ],
        }),
      }),
      command: `buildx build --builder ours --platform linux/amd64 --tag ghcr.io/owner/app:1.2 --tag owner/app:latest --push ${ALWAYS} .`,
    },
    {
      what: 'with caches, a flag each',
      from: source({ cache: { ...NO_CACHE, fromFlags: ['type=a', 'type=b'], toFlags: ['type=c'] } }),
      command: `buildx build --builder ours --platform linux/amd64 --cache-from type=a --cache-from type=b --cache-to type=c ${ALWAYS} .`,
    },
    {
      what: 'with every switch',
      from: source({ inputs: inputs({ 'no-cache': true, pull: true, push: true }) }),
      command: `buildx build --builder ours --platform linux/amd64 --no-cache --pull --push ${ALWAYS} .`,
    },
    {
      what: 'that loads',
      from: source({ inputs: inputs({ load: true }) }),
      command: `buildx build --builder ours --platform linux/amd64 --load ${ALWAYS} .`,
    },
    {
      what: 'that loads and pushes, the push last, because the last exporter tells the digest',
      from: source({ inputs: inputs({ load: true, push: true }) }),
      command: `buildx build --builder ours --platform linux/amd64 --output type=docker --output type=image,push=true ${ALWAYS} .`,
    },
  ])('$what', ({ from, command }) => {
    expect(buildCommand(from)).toEqual(command.split(' '))
  })

  test('keeps values with spaces and commas in one argument', () => {
    const command = buildCommand(source({ args: ['A=x y', 'B=1,2'], inputs: inputs({ context: 'my app' }) }))
    expect(command.slice(6, 10)).toEqual(['--build-arg', 'A=x y', '--build-arg', 'B=1,2'])
    expect(command.at(-1)).toBe('my app')
  })
})

import { describe, expect, test } from '@jest/globals'
import { parseAnnotation } from '../../../src/inputs/annotation.ts'
import { type BuildSource, buildCommand } from '../../../src/plan/build/flags.ts'
import { platformArgs } from '../../../src/platforms/args.ts'
import { parsePlatform } from '../../../src/platforms/platform.ts'
import { attested, caches, exporters, inputs, platforms } from '../../builders.ts'

const NO_CACHE = {
  from: [],
  to: [],
  fallback: undefined,
  imports: [],
  exports: [],
  folder: undefined,
  why: '',
}
const NO_OUTPUT = {
  values: [],
  tags: [],
  push: false,
  load: false,
  hasImageId: true,
  publish: undefined,
}

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
    outputs: NO_OUTPUT,
    args: [],
    attests: [],
    annotations: [],
    buildContexts: [],
    secrets: [],
    context: '.',
    builder: 'ours',
    metadataFile: '/tmp/x/metadata.json',
    iidFile: '/tmp/x/iid',
    ...rest,
  }
}

const ALWAYS = '--metadata-file /tmp/x/metadata.json --progress plain'
const IID = '--iidfile /tmp/x/iid'

/** The flags of a build without those that every build has. */
function flags(overrides: Partial<BuildSource>): readonly string[] {
  const command = buildCommand(source(overrides))
  return command.slice(6, command.indexOf('--iidfile'))
}

describe('the build command', () => {
  test.each([
    {
      what: 'of nothing but defaults',
      from: source(),
      command: `buildx build --builder ours --platform linux/amd64 ${IID} ${ALWAYS} .`,
    },
    {
      what: 'of several platforms, in one flag',
      from: source({ on: 'linux/amd64,linux/arm64,linux/arm/v7' }),
      command: `buildx build --builder ours --platform linux/amd64,linux/arm64,linux/arm/v7 ${IID} ${ALWAYS} .`,
    },
    {
      what: 'of files, which have no image id',
      from: source({ outputs: { ...NO_OUTPUT, values: ['type=local,dest=out'], hasImageId: false } }),
      command: `buildx build --builder ours --platform linux/amd64 --output type=local,dest=out ${ALWAYS} .`,
    },
    {
      what: 'of a call',
      from: source({ inputs: inputs({ call: 'check' }) }),
      command: `buildx build --builder ours --platform linux/amd64 --call check ${IID} ${ALWAYS} .`,
    },
    {
      what: 'of a remote context',
      from: source({ context: 'https://github.com/owner/app.git#main:web' }),
      command: `buildx build --builder ours --platform linux/amd64 ${IID} ${ALWAYS} https://github.com/owner/app.git#main:web`,
    },
  ])('$what', ({ from, command }) => {
    expect(buildCommand(from)).toEqual(command.split(' '))
  })

  test.each<{ what: string; from: Partial<BuildSource>; expected: readonly string[] }>([
    {
      what: 'a Dockerfile',
      from: { inputs: inputs({ file: 'app/My Dockerfile' }) },
      expected: ['--file', 'app/My Dockerfile'],
    },
    { what: 'a stage', from: { inputs: inputs({ target: 'release' }) }, expected: ['--target', 'release'] },
    {
      what: 'build arguments, with blanks and commas in one word',
      from: { args: ['A=x y', 'B=1,2', 'C'] },
      expected: ['--build-arg', 'A=x y', '--build-arg', 'B=1,2', '--build-arg', 'C'],
    },
    {
      what: 'build contexts',
      from: { buildContexts: ['a=./a', 'b=docker-image://alpine'] },
      expected: ['--build-context', 'a=./a', '--build-context', 'b=docker-image://alpine'],
    },
    {
      what: 'labels',
      from: { inputs: inputs({ labels: ['a=1', 'b=x, y'] }) },
      expected: ['--label', 'a=1', '--label', 'b=x, y'],
    },
    {
      what: 'annotations as written',
      from: { annotations: ['index,manifest[linux/amd64]:a=1', 'b=2'] },
      expected: ['--annotation', 'index,manifest[linux/amd64]:a=1', '--annotation', 'b=2'],
    },
    {
      what: 'tags as written',
      from: { outputs: { ...NO_OUTPUT, tags: ['ghcr.io/owner/app:1.2', 'owner/app'] } },
      expected: ['--tag', 'ghcr.io/owner/app:1.2', '--tag', 'owner/app'],
    },
    {
      what: 'attestations',
      from: { attests: attested('type=sbom', 'type=provenance,mode=max') },
      expected: ['--attest', 'type=sbom', '--attest', 'type=provenance,mode=max'],
    },
    {
      what: 'secrets',
      from: { secrets: ['id=a,env=A', 'id=b,"src=x,y"'] },
      expected: ['--secret', 'id=a,env=A', '--secret', 'id=b,"src=x,y"'],
    },
    {
      what: 'SSH agents and keys',
      from: { inputs: inputs({ ssh: ['default', 'a=/k/1,/k/2'] }) },
      expected: ['--ssh', 'default', '--ssh', 'a=/k/1,/k/2'],
    },
    {
      what: 'entitlements, a flag each',
      from: { inputs: inputs({ allow: ['network.host', 'security.insecure'] }) },
      expected: ['--allow', 'network.host', '--allow', 'security.insecure'],
    },
    { what: 'a network', from: { inputs: inputs({ network: 'none' }) }, expected: ['--network', 'none'] },
    {
      what: 'hosts',
      from: { inputs: inputs({ 'add-hosts': ['a:10.0.0.1', 'b:[::1]'] }) },
      expected: ['--add-host', 'a:10.0.0.1', '--add-host', 'b:[::1]'],
    },
    {
      what: 'a size of /dev/shm',
      from: { inputs: inputs({ 'shm-size': '2g' }) },
      expected: ['--shm-size', '2g'],
    },
    {
      what: 'limits',
      from: { inputs: inputs({ ulimit: ['nofile=1024:2048', 'nproc=3'] }) },
      expected: ['--ulimit', 'nofile=1024:2048', '--ulimit', 'nproc=3'],
    },
    {
      what: 'a parent cgroup',
      from: { inputs: inputs({ 'cgroup-parent': '/docker/x' }) },
      expected: ['--cgroup-parent', '/docker/x'],
    },
    {
      what: 'caches',
      from: { cache: { ...NO_CACHE, imports: caches('type=a', 'type=b'), exports: caches('type=c') } },
      expected: ['--cache-from', 'type=a', '--cache-from', 'type=b', '--cache-to', 'type=c'],
    },
    { what: 'no cache', from: { inputs: inputs({ 'no-cache': true }) }, expected: ['--no-cache'] },
    {
      what: 'stages without a cache',
      from: { inputs: inputs({ 'no-cache-filters': ['build', 'test'] }) },
      expected: ['--no-cache-filter', 'build', '--no-cache-filter', 'test'],
    },
    { what: 'a pull', from: { inputs: inputs({ pull: true }) }, expected: ['--pull'] },
    {
      what: 'outputs',
      from: { outputs: { ...NO_OUTPUT, values: ['type=docker', 'type=registry'] } },
      expected: ['--output', 'type=docker', '--output', 'type=registry'],
    },
    { what: 'a load', from: { outputs: { ...NO_OUTPUT, load: true } }, expected: ['--load'] },
    { what: 'a push', from: { outputs: { ...NO_OUTPUT, push: true } }, expected: ['--push'] },
    {
      what: "a push by what the outputs say, not by the input's word",
      from: { inputs: inputs({ push: true, load: true, outputs: exporters('type=x') }) },
      expected: [],
    },
    {
      what: "tags and annotations by what was decided, not by the input's word",
      from: {
        inputs: inputs({
          tags: [{ repository: 'owner/app', tag: '1' }],
          annotations: [parseAnnotation('index:b=2')],
        }),
      },
      expected: [],
    },
  ])('has $what', ({ from, expected }) => {
    expect(flags(from)).toEqual(expected)
  })

  test('leaves out what is empty', () => {
    expect(flags({ args: ['', 'A=1', ''], secrets: [''] })).toEqual(['--build-arg', 'A=1'])
  })
})

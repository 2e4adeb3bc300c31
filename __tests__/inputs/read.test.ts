import { describe, expect, test } from '@jest/globals'
import { parseProvenance, parseSbom } from '../../src/buildx/attestation.ts'
import { readInputs } from '../../src/inputs/read.ts'
import {
  attested,
  caches,
  digestOf,
  driverOptions,
  exporters,
  inputs,
  platforms,
  readCompletely,
} from '../builders.ts'

describe('reading the inputs', () => {
  test('gives the defaults if nothing is set', async () => {
    const none = {
      context: '',
      'qemu-image': '',
      'buildx-mirror': '',
      verify: 'stop',
      'on-newer': 'keep',
    } as const
    expect(await readCompletely({})).toEqual({ inputs: inputs(none), problems: [] })
  })

  test('reads every input, each in its own way', () => {
    const { inputs: found, problems } = readInputs({
      INPUT_PLATFORMS: 'linux/amd64, aarch64\nlinux/arm',
      INPUT_CONTEXT: ' ./app ',
      INPUT_FILE: 'app/Dockerfile',
      INPUT_TARGET: 'release',
      'INPUT_BUILD-CONTEXTS': 'alpine=docker-image://alpine:3.22\nsrc={{defaultContext}}:src',
      INPUT_ANNOTATIONS: 'index,manifest:title=x, y\nauthor=me',
      INPUT_OUTPUTS: 'type=image,"name=a,b",push=true\ntype=local,dest=out',
      INPUT_PROVENANCE: 'mode=max',
      INPUT_SBOM: 'true',
      INPUT_ATTESTS: 'type=sbom,generator=me/scanner\n"type=provenance,mode=min"',
      'INPUT_NO-CACHE-FILTERS': 'build,test\nlint',
      INPUT_CALL: 'check',
      INPUT_NETWORK: 'host',
      'INPUT_ADD-HOSTS': 'a:10.0.0.1,b:[::1]',
      'INPUT_SHM-SIZE': '2g',
      INPUT_ULIMIT: 'nofile=1024:2048\nnproc=3',
      'INPUT_CGROUP-PARENT': '/docker/x',
      INPUT_ALLOW: 'network.host,security.insecure',
      INPUT_SSH: 'default,deploy=/keys/a,/keys/b',
      INPUT_SECRETS: 'a=1 \n"c=3\n4"',
      'INPUT_SECRET-ENVS': 'd=TOKEN,e=OTHER',
      'INPUT_SECRET-FILES': 'f=keys/a,b',
      'INPUT_GITHUB-TOKEN': 'ghs_1',
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
      INPUT_VERIFY: 'False',
      'INPUT_VERIFY-IGNORE': '/opt/firmware/**\n**/*.o\n# a comment\n/a,b',
      'INPUT_ON-FAILURE': 'delete',
      'INPUT_SMOKE-TEST': ' app --version\n',
      INPUT_MODE: 'merge',
      'INPUT_PLATFORM-SETTINGS': '\nlinux/arm64:\n  file: arm\n',
      'INPUT_FAN-OUT': 'runner',
      INPUT_PARTS: `linux/amd64,linux/386=${digestOf('a')}\nlinux/arm64=owner/app:arm64`,
    })
    expect(problems).toEqual([])
    expect(found).toMatchObject({
      platforms: platforms('linux/amd64,linux/arm64,linux/arm/v7'),
      context: './app',
      file: 'app/Dockerfile',
      target: 'release',
      'build-args': ['A=1,2', 'B'],
      'build-contexts': ['alpine=docker-image://alpine:3.22', 'src={{defaultContext}}:src'],
      annotations: [
        { text: 'index,manifest:title=x, y', places: [{ level: 'index' }, { level: 'manifest' }] },
        { text: 'author=me', places: [{ level: 'manifest' }] },
      ],
      outputs: exporters('type=image,"name=a,b",push=true', 'type=local,dest=out'),
      provenance: parseProvenance('mode=max'),
      sbom: parseSbom('true'),
      attests: attested('type=sbom,generator=me/scanner', 'type=provenance,mode=min'),
      'no-cache-filters': ['build', 'test', 'lint'],
      call: 'check',
      network: 'host',
      'add-hosts': ['a:10.0.0.1', 'b:[::1]'],
      'shm-size': '2g',
      ulimit: ['nofile=1024:2048', 'nproc=3'],
      'cgroup-parent': '/docker/x',
      allow: ['network.host', 'security.insecure'],
      ssh: ['default', 'deploy=/keys/a,/keys/b'],
      secrets: [
        { id: 'a', value: '1 ' },
        { id: 'c', value: '3\n4' },
      ],
      'secret-envs': [
        { id: 'd', value: 'TOKEN' },
        { id: 'e', value: 'OTHER' },
      ],
      'secret-files': [{ id: 'f', value: 'keys/a,b' }],
      'github-token': 'ghs_1',
      labels: ['a="x, y"', 'b=2'],
      // Unchanged, because its meaning depends on images.
      tags: 'ghcr.io/owner/app:1,ghcr.io/owner/app',
      push: true,
      load: false,
      'no-cache': true,
      pull: true,
      cache: 'off',
      'cache-ref': { repository: 'ghcr.io/owner/cache', tag: 'x' },
      'cache-from': caches('type=local,src=a', 'type=gha'),
      'cache-to': caches('type=local,dest=a,mode=max'),
      qemu: platforms('linux/arm64,linux/riscv64'),
      'qemu-image': 'binfmt:1',
      'driver-opts': driverOptions('image=moby/buildkit:v0.32.2', '"env.NO_PROXY=a,b"'),
      'buildkitd-config-inline': '# a comment of TOML\ndebug = true',
      builder: 'mine',
      verify: 'off',
      'verify-ignore': ['/opt/firmware/**', '**/*.o', '/a,b'],
      'on-failure': 'delete',
      'smoke-test': ' app --version\n',
      mode: 'merge',
      // Unchanged, because the lines of its mistakes are counted from the first one.
      'platform-settings': '\nlinux/arm64:\n  file: arm\n',
      'fan-out': 'runner',
      parts: [
        { platforms: platforms('linux/amd64,linux/386'), repository: '', target: { digest: digestOf('a') } },
        { platforms: platforms('linux/arm64'), repository: 'owner/app', target: { tag: 'arm64' } },
      ],
    })
  })

  test.each(['build', 'plan', 'part', 'merge'])('accepts mode: %s', (mode) => {
    expect(readInputs({ INPUT_MODE: mode })).toMatchObject({ inputs: { mode }, problems: [] })
  })

  test('refuses another mode', () => {
    expect(readInputs({ INPUT_MODE: 'matrix' }).problems).toEqual([
      { input: 'mode', what: '"matrix" is not known.', cure: 'Write build, plan, part or merge.' },
    ])
  })

  test.each(['registry', 'gha', 'local', 'inline', 'off'])('accepts cache: %s', (cache) => {
    expect(readInputs({ INPUT_CACHE: cache })).toMatchObject({ inputs: { cache }, problems: [] })
  })

  test.each(['auto', 'all', 'off'])('accepts qemu: %s', (qemu) => {
    expect(readInputs({ INPUT_QEMU: qemu }).inputs.qemu).toBe(qemu)
  })

  test('reports all mistakes at once, each with its input and line', async () => {
    const { inputs: found, problems } = await readCompletely({
      INPUT_PLATFORMS: 'linux/amd64\nlinux/arm46',
      'INPUT_BUILD-ARGS': 'A=1\n=2',
      INPUT_TAGS: 'ghcr.io/Owner/App',
      INPUT_PUSH: 'yes',
      INPUT_CACHE: 'github',
      'INPUT_CACHE-REF': 'app@sha256:00',
      INPUT_QEMU: 'everything',
    })
    expect(problems.map(({ input, line }) => [input, line])).toEqual([
      ['platforms', 2],
      ['build-args', 2],
      ['push', undefined],
      ['cache', undefined],
      ['cache-ref', undefined],
      ['qemu', 1],
      ['tags', 1],
    ])
    expect(problems[0]).toMatchObject({ cure: 'Did you mean linux/arm64?' })
    expect(found).toMatchObject({ platforms: platforms('linux/amd64'), 'build-args': ['A=1'], push: false })
  })

  test('counts lines as in the workflow, leading blank ones included', () => {
    expect(readInputs({ 'INPUT_BUILD-ARGS': '\nA=1\n=2\n' }).problems).toMatchObject([
      { input: 'build-args', line: 3 },
    ])
  })
})

describe('the proof', () => {
  test.each(['', 'true', 'True'])('is on with verify: "%s"', (text) => {
    expect(readInputs({ INPUT_VERIFY: text })).toMatchObject({ inputs: { verify: 'stop' }, problems: [] })
  })

  test.each([
    { text: 'False', means: 'off' },
    { text: ' warn ', means: 'warn' },
  ])('with verify: "$text" is "$means"', ({ text, means }) => {
    expect(readInputs({ INPUT_VERIFY: text })).toMatchObject({ inputs: { verify: means }, problems: [] })
  })

  test.each(['flase', 'Warn', 'warning'])('is not skipped by mistake: "%s" is refused', (text) => {
    expect(readInputs({ INPUT_VERIFY: text }).problems).toEqual([
      {
        input: 'verify',
        what: `"${text}" is neither true, warn nor false.`,
        cure: 'Write true, warn or false.',
      },
    ])
  })

  test('refuses a pattern that can never match, because paths begin with a slash', () => {
    const { inputs: found, problems } = readInputs({ 'INPUT_VERIFY-IGNORE': '/lib/**\nopt/app\n./x' })
    expect(found['verify-ignore']).toEqual(['/lib/**'])
    expect(problems).toEqual([
      {
        input: 'verify-ignore',
        line: 2,
        what: '"opt/app" is not a path in the image.',
        cure: 'Begin it with a slash, as in /opt/app, or with **/.',
      },
      expect.objectContaining({ input: 'verify-ignore', line: 3 }),
    ])
  })

  test.each([
    { text: '', expected: 'keep', reported: [] },
    { text: 'keep', expected: 'keep', reported: [] },
    { text: 'delete', expected: 'delete', reported: [] },
    { text: 'remove', expected: 'keep', reported: ['"remove" is not known.'] },
  ])('reads on-failure: "$text" as $expected', ({ text, expected, reported }) => {
    const { inputs: found, problems } = readInputs({ 'INPUT_ON-FAILURE': text })
    expect(found['on-failure']).toBe(expected)
    expect(problems.map(({ what }) => what)).toEqual(reported)
  })
})

describe('a timeout', () => {
  test.each([
    { input: 'retries', text: '', value: 3 },
    { input: 'retries', text: ' 0 ', value: 0 },
    { input: 'retries', text: '20', value: 20 },
    { input: 'retries', text: '21', value: 3, reported: '"21" is not a number from 0 to 20.' },
    { input: 'retries', text: '-1', value: 3, reported: '"-1" is not a number from 0 to 20.' },
    { input: 'retries', text: 'true', value: 3, reported: '"true" is not a number from 0 to 20.' },
    { input: 'stall-timeout', text: '', value: 300 },
    { input: 'stall-timeout', text: '0', value: 0 },
    { input: 'stall-timeout', text: '7', value: 420 },
    { input: 'stall-timeout', text: '90s', value: 90 },
    { input: 'stall-timeout', text: '2h', value: 7_200 },
    { input: 'stall-timeout', text: '5 m', value: 300, reported: '"5 m" is not a time.' },
    { input: 'stall-timeout', text: '1.5m', value: 300, reported: '"1.5m" is not a time.' },
  ] as const)('is read: $input: "$text" as $value', ({ input, text, value, ...rest }) => {
    const { inputs: found, problems } = readInputs({ [`INPUT_${input.toUpperCase()}`]: text })
    expect(found[input]).toBe(value)
    expect(problems.map(({ what }) => what)).toEqual('reported' in rest ? [rest.reported] : [])
  })
})

describe('an input in TOML', () => {
  const read = (text: string) => readCompletely({ 'INPUT_BUILDKITD-CONFIG-INLINE': text })

  test('is read in addition to the others', async () => {
    const { inputs: found, problems } = await read('debug = true\n\n')
    const values = { debug: true }
    expect(found.buildkitdConfig).toEqual({ text: 'debug = true', values, mistake: undefined })
    expect(problems).toEqual([])
  })

  test('is refused with its line number, counted from the first line of the input', async () => {
    expect((await read('\n[registry."docker.io"]\n  mirrors = mirror.gcr.io\n')).problems).toEqual([
      {
        input: 'buildkitd-config-inline',
        line: 3,
        what: 'this is not valid TOML: invalid value.',
        cure: 'Correct that line. The format of the configuration: https://docs.docker.com/build/buildkit/toml-configuration/',
      },
    ])
  })

  test.each(['', ' \n\n'])('is undefined for "%s"', async (text) => {
    const { inputs: found, problems } = await read(text)
    expect([found.buildkitdConfig, problems]).toEqual([undefined, []])
  })
})

describe('an input in YAML', () => {
  const SETTINGS = '\nlinux/arm64:\n  file: arm\nlinux/s390x:\n  target: slim\n'
  const problemsOf = async (env: Readonly<Record<string, string>>) => {
    const { problems } = await readCompletely({ 'INPUT_PLATFORM-SETTINGS': SETTINGS, ...env })
    return problems.map(({ input, line }) => [input, line])
  }

  test('is read in addition to the others, whose mistakes come first', async () => {
    const { inputs: found, problems } = await readCompletely({
      INPUT_PLATFORMS: 'linux/arm64,linux/s390x',
      INPUT_PUSH: 'yes',
      INPUT_APPEND: '- endpoint: ssh://me@host\n',
      'INPUT_PLATFORM-SETTINGS': `${SETTINGS}  fiel: x\n`,
    })
    expect(found.nodes).toMatchObject([{ endpoint: 'ssh://me@host' }])
    expect(found.builds).toMatchObject([
      { platforms: platforms('linux/arm64'), file: 'arm', target: '' },
      { platforms: platforms('linux/s390x'), file: '', target: 'slim' },
    ])
    expect(problems.map(({ input, line }) => [input, line])).toEqual([
      ['push', undefined],
      ['platform-settings', 6],
    ])
  })

  test.each<{ what: string; env: Readonly<Record<string, string>>; reported: readonly unknown[] }>([
    {
      what: 'settings for a platform that is not built',
      env: { INPUT_PLATFORMS: 'linux/amd64,linux/arm64' },
      reported: [['platform-settings', 4]],
    },
    {
      what: 'nothing about them in a matrix job, which has the settings of all jobs',
      env: { INPUT_PLATFORMS: 'linux/arm64', INPUT_MODE: 'part' },
      reported: [],
    },
    {
      what: 'nothing about them if a platform could not be read, which may be the same',
      env: { INPUT_PLATFORMS: 'linux/arm64,linux/s930x' },
      reported: [['platforms', 1]],
    },
  ])('reports $what', async ({ env, reported }) => {
    expect(await problemsOf(env)).toEqual(reported)
  })
})

describe('ssh', () => {
  test.each([
    { what: 'the agent', source: 'default', items: ['default'] },
    { what: 'an agent and a key', source: 'default,deploy=/keys/a', items: ['default', 'deploy=/keys/a'] },
    {
      what: 'one key per line',
      source: 'default=/keys/a\nother=/keys/b',
      items: ['default=/keys/a', 'other=/keys/b'],
    },
    {
      what: 'several keys for one id',
      source: 'default=/keys/a,/keys/b',
      items: ['default=/keys/a,/keys/b'],
    },
    {
      what: 'several keys for one id, in any spelling of a path',
      source: 'default=/keys/a,./keys/b,../c,~/.ssh/d',
      items: ['default=/keys/a,./keys/b,../c,~/.ssh/d'],
    },
    {
      what: 'several keys for one id, below the workspace',
      source: 'default=keys/a,keys/b',
      items: ['default=keys/a,keys/b'],
    },
    {
      what: 'an id after several keys',
      source: 'default=/keys/a,/keys/b,other=/keys/c',
      items: ['default=/keys/a,/keys/b', 'other=/keys/c'],
    },
    { what: 'blanks around commas', source: 'default=/keys/a, /keys/b', items: ['default=/keys/a,/keys/b'] },
    {
      what: 'quotes around an item',
      source: '"default=/keys/a,/keys/b"',
      items: ['default=/keys/a,/keys/b'],
    },
    {
      what: 'a path without an id, which is left to buildx',
      source: 'default,/keys/a',
      items: ['default', '/keys/a'],
    },
  ])('accepts $what', ({ source, items }) => {
    expect(readInputs({ INPUT_SSH: source })).toMatchObject({ inputs: { ssh: items }, problems: [] })
  })
})

describe('platforms that settings name', () => {
  const settings = { 'INPUT_PLATFORM-SETTINGS': 'linux/riscv64: {file: a}\n' }

  test.each([
    { what: 'are checked against those that are built', env: {}, isRefused: true },
    {
      what: 'are checked beside a mistake in another input',
      env: { INPUT_VERIFY: 'maybe' },
      isRefused: true,
    },
    {
      what: 'are not checked if these could not be read',
      env: { INPUT_PLATFORMS: 'linux/amr64' },
      isRefused: false,
    },
    {
      what: 'are not checked in a part, which has some of them',
      env: { INPUT_MODE: 'part' },
      isRefused: false,
    },
  ])('$what', async ({ env, isRefused }) => {
    const { problems } = await readCompletely({ INPUT_PLATFORMS: 'linux/amd64', ...settings, ...env })
    expect(problems.some(({ input }) => input === 'platform-settings')).toBe(isRefused)
  })
})

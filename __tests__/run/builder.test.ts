import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { BuilderFacts } from '../../src/buildx/inspect.ts'
import { Failure } from '../../src/errors.ts'
import type { ExistingBuilderPlan, ManagedBuilder } from '../../src/plan/plan.ts'
import { prepareBuilder } from '../../src/run/builder.ts'
import { isHeldBuilder } from '../../src/run/holders.ts'
import { platforms } from '../builders.ts'
import { type Reply, recordingDocker } from '../docker/recording.ts'

let folder: string
let state: string
/** Where the builders of the job are. */
let buildx: Readonly<Record<string, string>>
const { env } = process

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpb-builder-'))
  state = join(folder, 'state')
  writeFileSync(state, '')
  buildx = { BUILDX_CONFIG: join(folder, 'buildx') }
  process.env = { ...env, GITHUB_STATE: state }
})

afterEach(() => {
  process.env = env
  rmSync(folder, { recursive: true })
})

/** What post is told, name by name. */
function remembered(): Readonly<Record<string, string>> {
  const entries = readFileSync(state, 'utf8').matchAll(/^(\w+)<<(\S+)\n(.*)\n\2$/gm)
  return Object.fromEntries([...entries].map(([, name, , value]) => [name, value]))
}

/** Two nodes that are made one after the other and booted together. */
function own(overrides: Partial<ManagedBuilder> = {}): ManagedBuilder {
  const node = {
    endpoint: '',
    endpoints: [],
    platforms: [],
    options: {},
    keys: [],
    flags: '',
    config: undefined,
  }
  return {
    kind: 'managed',
    name: 'b',
    earlier: undefined,
    clear: [],
    driver: 'docker-container',
    isNamed: false,
    keyFiles: [],
    context: undefined,
    create: [
      ['buildx', 'create', '--name', 'b'],
      ['buildx', 'create', '--append', '--name', 'b', 'ssh://arm'],
    ],
    boot: ['buildx', 'inspect', '--bootstrap', 'b'],
    nodes: [
      { ...node, name: 'b0' },
      { ...node, name: 'b1', endpoint: 'ssh://arm' },
    ],
    undeclared: [],
    unused: '',
    removal: { keepsState: false },
    use: undefined,
    ...overrides,
  }
}

function given(overrides: Partial<ExistingBuilderPlan> = {}): ExistingBuilderPlan {
  return {
    kind: 'existing',
    name: 'theirs',
    isReused: false,
    boot: undefined,
    requested: undefined,
    use: undefined,
    ...overrides,
  }
}

const CREATED: Reply = { match: ['buildx', 'create'] }

function booted(second: string, code = 0): Reply {
  const nodes = [
    'Name: b0\nEndpoint: unix:///var/run/docker.sock\nStatus: running\nPlatforms: linux/amd64\n',
    `Name: b1\nEndpoint: ssh://arm\n${second}`,
  ]
  const stdout = `Name: b\nDriver: docker-container\n\nNodes:\n${nodes.join('\n')}`
  return {
    match: ['buildx', 'inspect', '--bootstrap'],
    stdout,
    code,
    stderr: code === 0 ? '' : 'ERROR: no\n',
  }
}

const UP = 'Status: running\nPlatforms: linux/arm64\n'

describe('a builder of our own', () => {
  test('is remembered before it is made, then booted, and reported', async () => {
    const { docker, calls } = recordingDocker([CREATED, booted(UP)], buildx)
    const found = await prepareBuilder(docker, own())
    expect(found?.nodes.map(({ name, status }) => [name, status])).toEqual([
      ['b0', 'running'],
      ['b1', 'running'],
    ])
    expect(calls).toEqual([
      'buildx create --name b',
      'buildx create --append --name b ssh://arm',
      'buildx inspect --bootstrap b',
    ])
    const { held = '', ...others } = remembered()
    expect(others).toEqual({ nodes: 'b0 b1@ssh://arm', builder: 'b' })
    // What a later job finds where this one is killed.
    expect(JSON.parse(readFileSync(held, 'utf8'))).toMatchObject({
      made: { builder: 'b', nodes: 'b0 b1@ssh://arm', keepsState: '', context: '' },
    })
  })

  test('that stays is not remembered for post, and noted for the steps after this one', async () => {
    const { docker } = recordingDocker([CREATED, booted(UP)], buildx)
    await prepareBuilder(docker, own({ removal: undefined }))
    const { held = '', ...others } = remembered()
    expect([others, isHeldBuilder(buildx, 'b')]).toEqual([{}, true])
    expect(JSON.parse(readFileSync(held, 'utf8'))).not.toHaveProperty('made')
  })

  test('has the keys of its nodes in files of its own, from the environment of the job', async () => {
    const path = join(folder, 'key.pem')
    const { docker } = recordingDocker([CREATED, booted(UP)], { ...buildx, MY_KEY: 'the key' })
    await prepareBuilder(docker, own({ keyFiles: [{ variable: 'MY_KEY', path }] }))
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['the key', 0o600])
  })

  test.each<{
    what: string
    rules: readonly Reply[]
    plan?: Partial<ManagedBuilder>
    message: string
    cure?: string
  }>([
    {
      what: 'node is reported broken although booting ends well',
      rules: [CREATED, booted('Error: failed to dial ssh://arm\n')],
      message: 'The builder b has nodes that cannot be used: b1 (ssh://arm): failed to dial ssh://arm.',
    },
    {
      what: 'node is not up although booting ends well',
      rules: [CREATED, booted('Status: stopped\n')],
      message: 'The builder b has nodes that cannot be used: b1 (ssh://arm): stopped.',
    },
    {
      what: 'boot fails',
      rules: [CREATED, booted(UP, 1)],
      message: 'The builder b could not be created (exit code 1): ERROR: no',
    },
    {
      what: 'second node cannot be made',
      rules: [{ match: ['buildx', 'create', '--append'], stderr: 'ERROR: bad endpoint\n', code: 1 }, CREATED],
      message: 'The node b1 at ssh://arm could not be created (exit code 1): ERROR: bad endpoint',
    },
    {
      what: 'node does not answer in its time',
      rules: [{ match: ['buildx', 'create', '--append'], code: 124 }, CREATED],
      message: 'The node b1 at ssh://arm does not answer: no response for 15 seconds.',
    },
    {
      what: 'pull of the BuildKit image does not end, and the engine answers',
      rules: [
        {
          match: ['buildx', 'create'],
          stderr: '#1 pulling image moby/buildkit\ndocker buildx create did not end within 5 minutes',
          code: 124,
        },
        { match: ['version'] },
      ],
      plan: { boot: undefined, nodes: [] },
      message:
        'The builder could not be created (exit code 124): #1 pulling image moby/buildkit\ndocker buildx create did not end within 5 minutes',
      cure: 'most likely the registry of the image does not, or is slow. Use a mirror: driver-opts: image=',
    },
    {
      what: 'boot does not end, because the engine hangs',
      rules: [CREATED, booted(UP, 124), { match: ['version'], code: 124 }],
      message: 'The builder b could not be created (exit code 124)',
      cure: 'The docker engine no longer answers',
    },
    {
      what: 'docker context cannot be made',
      rules: [{ match: ['context', 'create'], stderr: 'it exists\n', code: 1 }],
      plan: { context: { name: 'b-context', command: ['context', 'create', 'b-context'] } },
      message: 'The docker context for the builder could not be created (exit code 1): it exists',
    },
    {
      what: 'platform is built by no node',
      rules: [CREATED, booted(UP)],
      plan: { undeclared: platforms('linux/arm64,linux/s390x') },
      message:
        'platforms: no node of the builder "b" builds linux/s390x. It builds: linux/amd64, linux/arm64.',
    },
  ])('is a failure if a $what', async ({ rules, plan, message, cure = '' }) => {
    const { docker } = recordingDocker(rules, buildx)
    const error = await prepareBuilder(docker, own(plan)).catch((thrown: unknown) => thrown)
    if (!(error instanceof Failure)) throw error
    expect(error.message).toContain(message)
    expect(error.cure).toContain(cure)
    // Whatever was made is undone by post.
    expect(remembered()['builder']).toBe('b')
  })
})

describe('an existing builder', () => {
  test('gets no request if it is up', async () => {
    const { docker, calls } = recordingDocker([])
    expect([await prepareBuilder(docker, given()), calls]).toEqual([undefined, []])
  })

  test('becomes the default one, and post knows the one before', async () => {
    const { docker, calls } = recordingDocker([{ match: ['buildx', 'use'] }])
    await prepareBuilder(docker, given({ use: { command: ['buildx', 'use', 'theirs'], earlier: 'before' } }))
    expect([calls, remembered()]).toEqual([['buildx use theirs'], { default: 'before theirs' }])
  })

  test('that cannot become the default one is a failure', async () => {
    const { docker } = recordingDocker([{ match: ['buildx', 'use'], stderr: 'ERROR: no\n', code: 1 }])
    const use = { command: ['buildx', 'use', 'theirs'], earlier: '' }
    await expect(prepareBuilder(docker, given({ use }))).rejects.toThrow(
      'The default builder could not be created (exit code 1): ERROR: no',
    )
  })
})

describe('a builder that an earlier step of the job has made', () => {
  const found: BuilderFacts = { name: 'b', driver: 'docker-container', nodes: [] }
  const boot = ['buildx', 'inspect', '--bootstrap', 'b']
  const clear = [['buildx', 'rm', 'b']]
  const REMOVED: Reply = { match: ['buildx', 'rm'] }

  test('is used, and nothing is run or remembered', async () => {
    const { docker, calls } = recordingDocker([], buildx)
    const used = { kind: 'used', builder: found, boot: undefined } as const
    expect(await prepareBuilder(docker, own({ clear, earlier: used }))).toBe(found)
    expect([calls, remembered()]).toEqual([[], {}])
  })

  test('is booted if it does not run', async () => {
    const { docker, calls } = recordingDocker([booted(UP)], buildx)
    const used = { kind: 'used', builder: found, boot } as const
    expect((await prepareBuilder(docker, own({ clear, earlier: used })))?.nodes).toHaveLength(2)
    expect([calls, remembered()]).toEqual([[boot.join(' ')], {}])
  })

  test('becomes the default one if this step requests it', async () => {
    const use = { command: ['buildx', 'use', 'b'], earlier: 'default' }
    const { docker, calls } = recordingDocker([{ match: ['buildx', 'use'] }], buildx)
    await prepareBuilder(
      docker,
      own({ clear, use, earlier: { kind: 'used', builder: found, boot: undefined } }),
    )
    expect([calls, remembered()]).toEqual([['buildx use b'], { default: 'default b' }])
  })

  test.each<{
    what: string
    earlier: ManagedBuilder['earlier']
    rules: readonly Reply[]
    first: readonly string[]
  }>([
    {
      what: 'was gone',
      earlier: { kind: 'made again', why: 'is gone' },
      rules: [{ ...REMOVED, code: 1, stderr: 'ERROR: no builder "b" found\n' }],
      first: [],
    },
    {
      what: 'does not come up',
      earlier: { kind: 'used', builder: found, boot },
      rules: [{ ...booted('', 1), times: 1 }, REMOVED],
      first: [boot.join(' ')],
    },
  ])('is created again if it $what, and this step remembers it, too', async ({ earlier, rules, first }) => {
    const { docker, calls } = recordingDocker([...rules, CREATED, booted(UP)], buildx)
    await prepareBuilder(docker, own({ clear, earlier }))
    expect(calls).toEqual([
      ...first,
      'buildx rm b',
      'buildx create --name b',
      'buildx create --append --name b ssh://arm',
      boot.join(' '),
    ])
    expect(remembered()).toMatchObject({ builder: 'b', nodes: 'b0 b1@ssh://arm' })
  })

  test('by a parallel step at the same moment is used as it is', async () => {
    const exists = { stderr: 'ERROR: existing instance for "b" but no append mode\n', code: 1 }
    const node = 'Name: b0\nEndpoint: unix:///var/run/docker.sock\nStatus: running\nPlatforms: linux/amd64\n'
    const stdout = `Name: b\nDriver: docker-container\n\nNodes:\n${node}`
    const rules = [
      { match: ['buildx', 'create'], ...exists },
      { match: ['buildx', 'inspect'], stdout },
    ]
    const { docker } = recordingDocker(rules, buildx)
    const nodes = own().nodes.slice(0, 1)
    await prepareBuilder(docker, own({ nodes, create: [['buildx', 'create', '--name', 'b']] }))
    expect(remembered()).toMatchObject({ builder: '', nodes: '' })
  })
})

import { existsSync, readdirSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { describe, expect } from '@jest/globals'
import { freePort, type Keys, startBuildkitd } from './harness/buildkitd.ts'
import { docker, dockerOutput } from './harness/docker.ts'
import * as registry from './harness/registry.ts'
import { endToEnd, errorsOf, expectGreen, type Stage, sideBySide } from './stage.ts'

/** Settings of a local node do not apply to a remote one. */
const ELSEWHERE = { 'driver-opts': '', 'buildkitd-config-inline': '' }

/** Far more than a busy machine needs, but less than the timeout of a node. */
const LIMIT_MS = 60_000

/** A second name for the engine's address, because buildx does not accept two nodes with the same one. */
async function withContext(stage: Stage, body: (name: string) => Promise<void>): Promise<void> {
  const home = homeOf(stage)
  const name = `second-${stage.sandbox.runId}`
  const host = stage.engine.env['DOCKER_HOST'] || 'unix:///var/run/docker.sock'
  await dockerOutput(home, ['context', 'create', name, '--docker', `host=${host}`])
  try {
    await body(name)
  } finally {
    await dockerOutput(home, ['context', 'rm', '--force', name])
  }
}

function homeOf({ engine, sandbox }: Stage) {
  return { env: { ...engine.env, ...sandbox.env } }
}

describe('two nodes with declared platforms', () => {
  endToEnd('build separate platforms, and push one index', async (stage) => {
    const { sandbox, repository } = stage
    // The file is only in the snapshot of the node whose RUN wrote it.
    stage.write({ Dockerfile: 'FROM alpine\nARG TARGETARCH\nRUN uname -m > /ran-for-$TARGETARCH\n' })
    await withContext(stage, async (second) => {
      const [amd, arm] = [`amd-${sandbox.runId}`, `arm-${sandbox.runId}`]
      const step = stage.start({
        'builder-name': amd,
        'builder-platforms': 'linux/amd64',
        append: `- name: ${arm}\n  endpoint: ${second}\n  platforms: linux/arm64\n  driver-opts: network=host\n`,
        platforms: 'linux/amd64,linux/arm64',
        tags: `${repository}:1`,
        push: 'true',
      })
      const main = await step.ended
      const ran = async (node: string, arch: string): Promise<boolean> => {
        const find = [
          'exec',
          `buildx_buildkit_${node}`,
          'find',
          '/var/lib/buildkit',
          '-name',
          `ran-for-${arch}`,
        ]
        return (await dockerOutput(stage.engine, find)) !== ''
      }
      const where = {
        amd64: { onFirst: await ran(`${amd}0`, 'amd64'), onSecond: await ran(arm, 'amd64') },
        arm64: { onFirst: await ran(`${amd}0`, 'arm64'), onSecond: await ran(arm, 'arm64') },
      }
      const post = await step.post()
      expectGreen({ main, post })
      expect(where).toEqual({
        amd64: { onFirst: true, onSecond: false },
        arm64: { onFirst: false, onSecond: true },
      })
      expect(main.log.groups.map(({ title }) => title)).toContain('2 × docker buildx build, in parallel')
      const { images } = await registry.index(`${repository}:1`)
      expect(images.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
      expect(JSON.parse(main.outputs['builder'] ?? '')).toMatchObject({
        name: amd,
        nodes: [
          { name: `${amd}0`, status: 'running' },
          { name: arm, status: 'running', endpoint: second },
        ],
      })
      expect(main.log.shown).toMatch(new RegExp(`linux/arm64 +\\S.* ${arm} `))
    })
  })

  endToEnd('do not move a tag if one of them builds for another machine', async (stage) => {
    const { sandbox, repository } = stage
    stage.write({ Dockerfile: 'FROM --platform=$BUILDPLATFORM busybox\nENTRYPOINT ["sh"]\n' })
    await withContext(stage, async (second) => {
      const { main } = await stage.run({
        append: `- name: arm-${sandbox.runId}\n  endpoint: ${second}\n  platforms: linux/arm64\n  driver-opts: network=host\n`,
        platforms: 'linux/amd64,linux/arm64',
        tags: `${repository}:1`,
        push: 'true',
      })
      expect(main.exitCode).toBe(1)
      expect(errorsOf(main)).toContainEqual(expect.stringContaining('so no tag has moved'))
      expect(errorsOf(main).join('\n')).toMatch(/linux\/arm64/)
      expect(await registry.tags(repository)).toEqual([])
    })
  })

  endToEnd('without declared platforms build their native ones, and the tag still waits', async (stage) => {
    const { sandbox, repository } = stage
    stage.write({ Dockerfile: 'FROM busybox\nENTRYPOINT ["sh"]\n' })
    await withContext(stage, async (second) => {
      const run = await stage.run({
        append: `- name: other-${sandbox.runId}\n  endpoint: ${second}\n  driver-opts: network=host\n`,
        platforms: 'linux/amd64,linux/arm64',
        tags: `${repository}:1`,
        push: 'true',
      })
      expectGreen(run)
      const { digest, images } = await registry.index(`${repository}:1`)
      expect(images.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
      expect(run.main.outputs['digest']).toBe(digest)
      expect(run.main.log.shown).toContain('the tags are moved to it')
    })
  })
})

describe('a remote node', () => {
  const keys = (index: number, { cacert, cert, key }: Keys) => ({
    [`BUILDER_NODE_${index}_AUTH_TLS_CACERT`]: cacert,
    [`BUILDER_NODE_${index}_AUTH_TLS_CERT`]: cert,
    [`BUILDER_NODE_${index}_AUTH_TLS_KEY`]: key,
  })

  endToEnd('over mutual TLS, with the keys in the environment', async (stage) => {
    const { engine, sandbox, repository } = stage
    stage.write({ Dockerfile: 'FROM alpine\nRUN uname -m > /machine\n' })
    const daemon = await startBuildkitd(engine, sandbox, 'remote')
    try {
      const step = stage.start(
        {
          ...ELSEWHERE,
          driver: 'remote',
          'builder-endpoint': daemon.address,
          platforms: 'linux/amd64',
          tags: `${repository}:1`,
          push: 'true',
        },
        { env: keys(0, daemon.client) },
      )
      const main = await step.ended
      const folder = main.state['temp'] ?? ''
      const files = readdirSync(folder).filter((name) => name.endsWith('.pem'))
      const post = await step.post()
      expectGreen({ main, post })
      expect(files).toHaveLength(3)
      expect(existsSync(folder)).toBe(false)
      const secret = daemon.client.key.split('\n')[1] ?? ''
      const shown = main.log.raw.split('\n').filter((line) => !line.startsWith('::add-mask::'))
      expect([...shown, ...post.log.raw.split('\n')].join('\n')).not.toContain(secret)
      expect((await registry.index(`${repository}:1`)).images.map(({ platform }) => platform)).toEqual([
        'linux/amd64',
      ])
      expect(JSON.parse(main.outputs['builder'] ?? '')).toMatchObject({
        driver: 'remote',
        nodes: [{ endpoint: daemon.address, status: 'running' }],
      })
    } finally {
      await daemon.stop()
    }
  })

  endToEnd('that rejects the client is named, with the reason', async (stage) => {
    stage.write({ Dockerfile: 'FROM scratch\n' })
    const [daemon, other] = [
      await startBuildkitd(stage.engine, stage.sandbox, 'remote'),
      await startBuildkitd(stage.engine, stage.sandbox, 'other'),
    ]
    try {
      const { main } = await stage.run(
        { ...ELSEWHERE, driver: 'remote', 'builder-endpoint': daemon.address, platforms: 'linux/amd64' },
        { env: keys(0, other.client) },
      )
      expect(main.exitCode).toBe(1)
      expect(errorsOf(main)).toEqual([
        expect.stringMatching(/nodes that cannot be used: .*127\.0\.0\.1[\s\S]*tls|x509/),
      ])
      expect(main.ms).toBeLessThan(LIMIT_MS)
    } finally {
      await daemon.stop()
      await other.stop()
    }
  })
})

describe('a node that cannot be reached', () => {
  const named = async (
    stage: Stage,
    inputs: Readonly<Record<string, string>>,
    pattern: RegExp,
  ): Promise<void> => {
    stage.write({ Dockerfile: 'FROM scratch\n' })
    const { main } = await stage.run({ platforms: 'linux/amd64', ...inputs })
    expect({ exitCode: main.exitCode, errors: errorsOf(main) }).toEqual({
      exitCode: 1,
      errors: [expect.stringMatching(pattern)],
    })
    expect(main.ms).toBeLessThan(LIMIT_MS)
  }

  sideBySide('because nothing listens there is named, with the reason', async (stage) => {
    const port = await freePort()
    await named(
      stage,
      { ...ELSEWHERE, driver: 'remote', 'builder-endpoint': `tcp://127.0.0.1:${port}` },
      new RegExp(
        `nodes that cannot be used: \\S+0 \\(tcp://127.0.0.1:${port}\\): inactive[\\s\\S]*connection refused`,
      ),
    )
  })

  sideBySide('because it never answers is named', async (stage) => {
    await withSilence((port) =>
      named(
        stage,
        { ...ELSEWHERE, driver: 'remote', 'builder-endpoint': `tcp://127.0.0.1:${port}` },
        new RegExp(`\\S+0 (\\(|at )tcp://127.0.0.1:${port}`),
      ),
    )
  })

  sideBySide('because the engine of an appended one does not answer is named', async (stage) => {
    const port = await freePort()
    await named(
      stage,
      { append: `- name: away\n  endpoint: tcp://127.0.0.1:${port}\n` },
      new RegExp(`The node away at tcp://127.0.0.1:${port} could not be created`),
    )
  })

  sideBySide(
    'because the engine of an appended node is silent is named',
    async (stage) => {
      await withSilence((port) =>
        named(
          stage,
          { append: `- name: away\n  endpoint: tcp://127.0.0.1:${port}\n` },
          new RegExp(`The node away at tcp://127.0.0.1:${port} does not answer`),
        ),
      )
    },
    // Both main and post wait for it.
    5 * 60_000,
  )
})

/** A server that accepts every connection and never answers. */
async function withSilence(body: (port: number) => Promise<void>): Promise<void> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  try {
    await body(port)
  } finally {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
}

describe('a builder with builder-name', () => {
  const simple = (stage: Stage) => {
    stage.write({ Dockerfile: 'FROM alpine\nRUN date +%s%N > /when\n' })
    const name = `named-${stage.sandbox.runId}`
    return { name, inputs: { 'builder-name': name, platforms: 'linux/amd64' } }
  }
  const remove = (stage: Stage, name: string) => docker(homeOf(stage), ['buildx', 'rm', name])

  endToEnd(
    'stays with builder-cleanup: false, is used by an equal step and then stays too',
    async (stage) => {
      const { name, inputs } = simple(stage)
      try {
        expectGreen(await stage.run({ ...inputs, 'builder-cleanup': 'false' }))
        const again = await stage.run(inputs)
        expectGreen(again)
        expect(again.main.log.shown).toContain(`The existing builder ${name} matches the inputs`)
        const { nodes } = JSON.parse(again.main.outputs['builder'] ?? '')
        expect(nodes).toMatchObject([{ name: `${name}0`, status: 'running' }])
        expect((await docker(homeOf(stage), ['buildx', 'inspect', name])).code).toBe(0)
      } finally {
        await remove(stage, name)
      }
    },
  )

  endToEnd('is refused with every difference, and left unchanged', async (stage) => {
    const { name, inputs } = simple(stage)
    try {
      expectGreen(await stage.run({ ...inputs, 'builder-cleanup': 'false' }))
      const { main } = await stage.run({
        ...inputs,
        'driver-opts': 'network=host\nmemory=1g',
        'buildkitd-flags': '--debug',
        'builder-platforms': 'linux/arm64',
        'buildkitd-config-inline': `${stage.engine.buildkitdConfig}\n[registry."other.example"]\n  http = true\n`,
      })
      expect(errorsOf(main).map((text) => text.split(':', 1)[0])).toEqual([
        'driver-opts',
        'buildkitd-flags',
        'builder-platforms',
        'buildkitd-config',
      ])
      expect((await docker(homeOf(stage), ['buildx', 'inspect', name])).stdout).toContain(
        'Status:                running',
      )
    } finally {
      await remove(stage, name)
    }
  })

  endToEnd('made by two steps at the same time is one builder', async (stage) => {
    const { name, inputs } = simple(stage)
    try {
      const runs = await Promise.all([
        stage.run({ ...inputs, 'builder-cleanup': 'false' }),
        stage.run({ ...inputs, 'builder-cleanup': 'false' }),
      ])
      for (const run of runs) expectGreen(run)
    } finally {
      await remove(stage, name)
    }
  })

  endToEnd('keeps its volume with keep-state, and finds its cache again', async (stage) => {
    const { name, inputs } = simple(stage)
    const volume = `buildx_buildkit_${name}0_state`
    try {
      expectGreen(await stage.run({ ...inputs, 'keep-state': 'true' }))
      expect(await dockerOutput(stage.engine, ['volume', 'ls', '--quiet'])).toContain(volume)
      const again = await stage.run({ ...inputs, 'keep-state': 'true' })
      expectGreen(again)
      expect(again.main.log.shown).toContain('1 of 1 steps came from the cache.')
    } finally {
      await docker(stage.engine, ['volume', 'rm', volume])
    }
  })
})

describe('builder-use', () => {
  const current = async (stage: Stage): Promise<string> => {
    const text = await dockerOutput(homeOf(stage), ['buildx', 'inspect'])
    return /^Name: +(\S+)/m.exec(text)?.[1] ?? ''
  }

  endToEnd('makes a builder on a docker context the default one until the job ends', async (stage) => {
    const { repository } = stage
    stage.write({ Dockerfile: 'FROM alpine\nRUN uname -m > /machine\n' })
    const earlier = `earlier-${stage.sandbox.runId}`
    await dockerOutput(homeOf(stage), ['buildx', 'create', '--name', earlier, '--use'])
    try {
      await withContext(stage, async (second) => {
        // Without platforms, the builder's machine decides what is built.
        const inputs = { 'builder-endpoint': second, tags: `${repository}:1`, push: 'true' }
        const step = stage.start({ ...inputs, 'builder-use': 'true' })
        const main = await step.ended
        const between = await current(stage)
        const post = await step.post()
        expectGreen({ main, post })
        expect(JSON.parse(main.outputs['builder'] ?? '')).toMatchObject({ nodes: [{ endpoint: second }] })
        expect(main.outputs['platforms']).toBe('linux/amd64')
        const { images } = await registry.index(`${repository}:1`)
        expect(images.map(({ platform }) => platform)).toEqual(['linux/amd64'])
        expect(between).toMatch(/^multi-platform-build-/)
        expect(await current(stage)).toBe(earlier)
        expect(post.log.shown).toContain(`Restored default builder ${earlier}`)
      })
    } finally {
      await docker(homeOf(stage), ['buildx', 'rm', earlier])
    }
  })
})

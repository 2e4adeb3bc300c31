/** Logins at a registry that requires one: what is pushed with them, and what they leave behind. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from '@jest/globals'
import * as registry from './harness/registry.ts'
import { type RegistryGuard, registryGuard } from './harness/registry-guard.ts'
import { sharedBuilder } from './harness/shared-builder.ts'
import { endToEnd, errorsOf, expectGreen, type Stage, sideBySide } from './stage.ts'

const BOB = { username: 'bob', password: 'p4ss word: of bob' }
const AUTH = Buffer.from(`${BOB.username}:${BOB.password}`).toString('base64')
const SECRET = new RegExp(`${BOB.password}|${AUTH}`)

const BUILD = { platforms: 'linux/amd64', push: 'true' }
const DOCKERFILE = 'FROM busybox\nRUN echo built > /built\nCMD ["cat", "/built"]\n'

async function guarded(
  { engine }: Stage,
  by: 'basic' | 'token',
  body: (guard: RegistryGuard) => Promise<void>,
): Promise<void> {
  const guard = await registryGuard(engine.registry, by, BOB)
  try {
    await body(guard)
  } finally {
    await guard.close()
  }
}

/** The repository behind the guard, with the guard's name. */
const behind = ({ repository, engine }: Stage, guard: RegistryGuard): string =>
  repository.replace(engine.registry, guard.host)

/** Docker's folder of the machine without the builders: its files and their content. */
function settingsOf({ sandbox }: Stage): Readonly<Record<string, string>> {
  const folder = sandbox.env['DOCKER_CONFIG'] ?? ''
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !path.startsWith('buildx') && lstatSync(join(folder, path)).isFile(),
  )
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path)).toString('base64')]))
}

/** Paths of files with the password, in all folders that the step may write to. */
function traces({ sandbox }: Stage): readonly string[] {
  return readdirSync(sandbox.folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(sandbox.folder, path))
    .filter((path) => lstatSync(path).isFile() && SECRET.test(readFileSync(path, 'latin1')))
}

/** An empty credential store of the machine, which records its requests. */
function storeIn(stage: Stage): { readonly env: Record<string, string>; readonly asked: () => string } {
  const folder = join(stage.sandbox.folder, 'store')
  mkdirSync(folder)
  const program = join(folder, 'docker-credential-noting')
  writeFileSync(
    program,
    `#!/bin/sh\n{ echo "$1"; cat; echo; } >> ${folder}/asked\necho credentials not found in native keychain\nexit 1\n`,
  )
  chmodSync(program, 0o755)
  writeFileSync(
    join(stage.sandbox.env['DOCKER_CONFIG'] ?? '', 'config.json'),
    JSON.stringify({ credsStore: 'noting', auths: { 'other.test': {} } }),
  )
  const storeRequests = join(folder, 'asked')
  return {
    env: { PATH: `${folder}:${stage.sandbox.env['PATH']}` },
    asked: () => (existsSync(storeRequests) ? readFileSync(storeRequests, 'utf8') : ''),
  }
}

describe('a login of the step', () => {
  endToEnd('builds, pushes, proves and runs, and leaves nothing of the login behind', async (stage) => {
    const store = storeIn(stage)
    await guarded(stage, 'token', async (guard) => {
      stage.write({ Dockerfile: DOCKERFILE })
      const name = behind(stage, guard)
      const settings = settingsOf(stage)
      const step = stage.start(
        { ...BUILD, tags: `${name}:1`, registry: guard.host, ...BOB, 'smoke-test': 'cat /built' },
        store,
      )
      const main = await step.ended
      const folder = join(main.state['temp'] ?? '', 'docker')
      expect([statSync(folder).mode & 0o777, statSync(join(folder, 'config.json')).mode & 0o777]).toEqual([
        0o700, 0o600,
      ])
      expect(traces(stage)).toEqual([join(folder, 'config.json')])
      const post = await step.post()
      expectGreen({ main, post })
      expect(post.exitCode).toBe(0)

      const image = await registry.imageOf(`${stage.repository}:1`, 'linux/amd64')
      expect((await registry.imageFile(image, 'built'))?.toString()).toBe('built\n')
      expect(await registry.tags(stage.repository)).toEqual(['1', 'cache-amd64-main'])
      expect([traces(stage), existsSync(main.state['temp'] ?? '')]).toEqual([[], false])
      expect(settingsOf(stage)).toEqual(settings)
      // The machine's store is not involved.
      expect(store.asked()).not.toMatch(/store|erase/)
      expect(store.asked()).not.toContain(guard.host)
      const texts = [main.log.shown, post.log.shown, main.summary, JSON.stringify([main.outputs, main.state])]
      expect(texts.join('\n')).not.toMatch(SECRET)
    })
  })

  sideBySide('is removed if the job is cancelled', (stage) =>
    guarded(stage, 'basic', async (guard) => {
      stage.write({ Dockerfile: 'FROM busybox\nRUN echo begun && sleep 300\n' })
      const { named, env } = sharedBuilder()
      const inputs = { ...BUILD, ...named, tags: `${behind(stage, guard)}:1`, registry: guard.host, ...BOB }
      const step = stage.start({ ...inputs, cache: 'off' }, { env })
      await step.until(/\d begun$/)
      expect(traces(stage)).toHaveLength(1)
      await step.cancel()
      expect((await step.post()).exitCode).toBe(0)
      expect(traces(stage)).toEqual([])
    }),
  )

  sideBySide('that is rejected is reported before the build', (stage) =>
    guarded(stage, 'token', async (guard) => {
      stage.write({ Dockerfile: DOCKERFILE })
      const inputs = { ...BUILD, tags: `${behind(stage, guard)}:1`, registry: guard.host, ...BOB }
      const { main } = await stage.run({ ...inputs, password: 'another' })
      expect(errorsOf(main)).toEqual([
        expect.stringMatching(
          /^127\.0\.0\.1:\d+ denies push access to e2e\/\d+ as bob, with the password of this step: its token server 127\.0\.0\.1:\d+ answers 401\. Nothing has been pushed\.\nCorrect username and password/,
        ),
      ])
      expect(main.log.shown).not.toMatch(/RUN echo built/)
      expect(guard.refused.filter((path) => path.includes('/token'))).toHaveLength(1)
    }),
  )
})

describe('a login that stays', () => {
  sideBySide('is available to the next step, which has no login', (stage) =>
    guarded(stage, 'basic', async (guard) => {
      stage.write({ Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' })
      const name = behind(stage, guard)
      const { inputs: common, env } = sharedBuilder()
      const inputs = { ...BUILD, ...common }
      const login = { registry: guard.host, ...BOB, logout: 'false' }
      const first = await stage.run({ ...inputs, tags: `${name}:1`, ...login }, { env })
      expectGreen(first)
      expect(first.main.log.shown).toContain(
        `logout: false: docker on this machine is logged in to ${guard.host}`,
      )
      const config = join(stage.sandbox.env['DOCKER_CONFIG'] ?? '', 'config.json')
      expect(traces(stage)).toEqual([config])
      const second = await stage.run({ ...inputs, tags: `${name}:2` }, { env })
      expectGreen(second)
      expect(await registry.tags(stage.repository)).toEqual(['1', '2'])
    }),
  )
})

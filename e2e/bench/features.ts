/** The cost of names, a login and a signature: a job with each of them in turn with the same job without any. */
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { internet } from '../../__tests__/registry/internet.ts'
import { newStored } from '../../__tests__/registry/stored.ts'
import type { Engine } from '../engine/engine.ts'
import { pushOfTag } from '../harness/event.ts'
import { registryGuard } from '../harness/registry-guard.ts'
import type { Ended } from '../harness/runner.ts'
import type { Sandbox } from '../harness/sandbox.ts'
import { GITHUB_TOKEN, sigstore } from '../harness/sigstore.ts'
import { type Contestant, compare, contestant, inTurn, type Row, seconds } from './measure.ts'
import { ACTION, job, withSandbox } from './steps.ts'

export const FEATURES_REPETITIONS = 7

type Inputs = Readonly<Record<string, string>>

const LOGIN = { username: 'bob', password: "bob's own" }

const RULES = ['type=semver,pattern={{version}}', "type=raw,value={{date 'YYYYMMDD'}}"]

interface Feature {
  readonly what: string
  /** Override the inputs of the job without it. */
  readonly inputs: (image: string) => Inputs
  /** Whether a job used the feature, which the job without it must not do. */
  readonly isDone: (main: Ended) => boolean
  /** Times the job without it. */
  readonly goal: number
}

const FEATURES: readonly Feature[] = [
  {
    what: 'names by the default rules',
    inputs: (image) => ({ images: image, tags: '' }),
    isDone: ({ outputs }) => outputs['version'] === 'v1.2.3',
    goal: 1.1,
  },
  {
    what: 'names by a version and a date',
    inputs: (image) => ({ images: image, tags: RULES.join('\n') }),
    isDone: ({ outputs }) => outputs['version'] === '1.2.3',
    goal: 1.1,
  },
  {
    what: 'a login of its own, which docker has in the other',
    inputs: (image) => ({ registry: image.split('/')[0] ?? '', ...LOGIN }),
    isDone: ({ log }) => log.shown.includes(`as ${LOGIN.username}`),
    goal: 1.1,
  },
  {
    what: 'attest: true',
    inputs: () => ({ attest: 'true' }),
    isDone: ({ outputs }) => (outputs['attestation-url'] ?? '') !== '',
    goal: 1.3,
  },
]

/**
 * All push through the same guard, which requires a login, and use the same stand-ins for signatures. These answer at once, so
 * the figures do not contain the time of GitHub and Sigstore.
 */
export async function featureRows(engine: Engine): Promise<readonly Row[]> {
  const guard = await registryGuard(engine.registry, 'token', LOGIN)
  const world = await sigstore()
  const net = await internet(newStored(), undefined, world.hosts)
  try {
    return await withSandbox(engine, async (sandbox, workspace) => {
      logIn(sandbox, guard.host)
      cpSync(join(ACTION, 'examples', 'hello-go'), workspace, { recursive: true })
      const image = `${guard.host}/bench/${sandbox.runId}`
      const common = commonInputs(engine, image)
      const step = { workspace, sandbox, event: pushOfTag('v1.2.3'), env: { ...world.env, ...net.env } }
      const contest = (feature?: Feature): Contestant =>
        contestant(async () => {
          const main = await job({ ...step, inputs: { ...common, ...feature?.inputs(image) } })
          mustHaveDone(main, feature)
          return undefined
        })
      const without = contest()
      const found = FEATURES.map((feature) => ({ feature, contestant: contest(feature) }))
      const all = [without, ...found.map((each) => each.contestant)]
      for (const { run } of all) await run()
      await inTurn(FEATURES_REPETITIONS, all)
      return found.map((each) => row(each.feature, each.contestant, without))
    })
  } finally {
    await net.close()
    await guard.close()
  }
}

/** @throws if a job did not use exactly the measured feature */
function mustHaveDone(main: Ended, expected: Feature | undefined): void {
  const wrong = FEATURES.find((feature) => feature.isDone(main) !== (feature === expected))
  if (wrong !== undefined) throw new Error(`A job did not do what is measured: ${wrong.what}.`)
}

/** In docker's settings, as by an earlier step. */
function logIn(sandbox: Sandbox, host: string): void {
  const auth = Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64')
  const config = join(sandbox.env['DOCKER_CONFIG'] ?? '', 'config.json')
  writeFileSync(config, JSON.stringify({ auths: { [host]: { auth } } }))
}

function commonInputs(engine: Engine, image: string): Inputs {
  return {
    ...{ platforms: 'linux/amd64,linux/arm64,linux/arm/v7', context: '.', file: 'cross.Dockerfile' },
    ...{ push: 'true', tags: `${image}:1`, 'cache-ref': `${image}:cache`, 'github-token': GITHUB_TOKEN },
    ...{ 'driver-opts': 'network=host', 'buildkitd-config-inline': engine.buildkitdConfig },
  }
}

function row({ what, goal }: Feature, ours: Contestant, without: Contestant): Row {
  const found = compare(ours, without)
  return {
    what: `whole job with ${what}`,
    ...{ ours: seconds(found.ours), theirs: `${seconds(found.theirs)} (the same without)` },
    ...{ result: `× ${found.ratio.toFixed(2)}`, goal: `≤ × ${goal}`, met: found.ratio <= goal },
  }
}

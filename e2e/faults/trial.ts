/** A step that publishes through a proxy with faults, and the expected results. */
import { randomUUID } from 'node:crypto'
import { expect } from '@jest/globals'
import * as registry from '../harness/registry.ts'
import type { Fault } from '../harness/registry-faults.ts'
import { type RegistryProxy, registryProxy } from '../harness/registry-proxy.ts'
import type { Ended, StepOptions } from '../harness/runner.ts'
import { sharedBuilder } from '../harness/shared-builder.ts'
import { errorsOf, expectGreen, inputsFor, type Run, type Stage, sideBySide } from '../stage.ts'

type Inputs = Readonly<Record<string, string>>

export interface Trial {
  readonly stage: Stage
  readonly proxy: RegistryProxy
  /** The repository through the proxy, which the step uses. */
  readonly repository: string
  /** The same repository without the proxy, to which a test pushes its preparations and from which it reads the results. */
  readonly behind: string
  /** Builds two platforms and publishes them as `1`, on the builder that all trials share. */
  readonly publish: Publish
  /** The same on a separate builder, for faults that a builder may remember or be restarted for. */
  readonly publishAlone: Publish
}

type Publish = (inputs?: Inputs, options?: Partial<StepOptions>) => Promise<Run>

/** Real pauses, for faults that last. Otherwise pauses take no time. */
export const REAL_PAUSES: Inputs = { MULTI_PLATFORM_BUILD_PAUSES: '1' }

/** The longest time without progress: longer than anything takes on a busy machine while the build makes progress. */
export const STALLS: Inputs = { 'stall-timeout': '10s' }

/** Timeout of one trial, on a busy machine. */
const LIMIT_MS = 240_000

/** A test of a step that publishes through a proxy with these faults. */
export function trial(what: string, faults: readonly Fault[], body: (trial: Trial) => Promise<void>): void {
  sideBySide(
    what,
    async (stage) => {
      const proxy = await registryProxy(stage.engine.registry, faults)
      const repository = stage.repository.replace(stage.engine.registry, proxy.host)
      // Unique, so nothing that another trial has pushed or cached can be reused.
      stage.write({ Dockerfile: 'FROM scratch\nCOPY note /\n', note: randomUUID() })
      const { inputs: common, env } = sharedBuilder()
      const defaults = {
        platforms: 'linux/amd64,linux/arm64',
        tags: `${repository}:1`,
        push: 'true',
        cache: 'off',
      }
      const publish: Publish = (inputs = {}, options = {}) =>
        stage.run(
          { ...inputsFor(inputs['mode'], { ...defaults, ...common }), ...inputs },
          { ...options, env: { ...env, ...options.env } },
        )
      const publishAlone: Publish = (inputs = {}, options) => stage.run({ ...defaults, ...inputs }, options)
      try {
        await body({ stage, proxy, repository, behind: stage.repository, publish, publishAlone })
      } finally {
        await proxy.close()
      }
    },
    LIMIT_MS,
  )
}

/** Expects a green step, and that every tag has the digest of the output, read back without the proxy, with both platforms. */
export async function expectPublished(run: Run, behind: string, tags: readonly string[] = ['1']) {
  expectGreen(run)
  const { digest = '' } = run.main.outputs
  expect(digest).toMatch(/^sha256:/)
  for (const tag of tags) expect([tag, await registry.resolve(`${behind}:${tag}`)]).toEqual([tag, digest])
  const { images } = await registry.index(`${behind}@${digest}`)
  expect(images.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
  expect(errorsOf(run.main)).toEqual([])
  return digest
}

/** Expects a red step without a digest, whose messages match all of these. */
export function expectRefused({ main }: Run, says: readonly RegExp[]): void {
  expect(main).toMatchObject({ result: 'failure', exitCode: 1 })
  expect(main.outputs['digest'] ?? '').toBe('')
  const messages = errorsOf(main).join('\n')
  for (const each of says) expect(messages).toMatch(each)
}

/** The classes of the retried faults, in order, as in the log and in the output `retries` of a green step. */
export function retriedFor({ log, outputs, result }: Ended): readonly string[] {
  const lines = log.shown.split('\n')
  const classes = lines.flatMap(
    (line) => / failed \(([a-z ]+)\): .*; (?:again|without)/.exec(line)?.[1] ?? [],
  )
  if (result === 'success') {
    const list: readonly { readonly fault: string }[] = JSON.parse(outputs['retries'] || '[]')
    expect(list.map(({ fault }) => fault)).toEqual(classes)
  }
  return classes
}

export function warningsOf({ log }: Ended): readonly string[] {
  return log.commands.filter(({ name }) => name === 'warning').map(({ data }) => data)
}

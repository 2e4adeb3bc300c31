import { describe, expect } from '@jest/globals'
import { dockerOutput } from '../harness/docker.ts'
import type { Fault, What, When } from '../harness/registry-faults.ts'
import { errorsOf, expectGreen } from '../stage.ts'
import { expectPublished, REAL_PAUSES, retriedFor, type Trial, trial } from './trial.ts'

/** Requests of the engine for a pull. */
const pull = (what: What, when: When): Fault => ({
  where: { by: /^(?:docker|containerd)\//, method: 'HEAD GET', target: ['tag', 'digest'] },
  ...{ what, when },
})

/** Pushes an image of the engine to a registry from which the engine must pull it. @returns its name there */
async function moved({ stage, repository, behind }: Trial, image: string, name: string): Promise<string> {
  const { engine } = stage
  const there = `${behind}/${name}:1`
  await dockerOutput(engine, ['tag', image, there])
  await dockerOutput(engine, ['push', '--quiet', there])
  await dockerOutput(engine, ['image', 'rm', there])
  return `${repository}/${name}:1`
}

describe('an image is pulled although its registry fails at first:', () => {
  const FAULTS: readonly { what: string; fault: Fault; retried: string }[] = [
    { what: '503', fault: pull({ status: 503 }, { count: 1 }), retried: 'server error' },
    { what: 'connection reset', fault: pull('reset', { count: 1 }), retried: 'connection' },
    { what: '429', fault: pull({ status: 429 }, { count: 8 }), retried: 'rate limit' },
  ]
  for (const { what, fault, retried } of FAULTS) {
    trial(`that of BuildKit, ${what}`, [fault], async (given) => {
      const { stage, behind, publishAlone } = given
      const image = await moved(given, stage.engine.buildkitImage, 'buildkit')
      const run = await publishAlone({ 'driver-opts': `network=host\nimage=${image}` })
      await expectPublished(run, behind)
      expect(new Set(retriedFor(run.main))).toEqual(new Set([retried]))
      await dockerOutput(stage.engine, ['image', 'rm', image])
    })

    trial(`that of the emulators, ${what}`, [fault], async (given) => {
      const { stage } = given
      const image = await moved(given, stage.engine.noopBinfmtImage, 'binfmt')
      stage.write({ Dockerfile: 'FROM scratch\nONBUILD RUN true\n' })
      const { main } = await stage.run({ platforms: 'linux/amd64,linux/s390x', 'qemu-image': image })
      // It was pulled and run, and works.
      expect(errorsOf(main)).toEqual([
        expect.stringMatching(/^qemu: the installer succeeded, but no emulator/),
      ])
      expect(main.log.shown).toContain(`failed (${retried})`)
      await dockerOutput(stage.engine, ['image', 'rm', image])
    })
  }

  trial(
    'the one that was built, for its smoke test',
    [pull({ status: 503 }, { forMs: 3_000 })],
    async (given) => {
      given.stage.write({ Dockerfile: 'FROM busybox\nCOPY note /\nCMD ["true"]\n' })
      const run = await given.publish({ 'smoke-test': 'linux/amd64: true' }, { env: REAL_PAUSES })
      expectGreen(run)
      await expectPublished(run, given.behind)
      expect(
        given.proxy.count({ by: /^(?:docker|containerd)\//, target: ['tag', 'digest'] }),
      ).toBeGreaterThan(1)
    },
  )
})

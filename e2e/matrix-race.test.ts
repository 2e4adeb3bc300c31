import { expect } from '@jest/globals'
import { artifactService } from './harness/artifact-service.ts'
import * as registry from './harness/registry.ts'
import { errorsOf, expectGreen, onShared } from './stage.ts'

const RUNS = 8
const ROUNDS = 5
const PLATFORMS = ['linux/amd64', 'linux/arm64']

const runs = Array.from({ length: RUNS }, (_, number) => number)

onShared(
  `${RUNS} runs that join the same image at the same time, ${ROUNDS} times: none loses or mixes parts`,
  async (stage) => {
    const { repository, sandbox } = stage
    stage.write({ Dockerfile: 'FROM scratch\nARG NOTE\nLABEL note=$NOTE\nCOPY Dockerfile /\n' })
    const service = await artifactService()
    try {
      const of = (run: number) => ({
        tags: `${repository}:latest,${repository}:run-${run}`,
        env: { ...service.env(`${sandbox.runId}-${run}`, 'job'), GITHUB_RUN_ID: sandbox.runId },
      })
      await Promise.all(
        runs.map(async (run) => {
          for (const platforms of PLATFORMS) {
            const { tags, env } = of(run)
            const inputs = {
              mode: 'part',
              platforms,
              tags,
              cache: 'off',
              'build-args': `NOTE=${run}`,
            }
            expectGreen(await stage.run(inputs, { env }))
          }
        }),
      )
      const known = new Map<string, number>()
      for (let round = 0; round < ROUNDS; round++) {
        const merges = await Promise.all(
          runs.map((run) => {
            const { tags, env } = of(run)
            return stage.run({ mode: 'merge', platforms: PLATFORMS.join(','), tags }, { env })
          }),
        )
        for (const [run, { main }] of merges.entries()) {
          const runDigest = await registry.resolve(`${repository}:run-${run}`)
          known.set(runDigest, run)
          // The later run has the common tag, which is reported; nothing else is wrong.
          if (main.exitCode === 0) expect(main.outputs['digest']).toBe(runDigest)
          else expect(errorsOf(main)).toEqual([expect.stringMatching(/^Not every tag points to sha256:/)])
        }
        expect(known.get(await registry.resolve(`${repository}:latest`))).toBeDefined()
      }
      expect(known.size).toBe(RUNS)
      for (const [digest, run] of known) {
        const { images } = await registry.index(`${repository}@${digest}`)
        expect(images.map(({ platform }) => platform)).toEqual(PLATFORMS)
        const notes = images.map(
          async (image) => (await registry.config(`${repository}@${image.digest}`)).labels,
        )
        expect(await Promise.all(notes)).toEqual(PLATFORMS.map(() => ({ note: String(run) })))
      }
    } finally {
      await service.close()
    }
  },
  300_000,
)

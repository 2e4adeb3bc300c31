import { describe, expect } from '@jest/globals'
import { dockerOutput } from './harness/docker.ts'
import { field, list, parseJson, text, texts } from './harness/json.ts'
import * as registry from './harness/registry.ts'
import type { Step } from './harness/runner.ts'
import { endToEnd, type Stage } from './stage.ts'

/** Several steps of one job, as in a workflow that tests an image before it is pushed. */

// Built twice, it would be two images.
const DOCKERFILE =
  'FROM alpine\nRUN echo "made once" && head -c 64 /dev/urandom > /chance\nCOPY Dockerfile /\n'

const IMAGE = { platforms: 'linux/amd64', cache: 'off' }

async function endStep(step: Step): Promise<{ readonly shown: string; readonly builder: string }> {
  const { result, log, outputs } = await step.ended
  if (result !== 'success') throw new Error(`The step is red:\n${log.shown}`)
  const builder = parseJson(outputs['builder'] ?? '', 'the output builder')
  return { shown: log.shown, builder: text(builder, 'name') }
}

/** Ends a job like the runner, with the last step first. @returns the log of each step, in this order */
async function endJob(steps: readonly Step[]): Promise<readonly string[]> {
  const shown: string[] = []
  for (const step of steps.toReversed()) shown.push((await step.post()).log.shown)
  return shown
}

/** Reads the digests of an image's uncompressed layers from docker, and removes the image. */
async function takeLayers({ engine }: Stage, image: string): Promise<readonly string[]> {
  const [described] = list(
    { images: parseJson(await dockerOutput(engine, ['image', 'inspect', image]), image) },
    'images',
  )
  await dockerOutput(engine, ['image', 'rm', image])
  return texts(field(described, 'RootFS'), 'Layers')
}

const isDone = /^#\d+ [\d.]+ made once/m

describe('steps of one job', () => {
  endToEnd('push the loaded and tested image without executing anything again', async (stage) => {
    const { repository, engine } = stage
    const tags = `${repository}:1`
    stage.write({ Dockerfile: DOCKERFILE })
    const job = 'one'
    const loading = stage.start({ ...IMAGE, tags, load: 'true' }, { job })
    const made = await endStep(loading)
    expect(made.shown).toMatch(isDone)
    await dockerOutput(engine, ['run', '--rm', tags, 'test', '-s', '/chance'])
    const tested = await takeLayers(stage, tags)

    const pushing = stage.start({ ...IMAGE, tags, push: 'true' }, { job })
    const used = await endStep(pushing)
    expect(used.builder).toBe(made.builder)
    expect(used.shown).toContain(`The builder ${made.builder} from an earlier step of this job is used.`)
    expect(used.shown).not.toMatch(isDone)
    const pushed = await registry.config(await registry.imageOf(tags, 'linux/amd64'))
    expect(pushed.diffIds).toEqual(tested)

    const [later, earlier] = await endJob([loading, pushing])
    expect(later).not.toContain('Removed builder')
    expect(earlier).toContain(`Removed builder ${made.builder}`)
  })

  endToEnd('restart a builder whose container died, with its cache', async (stage) => {
    stage.write({ Dockerfile: DOCKERFILE })
    const job = 'one'
    const first = stage.start(IMAGE, { job })
    const { builder } = await endStep(first)
    await dockerOutput(stage.engine, ['kill', `buildx_buildkit_${builder}0`])
    const second = stage.start(IMAGE, { job })
    expect(await endStep(second)).toMatchObject({ builder, shown: expect.not.stringMatching(isDone) })
    expect((await endJob([first, second])).at(-1)).toContain(`Removed builder ${builder}`)
  })

  endToEnd('recreate a builder that was removed meanwhile, with a notice', async (stage) => {
    stage.write({ Dockerfile: DOCKERFILE })
    const job = 'one'
    const first = stage.start(IMAGE, { job })
    const { builder } = await endStep(first)
    const home = { env: { ...stage.engine.env, ...stage.sandbox.env } }
    await dockerOutput(home, ['buildx', 'rm', builder])
    const second = stage.start(IMAGE, { job })
    const { shown } = await endStep(second)
    expect(shown).toContain(`The builder ${builder} from an earlier step of this job is gone`)
    expect(shown).toMatch(isDone)
    await endJob([first, second])
  })
})

describe('two matrix jobs at the same time on one machine', () => {
  endToEnd('do not share anything, however often they build', async (stage) => {
    stage.write({ Dockerfile: DOCKERFILE })
    const legs = await Promise.all(
      ['one', 'two'].map(async (job) => {
        const first = stage.start(IMAGE, { job })
        const made = await endStep(first)
        const second = stage.start(IMAGE, { job })
        const used = await endStep(second)
        expect([made.shown, used.shown]).toEqual([
          expect.stringMatching(isDone),
          expect.not.stringMatching(isDone),
        ])
        expect(used.builder).toBe(made.builder)
        return { steps: [first, second], builder: made.builder }
      }),
    )
    expect(new Set(legs.map(({ builder }) => builder)).size).toBe(2)
    await Promise.all(legs.map(({ steps }) => endJob(steps)))
  })
})

endToEnd(
  'a loaded and pushed image is the same image, with its id in docker and its provenance',
  async (stage) => {
    const { repository, engine, sandbox } = stage
    const tags = `${repository}:1`
    stage.write({ Dockerfile: DOCKERFILE })
    const step = stage.start({ ...IMAGE, tags, load: 'true', push: 'true' })
    await endStep(step)
    const id = await dockerOutput(engine, ['image', 'inspect', '--format', '{{.Id}}', tags])
    expect((await step.ended).outputs['imageid']).toBe(id)
    const pushed = await registry.imageOf(tags, 'linux/amd64')
    expect((await registry.config(pushed)).diffIds).toEqual(await takeLayers(stage, tags))
    const [image] = (await registry.index(tags)).images
    expect(JSON.stringify(await registry.statements(tags, image?.digest ?? ''))).toContain(
      `/runs/${sandbox.runId}/`,
    )
    await step.post()
  },
)

/** The cost of building several images in one job. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import type { Sandbox } from '../harness/sandbox.ts'
import { type Contestant, compare, contestant, inTurn, type Row, seconds } from './measure.ts'
import { jobOf, withSandbox } from './steps.ts'

export const IMAGES_REPETITIONS = 3

const IMAGES = 5
const GOAL = 0.75

/** A job with five steps that share a builder, compared with five steps that cannot, because each is a separate job. */
export function imageRows(engine: Engine): Promise<readonly Row[]> {
  return withSandbox(engine, async (sandbox, workspace) => {
    writeFileSync(join(workspace, 'Dockerfile'), 'FROM alpine\nARG NAME\nRUN echo "$NAME" > /name\n')
    const together = contestant(() => build(engine, sandbox, workspace, () => 'together'))
    const apart = contestant(() => build(engine, sandbox, workspace, (image) => `apart-${image}`))
    await together.run()
    await inTurn(IMAGES_REPETITIONS, [together, apart])
    return [row(together, apart)]
  })
}

async function build(
  engine: Engine,
  sandbox: Sandbox,
  workspace: string,
  jobOfImage: (image: number) => string,
): Promise<undefined> {
  const repository = `${engine.registry}/bench/${sandbox.runId}`
  const common = {
    ...{ context: '.', platforms: 'linux/amd64', push: 'true', cache: 'off' },
    ...{ 'driver-opts': 'network=host', 'buildkitd-config-inline': engine.buildkitdConfig },
  }
  const steps = Array.from({ length: IMAGES }, (_, image) => ({
    ...{ workspace, sandbox, job: jobOfImage(image) },
    inputs: { ...common, tags: `${repository}/${image}:1`, 'build-args': `NAME=${image}` },
  }))
  await jobOf(steps)
}

function row(together: Contestant, apart: Contestant): Row {
  const found = compare(together, apart)
  return {
    what: `${IMAGES} images in one job`,
    ...{ ours: seconds(found.ours), theirs: `${seconds(found.theirs)} (a builder for each)` },
    ...{ result: `× ${found.ratio.toFixed(2)}`, goal: `≤ × ${GOAL}`, met: found.ratio <= GOAL },
  }
}

/** Memory while a build prints endlessly. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import { fakeDocker } from '../harness/fake-docker/fake.ts'
import { compileFakeDocker } from '../harness/fake-docker/program.ts'
import { memoryRow, type Row } from './measure.ts'
import { job, withSandbox } from './steps.ts'

/** 1 GB of build output, printed by a stand-in for docker so that nothing else takes time or memory. */
export async function logRow(engine: Engine): Promise<Row> {
  await compileFakeDocker()
  return withSandbox(engine, async (sandbox, workspace) => {
    writeFileSync(join(workspace, 'Dockerfile'), 'FROM scratch\n')
    const line = `#7 12.34 ${'compiling a module with a name of some length '.repeat(2)}\n`
    const flood = { line, times: Math.ceil(1e9 / line.length) }
    const rules = [
      { match: ['version'], stdout: '{"Version":"28.0.0","Os":"linux","Arch":"amd64"}\n' },
      { match: ['buildx', 'version'], stdout: 'github.com/docker/buildx v0.36.1 abc\n' },
      { match: ['buildx', 'build'], flood },
      { match: ['buildx'] },
    ]
    const fake = fakeDocker({ folder: join(sandbox.folder, 'fake'), rules })
    const inputs = { platforms: 'linux/amd64', context: '.' }
    const main = await job({ workspace, sandbox, inputs, env: fake.env })
    return memoryRow(`memory with ${(main.log.bytes / 1e9).toFixed(1)} GB of build output`, main.peakRss, 200)
  })
}

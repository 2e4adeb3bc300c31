/** The saving of a job that cross-compiles if no emulator is installed for it. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import { type Contestant, compare, contestant, inTurn, type Row, seconds } from './measure.ts'
import { ACTION, job, withSandbox } from './steps.ts'

export const EMULATORS_REPETITIONS = 7

/** It is installed while the builder boots: the saving is a pull and a privileged container, and the check may cost no time. */
const GOAL = 1.05

/** Emulators belong to the whole machine: no other test or benchmark uses this one. */
const ARCH = 'loong64'
const HANDLER = 'qemu-loongarch64'

const DOCKERFILE = `FROM --platform=$BUILDPLATFORM golang:alpine AS build
WORKDIR /src
COPY . .
ARG TARGETARCH
RUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build -o /hello .
FROM scratch
COPY --from=build /hello /
`

/** A job that takes every step from the cache, with `qemu: auto`, against the same job with the emulator set up. */
export function emulatorRows(engine: Engine): Promise<readonly Row[]> {
  return withSandbox(engine, async (sandbox, workspace) => {
    cpSync(join(ACTION, 'examples', 'hello-go'), workspace, { recursive: true })
    writeFileSync(join(workspace, 'Dockerfile'), DOCKERFILE)
    const image = `${engine.registry}/bench/${sandbox.runId}`
    const inputs = {
      ...{ context: '.', platforms: `linux/amd64,linux/${ARCH}`, push: 'true', tags: `${image}:1` },
      ...{ 'driver-opts': 'network=host', 'buildkitd-config-inline': engine.buildkitdConfig },
    }
    const withQemu = (qemu: string): Contestant =>
      contestant(async () => {
        uninstall(engine)
        const start = performance.now()
        await job({ workspace, sandbox, inputs: { ...inputs, qemu } })
        const took = (performance.now() - start) / 1_000
        if (isSetUp() !== (qemu !== 'auto')) throw new Error(`qemu: ${qemu} did not do what is measured.`)
        return took
      })
    const [spared, setUp] = [withQemu('auto'), withQemu(ARCH)]
    await spared.run()
    await inTurn(EMULATORS_REPETITIONS, [spared, setUp])
    uninstall(engine)
    return [row(spared, setUp)]
  })
}

/** The state of a machine before its first job. */
function uninstall({ env, binfmtImage }: Engine): void {
  const argv = ['run', '--rm', '--privileged', binfmtImage, '--uninstall', HANDLER]
  const { status, stderr } = spawnSync('docker', argv, { env: { ...process.env, ...env }, encoding: 'utf8' })
  if (status !== 0 || isSetUp()) throw new Error(`The emulator could not be uninstalled:\n${stderr}`)
}

function isSetUp(): boolean {
  return existsSync(join('/proc/sys/fs/binfmt_misc', HANDLER))
}

function row(spared: Contestant, setUp: Contestant): Row {
  const found = compare(spared, setUp)
  return {
    what: 'whole job that cross-compiles, every step from the cache',
    ...{ ours: seconds(found.ours), theirs: `${seconds(found.theirs)} (with the emulator set up)` },
    ...{ result: `× ${found.ratio.toFixed(2)}`, goal: `≤ × ${GOAL}`, met: found.ratio <= GOAL },
  }
}

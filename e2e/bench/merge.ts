/** The cost of joining the parts of a matrix. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { artifactName, identityOf, printPart } from '../../src/oci/part-document.ts'
import { parseReference } from '../../src/oci/reference.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'
import type { Engine } from '../engine/engine.ts'
import { type ArtifactService, artifactService } from '../harness/artifact-service.ts'
import { pushImage, pushManifest } from '../harness/push.ts'
import type { Sandbox } from '../harness/sandbox.ts'
import { compare, contestant, inTurn, memoryRow, milliseconds, type Row, seconds } from './measure.ts'
import { job, withSandbox } from './steps.ts'

export const MERGE_REPETITIONS = { few: 7, many: 3 }

const FEW = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/riscv64']
const MANY = [
  ...FEW,
  ...['linux/386', 'linux/arm/v5', 'linux/arm/v6', 'linux/ppc64le', 'linux/s390x', 'linux/mips64le'],
  ...['linux/loong64', 'linux/amd64/v2', 'linux/amd64/v3', 'linux/mips', 'linux/mipsle', 'linux/mips64'],
]
const TAGS = 100
/** Milliseconds of the action's own time for each additional platform. */
const GROWTH_GOAL = 10

/** Memory of the largest merge, most of which is for the artifact package. */
const MEMORY_GOAL = 200

export async function mergeRows(engine: Engine): Promise<readonly Row[]> {
  const service = await artifactService()
  try {
    return [await fewRow(engine, service), ...(await manyRows(engine, service))]
  } finally {
    await service.close()
  }
}

/** The parts are built and handed over as in a workflow, then joined repeatedly. */
function fewRow(engine: Engine, service: ArtifactService): Promise<Row> {
  return withSandbox(engine, async (sandbox, workspace) => {
    const repository = `${engine.registry}/bench/${sandbox.runId}`
    const tags = ['1', '1.2', 'latest'].map((tag) => `${repository}:${tag}`)
    writeFileSync(join(workspace, 'Dockerfile'), 'FROM scratch\nCOPY Dockerfile /\n')
    const common = { workspace, sandbox, env: service.env(sandbox.runId, 'bench') }
    const builder = { 'driver-opts': 'network=host', 'buildkitd-config-inline': engine.buildkitdConfig }
    const parts: string[] = []
    for (const platforms of FEW) {
      const own = { mode: 'part', context: '.', cache: 'off', platforms, tags: tags.join(), ...builder }
      const { outputs } = await job({ ...common, inputs: own })
      parts.push(`${repository}@${outputs['digest']}`)
    }
    const inputs = { mode: 'merge', platforms: FEW.join(), tags: tags.join() }
    const ours = contestant(async () => {
      await job({ ...common, inputs })
      return undefined
    })
    const theirs = contestant(async () => byHand(sandbox, tags, parts))
    await inTurn(MERGE_REPETITIONS.few, [ours, theirs])
    const found = compare(ours, theirs)
    return {
      what: `merge of ${FEW.length} platforms and ${tags.length} tags`,
      ...{ ours: seconds(found.ours), theirs: `${seconds(found.theirs)} (imagetools by hand)` },
      ...{ result: `× ${found.ratio.toFixed(2)}`, goal: '≤ 1.5 s', met: found.ours <= 1.5 },
    }
  })
}

/** Joins the parts, and resolves each tag. */
function byHand({ env }: Sandbox, tags: readonly string[], parts: readonly string[]): undefined {
  const script = [
    `docker buildx imagetools create ${tags.map((tag) => `--tag ${tag}`).join(' ')} ${parts.join(' ')}`,
    ...tags.map((tag) => `docker buildx imagetools inspect ${tag}`),
  ].join(' && ')
  const { status, stderr } = spawnSync('bash', ['-c', script], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The shell script failed:\n${stderr}`)
  return undefined
}

/** Merges with a hundred tags, for one platform and for sixteen: all time that is not docker's is the action's own. */
function manyRows(engine: Engine, service: ArtifactService): Promise<readonly Row[]> {
  return withSandbox(engine, async (sandbox, workspace) => {
    const clock = clockedDocker(sandbox)
    const peaks: number[] = []
    const merge = async (platforms: readonly string[]) => {
      const run = `${sandbox.runId}-${platforms.length}`
      const repository = `${engine.registry}/bench/${run}`
      const tags = Array.from({ length: TAGS }, (_, number) => `${repository}:${number}`)
      await plant(service, run, repository, platforms, tags)
      return contestant(async () => {
        clock.reset()
        const env = { ...service.env(run, 'merge'), ...clock.env }
        const inputs = { mode: 'merge', platforms: platforms.join(), tags: tags.join() }
        const main = await job({ workspace, sandbox, inputs, env })
        peaks.push(main.peakRss)
        return main.ms / 1000 - clock.read()
      })
    }
    const [many, one] = [await merge(MANY), await merge(MANY.slice(0, 1))]
    await inTurn(MERGE_REPETITIONS.many, [many, one])
    const found = compare(many, one)
    const growth = (found.difference * 1000) / (MANY.length - 1)
    return [
      {
        what: `our own time in a merge of ${MANY.length} platforms and ${TAGS} tags`,
        ...{ ours: milliseconds(found.ours), theirs: `${milliseconds(found.theirs)} (1 platform)` },
        ...{ result: `+ ${growth.toFixed(1)} ms a platform`, goal: `≤ + ${GROWTH_GOAL} ms a platform` },
        met: growth <= GROWTH_GOAL,
      },
      memoryRow(
        `memory of a merge of ${MANY.length} platforms and ${TAGS} tags`,
        Math.max(...peaks),
        MEMORY_GOAL,
      ),
    ]
  })
}

/** Small images without a build, handed over as by matrix jobs. */
async function plant(
  service: ArtifactService,
  run: string,
  repository: string,
  names: readonly string[],
  tags: readonly string[],
): Promise<void> {
  const identity = identityOf(tags.map(parseReference))
  for (const name of names) {
    const { os, arch, variant } = parsePlatform(name)
    const platform = { os, architecture: arch, ...(variant === '' ? {} : { variant }) }
    const image = await pushImage(repository, { ...platform, rootfs: { type: 'layers', diff_ids: [] } }, [])
    const index = { manifests: [{ ...image, platform }] }
    const { digest, size } = await pushManifest(
      repository,
      index,
      '',
      'application/vnd.oci.image.index.v1+json',
    )
    const platforms = [parsePlatform(name)]
    const part = {
      identity,
      leg: name,
      attempt: 1,
      platforms,
      digest,
      size,
      repositories: [repository],
      proofErrors: 0,
    }
    service.addArtifact(run, artifactName({ identity, attempt: 1 }, platforms, digest), printPart(part))
  }
}

/** Calls the real docker and records when it ran; a shell script, because Node would take longer than docker itself. */
function clockedDocker(sandbox: Sandbox) {
  const folder = join(sandbox.folder, 'clocked')
  const [log, program] = [join(folder, 'log'), join(folder, 'docker')]
  const path = sandbox.env['PATH'] ?? process.env['PATH'] ?? ''
  mkdirSync(folder)
  const lines = [
    '#!/bin/sh',
    'begun=$(date +%s%N)',
    `PATH='${path}' docker "$@"`,
    'code=$?',
    `echo "$begun $(date +%s%N)" >> '${log}'`,
    'exit $code',
  ]
  writeFileSync(program, `${lines.join('\n')}\n`)
  chmodSync(program, 0o755)
  return {
    env: { PATH: `${folder}:${path}` },
    reset: () => writeFileSync(log, ''),
    read: () => covered(readFileSync(log, 'utf8')),
  }
}

/** Seconds during which at least one of the processes ran. @param log start and end of each, in nanoseconds */
function covered(log: string): number {
  const spans = log
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map((time) => Number(time) / 1e9))
    .toSorted(([a = 0], [b = 0]) => a - b)
  let [sum, until] = [0, 0]
  for (const [begun = 0, ended = 0] of spans) {
    sum += Math.max(0, ended - Math.max(begun, until))
    until = Math.max(until, ended)
  }
  return sum
}

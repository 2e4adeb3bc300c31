// What the action costs: compares in one run, side by side, and writes docs/benchmark.md.
// usage: npm run bench
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { markdownTable, textTable } from '../src/report/table.ts'
import { current, down, type Engine, up } from './engine/engine.ts'
import { fakeDocker } from './harness/fake-docker/fake.ts'
import { newPlace, type Place, removePlace } from './harness/place.ts'
import { type Ended, NODE, startStep } from './harness/runner.ts'

const ACTION = join(import.meta.dirname, '..')
const REPETITIONS = 5
const START_REPETITIONS = 21
const MEBIBYTE = 1 << 20

interface Row {
  readonly what: string
  readonly ours: string
  readonly theirs: string
  readonly result: string
  readonly goal: string
  readonly met: boolean
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

const seconds = (value: number): string => `${value.toFixed(2)} s`
const milliseconds = (value: number): string => `${(value * 1000).toFixed(0)} ms`

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** Both in turn, so that a machine that gets slower or faster does it to both. */
async function sideBySide(times: number, ours: () => Promise<void>, theirs: () => Promise<void>) {
  const pairs: { ours: number; theirs: number }[] = []
  for (let turn = 0; turn < times; turn++)
    pairs.push({ ours: await timed(ours), theirs: await timed(theirs) })
  return {
    ours: median(pairs.map((pair) => pair.ours)),
    theirs: median(pairs.map((pair) => pair.theirs)),
    ratio: median(pairs.map((pair) => pair.ours / pair.theirs)),
    difference: median(pairs.map((pair) => pair.ours - pair.theirs)),
  }
}

async function withPlace<T>(
  engine: Engine,
  body: (place: Place, workspace: string) => Promise<T>,
): Promise<T> {
  const place = newPlace(engine)
  try {
    const workspace = join(place.folder, 'workspace')
    mkdirSync(workspace)
    return await body(place, workspace)
  } finally {
    removePlace(place)
  }
}

/** The same work by hand: emulators beside the builder, build and push with the registry cache, remove. */
const SHELL = `
set -eu
docker run --rm --privileged "$BINFMT" --install arm64,arm >/dev/null &
docker buildx create --name "$BUILDER" --driver docker-container --bootstrap \\
  --driver-opt network=host --buildkitd-config "$CONFIG" >/dev/null
wait
docker buildx build --builder "$BUILDER" --platform linux/amd64,linux/arm64,linux/arm/v7 \\
  --file hello-go/cross.Dockerfile --tag "$IMAGE:1" --push \\
  --cache-from "type=registry,ref=$IMAGE:cache" --cache-to "type=registry,ref=$IMAGE:cache,mode=max" \\
  --metadata-file "$CONFIG.json" --progress plain $EXTRA hello-go
docker buildx rm "$BUILDER"
`

/** Whole jobs, main and post: every step compiled, and every step from the registry cache. */
function wholeJobs(engine: Engine, noCache: boolean, peak: (bytes: number) => void): Promise<Row> {
  return withPlace(engine, async (place, workspace) => {
    cpSync(join(ACTION, 'examples', 'hello-go'), join(workspace, 'hello-go'), { recursive: true })
    const config = join(place.folder, 'buildkitd.toml')
    writeFileSync(config, engine.buildkitdConfig)
    const image = `${engine.registry}/bench/${place.runId}`
    const inputs = {
      ...{ platforms: 'linux/amd64,linux/arm64,linux/arm/v7', context: 'hello-go' },
      ...{
        file: 'hello-go/cross.Dockerfile',
        tags: `${image}-ours:1`,
        push: 'true',
        'no-cache': String(noCache),
      },
      ...{ 'driver-opts': 'network=host', 'buildkitd-config-inline': engine.buildkitdConfig },
    }
    const ours = async (): Promise<void> => {
      const step = startStep({ action: ACTION, workspace, place, inputs })
      const main = await step.ended
      peak(main.peakRss)
      mustBeGreen(main)
      mustBeGreen(await step.post())
    }
    const names = { BINFMT: engine.binfmtImage, BUILDER: `bench-${place.runId}`, CONFIG: config }
    const env = {
      ...process.env,
      ...place.env,
      ...names,
      IMAGE: `${image}-theirs`,
      EXTRA: noCache ? '--no-cache' : '',
    }
    const theirs = async (): Promise<void> => {
      const { status, stderr } = spawnSync('bash', ['-c', SHELL], { cwd: workspace, env, encoding: 'utf8' })
      if (status !== 0) throw new Error(`The shell script failed:\n${stderr}`)
    }
    // Once each before it counts: the cache is filled, the base images are known.
    await ours()
    await theirs()
    const found = await sideBySide(REPETITIONS, ours, theirs)
    return {
      what: noCache ? 'whole job, every step built anew' : 'whole job, every step from the cache',
      ...{ ours: seconds(found.ours), theirs: `${seconds(found.theirs)} (shell script)` },
      ...{ result: `× ${found.ratio.toFixed(2)}`, goal: '≤ × 1.15', met: found.ratio <= 1.15 },
    }
  })
}

/** Start-up: main that refuses its inputs and post that has nothing to undo, over Node with an empty file. */
function startUp(engine: Engine, entry: 'main' | 'post', goal: number): Promise<Row> {
  return withPlace(engine, async (place) => {
    const empty = join(place.folder, 'empty.mjs')
    writeFileSync(empty, '')
    const env = { PATH: process.env['PATH'], INPUT_PLATFORMS: 'linux/none' }
    const node = async (file: string): Promise<void> => {
      spawnSync(NODE, [file], { env, cwd: place.folder })
    }
    const bundle = join(ACTION, 'dist', entry, 'index.js')
    const found = await sideBySide(
      START_REPETITIONS,
      () => node(bundle),
      () => node(empty),
    )
    return {
      ...{
        what: `start-up of ${entry}`,
        ours: milliseconds(found.ours),
        theirs: `${milliseconds(found.theirs)} (bare Node)`,
      },
      ...{
        result: `+ ${milliseconds(found.difference)}`,
        goal: `≤ + ${goal} ms`,
        met: found.difference * 1000 <= goal,
      },
    }
  })
}

/** 1 GB of build output, printed by a stand-in for docker so that nothing else takes time or memory. */
function bigLog(engine: Engine): Promise<Row> {
  return withPlace(engine, async (place, workspace) => {
    writeFileSync(join(workspace, 'Dockerfile'), 'FROM scratch\n')
    const line = `#7 12.34 ${'compiling a module with a name of some length '.repeat(2)}\n`
    const flood = { line, times: Math.ceil(1e9 / line.length) }
    const rules = [
      { match: ['version'], stdout: '{"Version":"28.0.0","Os":"linux","Arch":"amd64"}\n' },
      { match: ['buildx', 'version'], stdout: 'github.com/docker/buildx v0.36.1 abc\n' },
      { match: ['buildx', 'build'], flood },
      { match: ['buildx'] },
    ]
    const fake = fakeDocker({ folder: join(place.folder, 'fake'), rules })
    const step = startStep({
      action: ACTION,
      workspace,
      place,
      inputs: { platforms: 'linux/amd64' },
      env: fake.env,
    })
    const main = await step.ended
    mustBeGreen(main)
    await step.post()
    return memoryRow(`memory with ${(main.log.bytes / 1e9).toFixed(1)} GB of build output`, main.peakRss, 200)
  })
}

function memoryRow(what: string, bytes: number, goal: number): Row {
  const found = bytes / MEBIBYTE
  return {
    what,
    ours: `${found.toFixed(0)} MiB`,
    theirs: '',
    result: '',
    goal: `≤ ${goal} MiB`,
    met: found <= goal,
  }
}

function mustBeGreen({ result, log }: Ended): void {
  if (result !== 'success') throw new Error(`A job of the benchmark failed:\n${log.shown}`)
}

function report(rows: readonly Row[]): void {
  const table = [
    ['what', 'this action', 'compared with', 'result', 'goal', 'met'],
    ...rows.map(({ what, ours, theirs, result, goal, met }) => [
      what,
      ours,
      theirs,
      result,
      goal,
      met ? 'yes' : 'no',
    ]),
  ]
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux ${release()}, Node ${process.version}`
  const about = `Medians of ${REPETITIONS} repetitions (${START_REPETITIONS} for start-up), both sides in turn in one run. Times depend on the machine; ratios hold elsewhere too.`
  const text = `# Benchmark\n\nWritten by \`npm run bench\`.\n\n${about}\n\nMachine: ${machine}.\n\n${markdownTable(table)}\n`
  writeFileSync(join(ACTION, 'docs', 'benchmark.md'), text)
  console.log(textTable(table).join('\n'))
}

const wasUp = (await current()) !== undefined
const engine = await up((line) => console.log(line))
const peaks: number[] = []
const rows = [
  await startUp(engine, 'main', 40),
  await startUp(engine, 'post', 30),
  await wholeJobs(engine, false, (bytes) => peaks.push(bytes)),
  await wholeJobs(engine, true, (bytes) => peaks.push(bytes)),
  await bigLog(engine),
]
report([...rows, memoryRow('memory of a whole job', Math.max(...peaks), 70)])
if (!wasUp) await down({ all: false }, (line) => console.log(line))

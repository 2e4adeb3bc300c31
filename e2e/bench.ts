// The cost of the action: compares everything in one run and writes docs/benchmark.md.
// usage: npm run bench [-- start jobs emulators images features merge proof log]   (with names: these alone, and no file is written)
import { writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { markdownTable, textTable } from '../src/show/table.ts'
import { EMULATORS_REPETITIONS, emulatorRows } from './bench/emulators.ts'
import { FEATURES_REPETITIONS, featureRows } from './bench/features.ts'
import { IMAGES_REPETITIONS, imageRows } from './bench/images.ts'
import { JOB_REPETITIONS, jobRows } from './bench/jobs.ts'
import { logRow } from './bench/log.ts'
import type { Row } from './bench/measure.ts'
import { MERGE_REPETITIONS, mergeRows } from './bench/merge.ts'
import { PROOF_REPETITIONS, proofRows } from './bench/proof.ts'
import { START_REPETITIONS, startRows } from './bench/start.ts'
import { ACTION } from './bench/steps.ts'
import { current, down, type Engine, up } from './engine/engine.ts'

const MEASURES: Readonly<Record<string, (engine: Engine) => Promise<readonly Row[]>>> = {
  start: startRows,
  jobs: jobRows,
  emulators: emulatorRows,
  images: imageRows,
  features: featureRows,
  merge: mergeRows,
  proof: proofRows,
  log: async (engine) => [await logRow(engine)],
}

const TEXT = `# Benchmark

This page shows what the action costs, compared with the same work done in other ways. To measure it again and write this page:

\`\`\`sh
npm run bench
\`\`\`

All sides take turns in one run, and every figure is a median of the turns. Repetitions: ${START_REPETITIONS} for start-up,
${JOB_REPETITIONS.cached} for jobs from the cache, ${EMULATORS_REPETITIONS} for emulators, ${JOB_REPETITIONS.anew} for jobs without the cache, ${IMAGES_REPETITIONS} for jobs with several images, ${FEATURES_REPETITIONS} for features, ${MERGE_REPETITIONS.few} and ${MERGE_REPETITIONS.many} for merges, ${PROOF_REPETITIONS} for the proof. Times depend on the
machine; ratios are similar on other machines.

- A whole job is main and post: create a builder, build examples/hello-go for three platforms, push, remove. The image cross-compiles, so
  neither this action nor the script sets up an emulator; docker's three actions do, as in most workflows. "The same" pushes by
  digest together with an OCI layout, unpacks every layer of the layout, and moves the tag.
- Names, a login and a signature are compared with the same job without them (\`npm run bench -- features\`). All of these push
  through a proxy that requires a login. Sigstore and GitHub are stand-ins on this machine that answer immediately: their own time is not in
  the figures.
- Our own time in a merge is the part of the step in which no docker command runs.
- Memory is the peak of the process of main.
`

function head(table: readonly (readonly string[])[]): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Linux ${release()}, Node ${process.version}`
  return `${TEXT}\nMachine: ${machine}.\n\n${markdownTable(table)}\n`
}

function tableOf(rows: readonly Row[]): readonly (readonly string[])[] {
  return [
    ['what', 'this action', 'compared with', 'result', 'goal', 'met'],
    ...rows.map(({ what, ours, theirs, result, goal, met }) => [
      ...[what, ours, theirs, result, goal],
      met ? 'yes' : 'no',
    ]),
  ]
}

const requested = process.argv.slice(2)
const unknown = requested.filter((name) => !(name in MEASURES))
if (unknown.length > 0) throw new Error(`There is no measure ${unknown.join(', ')}.`)
const wasUp = (await current()) !== undefined
const engine = await up((line) => console.log(line))
const rows: Row[] = []
for (const [name, measure] of Object.entries(MEASURES)) {
  if (requested.length > 0 && !requested.includes(name)) continue
  console.log(`${name} …`)
  rows.push(...(await measure(engine)))
}
console.log(textTable(tableOf(rows)).join('\n'))
if (requested.length === 0) writeFileSync(join(ACTION, 'docs', 'benchmark.md'), head(tableOf(rows)))
if (!wasUp) await down({ all: false }, (line) => console.log(line))

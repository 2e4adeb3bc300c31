// The smoke test as a separate process, with its own environment, signals and log; then post, if requested.
// usage: node e2e/harness/smoke-step.ts FILE   (FILE: a SmokeStep; the answer is written beside it, as FILE.out)
import { readFileSync, writeFileSync } from 'node:fs'
import { PLUGIN } from '../../src/buildx/program.ts'
import { createChildren } from '../../src/docker/children.ts'
import { createDocker, type Docker } from '../../src/docker/docker.ts'
import { leaveOnCancel } from '../../src/docker/signals.ts'
import { Failure } from '../../src/errors.ts'
import type { ImageEntry } from '../../src/oci/image-index.ts'
import type { SmokePlan } from '../../src/plan/plan.ts'
import type { SmokeResult } from '../../src/plan/smoke-verdict.ts'
import { smokeTest } from '../../src/run/smoke.ts'
import { type Undone, undoAll } from '../../src/run/undo.ts'
import { recall } from '../../src/state.ts'

/** Runs the test or, depending on the state in the environment, its cleanup. */
export type SmokeStep =
  | {
      readonly kind: 'main'
      readonly plan: SmokePlan
      readonly repository: string
      readonly images: readonly ImageEntry[]
    }
  | { readonly kind: 'post' }

export interface SmokeAnswer {
  readonly results: readonly SmokeResult[]
  readonly failures: readonly { readonly message: string; readonly cure: string }[]
  readonly undone: readonly Undone['outcome'][]
}

const NONE: SmokeAnswer = { results: [], failures: [], undone: [] }

async function answer(docker: Docker, step: SmokeStep): Promise<SmokeAnswer> {
  if (step.kind === 'post') {
    return { ...NONE, undone: (await undoAll(docker, recall(process.env))).map(({ outcome }) => outcome) }
  }
  try {
    return { ...NONE, results: await smokeTest(docker, step.plan, step.repository, step.images) }
  } catch (error) {
    const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
    if (!errors.every((each) => each instanceof Failure)) throw error
    return { ...NONE, failures: errors.map(({ message, cure }) => ({ message, cure })) }
  }
}

if (import.meta.main) {
  const file = process.argv[2] ?? ''
  const children = createChildren()
  leaveOnCancel(children)
  const docker = createDocker({ buildx: PLUGIN, env: process.env, children })
  const step: SmokeStep = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(`${file}.out`, JSON.stringify(await answer(docker, step)))
}

import { mkdirSync, writeFileSync } from 'node:fs'
import type { BuilderFacts, Facts } from '../facts/facts.ts'
import { readBuilder } from '../facts/read.ts'
import { group, say } from '../host/log.ts'
import type { Plan } from '../plan/plan.ts'
import { printPlatform } from '../platforms/platform.ts'
import { remember } from '../state.ts'
import type { ImageEntry } from '../verify/index.ts'
import { type Built, build } from './build.ts'
import { builderLines, createBuilder } from './builder.ts'
import { installEmulators } from './emulation.ts'
import { confirm } from './publish.ts'

/** A part of the job and when it ran, in milliseconds since the job began. */
export interface Phase {
  readonly name: string
  readonly start: number
  readonly end: number
}

export interface Result {
  readonly built: Built
  /** What the registry confirmed; undefined when nothing was pushed. */
  readonly confirmed: readonly ImageEntry[] | undefined
  readonly builder: BuilderFacts
  readonly phases: readonly Phase[]
}

/** Carries the plan out: QEMU and builder side by side, then the build, then the registry's answer. */
export async function run(plan: Plan, facts: Facts): Promise<Result> {
  const { phases, timed } = clock()
  prepareFolder(plan)
  await allOf([
    timed('builder', () => prepareBuilder(plan)),
    timed('emulators', () => prepareEmulators(plan)),
  ])
  const [built, builder] = await timed('build', () => buildAndLook(plan, facts))
  for (const problem of built.progress.cacheProblems) say(`Cache: ${problem}; the job goes on without it.`)
  const confirmed = await timed('registry', () => askRegistry(plan, built))
  return { built, confirmed, builder, phases }
}

function prepareFolder(plan: Plan): void {
  remember('temp', plan.temp)
  mkdirSync(plan.temp, { recursive: true, mode: 0o700 })
  for (const { path, content } of plan.files) writeFileSync(path, content, { mode: 0o600 })
}

async function prepareBuilder({ builder }: Plan): Promise<void> {
  if (builder.kind === 'own') await createBuilder(builder)
}

/** The build; what our new builder is, is asked beside it, because the build does not wait for that. */
async function buildAndLook(plan: Plan, facts: Facts): Promise<readonly [Built, BuilderFacts]> {
  const { builder, platforms } = plan
  const names = platforms.map(({ platform }) => printPlatform(platform))
  let lines: readonly string[] = []
  const look = async (): Promise<BuilderFacts> => {
    const found = facts.builder ?? (await readBuilder(builder.name))
    lines = builderLines(found)
    return found
  }
  try {
    const failed = { dockerfile: facts.paths.dockerfile, platforms: names }
    return await allOf([build(plan.build, failed), look()])
  } finally {
    group(builder.kind === 'own' ? 'Builder that was made' : 'Builder, used as it is', lines)
  }
}

async function prepareEmulators({ emulation }: Plan): Promise<void> {
  if (emulation === undefined) {
    say('Emulators: none is missing, nothing is installed.')
    return
  }
  const lines = await installEmulators(emulation)
  group('Emulators installed and checked', lines)
}

/** Both to their end, whatever happens to the other: nothing goes on behind a failure. */
async function allOf<A, B>(parts: readonly [Promise<A>, Promise<B>]): Promise<readonly [A, B]> {
  const settled = await Promise.allSettled(parts)
  const failures = settled.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []))
  if (failures.length > 1) throw new AggregateError(failures)
  return Promise.all(parts)
}

async function askRegistry(
  { publish, platforms, builder }: Plan,
  built: Built,
): Promise<Result['confirmed']> {
  if (publish === undefined) return undefined
  return confirm(
    built.digest,
    publish,
    platforms.map(({ platform }) => platform),
    builder.name,
  )
}

function clock() {
  const begin = Date.now()
  const phases: Phase[] = []
  const timed = async <T>(name: string, part: () => Promise<T>): Promise<T> => {
    const start = Date.now() - begin
    try {
      return await part()
    } finally {
      phases.push({ name, start, end: Date.now() - begin })
    }
  }
  return { phases, timed }
}

import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuilderFacts } from '../buildx/inspect.ts'
import type { Docker } from '../docker/docker.ts'
import type { BeforeLeaving } from '../docker/signals.ts'
import type { Retried } from '../docker/tries.ts'
import { Failure } from '../errors.ts'
import { readBuilder } from '../facts/builder.ts'
import type { Facts } from '../facts/facts.ts'
import type { Secret } from '../inputs/secrets.ts'
import { newFolder } from '../plan/build/cache.ts'
import type { BuildPlan, CachePlan, EmulationPlan, Plan } from '../plan/plan.ts'
import { annotate } from '../runner/commands.ts'
import { tryExtra, warnExtraFailed } from '../runner/extras.ts'
import { group, logLine } from '../runner/log.ts'
import { builderLines } from '../show/show-builder.ts'
import { type BuildResult, buildAll } from './build.ts'
import { prepareBuilder } from './builder.ts'
import { hasBundledEmulators, installEmulators, keepImage } from './emulation.ts'
import { makeFolder } from './folder.ts'
import type { LoggedIn } from './logins.ts'
import type { Published } from './publish.ts'
import type { Revivable } from './revive.ts'
import type { Signer } from './sign.ts'
import { type Phase, stopwatch } from './stopwatch.ts'
import { builderTraffic } from './traffic.ts'

export interface Result {
  readonly builds: readonly BuildResult[]
  /** undefined when nothing was pushed. */
  readonly published: Published | undefined
  readonly builder: BuilderFacts
  readonly phases: readonly Phase[]
  /** What was retried on the way. */
  readonly retried: readonly Retried[]
}

/** What is needed to carry out a plan. */
export interface Host extends LoggedIn {
  readonly beforeLeaving: BeforeLeaving
  readonly signer: Signer
}

/** Carries out the plan: emulators and builder in parallel, then the builds, then publishing. */
export async function run(
  { docker, confirm, beforeLeaving, signer }: Host,
  plan: Plan,
  facts: Facts,
  secrets: readonly Secret[],
): Promise<Result> {
  const { phases, time } = stopwatch()
  await prepareFolder(plan)
  const booting = time('builder', () => prepareBuilder(docker, plan.builder))
  const preparing = settleAll([
    booting,
    time('emulators', () => prepareEmulators(docker, plan, { booting, nodes: nodeNames(plan, facts) })),
  ])
  const pushing = preparePush(docker, plan)
  const asking = checkCacheServers(docker, plan)
  try {
    const [[made, unsaved]] = await settleAll([
      preparing,
      settleAll([
        confirm(),
        plan.publish === undefined ? undefined : time('preflight', async () => (await pushing)?.gate()),
      ]),
    ])
    const uncached = await asking
    const [[builds, builder]] = await time('build', () =>
      // The build does not wait until an image is saved for the next run.
      settleAll([
        withSecrets(beforeLeaving, plan, secrets, () =>
          buildAndInspect(docker, plan, facts, { made, uncached }),
        ),
        unsaved === undefined ? undefined : keepImage(docker, unsaved),
      ]),
    )
    await reportProblems(plan, builds)
    const published = await (await pushing)?.publish({ docker, beforeLeaving, signer, time }, builds)
    return { builds, published, builder, phases, retried: docker.tries.retried() }
  } finally {
    const push = await pushing
    push?.close()
  }
}

/** Reports what the builds had to do without, and problems with their caches. */
async function reportProblems(plan: Plan, builds: readonly BuildResult[]): Promise<void> {
  for (const omission of builds.flatMap(({ omissions }) => omissions)) annotate('warning', omission)
  const fallbacks = plan.builds.map(({ cache }) => cache.fallback)
  const missing = builds.flatMap(({ progress }) => progress.missingCaches)
  for (const each of missing)
    if (!fallbacks.includes(each)) logLine(`Cache: ${each} does not exist yet; the job continues without it.`)
  const problems = [...new Set(builds.flatMap(({ progress }) => progress.cacheProblems))]
  if (problems.length > 0) warnExtraFailed('cache', problems.join('; '))
  for (const { cache } of plan.builds) await replaceLocalCache(cache)
}

/** The HTTP client takes time to load: it is loaded only for a push, and while docker is working. */
async function preparePush(docker: Docker, plan: Plan) {
  const { publish: to } = plan
  if (to === undefined) return undefined
  const { openPush: prepare, publish, refuseEarly } = await import('./publish.ts')
  const prepared = prepare(docker, to)
  return {
    gate: async (): Promise<void> => {
      await prepared.gate
      await refuseEarly(to, prepared)
    },
    publish: (tools: Parameters<typeof publish>[0], builds: readonly BuildResult[]) =>
      publish(tools, plan, to, builds, prepared),
    close: prepared.registries.close,
  }
}

async function prepareFolder(plan: Plan): Promise<void> {
  makeFolder('temp', plan.temp)
  for (const { path, content } of plan.files) writeFileSync(path, content, { mode: 0o600 })
  // Otherwise the remains of a cancelled build's cache would become part of the next one.
  for (const { cache } of plan.builds) {
    const { folder } = cache
    if (folder !== undefined)
      await tryExtra('local cache', undefined, () =>
        rmSync(newFolder(folder), { recursive: true, force: true }),
      )
  }
}

/** Writes the values to disk, only while the build runs. */
async function withSecrets<T>(
  beforeLeaving: BeforeLeaving,
  { secretFiles, temp }: Plan,
  secrets: readonly Secret[],
  work: () => Promise<T>,
): Promise<T> {
  const folder = join(temp, 'secrets')
  // Buildx uses the last value if an id is repeated.
  const values = new Map(secrets.map(({ id, value }) => [id, value]))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  const forget = beforeLeaving(remove)
  try {
    mkdirSync(folder, { mode: 0o700 })
    for (const { id, path } of secretFiles) {
      const value = values.get(id)
      if (value === undefined)
        throw new Error(`The plan has a file for the secret "${id}", which has no value.`)
      writeFileSync(path, value, { mode: 0o600 })
    }
    return await work()
  } finally {
    remove()
    forget()
  }
}

/** A failure is tolerated: the image has been pushed already. */
async function replaceLocalCache({ folder }: CachePlan): Promise<void> {
  const fresh = folder === undefined ? '' : newFolder(folder)
  if (folder === undefined || !existsSync(join(fresh, 'index.json'))) return
  const old = `${folder}.old`
  await tryExtra('local cache', undefined, () => {
    rmSync(old, { recursive: true, force: true })
    // A mounted folder can be emptied, but not moved: then the old cache stays as it is.
    if (existsSync(folder)) renameSync(folder, old)
    renameSync(fresh, folder)
    rmSync(old, { recursive: true, force: true })
  })
}

/** Checks the registries that only serve a cache. @returns the numbers of the builds that must do without it */
async function checkCacheServers(docker: Docker, { builds }: Plan): Promise<ReadonlySet<number>> {
  const servers = [...new Set(builds.flatMap(({ cacheServers }) => cacheServers))]
  if (servers.length === 0) return new Set()
  const { whyUnreachable } = await import('./reach.ts')
  const answers = await Promise.all(
    servers.map(async (server) => [server, await whyUnreachable(server, docker.env)] as const),
  )
  const silent = new Map(answers.flatMap(([server, why]) => (why === undefined ? [] : [[server, why]])))
  const isSilent = ({ cacheServers: from }: BuildPlan): boolean =>
    from.length > 0 && from.every((server) => silent.has(server))
  const uncached = builds.filter(isSilent)
  // A build that still has some of its caches reports by itself what it could not read.
  const missed = new Set(uncached.flatMap(({ cacheServers }) => cacheServers))
  const reasons = [...missed].map((server) => `${server} cannot be reached (${silent.get(server)})`)
  if (reasons.length > 0) warnExtraFailed('cache', reasons.join('; '))
  return new Set(uncached.map(({ number }) => number))
}

/** What the builds start from. */
interface BuildInputs {
  /** Facts about the builder, if creating it returned them. */
  readonly made: BuilderFacts | undefined
  readonly uncached: ReadonlySet<number>
}

/** Builds, and at the same time reads the facts about a new builder, which the build does not need. */
async function buildAndInspect(
  docker: Docker,
  plan: Plan,
  facts: Facts,
  { made, uncached }: BuildInputs,
): Promise<readonly [readonly BuildResult[], BuilderFacts]> {
  const { builder, builds, call, publish } = plan
  let lines: readonly string[] = []
  const look = async (): Promise<BuilderFacts> => {
    // Only for the log: a build does not fail because its builder cannot be inspected.
    const found = made ?? facts.builder ?? (await readBuilder(docker, builder.name).catch(() => undefined))
    lines = found === undefined ? [`${builder.name} could not be inspected.`] : builderLines(found)
    return (
      found ?? { name: builder.name, driver: builder.kind === 'managed' ? builder.driver : '', nodes: [] }
    )
  }
  try {
    const { annotatesChecks } = facts.step
    const movesTags = publish?.by === 'tags'
    const stall = {
      limitMs: plan.stallSeconds * 1_000,
      countBytes: () => builderTraffic(docker, nodeNames(plan, facts)),
    }
    const building = { call, annotatesChecks, movesTags, builder: revivable(builder), uncached, stall }
    return await settleAll([buildAll(docker, builds, building), look()])
  } finally {
    group(builderTitle(builder), lines)
  }
}

function builderTitle(builder: Plan['builder']): string {
  if (builder.kind === 'existing') return 'Existing builder'
  return builder.earlier?.kind === 'used' ? 'Builder from an earlier step of this job' : 'New builder'
}

/** If the user chose its name, another job may build on the same builder. */
function revivable(builder: Plan['builder']): Revivable {
  return { name: builder.name, isOurs: builder.kind === 'managed' && !builder.isNamed }
}

function nodeNames({ builder }: Plan, facts: Facts): readonly string[] {
  const nodes = builder.kind === 'managed' ? builder.nodes : (facts.builder?.nodes ?? [])
  return nodes.map(({ name }) => name)
}

interface Nodes {
  /** Settles once they are running or have failed to start. */
  readonly booting: Promise<unknown>
  readonly nodes: readonly string[]
}

/** @returns the plan, if its image still has to be saved for the next run */
async function prepareEmulators(
  docker: Docker,
  { emulation }: Plan,
  nodes: Nodes,
): Promise<EmulationPlan | undefined> {
  if (emulation === undefined) {
    logLine('Emulators: none are missing, nothing is installed.')
    return undefined
  }
  const installed = await installEmulators(docker, emulation).catch((error: unknown) =>
    useBundledEmulators(docker, emulation, nodes, error),
  )
  if (installed === undefined) return undefined
  const { lines, notices, isNewImage } = installed
  group('Emulators installed and checked', lines)
  for (const notice of notices) annotate('notice', notice)
  return isNewImage ? emulation : undefined
}

/** Goes on with the emulators of BuildKit's image, with a warning. */
async function useBundledEmulators(
  docker: Docker,
  emulation: EmulationPlan,
  { booting, nodes }: Nodes,
  error: unknown,
): Promise<undefined> {
  await Promise.allSettled([booting])
  if (!(error instanceof Failure) || !(await hasBundledEmulators(docker, emulation, nodes))) throw error
  annotate('warning', `${error.message}\nThe build continues with the emulators in BuildKit's image.`)
}

/** Waits for both, even if one fails, so that nothing keeps running after a failure. */
async function settleAll<A, B>(parts: readonly [Promise<A> | A, Promise<B> | B]): Promise<readonly [A, B]> {
  const settled = await Promise.allSettled(parts)
  const failures = settled.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []))
  if (failures.length > 1) throw new AggregateError(failures)
  return Promise.all(parts)
}

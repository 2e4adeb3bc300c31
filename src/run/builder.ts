import { writeFileSync } from 'node:fs'
import { DRIVERS } from '../buildx/drivers.ts'
import { type BuilderFacts, type NodeFacts, parseBuilder } from '../buildx/inspect.ts'
import { type Docker, LIMIT_MS, type Streamed, TIMED_OUT } from '../docker/docker.ts'
import { lateCure } from '../docker/engine.ts'
import { privilegeCure } from '../docker/privileged.ts'
import { errorIn, persist } from '../docker/tries.ts'
import { Failure, isCancelled, messageOf, Refusal } from '../errors.ts'
import { awaitShared, readBuilder, SHARE_MS } from '../facts/builder.ts'
import { builderDifferences } from '../plan/builder/differences.ts'
import type {
  BuilderPlan,
  Command,
  DefaultBuilderChange,
  EarlierUse,
  ExistingBuilderPlan,
  ManagedBuilder,
  PlannedNode,
} from '../plan/plan.ts'
import { buildsPlatform, type Platform, printPlatform } from '../platforms/platform.ts'
import { poll } from '../retry.ts'
import { annotate } from '../runner/commands.ts'
import { remember } from '../state.ts'
import { adviceFor } from './advice.ts'
import { recordCreated } from './holders.ts'

/** How long a node may take to answer while it is created. Its image is pulled later. */
const ANSWER_MS = 15_000

/** How long to wait for a daemon that is not started from here. */
const WAIT_MS = 12_000

/** How long buildx may take to report why a node does not answer. */
const REASON_MS = 3_000

/**
 * Creates and boots a managed builder, or prepares an existing one.
 * @returns facts about the builder, if they were read on the way
 * @throws Failure that names the node that cannot be used, with the last output of buildx
 */
export async function prepareBuilder(docker: Docker, plan: BuilderPlan): Promise<BuilderFacts | undefined> {
  if (plan.use !== undefined && plan.use.earlier !== '')
    remember('default', `${plan.use.earlier} ${plan.name}`)
  if (plan.kind === 'existing') return prepareExisting(docker, plan)
  const { earlier } = plan
  const builder = earlier?.kind === 'used' ? await useEarlier(docker, plan, earlier) : undefined
  return builder ?? createBuilder(docker, plan)
}

/** @returns undefined if it no longer boots, for example because its volume is full or its image is gone */
async function useEarlier(
  docker: Docker,
  { name, use, undeclared }: ManagedBuilder,
  { builder, boot }: Extract<EarlierUse, { readonly kind: 'used' }>,
): Promise<BuilderFacts | undefined> {
  try {
    const booted = boot === undefined ? builder : await bootNodes(docker, name, boot)
    await makeDefault(docker, use)
    checkPlatforms(booted, undeclared)
    return booted
  } catch (error) {
    if (isCancelled(error)) throw error
    annotate(
      'notice',
      `The builder ${name} from an earlier step of this job is created again: ${messageOf(error)}`,
    )
    return undefined
  }
}

async function prepareExisting(
  docker: Docker,
  { name, boot, requested, use }: ExistingBuilderPlan,
): Promise<BuilderFacts | undefined> {
  const builder = boot === undefined ? undefined : await bootNodes(docker, name, boot, SHARE_MS)
  const differing =
    requested === undefined || builder === undefined ? [] : builderDifferences(requested, builder)
  if (differing.length > 0) throw new Refusal(differing)
  await makeDefault(docker, use)
  return builder
}

async function createBuilder(docker: Docker, plan: ManagedBuilder): Promise<BuilderFacts | undefined> {
  await rememberBuilder(docker, plan)
  await prepareResources(docker, plan)
  // One after the other: buildx keeps all nodes in one file, and the first command creates the builder.
  for (const [index, command] of plan.create.entries()) {
    const ended = await docker.stream(command, {
      limitMs: plan.boot === undefined ? LIMIT_MS.start : ANSWER_MS,
    })
    if (ended.code === 0) continue
    const isThere = index === 0 && ended.tail.some((line) => /existing instance for/.test(line))
    if (isThere) return shareBuilder(docker, plan)
    // A command that also boots has created the builder before.
    if (plan.boot === undefined && (await retryBoot(docker, plan.name, ended))) continue
    throw await nodeFailure(docker, plan, plan.nodes[index], ended)
  }
  if (plan.boot === undefined) return undefined
  const builder = DRIVERS[plan.driver].isStarted
    ? await bootNodes(docker, plan.name, plan.boot)
    : await awaitNodes(docker, plan.name, plan.boot)
  checkPlatforms(builder, plan.undeclared)
  return builder
}

/**
 * Boots a new builder again after its first boot failed for a transient reason.
 * @returns whether its nodes are up in the end
 */
async function retryBoot(docker: Docker, name: string, first: Streamed): Promise<boolean> {
  let isFirst = true
  const work = async (): Promise<BootResult> => {
    if (!isFirst) return inspectNodes(docker, ['buildx', 'inspect', '--bootstrap', name], LIMIT_MS.start)
    isFirst = false
    return { ended: first, broken: [] }
  }
  return isReady(await persist(docker.tries, `booting the builder ${name}`, work, bootError))
}

function bootError(seen: BootResult): string {
  if (isReady(seen)) return ''
  return [errorIn(seen.ended.tail), ...seen.broken.map(({ error }) => error)].join('\n')
}

/** Removes what is in the way, then creates what the nodes need: key files and a docker context. */
async function prepareResources(docker: Docker, plan: ManagedBuilder): Promise<void> {
  for (const command of plan.clear) await docker.run(command, LIMIT_MS.removal)
  for (const { variable, path } of plan.keyFiles) {
    writeFileSync(path, docker.env[variable] ?? '', { mode: 0o600 })
  }
  if (plan.context !== undefined) {
    // A builder that is kept needs its context.
    if (plan.removal !== undefined) remember('context', plan.context.name)
    const ended = await docker.stream(plan.context.command, { limitMs: LIMIT_MS.question })
    if (ended.code !== 0) throw await creationFailure(docker, 'The docker context for the builder', ended)
  }
}

async function rememberBuilder({ env }: Docker, plan: ManagedBuilder): Promise<void> {
  const { name, driver, context, removal } = plan
  // Later steps of this job also find a kept builder by its note.
  if (removal === undefined) return recordCreated(env, name, undefined)
  const nodes = DRIVERS[driver].sharesKernel ? plan.nodes.map(containerOf).join(' ') : ''
  const keepsState = removal.keepsState ? 'true' : ''
  remember('nodes', nodes)
  if (removal.keepsState) remember('keepsState', keepsState)
  remember('builder', name)
  await recordCreated(env, name, { builder: name, nodes, keepsState, context: context?.name ?? '' })
}

function containerOf({ name, endpoint }: PlannedNode): string {
  return endpoint === '' ? name : `${name}@${endpoint}`
}

/**
 * Another job, or a step that runs in parallel, has created a builder of the same name since we checked. It is used
 * like one that existed before, once it has all its nodes, and this job does not remove it.
 */
async function shareBuilder(docker: Docker, plan: ManagedBuilder): Promise<BuilderFacts | undefined> {
  for (const name of ['builder', 'nodes', 'keepsState'] as const) remember(name, '')
  await recordCreated(docker.env, plan.name, undefined)
  const differencesNow = async () => builderDifferences(plan, await readBuilder(docker, plan.name))
  const differences = await awaitShared(differencesNow, ({ length }) => length === 0)
  if (differences.length > 0) throw new Refusal(differences)
  const boot = plan.boot ?? ['buildx', 'inspect', '--bootstrap', plan.name]
  const builder = await bootNodes(docker, plan.name, boot, SHARE_MS)
  await makeDefault(docker, plan.use)
  return builder
}

async function makeDefault(docker: Docker, use: DefaultBuilderChange | undefined): Promise<void> {
  if (use === undefined) return
  const ended = await docker.stream(use.command, { limitMs: LIMIT_MS.question })
  if (ended.code !== 0) throw await creationFailure(docker, 'The default builder', ended)
}

/**
 * Boots every node. buildx exits with 0 even if nodes failed, so what it reports of each node counts.
 * @param patienceMs milliseconds to wait for a builder that another job may be booting at this moment
 */
async function bootNodes(docker: Docker, name: string, boot: Command, patienceMs = 0): Promise<BuilderFacts> {
  const look = () =>
    poll(() => inspectNodes(docker, boot, LIMIT_MS.start), { limitMs: patienceMs, isDone: isReady })
  const seen = await persist(docker.tries, `booting the builder ${name}`, look, bootError)
  if (isReady(seen)) return seen.builder
  throw seen.ended.code === 0
    ? unreachableNodes(name, seen.broken, '')
    : await creationFailure(docker, `The builder ${name}`, seen.ended)
}

/** Waits for daemons that are not started from here. */
async function awaitNodes(docker: Docker, name: string, look: Command): Promise<BuilderFacts> {
  const seen = await poll((leftMs) => inspectNodes(docker, look, Math.max(leftMs, REASON_MS)), {
    limitMs: WAIT_MS,
    isDone: isReady,
  })
  if (isReady(seen)) return seen.builder
  throw unreachableNodes(name, seen.broken, await readReason(docker, name))
}

/** How booting a builder ended, and which of its nodes cannot be used. */
interface BootResult {
  readonly broken: readonly NodeFacts[]
  readonly ended: Streamed
}

interface InspectedBuilder extends BootResult {
  readonly builder: BuilderFacts
}

async function inspectNodes(docker: Docker, command: Command, limitMs: number): Promise<InspectedBuilder> {
  const { bytes, ...ended } = await docker.capture(command, limitMs)
  const builder = await parseBuilder(bytes.toString('utf8'))
  return { builder, broken: builder.nodes.filter((node) => !isUp(node)), ended }
}

function isReady({ ended, broken }: BootResult): boolean {
  return ended.code === 0 && broken.length === 0
}

/** Inspecting a builder does not say why a node is silent; a request to it does. */
async function readReason(docker: Docker, name: string): Promise<string> {
  const { tail } = await docker.capture(['buildx', 'du', '--builder', name], REASON_MS)
  return tail.findLast((line) => line.startsWith('ERROR: '))?.slice('ERROR: '.length) ?? ''
}

function isUp({ status, error }: NodeFacts): boolean {
  return error === '' && status === 'running'
}

/** Otherwise a platform that no node supports is built on the first one, and its first RUN step fails. */
function checkPlatforms({ name, nodes }: BuilderFacts, platforms: readonly Platform[]): void {
  const offered = nodes.flatMap((node) => node.platforms)
  const missing = platforms.filter((platform) => !buildsPlatform(offered, platform))
  if (missing.length === 0) return
  throw new Failure(
    `platforms: no node of the builder "${name}" builds ${missing.map(printPlatform).join(', ')}. It builds: ${offered.map(printPlatform).join(', ')}.`,
    'Append a node that does, register emulators on the machine of a node, or drop the platform.',
  )
}

function unreachableNodes(name: string, nodes: readonly NodeFacts[], why: string): Failure {
  const named = nodes.map(
    (node) => `${node.name} (${node.endpoint}): ${node.error || node.status || 'no answer'}`,
  )
  const texts = named.length === 0 ? ['it does not answer'] : named
  return new Failure(
    `The builder ${name} has nodes that cannot be used: ${texts.join('; ')}.${why === '' ? '' : `\n${why}`}`,
    'Check that the machine of the node is up, that this runner can reach it, and that its certificates and its endpoint are right.',
  )
}

async function nodeFailure(
  docker: Docker,
  plan: ManagedBuilder,
  node: PlannedNode | undefined,
  ended: Streamed,
): Promise<Failure> {
  const where = node === undefined || node.endpoint === '' ? '' : ` at ${node.endpoint}`
  // A command that also boots has more time, and may fail for more reasons.
  if (ended.code === TIMED_OUT && plan.boot !== undefined) {
    return new Failure(
      `The node ${node?.name}${where} does not answer: no response for ${ANSWER_MS / 1000} seconds.`,
      'Check that its machine is up and that this runner can reach it.',
    )
  }
  const what = plan.nodes.length > 1 || where !== '' ? `The node ${node?.name}${where}` : 'The builder'
  return creationFailure(docker, what, ended)
}

async function creationFailure(docker: Docker, what: string, { code, tail }: Streamed): Promise<Failure> {
  return new Failure(
    `${what} could not be created (exit code ${code}): ${tail.slice(-5).join('\n')}`,
    code === TIMED_OUT
      ? await lateCure(docker, 'Use a mirror: driver-opts: image=MIRROR/moby/buildkit:TAG.')
      : (privilegeCure(tail.join('\n'), 'builder') ??
          adviceFor({ activity: 'pull', error: errorIn(tail) }) ??
          'Check that the BuildKit image can be pulled, that privileged containers are allowed, and that driver-opts, buildkitd-flags and the configuration are right.'),
  )
}

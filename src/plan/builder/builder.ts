import { driverOption } from '../../buildx/driver-option.ts'
import { DRIVERS, driverNamed } from '../../buildx/drivers.ts'
import type { BuilderFacts } from '../../buildx/inspect.ts'
import type { Problem } from '../../errors.ts'
import type { Facts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { type Platform, printPlatform } from '../../platforms/platform.ts'
import type {
  BuilderPlan,
  Command,
  DefaultBuilderChange,
  EarlierUse,
  ExistingBuilderPlan,
  KeyFile,
  ManagedBuilder,
  PlannedFile,
  RequestedBuilder,
} from '../plan.ts'
import { builderDifferences } from './differences.ts'
import {
  builderName,
  isDeclared,
  keysOf,
  MANAGED_PREFIX,
  type NodeSource,
  nodeSources,
  plannedNodes,
} from './nodes.ts'
import { type TargetBuilder, usesEngineKernel } from './target.ts'

/** The plan for the builder, an existing or a managed one. */
export function planBuilder(
  inputs: Inputs,
  facts: Facts,
  builder: TargetBuilder,
  made: BuilderSources,
): BuilderPlan {
  return builder.kind === 'planned'
    ? planManagedBuilder(inputs, facts, builder, made)
    : planExistingBuilder(inputs, facts, builder)
}

/** The files and platforms of a managed builder. */
interface BuilderSources {
  readonly files: readonly PlannedFile[]
  readonly targets: readonly Platform[]
}

function planManagedBuilder(
  inputs: Inputs,
  facts: Facts,
  builder: TargetBuilder,
  { files, targets }: BuilderSources,
): ManagedBuilder {
  const name = builderName(inputs, facts)
  const context = contextName(inputs, facts, name)
  const sources = nodesWithEnvironment(inputs, facts, context)
  const boot = bootCommand(inputs, name)
  const shared = { inputs, name, config: configPath(inputs, files), boots: boot === undefined }
  return {
    kind: 'managed',
    name,
    earlier: earlierUse(inputs, facts),
    clear: facts.earlier === undefined ? [] : clearCommands(name, context),
    driver: inputs.driver,
    isNamed: inputs['builder-name'] !== '',
    keyFiles: keyFiles(inputs, facts),
    context: context === '' ? undefined : { name: context, command: ['context', 'create', context] },
    create: sources.map((source, index) => createNodeCommand(source, { ...shared, isFirst: index === 0 })),
    boot,
    nodes: plannedNodes(inputs, facts),
    undeclared: usesEngineKernel(builder, facts.docker)
      ? []
      : targets.filter((target) => !isDeclared(target, sources)),
    unused: unusedBuilder(name, facts),
    removal: inputs['builder-cleanup'] ? { keepsState: inputs['keep-state'] } : undefined,
    use: defaultBuilderChange(inputs, facts, name),
  }
}

/** Managed builders do not count: one that an earlier step made the default has other settings than this step needs. */
function unusedBuilder(name: string, { docker: { chosenBuilder } }: Facts): string {
  const isManaged = chosenBuilder === name || chosenBuilder.startsWith(MANAGED_PREFIX)
  return isManaged ? '' : chosenBuilder
}

/** If the user removed or changed the builder in the meantime, or it does not respond, another one is created. */
function earlierUse(inputs: Inputs, facts: Facts): EarlierUse | undefined {
  const { earlier } = facts
  if (earlier === undefined) return undefined
  const { found: existing } = earlier
  if (existing === undefined) return { kind: 'made again', why: 'is gone' }
  const differing = builderDifferences(requestedBuilder(inputs, facts), existing).map(({ input }) => input)
  if (differing.length > 0)
    return { kind: 'made again', why: `has changed (${[...new Set(differing)].join(', ')})` }
  return { kind: 'used', builder: existing, boot: bootOf(existing) }
}

function clearCommands(name: string, context: string): readonly Command[] {
  return [['buildx', 'rm', name], ...(context === '' ? [] : [['context', 'rm', '--force', context]])]
}

/** Starts the nodes of a managed builder that do not run; undefined if all run. */
function bootOf({ name, driver, nodes }: BuilderFacts): Command | undefined {
  const isUp = nodes.every(({ status, error }) => status === 'running' && error === '')
  return isUp ? undefined : inspectCommand(driverNamed(driver)?.isStarted ?? false, name)
}

/** Notices about a builder from an earlier step that cannot simply be used. */
export function earlierNotices(builder: BuilderPlan): readonly string[] {
  if (builder.kind !== 'managed' || builder.earlier?.kind !== 'made again') return []
  return [
    `The builder ${builder.name} from an earlier step of this job ${builder.earlier.why}: it is created again, without its build cache.`,
  ]
}

function planExistingBuilder(inputs: Inputs, facts: Facts, builder: BuilderFacts): ExistingBuilderPlan {
  const { name } = builder
  const isReused = inputs.builder === '' && DRIVERS[inputs.driver].isMade
  const boot = isReused ? bootOf(builder) : undefined
  return {
    kind: 'existing',
    name: inputs.builder === '' ? name : inputs.builder,
    isReused,
    boot,
    requested: boot === undefined ? undefined : requestedBuilder(inputs, facts),
    use: defaultBuilderChange(inputs, facts, name),
  }
}

/** Name of the builder that steps of this job share if they request the same settings; '' if the user named one. */
export function jobsBuilder(inputs: Inputs, local: Pick<Facts, 'job' | 'docker'>): string {
  const isManaged = inputs.builder === '' && inputs['builder-name'] === '' && DRIVERS[inputs.driver].isMade
  return isManaged ? builderName(inputs, local) : ''
}

/** The name, as the user set it, of a builder that other jobs may use at the same time; '' if there is none. */
export function sharedBuilderName(inputs: Pick<Inputs, 'builder' | 'builder-name' | 'driver'>): string {
  if (inputs.builder !== '') return inputs.builder
  return DRIVERS[inputs.driver].isMade ? inputs['builder-name'] : ''
}

/** How an existing builder with the requested name differs from the requested one; empty if there is none. */
export function differencesOf(inputs: Inputs, facts: Facts): readonly Problem[] {
  const { builder } = facts
  if (builder === undefined || inputs.builder !== '' || !DRIVERS[inputs.driver].isMade) return []
  return builderDifferences(requestedBuilder(inputs, facts), builder)
}

function requestedBuilder(inputs: Inputs, facts: Facts): RequestedBuilder {
  return {
    name: builderName(inputs, facts),
    driver: inputs.driver,
    nodes: plannedNodes(inputs, facts),
  }
}

/** The files that a managed builder is created from. */
export function configFiles(
  inputs: Inputs,
  { temp }: Facts,
  { kind }: TargetBuilder,
): readonly PlannedFile[] {
  const content = inputs['buildkitd-config-inline']
  if (content === '' || kind === 'existing') return []
  return [{ path: `${temp}/buildkitd.toml`, content: `${content}\n` }]
}

function configPath(inputs: Inputs, files: readonly PlannedFile[]): string {
  return inputs['buildkitd-config'] || (files[0]?.path ?? '')
}

interface NodeCommandContext {
  readonly inputs: Inputs
  readonly name: string
  readonly config: string
  /** Whether the command also boots the node. */
  readonly boots: boolean
  readonly isFirst: boolean
}

/** The command that creates a node, with flags in the order of docker/setup-buildx-action. All nodes get the same configuration. */
function createNodeCommand(
  source: NodeSource,
  { inputs, name, config, boots, isFirst }: NodeCommandContext,
): Command {
  const { endpoint, options, flags } = source
  const platforms = source.platforms.map(printPlatform).join(',')
  return [
    ...['buildx', 'create', '--name', name],
    ...(isFirst ? ['--driver', inputs.driver] : ['--append']),
    ...(source.name === '' ? [] : ['--node', source.name]),
    ...options.flatMap(({ text }) => ['--driver-opt', text]),
    ...(flags === '' ? [] : ['--buildkitd-flags', flags]),
    ...(platforms === '' ? [] : ['--platform', platforms]),
    ...(isFirst && inputs['builder-use'] ? ['--use'] : []),
    ...(config === '' ? [] : ['--buildkitd-config', config]),
    ...(boots ? ['--bootstrap'] : []),
    ...(endpoint === '' ? [] : [endpoint]),
  ]
}

/**
 * A single node on the current engine is created and booted by one command. All other builders are inspected after they
 * are created, because buildx succeeds even if a node cannot be reached.
 */
function bootCommand(inputs: Inputs, name: string): Command | undefined {
  const { isStarted, sharesKernel } = DRIVERS[inputs.driver]
  const isSimple = isStarted && sharesKernel && inputs.nodes.length === 0 && inputs['builder-endpoint'] === ''
  return isSimple ? undefined : inspectCommand(isStarted, name)
}

function inspectCommand(isStarted: boolean, name: string): Command {
  return ['buildx', 'inspect', ...(isStarted ? ['--bootstrap'] : []), name]
}

function defaultBuilderChange(
  inputs: Inputs,
  { defaultBuilder }: Facts,
  name: string,
): DefaultBuilderChange | undefined {
  if (!inputs['builder-use'] || defaultBuilder === name) return undefined
  return { command: ['buildx', 'use', name], earlier: defaultBuilder }
}

/**
 * buildx cannot create a node from TLS data in the default docker context, but from a copy of that context.
 * '' if no copy is needed.
 */
function contextName(inputs: Inputs, { docker, buildx }: Facts, name: string): string {
  const isNeeded = DRIVERS[inputs.driver].needsContextCopy && docker.hasTls && buildx.kind === 'plugin'
  return isNeeded && nodeSources(inputs).some(({ endpoint }) => endpoint === '') ? `${name}-context` : ''
}

/** The nodes with the values from the environment: the docker context, and options that name the key files. */
function nodesWithEnvironment(inputs: Inputs, facts: Facts, context: string): readonly NodeSource[] {
  return nodeSources(inputs).map((source, index) => ({
    ...source,
    endpoint: source.endpoint || context,
    options: [
      ...source.options,
      ...keysOf(inputs, facts.docker, index).map(({ option, name }) =>
        driverOption(option, keyPath(facts, name)),
      ),
    ],
  }))
}

function keyFiles(inputs: Inputs, facts: Facts): readonly KeyFile[] {
  return nodeSources(inputs).flatMap((_, index) =>
    keysOf(inputs, facts.docker, index).map(({ name }) => ({ variable: name, path: keyPath(facts, name) })),
  )
}

function keyPath({ temp }: Facts, variable: string): string {
  return `${temp}/${variable.toLowerCase()}.pem`
}

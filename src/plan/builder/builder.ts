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
  GivenBuilder,
  KeyFile,
  OwnBuilder,
  PlannedFile,
  UsePlan,
  WantedBuilder,
} from '../plan.ts'
import { builderDifferences } from './differences.ts'
import { builderName, isDeclared, keysOf, type NodeSource, nodeSources, plannedNodes } from './nodes.ts'
import { type TargetBuilder, usesEngineKernel } from './target.ts'

/** The builder: one that is there already, or one of our own. */
export function planBuilder(
  inputs: Inputs,
  facts: Facts,
  builder: TargetBuilder,
  made: MadeFrom,
): BuilderPlan {
  return builder.kind === 'planned'
    ? ownBuilder(inputs, facts, builder, made)
    : givenBuilder(inputs, facts, builder)
}

/** What a builder of our own is made from and for. */
interface MadeFrom {
  readonly files: readonly PlannedFile[]
  readonly targets: readonly Platform[]
}

function ownBuilder(
  inputs: Inputs,
  facts: Facts,
  builder: TargetBuilder,
  { files, targets }: MadeFrom,
): OwnBuilder {
  const name = builderName(inputs, facts)
  const context = contextName(inputs, facts, name)
  const sources = madeFrom(inputs, facts, context)
  const boot = bootCommand(inputs, name)
  const shared = { inputs, name, config: configPath(inputs, files), boots: boot === undefined }
  return {
    kind: 'own',
    name,
    driver: inputs.driver,
    isNamed: inputs['builder-name'] !== '',
    keyFiles: keyFiles(inputs, facts),
    context: context === '' ? undefined : { name: context, command: ['context', 'create', context] },
    create: sources.map((source, index) => createCommand(source, { ...shared, isFirst: index === 0 })),
    boot,
    nodes: plannedNodes(inputs, facts),
    unsure: usesEngineKernel(builder, facts.docker)
      ? []
      : targets.filter((target) => !isDeclared(target, sources)),
    removal: inputs['builder-cleanup'] ? { keepsState: inputs['keep-state'] } : undefined,
    use: usePlan(inputs, facts, name),
  }
}

function givenBuilder(inputs: Inputs, facts: Facts, { name, driver, nodes }: BuilderFacts): GivenBuilder {
  const isReused = inputs.builder === '' && DRIVERS[inputs.driver].isMade
  const isUp = nodes.every(({ status }) => status === 'running')
  return {
    kind: 'given',
    name: inputs.builder === '' ? name : inputs.builder,
    isReused,
    boot: !isReused || isUp ? undefined : inspectCommand(driverNamed(driver)?.isStarted ?? false, name),
    wanted: isReused && !isUp ? wantedBuilder(inputs, facts) : undefined,
    use: usePlan(inputs, facts, name),
  }
}

/** The builder that other jobs may use at the same time, as the user named it; '' where none is. */
export function sharedBuilderName(inputs: Pick<Inputs, 'builder' | 'builder-name' | 'driver'>): string {
  if (inputs.builder !== '') return inputs.builder
  return DRIVERS[inputs.driver].isMade ? inputs['builder-name'] : ''
}

/** How a builder of our name that is there differs from what is asked for; nothing where there is none. */
export function differencesOf(inputs: Inputs, facts: Facts): readonly Problem[] {
  const { builder } = facts
  if (builder === undefined || inputs.builder !== '' || !DRIVERS[inputs.driver].isMade) return []
  return builderDifferences(wantedBuilder(inputs, facts), builder)
}

function wantedBuilder(inputs: Inputs, facts: Facts): WantedBuilder {
  return {
    name: builderName(inputs, facts),
    driver: inputs.driver,
    nodes: plannedNodes(inputs, facts),
  }
}

/** The files that our builder is made from. */
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

interface Shared {
  readonly inputs: Inputs
  readonly name: string
  readonly config: string
  /** Whether the command also boots the node. */
  readonly boots: boolean
  readonly isFirst: boolean
}

/** The command that makes a node, in the order of docker/setup-buildx-action. Every node gets the one configuration. */
function createCommand(source: NodeSource, { inputs, name, config, boots, isFirst }: Shared): Command {
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
 * A single node on the engine at hand is made and booted by one command. Everything else is looked at once it
 * is made: buildx ends well although a node cannot be reached.
 */
function bootCommand(inputs: Inputs, name: string): Command | undefined {
  const { isStarted, sharesKernel } = DRIVERS[inputs.driver]
  const isSimple = isStarted && sharesKernel && inputs.nodes.length === 0 && inputs['builder-endpoint'] === ''
  return isSimple ? undefined : inspectCommand(isStarted, name)
}

function inspectCommand(isStarted: boolean, name: string): Command {
  return ['buildx', 'inspect', ...(isStarted ? ['--bootstrap'] : []), name]
}

function usePlan(inputs: Inputs, { defaultBuilder }: Facts, name: string): UsePlan | undefined {
  if (!inputs['builder-use'] || defaultBuilder === name) return undefined
  return { command: ['buildx', 'use', name], earlier: defaultBuilder }
}

/**
 * buildx cannot make a node from TLS data in the default docker context; it can from a copy of that context.
 * '' where none is needed.
 */
function contextName(inputs: Inputs, { docker, buildx }: Facts, name: string): string {
  const isNeeded = DRIVERS[inputs.driver].needsContextCopy && docker.hasTls && buildx.kind === 'plugin'
  return isNeeded && nodeSources(inputs).some(({ endpoint }) => endpoint === '') ? `${name}-context` : ''
}

/** The nodes with what the environment adds: the docker context, and options that name the key files. */
function madeFrom(inputs: Inputs, facts: Facts, context: string): readonly NodeSource[] {
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

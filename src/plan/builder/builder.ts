import { fieldsOf } from '../../buildx/attributes.ts'
import { DRIVERS, driverNamed } from '../../buildx/drivers.ts'
import { sharesEngineKernel } from '../../buildx/endpoints.ts'
import type { Problem } from '../../errors.ts'
import type { BuilderFacts, DockerFacts, Facts, KeyVariable, NodeFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { listsPlatform, type Platform, printPlatform } from '../../platforms/platform.ts'
import type {
  BuilderPlan,
  Command,
  GivenBuilder,
  KeyFile,
  OwnBuilder,
  PlannedFile,
  PlannedNode,
  UsePlan,
  WantedBuilder,
} from '../plan.ts'
import { builderDifferences } from './differences.ts'

/** What a node is made from: the inputs of the first one, or an item of `append`. */
export interface NodeSource {
  /** '' where buildx is to name it. */
  readonly name: string
  readonly endpoint: string
  readonly platforms: readonly Platform[]
  readonly options: readonly string[]
  readonly flags: string
}

/** The nodes as they were asked for, the first one first. */
export function nodeSources(inputs: Inputs): readonly NodeSource[] {
  const first = {
    name: '',
    endpoint: inputs['builder-endpoint'],
    platforms: inputs['builder-platforms'],
    options: inputs['driver-opts'],
    flags: inputs['buildkitd-flags'],
  }
  const further = inputs.nodes.map((node) => ({
    name: node.name,
    endpoint: node.endpoint,
    platforms: node.platforms,
    options: node['driver-opts'],
    flags: node['buildkitd-flags'],
  }))
  return [first, ...further]
}

/**
 * The builder that is there, or else the one that is to be made, as far as its inputs describe it. undefined for
 * a single node on this machine, which builds what the machine's kernel runs.
 */
export function expectedBuilder(inputs: Inputs, facts: Facts): BuilderFacts | undefined {
  const sources = nodeSources(inputs)
  const sharesKernel = DRIVERS[inputs.driver].sharesKernel
  const isOnThisKernel = ({ endpoint }: NodeSource): boolean =>
    sharesKernel && sharesEngineKernel(endpoint, facts.docker)
  if (facts.builder !== undefined || (sources.length === 1 && sources.every(isOnThisKernel)))
    return facts.builder
  const names = nodeNames(builderName(inputs, facts), sources)
  const nodes = sources.map(
    (source, index): NodeFacts => ({
      name: names[index] ?? '',
      endpoint: source.endpoint,
      status: '',
      buildkit: '',
      platforms: source.platforms,
      own: isOnThisKernel(source) ? facts.engine.platform : undefined,
      error: '',
      hasSnapshots: true,
      settings: { declared: declaredBy(sources, index), options: {}, flags: '', config: '' },
    }),
  )
  return { name: builderName(inputs, facts), driver: inputs.driver, nodes, isPlanned: true }
}

/** The builder: one that is there already, or one of our own. */
export function planBuilder(
  inputs: Inputs,
  facts: Facts,
  files: readonly PlannedFile[],
  targets: readonly Platform[],
): BuilderPlan {
  return facts.builder === undefined
    ? ownBuilder(inputs, facts, files, targets)
    : givenBuilder(inputs, facts, facts.builder)
}

function ownBuilder(
  inputs: Inputs,
  facts: Facts,
  files: readonly PlannedFile[],
  targets: readonly Platform[],
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
    unsure: usesEngineKernel(inputs, facts.docker)
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
export function configFiles(inputs: Inputs, facts: Facts): readonly PlannedFile[] {
  const content = inputs['buildkitd-config-inline']
  if (content === '' || facts.builder !== undefined) return []
  return [{ path: `${facts.temp}/buildkitd.toml`, content: `${content}\n` }]
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
    ...options.flatMap((option) => ['--driver-opt', option]),
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

function builderName(inputs: Inputs, { id }: Facts): string {
  return inputs['builder-name'] || `multi-platform-build-${id}`
}

/**
 * buildx cannot make a node from TLS data in the default docker context; it can from a copy of that context.
 * '' where none is needed.
 */
function contextName(inputs: Inputs, { docker, standalone }: Facts, name: string): string {
  const isNeeded = DRIVERS[inputs.driver].needsContextCopy && docker.hasTls && !standalone
  return isNeeded && nodeSources(inputs).some(({ endpoint }) => endpoint === '') ? `${name}-context` : ''
}

/** The nodes with what the environment adds: the docker context, and options that name the key files. */
function madeFrom(inputs: Inputs, facts: Facts, context: string): readonly NodeSource[] {
  return nodeSources(inputs).map((source, index) => ({
    ...source,
    endpoint: source.endpoint || context,
    options: [
      ...source.options,
      ...keysOf(inputs, facts.docker, index).map(({ option, name }) => `${option}=${keyPath(facts, name)}`),
    ],
  }))
}

/** The variables with TLS material for a node. */
export function keysOf(inputs: Inputs, docker: DockerFacts, index: number): readonly KeyVariable[] {
  const endpoint = nodeSources(inputs)[index]?.endpoint || docker.buildkitHost
  if (!DRIVERS[inputs.driver].takesKeyFiles || !endpoint.startsWith('tcp://')) return []
  return docker.keys.filter(({ node }) => node === index).toSorted(byOption)
}

function byOption(a: KeyVariable, b: KeyVariable): number {
  return a.option.localeCompare(b.option)
}

function keyFiles(inputs: Inputs, facts: Facts): readonly KeyFile[] {
  return nodeSources(inputs).flatMap((_, index) =>
    keysOf(inputs, facts.docker, index).map(({ name }) => ({ variable: name, path: keyPath(facts, name) })),
  )
}

function keyPath({ temp }: Facts, variable: string): string {
  return `${temp}/${variable.toLowerCase()}.pem`
}

/** As `buildx` names nodes: in lower case, and what has no name after the builder, with the first free number. */
function nodeNames(builder: string, sources: readonly NodeSource[]): readonly string[] {
  const names: string[] = []
  for (const { name } of sources) {
    const free = (number = 0): string => {
      const next = `${builder}${number}`.toLowerCase()
      return names.includes(next) ? free(number + 1) : next
    }
    names.push(name === '' ? free() : name.toLowerCase())
  }
  return names
}

function plannedNodes(inputs: Inputs, facts: Facts): readonly PlannedNode[] {
  const sources = nodeSources(inputs)
  const names = nodeNames(builderName(inputs, facts), sources)
  const { config, defaultConfig } = facts.docker
  const given = inputs['buildkitd-config-inline'] || config || defaultConfig
  const takesConfig = !DRIVERS[inputs.driver].refuses.some((name) => name === 'buildkitd-config')
  return sources.map((source, index) => ({
    name: names[index] ?? '',
    endpoint: source.endpoint,
    endpoints: reportedEndpoints(inputs, facts.docker, source.endpoint),
    platforms: declaredBy(sources, index),
    options: Object.fromEntries(source.options.flatMap(fieldsOf).map(nameAndValue)),
    keys: keysOf(inputs, facts.docker, index).map(({ option }) => option),
    flags: source.flags,
    config: takesConfig ? given : '',
  }))
}

/** What buildx will report as a node's endpoint; empty where that cannot be foretold. */
function reportedEndpoints(inputs: Inputs, docker: DockerFacts, endpoint: string): readonly string[] {
  const { reports } = DRIVERS[inputs.driver]
  if (reports === 'other') return []
  if (reports === 'endpoint') return [endpoint || docker.buildkitHost]
  if (endpoint !== '' && endpoint !== 'default') return [endpoint]
  if (docker.hasTls) return []
  const own = docker.host || 'unix:///var/run/docker.sock'
  return [docker.context === 'default' || endpoint === 'default' ? own : docker.context]
}

function nameAndValue(field: string): readonly [string, string] {
  const equals = field.indexOf('=')
  return equals === -1 ? [field, ''] : [field.slice(0, equals), field.slice(equals + 1)]
}

/** A node takes the platforms it declares from the nodes before it. */
function declaredBy(sources: readonly NodeSource[], index: number): readonly Platform[] {
  const { platforms = [] } = sources[index] ?? {}
  return platforms.filter((platform) => !isDeclared(platform, sources.slice(index + 1)))
}

function isDeclared(platform: Platform, sources: readonly NodeSource[]): boolean {
  return sources.some(({ platforms }) => listsPlatform(platforms, platform))
}

function usesEngineKernel(inputs: Inputs, docker: DockerFacts): boolean {
  const { sharesKernel } = DRIVERS[inputs.driver]
  return sharesKernel && nodeSources(inputs).some(({ endpoint }) => sharesEngineKernel(endpoint, docker))
}

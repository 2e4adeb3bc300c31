import { driverNamed } from '../../buildx/drivers.ts'
import { distinctBy } from '../../distinct.ts'
import type { Problem } from '../../errors.ts'
import type { Facts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { array } from '../../json.ts'
import type { Platform } from '../../platforms/platform.ts'
import { present } from '../../present.ts'
import { plannedNodes } from '../builder/nodes.ts'
import { privilegedSteps } from '../builder/run-steps.ts'
import { nodeFor, type TargetBuilder } from '../builder/target.ts'
import type { PlannedNode } from '../plan.ts'

const GRANT_FLAG = '--allow-insecure-entitlement'
const HOST_NETWORK = 'network.host'

/** The entitlements that a BuildKit daemon must be told to grant; devices are always granted. */
const GRANTABLE = [HOST_NETWORK, 'security.insecure']

/** The settings that a node was created with, or will be. */
type NodeConfiguration = Pick<PlannedNode, 'flags' | 'options' | 'config'>

interface RequestedEntitlement {
  readonly input: 'allow' | 'network'
  readonly name: string
}

/** The builder that must grant entitlements, and the platforms it builds. */
interface GrantContext {
  readonly builder: TargetBuilder
  readonly targets: readonly Platform[]
}

/**
 * Entitlements that steps of a Dockerfile need but the build does not allow, and those that the build allows but its
 * node does not grant: BuildKit refuses the whole build (WhiteList in util/entitlements, ValidateEntitlements in
 * solver/llbsolver/vertex.go). What a node grants is only known if buildx starts its daemon, with flags.
 */
export function entitlementProblems(inputs: Inputs, facts: Facts, context: GrantContext): readonly Problem[] {
  const lists = grantLists(inputs, facts, context)
  const isLacking = (name: string): boolean =>
    lists.some((granted) => granted !== undefined && !granted.includes(name))
  return [...grantProblems(inputs, context, isLacking), ...stepProblems(inputs, facts, context, isLacking)]
}

type IsLacking = (name: string) => boolean

function grantProblems(inputs: Inputs, { builder }: GrantContext, isLacking: IsLacking): readonly Problem[] {
  const requested: readonly RequestedEntitlement[] = [
    ...inputs.allow
      .filter((name) => GRANTABLE.includes(name))
      .map((name) => ({ input: 'allow', name }) as const),
    ...(inputs.network === 'host' ? [{ input: 'network', name: HOST_NETWORK } as const] : []),
  ]
  const flags = distinctBy(requested, ({ name }) => name).map(({ name }) => `${GRANT_FLAG} ${name}`)
  const cure =
    builder.kind === 'planned'
      ? `Add to buildkitd-flags: ${flags.join(' ')}. Each flag gives steps root on the node's machine, or its network.`
      : `Create it with the flags ${flags.join(' ')}, or remove builder and add them to buildkitd-flags.`
  const whose = builder.kind === 'planned' ? 'the managed builder' : `the builder "${builder.name}"`
  return requested
    .filter(({ name }) => isLacking(name))
    .map(({ input, name }) => ({ input, what: `${whose} does not grant ${name}.`, cure }))
}

function stepProblems(
  inputs: Inputs,
  facts: Facts,
  { builder, targets }: GrantContext,
  isLacking: IsLacking,
): readonly Problem[] {
  const allowed = [...inputs.allow, ...(inputs.network === 'host' ? [HOST_NETWORK] : [])]
  const steps = privilegedSteps(inputs, facts, builder, targets)
  return steps
    .filter(({ entitlement }) => !allowed.includes(entitlement))
    .map(({ entitlement, flag, line, dockerfile }) => {
      const grant = isLacking(entitlement)
        ? `, and have the builder grant it (buildkitd-flags: ${GRANT_FLAG} ${entitlement})`
        : ''
      return {
        input: 'allow',
        what: `RUN ${flag} in line ${line} of "${dockerfile}" needs the entitlement ${entitlement}, which this build does not allow.`,
        cure: `Set allow: ${entitlement}${grant}, or remove the flag from the step.`,
        location: { file: dockerfile, line, title: 'Entitlement' },
      }
    })
}

/** What each node that builds grants; undefined if that is unknown. */
function grantLists(
  inputs: Inputs,
  facts: Facts,
  { builder, targets }: GrantContext,
): readonly (readonly string[] | undefined)[] {
  if (!driverNamed(builder.driver)?.grants) return []
  const usedNodes = new Set(present(targets.map((target) => nodeFor(builder, target)?.name)))
  return nodeConfigurations(inputs, facts, builder)
    .filter(({ name }) => usedNodes.has(name))
    .map((node) => grantedBy(node, builder))
}

function nodeConfigurations(
  inputs: Inputs,
  facts: Facts,
  builder: TargetBuilder,
): readonly (NodeConfiguration & { readonly name: string })[] {
  if (builder.kind === 'planned') return plannedNodes(inputs, facts)
  return builder.nodes.map(({ name, settings }) => ({ name, ...settings }))
}

/** undefined if the flags name another configuration file. */
function grantedBy(
  { flags, options, config }: NodeConfiguration,
  { kind }: TargetBuilder,
): readonly string[] | undefined {
  if (/(?:^|\s)--config\b/.test(flags)) return undefined
  const flagged = [...flags.matchAll(/--?allow-insecure-entitlement[=\s]+["']?([\w.,=-]+)/g)].flatMap(
    ([, names = '']) => names.split(','),
  )
  const configured = array(config?.values, 'insecure-entitlements').filter((name) => typeof name === 'string')
  const added = kind === 'planned' && addsHost({ flagged, configured, options }) ? [HOST_NETWORK] : []
  const all = [...flagged, ...added]
  // A flag replaces the list in the configuration.
  return all.length > 0 ? all : configured
}

/** Whether buildx itself adds the network of the container: parseBuildkitdFlags in its builder/builder.go. */
function addsHost(node: {
  readonly flagged: readonly string[]
  readonly configured: readonly string[]
  readonly options: PlannedNode['options']
}): boolean {
  if (node.options['network'] === 'host') return true
  return node.flagged.length === 0 && !node.configured.includes(HOST_NETWORK)
}

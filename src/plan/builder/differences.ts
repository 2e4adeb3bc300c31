import { sameConfig } from '../../buildx/buildkitd-config.ts'
import { DRIVERS } from '../../buildx/drivers.ts'
import type { BuilderFacts, NodeFacts } from '../../buildx/inspect.ts'
import type { Problem } from '../../errors.ts'
import { type Platform, printPlatform } from '../../platforms/platform.ts'
import type { PlannedNode, RequestedBuilder } from '../plan.ts'

/** buildx sets it for every container builder without other flags. */
const AUTOMATIC_FLAG = '--allow-insecure-entitlement=network.host'

/** The responsible input, what the builder has, and what is requested. */
type Difference = readonly [input: string, has: string, wanted: string]

/**
 * How an existing builder with the requested name differs from what the inputs request. docker's action uses such a
 * builder as it is, and the inputs have no effect.
 */
export function builderDifferences(expected: RequestedBuilder, existing: BuilderFacts): readonly Problem[] {
  return differences(expected, existing).map(([input, has, requested]) => ({
    input,
    what: `the builder "${expected.name}" already exists and has ${has}; the inputs request ${requested}.`,
    cure: 'Remove that builder (docker buildx rm), choose another builder-name, or set the inputs to what it has.',
  }))
}

function differences(expected: RequestedBuilder, existing: BuilderFacts): readonly Difference[] {
  if (existing.driver !== expected.driver) {
    return [['driver', `the driver ${existing.driver || 'of a docker context'}`, expected.driver]]
  }
  if (DRIVERS[expected.driver].isCluster)
    return nodeDifferences(expected.nodes[0], existing.nodes[0], 'driver-opts')
  if (existing.nodes.length !== expected.nodes.length) {
    return [['append', nodesText(existing.nodes.length), nodesText(expected.nodes.length)]]
  }
  return expected.nodes.flatMap((node, index) =>
    nodeDifferences(node, existing.nodes[index], index === 0 ? '' : 'append'),
  )
}

/** @param input the input that describes the whole node; '' if each setting has its own input */
function nodeDifferences(
  expected: PlannedNode | undefined,
  existing: NodeFacts | undefined,
  input: string,
): readonly Difference[] {
  if (expected === undefined || existing === undefined) return []
  const labelled = (what: string): string =>
    input === 'append' ? `${what} of the node ${expected.name}` : what
  const { settings } = existing
  // buildx reports only these of a node that does not respond, for instance while another job starts it.
  const isSilent = existing.error !== ''
  const rows: readonly Row[] = [
    ['append', 'the name', existing.name, expected.name],
    ['builder-endpoint', 'the endpoint', ...endpoints(expected, existing)],
    ['driver-opts', 'the options', ...options(expected, settings.options)],
    ...(isSilent ? [] : reportedRows(expected, settings)),
  ]
  // A configuration that cannot be read counts as equal.
  const isSameConfig = isSilent || sameConfig(expected.config, settings.config) !== false
  return [
    ...rows
      .filter(([, , has, requested]) => has !== requested)
      .map(
        ([setting, what, has, requested]): Difference => [
          input || setting,
          `${labelled(what)} ${orNone(has)}`,
          orNone(requested),
        ],
      ),
    ...(isSameConfig
      ? []
      : [
          [input || 'buildkitd-config', labelled('a different configuration'), 'that of the inputs'] as const,
        ]),
  ]
}

type Row = readonly [own: string, what: string, has: string, asked: string]

function reportedRows(expected: PlannedNode, settings: NodeFacts['settings']): readonly Row[] {
  return [
    ['buildkitd-flags', 'the flags', ...comparedFlags(expected.flags, settings.flags)],
    [
      'builder-platforms',
      'the platforms',
      platformNames(settings.declared),
      platformNames(expected.platforms),
    ],
  ]
}

function endpoints({ endpoints }: PlannedNode, { endpoint }: NodeFacts): readonly [string, string] {
  const [first = ''] = endpoints
  return endpoints.length === 0 || endpoints.includes(endpoint) ? ['', ''] : [endpoint, first]
}

/** Only the options that differ. Values of env. may be secret, and the paths of key files differ in each job. */
function options(
  { options: requested, keys }: PlannedNode,
  has: Readonly<Record<string, string>>,
): readonly [string, string] {
  const names = [...new Set([...Object.keys(has), ...Object.keys(requested)])].toSorted()
  const differing = names.filter((name) => !keys.includes(name) && has[name] !== requested[name])
  const lacking = keys.filter((name) => has[name] === undefined)
  const text = (options: Readonly<Record<string, string>>): string =>
    differing
      .filter((name) => options[name] !== undefined)
      .map((name) => (name.startsWith('env.') ? `${name}=…` : `${name}=${options[name]}`))
      .join(' ')
  const [one, other] = [text(has), [text(requested), ...lacking].filter((part) => part !== '').join(' ')]
  return differing.length > 0 && one === other ? [`a different ${one}`, other] : [one, other]
}

function comparedFlags(requested: string, has: string): readonly [string, string] {
  const expected = splitWords(requested)
  const existing = splitWords(has)
  const isAdded = existing.at(-1) === AUTOMATIC_FLAG && !expected.includes(AUTOMATIC_FLAG)
  return [(isAdded ? existing.slice(0, -1) : existing).join(' '), expected.join(' ')]
}

/** Splits words like a shell, but without expansions. */
function splitWords(text: string): readonly string[] {
  const existing = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []
  return existing.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'))
}

function platformNames(list: readonly Platform[]): string {
  return list.map(printPlatform).toSorted().join(',')
}

function nodesText(count: number): string {
  return count === 1 ? 'one node' : `${count} nodes`
}

function orNone(value: string): string {
  return value === '' ? 'none' : value
}

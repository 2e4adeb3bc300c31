import { type Problem, Refusal } from '../errors.ts'
import type { Facts, NodeFacts } from '../facts/facts.ts'
import { printReference } from '../inputs/reference.ts'
import type { Inputs } from '../inputs/table.ts'
import { platformArgs } from '../platforms/args.ts'
import { isNative } from '../platforms/emulators.ts'
import { distinctPlatforms, type Platform, printPlatform, samePlatform } from '../platforms/platform.ts'
import { buildArgProblems, buildArgs } from './build-args.ts'
import { type BuildSource, buildCommand } from './build-flags.ts'
import { planCache } from './cache.ts'
import { buildsHere, isOffered, planEmulation, runsHere } from './emulation.ts'
import type {
  BuilderPlan,
  BuildPlan,
  EmulationPlan,
  Plan,
  PlannedFile,
  PlannedPlatform,
  PublishPlan,
} from './plan.ts'

/**
 * Decides everything. Pure: the same inputs and facts give the same plan.
 * @throws Refusal with every reason why the inputs cannot be carried out on this machine
 */
export function makePlan(inputs: Inputs, facts: Facts): Plan {
  const targets = targetPlatforms(inputs, facts)
  if (targets.length === 0) throw new Refusal([NO_DEFAULT])
  const emulation = planEmulation(inputs, facts, targets)
  const platforms = targets.map((platform) => planPlatform(platform, facts, emulation))
  const problems = [
    ...buildArgProblems(
      inputs['build-args'],
      platforms.map(({ args }) => args),
    ),
    ...loadProblems(inputs, facts, targets),
    ...builderProblems(facts, platforms),
  ]
  if (problems.length > 0) throw new Refusal(problems)
  const files = configFiles(inputs, facts)
  const builder = planBuilder(inputs, facts, files)
  const cache = planCache(inputs, facts.event, targets)
  return {
    platforms,
    temp: facts.temp,
    files,
    emulation,
    builder,
    cache,
    build: planBuild(inputs, facts, { platforms, cache, builder: builder.name }),
    publish: planPublish(inputs),
    notices: notices(inputs, platforms),
    warnings: warnings(inputs),
  }
}

/** What was asked for, each platform once; without any, what the builder's machine runs natively. */
function targetPlatforms(inputs: Inputs, facts: Facts): readonly Platform[] {
  return distinctPlatforms(inputs.platforms.length > 0 ? inputs.platforms : defaultPlatforms(facts))
}

function defaultPlatforms({ builder, engine }: Facts): readonly Platform[] {
  const [node] = builder?.nodes ?? []
  // A node that does not run yet lists nothing; declared platforms say nothing about its machine.
  const own = node === undefined || node.platforms.length === 0 ? engine.platform : node.own
  return own === undefined ? [] : [own]
}

const NO_DEFAULT: Problem = {
  input: 'platforms',
  what: 'none is named, and the builder does not tell the platform of its own machine.',
  cure: 'Name them, as in platforms: linux/amd64,linux/arm64.',
}

function planPlatform(
  platform: Platform,
  facts: Facts,
  emulation: EmulationPlan | undefined,
): PlannedPlatform {
  const offers = (node: NodeFacts): boolean => node.platforms.some((p) => samePlatform(p, platform))
  const { builder } = facts
  const node = builder?.nodes.find(offers) ?? builder?.nodes[0]
  const own = builder === undefined ? facts.engine.platform : node?.own
  return { platform, runs: howItRuns(platform, facts, emulation), args: platformArgs(platform, own) }
}

function howItRuns(
  platform: Platform,
  facts: Facts,
  emulation: EmulationPlan | undefined,
): PlannedPlatform['runs'] {
  if (isOffered(platform, facts)) return "by the builder's node"
  if (!buildsHere(facts)) return 'no emulator'
  if (isNative(platform, facts.engine.platform)) return 'native'
  const isInstalled = emulation?.platforms.some((p) => samePlatform(p, platform)) ?? false
  return isInstalled || runsHere(platform, facts) ? 'emulated' : 'no emulator'
}

function loadProblems(inputs: Inputs, facts: Facts, targets: readonly Platform[]): readonly Problem[] {
  if (!inputs.load || targets.length < 2 || facts.engine.containerdStore) return []
  return [
    {
      input: 'load',
      what: `this docker engine (${facts.engine.version}) cannot hold ${targets.length} platforms of one image.`,
      cure: 'Turn its containerd image store on ({"features": {"containerd-snapshotter": true}} in daemon.json), or load one platform.',
    },
  ]
}

function builderProblems(facts: Facts, platforms: readonly PlannedPlatform[]): readonly Problem[] {
  const { builder } = facts
  if (builder === undefined) return []
  const offered = [...new Set(builder.nodes.flatMap((node) => node.platforms.map(printPlatform)))].join(', ')
  return platforms
    .filter(({ runs }) => runs === 'no emulator')
    .map(({ platform }) => ({
      input: 'platforms',
      what: `no node of the builder "${builder.name}" builds ${printPlatform(platform)}, and no emulator here can add it. It builds: ${offered}.`,
      cure: 'Append a node that does, set qemu: auto where the builder runs on this machine, or drop the platform.',
    }))
}

function planBuilder(inputs: Inputs, facts: Facts, files: readonly PlannedFile[]): BuilderPlan {
  if (facts.builder !== undefined) return { kind: 'given', name: inputs.builder }
  const name = `multi-platform-build-${facts.id}`
  const create = [
    ...['buildx', 'create', '--name', name, '--driver', 'docker-container', '--bootstrap'],
    ...inputs['driver-opts'].flatMap((option) => ['--driver-opt', option]),
    ...files.flatMap(({ path }) => ['--buildkitd-config', path]),
  ]
  return { kind: 'own', name, create }
}

function configFiles(inputs: Inputs, facts: Facts): readonly PlannedFile[] {
  const content = inputs['buildkitd-config-inline']
  return content === '' ? [] : [{ path: `${facts.temp}/buildkitd.toml`, content: `${content}\n` }]
}

type Decided = Pick<BuildSource, 'platforms' | 'cache' | 'builder'>

function planBuild(inputs: Inputs, facts: Facts, decided: Decided): BuildPlan {
  const metadataFile = `${facts.temp}/metadata.json`
  const iidFile = `${facts.temp}/iid`
  const args = buildArgs(inputs['build-args'], decided.platforms)
  const command = buildCommand({ inputs, ...decided, args, metadataFile, iidFile })
  return { command, metadataFile, iidFile }
}

function planPublish(inputs: Inputs): PublishPlan | undefined {
  const [first] = inputs.tags
  if (!inputs.push || first === undefined) return undefined
  return { repository: first.repository, tags: [...new Set(inputs.tags.map(printReference))] }
}

function notices(inputs: Inputs, platforms: readonly PlannedPlatform[]): readonly string[] {
  const names = inputs.platforms.map(printPlatform)
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index))
  const unemulated = platforms.filter(({ runs }) => runs === 'no emulator')
  return [
    ...[...repeated].map(
      (name) => `platforms: ${name} is named more than once (after normalising) and built once.`,
    ),
    ...unemulated.map(
      ({ platform }) =>
        `${printPlatform(platform)} has no emulator here: a RUN step of it works only if the builder brings its own.`,
    ),
  ]
}

function warnings(inputs: Inputs): readonly string[] {
  const isKept = inputs.push || inputs.load || inputs['cache-to'].length > 0
  return isKept
    ? []
    : ['The result stays in the build cache of a builder: set push: true or load: true to keep it.']
}

import type { HandOver } from '../oci/hand-over.ts'
import type {
  BuilderPlan,
  BuildPlan,
  GitContextPlan,
  PendingImage,
  Plan,
  PlannedPlatform,
  ProofPlan,
} from '../plan/plan.ts'
import { listsPlatform, type Platform, printPlatform, printPlatforms } from '../platforms/platform.ts'
import { type Shell, shellCommand, shellDigest, shellFile, shellFolder, shellVariable } from './shell.ts'
import { loginLines } from './show-logins.ts'
import { howSigned } from './show-signed.ts'
import { smokeLines } from './show-smoke.ts'
import { textTable } from './table.ts'

/** Everything that is going to happen, as lines for the log. Contains no secret, because the plan contains none. */
export function planLines(plan: Plan): readonly string[] {
  return [
    ...platformTable(plan.platforms),
    ...idleLines(plan.platforms),
    '',
    ...contextLines(plan.gitContext),
    ...loginLines(plan.logins.logins),
    ...plan.builds.flatMap((build) => cacheLines(build, plan.builds.length > 1)),
    '',
    ...cachedImageLines(plan),
    'Equivalent commands:',
    '',
    ...commandLines(plan),
    '',
    ...publishLines(plan),
    ...builderAfterwards(plan.builder),
  ]
}

/** What a Git context is, and what it does not contain although people expect it. */
function contextLines(git: GitContextPlan | undefined): readonly string[] {
  if (git === undefined) return []
  const { repository, sha, event, ref } = git
  const eventNames = [...(event === '' ? [] : [`the event ${event}`]), ...(ref === '' ? [] : [ref])]
  return [
    `Context: the commit ${sha} of ${repository}${eventNames.length === 0 ? '' : ` (${eventNames.join(', ')})`}, fetched by BuildKit`,
    '  contains committed files and submodules, but not .git or files of earlier steps; .dockerignore has no effect',
    '',
  ]
}

function cacheLines(
  { cache, cacheServers, platforms }: BuildPlan,
  isOneOfSeveral: boolean,
): readonly string[] {
  return [
    `Cache${isOneOfSeveral ? ` of ${printPlatforms(platforms)}` : ''}: ${cache.why}`,
    ...cache.from.map(({ ref, why }) => `  from ${ref} (${why})`),
    ...cache.to.map(({ ref, why }) => `  to   ${ref} (${why})`),
    ...(cacheServers.length === 0
      ? []
      : [`  only if one of these answers a single request: ${cacheServers.join(', ')}`]),
  ]
}

function platformTable(platforms: readonly PlannedPlatform[]): readonly string[] {
  const head = [
    'PLATFORM',
    'RUNS',
    'NODE',
    'TARGETARCH',
    'TARGETVARIANT',
    'GOARCH',
    'GOARM',
    'DEBIAN',
    'UNAME',
    'RUST',
  ]
  const rows = platforms.map(({ platform, runs, node, args }) => [
    ...[printPlatform(platform), runs, node ?? '', args.TARGETARCH, args.TARGETVARIANT],
    ...[args.GOARCH, args.GOARM, args.debian, args.uname, args.rust],
  ])
  return textTable([head, ...rows])
}

function idleLines(platforms: readonly PlannedPlatform[]): readonly string[] {
  const idle = platforms.filter(({ runs }) => runs === 'nothing').map(({ platform }) => platform)
  if (idle.length === 0) return []
  return ['', `No RUN step runs on ${printPlatforms(idle)}, so it needs no emulator.`]
}

function commandLines(plan: Plan): readonly string[] {
  const { emulation, builder, builds, files, temp } = plan
  const shell = shellOf(plan)
  return [
    shellFolder(temp),
    ...files.flatMap(({ path, content }) => shellFile(path, content)),
    ...emulatorLines(emulation),
    ...builderCommandLines(builder, shell),
    ...builds.flatMap(({ command }) => shellCommand(command, shell)),
    ...digestLines(plan, shell),
  ]
}

function builderCommandLines(builder: BuilderPlan, shell: Shell): readonly string[] {
  const boot = builder.boot === undefined ? [] : shellCommand(builder.boot, shell)
  const use = builder.use === undefined ? [] : shellCommand(builder.use.command, shell)
  if (builder.kind === 'existing') return [...boot, ...use]
  const { earlier } = builder
  if (earlier?.kind === 'used')
    return [...(earlier.boot === undefined ? [] : shellCommand(earlier.boot, shell)), ...use]
  return [
    ...builder.clear.flatMap((command) => shellCommand(command, shell)),
    ...builder.keyFiles.map(({ variable, path }) => shellVariable(variable, path)),
    ...(builder.context === undefined ? [] : shellCommand(builder.context.command)),
    ...builder.create.flatMap((command) => shellCommand(command, shell)),
    ...boot,
  ]
}

/** What happens to the builder, if that is unusual. */
function builderAfterwards(builder: BuilderPlan): readonly string[] {
  const earlier = builder.use?.earlier ?? ''
  const isShared = builder.kind === 'managed' && builder.earlier?.kind === 'used'
  const isKept = builder.kind === 'managed' && builder.removal === undefined
  return [
    ...(builder.kind === 'existing' && builder.isReused
      ? [`The existing builder ${builder.name} matches the inputs: it is used and kept.`]
      : []),
    ...(builder.kind === 'managed' && builder.unused !== ''
      ? [
          `The builder ${builder.unused}, which docker buildx uses by default, is not used here. Set builder: ${builder.unused} to use it.`,
        ]
      : []),
    ...(isShared ? [`The builder ${builder.name} from an earlier step of this job is used.`] : []),
    ...(isKept ? [`The builder ${builder.name} stays when the job ends.`] : []),
    ...(builder.kind === 'managed' && builder.removal?.keepsState
      ? [`The builder ${builder.name} is removed when the job ends; its volume stays.`]
      : []),
    ...(earlier === '' ? [] : [`When the job ends, the default builder is ${earlier} again.`]),
  ]
}

function emulatorLines(emulation: Plan['emulation']): readonly string[] {
  const commands = [emulation?.reset, emulation?.install]
  return commands.flatMap((command) => (command === undefined ? [] : shellCommand(command)))
}

/** How the image with the emulators is cached, if it is run at all. */
function cachedImageLines({ emulation }: Plan): readonly string[] {
  if (emulation?.cachedImage === undefined) return []
  return [
    `The image ${emulation.image} is kept in the cache of GitHub Actions as ${emulation.cachedImage.key}`,
    '',
  ]
}

/** The shell for the commands of a plan; its variables hold the digests. */
function shellOf({ buildx, builds }: Plan): Shell {
  const digestVariable = (build: number): string => (builds.length === 1 ? 'DIGEST' : `DIGEST_${build}`)
  return { buildx, digestVariable }
}

/** The commands that need the digests, which are read from the metadata of the builds. */
function digestLines({ publish, builds, smoke, join }: Plan, shell: Shell): readonly string[] {
  if (publish === undefined || (smoke === undefined && join === undefined)) return []
  const repository = publish.repositories[0] ?? ''
  const imageOf = (platform: Platform): PendingImage => {
    const build = builds.find(({ platforms }) => listsPlatform(platforms, platform))
    return { repository, build: build?.number ?? 1 }
  }
  return [
    ...builds.map(({ number, metadataFile }) => shellDigest(shell.digestVariable(number), metadataFile)),
    ...(smoke === undefined ? [] : smokeLines(smoke, imageOf, shell)),
    ...(join?.moves ?? []).flatMap(({ command }) => shellCommand(command, shell)),
  ]
}

const HOW_PROVEN = 'every program in it is checked against its platform (there is no manual command for this)'

function howProven({ onErrors }: ProofPlan): string {
  return onErrors === 'warn' ? `${HOW_PROVEN}; mismatches are only warnings` : HOW_PROVEN
}

const HAND_OVER_TEXTS: Readonly<Record<HandOver['by'], string>> = {
  artifact: 'as an artifact of this run, and ',
  tag: 'by a tag for each platform, which the merge removes, and ',
  output: '',
}

/** What happens to the results of the builds. */
function publishLines(plan: Plan): readonly string[] {
  const { publish, part, builds, proof, join, signing } = plan
  if (publish === undefined) return ['Nothing is pushed; only pushed images are proven.']
  const { repositories, tags } = publish
  if (part !== undefined) {
    const proven = proof === undefined ? '' : `; ${howProven(proof)}`
    return [
      `Pushed by digest, without a tag, to ${repositories.join(', ')}; the registry confirms it${proven}.`,
      `Handed over ${HAND_OVER_TEXTS[part.handOver.by]}in the output part.`,
    ]
  }
  const confirmed = `the registry confirms the digest, its platforms and every tag: ${tags.join(', ')}`
  const joined = builds.length === 1 ? [] : [`the ${builds.length} builds are joined into one index`]
  const moved = join === undefined ? [] : ['the tags are moved to it']
  const signed = signing === undefined ? [] : [`it is ${howSigned(signing)}`]
  const steps = [
    ...(proof === undefined ? [] : [howProven(proof)]),
    ...joined,
    ...signed,
    ...moved,
    confirmed,
  ]
  return [`After the build: ${steps.join('; ')}.`]
}

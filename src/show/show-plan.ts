import type { Part } from '../oci/part.ts'
import type { BuilderPlan, BuildPlan, Plan, PlannedPlatform, PublishPlan } from '../plan/plan.ts'
import { planJoin } from '../plan/publish/join.ts'
import { listsPlatform, type Platform, printPlatform, printPlatforms } from '../platforms/platform.ts'
import { shellCommand, shellDigest, shellFile, shellFolder, shellVariable } from './shell.ts'
import { smokeLines } from './show-smoke.ts'
import { textTable } from './table.ts'

/** Everything that is going to happen, as lines for the log. Holds no secret, because the plan holds none. */
export function planLines(plan: Plan): readonly string[] {
  return [
    ...platformTable(plan.platforms),
    '',
    ...plan.builds.flatMap((build) => cacheLines(build, plan.builds.length > 1)),
    '',
    ...keptImage(plan),
    'The same by hand:',
    '',
    ...asRun(commandLines(plan), plan),
    '',
    ...publishLines(plan),
    ...builderAfterwards(plan.builder),
  ]
}

function cacheLines({ cache, platforms }: BuildPlan, isOneOfSeveral: boolean): readonly string[] {
  return [
    `Cache${isOneOfSeveral ? ` of ${printPlatforms(platforms)}` : ''}: ${cache.why}`,
    ...cache.from.map(({ ref, why }) => `  from ${ref} (${why})`),
    ...cache.to.map(({ ref, why }) => `  to   ${ref} (${why})`),
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

function commandLines(plan: Plan): readonly string[] {
  const { emulation, builder, builds, files, temp } = plan
  return [
    shellFolder(temp),
    ...files.flatMap(({ path, content }) => shellFile(path, content)),
    ...emulatorLines(emulation),
    ...builderLines(builder),
    ...builds.flatMap(({ command }) => shellCommand(command)),
    ...digestLines(plan),
  ]
}

function builderLines(builder: BuilderPlan): readonly string[] {
  const boot = builder.boot === undefined ? [] : shellCommand(builder.boot)
  if (builder.kind === 'given')
    return [...boot, ...(builder.use === undefined ? [] : shellCommand(builder.use.command))]
  return [
    ...builder.keyFiles.map(({ variable, path }) => shellVariable(variable, path)),
    ...(builder.context === undefined ? [] : shellCommand(builder.context.command)),
    ...builder.create.flatMap(shellCommand),
    ...boot,
  ]
}

/** What becomes of the builder, where that is not the usual. */
function builderAfterwards(builder: BuilderPlan): readonly string[] {
  const earlier = builder.use?.earlier ?? ''
  const isKept = builder.kind === 'own' && builder.removal === undefined
  return [
    ...(builder.kind === 'given' && builder.isReused
      ? [
          `The builder ${builder.name} is there already and is what the inputs ask for: it is used, and it stays.`,
        ]
      : []),
    ...(isKept ? [`The builder ${builder.name} stays when the job ends.`] : []),
    ...(builder.kind === 'own' && builder.removal?.keepsState
      ? [`The builder ${builder.name} is removed when the job ends; its volume stays.`]
      : []),
    ...(earlier === '' ? [] : [`When the job ends, the default builder is ${earlier} again.`]),
  ]
}

function emulatorLines(emulation: Plan['emulation']): readonly string[] {
  const commands = [emulation?.reset, emulation?.install]
  return commands.flatMap((command) => (command === undefined ? [] : shellCommand(command)))
}

/** A buildx that is no plugin of docker is a command of its own. */
function asRun(lines: readonly string[], { standalone }: Plan): readonly string[] {
  return standalone ? lines.map((line) => line.replace(/^docker buildx /, 'buildx ')) : lines
}

/** How the image that brings the emulators is kept, where one is run at all. */
function keptImage({ emulation }: Plan): readonly string[] {
  if (emulation?.kept === undefined) return []
  return [`The image ${emulation.image} is kept in the cache of GitHub Actions as ${emulation.kept.key}`, '']
}

/** The commands that need the digests, which are in the metadata that the builds write. */
function digestLines(plan: Plan): readonly string[] {
  const { publish, builds, builder, smoke } = plan
  if (publish === undefined || (smoke === undefined && !movesTags(plan))) return []
  const names = builds.map((_, index) => (builds.length === 1 ? 'DIGEST' : `DIGEST_${index + 1}`))
  const digestOf = (platform: Platform): string =>
    names[builds.findIndex(({ platforms }) => listsPlatform(platforms, platform))] ?? ''
  const parts = builds.map((build, index) => unbuilt(build, publish, names[index] ?? ''))
  const moves = movesTags(plan) ? planJoin(parts, publish, builder.name).moves : []
  const lines = [
    ...(smoke === undefined ? [] : smokeLines(smoke, publish.repositories[0] ?? '', digestOf)),
    ...moves.flatMap(({ command }) => shellCommand(command)),
  ]
  return [
    ...builds.map(({ metadataFile }, index) => shellDigest(names[index] ?? '', metadataFile)),
    ...lines.map((line) => line.replaceAll(/@(DIGEST\w*)/g, '@"$$$1"')),
  ]
}

/** Whether tags follow once everything else is done. */
function movesTags({ publish, part }: Plan): boolean {
  return part === undefined && publish?.by === 'digest' && publish.tags.length > 0
}

/** A build as a part whose digest is not known yet. */
function unbuilt({ platforms }: BuildPlan, { repositories }: PublishPlan, digest: string): Part {
  const images = platforms.map((platform) => ({ platform, digest: '', size: 0, saysVariant: true }))
  const reading = { images, attestations: [], entries: [], strayAttestations: [] }
  return { from: '', platforms, digest, size: 0, repositories, isProven: false, reading }
}

const HOW_PROVEN =
  'every program in it is looked at, whether it is for its platform (by hand there is no command for that)'

/** What becomes of what was built. */
function publishLines(plan: Plan): readonly string[] {
  const { publish, part, builds, proof } = plan
  if (publish === undefined) return ['Nothing is pushed; only what is pushed is proven.']
  const { repositories, tags } = publish
  if (part !== undefined) {
    const proven = proof === undefined ? '' : `; ${HOW_PROVEN}`
    return [
      `Pushed by digest, without a tag, to ${repositories.join(', ')}; the registry is asked for it${proven}.`,
      `Handed on ${part.hasService ? 'as an artifact of this run, and ' : ''}in the output part.`,
    ]
  }
  const asked = `the registry is asked for the digest, its platforms and every tag: ${tags.join(', ')}`
  const joined = builds.length === 1 ? [] : [`the ${builds.length} builds are joined into one index`]
  const moved = movesTags(plan) ? ['the tags are moved to it'] : []
  const steps = [...(proof === undefined ? [] : [HOW_PROVEN]), ...joined, ...moved, asked]
  return [`After the build: ${steps.join('; ')}.`]
}

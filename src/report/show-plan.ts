import type { Plan, PlannedPlatform } from '../plan/plan.ts'
import { shellCommand, shellFile, shellFolder } from '../plan/shell.ts'
import { printPlatform } from '../platforms/platform.ts'
import { textTable } from './table.ts'

/** Everything that is going to happen, as lines for the log. Holds no secret, because the plan holds none. */
export function planLines(plan: Plan): readonly string[] {
  return [
    ...platformTable(plan.platforms),
    '',
    `Cache: ${plan.cache.why}`,
    ...plan.cache.from.map(({ ref, why }) => `  from ${ref} (${why})`),
    ...plan.cache.to.map(({ ref, why }) => `  to   ${ref} (${why})`),
    '',
    'The same by hand:',
    '',
    ...commandLines(plan),
    '',
    askedAfterwards(plan),
  ]
}

function platformTable(platforms: readonly PlannedPlatform[]): readonly string[] {
  const head = [
    'PLATFORM',
    'RUNS',
    'TARGETARCH',
    'TARGETVARIANT',
    'GOARCH',
    'GOARM',
    'DEBIAN',
    'UNAME',
    'RUST',
  ]
  const rows = platforms.map(({ platform, runs, args }) => [
    ...[printPlatform(platform), runs, args.TARGETARCH, args.TARGETVARIANT],
    ...[args.GOARCH, args.GOARM, args.debian, args.uname, args.rust],
  ])
  return textTable([head, ...rows])
}

function commandLines(plan: Plan): readonly string[] {
  const { emulation, builder, build, files, temp } = plan
  return [
    shellFolder(temp),
    ...files.flatMap(({ path, content }) => shellFile(path, content)),
    ...(emulation === undefined ? [] : shellCommand(emulation.command)),
    ...(builder.kind === 'own' ? shellCommand(builder.create) : []),
    ...shellCommand(build.command),
  ]
}

function askedAfterwards({ publish }: Plan): string {
  if (publish === undefined) return 'Nothing is pushed.'
  return `Then the registry is asked for the digest, its platforms and every tag: ${publish.tags.join(', ')}`
}

import { type Problem, Refusal } from '../errors.ts'
import { groupOf, labelsOf, type Runner, type RunnerLine, runnerFor } from '../inputs/runners.ts'
import { shortHash } from '../oci/digest.ts'
import { canEmulate, isNative } from '../platforms/emulators.ts'
import { distinctPlatforms, type Platform, parsePlatform, printPlatforms } from '../platforms/platform.ts'
import { slugOfPlatform } from '../platforms/slug.ts'
import type { PlannedPlatform } from './plan.ts'

/** What gets its own job: each platform, or each runner with all of its platforms. */
export type FanOut = 'platform' | 'runner'

/** How RUN steps of a platform are executed on its runner. */
export type RunsOnRunner = Extract<PlannedPlatform['runs'], 'native' | 'emulated' | 'no emulator'>

/** One job of the matrix. */
export interface Leg {
  readonly platforms: readonly LegPlatform[]
  readonly runner: Runner
  /** Consists of letters, digits and . _ -, and is unique among the legs: suitable for jobs, artifacts, tags and files. */
  readonly name: string
}

/** A platform of a job. */
interface LegPlatform {
  readonly platform: Platform
  readonly runs: RunsOnRunner
}

/** The jobs that build the platforms, in the order of their first platforms. */
export interface MatrixPlan {
  readonly legs: readonly Leg[]
}

interface PlacedPlatform extends LegPlatform {
  readonly runner: Runner
}

/** A GitHub-hosted machine: the labels that select it, and its platform. */
interface Hosted {
  readonly labels: RegExp
  readonly machine: Platform
}

const AMD64 = parsePlatform('linux/amd64')
const ARM64 = parsePlatform('linux/arm64')

/**
 * GitHub's labels for Linux machines (https://docs.github.com/en/actions/reference/runners/github-hosted-runners),
 * including larger ones such as ubuntu-latest-8-cores. All other labels are custom.
 */
const HOSTED: readonly Hosted[] = [
  { labels: /^ubuntu-(?:latest|slim|\d\d\.\d\d)(?:-\d+-cores)?$/i, machine: AMD64 },
  { labels: /^ubuntu-\d\d\.\d\d-arm$/i, machine: ARM64 },
]

/**
 * Where a platform is built if no line names it: on the first machine that runs it natively, or else on the first.
 *
 * 32-bit arm is emulated, too, because `isNative` denies it for arm64, and the build step follows that. Today's arm64
 * machines could run it: they are Azure's Cobalt 100, whose Neoverse N2 has AArch32 for programs (lscpu of
 * one: EESSI/software-layer#1100; armv7 without QEMU there: mesonbuild/wrapdb#1895). But a label does
 * not guarantee a processor: it has meant Neoverse N1 and N2 (ggml-org/llama.cpp#12009), and newer ones have no AArch32
 * (llvm/llvm-zorg#354).
 */
const DEFAULT_RUNNERS = [
  { runner: 'ubuntu-24.04', machine: AMD64 },
  { runner: 'ubuntu-24.04-arm', machine: ARM64 },
] as const

/** github/docs, data/reusables/actions/usage-matrix-limits.md: at most 256 jobs, on runners of any kind. */
const MAX_LEGS = 256

/** Characters. Leaves room for a prefix in a tag of an image, which may have 128. */
const MAX_NAME_LENGTH = 64

const NO_PLATFORMS: Problem = {
  input: 'platforms',
  what: 'no platform is named to make a matrix from.',
  cure: 'Name them, as in platforms: linux/amd64,linux/arm64.',
}

/**
 * Which job builds what, and where.
 * @param lines the user's runners, by the rules of `runnerFor`; all other platforms go to GitHub's machines
 * @throws Refusal if there is nothing to build, or there are more jobs than GitHub runs
 */
export function planMatrix(
  platforms: readonly Platform[],
  lines: readonly RunnerLine[],
  fanOut: FanOut,
): MatrixPlan {
  const placed = distinctPlatforms(platforms).map((platform) => placePlatform(platform, lines))
  if (placed.length === 0) throw new Refusal([NO_PLATFORMS])
  const groups = fanOut === 'runner' ? byRunner(placed) : placed.map((each) => [each] as const)
  if (groups.length > MAX_LEGS) throw new Refusal([tooManyLegs(groups.length, fanOut)])
  const slugs = groups.map(legSlug)
  const isTaken = (slug: string): boolean => slugs.indexOf(slug) !== slugs.lastIndexOf(slug)
  return {
    legs: groups.map((group) => ({
      platforms: group.map(({ platform, runs }) => ({ platform, runs })),
      runner: group[0].runner,
      name: uniqueName(group, isTaken),
    })),
  }
}

/** The value of `strategy.matrix` on one line: `runner` is the value for runs-on, `platform` that for the input platforms. */
export function matrixJson({ legs }: MatrixPlan): string {
  const include = legs.map(({ platforms, runner, name }) => ({
    platform: printPlatforms(platforms.map(({ platform }) => platform)),
    runner,
    emulated: platforms.some(({ runs }) => runs === 'emulated'),
    name,
  }))
  return JSON.stringify({ include })
}

function placePlatform(platform: Platform, lines: readonly RunnerLine[]): PlacedPlatform {
  const runner = runnerFor(platform, lines) ?? defaultRunner(platform)
  return { platform, runner, runs: hostedRunMode(platform, hostedMachine(runner)) }
}

function defaultRunner(platform: Platform): Runner {
  return (DEFAULT_RUNNERS.find(({ machine }) => isNative(platform, machine)) ?? DEFAULT_RUNNERS[0]).runner
}

/** The platform of a GitHub-hosted runner; undefined for other runners. GitHub's are selected by a single label. */
function hostedMachine(runner: Runner): Platform | undefined {
  const [label = '', ...more] = labelsOf(runner)
  if (groupOf(runner) !== undefined || more.length > 0) return undefined
  return HOSTED.find(({ labels }) => labels.test(label))?.machine
}

/** For a self-hosted runner we trust the user, who picked it for this platform. */
function hostedRunMode(platform: Platform, machine: Platform | undefined): RunsOnRunner {
  if (machine === undefined || isNative(platform, machine)) return 'native'
  return canEmulate(platform) ? 'emulated' : 'no emulator'
}

type Group = readonly [PlacedPlatform, ...PlacedPlatform[]]

function byRunner(placed: readonly PlacedPlatform[]): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const each of placed) {
    const key = runnerKey(each.runner)
    const group = groups.get(key)
    groups.set(key, group === undefined ? [each] : [...group, each])
  }
  return [...groups.values()]
}

/** Equal for two descriptions of the same runner: GitHub ignores the case and the order of labels. */
function runnerKey(runner: Runner): string {
  const labels = labelsOf(runner).map((label) => label.toLowerCase())
  return JSON.stringify([groupOf(runner) ?? null, [...new Set(labels)].toSorted()])
}

function tooManyLegs(legs: number, fanOut: FanOut): Problem {
  return {
    input: 'platforms',
    what: `they make ${legs} jobs, and GitHub runs at most ${MAX_LEGS} per matrix.`,
    cure:
      fanOut === 'platform'
        ? 'Set fan-out: runner, or name fewer platforms.'
        : 'Name fewer platforms, or fewer runners.',
  }
}

/** The slug of a leg, with a hash if it is too long or taken by another leg. */
function uniqueName(group: Group, isTaken: (slug: string) => boolean): string {
  const slug = legSlug(group)
  if (!isTaken(slug) && slug.length <= MAX_NAME_LENGTH) return slug
  const hash = shortHash(printPlatforms(group.map(({ platform }) => platform)), 8)
  return `${slug.slice(0, MAX_NAME_LENGTH - hash.length - 1)}-${hash}`
}

function legSlug(group: Group): string {
  return group.map(({ platform }) => slugOfPlatform(platform)).join('_')
}

import { Failure } from '../errors.ts'
import { adviceFor } from './advice.ts'
import { type Cure, findCure } from './cures.ts'
import { activityOf, type FailingStep, failingStep } from './failing-step.ts'
import type { Fault } from './remedy.ts'

/** Lines of the failing step shown in the message. */
const SHOWN_LINES = 10

/** Characters of its instruction: a RUN can be a whole script. */
const INSTRUCTION_LIMIT = 200

/** What the caller knows about the build that failed. */
export interface FailedBuild {
  /** The last lines of `docker buildx build --progress plain`. */
  readonly tail: readonly string[]
  /** Exit code of buildx. */
  readonly code: number
  /** Path of the Dockerfile in the workspace, for the annotation. */
  readonly dockerfile: string
  /** BuildKit names a step's platform only if several are built. */
  readonly platforms: readonly string[]
  readonly fault: Fault
  /** How often it was run. */
  readonly tries: number
  /** Whether it was run in a plainer form, because the registry rejected the attestations of BuildKit. */
  readonly isPlainer: boolean
}

/**
 * Describes a failed build by the end of its output: between two lines of dashes BuildKit prints the step and its
 * last output, then the location in the Dockerfile, then the error. Missing parts are left out.
 */
export function buildFailure(failed: FailedBuild): Failure {
  const { tail, code, dockerfile, platforms, fault, tries, isPlainer } = failed
  const step = failingStep(tail)
  const line = failingLine(tail)
  const { error } = fault
  // People look for the 3 of "did not complete successfully: exit code: 3"; buildx itself exits with 1.
  const stepCode = /did not complete successfully: exit code: (\d+)$/.exec(error)?.[1]
  const at = line === undefined ? '' : ` at ${dockerfile}:${line}`
  const [where, instruction] = step === undefined ? ['The build', ''] : describeStep(step.name, platforms)
  const output = (step?.output ?? (error === '' ? tail : [])).slice(-SHOWN_LINES)
  const lines = [
    `${where} failed${at} with exit code ${stepCode ?? code}${tries === 1 ? '' : `, the last of ${tries} attempts`}.`,
    instruction.slice(0, INSTRUCTION_LIMIT),
    ...output.map((text) => `| ${text}`),
    stepCode === undefined ? error : '',
  ]
  const message = lines.filter((text) => text !== '').join('\n')
  const cure = fault.fault === 'unsupported' && isPlainer ? PLAINER_CURE : cureForBuild(fault, step)
  return new Failure(
    message,
    cure,
    line === undefined ? undefined : { file: dockerfile, line, title: 'Build failed' },
  )
}

/** `Dockerfile:3` right before the excerpt's first line of dashes. */
function failingLine(tail: readonly string[]): number | undefined {
  const at = tail.findLastIndex(
    (text, index) => /^\S.*:\d+$/.test(text) && /^-{20}$/.test(tail[index + 1] ?? ''),
  )
  const line = /:(\d+)$/.exec(tail[at] ?? '')?.[1]
  return line === undefined ? undefined : Number(line)
}

/** `[linux/arm64 build 3/4] RUN x` → `linux/arm64 (stage build, step 3/4)` and `RUN x`. */
function describeStep(
  name: string,
  platforms: readonly string[],
): readonly [where: string, instruction: string] {
  const [, platformName, stage, step, instruction] =
    /^\[(?:([a-z0-9]+\/\S+) )?(?:(\S+) )?(\d+\/\d+)\] (.*)$/.exec(name) ?? []
  if (instruction === undefined) return [name.slice(0, INSTRUCTION_LIMIT), '']
  const platform = platformName ?? (platforms.length === 1 ? platforms[0] : undefined) ?? 'A platform'
  return [`${platform} (${stage === undefined ? '' : `stage ${stage}, `}step ${step})`, instruction]
}

/** What to do, by what programs print. */
const OUTPUT_CURES: readonly Cure[] = [
  {
    // Not output of a step: that has a time in front.
    sign: /^unknown flag: --|multiple outputs currently unsupported/,
    cure: 'The installed buildx is too old for this: set buildx-version: latest, to download a newer one.',
  },
  {
    sign: /exec format error/,
    cure: 'A program for another machine was run: check that the emulator of that platform is installed (qemu: auto, or the name of the platform) and that the image has the right binaries.',
  },
  {
    // moby/buildkit#3356: a daemon in a container that is not privileged.
    sign: /failed to mount \S+: \[\{Type:\w+ Source:\S+.*: operation not permitted/,
    cure: 'The BuildKit of the builder may not mount anything, because its container is not privileged. Run it privileged, or use the rootless image of BuildKit as its documentation describes.',
  },
  {
    sign: /no space left on device/i,
    cure: 'The disk of the builder is full: free disk space in an earlier step, or build fewer platforms in one job.',
  },
  {
    sign: /\bsecurity\.insecure is not allowed$/,
    cure: 'RUN --security=insecure needs allow: security.insecure, and a builder that grants it, as with buildkitd-flags: --allow-insecure-entitlement security.insecure.',
  },
  {
    sign: /\bnetwork\.host is not allowed$/,
    cure: 'RUN --network=host needs allow: network.host.',
  },
  {
    sign: /\b(?:is|are) requested by the build but not allowed$/,
    cure: 'RUN --device needs allow: device=NAME, with the name from the message.',
  },
  {
    sign: /granting entitlement \S+ is not allowed by build daemon configuration/,
    cure: 'The daemon of the builder does not grant what allow or network requests: start it with --allow-insecure-entitlement, as buildkitd-flags does for a managed builder.',
  },
  {
    sign: /Permission denied \(publickey/,
    cure: 'The server accepts none of the SSH keys that the step has: mount one with RUN --mount=type=ssh, and set it in ssh.',
  },
  {
    sign: /toomanyrequests|429 Too Many Requests|rate limit exceeded/i,
    cure: 'A server limits the number of requests. Steps of the Dockerfile are not retried: let the step retry, or give it a login through a secret.',
  },
  {
    sign: /Could not resolve host|Temporary failure (?:in name resolution|resolving)|getaddrinfo (?:EAI_AGAIN|ENOTFOUND)/,
    cure: 'The step found no address for a server. Steps of the Dockerfile are not retried; check that the builder has a network and a name server, and run the job again.',
  },
]

function cureForBuild({ error, fault }: Fault, step: FailingStep | undefined): string {
  const activity = activityOf(error, step)
  const advice = adviceFor({ activity, error, fault })
  return advice ?? findCure(OUTPUT_CURES, [error, ...(step?.output ?? [])]) ?? SEE_OUTPUT
}

/** JFrog's Artifactory: GoogleContainerTools/kaniko#1095 */
const PLAINER_CURE =
  'The registry does not accept this image without attestations either: check its own log. Some registries answer like this if the login may not push to that repository, or may push but not overwrite what exists.'

const SEE_OUTPUT =
  'The output of the step says why; the commands shown in the plan reproduce it on any machine.'

import { Failure } from '../errors.ts'
import { type Cure, findCure } from './cures.ts'

/** Lines of the failing step shown in the message. */
const SHOWN_LINES = 10

/** Characters of its instruction: a RUN can be a whole script. */
const INSTRUCTION_LIMIT = 200

/** What the caller knows of the build that failed. */
export interface FailedBuild {
  /** The last lines of `docker buildx build --progress plain`. */
  readonly tail: readonly string[]
  /** Exit code of buildx. */
  readonly code: number
  /** Path of the Dockerfile in the workspace, for the annotation. */
  readonly dockerfile: string
  /** BuildKit names a step's platform only where several are built. */
  readonly platforms: readonly string[]
}

/**
 * What the end of a failed build's output says: BuildKit names the step between two lines of dashes with its
 * last output, then the place in the Dockerfile, then the error. What it does not say is left out.
 */
export function buildFailure({ tail, code, dockerfile, platforms }: FailedBuild): Failure {
  const step = failingStep(tail)
  const line = failingLine(tail)
  const error = tail.findLast((text) => text.startsWith('ERROR: '))?.slice('ERROR: '.length) ?? ''
  // "did not complete successfully: exit code: 3" is the one number people look for; buildx itself ends with 1.
  const stepCode = /did not complete successfully: exit code: (\d+)$/.exec(error)?.[1]
  const at = line === undefined ? '' : ` at ${dockerfile}:${line}`
  const [where, instruction] = step === undefined ? ['The build', ''] : describe(step.name, platforms)
  const output = (step?.output ?? (error === '' ? tail : [])).slice(-SHOWN_LINES)
  const lines = [
    `${where} failed${at} with exit code ${stepCode ?? code}.`,
    instruction.slice(0, INSTRUCTION_LIMIT),
    ...output.map((text) => `| ${text}`),
    stepCode === undefined ? error : '',
  ]
  const message = lines.filter((text) => text !== '').join('\n')
  const cure = cureFor(error, step?.output ?? [])
  return new Failure(message, cure, line === undefined ? undefined : { file: dockerfile, line })
}

interface FailingStep {
  readonly name: string
  readonly output: readonly string[]
}

function failingStep(tail: readonly string[]): FailingStep | undefined {
  // A cache that could not be imported is listed the same way, but does not fail a build.
  const start = tail.findLastIndex((text) => /^ > (?!(?:im|ex)porting cache ).*:$/.test(text))
  const head = tail[start]
  if (head === undefined) return undefined
  const rest = tail.slice(start + 1)
  const end = rest.findIndex((text) => /^-{6,}$/.test(text))
  return { name: head.slice(3, -1), output: end === -1 ? rest : rest.slice(0, end) }
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
function describe(name: string, platforms: readonly string[]): readonly [where: string, instruction: string] {
  const [, named, stage, step, instruction] =
    /^\[(?:([a-z0-9]+\/\S+) )?(?:(\S+) )?(\d+\/\d+)\] (.*)$/.exec(name) ?? []
  if (instruction === undefined) return [name.slice(0, INSTRUCTION_LIMIT), '']
  const platform = named ?? (platforms.length === 1 ? platforms[0] : undefined) ?? 'A platform'
  return [`${platform} (${stage === undefined ? '' : `stage ${stage}, `}step ${step})`, instruction]
}

const CURES: readonly Cure[] = [
  {
    sign: /exec format error/,
    cure: 'A program of another machine was run: see that the emulator of that platform is installed (qemu: auto) and that the image holds the right binaries.',
  },
  {
    sign: /no space left on device/,
    cure: 'Free disk space in an earlier step, or build fewer platforms in one job.',
  },
  {
    sign: /401 Unauthorized|403 Forbidden|(?<!permission )\b(?:denied|unauthorized)\b|authorization failed|insufficient_scope/,
    isForErrors: true,
    cure: 'Log in to the registry in an earlier step, with an account that may push to that repository.',
  },
  {
    sign: /connection refused|no such host|i\/o timeout|TLS handshake timeout|502 Bad Gateway|503 Service Unavailable/,
    isForErrors: true,
    cure: 'A server could not be reached from the builder: see that the registry is up, then run the job again; finished steps are cached.',
  },
  {
    sign: /no match for platform in manifest/,
    isForErrors: true,
    cure: 'The base image has no such platform: choose another base, or drop the platform.',
  },
  {
    sign: /target stage .* could not be found/,
    isForErrors: true,
    cure: 'Correct target: it must be the name of a stage in the Dockerfile.',
  },
]

function cureFor(error: string, output: readonly string[]): string {
  // The error of a failed step quotes its command, which may say "denied" or "refused" about anything.
  const isQuote = /did not complete successfully/.test(error)
  const found = findCure(CURES, { error: isQuote ? '' : error, output: [error, ...output] })
  return found ?? 'The output of the step says why; the commands shown in the plan repeat it on any machine.'
}

import { Failure } from '../errors.ts'

/** Lines of the failing step shown in the message. */
const SHOWN_LINES = 10

/**
 * What the end of a failed build's output says: BuildKit names the step between two lines of dashes with its
 * last output, then the place in the Dockerfile, then the error. What it does not say is left out.
 * @param tail the last lines of `docker buildx build --progress plain`
 * @param dockerfile path of the Dockerfile in the workspace, for the annotation
 */
export function buildFailure(tail: readonly string[], code: number, dockerfile: string): Failure {
  const step = failingStep(tail)
  const line = failingLine(tail)
  const error = tail.findLast((text) => text.startsWith('ERROR: '))?.slice('ERROR: '.length)
  const at = line === undefined ? '' : ` at ${dockerfile}:${line}`
  const what = step === undefined ? 'The build failed' : `The build failed in ${describe(step.name)}`
  const output = (step?.output.length ? step.output : tail).slice(-SHOWN_LINES)
  const lines = [`${what}${at} (exit code ${code}).`, ...output.map((text) => `  | ${text}`), error ?? '']
  const message = lines.filter((text) => text !== '').join('\n')
  return new Failure(message, cureFor(tail), line === undefined ? undefined : { file: dockerfile, line })
}

interface FailingStep {
  readonly name: string
  readonly output: readonly string[]
}

function failingStep(tail: readonly string[]): FailingStep | undefined {
  const start = tail.findLastIndex((text) => /^ > .*:$/.test(text))
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

/** `[linux/arm64 build 3/4] RUN x` → `linux/arm64, stage build 3/4: RUN x`; without a platform, as it is. */
function describe(name: string): string {
  const [, platform, stage, step] = /^\[([a-z0-9]+\/[^\s\]]+) ([^\]]+)\] (.*)$/s.exec(name) ?? []
  return platform === undefined ? name : `${platform}, stage ${stage}: ${step}`
}

/** What people have to do, for the errors that do not say it themselves. */
const CURES: readonly (readonly [sign: RegExp, cure: string])[] = [
  [
    /exec format error/,
    'A program of another machine was run: see that the emulator of that platform is installed (qemu: auto) and that the image holds the right binaries.',
  ],
  [
    /401 Unauthorized|403 Forbidden|denied:|authorization failed|insufficient_scope/,
    'Log in to the registry in an earlier step, with an account that may push to that repository.',
  ],
  [
    /connection refused|no such host|i\/o timeout|TLS handshake timeout|502 Bad Gateway|503 Service Unavailable/,
    'A server could not be reached from the builder: see that the registry is up, then run the job again; finished steps are cached.',
  ],
  [
    /no match for platform in manifest/,
    'The base image has no such platform: choose another base, or drop the platform.',
  ],
  [/target stage .* could not be found/, 'Correct target: it must be the name of a stage in the Dockerfile.'],
  [/no space left on device/, 'Free disk space in an earlier step, or build fewer platforms in one job.'],
]

function cureFor(tail: readonly string[]): string {
  const found = CURES.find(([sign]) => tail.some((line) => sign.test(line)))
  return (
    found?.[1] ?? 'The output of the step says why; the commands shown in the plan repeat it on any machine.'
  )
}

import { errorIn } from '../docker/tries.ts'
import { Failure } from '../errors.ts'
import type { PlannedSmoke } from '../plan/plan.ts'
import type { SmokeProblem } from '../plan/smoke-verdict.ts'
import { printPlatform } from '../platforms/platform.ts'
import { shellWords } from '../show/shell.ts'
import { adviceFor } from './advice.ts'
import { type Cure, findCure } from './cures.ts'

/** What is known about a failed test. */
export interface FailedSmoke {
  readonly test: PlannedSmoke
  readonly problem: SmokeProblem
  readonly lastLines: readonly string[]
}

/** Names platform, command, what is wrong and the last lines. */
export function smokeFailure({ test, problem, lastLines }: FailedSmoke): Failure {
  const { platform, entrypoint, words } = test
  const command = shellWords(entrypoint === '' ? words : [entrypoint, ...words])
  const lines = [
    `smoke-test: in the image of ${printPlatform(platform)}, ${command} ${problem.text}.`,
    ...lastLines.map((line) => `| ${line}`),
  ]
  const cure = findCure(CURES, lastLines) ?? smokeCure(problem.kind, test, lastLines.length > 0)
  return new Failure(lines.join('\n'), cure)
}

/** What to do if the lines show no known reason. */
function smokeCure(kind: SmokeProblem['kind'], { expect, network }: PlannedSmoke, hasLines: boolean): string {
  const isOurs = expect?.kind === 'machine'
  const offline = network === 'none' ? [NO_NETWORK] : []
  const why = [hasLines ? 'The lines above say why.' : 'It printed nothing.', REPRODUCE]
  switch (kind) {
    case 'timed out':
      return [TOO_LONG, ...offline].join(' ')
    case 'not started':
      return why.join(' ')
    case 'wrong exit code':
      return [...why, ...(isOurs ? [] : [OTHER_CODE, ...offline])].join(' ')
    case 'wrong answer':
      if (isOurs) return hasLines ? WRONG_MACHINE : why.join(' ')
      return hasLines ? OTHER_ANSWER : NO_ANSWER
  }
}

/** The failure if the image of a platform cannot be pulled. */
export function pullFailure(
  { platform }: PlannedSmoke,
  reference: string,
  lines: readonly string[],
): Failure {
  const what = `smoke-test: docker cannot pull ${reference} for ${printPlatform(platform)}.`
  const message = [what, ...lines.map((line) => `| ${line}`)].join('\n')
  const advice = findCure(PULL_CURES, lines) ?? adviceFor({ activity: 'pull', error: errorIn(lines) })
  return new Failure(message, advice ?? NOT_PULLED)
}

const NOT_PULLED =
  'The engine of this machine pulls what the builder pushed: check that it can reach the registry and has space for the image.'

const NO_NETWORK = 'It ran without a network; if the program needs one, set network: bridge.'

const REPRODUCE = 'The command in the log reproduces it on any machine with docker.'

const TOO_LONG =
  'Use a command that ends on its own, which a server does not; if it just takes long, as an emulated one may, set timeout to more seconds.'

const OTHER_CODE = 'If this is the right exit code, set it as exit-code.'

const OTHER_ANSWER =
  'The lines above are the end of its output: if it is right, correct expect; if not, correct the program or the command.'

const NO_ANSWER =
  'It succeeded but printed nothing: use a command that prints what expect looks for, or remove expect.'

const WRONG_MACHINE =
  'The image has programs for another machine: check that no FROM of the final stage sets a platform, and that what is copied into it was built for the TARGETARCH.'

const CURES: readonly Cure[] = [
  {
    sign: /exec format error/,
    cure: 'The program is for another machine than its image, or an emulator is missing: check that what is copied into the image was built for the TARGETARCH, and that qemu is not off. A script needs a first line such as #!/bin/sh.',
  },
  {
    // The program exists, but its loader or interpreter does not.
    sign: /^exec .+: no such file or directory|exec user process caused.*no such file|Could not open '/,
    cure: 'The program exists, but the loader that it names does not: it was linked to glibc and the image has musl (Alpine), or vice versa. Build it in the distribution that it runs in, or link it statically (CGO_ENABLED=0, a musl target of Rust). For a script, the interpreter after #! is missing, or that line ends in CR LF.',
  },
  {
    sign: /version `?GLIBC\S* not found/,
    cure: 'The program was linked to a newer glibc than the image has: build it on the same release of the distribution, or on an older one.',
  },
  {
    sign: /error while loading shared libraries|Error loading shared library|Error relocating/,
    cure: 'A library that the program needs is not in the image, or belongs to another C library: install it in the final stage, or link the program statically.',
  },
  {
    sign: /^docker: .*(?:executable file .*not found|no such file or directory)/,
    cure: 'There is no such program in the image: write its full path, and check that it is copied into the final stage. The command does not run in a shell; if the image has one, put sh -c before it.',
  },
  {
    sign: /^docker: .*permission denied/,
    cure: 'The program is not executable: copy it with COPY --chmod=755.',
  },
]

const PULL_CURES: readonly Cure[] = [
  {
    sign: /HTTP response to HTTPS client|x509|certificate/,
    cure: 'The builder knows how to reach this registry, but the docker engine does not: add the registry to insecure-registries in its daemon.json, or its certificate below /etc/docker/certs.d.',
  },
  {
    sign: /no space left on device/,
    cure: 'Free disk space in an earlier step, or test fewer platforms in one job.',
  },
]

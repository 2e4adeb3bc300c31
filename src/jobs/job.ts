import type { DockerWith } from '../docker/docker.ts'
import type { BeforeLeaving } from '../docker/signals.ts'
import type { Tries } from '../docker/tries.ts'
import { type Problem, Refusal } from '../errors.ts'
import type { Env } from '../facts/facts.ts'
import { identityService } from '../facts/step.ts'
import type { Masked } from '../inputs/credentials.ts'
import type { Inputs } from '../inputs/table.ts'
import type { Clock } from '../retry.ts'
import type { Signer } from '../run/sign.ts'

/** The tools of a job. */
export interface Tools {
  readonly dockerWith: (tries: Tries) => DockerWith
  /** For the pauses before retries. */
  readonly clock: Clock
  readonly beforeLeaving: BeforeLeaving
  /** What the runner was told to hide. */
  readonly masked: readonly Masked[]
}

/**
 * What a mode does: read, plan, show, run, report.
 * @param problems what is wrong with single inputs; a job adds wrong combinations and reports all of them at once
 */
export type Job = (
  inputs: Inputs,
  problems: readonly Problem[],
  env: Env,
  tools: Tools,
) => void | Promise<void>

/** Inputs that could not be read; rules that need them are skipped. */
export function unreadOf(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ input }) => input)
}

export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refusal(problems)
}

/** What the job signs with, if it signs. */
export function signerOf(inputs: Inputs, env: Env): Signer {
  return { identities: identityService(env), token: inputs['github-token'], env }
}

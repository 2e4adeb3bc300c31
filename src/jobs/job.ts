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

/** What a job works with. */
export interface Tools {
  readonly dockerWith: (tries: Tries) => DockerWith
  /** For the pauses before something is tried again. */
  readonly clock: Clock
  readonly beforeLeaving: BeforeLeaving
  /** What the runner was told to hide. */
  readonly masked: readonly Masked[]
}

/**
 * What a mode does: read, plan, show, run, report.
 * @param problems what is wrong with single inputs; a job adds what is wrong between them, and refuses all of it at once
 */
export type Job = (
  inputs: Inputs,
  problems: readonly Problem[],
  env: Env,
  tools: Tools,
) => void | Promise<void>

/** Inputs that could not be read, about which a rule between inputs has nothing to say. */
export function unreadOf(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ input }) => input)
}

export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refusal(problems)
}

/** What the job signs with, where it does. */
export function signerOf(inputs: Inputs, env: Env): Signer {
  return { identities: identityService(env), token: inputs['github-token'], env }
}

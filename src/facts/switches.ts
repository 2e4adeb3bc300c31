/**
 * docker's boolean variables. They are parsed as by Go's strconv.ParseBool, which buildx uses (build/opt.go) and
 * Util.parseBool of docker's actions imitates. Empty means unset, as in docker's actions. Only
 * DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF must be the word true there; reading 1 as false would help nobody. DOCKER_TLS and
 * DOCKER_TLS_VERIFY are different: to docker any text is true (docker/cli, cli/flags/options.go).
 */
import { isNo, isYes } from '../buildx/attributes.ts'
import type { Env, Variable } from './facts.ts'

/** The values if they are unset. */
const DEFAULTS = {
  BUILDX_NO_DEFAULT_ATTESTATIONS: false,
  DOCKER_BUILD_CHECKS_ANNOTATIONS: true,
  DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: false,
  DOCKER_METADATA_PR_HEAD_SHA: false,
} as const

/** A value that is neither true nor false counts as unset, and is reported by `unclearSwitches`. */
export function readSwitch(name: keyof typeof DEFAULTS, env: Env): boolean {
  const value = env[name]
  return DEFAULTS[name] ? !isNo(value) : isYes(value)
}

/** The variables whose values are neither true nor false. */
export function unclearSwitches(env: Env): readonly Variable[] {
  return Object.keys(DEFAULTS).flatMap((name) => {
    const value = env[name] ?? ''
    return value === '' || isYes(value) || isNo(value) ? [] : [{ name, value }]
  })
}

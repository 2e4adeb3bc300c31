/**
 * docker's own variables that are true or false. They are read as Go's strconv.ParseBool reads them: buildx does
 * (build/opt.go), and Util.parseBool of docker's actions is the same. Empty is not set, as for docker's actions. Only for
 * DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF these know the word true alone; to take 1 for no would help nobody.
 * DOCKER_TLS and DOCKER_TLS_VERIFY are not among them: docker takes any text for yes (docker/cli, cli/flags/options.go).
 */
import { isNo, isYes } from '../buildx/attributes.ts'
import type { Env, Variable } from './facts.ts'

/** What each means where it is not set. */
const UNSET = {
  BUILDX_NO_DEFAULT_ATTESTATIONS: false,
  DOCKER_BUILD_CHECKS_ANNOTATIONS: true,
  DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: false,
  DOCKER_METADATA_PR_HEAD_SHA: false,
} as const

/** What is neither true nor false is as if it were not set; `unclearSwitches` names it. */
export function readSwitch(name: keyof typeof UNSET, env: Env): boolean {
  const value = env[name]
  return UNSET[name] ? !isNo(value) : isYes(value)
}

/** Those that are set to something that is neither true nor false. */
export function unclearSwitches(env: Env): readonly Variable[] {
  return Object.keys(UNSET).flatMap((name) => {
    const value = env[name] ?? ''
    return value === '' || isYes(value) || isNo(value) ? [] : [{ name, value }]
  })
}

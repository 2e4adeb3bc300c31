/**
 * Environment variables that change docker's commands, and how each is treated here. According to the sources of
 * docker/cli 29.6 (cli/command, cli/flags, cli/config), moby/moby/client 0.5 (envvars.go), docker/buildx 0.36 (commands, build,
 * util, driver, policy), moby/buildkit 0.32 (util/progress, util/tracing, session/auth) and docker/metadata-action 6: every
 * variable that they read, except for commands that are not run here and those that docker sets for its plugins. A
 * trailing star is a wildcard. docs/environment.md has the same rows.
 */

/**
 * - `honoured`: it has the same effect as in docker
 * - `neutralised`: our commands run without it, because they set explicitly what it would set
 * - `reported`: it has no effect on the image, and a warning says so if it requests something
 */
type Treatment = 'honoured' | 'neutralised' | 'reported'

export const VARIABLES = {
  DOCKER_CONFIG: 'honoured',
  DOCKER_AUTH_CONFIG: 'honoured',
  DOCKER_CONTEXT: 'honoured',
  DOCKER_HOST: 'honoured',
  DOCKER_TLS: 'honoured',
  DOCKER_TLS_VERIFY: 'honoured',
  DOCKER_CERT_PATH: 'honoured',
  DOCKER_API_VERSION: 'honoured',
  DOCKER_CUSTOM_HEADERS: 'honoured',
  DOCKER_CLI_HINTS: 'honoured',
  DOCKER_CLI_HOOKS: 'honoured',
  'DOCKER_CLI_OTEL_*': 'honoured',
  DEBUG: 'honoured',
  DOCKER_DEFAULT_PLATFORM: 'reported',
  DOCKER_CONTENT_TRUST: 'reported',
  DOCKER_BUILDKIT: 'reported',
  BUILDX_CONFIG: 'honoured',
  BUILDX_BUILDER: 'neutralised',
  BUILDX_NO_DEFAULT_ATTESTATIONS: 'honoured',
  BUILDX_NO_DEFAULT_OCI_ARTIFACT: 'honoured',
  BUILDX_NO_DEFAULT_LOAD: 'honoured',
  BUILDX_DEFAULT_POLICY: 'honoured',
  BUILDX_GIT_INFO: 'honoured',
  BUILDX_GIT_LABELS: 'honoured',
  BUILDX_GIT_CHECK_DIRTY: 'honoured',
  BUILDX_SEND_GIT_QUERY_AS_INPUT: 'honoured',
  BUILDX_EXPERIMENTAL: 'honoured',
  BUILDX_CPU_PROFILE: 'honoured',
  BUILDX_MEM_PROFILE: 'honoured',
  BUILDX_METADATA_PROVENANCE: 'honoured',
  BUILDX_METADATA_WARNINGS: 'neutralised',
  BUILDKIT_HOST: 'honoured',
  BUILDKIT_NO_CLIENT_TOKEN: 'honoured',
  BUILDKIT_PROGRESS: 'neutralised',
  PROGRESS_NO_TRUNC: 'neutralised',
  BUILDKIT_COLORS: 'neutralised',
  NO_COLOR: 'honoured',
  BUILDKIT_TTY_LOG_LINES: 'honoured',
  TTY_DISPLAY_RATE: 'honoured',
  BUILDKIT_STEP_LOG_MAX_SIZE: 'reported',
  BUILDKIT_STEP_LOG_MAX_SPEED: 'reported',
  'OTEL_*': 'honoured',
  TRACEPARENT: 'honoured',
  TRACESTATE: 'honoured',
  JAEGER_TRACE: 'honoured',
  EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: 'honoured',
  SOURCE_DATE_EPOCH: 'honoured',
  ACTIONS_CACHE_SERVICE_V2: 'honoured',
  ACTIONS_RUNTIME_TOKEN: 'honoured',
  ACTIONS_RESULTS_URL: 'honoured',
  ACTIONS_CACHE_URL: 'honoured',
  'GITHUB_*': 'honoured',
  'RUNNER_*': 'honoured',
  'AWS_*': 'honoured',
  DOCKER_METADATA_PR_HEAD_SHA: 'honoured',
  DOCKER_METADATA_SHORT_SHA_LENGTH: 'honoured',
  DOCKER_METADATA_ANNOTATIONS_LEVELS: 'honoured',
  DOCKER_METADATA_SET_OUTPUT_ENV: 'reported',
  KUBECONFIG: 'honoured',
  SSH_AUTH_SOCK: 'honoured',
  HTTP_PROXY: 'honoured',
  HTTPS_PROXY: 'honoured',
  NO_PROXY: 'honoured',
  SSL_CERT_FILE: 'honoured',
  SSL_CERT_DIR: 'honoured',
  'SUDO_*': 'honoured',
  WSL_DISTRO_NAME: 'honoured',
} as const satisfies Readonly<Record<string, Treatment>>

type VariableName = keyof typeof VARIABLES

type Reported = {
  [Name in VariableName]: (typeof VARIABLES)[Name] extends 'reported' ? Name : never
}[VariableName]

/** The values by which such a variable requests something, as Go parses booleans, and the warning. */
const REQUESTS: Readonly<Record<Reported, { readonly value: RegExp; readonly sentence: string }>> = {
  DOCKER_DEFAULT_PLATFORM: {
    value: /./,
    sentence: 'the input platforms decides what is built. Set it there.',
  },
  DOCKER_CONTENT_TRUST: {
    value: /^(?:1|t|true)$/i,
    sentence: 'images are not signed this way. Set sign, or sign the output image in a later step.',
  },
  DOCKER_METADATA_SET_OUTPUT_ENV: {
    value: /^(?:1|t|true)$/i,
    sentence: 'names, labels and annotations are outputs of this step. Use those.',
  },
  DOCKER_BUILDKIT: {
    value: /^(?:0|f|false)$/i,
    sentence: 'images are built by BuildKit. Remove it.',
  },
  BUILDKIT_STEP_LOG_MAX_SIZE: ofDaemon('BUILDKIT_STEP_LOG_MAX_SIZE'),
  BUILDKIT_STEP_LOG_MAX_SPEED: ofDaemon('BUILDKIT_STEP_LOG_MAX_SPEED'),
}

/** A variable of BuildKit's daemon, which gets its environment when it starts (util/progress/logs). */
function ofDaemon(name: string): { readonly value: RegExp; readonly sentence: string } {
  return {
    value: /./,
    sentence: `it is read by the daemon of the builder. Set env.${name} in driver-opts of a managed builder.`,
  }
}

type Env = Readonly<Record<string, string | undefined>>

/**
 * Warnings about variables that request something in vain.
 * @param namesPlatforms whether the inputs name platforms: then the variable is not expected to
 */
export function vainVariables(env: Env, namesPlatforms: boolean): readonly string[] {
  return Object.entries(REQUESTS)
    .filter(([name, { value }]) => value.test(env[name] ?? ''))
    .filter(([name]) => name !== 'DOCKER_DEFAULT_PLATFORM' || !namesPlatforms)
    .map(([name, { sentence }]) => `${name}=${env[name]} has no effect: ${sentence}`)
}

/** Docker uses it for pulls, which a user may want for our commands as well. */
const KEPT_VARIABLES: readonly string[] = ['DOCKER_CONTENT_TRUST'] satisfies readonly Reported[]

/** The environment of our commands: without the variables that they override. */
export function withoutOverridden(env: Env): Record<string, string | undefined> {
  const dropped = Object.entries(VARIABLES).filter(
    ([name, is]) => is !== 'honoured' && !KEPT_VARIABLES.includes(name),
  )
  const names = new Set(dropped.map(([name]) => name))
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.has(name)))
}

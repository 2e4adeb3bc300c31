/**
 * Variables of the environment that change what docker's commands mean, and what becomes of each here. By the sources of
 * docker/cli 29.6 (cli/command, cli/flags, cli/config), moby/moby/client 0.5 (envvars.go), docker/buildx 0.36 (commands, build,
 * util, driver, policy) and moby/buildkit 0.32 (util/progress, util/tracing, session/auth), and docker/metadata-action 6: everything that they ask of their
 * environment but what belongs to commands that are not run here, and what docker sets for its plugins. A name that ends with
 * a star stands for all that begin so. docs/environment.md has the same rows.
 */

/**
 * - `honoured`: it means what it means to docker
 * - `neutralised`: our commands run without it, because they say themselves what it would say for them
 * - `reported`: it has no effect on what is built and pushed, and a warning says so where it asks for something
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

type Named = keyof typeof VARIABLES

type Reported = { [Name in Named]: (typeof VARIABLES)[Name] extends 'reported' ? Name : never }[Named]

/** Those that ask for something by any text that Go does not take for no; the platform by every text. */
const ASKS: Readonly<Record<Reported, { readonly value: RegExp; readonly sentence: string }>> = {
  DOCKER_DEFAULT_PLATFORM: {
    value: /./,
    sentence: 'the input platforms says what is built. Name it there.',
  },
  DOCKER_CONTENT_TRUST: {
    value: /^(?:1|t|true)$/i,
    sentence: 'what is pushed is not signed. Sign the output image in a later step.',
  },
  DOCKER_METADATA_SET_OUTPUT_ENV: {
    value: /^(?:1|t|true)$/i,
    sentence: 'names, labels and annotations are outputs of this step. Read those.',
  },
  DOCKER_BUILDKIT: {
    value: /^(?:0|f|false)$/i,
    sentence: 'images are built by BuildKit. Remove it.',
  },
  BUILDKIT_STEP_LOG_MAX_SIZE: ofDaemon('BUILDKIT_STEP_LOG_MAX_SIZE'),
  BUILDKIT_STEP_LOG_MAX_SPEED: ofDaemon('BUILDKIT_STEP_LOG_MAX_SPEED'),
}

/** What BuildKit's daemon reads, which gets its environment when it is started (util/progress/logs). */
function ofDaemon(name: string): { readonly value: RegExp; readonly sentence: string } {
  return {
    value: /./,
    sentence: `the daemon of the builder reads it. Write env.${name} into driver-opts, for a builder of our own.`,
  }
}

type Env = Readonly<Record<string, string | undefined>>

/**
 * What variables ask for in vain, a sentence each.
 * @param isPlatformSaid whether the inputs name platforms: then nobody expects them from the variable
 */
export function vainVariables(env: Env, isPlatformSaid: boolean): readonly string[] {
  return Object.entries(ASKS)
    .filter(([name, { value }]) => value.test(env[name] ?? ''))
    .filter(([name]) => name !== 'DOCKER_DEFAULT_PLATFORM' || !isPlatformSaid)
    .map(([name, { sentence }]) => `${name}=${env[name]} has no effect: ${sentence}`)
}

/** Docker pulls by its own variable, which a user may want for what our commands run. */
const KEPT: readonly string[] = ['DOCKER_CONTENT_TRUST'] satisfies readonly Reported[]

/** The environment of our commands: without what they say themselves. */
export function withoutVain(env: Env): Record<string, string | undefined> {
  const dropped = Object.entries(VARIABLES).filter(([name, is]) => is !== 'honoured' && !KEPT.includes(name))
  const names = new Set(dropped.map(([name]) => name))
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.has(name)))
}

/**
 * Variables of the environment that change what docker's commands mean, and what becomes of each here. By the sources of
 * docker/cli 29.6 (cli/command, cli/flags, cli/config), moby/moby/client 0.5 (envvars.go), docker/buildx 0.36 (commands, build,
 * util/confutil, policy) and moby/buildkit 0.32 (util/progress, session/auth). docs/environment.md has the same rows.
 */

/**
 * - `honoured`: it means what it means to docker
 * - `neutralised`: our commands run without it, because they say themselves what it would say for them
 * - `told`: it has no effect on what is built and pushed, and a warning says so where it asks for something
 */
type Treatment = 'honoured' | 'neutralised' | 'told'

export const VARIABLES = {
  DOCKER_CONFIG: 'honoured',
  DOCKER_AUTH_CONFIG: 'honoured',
  DOCKER_CONTEXT: 'honoured',
  DOCKER_HOST: 'honoured',
  DOCKER_TLS: 'honoured',
  DOCKER_TLS_VERIFY: 'honoured',
  DOCKER_CERT_PATH: 'honoured',
  DOCKER_API_VERSION: 'honoured',
  DOCKER_DEFAULT_PLATFORM: 'told',
  DOCKER_CONTENT_TRUST: 'told',
  DOCKER_BUILDKIT: 'told',
  BUILDX_CONFIG: 'honoured',
  BUILDX_BUILDER: 'neutralised',
  BUILDX_NO_DEFAULT_ATTESTATIONS: 'honoured',
  BUILDX_NO_DEFAULT_OCI_ARTIFACT: 'honoured',
  BUILDX_NO_DEFAULT_LOAD: 'honoured',
  BUILDX_DEFAULT_POLICY: 'honoured',
  BUILDX_GIT_INFO: 'honoured',
  BUILDX_GIT_LABELS: 'honoured',
  BUILDX_GIT_CHECK_DIRTY: 'honoured',
  BUILDX_METADATA_PROVENANCE: 'honoured',
  BUILDX_METADATA_WARNINGS: 'neutralised',
  BUILDKIT_HOST: 'honoured',
  BUILDKIT_NO_CLIENT_TOKEN: 'honoured',
  BUILDKIT_PROGRESS: 'neutralised',
  PROGRESS_NO_TRUNC: 'neutralised',
  EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: 'honoured',
  SOURCE_DATE_EPOCH: 'honoured',
  KUBECONFIG: 'honoured',
  SSH_AUTH_SOCK: 'honoured',
  HTTP_PROXY: 'honoured',
  HTTPS_PROXY: 'honoured',
  NO_PROXY: 'honoured',
} as const satisfies Readonly<Record<string, Treatment>>

type Named = keyof typeof VARIABLES

type Told = { [Name in Named]: (typeof VARIABLES)[Name] extends 'told' ? Name : never }[Named]

/** Those that ask for something by any text that Go does not take for no; the platform by every text. */
const ASKS: Readonly<Record<Told, { readonly value: RegExp; readonly sentence: string }>> = {
  DOCKER_DEFAULT_PLATFORM: {
    value: /./,
    sentence: 'the input platforms says what is built. Name it there.',
  },
  DOCKER_CONTENT_TRUST: {
    value: /^(?:1|t|true)$/i,
    sentence: 'what is pushed is not signed. Sign the output image in a later step.',
  },
  DOCKER_BUILDKIT: {
    value: /^(?:0|f|false)$/i,
    sentence: 'images are built by BuildKit. Remove it.',
  },
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
const KEPT: readonly string[] = ['DOCKER_CONTENT_TRUST'] satisfies readonly Told[]

/** The environment of our commands: without what they say themselves. */
export function withoutVain(env: Env): Record<string, string | undefined> {
  const dropped = Object.entries(VARIABLES).filter(([name, is]) => is !== 'honoured' && !KEPT.includes(name))
  const names = new Set(dropped.map(([name]) => name))
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.has(name)))
}

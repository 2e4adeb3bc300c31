import { HUB_SERVER, splitRepository } from './reference.ts'

/**
 * Registries where anybody can get a name: the existence of an image says nothing about its owner. Hosts, and
 * suffixes of hosts that begin with a dot or a dash.
 */
const PUBLIC = [
  ...[HUB_SERVER, 'ghcr.io', 'docker.pkg.github.com', 'quay.io', 'registry.gitlab.com', 'public.ecr.aws'],
  // By project, which anybody can create.
  ...['gcr.io', '.gcr.io', '-docker.pkg.dev', '.ocir.io', 'icr.io', '.icr.io', 'cr.yandex', '.scw.cloud'],
  ...['.aliyuncs.com', '.myhuaweicloud.com', '.tencentyun.com'],
  ...['registry.digitalocean.com', 'registry.fly.io', 'registry.heroku.com', 'docker.cloudsmith.io'],
  ...['codeberg.org', 'gitea.com', 'ttl.sh'],
]

/** The registries of Git servers that have a different host: GitHub does, Gitea and Forgejo do not. */
const IMAGES_OF = new Map([['github.com', 'ghcr.io']])

/**
 * Host of GitHub's registry, for which the token of a job is a login: ghcr.io, and on GitHub Enterprise (a server or
 * SUBDOMAIN.ghe.com) a subdomain of the server
 * (https://docs.github.com/en/enterprise-server/packages/working-with-a-github-packages-registry/working-with-the-container-registry).
 * @param server URL of the server, as in https://github.com
 */
export function githubRegistry(server: string): string {
  const serverHost = URL.parse(server)?.host ?? ''
  return IMAGES_OF.get(serverHost) ?? `containers.${serverHost}`
}

/** A login of a step for a registry, without its password. */
export interface RegistryLogin {
  /** As returned by `splitRepository`. */
  readonly host: string
  readonly username: string
  /** Its source: the inputs, the token of the job, or Amazon, which issues a token for its registry. */
  readonly from: 'inputs' | 'github-token' | 'ecr'
}

/** The repository of a workflow. */
interface Workflow {
  /** URL of its server; '' if it is not known. */
  readonly server: string
  /** OWNER/NAME */
  readonly repository: string
}

/**
 * Whether a name evidently belongs to the workflow, even if nothing is pushed to it: it is in a registry that is not
 * open to everybody, or in the registry of the workflow's server and has the same owner.
 * @param repository an image name without tag
 */
export function belongsToWorkflow(repository: string, workflow: Workflow): boolean {
  const { host, path } = splitRepository(repository)
  const serverHost = URL.parse(workflow.server)?.host ?? ''
  if (host === (IMAGES_OF.get(serverHost) ?? serverHost))
    return ownerOf(path) === ownerOf(workflow.repository)
  return !PUBLIC.some((name) => (/^[.-]/.test(name) ? host.endsWith(name) : host === name))
}

function ownerOf(path: string): string {
  return path.slice(0, path.indexOf('/')).toLowerCase()
}

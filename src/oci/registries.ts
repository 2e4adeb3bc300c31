import { HUB_SERVER, splitRepository } from './reference.ts'

/**
 * Registries where anybody can get a name: that an image is there says nothing about whose it is. Hosts, and the
 * ends of hosts that begin with a dot or a dash.
 */
const PUBLIC = [
  ...[HUB_SERVER, 'ghcr.io', 'docker.pkg.github.com', 'quay.io', 'registry.gitlab.com', 'public.ecr.aws'],
  // By project, which anybody can make.
  ...['gcr.io', '.gcr.io', '-docker.pkg.dev', '.ocir.io', 'icr.io', '.icr.io', 'cr.yandex', '.scw.cloud'],
  ...['.aliyuncs.com', '.myhuaweicloud.com', '.tencentyun.com'],
  ...['registry.digitalocean.com', 'registry.fly.io', 'registry.heroku.com', 'docker.cloudsmith.io'],
  ...['codeberg.org', 'gitea.com', 'ttl.sh'],
]

/** Where a server that keeps repositories keeps their images: GitHub at an address of its own, Gitea and Forgejo at theirs. */
const IMAGES_OF = new Map([['github.com', 'ghcr.io']])

/**
 * Host of the registry where GitHub keeps images, of which the token of a job is a login: ghcr.io, and on GitHub
 * Enterprise (a server or SUBDOMAIN.ghe.com) a host before the server's own
 * (https://docs.github.com/en/enterprise-server/packages/working-with-a-github-packages-registry/working-with-the-container-registry).
 * @param server address of the server, as in https://github.com
 */
export function githubRegistry(server: string): string {
  const own = URL.parse(server)?.host ?? ''
  return IMAGES_OF.get(own) ?? `containers.${own}`
}

/** A login at a registry that a step makes: all of it but the password. */
export interface RegistryLogin {
  /** As `splitRepository` has it. */
  readonly host: string
  readonly username: string
  /** Who has it: the inputs, the job itself, whose token it is, or Amazon, which gives a token for its registry. */
  readonly from: 'inputs' | 'github-token' | 'ecr'
}

/** The repository that a workflow is of. */
interface Workflow {
  /** Address of its server; '' where it is not known. */
  readonly server: string
  /** OWNER/NAME */
  readonly repository: string
}

/**
 * Whether a name is shown to be the workflow's own without anything being pushed to it: it is in a registry that is
 * not everybody's, or it is in the one of the workflow's server and has its owner.
 * @param repository name of an image, without tag
 */
export function isOwnName(repository: string, workflow: Workflow): boolean {
  const { host, path } = splitRepository(repository)
  const own = URL.parse(workflow.server)?.host ?? ''
  if (host === (IMAGES_OF.get(own) ?? own)) return ownerOf(path) === ownerOf(workflow.repository)
  return !PUBLIC.some((name) => (/^[.-]/.test(name) ? host.endsWith(name) : host === name))
}

function ownerOf(path: string): string {
  return path.slice(0, path.indexOf('/')).toLowerCase()
}

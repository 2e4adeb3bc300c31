/** Which registries a step logs in to, and as whom. */
import type { RegistryHost } from '../buildx/buildkitd-config.ts'
import { cacheImage } from '../buildx/cache-entry.ts'
import { distinctBy } from '../distinct.ts'
import type { EventFacts, LocalFacts, MergeFacts } from '../facts/facts.ts'
import { isEcr, type LoginInput, mayUseToken } from '../inputs/logins.ts'
import type { Inputs } from '../inputs/table.ts'
import { loginKey, registryName, splitName, splitRepository } from '../oci/reference.ts'
import { githubRegistry, type RegistryLogin } from '../oci/registries.ts'
import { planSettingsBuilder } from './builder/settings.ts'
import type { BuilderPlan, BuildPlan, LoginsPlan, PlannedLogin, PublishPlan } from './plan.ts'

/** The repositories that a step uses, as names without tags. */
interface UsedRepositories {
  /** Pushed to. */
  readonly pushed: readonly string[]
  /** Caches, which may only be read. */
  readonly caches: readonly string[]
}

/** The logins of the inputs, and one with the job's token if an image or a cache is at GitHub and docker has no login there. */
export function planLogins(
  inputs: Pick<Inputs, 'logins' | 'logout' | 'registry-auth' | 'github-token'>,
  local: Pick<LocalFacts, 'event' | 'docker'>,
  reached: UsedRepositories,
): readonly PlannedLogin[] {
  const pushed = reached.pushed.map((repository) => splitRepository(repository).host)
  const fromInputs = inputs.logins.filter(isComplete).map((login): PlannedLogin => {
    const { host } = login
    const isPushed = pushed.includes(host)
    const stays = !inputs.logout
    if (isEcr(login)) {
      const why = `from the inputs, with ${login.username === '' ? "the environment's role or keys" : 'the keys of username and password'}`
      const isOptional = !isPushed && lacksSecrets(local.event)
      return { host, username: 'AWS', from: 'ecr', why, stays, tried: 'by its token', isOptional }
    }
    const tried = isPushed ? 'by the push' : 'by itself'
    const { username } = login
    return { host, username, from: 'inputs', why: 'from the inputs', stays, tried, isOptional: false }
  })
  const fromToken = tokenLogin(inputs, local, reached)
  return distinctBy([...fromInputs, ...(fromToken === undefined ? [] : [fromToken])], ({ host }) => host)
}

function tokenLogin(
  inputs: Pick<Inputs, 'registry-auth' | 'github-token'>,
  { event, docker }: Pick<LocalFacts, 'event' | 'docker'>,
  { pushed, caches }: UsedRepositories,
): PlannedLogin | undefined {
  const host = githubRegistry(event.server)
  const isAtGithub = (repository: string): boolean => splitRepository(repository).host === host
  const isPushed = pushed.some(isAtGithub)
  // The token of a fork may only read what anybody may read.
  const cache = event.fork ? undefined : caches.find(isAtGithub)
  const repository = isPushed ? '' : cache
  if (repository === undefined || inputs['github-token'] === '' || !mayUseToken(inputs)) return undefined
  if (docker.logins.includes(loginKey(host))) return undefined
  const why = `${isPushed ? 'the image' : 'the cache'} is there, and docker has no login for it`
  const tried = isPushed ? 'by the push' : { repository }
  // GitHub only checks the token, but a name is required.
  const username = event.actor || 'github-actions'
  return { host, username, from: 'github-token', why, stays: false, tried, isOptional: false }
}

interface BuildDecisions {
  readonly publish: PublishPlan | undefined
  readonly commands: readonly BuildPlan[]
  readonly builder: BuilderPlan
  readonly hosts: readonly RegistryHost[]
  readonly isReachedAlike: boolean
}

/** The logins of a job that builds. */
export function planBuildLogins(
  inputs: Inputs,
  facts: Pick<LocalFacts, 'event' | 'docker'>,
  { publish, commands, builder, hosts, isReachedAlike }: BuildDecisions,
): LoginsPlan {
  const pushed = publish?.repositories ?? []
  return {
    logins: planLogins(inputs, facts, { pushed, caches: commands.flatMap(cacheRepositories) }),
    ...{ hosts, isReachedAlike },
    makesContext: builder.kind === 'managed' && builder.context !== undefined,
  }
}

/** Repositories of the registry caches of a build. */
function cacheRepositories({ cache: { imports, exports } }: BuildPlan): readonly string[] {
  const images = [...imports, ...exports].flatMap((entry) => cacheImage(entry) ?? [])
  return images.map((image) => splitName(image).repository)
}

/** The logins of a merge, whose tags name its registries. */
export function planMergeLogins(
  inputs: Inputs,
  facts: Pick<MergeFacts, 'event' | 'docker' | 'id' | 'temp' | 'buildx'>,
  hosts: readonly RegistryHost[],
): LoginsPlan {
  const pushed = inputs.tags.map(({ repository }) => repository)
  return {
    logins: planLogins(inputs, facts, { pushed, caches: [] }),
    ...{ hosts, isReachedAlike: true },
    makesContext: planSettingsBuilder(inputs, facts)?.context !== undefined,
  }
}

/** A name and a password, or an access key of Amazon and its secret. */
export interface LoginSecret {
  readonly username: string
  readonly password: string
}

/** The names and passwords of the inputs for the logins, by host. Passwords are not part of the plan. */
export function loginSecrets(
  inputs: Pick<Inputs, 'logins' | 'github-token'>,
  logins: readonly RegistryLogin[],
): ReadonlyMap<string, LoginSecret> {
  const fromInputs = new Map<string, LoginSecret>(inputs.logins.map((login) => [login.host, login]))
  return new Map(
    logins.map(({ host, username, from }) => {
      const token = { username, password: inputs['github-token'] }
      const secret = from === 'github-token' ? token : (fromInputs.get(host) ?? { username, password: '' })
      return [host, { username: secret.username, password: secret.password }]
    }),
  )
}

/** Whether a login has a name and a password; Amazon's may have neither. */
export function isComplete(login: LoginInput): boolean {
  const { username, password } = login
  if (username === '' && password === '') return isEcr(login)
  return username !== '' && password !== ''
}

/** Whether GitHub withholds the secrets of the repository from a run. */
export function lacksSecrets({ fork, actor }: Pick<EventFacts, 'fork' | 'actor'>): boolean {
  return fork || actor === 'dependabot[bot]'
}

/** Logins that are skipped, unless a rule has refused that, and the effect of `logout: false`. */
export function loginNotices(
  inputs: Pick<Inputs, 'logins' | 'logout'>,
  planned: readonly PlannedLogin[],
): readonly string[] {
  const incomplete = inputs.logins.filter((login) => !isComplete(login))
  const skipped = incomplete.map(
    ({ host }) =>
      `The login at ${registryName(host)} is skipped because its username or password is empty: this run gets no secrets (it is a pull request from a fork, or from Dependabot) and pushes nothing.`,
  )
  return inputs.logout ? skipped : [...skipped, ...stayNotices(planned)]
}

/**
 * Which logins later steps have with `logout: false`. The one with the job's token never stays: docker would still send
 * it after it has expired, and later jobs on this machine would not log in with their own.
 */
function stayNotices(planned: readonly PlannedLogin[]): readonly string[] {
  if (planned.length === 0) return ['logout: false has no effect, because this step makes no login.']
  const namesOf = (logins: readonly PlannedLogin[]): string =>
    logins.map(({ host }) => registryName(host)).join(', ')
  const staying = namesOf(planned.filter(({ stays }) => stays))
  const ending = namesOf(planned.filter(({ stays }) => !stays))
  const kept = `logout: false: docker on this machine is logged in to ${staying} for later steps, and stays logged in when the job ends; docker logout ends that.`
  const ended = `logout: false: the login at ${ending} ends with this step, because the job's token expires with the job. If later steps need a login there, set registry, username and password.`
  return [...(staying === '' ? [] : [kept]), ...(ending === '' ? [] : [ended])]
}

/**
 * Logs a step in. The step has its own docker settings in its own folder, which post removes: the machine's settings
 * with these logins added, so contexts, plugins, helpers, proxies and builders stay the same.
 */
import {
  copyFileSync,
  type Dirent,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { textIn } from '../disk.ts'
import { type Docker, LIMIT_MS } from '../docker/docker.ts'
import { buildxFolder, dockerFolder } from '../docker/folders.ts'
import { retryCommand } from '../docker/tries.ts'
import { Failure, messageOf } from '../errors.ts'
import { field, parseJson } from '../json.ts'
import { ecrRegistry } from '../oci/ecr.ts'
import { basicAuth, HUB_SERVER, hostIn, loginKey, registryName, splitRepository } from '../oci/reference.ts'
import type { LoginSecret } from '../plan/logins.ts'
import type { LoginsPlan, PlannedLogin } from '../plan/plan.ts'
import { present } from '../present.ts'
import { annotate, setSecret } from '../runner/commands.ts'
import { logLine } from '../runner/log.ts'
import { makeFolder } from './folder.ts'

/** The completed logins of a step. */
export interface LoggedIn {
  /** Used for everything from here on. */
  readonly docker: Docker
  /** Checks whether registries accept the logins that have not been tried yet. @throws Failure if one does not */
  readonly confirm: () => Promise<void>
}

/**
 * @param temp the private folder of the step
 * @param secrets user names and passwords from the inputs, by host
 */
export async function logIn(
  docker: Docker,
  plan: LoginsPlan,
  temp: string,
  secrets: ReadonlyMap<string, LoginSecret>,
): Promise<LoggedIn> {
  const withPasswords = await resolvePasswords(docker, plan.logins, secrets)
  const logins: readonly PlannedLogin[] = withPasswords.map(({ password: _, ...login }) => login)
  for (const { username, password } of withPasswords) setSecret(basicAuth(username, password))
  // One after the other: they write to the same file.
  for (const login of withPasswords.filter(({ stays }) => stays)) await logInOnMachine(docker, login)
  const stepLogins = withPasswords.filter(({ stays }) => !stays)
  const env = { DOCKER_AUTH_CONFIG: withoutLogins(docker.env['DOCKER_AUTH_CONFIG'], logins) }
  if (stepLogins.length === 0) return loggedIn(docker.with({ env, logins }), plan, () => {})
  makeFolder('temp', temp)
  const folder = join(temp, 'docker')
  const write = makeSettings(resolve(dockerFolder(docker.env)), folder, plan)
  write(stepLogins)
  const folders = { DOCKER_CONFIG: folder, BUILDX_CONFIG: buildxFolder(docker.env) }
  return loggedIn(docker.with({ env: { ...env, ...folders }, logins }), plan, (host) =>
    write(stepLogins.filter((login) => login.host !== host)),
  )
}

/** Creates the settings of the step. @returns a function that writes its logins. @throws Failure */
function makeSettings(
  machine: string,
  folder: string,
  plan: LoginsPlan,
): (logins: readonly WithPassword[]) => void {
  try {
    copyFolder(machine, folder, plan)
  } catch (error) {
    throw new Failure(
      `The docker settings of this step could not be created in ${folder}: ${messageOf(error)}.`,
      'Check that the disk of RUNNER_TEMP is not full and supports links, or log in before this step (docker/login-action) and set registry-auth: off.',
    )
  }
  const settings = parseJson(textIn(join(machine, 'config.json')) ?? '')
  return (logins) => writeSettings(folder, withLogins(settings, logins))
}

/** Every login with its password. Optional logins whose password is not available are left out. */
async function resolvePasswords(
  docker: Docker,
  logins: readonly PlannedLogin[],
  secrets: ReadonlyMap<string, LoginSecret>,
): Promise<readonly WithPassword[]> {
  const found = await Promise.all(
    logins.map(async (login) => {
      const secret = secrets.get(login.host)
      const made = login.from === 'ecr' ? await requestEcrLogin(docker, login, secret) : secret
      return made === undefined ? undefined : { ...login, ...made }
    }),
  )
  return present(found)
}

async function requestEcrLogin(
  docker: Docker,
  { host, isOptional }: PlannedLogin,
  keys: LoginSecret | undefined,
): Promise<LoginSecret | undefined> {
  const registry = ecrRegistry(host)
  if (registry === undefined) throw new Error(`${host} is not an Amazon registry.`)
  const { ecrLogin } = await import('../registry/ecr.ts')
  try {
    const login = await ecrLogin(host, registry, keys?.username ? keys : undefined, docker)
    setSecret(login.password)
    return login
  } catch (error) {
    if (!isOptional || !(error instanceof Failure)) throw error
    annotate(
      'notice',
      `${error.message}\nThe job continues without that login: this run has no secrets, and pushes nothing there.`,
    )
    return undefined
  }
}

function loggedIn(docker: Docker, plan: LoginsPlan, drop: (host: string) => void): LoggedIn {
  return { docker, confirm: () => confirm(docker, plan, drop) }
}

interface WithPassword extends PlannedLogin {
  readonly password: string
}

/** Logs in by docker itself, which knows where the machine stores logins. @throws Failure */
async function logInOnMachine(docker: Docker, { host, username, password }: WithPassword): Promise<void> {
  const name = registryName(host)
  // Docker uses Docker Hub if no server is named.
  const server = host === HUB_SERVER ? [] : [host]
  const command = ['login', '--username', username, '--password-stdin', ...server]
  const { code, tail } = await retryCommand(docker.tries, `logging in to ${name}`, () =>
    docker.stream(command, { limitMs: LIMIT_MS.question, input: password }),
  )
  if (code === 0) {
    logLine(`Docker is logged in to ${name} as ${username}.`)
    return
  }
  throw new Failure(
    `Docker could not log in to ${name} as ${username}: ${tail.at(-1) ?? `exit code ${code}`}`,
    'Correct username and password (or registry-auth), and check that the registry is up and that this runner can reach it.',
  )
}

/**
 * Links everything in docker's folder except config.json: what docker and buildx write there still belongs to the
 * machine. If a context will be created, its folder is created on the machine first, because the context must outlive
 * these settings.
 */
function copyFolder(machine: string, folder: string, { makesContext }: LoginsPlan): void {
  mkdirSync(folder, { mode: 0o700 })
  if (makesContext) mkdirSync(join(machine, 'contexts'), { recursive: true, mode: 0o700 })
  for (const entry of listFolder(machine)) if (entry.name !== 'config.json') linkEntry(entry, machine, folder)
}

function linkEntry(entry: Dirent, machine: string, folder: string): void {
  const [from, to] = [join(machine, entry.name), join(folder, entry.name)]
  try {
    // On Windows, every user may create junctions, but only administrators may create links to files.
    symlinkSync(from, to, entry.isDirectory() ? 'junction' : 'file')
  } catch (error) {
    if (!entry.isFile()) throw error
    copyFileSync(from, to)
  }
}

function listFolder(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

/** Written atomically: commands may be reading it. */
function writeSettings(folder: string, settings: unknown): void {
  const path = join(folder, 'config.json')
  writeFileSync(`${path}.new`, JSON.stringify(settings), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/**
 * Docker's settings with logins added. An empty helper name for a registry keeps docker from asking the machine's
 * credential store (docker/cli, cli/config/configfile, getConfiguredCredentialStore).
 */
function withLogins(
  settings: unknown,
  logins: readonly Pick<WithPassword, 'host' | 'username' | 'password'>[],
): unknown {
  const auths = logins.map(({ host, username, password }) => [
    loginKey(host),
    { auth: basicAuth(username, password) },
  ])
  const helpers = logins.map(({ host }) => [loginKey(host), ''])
  return {
    ...membersOf(settings),
    auths: { ...membersOf(field(settings, 'auths')), ...Object.fromEntries(auths) },
    credHelpers: { ...membersOf(field(settings, 'credHelpers')), ...Object.fromEntries(helpers) },
  }
}

/**
 * DOCKER_AUTH_CONFIG, which takes precedence over docker's settings, without these registries; undefined if nothing
 * is left.
 */
function withoutLogins(
  variable: string | undefined,
  logins: readonly Pick<PlannedLogin, 'host'>[],
): string | undefined {
  const settings = parseJson(variable ?? '')
  const auths = field(settings, 'auths')
  if (auths === undefined) return variable
  const hosts = logins.map(({ host }) => host)
  // Docker Hub can have several keys there.
  const hostOf = (key: string): string => splitRepository(`${hostIn(key)}/owner/name`).host
  const left = Object.entries(membersOf(auths)).filter(([key]) => !hosts.includes(hostOf(key)))
  return left.length === 0
    ? undefined
    : JSON.stringify({ ...membersOf(settings), auths: Object.fromEntries(left) })
}

function membersOf(value: unknown): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

async function confirm(docker: Docker, plan: LoginsPlan, drop: (host: string) => void): Promise<void> {
  const untested = plan.logins.filter(({ tried }) => tried !== 'by the push' && tried !== 'by its token')
  if (untested.length === 0) return
  // The HTTP client takes time to load.
  const { tryLogin, mayRead } = await import('../registry/try-login.ts')
  // If the builder reaches the registry on another path, the answer from this machine means little, so there are no
  // retries.
  const patience = plan.isReachedAlike ? {} : { pausesMs: [] }
  const settings = { hosts: plan.hosts, docker, ...patience }
  await Promise.all(
    untested.map(async ({ host, tried }) => {
      if (typeof tried === 'string') await warnIfUnreachable(plan, host, () => tryLogin(host, settings))
      else if (!(await mayRead(tried.repository, settings))) {
        drop(host)
        logLine(
          `The job's token may not read ${tried.repository}: ${registryName(host)} is used without a login. (permissions: packages: read)`,
        )
      }
    }),
  )
}

/**
 * A registry that does not answer is only a warning here, because whatever needs it will fail; a rejected login is an
 * error.
 */
async function warnIfUnreachable(
  { isReachedAlike }: LoginsPlan,
  host: string,
  work: () => Promise<void>,
): Promise<void> {
  const { AccessDenied } = await import('../registry/login.ts')
  try {
    await work()
  } catch (error) {
    if (error instanceof AccessDenied)
      throw new Failure(`${error.message} Nothing has been built.`, error.cure)
    if (!(error instanceof Failure)) throw error
    if (isReachedAlike)
      annotate(
        'warning',
        `It is not known yet whether ${registryName(host)} accepts the login. ${error.message}`,
      )
  }
}

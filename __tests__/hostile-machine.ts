/**
 * A machine on which everything that a test could accidentally read is unusual: docker's settings, proxies, language and time
 * zone, a runner around it, registered emulators, and docker commands that must not be started. All tests without an engine
 * run on it, so none of them depends on what the actual machine has or lacks.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FAKE_FOLDER } from '../e2e/harness/fake-docker/program.ts'
import { registerHandlers } from '../e2e/harness/machine.ts'
import { LARGE_IMAGES } from './limits/kept-images.ts'
import { INSTALLED } from './platforms/binfmt-misc.ts'

/** The variable that names the machine's folder. */
const FOLDER = 'HOSTILE_MACHINE'

/** Variables that are kept: the folders of programs, temporary files and what is made once, and those between Jest's processes. */
const KEPT = ['PATH', 'TMPDIR', 'NODE_ENV', FAKE_FOLDER, LARGE_IMAGES]

/** Commands that would reach the machine's docker. */
const FORBIDDEN = ['docker', 'docker-buildx', 'docker-credential-desktop', 'buildx', 'buildctl', 'podman']

/** An address that is never assigned (RFC 5737), and a port without a listener. */
const NOWHERE = 'tcp://192.0.2.1:1'
const CLOSED = 'http://127.0.0.1:9'

/** Creates the machine, and gives this process the environment of a step on it. */
export function enterHostileMachine(): void {
  if (process.env[FOLDER] !== undefined) return
  const folder = mkdtempSync(join(tmpdir(), 'mpb-hostile-'))
  const variables = hostileVariables(folder)
  for (const name of Object.keys(process.env)) if (!KEPT.includes(name)) delete process.env[name]
  Object.assign(process.env, variables, { PATH: `${trap(folder)}:${process.env['PATH'] ?? ''}` })
  // Private files must set their own mode.
  process.umask(0)
}

/** Removes the machine. @throws if a test started one of its docker commands */
export function leaveHostileMachine(): void {
  const folder = process.env[FOLDER]
  if (folder === undefined) return
  delete process.env[FOLDER]
  const record = recordOf(folder)
  const started = existsSync(record) ? readFileSync(record, 'utf8') : ''
  rmSync(folder, { recursive: true })
  if (started !== '') throw new Error(`tests started commands of the machine that they run on:\n${started}`)
}

/** @returns a folder that comes first in PATH */
function trap(folder: string): string {
  const script = `#!/bin/sh\necho "$0 $*" >>'${recordOf(folder)}'\necho "the machine's own $0 was started" >&2\nexit 99\n`
  const [programs, plugins] = [join(folder, 'bin'), join(folder, 'root/usr/libexec/docker/cli-plugins')]
  mkdirSync(programs)
  mkdirSync(plugins, { recursive: true })
  for (const name of FORBIDDEN) writeFileSync(join(programs, name), script, { mode: 0o755 })
  writeFileSync(join(plugins, 'docker-buildx'), script, { mode: 0o755 })
  return programs
}

const recordOf = (folder: string): string => join(folder, 'started')

function hostileVariables(folder: string): Readonly<Record<string, string>> {
  const below = (path: string, text: string): string => {
    const file = join(folder, path)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, text)
    return file
  }
  const nobody = join(folder, 'nobody-made-this')
  const root = join(folder, 'root')
  registerHandlers(root, Object.fromEntries(Object.values(INSTALLED).map(({ name, text }) => [name, text])))
  below(
    'docker/config.json',
    '{"credsStore":"desktop","currentContext":"elsewhere","proxies":{"default":{}}}',
  )
  below('docker/buildx/current', '{"Key":"nowhere","Name":"elsewhere"}')
  return {
    [FOLDER]: folder,
    MULTI_PLATFORM_BUILD_ROOT: root,
    ...dockerVariables(join(folder, 'docker')),
    ...proxyVariables(),
    ...runnerVariables(nobody, below('event.json', 'no JSON')),
    HOME: join(nobody, 'home'),
    LANG: 'tr_TR.UTF-8',
    LC_ALL: 'tr_TR.UTF-8',
    TZ: 'Pacific/Chatham',
    XDG_CACHE_HOME: nobody,
    XDG_CONFIG_HOME: nobody,
    XDG_RUNTIME_DIR: nobody,
  }
}

function dockerVariables(config: string) {
  return {
    BUILDKIT_HOST: NOWHERE,
    BUILDKIT_PROGRESS: 'rawjson',
    BUILDX_BUILDER: 'elsewhere',
    BUILDX_CONFIG: join(config, 'buildx'),
    BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
    BUILDX_EXPERIMENTAL: '1',
    BUILDER_NODE_0_AUTH_TLS_KEY: 'a key',
    DOCKER_AUTH_CONFIG: '{"auths":{"127.0.0.1":{"auth":"eDp5"}}}',
    DOCKER_BUILD_CHECKS_ANNOTATIONS: 'false',
    DOCKER_BUILDKIT: '0',
    DOCKER_CERT_PATH: '/nowhere',
    DOCKER_CONFIG: config,
    DOCKER_CONTEXT: 'elsewhere',
    DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: 'true',
    DOCKER_DEFAULT_PLATFORM: 'linux/s390x',
    DOCKER_HOST: NOWHERE,
    DOCKER_TLS_VERIFY: '1',
    SOURCE_DATE_EPOCH: '0',
  }
}

function proxyVariables() {
  const names = ['http_proxy', 'https_proxy', 'all_proxy']
  return Object.fromEntries(
    names.flatMap((name) => [
      [name, CLOSED],
      [name.toUpperCase(), CLOSED],
    ]),
  )
}

/** Without the files that a step writes: src then writes to the log, as outside a runner. */
function runnerVariables(nobody: string, event: string) {
  return {
    ACTIONS_CACHE_URL: CLOSED,
    ACTIONS_RESULTS_URL: CLOSED,
    ACTIONS_RUNTIME_TOKEN: 'a token of somebody else',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_BASE_REF: 'their-base',
    GITHUB_EVENT_PATH: event,
    GITHUB_HEAD_REF: 'their-branch',
    GITHUB_REF: 'refs/tags/theirs',
    GITHUB_REF_NAME: 'theirs',
    GITHUB_REF_TYPE: 'tag',
    GITHUB_REPOSITORY: 'their/repository',
    GITHUB_RUN_ATTEMPT: '9',
    GITHUB_RUN_ID: '1',
    GITHUB_SERVER_URL: 'https://their.example',
    GITHUB_WORKSPACE: nobody,
    INPUT_PLATFORMS: 'linux/toaster',
    RUNNER_DEBUG: '1',
    RUNNER_TEMP: nobody,
    RUNNER_TOOL_CACHE: nobody,
    STATE_builder: 'theirs',
    STATE_finished: 'true',
  }
}

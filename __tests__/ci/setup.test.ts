// What the first command of a contributor installs: .ci/setup.mjs runs in a small project, with an npm that only records.
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'

interface Package {
  readonly integrity: string
  readonly optional?: true
  readonly version?: string
}
type Packages = Readonly<Record<string, Package>>

const VERSION = '24.1.2'
const LOCKED: Packages = {
  'node_modules/node': { integrity: 'sha512-node', version: VERSION },
  'node_modules/a': { integrity: 'sha512-a' },
  'node_modules/a-darwin': { integrity: 'sha512-darwin', optional: true },
  'node_modules/a-linux': { integrity: 'sha512-linux', optional: true },
}
const { 'node_modules/a-darwin': _otherPlatform, ...INSTALLED } = LOCKED

const INSTALL = 'ci --ignore-scripts --loglevel=error'
const RUNTIME = 'rebuild node --ignore-scripts=false --loglevel=error'
const LINK = 'rebuild node --ignore-scripts --loglevel=error'

let project = ''
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'mpb-setup-'))
  for (const folder of ['.ci', 'bin', 'node_modules']) mkdirSync(join(project, folder))
  copyFileSync(join(import.meta.dirname, '../../.ci/setup.mjs'), join(project, '.ci/setup.mjs'))
  writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...LOCKED } }))
})
afterEach(() => rmSync(project, { recursive: true }))

/** @returns the commands of npm that the setup runs, and how it ends */
function setUp(npmStatus = 0): {
  readonly commands: readonly string[]
  readonly status: number | null
  readonly stderr: string
} {
  const record = join(project, 'commands')
  const npm = [
    '#!/bin/sh',
    `echo "$@" >>'${record}'`,
    `case "$*" in '${RUNTIME}') mkdir -p '${RUNTIME_FOLDER}' && cp '${fetched()}' '${RUNTIME_FOLDER}/node' ;; esac`,
    'case "$*" in rebuild*) mkdir -p node_modules/.bin && ln -sf ../node/bin/node node_modules/.bin/node ;; esac',
    `exit ${npmStatus}`,
  ]
  writeFileSync(join(project, 'bin/npm'), `${npm.join('\n')}\n`, { mode: 0o755 })
  const PATH = [join(project, 'bin'), process.env['PATH']].join(delimiter)
  const { status, stderr } = spawnSync(process.execPath, [join(project, '.ci/setup.mjs')], {
    env: { PATH, XDG_CACHE_HOME: join(project, 'cache') },
    cwd: project,
    encoding: 'utf8',
  })
  const commands = existsSync(record) ? readFileSync(record, 'utf8').trim().split('\n') : []
  return { commands, status, stderr }
}

function install(packages: Packages): void {
  writeFileSync(join(project, 'node_modules/.package-lock.json'), JSON.stringify({ packages }))
}

const RUNTIME_FOLDER = 'node_modules/node/bin'

/** @returns a runtime of the version, as the package's install script fetches it */
function fetched(version = VERSION): string {
  const file = join(project, 'fetched')
  writeFileSync(file, `#!/bin/sh\necho v${version}\n`, { mode: 0o755 })
  return file
}

function fetchRuntime(): void {
  mkdirSync(join(project, RUNTIME_FOLDER), { recursive: true })
  copyFileSync(fetched(), join(project, RUNTIME_FOLDER, 'node'))
}

function linkRuntime(): void {
  mkdirSync(join(project, 'node_modules/.bin'))
  symlinkSync('../node/bin/node', join(project, 'node_modules/.bin/node'))
}

/** The runtime of an earlier checkout. */
function keepRuntime(version: string): void {
  const folder = join(project, 'cache/multi-platform-build/runtime')
  mkdirSync(folder, { recursive: true })
  copyFileSync(fetched(version), join(folder, `${VERSION}-${process.platform}-${process.arch}`))
}

test('a fresh clone gets the packages of the lock file, then the runtime', () => {
  expect(setUp().commands).toEqual([INSTALL, RUNTIME])
})

test('after `npm ci`, only the runtime is missing', () => {
  install(INSTALLED)
  expect(setUp().commands).toEqual([RUNTIME])
})

test('the runtime that another checkout fetched is taken, and npm only makes its link', () => {
  expect(setUp().commands).toEqual([INSTALL, RUNTIME])
  install(INSTALLED)
  rmSync(join(project, RUNTIME_FOLDER), { recursive: true })
  expect(setUp().commands).toEqual([INSTALL, RUNTIME, LINK])
  expect(readFileSync(join(project, RUNTIME_FOLDER, 'node'), 'utf8')).toContain(VERSION)
})

test('a runtime of another version that is kept under its name is fetched again', () => {
  install(INSTALLED)
  keepRuntime('24.1.1')
  expect(setUp().commands).toEqual([RUNTIME])
  rmSync(join(project, RUNTIME_FOLDER), { recursive: true })
  expect(setUp().commands).toEqual([RUNTIME, LINK])
})

test('a runtime whose link is missing, because an earlier run was stopped, gets it', () => {
  install(INSTALLED)
  keepRuntime(VERSION)
  fetchRuntime()
  expect(setUp().commands).toEqual([LINK])
})

test('nothing is installed twice, and builds for other platforms are not missed', () => {
  install(INSTALLED)
  fetchRuntime()
  linkRuntime()
  expect(setUp()).toEqual({ commands: [], status: 0, stderr: '' })
})

const { 'node_modules/a': _package, ...WITHOUT_ONE } = INSTALLED
const OUTDATED: readonly { readonly what: string; readonly packages: Packages }[] = [
  { what: 'lacks a package', packages: WITHOUT_ONE },
  { what: 'has an older version', packages: { ...INSTALLED, 'node_modules/a': { integrity: 'sha512-old' } } },
  { what: 'has a package too many', packages: { ...INSTALLED, 'node_modules/b': { integrity: 'sha512-b' } } },
]

test.each(OUTDATED)('an installation that $what is made again', ({ packages }) => {
  install(packages)
  fetchRuntime()
  expect(setUp().commands[0]).toBe(INSTALL)
})

test('an npm that fails ends it, with the command and a question', () => {
  expect(setUp(1)).toEqual({
    commands: [INSTALL],
    status: 1,
    stderr: `npm ${INSTALL} failed. Can this machine reach the npm registry?\n`,
  })
})

// Installs the packages of the lock file, unless they are installed already. Plain JavaScript, because it runs on the
// contributor's Node; everything after it runs on the Node 24 that it installs.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** @returns the packages of a lock file by their folders, without the project itself; none if the file is missing */
function packagesOf(file) {
  const path = join(root, file)
  if (!existsSync(path)) return new Map()
  const { '': _project, ...packages } = JSON.parse(readFileSync(path, 'utf8')).packages
  return new Map(Object.entries(packages))
}

/** Compares the lock file with npm's record of what it installed. Builds for other platforms are optional. */
function areInstalled() {
  const locked = packagesOf('package-lock.json')
  const installed = packagesOf('node_modules/.package-lock.json')
  const isMissing = ([folder, { optional }]) => !optional && !installed.has(folder)
  const isDifferent = ([folder, { integrity }]) => locked.get(folder)?.integrity !== integrity
  return ![...locked].some(isMissing) && ![...installed].some(isDifferent)
}

function npm(...args) {
  const { status, error } = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status === 0) return
  const reason = error ? `: ${error.message}` : ''
  console.error(`npm ${args.join(' ')} failed${reason}. Can this machine reach the npm registry?`)
  process.exit(1)
}

// Where the package `node` puts the action's runtime, and where it is kept for other checkouts of this user.
const runtime = join(root, 'node_modules/node/bin/node')
const link = join(root, 'node_modules/.bin/node')
const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
const version = packagesOf('package-lock.json').get('node_modules/node').version
const kept = join(caches, 'multi-platform-build/runtime', `${version}-${process.platform}-${process.arch}`)

function installRuntime() {
  const isKept = spawnSync(kept, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${version}`
  if (isKept) {
    copy(kept, runtime)
    // Makes the link to it.
    npm('rebuild', 'node', '--ignore-scripts', '--loglevel=error')
  } else {
    // The package's install script fetches it. No other package may run one.
    npm('rebuild', 'node', '--ignore-scripts=false', '--loglevel=error')
    copy(runtime, kept)
  }
}

/** Copies a file so that it is never seen before it is complete. */
function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true })
  const unfinished = `${to}.${process.pid}`
  copyFileSync(from, unfinished)
  renameSync(unfinished, to)
}

const start = Date.now()
const isComplete = areInstalled()
if (!isComplete) npm('ci', '--ignore-scripts', '--loglevel=error')
// `npm ci` removes the runtime that it finds. The link comes last: without it, the runtime is not complete.
const hasRuntime = existsSync(link)
if (!hasRuntime) installRuntime()
if (!isComplete || !hasRuntime)
  console.log(`✔ packages installed ${((Date.now() - start) / 1000).toFixed(1)} s`)

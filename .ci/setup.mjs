// Installs the packages of the lock file, unless they are installed already. Plain JavaScript, because it runs on the
// contributor's Node; everything after it runs on the Node 24 that it installs.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
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

const start = Date.now()
const runtime = join(root, 'node_modules/.bin/node')
const isComplete = areInstalled()
if (!isComplete) npm('ci', '--ignore-scripts', '--loglevel=error')
// The install script of the package `node` fetches the action's runtime. No other package may run one. `npm ci` removes
// what it fetched before.
const hasRuntime = existsSync(runtime)
if (!hasRuntime) npm('rebuild', 'node', '--ignore-scripts=false', '--loglevel=error')
if (!isComplete || !hasRuntime)
  console.log(`✔ packages installed ${((Date.now() - start) / 1000).toFixed(1)} s`)

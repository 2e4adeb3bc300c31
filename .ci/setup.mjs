// Installs the project's packages when the lock file has changed since the last time. Plain JavaScript,
// because it runs on whatever Node is there; everything after it runs on the Node 24 it installs.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stamp = join(root, 'node_modules', '.setup')
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')

function npm(...args) {
  const { status, error } = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) {
    console.error(
      `npm ${args.join(' ')} failed${error ? `: ${error.message}` : ''}. Is the npm registry in reach?`,
    )
    process.exit(1)
  }
}

const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
if (installed !== wanted || !existsSync(join(root, 'node_modules/.bin/node'))) {
  const start = Date.now()
  // `install` and not `ci`: the lock file was made where the registry has Linux builds only, and `ci` insists
  // on an entry for every optional build of every platform. Versions and integrity still come from the lock.
  npm('install', '--no-save', '--ignore-scripts', '--loglevel=error')
  // The package `node` brings the action's runtime by its install script; no other package may run one.
  npm('rebuild', 'node', '--ignore-scripts=false', '--loglevel=error')
  writeFileSync(stamp, wanted)
  console.log(`✔ packages installed ${((Date.now() - start) / 1000).toFixed(1)} s`)
}

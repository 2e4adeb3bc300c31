/**
 * Shows a step a binfmt_misc of the test's in place of that of the machine, and notes each time it is looked at. Loaded
 * into the step's process by NODE_OPTIONS; a test imports `binfmtView` alone.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const BINFMT_MISC = '/proc/sys/fs/binfmt_misc'
const FOLDER = 'TEST_BINFMT_MISC'

export interface BinfmtView {
  /** To be merged over the environment of the step. */
  readonly env: Readonly<Record<string, string>>
  /** Paths that were read so far, without the folder: '' for the folder itself. */
  readonly reads: () => readonly string[]
}

/** Makes the view: a kernel with these registrations, none at first. */
export function binfmtView(parent: string, handlers: Readonly<Record<string, string>> = {}): BinfmtView {
  const folder = join(parent, 'binfmt_misc')
  fs.mkdirSync(folder)
  for (const [name, content] of Object.entries({ register: '', status: 'enabled\n', ...handlers })) {
    fs.writeFileSync(join(folder, name), content)
  }
  fs.writeFileSync(notesOf(folder), '')
  const preload = `--import=${fileURLToPath(import.meta.url)}`
  return {
    env: { [FOLDER]: folder, NODE_OPTIONS: preload },
    reads: () => fs.readFileSync(notesOf(folder), 'utf8').split('\n').slice(0, -1),
  }
}

function notesOf(folder: string): string {
  return `${folder}.reads`
}

function showInstead(folder: string): void {
  const moved = (path: unknown): unknown => {
    if (typeof path !== 'string' || !path.startsWith(BINFMT_MISC)) return path
    fs.appendFileSync(notesOf(folder), `${path.slice(BINFMT_MISC.length + 1)}\n`)
    return folder + path.slice(BINFMT_MISC.length)
  }
  const reader = <T extends (...args: never[]) => unknown>(read: T): T =>
    new Proxy(read, {
      apply: (target, self, [path, ...rest]) => Reflect.apply(target, self, [moved(path), ...rest]),
    })
  fs.readdirSync = reader(fs.readdirSync)
  fs.readFileSync = reader(fs.readFileSync)
  syncBuiltinESMExports()
}

const folder = process.env[FOLDER]
if (folder !== undefined) showInstead(folder)

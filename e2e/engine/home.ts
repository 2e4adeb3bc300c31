import { homedir } from 'node:os'
import { join } from 'node:path'

/** The folders of one engine. `run` is what `down` removes; the others are kept until `down --all`. */
export interface Home {
  readonly root: string
  /** Finished parts, one folder each. */
  readonly parts: string
  /** Go's module and build caches. */
  readonly go: string
  readonly logs: string
  /** What belongs to a running engine: sockets, data, settings, state. */
  readonly run: string
  readonly lock: string
}

/** Where the engine of this user lives: below XDG_CACHE_HOME, so that nothing of it is ever precious. */
export function home(): Home {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  const root = join(cache, 'multi-platform-build')
  const below = (name: string) => join(root, name)
  return {
    root,
    parts: below('parts'),
    go: below('go'),
    logs: below('logs'),
    run: below('run'),
    lock: below('lock'),
  }
}

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { output } from './command.ts'
import type { Home } from './home.ts'
import { digest } from './parts.ts'
import { alive, identify } from './processes.ts'

// Emulators are registered in the kernel, for the whole machine: engines share them. So each engine lays down a claim
// here, the first one writes down what it found, and the last one to go puts that back. All of it is gone after a
// reboot, like the handlers themselves.
const CLAIMS = '/run/multi-platform-build'
const FOUND = join(CLAIMS, 'found')
const MISC = '/proc/sys/fs/binfmt_misc'
const NOT_MOUNTED = 'not mounted'

const claimOf = (home: Home) => join(CLAIMS, `engine-${digest([home.root])}`)

/** Makes sure that the kernel takes emulators, and notes which it has. The claim lasts as long as `pid` lives. */
export async function claimHandlers(home: Home, pid: number): Promise<void> {
  const mounted = existsSync(join(MISC, 'status'))
  if (!mounted) await output('mount', ['-t', 'binfmt_misc', 'binfmt_misc', MISC])
  mkdirSync(CLAIMS, { recursive: true })
  if (!existsSync(FOUND)) writeFileSync(FOUND, [mounted ? 'mounted' : NOT_MOUNTED, ...handlers()].join('\n'))
  writeFileSync(claimOf(home), `${pid} ${identify('', pid)?.started ?? ''}`)
}

/** Takes the claim back. The last engine also removes the stand-in's emulators that were not there before. */
export async function releaseHandlers(home: Home): Promise<void> {
  if (!existsSync(claimOf(home))) return
  rmSync(claimOf(home))
  if (claimants().length > 0) return
  const [mount, ...before] = readFileSync(FOUND, 'utf8').split('\n')
  for (const name of handlers().filter((each) => !before.includes(each))) {
    const interpreter = /^interpreter (.*)$/m.exec(readFileSync(join(MISC, name), 'utf8'))?.[1]
    if (interpreter === `/usr/bin/${name}`) writeFileSync(join(MISC, name), '-1')
  }
  if (mount === NOT_MOUNTED) await output('umount', [MISC])
  rmSync(CLAIMS, { recursive: true })
}

function claimants(): readonly string[] {
  const names = existsSync(CLAIMS) ? readdirSync(CLAIMS) : []
  return names.filter((name) => {
    const [pid, started] = name.startsWith('engine-')
      ? readFileSync(join(CLAIMS, name), 'utf8').split(' ')
      : []
    return started !== undefined && alive({ name, pid: Number(pid), started })
  })
}

function handlers(): readonly string[] {
  return readdirSync(MISC).filter((name) => name !== 'register' && name !== 'status')
}

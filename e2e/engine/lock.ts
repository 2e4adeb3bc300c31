import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { alive, identify } from './processes.ts'
import type { Say } from './progress.ts'

/** Does `work` while no other program does anything to this engine; waits for the one that does. */
export async function locked<T>(file: string, say: Say, work: () => Promise<T>): Promise<T> {
  let told = false
  while (!take(file)) {
    const other = holder(file)
    if (other !== undefined && !told) {
      say(`… waiting for process ${other.pid}, which is at work on the engine`)
      told = true
    }
    await sleep(100)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
    // Leaves no empty folder behind where nothing came of it.
    if (readdirSync(dirname(file)).length === 0) rmdirSync(dirname(file))
  }
}

function take(file: string): boolean {
  mkdirSync(dirname(file), { recursive: true })
  const self = identify('', process.pid)
  try {
    writeFileSync(file, `${process.pid} ${self?.started ?? ''}`, { flag: 'wx' })
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // ENOENT: the other one has just gone, and the empty folder with it.
    if (code !== 'EEXIST' && code !== 'ENOENT') throw error
    const other = holder(file)
    // Without /proc there is no start time to compare, and a lock that was left behind has to be removed by hand.
    if (other !== undefined && other.started !== '' && !alive({ name: '', ...other }))
      rmSync(file, { force: true })
    return false
  }
}

function holder(file: string): { readonly pid: number; readonly started: string } | undefined {
  try {
    const [pid, started] = readFileSync(file, 'utf8').split(' ')
    // Between its creation and its first write the file is empty.
    return pid && started !== undefined ? { pid: Number(pid), started } : undefined
  } catch {
    return undefined
  }
}

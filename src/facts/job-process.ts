/** The process of a job, by which other jobs on this machine find out whether it is still running. */
import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { textIn } from '../disk.ts'
import { text } from '../json.ts'

/** A process, and the scope of its id. '' if that is not available, as outside Linux. */
export interface JobProcess {
  readonly pid: number
  /** Its start time in kernel ticks, because ids are reused. */
  readonly started: string
  /** Id of the kernel's boot. */
  readonly boot: string
  readonly host: string
  /** Number of the PID namespace, which is different in each container. */
  readonly namespace: string
}

/** `unknown` if it belongs to another machine or container: several may share a home directory. */
export type Life = 'runs' | 'gone' | 'unknown'

/**
 * The process that lives as long as the job: the runner's worker, which starts main and post. In a job container, the
 * processes that the runner starts have no parent, and the first process lives as long as the container.
 */
export function readJob(): JobProcess {
  return processOf(process.ppid === 0 ? 1 : process.ppid)
}

/** This process itself. */
export function readSelf(): JobProcess {
  return processOf(process.pid)
}

/** Parses a stored process; undefined if it is not one. */
export function parseJob(value: unknown): JobProcess | undefined {
  const pid = Number(text(value, 'pid'))
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  return {
    pid,
    started: text(value, 'started'),
    boot: text(value, 'boot'),
    host: text(value, 'host'),
    namespace: text(value, 'namespace'),
  }
}

/** In the form that `parseJob` reads. */
export function printJob({ pid, ...rest }: JobProcess): Readonly<Record<string, string>> {
  return { pid: String(pid), ...rest }
}

export function lifeOf(job: JobProcess): Life {
  const now = processOf(job.pid)
  if (job.host !== now.host) return 'unknown'
  if (job.boot !== now.boot) return 'gone'
  if (job.namespace !== now.namespace) return 'unknown'
  return isRunning(job.pid) && job.started === now.started ? 'runs' : 'gone'
}

function processOf(pid: number): JobProcess {
  return {
    pid,
    // proc(5): the 22nd field. The second one is a name in parentheses, which may contain spaces and parentheses.
    started: (textIn(`/proc/${pid}/stat`) ?? '').replace(/^.*\) /s, '').split(' ')[19] ?? '',
    boot: (textIn('/proc/sys/kernel/random/boot_id') ?? '').trim(),
    host: hostname(),
    namespace: linkOf('/proc/self/ns/pid'),
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it exists, but belongs to another user.
    return text(error, 'code') === 'EPERM'
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

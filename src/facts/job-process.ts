/** Which process a job is, for other jobs on this machine that want to know whether it is still there. */
import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { textIn } from '../disk.ts'
import { text } from '../json.ts'

/** A process, and where its number means something. '' where that is not to be had, as outside Linux. */
export interface JobProcess {
  readonly pid: number
  /** When it was started, in ticks of the kernel: numbers are used again. */
  readonly started: string
  /** Id of the kernel's start. */
  readonly boot: string
  readonly host: string
  /** Number of the namespace of processes, which each container has for itself. */
  readonly namespace: string
}

/** `unknown` where it is of another machine or container: a home directory may belong to several. */
export type Life = 'runs' | 'gone' | 'unknown'

/**
 * The process that lives as long as the job: the runner's worker, which starts main and post. In a container of a
 * job, what the runner starts has no parent, and the first process lives as long as the container.
 */
export function readJob(): JobProcess {
  return processOf(process.ppid === 0 ? 1 : process.ppid)
}

/** This process itself. */
export function readSelf(): JobProcess {
  return processOf(process.pid)
}

/** Reads what was written down of a process; undefined where it is none. */
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

/** As `parseJob` reads it. */
export function printJob({ pid, ...rest }: JobProcess): Readonly<Record<string, string>> {
  return { pid: String(pid), ...rest }
}

export function lifeOf(job: JobProcess): Life {
  const now = processOf(job.pid)
  if (job.host !== now.host) return 'unknown'
  if (job.boot !== now.boot) return 'gone'
  if (job.namespace !== now.namespace) return 'unknown'
  return exists(job.pid) && job.started === now.started ? 'runs' : 'gone'
}

function processOf(pid: number): JobProcess {
  return {
    pid,
    // proc(5): the 22nd field. The second one is a name in brackets, which may have blanks and brackets in it.
    started: (textIn(`/proc/${pid}/stat`) ?? '').replace(/^.*\) /s, '').split(' ')[19] ?? '',
    boot: (textIn('/proc/sys/kernel/random/boot_id') ?? '').trim(),
    host: hostname(),
    namespace: linkOf('/proc/self/ns/pid'),
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // One of another user is there all the same.
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

/** Proves images of a layout in a separate process, to measure only the proof, and from a cold start as in a job. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { layoutBlobs } from '../../src/run/layout.ts'
import type { Subject } from '../../src/verify/image.ts'
import { proveImages } from '../../src/verify/proof.ts'
import { describeFinding } from '../../src/verify/sentences.ts'

export interface Answer {
  readonly seconds: number
  /** Peak memory of the process, in bytes. */
  readonly peak: number
  /** ELF files of all images. */
  readonly files: number
  /** The texts of the findings. */
  readonly findings: readonly string[]
}

/** @param folder the layout */
export async function proveAlone(folder: string, subjects: readonly Subject[]): Promise<Answer> {
  const proof = promisify(execFile)(process.execPath, [import.meta.filename, 'prove', folder])
  proof.child.stdin?.end(JSON.stringify(subjects))
  return JSON.parse((await proof).stdout)
}

async function prove(folder: string, subjects: readonly Subject[]): Promise<void> {
  const start = performance.now()
  const requested = subjects.map(({ platform }) => platform)
  const options = { ignore: [], atOnce: availableParallelism() }
  const proofs = await proveImages(subjects, requested, layoutBlobs(folder), options)
  const answer: Answer = {
    seconds: (performance.now() - start) / 1000,
    peak: peakMemory(),
    files: proofs.reduce((sum, { files }) => sum + files, 0),
    findings: proofs.flatMap(({ findings }) => findings.map((finding) => describeFinding(finding).what)),
  }
  console.log(JSON.stringify(answer))
}

/** For this process only: the value of getrusage starts with the parent's. */
function peakMemory(): number {
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return Number(kilobytes) * 1024
}

const [mode, folder = ''] = process.argv.slice(2)
if (import.meta.main && mode === 'prove') await prove(folder, JSON.parse(readFileSync(0, 'utf8')))

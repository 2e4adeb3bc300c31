/** The proof of one image in a separate process, so that its memory can be measured. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { layoutBlobs } from '../../src/run/layout.ts'
import type { Finding } from '../../src/verify/finding.ts'
import type { Subject } from '../../src/verify/image.ts'
import { proveImages } from '../../src/verify/proof.ts'

export interface Proven {
  readonly findings: readonly Finding[]
  readonly seconds: number
  /** Peak memory, in bytes. */
  readonly peak: number
}

/** @throws if the proof itself ends with an error */
export function prove(folder: string, subject: Subject): Promise<Proven> {
  const args = [import.meta.filename, folder, JSON.stringify(subject)]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout))
      else reject(new Error(`The proof failed:\n${stderr}`))
    })
  })
}

async function answer(folder: string, subject: Subject): Promise<Proven> {
  const start = performance.now()
  const [proof] = await proveImages([subject], [subject.platform], layoutBlobs(folder), { ignore: [] })
  const seconds = (performance.now() - start) / 1000
  return { findings: proof?.findings ?? [], seconds, peak: peakMemory() }
}

/** For this process only: the value of getrusage starts with the parent's. */
function peakMemory(): number {
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return Number(kilobytes) * 1024
}

if (import.meta.main) {
  const [folder = '', subject = ''] = process.argv.slice(2)
  console.log(JSON.stringify(await answer(folder, JSON.parse(subject))))
}

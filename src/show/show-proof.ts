import { printPlatform } from '../platforms/platform.ts'
import type { PlatformProof } from '../verify/proof.ts'
import { describeFinding } from '../verify/sentences.ts'
import { countOf, findingsToShow } from '../verify/shortlist.ts'
import { code, markdownTable, textTable } from './table.ts'

/** Columns for the result of a platform's proof. */
export const PROOF_HEAD = ['SIZE', 'ELF FILES', 'STARTS', 'MACHINE', 'PROOF']

/** The result of each platform's proof as a table, with the findings below it. */
export function proofLines(proofs: readonly PlatformProof[]): readonly string[] {
  const rows = proofs.map((proof) => [printPlatform(proof.platform), ...proofCells(proof)])
  const findings = proofs.flatMap((proof) =>
    findingsToShow(proof.findings).map((finding) => {
      const { severity, instruction } = finding
      const { what, cure } = describeFinding(finding)
      const parts = [`${severity}: ${what}`, instruction && `(${instruction})`, cure]
      return parts.filter((text) => text !== '').join(' ')
    }),
  )
  return [
    ...textTable([['PLATFORM', ...PROOF_HEAD], ...rows]),
    ...(findings.length === 0 ? [] : ['', ...findings]),
  ]
}

/** The same in Markdown for the summary page, without the findings, which are reported as errors and warnings. */
export function proofSummary(proofs: readonly PlatformProof[]): string {
  const rows = proofs.map((proof) => [printPlatform(proof.platform), ...proofCells(proof)].map(code))
  return `${markdownTable([['platform', ...PROOF_HEAD.map((name) => name.toLowerCase())], ...rows])}\n`
}

/** The cells after the platform; empty if nothing was proven. */
export function proofCells(proof: PlatformProof | undefined): readonly string[] {
  if (proof === undefined) return PROOF_HEAD.map(() => '')
  const { size, files, ignored, entrypoint, findings } = proof
  const [errors, warnings] = [countOf(findings, 'error'), countOf(findings, 'warning')]
  const notes = [
    ...(warnings > 0 ? [`${warnings} to check`] : []),
    ...(ignored > 0 ? [`${ignored} ignored`] : []),
  ]
  const verdict = errors > 0 ? `failed: ${printErrors(errors)}` : ['proven', ...notes].join(', ')
  return [printSize(size), String(files), entrypoint?.path ?? '', entrypoint?.machine ?? '', verdict]
}

/** Number of errors that the proofs of several platforms found. */
export function errorsOf(proofs: readonly PlatformProof[]): number {
  return proofs.reduce((sum, { findings }) => sum + countOf(findings, 'error'), 0)
}

export function printErrors(count: number): string {
  return count === 1 ? '1 error' : `${count} errors`
}

/** Bytes as people read them: 3.1 MB. */
export function printSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

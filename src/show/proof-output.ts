import type { ProofPlan } from '../plan/plan.ts'
import type { SmokeResult } from '../plan/smoke-verdict.ts'
import { distinctPlatforms, printPlatform, samePlatform } from '../platforms/platform.ts'
import type { Finding } from '../verify/finding.ts'
import type { PlatformProof } from '../verify/proof.ts'
import { describeFinding } from '../verify/sentences.ts'
import { countOf, SEVERITIES } from '../verify/shortlist.ts'

/**
 * Characters of all findings together. GitHub accepts 1 MB of outputs from a job, and counts two bytes per character
 * (docs.github.com, "Passing job outputs"): 600 kB leave room for the other outputs.
 */
const MAX_CHARACTERS = 300_000

/**
 * The output `proof`: what was proven and run for each platform, with all findings, even if errors are only warnings.
 * @param onErrors undefined if nothing is to be proven
 * @returns JSON; '' if nothing was proven or run
 */
export function proofOutput(
  proofs: readonly PlatformProof[],
  smoke: readonly SmokeResult[],
  onErrors: ProofPlan['onErrors'] | undefined,
): string {
  const platforms = distinctPlatforms([...proofs, ...smoke].map(({ platform }) => platform))
  if (platforms.length === 0) return ''
  const room = Math.floor(MAX_CHARACTERS / platforms.length)
  const members = platforms.map((platform) => {
    const proof = proofs.find((each) => samePlatform(each.platform, platform))
    const run = smoke.find((each) => samePlatform(each.platform, platform))
    const proven = proof === undefined ? {} : { onErrors, ...proofMembers(proof, room) }
    return [printPlatform(platform), { ...proven, ...smokeMembers(run) }]
  })
  return JSON.stringify(Object.fromEntries(members))
}

/** @param room characters for the findings */
function proofMembers({ findings, ...proof }: PlatformProof, room: number): object {
  const { digest, size, files, ignored, entrypoint } = proof
  const listedFindings: object[] = []
  let remaining = room
  for (const finding of findings.filter(({ more }) => more === undefined)) {
    const members = findingMembers(finding)
    remaining -= JSON.stringify(members).length
    if (remaining < 0) break
    listedFindings.push(members)
  }
  const all = SEVERITIES.reduce((sum, severity) => sum + countOf(findings, severity), 0)
  return {
    ...{ digest, size, elfFiles: files, ignored, entrypoint },
    ...{
      errors: countOf(findings, 'error'),
      findings: listedFindings,
      findingsOmitted: all - listedFindings.length,
    },
  }
}

function findingMembers(finding: Finding): object {
  const { severity, verdict, path, layer, instruction } = finding
  return { severity, rule: verdict.rule, path, layer, instruction, ...describeFinding(finding) }
}

function smokeMembers(run: SmokeResult | undefined): object {
  if (run === undefined) return {}
  const { outcome, seconds, exitCode } = run
  return { smoke: { outcome, seconds, exitCode } }
}

import type { FetchBuildx } from '../plan/builder/buildx.ts'

/** Where buildx is downloaded from and installed, as lines for the log. */
export function buildxLines(plan: FetchBuildx): readonly string[] {
  const { version, why, mirror, checksums, machine, toolCache, isCached, plugin } = plan
  return [
    `Why:      ${why}`,
    `Version:  ${version === '' ? 'the latest' : version} for ${machine}`,
    `From:     ${mirror}`,
    `Verified: sha256, as in ${checksums}`,
    `Kept in:  ${toolCache}${isCached ? ' and the cache of GitHub Actions' : ''}`,
    `Used as:  ${plugin === undefined ? 'a program in PATH (there is no docker command)' : `docker's plugin ${plugin}`}`,
  ]
}

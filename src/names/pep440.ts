/** Only import() this file, and only for a rule about such versions. */
import { clean, explain } from '@renovatebot/pep440'
import type { ReadVersion } from './version.ts'

/** Reads a version of PEP 440; undefined for anything else. */
export function readPep440(text: string): ReadVersion | undefined {
  const found = explain(text)
  const version = clean(text)
  if (found === null || version === null) return undefined
  const { is_devrelease, is_postrelease, is_prerelease, release } = found
  const [major = 0, minor = 0, patch = 0] = release
  return {
    texts: { raw: text, version, major: String(major), minor: String(minor), patch: String(patch) },
    isRelease: !is_devrelease && !is_postrelease && !is_prerelease,
    numbers: release.map(String),
  }
}

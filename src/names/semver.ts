/** Only import() this file, and only for a rule about such versions. */
import parse from 'semver/functions/parse.js'
import type { ReadVersion } from './version.ts'

/** Reads a semantic version, which may begin with a v; undefined for anything else. */
export function readSemver(text: string): ReadVersion | undefined {
  const version = parse(text)
  if (version === null) return undefined
  const { major, minor, patch, prerelease, build } = version
  const numbers = [major, minor, patch].map(String)
  return {
    texts: {
      ...{ raw: version.raw, version: version.version },
      ...{ major: String(major), minor: String(minor), patch: String(patch) },
      ...{ prerelease: prerelease.join('.'), build: build.join('.') },
    },
    isRelease: prerelease.length === 0,
    numbers,
  }
}

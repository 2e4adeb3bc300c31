// The packages that contributors and CI install: their registry, version and platforms.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { field, parseJson, text } from '../../src/json.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): unknown => parseJson(readFileSync(join(root, path), 'utf8'))

const MODULES = 'node_modules/'
const project = read('package.json')
const packages = new Map<string, unknown>(Object.entries(field(read('package-lock.json'), 'packages') ?? {}))
const locked = [...packages].filter(([folder]) => folder !== '')

const namesIn = (manifest: unknown, group: string): readonly string[] =>
  Object.keys(field(manifest, group) ?? {})

/** Resolves a package as Node does: next to the package that names it, then in every folder above. */
function isLocked(folder: string, name: string): boolean {
  const parents = folder
    .split(`/${MODULES}`)
    .map((_, index, all) => all.slice(0, index + 1).join(`/${MODULES}`))
  return ['', ...parents].some((parent) => packages.has(join(parent, MODULES, name)))
}

describe('package-lock.json', () => {
  // If one of these is missing, `npm ci` fails on that platform only.
  test.each(['dependencies', 'optionalDependencies'])(
    'has all %s of every package, for every platform',
    (group) => {
      const missing = [...packages].flatMap(([folder, manifest]) =>
        namesIn(manifest, group)
          .filter((name) => !isLocked(folder, name))
          .map((name) => `${folder}: ${name}`),
      )
      expect(missing).toEqual([])
    },
  )

  test('has builds for the platforms of contributors', () => {
    for (const platform of ['linux-x64', 'linux-arm64', 'linux-x64-musl', 'darwin-arm64', 'win32-x64'])
      expect(packages.has(`${MODULES}@biomejs/cli-${platform}`)).toBe(true)
  })

  test('takes every package from the public registry, with its hash', () => {
    const others = locked.filter(([folder, manifest]) => {
      const name = text(manifest, 'name') || folder.slice(folder.lastIndexOf(MODULES) + MODULES.length)
      const file = `${name.slice(name.indexOf('/') + 1)}-${text(manifest, 'version')}.tgz`
      const isPublic = text(manifest, 'resolved') === `https://registry.npmjs.org/${name}/-/${file}`
      return !isPublic || !/^sha512-/.test(text(manifest, 'integrity'))
    })
    expect(others).toEqual([])
  })
})

describe('package.json', () => {
  test.each(['dependencies', 'devDependencies'])('pins its %s exactly', (group) => {
    const versions = Object.values(field(project, group) ?? {})
    expect(versions.length).toBeGreaterThan(0)
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([])
  })
})

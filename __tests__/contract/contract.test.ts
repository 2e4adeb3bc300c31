import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { actionRows, readmeWithTables, referenceWithTables } from '../../.ci/readme.ts'
import { VARIABLES } from '../../src/buildx/variables.ts'
import { MODES_OF, WITH_OTHER_DEFAULT } from '../../src/inputs/modes.ts'
import type { Parser } from '../../src/inputs/parsers.ts'
import { INPUTS } from '../../src/inputs/table.ts'
import { BUILDKIT_FEATURES, BUILDX_FEATURES, ENGINE_FEATURES } from '../../src/plan/builder/features.ts'
import { OUTPUTS } from '../../src/report/outputs.ts'
import { EXTRAS } from '../../src/runner/extras.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

describe('action.yml and the code', () => {
  test('have the same inputs', () => {
    expect(
      actionRows('inputs')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(INPUTS).sort())
  })

  test('have the same outputs', () => {
    expect(
      actionRows('outputs')
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...OUTPUTS].sort())
  })

  test.each(actionRows('inputs'))(
    'have a default of $name that its parser accepts',
    ({ name, default: text }) => {
      const complaints: unknown[] = []
      const parser = new Map(Object.entries(INPUTS)).get(name)
      parser?.(text, (complaint) => complaints.push(complaint))
      expect(complaints).toEqual([])
    },
  )

  test.each(actionRows('inputs').filter(({ default: text }) => /^(true|false)$/.test(text)))(
    'treat an explicitly empty $name like its default',
    ({ name, default: text }) => {
      const parser = new Map<string, Parser<unknown>>(Object.entries(INPUTS)).get(name)
      expect(parser?.('', () => {})).toBe(parser?.(text, () => {}))
    },
  )

  test('have the same defaults, except for values that users do not write', () => {
    const parsers = new Map<string, Parser<unknown>>(Object.entries(INPUTS))
    const ignore = () => {}
    const differ = actionRows('inputs').filter(({ name, default: text }) => {
      const parser = parsers.get(name)
      return !isDeepStrictEqual(parser?.(text, ignore), parser?.('', ignore))
    })
    expect(differ.map(({ name }) => name).toSorted()).toEqual(WITH_OTHER_DEFAULT.toSorted())
  })

  test('agree on the modes that use each input', () => {
    expect(Object.keys(MODES_OF).toSorted()).toEqual(Object.keys(INPUTS).toSorted())
    const modes = Object.values(MODES_OF)
    expect(modes.filter((each) => each.length === 0 || new Set(each).size < each.length)).toEqual([])
  })

  test.each([...actionRows('inputs'), ...actionRows('outputs')])(
    '$name has a description',
    ({ description }) => {
      expect(description).toMatch(/^.{20,}\.$/)
    },
  )
})

describe('README.md', () => {
  test('has the tables that action.yml gives (npm run readme)', () => {
    const readme = read('README.md')
    expect(readmeWithTables(readme)).toBe(readme)
  })
})

describe('docs/reference.md', () => {
  test('has the tables that action.yml gives (npm run readme)', () => {
    const reference = read('docs/reference.md')
    expect(referenceWithTables(reference)).toBe(reference)
  })
})

describe('docs/troubleshooting.md', () => {
  test.each(Object.values(EXTRAS))('lists what a job can do without: %s', (what, instead) => {
    expect(read('docs/troubleshooting.md')).toContain(`| ${what} | ${instead} |`)
  })
})

test('docs/environment.md has the minimum version for every capability of a tool', () => {
  const tools = { Buildx: BUILDX_FEATURES, BuildKit: BUILDKIT_FEATURES, docker: ENGINE_FEATURES }
  const rows = [...read('docs/environment.md').matchAll(/^\| (\w+) ([\d.]+) \| (.+?) \|/gm)]
  const known = Object.entries(tools).flatMap(([tool, features]) =>
    features.map(({ name, since }) => [tool, since, name]),
  )
  expect(rows.map(([, tool, since, name = '']) => [tool, since, name.replaceAll('`', '')])).toEqual(known)
})

test('docs/environment.md has every known variable and its effect', () => {
  const rows = [...read('docs/environment.md').matchAll(/^\| `([A-Z0-9_]+\*?)` \| (\w+) \|/gm)]
  expect(rows.map(([, name, is]) => [name, is])).toEqual(Object.entries(VARIABLES))
})

test('docs/environment.md has every variable that the action reads', () => {
  const source = sourceFiles().map((path) => readFileSync(path, 'utf8'))
  const names = source.flatMap((text) =>
    [...text.matchAll(/\benv\['([A-Z][A-Z0-9_]*)'\]/g)].map(([, name = '']) => name),
  )
  const documented = new Set(
    [...read('docs/environment.md').matchAll(/`([A-Z][A-Z0-9_]*)`/g)].map(([, name]) => name),
  )
  const known = new Set(names.filter((name) => !name.startsWith('MULTI_PLATFORM_BUILD_')))
  expect(known.size).toBeGreaterThan(30)
  expect([...known].filter((name) => !documented.has(name))).toEqual([])
})

function sourceFiles(): readonly string[] {
  const found = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  return found.filter((path) => path.endsWith('.ts')).map((path) => join(root, 'src', path))
}

import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { array, field, parseJson, text } from '../../src/json.ts'

/** Biome checks a tree with every possible import, with the configuration of this repository. */

const root = join(import.meta.dirname, '..', '..')

const PURE = ['platforms', 'oci', 'buildx', 'names', 'inputs', 'verify', 'plan', 'show']

/** The folders that each folder imports, from the bottom up. Pure folders only import the types of facts. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  platforms: [],
  oci: ['platforms'],
  buildx: ['platforms', 'oci'],
  names: ['platforms', 'oci', 'buildx'],
  inputs: ['platforms', 'oci', 'buildx', 'names'],
  verify: ['platforms', 'oci'],
  plan: ['platforms', 'oci', 'buildx', 'names', 'inputs', 'the types of facts'],
  show: ['platforms', 'oci', 'buildx', 'names', 'inputs', 'verify', 'plan', 'the types of facts'],
  runner: [],
  docker: ['platforms', 'oci', 'buildx', 'runner'],
  registry: ['platforms', 'oci', 'buildx', 'runner', 'docker'],
  signing: ['oci', 'runner'],
  facts: [
    'platforms',
    'oci',
    'buildx',
    'names',
    'inputs',
    'runner',
    'docker',
    'registry',
    'the types of facts',
  ],
  run: [...PURE, 'runner', 'docker', 'registry', 'signing', 'facts', 'the types of facts'],
  report: [...PURE, 'runner', 'run'],
  jobs: [...PURE, 'runner', 'docker', 'registry', 'signing', 'facts', 'the types of facts', 'run', 'report'],
  entry: [
    ...PURE,
    'runner',
    'docker',
    'registry',
    'signing',
    'facts',
    'the types of facts',
    'run',
    'report',
    'jobs',
  ],
}
const FOLDERS = Object.keys(MAY)

const TYPES_OF_FACTS = '../facts/facts.ts'

/** Files of src itself that folders import, and modules that only some folders may import. */
const EFFECTS = ['../disk.ts', '../http.ts', '../retry.ts', '../state.ts']
const MODULES = ['node:fs', 'node:os', 'node:process', '@actions/core/lib/command.js']

let folder: string
/** The message that each file gets, by its path. */
let refused: ReadonlyMap<string, string>
/** The files that import each other in a circle. */
let circular: readonly string[]

const nameOf = (source: string): string => `${source.replaceAll(/[^a-z]+/g, '-')}.ts`

function write(path: string, source: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), `import { x } from '${source}'\nexport const y = x\n`)
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpb-layers-'))
  for (const name of ['biome.json', '.ci/layers.grit']) cpSync(join(root, name), join(folder, name))
  for (const from of FOLDERS) {
    const others = FOLDERS.filter((to) => to !== from).map((to) => `../${to}/any.ts`)
    const sources = [...others, TYPES_OF_FACTS, ...EFFECTS, ...MODULES, './other.ts', '../json.ts']
    for (const source of sources) write(`src/${from}/${nameOf(source)}`, source)
  }
  write('src/plan/build/below.ts', '../../run/any.ts')
  write('src/json.ts', './plan/any.ts')
  writeFileSync(join(folder, 'src/facts/later.ts'), `export const y = () => import('../plan/any.ts')\n`)
  writeFileSync(join(folder, 'src/run/type.ts'), `export type { Y } from '../report/any.ts'\n`)
  writeFileSync(join(folder, 'src/plan/one.ts'), `import type { B } from './two.ts'\nexport type A = B\n`)
  writeFileSync(join(folder, 'src/plan/two.ts'), `import type { A } from './one.ts'\nexport type B = A[]\n`)
  const args = ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.']
  const biome = join(root, 'node_modules/.bin/biome')
  const { stdout } = spawnSync(biome, args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 << 20 })
  const diagnostics = array(parseJson(stdout), 'diagnostics')
  const of = (category: string) => diagnostics.filter((each) => field(each, 'category') === category)
  refused = new Map(of('plugin').map((each) => [text(each, 'location', 'path'), text(each, 'message')]))
  circular = of('lint/suspicious/noImportCycles').map((each) => text(each, 'location', 'path'))
})

afterAll(() => rmSync(folder, { recursive: true }))

/** Those of the sources that a folder may import. */
function allowed(from: string, sources: readonly string[]): readonly string[] {
  return sources.filter((source) => !refused.has(`src/${from}/${nameOf(source)}`))
}

test('every folder of src is in the table', () => {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((each) => each.isDirectory())
  expect(folders.map(({ name }) => name).toSorted()).toEqual(FOLDERS.toSorted())
})

describe('a folder', () => {
  test.each(FOLDERS)('%s may import the folders below it, and no others', (from) => {
    const others = FOLDERS.filter((to) => to !== from && allowed(from, [`../${to}/any.ts`]).length > 0)
    const types = allowed(from, [TYPES_OF_FACTS]).length > 0 ? ['the types of facts'] : []
    expect([...others, ...types].toSorted()).toEqual(MAY[from]?.toSorted())
  })

  test.each(FOLDERS)('%s may only have effects if it is not pure', (from) => {
    const all = [...EFFECTS, ...MODULES]
    expect(allowed(from, all)).toEqual(PURE.includes(from) ? [] : all)
  })

  test.each(FOLDERS)('%s may import its own files and the shared ones', (from) => {
    expect(allowed(from, ['./other.ts', '../json.ts'])).toEqual(['./other.ts', '../json.ts'])
  })
})

describe('the rules', () => {
  test.each([
    { what: 'apply to a subfolder', path: 'src/plan/build/below.ts', says: /^This folder is pure/ },
    { what: 'apply to a shared file', path: 'src/json.ts', says: /^Every folder may import/ },
    { what: 'apply to import()', path: 'src/facts/later.ts', says: /^Facts are what was true/ },
    { what: 'apply to re-exported types', path: 'src/run/type.ts', says: /^What came out is handed/ },
  ])('$what', ({ path, says }) => {
    expect(refused.get(path)).toMatch(says)
  })

  test('apply to files that only import types of each other', () => {
    expect(circular.toSorted()).toEqual(['src/plan/one.ts', 'src/plan/two.ts'])
  })
})

// What people copy from the documentation has to work: every YAML block and every workflow file that uses this
// action has only inputs and outputs that exist, and what the pages count is counted again.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { actionRows } from '../../.ci/readme.ts'
import { MODES_OF } from '../../src/inputs/modes.ts'
import { field, text } from '../../src/json.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const filesIn = (folder: string, end: string): readonly string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(end))
    .map((name) => `${folder}/${name}`)

const INPUTS = actionRows('inputs').map(({ name }) => name)
const OUTPUTS = actionRows('outputs').map(({ name }) => name)
const MOVING = read('docs/moving.md')
const DOCKERS_INPUTS = read('docs/moving-inputs.md')
const MODES_BY_NAME = new Map<string, readonly string[]>(Object.entries(MODES_OF))

interface Block {
  /** Its position, for the title of a test. */
  readonly at: string
  readonly source: string
}

/** The YAML blocks of a Markdown file. */
function blocksOf(path: string): readonly Block[] {
  const source = read(path)
  return [...source.matchAll(/^```ya?ml\n([\s\S]*?)^```$/gm)].map((found) => ({
    at: `${path}:${source.slice(0, found.index).split('\n').length}`,
    source: found[1] ?? '',
  }))
}

/** Every object in a document that has a `uses`: steps, at any depth. */
function stepsIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(stepsIn)
  return text(value, 'uses') === '' && text(value, 'run') === '' ? inside : [value]
}

function isOurs(step: unknown): boolean {
  return text(step, 'uses').startsWith('multi-platform-build/multi-platform-build@')
}

const MARKDOWN = ['README.md', ...filesIn('docs', '.md'), ...filesIn('examples', '.md')]
const BLOCKS: readonly Block[] = [
  ...MARKDOWN.flatMap(blocksOf),
  ...filesIn('examples/workflows', '.yml').map((path) => ({ at: path, source: read(path) })),
]

describe('YAML to copy', () => {
  const using = BLOCKS.filter(({ source }) => stepsIn(parse(source)).some(isOurs))

  test('is found', () => {
    expect(using.length).toBeGreaterThan(10)
  })

  test.each(using)('$at only has inputs of action.yml, with strings, true or false', ({ source }) => {
    for (const step of stepsIn(parse(source)).filter(isOurs)) {
      const given = Object.entries(field(step, 'with') ?? {})
      expect(INPUTS).toEqual(expect.arrayContaining(given.map(([name]) => name)))
      expect(given.filter(([, value]) => typeof value !== 'string' && typeof value !== 'boolean')).toEqual([])
    }
  })

  test.each(using)('$at only gives each mode inputs that it uses', ({ source }) => {
    for (const step of stepsIn(parse(source)).filter(isOurs)) {
      const mode = text(step, 'with', 'mode') || 'build'
      if (mode.includes('${{')) continue
      const given = Object.keys(field(step, 'with') ?? {})
      expect(given.filter((name) => !MODES_BY_NAME.get(name)?.includes(mode))).toEqual([])
    }
  })

  test.each(using)('$at reads only outputs of action.yml', ({ source }) => {
    const ids = stepsIn(parse(source))
      .filter(isOurs)
      .map((step) => text(step, 'id'))
    const taken = [...source.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)]
    const ours = taken.flatMap(([, id = '', name = '']) => (ids.includes(id) ? [name] : []))
    expect(OUTPUTS).toEqual(expect.arrayContaining(ours))
  })
})

/** The workflows before and after; the one at the top of the page does not belong to a pair. */
const PAIRS = blocksOf('docs/moving.md').slice(1)

describe('workflows before and after', () => {
  /** `4 steps, 23 lines` for each block, in the order of the page. */
  const counted = PAIRS.map(({ source }) => {
    const lines = source.split('\n').filter((line) => line.trim() !== '')
    const steps = stepsIn(parse(source)).length
    return `${steps} step${steps === 1 ? '' : 's'}, ${lines.length} lines`
  })

  test('have as many steps and lines as the page says', () => {
    const claimed = MOVING.match(/\b\d+ steps?, \d+ lines\b/g)
    expect(claimed).toHaveLength(14)
    expect(claimed).toEqual(counted)
  })

  test('lose the steps for QEMU and Buildx, and keep everything else', () => {
    const uses = PAIRS.map(({ source }) =>
      stepsIn(parse(source)).map((step) => text(step, 'uses').replace(/@.*/, '')),
    )
    const gone = ['docker/setup-qemu-action', 'docker/setup-buildx-action']
    const moved = (name: string): string =>
      name === 'docker/build-push-action' ? 'multi-platform-build/multi-platform-build' : name
    for (const index of [2, 4, 6]) {
      const before = uses[index] ?? []
      expect(uses[index + 1]).toEqual(before.filter((name) => !gone.includes(name)).map(moved))
    }
  })
})

describe('the release pipeline', () => {
  const [before, after] = PAIRS.map(({ source }) => parse(source))
  const given = (uses: string, input: string): string =>
    text(
      stepsIn(before).find((step) => text(step, 'uses').startsWith(`${uses}@`)),
      'with',
      input,
    )

  test('has the events and permissions of the one before', () => {
    for (const name of ['on', 'permissions']) expect(field(after, name)).toEqual(field(before, name))
  })

  test('is one step with the names, rules and platforms of the six before', () => {
    const [step, ...others] = stepsIn(after)
    expect([text(step, 'uses'), others]).toEqual([expect.stringMatching(/^multi-platform-build\//), []])
    expect(field(step, 'with')).toEqual({
      images: given('docker/metadata-action', 'images'),
      tags: given('docker/metadata-action', 'tags'),
      platforms: given('docker/build-push-action', 'platforms'),
      push: 'auto',
      attest: true,
      cache: given('docker/build-push-action', 'cache-from').replace('type=', ''),
    })
    expect(given('actions/attest-build-provenance', 'subject-name')).toBe(text(step, 'with', 'images'))
  })
})

describe("the table of inputs of docker's actions", () => {
  const rows = [
    ...DOCKERS_INPUTS.matchAll(
      /^\| ((?:build-push|metadata|setup-buildx|setup-qemu)-action) \| `([\w-]+)` \| `([\w-]+)` \|/gm,
    ),
  ]
  const of = (action: string): readonly string[] =>
    rows.flatMap(([, name, input = '']) => (name === action ? [input] : []))

  test('has each of them once', () => {
    expect(of('build-push-action')).toHaveLength(33)
    expect(of('metadata-action')).toHaveLength(5)
    expect(of('setup-buildx-action')).toHaveLength(14)
    expect(of('setup-qemu-action')).toHaveLength(4)
    for (const action of ['build-push-action', 'setup-buildx-action', 'setup-qemu-action'])
      expect(new Set(of(action)).size).toBe(of(action).length)
  })

  test('leads to existing inputs, and to all except those that only this action has', () => {
    const here = rows.map(([, , , name = '']) => name)
    expect(INPUTS).toEqual(expect.arrayContaining(here))
    expect(INPUTS.filter((name) => !here.includes(name)).sort()).toEqual([
      'attest',
      'buildx-mirror',
      'cache',
      'cache-ref',
      'ecr',
      'fan-out',
      'hand-over',
      'logout',
      'mode',
      'on-failure',
      'on-newer',
      'on-success',
      'on-unchanged',
      'parts',
      'password',
      'platform-settings',
      'registry',
      'registry-auth',
      'retries',
      'runners',
      'sign',
      'smoke-test',
      'stall-timeout',
      'username',
      'verify',
      'verify-ignore',
    ])
  })

  test('comes with at most ten deviations and refers to no others', () => {
    const listed = [...DOCKERS_INPUTS.matchAll(/^\| (\[\d+\]) \|/gm)].map(([, number]) => number)
    expect(listed.length).toBeLessThanOrEqual(10)
    expect(listed).toEqual(listed.map((_, index) => `[${index + 1}]`))
    const meanings = DOCKERS_INPUTS.split('\n').filter((line) =>
      /^\| (?:build-push|metadata|setup-\w+)-action \|/.test(line),
    )
    for (const named of meanings.join('\n').match(/\[\d+\]/g) ?? []) expect(listed).toContain(named)
  })
})

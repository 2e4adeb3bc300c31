// The pages for users: one topic each with a workflow on top, all of them linked from a README of readable length, and
// no link that leads nowhere.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { field } from '../../src/json.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const markdownIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .map((name) => join(folder, name))

const PAGES = markdownIn('docs')

/** All documents, those for contributors included. */
const DOCUMENTS = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...PAGES,
  ...markdownIn('examples'),
]

/** Pages that begin with something else to copy, and why. */
const WITHOUT_A_WORKFLOW = new Map([
  ['docs/benchmark.md', 'written by npm run bench, for people who change the action'],
  ['docs/mutation.md', 'written by npm run mutation, for people who change the action'],
  ['docs/proof-corpus.md', 'written by npm run proof-corpus, for people who change the action'],
])

interface Link {
  readonly from: string
  /** The link as written: a path, an anchor or both. */
  readonly target: string
}

/** The relative links of a document; those in code are examples. */
function linksOf(path: string): readonly Link[] {
  const prose = read(path)
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .replaceAll(/`[^`\n]*`/g, '`')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => ({ from: path, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target))
}

/** Where a link leads, as a path in the repository. */
function fileOf({ from, target }: Link): string {
  const [path = ''] = target.split('#')
  return path === '' ? from : relative(root, join(root, dirname(from), path))
}

/** The anchors that GitHub gives the headings of a document: a repeated heading gets -1. */
function anchorsOf(path: string): ReadonlySet<string> {
  const anchors: string[] = []
  for (const [, heading = ''] of read(path)
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .matchAll(/^#+ (.*)$/gm)) {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const anchor = words.replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replaceAll(' ', '-')
    anchors.push(anchors.includes(anchor) ? `${anchor}-1` : anchor)
  }
  return new Set(anchors)
}

test('the README has at most 300 lines', () => {
  expect(read('README.md').split('\n').length - 1).toBeLessThanOrEqual(300)
})

describe('a page', () => {
  test.each(PAGES)('%s begins with its title, a few sentences and something to copy', (path) => {
    const [, introduction = '', language, source = ''] =
      /^# .+\n\n([^`|#-][\s\S]*?)\n\n(?:<!-- [\w.-]+ -->\n)?```(\w+)\n([\s\S]*?)^```$/m.exec(read(path)) ?? []
    expect(introduction).toMatch(/[.:]$/)
    expect(introduction.split('\n').filter((line) => /^$|^[#|-]/.test(line))).toEqual([])
    if (WITHOUT_A_WORKFLOW.has(path)) return expect(language).toBe('sh')
    const workflow: unknown = parse(source)
    return expect([field(workflow, 'on'), field(workflow, 'jobs')]).toEqual([
      expect.anything(),
      expect.any(Object),
    ])
  })

  test.each(PAGES)('%s is linked from the README', (path) => {
    expect(linksOf('README.md').map(fileOf)).toContain(path)
  })
})

test('docs/troubleshooting.md lists its sections in their order', () => {
  const page = read('docs/troubleshooting.md')
  const listed = [...page.matchAll(/^- \[(.+)\]\(#[\w-]+\)$/gm)].map(([, name]) => name)
  expect(listed).toEqual([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading))
})

test.each(DOCUMENTS)('every row of a table in %s has as many cells as its head', (path) => {
  const prose = read(path).replaceAll(/^```[\s\S]*?^```$/gm, '')
  for (const [table] of prose.matchAll(/(?:^\|.*\n)+/gm)) {
    const [head = 0, ...rows] = table
      .trimEnd()
      .split('\n')
      .map((row) => row.match(/(?<!\\)\|/g)?.length ?? 0)
    expect(rows.filter((cells) => cells !== head)).toEqual([])
  }
})

describe('a link', () => {
  const links = DOCUMENTS.flatMap(linksOf)

  test('exists in most documents', () => {
    expect(links.length).toBeGreaterThan(200)
  })

  test('leads to a file of the repository', () => {
    expect(links.filter((link) => !existsSync(join(root, fileOf(link))))).toEqual([])
  })

  test('leads to a heading of its document', () => {
    const anchored = links.filter((link) => /#/.test(link.target) && fileOf(link).endsWith('.md'))
    expect(anchored.length).toBeGreaterThan(60)
    const anchors = new Map(DOCUMENTS.map((path) => [path, anchorsOf(path)]))
    const broken = anchored.filter((link) => !anchors.get(fileOf(link))?.has(link.target.split('#')[1] ?? ''))
    expect(broken).toEqual([])
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { OPEN_GROUPS } from '../../e2e/pictures/view.ts'

/** The pictures of the README. If a test here fails, `npm run pictures` draws them again, from a real job. */

const root = join(import.meta.dirname, '..', '..')
const README = readFileSync(join(root, 'README.md'), 'utf8')
const SHOWN = readFileSync(join(root, 'docs/pictures/log.txt'), 'utf8')
const SOURCE = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(root, 'src', path), 'utf8'))
  .join('\n')

describe.each(['log', 'summary'])('the picture of the %s', (name) => {
  const png = readFileSync(join(root, `docs/pictures/${name}.png`))

  test('is a PNG that is small enough for a page', () => {
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    expect(png.length).toBeLessThan(200_000)
  })

  test('is wide enough to read, and not much taller than a screen', () => {
    const [width, height] = [png.readUInt32BE(16) / 2, png.readUInt32BE(20) / 2]
    expect(width).toBeGreaterThanOrEqual(1000)
    expect(height).toBeLessThan(1300)
  })

  test('is in the README, with a description for people who cannot see it', () => {
    const [, description = ''] =
      new RegExp(`!\\[([^\\]]+)\\]\\(docs/pictures/${name}\\.png\\)`).exec(README) ?? []
    expect(description.length).toBeGreaterThan(80)
  })
})

describe('the words of the picture of the log', () => {
  const titles = [...SHOWN.matchAll(/^ *\d+ {2}[▸▾] (.*)$/gm)].map(([, title = '']) => title)
  const heads = [...SHOWN.matchAll(/^ *\d+ +(PLATFORM .*)$/gm)].flatMap(([, head = '']) =>
    head.split(/ {2,}/),
  )

  test('exist', () => {
    expect(titles).toEqual(expect.arrayContaining(Object.keys(OPEN_GROUPS)))
    expect(heads).toEqual(expect.arrayContaining(['PLATFORM', 'DIGEST', 'PROOF']))
  })

  test.each([...new Set([...titles, ...heads])])('are in the source: %s', (words) => {
    expect(SOURCE).toContain(words)
  })

  test('do not name a folder of the machine that drew it', () => {
    const folders = [...SHOWN.matchAll(/(?<![\w.:/])\/(?:home|root|tmp|var|work)\/[^/\s]*/g)].map(String)
    expect(new Set(folders)).toEqual(new Set(['/tmp/runner']))
  })
})

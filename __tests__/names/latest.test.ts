import { describe, expect, test } from '@jest/globals'
import { higherRelease, latestQuestion } from '../../src/names/latest.ts'
import { isStable } from '../../src/names/version.ts'
import { type Happened, pushed, readWith, tagged } from './event.ts'

/** The release that holds latest back. */
async function heldBy(on: Happened, given: Readonly<Record<string, string>>, tags: readonly string[]) {
  const { inputs, problems } = await readWith(on, { images: 'o/a', ...given })
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  const question = inputs.names?.latest
  return question === undefined ? 'not needed' : (higherRelease(question, tags) ?? 'nothing')
}

const SEMVER = {
  tags: 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}.{{minor}}\ntype=semver,pattern={{major}}',
}

describe('latest goes to the highest release', () => {
  test.each([
    {
      what: 'an older one',
      tag: 'v1.1.5',
      given: SEMVER,
      has: ['1.1.4', '2.0.0', '2.0', '2', 'latest'],
      by: '2.0.0',
    },
    {
      what: 'the newest one',
      tag: 'v2.0.1',
      given: SEMVER,
      has: ['1.1.5', '2.0.0', '2.0', '2', 'latest'],
      by: 'nothing',
    },
    { what: 'the same one again', tag: 'v2.0.0', given: SEMVER, has: ['2.0.0', '2.0', '2'], by: 'nothing' },
    { what: 'numbers of two digits', tag: 'v1.9.0', given: SEMVER, has: ['1.10.0'], by: '1.10.0' },
    {
      what: 'the highest of several',
      tag: 'v1.0.0',
      given: SEMVER,
      has: ['3.0.0', '10.0.0', '9.0.0'],
      by: '10.0.0',
    },
    {
      what: 'a prerelease next to it',
      tag: 'v1.0.0',
      given: SEMVER,
      has: ['2.0.0-rc.1', '1.0.0-alpine'],
      by: 'nothing',
    },
    {
      what: 'names, dates and commits next to it',
      tag: 'v1.0.0',
      given: SEMVER,
      has: ['main', 'sha-6113728', '20260101', 'pr-7', '7'],
      by: 'nothing',
    },
    {
      what: 'a tag with a v',
      tag: 'v1.0.0',
      given: { tags: 'type=ref,event=tag' },
      has: ['v1.1.0', '9.0.0'],
      by: 'v1.1.0',
    },
    {
      what: 'one package of several',
      tag: 'api/v1.0.0',
      given: { tags: 'type=ref,event=tag' },
      has: ['web-v9.0.0', 'api-v1.0.1'],
      by: 'api-v1.0.1',
    },
    {
      what: 'a suffix',
      tag: 'v1.0.0',
      given: { ...SEMVER, flavor: 'suffix=-alpine' },
      has: ['2.0.0', '1.5.0-alpine'],
      by: '1.5.0-alpine',
    },
    {
      what: 'a suffix of its own',
      tag: 'v1.0.0',
      given: { tags: 'type=semver,pattern={{version}},suffix=-slim' },
      has: ['2.0.0', '0.9.0-slim'],
      by: 'nothing',
    },
    {
      what: 'fewer than all numbers',
      tag: 'v1.2.3',
      given: { tags: 'type=semver,pattern={{major}}.{{minor}}' },
      has: ['1.2', '1.3'],
      by: '1.3',
    },
    {
      what: 'a single number',
      tag: '1.2',
      given: { tags: 'type=pep440,pattern={{version}}' },
      has: ['1.2.0', '1.2.1'],
      by: '1.2.1',
    },
    {
      what: 'dates',
      tag: '20260101',
      given: { tags: 'type=match,pattern=\\d{8}' },
      has: ['20260102', '1.0.0'],
      by: '20260102',
    },
    { what: 'a tag without a number', tag: 'stable', given: {}, has: ['2.0.0'], by: 'not needed' },
    {
      what: 'an explicit choice of the user',
      tag: 'v1.0.0',
      given: { ...SEMVER, flavor: 'latest=true' },
      has: ['2.0.0'],
      by: 'not needed',
    },
    {
      what: 'a rule of the user',
      tag: 'v1.0.0',
      given: { tags: `${SEMVER.tags}\ntype=raw,value=latest` },
      has: ['2.0.0'],
      by: 'not needed',
    },
  ])('with $what', async ({ tag, given, has, by }) => {
    expect(await heldBy(tagged(tag), given, has)).toBe(by)
  })

  test('and is not compared on a branch', async () => {
    expect(await heldBy(pushed('main'), {}, ['2.0.0'])).toBe('not needed')
  })
})

test('numbers are only found whole', () => {
  const question = latestQuestion('latest', [{ tag: '11.2.3-1.2.3', numbers: ['1', '2', '3'] }])
  expect(question).toMatchObject({ before: '11.2.3-', after: '' })
})

describe('a tag', () => {
  test.each(['v1', 'release1', '1.2.post1', 'app-v2.0', 'alphabet-1', '2026.1', 'precise'])(
    '%s is stable',
    (tag) => {
      expect(isStable(tag)).toBe(true)
    },
  )

  test.each([
    'v1.0.0-rc.1',
    '20200110-RC2',
    '1.1beta2',
    '1.0a1',
    'v2-next',
    '1.0.dev4',
    'api/v1.0.0-alpha',
    'v1.2.3-x',
  ])('%s is not', (tag) => {
    expect(isStable(tag)).toBe(false)
  })
})

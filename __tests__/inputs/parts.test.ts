import { describe, expect, test } from '@jest/globals'
import { parsePart, parseParts } from '../../src/inputs/parts.ts'
import { INPUTS } from '../../src/inputs/table.ts'
import { complaintOf, digestOf, platforms } from '../builders.ts'

const DIGEST = digestOf('a')

/** What the parser refuses a text with. */
const refusal = (text: string) => complaintOf(() => parsePart(text))

describe('a part', () => {
  test.each([
    {
      what: 'a digest in the repository of the first tag',
      text: `linux/arm64=${DIGEST}`,
      part: { on: 'linux/arm64', repository: '', target: { digest: DIGEST } },
    },
    {
      what: 'a digest of several platforms',
      text: `linux/amd64,linux/arm/v7=${DIGEST}`,
      part: { on: 'linux/amd64,linux/arm/v7', repository: '', target: { digest: DIGEST } },
    },
    {
      what: 'a digest with blanks around its platforms and before it',
      text: `linux/amd64 , linux/arm64 = ${DIGEST}`,
      part: { on: 'linux/amd64,linux/arm64', repository: '', target: { digest: DIGEST } },
    },
    {
      what: 'platforms in other words, each once',
      text: `aarch64,linux/arm64/v8=${DIGEST}`,
      part: { on: 'linux/arm64', repository: '', target: { digest: DIGEST } },
    },
    {
      what: 'a digest elsewhere',
      text: `linux/amd64=ghcr.io/owner/app@${DIGEST}`,
      part: { on: 'linux/amd64', repository: 'ghcr.io/owner/app', target: { digest: DIGEST } },
    },
    {
      what: 'a digest behind a tag, which the digest wins over',
      text: `linux/amd64=localhost:5000/app:1@${DIGEST}`,
      part: { on: 'linux/amd64', repository: 'localhost:5000/app', target: { digest: DIGEST } },
    },
    {
      what: 'a tag',
      text: 'linux/arm64=ghcr.io/owner/app:1.2-arm64',
      part: { on: 'linux/arm64', repository: 'ghcr.io/owner/app', target: { tag: '1.2-arm64' } },
    },
    {
      what: 'a tag at a port',
      text: 'linux/arm64=localhost:5000/app:1',
      part: { on: 'linux/arm64', repository: 'localhost:5000/app', target: { tag: '1' } },
    },
    {
      what: 'a name without a tag, which is latest',
      text: 'linux/arm64=localhost:5000/app',
      part: { on: 'linux/arm64', repository: 'localhost:5000/app', target: { tag: 'latest' } },
    },
    {
      what: 'a version of Windows',
      text: `windows(10.0.20348.1)/amd64=${DIGEST}`,
      part: { on: 'windows(10.0.20348.1)/amd64', repository: '', target: { digest: DIGEST } },
    },
  ])('is $what', ({ text, part: { on, ...rest } }) => {
    expect(parsePart(text)).toEqual({ text, platforms: platforms(on), ...rest })
  })

  test.each([
    { what: 'nothing', text: '' },
    { what: 'a digest alone', text: DIGEST },
    { what: 'a name alone', text: 'ghcr.io/owner/app:1' },
    { what: 'no platform', text: `=${DIGEST}` },
    { what: 'no source', text: 'linux/amd64=' },
  ])('is refused with $what, and the forms are told', ({ text }) => {
    expect(refusal(text)).toEqual({
      what: `"${text}" is not a part.`,
      cure: expect.stringContaining('PLATFORM=DIGEST'),
    })
  })

  test.each([
    {
      what: 'a digest that is cut',
      text: 'linux/amd64=sha256:aaaa',
      told: '"sha256:aaaa" is not a complete digest.',
    },
    {
      what: 'a digest in upper case',
      text: `linux/amd64=sha256:${'A'.repeat(64)}`,
      told: `"sha256:${'A'.repeat(64)}" is not a complete digest.`,
    },
    {
      what: 'a digest that is cut behind a name',
      text: 'linux/amd64=owner/app@sha256:aaaa',
      told: '"sha256:aaaa" in "linux/amd64=owner/app@sha256:aaaa" is not a digest.',
    },
    {
      what: 'no digest behind a name',
      text: 'linux/amd64=owner/app@',
      told: '"" in "linux/amd64=owner/app@" is not a digest.',
    },
    {
      what: 'two digests',
      text: `linux/amd64=owner/app@${DIGEST}@${DIGEST}`,
      told: `"${DIGEST}@${DIGEST}" in "linux/amd64=owner/app@${DIGEST}@${DIGEST}" is not a digest.`,
    },
    {
      what: 'several parts in one line',
      text: `linux/amd64=owner/app@${DIGEST},linux/arm64=${DIGEST}`,
      told: `"linux/amd64=owner/app@${DIGEST},linux/arm64=${DIGEST}" contains several parts.`,
    },
    {
      what: 'several parts with a blank between them',
      text: `linux/amd64=${DIGEST} linux/arm64=owner/app:1`,
      told: `"linux/amd64=${DIGEST} linux/arm64=owner/app:1" contains several parts.`,
    },
    {
      what: 'a digest behind no name',
      text: `linux/amd64=@${DIGEST}`,
      told: '"" is not an image name.',
    },
    {
      what: 'a name that looks like a flag',
      text: `linux/amd64=--dry-run@${DIGEST}`,
      told: '"--dry-run" is not an image name.',
    },
    {
      what: 'a name in upper case',
      text: 'linux/amd64=ghcr.io/Owner/app:1',
      told: '"ghcr.io/Owner/app:1" is not an image name.',
    },
    {
      what: 'an impossible tag',
      text: 'linux/amd64=owner/app:-1',
      told: '"-1" in "owner/app:-1" cannot be a tag.',
    },
    { what: 'nothing but blanks behind the =', text: 'linux/amd64=  ', told: '"" is not an image name.' },
    {
      what: 'an unknown platform',
      text: `linux/amr64=${DIGEST}`,
      told: 'unknown architecture "amr64" in platform "linux/amr64".',
    },
    {
      what: 'an empty platform among others',
      text: `linux/amd64,,linux/arm64=${DIGEST}`,
      told: 'platform "" is empty.',
    },
  ])('is refused with $what', ({ text, told }) => {
    const { what, cure } = refusal(text)
    expect(what).toBe(told)
    expect(cure).toMatch(/\S/)
  })
})

describe('the input parts', () => {
  test('has a part a line, whose commas do not separate parts, and comments', () => {
    const text = `# of another run\nlinux/amd64,linux/386=${DIGEST}\n\n  linux/arm64=owner/app:1-arm64\n`
    const complaints: unknown[] = []
    const parts = INPUTS.parts(text, (complaint) => complaints.push(complaint))
    expect(complaints).toEqual([])
    expect(parts.map(({ platforms: own }) => own)).toEqual([
      platforms('linux/amd64,linux/386'),
      platforms('linux/arm64'),
    ])
  })

  test('tells the line of each mistake', () => {
    const complaints: unknown[] = []
    INPUTS.parts(`linux/amd64\nlinux/arm64=${DIGEST}\nlinux/arm64=sha256:1\n`, (complaint) =>
      complaints.push(complaint),
    )
    expect(complaints).toMatchObject([{ line: 1 }, { line: 3 }])
  })
})

test.each([
  { what: 'nothing', text: '', told: [] },
  {
    what: 'lines of legs that gave nothing',
    text: '\n\n',
    told: ['it is set, but all of its lines are empty.'],
  },
  { what: 'a line that is not empty', text: `\nlinux/amd64=${DIGEST}\n`, told: [] },
])('parts of $what', ({ text, told }) => {
  const problems: string[] = []
  parseParts(text, ({ what }) => problems.push(what))
  expect(problems).toEqual(told)
})

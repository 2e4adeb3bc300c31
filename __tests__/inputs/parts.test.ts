import { describe, expect, test } from '@jest/globals'
import { parsePart, parseParts } from '../../src/inputs/parts.ts'
import { INPUTS } from '../../src/inputs/table.ts'
import { complaintOf, digestOf, platforms } from '../builders.ts'

const DIGEST = digestOf('a')

/** The refusal that the parser throws for a text. */
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
      what: 'a digest after blanks, with blanks around its platforms',
      text: `linux/amd64 , linux/arm64 = ${DIGEST}`,
      part: { on: 'linux/amd64,linux/arm64', repository: '', target: { digest: DIGEST } },
    },
    {
      what: 'platforms by other names, without duplicates',
      text: `aarch64,linux/arm64/v8=${DIGEST}`,
      part: { on: 'linux/arm64', repository: '', target: { digest: DIGEST } },
    },
    {
      what: 'a digest in another repository',
      text: `linux/amd64=ghcr.io/owner/app@${DIGEST}`,
      part: { on: 'linux/amd64', repository: 'ghcr.io/owner/app', target: { digest: DIGEST } },
    },
    {
      what: 'a digest after a tag, which the digest overrides',
      text: `linux/amd64=localhost:5000/app:1@${DIGEST}`,
      part: { on: 'linux/amd64', repository: 'localhost:5000/app', target: { digest: DIGEST } },
    },
    {
      what: 'a tag',
      text: 'linux/arm64=ghcr.io/owner/app:1.2-arm64',
      part: { on: 'linux/arm64', repository: 'ghcr.io/owner/app', target: { tag: '1.2-arm64' } },
    },
    {
      what: 'a tag in a registry with a port',
      text: 'linux/arm64=localhost:5000/app:1',
      part: { on: 'linux/arm64', repository: 'localhost:5000/app', target: { tag: '1' } },
    },
    {
      what: 'a name without a tag, which means latest',
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
  ])('is refused with $what, and the cure lists the forms', ({ text }) => {
    expect(refusal(text)).toEqual({
      what: `"${text}" is not a part.`,
      cure: expect.stringContaining('PLATFORM=DIGEST'),
    })
  })

  test.each([
    {
      what: 'a truncated digest',
      text: 'linux/amd64=sha256:aaaa',
      reported: '"sha256:aaaa" is not a complete digest.',
    },
    {
      what: 'a digest in upper case',
      text: `linux/amd64=sha256:${'A'.repeat(64)}`,
      reported: `"sha256:${'A'.repeat(64)}" is not a complete digest.`,
    },
    {
      what: 'a truncated digest after a name',
      text: 'linux/amd64=owner/app@sha256:aaaa',
      reported: '"sha256:aaaa" in "linux/amd64=owner/app@sha256:aaaa" is not a digest.',
    },
    {
      what: 'no digest after a name',
      text: 'linux/amd64=owner/app@',
      reported: '"" in "linux/amd64=owner/app@" is not a digest.',
    },
    {
      what: 'two digests',
      text: `linux/amd64=owner/app@${DIGEST}@${DIGEST}`,
      reported: `"${DIGEST}@${DIGEST}" in "linux/amd64=owner/app@${DIGEST}@${DIGEST}" is not a digest.`,
    },
    {
      what: 'several parts on one line',
      text: `linux/amd64=owner/app@${DIGEST},linux/arm64=${DIGEST}`,
      reported: `"linux/amd64=owner/app@${DIGEST},linux/arm64=${DIGEST}" contains several parts.`,
    },
    {
      what: 'several parts separated by a blank',
      text: `linux/amd64=${DIGEST} linux/arm64=owner/app:1`,
      reported: `"linux/amd64=${DIGEST} linux/arm64=owner/app:1" contains several parts.`,
    },
    {
      what: 'a digest without a name',
      text: `linux/amd64=@${DIGEST}`,
      reported: '"" is not an image name.',
    },
    {
      what: 'a name that looks like a flag',
      text: `linux/amd64=--dry-run@${DIGEST}`,
      reported: '"--dry-run" is not an image name.',
    },
    {
      what: 'a name in upper case',
      text: 'linux/amd64=ghcr.io/Owner/app:1',
      reported: '"ghcr.io/Owner/app:1" is not an image name.',
    },
    {
      what: 'an impossible tag',
      text: 'linux/amd64=owner/app:-1',
      reported: '"-1" in "owner/app:-1" cannot be a tag.',
    },
    { what: 'only blanks after the =', text: 'linux/amd64=  ', reported: '"" is not an image name.' },
    {
      what: 'an unknown platform',
      text: `linux/amr64=${DIGEST}`,
      reported: 'unknown architecture "amr64" in platform "linux/amr64".',
    },
    {
      what: 'an empty platform among others',
      text: `linux/amd64,,linux/arm64=${DIGEST}`,
      reported: 'platform "" is empty.',
    },
  ])('is refused with $what', ({ text, reported }) => {
    const { what, cure } = refusal(text)
    expect(what).toBe(reported)
    expect(cure).toMatch(/\S/)
  })
})

describe('the input parts', () => {
  test('has one part per line, in which commas do not separate parts, and comments', () => {
    const text = `# of another run\nlinux/amd64,linux/386=${DIGEST}\n\n  linux/arm64=owner/app:1-arm64\n`
    const complaints: unknown[] = []
    const parts = INPUTS.parts(text, (complaint) => complaints.push(complaint))
    expect(complaints).toEqual([])
    expect(parts.map(({ platforms: own }) => own)).toEqual([
      platforms('linux/amd64,linux/386'),
      platforms('linux/arm64'),
    ])
  })

  test('reports the line of each mistake', () => {
    const complaints: unknown[] = []
    INPUTS.parts(`linux/amd64\nlinux/arm64=${DIGEST}\nlinux/arm64=sha256:1\n`, (complaint) =>
      complaints.push(complaint),
    )
    expect(complaints).toMatchObject([{ line: 1 }, { line: 3 }])
  })
})

test.each([
  { what: 'nothing', text: '', reported: [] },
  {
    what: 'lines of matrix jobs that had no result',
    text: '\n\n',
    reported: ['it is set, but all of its lines are empty.'],
  },
  { what: 'a line that is not empty', text: `\nlinux/amd64=${DIGEST}\n`, reported: [] },
])('parts of $what', ({ text, reported }) => {
  const problems: string[] = []
  parseParts(text, ({ what }) => problems.push(what))
  expect(problems).toEqual(reported)
})

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Complaint } from '../../src/inputs/parsers.ts'
import { printRunner, type Runner, runnerFor, runners } from '../../src/inputs/runners.ts'
import { parsePlatform } from '../../src/platforms/platform.ts'

function read(source: string) {
  const complaints: Complaint[] = []
  const lines = runners(source, (complaint) => complaints.push(complaint))
  return { lines, complaints }
}

describe('runners', () => {
  test.each([
    { what: 'nothing', source: ' \n', lines: [] },
    { what: 'a label', source: 'linux/arm64=ubuntu-24.04-arm', lines: [['linux/arm64', 'ubuntu-24.04-arm']] },
    { what: 'blanks around the =', source: ' arm64 = big machine ', lines: [['linux/arm64', 'big machine']] },
    {
      what: 'patterns, comments and blank lines',
      source: '# ours\n*/arm64=a\n\n  # theirs\n*=b\r\n',
      lines: [
        ['*/arm64', 'a'],
        ['*', 'b'],
      ],
    },
    {
      what: 'an array of labels',
      source: 'linux/arm*=["self-hosted", "arm64"]',
      lines: [['linux/arm*', ['self-hosted', 'arm64']]],
    },
    { what: 'a group', source: '*={"group":"big"}', lines: [['*', { group: 'big' }]] },
    {
      what: 'a group with labels',
      source: '*={"group":"org/big","labels":["arm64","gpu"]}',
      lines: [['*', { group: 'org/big', labels: ['arm64', 'gpu'] }]],
    },
    {
      what: 'a group with one label, which does not need an array',
      source: '*={"labels":"arm64","group":"big"}',
      lines: [['*', { group: 'big', labels: ['arm64'] }]],
    },
    { what: 'a label with an =', source: '386=runner=fast', lines: [['linux/386', 'runner=fast']] },
  ])('are read: $what', ({ source, lines }) => {
    const found = read(source)
    expect(found.complaints).toEqual([])
    expect(found.lines.map(({ pattern, runner }) => [pattern.text, runner])).toEqual(lines)
  })

  test.each([
    {
      mistake: 'a platform alone',
      source: 'linux/arm64',
      says: '"linux/arm64" does not name a runner. Write PLATFORM=LABEL, as in linux/arm64=ubuntu-24.04-arm.',
    },
    {
      mistake: 'a YAML map',
      source: 'linux/arm64: ubuntu-24.04-arm',
      says: '"linux/arm64: ubuntu-24.04-arm" does not name a runner. Write PLATFORM=LABEL, as in linux/arm64=ubuntu-24.04-arm.',
    },
    {
      mistake: 'no label',
      source: 'linux/arm64= ',
      says: '"linux/arm64=" does not name a runner after the =. Write PLATFORM=LABEL, as in linux/arm64=ubuntu-24.04-arm.',
    },
    {
      mistake: 'no platform',
      source: '=ubuntu-24.04',
      says: '"=ubuntu-24.04" does not name a platform before the =. Write PLATFORM=LABEL, as in linux/arm64=ubuntu-24.04-arm.',
    },
    {
      mistake: 'an unknown platform',
      source: 'linux/amr64=a',
      says: 'unknown architecture "amr64" in platform "linux/amr64". Did you mean linux/arm64?',
    },
    {
      mistake: 'a pattern that matches nothing',
      source: 'linux/amr*=a',
      says: 'pattern "linux/amr*" matches no platform. Did you mean linux/arm*?',
    },
    {
      mistake: 'two platforms in one line',
      source: 'linux/amd64=a,linux/arm64=b',
      says: '"a,linux/arm64=b" has a comma, which labels cannot have. Write one platform per line. Write labels as in ["self-hosted","arm64"], on one line.',
    },
    {
      mistake: 'quotes',
      source: 'linux/arm64="a"',
      says: String.raw`the label "\"a\"" has a quote or a control character. Write the label without it.`,
    },
    {
      mistake: 'a line end inside a label',
      source: String.raw`linux/arm64=["a\nb"]`,
      says: String.raw`the label "a\nb" has a quote or a control character. Write the label without it.`,
    },
    {
      mistake: 'an array as in YAML',
      source: 'linux/arm64=[self-hosted, arm64]',
      says: '[self-hosted, arm64] is not valid JSON. Write labels as in ["self-hosted","arm64"], on one line.',
    },
    {
      mistake: 'an array without labels',
      source: 'linux/arm64=[]',
      says: '[] has no labels. Write labels as in ["self-hosted","arm64"], on one line.',
    },
    {
      mistake: 'an empty label',
      source: 'linux/arm64=["a"," "]',
      says: '["a"," "] has an empty label. Write the label\'s name.',
    },
    {
      mistake: 'a number for a label',
      source: 'linux/arm64=["a",1]',
      says: '1 in ["a",1] is not a label. Write labels as in ["self-hosted","arm64"], on one line.',
    },
    {
      mistake: 'an unclosed object',
      source: 'linux/arm64={"group":"a"',
      says: '{"group":"a" is not valid JSON. Write a group as in {"group":"big","labels":["arm64"]}, on one line.',
    },
    {
      mistake: 'a misspelt key',
      source: 'linux/arm64={"group":"a","label":["b"]}',
      says: 'a runner group has no "label". Did you mean labels?',
    },
    {
      mistake: 'an unknown key',
      source: 'linux/arm64={"group":"a","__proto__":["b"]}',
      says: 'a runner group has no "__proto__". Write a group as in {"group":"big","labels":["arm64"]}, on one line.',
    },
    {
      mistake: 'an object without a group',
      source: 'linux/arm64={"labels":["a"]}',
      says: '{"labels":["a"]} has no group. Write a group as in {"group":"big","labels":["arm64"]}, on one line.',
    },
    {
      mistake: 'a group that is not a string',
      source: 'linux/arm64={"group":["a"]}',
      says: 'the group ["a"] is not a string. Write a group as in {"group":"big","labels":["arm64"]}, on one line.',
    },
    {
      mistake: 'an empty group',
      source: 'linux/arm64={"group":""}',
      says: '{"group":""} has an empty group. Write the group\'s name.',
    },
    {
      mistake: 'invalid labels of a group',
      source: 'linux/arm64={"group":"a","labels":null}',
      says: '{"group":"a","labels":null} has no labels. Write labels as in ["self-hosted","arm64"], on one line.',
    },
  ])('are refused with their line number: $mistake', ({ source, says }) => {
    const { lines, complaints } = read(`linux/s390x=fine\n\n${source}\n`)
    expect(complaints.map(({ what, cure }) => `${what} ${cure}`)).toEqual([says])
    expect(complaints[0]?.line).toBe(3)
    expect(lines.map(({ runner }) => runner)).toEqual(['fine'])
  })

  test.each([
    { what: 'the same text', a: 'linux/386=a', b: 'linux/386=b', of: 'linux/386' },
    { what: 'another name of the platform', a: 'linux/386=a', b: 'linux/i386=a', of: 'linux/386' },
    { what: 'a pattern', a: 'linux/*=a', b: 'Linux/**=b', of: 'linux/*' },
  ])('are refused if the left side already occurs: $what', ({ a, b, of }) => {
    const { lines, complaints } = read(`${a}\n${b}`)
    expect(lines).toHaveLength(1)
    expect(complaints).toEqual([
      { line: 2, what: `"${b}" is a second runner for ${of}.`, cure: 'Remove one of the two lines.' },
    ])
  })

  test('may name a platform again if an earlier line for it was refused', () => {
    const { lines, complaints } = read('linux/386=[]\nlinux/386=a')
    expect(complaints.map(({ line }) => line)).toEqual([1])
    expect(lines.map(({ runner }) => runner)).toEqual(['a'])
  })

  test('any text after the = is either a runner that GitHub can read, or refused once', () => {
    const part = fc.oneof(
      fc.constantFrom('[', ']', '{', '}', '"', ',', ':', '"group"', '"labels"', '"a"', 'null', '1', ' '),
      fc.string({ maxLength: 5 }),
    )
    const text = fc.oneof(
      fc.array(part, { maxLength: 9 }).map((parts) => parts.join('')),
      fc.json({ maxDepth: 2 }),
      fc.record({ group: fc.jsonValue(), labels: fc.jsonValue() }).map((value) => JSON.stringify(value)),
    )
    fc.assert(
      fc.property(text, (given) => {
        const { lines, complaints } = read(`*=${given.replace(/[\r\n]/g, '')}`)
        expect(lines.length + complaints.length).toBe(1)
        for (const { runner } of lines) expect(printRunner(runner)).not.toMatch(/^$|['"`\p{Cc}]/u)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('runnerFor', () => {
  const { lines } = read('linux/arm*=patterned\n*/arm64=later\nlinux/arm/v7=named\n*/riscv64=risc')

  test.each([
    { platform: 'linux/arm/v7', why: 'the line that names it wins, even if it comes later', runner: 'named' },
    { platform: 'linux/arm64', why: 'the first of two patterns wins', runner: 'patterned' },
    { platform: 'linux/arm64/v9', why: 'a variant is a platform of its own', runner: 'patterned' },
    {
      platform: 'windows/arm64',
      why: 'a later pattern applies if the first does not match',
      runner: 'later',
    },
    { platform: 'linux/amd64', why: 'there may be no match', runner: undefined },
  ])('$platform: $why', ({ platform, runner }) => {
    expect(runnerFor(parsePlatform(platform), lines)).toBe(runner)
  })
})

test.each<{ runner: Runner; printed: string }>([
  { runner: 'ubuntu-24.04', printed: 'ubuntu-24.04' },
  { runner: ['self-hosted', 'arm64'], printed: 'self-hosted, arm64' },
  { runner: { group: 'big' }, printed: 'group big' },
  { runner: { group: 'big', labels: ['arm64', 'gpu'] }, printed: 'group big (arm64, gpu)' },
])('a runner is printed as $printed', ({ runner, printed }) => {
  expect(printRunner(runner)).toBe(printed)
})

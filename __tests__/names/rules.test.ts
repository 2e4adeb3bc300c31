import { describe, expect, test } from '@jest/globals'
import { printReason } from '../../src/names/reason.ts'
import { type Happened, HEAD, pull, pushed, readWith, SHA, tagged, tagsOf } from './event.ts'

/** Results of docker/metadata-action for rules, and the deviations from it: one table per decision. */

interface Row {
  readonly what: string
  readonly on: Happened
  readonly tags: string
  readonly flavor?: string
  readonly is: string
}

const check = async ({ on, tags, flavor = '', is }: Row) =>
  expect(await tagsOf(on, tags, { flavor })).toBe(is)

const main = pushed('main')
const queue = pushed('gh-readonly-queue/main/pr-7-0dd6ef3b')
const nightly: Happened = { event: 'schedule', ref: 'refs/heads/main' }

describe('a rule is read once, as CSV', () => {
  test.each<Row>([
    {
      what: 'with quotes around a part',
      on: tagged('v12'),
      tags: 'type=match,"pattern=\\d{1,2}"',
      is: '12 latest',
    },
    { what: 'all in quotes', on: tagged('v12'), tags: '"type=match,""pattern=\\d{1,2}"""', is: '12 latest' },
    { what: 'with quotes in a part', on: main, tags: 'type=raw,value={{date "YYYY"}}', is: '2026' },
    { what: 'below a comment', on: main, tags: '# a comment, with {{ braces\ntype=raw,value=a', is: 'a' },
    { what: 'without a type', on: main, tags: 'a,b', is: 'b' },
    { what: 'with names in any case', on: main, tags: 'TYPE=raw, Value = a', is: 'a' },
    { what: 'with a value that has =', on: main, tags: 'type=raw,value=a=b', is: 'a-b' },
  ])('$what', check)

  test.each([
    { tags: 'type=raw,value=a # why', says: 'tags 1: "# why" is not a comment' },
    { tags: '\ntype=semvr,pattern={{version}}', says: 'tags 2: there are no rules of the type "semvr".' },
    { tags: 'type=sha,formt=long', says: 'tags 1: rules of the type sha have no "formt".' },
    { tags: 'type=sha,long', says: 'tags 1: "long" has no =, but rules of the type sha take no value.' },
    { tags: 'type=SHA', says: 'there are no rules of the type "SHA"' },
    { tags: 'type=raw,"value=a', says: 'has an unclosed quote' },
  ])('and refused if it has no meaning: $tags', async ({ tags, says }) => {
    expect(await tagsOf(main, tags)).toContain(says)
  })
})

describe('a rule without a value that it needs is refused, enabled or not', () => {
  test.each([
    'type=semver',
    'type=pep440',
    'type=match',
    'type=ref',
    'type=raw',
    'type=ref,event=pull',
    'type=sha,format=medium',
    'type=match,pattern=v(.*),group=one',
    'type=match,pattern=v(',
    'type=raw,value=a,priority=high',
    'type=raw,value=a,enable=yes',
    'type=semver,pattern=',
    'type=semver,pattern={{version}},match=v.*',
    'type=raw,value={{brnch}}',
    'type=raw,value={{branch',
    'type=raw,value={{> partial}}',
    "type=raw,value={{date 'YYYY' tz='Mars/Olympus'}}",
    'type=semver,pattern={{vershun}}',
    'type=semver,pattern={{sha}}',
    'type=edge,branch={{nothing}}',
    "type=raw,value={{branch 'x'}}",
    'type=raw,value={{#if}}a{{/if}}',
    "type=raw,value={{#if branch}}a{{else}}{{tag 'x'}}{{/if}}",
    "type=raw,value={{date 'YYYY' timezone='Asia/Tokyo'}}",
    "type=raw,value={{date 'YYYY' tz=Asia/Tokyo2}}",
  ])('%s', async (rule) => {
    expect(await tagsOf(main, rule)).toMatch(/^tags 1: /)
    expect(
      await tagsOf(main, `type=raw,value=x\n${rule}${rule.includes('enable') ? '' : ',enable=false'}`),
    ).toMatch(/^tags 2: /)
  })
})

describe('without rules', () => {
  test.each<Row>([
    { what: 'a branch', on: pushed('feature/x'), tags: '', is: 'feature-x' },
    { what: 'a tag', on: tagged('v1.2'), tags: '# none', is: 'v1.2 latest' },
    { what: 'a pull request', on: pull(), tags: '', is: 'pr-7' },
    { what: 'a schedule', on: nightly, tags: '', is: 'nightly main' },
    { what: 'a merge queue', on: queue, tags: '', is: 'gh-readonly-queue-main-pr-7-0dd6ef3b pr-7' },
  ])('$what gives its name', check)
})

describe('the order', () => {
  test.each<Row>([
    {
      what: 'is that of the types',
      on: tagged('v1.2.3'),
      tags: [
        ...['type=sha', 'type=raw,value=r', 'type=ref,event=tag', 'type=match,pattern=\\d'],
        ...['type=pep440,pattern={{major}}.{{minor}}', 'type=semver,pattern={{version}}'],
      ].join('\n'),
      is: '1.2 1.2.3 1 v1.2.3 r sha-6113728 latest',
    },
    {
      what: 'is that of priorities',
      on: main,
      tags: 'type=edge\ntype=sha,priority=1000\ntype=raw,value=x,priority=-1',
      is: 'sha-6113728 edge x',
    },
    {
      what: 'has each tag once',
      on: main,
      tags: 'type=raw,value=a\ntype=raw,value=a b\ntype=raw,value=a',
      is: 'a a-b',
    },
  ])('$what', check)
})

describe('the tag latest', () => {
  test.each<Row>([
    {
      what: 'comes with a release',
      on: tagged('v1.2.3'),
      tags: 'type=semver,pattern={{major}}',
      is: '1 latest',
    },
    {
      what: 'and with a match',
      on: tagged('v2-beta'),
      tags: 'type=match,pattern=v2.*',
      is: 'v2-beta latest',
    },
    {
      what: 'not with a prerelease',
      on: tagged('v1.2.3-rc.1'),
      tags: 'type=semver,pattern={{major}}',
      is: '1.2.3-rc.1',
    },
    { what: 'nor of PEP 440', on: tagged('1.2rc1'), tags: 'type=pep440,pattern={{major}}', is: '1.2rc1' },
    {
      what: 'nor with a branch of such a name',
      on: tagged('v2-rc1'),
      tags: 'type=ref,event=tag',
      is: 'v2-rc1',
    },
    {
      what: 'is that of the first rule',
      on: tagged('v1.2.3'),
      tags: 'type=raw,value=x,priority=999\ntype=semver,pattern={{version}}',
      is: 'x 1.2.3',
    },
    {
      what: 'is set on request',
      on: main,
      tags: 'type=edge',
      flavor: 'latest=true',
      is: 'edge latest',
    },
    {
      what: 'is not set if no rule has a tag',
      on: main,
      tags: 'type=ref,event=tag',
      flavor: 'latest=true',
      is: '',
    },
    {
      what: 'is not set if switched off',
      on: tagged('v1.2.3'),
      tags: '',
      flavor: 'latest=false',
      is: 'v1.2.3',
    },
    {
      what: 'has an affix of its own',
      on: tagged('v1'),
      tags: '',
      flavor: 'prefix=a-\nsuffix=-{{sha}},onlatest=true',
      is: 'a-v1-6113728 latest-6113728',
    },
    {
      what: 'is set once',
      on: tagged('v1'),
      tags: 'type=ref,event=tag\ntype=raw,value=latest',
      is: 'v1 latest',
    },
  ])('$what', check)

  test('is not set for a release that is marked as a prerelease', async () => {
    const on = { event: 'release', ref: 'refs/tags/v1.2.3', payload: { release: { prerelease: true } } }
    expect(await tagsOf(on, 'type=semver,pattern={{version}}')).toBe('1.2.3')
  })
})

describe('a text becomes a tag', () => {
  test.each<Row>([
    { what: 'with dashes for invalid characters', on: pushed('Feat/ä ö#1'), tags: '', is: 'Feat-1' },
    { what: 'without an invalid first character', on: main, tags: 'type=raw,value=/.a', is: 'a' },
    {
      what: 'with prefix and suffix',
      on: main,
      tags: 'type=raw,value=a,prefix=p-\ntype=raw,value=b',
      flavor: 'prefix=x-\nsuffix=-y',
      is: 'p-a-y x-b-y',
    },
    {
      what: 'with its own affixes, even if empty',
      on: pull(),
      tags: 'type=ref,event=pr,prefix=',
      flavor: 'prefix=x-',
      is: '7',
    },
    {
      what: 'with the affix of its type',
      on: pull(),
      tags: 'type=ref,event=pr\ntype=sha',
      flavor: 'prefix=x-',
      is: 'pr-7 sha-6113728',
    },
  ])('$what', check)

  test('that is shortened with a hash if it is too long, with a notice', async () => {
    const { inputs } = await readWith(pushed('x'.repeat(200)), { images: 'o/a' })
    const tag = inputs.tags[0]?.tag ?? ''
    expect(tag).toMatch(/^x{119}-[0-9a-f]{8}$/)
    expect(inputs.names?.notices).toEqual([
      expect.stringContaining('a tag cannot have more than 128 characters'),
    ])
  })

  test('that is different for two texts that are too long', async () => {
    const long = 'x'.repeat(150)
    const [one, other] = (await tagsOf(main, `type=raw,value=${long}1\ntype=raw,value=${long}2`)).split(' ')
    expect(one).not.toBe(other)
  })
})

describe('enable', () => {
  test.each<Row>([
    {
      what: 'with the default branch',
      on: main,
      tags: 'type=raw,value=a,enable={{is_default_branch}}',
      is: 'a',
    },
    {
      what: 'with another branch',
      on: pushed('x'),
      tags: 'type=raw,value=a,enable={{is_default_branch}}',
      is: '',
    },
    { what: 'of a tag', on: tagged('main'), tags: 'type=raw,value=a,enable={{is_default_branch}}', is: '' },
    {
      what: 'without a default branch',
      on: pushed('x'),
      tags: 'type=raw,value=a,enable={{is_not_default_branch}}',
      is: 'a',
    },
    { what: 'of a merge queue', on: queue, tags: 'type=raw,value=a,enable={{is_default_branch}}', is: '' },
    {
      what: "with somebody else's pull request",
      on: pull('pull_request_target'),
      tags: 'type=raw,value=a,enable={{is_default_branch}}',
      is: '',
    },
    ...['create', 'discussion', 'issues', 'schedule'].map((event) => ({
      what: `with ${event} on any branch`,
      on: { event, ref: 'refs/heads/x' },
      tags: 'type=raw,value=a,enable={{is_default_branch}}',
      is: 'a',
    })),
    {
      what: 'with a result that is neither true nor false',
      on: main,
      tags: 'type=raw,value=a,enable={{branch}}',
      is: 'tags 1: enable={{branch}} evaluates to "main", which is neither true nor false.',
    },
  ])('$what', check)
})

describe('versions', () => {
  test.each<Row>([
    {
      what: 'are semantic versions',
      on: tagged('v1.2.3'),
      tags: 'type=semver,pattern={{major}}.{{minor}}',
      is: '1.2 latest',
    },
    {
      what: 'of a branch do not count',
      on: pushed('1.2.3'),
      tags: 'type=semver,pattern={{version}}',
      is: '',
    },
    {
      what: 'may be set explicitly',
      on: main,
      tags: 'type=semver,pattern={{version}},value=v2.0.0',
      is: '2.0.0 latest',
    },
    { what: 'need three numbers', on: tagged('1.2'), tags: 'type=semver,pattern={{version}}', is: '' },
    {
      what: 'have no leading zeros',
      on: tagged('2024.01.05'),
      tags: 'type=semver,pattern={{version}}',
      is: '',
    },
    {
      what: 'may be part of a tag with slashes',
      on: tagged('api/v1.2.3'),
      tags: 'type=semver,pattern={{version}},match=api/v(.*)',
      is: '1.2.3 latest',
    },
    {
      what: 'have dashes for slashes',
      on: tagged('api/v1.2.3'),
      tags: 'type=semver,pattern={{version}},match=^api-v(.*)',
      is: '1.2.3 latest',
    },
    {
      what: 'of another package do not count',
      on: tagged('web/v1.2.3'),
      tags: 'type=semver,pattern={{version}},match=api/v(.*)',
      is: '',
    },
    {
      what: 'before a release are not shortened',
      on: tagged('v1.2.3-rc.1'),
      tags: 'type=semver,pattern={{major}}',
      is: '1.2.3-rc.1',
    },
    { what: 'may be raw', on: tagged('v1.2.3-rc.1'), tags: 'type=semver,pattern={{raw}}', is: 'v1.2.3-rc.1' },
    {
      what: 'keep build metadata in {{raw}}',
      on: tagged('v1.2.3+b'),
      tags: 'type=semver,pattern={{version}}\ntype=semver,pattern={{raw}}',
      is: '1.2.3 v1.2.3-b latest',
    },
    {
      what: 'of PEP 440 are normalised',
      on: tagged('1.2-1'),
      tags: 'type=pep440,pattern={{major}}',
      is: '1.2.post1',
    },
    {
      what: 'with an epoch',
      on: tagged('1!2.0'),
      tags: 'type=pep440,pattern={{version}}',
      is: '1-2.0 latest',
    },
    {
      what: 'with dates',
      on: tagged('2024.01.05'),
      tags: 'type=pep440,pattern={{version}}',
      is: '2024.1.5 latest',
    },
    {
      what: 'with a patch of 0',
      on: tagged('1.2'),
      tags: 'type=pep440,pattern={{major}}.{{minor}}.{{patch}}',
      is: '1.2.0 latest',
    },
  ])('$what', check)

  test.each([
    { on: tagged('nope'), tags: 'type=semver,pattern={{version}}', says: '"nope" is not a semantic version' },
    {
      on: tagged('nope'),
      tags: 'type=pep440,pattern={{version}}',
      says: '"nope" is not a version of PEP 440',
    },
    { on: tagged('nope'), tags: 'type=match,pattern=v(.*)', says: '"nope" does not match v(.*)' },
    { on: tagged('v1'), tags: 'type=match,pattern=v(.*),group=2', says: 'v(.*) did not match group 2' },
  ])('that are not valid are reported: $says', async ({ on, tags, says }) => {
    const { inputs } = await readWith(on, { images: 'o/a', tags })
    expect(inputs.names?.warnings).toEqual([`tags, line 1: ${tags} gives no tag: ${says}.`])
  })
})

describe('a match', () => {
  test.each<Row>([
    { what: 'may be anywhere', on: tagged('x1y'), tags: 'type=match,pattern=\\d', is: '1 latest' },
    { what: 'has a group', on: tagged('v12-x'), tags: 'type=match,pattern=v(\\d+),group=1', is: '12 latest' },
    { what: 'has flags', on: tagged('V12'), tags: 'type=match,pattern=/v(\\d+)/i,group=1', is: '12 latest' },
    { what: 'is in a value', on: main, tags: 'type=match,pattern=\\d,value=x3', is: '3 latest' },
  ])('$what', check)
})

describe('refs and commits', () => {
  test.each<Row>([
    { what: 'an edge is the default branch', on: main, tags: 'type=edge', is: 'edge' },
    { what: 'or the named branch', on: pushed('dev'), tags: 'type=edge,branch=dev', is: 'edge' },
    { what: 'and no other branch', on: pushed('dev'), tags: 'type=edge', is: '' },
    {
      what: 'nor is there one in a payload without it',
      on: { ...main, payload: { repository: {} } },
      tags: 'type=edge',
      is: '',
    },
    {
      what: "somebody else's pull request is one",
      on: pull('pull_request_target'),
      tags: 'type=ref,event=branch\ntype=ref,event=pr',
      is: 'pr-7',
    },
    { what: 'a queue has the number of its pull request', on: queue, tags: 'type=ref,event=pr', is: 'pr-7' },
    { what: 'a commit is short', on: main, tags: 'type=sha', is: 'sha-6113728' },
    { what: 'or long on request', on: main, tags: 'type=sha,format=long,prefix=', is: SHA },
    { what: 'the commit of a pull request is the merge', on: pull(), tags: 'type=sha', is: 'sha-6113728' },
    {
      what: 'or its own',
      on: { ...pull(), env: { DOCKER_METADATA_PR_HEAD_SHA: 'true' } },
      tags: 'type=sha\ntype=raw,value={{sha}}',
      is: `${HEAD.slice(0, 7)} sha-${HEAD.slice(0, 7)}`,
    },
    {
      what: 'of another length',
      on: { ...main, env: { DOCKER_METADATA_SHORT_SHA_LENGTH: '12' } },
      tags: 'type=sha',
      is: 'sha-6113728f27ae',
    },
  ])('$what', check)
})

describe('expressions', () => {
  const raw = (value: string): string => `type=raw,value=${value}`
  test.each<Row>([
    { what: 'the branch', on: pushed('a&b'), tags: raw('{{branch}}-x'), is: 'a-b-x' },
    { what: 'in three braces', on: main, tags: raw('{{{branch}}}'), is: 'main' },
    { what: 'the tag', on: tagged('p/v1'), tags: raw('{{tag}}'), is: 'p-v1' },
    {
      what: 'the base of a tag',
      on: tagged('v1', { base_ref: 'refs/heads/dev' }),
      tags: raw('x{{base_ref}}'),
      is: 'xdev',
    },
    { what: 'the base of a pull request', on: pull(), tags: raw('{{base_ref}}'), is: 'release-1' },
    { what: 'its own branch', on: pull(), tags: raw('{{head_ref}}'), is: 'topic' },
    { what: 'no base in other events', on: main, tags: raw('x{{base_ref}}'), is: 'x' },
    { what: 'nothing at all', on: main, tags: raw('{{base_ref}}'), is: '' },
    { what: 'the current time', on: main, tags: raw("{{date 'YYYYMMDD-HHmmss'}}"), is: '20260501-233000' },
    {
      what: 'the time in another time zone',
      on: main,
      tags: raw("{{date 'YYYYMMDD' tz='Asia/Tokyo'}}"),
      is: '20260502',
    },
    { what: 'days of the year, and weeks', on: main, tags: raw("{{date 'DDDD-[w]WW'}}"), is: '121-w18' },
    {
      what: 'the time of the commit',
      on: main,
      tags: raw("{{commit_date 'YYYY-MM-DD-HHmmss'}}"),
      is: '2026-03-01-103045',
    },
    {
      what: 'the current time if that is unknown',
      on: pull(),
      tags: raw("{{commit_date 'YYYY'}}"),
      is: '2026',
    },
    {
      what: 'of SOURCE_DATE_EPOCH',
      on: { ...main, env: { SOURCE_DATE_EPOCH: '86400' } },
      tags: raw("{{date 'YYYYMMDD'}}"),
      is: '19700102',
    },
    { what: 'a choice', on: main, tags: raw('{{#if is_default_branch}}x{{else}}y{{/if}}'), is: 'x' },
    {
      what: 'in the pattern of a schedule',
      on: nightly,
      tags: "type=schedule,pattern=n-{{date 'YY'}}-{{branch}}",
      is: 'n-26-main',
    },
  ])('$what', check)

  test('a format without quotes is not a format, with a notice', async () => {
    const { inputs } = await readWith(main, { images: 'o/a', tags: raw('{{date YYYYMMDD}}') })
    expect(inputs.tags).toEqual([{ repository: 'o/a', tag: '2026-05-01T23-30-00Z' }])
    expect(inputs.names?.warnings).toEqual([expect.stringContaining("write 'YYYYMMDD'")])
  })
})

test('every reason has a message', () => {
  const words = (
    ['disabled', 'empty', 'no schedule', 'no tag', 'no branch', 'no pull request', 'no commit'] as const
  ).map((kind) => printReason({ kind }))
  expect(new Set(words).size).toBe(words.length)
})

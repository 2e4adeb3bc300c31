import { describe, expect, test } from '@jest/globals'
import { withTag } from '../../src/oci/reference.ts'
import { destinationOf } from '../../src/plan/publish/destination.ts'
import { modeProblems } from '../../src/plan/refusals/modes.ts'
import { ruleProblems } from '../../src/plan/refusals/rules.ts'
import { namesOutputs } from '../../src/report/outputs.ts'
import { namesLines } from '../../src/show/show-names.ts'
import { facts, inputs, readCompletely } from '../builders.ts'
import { type Happened, pull, pushed, readWith, SHA, tagged } from './event.ts'

const main = pushed('main')

/** The problems, one line each. */
async function problemsOf(given: Readonly<Record<string, string>>, on: Happened = main) {
  const { problems } = await readWith(on, given)
  return problems.map(
    ({ input, line, what, cure }) => `${input}${line === undefined ? '' : ` ${line}`}: ${what} ${cure}`,
  )
}

describe('images', () => {
  test.each([
    { images: 'ghcr.io/o/a\no/b', names: ['ghcr.io/o/a', 'o/b'] },
    { images: 'o/a,o/b', names: ['o/a', 'o/b'] },
    { images: 'name=o/a,enable=true\nname=o/b,enable=false\no/c,enable=true', names: ['o/a', 'o/c'] },
    { images: '# none\nlocalhost:5000/a', names: ['localhost:5000/a'] },
    { images: 'o/a\no/a', names: ['o/a'] },
  ])('are names that each get the tags: $images', async ({ images, names }) => {
    const { inputs: read, problems } = await readWith(main, { images, tags: 'x\ny' })
    expect(problems).toEqual([])
    expect(read.tags.map(withTag)).toEqual(names.flatMap((name) => [`${name}:x`, `${name}:y`]))
  })

  test('in capital letters are lowered, with a notice', async () => {
    const { inputs: read } = await readWith(main, { images: 'ghcr.io/Owner/App' })
    expect(read.tags.map(withTag)).toEqual(['ghcr.io/owner/app:main'])
    expect(read.names?.notices).toEqual([
      'images: "ghcr.io/Owner/App" is written ghcr.io/owner/app, because image names are lower case.',
    ])
  })

  test.each([
    { images: 'o/a:1', says: 'images 1: "o/a:1" has a tag' },
    { images: 'o/a\nvalue=o/b', says: 'images 2: an image has no "value"' },
    { images: 'o/a,enabel=true', says: 'Did you mean enable=?' },
    { images: 'o/a,enable=maybe', says: 'enable=maybe in "o/a,enable=maybe" is neither true nor false' },
    { images: 'o/a,enable=', says: 'inputs.NAME || false' },
    { images: 'ghcr.io/', says: 'that is not set?' },
    { images: 'o/a,enable={{is_default_branch}}', says: 'expressions in braces are not evaluated here' },
    { images: 'name=,enable=true', says: 'does not name an image' },
    { images: 'name=o/a,name=o/b', says: 'has several names' },
    { images: 'https://ghcr.io/o/a', says: 'Leave out the scheme' },
  ])('that make no sense are refused, without problems of the rules: $images', async ({ images, says }) => {
    const rules = { tags: 'type=edge', flavor: 'latest=false' }
    expect(await problemsOf({ images, ...rules })).toEqual([expect.stringContaining(says)])
  })
})

describe('tags', () => {
  test.each([
    { tags: 'ghcr.io/o/a:1.2', says: 'Write 1.2 only' },
    { tags: 'type=raw,value=o/x:1', says: '"o/x:1" is the name of an image' },
    { tags: 'o/a', says: 'Write only the tag' },
  ])('that are full names are refused together with images: $tags', async ({ tags, says }) => {
    expect(await problemsOf({ images: 'o/a', tags })).toEqual([expect.stringContaining(says)])
  })

  test('that are rules are refused without images, with the first one as the example', async () => {
    expect(await problemsOf({ tags: '# c\ntype=sha\ntype=edge' })).toEqual([
      expect.stringMatching(/^tags 2: "type=sha" is a rule, .* images: ghcr\.io\/owner\/app/),
    ])
  })

  test('are image names without images, with commas between them', async () => {
    const { inputs: read, problems } = await readCompletely({ INPUT_TAGS: 'o/a:1,o/b\no/c' })
    expect(problems).toEqual([])
    expect([read.tags.map(withTag), read.names]).toEqual([['o/a:1', 'o/b:latest', 'o/c:latest'], undefined])
    expect((await readCompletely({ INPUT_TAGS: 'o/a:1\nO/b' })).problems).toMatchObject([
      { input: 'tags', line: 2 },
    ])
  })
})

describe('flavor', () => {
  test.each([
    { flavor: 'latest', says: 'flavor 1: "latest" is not part of a flavor' },
    { flavor: 'latest=maybe', says: 'latest=maybe in "latest=maybe" is neither auto, true nor false' },
    {
      flavor: 'prefix=a-\nsufix=b',
      says: 'flavor 2: "sufix=b" is not part of a flavor. Did you mean suffix=?',
    },
    { flavor: 'latest=', says: 'inputs.NAME || false' },
    { flavor: 'onlatest=true', says: 'does not follow prefix= or suffix=' },
    { flavor: 'prefix=a,onlatest=1', says: 'onlatest=1 in "prefix=a,onlatest=1" is neither true nor false' },
    { flavor: 'prefix={{brnch}}', says: 'Did you mean {{branch}}?' },
  ])('that makes no sense is refused: $flavor', async ({ flavor, says }) => {
    expect(await problemsOf({ images: 'o/a', flavor })).toEqual([expect.stringContaining(says)])
  })

  test('has no effect without images', async () => {
    expect(await problemsOf({ flavor: 'latest=false' })).toEqual([
      expect.stringContaining('no effect without images'),
    ])
  })
})

describe('variables with an impossible value', () => {
  test.each([
    { env: { DOCKER_METADATA_SHORT_SHA_LENGTH: 'seven' }, says: 'DOCKER_METADATA_SHORT_SHA_LENGTH: "seven"' },
    {
      env: { DOCKER_METADATA_ANNOTATIONS_LEVELS: 'image' },
      says: 'DOCKER_METADATA_ANNOTATIONS_LEVELS: "image"',
    },
    { env: { SOURCE_DATE_EPOCH: 'today' }, says: 'SOURCE_DATE_EPOCH: "today"' },
  ])('are named: $says', async ({ env, says }) => {
    expect(await problemsOf({ images: 'o/a' }, { ...main, env })).toEqual([expect.stringContaining(says)])
    expect(await problemsOf({}, { ...main, env })).toEqual([])
  })
})

const OCI = 'org.opencontainers.image'

describe('labels', () => {
  const labelsOf = async (on: Happened, labels = '', tags = '') =>
    (await readWith(on, { images: 'o/a', labels, tags })).inputs.labels

  test('come from the event, sorted', async () => {
    expect(await labelsOf(tagged('v1'))).toEqual([
      `${OCI}.created=2026-03-01T10:30:45.000Z`,
      `${OCI}.description=An app`,
      `${OCI}.licenses=MIT`,
      `${OCI}.revision=${SHA}`,
      `${OCI}.source=https://github.com/owner/app`,
      `${OCI}.title=app`,
      `${OCI}.url=https://github.com/owner/app`,
      `${OCI}.version=v1`,
    ])
  })

  test('are left out if their value is not known, and never have the current time', async () => {
    const on = { event: 'workflow_dispatch', ref: 'refs/heads/main', payload: { repository: {} } }
    expect((await labelsOf(on)).map((label) => label.replace(/=.*/, '').replace(`${OCI}.`, ''))).toEqual([
      'revision',
      'source',
      'title',
      'url',
      'version',
    ])
  })

  test.each([
    {
      what: 'SOURCE_DATE_EPOCH',
      on: { ...main, env: { SOURCE_DATE_EPOCH: '0' } },
      time: '1970-01-01T00:00:00.000Z',
    },
    {
      what: 'the commit of a merge queue',
      on: {
        event: 'merge_group',
        ref: 'refs/heads/q',
        payload: { merge_group: { head_commit: { id: SHA, timestamp: '2026-01-01T00:00:00Z' } } },
      },
      time: '2026-01-01T00:00:00.000Z',
    },
    {
      what: 'the commit of a release',
      on: {
        event: 'release',
        ref: 'refs/tags/v1',
        payload: { release: { created_at: '2026-01-02T00:00:00Z' } },
      },
      time: '2026-01-02T00:00:00.000Z',
    },
  ])('have the time of $what', async ({ on, time }) => {
    expect(await labelsOf(on)).toContain(`${OCI}.created=${time}`)
  })

  test('have the version from the rule that found one, not from a name next to it', async () => {
    const tags = 'type=raw,value=latest,priority=1000\ntype=semver,pattern={{version}}'
    expect(await labelsOf(tagged('v1.2.3'), '', tags)).toContain(`${OCI}.version=1.2.3`)
  })

  test('of the user take precedence, and may contain expressions of the event', async () => {
    const labels = `${OCI}.title=mine\nbranch={{branch}} & {{ .Values.x }} \\{{tag}}\nempty=`
    const found = await labelsOf(pushed('a&b'), labels)
    expect(found).toEqual(
      expect.arrayContaining([`${OCI}.title=mine`, 'branch=a&b & {{ .Values.x }} {{tag}}', 'empty=']),
    )
    expect(found.filter((label) => label.startsWith(`${OCI}.title`))).toHaveLength(1)
  })

  test('without = are refused together with images, with their line', async () => {
    expect(await problemsOf({ images: 'o/a', labels: 'a=b\nfoo' })).toEqual([
      'labels 2: "foo" has no =. Write key=value; key= is a label without a value.',
    ])
    expect(await problemsOf({ labels: 'foo' })).toEqual([])
  })
})

describe('annotations', () => {
  const annotationsOf = async (annotations = '', env = {}) => {
    const { inputs: read } = await readWith({ ...main, env }, { images: 'o/a', annotations })
    return read.annotations.map(({ text, isOffered }) => `${isOffered ? 'offered ' : ''}${text}`)
  }

  test('of the event are for manifests and the index', async () => {
    const found = await annotationsOf()
    expect(found).toHaveLength(16)
    expect(found).toEqual(
      expect.arrayContaining([`offered manifest:${OCI}.title=app`, `offered index:${OCI}.title=app`]),
    )
  })

  test('of the event are for the documents that the variable names', async () => {
    const found = await annotationsOf('', { DOCKER_METADATA_ANNOTATIONS_LEVELS: 'index' })
    expect(found).toHaveLength(8)
    expect(found).toContain(`offered index:${OCI}.title=app`)
  })

  test('of the user take precedence in the documents that they name', async () => {
    const titles = async (line: string) =>
      (await annotationsOf(line)).filter((text) => text.includes('.title='))
    expect(await titles(`${OCI}.title={{branch}}`)).toEqual([
      `manifest:${OCI}.title=main`,
      `offered index:${OCI}.title=main`,
    ])
    expect(await titles(`index:${OCI}.title=x`)).toEqual([
      `offered manifest:${OCI}.title=app`,
      `index:${OCI}.title=x`,
    ])
  })
})

describe('push: auto', () => {
  const pushOf = async (on: Happened, mode = 'build') => {
    const { inputs: read } = await readWith(on, {
      mode,
      push: 'auto',
      images: 'o/a',
      tags: 'type=semver,pattern={{version}},value=1.0.0',
      platforms: 'linux/amd64',
    })
    return read
  }
  const queue = { event: 'merge_group', ref: 'refs/heads/q' }

  test.each([
    main,
    tagged('v1'),
    { event: 'schedule', ref: 'refs/heads/main' },
    { event: 'release', ref: 'refs/tags/v1' },
  ])('pushes with $event to $ref', async (on) => {
    expect(await pushOf(on)).toMatchObject({ push: true, isTrial: false })
  })

  test.each([pull(), pull('pull_request_target'), queue])('does not push with $event', async (on) => {
    expect(await pushOf(on)).toMatchObject({ push: false, isTrial: true })
    expect(destinationOf(await pushOf(on, 'part')).kind).toBe('cache')
    for (const mode of ['part', 'merge']) expect(modeProblems(await pushOf(on, mode), [])).toEqual([])
  })

  test('is the only such word', async () => {
    expect(await problemsOf({ push: 'sometimes' })).toEqual([
      'push: "sometimes" is neither true, auto nor false. Write true, auto or false.',
    ])
  })
})

describe('rules without a result', () => {
  const given = {
    images: 'o/a',
    mode: 'part',
    platforms: 'linux/amd64',
    tags: '# c\ntype=ref,event=tag\ntype=edge,branch=dev',
  }

  test('are listed with the reason of each', async () => {
    const { inputs: read } = await readWith(main, given)
    expect(modeProblems(read, [])).toEqual([
      expect.objectContaining({
        input: 'tags',
        what: 'no rule gives a tag for this event (push, refs/heads/main), so there is no name to push to. line 3, type=edge,branch=dev: nothing, because the branch is main, not dev; line 2, type=ref,event=tag: nothing, because the event is not about a tag.',
      }),
    ])
  })

  test('are reported once, and a part does not hear of inputs that it refuses', async () => {
    const { inputs: read, problems } = await readWith(main, { ...given, push: 'auto' })
    const found = [...problems, ...modeProblems(read, []), ...ruleProblems(read, facts(), [])]
    expect(found.filter(({ what }) => what.includes('no name to push to'))).toMatchObject([
      { input: 'tags', cure: expect.not.stringContaining('push: false') },
    ])
  })

  test('may have no image that is enabled', async () => {
    const { inputs: read } = await readWith(main, { ...given, tags: '', images: 'o/a,enable=false' })
    expect(modeProblems(read, [])).toMatchObject([{ input: 'images' }])
  })

  test('are not a problem if nothing is pushed', async () => {
    const { inputs: read } = await readWith(pull(), { ...given, push: 'auto' })
    expect(modeProblems(read, [])).toEqual([])
  })
})

describe('names in other modes', () => {
  test.each(['plan', 'merge'])('are computed with mode: %s, with labels and annotations', async (mode) => {
    const all = {
      mode,
      images: 'o/a',
      tags: 'type=edge',
      labels: 'a=b',
      annotations: 'c=d',
      platforms: 'linux/amd64',
    }
    expect(modeProblems((await readWith(main, all)).inputs, [])).toEqual([])
  })

  test('are shown with the result of each rule', async () => {
    const { inputs: read } = await readWith(tagged('v1.2.3'), {
      images: 'o/a',
      tags: 'type=semver,pattern={{version}}\ntype=edge',
    })
    if (read.names === undefined) throw new Error('there are images')
    const lines = namesLines(read, read.names)
    expect(lines.slice(0, 8)).toEqual([
      'Event: push, refs/tags/v1.2.3',
      'Tags:',
      '  o/a:1.2.3',
      '  o/a:latest',
      '  latest moves only if the repository has no higher release, which is checked first',
      'Rules:',
      '  line 1, type=semver,pattern={{version}}: 1.2.3',
      '  line 2, type=edge: nothing, because the event is not about a branch',
    ])
  })

  test('are shown with each annotation once and all documents that have it', async () => {
    const { inputs: read } = await readWith(tagged('v1.2.3'), {
      images: 'o/a',
      annotations: 'a=b\nindex-descriptor,manifest[linux/arm64]:c=d:e',
    })
    if (read.names === undefined) throw new Error('there are images')
    const lines = namesLines(read, read.names)
    const shown = lines.slice(lines.indexOf('Annotations:') + 1)
    expect(shown).toContain('  manifest,index:org.opencontainers.image.version=v1.2.3')
    expect(shown).toContain('  manifest,index:a=b')
    expect(shown).toContain('  index-descriptor,manifest[linux/arm64]:c=d:e')
    expect(new Set(shown).size).toBe(shown.length)
  })

  test('are outputs, as docker/metadata-action has them', async () => {
    const { inputs: read } = await readWith(tagged('v1.2.3'), {
      images: 'o/a\no/b',
      tags: 'type=semver,pattern={{version}}',
    })
    const outputs = namesOutputs(read, ['o/a:1.2.3', 'o/b:1.2.3'])
    expect(outputs).toMatchObject({ version: '1.2.3', labels: read.labels.join('\n') })
    expect(JSON.parse(outputs.meta ?? '')).toMatchObject({
      version: '1.2.3',
      tags: ['o/a:1.2.3', 'o/b:1.2.3'],
      'tag-names': ['1.2.3'],
      labels: { [`${OCI}.version`]: '1.2.3' },
      annotations: expect.arrayContaining([`index:${OCI}.version=1.2.3`]),
    })
    expect(JSON.parse(namesOutputs(read, undefined).meta ?? '')).toMatchObject({
      'tag-names': ['1.2.3', 'latest'],
    })
    expect(namesOutputs(inputs(), undefined)).toEqual({})
  })

  test('cause a warning if a matrix job would have another time than the others', async () => {
    const given = {
      images: 'o/a',
      labels: "at={{date 'x'}}\nof={{commit_date 'x'}}",
      platforms: 'linux/amd64',
    }
    const warned = async (mode: string, env = {}) =>
      (await readWith({ ...main, env }, { ...given, mode })).inputs.names?.warnings
    expect(await warned('part')).toEqual([expect.stringMatching(/^"at=.* uses the current time, which/)])
    expect([await warned('build'), await warned('part', { SOURCE_DATE_EPOCH: '1' })]).toEqual([[], []])
  })

  test('are the same for an image at any time of day', async () => {
    const tags = "type=raw,value={{date 'x'}}"
    const sources = await Promise.all(
      [{}, { SOURCE_DATE_EPOCH: '5' }].map(
        async (env) => (await readWith({ ...main, env }, { images: 'o/a', tags })).inputs.names?.source,
      ),
    )
    expect(sources[0]).toBe(sources[1])
  })
})

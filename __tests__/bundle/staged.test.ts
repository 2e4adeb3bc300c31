import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { artifactService } from '../../e2e/harness/artifact-service.ts'
import type { Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { type Asked, type Reply, registryHost } from '../../e2e/harness/registry-host.ts'
import { array, field, text } from '../../src/json.ts'
import { errors, goodDocker, INSPECT, indexOf, playJob, sha256, type Told } from './play.ts'
import { DOCKERFILE, type Image, image } from './staged.ts'

/**
 * A push by its digest that is proven before a tag moves, and its faults: the shipped bundle against a docker that
 * builds real, small images and plays the rest.
 */

const folder = mkdtempSync(join(tmpdir(), 'mpb-staged-'))
let right: Image
/** The program of arm64 is that of amd64. */
let wrong: Image

beforeAll(() => {
  right = image(join(folder, 'right'), { 'linux/amd64': 'amd64', 'linux/arm64': 'arm64' })
  wrong = image(join(folder, 'wrong'), { 'linux/amd64': 'amd64', 'linux/arm64': 'amd64' })
})

afterAll(() => rmSync(folder, { recursive: true }))

const CREATE = ['buildx', 'imagetools', 'create']
const BUILD: Rule = { match: ['buildx', 'build'], real: true }

const ABSENT: Rule = {
  match: ['image', 'inspect'],
  stderr: 'Error response from daemon: No such image: r.example/app\n',
  code: 1,
}
const PULL: Rule = { match: ['pull'] }
const REMOVE: Rule = { match: ['image', 'rm'] }
/** What docker does around a smoke test that goes well. */
const ENGINE = [ABSENT, PULL, REMOVE]

type Given = Readonly<Record<string, string>>

/** @param faults rules of a docker that otherwise does everything right */
function play(of: Image, faults: readonly Rule[] = [], inputs: Given = {}, env: Given = {}): Promise<Told> {
  const rules = [...faults, BUILD, ...goodDocker(of.digest, of.bytes)]
  return playJob({ rules, inputs, env, dockerfile: DOCKERFILE, behind: of.docker })
}

/** Commands about registries after the build, without the builder's name: reads and moves. */
function asked({ calls }: Told): readonly (readonly string[])[] {
  return calls
    .filter(({ argv }) => argv[1] === 'imagetools')
    .map(({ argv }) =>
      argv.slice(2).filter((word, index, all) => ![word, all[index - 1]].includes('--builder')),
    )
}

/** The images of an index, by architecture. */
function imagesOf({ bytes }: Image): readonly { readonly name: string; readonly digest: string }[] {
  return array(JSON.parse(bytes), 'manifests').map((each) => ({
    name: text(field(each, 'platform'), 'architecture'),
    digest: text(each, 'digest'),
  }))
}

/** Commands that move a tag. */
const moves = (told: Told): readonly (readonly string[])[] =>
  asked(told).filter(([verb]) => verb === 'create')

/** What the summary of a failed job says about image and tags. */
const headline = ({ main }: Told): string => /^### ❌ (.*)$/m.exec(main.summary)?.[1] ?? ''

/** Nothing points to what was pushed, the summary says what is left of it, nothing is output, and post has cleaned up. */
function nothingMoved(told: Told, left: 'No tag has moved' | 'No image' = 'No tag has moved'): void {
  expect(moves(told)).toEqual([])
  expect(headline(told)).toBe(left)
  const { proof: _, ...outputs } = told.main.outputs
  expect([told.main.exitCode, outputs]).toEqual([1, {}])
  expect([told.post.exitCode, told.post.log.commands]).toEqual([0, []])
}

describe('a push that is proven first', () => {
  test('asks for its digest, moves all tags of a repository by one copy, and asks for each', async () => {
    const told = await play(right)
    expect(errors(told)).toBe('')
    const reference = `r.example/app@${right.digest}`
    const [first, second, ...answers] = asked(told)
    expect(first).toEqual(['inspect', '--raw', reference])
    expect(second).toEqual([
      ...[
        'create',
        '--prefer-index=false',
        '--tag',
        'r.example/app:1',
        '--tag',
        'r.example/app:2',
        reference,
      ],
    ])
    expect(answers.map((words) => words.at(-1)).toSorted()).toEqual(['r.example/app:1', 'r.example/app:2'])
    expect(told.main.outputs).toMatchObject({
      digest: right.digest,
      tags: 'r.example/app:1\nr.example/app:2',
    })
  })

  test('tells what every platform is, in the log and in the output proof', async () => {
    const { main } = await play(right)
    expect(main.log.shown).toMatch(/^PLATFORM +SIZE +ELF FILES +STARTS +MACHINE +PROOF$/m)
    expect(main.log.shown).toMatch(/^linux\/arm64 +\d+ B +1 +\/usr\/bin\/app +arm64 +proven$/m)
    expect(JSON.parse(main.outputs['proof'] ?? '')).toMatchObject({
      'linux/amd64': { elfFiles: 1, entrypoint: { path: '/usr/bin/app', machine: 'amd64' }, findings: [] },
      'linux/arm64': { elfFiles: 1, entrypoint: { path: '/usr/bin/app', machine: 'arm64' }, findings: [] },
    })
  })

  test('gives no tag to the push itself, and one to each registry afterwards', async () => {
    const told = await play(right, [], { tags: 'r.example/app:1,s.example/app:1,r.example/app:2' })
    expect(errors(told)).toBe('')
    const build = told.calls.find(({ argv }) => argv[1] === 'build')?.argv ?? []
    expect(build).not.toContain('--push')
    expect(build).not.toContain('--tag')
    expect(build.filter((word) => /push-by-digest=true/.test(word))).toEqual([
      'type=image,"name=r.example/app,s.example/app",push-by-digest=true,name-canonical=true,push=true',
    ])
    const copies = moves(told).map((words) => words.slice(2).join(' '))
    expect(copies.toSorted()).toEqual([
      `--tag r.example/app:1 --tag r.example/app:2 r.example/app@${right.digest}`,
      `--tag s.example/app:1 s.example/app@${right.digest}`,
    ])
  })

  test('removes the builder and the folder, and asks nothing else after a good job', async () => {
    const told = await play(right)
    const removals = told.calls.filter(({ argv }) => argv.includes('rm')).map(({ argv }) => argv.slice(0, 2))
    expect(removals).toEqual([['buildx', 'rm']])
    expect(told.layouts).toEqual([])
    expect(told.post.log.shown.split('\n').filter((line) => line.startsWith('Removed'))).toHaveLength(2)
  })
})

describe('no tag moves', () => {
  const OTHER = indexOf(['linux/amd64'])

  test.each<{ what: string; fault: Rule; says: RegExp; left?: 'No image' }>([
    {
      what: 'when the registry does not have the digest',
      fault: { match: INSPECT, stderr: 'ERROR: r.example/app: not found\n', code: 1 },
      says: /r\.example\/app@sha256:\w+ does not answer: ERROR: r\.example\/app: not found/,
    },
    {
      what: 'when the registry has other bytes than those of the digest',
      fault: { match: INSPECT, stdout: OTHER.bytes },
      says: /r\.example\/app@sha256:\w+ is sha256:\w+, not sha256:/,
    },
    {
      what: 'when buildx tells no digest',
      fault: { match: ['buildx', 'build'], metadata: {} },
      says: /did not tell its digest/,
    },
    {
      what: 'when the build fails',
      fault: { match: ['buildx', 'build'], code: 7 },
      says: /The build failed with exit code 7\./,
      left: 'No image',
    },
  ])('$what', async ({ fault, says, left }) => {
    const told = await play(right, [fault])
    expect(errors(told)).toMatch(says)
    nothingMoved(told, left)
  })

  test('when the index lacks one of the platforms', async () => {
    const platforms = 'linux/amd64,linux/arm64,linux/s390x'
    const told = await play(right, [], { platforms })
    expect(errors(told)).toContain('linux/s390x is missing')
    nothingMoved(told)
  })

  test('when a second repository does not have the digest', async () => {
    const fault = {
      match: INSPECT,
      with: [`s.example/app@${right.digest}`],
      stderr: 'ERROR: no: not found\n',
    }
    const told = await play(right, [{ ...fault, code: 1 }], { tags: 'r.example/app:1,s.example/app:1' })
    expect(errors(told)).toMatch(/s\.example\/app@sha256:\w+ does not answer/)
    nothingMoved(told)
  })

  test('when a single manifest is for another platform', async () => {
    const manifest = JSON.stringify({ schemaVersion: 2, config: {}, layers: [] })
    const digest = sha256(manifest)
    const build = { match: ['buildx', 'build'], metadata: { 'containerimage.digest': digest } }
    const config = '{"os":"linux","architecture":"amd64"}'
    const faults = [
      build,
      { match: INSPECT, with: ['{{json .Image}}'], stdout: config },
      { match: INSPECT, stdout: manifest },
    ]
    const told = await play(right, faults, { platforms: 'linux/arm64' })
    expect(errors(told)).toMatch(/linux\/arm64 is missing; linux\/amd64 was not asked for/)
    nothingMoved(told)
  })

  test('when the builder did not write what it pushed, and its registry cannot be read either', async () => {
    const fault = { match: ['buildx', 'build'], metadata: { 'containerimage.digest': right.digest } }
    const told = await play(right, [fault])
    expect(errors(told)).toMatch(/^Reading sha256:\w+ of r\.example\/app failed: /m)
    nothingMoved(told)
  })

  test('when a program is for another machine; the line that copies it is to blame', async () => {
    const told = await play(wrong)
    expect(errors(told)).toMatch(
      /\/usr\/bin\/app, which the image starts, is for amd64, not for linux\/arm64\. It comes from: COPY --chmod=755/,
    )
    expect(errors(told)).toContain(
      `The image is not what it says, so no tag has moved. It can be looked at without a tag: r.example/app@${wrong.digest}.`,
    )
    const blamed = told.main.log.commands.find(({ data }) => data.includes('which the image starts'))
    expect(blamed?.properties).toMatchObject({ file: 'Dockerfile', line: '3' })
    expect(told.layouts).toEqual([])
    nothingMoved(told)
    // What was found is worth the more.
    expect(JSON.parse(told.main.outputs['proof'] ?? '')).toMatchObject({
      'linux/amd64': { onErrors: 'stop', errors: 0, findings: [] },
      'linux/arm64': { onErrors: 'stop', errors: 1, findings: [{ severity: 'error', path: '/usr/bin/app' }] },
    })
  })

  test('but for a file that verify-ignore names it does', async () => {
    const told = await play(wrong, [], { 'verify-ignore': '/usr/bin/app' })
    expect(errors(told)).toBe('')
    expect(moves(told)).toHaveLength(1)
  })
})

describe('with verify: warn', () => {
  const warn = { verify: 'warn' }
  const warnings = ({ main }: Told): readonly string[] =>
    main.log.commands.filter(({ name }) => name === 'warning').map(({ data }) => data)

  test('tags move to an image that is not what it says, and everything says so', async () => {
    const told = await play(wrong, [], warn)
    expect([told.main.exitCode, errors(told)]).toEqual([0, ''])
    expect(moves(told)).toHaveLength(1)
    expect(warnings(told)).toEqual([
      expect.stringMatching(/^The image is not what it says \(1 error\), and verify: warn lets it pass\.\n/),
      expect.stringContaining('/usr/bin/app, which the image starts, is for amd64, not for linux/arm64.'),
    ])
    const headline = `The tags have moved although the proof found 1 error: ${wrong.digest}`
    expect(told.main.log.shown).toContain(headline)
    expect(told.main.summary).toContain(`### ${headline}`)
    expect(told.main.outputs).toMatchObject({
      digest: wrong.digest,
      tags: 'r.example/app:1\nr.example/app:2',
    })
    expect(JSON.parse(told.main.outputs['proof'] ?? '')['linux/arm64']).toMatchObject({
      onErrors: 'warn',
      errors: 1,
      findings: [{ severity: 'error', rule: 'machine' }],
    })
  })

  test('an image that is what it says is as good as any', async () => {
    const told = await play(right, [], warn)
    expect([told.main.exitCode, warnings(told)]).toEqual([0, []])
    expect(told.main.log.shown).toContain(`Pushed, proven and confirmed by the registry: ${right.digest}`)
  })

  test('a smoke test that fails still keeps the tags where they are', async () => {
    const told = await play(wrong, [{ match: ['run'], code: 3 }, ...ENGINE], {
      ...warn,
      'smoke-test': 'linux/amd64: app --version',
    })
    expect(errors(told)).toContain('ended with exit code 3')
    nothingMoved(told)
  })

  test('a leg pushes its part all the same, and says that its proof found errors', async () => {
    const told = await play(wrong, [], { ...warn, mode: 'part', push: '', tags: 'r.example/app:1' })
    expect([told.main.exitCode, errors(told), moves(told)]).toEqual([0, '', []])
    expect(told.main.log.shown).toContain(
      `Pushed without a tag although the proof found 1 error: ${wrong.digest}`,
    )
  })

  test('a merge knows what a leg has let pass, and joins it only when it warns, too', async () => {
    const service = await artifactService()
    try {
      const legs = { ...warn, tags: 'r.example/app:1' }
      const job = (name: string, inputs: Given): Promise<Told> =>
        play(wrong, [], { push: '', ...inputs }, service.env('1', name))
      expect(errors(await job('leg', { ...legs, mode: 'part' }))).toBe('')
      const refused = await job('stops', { ...legs, mode: 'merge', context: '', verify: 'true' })
      expect(errors(refused)).toMatch(
        /^verify: the leg of .* has found an error in what it pushed, .* No tag has moved\./,
      )
      nothingMoved(refused)
      const told = await job('warns', { ...legs, mode: 'merge', context: '' })
      expect([told.main.exitCode, moves(told).length]).toEqual([0, 1])
      expect(warnings(told)).toEqual([
        expect.stringMatching(/^the leg of .* has found an error in what it pushed/),
      ])
      expect(told.main.summary).toContain(
        `### The tags have moved although the proof found 1 error: ${wrong.digest}`,
      )
    } finally {
      await service.close()
    }
  })

  test('parts by name are joined all the same, and their tags move', async () => {
    const registry = await registryOf(wrong, () => ({ status: 404 }))
    try {
      const repository = `${registry.host}/app`
      const parts = `linux/amd64,linux/arm64=${wrong.digest}`
      const given = { mode: 'merge', push: '', context: '', tags: `${repository}:1`, parts }
      const configs: readonly Rule[] = imagesOf(wrong).map(({ name, digest }) => ({
        match: INSPECT,
        with: ['{{json .Image}}', `${repository}@${digest}`],
        stdout: JSON.stringify({ os: 'linux', architecture: name }),
      }))
      const refused = await play(wrong, configs, given)
      expect(errors(refused)).toContain('which the image starts, is for amd64')
      nothingMoved(refused)
      const told = await play(wrong, configs, { ...given, ...warn })
      expect([told.main.exitCode, errors(told)]).toEqual([0, ''])
      expect(moves(told)).toHaveLength(1)
      expect(told.main.log.shown).toContain(
        `The tags have moved although the proof found 1 error: ${wrong.digest}`,
      )
    } finally {
      await registry.close()
    }
  })
})

describe('tags that move and do not arrive', () => {
  const OTHER = indexOf(['linux/amd64'])

  test.each<{ what: string; fault: Rule; says: string }>([
    {
      what: 'a tag that points elsewhere',
      fault: { match: INSPECT, with: ['r.example/app:2'], stdout: OTHER.bytes },
      says: `Not moved: r.example/app:2 (is ${OTHER.digest}).`,
    },
    {
      what: 'a tag that is not there',
      fault: {
        match: INSPECT,
        with: ['r.example/app:2'],
        stderr: 'ERROR: r.example/app:2: not found\n',
        code: 1,
      },
      says: 'Not moved: r.example/app:2 (does not answer: ERROR: r.example/app:2: not found).',
    },
  ])('make the job red and give no output: $what', async ({ fault, says }) => {
    const told = await play(right, [fault])
    expect(errors(told)).toContain(`Not every tag points to ${right.digest} now.\nMoved: r.example/app:1.`)
    expect(errors(told)).toContain(says)
    expect(headline(told)).toBe('Only some of the tags have moved')
    expect([told.main.exitCode, told.main.outputs]).toEqual([1, {}])
  })

  test.each<{ what: string; answer: Partial<Rule>; left: string }>([
    { what: 'point elsewhere', answer: { stdout: OTHER.bytes }, left: 'No tag has moved' },
    { what: 'cannot be asked for', answer: { code: 1 }, left: 'Failed, and tags may have moved' },
  ])('and all $what: $left', async ({ answer, left }) => {
    const tags = ['r.example/app:1', 'r.example/app:2']
    const faults = tags.map((tag) => ({ match: INSPECT, with: [tag], ...answer }))
    expect(headline(await play(right, faults))).toBe(left)
  })

  test('make the job red where a registry takes none, and those of the other one are told', async () => {
    const fault = { match: CREATE, with: ['s.example/app:1'], stderr: 'ERROR: 503 of s.example\n', code: 1 }
    const stale = { match: INSPECT, with: ['s.example/app:1'], stdout: OTHER.bytes }
    const told = await play(right, [fault, stale], { tags: 'r.example/app:1,s.example/app:1' })
    expect(errors(told)).toContain('Moved: r.example/app:1.\nNot moved: s.example/app:1 (is ')
    expect(errors(told)).toContain('s.example/app: ERROR: 503 of s.example')
    expect(told.main.outputs).toEqual({})
  })

  test('are moved again where a registry fails once', async () => {
    const fault = { match: CREATE, times: 1, stderr: 'ERROR: 502 Bad Gateway\n', code: 1 }
    const told = await play(right, [fault])
    expect(errors(told)).toBe('')
    expect(moves(told)).toHaveLength(2)
    expect(told.main.outputs['digest']).toBe(right.digest)
  })
})

describe('an image that is run before its tags move', () => {
  const smoke = { 'smoke-test': 'linux/amd64: app --version' }

  test.each([
    { what: 'after its proof', verify: 'true' },
    { what: 'also without one', verify: 'false' },
  ])('is run by its digest, $what', async ({ verify }) => {
    const told = await play(right, ENGINE, { ...smoke, verify })
    expect(errors(told)).toBe('')
    const words = told.calls.map(({ argv }) => argv)
    const [run, move] = [
      words.findIndex(([verb]) => verb === 'run'),
      words.findIndex((all) => all[2] === 'create'),
    ]
    expect(words[run]).toEqual(expect.arrayContaining(['--platform', 'linux/amd64', 'app', '--version']))
    expect(words[run]?.find((word) => word.startsWith('r.example/app@sha256:'))).toBeDefined()
    expect(run).toBeLessThan(move)
    expect(told.main.log.shown).toMatch(/passed \(\d+\.\d s\)/)
    expect(JSON.parse(told.main.outputs['proof'] ?? '')['linux/amd64']).toMatchObject({
      smoke: { outcome: 'passed', exitCode: 0 },
    })
  })

  test('keeps its tags where they are when it fails', async () => {
    const fault = { match: ['run'], stdout: 'cannot find its settings\n', code: 3 }
    const told = await play(right, [fault, ...ENGINE], smoke)
    expect(errors(told)).toMatch(/app --version ended with exit code 3, not 0\.\n\| cannot find its settings/)
    expect(errors(told)).toContain('so no tag has moved')
    nothingMoved(told)
  })

  test('is not told to leave out its proof, which went well, when it fails', async () => {
    const told = await play(right, [{ match: ['run'], code: 3 }, ...ENGINE], smoke)
    expect(errors(told)).not.toContain('verify: false')
  })

  test('is deleted when it fails and that is asked for, also without a proof', async () => {
    const [told, asked] = await deleting({ match: ['run'], code: 3 })
    expect(asked).toEqual(['GET', 'DELETE'])
    nothingMoved(told, 'No image')
  })

  test.each([
    { what: 'pulled', fault: { match: ['pull'], stderr: 'denied: no access\n', code: 1 } },
    { what: 'started', fault: { match: ['run'], stderr: 'docker: no space left on device\n', code: 125 } },
  ])('is kept when it cannot be $what: that says nothing about it', async ({ fault }) => {
    const [told, asked] = await deleting(fault)
    expect(errors(told)).toMatch(
      /could not be run as smoke-test wants it, so no tag has moved\. It can be looked at/,
    )
    expect(asked).toEqual([])
    nothingMoved(told)
  })

  /** A job that may delete. @returns with what the registry was asked beside docker */
  async function deleting(fault: Rule): Promise<readonly [Told, readonly string[]]> {
    const registry = await registryOf(right, () => ({ status: 202 }))
    try {
      const given = { ...smoke, verify: 'false', 'on-failure': 'delete', tags: `${registry.host}/app:1` }
      const told = await play(right, [fault, ...ENGINE], { ...given, cache: 'off' })
      return [told, registry.asked.map(({ method }) => method)]
    } finally {
      await registry.close()
    }
  }

  test('keeps its tags where they are when it cannot be pulled', async () => {
    const fault = { match: ['pull'], stderr: 'denied: no access\n', code: 1 }
    const told = await play(right, [fault, ...ENGINE], smoke)
    expect(errors(told)).toMatch(/docker cannot pull r\.example\/app@sha256:\w+ for linux\/amd64/)
    nothingMoved(told)
  })
})

/** A registry that gives blobs and manifests of an image and has no tags, and what it does with other requests. */
function registryOf(of: Image, other: (asked: Asked) => Reply) {
  return registryHost((request) => {
    const digest = /sha256:[0-9a-f]{64}$/.exec(request.path)?.[0] ?? ''
    const bytes = of.blob(digest)
    if (request.path.includes('/tags/list')) return { status: 404 }
    return request.method === 'GET' && bytes !== undefined ? { body: bytes } : other(request)
  })
}

describe('an image that is not what it says', () => {
  test.each([
    {
      what: 'is deleted where that is asked for',
      status: 202,
      says: 'It was deleted: ',
      left: 'No image' as const,
    },
    {
      what: 'stays where its registry deletes nothing',
      status: 405,
      says: 'Its registry does not let it be deleted: ',
    },
    {
      what: 'is told, with all that is wrong, where its registry is out of order',
      status: 418,
      says: 'It was not deleted (Deleting DIGEST in HOST/app failed: the registry answers 418): ',
    },
  ])('$what', async ({ status, says, left }) => {
    const registry = await registryOf(wrong, () => ({ status }))
    try {
      const repository = `${registry.host}/app`
      const told = await play(wrong, [], { tags: `${repository}:1`, 'on-failure': 'delete', cache: 'off' })
      const said = says.replace('DIGEST', wrong.digest).replace('HOST', registry.host)
      expect(errors(told)).toContain(`so no tag has moved. ${said}${repository}@${wrong.digest}.`)
      expect(errors(told)).toContain('/usr/bin/app, which the image starts, is for amd64')
      expect(registry.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
        'GET /v2/app/tags/list?n=1000',
        `DELETE /v2/app/manifests/${wrong.digest}`,
      ])
      nothingMoved(told, left)
    } finally {
      await registry.close()
    }
  })
})

describe('a builder that cannot push by digest', () => {
  const inspected =
    'Name: default\nDriver: docker\n\nNodes:\nName: default\nEndpoint: default\nStatus: running\nPlatforms: linux/amd64, linux/arm64\nLabels:\n org.mobyproject.buildkit.worker.snapshotter: overlayfs\n'
  const DOCKER: Rule = { match: ['buildx', 'inspect'], stdout: inspected }

  test('pushes the tags at once; they are proven afterwards, from the layout beside', async () => {
    const told = await play(right, [DOCKER], { builder: 'default' })
    expect(errors(told)).toBe('')
    expect(moves(told)).toEqual([])
    const build = told.calls.find(({ argv }) => argv[1] === 'build')?.argv ?? []
    expect(build.filter((_, index) => build[index - 1] === '--tag')).toEqual([
      'r.example/app:1',
      'r.example/app:2',
    ])
    expect(told.main.outputs).toMatchObject({
      digest: right.digest,
      proof: expect.stringContaining('elfFiles'),
    })
  })

  test('says that the tags point to it already, when it is not what it says', async () => {
    const told = await play(wrong, [DOCKER], { builder: 'default' })
    expect(errors(told)).toContain(
      'Here it could only be pushed with its tags, so that r.example/app:1, r.example/app:2 point to it already.',
    )
    expect(headline(told)).toBe('Failed, and the tags have moved')
    expect([told.main.exitCode, Object.keys(told.main.outputs)]).toEqual([1, ['proof']])
  })

  test('is read from the registry where it writes no layout', async () => {
    const none: Rule = { match: ['buildx', 'inspect'], stdout: inspected.split('Labels:')[0] ?? '' }
    const single = image(join(folder, 'single'), { 'linux/amd64': 'arm64' })
    const registry = await registryOf(single, () => ({ status: 404 }))
    try {
      const inputs = { builder: 'default', platforms: 'linux/amd64', tags: `${registry.host}/app:1` }
      const told = await play(single, [none], { ...inputs, cache: 'off' })
      expect(errors(told)).toContain('which the image starts, is for arm64, not for linux/amd64.')
      expect(registry.asked.map(({ path }) => path.split('/')[3])).toEqual(['manifests', 'blobs', 'blobs'])
      expect(Object.keys(told.main.outputs)).toEqual(['proof'])
    } finally {
      await registry.close()
    }
  })
})

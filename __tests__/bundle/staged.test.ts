import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { artifactService } from '../../e2e/harness/artifact-service.ts'
import type { Rule } from '../../e2e/harness/fake-docker/rules.ts'
import type { Reply } from '../../e2e/harness/registry-host.ts'
import { type Fault, shortly } from '../registry/stored.ts'
import { errors, goodDocker, type Index, indexOf, type JobResult, runBundle, sha256 } from './run-bundle.ts'
import { DOCKERFILE, type Image, image } from './staged.ts'

/**
 * A push by its digest that is proven before a tag moves, and its faults: the shipped bundle against a docker that
 * builds real, small images and fakes the rest.
 */

const folder = mkdtempSync(join(tmpdir(), 'mpb-staged-'))
let right: Image
/** The program for arm64 is that for amd64. */
let wrong: Image

beforeAll(() => {
  right = image(join(folder, 'right'), { 'linux/amd64': 'amd64', 'linux/arm64': 'arm64' })
  wrong = image(join(folder, 'wrong'), { 'linux/amd64': 'amd64', 'linux/arm64': 'amd64' })
})

afterAll(() => rmSync(folder, { recursive: true }))

const BUILD: Rule = { match: ['buildx', 'build'], real: true }

const ABSENT: Rule = {
  match: ['image', 'inspect'],
  stderr: 'Error response from daemon: No such image: r.example/app\n',
  code: 1,
}
const PULL: Rule = { match: ['pull'] }
const REMOVE: Rule = { match: ['image', 'rm'] }
/** The calls of docker around a successful smoke test. */
const ENGINE = [ABSENT, PULL, REMOVE]

type Given = Readonly<Record<string, string>>

/** A merge builds nothing. */
const JOINS: Given = { mode: 'merge', context: '', qemu: '' }

/** Differences from a job without faults. */
interface Case {
  /** Rules of a docker that otherwise has no faults. */
  readonly rules?: readonly Rule[]
  readonly inputs?: Given
  /** Faults of a registry that otherwise has none. */
  readonly fault?: Fault
  /** The content of the registries besides the built image. */
  readonly holds?: readonly Index[]
  /** Tags of the first of these. */
  readonly tags?: readonly string[]
  /** Variables of the step. */
  readonly env?: Given
}

function runJob(
  of: Image,
  { rules = [], inputs = {}, env = {}, fault, holds = [], tags = [] }: Case = {},
): Promise<JobResult> {
  const blobs: Fault = ({ method, path }) => {
    const bytes = of.blob(/sha256:[0-9a-f]{64}$/.exec(path)?.[0] ?? '')
    return method === 'GET' && bytes !== undefined ? { body: bytes } : undefined
  }
  return runBundle({
    ...{ inputs, env, holds: [...holds, of], tags, dockerfile: DOCKERFILE, behind: of.docker },
    rules: [...rules, BUILD, ...goodDocker(of.digest)],
    fault: (asked, turn) => fault?.(asked, turn) ?? blobs(asked, turn),
  })
}

/** Tags that a request tried to move, as `HOST/app:1`. */
const moves = ({ registry }: JobResult): readonly string[] =>
  registry.requests
    .filter(({ method }) => method === 'PUT')
    .map(({ path, headers }) => `${headers['host']}${path.replace('/v2', '').replace('/manifests/', ':')}`)

/** The line about image and tags in the summary of a failed job. */
const headline = ({ main }: JobResult): string => /^### ❌ (.*)$/m.exec(main.summary)?.[1] ?? ''

/** No tag points to the pushed image, the summary says what remains of it, there is no output, and post has cleaned up. */
function nothingMoved(result: JobResult, left: 'No tag has moved' | 'No image' = 'No tag has moved'): void {
  expect(moves(result)).toEqual([])
  expect(headline(result)).toBe(left)
  const { proof: _, ...outputs } = result.main.outputs
  expect([result.main.exitCode, outputs]).toEqual([1, {}])
  expect([result.post.exitCode, result.post.log.commands]).toEqual([0, []])
}

const OTHER = indexOf(['linux/amd64'])

/** Faults of the layout after the build. `$1` is its folder. */
const LAYOUT_FAULTS = [
  { what: 'is missing', does: 'rm -r "$1"' },
  { what: 'cannot be read', does: 'rm -r "$1" && touch "$1"' },
  { what: 'lacks the bytes of its blobs', does: 'for each in "$1"/blobs/sha256/*; do : >"$each"; done' },
  { what: 'is truncated', does: 'for each in "$1"/blobs/sha256/*; do truncate -s -1 "$each"; done' },
  {
    what: 'has other bytes',
    does: 'for each in "$1"/blobs/sha256/*; do printf x | dd of="$each" conv=notrunc seek=30 bs=1 2>/dev/null; done',
  },
]

describe('a layout', () => {
  test.each(LAYOUT_FAULTS)(
    'that $what does not fail the job: the proof reads the registry',
    async ({ what, does }) => {
      const made = image(
        join(folder, what.replaceAll(' ', '-')),
        { 'linux/amd64': 'amd64', 'linux/arm64': 'arm64' },
        does,
      )
      const result = await runJob(made)
      expect([errors(result), result.main.exitCode]).toEqual(['', 0])
      expect(moves(result)).toHaveLength(2)
      expect(JSON.parse(result.main.outputs['proof'] ?? '')).toMatchObject({ 'linux/arm64': { elfFiles: 1 } })
      const warnings = result.main.log.commands.filter(({ name }) => name === 'warning')
      expect(warnings.map(({ data }) => data)).toEqual([
        expect.stringMatching(
          /^The layout on disk could not be used: .*; the proof reads the image from the registry\.$/,
        ),
      ])
      expect(result.layouts).toEqual([])
    },
  )
})

describe('a push that is proven first', () => {
  test('checks before and after the build, moves each tag with one PUT of the bytes, and confirms each', async () => {
    const result = await runJob(right, { holds: [OTHER], tags: ['app:1'] })
    expect(errors(result)).toBe('')
    const [ours, old] = [right, OTHER].map(({ digest }) => `GET app@${digest.slice(7, 15)}`)
    expect(shortly(result.registry).toSorted()).toEqual(
      [
        // Before the build: may this login push, and where do the tags point?
        ...['POST app upload', 'DELETE app upload', 'HEAD app:1', 'HEAD app:2', old],
        // After it: is the image there, and are the tags unchanged?
        ...[ours, 'HEAD app:1', 'HEAD app:2'],
        ...['PUT app:1', 'PUT app:2', 'HEAD app:1', 'HEAD app:2'],
      ].toSorted(),
    )
    expect(result.registry.requests.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual(
      [right.bytes, right.bytes],
    )
    expect(result.calls.filter(({ argv }) => argv[1] === 'imagetools')).toEqual([])
    expect(result.main.outputs).toMatchObject({
      digest: right.digest,
      tags: 'r.example/app:1\nr.example/app:2',
      previous: `{"r.example/app:1":"${OTHER.digest}"}`,
      changed: 'true',
      superseded: 'false',
    })
  })

  test('reports every platform in the log and in the output proof', async () => {
    const { main } = await runJob(right)
    expect(main.log.shown).toMatch(/^PLATFORM +SIZE +ELF FILES +STARTS +MACHINE +PROOF$/m)
    expect(main.log.shown).toMatch(/^linux\/arm64 +\d+ B +1 +\/usr\/bin\/app +arm64 +proven$/m)
    expect(JSON.parse(main.outputs['proof'] ?? '')).toMatchObject({
      'linux/amd64': { elfFiles: 1, entrypoint: { path: '/usr/bin/app', machine: 'amd64' }, findings: [] },
      'linux/arm64': { elfFiles: 1, entrypoint: { path: '/usr/bin/app', machine: 'arm64' }, findings: [] },
    })
  })

  test('warns about a credential that the image exposes, and about outputs that contain a secret', async () => {
    const token = `npm_${'a'.repeat(36)}`
    const { main } = await runJob(right, {
      inputs: {
        'build-args': `MODE=fast\nNPM=${token}`,
        labels: 'pin=release',
        secrets: 'word=release',
        tags: 'r.example/app:release-1',
      },
    })
    const warnings = main.log.commands.filter(({ name }) => name === 'warning').map(({ data }) => data)
    expect(warnings).toEqual([
      expect.stringMatching(
        /^build-args, line 2: an npm token is set here, and anybody who .* Pass it as a secret/,
      ),
      expect.stringMatching(/^labels, line 1: the value of the secret "word" is set here, and anybody who /),
      expect.stringMatching(
        /^Other jobs get the output tags empty: it contains the value of the secret "word", and the runner passes on .* Give the secret another value/,
      ),
    ])
    expect(main.log.shown).not.toContain(token)
    expect(main.outputs['tags']).toBe('r.example/app:release-1')
  })

  test('pushes without a tag, and tags the image in each registry afterwards', async () => {
    const result = await runJob(right, {
      inputs: { tags: 'r.example/app:1,s.example/app:2,r.example/app:3' },
    })
    expect(errors(result)).toBe('')
    const build = result.calls.find(({ argv }) => argv[1] === 'build')?.argv ?? []
    expect(build).not.toContain('--push')
    expect(build).not.toContain('--tag')
    expect(build.filter((word) => /push-by-digest=true/.test(word))).toEqual([
      'type=image,"name=r.example/app,s.example/app",push-by-digest=true,name-canonical=true,push=true',
    ])
    expect(moves(result).toSorted()).toEqual(['r.example/app:1', 'r.example/app:3', 's.example/app:2'])
  })

  test('removes the builder and the folder, and runs nothing else after a green job', async () => {
    const result = await runJob(right)
    const removals = result.calls
      .filter(({ argv }) => argv.includes('rm'))
      .map(({ argv }) => argv.slice(0, 2))
    expect(removals).toEqual([['buildx', 'rm']])
    expect(result.layouts).toEqual([])
    expect(result.post.log.shown.split('\n').filter((line) => line.startsWith('Removed'))).toHaveLength(2)
  })
})

describe('no tag moves', () => {
  test.each<{ what: string; rule: Rule; says: RegExp; left?: 'No image' }>([
    {
      what: 'if buildx reports no digest',
      rule: { match: ['buildx', 'build'], metadata: {} },
      says: /did not report its digest/,
    },
    {
      what: 'if the build fails',
      rule: { match: ['buildx', 'build'], code: 7 },
      says: /The build failed with exit code 7\./,
      left: 'No image',
    },
  ])('$what', async ({ rule, says, left }) => {
    const result = await runJob(right, { rules: [rule] })
    expect(errors(result)).toMatch(says)
    nothingMoved(result, left)
  })

  test('if the index lacks one of the platforms', async () => {
    const result = await runJob(right, { inputs: { platforms: 'linux/amd64,linux/arm64,linux/s390x' } })
    expect(errors(result)).toContain('linux/s390x is missing')
    nothingMoved(result)
  })

  test('if a second repository does not have the digest', async () => {
    const result = await runJob(right, {
      inputs: { tags: 'r.example/app:1,s.example/app:1' },
      fault: ({ path, headers }) =>
        headers['host'] === 's.example' && path.includes('sha256:') ? { status: 403 } : undefined,
    })
    expect(errors(result)).toMatch(/s\.example\/app@sha256:\w+ does not answer: .* answers 403/)
    nothingMoved(result)
  })

  test('if a single manifest is for another platform', async () => {
    const config = '{"os":"linux","architecture":"amd64"}'
    const bytes = JSON.stringify({ schemaVersion: 2, config: { digest: sha256(config) }, layers: [] })
    const digest = sha256(bytes)
    const result = await runJob(right, {
      rules: [{ match: ['buildx', 'build'], metadata: { 'containerimage.digest': digest } }],
      inputs: { platforms: 'linux/arm64' },
      holds: [
        { bytes, digest },
        { bytes: config, digest: sha256(config) },
      ],
    })
    expect(errors(result)).toMatch(/linux\/arm64 is missing; linux\/amd64 was not requested/)
    nothingMoved(result)
  })

  test('if the builder did not write the pushed image to its folder, and the registry cannot be read either', async () => {
    const result = await runJob(right, {
      rules: [{ match: ['buildx', 'build'], metadata: { 'containerimage.digest': right.digest } }],
      fault: ({ path }) => (path.includes('/blobs/sha256') ? { status: 403 } : undefined),
    })
    expect(errors(result)).toMatch(/^Reading sha256:\w+ of r\.example\/app is not allowed/m)
    nothingMoved(result)
  })

  test('if a program is for another machine; the error is at the line that copies it', async () => {
    const result = await runJob(wrong)
    expect(errors(result)).toMatch(
      /\/usr\/bin\/app, which the image starts, is for amd64, not for linux\/arm64\. It comes from: COPY --chmod=755/,
    )
    expect(errors(result)).toContain(
      `The image is not what it claims to be, so no tag has moved. The image can be inspected without a tag: r.example/app@${wrong.digest}.`,
    )
    const blamed = result.main.log.commands.find(({ data }) => data.includes('which the image starts'))
    expect(blamed?.properties).toMatchObject({ file: 'Dockerfile', line: '3' })
    expect(result.layouts).toEqual([])
    nothingMoved(result)
    // The findings are more important.
    expect(JSON.parse(result.main.outputs['proof'] ?? '')).toMatchObject({
      'linux/amd64': { onErrors: 'stop', errors: 0, findings: [] },
      'linux/arm64': { onErrors: 'stop', errors: 1, findings: [{ severity: 'error', path: '/usr/bin/app' }] },
    })
  })

  test('except if verify-ignore names the file', async () => {
    const result = await runJob(wrong, { inputs: { 'verify-ignore': '/usr/bin/app' } })
    expect(errors(result)).toBe('')
    expect(moves(result)).toHaveLength(2)
  })
})

describe('with verify: warn', () => {
  const warn = { verify: 'warn' }
  const warnings = ({ main }: JobResult): readonly string[] =>
    main.log.commands.filter(({ name }) => name === 'warning').map(({ data }) => data)

  test('tags move to an image that is not what it claims to be, and everything says so', async () => {
    const result = await runJob(wrong, { inputs: warn })
    expect([result.main.exitCode, errors(result)]).toEqual([0, ''])
    expect(moves(result)).toHaveLength(2)
    expect(warnings(result)).toEqual([
      expect.stringMatching(
        /^The image is not what it claims to be \(1 error\), but verify: warn lets it pass\.\n/,
      ),
      expect.stringContaining('/usr/bin/app, which the image starts, is for amd64, not for linux/arm64.'),
    ])
    const headline = `The tags have moved although the proof found 1 error: ${wrong.digest}`
    expect(result.main.log.shown).toContain(headline)
    expect(result.main.summary).toContain(`### ${headline}`)
    expect(result.main.outputs).toMatchObject({
      digest: wrong.digest,
      tags: 'r.example/app:1\nr.example/app:2',
    })
    expect(JSON.parse(result.main.outputs['proof'] ?? '')['linux/arm64']).toMatchObject({
      onErrors: 'warn',
      errors: 1,
      findings: [{ severity: 'error', rule: 'machine' }],
    })
  })

  test('a correct image has no warning', async () => {
    const result = await runJob(right, { inputs: warn })
    expect([result.main.exitCode, warnings(result)]).toEqual([0, []])
    expect(result.main.log.shown).toContain(`Pushed, proven and confirmed by the registry: ${right.digest}`)
  })

  test('a smoke test that fails still keeps the tags where they are', async () => {
    const result = await runJob(wrong, {
      rules: [{ match: ['run'], code: 3 }, ...ENGINE],
      inputs: { ...warn, 'smoke-test': 'linux/amd64: app --version' },
    })
    expect(errors(result)).toContain('ended with exit code 3')
    nothingMoved(result)
  })

  test('a matrix job pushes its part anyway, and reports the errors of its proof', async () => {
    const result = await runJob(wrong, {
      inputs: { ...warn, mode: 'part', push: '', tags: 'r.example/app:1', 'hand-over': 'artifacts' },
    })
    expect([result.main.exitCode, errors(result), moves(result)]).toEqual([0, '', []])
    expect(result.main.log.shown).toContain(
      `Pushed without a tag although the proof found 1 error: ${wrong.digest}`,
    )
  })

  test('a merge knows the errors that a matrix job has let pass, and only joins its part if it warns, too', async () => {
    const service = await artifactService()
    try {
      const legs = { ...warn, tags: 'r.example/app:1' }
      const job = (name: string, inputs: Given): Promise<JobResult> =>
        runJob(wrong, { inputs: { push: '', ...inputs }, env: service.env('1', name) })
      expect(errors(await job('leg', { ...legs, mode: 'part' }))).toBe('')
      const joins = { ...legs, ...JOINS }
      const refused = await job('stops', { ...joins, verify: 'true' })
      expect(errors(refused)).toMatch(
        /^verify: the matrix job for .* has found an error in what it pushed, .* No tag has moved\./,
      )
      nothingMoved(refused)
      const result = await job('warns', joins)
      expect([result.main.exitCode, moves(result).length]).toEqual([0, 1])
      expect(warnings(result)).toEqual([
        expect.stringMatching(/^the matrix job for .* has found an error in what it pushed/),
      ])
      expect(result.main.summary).toContain(
        `### The tags have moved although the proof found 1 error: ${wrong.digest}`,
      )
    } finally {
      await service.close()
    }
  })

  test('parts by name are joined anyway, and their tags move', async () => {
    const parts = `linux/amd64,linux/arm64=${wrong.digest}`
    const given = { ...JOINS, push: '', tags: 'r.example/app:1', parts }
    const refused = await runJob(wrong, { inputs: given })
    expect(errors(refused)).toContain('which the image starts, is for amd64')
    nothingMoved(refused)
    const result = await runJob(wrong, { inputs: { ...given, ...warn } })
    expect([result.main.exitCode, errors(result)]).toEqual([0, ''])
    expect(moves(result)).toHaveLength(1)
    expect(result.main.log.shown).toContain(
      `The tags have moved although the proof found 1 error: ${wrong.digest}`,
    )
  })
})

/** @param tag whose PUT is answered so */
const refused =
  (tag: string, status: number, body = ''): Fault =>
  ({ method, path }) =>
    method === 'PUT' && path.endsWith(`/${tag}`) ? { status, body } : undefined

describe('a tag that is refused', () => {
  test('makes the job red, and does not prevent the others from moving', async () => {
    const result = await runJob(right, { fault: refused('1', 403, '{"errors":[{"code":"DENIED"}]}') })
    expect(errors(result)).toContain(
      `Not every tag points to ${right.digest} now.\nMoved: r.example/app:2.\nNot moved: r.example/app:1.`,
    )
    expect(headline(result)).toBe('Only some of the tags have moved')
    expect([result.main.exitCode, result.main.outputs]).toEqual([1, {}])
  })

  test('is reported if it cannot be overwritten, and the cure is another tag', async () => {
    const message = "The image tag '1' already exists and cannot be overwritten because the tag is immutable."
    const body = JSON.stringify({ errors: [{ code: 'TAG_INVALID', message }] })
    const result = await runJob(right, { holds: [OTHER], tags: ['app:1'], fault: refused('1', 400, body) })
    expect(errors(result)).toContain('Tagging r.example/app:1 is not possible, the tag cannot be overwritten')
    expect(errors(result)).toContain('publish under another tag')
    expect(errors(result)).not.toMatch(/run the (?:failed )?job again/i)
  })

  test('changes nothing if it is the only one', async () => {
    const result = await runJob(right, { inputs: { tags: 'r.example/app:1' }, fault: refused('1', 400) })
    expect(headline(result)).toBe('No tag has moved')
    expect(result.main.outputs).toEqual({})
  })

  test('is moved if the registry fails only once', async () => {
    const once: Fault = (asked, turn) => (turn < 3 ? refused('1', 502)(asked, turn) : undefined)
    const result = await runJob(right, { fault: once })
    expect(errors(result)).toBe('')
    expect(result.main.outputs['digest']).toBe(right.digest)
  })
})

describe('a tag of a newer run', () => {
  /** The image of a run far in the future. */
  function newer(): readonly Index[] {
    const run = 'https://github.com/octo-org/hello/actions/runs/99999999999/attempts/1'
    const kept = (content: object): Index => {
      const bytes = JSON.stringify(content)
      return { bytes, digest: sha256(bytes) }
    }
    const statement = kept({ predicate: { builder: { id: run } } })
    const type = { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v0.2' }
    const attestation = kept({ config: {}, layers: [{ digest: statement.digest, annotations: type }] })
    const [image] = JSON.parse(OTHER.bytes).manifests
    const about = {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': image.digest,
    }
    const platform = { os: 'unknown', architecture: 'unknown' }
    const entry = { digest: attestation.digest, annotations: about, platform }
    return [kept({ schemaVersion: 2, manifests: [image, entry] }), attestation, statement]
  }

  test('stays, and the others move', async () => {
    const result = await runJob(right, { holds: newer(), tags: ['app:1'] })
    expect(errors(result)).toBe('')
    expect(moves(result)).toEqual(['r.example/app:2'])
    expect(result.main.outputs).toMatchObject({ tags: 'r.example/app:2', superseded: 'true' })
    expect(result.main.log.commands.filter(({ name }) => name === 'warning').map(({ data }) => data)).toEqual(
      [expect.stringMatching(/^r\.example\/app:1 stays: its image is from a newer run, https:/)],
    )
  })

  test('is an error before the build on request', async () => {
    const result = await runJob(right, { holds: newer(), tags: ['app:1'], inputs: { 'on-newer': 'fail' } })
    expect(errors(result)).toContain('A newer run has already published: r.example/app:1')
    expect(result.calls.filter(({ argv }) => argv[1] === 'build')).toEqual([])
    nothingMoved(result)
  })
})

describe('an image that is run before its tags move', () => {
  const smoke = { 'smoke-test': 'linux/amd64: app --version' }

  test.each([
    { what: 'after its proof', verify: 'true' },
    { what: 'even without one', verify: 'false' },
  ])('is run by its digest, $what', async ({ verify }) => {
    const result = await runJob(right, { rules: ENGINE, inputs: { ...smoke, verify } })
    expect(errors(result)).toBe('')
    const words = result.calls.map(({ argv }) => argv)
    const run = words.findIndex(([verb]) => verb === 'run')
    expect(words[run]).toEqual(expect.arrayContaining(['--platform', 'linux/amd64', 'app', '--version']))
    expect(words[run]?.find((word) => word.startsWith('r.example/app@sha256:'))).toBeDefined()
    expect(moves(result)).toHaveLength(2)
    expect(result.main.log.shown).toMatch(/passed \(\d+\.\d s\)/)
    expect(JSON.parse(result.main.outputs['proof'] ?? '')['linux/amd64']).toMatchObject({
      smoke: { outcome: 'passed', exitCode: 0 },
    })
  })

  test('does not move its tags if it fails', async () => {
    const fault = { match: ['run'], stdout: 'cannot find its settings\n', code: 3 }
    const result = await runJob(right, { rules: [fault, ...ENGINE], inputs: smoke })
    expect(errors(result)).toMatch(
      /app --version ended with exit code 3, not 0\.\n\| cannot find its settings/,
    )
    expect(errors(result)).toContain('so no tag has moved')
    nothingMoved(result)
  })

  test('has no cure about its successful proof if it fails', async () => {
    const result = await runJob(right, { rules: [{ match: ['run'], code: 3 }, ...ENGINE], inputs: smoke })
    expect(errors(result)).not.toContain('verify: false')
  })

  test('is deleted on request if it fails, even without a proof', async () => {
    const [result, asked] = await deleting({ match: ['run'], code: 3 })
    expect(asked.at(-1)).toBe(`DELETE /v2/app/manifests/${right.digest}`)
    nothingMoved(result, 'No image')
  })

  test.each([
    { what: 'pulled', fault: { match: ['pull'], stderr: 'denied: no access\n', code: 1 } },
    { what: 'started', fault: { match: ['run'], stderr: 'docker: no space left on device\n', code: 125 } },
  ])('is kept if it cannot be $what, which says nothing about the image', async ({ fault }) => {
    const [result, asked] = await deleting(fault)
    expect(errors(result)).toMatch(
      /The smoke test could not be run, so no tag has moved\. The image can be inspected/,
    )
    expect(asked).toEqual([])
    nothingMoved(result)
  })

  /** A job that may delete. @returns with the requests to delete, and those that prepare them */
  async function deleting(fault: Rule): Promise<readonly [JobResult, readonly string[]]> {
    const result = await runJob(right, {
      rules: [fault, ...ENGINE],
      inputs: { ...smoke, verify: 'false', 'on-failure': 'delete' },
      ...{ fault: takesDeletes(202), ...BESIDE },
    })
    return [result, deletions(result)]
  }

  test('does not move its tags if it cannot be pulled', async () => {
    const fault = { match: ['pull'], stderr: 'denied: no access\n', code: 1 }
    const result = await runJob(right, { rules: [fault, ...ENGINE], inputs: smoke })
    expect(errors(result)).toMatch(/docker cannot pull r\.example\/app@sha256:\w+ for linux\/amd64/)
    nothingMoved(result)
  })
})

/** A tag of another image, without which a list of tags is not trusted. */
const PLAIN = '{"schemaVersion":2,"config":{}}'
const BESIDE: Case = { holds: [{ bytes: PLAIN, digest: sha256(PLAIN) }], tags: ['app:9'] }

/** @param status the answer to a request to delete a manifest */
function takesDeletes(status: number): Fault {
  return ({ method, path }) => (method === 'DELETE' && path.includes('/manifests/') ? { status } : undefined)
}

/** The requests made to delete a manifest. */
function deletions({ registry }: JobResult): readonly string[] {
  return registry.requests
    .map(({ method, path }) => `${method} ${path}`)
    .filter((asked) => /tags\/list|^DELETE .*manifests/.test(asked))
}

describe('an image that is not what it claims to be', () => {
  test.each([
    {
      what: 'is deleted on request',
      status: 202,
      says: 'It was deleted: ',
      left: 'No image' as const,
    },
    {
      what: 'stays if its registry does not delete',
      status: 405,
      says: 'Its registry does not allow deleting it: ',
    },
    {
      what: 'is reported with all errors if its registry is out of order',
      status: 418,
      says: 'It was not deleted (Deleting DIGEST in HOST/app failed: the registry answers 418): ',
    },
  ])('$what', async ({ status, says, left }) => {
    const result = await runJob(wrong, { ...DELETES, fault: takesDeletes(status), ...BESIDE })
    const said = says.replace('DIGEST', wrong.digest).replace('HOST', 'r.example')
    expect(errors(result)).toContain(`so no tag has moved. ${said}r.example/app@${wrong.digest}.`)
    expect(errors(result)).toContain('/usr/bin/app, which the image starts, is for amd64')
    expect(deletions(result)).toEqual([
      'GET /v2/app/tags/list?n=1000',
      'GET /v2/app/tags/list?n=100',
      'GET /v2/app/tags/list?n=100&last=9',
      `DELETE /v2/app/manifests/${wrong.digest}`,
    ])
    nothingMoved(result, left)
  })

  test.each<{ what: string; list: Reply; says: string }>([
    { what: 'are missing', list: { status: 404 }, says: 'it has no list of tags' },
    { what: 'are empty', list: { body: '{"name":"app","tags":[]}' }, says: 'its list of tags is empty' },
    { what: 'are null', list: { body: '{"name":"app","tags":null}' }, says: 'its list of tags is empty' },
    { what: 'are not JSON', list: { body: '<html>Sign in' }, says: 'its list of tags is invalid' },
    { what: 'are something else', list: { body: '{"tags":{"9":1}}' }, says: 'its list of tags is invalid' },
  ])('stays if the answers about tags $what, because a tag may point to it', async ({ list, says }) => {
    const fault: Fault = (asked, turn) =>
      asked.path.includes('/tags/list') ? list : takesDeletes(202)(asked, turn)
    // Nothing has changed since it was published.
    const result = await runJob(wrong, { ...DELETES, fault, holds: [wrong], tags: ['app:live'] })
    expect(errors(result)).toContain(
      `It was not deleted (r.example/app does not say for certain what its tags reach: ${says})`,
    )
    expect(deletions(result).filter((asked) => asked.startsWith('DELETE'))).toEqual([])
    nothingMoved(result)
  })

  test('stays if a list without the tag is followed by one with it', async () => {
    const fault: Fault = (asked, turn) =>
      asked.path.endsWith('list?n=1000') ? { body: '{"tags":["9"]}' } : takesDeletes(202)(asked, turn)
    const result = await runJob(wrong, { ...DELETES, fault, holds: [wrong], tags: ['app:9', 'app:live'] })
    expect(errors(result)).toContain('It stays, because the tag ')
    expect(deletions(result).filter((asked) => asked.startsWith('DELETE'))).toEqual([])
  })
})

const DELETES: Case = { inputs: { 'on-failure': 'delete' } }

describe('a builder that cannot push by digest', () => {
  const inspected =
    'Name: default\nDriver: docker\n\nNodes:\nName: default\nEndpoint: default\nStatus: running\nPlatforms: linux/amd64, linux/arm64\nLabels:\n org.mobyproject.buildkit.worker.snapshotter: overlayfs\n'
  const DOCKER: Rule = { match: ['buildx', 'inspect'], stdout: inspected }
  /** The tags already point to the image. */
  const pushedAtOnce = (of: Image): Case => ({ holds: [of], tags: ['app:1', 'app:2'] })

  test('pushes the tags at once; they are proven afterwards, from the layout', async () => {
    const result = await runJob(right, {
      ...pushedAtOnce(right),
      rules: [DOCKER],
      inputs: { builder: 'default' },
    })
    expect(errors(result)).toBe('')
    expect(moves(result)).toEqual([])
    const build = result.calls.find(({ argv }) => argv[1] === 'build')?.argv ?? []
    expect(build.filter((_, index) => build[index - 1] === '--tag')).toEqual([
      'r.example/app:1',
      'r.example/app:2',
    ])
    expect(result.main.outputs).toMatchObject({
      digest: right.digest,
      proof: expect.stringContaining('elfFiles'),
    })
  })

  test('reports that the tags already point to the image if it is not what it claims to be', async () => {
    const result = await runJob(wrong, {
      ...pushedAtOnce(wrong),
      rules: [DOCKER],
      inputs: { builder: 'default' },
    })
    expect(errors(result)).toContain(
      'The image could only be pushed together with its tags, so they already point to it: r.example/app:1, r.example/app:2.',
    )
    expect(headline(result)).toBe('Failed, and the tags have moved')
    expect([result.main.exitCode, Object.keys(result.main.outputs)]).toEqual([1, ['proof']])
  })

  test('is checked in the registry if it writes no layout', async () => {
    const none: Rule = { match: ['buildx', 'inspect'], stdout: inspected.split('Labels:')[0] ?? '' }
    const single = image(join(folder, 'single'), { 'linux/amd64': 'arm64' })
    const inputs = { builder: 'default', platforms: 'linux/amd64', tags: 'r.example/app:1' }
    const result = await runJob(single, { ...pushedAtOnce(single), rules: [none], inputs })
    expect(errors(result)).toContain('which the image starts, is for arm64, not for linux/amd64.')
    const kinds = result.registry.requests
      .filter(({ method, path }) => method === 'GET' && !path.includes(single.digest))
      .map(({ path }) => path.split('/')[3])
    expect(kinds).toEqual(['manifests', 'blobs', 'blobs'])
    expect(Object.keys(result.main.outputs)).toEqual(['proof'])
  })
})

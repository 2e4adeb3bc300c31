import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Failure, type FailureState, stateOf, Unfinished } from '../../src/errors.ts'
import type { Blobs } from '../../src/oci/descriptor.ts'
import type { Part } from '../../src/oci/part.ts'
import type { ProofPlan } from '../../src/plan/plan.ts'
import { BrokenLayout } from '../../src/run/layout.ts'
import { type Evidence, prove, subjectsOf } from '../../src/run/proof.ts'
import type { PlatformProof } from '../../src/verify/proof.ts'
import { digestOf, part, platforms } from '../builders.ts'
import { recordingDocker } from '../docker/recording.ts'
import { newStore } from '../verify/images.ts'
import { elf } from '../verify/layer/elf-file.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-proof-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the images that are proven', () => {
  test('are those of all parts, as their indexes list them', () => {
    const parts = [part({ 'linux/amd64': 'a', 'linux/386': 'b' }, 'c'), part({ 'linux/arm64': 'd' }, 'e')]
    expect(
      subjectsOf(parts).map(({ platform, descriptor }) => [platform, descriptor.digest, descriptor.size]),
    ).toEqual(
      [...platforms('linux/amd64,linux/386,linux/arm64')].map((platform, index) => [
        platform,
        digestOf(['a', 'b', 'd'][index] ?? ''),
        669,
      ]),
    )
  })

  test('are only the wanted ones of a part, each as what it is to be', () => {
    const wanted = platforms('linux/arm/v6')
    const vague = part({ 'linux/amd64': 'a', 'linux/arm': 'b' }, 'c', { platforms: wanted })
    expect(subjectsOf([vague])).toMatchObject([
      { platform: wanted[0], descriptor: { digest: digestOf('b') } },
    ])
  })
})

interface Ended {
  readonly proofs: readonly PlatformProof[] | undefined
  readonly errors: readonly unknown[]
  readonly state: FailureState | undefined
  /** Lines of the log. */
  readonly log: readonly string[]
  /** What the summary page gets of a failed proof. */
  readonly details: string
}

interface Case {
  readonly by?: 'tags' | 'digest'
  readonly onErrors?: ProofPlan['onErrors']
  /** How layers are read where a layout has them. */
  readonly layout?: Blobs['open']
}

const GHCR = 'ghcr.io/owner/app'

describe('a proof', () => {
  /** Proves an image of arm64 with programs of other machines at these paths. */
  async function ended(
    paths: readonly string[],
    { by = 'digest', onErrors = 'stop', layout }: Case = {},
  ): Promise<Ended> {
    const store = newStore()
    const layer = store.layer(paths.map((path) => ({ path, bytes: elf('amd64') })))
    const file = join(folder, 'Dockerfile')
    writeFileSync(file, 'FROM scratch\nCOPY files /\n')
    const history = [{ created_by: 'COPY files / # buildkit' }]
    const evidence: Evidence = {
      subjects: [store.image('linux/arm64', [layer], { history })],
      platforms: platforms('linux/arm64'),
      blobs: layout === undefined ? store.blobs : { ...store.blobs, open: layout },
      ...(layout === undefined ? {} : { fallback: async () => store.blobs }),
      dockerfileOf: () => file,
    }
    const pushed: readonly Part[] = [part({ 'linux/arm64': 'a' }, 'b')]
    const to = { by, repositories: [GHCR], tags: [`${GHCR}:1`], hosts: [] }
    const plan = { onErrors, ignore: [], deletes: false }
    const { write } = process.stdout
    const texts: string[] = []
    process.stdout.write = (text: Uint8Array | string): boolean => texts.push(String(text)) > 0
    let proofs: Ended['proofs']
    let errors: readonly unknown[] = []
    let state: FailureState | undefined
    let details = ''
    try {
      proofs = await prove(recordingDocker([]).docker, plan, evidence, { to, parts: pushed })
    } catch (error) {
      errors = error instanceof AggregateError ? error.errors : [error]
      state = stateOf(error)
      if (error instanceof Unfinished) details = error.details
    } finally {
      process.stdout.write = write
    }
    return { proofs, errors, state, log: texts.join('').split('\n'), details }
  }

  const many = (count: number, below: string): readonly string[] =>
    Array.from({ length: count }, (_, index) => `${below}-${index}/lib/x.so`)

  test('that finds no error gives what it found, and warns at the line of the Dockerfile', async () => {
    const { proofs, errors, log, details } = await ended(['srv/data'])
    expect(errors).toEqual([])
    expect(proofs?.map(({ files }) => files)).toEqual([1])
    const warnings = log.filter((line) => line.startsWith('::warning'))
    expect(warnings).toEqual([
      expect.stringMatching(
        /^::warning file=\S+\/Dockerfile,line=2,title=Image proof::\/srv\/data is for amd64, not for linux\/arm64\./,
      ),
    ])
    // The report at the end of the job has the table.
    expect(details).toBe('')
  })

  const LAYOUTS: readonly { what: string; layout: Blobs['open']; why: string }[] = [
    {
      what: 'misses a layer',
      layout: () => Promise.reject(new BrokenLayout('/l/blobs/x cannot be read: ENOENT')),
      why: '/l/blobs/x cannot be read: ENOENT',
    },
    {
      what: 'has a layer that breaks off',
      layout: async () => Readable.from([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1])]),
      why: 'the layer sha256:\\S+ is damaged or cannot be checked: .*',
    },
    {
      what: 'turns out to be other bytes at the end of a layer',
      layout: async () =>
        Readable.from(
          (async function* () {
            yield Buffer.alloc(1_024)
            throw new BrokenLayout('/l/blobs/x is damaged: its bytes have the digest y')
          })(),
        ),
      why: '/l/blobs/x is damaged: its bytes have the digest y',
    },
  ]

  test.each(LAYOUTS)('from a layout that $what reads the image elsewhere, and says so', async (row) => {
    const { proofs, errors, log } = await ended(['srv/data'], { layout: row.layout })
    expect(errors).toEqual([])
    expect(proofs?.map(({ files, findings }) => [files, findings.length])).toEqual([[1, 1]])
    const told = new RegExp(
      `^::warning::The layout on disk could not be used: ${row.why}; the proof reads the image from the registry\\.$`,
    )
    expect(log.filter((line) => told.test(line))).toHaveLength(1)
  })

  test('that cannot read it elsewhere either fails with what that says', async () => {
    const layout = () => Promise.reject(new Failure('The registry answers 500.', 'Wait.'))
    const { errors, log } = await ended(['srv/data'], { layout })
    expect(errors).toHaveLength(1)
    expect(log.filter((line) => line.startsWith('::warning'))).toEqual([])
  })

  test('that finds errors fails with each, its line, and what became of the tags', async () => {
    const { errors, state, details } = await ended(['usr/bin/a', 'usr/bin/b', 'srv/data'])
    expect(state).toBe('no tag moved')
    const failures = errors.filter((error) => error instanceof Failure)
    expect(failures.map(({ message }) => message.split(' It comes from')[0])).toEqual([
      '/usr/bin/a and 1 more file are for amd64, not for linux/arm64; its folder is in PATH.',
      `The image is not what it claims to be, so no tag has moved. The image can be inspected without a tag: ${GHCR}@${digestOf('b')}.`,
    ])
    expect(failures[0]?.location).toEqual({ file: join(folder, 'Dockerfile'), line: 2, title: 'Image proof' })
    expect(failures.at(-1)?.cure).toContain('verify: warn')
    expect(details).toMatch(/^\| `linux\/arm64` \|.* `failed: 1 error` \|$/m)
  })

  test('whose errors are warnings tells each, its line, and that they are let pass, and does not fail', async () => {
    const paths = ['usr/bin/a', 'srv/data']
    const { proofs, errors, log, details } = await ended(paths, { onErrors: 'warn' })
    expect(errors).toEqual([])
    expect(log.filter((line) => line.startsWith('::error'))).toEqual([])
    const warnings = log.filter((line) => line.startsWith('::warning'))
    expect(
      warnings.map((line) => line.replace(/file=[^,]+\/(?=Dockerfile)/, '').split(/ It comes from|%0A/)[0]),
    ).toEqual([
      '::warning::The image is not what it claims to be (1 error), but verify: warn lets it pass.',
      '::warning Dockerfile,line=2,title=Image proof::/usr/bin/a is for amd64, not for linux/arm64; its folder is in PATH.',
      '::warning Dockerfile,line=2,title=Image proof::/srv/data is for amd64, not for linux/arm64.',
    ])
    expect(proofs?.[0]?.findings.map(({ severity }) => severity)).toEqual(['error', 'warning'])
    expect(details).toBe('')
  })

  test('whose errors are warnings tells as many as a runner shows, the errors first', async () => {
    const paths = [...many(15, 'opt/app'), ...many(15, 'srv/data')]
    const { log } = await ended(paths, { onErrors: 'warn' })
    const warnings = log.filter((line) => line.startsWith('::warning'))
    expect(warnings).toHaveLength(10)
    expect(warnings.filter((line) => line.includes('::/opt/app-'))).toHaveLength(9)
  })

  test('of tags that point to the image already says so', async () => {
    const { errors, state } = await ended(['usr/bin/a'], { by: 'tags' })
    expect(state).toBe('tags moved')
    expect(errors.at(-1)).toMatchObject({
      message: expect.stringContaining(`so they already point to it: ${GHCR}:1.`),
    })
  })

  test('that finds much tells as many errors and warnings as a runner shows, and all in the log', async () => {
    const { errors, log } = await ended([
      ...many(15, 'opt/app'),
      ...many(15, 'srv/data').map((path) => path.replace('/lib/', '/')),
    ])
    expect(errors).toHaveLength(10)
    expect(errors.at(-1)).toMatchObject({
      message: expect.stringMatching(
        /^The image is not what it claims to be \(15 errors: .*\), so no tag has moved\./,
      ),
    })
    expect(log.filter((line) => line.startsWith('::warning'))).toHaveLength(10)
    // All errors, ten warnings, and a line that counts the rest.
    expect(log.filter((line) => /^(?:error|warning): /.test(line))).toHaveLength(26)
  })
})

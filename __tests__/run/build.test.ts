import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { fakeDocker } from '../../e2e/harness/fake-docker/fake.ts'
import type { Rule } from '../../e2e/harness/fake-docker/rules.ts'
import { Failure } from '../../src/errors.ts'
import { type Building, type Built, build } from '../../src/run/build.ts'

const recorded = (name: string): object =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8'))

const DIGEST = `sha256:${'a'.repeat(64)}`
const IMAGE = `sha256:${'b'.repeat(64)}`

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

interface Ended {
  readonly built: Built | undefined
  readonly failure: Failure | undefined
  /** The runner's warnings in the log. */
  readonly warnings: readonly string[]
  readonly metadataWarnings: string | undefined
}

/** Runs a build against a docker that does what the rule says. */
async function ended(
  rule: Partial<Rule>,
  { call = '', ...building }: Partial<Building> & { readonly call?: string } = {},
): Promise<Ended> {
  const rules = [{ match: ['buildx', 'build'], ...rule }]
  const fake = fakeDocker({ folder, rules, record: ['BUILDX_METADATA_WARNINGS'] })
  const { env } = process
  const { write } = process.stdout
  const log: string[] = []
  process.env = { ...env, ...fake.env }
  process.stdout.write = (text: Uint8Array | string, ...rest: unknown[]): boolean => {
    log.push(String(text))
    for (const done of rest) if (typeof done === 'function') done()
    return true
  }
  const paths = { metadataFile: join(folder, 'metadata.json'), iidFile: join(folder, 'iid') }
  const command = ['buildx', 'build', '--metadata-file', paths.metadataFile, '--iidfile', paths.iidFile]
  const known = { dockerfile: 'app/Dockerfile', platforms: ['linux/amd64'], annotatesChecks: true }
  let built: Built | undefined
  let failure: Failure | undefined
  try {
    built = await build({ command, ...paths, secretFiles: [], call }, { ...known, ...building })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    failure = error
  } finally {
    process.stdout.write = write
    process.env = env
  }
  const warnings = log
    .join('')
    .split('\n')
    .filter((line) => line.startsWith('::warning'))
  return { built, failure, warnings, metadataWarnings: fake.calls()[0]?.env['BUILDX_METADATA_WARNINGS'] }
}

describe('a build', () => {
  test('has what buildx wrote', async () => {
    const { built } = await ended({ metadata: { 'containerimage.digest': DIGEST }, iid: `${IMAGE}\n` })
    expect(built).toMatchObject({ digest: DIGEST, imageid: IMAGE, result: '' })
    expect(JSON.parse(built?.metadata ?? '')).toEqual({ 'containerimage.digest': DIGEST })
  })

  test('that wrote nothing has nothing', async () => {
    expect((await ended({})).built).toMatchObject({ digest: '', imageid: '', metadata: '', result: '' })
  })

  test('asks buildx for its warnings and puts each at its line', async () => {
    const { warnings, metadataWarnings } = await ended({ metadata: recorded('build-warnings') })
    expect(metadataWarnings).toBe('true')
    expect(warnings.map((line) => /^::warning (\S+)::(\w+):/.exec(line)?.slice(1).join(' '))).toEqual([
      'file=app/Dockerfile,line=2 MaintainerDeprecated',
      'file=app/Dockerfile,line=3 WorkdirRelativePath',
      'file=app/Dockerfile,line=4 SecretsUsedInArgOrEnv',
      'file=app/Dockerfile,line=7 LegacyKeyValueFormat',
      'file=app/Dockerfile,line=1 FromAsCasing',
    ])
  })

  test('leaves warnings in the log where they are not wanted at lines', async () => {
    const { warnings } = await ended({ metadata: recorded('build-warnings') }, { annotatesChecks: false })
    expect(warnings).toEqual([])
  })

  test('keeps no output, however it is called', async () => {
    expect((await ended({ stdout: 'sha256:1\n' })).built?.result).toBe('')
  })
})

describe('a call', () => {
  test('has what it printed', async () => {
    const { built } = await ended({ stdout: 'TARGET  DESCRIPTION\none     größe\n' }, { call: 'targets' })
    expect(built?.result).toBe('TARGET  DESCRIPTION\none     größe\n')
  })

  test('has what it printed, wherever a pipe cuts it', async () => {
    const text = '€'.repeat(100_000)
    const { built } = await ended({ stdout: text }, { call: 'outline' })
    // Compared first, because a difference would be printed in full.
    expect(built?.result === text).toBe(true)
  })

  test('keeps stderr out of the result', async () => {
    const { built } = await ended({ stdout: 'one\n', stderr: '#1 DONE\n' }, { call: 'targets' })
    expect(built?.result).toBe('one\n')
  })

  const VERDICT = 'Check complete, 5 warnings have been found!'
  const found = { code: 1, metadata: recorded('check-warnings') }
  const text = `${VERDICT}\n\nWARNING: FromAsCasing - https://docs.docker.com/go/dockerfile/rule/from-as-casing/\n`

  test.each([
    { what: 'by its verdict', call: 'check', stdout: text },
    { what: 'by its verdict behind an empty line', call: 'check', stdout: `\n${text}` },
  ])('that checks fails $what, with each warning at its line', async ({ call, stdout }) => {
    const { failure, warnings } = await ended({ ...found, stdout }, { call })
    expect(failure?.message).toBe(VERDICT)
    expect(failure?.cure).toMatch(/app\/Dockerfile/)
    expect(warnings).toHaveLength(5)
  })

  test('that checks fails in words, whatever the format of its result', async () => {
    const { failure } = await ended(
      { ...found, stdout: '{\n  "warnings": []\n}\n' },
      { call: 'check,format=json' },
    )
    expect(failure?.message).toMatch(/^[A-Z][\w ,]+[.!]$/)
  })

  test('that checks and finds nothing is green', async () => {
    const stdout = 'Check complete, no warnings found.\n'
    const { built, warnings } = await ended({ stdout, metadata: recorded('check-clean') }, { call: 'check' })
    expect(built).toMatchObject({ result: stdout, digest: '' })
    expect(warnings).toEqual([])
  })

  test('that checks what is no Dockerfile fails with what BuildKit says', async () => {
    const stderr = 'ERROR: dockerfile parse error on line 2: unknown instruction: RNU (did you mean ENV?)\n'
    const { failure } = await ended({ code: 1, stderr }, { call: 'check' })
    expect(failure?.message).toContain('unknown instruction: RNU')
  })
})

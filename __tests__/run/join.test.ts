import { describe, expect, test } from '@jest/globals'
import type { IndexPlan, JoinPlan } from '../../src/plan/plan.ts'
import { prepareIndex } from '../../src/run/join.ts'
import { part } from '../builders.ts'
import { type Reply, recordingDocker } from '../docker/recording.ts'
import { type Document, documentOf, indexOf } from './documents.ts'

const PARTS = [part({ 'linux/amd64': '1' }, 'a'), part({ 'linux/arm64': '2' }, 'b')]
const JOINED = indexOf(['linux/amd64', 'linux/arm64'])
const DRY_RUN = ['buildx', 'imagetools', 'create', '--dry-run']

const INDEX: IndexPlan = { dryRun: DRY_RUN, annotations: [] }

const printed = ({ bytes }: Document): Reply => ({ match: DRY_RUN, stdout: `${bytes}\n` })

/** Joins the parts with this dry run. */
async function joined(
  rules: readonly Reply[],
  index: Partial<IndexPlan> = {},
  copies: JoinPlan['copies'] = [],
) {
  const plan: JoinPlan = { copies, index: { ...INDEX, ...index }, moves: [] }
  const { docker, calls } = recordingDocker(rules)
  const result = await prepareIndex(docker, plan, PARTS).catch((error: unknown) => error)
  return { result, calls }
}

describe('joining parts', () => {
  test('makes the index that buildx shows, byte for byte', async () => {
    const { result } = await joined([printed(JOINED)])
    expect(result).toMatchObject({ digest: JOINED.digest, bytes: JOINED.bytes })
  })

  test('takes the only part as it is, without asking anybody', async () => {
    const [only] = PARTS
    const { docker, calls } = recordingDocker([])
    const plan: JoinPlan = { copies: [], index: undefined, moves: [] }
    expect(await prepareIndex(docker, plan, only === undefined ? [] : [only])).toBe(only)
    expect(calls).toEqual([])
  })

  test('says where certificates are to be, which buildx takes from no configuration there', async () => {
    const stderr = 'ERROR: tls: failed to verify certificate: x509: certificate signed by unknown authority\n'
    const { result } = await joined([{ match: DRY_RUN, stderr, code: 1 }])
    expect(result).toMatchObject({
      cure: expect.stringMatching(/^No tag has moved\. For joining parts, .* SSL_CERT_FILE/),
    })
  })

  test.each<{ what: string; rule: Reply; index?: Partial<IndexPlan>; message: string }>([
    {
      what: 'cannot be made',
      rule: { match: DRY_RUN, stderr: 'ERROR: denied\n', code: 1 },
      message: 'The parts cannot be joined: ERROR: denied.',
    },
    {
      what: 'cannot be made, and nobody says why',
      rule: { match: DRY_RUN, code: 1, stderr: '' },
      message: 'The parts cannot be joined: exit code 1.',
    },
    {
      what: 'is none',
      rule: printed(documentOf({ schemaVersion: 2, config: {} })),
      message: 'The joined index is not what was requested: it is not an index.',
    },
    {
      what: 'lacks a part',
      rule: printed(indexOf(['linux/amd64'])),
      message: `linux/arm64 is missing; sha256:${'2'.repeat(64)} of linux/arm64 is not in it.`,
    },
    {
      what: 'lacks an annotation',
      rule: printed(JOINED),
      index: { annotations: ['index:title=App'] },
      message: 'it has no annotation title; only OCI images can have one.',
    },
  ])('fails if the index $what', async ({ rule, index, message }) => {
    const { result } = await joined([rule], index)
    expect(String(result)).toContain(message)
  })

  test('copies first what its repository lacks', async () => {
    const copy = ['buildx', 'imagetools', 'create', '--prefer-index=false', 'copy']
    const { calls } = await joined([printed(JOINED), { match: copy }], {}, [copy])
    expect(calls).toEqual([copy.join(' '), DRY_RUN.join(' ')])
  })

  test('is not done if a part cannot be copied, which is tried once if the registry refuses it', async () => {
    const copy = ['buildx', 'imagetools', 'create', '--prefer-index=false', 'copy']
    const denied: Reply = { match: copy, stderr: 'ERROR: denied\nand more\n', code: 1 }
    const { result, calls } = await joined([denied], {}, [copy])
    expect(String(result)).toContain('A part could not be copied: denied and more.')
    expect(calls).toEqual([copy.join(' ')])
  })
})

import { describe, expect, test } from '@jest/globals'
import { type FailureState, stateOf } from '../../src/errors.ts'
import type { IndexPlan, JoinPlan, TagMove } from '../../src/plan/plan.ts'
import { join, moveTags } from '../../src/run/join.ts'
import { part } from '../builders.ts'
import { type Reply, recordingDocker } from '../docker/recording.ts'
import { type Document, documentOf, holds, indexOf, lacks } from './registry-rules.ts'

const PARTS = [part({ 'linux/amd64': '1' }, 'a'), part({ 'linux/arm64': '2' }, 'b')]
const JOINED = indexOf(['linux/amd64', 'linux/arm64'])
const DRY_RUN = ['buildx', 'imagetools', 'create', '--dry-run']
const MOVED = indexOf(['linux/riscv64'])

const INDEX: IndexPlan = { copies: [], dryRun: DRY_RUN, annotations: [] }

function move(repository: string): TagMove {
  const tags = [`${repository}:1`, `${repository}:2`]
  return { repository, tags, command: ['buildx', 'imagetools', 'create', ...tags] }
}

const printed = ({ bytes }: Document): Reply => ({ match: DRY_RUN, stdout: `${bytes}\n` })
const PUSHED: Reply = { match: ['buildx', 'imagetools', 'create'] }

/** Joins the parts with this dry run; the tags are where they should be. */
async function joined(rules: readonly Reply[], index: Partial<IndexPlan> = {}) {
  const plan: JoinPlan = { index: { ...INDEX, ...index }, moves: [move('r.example/app')] }
  const tags = plan.moves.flatMap((each) => each.tags.map((tag) => holds(tag, JOINED)))
  const { docker, calls } = recordingDocker([...rules, ...tags, PUSHED])
  const result = await join(docker, plan, PARTS, '').catch((error: unknown) => error)
  return { result, moves: calls.filter((call) => / create (?!--)/.test(call)) }
}

describe('joining parts', () => {
  test('moves the tags once the index is what it must be', async () => {
    const { result, moves } = await joined([printed(JOINED)])
    expect(result).toMatchObject({ digest: JOINED.digest, size: JOINED.bytes.length })
    expect(moves).toEqual(['buildx imagetools create r.example/app:1 r.example/app:2'])
  })

  test.each<{ what: string; rule: Reply; index?: Partial<IndexPlan>; message: string }>([
    {
      what: 'cannot be made',
      rule: { match: DRY_RUN, stderr: 'ERROR: denied\n', code: 1 },
      message: 'The parts cannot be joined: ERROR: denied.',
    },
    {
      what: 'cannot be made, and nobody says why',
      rule: { match: DRY_RUN, code: 1 },
      message: 'The parts cannot be joined: exit code 1.',
    },
    {
      what: 'is none',
      rule: printed(documentOf({ schemaVersion: 2, config: {} })),
      message: 'The joined index is not what was asked for: it is no index.',
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
  ])('moves no tag where the index $what', async ({ rule, index, message }) => {
    const { result, moves } = await joined([rule], index)
    expect(String(result)).toContain(message)
    expect(moves).toEqual([])
  })

  test('is not done where a part cannot be copied, which is tried twice', async () => {
    const copy = ['buildx', 'imagetools', 'create', '--prefer-index=false', 'copy']
    const denied: Reply = { match: copy, stderr: 'ERROR: denied\nand more\n', code: 1 }
    const { docker, calls } = recordingDocker([denied])
    const plan: JoinPlan = { index: { ...INDEX, copies: [copy] }, moves: [] }
    await expect(join(docker, plan, PARTS, '')).rejects.toThrow('A part could not be copied: ERROR: denied.')
    expect(calls).toEqual([copy.join(' '), copy.join(' ')])
  })
})

describe('moving tags', () => {
  const [ONE, TWO] = [move('a.example/app'), move('b.example/app')]
  const ALL = [...ONE.tags, ...TWO.tags]
  const digest = MOVED.digest

  test('counts where the tags are, not how the commands ended', async () => {
    const once: Reply = { match: ONE.command.map(String), times: 1, stderr: 'ERROR: broken\n', code: 1 }
    const { docker } = recordingDocker([once, ...ALL.map((tag) => holds(tag, MOVED)), PUSHED])
    expect(await moveTags(docker, [ONE, TWO], digest, '')).toEqual(ALL)
  })

  test.each<{ what: string; stuck: readonly Reply[]; state: FailureState; lines: readonly string[] }>([
    {
      what: 'half of them have moved',
      stuck: [lacks('b.example/app:1'), holds('b.example/app:2', JOINED)],
      state: 'some tags moved',
      lines: [
        'Moved: a.example/app:1, a.example/app:2.',
        `Not moved: b.example/app:1 (does not answer: ERROR: b.example/app:1: not found), b.example/app:2 (is ${JOINED.digest}).`,
      ],
    },
    {
      what: 'none has moved',
      stuck: ALL.map((tag) => holds(tag, JOINED)),
      state: 'no tag moved',
      lines: ['Moved: none.', `Not moved: ${ALL.map((tag) => `${tag} (is ${JOINED.digest})`).join(', ')}.`],
    },
    {
      what: 'none is known to have moved',
      stuck: ALL.map(lacks),
      state: 'tags may have moved',
      lines: ['Moved: none.'],
    },
  ])('says which have and which have not where $what', async ({ stuck, state, lines }) => {
    const { docker, calls } = recordingDocker([...stuck, ...ALL.map((tag) => holds(tag, MOVED)), PUSHED])
    const error = await moveTags(docker, [ONE, TWO], digest, '').catch((thrown: unknown) => thrown)
    expect(stateOf(error)).toBe(state)
    expect(String(error).split('\n')).toEqual(
      expect.arrayContaining([expect.stringContaining(`Not every tag points to ${digest} now.`), ...lines]),
    )
    expect(calls.filter((call) => call.includes(' create '))).toHaveLength(2)
  })

  test('says why a command failed, which does not keep the others from it', async () => {
    const failing: Reply = { match: TWO.command.map(String), stderr: 'ERROR: 429\n', code: 1 }
    const stuck = TWO.tags.map((tag) => holds(tag, JOINED))
    const rules = [failing, ...stuck, ...ONE.tags.map((tag) => holds(tag, MOVED)), PUSHED]
    const { docker } = recordingDocker(rules)
    await expect(moveTags(docker, [ONE, TWO], digest, '')).rejects.toThrow(
      `Not moved: b.example/app:1 (is ${JOINED.digest}), b.example/app:2 (is ${JOINED.digest}).\nb.example/app: ERROR: 429`,
    )
  })
})

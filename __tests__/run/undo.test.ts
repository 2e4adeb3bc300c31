import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Clock } from '../../src/retry.ts'
import { type Undone, undoAll } from '../../src/run/undo.ts'
import { recall, type State } from '../../src/state.ts'
import { type Reply, recordingDocker } from '../docker/recording.ts'

/** Time that passes where somebody waits, and not else. */
function ownTime(): Clock {
  let now = 0
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms
    },
  }
}

async function undone(state: Partial<State>, rules: readonly Reply[] = [], env: NodeJS.ProcessEnv = {}) {
  const { docker, calls } = recordingDocker(rules, env)
  const outcomes = await undoAll(docker, { ...recall({}), ...state }, ownTime())
  return { calls, outcomes: outcomes.map(({ what, outcome }) => [what, outcome] as const) }
}

const VERSION = 'version --format {{.Server.Version}}'

const REMOVES: readonly Reply[] = [{ match: ['buildx', 'rm'] }, { match: ['context', 'rm'] }]

describe('post', () => {
  test.each<{
    what: string
    state: Partial<State>
    rules: readonly Reply[]
    calls: readonly string[]
    outcomes: readonly (readonly [string, Undone['outcome']])[]
  }>([
    { what: 'asks nothing where nothing was made', state: {}, rules: [], calls: [], outcomes: [] },
    {
      what: 'removes the builder, then its context',
      state: { builder: 'b', nodes: 'b0', context: 'c', finished: 'true' },
      rules: REMOVES,
      calls: ['buildx rm b', 'context rm --force c'],
      outcomes: [
        ['builder b', 'done'],
        ['docker context c', 'done'],
      ],
    },
    {
      what: 'keeps the volume if the builder has keep-state',
      state: { builder: 'b', nodes: 'b0', keepsState: 'true', finished: 'true' },
      rules: REMOVES,
      calls: ['buildx rm --keep-state b'],
      outcomes: [['builder b', 'done']],
    },
    {
      what: 'counts what does not exist as removed',
      state: { builder: 'b', nodes: 'b0', context: 'c', finished: 'true' },
      rules: [
        { match: ['buildx', 'rm'], stderr: 'ERROR: no builder "b" found\n', code: 1 },
        { match: ['context', 'rm'], stderr: 'context "c" not found\n' },
      ],
      calls: ['buildx rm b', 'context rm --force c'],
      outcomes: [
        ['builder b', 'was not there'],
        ['docker context c', 'was not there'],
      ],
    },
    {
      what: 'looks for half-made nodes where the job did not get to its end',
      state: { builder: 'b', nodes: 'b0 b1' },
      rules: [
        { match: ['buildx', 'rm'], stderr: 'ERROR: no builder "b" found\n', code: 1 },
        { match: ['rm'], with: ['buildx_buildkit_b0'] },
        { match: ['rm'], stderr: 'Error: No such container: buildx_buildkit_b1\n' },
        { match: ['volume', 'rm'], stderr: 'Error: no such volume: x\n', code: 1 },
      ],
      calls: [
        'buildx rm b',
        'rm --force --volumes buildx_buildkit_b0',
        'rm --force --volumes buildx_buildkit_b1',
        'volume rm buildx_buildkit_b0_state',
        'volume rm buildx_buildkit_b1_state',
      ],
      outcomes: [['builder b', 'done']],
    },
    {
      what: 'goes on after a removal that fails, or does not end',
      state: { builder: 'b', context: 'c', finished: 'true' },
      rules: [
        { match: ['buildx', 'rm'], stderr: 'docker buildx rm b did not end within 60 seconds', code: 124 },
        { match: ['context', 'rm'], stderr: 'permission denied\n', code: 1 },
      ],
      calls: ['buildx rm b', 'context rm --force c'],
      outcomes: [
        [
          'builder b',
          {
            failure: 'docker buildx rm b did not end within 60 seconds',
            manualCommands: ['docker buildx rm b'],
          },
        ],
        [
          'docker context c',
          { failure: 'permission denied', manualCommands: ['docker context rm --force c'] },
        ],
      ],
    },
    {
      what: 'removes nodes by their names where buildx forgot a builder that it could not remove',
      state: { builder: 'b', nodes: 'b0 b1@ssh://a@arm b2@other', finished: 'true' },
      rules: [
        { match: ['buildx', 'rm'], stderr: 'failed to remove b: Cannot connect\n', code: 1 },
        { match: ['version'], stderr: 'Cannot connect\n', code: 1, times: 2 },
        { match: ['version'] },
        { match: ['rm'] },
        { match: ['volume', 'rm'] },
        { match: ['--host'] },
        { match: ['--context'] },
      ],
      calls: [
        'buildx rm b',
        ...Array<string>(3).fill(VERSION),
        'rm --force --volumes buildx_buildkit_b0',
        '--host ssh://a@arm rm --force --volumes buildx_buildkit_b1',
        '--context other rm --force --volumes buildx_buildkit_b2',
        'volume rm buildx_buildkit_b0_state',
        '--host ssh://a@arm volume rm buildx_buildkit_b1_state',
        '--context other volume rm buildx_buildkit_b2_state',
      ],
      outcomes: [['builder b', 'done']],
    },
    {
      what: 'asks buildx once more where it hung, because it knows the builder still',
      state: { builder: 'b', nodes: 'b0', keepsState: 'true', finished: 'true' },
      rules: [
        { match: ['buildx', 'rm'], stderr: 'did not end', code: 124, times: 1 },
        { match: ['version'] },
        { match: ['rm'] },
        { match: ['buildx', 'rm'] },
      ],
      calls: [
        'buildx rm --keep-state b',
        VERSION,
        'rm --force --volumes buildx_buildkit_b0',
        'buildx rm --keep-state b',
      ],
      outcomes: [['builder b', 'done']],
    },
    {
      what: 'names what is left where the engine stays away, and asks for it once',
      state: { builder: 'b', nodes: 'b0', installer: 'i' },
      rules: [
        { match: ['buildx', 'rm'], stderr: 'Cannot connect\n', code: 1 },
        { match: ['rm'], stderr: 'Cannot connect\n', code: 1 },
        { match: ['version'], stderr: 'Cannot connect\n', code: 1 },
      ],
      calls: [
        'buildx rm b',
        'rm --force --volumes i',
        // Every half second for 45 seconds.
        ...Array<string>(91).fill(VERSION),
      ],
      outcomes: [
        [
          'builder b',
          {
            failure: 'Cannot connect',
            manualCommands: [
              'docker rm --force --volumes buildx_buildkit_b0',
              'docker volume rm buildx_buildkit_b0_state',
              'docker buildx rm b',
            ],
          },
        ],
        ['container i', { failure: 'Cannot connect', manualCommands: ['docker rm --force --volumes i'] }],
      ],
    },
    {
      what: 'tries what failed for another reason once more',
      state: { installer: 'i' },
      rules: [
        { match: ['rm'], stderr: 'removal is already in progress\n', code: 1, times: 1 },
        { match: ['version'] },
        { match: ['rm'] },
      ],
      calls: ['rm --force --volumes i', VERSION, 'rm --force --volumes i'],
      outcomes: [['container i', 'done']],
    },
    {
      what: 'restores the default builder that there was',
      state: { default: 'theirs ours', finished: 'true' },
      rules: [{ match: ['buildx', 'inspect'], stdout: 'Name: ours\n' }, { match: ['buildx', 'use'] }],
      calls: ['buildx inspect', 'buildx use theirs'],
      outcomes: [['default builder theirs', 'done']],
    },
    {
      what: 'leaves a default builder that another step has chosen since',
      state: { default: 'theirs ours', finished: 'true' },
      rules: [{ match: ['buildx', 'inspect'], stdout: 'Name: another\n' }],
      calls: ['buildx inspect'],
      outcomes: [['default builder theirs', 'was not there']],
    },
    {
      what: 'removes containers and images of a smoke test that did not get to its end',
      state: { smokeContainers: 's1 s2', smokeImages: 'r.example/app@sha256:1', installer: 'i' },
      rules: [
        { match: ['rm'], with: ['s1'] },
        { match: ['rm'], stderr: 'Error: No such container\n' },
        { match: ['image', 'rm'], stderr: 'conflict: image is being used\n', code: 1 },
      ],
      calls: [
        'rm --force --volumes i',
        'rm --force --volumes s1',
        'rm --force --volumes s2',
        'image rm r.example/app@sha256:1',
      ],
      outcomes: [
        ['container i', 'was not there'],
        ['containers of the smoke test s1 s2', 'done'],
        ['images of the smoke test r.example/app@sha256:1', 'was not there'],
      ],
    },
    {
      what: 'asks for none of them after a job that did',
      state: {
        smokeContainers: 's1',
        smokeImages: 'r.example/app@sha256:1',
        installer: 'i',
        finished: 'true',
      },
      rules: [],
      calls: [],
      outcomes: [
        ['container i', 'was not there'],
        ['containers of the smoke test s1', 'was not there'],
        ['images of the smoke test r.example/app@sha256:1', 'was not there'],
      ],
    },
  ])('$what', async ({ state, rules, calls, outcomes }) => {
    const told = await undone(state, rules)
    expect(told).toEqual({ calls, outcomes })
  })

  test('removes the folders even if the builder could not be removed', async () => {
    const temp = mkdtempSync(join(tmpdir(), 'mpb-undo-'))
    const folder = join(temp, 'multi-platform-build-1')
    mkdirSync(folder)
    try {
      const stuck: Reply = { match: ['buildx', 'rm'], stderr: 'it is stuck\n', code: 1 }
      const gone = join(temp, 'multi-platform-build-downloads')
      const { outcomes } = await undone(
        { builder: 'b', temp: folder, downloads: gone, finished: 'true' },
        [stuck],
        { RUNNER_TEMP: `${temp}/` },
      )
      expect(outcomes).toEqual([
        ['builder b', { failure: 'it is stuck', manualCommands: ['docker buildx rm b'] }],
        [`folder ${folder}`, 'done'],
        [`folder ${gone}`, 'was not there'],
      ])
      expect(existsSync(folder)).toBe(false)
    } finally {
      rmSync(temp, { recursive: true, force: true })
    }
  })

  test.each([
    { what: 'of another name', path: 'theirs' },
    { what: 'deeper in it', path: 'theirs/multi-platform-build-1' },
    { what: 'that is said in another way', path: 'theirs/../multi-platform-build-1' },
    { what: 'outside', path: '../multi-platform-build-1' },
    { what: 'above it', path: 'multi-platform-build-1/../..' },
  ])('leaves a folder alone that is not ours in RUNNER_TEMP: one $what', async ({ path }) => {
    const place = mkdtempSync(join(tmpdir(), 'mpb-undo-'))
    const temp = join(place, 'temp')
    mkdirSync(join(temp, 'theirs', 'multi-platform-build-1'), { recursive: true })
    for (const each of [place, temp]) mkdirSync(join(each, 'multi-platform-build-1'))
    try {
      const value = `${temp}/${path}`
      const { outcomes } = await undone({ temp: value, downloads: value }, [], { RUNNER_TEMP: temp })
      const failure = 'it is not a folder of this action in RUNNER_TEMP, so it is left alone'
      expect(outcomes).toEqual(Array(2).fill([`folder ${value}`, { failure, manualCommands: [] }]))
      expect(existsSync(value)).toBe(true)
    } finally {
      rmSync(place, { recursive: true, force: true })
    }
  })
})

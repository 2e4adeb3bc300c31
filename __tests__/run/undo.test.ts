import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { type Undone, undoAll } from '../../src/run/undo.ts'
import { recall, type State } from '../../src/state.ts'
import { type Reply, recordingDocker } from '../docker/recording.ts'

async function undone(state: Partial<State>, rules: readonly Reply[] = []) {
  const { docker, calls } = recordingDocker(rules)
  const outcomes = await undoAll(docker, { ...recall({}), ...state })
  return { calls, outcomes: outcomes.map(({ what, outcome }) => [what, outcome] as const) }
}

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
      what: 'keeps the volume of a builder that is to keep it',
      state: { builder: 'b', nodes: 'b0', keepsState: 'true', finished: 'true' },
      rules: REMOVES,
      calls: ['buildx rm --keep-state b'],
      outcomes: [['builder b', 'done']],
    },
    {
      what: 'takes what is not there for removed',
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
        { match: ['buildx', 'rm'], stderr: 'docker buildx rm b did not end within 5 minutes', code: 124 },
        { match: ['context', 'rm'], stderr: 'permission denied\n', code: 1 },
      ],
      calls: ['buildx rm b', 'context rm --force c'],
      outcomes: [
        ['builder b', { failure: 'docker buildx rm b did not end within 5 minutes' }],
        ['docker context c', { failure: 'permission denied' }],
      ],
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

  test('removes the folders, whatever became of the builder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mpb-undo-'))
    try {
      const stuck: Reply = { match: ['buildx', 'rm'], stderr: 'it is stuck\n', code: 1 }
      const { outcomes } = await undone(
        { builder: 'b', temp: folder, downloads: join(folder, 'gone'), finished: 'true' },
        [stuck],
      )
      expect(outcomes).toEqual([
        ['builder b', { failure: 'it is stuck' }],
        [`folder ${folder}`, 'done'],
        [`folder ${join(folder, 'gone')}`, 'was not there'],
      ])
      expect(existsSync(folder)).toBe(false)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

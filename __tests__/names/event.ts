/** Events for tests, and the names that inputs produce with them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readNaming } from '../../src/facts/naming.ts'
import { completeInputs, readInputs } from '../../src/inputs/read.ts'
import { withTag } from '../../src/oci/reference.ts'

type Env = Readonly<Record<string, string>>

/** An event, as the runner reports it. */
export interface Happened {
  readonly event: string
  readonly ref: string
  readonly payload?: object
  readonly env?: Env
}

export const SHA = '6113728f27ae82c7b1a177c8d03f9e96e0adf246'
export const HEAD = '0dd6ef3b9b6ef0dc7e1b5f0a6d5d3d2a4c1b0a99'

const REPOSITORY = {
  name: 'app',
  html_url: 'https://github.com/owner/app',
  description: 'An app',
  default_branch: 'main',
  license: { spdx_id: 'MIT' },
}

const COMMIT = { id: SHA, timestamp: '2026-03-01T12:30:45+02:00' }

export const pushed = (branch: string, payload: object = {}): Happened => ({
  event: 'push',
  ref: `refs/heads/${branch}`,
  payload: { head_commit: COMMIT, ...payload },
})

export const tagged = (tag: string, payload: object = {}): Happened => ({
  event: 'push',
  ref: `refs/tags/${tag}`,
  payload: { head_commit: COMMIT, ...payload },
})

export const pull = (event = 'pull_request'): Happened => ({
  event,
  ref: event === 'pull_request' ? 'refs/pull/7/merge' : 'refs/heads/main',
  payload: {
    pull_request: { number: 7, head: { ref: 'topic', sha: HEAD }, base: { ref: 'release/1' } },
  },
})

/** 1 May 2026, half past eleven in the evening by UTC. */
const NOW = Date.UTC(2026, 4, 1, 23, 30)

/** Reads inputs with an event. */
export async function readWith({ event, ref, payload = {}, env = {} }: Happened, inputs: Env) {
  const folder = mkdtempSync(join(tmpdir(), 'mpb-event-'))
  try {
    const path = join(folder, 'event.json')
    writeFileSync(path, JSON.stringify({ repository: REPOSITORY, ...payload }))
    const own = {
      ...{ GITHUB_EVENT_NAME: event, GITHUB_REF: ref, GITHUB_SHA: SHA, GITHUB_EVENT_PATH: path },
      ...{ GITHUB_REPOSITORY: 'owner/app', GITHUB_SERVER_URL: 'https://github.com', ...env },
    }
    const given = Object.entries(inputs).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text])
    return await completeInputs(readInputs(Object.fromEntries(given)), async () => readNaming(own, NOW))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The tags of one image without its name, or the problems. */
export async function tagsOf(happened: Happened, tags: string, more: Env = {}): Promise<string> {
  const { inputs, problems } = await readWith(happened, { images: 'o/a', tags, ...more })
  if (problems.length > 0)
    return problems.map(({ input, line, what }) => `${input} ${line}: ${what}`).join('\n')
  return inputs.tags.map((tag) => withTag(tag).replace('o/a:', '')).join(' ')
}

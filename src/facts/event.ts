import { readFileSync } from 'node:fs'
import { field, parseJson, text } from '../json.ts'
import type { EventFacts } from './facts.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Reads the event from the runner's variables and its payload file. Outside a runner everything is ''. */
export function readEvent(env: Env): EventFacts {
  const payload = readPayload(env['GITHUB_EVENT_PATH'])
  const onTag = env['GITHUB_REF_TYPE'] === 'tag'
  const base = env['GITHUB_BASE_REF'] || stripHeads(text(payload, 'merge_group', 'base_ref'))
  // A merge queue's own branch lives for one run: what it builds becomes the base branch.
  const own = text(payload, 'merge_group', 'base_ref') === '' ? env['GITHUB_REF_NAME'] : base
  return {
    branch: onTag ? '' : env['GITHUB_HEAD_REF'] || own || '',
    base: base ?? '',
    defaultBranch: text(payload, 'repository', 'default_branch'),
    onTag,
    fork: isFork(payload),
  }
}

/** A pull request whose head is another repository, or one that is deleted by now. */
function isFork(payload: unknown): boolean {
  if (field(payload, 'pull_request') === undefined) return false
  const head = text(payload, 'pull_request', 'head', 'repo', 'full_name')
  return head === '' || head !== text(payload, 'repository', 'full_name')
}

function readPayload(path: string | undefined): unknown {
  if (!path) return undefined
  try {
    return parseJson(readFileSync(path, 'utf8'))
  } catch {
    // A runner that has no payload file tells us nothing; that is no reason to fail.
    return undefined
  }
}

function stripHeads(ref: string): string {
  return ref.replace(/^refs\/heads\//, '')
}

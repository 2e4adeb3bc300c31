/** A row of the parity tests: a step as in a workflow, and the command of docker's action for it. */
import { type Event, pullRequest, pushOfTag, pushTo } from '../../e2e/harness/event.ts'

export interface Row {
  /** A sentence: the inputs, and what docker/build-push-action does with them. */
  readonly name: string
  /** The step's `with`. `context` is a folder, `cache` is off and `verify` is false unless a row sets them. */
  readonly inputs: Readonly<Record<string, string>>
  /** The arguments of docker/build-push-action for these inputs; those of every build are added. */
  readonly docker: readonly string[]
  /** The last argument of its command, when it is not `.`. */
  readonly context?: string
  /** The provenance that it adds by default: `mode=max` if not set. */
  readonly provenance?: 'private' | 'none'
  /** Whether it requests the image id: it does unless the result is files. */
  readonly imageId?: false
  readonly event?: Event
  readonly env?: Readonly<Record<string, string>>
  /** Files of the workspace other than its Dockerfile. */
  readonly files?: Readonly<Record<string, string>>
  /** Values of secrets that must not be visible anywhere. */
  readonly hidden?: readonly string[]
  /** For documented deviations that depend on more than docker's arguments. */
  readonly ours?: Ours
}

export interface Ours {
  /** Arguments of the cache that is derived from the tags. */
  readonly cache?: readonly string[]
  /** Arguments of docker's action that this action replaces, and their replacements. */
  readonly instead?: { readonly of: readonly string[]; readonly is: readonly string[] }
}

/** A step that docker's action runs somehow, and that this action refuses before anything is started. */
export interface RefusedRow extends Pick<Row, 'name' | 'inputs' | 'event' | 'env' | 'files' | 'hidden'> {
  /** The message; it must begin with the name of the input. */
  readonly says: RegExp
}

/** Placeholder for the run's number, which differs from row to row. */
export const RUN_ID = 'RUN_ID'
export const RUN = `https://github.com/octo-org/hello/actions/runs/${RUN_ID}/attempts/1`
export const SHA = pushTo('main').sha
export const GIT = `https://github.com/octo-org/hello.git#${SHA}`

export const PULL_REQUEST = pullRequest({ number: 42, from: 'topic', into: 'main' })
export const FORK = pullRequest({ number: 43, from: 'patch-1', into: 'main', fork: 'someone/hello' })
export const TAG = pushOfTag('v1.2.3')
export const PRIVATE_PUSH = inPrivate(pushTo('main'))
export const PRIVATE_PULL_REQUEST = inPrivate(PULL_REQUEST)
export const PRIVATE_TAG = inPrivate(TAG)

/** An event with additional members in its payload. */
export function withPayload(event: Event, members: Readonly<Record<string, unknown>>): Event {
  const payload = typeof event.payload === 'object' ? { ...event.payload, ...members } : members
  return { ...event, payload }
}

function inPrivate(event: Event): Event {
  const repository = { full_name: 'octo-org/hello', default_branch: 'main', private: true }
  return withPayload(event, { repository })
}

/** The value of `--secret` for a secret in a file, with the file's content in place of its path. */
export function secretFile(id: string, content: string): string {
  return `id=${id},src=${contentOf(content)}`
}

/** The notation for a file's content in place of its path. */
export function contentOf(content: string): string {
  return `<${JSON.stringify(content)}>`
}

/** The same flag before each value. */
export function each(flag: string, ...values: readonly string[]): readonly string[] {
  return values.flatMap((value) => [flag, value])
}

import { posix } from 'node:path'
import { nameAndValue } from '../buildx/attributes.ts'
import { TEMPLATE } from '../platforms/templates.ts'
import type { BuildInputs } from './builds.ts'

/** A URL, an SSH address of a repository, or github.com/… */
const REMOTE = /^(?:[a-z]+:\/\/|[\w.-]+@[\w.-]+:|github\.com\/)/

/** Whether a context is the event's repository: it is empty or has the template. */
export function isGitContext(context: string): boolean {
  return context === '' || context.search(TEMPLATE) !== -1
}

/** Whether a context or a Dockerfile is a URL, which only the builder can read. */
export function isRemoteSource(text: string): boolean {
  return REMOTE.test(text)
}

/** The repository and commit of an event. */
export interface EventSource {
  /** Address of the server, as in https://github.com. */
  readonly server: string
  /** OWNER/NAME */
  readonly repository: string
  readonly sha: string
}

/** The repository of the event at its commit: what docker/build-push-action builds without a context. */
export function gitContext({ server, repository, sha }: EventSource): string {
  return `${server}/${repository}.git#${sha}`
}

/** A context with its templates filled in; an empty one is the Git context of the event. */
export function resolveContext(context: string, event: EventSource): string {
  return context === '' ? gitContext(event) : fillIn(context, event)
}

/** `name=path` of a build context with its templates filled in. */
export function fillIn(text: string, event: EventSource): string {
  return text.replaceAll(TEMPLATE, gitContext(event))
}

type ContextInputs = Pick<BuildInputs, 'context' | 'build-contexts' | 'file'>

/** A build context that is a folder of the event's commit. */
export interface CommitContext {
  /** The name of an additional context, in lower case; '' for the main context. */
  readonly name: string
  /** Path from the root of the repository; '' for all of it. */
  readonly folder: string
  /** The build's Dockerfile in it, from the root of the repository; '' if it is elsewhere. */
  readonly dockerfile: string
}

/** Those contexts of a build that are folders of the event's commit. */
export function commitContexts(build: ContextInputs, event: EventSource): readonly CommitContext[] {
  const main = folderIn(resolveContext(build.context, event), event)
  const further = build['build-contexts'].map((text) => nameAndValue(fillIn(text, event)))
  return [
    ...(main === undefined ? [] : [{ name: '', folder: main, dockerfile: dockerfileIn(main, build.file) }]),
    ...further.flatMap(({ name, value = '' }) => {
      const folder = folderIn(value, event)
      return folder === undefined ? [] : [{ name: name.toLowerCase(), folder, dockerfile: '' }]
    }),
  ]
}

/** A folder in the event's commit; undefined for every other context. */
function folderIn(context: string, event: EventSource): string | undefined {
  const git = gitContext(event)
  if (context === git) return ''
  return context.startsWith(`${git}:`) ? fromTop(context.slice(git.length + 1)) : undefined
}

/** Buildx reads a Dockerfile with an absolute path from the local disk, and any other from the context. */
function dockerfileIn(folder: string, file: string): string {
  const isOutsideContext = posix.isAbsolute(file) || isRemoteSource(file)
  return isOutsideContext ? '' : fromTop(posix.join(folder, file || 'Dockerfile'))
}

function fromTop(path: string): string {
  return posix.join('/', path).slice(1).replace(/\/$/, '')
}

/** The ignore files that BuildKit looks for; the first one that exists counts. */
export function ignoreFilesOf({ folder, dockerfile }: CommitContext): readonly string[] {
  const own = dockerfile === '' ? [] : [`${dockerfile}.dockerignore`]
  return [...own, posix.join(folder, '.dockerignore')]
}

import { posix } from 'node:path'
import { nameAndValue } from '../buildx/attributes.ts'
import { TEMPLATE } from '../platforms/templates.ts'
import type { BuildInputs } from './builds.ts'

/** A URL, an SSH address of a repository, or github.com/… */
const REMOTE = /^(?:[a-z]+:\/\/|[\w.-]+@[\w.-]+:|github\.com\/)/

/** Whether a context is the event's repository: an empty one is, and one with the template. */
export function isGitContext(context: string): boolean {
  return context === '' || context.search(TEMPLATE) !== -1
}

/** Whether a context or a Dockerfile is at an address, so that only the builder can look at it. */
export function isRemoteSource(text: string): boolean {
  return REMOTE.test(text)
}

/** Where the commit of an event is. */
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

/** A context of a build that is a folder of the event's commit. */
export interface CommitContext {
  /** Of a further one the name, in lower case; '' for the context of the build. */
  readonly name: string
  /** Path from the top of the repository, '' for all of it. */
  readonly folder: string
  /** The build's Dockerfile in it, from the top; '' where it is elsewhere. */
  readonly dockerfile: string
}

/** The contexts of a build that are folders of the event's commit. */
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

/** Buildx takes a Dockerfile with an absolute path from its own disk, and others from the context. */
function dockerfileIn(folder: string, file: string): string {
  const isOutsideContext = posix.isAbsolute(file) || isRemoteSource(file)
  return isOutsideContext ? '' : fromTop(posix.join(folder, file || 'Dockerfile'))
}

function fromTop(path: string): string {
  return posix.join('/', path).slice(1).replace(/\/$/, '')
}

/** Where BuildKit looks for what a folder of this kind leaves out: the first one that is there counts. */
export function ignoreFilesOf({ folder, dockerfile }: CommitContext): readonly string[] {
  const own = dockerfile === '' ? [] : [`${dockerfile}.dockerignore`]
  return [...own, posix.join(folder, '.dockerignore')]
}

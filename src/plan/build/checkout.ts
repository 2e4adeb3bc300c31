/** Warns if the workspace and the commit that is built differ in files that the build uses. */
import { posix } from 'node:path'
import type { TakenPath } from '../../buildx/dockerfile.ts'
import { type Dockerignore, excludedWith, isExcluded, parseDockerignore } from '../../buildx/dockerignore.ts'
import {
  isBelow,
  isNamedBy,
  isWithin,
  type PathNames,
  type PathPattern,
  parsePathPattern,
  pathNames,
} from '../../buildx/path-pattern.ts'
import type { BuiltCommit, CheckoutFacts, EventFacts, Facts } from '../../facts/facts.ts'
import type { BuildInputs } from '../../inputs/builds.ts'
import { type CommitContext, commitContexts, ignoreFilesOf } from '../../inputs/context.ts'
import type { Inputs } from '../../inputs/table.ts'
import { listsPlatform, type Platform } from '../../platforms/platform.ts'
import { present } from '../../present.ts'
import { argValues, dockerfileOf, stagesFor } from '../builder/stages.ts'
import { nodeFor, type TargetBuilder } from '../builder/target.ts'
import { isAboutAnother } from './context.ts'

/** Warnings if the workspace differs from the commit that is built, or if files that .dockerignore names are built. */
export function checkoutWarnings(
  inputs: Pick<Inputs, 'builds'>,
  facts: Facts,
  builder: TargetBuilder,
  targets: readonly Platform[],
): readonly string[] {
  const { checkout, event } = facts
  if (checkout === undefined) return []
  const warnings = inputs.builds.flatMap((build) =>
    commitContexts(build, event).flatMap((context) => {
      const cure = cureFor(context, build)
      const { built } = checkout
      if (built === undefined) return differenceWarning([], checkout, event, cure)
      const takes = sourcesFrom(context, build, facts, builder, targets)
      const use = { context, built, takes, ignore: ignoreOf(context, built) }
      const differing = differingFiles(use)
      return [
        ...(differing.length === 0 ? [] : differenceWarning(differing, checkout, event, cure)),
        ...ignoreWarning(use, cure),
      ]
    }),
  )
  return [...new Set(warnings)]
}

/** A context of a build, and what the commit contains there. */
interface ContextUse {
  readonly context: CommitContext
  readonly built: BuiltCommit
  /** undefined if it is unknown what the Dockerfile copies. */
  readonly takes: readonly Source[] | undefined
  /** undefined if there is none. */
  readonly ignore: Ignore | undefined
}

/** What a COPY, an ADD or a mount of RUN reads from a context. */
interface Source extends Pick<TakenPath, 'path' | 'isMounted'> {
  readonly pattern: PathPattern
}

interface Ignore {
  /** From the top of the repository. */
  readonly path: string
  /** undefined if it could not be understood. */
  readonly content: Dockerignore | undefined
}

/** What all stages that the build needs, on any of its platforms, read from a context. */
function sourcesFrom(
  { name }: CommitContext,
  build: BuildInputs,
  facts: Facts,
  builder: TargetBuilder,
  targets: readonly Platform[],
): readonly Source[] | undefined {
  const dockerfile = dockerfileOf(build, facts)
  if (dockerfile === undefined) return undefined
  const platforms = targets.filter(
    (target) => build.platforms.length === 0 || listsPlatform(build.platforms, target),
  )
  const needed = platforms.map((platform) => {
    const machine = nodeFor(builder, platform)?.machine
    return stagesFor(dockerfile, build, argValues(dockerfile.args, build['build-args'], platform, machine))
  })
  const known = present(needed)
  if (known.length < needed.length || known.length === 0) return undefined
  const takes = [...new Set(known.flat())].flatMap((index) => dockerfile.stages[index]?.takes ?? [])
  return takes
    .filter(({ from }) => from === name)
    .flatMap(({ path, isMounted }) => {
      const pattern = parsePathPattern(posix.join('/', path))
      return pattern === undefined ? [] : [{ path, isMounted, pattern }]
    })
}

function ignoreOf(context: CommitContext, { ignoreFiles }: BuiltCommit): Ignore | undefined {
  const files = ignoreFilesOf(context).flatMap((path) => ignoreFiles.filter((file) => file.path === path))
  const [file] = files
  return file && { path: file.path, content: parseDockerignore(file.text) }
}

/** Files of a context by their path in it. */
function inContext(paths: readonly string[], { folder }: CommitContext): readonly string[] {
  return folder === ''
    ? paths
    : paths.flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []))
}

/**
 * Files that a build of the workspace would use and the commit lacks, or has with other content: paths from the top of
 * the repository. Files that .gitignore names only count if the Dockerfile names them, too: COPY . . does not mean that
 * node_modules or test reports are expected.
 */
function differingFiles({ context, built, takes, ignore }: ContextUse): readonly string[] {
  const dockerfiles = dockerfileDiffering(context, built)
  if (ignore !== undefined && ignore.content === undefined) return dockerfiles
  const isKept = (names: PathNames): boolean =>
    ignore?.content === undefined || !isExcluded(ignore.content, names)
  const affected = (paths: readonly string[], isTaken: (source: Source, names: PathNames) => boolean) =>
    inContext(paths, context).filter((path) => {
      const names = pathNames(path)
      return takes?.some((source) => isTaken(source, names) && isKept(representative(source, path, names)))
    })
  const committed = inContext(built.files, context).map(pathNames)
  const differing = [
    ...affected(
      built.ignored,
      ({ pattern }, names) => isNamedBy(pattern, names) || isPlaceholderFolder(pattern, names, committed),
    ),
    ...affected(
      built.untracked.filter((path) => !isCredentialFile(path)),
      ({ pattern }, names) => isWithin(pattern, names) || isBelow(pattern, names),
    ),
    ...(takes === undefined
      ? inContext(built.changed, context).filter((path) => isKept(pathNames(path)))
      : affected(built.changed, ({ pattern }, names) => isWithin(pattern, names))),
  ]
  return [...dockerfiles, ...differing.map((path) => posix.join(context.folder, path))]
}

/** The Dockerfile, or its folder, if it differs or only exists in the workspace. .dockerignore cannot exclude it. */
function dockerfileDiffering(
  { dockerfile }: CommitContext,
  { changed, untracked, ignored }: BuiltCommit,
): readonly string[] {
  return [...changed, ...untracked, ...ignored].filter(
    (path) => path === dockerfile || (path.endsWith('/') && dockerfile.startsWith(path)),
  )
}

/** A path that represents what a source reads from a folder that is listed only by its name. */
function representative({ path: taken, pattern }: Source, path: string, names: PathNames): PathNames {
  if (!path.endsWith('/')) return names
  return isBelow(pattern, names) ? pathNames(taken) : [...names, 'any file']
}

/** Whether a source is a folder that git only keeps as a place for generated files: nothing but .gitkeep, .gitignore and similar. */
function isPlaceholderFolder(
  pattern: PathPattern,
  names: PathNames,
  committed: readonly PathNames[],
): boolean {
  if (pattern.length === 0 || !isWithin(pattern, names)) return false
  return committed.every((file) => !isWithin(pattern, file) || file.at(-1)?.startsWith('.') === true)
}

/** Credentials that google-github-actions/auth leaves in the workspace, which should not be built in. */
function isCredentialFile(path: string): boolean {
  return path.startsWith('gha-creds-') && path.endsWith('.json')
}

/** Files that are built in because .dockerignore has no effect in a Git context. Silent if that is uncertain. */
function ignoreWarning({ context, built, takes, ignore }: ContextUse, cure: string): readonly string[] {
  if (ignore?.content === undefined || takes === undefined) return []
  const { path, content } = ignore
  const copied = takes.filter(({ isMounted }) => !isMounted)
  const names = inContext(built.files, context).flatMap((file) => {
    const segments = pathNames(file)
    const isTaken = copied.some(({ pattern }) => isWithin(pattern, segments)) && isExcluded(content, segments)
    return isTaken ? [posix.join(context.folder, excludedWith(content, segments))] : []
  })
  if (names.length === 0) return []
  return [
    `context: ${path} has no effect in a Git context, and the Dockerfile copies what it excludes: ${fileList(names)}. Set ${cure} to keep that out.`,
  ]
}

/** Silent if another warning already explains the difference: the event is about another commit. */
function differenceWarning(
  differing: readonly string[],
  { head }: CheckoutFacts,
  event: EventFacts,
  cure: string,
): readonly string[] {
  const isOther = head !== event.sha
  if (isOther && isAboutAnother(event)) return []
  const checkedOut = isOther ? `, where the commit ${shortSha(head)} is checked out` : ''
  const what = differing.length === 0 ? '' : `; different there, or only there: ${fileList(differing)}`
  return [
    `context: the commit ${shortSha(event.sha)} is built, not the workspace${checkedOut}${what}. Set ${cure} to build the workspace.`,
  ]
}

function shortSha(sha: string): string {
  return sha.slice(0, 12)
}

/** Files that a warning names at most. */
const MAX_NAMED_FILES = 5

function fileList(paths: readonly string[]): string {
  const all = [...new Set(paths)]
  const rest = all.length - MAX_NAMED_FILES
  return `${all.slice(0, MAX_NAMED_FILES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** The inputs that build the same folder of the workspace instead. */
function cureFor({ name, folder, dockerfile }: CommitContext, { file }: BuildInputs): string {
  if (name !== '') return `${name}=${folder || '.'} in build-contexts`
  // With a folder as context, file is a path in the workspace, not in that folder.
  const isMoved = file !== '' && folder !== '' && dockerfile !== ''
  return `context: ${folder || '.'}${isMoved ? ` and file: ${dockerfile}` : ''}`
}

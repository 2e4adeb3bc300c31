import { readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import { nameAndValue } from '../buildx/attributes.ts'
import { mayAskForPrivileges, mayChooseBase, readDockerfile } from '../buildx/dockerfile.ts'
import type { Docker } from '../docker/docker.ts'
import type { BuildInputs } from '../inputs/builds.ts'
import { commitContexts } from '../inputs/context.ts'
import type { Inputs } from '../inputs/table.ts'
import { runsOn } from '../platforms/emulators.ts'
import { readCommitted } from './checkout.ts'
import type { BuiltCommit, DockerfileFacts, Facts, LocalFacts } from './facts.ts'

/** Facts that are known before Dockerfiles are read. */
type Known = Pick<LocalFacts, 'paths' | 'event'> & Pick<Facts, 'engine' | 'handlers' | 'checkout'>

/**
 * Reads the Dockerfiles of the builds, and parses them only if something depends on it, because loading the parser takes
 * time: whether emulators are needed (if a platform does not run on the engine's machine), which cache is used (if FROM may
 * use a build argument), which entitlements are needed (if a step may request one), and which files are used (if the
 * checkout may differ from the commit that is built). The Dockerfile of a commit is read as committed.
 */
export async function readDockerfiles(
  git: Pick<Docker, 'runGit'>,
  inputs: Inputs,
  known: Known,
): Promise<readonly DockerfileFacts[]> {
  const { engine, handlers, checkout } = known
  // The reset removes the present ones.
  const later = inputs['qemu-reset'] ? undefined : handlers
  const isNative = inputs.platforms.every((platform) => runsOn(platform, engine.platform, later))
  const given = givenArgs(inputs)
  const isRead = (text: string): boolean =>
    !isNative || mayDiffer(checkout?.built) || mayChooseBase(text, given) || mayAskForPrivileges(text)
  const builds = new Map(inputs.builds.map((build) => [`${build.context}\0${build.file}`, build]))
  return Promise.all(
    [...builds.values()].map(async (build) => {
      const text = await textOf(git, build, known)
      const content = text !== undefined && isRead(text) ? await readDockerfile(text) : undefined
      return { context: build.context, file: build.file, text, content }
    }),
  )
}

/** Names of build arguments, if the name of the cache may depend on them. */
function givenArgs({ builds, cache, 'cache-from': from }: Inputs): ReadonlySet<string> {
  const isDerived = cache !== 'off' && cache !== 'inline' && from.length === 0
  const args = isDerived ? builds.flatMap((build) => build['build-args']) : []
  return new Set(args.map((arg) => nameAndValue(arg).name))
}

function mayDiffer(built: BuiltCommit | undefined): boolean {
  if (built === undefined) return false
  return [built.changed, built.untracked, built.ignored, built.ignoreFiles].some((list) => list.length > 0)
}

/** undefined if it is not on this machine or cannot be read; the build reports that. */
async function textOf(
  git: Pick<Docker, 'runGit'>,
  build: BuildInputs,
  { paths, event, checkout }: Known,
): Promise<string | undefined> {
  const main = commitContexts(build, event).find(({ name }) => name === '')
  if (main !== undefined) {
    const path = committedName(main.dockerfile, checkout?.built)
    return path === undefined ? undefined : (await readCommitted(git, paths.workspace, event.sha, path))?.text
  }
  const source = paths.sources.find(({ context, file }) => context === build.context && file === build.file)
  if (source?.dockerfileIs !== 'file') return undefined
  return readFile(source.dockerfile, 'utf8').catch(() => undefined)
}

/** BuildKit falls back to a lower-case name. */
function committedName(path: string, built: BuiltCommit | undefined): string | undefined {
  const { dir, base } = posix.parse(path)
  const names = base === 'Dockerfile' ? [path, posix.join(dir, 'dockerfile')] : [path]
  return names.find((name) => built?.files.includes(name))
}

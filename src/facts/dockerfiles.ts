import { readFile } from 'node:fs/promises'
import { nameAndValue } from '../buildx/attributes.ts'
import { mayAskForPrivileges, mayChooseBase, readDockerfile } from '../buildx/dockerfile.ts'
import type { Inputs } from '../inputs/table.ts'
import { runsOn } from '../platforms/emulators.ts'
import type { DockerfileFacts, Facts, PathFacts } from './facts.ts'

/** What is known before a Dockerfile is read. */
type Machine = Pick<Facts, 'engine' | 'handlers'>

/**
 * Reads the Dockerfiles of the builds, where something depends on them: whether emulators are needed, where something is
 * built that the engine's machine does not run, which cache it is, where FROM may use a build argument, and what steps must be
 * allowed, where they may ask for it. The parser takes time to load.
 */
export async function readDockerfiles(
  inputs: Inputs,
  { sources }: PathFacts,
  { engine, handlers }: Machine,
): Promise<readonly DockerfileFacts[]> {
  // The reset takes away what is there now.
  const later = inputs['qemu-reset'] ? undefined : handlers
  const isNative = inputs.platforms.every((platform) => runsOn(platform, engine.platform, later))
  const given = givenArgs(inputs)
  const here = sources.filter(({ dockerfileIs }) => dockerfileIs === 'file')
  const paths = [...new Set(here.map(({ dockerfile }) => dockerfile))]
  const isRead = (text: string): boolean =>
    !isNative || mayChooseBase(text, given) || mayAskForPrivileges(text)
  return Promise.all(paths.map(async (path) => ({ path, content: await contentOf(path, isRead) })))
}

/** Names of build arguments, where a cache is named by what they choose. */
function givenArgs({ builds, cache, 'cache-from': from }: Inputs): ReadonlySet<string> {
  const isDerived = cache !== 'off' && cache !== 'inline' && from.length === 0
  const args = isDerived ? builds.flatMap((build) => build['build-args']) : []
  return new Set(args.map((arg) => nameAndValue(arg).name))
}

async function contentOf(
  path: string,
  isRead: (text: string) => boolean,
): Promise<DockerfileFacts['content']> {
  try {
    const text = await readFile(path, 'utf8')
    return isRead(text) ? await readDockerfile(text) : undefined
  } catch {
    // It is the build that reads it, and that says what is wrong with it.
    return undefined
  }
}

import { readFile } from 'node:fs/promises'
import { readDockerfile } from '../buildx/dockerfile.ts'
import type { Inputs } from '../inputs/table.ts'
import { runsOn } from '../platforms/emulators.ts'
import type { DockerfileFacts, Facts, PathFacts } from './facts.ts'

/** What is known before a Dockerfile is read. */
type Machine = Pick<Facts, 'engine' | 'handlers'>

/**
 * Reads the Dockerfiles of the builds, where something is built that the engine's machine does not run: what they say
 * matters to emulators only, and the parser takes time to load.
 */
export async function readDockerfiles(
  { platforms, 'qemu-reset': isReset }: Inputs,
  { sources }: PathFacts,
  { engine, handlers }: Machine,
): Promise<readonly DockerfileFacts[]> {
  // The reset takes away what is there now.
  const later = isReset ? undefined : handlers
  if (platforms.every((platform) => runsOn(platform, engine.platform, later))) return []
  const here = sources.filter(({ dockerfileIs }) => dockerfileIs === 'file')
  const paths = [...new Set(here.map(({ dockerfile }) => dockerfile))]
  return Promise.all(paths.map(async (path) => ({ path, content: await contentOf(path) })))
}

async function contentOf(path: string): Promise<DockerfileFacts['content']> {
  try {
    return await readDockerfile(await readFile(path, 'utf8'))
  } catch {
    // It is the build that reads it, and that says what is wrong with it.
    return undefined
  }
}

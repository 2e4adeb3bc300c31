/**
 * The runner's tool cache, which keeps programs from job to job: a folder for each tool, version and machine, and
 * next to it a marker that says it is complete. The layout is that of @actions/tool-cache, whose location cannot be
 * configured: it reads RUNNER_TOOL_CACHE, which is not always set.
 */
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A version of buildx for a machine, such as linux-amd64, in the tool cache whose folder is `cache`. */
interface CachedTool {
  readonly cache: string
  readonly version: string
  readonly machine: string
}

/** Not `buildx`: what others put there was not verified by this action. */
const NAME = 'multi-platform-build-buildx'

/** The folder of a tool; undefined if it is not in the cache, or incomplete. */
export function findTool(tool: CachedTool): string | undefined {
  const folder = folderOf(tool)
  return existsSync(folder) && existsSync(markerOf(folder)) ? folder : undefined
}

/**
 * Puts a program into the cache; an incomplete one is replaced.
 * @param name of the program in its folder
 * @returns the folder
 */
export function keepTool(tool: CachedTool, path: string, name: string): string {
  const folder = folderOf(tool)
  for (const old of [markerOf(folder), folder]) rmSync(old, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  copyFileSync(path, join(folder, name))
  writeFileSync(markerOf(folder), '')
  return folder
}

function folderOf({ cache, version, machine }: CachedTool): string {
  return join(cache, NAME, version, machine)
}

function markerOf(folder: string): string {
  return `${folder}.complete`
}

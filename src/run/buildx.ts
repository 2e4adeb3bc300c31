import { chmodSync, copyFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type BuildxProgram, PLUGIN } from '../buildx/program.ts'
import type { Docker, DockerWith } from '../docker/docker.ts'
import { pausesOf, recordRetry, type Tries } from '../docker/tries.ts'
import { Failure, messageOf } from '../errors.ts'
import {
  type BuildxPlan,
  cacheKey,
  checksumIn,
  type FetchBuildx,
  releaseFile,
  versionIn,
} from '../plan/builder/buildx.ts'
import { addPath } from '../runner/commands.ts'
import type { Download } from '../runner/download.ts'
import { tryExtra, warnExtraFailed } from '../runner/extras.ts'
import { logLine } from '../runner/log.ts'
import { findTool, keepTool } from '../runner/tool-cache.ts'
import { remember } from '../state.ts'
import { dropFolder, makeFolder } from './folder.ts'

/** Makes the planned buildx available. @returns the program that every later command runs */
export async function provideBuildx(dockerWith: DockerWith, plan: BuildxPlan): Promise<BuildxProgram> {
  const program = plan.kind === 'found' ? plan.program : await downloadBuildx(dockerWith, plan)
  if (program.kind === 'standalone') remember('standalone', program.path)
  return program
}

async function downloadBuildx(dockerWith: DockerWith, plan: FetchBuildx): Promise<BuildxProgram> {
  makeFolder('downloads', plan.folder)
  try {
    const { tries } = dockerWith(PLUGIN)
    const checksums = plan.version === '' ? await fetchChecksums(tries, plan, 'latest') : undefined
    const version = checksums === undefined ? plan.version : latestVersion(plan, checksums)
    if (plan.installed?.version === version) {
      logLine(`The latest version is ${version}, which is already installed.`)
      return plan.installed.program
    }
    const program = install(plan, await cachedFolder(tries, plan, version, checksums))
    await checkStart(dockerWith(program), version)
    logLocation(program, plan)
    return program
  } finally {
    dropFolder(plan.folder)
  }
}

/** The folder of this version in the tool cache; downloads the version if it is not there. */
async function cachedFolder(
  tries: Tries,
  plan: FetchBuildx,
  version: string,
  known: string | undefined,
): Promise<string> {
  const { machine, toolCache } = plan
  const tool = { cache: toolCache, version, machine }
  const kept = findTool(tool)
  if (kept !== undefined) {
    logLine(`buildx ${version} is in the tool cache: ${kept}`)
    return kept
  }
  const path = await verifiedFile(tries, plan, version, known ?? (await fetchChecksums(tries, plan, version)))
  chmodSync(path, 0o755)
  const keep = (cache: string): string => keepTool({ ...tool, cache }, path, programName(plan))
  return tryExtra('tool cache', undefined, () => keep(toolCache)).then(
    // Later steps may use it too, so it must not be removed with the downloads.
    (folder) => folder ?? withWriteFailure(plan.spare, () => keep(plan.spare)),
  )
}

/** Downloads the program and verifies it by the checksum file. @throws Failure; no file is left then */
async function verifiedFile(
  tries: Tries,
  plan: FetchBuildx,
  version: string,
  checksums: string,
): Promise<string> {
  const { fetchFile, sha256Of } = await import('../runner/download.ts')
  const { name, url } = releaseFile(plan, version)
  const expected = checksumIn(checksums, name)
  if (expected === undefined) throw unlistedFile(plan, name)
  const path = join(plan.folder, programName(plan))
  const key = cacheKey(plan, version, expected)
  const cached = plan.isCached ? await restoreFromCache(path, key) : 'not asked'
  if (cached === 'is there') {
    // Other workflows can write to the cache.
    if ((await sha256Of(path)) === expected) {
      logLine(
        `buildx ${version} came from the cache of GitHub Actions; its sha256 is that of the release: ${expected}`,
      )
      return path
    }
    warnExtraFailed('buildx cache', `its entry ${key} is not the program of the release`)
    rmSync(path, { force: true })
  }
  const start = Date.now()
  const found = await fetchFile(downloadOf(tries, url, plan), path)
  if (found === undefined) throw missingRelease(plan, version, url)
  if (found !== expected) throw wrongChecksum(plan, url, found, expected)
  const size = (statSync(path).size / 1e6).toFixed(1)
  logLine(
    `Downloaded ${size} MB in ${((Date.now() - start) / 1000).toFixed(1)} s; sha256 verified: ${expected}`,
  )
  if (cached !== 'not asked' && cached !== 'out of order') await saveToCache(path, key)
  return path
}

/** The result of a lookup in the cache of GitHub Actions; nothing more is requested from one that is out of order. */
type CacheLookup = 'is there' | 'is not there' | 'out of order'

async function restoreFromCache(path: string, key: string): Promise<CacheLookup> {
  const { restoreFile } = await import('../runner/cache.ts')
  const { done, problems } = await restoreFile(path, key)
  warnAboutCache(problems)
  if (done) return 'is there'
  return problems.length > 0 ? 'out of order' : 'is not there'
}

async function saveToCache(path: string, key: string): Promise<void> {
  const { saveFile } = await import('../runner/cache.ts')
  const { done, problems } = await saveFile(path, key)
  warnAboutCache(problems)
  if (done) logLine(`Saved to the cache of GitHub Actions as ${key}`)
}

function warnAboutCache(problems: readonly string[]): void {
  if (problems.length > 0) warnExtraFailed('buildx cache', [...new Set(problems)].join('; '))
}

async function fetchChecksums(tries: Tries, plan: FetchBuildx, version: string): Promise<string> {
  const { fetchText } = await import('../runner/download.ts')
  const checksums = await fetchText(downloadOf(tries, plan.checksums, plan))
  if (checksums === undefined) throw missingRelease(plan, version, plan.checksums)
  return checksums
}

/** A download with the same retries as everything else. */
function downloadOf(tries: Tries, url: string, { why }: FetchBuildx): Download {
  return {
    url,
    why,
    pausesMs: pausesOf(tries),
    clock: tries.clock,
    onRetry: recordRetry(tries, url, messageOf),
  }
}

function latestVersion(plan: FetchBuildx, checksums: string): string {
  const version = versionIn(checksums)
  if (version === undefined) throw unlistedFile(plan, 'buildx')
  logLine(`The latest version is ${version}.`)
  return version
}

/** Installs it as docker's plugin in the user's own folder or, without docker, as a program in PATH. */
function install(plan: FetchBuildx, folder: string): BuildxProgram {
  const path = join(folder, programName(plan))
  if (plan.plugin === undefined) {
    addPath(folder)
    return { kind: 'standalone', path }
  }
  const { plugin } = plan
  withWriteFailure(dirname(plugin), () => copyPlugin(path, plugin))
  return PLUGIN
}

function logLocation(program: BuildxProgram, { plugin }: FetchBuildx): void {
  logLine(
    program.kind === 'standalone'
      ? `Added to PATH for this and later steps: ${dirname(program.path)}`
      : `Installed as docker's plugin for this and later steps, and nowhere else: ${plugin}`,
  )
}

function copyPlugin(path: string, plugin: string): void {
  mkdirSync(dirname(plugin), { recursive: true })
  // Written beside its destination first: the file there may be running, or may be a link to a program of the
  // machine.
  const fresh = `${plugin}.new`
  copyFileSync(path, fresh)
  chmodSync(fresh, 0o755)
  renameSync(fresh, plugin)
}

/** Writes to a folder of the runner or the user, for which we may lack permission. */
function withWriteFailure<T>(folder: string, write: () => T): T {
  try {
    return write()
  } catch (error) {
    throw new Failure(
      `buildx could not be installed in ${folder}: ${messageOf(error)}`,
      'Check that this user may write there and that the disk is not full; DOCKER_CONFIG and RUNNER_TOOL_CACHE can name other folders.',
    )
  }
}

async function checkStart(docker: Docker, version: string): Promise<void> {
  const { code, stdout, stderr } = await docker.run(['buildx', 'version'])
  if (code !== 0) {
    throw new Failure(
      `buildx ${version} was downloaded and verified, but does not start (exit code ${code}): ${stderr.trim()}`,
      'Try another buildx-version, or use a runner that has buildx.',
    )
  }
  logLine(stdout.trim())
}

function programName({ machine }: FetchBuildx): string {
  return machine.startsWith('windows') ? 'buildx.exe' : 'buildx'
}

function missingRelease({ machine, why }: FetchBuildx, version: string, url: string): Failure {
  return new Failure(
    `buildx-version: ${version} is not available for ${machine}: ${url} does not exist (${why}).`,
    'See https://github.com/docker/buildx/releases for the existing versions. If buildx-mirror is set, check that it has this one with its checksums.txt.',
  )
}

function unlistedFile({ checksums }: FetchBuildx, name: string): Failure {
  return new Failure(
    `buildx-version: ${checksums} does not list ${name}, so it could not be verified. It is not used.`,
    'Check that buildx-mirror has the release as it was published, with its own checksums.txt, or use another version.',
  )
}

function wrongChecksum({ checksums }: FetchBuildx, url: string, found: string, expected: string): Failure {
  return new Failure(
    `buildx-version: ${url} has the sha256 ${found}, but ${checksums} says ${expected}. The file is not used and not kept.`,
    'Run the job again. If the problem persists, the file was changed on the server or on the way: ask whoever runs buildx-mirror or the proxy.',
  )
}

import { type Docker, LIMIT_MS, TIMED_OUT } from '../docker/docker.ts'
import { lateCure } from '../docker/engine.ts'
import { privilegeCure } from '../docker/privileged.ts'
import { errorIn, retryCommand } from '../docker/tries.ts'
import { Failure } from '../errors.ts'
import { readHandlers } from '../facts/engine.ts'
import { array, parseJson } from '../json.ts'
import type { CachedImage, Command, EmulationPlan } from '../plan/plan.ts'
import { emulatorProblem, type Handler } from '../platforms/emulators.ts'
import { type Platform, printPlatform } from '../platforms/platform.ts'
import { tryExtra, warnExtraFailed } from '../runner/extras.ts'
import { remember } from '../state.ts'
import { adviceFor } from './advice.ts'
import { dropFolder, makeFolder } from './folder.ts'
import { CONTAINER_PREFIX } from './traffic.ts'

export interface Installed {
  /** For the log. */
  readonly lines: readonly string[]
  /** What did not work but does no harm. */
  readonly notices: readonly string[]
  /** Whether the image is worth keeping for the next run. */
  readonly isNewImage: boolean
}

/**
 * Installs emulators and checks that they are registered. The installer always exits with 0, so binfmt_misc is read
 * again. If it cannot be read, as for an engine on another machine, the report of the installer is the only evidence.
 * @throws Failure naming each platform that still has no working emulator
 */
export async function installEmulators(docker: Docker, plan: EmulationPlan): Promise<Installed> {
  const image = await restoreImage(docker, plan)
  remember('installer', plan.container)
  const uninstalled =
    plan.reset === undefined ? [] : await runInstaller(docker, plan, plan.reset, 'uninstalled')
  const notices = plan.reset === undefined ? [] : resetNotices(docker, plan, uninstalled)
  const before = [...image.lines, ...evidenceLines(plan), ...uninstalled]
  if (plan.install === undefined) return { ...image, lines: before, notices }
  const tail = await runInstaller(docker, plan, plan.install, 'installed')
  const problems = problemsAfter(docker, plan, tail)
  if (problems.length > 0) {
    throw new Failure(
      `qemu: the installer succeeded, but ${problems.join('; ')}.`,
      `Try another qemu-image, or register the emulators on the runner itself with the F flag. The installer printed: ${tail.slice(-5).join(' ')}`,
    )
  }
  return { ...image, lines: [...before, ...tail], notices }
}

/**
 * Whether BuildKit itself emulates the platforms of the plan: it uses the emulators of its own image if the kernel
 * has none.
 * @param nodes names of the builder's nodes, all of which must run locally and have the emulators
 */
export async function hasBundledEmulators(
  docker: Docker,
  { bundled = [] }: EmulationPlan,
  nodes: readonly string[],
): Promise<boolean> {
  if (bundled.length === 0 || nodes.length === 0) return false
  const checks = nodes.map((node) => docker.run(['exec', `${CONTAINER_PREFIX}${node}`, 'which', ...bundled]))
  return (await Promise.all(checks)).every(({ code }) => code === 0)
}

function evidenceLines({ remoteEngine }: EmulationPlan): readonly string[] {
  if (remoteEngine === undefined) return []
  return [
    `The docker engine is on another machine (${remoteEngine}): its emulators are checked by what the installer reports.`,
  ]
}

/** The emulators that are now registered in the kernel of the engine; undefined if they cannot be read. */
function currentHandlers({ env }: Docker, { remoteEngine }: EmulationPlan): readonly Handler[] | undefined {
  return remoteEngine === undefined ? readHandlers(env) : undefined
}

async function runInstaller(
  docker: Docker,
  { image }: EmulationPlan,
  command: Command,
  what: 'installed' | 'uninstalled',
): Promise<readonly string[]> {
  const { code, tail } = await retryCommand(docker.tries, `running ${image}`, () =>
    docker.stream(command, { limitMs: LIMIT_MS.start }),
  )
  if (code === 0) return tail
  throw new Failure(
    `qemu: the emulators could not be ${what} (exit code ${code}): ${tail.slice(-3).join(' ')}`,
    code === TIMED_OUT
      ? await lateCure(docker, 'Name a mirror of the image in qemu-image.')
      : (privilegeCure(tail.join('\n'), 'installer') ?? installerCure(errorIn(tail))),
  )
}

/** Adds to any advice about the registry that the input can name another image. */
function installerCure(error: string): string {
  const advice = adviceFor({ activity: 'pull', error })
  return advice === undefined
    ? 'Check that qemu-image can be pulled and that privileged containers are allowed on this runner.'
    : `${advice} A mirror of the image, or another image, can be set in qemu-image.`
}

function problemsAfter(docker: Docker, plan: EmulationPlan, output: readonly string[]): readonly string[] {
  const handlers = currentHandlers(docker, plan)
  const reported = listInReport(output, 'supported')
  return plan.platforms.flatMap((platform) => {
    const problem =
      handlers === undefined ? claimProblem(reported, platform) : emulatorProblem(handlers, platform)
    return problem === undefined ? [] : [problem]
  })
}

/** Emulators that are left after the reset. The build works with them. */
function resetNotices(docker: Docker, plan: EmulationPlan, output: readonly string[]): readonly string[] {
  const all = currentHandlers(docker, plan)?.map(({ name }) => name) ?? listInReport(output, 'emulators')
  const names = all.filter((name) => name.startsWith('qemu-'))
  return names.length === 0
    ? []
    : [`qemu-reset: the installer succeeded, but these emulators are still registered: ${names.join(', ')}.`]
}

/** What is known about the image before the installer runs. */
type ImageState = Pick<Installed, 'lines' | 'isNewImage'>

const NOT_RESTORED: ImageState = { lines: [], isNewImage: false }

/**
 * Loads the image from the cache of GitHub Actions, unless docker has it. If that fails, docker pulls it as it would
 * without a cache, and it is not saved to the cache either.
 */
async function restoreImage(docker: Docker, { cachedImage, image }: EmulationPlan): Promise<ImageState> {
  if (cachedImage === undefined || (await hasImage(docker, image))) return NOT_RESTORED
  return withFolder(cachedImage, NOT_RESTORED, async () => {
    const { restoreFile } = await import('../runner/cache.ts')
    const { done, problems } = await restoreFile(cachedImage.file, cachedImage.key)
    warnAboutImageCache(problems)
    if (!done) return { lines: [], isNewImage: problems.length === 0 }
    const { code, stderr } = await docker.run(['load', '--input', cachedImage.file], LIMIT_MS.transfer)
    if (code === 0 && (await hasImage(docker, image)))
      return { lines: [`${image} came from the cache of GitHub Actions`], isNewImage: false }
    const why = code === 0 ? `it does not hold ${image}` : stderr.trim()
    warnExtraFailed('image cache', `docker cannot load ${cachedImage.key}: ${why}`)
    return NOT_RESTORED
  })
}

/** Saves the image for the next run. */
export async function keepImage(docker: Docker, { cachedImage, image }: EmulationPlan): Promise<void> {
  if (cachedImage === undefined) return
  await withFolder(cachedImage, undefined, async () => {
    const { code, stderr } = await docker.run(
      ['save', '--output', cachedImage.file, image],
      LIMIT_MS.transfer,
    )
    if (code !== 0) return warnExtraFailed('image cache', `docker cannot save ${image}: ${stderr.trim()}`)
    const { saveFile } = await import('../runner/cache.ts')
    const { problems } = await saveFile(cachedImage.file, cachedImage.key)
    warnAboutImageCache(problems)
  })
}

function warnAboutImageCache(problems: readonly string[]): void {
  if (problems.length > 0) warnExtraFailed('image cache', [...new Set(problems)].join('; '))
}

/** @param instead the result if it fails */
function withFolder<T>({ folder }: CachedImage, instead: T, work: () => Promise<T>): Promise<T> {
  return tryExtra('image cache', instead, async () => {
    makeFolder('downloads', folder)
    try {
      return await work()
    } finally {
      dropFolder(folder)
    }
  })
}

async function hasImage(docker: Docker, image: string): Promise<boolean> {
  return (await docker.run(['image', 'inspect', '--format', '{{.Id}}', image])).code === 0
}

/** A list from the JSON that the installer prints at the end: platforms, or names of emulators. */
function listInReport(lines: readonly string[], list: 'supported' | 'emulators'): readonly string[] {
  const output = lines.join('\n')
  const json = output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)
  return array(parseJson(json), list).filter((name) => typeof name === 'string')
}

function claimProblem(reported: readonly string[], platform: Platform): string | undefined {
  const name = printPlatform(platform)
  const isThere = reported.some((claim) => claim === name || name.startsWith(`${claim}/`))
  return isThere
    ? undefined
    : `${name} is not among the platforms it supports (${reported.join(', ') || 'none'})`
}

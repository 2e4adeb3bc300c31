import { Failure } from '../errors.ts'
import { readHandlers } from '../facts/read.ts'
import { stream } from '../host/docker.ts'
import { array, parseJson } from '../json.ts'
import type { EmulationPlan } from '../plan/plan.ts'
import { emulatorProblem } from '../platforms/emulators.ts'
import { type Platform, printPlatform } from '../platforms/platform.ts'
import { remember } from '../state.ts'

/**
 * Installs emulators and looks whether they are there. The installer exits 0 whatever happens, so what
 * counts is binfmt_misc, read again; only where it cannot be read, what the installer says is there.
 * @returns lines for the log
 * @throws Failure naming each platform that still has no working emulator
 */
export async function installEmulators(plan: EmulationPlan): Promise<readonly string[]> {
  remember('installer', plan.container)
  const { code, tail } = await stream(plan.command)
  if (code !== 0) {
    throw new Failure(
      `qemu: the emulators could not be installed (exit code ${code}): ${tail.slice(-3).join(' ')}`,
      'See that qemu-image can be pulled and that privileged containers are allowed on this runner.',
    )
  }
  const handlers = readHandlers()
  const claimed = supportedBy(tail.join('\n'))
  const problems = plan.platforms.flatMap((platform) => {
    const problem =
      handlers === undefined ? claimProblem(claimed, platform) : emulatorProblem(handlers, platform)
    return problem === undefined ? [] : [problem]
  })
  if (problems.length > 0) {
    throw new Failure(
      `qemu: the installer ended well, but ${problems.join('; ')}.`,
      `Try another qemu-image, or register the emulators on the runner itself with the F flag. The installer said: ${tail.slice(-5).join(' ')}`,
    )
  }
  return tail
}

/** Platforms in the JSON that the installer prints. */
function supportedBy(output: string): readonly string[] {
  const json = output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)
  return array(parseJson(json), 'supported').filter((name) => typeof name === 'string')
}

function claimProblem(claimed: readonly string[], platform: Platform): string | undefined {
  const name = printPlatform(platform)
  const isThere = claimed.some((claim) => claim === name || name.startsWith(`${claim}/`))
  return isThere
    ? undefined
    : `${name} is not among the platforms it supports (${claimed.join(', ') || 'none'})`
}

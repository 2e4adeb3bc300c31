import { nameAndValue } from '../../buildx/attributes.ts'
import type { Problem } from '../../errors.ts'
import type { PathFacts } from '../../facts/facts.ts'
import { EXPLICIT_ARGS, type PlatformArgs } from '../../platforms/args.ts'
import type { PlannedPlatform } from '../plan.ts'

/**
 * The arguments for `--build-arg`. A build of one platform gets the values that BuildKit would set, spelled out. A build
 * of several platforms must not, because an explicit value applies to every platform and makes images whose content
 * differs from what their manifest says.
 */
export function buildArgs(
  userArgs: readonly string[],
  platforms: readonly PlannedPlatform[],
): readonly string[] {
  const [only, ...others] = platforms
  if (only === undefined || others.length > 0) return userArgs
  // If the builder does not report its own platform, BuildKit sets BUILD*.
  const known = EXPLICIT_ARGS.filter((name) => only.args.BUILDPLATFORM !== '' || !name.startsWith('BUILD'))
  const explicit = known.map((name) => `${name}=${only.args[name]}`)
  return [...explicit, ...userArgs.filter((arg) => !known.some((name) => name === nameAndValue(arg).name))]
}

/** TARGET* and BUILD* arguments of the user that contradict the platform, or name one of several. */
export function buildArgProblems(
  userArgs: readonly string[],
  platforms: readonly PlatformArgs[],
): readonly Problem[] {
  return userArgs.flatMap((arg) => {
    const name = nameAndValue(arg).name
    if (!isReserved(name)) return []
    const why = argContradiction(name, arg, platforms)
    return why === undefined ? [] : [{ input: 'build-args', ...why }]
  })
}

function argContradiction(
  name: keyof PlatformArgs,
  arg: string,
  platforms: readonly PlatformArgs[],
): Pick<Problem, 'what' | 'cure'> | undefined {
  const cure = `Remove it: BuildKit sets ${name} for each platform.`
  if (platforms.length > 1) {
    return {
      what: `"${arg}" would apply to all ${platforms.length} platforms and produce wrong images.`,
      cure,
    }
  }
  if (arg === name) return { what: `"${name}" without a value would be read from the environment.`, cure }
  const value = platforms[0]?.[name]
  const isUnknown = name.startsWith('BUILD') && platforms[0]?.BUILDPLATFORM === ''
  if (value === undefined || isUnknown || arg === `${name}=${value}`) return undefined
  return { what: `"${arg}" contradicts the platform, whose ${name} is "${value}".`, cure }
}

function isReserved(name: string): name is (typeof EXPLICIT_ARGS)[number] {
  return EXPLICIT_ARGS.some((reserved) => reserved === name)
}

/** Proxy arguments, which every Dockerfile has and only some machines set. */
export const PROXY_ARG = /^(?:https?|ftp|no|all)_proxy$/i

/** Arguments that should get their value from the environment, which has none. */
export function argWarnings({ unsetArgs }: Pick<PathFacts, 'unsetArgs'>): readonly string[] {
  return [...new Set(unsetArgs)]
    .filter((name) => !PROXY_ARG.test(name))
    .map(
      (name) =>
        `build-args: ${name} has no value, and no variable of the step has that name: the build does not get it.`,
    )
}

import { nameOf } from '../buildx/attributes.ts'
import { type PlatformArgs, platformArgs } from '../platforms/args.ts'
import { saidFor } from '../platforms/pattern.ts'
import type { Platform } from '../platforms/platform.ts'
import { fillInPlatform } from '../platforms/templates.ts'
import type { PlatformSetting } from './platform-settings.ts'
import type { Inputs } from './table.ts'

/** The inputs that settings of a platform can change. */
type Settled = Pick<
  Inputs,
  'file' | 'target' | 'context' | 'build-args' | 'build-contexts' | 'labels' | 'no-cache'
>

/**
 * What has to be built by one command each: platforms whose settings come out equal are built together, in the
 * order of their first platform. The settings are in the inputs then, and none is left.
 */
export function buildsOf(inputs: Inputs): readonly Inputs[] {
  if (inputs.platformSettings.length === 0 || inputs.platforms.length === 0) return [inputs]
  const builds = new Map<string, Inputs>()
  for (const platform of inputs.platforms) {
    const settled = settle(inputs, platform)
    const key = keyOf(settled)
    const build = builds.get(key) ?? { ...inputs, ...settled, platforms: [], platformSettings: [] }
    builds.set(key, { ...build, platforms: [...build.platforms, platform] })
  }
  return [...builds.values()]
}

function settle(inputs: Inputs, platform: Platform): Settled {
  const args = platformArgs(platform, undefined)
  return saidFor(inputs.platformSettings, platform).reduce(
    (settled, setting) => withSetting(settled, setting, args),
    settledBy(inputs),
  )
}

function settledBy(inputs: Inputs): Settled {
  return {
    file: inputs.file,
    target: inputs.target,
    context: inputs.context,
    'build-args': byName(inputs['build-args']),
    'build-contexts': byName(inputs['build-contexts']),
    labels: byName(inputs.labels),
    'no-cache': inputs['no-cache'],
  }
}

function withSetting(settled: Settled, setting: PlatformSetting, args: PlatformArgs): Settled {
  const one = (name: 'file' | 'target' | 'context'): string =>
    setting[name] === '' ? settled[name] : fillInPlatform(setting[name], args)
  const items = (name: 'build-args' | 'build-contexts' | 'labels'): readonly string[] =>
    byName([...settled[name], ...setting[name].map((item) => fillInPlatform(item, args))])
  return {
    file: one('file'),
    target: one('target'),
    context: one('context'),
    'build-args': items('build-args'),
    'build-contexts': items('build-contexts'),
    labels: items('labels'),
    'no-cache': setting['no-cache'] ?? settled['no-cache'],
  }
}

/** Each name once, with the last item that has it: buildx makes the same of several. */
function byName(items: readonly string[]): readonly string[] {
  return [...new Map(items.map((item) => [nameOf(item), item])).values()]
}

/** Equal for what gives the same build: the order of items means nothing to buildx. */
function keyOf(settled: Settled): string {
  const { file, target, context, labels } = settled
  const lists = [settled['build-args'], settled['build-contexts'], labels].map((items) => items.toSorted())
  return JSON.stringify([file, target, context, settled['no-cache'], ...lists])
}

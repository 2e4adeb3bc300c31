import { nameAndValue } from '../buildx/attributes.ts'
import { type PlatformArgs, platformArgs } from '../platforms/args.ts'
import { entriesFor } from '../platforms/pattern.ts'
import { type Platform, printPlatform, samePlatform, withoutRelease } from '../platforms/platform.ts'
import { fillInPlatform } from '../platforms/templates.ts'
import type { PlatformSetting } from './platform-settings.ts'

/** What one command builds: some platforms, and the inputs that platform settings can change. */
export interface BuildInputs extends BuildSettings {
  readonly platforms: readonly Platform[]
}

interface BuildSettings extends Omit<PlatformSetting, 'patterns' | 'line'> {
  readonly 'no-cache': boolean
}

/**
 * Divides the platforms into builds, each of them one command: platforms with equal settings are built together, in the
 * order of their first platform. A platform with an OS version is built alone, with its version as an argument: buildx
 * does not pass versions on, and mistakes two of them for one platform.
 */
export function buildsOf(inputs: BuildInputs, settings: readonly PlatformSetting[]): readonly BuildInputs[] {
  const { platforms, ...common } = pickBuild(inputs)
  if (platforms.length === 0) return [{ platforms, ...common }]
  const builds = new Map<string, BuildInputs>()
  for (const platform of platforms) {
    const settled = settings.length === 0 ? common : settingsOf(common, settings, platform)
    const key = `${keyOf(settled)}${releaseOf(platform)}`
    const build = builds.get(key) ?? { ...settled, platforms: [] }
    builds.set(key, { ...build, platforms: [...build.platforms, platform] })
  }
  return [...builds.values()]
}

function releaseOf(platform: Platform): string {
  return samePlatform(platform, withoutRelease(platform)) ? '' : printPlatform(platform)
}

/** Only these inputs: a build is later merged over the others. */
function pickBuild(inputs: BuildInputs): BuildInputs {
  return {
    platforms: inputs.platforms,
    file: inputs.file,
    target: inputs.target,
    context: inputs.context,
    'build-args': inputs['build-args'],
    'build-contexts': inputs['build-contexts'],
    labels: inputs.labels,
    'no-cache': inputs['no-cache'],
  }
}

function settingsOf(
  common: BuildSettings,
  settings: readonly PlatformSetting[],
  platform: Platform,
): BuildSettings {
  const args = platformArgs(platform, undefined)
  const named: BuildSettings = {
    ...common,
    'build-args': byName(common['build-args']),
    'build-contexts': byName(common['build-contexts']),
    labels: byName(common.labels),
  }
  return entriesFor(settings, platform).reduce(
    (settled, setting) => withSetting(settled, setting, args),
    named,
  )
}

function withSetting(settled: BuildSettings, setting: PlatformSetting, args: PlatformArgs): BuildSettings {
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

/** Each name once, with its last item, as buildx resolves repeated names. */
function byName(items: readonly string[]): readonly string[] {
  return [...new Map(items.map((item) => [nameAndValue(item).name, item])).values()]
}

/** The same key for the same build: the order of items does not matter to buildx. */
function keyOf(settled: BuildSettings): string {
  const { file, target, context, labels } = settled
  const lists = [settled['build-args'], settled['build-contexts'], labels].map((items) => items.toSorted())
  return JSON.stringify([file, target, context, settled['no-cache'], ...lists])
}

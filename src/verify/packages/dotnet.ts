import { archOfWord, systemOfWord } from '../words.ts'
import { claimOf, type Libc, type Metadata } from './claim.ts'

/**
 * `runtimeTarget` of NAME.deps.json, which stands first: `.NETCoreApp,Version=v8.0/linux-x64` where an application was
 * published for one machine, without the last part where it was not (dotnet/sdk, runtime-configuration-file.md; the
 * names of the RID catalog).
 */
export function readDeps(text: string, path: string): Metadata | undefined {
  const target = /"runtimeTarget"\s*:\s*\{\s*"name"\s*:\s*"([^"]*)"/.exec(text)?.[1]
  if (target === undefined) return undefined
  const name = (path.split('/').at(-1) ?? '').replace(/\.deps\.json$/, '')
  const rid = target.split('/')[1] ?? ''
  const words = rid.split('-')
  const arch = words.pop() ?? ''
  const system = words[0]?.replace(/\..*/, '') ?? ''
  if (system === '') return claimOf({ format: 'dotnet', name, systems: [], archs: [], libcs: [] })
  const libcs: readonly Libc[] = words.includes('musl') || system === 'alpine' ? ['musl'] : []
  return claimOf({
    ...{ format: 'dotnet', name, libcs },
    ...{ systems: [OTHER_SYSTEMS.has(system) ? systemOfWord(system) : 'linux'], archs: [archOfWord(arch)] },
  })
}

/** All others are distributions of Linux. */
const OTHER_SYSTEMS = new Set(['win', 'osx', 'freebsd', 'illumos', 'solaris', 'android', 'browser', 'ios'])

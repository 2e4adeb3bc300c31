import { field, keys, parseJson, text } from '../../json.ts'
import { archOfWord, systemOfWord } from '../name-words.ts'
import { type Claim, claimOf, type Metadata, NO_PATHS, type Owner } from './claim.ts'
import { pathHash } from './owners.ts'

/**
 * `runtimeTarget` of NAME.deps.json, which comes first: `.NETCoreApp,Version=v8.0/linux-x64` if an application was
 * published for one machine, without the last part if not (dotnet/sdk, runtime-configuration-file.md; the names of the
 * RID catalog). In the latter case, `runtimeTargets` list the native libraries of its packages by machine.
 */
export function readDeps(source: string, path: string): Metadata | undefined {
  const target = /"runtimeTarget"\s*:\s*\{\s*"name"\s*:\s*"([^"]*)"/.exec(source)?.[1]
  if (target === undefined) return undefined
  const name = (path.split('/').at(-1) ?? '').replace(/\.deps\.json$/, '')
  const [framework = '', rid = ''] = target.split('/')
  if (rid !== '') return claimOf({ format: 'dotnet', name, ...machineOfRid(rid) })
  const claim: Claim = { format: 'dotnet', name, systems: [], archs: [], libcs: [] }
  return claimOf(claim, NO_PATHS, nativeParts(source, framework, path))
}

type Machine = Pick<Claim, 'systems' | 'archs' | 'libcs'>

/**
 * Parses a RID: SYSTEM[VERSION][-LIBC][-MACHINE][-QUALIFIER], as in win10-x64, osx.12-arm64 and linux-musl. Without a machine
 * it is for all of them.
 */
function machineOfRid(rid: string): Machine {
  const [first = '', ...words] = rid.split('-')
  const arch = words.find((word) => !LIBCS.includes(word))
  const system = first.replace(/[\d.].*/, '')
  return {
    systems: [OTHER_SYSTEMS.has(system) ? systemOfWord(system) : 'linux'],
    archs: arch === undefined ? [] : [archOfWord(arch)],
    libcs: words.includes('musl') || system === 'alpine' ? ['musl'] : [],
  }
}

/** Those of PortableRuntimeIdentifierGraph.json (dotnet/runtime). */
const LIBCS = ['musl', 'bionic']

/** Those of the same file. All others are distributions of Linux. */
const OTHER_SYSTEMS = new Set([
  ...['win', 'osx', 'freebsd', 'illumos', 'solaris', 'android', 'browser', 'wasi', 'haiku'],
  ...['ios', 'iossimulator', 'tvos', 'tvossimulator', 'maccatalyst'],
])

/** The native libraries of each package, by machine; none for a package that also has some for all machines. */
function nativeParts(source: string, framework: string, path: string): readonly Owner[] {
  const targets = field(field(parseJson(source), 'targets'), framework)
  const folder = path.split('/').slice(0, -1)
  return keys(targets).flatMap((library) => {
    const assets = field(field(targets, library), 'runtimeTargets')
    const natives = keys(assets).filter((file) => text(field(assets, file), 'assetType') === 'native')
    const byRid = Map.groupBy(natives, (file) => text(field(assets, file), 'rid'))
    const parts = [...byRid].map(([rid, files]) => ({
      claim: { format: 'nuget', name: library.split('/')[0] ?? '', ...machineOfRid(rid) } as const,
      pathHashes: Float64Array.from(files, (file) => pathHash([...folder, file].join('/'))),
    }))
    const isForAll = parts.some(({ claim }) => claim.archs.length === 0 && claim.systems.includes('linux'))
    return isForAll ? [] : parts.filter(({ claim }) => claim.systems.includes('linux'))
  })
}

/** Images with .NET: the files that `dotnet publish` copies from packages. */
import { AMD64, ARM64, ARMV7, type Machine } from './machines.ts'
import { debian, type Package, type Recipe, RIGHT, taken, unpacked, wrong } from './recipe.ts'

const CONFIG = { Env: ['PATH=/usr/local/bin:/usr/bin:/bin'], WorkingDir: '/app', Cmd: ['dotnet', 'App.dll'] }

function nuget(name: string, version: string): Package {
  return { registry: 'nuget', name, version }
}

const PORTABLE: readonly Package[] = [
  nuget('SkiaSharp.NativeAssets.Linux', '2.88.8'),
  nuget('SQLitePCLRaw.lib.e_sqlite3', '2.1.10'),
  nuget('Microsoft.Data.SqlClient.SNI.runtime', '5.2.0'),
]

/** Portable: with the native libraries for all machines below `runtimes`. */
const right: readonly Recipe[] = [AMD64, ARM64, ARMV7].map((machine) => ({
  what: '.NET: a portable application',
  platform: machine.platform,
  system: debian(machine, 'libstdc++6'),
  parts: PORTABLE.map((each) => taken(each, 'runtimes', '/app/runtimes')),
  config: CONFIG,
  expected: RIGHT,
}))

function own(of: Machine, into: Machine): Recipe {
  return {
    what: `.NET: an application of ${of.platform}`,
    platform: into.platform,
    system: debian(into, 'libstdc++6'),
    parts: [
      taken(
        nuget('SQLitePCLRaw.lib.e_sqlite3', '2.1.10'),
        `runtimes/linux-${of.dotnet}/native/libe_sqlite3.so`,
        '/app/libe_sqlite3.so',
      ),
      unpacked(nuget(`Microsoft.NETCore.App.Runtime.linux-${of.dotnet}`, '8.0.11'), '/app'),
    ],
    config: CONFIG,
    expected: of === into ? RIGHT : wrong('machine', '/app/'),
  }
}

export const DOTNET_RECIPES: readonly Recipe[] = [
  ...right,
  own(AMD64, AMD64),
  own(ARM64, ARM64),
  own(AMD64, ARM64),
  own(ARM64, AMD64),
  own(AMD64, ARMV7),
]

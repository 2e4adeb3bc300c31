import type { NewEntry } from '../harness/tar-writer.ts'
import { macProgram, npm, program, windowsProgram } from './metadata.ts'
import type { Recipe } from './recipe.ts'

const MODULES = 'app/node_modules'
const APP = { WorkingDir: '/app' }
const ARCHS = { x64: 'amd64', arm64: 'arm64', arm: 'arm' } as const

/** A package that is published for each machine separately. */
function published(name: string, cpu: keyof typeof ARCHS, file: string, libc?: string): readonly NewEntry[] {
  const folder = `${MODULES}/${name}`
  const json = { name, os: ['linux'], cpu: [cpu], ...(libc === undefined ? {} : { libc: [libc] }) }
  return npm(folder, json, [program(`${folder}/${file}`, ARCHS[cpu])])
}

/** A package for all machines, with files. */
function portable(name: string, files: Readonly<Record<string, string>>, more: readonly NewEntry[] = []) {
  const folder = `${MODULES}/${name}`
  return npm(folder, { name }, [...programs(folder, files), ...more])
}

/** The same, with a script that fetches or compiles them on installation. */
function installing(
  name: string,
  script: 'install' | 'postinstall',
  files: Readonly<Record<string, string>>,
) {
  const folder = `${MODULES}/${name}`
  return npm(folder, { name, scripts: { [script]: 'node install.js' } }, programs(folder, files))
}

function programs(folder: string, files: Readonly<Record<string, string>>): readonly NewEntry[] {
  return Object.entries(files).map(([path, arch]) => program(`${folder}/${path}`, arch))
}

const RIGHT: readonly Recipe[] = [
  {
    what: 'fsevents, which is for macOS as a whole',
    entries: npm(
      `${MODULES}/fsevents`,
      { name: 'fsevents', os: ['darwin'], scripts: { install: 'node-gyp rebuild' } },
      [macProgram(`${MODULES}/fsevents/fsevents.node`)],
    ),
  },
  {
    what: 'Next.js packages for both C libraries and two machines',
    entries: (['x64', 'arm64'] as const).flatMap((cpu) =>
      ['gnu', 'musl'].flatMap((abi) =>
        published(
          ...([`@next/swc-linux-${cpu}-${abi}`, cpu, `next-swc.linux-${cpu}-${abi}.node`] as const),
          abi === 'gnu' ? 'glibc' : 'musl',
        ),
      ),
    ),
    config: APP,
  },
  {
    what: 'a Bun cache',
    files: {
      'root/.bun/install/cache/@esbuild/linux-x64@0.25.0@@@1/bin/esbuild': 'amd64',
      'root/.bun/install/cache/@esbuild/linux-arm64@0.25.0@@@1/bin/esbuild': 'arm64',
    },
  },
  {
    what: 'a package nested in the one that needs it',
    entries: (['x64', 'arm64'] as const).flatMap((cpu) =>
      published(`vite/node_modules/@esbuild/linux-${cpu}`, cpu, 'bin/esbuild'),
    ),
    config: APP,
  },
  {
    what: 'electron',
    entries: installing('electron', 'postinstall', { 'dist/electron': 'arm64' }),
    config: APP,
  },
  {
    what: 'a module that node-pre-gyp fetched',
    entries: installing('sqlite3', 'install', {
      'lib/binding/napi-v6-linux-glibc-arm64/node_sqlite3.node': 'arm64',
    }),
    config: APP,
  },
  {
    what: 'prebuilt modules for three systems',
    entries: portable('node-pty', { 'build/Release/pty.node': 'arm64' }, [
      windowsProgram(`${MODULES}/node-pty/prebuilds/win32-x64/conpty.node`),
      windowsProgram(`${MODULES}/node-pty/prebuilds/win32-arm64/winpty-agent.exe`),
      macProgram(`${MODULES}/node-pty/prebuilds/darwin-arm64/pty.node`),
      macProgram(`${MODULES}/node-pty/prebuilds/darwin-x64/spawn-helper`),
    ]),
    config: APP,
  },
  {
    what: 'a model runtime with folders for systems and machines',
    entries: portable(
      'onnxruntime-node',
      {
        'bin/napi-v3/linux/x64/libonnxruntime.so.1.20.1': 'amd64',
        'bin/napi-v3/linux/x64/onnxruntime_binding.node': 'amd64',
        'bin/napi-v3/linux/arm64/libonnxruntime.so.1.20.1': 'arm64',
        'bin/napi-v3/linux/arm64/onnxruntime_binding.node': 'arm64',
      },
      [macProgram(`${MODULES}/onnxruntime-node/bin/napi-v3/darwin/arm64/libonnxruntime.1.20.1.dylib`)],
    ),
    config: APP,
  },
  {
    what: "modules with C library and machine in their folder's name",
    entries: portable('@datadog/native-metrics', {
      'prebuilds/linuxglibc-x64/node-108.node': 'amd64',
      'prebuilds/linuxmusl-x64/node-108.node': 'amd64',
      'prebuilds/linuxglibc-arm64/node-108.node': 'arm64',
      'prebuilds/linuxmusl-arm64/node-108.node': 'arm64',
    }),
    config: APP,
  },
  {
    what: 'modules with both in their own names',
    entries: portable('@sentry/profiling-node', {
      'lib/sentry_cpu_profiler-linux-x64-glibc-108.node': 'amd64',
      'lib/sentry_cpu_profiler-linux-x64-musl-108.node': 'amd64',
      'lib/sentry_cpu_profiler-linux-arm64-glibc-108.node': 'arm64',
      'lib/sentry_cpu_profiler-linux-arm64-musl-108.node': 'arm64',
    }),
    config: APP,
  },
  {
    what: 'modules for Android next to those for Linux',
    entries: portable('@serialport/bindings-cpp', {
      'prebuilds/android-arm/node.napi.armv7.node': 'arm',
      'prebuilds/android-arm64/node.napi.armv8.node': 'arm64',
      'prebuilds/linux-arm/node.napi.armv6.node': 'arm',
      'prebuilds/linux-x64/node.napi.glibc.node': 'amd64',
      'prebuilds/linux-arm64/node.napi.armv8.node': 'arm64',
    }),
    config: APP,
  },
  {
    what: 'a Sass compiler for two machines',
    entries: (['x64', 'arm64'] as const).flatMap((cpu) =>
      published(`sass-embedded-linux-${cpu}`, cpu, 'dart-sass/src/dart'),
    ),
    config: APP,
  },
  {
    what: 'an encoder for two machines',
    entries: (['x64', 'arm64'] as const).flatMap((cpu) =>
      published(`@ffmpeg-installer/linux-${cpu}`, cpu, 'ffmpeg'),
    ),
    config: APP,
  },
  {
    what: 'a module of an older sharp, with its libraries',
    files: {
      'var/task/node_modules/sharp/build/Release/sharp-linux-arm64v8.node': 'arm64',
      'var/task/node_modules/sharp/vendor/8.14.5/linux-arm64v8/lib/libvips-cpp.so.42': 'arm64',
    },
    config: { WorkingDir: '/var/task' },
  },
  {
    what: "esbuild's own program in place of its script",
    entries: [
      ...installing('esbuild', 'postinstall', { 'bin/esbuild': 'arm64' }),
      ...published('@esbuild/linux-arm64', 'arm64', 'bin/esbuild'),
    ],
    config: APP,
  },
  {
    what: "Node's headers and npm",
    files: {
      'usr/local/bin/node': 'arm64',
      'usr/local/bin/npm': '->../lib/node_modules/npm/bin/npm-cli.js',
      'usr/local/lib/node_modules/npm/bin/npm-cli.js': '=#!/usr/bin/env node\n',
    },
    config: { Cmd: ['node'] },
  },
  {
    what: 'an editor with its own tools',
    files: {
      'opt/code-server/lib/node': 'arm64',
      'opt/code-server/lib/vscode/node_modules/@vscode/ripgrep/bin/rg': 'arm64',
      'opt/code-server/lib/vscode/node_modules/@vscode/spdlog/build/Release/spdlog.node': 'arm64',
    },
  },
]

const builtOn = (
  what: string,
  name: string,
  path: string,
  script: 'install' | 'postinstall' = 'install',
): Recipe => ({
  ...{ what, entries: installing(name, script, { [path]: 'amd64' }), config: APP },
  tells: [{ severity: 'error', why: 'built', package: name, path: `${MODULES}/${name}/${path}` }],
})

const OF_WINDOWS: Recipe = {
  what: "a package's files for Windows, with an install script",
  entries: [
    ...installing('electron-winstaller', 'install', {}),
    windowsProgram(`${MODULES}/electron-winstaller/vendor/signtool.exe`),
  ],
  config: APP,
}

const WRONG: readonly Recipe[] = [
  builtOn('a module of an older sharp', 'sharp', 'build/Release/sharp-linux-x64.node'),
  builtOn('a module that an install script fetched', 'node-sass', 'vendor/linux-x64-108/binding.node'),
  builtOn('an encoder that an install script fetched', 'ffmpeg-static', 'ffmpeg'),
  builtOn('a search tool that an install script fetched', '@vscode/ripgrep', 'bin/rg', 'postinstall'),
  builtOn('a module with a debug build', 'canvas', 'build/Debug/canvas.node'),
  {
    what: "esbuild's own program in place of its script, for the build machine",
    entries: [
      ...installing('esbuild', 'postinstall', { 'bin/esbuild': 'amd64' }),
      ...published('@esbuild/linux-x64', 'x64', 'bin/esbuild'),
    ],
    config: APP,
    tells: [
      { severity: 'error', why: 'built', package: 'esbuild' },
      { severity: 'error', why: 'other machine', package: '@esbuild/linux-x64' },
    ],
  },
  {
    what: 'a compiler for the build machine, but for the right C library',
    entries: published('@swc/core-linux-x64-gnu', 'x64', 'swc.linux-x64-gnu.node', 'glibc'),
    config: APP,
    tells: [{ severity: 'error', why: 'other machine', package: '@swc/core-linux-x64-gnu' }],
  },
  {
    what: 'a stylesheet compiler for macOS',
    on: 'linux/amd64',
    entries: published('lightningcss-linux-arm64-gnu', 'arm64', 'lightningcss.linux-arm64-gnu.node', 'glibc'),
    config: APP,
    tells: [{ severity: 'error', why: 'other machine', package: 'lightningcss-linux-arm64-gnu' }],
  },
  {
    what: 'a macOS program that npm installed on a Mac',
    entries: npm(
      `${MODULES}/@esbuild/darwin-arm64`,
      { name: '@esbuild/darwin-arm64', os: ['darwin'], cpu: ['arm64'] },
      [macProgram(`${MODULES}/@esbuild/darwin-arm64/bin/esbuild`)],
    ),
    config: APP,
    tells: [{ severity: 'error', why: 'other machine', package: '@esbuild/darwin-arm64' }],
  },
  {
    what: 'a module that was compiled on a Mac',
    entries: npm(`${MODULES}/better-sqlite3`, { name: 'better-sqlite3' }, [
      macProgram(`${MODULES}/better-sqlite3/build/Release/better_sqlite3.node`),
    ]),
    config: APP,
    tells: [{ severity: 'error', why: 'built', package: 'better-sqlite3' }],
  },
  {
    what: 'Node for another machine, with its tools',
    files: { 'usr/local/bin/node': 'amd64' },
    config: { Cmd: ['node', 'server.js'] },
    tells: [{ severity: 'error', why: 'started', path: 'usr/local/bin/node' }],
  },
  {
    what: 'Node for another machine, managed by pnpm',
    files: { 'root/.local/share/pnpm/nodejs/22.14.0/bin/node': 'amd64' },
    config: { Env: ['PATH=/root/.local/share/pnpm/nodejs/22.14.0/bin:/usr/bin'] },
    tells: [{ severity: 'error', why: 'in PATH', ignore: '/root/.local/share/pnpm/nodejs/22.14.0/bin/node' }],
  },
  {
    what: 'a single-file Bun application',
    files: { 'app/server': 'amd64' },
    config: { ...APP, Entrypoint: ['./server'] },
    tells: [{ severity: 'error', why: 'started', path: 'app/server' }],
  },
]

/** Files that Node's tools leave. */
export const NODE: readonly Recipe[] = [...RIGHT, OF_WINDOWS, ...WRONG]

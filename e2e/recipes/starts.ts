import { armAttributes, elf, GO_NOTE, x86Needs } from '../../__tests__/verify/layer/elf-file.ts'
import type { NewEntry } from '../harness/tar-writer.ts'
import { file, macProgram, notExecutable, program, windowsProgram } from './metadata.ts'
import type { Recipe, Telling, Why } from './recipe.ts'

const SHELL: readonly NewEntry[] = [
  program('bin/busybox', 'arm64'),
  { path: 'bin/sh', type: '2', target: 'busybox' },
]

/** A shell script in the image. */
const script = (path: string, text: string, shell = '/bin/sh'): NewEntry =>
  file(path, `#!${shell}\n${text}\n`)

const wrong = (why: Why, path: string): readonly Telling[] => [{ severity: 'error', why, path }]
const STARTED = wrong('started', 'opt/app/server')
const SERVER = program('opt/app/server', 'amd64')
const OWN = program('opt/app/server', 'arm64')

/** A program of three pages, and one without the last page. */
const WHOLE = elf('arm64', { type: 2, code: 11_000 })
const CUT_OFF = WHOLE.subarray(0, 8192)
const CUT = file('app', CUT_OFF)

const RIGHT: readonly Recipe[] = [
  {
    what: 'a script that ends by starting its arguments',
    entries: [...SHELL, OWN, script('entrypoint.sh', 'set -e\nexec "$@"')],
    config: { Entrypoint: ['/entrypoint.sh'], Cmd: ['/opt/app/server'] },
  },
  {
    what: 'a program that its own wrapper starts as another user',
    entries: [
      ...SHELL,
      OWN,
      program('usr/local/bin/gosu', 'arm64'),
      script('start', 'exec gosu app /opt/app/server'),
    ],
    config: { Entrypoint: ['/start'] },
  },
  {
    what: 'a program for the first x86-64',
    on: 'linux/amd64',
    entries: [program('app', 'amd64', { notes: x86Needs(1) })],
    config: { Entrypoint: ['/app'] },
  },
  {
    what: 'a program for x86-64-v3 on a platform that has it',
    on: 'linux/amd64/v3',
    entries: [program('app', 'amd64', { notes: x86Needs(7) })],
    config: { Entrypoint: ['/app'] },
  },
  {
    what: 'a program for arm/v6 on arm/v7',
    on: 'linux/arm/v7',
    entries: [program('app', 'arm', { type: 2, end: armAttributes(6) })],
    config: { Entrypoint: ['/app'] },
  },
  {
    what: 'a program with its loader and its library',
    entries: [
      program('app', 'arm64', { interpreter: '/lib/ld-linux-aarch64.so.1', needed: ['libc.so.6'] }),
      program('lib/ld-linux-aarch64.so.1', 'arm64'),
      program('lib/aarch64-linux-gnu/libc.so.6', 'arm64'),
    ],
    config: { Entrypoint: ['/app'] },
  },
  {
    what: 'a program without the end of its last page, which is filled with zeros',
    entries: [file('app', WHOLE.subarray(0, WHOLE.length - 100))],
    config: { Entrypoint: ['/app'] },
  },
  {
    what: 'a truncated program that is only data',
    entries: [program('app', 'arm64'), file('testdata/cut', CUT_OFF)],
    config: { Entrypoint: ['/app'] },
  },
  {
    what: 'a 32-bit program on amd64',
    on: 'linux/amd64',
    files: { app: '386' },
    config: { Entrypoint: ['/app'] },
  },
]

const WRONG: readonly Recipe[] = [
  {
    what: 'the only program',
    files: { app: 'amd64' },
    config: { Entrypoint: ['/app'] },
    tells: wrong('started', 'app'),
  },
  {
    what: 'an error page, saved as the program',
    entries: [file('usr/local/bin/app', 'Not Found')],
    config: { Entrypoint: ['app'] },
    tells: wrong('other format', 'usr/local/bin/app'),
  },
  {
    what: 'a login page, saved as the program',
    entries: [file('usr/local/bin/app', '<!DOCTYPE html><html><body>Sign in</body></html>')],
    config: { Entrypoint: ['app'] },
    tells: wrong('other format', 'usr/local/bin/app'),
  },
  {
    what: 'an API response, saved as the program',
    entries: [file('usr/local/bin/app', '{"message": "Not Found", "status": "404"}')],
    config: { Entrypoint: ['app'] },
    tells: wrong('other format', 'usr/local/bin/app'),
  },
  {
    what: 'a Git LFS pointer',
    entries: [file('app', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n')],
    config: { Entrypoint: ['/app'] },
    tells: wrong('other format', 'app'),
  },
  {
    what: 'a program truncated by a download',
    entries: [CUT],
    config: { Entrypoint: ['/app'] },
    tells: wrong('truncated', 'app'),
  },
  {
    what: 'a tool in PATH truncated by a download',
    entries: [program('app', 'arm64'), file('usr/local/bin/kubectl', CUT_OFF)],
    config: { Entrypoint: ['/app'] },
    tells: wrong('system', 'usr/local/bin/kubectl'),
  },
  {
    what: 'a library truncated by a download',
    entries: [program('app', 'arm64'), file('usr/local/lib/libfoo.so.1', CUT_OFF)],
    config: { Entrypoint: ['/app'] },
    tells: wrong('system', 'usr/local/lib/libfoo.so.1'),
  },
  {
    what: 'a program truncated before its headers',
    entries: [file('app', elf('arm64').subarray(0, 64))],
    config: { Entrypoint: ['/app'] },
    tells: wrong('truncated', 'app'),
  },
  {
    what: 'an empty program left by a failed compiler',
    entries: [file('app', '')],
    config: { Entrypoint: ['/app'] },
    tells: wrong('empty', 'app'),
  },
  {
    what: 'a program that is not executable',
    entries: [notExecutable(program('app', 'arm64'))],
    config: { Entrypoint: ['/app'] },
    tells: wrong('no execute bit', 'app'),
  },
  {
    what: 'a script that is not executable',
    entries: [...SHELL, notExecutable(script('entrypoint.sh', 'exec "$@"'))],
    config: { Entrypoint: ['/entrypoint.sh'] },
    tells: wrong('no execute bit', 'entrypoint.sh'),
  },
  {
    what: 'a script with Windows line endings',
    entries: [...SHELL, script('entrypoint.sh', 'exec "$@"\r', '/bin/sh\r')],
    config: { Entrypoint: ['/entrypoint.sh'] },
    tells: wrong('interpreter', 'entrypoint.sh'),
  },
  {
    what: 'a script for a missing shell',
    entries: [
      ...SHELL,
      program('usr/bin/env', 'arm64'),
      script('entrypoint.sh', 'exec "$@"', '/usr/bin/env bash'),
    ],
    config: { Entrypoint: ['/entrypoint.sh'] },
    tells: wrong('interpreter', 'entrypoint.sh'),
  },
  {
    what: 'a script without an interpreter line',
    entries: [file('entrypoint.sh', 'set -e\nexec "$@"\n')],
    config: { Entrypoint: ['/entrypoint.sh'] },
    tells: wrong('no program', 'entrypoint.sh'),
  },
  {
    what: 'a glibc program on Alpine',
    on: 'linux/amd64',
    entries: [
      program('app', 'amd64', { interpreter: '/lib64/ld-linux-x86-64.so.2' }),
      program('lib/ld-musl-x86_64.so.1', 'amd64'),
    ],
    config: { Entrypoint: ['/app'] },
    tells: wrong('interpreter', 'app'),
  },
  {
    what: 'a musl program on Debian',
    entries: [
      program('app', 'arm64', { interpreter: '/lib/ld-musl-aarch64.so.1' }),
      program('lib/ld-linux-aarch64.so.1', 'arm64'),
    ],
    config: { Entrypoint: ['/app'] },
    tells: wrong('interpreter', 'app'),
  },
  {
    what: 'a program for arm/v7 on arm/v6',
    on: 'linux/arm/v6',
    entries: [program('app', 'arm', { type: 2, notes: GO_NOTE, end: Buffer.from('\nbuild\tGOARM=7\n') })],
    config: { Entrypoint: ['/app'] },
    tells: wrong('arm-version', 'app'),
  },
  {
    what: 'a static program on arm/v6, with a part for arm/v7',
    on: 'linux/arm/v6',
    entries: [program('app', 'arm', { type: 2, end: armAttributes(10) })],
    config: { Entrypoint: ['/app'] },
    tells: [{ severity: 'warning', why: 'arm-version', path: 'app' }],
  },
  {
    what: 'a Go program for arm64/v9 on arm64',
    entries: [program('app', 'arm64', { notes: GO_NOTE, end: Buffer.from('\nbuild\tGOARM64=v9.0\n') })],
    config: { Entrypoint: ['/app'] },
    tells: wrong('go-setting', 'app'),
  },
  {
    what: 'a program for x86-64-v3',
    on: 'linux/amd64',
    entries: [program('app', 'amd64', { notes: x86Needs(7) })],
    config: { Entrypoint: ['/app'] },
    tells: wrong('x86-level', 'app'),
  },
  {
    what: 'a hard-float program with a soft-float C library',
    on: 'linux/arm/v7',
    entries: [
      program('app', 'arm', { interpreter: '/lib/ld-linux.so.3', flags: 0x05000400 }),
      program('lib/ld-linux.so.3', 'arm', { flags: 0x05000200 }),
    ],
    config: { Entrypoint: ['/app'] },
    tells: wrong('float', 'app'),
  },
  {
    what: 'a program for Windows',
    entries: [windowsProgram('app')],
    config: { Entrypoint: ['/app'] },
    tells: wrong('other format', 'app'),
  },
  {
    what: 'a program for macOS that is started',
    entries: [macProgram('app')],
    config: { Entrypoint: ['/app'] },
    tells: wrong('other format', 'app'),
  },
  {
    what: 'a program for macOS in PATH',
    entries: [macProgram('usr/local/bin/tool')],
    tells: wrong('system', 'usr/local/bin/tool'),
  },
  {
    what: "a macOS library in the loader's folders",
    entries: [macProgram('usr/local/lib/libtool.so')],
    tells: wrong('system', 'usr/local/lib/libtool.so'),
  },
  {
    what: 'a program for Windows in PATH',
    entries: [windowsProgram('usr/local/bin/tool')],
    tells: wrong('system', 'usr/local/bin/tool'),
  },
  {
    what: 'an init program for another machine',
    entries: [program('sbin/tini', 'amd64'), OWN],
    config: { Entrypoint: ['/sbin/tini', '--', '/opt/app/server'] },
    tells: wrong('started', 'sbin/tini'),
  },
  {
    what: 'a program started by an init',
    entries: [program('usr/bin/dumb-init', 'arm64'), SERVER],
    config: { Entrypoint: ['dumb-init', '--', '/opt/app/server'] },
    tells: STARTED,
  },
  {
    what: 'a program that a script starts',
    entries: [...SHELL, SERVER, script('entrypoint.sh', 'set -e\nexec /opt/app/server "$@"')],
    config: { Entrypoint: ['/entrypoint.sh'] },
    tells: STARTED,
  },
  {
    what: 'a program that a script starts in its folder',
    entries: [...SHELL, SERVER, script('entrypoint.sh', 'cd /opt/app && ./server')],
    config: { Entrypoint: ['/entrypoint.sh'] },
    tells: STARTED,
  },
  {
    what: 'a program passed to a script as its command',
    entries: [...SHELL, SERVER, script('entrypoint.sh', 'exec "$@"')],
    config: { Entrypoint: ['/entrypoint.sh'], Cmd: ['/opt/app/server'] },
    tells: STARTED,
  },
  {
    what: 'a program that a shell line starts',
    entries: [...SHELL, SERVER],
    config: { Cmd: ['/bin/sh', '-c', 'exec /opt/app/server --port 80'] },
    tells: STARTED,
  },
  {
    what: 'a program named by a variable of the image',
    entries: [...SHELL, SERVER],
    config: { Env: ['HOME_OF_APP=/opt/app'], Cmd: ['/bin/sh', '-c', 'exec $HOME_OF_APP/server'] },
    tells: STARTED,
  },
  {
    what: 'a program that changes the user',
    entries: [
      ...SHELL,
      OWN,
      program('usr/local/bin/gosu', 'amd64'),
      script('start', 'exec gosu app /opt/app/server'),
    ],
    config: { Entrypoint: ['/start'] },
    tells: wrong('started', 'usr/local/bin/gosu'),
  },
  {
    what: 'a whole small system',
    files: { 'bin/busybox': 'amd64', 'bin/sh': '->busybox' },
    config: { Cmd: ['sh'] },
    tells: wrong('started', 'bin/busybox'),
  },
  {
    what: 'a 64-bit program on 386',
    on: 'linux/386',
    files: { app: 'amd64' },
    config: { Entrypoint: ['/app'] },
    tells: wrong('started', 'app'),
  },
  {
    what: 'a program for arm64 on arm/v7',
    on: 'linux/arm/v7',
    files: { app: 'arm64' },
    config: { Entrypoint: ['/app'] },
    tells: wrong('started', 'app'),
  },
  {
    what: 'a program for ppc64 on ppc64le',
    on: 'linux/ppc64le',
    files: { app: 'ppc64' },
    config: { Entrypoint: ['/app'] },
    tells: wrong('started', 'app'),
  },
  {
    what: 'a program for amd64 on riscv64',
    on: 'linux/riscv64',
    files: { app: 'amd64' },
    config: { Entrypoint: ['/app'] },
    tells: wrong('started', 'app'),
  },
  {
    what: 'a loader for another machine under a program for the right one',
    entries: [
      program('app', 'arm64', { interpreter: '/lib/ld-linux-aarch64.so.1' }),
      program('lib/ld-linux-aarch64.so.1', 'amd64'),
    ],
    config: { Entrypoint: ['/app'] },
    tells: wrong('loader folder', 'lib/ld-linux-aarch64.so.1'),
  },
]

/** What the image starts, and what these programs need. */
export const STARTS: readonly Recipe[] = [...RIGHT, ...WRONG]

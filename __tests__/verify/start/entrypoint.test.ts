import { describe, expect, test } from '@jest/globals'
import type { NewEntry } from '../../../e2e/harness/tar-writer.ts'
import { describeFinding } from '../../../src/verify/sentences.ts'
import { newStore, proveOne, short } from '../images.ts'
import { armAttributes, elf, GO_NOTE, type NewElf, x86Needs } from '../layer/elf-file.ts'

const file = (path: string, bytes: Buffer | string): NewEntry => ({ path, bytes: Buffer.from(bytes) })
const program = (path: string, arch = 'amd64', as?: NewElf): NewEntry => file(path, elf(arch, as))
const plain = (entry: NewEntry): NewEntry => ({ ...entry, patch: (header) => header.write('0000644\0', 100) })
const started = (...Entrypoint: readonly string[]) => ({ Entrypoint })

const LOADER = '/lib64/ld-linux-x86-64.so.2'
const GLIBC: NewElf = { interpreter: LOADER, needed: ['libc.so.6'] }
const BASE: readonly NewEntry[] = [
  program(LOADER.slice(1)),
  program('usr/lib/libc.so.6'),
  ...['sh', 'bash', 'env', 'tini', 'gosu', 'nice', 'timeout'].map((name) =>
    program(`usr/bin/${name}`, 'amd64', GLIBC),
  ),
  { path: 'bin', type: '2', target: 'usr/bin' },
  program('srv/right', 'amd64', { type: 2 }),
  program('srv/wrong', 'arm64', { type: 2 }),
]

interface Row {
  readonly what: string
  readonly files?: readonly NewEntry[]
  readonly config: Readonly<Record<string, unknown>>
  readonly finds: readonly string[]
  readonly on?: string
}

async function findingsOf({ files = [], config, on = 'linux/amd64' }: Row, base = BASE) {
  const store = newStore()
  const image = store.image(on, [store.layer([...base, ...files])], { config })
  const { findings } = await proveOne(store, image)
  return findings
}

/** A file for another machine is a warning somewhere in the image, and an error if it is started. */
const WRONG = ['error machine /srv/wrong']
const GUESSED = ['warning machine /srv/wrong']
const script = (text: string, path = 'entrypoint.sh'): NewEntry => file(path, `#!/bin/sh\n${text}\n`)

describe('a program for another machine, started by', () => {
  const ROWS: readonly Row[] = [
    { what: 'env -S', config: started('env', '-S', 'A=b /srv/wrong -x'), finds: WRONG },
    { what: 'env -C', config: started('env', '-C', '/srv', './wrong'), finds: WRONG },
    {
      what: 'wrappers with values',
      config: started(
        'tini',
        '-e',
        '143',
        '--',
        'nice',
        '-n',
        '5',
        'timeout',
        '-s',
        'KILL',
        '5',
        '/srv/wrong',
      ),
      finds: WRONG,
    },
    { what: 'cd and a relative path', config: started('sh', '-c', 'cd /srv && exec ./wrong'), finds: WRONG },
    {
      what: 'a relative path and the working directory',
      config: { ...started('./wrong'), WorkingDir: '/srv' },
      finds: WRONG,
    },
    {
      what: 'a command that runs if another one fails',
      config: started('sh', '-c', '/srv/right || /srv/wrong'),
      finds: GUESSED,
    },
    {
      what: 'a command after a test',
      config: started('sh', '-c', 'test -f x && /srv/wrong'),
      finds: GUESSED,
    },
    {
      what: 'its neighbour, as an argument',
      config: started('/srv/right', '/srv/wrong'),
      finds: WRONG,
    },
    {
      what: 'the exec of a script',
      files: [script('set -e\nexec /srv/wrong --x')],
      config: started('/entrypoint.sh'),
      finds: WRONG,
    },
    {
      what: 'the last command of a script',
      files: [script('cd /srv\n./wrong')],
      config: started('/entrypoint.sh'),
      finds: WRONG,
    },
    {
      what: 'a script passed to a shell, without its execute bit',
      files: [plain(script('exec /srv/wrong'))],
      config: started('sh', '/entrypoint.sh'),
      finds: WRONG,
    },
    {
      what: 'a script that a script starts',
      files: [script('exec /app/run.sh "$@"'), script('exec "$1"', 'app/run.sh')],
      config: { ...started('/entrypoint.sh'), Cmd: ['/srv/wrong'] },
      finds: WRONG,
    },
    {
      what: 'a script that changes the user',
      files: [script('if [ "$(id -u)" = 0 ]; then chown -R app /srv; fi\nexec gosu app "$@"')],
      config: { ...started('/entrypoint.sh'), Cmd: ['/srv/wrong'] },
      finds: WRONG,
    },
    {
      what: 'a file that a script sources',
      files: [script('. /srv/start.sh'), script('/srv/wrong', 'srv/start.sh')],
      config: started('/entrypoint.sh'),
      finds: WRONG,
    },
    {
      what: 'a function that gets the arguments of the script',
      files: [script('main() {\n  exec "$@"\n}\n\nmain "$@"')],
      config: { ...started('/entrypoint.sh'), Cmd: ['/srv/wrong'] },
      finds: WRONG,
    },
    ...[
      'exec "$(dirname "$0")/wrong"',
      'cd "$(dirname "$0")"\nexec ./wrong',
      'HERE=$(cd "$(dirname "$0")" && pwd)\nexec "$HERE/wrong" --x',
      'HERE="$( cd "$( dirname "$0" )" >/dev/null 2>&1 && pwd )"\nexec "$HERE/wrong" --x',
      'HERE=$(dirname "$(readlink -f "$0")")\nexec "$HERE/wrong"',
      'exec "$(dirname -- "$BASH_SOURCE")/wrong"',
    ].map((text) => ({
      what: `a script in its own folder: ${text}`,
      files: [script(text, 'srv/start.sh')],
      config: started('/srv/start.sh'),
      finds: WRONG,
    })),
    {
      what: 'a branch of a script',
      files: [script('if [ -n "$DEBUG" ]; then exec /srv/wrong; fi\nexec /srv/right')],
      config: started('/entrypoint.sh'),
      finds: GUESSED,
    },
    {
      what: 'a function of a script',
      files: [script('help() {\n  /srv/wrong --help\n}\nexec /srv/right')],
      config: started('/entrypoint.sh'),
      finds: GUESSED,
    },
    {
      what: 'an argument of a script in another language',
      files: [program('usr/bin/python3', 'amd64', GLIBC), file('main', '#!/usr/bin/python3\n')],
      config: { ...started('/main'), Cmd: ['/srv/wrong'] },
      finds: GUESSED,
    },
  ]

  test.each(ROWS)('$what', async (row) => {
    expect(short(await findingsOf(row))).toEqual(row.finds)
  })
})

const PE = Buffer.alloc(512)
PE.write('MZ', 0)
PE.writeUInt32LE(128, 0x3c)
PE.write('PE\0\0', 128)
const MACH_O = Buffer.from('cffaedfe0c00000100000000020000001000000000000000', 'hex')
const FAT = Buffer.from('cafebabe000000020100000700000003', 'hex')
const CLASS = Buffer.from('cafebabe0000003d0100000700000003', 'hex')
const POINTER = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'

describe('a file that cannot be started', () => {
  test.each([
    { what: 'without an execute bit', entry: plain(program('app')), says: 'which is not executable.' },
    {
      what: 'a script without an execute bit',
      entry: plain(file('app', '#!/app\n')),
      says: 'which is not executable.',
    },
    { what: 'without bytes', entry: file('app', ''), says: 'which is empty.' },
    { what: 'a page', entry: file('app', '\n<!DOCTYPE html><html>'), says: 'which is an HTML page.' },
    {
      what: 'a JSON response',
      entry: file('app', '{\n  "message": "Not Found"\n}'),
      says: 'which is a JSON text.',
    },
    { what: 'an error page', entry: file('app', 'Not Found'), says: 'which is an error message.' },
    {
      what: 'an error of an object store',
      entry: file('app', '<?xml version="1.0"?>\n<Error>'),
      says: 'which is an error message.',
    },
    { what: 'a Git LFS pointer', entry: file('app', POINTER), says: 'which is a Git LFS pointer.' },
    { what: 'for Windows', entry: file('app', PE), says: 'which is a Windows program.' },
    { what: 'for macOS', entry: file('app', MACH_O), says: 'which is a macOS program.' },
    { what: 'for macOS and two machines', entry: file('app', FAT), says: 'which is a macOS program.' },
    { what: 'a Java class', entry: file('app', CLASS), says: 'which is neither a program nor a script.' },
    {
      what: 'a script without #!',
      entry: file('app', 'exec sleep 1\n'),
      says: 'which is neither a program nor a script.',
    },
  ])('$what', async ({ what, entry, says }) => {
    const findings = await findingsOf({ what, files: [entry], config: started('/app'), finds: [] }, [])
    expect(short(findings)).toEqual(['error entrypoint /app'])
    expect(findings.map((finding) => describeFinding(finding).what)).toEqual([
      `the image for linux/amd64 starts /app, ${says}`,
    ])
  })

  const ROWS: readonly Row[] = [
    {
      what: 'after a wrapper',
      files: [file('app', POINTER)],
      config: started('tini', '--', '/app'),
      finds: ['error entrypoint /app'],
    },
    {
      what: 'in a script',
      files: [script('exec /app'), file('app', MACH_O)],
      config: started('/entrypoint.sh'),
      finds: ['error entrypoint /app'],
    },
    {
      what: 'in a script, without its execute bit',
      files: [script('exec /app'), plain(program('app'))],
      config: started('/entrypoint.sh'),
      finds: ['error entrypoint /app'],
    },
    { what: 'as a guess', files: [file('app', MACH_O)], config: started('/srv/right', '/app'), finds: [] },
    {
      what: 'without its execute bit, after another one in PATH',
      files: [plain(program('usr/local/bin/right')), program('usr/bin/right')],
      config: started('right'),
      finds: [],
    },
    {
      what: 'a macOS program in PATH',
      files: [file('usr/local/bin/tool', MACH_O)],
      config: started('/srv/right'),
      finds: ['error system /usr/local/bin/tool'],
    },
    {
      what: 'a link in PATH to a Windows program',
      files: [file('opt/tool', PE), { path: 'usr/bin/tool', type: '2', target: '/opt/tool' }],
      config: started('/srv/right'),
      finds: ['error system /opt/tool'],
    },
    {
      what: "a program in the image's own PATH",
      files: [file('opt/x/tool', PE)],
      config: { ...started('/srv/right'), Env: ['PATH=/opt/x:/usr/bin'] },
      finds: ['error system /opt/x/tool'],
    },
  ]

  test.each(ROWS)('$what', async (row) => {
    expect(short((await findingsOf(row)).filter(({ path }) => path !== '/srv/wrong'))).toEqual(row.finds)
  })
})

/** Without the program for another machine, which is a warning in every image. */
const CLEAN = BASE.filter(({ path }) => path !== 'srv/wrong')
const quiet = (row: Omit<Row, 'finds'>): Row => ({ ...row, finds: [] })

describe('nothing is reported for', () => {
  const page = file('usr/share/doc/tool', '<!DOCTYPE html>')
  const ROWS: readonly Row[] = [
    { what: 'a wrapper that only prints its version', config: started('tini', '--version') },
    {
      what: 'a script with a function named like a program in PATH',
      files: [script('right() { :; }\nright')],
      config: started('/entrypoint.sh'),
    },
    {
      what: 'a script that may start a missing program',
      files: [script('exec /volume/app')],
      config: started('/entrypoint.sh'),
    },
    {
      what: 'a script that tests for a missing program',
      files: [script('tool || true\nexec /srv/right')],
      config: started('/entrypoint.sh'),
    },
    {
      what: 'a shell script that expects arguments',
      files: [script('exec "$@"')],
      config: started('/entrypoint.sh'),
    },
    {
      what: 'a script that is its own command',
      files: [script('exec /entrypoint.sh "$@"')],
      config: started('/entrypoint.sh'),
    },
    {
      what: 'a data file for a shell',
      files: [script('. /env\nexec /srv/right'), plain(file('env', 'A=b'))],
      config: started('/entrypoint.sh'),
    },
    {
      what: 'a text without #! started by execvp',
      files: [file('app', 'exec sleep 1\n')],
      config: started('tini', '--', '/app'),
    },
    {
      what: 'a script without its execute bit, passed to a shell',
      files: [plain(script('exec /srv/right'))],
      config: started('sh', '/entrypoint.sh'),
    },
    {
      what: 'pages and texts in the same folder',
      files: [page, file('data.json', '{"a": 1}'), file('pointer', POINTER)],
      config: started('/srv/right'),
    },
    {
      what: 'Windows programs that are named so',
      files: [file('usr/bin/tool.exe', PE), file('usr/bin/tool-windows', PE)],
      config: started('/srv/right'),
    },
    {
      what: 'macOS programs that are named so',
      files: [file('usr/local/bin/tool-darwin-arm64', MACH_O)],
      config: started('/srv/right'),
    },
    {
      what: 'Windows programs in other folders',
      files: [file('opt/wrapper/tool', PE), plain(file('usr/bin/stub', PE))],
      config: started('/srv/right'),
    },
    {
      what: 'a program for every system',
      files: [file('usr/bin/portable', Buffer.concat([Buffer.from("MZqFpD='\n"), PE.subarray(9)]))],
      config: started('/srv/right'),
    },
    {
      what: 'a text that begins with MZ',
      files: [file('usr/bin/text', 'MZ is no program\n')],
      config: started('/srv/right'),
    },
    {
      what: 'a program started by its hard link',
      files: [{ path: 'app', type: '1', target: 'srv/right' }],
      config: started('/app'),
    },
    {
      what: 'an empty file that is not started',
      files: [file('srv/.keep', '')],
      config: started('/srv/right'),
    },
    {
      what: 'a relative loader that exists',
      files: [program('app/x', 'amd64', { interpreter: 'ld.so', needed: [] }), program('app/ld.so')],
      config: { ...started('./x'), WorkingDir: '/app' },
    },
    {
      what: 'a relative loader after cd',
      files: [program('app/x', 'amd64', { interpreter: './ld.so', needed: [] }), program('app/ld.so')],
      config: started('sh', '-c', 'cd /app && ./x'),
    },
    {
      what: 'x86-64-v3 for amd64/v3',
      on: 'linux/amd64/v3',
      files: [program('app', 'amd64', { notes: x86Needs(7) })],
      config: started('/app'),
    },
    {
      what: 'x86-64-v1',
      files: [program('app', 'amd64', { notes: x86Needs(1) })],
      config: started('/app'),
    },
    {
      what: 'x86-64-v3 in a program that is neither started nor in PATH',
      files: [program('opt/v3/x', 'amd64', { notes: x86Needs(4) })],
      config: started('/srv/right'),
    },
    {
      what: 'a Go program for x86-64-v1',
      files: [program('app', 'amd64', { notes: GO_NOTE, end: Buffer.from('\nbuild\tGOAMD64=v1\n') })],
      config: started('/app'),
    },
    {
      what: "Go's build info in another program",
      files: [program('app', 'amd64', { end: Buffer.from('\nbuild\tGOAMD64=v3\n') })],
      config: started('/app'),
    },
    { what: 'nothing to start', config: {} },
  ].map(quiet)

  test.each(ROWS)('$what', async (row) => {
    expect(short(await findingsOf(row, CLEAN))).toEqual([])
  })

  test('a distribution that is entirely built for a level', async () => {
    const notes = x86Needs(3)
    const base = [program(LOADER.slice(1), 'amd64', { notes }), program('usr/lib/libc.so.6')]
    const files = [program('usr/bin/bash', 'amd64', { ...GLIBC, notes })]
    expect(short(await findingsOf(quiet({ what: '', files, config: started('bash') }), base))).toEqual([])
  })
})

describe('files that do not work together', () => {
  const go = (level: string, code = 0): NewEntry =>
    program('app', 'amd64', { notes: GO_NOTE, code, end: Buffer.from(`\nbuild\tGOAMD64=${level}\n`) })
  const hard = program('lib/ld-linux-armhf.so.3', 'arm', { flags: 0x05000400 })
  const soft = program('app', 'arm', {
    flags: 0x05000200,
    interpreter: '/lib/ld-linux-armhf.so.3',
    needed: [],
  })
  const HARD = { flags: 0x05000400, interpreter: '/lib/ld-linux-armhf.so.3', needed: [] }
  const ROWS: readonly Row[] = [
    {
      what: 'a level in notes',
      files: [program('app', 'amd64', { notes: x86Needs(4) })],
      config: started('/app'),
      finds: ['error x86-level /app'],
    },
    {
      what: 'a level in a program with a loader',
      files: [...CLEAN, program('app', 'amd64', { ...GLIBC, notes: x86Needs(2) })],
      config: started('/app'),
      finds: ['error x86-level /app'],
    },
    {
      what: 'a higher level than the platform',
      on: 'linux/amd64/v2',
      files: [program('app', 'amd64', { notes: x86Needs(8) })],
      config: started('/app'),
      finds: ['error x86-level /app'],
    },
    {
      what: 'a level in a Go program',
      files: [go('v3')],
      config: started('/app'),
      finds: ['error x86-level /app'],
    },
    {
      what: 'a level in a Go program, far from its beginning',
      files: [go('v2', 9 << 20)],
      config: started('/app'),
      finds: ['error x86-level /app'],
    },
    {
      what: 'a level in an argument, which may be started',
      files: [program('srv/right'), program('app', 'amd64', { notes: x86Needs(4) })],
      config: started('/srv/right', '/app'),
      finds: [],
    },
    {
      what: 'a relative loader in another folder',
      files: [program('app/x', 'amd64', { interpreter: 'ld.so', needed: [] }), program('ld.so')],
      config: { ...started('./x'), WorkingDir: '/app' },
      finds: ['error interpreter /app/x'],
    },
    {
      what: 'a missing loader of programs in PATH, once',
      files: [
        program('srv/right'),
        program('lib/ld-musl-x86_64.so.1'),
        ...['a', 'b'].map((name) => program(`usr/bin/${name}`, 'amd64', GLIBC)),
      ],
      config: started('/srv/right'),
      finds: ['error interpreter /usr/bin/b'],
    },
    {
      what: 'a missing loader of programs in PATH, in an image without loaders',
      files: [program('srv/right'), program('usr/bin/a', 'amd64', GLIBC)],
      config: started('/srv/right'),
      finds: [],
    },
    {
      what: "Android's loader for a program in PATH",
      files: [
        program('srv/right'),
        program('lib/ld-musl-x86_64.so.1'),
        program('usr/bin/a', 'amd64', { interpreter: '/system/bin/linker64', needed: [] }),
      ],
      config: started('/srv/right'),
      finds: [],
    },
    {
      what: 'levels of programs in PATH, each once',
      files: [
        program('srv/right'),
        ...['a', 'b'].map((name) => program(`usr/bin/${name}`, 'amd64', { notes: x86Needs(4) })),
      ],
      config: started('/srv/right'),
      finds: ['warning x86-level /usr/bin/b'],
    },
    {
      what: 'a Go setting',
      on: 'linux/arm64',
      files: [program('app', 'arm64', { notes: GO_NOTE, end: Buffer.from('\nbuild\tGOARM64=v9.0\n') })],
      config: started('/app'),
      finds: ['error go-setting /app'],
    },
    {
      what: 'v7 in a program with a loader',
      on: 'linux/arm/v6',
      files: [hard, program('app', 'arm', { ...HARD, end: armAttributes(10) })],
      config: started('/app'),
      finds: ['error arm-version /app'],
    },
    {
      what: 'v7 in a Go program',
      on: 'linux/arm/v6',
      files: [program('app', 'arm', { notes: GO_NOTE, end: Buffer.from('\nbuild\tGOARM=7\n') })],
      config: started('/app'),
      finds: ['error arm-version /app'],
    },
    {
      what: 'v7 in a part of a static program',
      on: 'linux/arm/v6',
      files: [program('app', 'arm', { end: armAttributes(10) })],
      config: started('/app'),
      finds: ['warning arm-version /app'],
    },
    {
      what: 'soft float with a hard-float loader',
      on: 'linux/arm/v7',
      files: [hard, soft],
      config: started('/app'),
      finds: ['error float /app'],
    },
  ]

  test.each(ROWS)('$what', async (row) => {
    expect(short(await findingsOf(row, []))).toEqual(row.finds)
  })
})

import { describe, expect, test } from '@jest/globals'
import type { NewEntry } from '../../../e2e/harness/tar-writer.ts'
import { parsePlatform } from '../../../src/platforms/platform.ts'
import type { Image } from '../../../src/verify/image.ts'
import { KIND } from '../../../src/verify/layer/entries.ts'
import { pathOf, ROOT } from '../../../src/verify/layer/tree.ts'
import { describeFinding } from '../../../src/verify/sentences.ts'
import { searchPath, startOf, surelyStarted, variable } from '../../../src/verify/start/entrypoint.ts'
import { newStore, proveOne, short } from '../images.ts'
import { armAttributes, elf, GO_NOTE, type NewElf, x86Needs } from '../layer/elf-file.ts'
import {
  elfFile,
  formatFile,
  type NewFile,
  plainFile,
  scriptFile,
  textFile,
  treeOfFiles,
} from '../layer/new-tree.ts'

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

/** Programs of the images below, beside those of each row. */
const PROGRAMS: readonly NewFile[] = [
  ...['sh', 'env', 'tini'].map((name) => elfFile(`bin/${name}`)),
  ...['srv/a', 'srv/b', 'usr/bin/python3'].map((path) => elfFile(path)),
]
const TINI = '/bin/tini'
/** A wrapper with an option that is not understood. */
const PERHAPS = [TINI, '-?']

interface StartCase {
  readonly files?: readonly NewFile[]
  readonly argv?: readonly string[]
  readonly healthcheck?: readonly string[]
  readonly env?: readonly string[]
  readonly workingDir?: string
}

function startIn({ files = [], ...more }: StartCase) {
  const image: Image = {
    ...{
      platform: parsePlatform('linux/amd64'),
      digest: '',
      size: 0,
      layers: [],
      diffIds: [],
      instructions: [],
    },
    ...{ env: [], workingDir: '', argv: [], healthcheck: [], findings: [], ...more },
  }
  const tree = treeOfFiles([...PROGRAMS, ...files])
  const start = startOf(tree, image)
  return {
    start,
    file: start.file && `${start.file.path} by ${start.file.program.path}`,
    /** A question mark before those that may be started, and the working directory unless it is the root. */
    programs: start.programs.map(({ path, isSure, folder }) => {
      const location = folder === ROOT ? '' : ` in ${pathOf(tree, folder)}`
      return `${isSure ? '' : '? '}${path}${location}`
    }),
    obstacles: start.obstacles.map((obstacle) => {
      if (obstacle.kind === 'missing') return `missing ${obstacle.word}`
      const path = pathOf(tree, obstacle.node)
      if (obstacle.kind === 'unfit') return `${path}: ${obstacle.why}`
      return `${obstacle.kind} ${path} without ${JSON.stringify(obstacle.interpreter)}${obstacle.isSure ? '' : '?'}`
    }),
  }
}

/** A script of sh at /run.sh. */
const running = (text: string): NewFile => scriptFile('run.sh', '/bin/sh', `#!/bin/sh\n${text}\n`)

describe('the programs of a start', () => {
  const ROWS: readonly (StartCase & {
    readonly what: string
    readonly is: readonly string[]
    /** Whether only /srv/b counts. */
    readonly isOnlyB?: boolean
  })[] = [
    { what: 'nothing', is: [] },
    { what: 'an empty name', argv: ['', '/srv/a'], is: [] },
    { what: 'a program', argv: ['/srv/a', '/srv/b'], is: ['/srv/a'] },
    { what: 'the health check', argv: ['/srv/a'], healthcheck: ['/srv/b'], is: ['/srv/a', '/srv/b'] },
    { what: 'a working directory', argv: ['./a'], workingDir: '/srv', is: ['/srv/a in /srv'] },
    { what: 'a missing working directory', argv: ['srv/a'], workingDir: '/none', is: ['/srv/a'] },
    { what: 'a name in UTF-8', files: [elfFile('srv/\xc3\xa9')], argv: ['/srv/é'], is: ['/srv/\xc3\xa9'] },
    { what: 'the first in PATH', files: [elfFile('usr/bin/tini')], argv: ['tini'], is: ['/usr/bin/tini'] },
    {
      what: 'the first that is executable',
      ...{ files: [plainFile('usr/bin/tini', { isExecutable: false })], argv: ['tini'], is: [TINI] },
    },
    {
      what: 'not a folder or a device of its name',
      files: [plainFile('usr/bin/tini/x'), { path: 'usr/sbin/tini', kind: KIND.other }],
      ...{ argv: ['tini'], is: [TINI] },
    },
    {
      what: 'an empty name in PATH',
      argv: ['a'],
      env: ['PATH=:/bin'],
      workingDir: '/srv',
      is: ['/srv/a in /srv'],
    },
    { what: 'a wrapper', argv: [TINI, '/srv/a'], is: [TINI, '/srv/a'] },
    { what: 'a wrapper, perhaps', argv: [...PERHAPS, '/srv/a'], is: [TINI, '? /srv/a'] },
    {
      what: 'a wrapper that a wrapper may start',
      argv: [...PERHAPS, 'env', '/srv/a'],
      is: [TINI, '? /bin/env', '? /srv/a'],
    },
    {
      what: 'a shell that a wrapper may start',
      argv: [...PERHAPS, 'sh', '-c', 'a=b; /srv/a'],
      is: [TINI, '? /bin/sh', '? /srv/a'],
    },
    {
      what: 'a program that is sure first',
      argv: ['/srv/a'],
      healthcheck: [...PERHAPS, '/srv/a'],
      is: ['/srv/a', TINI],
    },
    {
      what: 'a program that is sure later',
      argv: [...PERHAPS, '/srv/a'],
      healthcheck: ['/srv/a'],
      is: [TINI, '/srv/a'],
    },
    { what: 'a folder of a wrapper', argv: ['env', '-C', '/srv', './a'], is: ['/bin/env', '/srv/a in /srv'] },
    { what: 'a missing folder of a wrapper', argv: ['env', '-C', '/none', '/srv/a'], is: ['/bin/env'] },
    { what: 'six wrappers', argv: [...Array(6).fill(TINI), '/srv/a'], is: [TINI, '/srv/a'] },
    { what: 'seven wrappers', argv: [...Array(7).fill(TINI), '/srv/a'], is: [TINI] },
    ...['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'mksh'].map((name) => ({
      what: `a line of ${name}`,
      files: [elfFile(`opt/${name}`)],
      argv: [`/opt/${name}`, '-c', 'exec /srv/a'],
      is: [`/opt/${name}`, '/srv/a'],
    })),
    {
      what: 'a line of fish',
      files: [elfFile('bin/fish')],
      argv: ['fish', '-c', '/srv/a'],
      is: ['/bin/fish'],
    },
    { what: 'a line with more options', argv: ['sh', '-e', '-xc', '/srv/a'], is: ['/bin/sh', '/srv/a'] },
    ...[['-cx'], ['-c', '-e'], ['-o', 'pipefail', '-c'], ['-euo', 'pipefail', '-c', '--'], ['+x', '-c']].map(
      (options) => ({
        what: `a line after ${options.join(' ')}`,
        ...{ argv: ['sh', ...options, '/srv/a', 'x'], is: ['/bin/sh', '/srv/a'] },
      }),
    ),
    {
      what: 'a script with an option -c of its own',
      files: [running('"$1"')],
      ...{ argv: ['sh', '-o', 'pipefail', '/run.sh', '/srv/a', '-c', '/srv/b'], is: ['/bin/sh', '/srv/a'] },
    },
    {
      what: "a line of a user's shell",
      argv: ['sh', '-c', 'exec su app -c "/srv/a"'],
      files: [elfFile('bin/su')],
      is: ['/bin/sh', '/bin/su', '/srv/a'],
    },
    { what: 'no line', argv: ['sh', '-c'], is: ['/bin/sh'] },
    { what: 'no script', argv: ['sh', '-s'], is: ['/bin/sh'] },
    { what: 'a program as the script', argv: ['sh', '/srv/a'], is: ['/bin/sh'] },
    {
      what: 'the arguments of a line',
      argv: ['sh', '-c', '"$1"', '/srv/a', '/srv/b', 'x', 'y'],
      is: ['/bin/sh', '/srv/b'],
    },
    { what: 'the environment', argv: ['sh', '-c', '$APP'], env: ['APP=/srv/a'], is: ['/bin/sh', '/srv/a'] },
    { what: 'a script', files: [running('/srv/a')], argv: ['/run.sh'], is: ['/bin/sh', '/srv/a'] },
    {
      what: 'the script of a shell',
      files: [running('"$1"')],
      argv: ['sh', '-e', '/run.sh', '/srv/a', '/srv/b'],
      is: ['/bin/sh', '/srv/a'],
    },
    {
      what: 'the script of a shell in its folder',
      files: [scriptFile('srv/x', '/bin/sh', './b')],
      ...{ argv: ['sh', 'x'], workingDir: '/srv', is: ['/bin/sh in /srv', '/srv/b in /srv'] },
    },
    {
      what: 'a script, perhaps',
      files: [running('/srv/a')],
      argv: [...PERHAPS, '/run.sh'],
      is: [TINI, '? /bin/sh', '? /srv/a'],
    },
    {
      what: 'a script, perhaps and surely',
      files: [running('/srv/a')],
      argv: ['sh', '-c', 'test x && /run.sh; /run.sh'],
      is: ['/bin/sh', '/srv/a'],
    },
    {
      what: "a script's own folder",
      ...{ files: [running('cd "$(dirname "$0")"\n./srv/a')], argv: ['/run.sh'], workingDir: '/srv' },
      is: ['/bin/sh in /srv', '/srv/a'],
    },
    {
      what: 'the first argument of a script whose text is not known',
      files: [scriptFile('x', '/bin/sh')],
      ...{ argv: ['/x', '-a', '/srv/a', '/srv/b'], is: ['/bin/sh', '? /srv/a'] },
    },
    {
      what: 'the first argument of a script in another language',
      files: [scriptFile('x', '/usr/bin/python3', '/srv/b')],
      ...{ argv: ['/x', '/srv/a'], is: ['/usr/bin/python3', '? /srv/a'] },
    },
    { what: 'no script by its name', argv: ['sh', 'a-c', '/srv/a'], is: ['/bin/sh'] },
    {
      what: 'no program for a script without its interpreter',
      ...{ files: [scriptFile('x', '/bin/env none')], argv: ['/x'], is: [] },
    },
    ...[
      { what: 'a command of a script', before: ['/run.sh'], wrappers: 5, isSure: true },
      { what: 'a command of a file that is read', before: ['/read.sh'], wrappers: 4, isSure: true },
      { what: 'an argument of a script', before: ['/x.py'], wrappers: 5, isSure: false },
      { what: 'a service', before: ['supervisord'], wrappers: 5, isSure: true },
    ].flatMap(({ what, before, wrappers, isSure }) =>
      [wrappers, wrappers + 1].map((count) => {
        const command = [...Array<string>(count).fill(TINI), '/srv/b']
        const files = [
          running(command.join(' ')),
          scriptFile('read.sh', '/bin/sh', '. /run.sh'),
          scriptFile('x.py', '/usr/bin/python3'),
          elfFile('bin/supervisord'),
          textFile('etc/supervisord.conf', `[program:a]\ncommand=${command.join(' ')}`),
        ]
        const argv = isSure ? before : [...before, ...command]
        const is = [isSure ? '/srv/b' : '? /srv/b'].filter(() => count === wrappers)
        return { what: `${what}, behind ${count} wrappers`, files, argv, is, isOnlyB: true }
      }),
    ),
    {
      what: 'no argument of a script whose text is not known',
      ...{ files: [scriptFile('x', '/bin/sh'), elfFile('bin/-a')], argv: ['/x', '-a'], is: ['/bin/sh'] },
    },
    {
      what: 'an interpreter with options',
      ...{
        files: [scriptFile('x', '/bin/env -S \t python3 -u')],
        argv: ['/x'],
        is: ['/bin/env', '/usr/bin/python3'],
      },
    },
    {
      what: 'a shell by the options of its script',
      ...{
        files: [scriptFile('x', '/bin/env\tsh', '/srv/b')],
        argv: ['/x'],
        is: ['/bin/env', '/bin/sh', '/srv/b'],
      },
    },
    ...['.', 'source'].map((word) => ({
      what: `a file that is read by ${word}`,
      files: [scriptFile('x', '/bin/sh', '"$1"', { isExecutable: false })],
      argv: ['sh', '-c', `${word} /x /srv/a`],
      is: ['/bin/sh', '/srv/a'],
    })),
    {
      what: 'a file that may be read',
      files: [running('/srv/a')],
      argv: ['sh', '-c', 'test x && . /run.sh'],
      is: ['/bin/sh', '? /srv/a'],
    },
    {
      what: 'files that are not there to be read',
      argv: ['sh', '-c', '. /none; .; /srv/a'],
      is: ['/bin/sh', '/srv/a'],
    },
    {
      what: 'a file that reads itself',
      files: [running('. /run.sh\n/srv/a')],
      ...{ argv: ['/run.sh'], is: ['/bin/sh', '/srv/a'] },
    },
    {
      what: 'a folder that is not known',
      argv: ['sh', '-c', 'cd $X; ./srv/a; /srv/b'],
      is: ['/bin/sh', '/srv/b'],
    },
    {
      what: 'a name in a folder that is not known',
      argv: ['sh', '-c', 'cd $X; env'],
      is: ['/bin/sh', '/bin/env'],
    },
    {
      what: 'a folder that is missing',
      argv: ['sh', '-c', 'cd /x; ./srv/a; /srv/b'],
      is: ['/bin/sh', '/srv/b'],
    },
    { what: 'a name in a folder', argv: ['sh', '-c', 'cd srv; env'], is: ['/bin/sh', '/bin/env in /srv'] },
    {
      what: 'two commands',
      ...{ argv: ['sh', '-c', '/srv/a; /srv/b || env'], is: ['/bin/sh', '/srv/a', '/srv/b', '? /bin/env'] },
    },
  ]

  test.each(ROWS)('$what: $argv', ({ is, what, isOnlyB, ...row }) => {
    expect(startIn(row).programs.filter((path) => !isOnlyB || path.includes('/srv/b'))).toEqual(is)
  })

  test('are found although thousands of files read each other', () => {
    const files = Array.from({ length: 3000 }, (_, number) =>
      scriptFile(`${number}`, '/bin/sh', `. /${number + 1}\n/srv/a`),
    )
    expect(startIn({ files, argv: ['/0'] }).programs).toEqual(['/bin/sh', '/srv/a'])
  })

  test.each([
    { what: 'a program', argv: ['/srv/a', '/srv/b'], is: '/srv/a by /srv/a' },
    { what: 'a wrapper', argv: [TINI, '/srv/a'], is: '/srv/a by /srv/a' },
    { what: 'a wrapper on its own', argv: [TINI], is: '/bin/tini by /bin/tini' },
    { what: 'a script', argv: ['/run.sh'], is: '/run.sh by /bin/sh' },
    { what: 'a script that starts more', argv: ['/run.sh', '/srv/a'], is: '/run.sh by /bin/sh' },
    { what: 'a line', argv: ['sh', '-c', '/srv/a; /srv/b; none'], is: '/srv/b by /srv/b' },
    { what: 'a script of a shell', argv: ['sh', '/run.sh'], is: '/bin/sh by /bin/sh' },
    { what: 'nothing', argv: ['none'], is: undefined },
    { what: 'a file that is not a program', argv: ['/data'], is: undefined },
    { what: 'a script without its interpreter', argv: ['/orphan'], is: undefined },
  ])('one is its file: $what', ({ argv, is }) => {
    const files = [running('"$1"'), plainFile('data'), scriptFile('orphan', '/none')]
    expect(startIn({ files, argv, healthcheck: ['/srv/b'] }).file).toBe(is)
  })
})

describe('the words of a start', () => {
  test.each([
    { argv: ['/srv/a', 'x', '-y'], is: ['x', '-y'] },
    { argv: [TINI, '-g', '/srv/a', 'x'], is: ['-g', '/srv/a', 'x', 'x'] },
    { argv: [...PERHAPS, '/srv/a', 'x'], is: ['-?', '/srv/a', 'x'] },
    { argv: ['/run.sh', 'y'], is: ['x', 'z'] },
    { argv: ['none', 'x'], is: [] },
  ])('$argv: $is', ({ argv, is }) => {
    const files = [running('/srv/a x\n/again.sh\n/again.sh'), scriptFile('again.sh', '/bin/sh', '/srv/a z')]
    expect(startIn({ files, argv }).start.words).toEqual(is)
  })
})

describe('the scripts of a start', () => {
  const python = (...args: readonly string[]) => ['python3', ...args]
  test.each([
    { what: 'a script', argv: ['/run.sh'], is: ['/run.sh'] },
    { what: 'a script, perhaps', argv: [...PERHAPS, '/run.sh'], is: [] },
    { what: 'an argument', argv: python('-u', 'none', 'srv', 'dev', 'main.py', '/srv/a'), is: ['/main.py'] },
    { what: 'an option that is a file', argv: python('-x'), is: [] },
    { what: 'no argument', argv: python(), is: [] },
    { what: 'an argument, perhaps', argv: [...PERHAPS, ...python('/main.py')], is: [] },
    { what: 'an argument of another program', argv: ['/srv/a', '/main.py'], is: [] },
    { what: 'an argument in another folder', argv: ['sh', '-c', 'cd /srv; python3 a'], is: ['/srv/a'] },
  ])('$what', ({ argv, is }) => {
    const files = [running(''), plainFile('main.py'), plainFile('-x'), { path: 'dev', kind: KIND.other }]
    expect(startIn({ files, argv }).start.scripts).toEqual(is)
  })

  test.each([
    ...['python', 'python3.12', 'pypy3', 'node', 'nodejs', 'bun', 'deno', 'ruby3.3', 'perl', 'php8.2'],
    ...['java', 'dotnet', 'lua5.4', 'luajit', 'Rscript'],
  ])('are those of %s', (name) => {
    const files = [elfFile(`opt/${name}`), plainFile('main')]
    expect(startIn({ files, argv: [`/opt/${name}`, '/main'] }).start.scripts).toEqual(['/main'])
  })

  test.each(['xnode', 'node-red', 'javac', 'sh'])('are not those of %s', (name) => {
    const files = [elfFile(`opt/${name}`), plainFile('main')]
    expect(startIn({ files, argv: [`/opt/${name}`, '/main'] }).start.scripts).toEqual([])
  })
})

describe('the obstacles of a start', () => {
  const NO_BIT = { isExecutable: false }
  const ROWS: readonly (StartCase & { readonly what: string; readonly is: readonly string[] })[] = [
    { what: 'a missing program', argv: ['none', 'x'], is: ['missing none'] },
    { what: 'a missing path', argv: ['/srv/none'], is: ['missing /srv/none'] },
    { what: 'a folder', argv: ['/srv'], is: ['missing /srv'] },
    { what: 'a missing program of a wrapper', argv: [TINI, 'none'], is: [] },
    { what: 'a missing health check', argv: ['/srv/a'], healthcheck: ['none'], is: [] },
    ...[
      { file: plainFile('x'), direct: 'no program', sure: '' },
      { file: plainFile('x', { isEmpty: true }), direct: 'empty', sure: '' },
      { file: plainFile('x', NO_BIT), direct: 'no execute bit', sure: 'no execute bit' },
      { file: plainFile('x', { ...NO_BIT, isEmpty: true }), direct: 'empty', sure: 'no execute bit' },
      { file: formatFile('x', 'HTML page'), direct: 'HTML page', sure: 'HTML page' },
      { file: formatFile('x', 'HTML page', NO_BIT), direct: 'HTML page', sure: 'HTML page' },
      { file: elfFile('x', undefined, { isCut: true }), direct: 'truncated', sure: 'truncated' },
      { file: elfFile('x', undefined, NO_BIT), direct: 'no execute bit', sure: 'no execute bit' },
      { file: scriptFile('x', '/bin/sh', '', NO_BIT), direct: 'no execute bit', sure: 'no execute bit' },
    ].flatMap(({ file, direct, sure }) => [
      { what: `a file, ${direct}`, files: [file], argv: ['/x'], is: [`/x: ${direct}`] },
      {
        what: `the same after a wrapper`,
        ...{ files: [file], argv: [TINI, '/x'], is: sure === '' ? [] : [`/x: ${sure}`] },
      },
      { what: `the same, perhaps`, files: [file], argv: [...PERHAPS, '/x'], is: [] },
    ]),
    {
      what: 'a file that several scripts start',
      files: [
        running('/x\n. /y.sh'),
        scriptFile('y.sh', '/bin/sh', '/x\n/z'),
        plainFile('x', NO_BIT),
        plainFile('z', NO_BIT),
      ],
      ...{ argv: ['/run.sh'], is: ['/x: no execute bit', '/z: no execute bit'] },
    },
    ...[
      { text: 'chmod +x /srv/x.sh && /srv/x.sh', is: [] },
      { text: 'cd /srv; chmod 755 *.sh; ./x.sh', is: [] },
      { text: 'sudo chmod -R +x /srv\n/srv/x.sh', is: [] },
      { text: 'if a; then find / -exec chmod +x {} +; fi; /srv/x.sh', is: [] },
      { text: "sed -i 's/\\r//' /srv/cr.sh; /srv/cr.sh", is: [] },
      {
        text: 'chmod +x /srv/x; ls /srv/x.sh; /srv/x.sh',
        is: ['/srv/x.sh: no execute bit'],
      },
      { text: "sed -i '/^#.*$/d' /etc/x; /srv/x.sh", is: ['/srv/x.sh: no execute bit'] },
      { text: 'curl -H "" a; /srv/x.sh', is: ['/srv/x.sh: no execute bit'] },
      { text: 'chmod +x /*; /srv/x.sh', is: [] },
      { text: '/srv/x.sh; chmod +x /srv/x.sh', is: ['/srv/x.sh: no execute bit'] },
    ].map(({ text, is }) => ({
      what: `a file that may be changed before: ${text}`,
      files: [scriptFile('srv/x.sh', '/bin/sh', '', NO_BIT), scriptFile('srv/cr.sh', '/bin/sh\r')],
      ...{ argv: ['sh', '-c', text], is },
    })),
    ...[
      { line: '/none', is: '/none' },
      { line: '/none -x', is: '/none' },
      { line: '/bin/sh\r', is: '/bin/sh\r' },
      { line: '/bin/env sh\r', is: 'sh\r' },
      { line: '/bin/env\r sh', is: '/bin/env\r' },
      { line: '/bin/env none', is: 'none' },
      { line: '/bin/env -i A=b none sh', is: 'none' },
      { line: '/bin/env -S none', is: 'none' },
      { line: '/bin/sh -e -x\r', is: '-x\r' },
      { line: 'sh', is: 'sh' },
    ].map(({ line, is }) => ({
      what: `a script with ${JSON.stringify(line)}`,
      ...{ files: [scriptFile('x', line)], argv: ['/x'], is: [`orphan /x without ${JSON.stringify(is)}`] },
    })),
    ...[
      ...['/bin/sh', '/bin/env sh', '/bin/env -i', '/bin/tini none', 'bin/sh', '/bin/env A=b sh'],
      ...['/bin/env -S -u X sh', '/bin/env -S -C /srv ./a'],
    ].map((line) => ({
      what: `no script with ${line}`,
      ...{ files: [scriptFile('x', line)], argv: ['/x'], is: [] },
    })),
    {
      what: 'a script without its interpreter, perhaps',
      ...{ files: [scriptFile('x', '/none')], argv: [...PERHAPS, '/x'], is: ['orphan /x without "/none"?'] },
    },
    {
      what: 'a script without its interpreter, after a wrapper',
      ...{ files: [scriptFile('x', '/none')], argv: [TINI, '/x'], is: ['orphan /x without "/none"'] },
    },
    {
      what: 'a script whose interpreter ends with a CR, after a wrapper',
      ...{
        files: [scriptFile('x', '/bin/env none\r')],
        argv: [TINI, '/x'],
        is: ['orphan /x without "none\\r"'],
      },
    },
    {
      what: 'a script whose interpreter may be in another PATH',
      ...{ files: [scriptFile('x', '/bin/env none')], argv: [TINI, '/x'], is: [] },
    },
  ]

  test.each(ROWS)('$what', ({ is, what, ...row }) => {
    expect(startIn(row).obstacles).toEqual(is)
  })
})

describe('the services of a supervisor', () => {
  const supervisor = (text: string): readonly NewFile[] => [
    elfFile('bin/supervisord'),
    elfFile('bin/runsvdir'),
    textFile('etc/supervisord.conf', `[program:a]\n${text}\n`),
    scriptFile('etc/service/a/run', '/bin/sh', '/srv/a', { isExecutable: false }),
  ]
  test.each([
    { text: 'command=/srv/a', is: ['/srv/a'] },
    { text: 'command=./a\ndirectory=/srv', is: ['/srv/a in /srv'] },
    { text: 'command=/srv/a\ndirectory=/none', is: [] },
    { text: 'command=/srv/a\nautostart=false', is: ['? /srv/a'] },
    { text: 'command=/srv/a\n[program:b]\ncommand=/srv/b', is: ['/srv/a', '/srv/b'] },
    { text: 'command=supervisord', is: [] },
  ])('$text', ({ text, is }) => {
    expect(startIn({ files: supervisor(text), argv: ['supervisord'] }).programs).toEqual([
      ...is,
      '/bin/supervisord',
    ])
  })

  test('are guesses if it may not be started', () => {
    const files = supervisor('command=/srv/a')
    expect(startIn({ files, argv: [...PERHAPS, 'supervisord'] }).programs).toEqual([
      TINI,
      '? /srv/a',
      '? /bin/supervisord',
    ])
  })

  test('are followed once for each command', () => {
    const files = supervisor('command=/srv/a x')
    const argv = ['sh', '-c', 'supervisord; supervisord; supervisord -n']
    expect(startIn({ files, argv }).start.words.filter((word) => word === 'x')).toHaveLength(2)
  })

  test('are scripts that need no execute bit', () => {
    const { programs, obstacles } = startIn({ files: supervisor(''), argv: ['runsvdir', '/etc/service'] })
    expect([programs, obstacles]).toEqual([['/srv/a', '/bin/runsvdir'], []])
  })
})

test.each([
  { text: 'a LD_LIBRARY_PATH=/x b', is: true },
  { text: 'LD_PRELOAD=/x b', is: false },
  { text: 'ldconfig', is: true },
  { text: 'ldconfigure', is: false },
  { text: 'xldconfig', is: false },
  { text: 'source x', is: true },
  { text: 'source-x', is: false },
  { text: 'resource x', is: false },
  { text: '. x', is: true },
  { text: 'a;. x', is: true },
  { text: 'a&&. x', is: true },
  { text: '(. x)', is: true },
  { text: 'a. x', is: false },
  { text: './x', is: false },
])("may set the loader's search path by $text: $is", ({ text, is }) => {
  const files = [running(text), scriptFile('other.sh', '/bin/sh', text)]
  expect(startIn({ files, argv: ['sh', '-c', text] }).start.setsLibraryPath).toBe(is)
  expect(startIn({ files, argv: ['/run.sh'] }).start.setsLibraryPath).toBe(is)
  expect(startIn({ files, argv: ['/srv/a'] }).start.setsLibraryPath).toBe(false)
})

test('files that read each other are followed to the seventh', () => {
  const setsPath = (count: number): boolean => {
    const files = Array.from({ length: count }, (_, at) => {
      const next = at + 1 === count ? 'export LD_LIBRARY_PATH=/x' : `. /${at + 1}.sh`
      return scriptFile(`${at}.sh`, '/bin/sh', next)
    })
    return startIn({ files, argv: ['/0.sh'] }).start.setsLibraryPath
  }
  expect([setsPath(8), setsPath(9)]).toEqual([true, false])
})

test('programs that are surely started', () => {
  const { start } = startIn({ argv: [...PERHAPS, '/srv/a'] })
  expect(start.programs.map(({ node }) => surelyStarted(start).has(node))).toEqual([true, false])
})

test.each([
  { env: [], is: ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'] },
  { env: ['PATH=/a:b::é'], is: ['/a', 'b', '', '\xc3\xa9'] },
  { env: ['PATH='], is: [''] },
])('PATH of $env', ({ env, is }) => {
  expect(searchPath(env)).toEqual(is)
})

test.each([
  { name: 'A', is: 'd=e' },
  { name: 'AB', is: 'c' },
  { name: 'B', is: '' },
  { name: 'C', is: undefined },
])('the variable $name is $is', ({ name, is }) => {
  expect(variable(['A=b', 'AB=c', 'XA=x', 'A=d=e', 'B=', 'C'], name)).toBe(is)
})

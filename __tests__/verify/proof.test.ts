import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { type NewEntry, pax, tar, tarEntry } from '../../e2e/harness/tar-writer.ts'
import { machineOf } from '../../src/platforms/emulators.ts'
import { ARCHITECTURES } from '../../src/platforms/names.ts'
import { describeFinding } from '../../src/verify/sentences.ts'
import { countOf, findingsToShow } from '../../src/verify/shortlist.ts'
import { newStore, prove, proveOne, type Store, short, whatOf } from './images.ts'
import { armAttributes, elf, GO_NOTE, type NewElf } from './layer/elf-file.ts'

const file = (path: string, bytes: Buffer | string): NewEntry => ({ path, bytes: Buffer.from(bytes) })
const program = (path: string, arch: string, as?: NewElf): NewEntry => file(path, elf(arch, as))
const symlink = (path: string, target: string): NewEntry => ({ path, type: '2', target })
const link = (path: string, target: string): NewEntry => ({ path, type: '1', target })
const started = (...entrypoint: readonly string[]) => ({ config: { Entrypoint: entrypoint } })

const GLIBC = { interpreter: '/lib64/ld-linux-x86-64.so.2', needed: ['libc.so.6'] }
const MUSL = { interpreter: '/lib/ld-musl-x86_64.so.1', needed: ['libc.musl-x86_64.so.1'] }
/** Debian since it merged /usr. */
const DEBIAN: readonly NewEntry[] = [
  symlink('bin', 'usr/bin'),
  symlink('lib', 'usr/lib'),
  symlink('lib64', 'usr/lib64'),
  symlink('usr/lib64/ld-linux-x86-64.so.2', '/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2'),
  program('usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', 'amd64'),
  program('usr/lib/x86_64-linux-gnu/libc.so.6', 'amd64', { interpreter: '/lib64/ld-linux-x86-64.so.2' }),
  program('usr/bin/dash', 'amd64', GLIBC),
  symlink('usr/bin/sh', 'dash'),
  program('usr/bin/env', 'amd64', GLIBC),
  program('usr/bin/python3', 'amd64', GLIBC),
]
const ALPINE: readonly NewEntry[] = [
  program('lib/ld-musl-x86_64.so.1', 'amd64'),
  symlink('lib/libc.musl-x86_64.so.1', 'ld-musl-x86_64.so.1'),
  program('bin/busybox', 'amd64', MUSL),
  symlink('bin/sh', '/bin/busybox'),
]

describe('correct images have no findings', () => {
  const app = program('app', 'amd64', { type: 2 })
  const GREEN: readonly {
    readonly what: string
    readonly on?: string
    readonly layers: readonly (readonly NewEntry[])[]
    readonly config?: Readonly<Record<string, unknown>>
    readonly ignore?: readonly string[]
    readonly entrypoint?: string
  }[] = [
    { what: 'no layers at all', layers: [] },
    { what: 'an empty layer', layers: [[]] },
    { what: 'scripts only', layers: [[file('run.py', '#!/usr/bin/env python3\n'), file('data', 'x')]] },
    { what: 'scratch with one static program', layers: [[app]], config: started('/app'), entrypoint: '/app' },
    { what: 'Debian', layers: [DEBIAN], config: { config: { Cmd: ['sh'] } }, entrypoint: '/usr/bin/dash' },
    {
      what: 'Alpine',
      layers: [ALPINE],
      config: { config: { Cmd: ['/bin/sh'] } },
      entrypoint: '/bin/busybox',
    },
    {
      what: 'no shell',
      layers: [[...DEBIAN, { path: 'usr/bin/.wh.dash' }, program('opt/app', 'amd64', GLIBC)]],
      config: started('/opt/app'),
      entrypoint: '/opt/app',
    },
    {
      what: '386 on amd64',
      layers: [[program('usr/bin/app', '386')]],
      config: started('app'),
      entrypoint: '/usr/bin/app',
    },
    {
      what: 'arm/v6 in arm/v7',
      on: 'linux/arm/v7',
      layers: [[program('usr/bin/app', 'arm', { end: armAttributes(6) })]],
      config: started('app'),
    },
    {
      what: 'an ignored toolchain for other machines',
      layers: [[program('usr/bin/arm-app', 'arm'), program('usr/lib/firmware/x', 'riscv64')]],
      ignore: ['/usr/bin/arm-*', 'firmware'],
    },
    {
      what: 'a wrong file that a later layer hides',
      layers: [[program('bin/x', 'arm64')], [{ path: 'bin/.wh.x' }]],
    },
    {
      what: 'a wrong file that a later layer replaces',
      layers: [[program('bin/x', 'arm64')], [program('bin/x', 'amd64')]],
    },
    {
      what: 'a wrong file in a folder that a later layer hides',
      layers: [[program('bin/x', 'arm64')], [{ path: 'bin/.wh..wh..opq' }]],
    },
    {
      what: 'hard links',
      layers: [[app, link('usr/bin/app', 'app')]],
      config: started('app'),
      entrypoint: '/usr/bin/app',
    },
    {
      what: 'libraries next to the program',
      layers: [
        DEBIAN,
        [
          program('opt/bin/app', 'amd64', { ...GLIBC, needed: ['libx.so'], runpath: '$ORIGIN/../lib' }),
          program('opt/lib/libx.so', 'amd64'),
        ],
      ],
      config: started('/opt/bin/app'),
    },
    {
      what: "libraries in the loader's configured folders",
      layers: [
        DEBIAN,
        [
          // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how the loader's variable is written
          program('app', 'amd64', { ...GLIBC, needed: ['a.so', 'b.so', 'c.so'], rpath: '${ORIGIN}/r' }),
          file('etc/ld.so.conf', 'include /etc/ld.so.conf.d/*.conf\n'),
          file('etc/ld.so.conf.d/mine.conf', '# mine\n/opt/a\n'),
          program('opt/a/a.so', 'amd64'),
          program('opt/b/b.so', 'amd64'),
          program('r/c.so', 'amd64'),
        ],
      ],
      config: { config: { Entrypoint: ['/app'], Env: ['LD_LIBRARY_PATH=/none:/opt/b'] } },
    },
    {
      what: 'BPF next to the entrypoint',
      layers: [[app, file('data/test.txt', '\x7fELF is not much of a header')]],
      config: started('/app'),
    },
  ]

  test.each(GREEN)('$what', async ({ on = 'linux/amd64', layers, config = {}, ignore = [], entrypoint }) => {
    const store = newStore()
    const subject = store.image(
      on,
      layers.map((entries) => store.layer(entries)),
      config,
    )
    const proof = await proveOne(store, subject, { ignore })
    expect(proof.findings).toEqual([])
    expect(proof.digest).toBe(subject.descriptor.digest)
    if (entrypoint !== undefined) expect(proof.entrypoint?.path).toBe(entrypoint)
  })

  test.each(ARCHITECTURES.filter((arch) => machineOf(arch) !== undefined))(
    'a program for linux/%s',
    async (arch) => {
      const store = newStore()
      const layer = store.layer([program('usr/bin/app', arch)])
      const proof = await proveOne(store, store.image(`linux/${arch}`, [layer], started('app')))
      expect(proof).toMatchObject({ files: 1, findings: [], entrypoint: { path: '/usr/bin/app' } })
      expect(proof.entrypoint?.machine).toContain(arch)
      expect(proof.size).toBeGreaterThan(layer.descriptor.size)
    },
  )

  test('an image with 50,000 small files', async () => {
    const store = newStore()
    const files = Array.from({ length: 50_000 }, (_, at) => file(`srv/${at % 100}/file-${at}`, 'x'))
    const image = store.image(
      'linux/amd64',
      [store.layer([...files, program('app', 'amd64')])],
      started('/app'),
    )
    expect(await proveOne(store, image)).toMatchObject({ files: 1, findings: [] })
  })
})

describe('compression', () => {
  const entries = [program('usr/bin/app', 'amd64'), file('usr/share/x', 'x'.repeat(300_000))]
  /** One gzip member per entry, as in eStargz. */
  const members = (bytes: Buffer): Buffer => Buffer.concat(cut(bytes).map((part) => gzipSync(part)))
  /** One frame per piece, and a skippable one at either end, as in zstd:chunked. */
  const frames = (bytes: Buffer): Buffer =>
    Buffer.concat([skippable(), ...cut(bytes).map((part) => zstdCompressSync(part)), skippable()])
  const named = (bytes: Buffer): Buffer => {
    const head = Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 255])
    const packed = gzipSync(bytes)
    return Buffer.concat([head, Buffer.from('layer.tar\0'), deflateRawSync(bytes), packed.subarray(-8)])
  }

  test.each([
    { what: 'none', pack: (bytes: Buffer) => bytes },
    { what: 'gzip', pack: gzipSync },
    { what: 'gzip with a name', pack: named },
    { what: 'gzip in members', pack: members },
    { what: 'zstd', pack: zstdCompressSync },
    { what: 'zstd in frames', pack: frames },
  ])('$what', async ({ pack }) => {
    const store = newStore()
    const image = store.image('linux/arm64', [store.layer(entries, pack)])
    expect(short((await proveOne(store, image)).findings)).toEqual(['error machine /usr/bin/app'])
  })
})

describe('files for another machine', () => {
  const BPF = { class: 64, endian: 'little', elfMachine: 247 } as const

  test.each([
    { path: 'usr/bin/app', is: 'error' },
    { path: 'opt/app/sbin/x', is: 'error' },
    { path: 'usr/libexec/a/b', is: 'error' },
    { path: 'usr/local/lib/python3.13/site-packages/a/b.so', is: 'error' },
    {
      path: 'usr/local/lib/python3.13/site-packages/a/b.cpython-313-x86_64-linux-gnu.so',
      is: 'error',
      rule: 'package',
    },
    { path: 'usr/bin/app-linux-amd64', is: 'error' },
    { path: 'usr/lib/node_modules/x/prebuilds/linux-x64/x.node', is: 'warning' },
    { path: 'usr/local/lib/python3.13/site-packages/debugpy/attach_linux_amd64.so', is: 'warning' },
    { path: 'usr/x86_64-linux-gnu/lib/libc.so.6', is: undefined },
    { path: 'usr/lib/x86_64-linux-gnu/libssl.so.3', is: 'error' },
    { path: 'srv/testdata/x', is: undefined },
    { path: 'srv/data/x', is: 'warning' },
    { path: 'usr/lib/crt1.o', as: { type: 1 }, is: 'notice' },
    { path: 'usr/lib/core', as: { type: 4 }, is: undefined },
    { path: 'usr/lib/bpf/x.o', of: BPF, as: { type: 1 }, is: 'notice' },
    { path: 'usr/bin/x', of: 'arm', is: 'warning' },
    { path: 'usr/bin/x', of: 'arm64', as: { osAbi: 9 }, is: 'error' },
  ])('$path is $is on arm64', async ({ path, of = 'amd64', as, is, rule = 'machine' }) => {
    const store = newStore()
    const image = store.image('linux/arm64', [store.layer([file(path, elf(of, as))])])
    expect(short((await proveOne(store, image)).findings)).toEqual(
      is === undefined ? [] : [`${is} ${rule} /${path}`],
    )
  })

  test('are reported with layer, instruction and cure', async () => {
    const store = newStore()
    const base = store.layer([program('bin/sh', 'arm64')])
    const app = store.layer([program('usr/bin/app', 'amd64')])
    const history = [
      { created_by: 'ADD rootfs.tar /' },
      { created_by: 'ENV A=b', empty_layer: true },
      { created_by: 'COPY --from=build /app   /usr/bin/app # buildkit' },
    ]
    const image = store.image('linux/arm64', [base, app], {
      ...started('/bin/sh', '-c', 'exec app --serve'),
      history,
    })
    const { findings, entrypoint } = await proveOne(store, image)
    expect(findings).toEqual([
      {
        ...{ severity: 'error', path: '/usr/bin/app', platform: image.platform },
        layer: app.descriptor.digest,
        instruction: 'COPY --from=build /app /usr/bin/app',
        verdict: {
          ...{ rule: 'machine', machine: 'amd64', fit: 'wrong', reason: { kind: 'started' } },
          ...{ files: 1, isMixed: false, ignore: '/usr/bin/app' },
        },
      },
    ])
    expect(findings.map(describeFinding)).toEqual([
      {
        what: '/usr/bin/app, which the image starts, is for amd64, not for linux/arm64.',
        cure: expect.stringContaining('TARGETARCH'),
      },
    ])
    expect(entrypoint).toEqual({ path: '/usr/bin/app', machine: 'amd64' })
  })

  test('are one finding if they are in the same folder', async () => {
    const store = newStore()
    const files = Array.from({ length: 500 }, (_, index) => program(`bin/app${index}`, 'amd64'))
    const { findings, files: count } = await proveOne(store, store.image('linux/s390x', [store.layer(files)]))
    expect(count).toBe(500)
    expect(findings.map(whatOf)).toEqual([
      '/bin/app0 and 499 more files are for amd64, not for linux/s390x; its folder is in PATH.',
    ])
  })

  test('are counted if they are in many folders', async () => {
    const store = newStore()
    const files = Array.from({ length: 1500 }, (_, at) => program(`opt/a${at}/bin/app`, 'amd64'))
    const { findings } = await proveOne(store, store.image('linux/s390x', [store.layer(files)]))
    // A thousand places are distinguished, and one finding stands for the rest.
    expect(findings).toHaveLength(501)
    expect(countOf(findings, 'error')).toBe(1001)
    const told = findingsToShow(findings)
    expect(told).toHaveLength(22)
    expect(told.slice(-2).map(whatOf)).toEqual([
      '501 more are not listed one by one.',
      '480 more of this kind are in the same layer as /opt/a0/bin/app.',
    ])
  })

  test('are counted if they are in many layers', async () => {
    const store = newStore()
    const layers = Array.from({ length: 80 }, (_, at) => store.layer([program(`opt/${at}/bin/x`, 'amd64')]))
    const { findings } = await proveOne(store, store.image('linux/s390x', layers))
    expect(findings).toHaveLength(80)
    const told = findingsToShow(findings)
    expect(told).toHaveLength(51)
    expect(whatOf(told.at(-1))).toBe('30 more are not listed one by one.')
  })

  test('are reported with one of their machines and a hint at others', async () => {
    const store = newStore()
    const files = Array.from({ length: 400 }, (_, at) =>
      file(`bin/app${at}`, elf({ class: 64, endian: 'little', elfMachine: 1000 + at })),
    )
    const { findings } = await proveOne(store, store.image('linux/amd64', [store.layer(files)]))
    expect(findings.map(whatOf)).toEqual([
      '/bin/app0 and 399 more files are for ELF machine 1000, 64 bits, little-endian and other machines, not for linux/amd64; its folder is in PATH.',
    ])
  })

  test('are reported with printable names', async () => {
    const store = newStore()
    const image = store.image('linux/arm64', [store.layer([program('bin/ü\n::error::', 'amd64')])])
    expect((await proveOne(store, image)).findings[0]?.path).toBe('/bin/ü\\x0a::error::')
  })
})

describe('what an image starts', () => {
  const wrong = program('srv/app', 'arm64')

  test.each([
    { what: 'a path', config: started('/srv/app') },
    { what: 'the command', config: { config: { Cmd: ['/srv/app'] } } },
    { what: 'a name in PATH', config: { config: { Entrypoint: ['app'], Env: ['PATH=/usr/bin:/srv'] } } },
    { what: 'a relative path', config: { config: { Entrypoint: ['./app'], WorkingDir: '/srv' } } },
    { what: 'a symlink', config: started('/start') },
    { what: 'a script', config: started('/script') },
    { what: 'a script by env', config: { config: { Entrypoint: ['/by-env'], Env: ['PATH=/srv'] } } },
    { what: 'an argument of a script', config: started('/entry.sh', '/srv/app', '-x') },
    { what: 'a shell', config: started('/bin/sh', '-c', 'exec /srv/app --listen "$PORT"') },
    { what: 'a later command of a shell', config: started('/bin/sh', '-c', 'set -e; A=b /srv/app & wait') },
    {
      what: 'a shell, with a variable of the image',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a shell's variable is written
      config: { config: { Entrypoint: ['/bin/sh', '-c', 'exec ${APP}/app $REST'], Env: ['APP=/srv'] } },
    },
    { what: 'an init program', config: started('/sbin/tini', '-g', '--', '/srv/app') },
    { what: 'a change of user', config: started('gosu', 'nobody', 'env', 'A=b', '/srv/app') },
  ])('by $what is an error in any folder', async ({ config }) => {
    const store = newStore()
    const layer = store.layer([
      ...DEBIAN,
      wrong,
      symlink('start', 'srv/../srv/app'),
      file('script', '#!/srv/app -x\n'),
      file('by-env', '#!/usr/bin/env app\n'),
      file('entry.sh', '#!/bin/sh\nexec "$@"\n'),
      program('sbin/tini', 'amd64'),
      program('usr/sbin/gosu', 'amd64'),
    ])
    const { findings } = await proveOne(store, store.image('linux/amd64', [layer], config))
    expect(short(findings)).toEqual(['error machine /srv/app'])
  })

  test('under an ignored name is reported all the same, and ignored files are counted', async () => {
    const store = newStore()
    const layer = store.layer([...DEBIAN, wrong, program('opt/data', 'arm64')])
    const image = store.image('linux/amd64', [layer], started('/srv/app'))
    const proof = await proveOne(store, image, { ignore: ['**'] })
    expect([short(proof.findings), proof.ignored]).toEqual([['warning machine /srv/app'], 2])
    expect(whatOf(proof.findings[0])).toContain(
      'which the image for linux/amd64 starts, is for another machine',
    )
  })

  test.each([
    { what: 'does not exist', config: started('/none'), finds: ['warning entrypoint'] },
    { what: 'is a folder', config: started('/usr'), finds: ['warning entrypoint'] },
    { what: 'is not a program', config: started('/data'), finds: ['error entrypoint /data'] },
    { what: 'lacks its interpreter', config: started('/ruby'), finds: ['error interpreter /ruby'] },
    { what: 'lacks its loader', config: started('/musl'), finds: ['error interpreter /musl'] },
    { what: 'lacks a library', config: started('/lacking'), finds: ['warning library /lacking'] },
    {
      what: 'has a library for another machine',
      config: started('/foreign'),
      finds: ['warning library /foreign'],
    },
    {
      what: 'is a script with Windows line endings',
      config: started('/crlf'),
      finds: ['error interpreter /crlf'],
    },
    {
      what: 'is a script run by env, with Windows line endings',
      config: started('/env-crlf'),
      finds: ['error interpreter /env-crlf'],
    },
    {
      what: 'is a script whose interpreter env cannot find',
      config: started('/by-env'),
      finds: ['error interpreter /by-env'],
    },
    { what: 'is in a loop', config: started('/loop'), finds: ['warning entrypoint'] },
    { what: 'is a script interpreted by itself', config: started('/self'), finds: [] },
  ])('$what', async ({ config, finds }) => {
    const store = newStore()
    const layer = store.layer([
      ...DEBIAN,
      file('data', 'hello'),
      file('ruby', '#!/usr/bin/ruby\n'),
      file('self', '#!/self\n'),
      file('crlf', '#!/bin/sh\r\necho\r\n'),
      file('env-crlf', '#!/usr/bin/env sh\r\n'),
      file('by-env', '#!/usr/bin/env -S A=b perl -w\n'),
      program('usr/bin/env', 'amd64'),
      symlink('loop', 'loop'),
      program('musl', 'amd64', MUSL),
      program('lacking', 'amd64', { ...GLIBC, needed: ['libc.so.6', 'libssl.so.3'] }),
      program('foreign', 'amd64', { ...GLIBC, needed: ['libforeign.so'] }),
      program('opt/libforeign.so', '386'),
      symlink('usr/lib/libforeign.so', '/opt/libforeign.so'),
    ])
    const { findings } = await proveOne(store, store.image('linux/amd64', [layer], config))
    expect(short(findings)).toEqual(finds)
  })

  test('explains a missing loader by the other C library', async () => {
    const store = newStore()
    const glibc = store.image(
      'linux/amd64',
      [store.layer([...ALPINE, program('app', 'amd64', GLIBC)])],
      started('/app'),
    )
    expect((await proveOne(store, glibc)).findings.map(describeFinding)).toEqual([
      {
        what: '/app needs the loader /lib64/ld-linux-x86-64.so.2, which is not in the image for linux/amd64.',
        cure: expect.stringContaining('CGO_ENABLED=0'),
      },
    ])
  })

  test('must not need a newer arm version', async () => {
    const store = newStore()
    const layer = store.layer([
      program('app', 'arm', { notes: GO_NOTE, end: Buffer.from('\nbuild\tGOARM=7\n') }),
      program('other', 'arm', { end: armAttributes(10) }),
    ])
    const { findings } = await proveOne(store, store.image('linux/arm/v6', [layer], started('/app')))
    expect(short(findings)).toEqual(['error arm-version /app'])
    expect(findings.map(describeFinding)).toEqual([
      {
        what: '/app needs arm/v7, but the platform is linux/arm/v6.',
        cure: expect.stringContaining('add this line to verify-ignore: /app'),
      },
    ])
  })
})

test.each([
  { what: 'that has no interpreter', bytes: '#!/bin/gone\n', is: 'interpreter' },
  { what: 'that is empty', bytes: '', is: 'entrypoint' },
])('a started file $what is only a warning if verify-ignore names it', async ({ bytes, is }) => {
  const store = newStore()
  const image = store.image('linux/amd64', [store.layer([file('app', bytes)])], started('/app'))
  const { findings } = await proveOne(store, image)
  expect(short(findings)).toEqual([`error ${is} /app`])
  const line = 'If it belongs there, add this line to verify-ignore: /app'
  expect(findings.map((finding) => describeFinding(finding).cure)).toEqual([expect.stringContaining(line)])
  const left = (await proveOne(store, image, { ignore: ['/app'] })).findings
  expect(short(left)).toEqual([`warning ${is} /app`])
  expect(left.map((finding) => describeFinding(finding).cure).join()).not.toContain('verify-ignore')
})

describe('several platforms', () => {
  test('with the same programs: an error about one of them is enough', async () => {
    const store = newStore()
    const layer = store.layer([program('usr/bin/app', 'amd64')])
    const data = store.layer([file('data', 'x')])
    const images = [store.image('linux/amd64', [layer]), store.image('linux/arm64', [layer, data])]
    const [amd64, arm64] = await prove(store, images)
    expect(short(amd64?.findings ?? [])).toEqual([])
    expect(short(arm64?.findings ?? [])).toEqual(['error machine /usr/bin/app'])
  })

  test('with the same programs and no error about them: one warning', async () => {
    const store = newStore()
    const layer = store.layer([program('srv/data', 'amd64')])
    const proofs = await prove(store, [
      store.image('linux/amd64', [layer]),
      store.image('linux/arm64', [layer]),
    ])
    expect(proofs.map(({ findings }) => short(findings))).toEqual([
      ['warning same-layers'],
      ['warning machine /srv/data'],
    ])
    expect(whatOf(proofs[0]?.findings[0])).toBe(
      'linux/amd64 and linux/arm64 have the same programs, layer by layer.',
    )
  })

  test.each([
    {
      what: 'of one family',
      on: ['linux/amd64', 'linux/amd64/v3', 'linux/386'],
      entry: program('bin/app', '386'),
    },
    {
      what: 'without programs',
      on: ['linux/amd64', 'linux/arm64'],
      entry: file('app.py', '#!/usr/bin/python3'),
    },
    {
      what: 'with the same ignored programs',
      on: ['linux/amd64', 'linux/arm64'],
      entry: program('data/x', 'amd64'),
    },
  ])('$what may have the same layers', async ({ on, entry }) => {
    const store = newStore()
    const layer = store.layer([entry])
    const proofs = await prove(
      store,
      on.map((name) => store.image(name, [layer])),
      { ignore: ['data'] },
    )
    expect(proofs.flatMap(({ findings }) => findings)).toEqual([])
  })

  test('have a shared layer read once', async () => {
    const store = newStore()
    const shared = store.layer([file('shared', 'x')])
    const images = ['amd64', 'arm64', 's390x', 'riscv64'].map((arch) =>
      store.image(`linux/${arch}`, [shared, store.layer([program('app', arch)]), shared]),
    )
    const proofs = await prove(store, images)
    expect(proofs.map(({ files }) => files)).toEqual([1, 1, 1, 1])
    expect(proofs.flatMap(({ findings }) => findings)).toEqual([])
    expect([...store.opened.values()]).toEqual([1, 1, 1, 1, 1])
  })

  test('have a layer read again for Windows, where the same bytes mean something else', async () => {
    const store = newStore()
    const shared = store.layer([file('Files/x', 'x')])
    await prove(store, [store.image('linux/amd64', [shared]), store.image('windows/amd64', [shared])])
    expect(store.opened.get(shared.descriptor.digest)).toBe(2)
  })

  test('are read one after the other, each from its largest layer on', async () => {
    const store = newStore()
    const made = [10, 3000, 200].map((size) => store.layer([file('x', randomBytes(size))]))
    const [small, large, middle] = made.map(({ descriptor }) => descriptor.digest)
    const other = store.layer([file('x', randomBytes(5000))])
    const images = [store.image('linux/amd64', made), store.image('linux/arm64', [other])]
    await prove(store, images, { atOnce: 1 })
    expect([...store.opened.keys()]).toEqual([large, middle, small, other.descriptor.digest])
  })

  test('have nothing more read after a failure', async () => {
    const store = newStore()
    const layers = [5, 4, 3, 2, 1].map((size) => store.layer([file('x', randomBytes(size))]))
    const opened: string[] = []
    const open: Store['blobs']['open'] = ({ digest }) => {
      opened.push(digest)
      return Promise.reject(new Error('the registry is gone'))
    }
    const failing = { ...store, blobs: { ...store.blobs, open } }
    const image = store.image('linux/amd64', layers)
    await expect(prove(failing, [image], { atOnce: 1 })).rejects.toThrow('the registry is gone')
    // The next one may have been started already.
    expect(opened.length).toBeLessThan(3)
  })

  test('have errors about the index before those about the image, and nothing else about missing ones', async () => {
    const store = newStore()
    const image = store.image('linux/s390x', [store.layer([program('bin/app', 'amd64')])])
    const [extra, missing] = await prove(store, [image], { asked: ['linux/amd64'] })
    expect(short(extra?.findings ?? [])).toEqual(['error index', 'error machine /bin/app'])
    const { platform: amd64 } = store.image('linux/amd64', [])
    expect(missing).toEqual({
      ...{ platform: amd64, digest: '', size: 0, files: 0, ignored: 0, entrypoint: undefined },
      findings: [
        {
          ...{ severity: 'error', platform: amd64, path: '', layer: '', instruction: '' },
          verdict: { rule: 'index', problem: 'missing' },
        },
      ],
    })
  })

  test.each([
    {
      what: 'in layers of their own',
      on: ['linux/amd64', 'linux/arm64'],
      finds: [['warning machine /srv/data'], ['warning machine /srv/data']],
      layers: (store: Store, arch: string) => [store.layer([program('srv/data', 's390x'), file(arch, '')])],
    },
    {
      what: 'of which a package says whom they are for',
      on: ['linux/amd64', 'linux/arm64'],
      finds: [[], ['error package /app/node_modules/x/x.node']],
      layers: (store: Store) => [
        store.layer([
          file('app/node_modules/x/package.json', '{"name":"x","os":["linux"],"cpu":["x64"]}'),
          program('app/node_modules/x/x.node', 'amd64'),
        ]),
      ],
    },
    {
      what: 'on three platforms',
      on: ['linux/amd64', 'linux/arm64', 'linux/s390x'],
      finds: [
        ['warning same-layers', 'warning machine /srv/data'],
        ['warning machine /srv/data'],
        ['warning machine /srv/data'],
      ],
      layers: (store: Store) => [store.layer([program('srv/data', 'riscv64')])],
    },
  ])('have programs $what', async ({ on, layers, finds }) => {
    const store = newStore()
    const images = on.map((name) => store.image(name, layers(store, name.slice('linux/'.length))))
    expect((await prove(store, images)).map(({ findings }) => short(findings))).toEqual(finds)
  })

  test('may lack one, have an extra one or repeat one', async () => {
    const store = newStore()
    const amd64 = store.image('linux/amd64', [])
    const proofs = await prove(store, [amd64, amd64, store.image('linux/s390x', [])], {
      asked: ['linux/amd64', 'linux/arm64'],
    })
    expect(proofs.map(({ findings }) => findings.map(whatOf))).toEqual([
      [],
      ['the index has linux/amd64 more than once.'],
      ['the index has linux/s390x, which was not requested.'],
      ['the index lacks linux/arm64.'],
    ])
    expect(proofs[3]).toMatchObject({ digest: '', size: 0, files: 0 })
  })
})

describe('config and manifest', () => {
  test.each([
    {
      what: 'another architecture',
      on: 'linux/arm64',
      config: { architecture: 'amd64' },
      finds: ['error config'],
    },
    { what: 'another variant', on: 'linux/arm/v6', config: { variant: 'v7' }, finds: ['error config'] },
    { what: 'no variant', on: 'linux/arm/v6', config: { variant: undefined }, finds: ['warning config'] },
    { what: 'the common variant', on: 'linux/arm64', config: { variant: 'v8' }, finds: [] },
    { what: 'an alias', on: 'linux/amd64', config: { architecture: 'x86_64' }, finds: [] },
    { what: 'no architecture', on: 'linux/amd64', config: { architecture: '' }, finds: ['error config'] },
    { what: 'no system', on: 'linux/amd64', config: { os: '' }, finds: ['error config'] },
    {
      what: 'too few diff ids',
      on: 'linux/amd64',
      config: { rootfs: { diff_ids: [] } },
      finds: ['error config'],
    },
    {
      what: 'another diff id',
      on: 'linux/amd64',
      config: { rootfs: { diff_ids: [`sha256:${'a'.repeat(64)}`] } },
      finds: ['error layer'],
    },
    {
      what: 'a diff id that is not a sha256 digest',
      on: 'linux/amd64',
      config: { rootfs: { diff_ids: [`sha512:${'a'.repeat(128)}`] } },
      finds: ['error layer'],
    },
    {
      what: 'an invalid diff id',
      on: 'linux/amd64',
      config: { rootfs: { diff_ids: [''] } },
      finds: ['error layer'],
    },
    {
      what: 'a version of Windows',
      on: 'windows/amd64',
      config: { 'os.version': '10.0.1' },
      finds: [],
    },
  ])('$what', async ({ on, config, finds }) => {
    const store = newStore()
    expect(short((await proveOne(store, store.image(on, [store.layer([])], config))).findings)).toEqual(finds)
  })

  test('a manifest without layers, as BuildKit writes it, is valid', async () => {
    const store = newStore()
    const config = Buffer.from(
      '{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":null}}',
    )
    const digest = store.put(config)
    const manifest = Buffer.from(JSON.stringify({ config: { digest, size: config.length }, layers: null }))
    const descriptor = { mediaType: '', digest: store.put(manifest), size: manifest.length }
    const { platform } = store.image('linux/amd64', [])
    expect((await proveOne(store, { platform, descriptor })).findings).toEqual([])
  })

  test('a document that is not a manifest', async () => {
    const store = newStore()
    const bytes = Buffer.from('{"manifests":[]}')
    const { platform } = store.image('linux/amd64', [])
    const descriptor = { mediaType: '', digest: store.put(bytes), size: 5 }
    expect((await proveOne(store, { platform, descriptor })).findings.map(whatOf)).toEqual([
      `the manifest ${descriptor.digest} has 16 bytes, not 5 as its descriptor says.`,
      `the manifest ${descriptor.digest} of linux/amd64 is not an image manifest.`,
    ])
  })

  test('a digest that is a path is not requested', async () => {
    const store = newStore()
    const descriptor = { mediaType: '', digest: 'sha256:../../etc/passwd', size: 5 }
    const { findings } = await proveOne(store, store.image('linux/amd64', [{ descriptor, diffId: '' }]))
    expect(short(findings)).toEqual(['error config', 'error layer'])
    expect(store.opened.size).toBe(0)
  })

  test('a layer that is fetched from elsewhere is not checked', async () => {
    const store = newStore()
    const mediaType = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip'
    const foreign = {
      mediaType,
      digest: `sha256:${'b'.repeat(64)}`,
      size: 9,
      urls: ['https://example.org/layer'],
    }
    const layers = [
      { descriptor: foreign, diffId: `sha256:${'c'.repeat(64)}` },
      store.layer([program('app', 'amd64', GLIBC)]),
    ]
    const { findings } = await proveOne(store, store.image('linux/amd64', layers, started('/app')))
    expect(short(findings)).toEqual(['notice skipped'])
  })
})

describe('damaged layers', () => {
  const whole = tar([program('bin/app', 'arm64'), file('x', 'x'.repeat(100_000))])
  const packed = gzipSync(whole)
  const asIs = (bytes: Buffer): Buffer => bytes

  test.each([
    { what: 'truncated gzip', bytes: packed.subarray(0, 100), says: 'unexpected end of file' },
    {
      what: 'gzip with a wrong checksum',
      bytes: Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8, 1)]),
      says: 'incorrect data check',
    },
    {
      what: 'gzip of nonsense',
      bytes: Buffer.concat([packed.subarray(0, 10), Buffer.alloc(99, 255)]),
      says: 'invalid',
    },
    {
      what: 'truncated zstd',
      bytes: zstdCompressSync(whole).subarray(0, 100),
      says: 'cannot be unpacked',
    },
    {
      what: 'zstd of nonsense',
      bytes: Buffer.concat([zstdCompressSync(whole).subarray(0, 10), Buffer.alloc(99, 255)]),
      says: 'cannot be unpacked',
    },
    {
      what: 'zstd followed by nonsense',
      bytes: Buffer.concat([zstdCompressSync(whole), Buffer.from('nonsense')]),
      says: 'cannot be unpacked',
    },
    {
      what: 'truncated tar',
      bytes: gzipSync(whole.subarray(0, 20_000)),
      says: 'ends in the middle of an entry',
    },
    { what: 'not a tar archive', bytes: Buffer.from('<html>'.repeat(1000)), says: 'checksum' },
    {
      what: 'a header of 8 GiB',
      bytes: tarEntry({ path: 'x', type: 'x', size: 2 ** 33 - 1 }),
      says: 'is too long',
    },
  ])('$what', async ({ bytes, says }) => {
    const store = newStore()
    const layer = store.raw(bytes, asIs)
    const { findings } = await proveOne(store, store.image('linux/arm64', [layer], started('/none')))
    expect(short(findings)).toEqual(['error layer'])
    expect(whatOf(findings[0])).toContain(says)
    expect(findings[0]?.layer).toBe(layer.descriptor.digest)
  })

  test.each([
    {
      what: 'a path out of the image',
      entry: program('../../bin/app', 'arm64'),
      finds: ['error layer ../../bin/app'],
    },
    {
      what: 'a path with .. within the image',
      entry: program('a/../bin/app', 'arm64'),
      finds: ['error machine /bin/app'],
    },
    {
      what: 'a name of 256 bytes',
      entry: file('n'.repeat(256), ''),
      finds: [`error layer ${'n'.repeat(255)}`],
    },
    { what: 'a hard link to nothing', entry: link('a', 'b'), finds: ['warning layer a'] },
    { what: 'an absolute path', entry: program('/bin/app', 'arm64'), finds: ['error machine /bin/app'] },
  ])('$what', async ({ entry, finds }) => {
    const store = newStore()
    const { findings } = await proveOne(store, store.image('linux/amd64', [store.layer([entry])]))
    expect(short(findings)).toEqual(finds)
  })

  test('a path of 4,000 bytes is nothing special', async () => {
    const store = newStore()
    const path = `${'folder-of-a-name/'.repeat(230)}bin/app`
    const { findings } = await proveOne(
      store,
      store.image('linux/amd64', [store.layer([program(path, 'arm64')])]),
    )
    expect(short(findings)).toEqual([`error machine /${path}`])
  })

  test('a wrong size hides nothing', async () => {
    const store = newStore()
    const archive = Buffer.concat([pax({ size: '0' }), tar([program('bin/app', 'arm64')])])
    const { findings } = await proveOne(store, store.image('linux/amd64', [store.raw(archive)]))
    expect(short(findings)).toEqual(['error layer'])
  })

  test('errors of the blobs are passed on', async () => {
    const store = newStore()
    const layer = { descriptor: { mediaType: '', digest: `sha256:${'d'.repeat(64)}`, size: 1 }, diffId: '' }
    await expect(proveOne(store, store.image('linux/amd64', [store.layer([]), layer]))).rejects.toThrow(
      'was never put',
    )
  })
})

describe('memory', () => {
  /** Counts streams that are past their first 200,000 bytes, which are read ahead, and not at their end. */
  function watched(store: Store): { readonly store: Store; readonly most: () => number } {
    let [now, most] = [0, 0]
    async function* counted(source: Readable): AsyncGenerator<Buffer> {
      let seen = 0
      for await (const chunk of source) {
        if (seen <= 200_000 && seen + chunk.length > 200_000) most = Math.max(most, ++now)
        seen += chunk.length
        yield chunk
      }
      now -= seen > 200_000 ? 1 : 0
    }
    const open: Store['blobs']['open'] = async (descriptor) =>
      Readable.from(counted(await store.blobs.open(descriptor)), { objectMode: false })
    return { store: { ...store, blobs: { ...store.blobs, open } }, most: () => most }
  }

  test.each([
    { what: 'layers', pack: gzipSync, atOnce: 1, most: 1 },
    { what: 'layers', pack: gzipSync, atOnce: 64, most: 4 },
    { what: 'zstd layers', pack: zstdCompressSync, atOnce: 64, most: 2 },
  ])('with $atOnce $what allowed at once, $most are unpacked', async ({ pack, atOnce, most }) => {
    const seen = watched(newStore())
    const layers = Array.from({ length: 8 }, (_, at) =>
      seen.store.layer([file(`data${at}`, randomBytes(1_000_000))], (bytes) => pack(bytes)),
    )
    const image = seen.store.image('linux/amd64', layers)
    expect((await proveOne(seen.store, image, { atOnce })).findings).toEqual([])
    expect(seen.most()).toBe(most)
  })

  /** A layer whose files take a little more memory. */
  const named = (store: Store, name: string, bytes: number) =>
    store.layer(
      Array.from({ length: bytes / 4_000 }, (_, at) => symlink(`${name}/${at}`, 'x'.repeat(3_990))),
      (archive) => gzipSync(archive, { level: 1 }),
    )

  test.each([1, 2, 4, 64])('no image fails because others are read ahead, %d at once', async (atOnce) => {
    const store = newStore()
    const shared = named(store, 'shared', 1e5)
    const images = ['amd64', 'arm64', 's390x'].map((arch) =>
      store.image(`linux/${arch}`, [store.layer([program('app', arch)]), shared, named(store, arch, 3e5)]),
    )
    const proofs = await prove(store, images, { atOnce, memory: 5e5 })
    expect(proofs.flatMap(({ findings }) => findings)).toEqual([])
    expect(proofs.map(({ files }) => files)).toEqual([1, 1, 1])
  })

  test('that a proven image has taken is free for the next one, which is read once', async () => {
    const store = newStore()
    const images = ['amd64', 'arm64', 's390x'].map((arch) =>
      store.image(`linux/${arch}`, [named(store, arch, 3e5)]),
    )
    await prove(store, images, { atOnce: 1, memory: 5e5 })
    expect([...store.opened.values()]).toEqual([1, 1, 1])
  })

  test.each([1, 64])(
    'an image that is too large leaves the others as they are, %d at once',
    async (atOnce) => {
      const store = newStore()
      const large = [named(store, 'a', 3e5), named(store, 'b', 3e5)]
      const images = [[], large, [named(store, 'c', 3e5)]].map((layers, at) =>
        store.image(`linux/${['amd64', 'arm64', 's390x'][at]}`, layers),
      )
      const proofs = await prove(store, images, { atOnce, memory: 5e5 })
      expect(proofs.map(({ findings }) => findings.length > 0)).toEqual([false, true, false])
      expect(whatOf(proofs[1]?.findings[0])).toContain('it has more files than fit into memory')
    },
  )

  test('an image with more plain files than fit into memory passes, and none of them counts as missing', async () => {
    const store = newStore()
    const files = Array.from({ length: 3_000 }, (_, at) => file(`data/${at}`, 'x'))
    const layers = [
      [...files, file('opt/tool', 'x')],
      [program('bin/app', 's390x'), { path: 'data/.wh.1' }],
    ]
    const image = store.image(
      'linux/amd64',
      layers.map((entries) => store.layer(entries)),
      started('/opt/tool'),
    )
    const { findings } = await proveOne(store, image, { memory: 40_000 })
    expect(short(findings)).toEqual(['error machine /bin/app', 'notice skipped'])
    expect(short((await proveOne(store, image)).findings)).toEqual([
      'error entrypoint /opt/tool',
      'error machine /bin/app',
    ])
  })

  test('one file of 300 MB of zeros', async () => {
    const store = newStore()
    const zeros = Buffer.alloc(30_000_128)
    const parts = [
      tarEntry({ path: 'zeros', size: 10 * zeros.length }),
      ...new Array<Buffer>(10).fill(zeros),
      tar([program('bin/app', 'arm64')]),
    ]
    // One gzip member each, which need not be in memory at the same time.
    const pack = (): Buffer => Buffer.concat(parts.map((part) => gzipSync(part, { level: 1 })))
    const layer = { ...store.raw(Buffer.alloc(0), pack), diffId: hashOf(parts) }
    const { findings } = await proveOne(store, store.image('linux/amd64', [layer]))
    expect(short(findings)).toEqual(['error machine /bin/app'])
  })
})

function hashOf(parts: readonly Buffer[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return `sha256:${hash.digest('hex')}`
}

function cut(bytes: Buffer): readonly Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / 5000) }, (_, at) =>
    bytes.subarray(at * 5000, (at + 1) * 5000),
  )
}

function skippable(): Buffer {
  const header = Buffer.from([0x5e, 0x2a, 0x4d, 0x18, 5, 0, 0, 0])
  return Buffer.concat([header, Buffer.from('notes')])
}

import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { digestOf } from '../../../e2e/harness/layout-writer.ts'
import { type NewEntry, pax, tar } from '../../../e2e/harness/tar-writer.ts'
import { limiter } from '../../../src/concurrency.ts'
import type { Descriptor } from '../../../src/oci/descriptor.ts'
import { eachEntry, KIND, KIND_MASK, textAt } from '../../../src/verify/layer/entries.ts'
import type { Detail } from '../../../src/verify/layer/inspect.ts'
import { type Budget, type Layer, readLayer } from '../../../src/verify/layer/layer.ts'
import { applyLayer, factsOf, find, NOWHERE, newTree } from '../../../src/verify/layer/tree.ts'
import { windowsEntry } from '../../../src/verify/layer/windows.ts'
import { elf, machine, type NewElf } from './elf-file.ts'
import { pe } from './pe-file.ts'

const LAYER = 'application/vnd.oci.image.layer.v1.tar'
const ROOMY: Budget = { left: 1 << 30, named: 0, dropsFiles: false, zstdLimit: limiter(1) }

interface Options {
  readonly budget?: Budget
  readonly isWindows?: boolean
  readonly descriptor?: Partial<Descriptor>
}

/** Reads a layer of any bytes. */
function readBytes(
  bytes: Buffer,
  { budget = { ...ROOMY }, isWindows = false, descriptor }: Options = {},
): Promise<Layer> {
  const whole = { mediaType: LAYER, digest: digestOf(bytes), size: bytes.length, ...descriptor }
  const blobs = {
    read: () => Promise.reject(new Error('a layer is not a document')),
    open: () => Promise.resolve(Readable.from([bytes])),
  }
  return readLayer({ descriptor: whole, isWindows }, blobs, budget)
}

function read(entries: readonly NewEntry[], options?: Options): Promise<Layer> {
  return readBytes(tar(entries), options)
}

const text = (path: string, content = 'text'): NewEntry => ({ path, bytes: Buffer.from(content) })

/** All entries but plain files: path and kind, and whatever is known about them. */
function named({ log, details, identities }: Layer) {
  const all: {
    path: string
    kind: number
    machine: number | undefined
    detail: Detail | undefined
    target: string
  }[] = []
  eachEntry(log, {
    plain: () => {},
    named: ({ folder, name, facts, identity, detail, targetAt }) => {
      const path = folder === '' ? name : `${folder}/${name}`
      const target = textAt(log.texts.chunks, targetAt)
      all.push({
        path,
        kind: facts & KIND_MASK,
        machine: identities[identity]?.machine,
        detail: details[detail],
        target,
      })
    },
  })
  return all
}

/** The paths of the files whose text was kept. */
function kept(layer: Layer): readonly string[] {
  return named(layer).flatMap(({ path, detail }) =>
    detail?.kind === 'text' || (detail?.kind === 'script' && detail.text !== '') ? [path] : [],
  )
}

/** The kind of a file in the image, and what is known about it. */
function factsAt(layer: Layer, path: string) {
  const tree = newTree()
  applyLayer(tree, layer, 0)
  const node = find(tree, path)
  return node === NOWHERE ? undefined : factsOf(tree, node)
}

describe('how reading a layer ends', () => {
  const bytes = tar([text('plain'), { path: 'folder/', type: '5' }])

  test('its digest is that of the unpacked bytes', async () => {
    const packed = gzipSync(bytes)
    const layer = await readBytes(packed)
    expect(layer).toMatchObject({
      digest: digestOf(packed),
      outcome: { kind: 'read', diffId: digestOf(bytes) },
    })
    expect(layer).toMatchObject({ hasDropped: false, refused: [], details: [], identities: [] })
    expect(layer.log.count).toBe(2)
  })

  // image-spec v1.1.1, layer.md, "Non-Distributable Layers", and the type of docker's schema 2.
  test.each([
    {
      mediaType: 'application/vnd.oci.image.layer.nondistributable.v1.tar',
      urls: ['https://example.com'],
      is: 'foreign',
    },
    {
      mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
      urls: ['https://example.com'],
      is: 'foreign',
    },
    { mediaType: 'application/vnd.oci.image.layer.nondistributable.v1.tar', is: 'read' },
    { mediaType: LAYER, urls: ['https://example.com'], is: 'read' },
  ])('$mediaType with $urls: $is', async ({ is, ...descriptor }) => {
    const layer = await readBytes(bytes, { descriptor })
    expect([layer.outcome.kind, layer.log.count]).toEqual([is, is === 'read' ? 2 : 0])
  })

  test.each(['', 'sha256:../../etc/passwd', 'md5:d41d8cd98f00b204e9800998ecf8427e'])(
    'the digest "%s" is not requested',
    async (digest) => {
      const layer = await readBytes(bytes, { descriptor: { digest } })
      expect(layer).toMatchObject({ digest, outcome: { kind: 'damaged', why: 'its digest is invalid' } })
      expect(layer.log.count).toBe(0)
    },
  )

  test.each([
    {
      what: 'a truncated archive',
      archive: bytes.subarray(0, 300),
      why: 'it ends in the middle of an entry',
    },
    {
      what: 'something else than an archive',
      archive: Buffer.alloc(512, 'x'),
      why: 'a header has a wrong checksum',
    },
    {
      what: 'truncated gzip',
      archive: gzipSync(bytes).subarray(0, 30),
      why: 'it cannot be unpacked: unexpected end of file',
    },
  ])('$what is damaged', async ({ archive, why }) => {
    expect((await readBytes(archive)).outcome).toEqual({ kind: 'damaged', why })
  })

  test('an error of the source is passed on', async () => {
    const blobs = {
      read: () => Promise.reject(new Error()),
      open: () => Promise.reject(new Error('no such blob')),
    }
    const descriptor = { mediaType: LAYER, digest: digestOf(bytes), size: 1 }
    await expect(readLayer({ descriptor, isWindows: false }, blobs, { ...ROOMY })).rejects.toThrow(
      'no such blob',
    )
  })
})

describe('configuration files', () => {
  const KEPT = [
    ...[
      'etc/ld.so.preload',
      'etc/ld.so.conf',
      'etc/ld.so.conf.d/x.conf',
      'etc/ld.so.conf.d/x86_64-linux-gnu.conf',
    ],
    ...['./etc/ld.so.preload', '/etc/ld.so.preload', '/.//etc/ld.so.preload'],
    ...['etc/ld-musl-x86_64.path', 'etc/ld-musl-a.path'],
    ...['etc/supervisor.d/app.ini', 'etc/supervisord.d/a.conf', 'etc/supervisor/conf.d/app.conf'],
    ...['etc/systemd/system/app.service', 'etc/systemd/system/a.service', 'etc/cron.d/job', 'etc/cron.d/j'],
    ...['etc/crontab', 'etc/crontabs', 'etc/crontabs/root', 'etc/crontabs/r'],
    ...['var/spool/cron/root', 'var/spool/cron/r', 'var/spool/cron/crontabs/root'],
    ...['supervisord.conf', 'supervisor.ini', 'etc/supervisord-app.conf', 'etc/supervisor/supervisord.conf'],
    ...['a/bb/ccc/supervisord.conf', './a/bb/ccc/supervisord.conf'],
  ]
  const NOT_KEPT = [
    ...[
      'etc/ld.so.preload.bak',
      'etc/ld.so.conf.old',
      'x/etc/ld.so.preload',
      '.etc/ld.so.preload',
      'etc/ld.so.cache',
    ],
    ...['etc/ld.so.conf.d/sub/x.conf', 'etc/ld.so.conf.d/.conf', 'etc/ld.so.conf.d/x.conf.bak'],
    ...['etc/ld-musl-.path', 'etc/ld-musl-a/b.path', 'etc/ld-musl-x86_64.path.bak'],
    ...[
      'etc/supervisor.d/x/app.ini',
      'etc/supervisor.d/.ini',
      'etc/supervisor.d/app.txt',
      'etc/supervise.d/app.ini',
    ],
    ...['etc/systemd/system/x/app.service', 'etc/systemd/system/.service', 'etc/systemd/system/app.timer'],
    ...['etc/cron.d/x/job', 'etc/cron.daily/job', 'etc/crontabs/x/root', 'etc/crontabs.bak'],
    ...['var/spool/cron/x/root', 'var/spool/cron/crontabs/x/root', 'x/var/spool/cron/root', 'var/spool/root'],
    ...[
      'a/b/c/d/supervisord.conf',
      'supervisord.conf.bak',
      'supervisord',
      'supervise.conf',
      'my-supervisord.conf',
    ],
    ...['/etc/supervisord.conf/x', 'a/supervisord/x.conf'],
  ]

  test('their text is kept', async () => {
    expect(kept(await read(KEPT.map((path) => text(path))))).toEqual(KEPT)
  })

  test('that of files with similar names is not', async () => {
    expect(kept(await read(NOT_KEPT.map((path) => text(path))))).toEqual([])
  })

  test('their path is that in the image', async () => {
    expect(kept(await read([text('x/../etc/ld.so.preload'), text('etc/../ld.so.preload')]))).toEqual([
      'etc/ld.so.preload',
    ])
  })

  test('up to 64 KiB of their text are kept', async () => {
    const { details } = await read([text('etc/ld.so.conf', 'x'.repeat(70_000)), text('etc/crontab', 'short')])
    expect(details).toEqual([
      { kind: 'text', text: 'x'.repeat(65_536) },
      { kind: 'text', text: 'short' },
    ])
  })
})

describe('scripts', () => {
  const script = (path: string, shell = '/bin/sh'): NewEntry => text(path, `#!${shell}\n# ${path}\n`)
  const KEPT = [
    ...['x', 'run.sh', './x', '/x', 'app/x', 'opt/x', 'srv/x.sh', 'workspace/x'],
    ...['usr/local/bin/x', 'usr/local/sbin/x', 'etc/cont-init.d/x', './usr/local/bin/tool'],
    ...[
      'a/bb/ccc/d/entrypoint.sh',
      'a/b/c/d/docker-entry-point',
      'a/b/c/d/start',
      'b/my-start-x',
      'b/restart',
    ],
    ...['a/run', 'a/launch', 'a/serve'],
  ]
  const NOT_KEPT = [
    ...['lib/x', 'app/sub/x', 'usr/local/lib/x', 'usr/bin/x', 'x/app/x', 'usr/local/ssbin/x', 'etc/x'],
    ...['a/b/c/d/e/start.sh', 'start/x', 'a/entry', 'a/star', 'a/app/x'],
  ]

  test('their text is kept if an image usually starts them', async () => {
    expect(kept(await read(KEPT.map((path) => script(path))))).toEqual(
      KEPT.map((path) => path.replace(/^\//, '')),
    )
    expect(kept(await read(NOT_KEPT.map((path) => script(path))))).toEqual([])
    expect(kept(await read([script('run.py', '/usr/bin/python3')]))).toEqual([])
  })

  test('the texts of the first 128 are kept, and scripts without a text do not count', async () => {
    const numbers = Array.from({ length: 130 }, (_, index) => `${index}`)
    const python = numbers.map((name) => script(`${name}.py`, '/usr/bin/python3'))
    expect(kept(await read([...python, ...numbers.map((name) => script(name))]))).toEqual(
      numbers.slice(0, 128),
    )
  })

  test('equal first lines are stored once', async () => {
    const { details } = await read([
      ...[
        script('lib/a'),
        script('lib/b'),
        script('lib/c', '/bin/bash'),
        script('lib/d', '/usr/bin/python3'),
      ],
      ...[
        script('lib/e', '/bin/bash'),
        text('etc/ld.so.conf', '#!/bin/sh'),
        text('etc/crontab', '#!/bin/sh'),
      ],
    ])
    expect(details).toEqual([
      ...['/bin/sh', '/bin/bash', '/usr/bin/python3'].map((line) => ({ kind: 'script', line, text: '' })),
      { kind: 'text', text: '#!/bin/sh' },
      { kind: 'text', text: '#!/bin/sh' },
    ])
  })
})

describe('metadata of packages', () => {
  const ARCH = 'arm64\n'
  const archs = { kind: 'package', has: 'archs', archs: ['arm64'] }

  test.each(['var/lib/dpkg/arch', './var/lib/dpkg/arch', '/var/lib/dpkg/arch', './/etc/apk/arch'])(
    '%s is read',
    async (path) => {
      const layer = await read([text(path, ARCH)])
      expect(layer.details).toEqual([archs])
      expect(factsAt(layer, path)).toMatchObject({ kind: KIND.text, detail: archs })
    },
  )

  test.each(['x/var/lib/dpkg/arch', '.var/lib/dpkg/arch'])('%s is not', async (path) => {
    const layer = await read([text(path, ARCH)])
    expect([layer.details, named(layer)]).toEqual([[], []])
  })

  test('only a file has any, and an empty one says nothing', async () => {
    const entries = [
      text('var/lib/dpkg/arch', ARCH),
      { path: 'var/lib/dpkg/status', type: '2', target: 'x' },
      text('etc/apk/arch', ''),
      text('plain', ARCH),
    ]
    const layer = await read(entries)
    expect(layer.details).toEqual([archs])
    expect(named(layer).map(({ path, kind }) => [path, kind])).toEqual([
      ['var/lib/dpkg/arch', KIND.text],
      ['var/lib/dpkg/status', KIND.symlink],
    ])
  })

  test('packages for all machines are stored once', async () => {
    const manifest = (name: string): NewEntry => text(`app/node_modules/${name}/package.json`, '{"name":"x"}')
    const native = (name: string): NewEntry =>
      text(`app/node_modules/${name}/package.json`, '{"name":"x","cpu":["arm64"]}')
    expect((await read([manifest('a'), manifest('b')])).details).toHaveLength(1)
    expect((await read([native('a'), native('b')])).details).toHaveLength(2)
  })
})

describe('kinds of entries', () => {
  const program = (path: string, arch = 'amd64', file: NewElf = {}): NewEntry => ({
    path,
    bytes: elf(arch, file),
  })

  test('are those of the archive, or of the contents of a file', async () => {
    const layer = await read([
      { path: 'folder', type: '5' },
      { path: 'symlink', type: '2', target: 'to' },
      { path: 'link', type: '1', target: 'app' },
      { path: 'device', type: '3' },
      program('app', 'arm64'),
      text('lib/script', '#!/bin/sh\n'),
      { path: 'app.exe', bytes: pe('amd64') },
      text('etc/ld.so.conf'),
      text('folder/.wh.x', ''),
      text('plain'),
    ])
    expect(named(layer)).toMatchObject([
      { path: 'folder', kind: KIND.folder, target: '', detail: undefined },
      { path: 'symlink', kind: KIND.symlink, target: 'to' },
      { path: 'link', kind: KIND.link },
      { path: 'device', kind: KIND.other },
      { path: 'app', kind: KIND.elf, machine: machine('arm64').elfMachine, detail: undefined },
      {
        path: 'lib/script',
        kind: KIND.script,
        machine: undefined,
        detail: { kind: 'script', line: '/bin/sh' },
      },
      {
        path: 'app.exe',
        kind: KIND.format,
        detail: { kind: 'format', format: 'Windows program', archs: ['amd64'] },
      },
      { path: 'etc/ld.so.conf', kind: KIND.text, detail: { kind: 'text', text: 'text' } },
      { path: 'folder/.wh.x', kind: KIND.whiteout },
    ])
    expect([layer.log.count, layer.identities.length]).toEqual([10, 1])
  })

  test('an empty file, a truncated program and a file without the execute bit are marked', async () => {
    const cut = { path: 'cut', bytes: elf('amd64', { code: 20_000 }).subarray(0, 9000) }
    const layer = await read([
      ...[cut, program('whole'), text('empty', ''), { path: 'folder', type: '5' }],
      { ...text('data'), patch: (header: Buffer) => header.write('0000644', 100) },
    ])
    const marks = ({ isCut, isEmpty, isExecutable }: NonNullable<ReturnType<typeof factsAt>>) => [
      isCut,
      isEmpty,
      isExecutable,
    ]
    const facts = ['cut', 'whole', 'empty', 'folder', 'data'].map((path) => factsAt(layer, path))
    expect(facts.flatMap((each) => (each === undefined ? [] : [marks(each)]))).toEqual([
      [true, false, true],
      [false, false, true],
      [false, true, true],
      [false, false, true],
      [false, false, false],
    ])
  })

  test('what follows a truncated program is not truncated', async () => {
    const cut = { path: 'cut', bytes: elf('amd64', { code: 20_000 }).subarray(0, 9000) }
    const layer = await read([
      cut,
      { path: 'symlink', type: '2', target: 'cut/x' },
      { path: 'folder', type: '5' },
    ])
    const tree = newTree()
    applyLayer(tree, layer, 0)
    expect(factsAt(layer, 'folder')?.isCut).toBe(false)
    eachEntry(layer.log, {
      plain: () => {},
      named: ({ name, facts }) => expect([name, (facts & 0x20) !== 0]).toEqual([name, name === 'cut']),
    })
  })

  test('equal identities and equal details are stored once', async () => {
    const loader = { interpreter: '/lib/ld.so', needed: ['libc.so.6'] }
    const layer = await read([
      ...[program('a', 'amd64', loader), program('b', 'amd64', loader), program('c', 'arm64', loader)],
      ...[
        program('d', 'amd64', { ...loader, interpreter: '/lib/other' }),
        program('e', 'amd64', { needed: ['libc.so.6'] }),
      ],
      ...[
        program('f', 'amd64', { ...loader, rpath: '/x' }),
        program('g', 'amd64', { ...loader, runpath: '/x' }),
      ],
      ...[
        program('h', 'amd64', { needed: [] }),
        program('i', 'amd64', { needed: ['a', 'b'] }),
        program('j', 'amd64', { needed: ['b', 'a'] }),
      ],
      ...[program('k', 'amd64', { needed: ['b', 'a'] })],
    ])
    expect(layer.identities.map((each) => each.machine)).toEqual(
      ['amd64', 'arm64'].map((arch) => machine(arch).elfMachine),
    )
    expect(layer.details).toMatchObject([
      { ...loader, rpath: '', runpath: '' },
      { interpreter: '/lib/other' },
      { interpreter: '', needed: ['libc.so.6'] },
      { rpath: '/x', runpath: '' },
      { rpath: '', runpath: '/x' },
      { needed: [] },
      { needed: ['a', 'b'] },
      { needed: ['b', 'a'] },
    ])
    expect(layer.details).toHaveLength(8)
  })

  test('equal formats are stored once', async () => {
    const files = [pe('amd64'), pe('arm64'), pe('amd64'), Buffer.from('!<arch>\nanything')]
    const { details } = await read(files.map((bytes, index) => ({ path: `${index}`, bytes })))
    expect(details).toMatchObject([
      { archs: ['amd64'] },
      { archs: ['arm64'] },
      { format: 'packed archive', archs: [] },
    ])
  })
})

describe('paths that no container engine unpacks', () => {
  const names = (length: number): string => `${'d/'.repeat((length - 1) >> 1)}${'n'.repeat(2 - (length % 2))}`

  test.each([
    { what: 'within the image', path: 'a/x/../b', is: 'a/b' },
    { what: 'within the image, with redundant parts', path: './/a/./x//../b/', is: 'a/b' },
    { what: 'of two levels', path: 'a/b/../../c', is: 'c' },
    { what: 'out of the image', path: '../a', is: undefined },
    { what: 'out of the image and back', path: 'a/../../a', is: undefined },
    { what: 'in a name', path: 'a/b..c', is: 'a/b..c' },
    { what: 'at the end', path: 'a/b/..', is: 'a' },
    { what: 'to the root', path: 'a/..', is: '' },
    { what: 'missing: a path stays as it is', path: './/a//b', is: './/a/b' },
  ])('".." $what: $is', async ({ path, is }) => {
    const layer = await read([{ path, type: '5' }])
    const expected = is === undefined || is === '' ? [] : [is]
    expect(named(layer).map((entry) => entry.path.replace('a//b', 'a/b'))).toEqual(expected)
    expect(layer.refused).toEqual(is === undefined ? [path] : [])
  })

  test.each([
    { what: 'a path of 4095 bytes', path: names(4095), isRefused: false },
    { what: 'a path of 4096 bytes', path: names(4096), isRefused: true },
    { what: 'a name of 255 bytes', path: `a/${'n'.repeat(255)}/b`, isRefused: false },
    { what: 'a name of 256 bytes', path: `a/${'n'.repeat(256)}/b`, isRefused: true },
    { what: 'a path with a zero', path: 'a\0b', isRefused: true },
  ])('$what is refused: $isRefused', async ({ path, isRefused }) => {
    const layer = await readBytes(
      Buffer.concat([
        pax({ path }),
        tar([
          { path: 'x', type: '5' },
          { path: 'next', type: '5' },
        ]),
      ]),
    )
    expect(layer.refused).toEqual(isRefused ? [path.slice(0, 255)] : [])
    expect(named(layer).map((entry) => entry.path)).toEqual(isRefused ? ['next'] : [path, 'next'])
  })

  test('three of them are kept as examples, and their contents are not', async () => {
    const layer = await read([
      ...['1', '2', '3', '4'].map((name) => ({ path: `../${name}`, bytes: elf('amd64') })),
      ...[
        { path: '../5', type: '5' },
        { path: 'last', type: '5' },
      ],
    ])
    expect(layer.refused).toEqual(['../1', '../2', '../3'])
    expect([named(layer).map(({ path }) => path), layer.identities]).toEqual([['last'], []])
  })

  test('their names keep every byte', async () => {
    const layer = await read([{ path: '../ü', type: '5' }])
    expect(layer.refused).toEqual([Buffer.from('../ü').toString('latin1')])
  })

  test('the target of a symlink is cut to the longest path', async () => {
    const targets = [4095, 4096, 5000].map((length) => 't'.repeat(length))
    const layer = await read(targets.map((target, index) => ({ path: `${index}`, type: '2', target })))
    expect(named(layer).map(({ target }) => target.length)).toEqual([4095, 4095, 4095])
  })
})

describe('memory', () => {
  const files = (count: number): readonly NewEntry[] =>
    Array.from({ length: count }, (_, index) => text(`f/${index}`))
  const cost = async (...entries: readonly NewEntry[]): Promise<number> => (await read(entries)).cost
  const program = (path: string, file: NewElf): NewEntry => ({ path, bytes: elf('amd64', file) })

  test('a plain file takes 24 bytes', async () => {
    expect((await cost(...files(11))) - (await cost(...files(10)))).toBe(24)
  })

  test('a folder or symlink takes the bytes of its name, its target and 39 more', async () => {
    const symlink = { path: 'name', type: '2', target: 'target' }
    const none = await cost(text('x'))
    expect((await cost({ path: 'name', type: '5' }, text('x'))) - none).toBe(45)
    expect((await cost(symlink, text('x'))) - none).toBe(52)
    expect((await cost({ ...symlink, target: 't'.repeat(100) }, text('x'))) - none).toBe(52 + 94)
  })

  // Each of them is kept once, with the bytes of its texts.
  test.each([
    { what: 'a text', of: (length: number) => text('etc/ld.so.conf', 'x'.repeat(length)) },
    { what: 'a line of a script', of: (length: number) => text('lib/x', `#!/${'x'.repeat(length)}\n`) },
    { what: 'a text of a script', of: (length: number) => text('run', `#!/bin/sh\n${'x'.repeat(length)}`) },
    { what: 'a loader', of: (length: number) => program('x', { interpreter: 'l'.repeat(length) }) },
    {
      what: 'a run path',
      of: (length: number) => program('x', { needed: ['a'], runpath: 'l'.repeat(length) }),
    },
    {
      what: 'an old run path',
      of: (length: number) => program('x', { needed: ['a'], rpath: 'l'.repeat(length) }),
    },
    { what: 'a needed library', of: (length: number) => program('x', { needed: ['l'.repeat(length)] }) },
  ])('$what takes its bytes', async ({ of }) => {
    expect((await cost(of(200))) - (await cost(of(100)))).toBe(100)
    expect(await cost(of(100))).toBeGreaterThan(100)
  })

  test('what is stored once is paid for once', async () => {
    const file = { interpreter: '/lib/ld.so', needed: ['libc.so.6', 'libm.so.6'] }
    const none = await cost(program('a', file))
    const again = await cost(program('a', file), program('b', file))
    expect(again - none).toBeLessThan(100)
    const other = await cost(program('a', file), program('b', { needed: file.needed }))
    const renamed = await cost(program('a', file), program('b', { needed: ['libx.so.6', 'liby.so.6'] }))
    expect(renamed - other).toBe(2 * (100 + 'libx.so.6'.length))
    expect(other - again).toBe(400 + 2 * 8)
  })

  test('a kind of machine, a format and a package are paid for', async () => {
    const none = await cost(text('x'))
    const identity = { path: 'x', bytes: elf('arm64', { type: 1 }) }
    expect((await cost(identity)) - none).toBeGreaterThan(4096)
    expect((await cost(identity, { ...identity, path: 'y' })) - (await cost(identity))).toBeLessThan(60)
    expect((await cost({ path: 'x', bytes: pe('amd64') })) - none).toBeGreaterThan(600)
    const archs = (list: string): NewEntry => text('etc/apk/arch', list)
    expect((await cost(archs('x86_64\naarch64\n'))) - (await cost(archs('x86_64\n')))).toBe(
      40 + 'arm64'.length,
    )
  })

  test('the budget is what a layer may take, and it gets back what a failed layer took', async () => {
    const entries = [...files(50), program('app', { needed: ['libc.so.6'] }), { path: 'folder', type: '5' }]
    const needs = await cost(...entries)
    const exact = { ...ROOMY, left: needs }
    expect(await read(entries, { budget: exact })).toMatchObject({ cost: needs, outcome: { kind: 'read' } })
    expect(exact.left).toBe(0)
    const short = { ...ROOMY, left: needs - 1 }
    const layer = await read(entries, { budget: short })
    expect(layer).toMatchObject({
      cost: 0,
      outcome: { kind: 'too many files' },
      details: [],
      identities: [],
      hasDropped: false,
    })
    expect([layer.log.count, short.left]).toEqual([0, needs - 1])
  })

  test.each([true, false])(
    'plain files leave a share to the others, and are dropped: %p',
    async (dropsFiles) => {
      const entries = [...files(20), text('.wh.x', ''), { path: 'folder', type: '5' }, text('etc/ld.so.conf')]
      const room = (await cost(...files(10))) + 10
      const layer = await read(entries, {
        budget: { ...ROOMY, left: 10_000, named: 10_000 - room, dropsFiles },
      })
      expect(layer.outcome.kind).toBe(dropsFiles ? 'read' : 'too many files')
      expect(layer).toMatchObject({ hasDropped: dropsFiles })
      expect(layer.log.count).toBe(dropsFiles ? 11 + 3 : 0)
      expect(named(layer).map(({ path }) => path)).toEqual(
        dropsFiles ? ['.wh.x', 'folder', 'etc/ld.so.conf'] : [],
      )
    },
  )

  test('a plain file is kept as long as no less than the share is left', async () => {
    const room = await cost(...files(10))
    const layer = await read(files(20), {
      budget: { ...ROOMY, left: 10_000, named: 10_000 - room, dropsFiles: true },
    })
    expect([layer.log.count, layer.hasDropped]).toEqual([11, true])
  })
})

describe('layers of Windows', () => {
  // hcsshim, internal/wclayer.
  test.each([
    { path: 'Files/app/app.exe', is: 'app/app.exe' },
    { path: './Files/app', is: 'app' },
    { path: '/Files/app', is: 'app' },
    { path: './/Files/app', is: 'app' },
    { path: 'Files', is: '' },
    { path: 'Files/', is: '' },
    { path: 'Files/Files/x', is: 'Files/x' },
    { path: 'Filesystem/x', is: 'Filesystem/x' },
    { path: 'app/Files/x', is: 'app/Files/x' },
    { path: '.Files/x', is: '.Files/x' },
    { path: 'app', is: 'app' },
    { path: 'Hives', is: undefined },
    { path: 'Hives/Software_Delta', is: undefined },
    { path: './UtilityVM/Files/x', is: undefined },
    { path: '/Hives/x', is: undefined },
    { path: './/Hives/x', is: undefined },
    { path: 'HivesOfBees/x', is: 'HivesOfBees/x' },
    { path: '.Hives/x', is: '.Hives/x' },
    { path: 'Files/Hives/x', is: 'Hives/x' },
    { path: 'app/UtilityVM', is: 'app/UtilityVM' },
  ])('$path is $is', ({ path, is }) => {
    const rest = { target: 'Files/x', size: 0, isSparse: false, isExecutable: false }
    expect(windowsEntry({ path, kind: 'file', ...rest })?.path).toBe(is)
    expect(windowsEntry({ path, kind: 'file', ...rest })?.target).toBe(
      is === undefined ? undefined : 'Files/x',
    )
  })

  test.each([
    { kind: 'link', target: 'Files/app/x', is: 'app/x' },
    { kind: 'link', target: 'app/x', is: 'app/x' },
    { kind: 'symlink', target: 'Files/app/x', is: 'Files/app/x' },
  ] as const)('the target $target of a $kind is $is', ({ kind, target, is }) => {
    const entry = { path: 'Files/y', kind, target, size: 0, isSparse: false, isExecutable: false }
    expect(windowsEntry(entry)).toMatchObject({ path: 'y', kind, target: is })
  })

  test.each([
    { path: 'app.exe', is: true },
    { path: 'bin/APP.EXE', is: true },
    { path: 'more.com', is: true },
    { path: 'app', is: true },
    { path: 'v1.0/app', is: true },
    { path: 'app.dll', is: false },
    { path: 'app.exe.config', is: false },
    { path: 'app.exes', is: false },
    { path: 'appexe.', is: false },
    { path: 'app.exe/readme.txt', is: false },
    { path: 'bin/.hidden', is: false },
  ])('$path is executable: $is', ({ path, is }) => {
    for (const isExecutable of [true, false]) {
      const entry = { path: `Files/${path}`, target: '', size: 0, isSparse: false, isExecutable }
      expect(windowsEntry({ ...entry, kind: 'file' })?.isExecutable).toBe(is)
    }
  })

  test('have the files of the container only', async () => {
    const entries = [
      ...[
        { path: 'Files', type: '5' },
        { path: 'Hives', type: '5' },
        { path: 'Hives/App.exe', bytes: pe('arm64') },
      ],
      ...[
        { path: 'Files/App.exe', bytes: pe('amd64') },
        { path: 'UtilityVM/Files/x.exe', bytes: pe('arm64') },
      ],
      { path: 'Files/readme.txt', type: '2', target: 'App.exe' },
    ]
    const layer = await read(entries, { isWindows: true })
    expect(named(layer)).toMatchObject([
      { path: 'App.exe', kind: KIND.format, detail: { archs: ['amd64'] } },
      { path: 'readme.txt', kind: KIND.symlink },
    ])
    expect(named(await read(entries)).map(({ path }) => path)).toEqual(entries.map(({ path }) => path))
  })
})

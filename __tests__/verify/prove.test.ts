import { describe, expect, test } from '@jest/globals'
import type { NewEntry } from '../../e2e/harness/tar-writer.ts'
import { limiter } from '../../src/concurrency.ts'
import type { Blobs } from '../../src/oci/descriptor.ts'
import type { Finding } from '../../src/verify/finding.ts'
import { readImage, type Subject } from '../../src/verify/image.ts'
import { readLayer } from '../../src/verify/layer/layer.ts'
import { TooLarge } from '../../src/verify/layer/too-large.ts'
import { type ImageProof, proveImage } from '../../src/verify/prove.ts'
import { digestOf } from '../builders.ts'
import { newStore, proveOne, type Store, whatOf } from './images.ts'
import { elf } from './layer/elf-file.ts'
import { machO, pe } from './layer/pe-file.ts'

const file = (path: string, bytes: Buffer | string): NewEntry => ({ path, bytes: Buffer.from(bytes) })
const program = (path: string, arch: string, as = {}): NewEntry => file(path, elf(arch, as))
const started = (...Entrypoint: readonly string[]) => ({ config: { Entrypoint } })

type Config = Readonly<Record<string, unknown>>

/** The proof of an image without an index. @param layers the entries of each */
async function proofOf(
  on: string,
  layers: readonly (readonly NewEntry[])[],
  { config = {}, isIgnored = () => false }: ProofSettings = {},
): Promise<ImageProof & { readonly digests: readonly string[] }> {
  const store = newStore()
  const made = layers.map((entries) => store.layer(entries))
  const proof = await proveSubject(store.blobs, store.image(on, made, config), isIgnored)
  return { ...proof, digests: made.map(({ descriptor }) => descriptor.digest) }
}

interface ProofSettings {
  readonly config?: Config
  readonly isIgnored?: (path: string) => boolean
}

async function proveSubject(
  blobs: Blobs,
  subject: Subject,
  isIgnored: (path: string) => boolean,
): Promise<ImageProof> {
  const image = await readImage(subject, blobs)
  const budget = { left: 1e8, named: 0, dropsFiles: false, zstdLimit: limiter(1) }
  const isWindows = image.platform.os === 'windows'
  const layers = image.layers.map((descriptor) => readLayer({ descriptor, isWindows }, blobs, budget))
  return proveImage(image, await Promise.all(layers), isIgnored)
}

/** Findings with their severity and their sentence. */
const printed = (findings: readonly Finding[]): readonly string[] =>
  findings.map((finding) => `${finding.severity}: ${whatOf(finding)}`)

const NOTHING = { files: 0, ignored: 0, entrypoint: undefined, programLayers: [] }

describe('the files of an image', () => {
  const BPF = elf({ class: 64, endian: 'little', elfMachine: 247 }, { type: 1 })
  const CUDA = elf({ class: 64, endian: 'little', elfMachine: 190 }, { type: 2 })
  const LAYERS: readonly (readonly NewEntry[])[] = [
    [file('etc/os-release', 'ID=test\n')],
    [program('usr/bin/tool', 'amd64')],
    [program('usr/lib/crt1.o', 'amd64', { type: 1 })],
    [file('usr/lib/bpf/trace.o', BPF)],
    [program('var/core', 'arm64', { type: 4 })],
    [program('data/firmware', 'riscv64'), program('data/own', 'amd64'), program('data/x32', '386')],
    [program('srv/app', 'amd64')],
    [file('opt/kernel.cubin', CUDA)],
  ]

  test('are counted, and the layers of programs are in the order of layers', async () => {
    const proof = await proofOf('linux/amd64', LAYERS, {
      config: started('/srv/app'),
      isIgnored: (path) => path.startsWith('/data/'),
    })
    const { digests, findings } = proof
    expect(proof).toMatchObject({ files: 9, ignored: 1, entrypoint: { path: '/srv/app', machine: 'amd64' } })
    expect(proof.programLayers).toEqual([digests[1], digests[6]])
    expect(printed(findings)).toEqual([
      'notice: /usr/lib/bpf/trace.o and 1 more file are for BPF and other machines, which no image for linux/amd64 runs.',
    ])
  })

  test('and programs for other machines are programs, too', async () => {
    const { digests, programLayers, files, ignored, entrypoint } = await proofOf('linux/amd64', LAYERS)
    expect(programLayers).toEqual([digests[1], digests[5], digests[6]])
    expect([files, ignored, entrypoint]).toEqual([9, 0, undefined])
  })

  test('are ignored by their printable names', async () => {
    const seen: string[] = []
    const isIgnored = (path: string): boolean => seen.push(path) > 0
    await proofOf('linux/amd64', [[program('opt/ü\n', 'arm64')]], { isIgnored })
    expect(new Set(seen)).toEqual(new Set(['/opt/ü\\x0a']))
  })

  test.each([
    { arch: 'amd64', ignored: 1, finds: ['/app, which the image for linux/arm64 starts, is for another'] },
    { arch: 'arm', ignored: 1, finds: [] },
    { arch: 'arm64', ignored: 0, finds: [] },
  ])('that are started and ignored: a program for $arch', async ({ arch, ignored, finds }) => {
    const settings = { config: started('/app'), isIgnored: () => true }
    const proof = await proofOf('linux/arm64', [[program('app', arch)]], settings)
    expect([proof.files, proof.ignored]).toEqual([1, ignored])
    expect(printed(proof.findings)).toEqual(
      finds.map((what) => expect.stringMatching(`^warning: ${what}.* verify-ignore excludes it`)),
    )
    for (const { verdict } of proof.findings)
      expect(verdict).toEqual({
        ...{ rule: 'machine', machine: arch, fit: 'wrong', reason: { kind: 'ignored' } },
        ...{ files: 1, isMixed: false, ignore: '' },
      })
  })
})

describe('an image that cannot be checked completely', () => {
  // Images that reach the limits take seconds; which limit it is does not matter here.
  const fail = (error: Error) => () => {
    throw error
  }
  const LAYERS = [[program('app', 'amd64')]]

  test('has one error if it is too large, besides what is known already', async () => {
    const settings = {
      config: { rootfs: { diff_ids: [digestOf('1')] } },
      isIgnored: fail(new TooLarge('its names are too long')),
    }
    const { digests, findings, ...rest } = await proofOf('linux/amd64', LAYERS, settings)
    expect(rest).toEqual(NOTHING)
    expect(printed(findings)).toEqual([
      expect.stringMatching(`^error: the layer ${digests[0]} unpacks to .*, but the config says `),
      'error: linux/amd64 cannot be checked: its names are too long.',
    ])
  })

  test('has other errors passed on', async () => {
    await expect(proofOf('linux/amd64', LAYERS, { isIgnored: fail(new Error('another')) })).rejects.toThrow(
      'another',
    )
  })

  test.each(['wasi/wasm', 'js/wasm', 'ios/arm64'])(
    'has a notice if its programs are not known: %s',
    async (on) => {
      const { digests: _, findings, ...rest } = await proofOf(on, [[program('app', 'amd64')]])
      expect(rest).toEqual(NOTHING)
      expect(printed(findings)).toEqual([
        `notice: the programs of ${on} were not checked: they are not ELF files.`,
      ])
    },
  )

  test('has no findings about missing files if a layer is damaged', async () => {
    const store = newStore()
    const lacking = store.layer([program('app', 'amd64', { interpreter: '/lib/ld.so.1', needed: ['x.so'] })])
    const config = started('/app')
    const findingsFor = async (layers: readonly Parameters<Store['image']>[1][number][]) =>
      printed((await proveOne(store, store.image('linux/amd64', layers, config))).findings)
    expect(await findingsFor([lacking])).toEqual([
      'error: /app needs the loader /lib/ld.so.1, which is not in the image for linux/amd64.',
    ])
    const damaged = store.raw(Buffer.from('<html>'.repeat(100)), (bytes) => bytes)
    expect(await findingsFor([lacking, damaged])).toEqual([
      expect.stringMatching(`^error: the layer ${damaged.descriptor.digest} is damaged`),
    ])
  })
})

describe('the memory for an image', () => {
  const links = (count: number): readonly NewEntry[] =>
    Array.from({ length: count }, (_, at) => ({ path: `link${at}`, type: '2', target: 'x' }))
  const files = (count: number): readonly NewEntry[] =>
    Array.from({ length: count }, (_, at) => file(`data/${at}`, 'x'))

  test('is too little for its links', async () => {
    const store = newStore()
    const layer = store.layer(links(100))
    const { findings } = await proveOne(store, store.image('linux/amd64', [layer]), { memory: 1_000 })
    expect(printed(findings)).toEqual([
      `error: the layer ${layer.descriptor.digest} is damaged or cannot be checked: it has more files than fit into memory.`,
    ])
  })

  test('is too little for its plain files, which are not needed', async () => {
    const store = newStore()
    const image = store.image('linux/amd64', [store.layer(files(400))], started('/gone'))
    const { findings } = await proveOne(store, image, { memory: 8_000 })
    expect(printed(findings)).toEqual([
      'notice: linux/amd64 was not checked for missing files: it has more files than fit into memory.',
    ])
  })
})

describe('a layer', () => {
  test.each([
    { expected: digestOf('b'), says: digestOf('b') },
    { expected: 'x'.repeat(150), says: `"${'x'.repeat(150)}", which is not a sha256 digest` },
    { expected: 'x'.repeat(151), says: `"${'x'.repeat(150)}", which is not a sha256 digest` },
    { expected: 'a\u0007', says: '"a\\x07", which is not a sha256 digest' },
  ])('is compared with the hash $expected in the config', async ({ expected, says }) => {
    const { digests, findings } = await proofOf('linux/amd64', [[]], {
      config: { rootfs: { diff_ids: [expected] } },
    })
    expect(findings.map(whatOf)).toEqual([
      `the layer ${digests[0]} unpacks to sha256:${EMPTY_TAR}, but the config says ${says}.`,
    ])
    expect(findings[0]?.layer).toBe(digests[0])
  })

  test('is not compared if the config has too few hashes', async () => {
    const { findings } = await proofOf('linux/amd64', [[]], { config: { rootfs: { diff_ids: [] } } })
    expect(findings.map(whatOf)).toEqual(['the manifest lists 1 layers, but the config lists 0.'])
  })

  test('is named by findings about its entries, in the order of layers', async () => {
    const layers = [
      [{ path: 'a', type: '1', target: 'gone' }, file('../a', 'x')],
      [file('../b', 'x'), file('../c', 'x')],
    ]
    const history = [{ created_by: 'COPY a /' }, { created_by: 'COPY b /' }]
    const { digests, findings } = await proofOf('linux/amd64', layers, { config: { history } })
    expect(
      findings.map(({ severity, path, layer, instruction }) => [severity, path, layer, instruction]),
    ).toEqual([
      ['error', '../a', digests[0], 'COPY a /'],
      ['error', '../b', digests[1], 'COPY b /'],
      ['error', '../c', digests[1], 'COPY b /'],
      ['warning', 'a', digests[0], 'COPY a /'],
    ])
    expect(findings.map(whatOf).slice(2)).toEqual([
      '../c points outside the image, or is too long.',
      'a cannot be unpacked: the folder or file that it needs is missing.',
    ])
  })

  test('that is fetched from elsewhere has a notice', async () => {
    const store = newStore()
    const mediaType = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip'
    const descriptor = { mediaType, digest: digestOf('b'), size: 9, urls: ['https://example.org/layer'] }
    const subject = store.image('linux/amd64', [{ descriptor, diffId: digestOf('c') }])
    const { findings } = await proveSubject(store.blobs, subject, () => false)
    expect(printed(findings)).toEqual([
      `notice: the layer ${descriptor.digest} was not checked: it is fetched from elsewhere and never pushed.`,
    ])
  })
})

/** The hash of an archive without entries: two blocks of zeros. */
const EMPTY_TAR = '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef'

describe('programs of Windows', () => {
  const APP = started('C:\\App\\app.exe')
  const exe = (path: string, ...arch: Parameters<typeof pe>): NewEntry => file(path, pe(...arch))

  test('are counted without those of Windows itself, and name their layers', async () => {
    const layers = [
      [exe('Files/Windows/System32/cmd.exe', 'amd64')],
      [exe('Files/App/app.exe', 'amd64'), exe('Files/App/data/arm.exe', 'arm64')],
      [exe('Files/App/any.exe', '386', { isManaged: true })],
      [file('Files/App/data/note.txt', 'x')],
    ]
    const { digests, ...proof } = await proofOf('windows/amd64', layers, {
      config: APP,
      isIgnored: (path) => path.includes('/data/') || path === '/App/app.exe',
    })
    expect(proof).toEqual({
      ...{ files: 3, ignored: 1, entrypoint: { path: '/App/app.exe', machine: 'amd64' }, findings: [] },
      programLayers: [digests[1]],
    })
  })

  test('of Windows itself count if they are started', async () => {
    const layers = [[exe('Files/Windows/System32/cmd.exe', 'amd64')]]
    const proof = await proofOf('windows/amd64', layers, { config: started('cmd') })
    expect(proof).toMatchObject({ files: 1, entrypoint: { path: '/Windows/System32/cmd.exe' } })
  })

  test('have no entrypoint if nothing is started, and no machine if their header does not name it', async () => {
    const layers = [[exe('Files/App/app.exe', '386', { isManaged: true })]]
    expect(await proofOf('windows/amd64', layers)).toMatchObject({ files: 1, entrypoint: undefined })
    const { entrypoint, programLayers } = await proofOf('windows/amd64', layers, { config: APP })
    expect(entrypoint).toEqual({ path: '/App/app.exe', machine: '' })
    expect(programLayers).toEqual([])
  })

  const WRONG = '/App/app.exe, which the image starts, is for'
  test.each<{ on: string; arch: Parameters<typeof pe>[0]; ignore?: boolean; finds: readonly string[] }>([
    { on: 'windows/amd64', arch: 'arm64', finds: [`error: ${WRONG} arm64, not for windows/amd64.`] },
    { on: 'windows/amd64', arch: '386', finds: [] },
    {
      ...{ on: 'windows/arm64', arch: 'amd64' },
      finds: [
        `warning: ${WRONG} amd64, not for windows/arm64; not every windows/arm64 machine can run that.`,
      ],
    },
    {
      ...{ on: 'windows/amd64', arch: 'arm64', ignore: true },
      finds: [
        'warning: /App/app.exe, which the image for windows/amd64 starts, is for another machine, but verify-ignore excludes it.',
      ],
    },
    { on: 'windows/arm64', arch: 'amd64', ignore: true, finds: [] },
  ])('started on $on, for $arch: $finds', async ({ on, arch, finds, ignore = false }) => {
    const layers = [[exe('Files/App/app.exe', arch)]]
    const { findings } = await proofOf(on, layers, { config: APP, isIgnored: () => ignore })
    expect(printed(findings)).toEqual(finds)
    if (finds.length > 0)
      expect(findings[0]?.verdict).toMatchObject({ files: 1, isMixed: false, ignore: '/App/app.exe' })
  })

  test.each([
    { bytes: elf('amd64'), is: 'a Linux program' },
    { bytes: machO('arm64'), is: 'a macOS program' },
    { bytes: Buffer.from('#!/bin/sh\n'), is: 'a Unix script' },
  ])('that are $is cannot be started', async ({ bytes, is }) => {
    const layers = [[file('Files/App/app.exe', bytes)]]
    const settings = { config: APP }
    const what = `the image for windows/amd64 starts /App/app.exe, which is ${is}.`
    expect(printed((await proofOf('windows/amd64', layers, settings)).findings)).toEqual([`error: ${what}`])
    const ignored = await proofOf('windows/amd64', layers, { ...settings, isIgnored: () => true })
    expect(printed(ignored.findings)).toEqual([`warning: ${what}`])
  })

  const PATH = { config: { Env: ['Path=C:\\Tools'] } }
  test.each([
    {
      ...{ path: 'Tools/x.exe', bytes: pe('arm64') },
      finds: ['error: /Tools/x.exe is for arm64, not for windows/amd64; its folder is in PATH.'],
    },
    { path: 'Tools/x-arm64.exe', bytes: pe('arm64'), finds: [] },
    {
      ...{ path: 'Tools/x-386.exe', bytes: pe('arm64') },
      finds: ['error: /Tools/x-386.exe is for arm64, not for windows/amd64; its folder is in PATH.'],
    },
    { path: 'Tools/x.exe', bytes: pe('amd64'), finds: [] },
    {
      ...{ path: 'Tools/x.exe', bytes: elf('amd64') },
      finds: ['error: /Tools/x.exe is a Linux program, and is in the PATH of the image for windows/amd64.'],
    },
    { path: 'Tools/x.exe', bytes: Buffer.from('#!/bin/sh\n'), finds: [] },
  ])('in PATH: $path: $finds', async ({ path, bytes, finds }) => {
    const layers = [[file(`Files/${path}`, bytes)]]
    expect(printed((await proofOf('windows/amd64', layers, { config: PATH })).findings)).toEqual(finds)
    const { findings } = await proofOf('windows/amd64', layers, { config: PATH, isIgnored: () => true })
    expect(findings).toEqual([])
  })

  test('that are started and in PATH are reported once', async () => {
    const config = { config: { ...PATH.config, Entrypoint: ['x'] } }
    const { findings } = await proofOf('windows/amd64', [[exe('Files/Tools/x.exe', 'arm64')]], { config })
    expect(printed(findings)).toEqual([
      'error: /Tools/x.exe, which the image starts, is for arm64, not for windows/amd64.',
    ])
  })
})

describe('programs of Windows that nothing starts', () => {
  const exe = (path: string, arch: Parameters<typeof pe>[0]): NewEntry => file(`Files/${path}`, pe(arch))
  const findingsOf = async (entries: readonly NewEntry[], isIgnored = (_: string) => false) =>
    (await proofOf('windows/amd64', [entries], { isIgnored })).findings

  test('are one warning', async () => {
    const findings = await findingsOf([exe('a/x.exe', 'arm64'), exe('a/y.exe', 'arm64')])
    expect(printed(findings)).toEqual([
      'warning: /a/x.exe and 1 more file are for arm64, not for windows/amd64.',
    ])
    expect(findings[0]).toMatchObject({ path: '/a/x.exe', verdict: { fit: 'wrong', ignore: '/a/x.exe' } })
  })

  test('are one warning for several machines', async () => {
    expect(printed(await findingsOf([exe('a/x.exe', 'arm64'), exe('a/y.exe', 'arm')]))).toEqual([
      'warning: /a/x.exe and 1 more file are for arm64 and other machines, not for windows/amd64.',
    ])
  })

  test.each([
    { what: 'one is for the platform', entries: [exe('a/x.exe', 'arm64'), exe('b/y.exe', 'amd64')] },
    {
      what: 'one is for a machine whose programs it runs',
      entries: [exe('x.exe', 'arm64'), exe('y.exe', '386')],
    },
    { what: 'their names say so', entries: [exe('a/x-arm64.exe', 'arm64'), exe('arm64/y.exe', 'arm64')] },
    { what: 'they are ignored', entries: [exe('a/ignored.exe', 'arm64')] },
    { what: 'there are none', entries: [file('Files/readme.txt', 'x')] },
  ])('are no warning if $what', async ({ entries }) => {
    expect(printed(await findingsOf(entries, (path) => path.endsWith('ignored.exe')))).toEqual([])
  })
})

describe('programs of macOS', () => {
  const mac = (path: string, ...archs: readonly ('amd64' | 'arm64')[]): NewEntry =>
    file(path, machO(...archs))

  test('are checked as Linux would start them', async () => {
    const { digests, ...proof } = await proofOf('darwin/arm64', [[mac('tool', 'arm64', 'amd64')]], {
      config: started('/tool'),
    })
    expect(proof).toEqual({
      ...{ files: 1, ignored: 0, entrypoint: { path: '/tool', machine: 'arm64 and amd64' }, findings: [] },
      programLayers: digests,
    })
  })

  test('have no folders of the system, and none that is searched', async () => {
    const config = { config: { Env: ['PATH=/Windows'] } }
    const { files, findings } = await proofOf('darwin/amd64', [[mac('Windows/x', 'arm64')]], { config })
    expect([files, printed(findings)]).toEqual([
      1,
      ['warning: /Windows/x is for arm64, not for darwin/amd64.'],
    ])
  })

  test('that are not there are not searched', async () => {
    const layers = [[mac('tool', 'arm64')]]
    const { findings, entrypoint } = await proofOf('darwin/arm64', layers, { config: started('/gone') })
    expect([findings, entrypoint]).toEqual([[], undefined])
  })

  test('that are a Linux program cannot be started', async () => {
    const { findings } = await proofOf('darwin/arm64', [[program('tool', 'arm64')]], {
      config: started('/tool'),
    })
    expect(printed(findings)).toEqual([
      'error: the image for darwin/arm64 starts /tool, which is a Linux program.',
    ])
  })
})

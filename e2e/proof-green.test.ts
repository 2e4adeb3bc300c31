import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect } from '@jest/globals'
import { armAttributes, elf } from '../__tests__/verify/layer/elf-file.ts'
import * as registry from './harness/registry.ts'
import { sharedBuilder } from './harness/shared-builder.ts'
import { type NewEntry, tar } from './harness/tar-writer.ts'
import { endToEnd, expectGreen, type Run, type Stage } from './stage.ts'

// Every stage of green/Dockerfile is a right image, however odd it may look.

interface Green {
  readonly what: string
  /** The stage of green/Dockerfile. */
  readonly target: string
  readonly platforms: string
  readonly inputs?: Readonly<Record<string, string>>
  /** Number of programs and libraries in each image, to notice a proof that checks nothing. */
  readonly elfFiles: number
  /** Checks that the layers have the form that the test is about. */
  readonly layers?: LayerCheck
}

/** @param image digest of the image with the layers */
type LayerCheck = (
  layers: readonly registry.Descriptor[],
  stage: Stage,
  image: string,
) => Promise<void> | void

const TWO = 'linux/amd64,linux/arm64'
const SMALL_FILES = 5_000
/** On a busy machine, compilers take their time. */
const LIMIT_MS = 300_000

const program = (arch: string): Buffer => elf(arch, { type: 2 })

const packed = (compression: string) => ({
  inputs: { push: '', outputs: `type=image,push=true,${compression},force-compression=true` },
})

/** Expects that the media type of every layer of an image has this ending. */
const areAll =
  (ending: string): LayerCheck =>
  (layers) =>
    expect(layers.filter(({ mediaType }) => !mediaType.endsWith(ending))).toEqual([])

const IMAGES: readonly Green[] = [
  { what: 'only scripts', target: 'scripts', platforms: TWO, elfFiles: 0 },
  {
    what: 'one static program, cross-compiled for four machines',
    target: 'static',
    // The stand-in for Go's image has what these four need, compiled.
    platforms: 'linux/amd64,linux/arm64,linux/arm/v7,linux/ppc64le',
    elfFiles: 1,
  },
  {
    what: 'a small base with a shell that starts a script',
    target: 'shell',
    platforms: 'linux/amd64,linux/arm64,linux/arm/v7,linux/riscv64',
    elfFiles: 1,
  },
  { what: 'a program for glibc without a shell', target: 'glibc', platforms: TWO, elfFiles: 4 },
  { what: 'a program for musl without a shell', target: 'musl', platforms: TWO, elfFiles: 2 },
  { what: 'a 32-bit program on amd64', target: 'thirty-two-bits', platforms: 'linux/amd64', elfFiles: 1 },
  { what: 'a program for arm/v6 on arm/v7', target: 'older-arm', platforms: 'linux/arm/v7', elfFiles: 1 },
  {
    what: "a cross-compiler's files, which verify-ignore names",
    target: 'toolchain',
    platforms: TWO,
    inputs: { 'verify-ignore': '/opt/toolchain/**' },
    elfFiles: 6,
  },
  {
    what: 'hard links, symlinks, long names, 5,000 small files and an empty layer',
    target: 'files',
    platforms: TWO,
    elfFiles: 3,
    layers: async (_, { repository }, image) => {
      const [, files, emptyLayer] = await registry.layers(`${repository}@${image}`)
      // BuildKit writes the names in order, so the first one has the bytes.
      const kinds = ['again', 'app', 'shown'].map((name) => files?.get(`srv/bin/${name}`)?.kind)
      expect(kinds).toEqual(['file', 'link', 'symlink'])
      expect(files?.has(`srv/${LONG}`)).toBe(true)
      expect(files?.size).toBeGreaterThan(SMALL_FILES)
      expect(emptyLayer?.size).toBe(0)
    },
  },
  {
    what: 'the same in zstd layers',
    target: 'files',
    platforms: TWO,
    ...packed('compression=zstd'),
    elfFiles: 3,
    layers: areAll('+zstd'),
  },
  {
    what: 'the same in estargz layers',
    target: 'files',
    platforms: TWO,
    ...packed('compression=estargz,oci-mediatypes=true'),
    elfFiles: 3,
    layers: (layers) => {
      const parts = layers.map(({ annotations }) => annotations['containerd.io/snapshot/stargz/toc.digest'])
      expect(parts.every((digest) => digest?.startsWith('sha256:'))).toBe(true)
    },
  },
  {
    what: 'the same in uncompressed layers',
    target: 'files',
    platforms: TWO,
    ...packed('compression=uncompressed'),
    elfFiles: 3,
    layers: areAll('.tar'),
  },
]

/** A name of the maximum length of file systems, in folders that make a path of a thousand characters. */
const LONG = `${`${'folder-'.repeat(20)}/`.repeat(6)}${'n'.repeat(255)}`

/** Entries that an archive can contain, but that a COPY rarely creates. */
const archived = (arch: string): readonly NewEntry[] => [
  { path: 'bin/', type: '5' },
  { path: 'bin/app', bytes: program(arch) },
  { path: 'bin/again', type: '1', target: 'bin/app' },
  { path: 'bin/shown', type: '2', target: '../bin/again' },
  { path: LONG, bytes: Buffer.from('far away') },
  ...Array.from({ length: SMALL_FILES }, (_, number) => ({
    path: `small/${number % 50}/file-${number}`,
    bytes: Buffer.from(`${number}\n`),
  })),
]

/** The root of an image with a program, its loader and its libraries. */
function root(arch: string, loader: string, libraries: readonly string[]): Record<string, Buffer> {
  const needed = libraries.map((path) => path.slice(path.lastIndexOf('/') + 1))
  const app = elf(arch, { interpreter: loader, needed, runpath: '$ORIGIN/../lib/app' })
  const own = [loader.slice(1), ...libraries].map((path): [string, Buffer] => [path, elf(arch)])
  return Object.fromEntries([['usr/bin/app', app], ...own])
}

function below(folder: string, files: Readonly<Record<string, Buffer>>): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`${folder}/${path}`, bytes]))
}

/** Programs that no compiler on this machine creates. */
function made(): Readonly<Record<string, Buffer>> {
  const own = 'usr/lib/app/libapp.so.1'
  const amd64 = root('amd64', '/lib64/ld-linux-x86-64.so.2', ['lib/x86_64-linux-gnu/libc.so.6', own])
  const arm64 = root('arm64', '/lib/ld-linux-aarch64.so.1', ['lib/aarch64-linux-gnu/libc.so.6', own])
  const machines = ['amd64', 'arm64', 'riscv64', 's390x', 'ppc64le']
  const v6 = elf('arm', { type: 2, end: armAttributes(6) })
  return {
    ...below('glibc-amd64', amd64),
    ...below('glibc-arm64', arm64),
    ...below('musl-amd64', root('amd64', '/lib/ld-musl-x86_64.so.1', [])),
    ...below('musl-arm64', root('arm64', '/lib/ld-musl-aarch64.so.1', [])),
    ...Object.fromEntries(machines.map((arch, number) => [`toolchain/crt${number}.so`, elf(arch)])),
    'app-386': program('386'),
    'app-armv6': v6,
    'files-amd64.tar': tar(archived('amd64')),
    'files-arm64.tar': tar(archived('arm64')),
  }
}

function prepare({ workspace }: Stage): void {
  cpSync(join(import.meta.dirname, 'green'), workspace, { recursive: true })
  for (const [path, bytes] of Object.entries(below(join(workspace, 'made'), made()))) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
}

const tagOf = ({ repository }: Stage): string => `${repository}:1`

/** Names of the commands that show something on the run's page. */
function annotations({ main }: Run): readonly string[] {
  return main.log.commands.map(({ name }) => name).filter((name) => /^(error|warning|notice)$/.test(name))
}

describe('nothing is found in an image of', () => {
  for (const { what, target, platforms, inputs = {}, elfFiles, layers } of IMAGES) {
    endToEnd(
      what,
      async (stage) => {
        prepare(stage)
        const common = { ...sharedBuilder().inputs, platforms, target, tags: tagOf(stage), ...inputs }
        const run = await stage.run(common, { env: sharedBuilder().env })
        expectGreen(run)
        expect(annotations(run)).toEqual([])
        const { proof = '{}', digest } = run.main.outputs
        expect(JSON.parse(proof)).toEqual(
          Object.fromEntries(
            platforms
              .split(',')
              .map((platform) => [platform, expect.objectContaining({ elfFiles, findings: [] })]),
          ),
        )
        expect(await registry.resolve(tagOf(stage))).toBe(digest)
        for (const { digest: image } of (await registry.index(tagOf(stage))).images)
          await layers?.((await registry.manifest(`${stage.repository}@${image}`)).layers, stage, image)
      },
      LIMIT_MS,
    )
  }
})

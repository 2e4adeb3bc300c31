import { describe, expect, test } from '@jest/globals'
import type { Verdict } from '../../src/verify/finding.ts'
import { describeFinding } from '../../src/verify/sentences.ts'
import { digestOf, finding, platforms } from '../builders.ts'

const LAYER = digestOf('1a')
const MACHINE = {
  rule: 'machine',
  machine: 'amd64',
  fit: 'wrong',
  reason: { kind: 'elsewhere' },
  files: 1,
  isMixed: false,
  ignore: '/usr/bin/app',
} as const

const PACKAGE = {
  rule: 'package',
  format: 'wheel',
  name: 'numpy',
  claimed: ['linux/amd64'],
  found: 'amd64',
  metadata: '/app/numpy-2.dist-info/WHEEL',
  ignore: '/app/numpy',
} as const

const PUSH_AGAIN = /^Push the image again; /
const BASE_IMAGE = /^Build this platform again from a base image that is for it; /
const BUILD_AGAIN = /^Build and push this platform again\.$/
const FOR_PLATFORM =
  /^Build it for linux\/arm64 \(compile with TARGETARCH.* add this line to verify-ignore: \/usr\/bin\/app$/

/** Of /usr/bin/app in an image for linux/arm64. */
const ROWS: readonly { readonly verdict: Verdict; readonly what: string; readonly cure: RegExp }[] = [
  {
    verdict: { ...PACKAGE, problem: 'other machine' },
    what: 'the wheel numpy is for linux/amd64, as /app/numpy-2.dist-info/WHEEL says, not for linux/arm64: /usr/bin/app.',
    cure: /^Install the packages in a stage of the platform itself .* add this line to verify-ignore: \/app\/numpy$/,
  },
  {
    verdict: { ...PACKAGE, problem: 'built' },
    what: '/usr/bin/app is for amd64, not for linux/arm64: it was compiled or fetched when the wheel numpy (/app/numpy-2.dist-info/WHEEL) was installed on another machine.',
    cure: /^Install the packages in a stage of the platform itself /,
  },
  {
    verdict: { ...PACKAGE, problem: 'helper', claimed: [] },
    what: 'the wheel numpy is not made for another machine (/app/numpy-2.dist-info/WHEEL), and /usr/bin/app in it is for amd64, not for linux/arm64.',
    cure: /^If it is needed, look for a version of the package that supports linux\/arm64\./,
  },
  {
    verdict: { ...PACKAGE, problem: 'other libc', claimed: ['glibc'], found: 'musl' },
    what: 'the wheel numpy is for glibc, as /app/numpy-2.dist-info/WHEEL says, and the image of linux/arm64 has musl.',
    cure: /^Install it on what the image is made of: /,
  },
  {
    verdict: { rule: 'index', problem: 'missing' },
    what: 'the index lacks linux/arm64.',
    cure: /nothing else pushes to this image/,
  },
  {
    verdict: { rule: 'index', problem: 'repeated' },
    what: 'the index has linux/arm64 more than once.',
    cure: /nothing else pushes to this image/,
  },
  {
    verdict: { rule: 'index', problem: 'not asked for' },
    what: 'the index has linux/arm64, which was not asked for.',
    cure: /nothing else pushes to this image/,
  },
  {
    verdict: { rule: 'config', problem: 'no image manifest', digest: 'sha256:1' },
    what: 'the manifest sha256:1 of linux/arm64 is no image manifest.',
    cure: PUSH_AGAIN,
  },
  {
    verdict: { rule: 'config', problem: 'impossible digest', document: 'manifest', digest: 'x' },
    what: 'the manifest has the impossible digest "x".',
    cure: PUSH_AGAIN,
  },
  {
    verdict: { rule: 'config', problem: 'other bytes', document: 'config', digest: 'sha256:1' },
    what: 'the config sha256:1 has other bytes than its digest says.',
    cure: PUSH_AGAIN,
  },
  {
    verdict: {
      ...({ rule: 'config', problem: 'other size', document: 'config', digest: 'sha256:1' } as const),
      ...{ found: 16, expected: 5 },
    },
    what: 'the config sha256:1 has 16 bytes, not 5 as its descriptor says.',
    cure: PUSH_AGAIN,
  },
  {
    verdict: { rule: 'config', problem: 'impossible layer', digest: 'config x' },
    what: 'the manifest has a layer with an impossible digest or size: "config x".',
    cure: PUSH_AGAIN,
  },
  {
    verdict: { rule: 'config', problem: 'layer count', inManifest: 2, inConfig: 3 },
    what: 'the manifest has 2 layers and the config 3 of them.',
    cure: BASE_IMAGE,
  },
  {
    verdict: { rule: 'config', problem: 'no platform' },
    what: 'the config of linux/arm64 names no platform.',
    cure: BASE_IMAGE,
  },
  {
    verdict: { rule: 'config', problem: 'other platform', found: 'linux/amd64' },
    what: "the index says linux/arm64, the image's config linux/amd64.",
    cure: BASE_IMAGE,
  },
  {
    verdict: { rule: 'layer', problem: 'damaged', why: 'it ends early' },
    what: `the layer ${LAYER} is damaged or cannot be proven: it ends early.`,
    cure: BUILD_AGAIN,
  },
  {
    verdict: { rule: 'layer', problem: 'too many files' },
    what: `the layer ${LAYER} is damaged or cannot be proven: it has more files than can be kept in memory.`,
    cure: BUILD_AGAIN,
  },
  {
    verdict: { rule: 'layer', problem: 'other hash', found: digestOf('2'), expected: digestOf('3') },
    what: `the layer ${LAYER} unpacks to ${digestOf('2')}, and the config says ${digestOf('3')}.`,
    cure: BUILD_AGAIN,
  },
  {
    verdict: { rule: 'layer', problem: 'other hash', found: digestOf('2'), expected: 'sha512:1' },
    what: `the layer ${LAYER} unpacks to ${digestOf('2')}, and the config says "sha512:1", which is no sha256.`,
    cure: BUILD_AGAIN,
  },
  {
    verdict: { rule: 'layer', problem: 'path outside' },
    what: '/usr/bin/app leads out of the image, or is longer than a name can be.',
    cure: /^Leave it out of the layer\.$/,
  },
  {
    verdict: { rule: 'layer', problem: 'path without parent' },
    what: '/usr/bin/app cannot be unpacked: the folder or file that it needs is not there.',
    cure: BUILD_AGAIN,
  },
  {
    verdict: { rule: 'layer', problem: 'image too large', why: 'it has too many files' },
    what: 'linux/arm64 cannot be proven: it has too many files.',
    cure: /^Make the image smaller/,
  },
  { verdict: MACHINE, what: '/usr/bin/app is for amd64, not for linux/arm64.', cure: FOR_PLATFORM },
  {
    verdict: { ...MACHINE, reason: { kind: 'started' }, fit: 'doubtful' },
    what: '/usr/bin/app, which the image starts, is for amd64, not for linux/arm64; not every linux/arm64 machine runs that.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'no image' }, machine: 'BPF', fit: 'device' },
    what: '/usr/bin/app is for what no image of linux/arm64 runs: BPF.',
    cure: /^$/,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'no image' }, machine: 'sparc', files: 42, isMixed: true },
    what: '/usr/bin/app and 41 more files are for what no image of linux/arm64 runs: sparc and other machines.',
    cure: /^$/,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'ignored' } },
    what: '/usr/bin/app, which the image of linux/arm64 starts, is for another machine, and verify-ignore leaves it out.',
    cure: /^$/,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'needed', by: '/srv/app' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; /srv/app needs it.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, files: 42, reason: { kind: 'in PATH' } },
    what: '/usr/bin/app and 41 more files are for amd64, not for linux/arm64; its folder is in PATH.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'linked from PATH', link: '/bin/x' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; /bin/x, in a folder of PATH, leads to it.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'loader folder' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; its folder is one that the loader takes libraries from.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'foreign triple', triple: 'x86_64-linux-gnu' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; the folder x86_64-linux-gnu looks like a copy from an image of that machine.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'misnamed', says: 'arm64' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; its name says arm64.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'built in place' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; such a file is compiled or fetched for the machine that installs it.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'named', by: 'the variable CHROME_BIN' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; the variable CHROME_BIN names it.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'alone' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; its name says so, and there is none for the platform.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'program folder', folder: 'bin' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; it lies in a folder bin, and nothing explains it.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'only machine', folder: '/opt/sdk' }, ignore: '/opt/sdk' },
    what: '/usr/bin/app is for amd64, not for linux/arm64; the SDK in /opt/sdk is published for no other machine.',
    cure: /^Leave it out of the image of linux\/arm64, .* add this line to verify-ignore: \/opt\/sdk$/,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'working folder', folder: '/srv' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; it lies below /srv, where the image works.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'beside the start' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; it lies beside what the image starts.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { rule: 'arm-version', needed: 7 },
    what: '/usr/bin/app needs arm/v7, and the platform is linux/arm64.',
    cure: /^Compile it for linux\/arm64, .* add this line to verify-ignore: \/usr\/bin\/app$/,
  },
  {
    verdict: { rule: 'x86-level', needed: 3 },
    what: '/usr/bin/app needs x86-64-v3, and the platform is linux/arm64.',
    cure: /GOAMD64=v1.* linux\/amd64\/v3\. .* add this line to verify-ignore: \/usr\/bin\/app$/,
  },
  {
    verdict: { rule: 'go-setting', setting: 'GOARM64=v9.0' },
    what: '/usr/bin/app was compiled with GOARM64=v9.0, and not every linux/arm64 machine has that.',
    cure: /^Compile it without GOARM64, .* verify-ignore: \/usr\/bin\/app$/,
  },
  {
    verdict: { rule: 'float', loader: '/lib/ld-linux.so.3' },
    what: '/usr/bin/app passes floating-point numbers in another way than its loader /lib/ld-linux.so.3.',
    cure: /^Compile program and C library both for hard float/,
  },
  {
    verdict: { rule: 'system', format: 'macOS program', as: 'program' },
    what: '/usr/bin/app is a macOS program, and stands in PATH of the image of linux/arm64.',
    cure: /^Build it for linux\/arm64 \(GOOS=linux.* add this line to verify-ignore: \/usr\/bin\/app$/,
  },
  {
    verdict: { rule: 'system', format: 'macOS program', as: 'library' },
    what: '/usr/bin/app is a macOS program, and lies where libraries are loaded from in the image of linux/arm64.',
    cure: /^Build it for linux\/arm64 /,
  },
  {
    verdict: { rule: 'system', format: 'packed archive', as: 'program' },
    what: '/usr/bin/app is a packed archive, and stands in PATH of the image of linux/arm64.',
    cure: /^Unpack it, .* add this line to verify-ignore: \/usr\/bin\/app$/,
  },
  {
    verdict: { rule: 'system', format: 'cut-off file', as: 'program' },
    what: '/usr/bin/app is a cut-off file, and stands in PATH of the image of linux/arm64.',
    cure: /^Copy or download it again, .* add this line to verify-ignore: \/usr\/bin\/app$/,
  },
  {
    verdict: { rule: 'preload', library: '/usr/lib/libx.so', by: 'LD_PRELOAD' },
    what: 'LD_PRELOAD names /usr/lib/libx.so, which is not in the image of linux/arm64: every program complains, and starts without it.',
    cure: /^Name the library without its folder/,
  },
  {
    verdict: { rule: 'same-layers', platforms: platforms('linux/arm64,linux/amd64') },
    what: 'linux/arm64 and linux/amd64 have the same programs, layer by layer.',
    cure: /last stage of the Dockerfile/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'missing', program: 'serve' },
    what: 'the image of linux/arm64 starts serve, which is not in it.',
    cure: /^Copy it into the image/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'no program' },
    what: 'the image of linux/arm64 starts /usr/bin/app, which is neither a program nor a script.',
    cure: /^Begin a script with #!/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'empty' },
    what: 'the image of linux/arm64 starts /usr/bin/app, which is empty.',
    cure: /curl --fail/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'cut off' },
    what: 'the image of linux/arm64 starts /usr/bin/app, which is cut off: its header names more than the file has.',
    cure: /curl --fail, a checksum/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'no execute bit' },
    what: 'the image of linux/arm64 starts /usr/bin/app, which nobody may execute.',
    cure: /^Copy it with COPY --chmod=755/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'other format', format: 'Windows program' },
    what: 'the image of linux/arm64 starts /usr/bin/app, which is a Windows program.',
    cure: /^Build it for linux\/arm64 \(GOOS=linux\)/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'other format', format: 'Unix script' },
    what: 'the image of linux/arm64 starts /usr/bin/app, which is a Unix script.',
    cure: /^Start it by the program that runs it, or write it for cmd or PowerShell\./,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'other format', format: 'error message' },
    what: 'the image of linux/arm64 starts /usr/bin/app, which is an error message.',
    cure: /^The address answered with something else/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'other format', format: 'Git LFS pointer' },
    what: 'the image of linux/arm64 starts /usr/bin/app, which is a Git LFS pointer.',
    cure: /lfs: true/,
  },
  {
    verdict: { rule: 'interpreter', of: 'script', interpreter: '/bin/bash', endsInCr: false },
    what: 'the script /usr/bin/app needs /bin/bash, which is not in the image of linux/arm64.',
    cure: /^Install \/bin\/bash, /,
  },
  {
    verdict: { rule: 'interpreter', of: 'script', interpreter: '/bin/sh\\x0d', endsInCr: true },
    what: 'the script /usr/bin/app needs /bin/sh\\x0d, which is not in the image of linux/arm64.',
    cure: /line ends of Windows/,
  },
  {
    verdict: { rule: 'interpreter', of: 'program', interpreter: '/lib/ld-musl-aarch64.so.1' },
    what: '/usr/bin/app needs the loader /lib/ld-musl-aarch64.so.1, which is not in the image of linux/arm64.',
    cure: /^It was built on Alpine/,
  },
  {
    verdict: { rule: 'interpreter', of: 'program', interpreter: '/lib/ld-linux-aarch64.so.1' },
    what: '/usr/bin/app needs the loader /lib/ld-linux-aarch64.so.1, which is not in the image of linux/arm64.',
    cure: /^It was built with glibc/,
  },
  {
    verdict: { rule: 'library', library: 'libz.so.1', loadedBy: '' },
    what: '/usr/bin/app needs libz.so.1, which is in no folder of the image of linux/arm64 where its loader looks.',
    cure: /^Install the package that has the library/,
  },
  {
    verdict: { rule: 'library', library: 'libz.so.1', loadedBy: '/srv/app' },
    what: '/usr/bin/app, which /srv/app loads, needs libz.so.1, which is in no folder of the image of linux/arm64 where its loader looks.',
    cure: /^Install the package that has the library/,
  },
  {
    verdict: { rule: 'module', language: 'Python', library: 'libGL.so.1', others: 0 },
    what: '/usr/bin/app needs libGL.so.1, which is not in the image of linux/arm64: Python cannot load it.',
    cure: /^Install the packages that have the libraries, .* verify-ignore\.$/,
  },
  {
    verdict: { rule: 'module', language: 'Node.js', library: 'libc.musl-x86_64.so.1', others: 0 },
    what: '/usr/bin/app needs libc.musl-x86_64.so.1, which is not in the image of linux/arm64: Node.js cannot load it.',
    cure: /^It was compiled for another C library: install its package on what the image is made of/,
  },
  {
    verdict: { rule: 'module', language: 'Ruby', library: 'libpq.so.5', others: 1 },
    what: '/usr/bin/app needs libpq.so.5, which is not in the image of linux/arm64: Ruby cannot load it; 1 more file lacks a library, too.',
    cure: /^Install/,
  },
  {
    verdict: { rule: 'skipped', skipped: 'programs' },
    what: 'the programs of linux/arm64 were not looked at: they are no ELF files.',
    cure: /^$/,
  },
  {
    verdict: { rule: 'skipped', skipped: 'missing files' },
    what: 'missing files were not looked for in linux/arm64: it has more files than can be kept in memory.',
    cure: /^$/,
  },
  {
    verdict: { rule: 'skipped', skipped: 'foreign layer' },
    what: `the layer ${LAYER} was not looked at: it is fetched from elsewhere and never pushed.`,
    cure: /^$/,
  },
]

describe('a finding says', () => {
  test.each(ROWS)('$verdict.rule: $what', ({ verdict, what, cure }) => {
    expect(describeFinding(finding({ verdict }))).toEqual({ what, cure: expect.stringMatching(cure) })
  })

  test.each([
    { where: 'of a layer', layer: LAYER, what: '7 more of this kind are in the same layer as /a.' },
    { where: 'of several layers', layer: '', what: '7 more are not told one by one.' },
  ])('how many more there are $where', ({ layer, what }) => {
    const more = { count: 7, example: '/a' }
    expect(describeFinding(finding({ layer, more })).what).toBe(what)
  })
})

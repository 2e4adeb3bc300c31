import { describe, expect, test } from '@jest/globals'
import { parsePlatform } from '../../src/platforms/platform.ts'
import type { Reason, Verdict } from '../../src/verify/finding.ts'
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
  actual: 'amd64',
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
    cure: /^Install the packages in a stage that runs on the target platform .* add this line to verify-ignore: \/app\/numpy$/,
  },
  {
    verdict: { ...PACKAGE, problem: 'built' },
    what: '/usr/bin/app is for amd64, not for linux/arm64: it was compiled or fetched when the wheel numpy (/app/numpy-2.dist-info/WHEEL) was installed on another machine.',
    cure: /^Install the packages in a stage that runs on the target platform /,
  },
  {
    verdict: { ...PACKAGE, problem: 'helper', claimed: [] },
    what: 'the wheel numpy does not say that it is for another machine (/app/numpy-2.dist-info/WHEEL), but /usr/bin/app in it is for amd64, not for linux/arm64.',
    cure: /^If it is needed, look for a version of the package that supports linux\/arm64\./,
  },
  {
    verdict: { ...PACKAGE, problem: 'other libc', claimed: ['glibc'], actual: 'musl' },
    what: 'the wheel numpy is for glibc, as /app/numpy-2.dist-info/WHEEL says, but the image for linux/arm64 has musl.',
    cure: /^Install it on the distribution of the image: /,
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
    verdict: { rule: 'index', problem: 'not requested' },
    what: 'the index has linux/arm64, which was not requested.',
    cure: /nothing else pushes to this image/,
  },
  {
    verdict: { rule: 'config', problem: 'no image manifest', digest: 'sha256:1' },
    what: 'the manifest sha256:1 of linux/arm64 is not an image manifest.',
    cure: PUSH_AGAIN,
  },
  {
    verdict: { rule: 'config', problem: 'impossible digest', document: 'manifest', digest: 'x' },
    what: 'the manifest has the invalid digest "x".',
    cure: PUSH_AGAIN,
  },
  {
    verdict: { rule: 'config', problem: 'other bytes', document: 'config', digest: 'sha256:1' },
    what: 'the config sha256:1 does not match its digest.',
    cure: PUSH_AGAIN,
  },
  {
    verdict: {
      ...({ rule: 'config', problem: 'other size', document: 'config', digest: 'sha256:1' } as const),
      ...{ actual: 16, expected: 5 },
    },
    what: 'the config sha256:1 has 16 bytes, not 5 as its descriptor says.',
    cure: PUSH_AGAIN,
  },
  {
    verdict: { rule: 'config', problem: 'impossible layer', digest: 'config x' },
    what: 'the manifest has a layer with an invalid digest or size: "config x".',
    cure: PUSH_AGAIN,
  },
  {
    verdict: { rule: 'config', problem: 'layer count', inManifest: 2, inConfig: 3 },
    what: 'the manifest lists 2 layers, but the config lists 3.',
    cure: BASE_IMAGE,
  },
  {
    verdict: { rule: 'config', problem: 'no platform' },
    what: 'the config of linux/arm64 names no platform.',
    cure: BASE_IMAGE,
  },
  {
    verdict: { rule: 'config', problem: 'other platform', actual: 'linux/amd64' },
    what: "the index says linux/arm64, but the image's config says linux/amd64.",
    cure: BASE_IMAGE,
  },
  {
    verdict: { rule: 'layer', problem: 'damaged', why: 'it ends early' },
    what: `the layer ${LAYER} is damaged or cannot be checked: it ends early.`,
    cure: BUILD_AGAIN,
  },
  {
    verdict: { rule: 'layer', problem: 'too many files' },
    what: `the layer ${LAYER} is damaged or cannot be checked: it has more files than fit into memory.`,
    cure: BUILD_AGAIN,
  },
  {
    verdict: { rule: 'layer', problem: 'other hash', actual: digestOf('2'), expected: digestOf('3') },
    what: `the layer ${LAYER} unpacks to ${digestOf('2')}, but the config says ${digestOf('3')}.`,
    cure: BUILD_AGAIN,
  },
  {
    verdict: { rule: 'layer', problem: 'other hash', actual: digestOf('2'), expected: 'sha512:1' },
    what: `the layer ${LAYER} unpacks to ${digestOf('2')}, but the config says "sha512:1", which is not a sha256 digest.`,
    cure: BUILD_AGAIN,
  },
  {
    verdict: { rule: 'layer', problem: 'path outside' },
    what: '/usr/bin/app points outside the image, or is too long.',
    cure: /^Leave it out of the layer\.$/,
  },
  {
    verdict: { rule: 'layer', problem: 'path without parent' },
    what: '/usr/bin/app cannot be unpacked: the folder or file that it needs is missing.',
    cure: BUILD_AGAIN,
  },
  {
    verdict: { rule: 'layer', problem: 'image too large', why: 'it has too many files' },
    what: 'linux/arm64 cannot be checked: it has too many files.',
    cure: /^Make the image smaller/,
  },
  { verdict: MACHINE, what: '/usr/bin/app is for amd64, not for linux/arm64.', cure: FOR_PLATFORM },
  {
    verdict: { ...MACHINE, reason: { kind: 'started' }, fit: 'doubtful' },
    what: '/usr/bin/app, which the image starts, is for amd64, not for linux/arm64; not every linux/arm64 machine can run that.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'no image' }, machine: 'BPF', fit: 'device' },
    what: '/usr/bin/app is for BPF, which no image for linux/arm64 runs.',
    cure: /^$/,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'no image' }, machine: 'sparc', files: 42, isMixed: true },
    what: '/usr/bin/app and 41 more files are for sparc and other machines, which no image for linux/arm64 runs.',
    cure: /^$/,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'ignored' } },
    what: '/usr/bin/app, which the image for linux/arm64 starts, is for another machine, but verify-ignore excludes it.',
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
    what: '/usr/bin/app is for amd64, not for linux/arm64; the link /bin/x in PATH points to it.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'loader folder' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; the loader searches its folder for libraries.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'foreign triple', triple: 'x86_64-linux-gnu' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; the folder x86_64-linux-gnu looks like a copy from an image for that machine.',
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
    what: '/usr/bin/app is for amd64, not for linux/arm64; its name says so, and it has no counterpart for the platform.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'program folder', folder: 'bin' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; it is in the folder bin, and nothing explains why.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'only machine', folder: '/opt/sdk' }, ignore: '/opt/sdk' },
    what: '/usr/bin/app is for amd64, not for linux/arm64; the SDK in /opt/sdk is published for no other machine.',
    cure: /^Leave it out of the image for linux\/arm64, .* add this line to verify-ignore: \/opt\/sdk$/,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'working folder', folder: '/srv' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; it is below /srv, where the image runs.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { ...MACHINE, reason: { kind: 'beside the start' } },
    what: '/usr/bin/app is for amd64, not for linux/arm64; it is next to what the image starts.',
    cure: FOR_PLATFORM,
  },
  {
    verdict: { rule: 'arm-version', needed: 7 },
    what: '/usr/bin/app needs arm/v7, but the platform is linux/arm64.',
    cure: /^Compile it for linux\/arm64, .* add this line to verify-ignore: \/usr\/bin\/app$/,
  },
  {
    verdict: { rule: 'x86-level', needed: 3 },
    what: '/usr/bin/app needs x86-64-v3, but the platform is linux/arm64.',
    cure: /GOAMD64=v1.* linux\/amd64\/v3\. .* add this line to verify-ignore: \/usr\/bin\/app$/,
  },
  {
    verdict: { rule: 'go-setting', setting: 'GOARM64=v9.0' },
    what: '/usr/bin/app was compiled with GOARM64=v9.0, which not every linux/arm64 machine supports.',
    cure: /^Compile it without GOARM64, .* verify-ignore: \/usr\/bin\/app$/,
  },
  {
    verdict: { rule: 'float', loader: '/lib/ld-linux.so.3' },
    what: '/usr/bin/app passes floating-point numbers differently from its loader /lib/ld-linux.so.3.',
    cure: /^Compile the program and the C library both for hard float/,
  },
  {
    verdict: { rule: 'system', format: 'macOS program', as: 'program' },
    what: '/usr/bin/app is a macOS program, and is in the PATH of the image for linux/arm64.',
    cure: /^Build it for linux\/arm64 \(GOOS=linux.* add this line to verify-ignore: \/usr\/bin\/app$/,
  },
  {
    verdict: { rule: 'system', format: 'macOS program', as: 'library' },
    what: '/usr/bin/app is a macOS program, and is in a library folder of the image for linux/arm64.',
    cure: /^Build it for linux\/arm64 /,
  },
  {
    verdict: { rule: 'system', format: 'packed archive', as: 'program' },
    what: '/usr/bin/app is a packed archive, and is in the PATH of the image for linux/arm64.',
    cure: /^Unpack it, .* add this line to verify-ignore: \/usr\/bin\/app$/,
  },
  {
    verdict: { rule: 'system', format: 'truncated file', as: 'program' },
    what: '/usr/bin/app is a truncated file, and is in the PATH of the image for linux/arm64.',
    cure: /^Copy or download it again, .* add this line to verify-ignore: \/usr\/bin\/app$/,
  },
  {
    verdict: { rule: 'preload', library: '/usr/lib/libx.so', by: 'LD_PRELOAD' },
    what: 'LD_PRELOAD names /usr/lib/libx.so, which is not in the image for linux/arm64: every program prints an error, and starts without it.',
    cure: /^Name the library without its folder/,
  },
  {
    verdict: { rule: 'same-layers', platforms: platforms('linux/arm64,linux/amd64') },
    what: 'linux/arm64 and linux/amd64 have the same programs, layer by layer.',
    cure: /last stage of the Dockerfile/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'missing', program: 'serve' },
    what: 'the image for linux/arm64 starts serve, which is not in it.',
    cure: /^Copy it into the image/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'no program' },
    what: 'the image for linux/arm64 starts /usr/bin/app, which is neither a program nor a script.',
    cure: /^Begin a script with #!/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'empty' },
    what: 'the image for linux/arm64 starts /usr/bin/app, which is empty.',
    cure: /curl --fail/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'truncated' },
    what: 'the image for linux/arm64 starts /usr/bin/app, which is truncated: its header describes more than the file contains.',
    cure: /curl --fail, a checksum/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'no execute bit' },
    what: 'the image for linux/arm64 starts /usr/bin/app, which is not executable.',
    cure: /^Copy it with COPY --chmod=755/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'other format', format: 'Windows program' },
    what: 'the image for linux/arm64 starts /usr/bin/app, which is a Windows program.',
    cure: /^Build it for linux\/arm64 \(GOOS=linux\)/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'other format', format: 'Unix script' },
    what: 'the image for linux/arm64 starts /usr/bin/app, which is a Unix script.',
    cure: /^Start it with its interpreter, or rewrite it for cmd or PowerShell\./,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'other format', format: 'error message' },
    what: 'the image for linux/arm64 starts /usr/bin/app, which is an error message.',
    cure: /^The URL returned something else/,
  },
  {
    verdict: { rule: 'entrypoint', problem: 'other format', format: 'Git LFS pointer' },
    what: 'the image for linux/arm64 starts /usr/bin/app, which is a Git LFS pointer.',
    cure: /lfs: true/,
  },
  {
    verdict: { rule: 'interpreter', of: 'script', interpreter: '/bin/bash', endsInCr: false },
    what: 'the script /usr/bin/app needs /bin/bash, which is not in the image for linux/arm64.',
    cure: /^Install \/bin\/bash, /,
  },
  {
    verdict: { rule: 'interpreter', of: 'script', interpreter: '/bin/sh\\x0d', endsInCr: true },
    what: 'the script /usr/bin/app needs /bin/sh\\x0d, which is not in the image for linux/arm64.',
    cure: /Windows line endings/,
  },
  {
    verdict: { rule: 'interpreter', of: 'program', interpreter: '/lib/ld-musl-aarch64.so.1' },
    what: '/usr/bin/app needs the loader /lib/ld-musl-aarch64.so.1, which is not in the image for linux/arm64.',
    cure: /^It was built on Alpine/,
  },
  {
    verdict: { rule: 'interpreter', of: 'program', interpreter: '/lib/ld-linux-aarch64.so.1' },
    what: '/usr/bin/app needs the loader /lib/ld-linux-aarch64.so.1, which is not in the image for linux/arm64.',
    cure: /^It was built with glibc/,
  },
  {
    verdict: { rule: 'library', library: 'libz.so.1', loadedBy: '' },
    what: '/usr/bin/app needs libz.so.1, which its loader cannot find in the image for linux/arm64.',
    cure: /^Install the package that provides the library/,
  },
  {
    verdict: { rule: 'library', library: 'libz.so.1', loadedBy: '/srv/app' },
    what: '/usr/bin/app, which /srv/app loads, needs libz.so.1, which its loader cannot find in the image for linux/arm64.',
    cure: /^Install the package that provides the library/,
  },
  {
    verdict: { rule: 'module', language: 'Python', library: 'libGL.so.1', others: 0 },
    what: '/usr/bin/app needs libGL.so.1, which is not in the image for linux/arm64: Python cannot load it.',
    cure: /^Install the packages that provide the libraries, .* verify-ignore\.$/,
  },
  {
    verdict: { rule: 'module', language: 'Node.js', library: 'libc.musl-x86_64.so.1', others: 0 },
    what: '/usr/bin/app needs libc.musl-x86_64.so.1, which is not in the image for linux/arm64: Node.js cannot load it.',
    cure: /^It was compiled for another C library: install its package on the distribution of the image/,
  },
  {
    verdict: { rule: 'module', language: 'Ruby', library: 'libpq.so.5', others: 1 },
    what: '/usr/bin/app needs libpq.so.5, which is not in the image for linux/arm64: Ruby cannot load it; 1 more file also lacks a library.',
    cure: /^Install/,
  },
  {
    verdict: { rule: 'skipped', skipped: 'programs' },
    what: 'the programs of linux/arm64 were not checked: they are not ELF files.',
    cure: /^$/,
  },
  {
    verdict: { rule: 'skipped', skipped: 'missing files' },
    what: 'linux/arm64 was not checked for missing files: it has more files than fit into memory.',
    cure: /^$/,
  },
  {
    verdict: { rule: 'skipped', skipped: 'foreign layer' },
    what: `the layer ${LAYER} was not checked: it is fetched from elsewhere and never pushed.`,
    cure: /^$/,
  },
]

describe('a finding says', () => {
  test.each(ROWS)('$verdict.rule: $what', ({ verdict, what, cure }) => {
    expect(describeFinding(finding({ verdict }))).toEqual({ what, cure: expect.stringMatching(cure) })
  })

  test.each([
    { where: 'of a layer', layer: LAYER, what: '7 more of this kind are in the same layer as /a.' },
    { where: 'of several layers', layer: '', what: '7 more are not listed one by one.' },
  ])('how many more there are $where, and the cure of each', ({ layer, what }) => {
    const more = { count: 7, example: '/a' }
    const { cure } = describeFinding(finding({ layer }))
    expect(describeFinding(finding({ layer, more }))).toEqual({ what, cure })
  })

  test.each([
    { files: 1, subject: '/usr/bin/app is' },
    { files: 2, subject: '/usr/bin/app and 1 more file are' },
    { files: 3, subject: '/usr/bin/app and 2 more files are' },
  ])('how many files it stands for: $files', ({ files, subject }) => {
    const whatFor = (reason: Reason): string =>
      describeFinding(finding({ verdict: { ...MACHINE, reason, files } })).what
    expect(whatFor({ kind: 'elsewhere' })).toBe(`${subject} for amd64, not for linux/arm64.`)
    expect(whatFor({ kind: 'no image' })).toBe(`${subject} for amd64, which no image for linux/arm64 runs.`)
  })

  test.each(['elsewhere', 'in a set', 'explained'] as const)('no evidence if the file is %s', (kind) => {
    const { what } = describeFinding(finding({ verdict: { ...MACHINE, reason: { kind } } }))
    expect(what).toBe('/usr/bin/app is for amd64, not for linux/arm64.')
  })

  test('the machines of mixed files', () => {
    const { what } = describeFinding(finding({ verdict: { ...MACHINE, files: 5, isMixed: true } }))
    expect(what).toBe('/usr/bin/app and 4 more files are for amd64 and other machines, not for linux/arm64.')
  })
})

test.each([
  { format: 'wheel', is: 'wheel' },
  { format: 'npm', is: 'npm package' },
  { format: 'gem', is: 'gem' },
  { format: 'egg', is: 'egg' },
  { format: 'terraform provider', is: 'Terraform provider' },
  { format: 'dotnet', is: '.NET application' },
  { format: 'nuget', is: 'NuGet package' },
  { format: 'conda', is: 'conda package' },
  { format: 'dpkg', is: 'Debian package' },
  { format: 'apk', is: 'Alpine package' },
  { format: 'prisma', is: 'Prisma engine' },
  { format: 'python module', is: 'Python module' },
  { format: 'node module', is: 'Node module' },
] as const)('a package of the format $format is called $is', ({ format, is }) => {
  const verdict = { ...PACKAGE, format, problem: 'other libc', claimed: ['glibc', 'musl'] } as const
  expect(describeFinding(finding({ verdict })).what).toBe(
    `the ${is} numpy is for glibc and musl, as /app/numpy-2.dist-info/WHEEL says, but the image for linux/arm64 has amd64.`,
  )
})

test('a package for several machines names all of them', () => {
  const claimed = ['linux/amd64', 'linux/386']
  const verdict = { ...PACKAGE, problem: 'other machine', claimed } as const
  expect(describeFinding(finding({ verdict })).what).toBe(
    'the wheel numpy is for linux/amd64 and linux/386, as /app/numpy-2.dist-info/WHEEL says, not for linux/arm64: /usr/bin/app.',
  )
})

const BUILD = 'Build it for linux/arm64 (GOOS=linux), or download the file for Linux.'
const DOWNLOAD =
  'The URL returned something else: correct it, and make such a download fail (curl --fail --location, a checksum).'

describe('a file in another format', () => {
  test.each([
    { format: 'Linux program', is: 'a Linux program', cure: BUILD },
    { format: 'Windows program', is: 'a Windows program', cure: BUILD },
    { format: 'macOS program', is: 'a macOS program', cure: BUILD },
    {
      format: 'Unix script',
      is: 'a Unix script',
      cure: 'Start it with its interpreter, or rewrite it for cmd or PowerShell.',
    },
    { format: 'HTML page', is: 'an HTML page', cure: DOWNLOAD },
    { format: 'JSON text', is: 'a JSON text', cure: DOWNLOAD },
    { format: 'error message', is: 'an error message', cure: DOWNLOAD },
    { format: 'packed archive', is: 'a packed archive', cure: 'Unpack it, and copy the program from it.' },
    {
      format: 'Git LFS pointer',
      is: 'a Git LFS pointer',
      cure: 'Check out the repository with its LFS files (lfs: true in actions/checkout).',
    },
  ] as const)('is $is, and has the cure for it', ({ format, is, cure }) => {
    const inPath = finding({ verdict: { rule: 'system', format, as: 'program' } })
    expect(describeFinding(inPath)).toEqual({
      what: `/usr/bin/app is ${is}, and is in the PATH of the image for linux/arm64.`,
      cure: `${cure} If it belongs there, add this line to verify-ignore: /usr/bin/app`,
    })
    const started = finding({
      severity: 'warning',
      verdict: { rule: 'entrypoint', problem: 'other format', format },
    })
    expect(describeFinding(started)).toEqual({
      what: `the image for linux/arm64 starts /usr/bin/app, which is ${is}.`,
      cure,
    })
  })

  test.each([
    {
      on: 'windows/amd64',
      cure: 'Build it for windows/amd64 (GOOS=windows), or download the file for Windows.',
    },
    { on: 'darwin/arm64', cure: 'Build it for darwin/arm64 (GOOS=darwin), or download the file for macOS.' },
    {
      on: 'freebsd/arm64',
      cure: 'Build it for freebsd/arm64 (GOOS=freebsd), or download the file for freebsd.',
    },
  ])('is built or downloaded for the system of $on', ({ on, cure }) => {
    const verdict = { rule: 'entrypoint', problem: 'other format', format: 'Linux program' } as const
    const platform = parsePlatform(on)
    expect(describeFinding(finding({ severity: 'warning', platform, verdict })).cure).toBe(cure)
  })
})

const OTHER_LIBC =
  'It was compiled for another C library: install its package on the distribution of the image (Alpine has musl, nearly all others have glibc).'
const INSTALL =
  'Install the packages that provide the libraries, or copy the libraries from the stage that built the modules.'

test.each([
  { library: 'libc.musl-x86_64.so.1', cure: OTHER_LIBC },
  { library: 'ld-musl-x86_64.so.1', cure: OTHER_LIBC },
  { library: 'libc.so', cure: OTHER_LIBC },
  { library: 'ld-linux-aarch64.so.1', cure: OTHER_LIBC },
  { library: 'libc.so.6', cure: INSTALL },
  { library: 'mylibc.so', cure: INSTALL },
  { library: 'libcxso', cure: INSTALL },
  { library: 'libcxmusl-x86_64.so.1', cure: INSTALL },
  { library: 'libz.so.1', cure: INSTALL },
])('modules that lack $library: $cure', ({ library, cure }) => {
  const verdict = { rule: 'module', language: 'Python', library, others: 2 } as const
  expect(describeFinding(finding({ verdict }))).toEqual({
    what: `/usr/bin/app needs ${library}, which is not in the image for linux/arm64: Python cannot load it; 2 more files also lack a library.`,
    cure: `${cure} If nothing imports them, leave them out, or add their paths to verify-ignore.`,
  })
})

test.each([
  { verdict: { rule: 'entrypoint', problem: 'empty' } },
  { verdict: { rule: 'interpreter', of: 'program', interpreter: '/lib/ld-linux-aarch64.so.1' } },
] as const)('$verdict.rule: only an error says how to exclude the file', ({ verdict }) => {
  const { cure } = describeFinding(finding({ severity: 'warning', verdict }))
  expect(describeFinding(finding({ severity: 'error', verdict })).cure).toBe(
    `${cure} If it belongs there, add this line to verify-ignore: /usr/bin/app`,
  )
  expect(cure).not.toContain('verify-ignore')
})

/** What the metadata files of distributions, conda, .NET and wheels say, field by field. */
import { describe, expect, test } from '@jest/globals'
import { deps, wheelText } from '../../../e2e/recipes/metadata.ts'
import type { Metadata } from '../../../src/verify/packages/claim.ts'
import { ownerOf, ownerTable, pathHash } from '../../../src/verify/packages/owners.ts'
import { metadataFormat } from '../../../src/verify/packages/packages.ts'
import { normalisedName } from '../../../src/verify/packages/wheel.ts'

function read(path: string, text: string): Metadata | undefined {
  return metadataFormat(path)?.read(text, path)
}

/** The hashes of paths, in the order of a metadata file. */
const hashes = (...paths: readonly string[]): Float64Array =>
  Float64Array.from(paths, (path) => pathHash(path))

describe("dpkg's status", () => {
  const archs = (text: string) => {
    const metadata = read('var/lib/dpkg/status', text)
    return metadata?.has === 'database' ? Object.fromEntries(metadata.archs) : metadata
  }

  test.each([
    {
      what: 'fields with blanks',
      text: 'Package:  x \nArchitecture:  amd64 \n',
      is: { 'x:amd64': 'amd64', x: 'amd64' },
    },
    {
      what: 'fields without an end',
      text: 'Package: x\nArchitecture: all',
      is: { 'x:all': 'all', x: 'all' },
    },
    { what: 'no package', text: 'Architecture: amd64\n', is: undefined },
    { what: 'no architecture', text: 'Package: x\n', is: undefined },
    { what: 'lines of a description', text: 'Package: x\n Architecture: amd64\n', is: undefined },
    { what: 'nothing', text: '', is: undefined },
  ])('$what', ({ text, is }) => {
    expect(archs(text)).toEqual(is)
  })
})

describe('lists of files', () => {
  test.each([
    { what: 'each line', text: '/.\n/usr/bin/x\n', paths: ['/.', '/usr/bin/x'] },
    { what: 'the last line', text: '/usr/bin/x', paths: ['/usr/bin/x'] },
    { what: 'no empty lines', text: '\n/a\n\n', paths: ['/a'] },
    {
      what: 'no data',
      text:
        ['doc', 'man', 'locale', 'icons'].map((name) => `/usr/share/${name}/x\n`).join('') +
        '/usr/include/x\n/a\n',
      paths: ['/a'],
    },
    {
      what: 'other data',
      text: '/usr/share/x/doc/\n/usr/share/doc\n',
      paths: ['/usr/share/x/doc/', '/usr/share/doc'],
    },
    { what: 'nothing', text: '', paths: [] },
  ])('of dpkg have $what', ({ text, paths }) => {
    expect(read('var/lib/dpkg/info/x.list', text)).toEqual({
      ...{ kind: 'package', has: 'paths', pathHashes: hashes(...paths) },
    })
  })

  test('with checksums have paths with and without their root', () => {
    const sum = '0'.repeat(32)
    const text = `${sum}  usr/bin/a\n${sum}  ./usr/bin/b\n\n${sum}  /usr/bin/c\n`
    expect(read('var/lib/dpkg/status.d/x.md5sums', text)).toEqual({
      ...{ kind: 'package', has: 'paths', pathHashes: hashes('/usr/bin/a', '/usr/bin/b', '/usr/bin/c') },
    })
  })

  test.each(['var/lib/dpkg/arch', 'etc/apk/arch'])('of architectures: %s', (path) => {
    expect(read(path, 'amd64\n armhf \n')).toEqual({ kind: 'package', has: 'archs', archs: ['amd64', 'arm'] })
  })

  test('of architectures are in that place only', () => {
    expect(metadataFormat('etc/apk/arch/arch')).toBeUndefined()
  })
})

describe("apk's database", () => {
  const owners = (text: string) => {
    const metadata = read('lib/apk/db/installed', text)
    return metadata?.has === 'database'
      ? metadata.owners.map(({ claim, pathHashes }) => [claim.name, claim.archs, pathHashes])
      : metadata
  }

  test.each([
    {
      what: 'a paragraph for each package',
      text: 'P:a\nA:x86_64\nF:lib\nR:x\n\nP:b\nA:noarch\nR:y\n',
      is: [
        ['a', ['amd64'], hashes('/lib/x')],
        ['b', [], hashes('/y')],
      ],
    },
    {
      what: 'several folders',
      text: 'P:a\nA:x86\nF:lib\nR:x\nF:\nR:y\nF:usr/bin\nR:z\n\n',
      is: [['a', ['386'], hashes('/lib/x', '/y', '/usr/bin/z')]],
    },
    { what: 'no package without a name', text: 'A:x86_64\nF:lib\nR:x\n\n', is: undefined },
    { what: 'nothing', text: '', is: undefined },
  ])('has $what', ({ text, is }) => {
    expect(owners(text)).toEqual(is)
  })

  test('has the architectures of the packages', () => {
    const metadata = read('lib/apk/db/installed', 'P:a\nA:x86_64\n\nP:b\nA:noarch\n\n')
    expect(metadata?.has === 'database' && Object.fromEntries(metadata.archs)).toEqual({
      ...{ a: 'x86_64', b: 'noarch' },
    })
  })
})

describe('records of conda', () => {
  const PATH = 'opt/conda/conda-meta/x-1.json'

  test.each([
    { subdir: 'linux-64', systems: ['linux'], archs: ['amd64'] },
    { subdir: 'linux-32', systems: ['linux'], archs: ['386'] },
    { subdir: 'linux-ppc64le', systems: ['linux'], archs: ['ppc64le'] },
    { subdir: 'osx-arm64', systems: ['darwin'], archs: ['arm64'] },
    { subdir: 'win-64', systems: ['windows'], archs: ['amd64'] },
    { subdir: 'noarch', systems: [], archs: [] },
  ])('for $subdir', ({ subdir, systems, archs }) => {
    expect(read(PATH, JSON.stringify({ name: 'x', subdir, files: ['bin/x', 1, 'lib/y'] }))).toEqual({
      ...{ kind: 'package', has: 'claim', parts: [] },
      ...{ claim: { format: 'conda', name: 'x', systems, archs, libcs: [] } },
      pathHashes: hashes('/opt/conda/bin/x', '/opt/conda/lib/y'),
    })
  })

  test.each(['{"name":"x"}', '{"subdir":"linux-64"}', '{}', '['])('may be useless: %s', (text) => {
    expect(read(PATH, text)).toBeUndefined()
  })
})

describe('dependencies of .NET', () => {
  const claim = (text: string) => {
    const metadata = read('srv/app/My.App.deps.json', text)
    return metadata?.has === 'claim' ? metadata.claim : undefined
  }

  test.each([
    ...['linux', 'debian.9', 'rhel.8', 'ubuntu.22.04'].map((name) => ({
      rid: `${name}-x64`,
      system: 'linux',
    })),
    { rid: 'win-x64', system: 'windows' },
    ...['win7', 'win81', 'win10'].map((name) => ({ rid: `${name}-x64`, system: 'windows' })),
    { rid: 'osx.12-x64', system: 'darwin' },
    ...['freebsd', 'illumos', 'solaris', 'android', 'browser', 'wasi', 'haiku'].map((name) => ({
      ...{ rid: `${name}-x64`, system: name },
    })),
    ...['ios', 'iossimulator', 'tvos', 'tvossimulator', 'maccatalyst'].map((name) => ({
      ...{ rid: `${name}-x64`, system: name },
    })),
  ])('for $rid: $system', ({ rid, system }) => {
    expect(claim(deps(`.NETCoreApp,Version=v8.0/${rid}`))).toEqual({
      ...{ format: 'dotnet', name: 'My.App', systems: [system], archs: ['amd64'], libcs: [] },
    })
  })

  test.each([
    { rid: 'linux', archs: [], libcs: [] },
    { rid: 'linux-musl', archs: [], libcs: ['musl'] },
    { rid: 'linux-bionic', archs: [], libcs: [] },
    { rid: 'linux-bionic-arm64', archs: ['arm64'], libcs: [] },
    { rid: 'win10-x64-aot', archs: ['amd64'], libcs: [] },
    { rid: 'linux-musl-arm64', archs: ['arm64'], libcs: ['musl'] },
    { rid: 'alpine.3.18-arm', archs: ['arm'], libcs: ['musl'] },
  ])('for $rid: $archs, $libcs', ({ rid, archs, libcs }) => {
    expect(claim(deps(`.NETCoreApp,Version=v8.0/${rid}`))).toMatchObject({ archs, libcs })
  })

  const FRAMEWORK = '.NETCoreApp,Version=v8.0'
  const asset = (rid: string, assetType = 'native') => ({ rid, assetType })
  /** The native libraries of a package of NuGet: system, machines and paths. */
  const parts = (runtimeTargets: Readonly<Record<string, unknown>>) => {
    const targets = { [FRAMEWORK]: { 'A/1.0': { runtimeTargets }, 'B/1.0': {} } }
    const metadata = read('app/X.deps.json', JSON.stringify({ runtimeTarget: { name: FRAMEWORK }, targets }))
    const owners = metadata?.has === 'claim' ? metadata.parts : []
    return owners.map((part) => [
      part.claim.name,
      ...part.claim.systems,
      ...part.claim.archs,
      part.pathHashes,
    ])
  }

  test.each([
    {
      what: 'by machine',
      assets: { 'x/a.so': asset('linux-x64'), 'y/a.so': asset('linux-arm64'), 'x/b.so': asset('linux-x64') },
      is: [
        ['A', 'linux', 'amd64', hashes('/app/x/a.so', '/app/x/b.so')],
        ['A', 'linux', 'arm64', hashes('/app/y/a.so')],
      ],
    },
    { what: 'but no managed code', assets: { 'x/a.dll': asset('linux-x64', 'runtime') }, is: [] },
    {
      what: 'but none for other systems',
      assets: {
        ...{ 'x/a.dll': asset('win-x64'), 'y/a.so': asset('linux-x64') },
        ...{ 'z/a.dll': asset('win10-arm64'), 'z/a.dylib': asset('maccatalyst-arm64') },
      },
      is: [['A', 'linux', 'amd64', hashes('/app/y/a.so')]],
    },
    {
      what: 'but none if some are for all machines',
      assets: { 'x/a.so': asset('linux-x64'), 'y/a.so': asset('unix') },
      is: [],
    },
    {
      what: 'even if those for another system are for all machines',
      assets: { 'x/a.dll': asset('win'), 'y/a.so': asset('linux-x64') },
      is: [['A', 'linux', 'amd64', hashes('/app/y/a.so')]],
    },
  ])('list native libraries $what', ({ assets, is }) => {
    expect(parts(assets)).toEqual(is)
  })
})

describe('a wheel', () => {
  const PATH = 'lib/site-packages/my_pkg-1.0.dist-info/WHEEL'
  const claim = (text: string) => {
    const metadata = read(PATH, text)
    return metadata?.has === 'claim' ? metadata.claim : undefined
  }
  const ABI = 'cp312-cp312-linux_x86_64'
  const NO_ABI = 'py3-none-linux_x86_64'

  test.each([
    { tags: [ABI], is: true },
    { tags: [NO_ABI], is: undefined },
    { tags: [ABI, NO_ABI], is: undefined },
    { tags: ['py3-none-any'], is: undefined },
  ])('is for an interpreter if all its tags have an ABI: $tags: $is', ({ tags, is }) => {
    expect(claim(wheelText(...tags))).toMatchObject({ format: 'wheel', name: 'my_pkg' })
    expect(claim(wheelText(...tags))?.isForInterpreter).toBe(is)
  })

  test.each([
    { what: 'without an end of the line', text: `Tag: ${ABI}`, archs: ['amd64'] },
    { what: 'with blanks and a CR', text: `Tag:  ${ABI} \r\nX: y\n`, archs: ['amd64'] },
    { what: 'without blanks', text: `Tag:${ABI}\n`, archs: ['amd64'] },
    { what: 'repeated', text: `Tag: ${ABI}\nTag: ${ABI}\n`, archs: ['amd64'] },
    { what: 'of another name', text: `My-Tag: ${ABI}\n`, archs: undefined },
    { what: 'with two parts', text: 'Tag: cp312-cp312\n', archs: undefined },
  ])('has tags $what', ({ text, archs }) => {
    expect(claim(text)?.archs).toEqual(archs)
  })

  test('lists a program in a folder below bin once', () => {
    expect(read('srv/lib/x-1.dist-info/RECORD', '../../bin/a/b,,\n')).toEqual({
      ...{ kind: 'package', has: 'paths', pathHashes: hashes('/bin/a/b') },
    })
  })

  test.each([
    { name: 'My__Pkg..x-_.y', is: 'my-pkg-x-y' },
    { name: 'pkg', is: 'pkg' },
  ])('has a normalised name: $name: $is', ({ name, is }) => {
    expect(normalisedName(name)).toBe(is)
  })
})

describe('the hash of a path', () => {
  const PATHS = Array.from({ length: 200 }, (_, at) => `/usr/lib/file-${at}.so`)

  test('has 53 bits', () => {
    const all = PATHS.map((path) => pathHash(path))
    expect(all.every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true)
    expect(new Set(all.map((hash) => hash % 2 ** 21)).size).toBeGreaterThan(190)
    expect(Math.max(...all)).toBeGreaterThan(2 ** 52)
  })

  test('leaves out the leading slash, also of a path within a text', () => {
    expect(pathHash('usr/x')).toBe(pathHash('/usr/x'))
    expect(pathHash('a\n/usr/x\nb', 2, 8)).toBe(pathHash('/usr/x'))
  })

  test('finds the owner in a table of any size', () => {
    for (const count of [1, 2, 3, 170, 171, 200]) {
      const table = ownerTable([hashes(...PATHS.slice(0, count))])
      expect(PATHS.filter((path) => ownerOf(table, path) === 0)).toEqual(PATHS.slice(0, count))
    }
  })
})

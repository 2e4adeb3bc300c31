import { describe, expect, test } from '@jest/globals'
import { apkParagraph, conda, deps, paragraph, wheelText } from '../../../e2e/recipes/metadata.ts'
import type { Platform } from '../../../src/platforms/platform.ts'
import { parsePlatform } from '../../../src/platforms/platform.ts'
import { commonName } from '../../../src/verify/name-words.ts'
import { isBuiltInPlace } from '../../../src/verify/packages/built-in-place.ts'
import { type Claim, fitOfClaim } from '../../../src/verify/packages/claim.ts'
import { claimOfGem, claimOfName, FOLDER_FORMATS } from '../../../src/verify/packages/named-packages.ts'
import { readPackageJson } from '../../../src/verify/packages/npm.ts'
import { ownerOf, ownerTable, pathHash } from '../../../src/verify/packages/owners.ts'
import { metadataFormat } from '../../../src/verify/packages/packages.ts'
import { readRecord, readTopLevel } from '../../../src/verify/packages/wheel.ts'

/** A claim as text: `linux/amd64,arm64/musl`. */
function printed(claim: Claim | undefined): string {
  if (claim === undefined) return 'nothing'
  const parts = [claim.systems, claim.archs, claim.libcs].map((words) => words.join() || '*')
  return parts.join('/')
}

function claimIn(path: string, text: string): Claim | undefined {
  const metadata = metadataFormat(path)?.read(text, path)
  return metadata?.has === 'claim' ? metadata.claim : undefined
}

describe('wheels', () => {
  test.each([
    { tags: ['py3-none-any'], is: '*/*/*' },
    { tags: ['py2-none-any', 'py3-none-any'], is: '*/*/*' },
    {
      tags: ['cp312-cp312-manylinux_2_17_x86_64', 'cp312-cp312-manylinux2014_x86_64'],
      is: 'linux/amd64/glibc',
    },
    { tags: ['cp312-cp312-musllinux_1_2_aarch64'], is: 'linux/arm64/musl' },
    { tags: ['cp312-cp312-manylinux1_i686'], is: 'linux/386/glibc' },
    { tags: ['cp311-cp311-linux_armv7l'], is: 'linux/arm/*' },
    { tags: ['cp311-cp311-manylinux_2_31_armv7l'], is: 'linux/arm/v7/glibc' },
    { tags: ['cp311-cp311-musllinux_1_2_armv6l'], is: 'linux/arm/v6/musl' },
    { tags: ['py3-none-manylinux_2_31_riscv64'], is: 'linux/riscv64/glibc' },
    { tags: ['py3-none-manylinux_2_17_ppc64le.manylinux2014_ppc64le'], is: 'linux/ppc64le/glibc' },
    { tags: ['py3-none-manylinux_2_17_x86_64.musllinux_1_1_x86_64'], is: 'linux/amd64/glibc,musl' },
    { tags: ['cp312-cp312-macosx_11_0_arm64'], is: 'darwin/arm64/*' },
    { tags: ['cp312-cp312-macosx_10_9_universal2'], is: 'darwin/amd64,arm64/*' },
    { tags: ['cp312-cp312-macosx_11_0_x86_64'], is: 'darwin/amd64/*' },
    { tags: ['cp312-cp312-manylinux2014_armv7l'], is: 'linux/arm/v7/glibc' },
    { tags: ['cp312-cp312-manylinux2014_armv5l'], is: 'linux/armv5l/glibc' },
    { tags: ['cp313-cp313-android_21_x86_64'], is: 'android/amd64/*' },
    { tags: ['cp313-cp313-android_21_x86'], is: 'android/386/*' },
    { tags: ['cp313-cp313-android_24_arm64_v8a'], is: 'android/arm64/*' },
    { tags: ['cp313-cp313-android_24_armeabi_v7a'], is: 'android/arm/*' },
    { tags: ['cp311-cp311-freebsd_14_1_release_amd64'], is: 'freebsd/amd64/*' },
    { tags: ['cp312-cp312-linux_x86_64'], is: 'linux/amd64/*' },
    { tags: ['cp312-cp312-plan9'], is: 'plan9/*/*' },
    { tags: ['cp312-cp312-win_arm64'], is: 'windows/arm64/*' },
    { tags: ['cp312-cp312-win_amd64'], is: 'windows/amd64/*' },
    { tags: ['cp312-cp312-win32'], is: 'windows/386/*' },
    { tags: [], is: 'nothing' },
  ])('$tags: $is', ({ tags, is }) => {
    expect(printed(claimIn('app/x-1.0.dist-info/WHEEL', wheelText(...tags)))).toBe(is)
  })
})

describe('package.json', () => {
  const IN = 'app/node_modules/@esbuild/linux-x64/package.json'

  test.each([
    { json: { name: 'x', os: ['linux'], cpu: ['x64'] }, is: 'linux/amd64/*' },
    { json: { name: 'x', os: ['linux'], cpu: ['arm64'], libc: ['musl'] }, is: 'linux/arm64/musl' },
    { json: { name: 'x', os: ['linux'], cpu: ['ppc64'] }, is: 'linux/ppc64le,ppc64/*' },
    { json: { name: 'x', os: 'linux', cpu: 'ia32' }, is: 'linux/386/*' },
    { json: { name: 'x', cpu: ['x64', 'arm64'] }, is: '*/amd64,arm64/*' },
    {
      json: { name: 'x', cpu: ['!arm', '!ia32', '!mips', '!mipsel', '!ppc64'] },
      is: '*/amd64,arm64,s390x,riscv64,loong64/*',
    },
    { json: { name: 'x', cpu: ['any'] }, is: '*/*/*' },
    { json: { name: 'x', cpu: [] }, is: '*/*/*' },
    { json: { name: 'x', os: ['linux', 'darwin'] }, is: '*/*/*' },
    { json: { name: 'x', os: ['darwin'] }, is: 'darwin/*/*' },
    { json: { name: 'x', os: ['!win32'] }, is: '*/*/*' },
    { json: { name: 'x' }, is: '*/*/*' },
    { json: { cpu: ['x64'] }, is: '*/*/*' },
    {
      json: { name: 'x', cpu: ['!x64'] },
      is: '*/arm64,arm,386,ppc64le,ppc64,s390x,riscv64,loong64,mips,mipsle/*',
    },
    {
      json: { name: 'x', cpu: 'x64', os: ['!win32'] },
      is: 'linux,darwin,freebsd,openbsd,solaris,aix,android/amd64/*',
    },
    {
      json: { name: 'x', cpu: 'x64', os: ['!linux'], libc: '!musl' },
      is: 'darwin,windows,freebsd,openbsd,solaris,aix,android/amd64/glibc',
    },
    { json: { name: 'x', cpu: 'x64', libc: ['glibc', 'bionic'] }, is: '*/amd64/glibc' },
    { json: { name: 'x', cpu: ['!arm64', 'x64'] }, is: '*/amd64/*' },
    { json: { name: 'x', cpu: ['x64', 'any'] }, is: '*/*/*' },
    { json: { name: 'x', cpu: [1, 'x64'] }, is: '*/amd64/*' },
    { json: { name: 'x', os: ['darwin', 'win32'] }, is: 'darwin,windows/*/*' },
    { json: { name: 'x', os: ['!linux'] }, is: 'darwin,windows,freebsd,openbsd,solaris,aix,android/*/*' },
  ])('$json: $is', ({ json, is }) => {
    expect(printed(claimIn(IN, JSON.stringify(json)))).toBe(is)
  })

  test('names the package if it is for some machines; otherwise, its folder does', () => {
    expect(claimIn(IN, '{"name":"x","cpu":["x64"]}')).toMatchObject({ format: 'npm', name: 'x' })
    expect(claimIn(IN, '{"name":"x","os":["darwin"]}')).toMatchObject({ format: 'npm', name: '' })
    expect(claimIn(IN, '{"name":"x"}')).toMatchObject({ format: 'npm', name: '' })
  })

  test.each([
    { text: '{"name":"x"}', isShared: true },
    { text: '{"name":"x","scripts":{"install":"x"}}', isShared: true },
    { text: '{"name":"x","os":["linux"]}', isShared: true },
    { text: '{"name":"x","os":["darwin"]}', isShared: false },
    { text: '{"name":"x","cpu":["x64"]}', isShared: false },
  ])('$text is a value that packages share: $isShared', ({ text, isShared }) => {
    const [one, other] = [text, text].map((source) => readPackageJson(source, IN))
    expect(one === other).toBe(isShared)
  })

  test.each([
    { path: 'node_modules/a/package.json', is: true },
    { path: 'app/node_modules/@s/a.b/package.json', is: true },
    { path: 'app/node_modules/a/node_modules/b/package.json', is: true },
    { path: 'app/node_modules/package.json', is: false },
    { path: 'app/node_modules/.cache/package.json', is: false },
    { path: 'app/node_modules/@s/package.json', is: false },
    { path: 'app/node_modules/a/b/package.json', is: false },
    { path: 'app/my_node_modules/a/package.json', is: false },
  ])('at $path is that of an installed package: $is', ({ path, is }) => {
    const plain = readPackageJson('{}', path)
    const restricted = readPackageJson('{"cpu":["any"]}', path)
    expect([plain !== undefined, restricted !== undefined]).toEqual([is, is])
  })

  test('of an application counts if it is for some machines', () => {
    expect(printed(claimIn('app/package.json', '{"name":"app","cpu" : ["x64"]}'))).toBe('*/amd64/*')
    expect(printed(claimIn('app/package.json', '{"cpu":["x64"]}'))).toBe('nothing')
  })

  test.each([
    { json: { name: 'x', scripts: { postinstall: 'node install.js' } }, has: true },
    { json: { name: 'x', scripts: { install: 'node-gyp rebuild' } }, has: true },
    { json: { name: 'x', scripts: { preinstall: 'x' } }, has: true },
    { json: { name: 'x', scripts: { postinstall: '' } }, has: undefined },
    { json: { name: 'x', scripts: { uninstall: 'x' } }, has: undefined },
    { json: { name: 'x', os: ['linux'], scripts: { install: 'x' } }, has: true },
    { json: { name: 'x', os: ['darwin'], scripts: { install: 'x' } }, has: undefined },
    { json: { name: 'x', dependencies: { install: '1' } }, has: undefined },
    { json: { name: 'x', cpu: ['any'], scripts: { install: 'x' } }, has: true },
  ])('$json has an install script: $has', ({ json, has }) => {
    expect(claimIn(IN, JSON.stringify(json))?.hasInstallScript).toBe(has)
  })

  test('of an application says nothing, and neither does one inside a package', () => {
    expect(claimIn('app/package.json', '{"name":"app"}')).toBeUndefined()
    expect(claimIn('app/node_modules/x/esm/package.json', '{"type":"module"}')).toBeUndefined()
    expect(claimIn(IN, '{"cpu": [')?.archs).toEqual([])
  })
})

describe('other files', () => {
  test.each([
    { path: 'app/App.deps.json', text: deps('.NETCoreApp,Version=v8.0/linux-x64'), is: 'linux/amd64/*' },
    {
      path: 'app/App.deps.json',
      text: deps('.NETCoreApp,Version=v8.0/linux-musl-arm64'),
      is: 'linux/arm64/musl',
    },
    {
      path: 'app/App.deps.json',
      text: deps('.NETCoreApp,Version=v6.0/alpine.3.18-x64'),
      is: 'linux/amd64/musl',
    },
    { path: 'app/App.deps.json', text: deps('.NETCoreApp,Version=v8.0/osx-arm64'), is: 'darwin/arm64/*' },
    { path: 'app/App.deps.json', text: deps('.NETCoreApp,Version=v8.0'), is: '*/*/*' },
    { path: 'app/App.deps.json', text: '{}', is: 'nothing' },
    { path: 'opt/conda/conda-meta/zlib-1.2.json', text: conda('zlib', 'linux-64', []), is: 'linux/amd64/*' },
    {
      path: 'opt/conda/conda-meta/zlib-1.2.json',
      text: conda('zlib', 'linux-aarch64', []),
      is: 'linux/arm64/*',
    },
    { path: 'opt/conda/conda-meta/six-1.16.json', text: conda('six', 'noarch', []), is: '*/*/*' },
    { path: 'opt/conda/conda-meta/x.json', text: '{', is: 'nothing' },
  ])('$path: $is', ({ path, text, is }) => {
    expect(printed(claimIn(path, text))).toBe(is)
  })

  test("dpkg's status file has an architecture for each package", () => {
    const text = `${paragraph('adduser', 'all')}${paragraph('libc6', 'arm64')}${paragraph('libc6', 'armhf')}`
    const metadata = metadataFormat('var/lib/dpkg/status')?.read(text, '')
    expect(metadata).toMatchObject({ has: 'database' })
    expect(metadata?.has === 'database' && [...metadata.archs]).toEqual([
      ['adduser:all', 'all'],
      ['adduser', 'all'],
      ['libc6:arm64', 'arm64'],
      ['libc6', 'arm64'],
      ['libc6:armhf', 'armhf'],
    ])
  })

  test("apk's database lists the files of each package", () => {
    const text =
      apkParagraph('musl', 'x86_64', 'lib', 'ld-musl-x86_64.so.1') + apkParagraph('x', 'noarch', '', 'x')
    const metadata = metadataFormat('lib/apk/db/installed')?.read(text, '')
    const owners = metadata?.has === 'database' ? metadata.owners : []
    expect(owners.map(({ claim, pathHashes: owned }) => [claim.name, printed(claim), [...owned]])).toEqual([
      ['musl', '*/amd64/*', [pathHash('/lib/ld-musl-x86_64.so.1')]],
      ['x', '*/*/*', [pathHash('/x')]],
    ])
  })

  test.each([
    { path: 'app/node_modules/x/package.json' },
    { path: 'lib/x-1.dist-info/WHEEL' },
    { path: 'lib/x-1.dist-info/RECORD' },
    { path: 'lib/x-1.dist-info/top_level.txt' },
    { path: 'app/App.deps.json' },
    { path: 'conda-meta/x.json' },
    { path: 'opt/conda/conda-meta/x.json' },
    { path: 'var/lib/dpkg/status' },
    { path: 'var/lib/dpkg/status.d/base' },
    { path: 'var/lib/dpkg/status.d/base.md5sums' },
    { path: 'var/lib/dpkg/info/x.list' },
    { path: 'var/lib/dpkg/arch' },
    { path: 'etc/apk/arch' },
    { path: 'lib/apk/db/installed' },
    { path: 'usr/lib/apk/db/installed' },
  ])('$path is one', ({ path }) => {
    expect(metadataFormat(path)).toBeDefined()
  })

  test.each([
    'package.json.bak/x',
    'lib/x-1.egg-info/WHEEL',
    'opt/conda/conda-meta/a/x.json',
    'x/conda-metadata/x.json',
    'srv/var/lib/dpkg/info/x.list',
    'var/lib/dpkg/info/a/x.list',
    'var/lib/dpkg/status.d/a/b',
    'etc/arch',
    'srv/lib/apk/db/installed',
    'etc/passwd',
    'usr/share/x.json',
    'app/RECORD',
    'var/lib/dpkg/info/x.md5sums',
    'x/var/lib/dpkg/status',
  ])('%s is not one', (path) => {
    expect(metadataFormat(path)).toBeUndefined()
  })
})

describe('names', () => {
  test.each([
    { name: 'libquery_engine-debian-openssl-3.0.x.so.node', is: 'linux/amd64/*' },
    { name: 'libquery_engine-linux-arm64-openssl-3.0.x.so.node', is: 'linux/arm64/*' },
    { name: 'libquery_engine-linux-musl-arm64-openssl-3.0.x.so.node', is: 'linux/arm64/musl' },
    { name: 'query-engine-linux-musl-openssl-3.0.x', is: 'linux/amd64/musl' },
    { name: 'schema-engine-rhel-openssl-1.1.x', is: 'linux/amd64/*' },
    { name: 'libquery_engine-darwin-arm64.dylib.node', is: 'darwin/arm64/*' },
    { name: '_speedups.cpython-312-x86_64-linux-gnu.so', is: 'linux/amd64/*' },
    { name: '_speedups.cpython-312-aarch64-linux-musl.so', is: 'linux/arm64/*' },
    { name: '_speedups.pypy310-pp73-x86_64-linux-gnu.so', is: 'linux/amd64/*' },
    { name: '_x.cpython-313t-arm-linux-gnueabihf.so', is: 'linux/arm/*' },
    { name: '_x.abi3.so', is: 'nothing' },
    { name: 'swc.linux-x64-gnu.node', is: 'linux/amd64/*' },
    { name: 'rollup.linux-arm64-musl.node', is: 'linux/arm64/musl' },
    { name: 'swc.linux-arm-gnueabihf.node', is: 'linux/arm/*' },
    { name: 'better_sqlite3.node', is: 'nothing' },
    { name: 'query-engine.js', is: 'nothing' },
    { name: 'migration-engine-debian-openssl-1.1.x', is: 'linux/amd64/*' },
    { name: 'introspection_engine-linux-arm-openssl-1.1.x', is: 'linux/arm/*' },
    { name: 'query_engine-windows.dll.node', is: 'windows/amd64/*' },
    { name: 'schema-engine-windows.exe', is: 'windows/amd64/*' },
    { name: 'my-query-engine-debian', is: 'nothing' },
    { name: '_x.cpython-312-x86_64-linux-gnu.so.1', is: 'nothing' },
    { name: '_x.cpython-312-darwin.so', is: 'nothing' },
    { name: '_x.cpython-312-x86_64-freebsd-gnu.so', is: 'nothing' },
    { name: 'x.cpython.x86_64-linux-gnu.so', is: 'nothing' },
    { name: 'x-linux-x64.node', is: 'linux/amd64/*' },
    { name: 'x.win32-x64-msvc.node', is: 'windows/amd64/*' },
    { name: 'x.darwin-arm64.node', is: 'darwin/arm64/*' },
    { name: 'x.freebsd-x64.node', is: 'freebsd/amd64/*' },
    { name: 'x.android-arm64.node', is: 'android/arm64/*' },
    { name: 'x.linux-arm-musleabihf.node', is: 'linux/arm/musl' },
    { name: 'linux-x64.node', is: 'nothing' },
    { name: 'x.linux-other.node', is: 'nothing' },
    { name: 'x.linux-x64-other.node', is: 'nothing' },
    { name: 'x.linux-x64-gnu.node.bak', is: 'nothing' },
  ])('$name: $is', ({ name, is }) => {
    expect(printed(claimOfName(name))).toBe(is)
  })

  test.each([
    { name: 'query-engine-debian-openssl-3.0.x', format: 'prisma' },
    { name: '_x.cpython-312-x86_64-linux-gnu.so', format: 'python module' },
    { name: 'swc.linux-x64-gnu.node', format: 'node module' },
  ])('$name is a $format, whose name has no words for machines', ({ name, format }) => {
    expect(claimOfName(name)).toMatchObject({ format, name: commonName(name) })
  })

  test.each([
    { name: 'nokogiri-1.18.9-x86_64-linux-gnu', is: 'linux/amd64/*' },
    { name: 'nokogiri-1.18.9-x86_64-linux-musl', is: 'linux/amd64/musl' },
    { name: 'google-protobuf-4.31.1-aarch64-linux-gnu', is: 'linux/arm64/*' },
    { name: 'ffi-1.17.2-arm-linux-gnu', is: 'linux/arm/*' },
    { name: 'ffi-1.17.2-arm64-darwin', is: 'darwin/arm64/*' },
    { name: 'ffi-1.17.2-x86-linux-gnu', is: 'linux/386/*' },
    { name: 'bcrypt-3.1.20', is: '*/*/*' },
    { name: 'rails-8.0.0.beta1', is: '*/*/*' },
    { name: '3.3.0', is: 'nothing' },
    { name: 'nokogiri-1.18.9-java', is: '*/*/*' },
    { name: 'ffi-1.17.2-x64-mingw-ucrt', is: 'windows/amd64/*' },
    { name: 'nokogiri', is: 'nothing' },
    { name: 'nokogiri-x', is: 'nothing' },
    { name: '-1.0', is: 'nothing' },
    { name: 'x-1.0-java-linux-musl', is: '*/*/*' },
  ])('gem $name: $is', ({ name, is }) => {
    expect(printed(claimOfGem(name))).toBe(is)
  })

  test.each([
    { folder: 'google-protobuf-4.31.1-aarch64-linux-gnu', name: 'google-protobuf' },
    { folder: 'net-http-0.4.1', name: 'net-http' },
  ])('the gem $folder is called $name', ({ folder, name }) => {
    expect(claimOfGem(folder)).toMatchObject({ format: 'gem', name })
  })

  test.each([
    { path: '/srv/lxml-5.3-py3.12-linux-x86_64.egg/lxml/x.so', is: 'linux/amd64/*' },
    { path: '/srv/lxml-5.3-py3.12-macosx-10.9-x86_64.egg/lxml/x.so', is: 'darwin/amd64/*' },
    { path: '/srv/lxml-5.3-py3.12.egg/lxml/x.so', is: '*/*/*' },
    { path: '/srv/x.egg/lxml/x.so', is: 'nothing' },
    { path: '/srv/lxml-5.3-py3.12.egg.bak/lxml/x.so', is: 'nothing' },
    { path: '/srv/hashicorp/aws/5.90.0/linux_amd64/terraform-provider-aws_v5', is: 'linux/amd64/*' },
    { path: '/srv/hashicorp/aws/5.90.0/my_files/terraform-provider-aws_v5', is: 'nothing' },
    { path: '/srv/hashicorp/aws/5.90.0/my_linux_amd64/terraform-provider-aws_v5', is: 'nothing' },
    { path: '/srv/hashicorp/aws/5.90.0/linux_amd64/a/terraform-provider-aws_v5', is: 'nothing' },
    { path: '/srv/hashicorp/aws/5.90.0/linux_amd64_v1/terraform-provider-aws_v5', is: 'nothing' },
    { path: '/srv/hashicorp/aws/5.90.0/linux_amd64/terraform-provider-aws/x', is: 'nothing' },
    { path: '/srv/lxml-5.3-py3.12-linux-x86_64-dbg.egg/x', is: '*/*/*' },
    { path: '/srv/my-lxml-5.3-py3.12-linux-x86_64.egg/x', is: 'nothing' },
    { path: '/srv/lxml-5.3-py3.12-my_linux-x86_64.egg/x', is: '*/*/*' },
    { path: '/srv/hashicorp/aws/latest/linux_amd64/terraform-provider-aws_v5', is: 'nothing' },
    { path: '/srv/hashicorp/aws/5.90.0/windows_386/terraform-provider-aws_v5', is: 'windows/386/*' },
    { path: '/srv/gems/ffi-1.17.2-x86_64-linux-gnu/x', is: 'linux/amd64/*' },
    { path: '/srv/gems/ffi-1.17.2-x86_64-linux-gnu/', is: 'nothing' },
    { path: '/srv/my-gems/ffi-1.17.2-x86_64-linux-gnu/x', is: 'nothing' },
    { path: '/srv/lxml-5.3-py3-linux-x86_64.egg/x', is: 'linux/amd64/*' },
    { path: '/srv/lxml-5.3-linux-x86_64.egg/x', is: 'nothing' },
    { path: '/srv/lxml-5.3-py3.12-win32.egg/x', is: '*/*/*' },
    { path: '/srv/lxml-5.3-py3.12-linux-x86_64.egg/', is: 'nothing' },
  ])('folder $path: $is', ({ path, is }) => {
    const claims = FOLDER_FORMATS.flatMap(({ pattern, read }) => read(pattern.exec(path)?.[2] ?? '') ?? [])
    expect(printed(claims[0])).toBe(is)
    const isMarked = FOLDER_FORMATS.every(({ mark, pattern }) => !pattern.test(path) || path.includes(mark))
    expect(isMarked).toBe(true)
  })

  test.each([
    { path: '/srv/gems/ffi-1.17.2/x', name: 'ffi', format: 'gem' },
    { path: '/srv/lxml-5.3-py3.12.egg/x', name: 'lxml', format: 'egg' },
    { path: '/srv/lxml-5.3-py3.12-linux-x86_64.egg/x', name: 'lxml', format: 'egg' },
    {
      path: '/srv/5.90.0/linux_amd64/terraform-provider-aws',
      name: 'linux_amd64',
      format: 'terraform provider',
    },
  ])('folder $path: the $format $name', ({ path, name, format }) => {
    const claims = FOLDER_FORMATS.flatMap((each) => {
      const claim = each.read(each.pattern.exec(path)?.[2] ?? '')
      return claim === undefined ? [] : [{ folderFormat: each.format, claim }]
    })
    expect(claims).toMatchObject([{ folderFormat: format, claim: { name, format } }])
  })

  test.each([
    { path: '/app/node_modules/better-sqlite3/build/Release/better_sqlite3.node', is: true },
    { path: '/app/node_modules/sqlite3/lib/binding/napi-v6-linux-unknown-x64/node_sqlite3.node', is: true },
    { path: '/app/node_modules/x/prebuilds/linux-x64/x.node', is: false },
    { path: '/app/build/Release/x.node', is: true },
    { path: '/app/build/Debug/x.node', is: false },
    { path: '/app/build/Release/deps/x.node', is: false },
    { path: '/app/build/Release/x.node.bak', is: false },
    { path: '/app/node_modules/x/build/Debug/x.node', is: true },
    { path: '/app/node_modules/x/build/Release/lib/libx.so.1.2', is: true },
    { path: '/app/node_modules/x/build/Release/x.so.txt', is: false },
    { path: '/app/node_modules/x/build/Test/x.node', is: false },
    { path: '/app/lib/binding/x.node', is: true },
    { path: '/app/lib/binding/x.so', is: false },
    { path: '/srv/lib/x.cpython-312-x86_64-linux-gnu.so', is: true },
    { path: '/srv/lib/x.pypy310-pp73-x86_64-linux-gnu.so', is: true },
    { path: '/srv/lib/x.cpython-312-x86_64-linux-gnu.so.1', is: false },
    { path: '/srv/lib/x.abi3.so', is: false },
    { path: '/app/node_modules/electron/dist/electron', is: true },
    { path: '/app/node_modules/@sentry/cli/sentry-cli', is: true },
    { path: '/app/node_modules/chromedriver/lib/chromedriver/chromedriver', is: true },
    { path: '/app/node_modules/node/bin/node', is: true },
    { path: '/app/node_modules/electron/cli', is: false },
    { path: '/app/node_modules/node-sass/vendor/linux-x64-108/binding.node', is: true },
    { path: '/app/node_modules/node-sass/vendor/binding.node', is: false },
    { path: '/app/priv/native/libx-v0.1.0-nif-2.15-x86_64-unknown-linux-gnu.so', is: true },
    { path: '/app/priv/native/libx-v0.1.0.so', is: false },
    { path: '/usr/lib/ruby/3.1.0/x86_64-linux-gnu/json/ext/parser.so', is: true },
    { path: '/usr/local/lib/ruby/site_ruby/3.3.0/x86_64-linux/x/x.so', is: true },
    { path: '/usr/lib/ruby/vendor_ruby/3.1.0/x86_64-linux-gnu/x/x.so', is: true },
    { path: '/usr/lib/ruby/3.1.0/x86_64-darwin/json/parser.so', is: false },
    { path: '/usr/local/bundle/extensions/x86_64-linux/3.3.0/json-2.7/json/parser', is: true },
    { path: '/usr/local/bundle/extensions/x86_64-linux/3.3.0/json/parser', is: false },
    { path: '/usr/lib/x86_64-linux-gnu/perl/5.36/auto/POSIX/POSIX.so', is: true },
    { path: '/usr/lib/x86_64-linux-gnu/perl5/5.36/auto/DBI/DBI.so', is: true },
    { path: '/usr/lib/perl/5.36/POSIX/POSIX.so', is: false },
    { path: '/usr/local/lib/R/site-library/Rcpp/libs/Rcpp.so', is: true },
    { path: '/usr/local/lib/R/site-library/Rcpp/libs/other.so', is: false },
    { path: '/usr/local/lib/R/site-library/Rcpp/libs/Rcpp.so.bak', is: false },
    { path: '/srv/x.cpython-312.debug/x.so', is: false },
    { path: '/app/my-build/Release/x.node', is: false },
    { path: '/app/build/Release/.node', is: false },
    { path: '/app/node_modules/build/Debug/x.node', is: false },
    { path: '/app/my_node_modules/x/build/Debug/x.node', is: false },
    { path: '/app/node_modules/x/my-build/Debug/x.node', is: false },
    { path: '/app/node_modules/x/build/Debug/.node', is: false },
    { path: '/app/lib/binding/napi-v6/linux/x.node', is: true },
    { path: '/app/lib/binding/x.node.bak', is: false },
    { path: '/app/lib/binding/.node', is: false },
    { path: '/app/node_modules/electron/dist/', is: false },
    { path: '/app/electron/dist/electron', is: false },
    { path: '/app/node_modules/node-sass/vendor/linux-x64-108/binding.node.bak', is: false },
    { path: '/app/node_modules/node-sass/vendor/linux/x64/binding.node', is: false },
    { path: '/app/priv/native/libx-nif-x.so', is: false },
    { path: '/app/priv/native/-nif-2.15.so', is: false },
    { path: '/app/priv/native/libx-nif-2.15.so.bak', is: false },
    { path: '/app/priv/native/libx-nif-2/x.so', is: false },
    { path: '/usr/lib/ruby/x86_64-linux/x.so', is: true },
    { path: '/usr/lib/jruby/3.1.0/x86_64-linux/x.so', is: false },
    { path: '/usr/lib/ruby/3.1.0/a/x86_64-linux/x.so', is: false },
    { path: '/usr/lib/ruby/3.1.0/-linux/x.so', is: false },
    { path: '/usr/lib/ruby/3.1.0/x86_64-linux/x.so.bak', is: false },
    { path: '/usr/local/bundle/extensions/x86_64-linux/3.3.0/json-2.7', is: false },
    { path: '/usr/local/bundle/extensions/x86_64-linux/3.3.0/json-x/json', is: false },
    { path: '/usr/lib/perl6/5/auto/POSIX/POSIX.so', is: false },
    { path: '/usr/lib/perl/auto/POSIX/POSIX.so', is: false },
    { path: '/usr/lib/perl/5.36/auto/POSIX/POSIX.so.bak', is: false },
  ])('$path was built in place: $is', ({ path, is }) => {
    expect(isBuiltInPlace(path)).toBe(is)
  })

  test.each([
    ['@esbuild/linux-x64', '@esbuild/linux-arm64'],
    ['@img/sharp-linuxmusl-x64', '@img/sharp-linux-arm64'],
    ['turbo-linux-64', 'turbo-linux-arm64'],
    ['@cloudflare/workerd-linux-64', '@cloudflare/workerd-linux-arm64'],
    ['@swc/core-linux-x64-gnu', '@swc/core-linux-arm-gnueabihf'],
    ['nokogiri-1.18.9-x86_64-linux-gnu', 'nokogiri-1.18.9-aarch64-linux-musl'],
  ])('%s and %s belong to one family', (one, other) => {
    expect(commonName(one)).toBe(commonName(other))
    expect(commonName(one)).not.toBe('')
  })

  test('packages with other names do not', () => {
    expect(commonName('@img/sharp-libvips-linux-x64')).not.toBe(commonName('@img/sharp-linux-x64'))
    expect(commonName('@swc/html-linux-x64-gnu')).not.toBe(commonName('@swc/core-linux-x64-gnu'))
  })
})

test.each([
  { archs: [], on: 'linux/arm64', is: 'any' },
  { archs: ['arm64'], on: 'linux/arm64', is: 'right' },
  { archs: ['amd64', 'arm64'], on: 'linux/arm64', is: 'right' },
  { archs: ['arm'], on: 'linux/arm64', is: 'doubtful' },
  { archs: ['amd64'], on: 'linux/arm64', is: 'wrong' },
  { archs: ['arm/v7'], on: 'linux/arm/v6', is: 'wrong' },
  { archs: ['arm/v6'], on: 'linux/arm/v7', is: 'right' },
  { archs: ['arm/v7'], on: 'linux/arm64', is: 'doubtful' },
  { archs: ['e2k'], on: 'linux/arm64', is: 'wrong' },
  { archs: ['arm64'], systems: ['darwin'], on: 'linux/arm64', is: 'wrong' },
  { archs: ['arm64'], systems: ['darwin', 'linux'], on: 'linux/arm64', is: 'right' },
  { archs: [], systems: ['darwin'], on: 'linux/arm64', is: 'any' },
  { archs: ['386'], on: 'linux/amd64', is: 'right' },
])('a package for $archs is $is on $on', ({ archs, systems = [], on, is }) => {
  const platform: Platform = parsePlatform(on)
  expect(fitOfClaim({ format: 'npm', name: 'x', systems, archs, libcs: [] }, platform)).toBe(is)
})

test('a folder is searched for from the beginning of a path only, whose length may be 4095', () => {
  for (const { pattern } of FOLDER_FORMATS) expect(pattern.source).toMatch(/^\^/)
})

test('paths have an owner, of several the first', () => {
  const paths = Array.from({ length: 5000 }, (_, at) => `/usr/share/${at % 70}/file-${at}.so`)
  const half = (from: number): Float64Array =>
    Float64Array.from(paths.slice(from, from + 3000), (path) => pathHash(path))
  const table = ownerTable([half(0), half(2000)])
  expect(paths.map((path) => ownerOf(table, path))).toEqual(paths.map((_, at) => (at < 3000 ? 0 : 1)))
  expect(ownerOf(table, '/usr/share/none')).toBe(-1)
  expect(ownerOf(ownerTable([]), '/x')).toBe(-1)
})

describe('what a wheel has installed', () => {
  test.each([
    { what: 'files of its folder', line: 'x/a.so,sha256=1,2', paths: ['srv/lib/x/a.so'] },
    { what: 'a file whose name has a comma', line: '"x/a,b.so",sha256=1,2', paths: ['srv/lib/x/a,b.so'] },
    { what: 'a file without a hash', line: './x//a.so,,', paths: ['srv/lib/x/a.so'] },
    { what: 'a file elsewhere', line: '/opt/a,,', paths: ['/opt/a'] },
    {
      what: 'a script, there or where pip install --target puts it',
      line: '../../bin/a,,',
      paths: ['bin/a', 'srv/lib/bin/a'],
    },
    { what: 'nothing in a line without fields', line: 'x/a.so', paths: [] },
    { what: 'nothing in a line without a name', line: ',sha256=1,2', paths: [] },
    {
      what: 'no sources, texts and metadata',
      line: 'x/a.py,,\nx/a.txt,,\nx-1.dist-info/RECORD,,',
      paths: [],
    },
  ])('is $what', ({ line, paths }) => {
    expect(readRecord(`${line}\n`, 'srv/lib/x-1.dist-info/RECORD')).toEqual({
      ...{ kind: 'package', has: 'paths' },
      pathHashes: Float64Array.from(paths.map((path) => pathHash(path))),
    })
  })

  test('is a package or module for each line with a name', () => {
    const names = ['numpy', '_core']
    expect(readTopLevel('numpy\r\n\n  _core \n')).toEqual({ kind: 'package', has: 'names', names })
  })
})

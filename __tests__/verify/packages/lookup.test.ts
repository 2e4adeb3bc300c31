import { describe, expect, test } from '@jest/globals'
import { find, type Tree } from '../../../src/verify/layer/tree.ts'
import { isCompiled, packageOf, packagesOf, siblingsOf } from '../../../src/verify/packages/lookup.ts'
import { metadataFormat } from '../../../src/verify/packages/packages.ts'
import { treeOf } from '../layer/new-tree.ts'

/** A tree with programs, and with metadata files that are read as an image's are. */
function installed(programs: readonly string[], texts: Readonly<Record<string, string>>): Tree {
  const metadata = Object.entries(texts).map(([path, text]) => {
    const read = metadataFormat(path)?.read(text, path)
    if (read === undefined) throw new Error(`${path} is not a metadata file`)
    return [path, read] as const
  })
  return treeOf({ programs, metadata: Object.fromEntries(metadata) })
}

const npm = (name: string, cpu: string): string => JSON.stringify({ name, os: ['linux'], cpu: [cpu] })
const wheel = (tag: string): string => `Tag: ${tag}\n`
const status = (name: string, arch: string): string => `Package: ${name}\nArchitecture: ${arch}\n\n`
const X64_WHEEL = 'cp312-cp312-manylinux2014_x86_64'

interface Row {
  readonly what: string
  readonly file: string
  readonly texts?: Readonly<Record<string, string>>
  /** The package's name, machines and metadata; undefined if there is none. */
  readonly is: string | undefined
}

const ROWS: readonly Row[] = [
  { what: 'none', file: 'srv/app', is: undefined },
  {
    what: 'the npm package around it',
    file: 'app/node_modules/@esbuild/linux-x64/bin/esbuild',
    texts: { 'app/node_modules/@esbuild/linux-x64/package.json': npm('@esbuild/linux-x64', 'x64') },
    is: '@esbuild/linux-x64 amd64 /app/node_modules/@esbuild/linux-x64/package.json',
  },
  {
    what: 'an npm package for all machines, by its folder',
    file: 'app/node_modules/@s/a/x',
    texts: { 'app/node_modules/@s/a/package.json': '{}' },
    is: '@s/a  /app/node_modules/@s/a/package.json',
  },
  {
    what: 'not the npm package beside it',
    file: 'app/node_modules/b/x',
    texts: { 'app/node_modules/a/package.json': npm('a', 'x64') },
    is: undefined,
  },
  {
    what: "the wheel with its folder's name",
    file: 'lib/site-packages/My_Pkg/x.so',
    texts: { 'lib/site-packages/my.pkg-1.0.dist-info/WHEEL': wheel(X64_WHEEL) },
    is: 'my.pkg amd64 /lib/site-packages/my.pkg-1.0.dist-info/WHEEL',
  },
  {
    what: 'the wheel with its libraries',
    file: 'lib/site-packages/pkg.libs/x.so',
    texts: { 'lib/site-packages/pkg-1.0.dist-info/WHEEL': wheel(X64_WHEEL) },
    is: 'pkg amd64 /lib/site-packages/pkg-1.0.dist-info/WHEEL',
  },
  {
    what: 'the wheel with a top-level name',
    file: 'lib/site-packages/other/x.so',
    texts: {
      'lib/site-packages/pkg-1.0.dist-info/WHEEL': wheel(X64_WHEEL),
      'lib/site-packages/pkg-1.0.dist-info/top_level.txt': 'other\n',
    },
    is: 'pkg amd64 /lib/site-packages/pkg-1.0.dist-info/WHEEL',
  },
  {
    what: 'the wheel that lists it',
    file: 'lib/site-packages/elsewhere/x.so',
    texts: {
      'lib/site-packages/pkg-1.0.dist-info/WHEEL': wheel(X64_WHEEL),
      'lib/site-packages/pkg-1.0.dist-info/RECORD': 'elsewhere/x.so,,\n',
    },
    is: 'pkg amd64 /lib/site-packages/pkg-1.0.dist-info/WHEEL',
  },
  {
    what: 'the wheel with the name of a module',
    file: 'lib/site-packages/pkg.abi3.so',
    texts: { 'lib/site-packages/pkg-1.0.dist-info/WHEEL': wheel(X64_WHEEL) },
    is: 'pkg amd64 /lib/site-packages/pkg-1.0.dist-info/WHEEL',
  },
  {
    what: 'no wheel of another folder',
    file: 'lib/site-packages/elsewhere/x.so',
    texts: { 'lib/site-packages/pkg-1.0.dist-info/WHEEL': wheel(X64_WHEEL) },
    is: undefined,
  },
  {
    what: "dpkg's package that lists it",
    file: 'usr/bin/x',
    texts: {
      'var/lib/dpkg/status': status('x', 'amd64'),
      'var/lib/dpkg/info/x.list': '/.\n/usr\n/usr/bin/x\n',
    },
    is: 'x amd64 /var/lib/dpkg/status',
  },
  {
    what: "dpkg's package that lists it below /lib",
    file: 'usr/lib/x.so',
    texts: {
      'var/lib/dpkg/status': status('x', 'amd64'),
      'var/lib/dpkg/info/x:amd64.list': '/lib/x.so\n',
    },
    is: 'x:amd64 amd64 /var/lib/dpkg/status',
  },
  {
    what: 'not the package that lists it below /usr, if it is not there',
    file: 'srv/lib/x.so',
    texts: { 'var/lib/dpkg/status': status('x', 'amd64'), 'var/lib/dpkg/info/x.list': '/lib/x.so\n' },
    is: undefined,
  },
  {
    what: 'the package of a list without a status',
    file: 'usr/bin/x',
    texts: { 'var/lib/dpkg/info/x:arm64.list': '/usr/bin/x\n' },
    is: 'x arm64 /var/lib/dpkg/info/x:arm64.list',
  },
  {
    what: 'the package of a list whose name contains another ending',
    file: 'usr/bin/x',
    texts: {
      'var/lib/dpkg/status': status('x.list-y', 'amd64'),
      'var/lib/dpkg/info/x.list-y.list': '/usr/bin/x\n',
    },
    is: 'x.list-y amd64 /var/lib/dpkg/status',
  },
  {
    what: 'the package of a list that the beginning of the status does not have',
    file: 'usr/bin/y',
    texts: {
      'var/lib/dpkg/status': status('x', 'amd64'),
      'var/lib/dpkg/info/y:arm64.list': '/usr/bin/y\n',
    },
    is: 'y arm64 /var/lib/dpkg/info/y:arm64.list',
  },
  {
    what: 'the package of the status, if its list has a machine',
    file: 'usr/bin/x',
    texts: {
      'var/lib/dpkg/status': status('x', 'amd64'),
      'var/lib/dpkg/info/x:amd64.list': '/usr/bin/x\n',
    },
    is: 'x:amd64 amd64 /var/lib/dpkg/status',
  },
  ...['x:amd64.old', 'a:x:amd64'].map((name) => ({
    what: `no package, if a list is called ${name}`,
    file: 'usr/bin/x',
    texts: { [`var/lib/dpkg/info/${name}.list`]: '/usr/bin/x\n' },
    is: undefined,
  })),
  {
    what: 'the package of a distroless image, by its checksums',
    file: 'usr/bin/x',
    texts: {
      'var/lib/dpkg/status.d/x': status('x', 'arm64'),
      'var/lib/dpkg/status.d/x.md5sums': `${'0'.repeat(32)}  usr/bin/x\n`,
    },
    is: 'x arm64 /var/lib/dpkg/status.d/x',
  },
  {
    what: 'no package, if such a list has no machine',
    file: 'usr/bin/x',
    texts: { 'var/lib/dpkg/info/x.list': '/usr/bin/x\n' },
    is: undefined,
  },
  {
    what: "apk's package that lists it",
    file: 'usr/bin/x',
    texts: { 'lib/apk/db/installed': 'P:x\nA:x86_64\nF:usr/bin\nR:x\n\n' },
    is: 'x amd64 /lib/apk/db/installed',
  },
  {
    what: 'a gem, by its folder',
    file: 'gems/ffi-1.17-x86_64-linux-gnu/lib/x.so',
    is: 'ffi-1.17-x86_64-linux-gnu amd64 /gems/ffi-1.17-x86_64-linux-gnu',
  },
  {
    what: "a gem's extension",
    file: 'bundle/extensions/x86_64-linux/3.3.0/json-2.7/json.so',
    is: 'json-2.7 amd64 /bundle/extensions/x86_64-linux/3.3.0/json-2.7',
  },
  {
    what: 'no gem, if the folder is that of a version of Ruby',
    file: 'bundle/gems/3.3.0/x.so',
    is: undefined,
  },
  {
    what: 'no extension, if its folder has no version of Ruby',
    file: 'bundle/extensions/x86_64-linux/ruby/json-2.7/json.so',
    is: undefined,
  },
  {
    what: 'an egg, by its folder',
    file: 'srv/lxml-5.3-py3.12-linux-x86_64.egg/x.so',
    is: 'lxml-5.3-py3.12-linux-x86_64.egg amd64 /srv/lxml-5.3-py3.12-linux-x86_64.egg',
  },
  {
    what: 'a provider of Terraform, by its folder',
    file: 'srv/aws/5.90.0/linux_amd64/terraform-provider-aws_v5',
    is: 'linux_amd64 amd64 /srv/aws/5.90.0/linux_amd64',
  },
  {
    what: 'a module, by its name, in a package for all machines',
    file: 'app/node_modules/a/swc.linux-x64-gnu.node',
    texts: { 'app/node_modules/a/package.json': '{}' },
    is: 'swc.linux-x64-gnu.node amd64 /app/node_modules/a/swc.linux-x64-gnu.node',
  },
  {
    what: 'the package for one machine around a module',
    file: 'app/node_modules/a/swc.linux-x64-gnu.node',
    texts: { 'app/node_modules/a/package.json': npm('a', 'arm64') },
    is: 'a arm64 /app/node_modules/a/package.json',
  },
  {
    what: 'the package for all machines around a module that it has compiled',
    file: 'app/node_modules/a/build/Release/swc.linux-x64-gnu.node',
    texts: { 'app/node_modules/a/package.json': '{}' },
    is: 'a  /app/node_modules/a/package.json',
  },
  {
    what: 'a compiled module without a package, by its name',
    file: 'srv/build/Release/swc.linux-x64-gnu.node',
    is: 'swc.linux-x64-gnu.node amd64 /srv/build/Release/swc.linux-x64-gnu.node',
  },
  {
    what: 'a module of Python, by its name, in a wheel for all machines',
    file: 'lib/site-packages/pkg/x.cpython-312-x86_64-linux-gnu.so',
    texts: { 'lib/site-packages/pkg-1.0.dist-info/WHEEL': wheel('py3-none-any') },
    is: 'x.cpython-312-x86_64-linux-gnu.so amd64 /lib/site-packages/pkg/x.cpython-312-x86_64-linux-gnu.so',
  },
  {
    what: 'a wheel for all machines',
    file: 'lib/site-packages/pkg/x.so',
    texts: { 'lib/site-packages/pkg-1.0.dist-info/WHEEL': wheel('py3-none-any') },
    is: 'pkg  /lib/site-packages/pkg-1.0.dist-info/WHEEL',
  },
  {
    what: 'no conda package for a file beside its metadata',
    file: 'opt/conda/conda-meta/x.so',
    texts: { 'opt/conda/conda-meta/x-1.json': JSON.stringify({ name: 'x', subdir: 'linux-64', files: [] }) },
    is: undefined,
  },
  {
    what: 'a module, by its name',
    file: 'srv/swc.linux-x64-gnu.node',
    is: 'swc.linux-x64-gnu.node amd64 /srv/swc.linux-x64-gnu.node',
  },
  {
    what: 'the conda package that lists it',
    file: 'opt/conda/bin/x',
    texts: {
      'opt/conda/conda-meta/x-1.json': JSON.stringify({ name: 'x', subdir: 'linux-64', files: ['bin/x'] }),
    },
    is: 'x amd64 /opt/conda/conda-meta/x-1.json',
  },
  {
    what: 'the .NET application around it, with its own name',
    file: 'app/B',
    texts: {
      'app/A.deps.json': '{"runtimeTarget":{"name":".NETCoreApp,Version=v8.0"}}',
      'app/B.deps.json': '{"runtimeTarget":{"name":".NETCoreApp,Version=v8.0"}}',
    },
    is: 'B  /app/B.deps.json',
  },
  {
    what: 'the .NET application around it, for one machine',
    file: 'app/A',
    texts: {
      'app/A.deps.json': '{"runtimeTarget":{"name":".NETCoreApp,Version=v8.0"}}',
      'app/B.deps.json': '{"runtimeTarget":{"name":".NETCoreApp,Version=v8.0/linux-x64"}}',
    },
    is: 'B amd64 /app/B.deps.json',
  },
]

describe('the package of a file', () => {
  test.each(ROWS)('is $what: $is', ({ file, texts = {}, is }) => {
    const tree = installed([file], texts)
    const package_ = packageOf(packagesOf(tree), find(tree, `/${file}`), `/${file}`)
    expect(package_ && `${package_.name} ${package_.claim.archs} ${package_.metadata}`).toBe(is)
  })

  test.each([
    { root: 'app/node_modules', other: 'app/node_modules' },
    {
      root: 'app/node_modules/.pnpm/a-x64@1.2.0/node_modules',
      other: 'app/node_modules/.pnpm/a-arm64@1.2.0/node_modules',
    },
    {
      root: 'app/.yarn/unplugged/a-x64-npm-1.2.0-0123456789/node_modules',
      other: 'app/.yarn/unplugged/a-arm64-npm-1.2.0-abcdef0123/node_modules',
    },
    {
      root: 'app/node_modules/.bun/a-x64@1.2.0/node_modules',
      other: 'app/node_modules/.bun/a-arm64@1.2.0/node_modules',
    },
  ])('has siblings for other machines: $root', ({ root, other }) => {
    const file = `${root}/a-x64/x`
    const texts = {
      [`${root}/a-x64/package.json`]: npm('a-x64', 'x64'),
      [`${other}/a-arm64/package.json`]: npm('a-arm64', 'arm64'),
      'srv/node_modules/a-arm/package.json': npm('a-arm', 'arm'),
    }
    const tree = installed([file], texts)
    const packages = packagesOf(tree)
    const package_ = packageOf(packages, find(tree, `/${file}`), `/${file}`)
    const siblings = package_ === undefined ? [] : siblingsOf(packages, package_)
    expect(siblings.flatMap(({ archs }) => archs).toSorted()).toEqual(['amd64', 'arm64'])
  })

  test.each([
    { files: ['srv/gems/a-1-x86_64-linux/x', 'srv/gems/a-1-aarch64-linux/x', 'srv/gems/b-1-arm-linux/x'] },
    { files: ['srv/a.linux-x64-gnu.node', 'srv/a.linux-arm64-gnu.node', 'srv/b.linux-arm-gnueabihf.node'] },
    {
      files: [
        ...['srv/query-engine-debian-openssl-3.0.x', 'srv/query-engine-linux-arm64-openssl-3.0.x'],
        'srv/schema-engine-linux-arm-openssl-3.0.x',
      ],
    },
    {
      files: [
        ...['srv/x.cpython-312-x86_64-linux-gnu.so', 'srv/x.cpython-312-aarch64-linux-gnu.so'],
        'srv/y.cpython-312-arm-linux-gnueabihf.so',
      ],
    },
  ])('has siblings by name: $files', ({ files }) => {
    const tree = installed(files, {})
    const packages = packagesOf(tree)
    const path = `/${files[0]}`
    const package_ = packageOf(packages, find(tree, path), path)
    const siblings = package_ === undefined ? [] : siblingsOf(packages, package_)
    expect(siblings.flatMap(({ archs }) => archs).toSorted()).toEqual(['amd64', 'arm64'])
  })
})

/** What the siblings of a file's package are for. */
function siblingArchs(file: string, texts: Readonly<Record<string, string>>): readonly string[] {
  const tree = installed([file], texts)
  const packages = packagesOf(tree)
  const package_ = packageOf(packages, find(tree, `/${file}`), `/${file}`)
  return package_ === undefined
    ? []
    : siblingsOf(packages, package_).flatMap(({ archs }) => (archs.length === 0 ? ['any'] : archs))
}

describe('the siblings of a package', () => {
  test('are those for some machines', () => {
    const conda = (subdir: string) => JSON.stringify({ name: 'x', subdir, files: ['bin/x'] })
    const texts = { 'opt/conda-meta/x-1.json': conda('linux-64'), 'opt/conda-meta/x-2.json': conda('noarch') }
    expect(siblingArchs('opt/bin/x', texts)).toEqual(['amd64'])
  })

  test('are the native libraries of one package of NuGet', () => {
    const asset = (rid: string) => ({ rid, assetType: 'native' })
    const files = (name: string) => ({
      runtimeTargets: {
        [`runtimes/linux-x64/native/lib${name}.so`]: asset('linux-x64'),
        [`runtimes/linux-arm64/native/lib${name}.so`]: asset('linux-arm64'),
      },
    })
    const framework = '.NETCoreApp,Version=v8.0'
    const targets = { [framework]: { 'A/1.0': files('a'), 'B/1.0': files('b') } }
    const texts = { 'app/App.deps.json': JSON.stringify({ runtimeTarget: { name: framework }, targets }) }
    expect(siblingArchs('app/runtimes/linux-x64/native/liba.so', texts)).toEqual(['amd64', 'arm64'])
  })

  test('are not those in packages of other packages', () => {
    const file = (name: string, cpu: string) => ({
      [`app/node_modules/.pnpm/${name}@1.0.0/node_modules/p/node_modules/a-${cpu}/package.json`]: npm(
        `a-${cpu}`,
        cpu,
      ),
    })
    const path = 'app/node_modules/.pnpm/p@1.0.0/node_modules/p/node_modules/a-x64/x'
    expect(siblingArchs(path, { ...file('p', 'x64'), ...file('q', 'arm64') })).toEqual(['amd64'])
  })
})

describe('a file is compiled when its package is installed', () => {
  const SCRIPT = { 'app/node_modules/a/package.json': '{"name":"a","scripts":{"install":"make"}}' }

  test.each([
    { file: 'app/node_modules/a/x', texts: SCRIPT, is: true },
    { file: 'app/node_modules/a/x.exe', texts: SCRIPT, is: false },
    { file: 'app/node_modules/a/x.dll', texts: SCRIPT, is: false },
    { file: 'app/node_modules/a/x.DYLIB', texts: SCRIPT, is: false },
    { file: 'app/node_modules/a/linux-x64/x', texts: SCRIPT, is: false },
    { file: 'app/node_modules/a/x', texts: { 'app/node_modules/a/package.json': '{}' }, is: false },
    {
      file: 'app/node_modules/a/build/Release/x.node',
      texts: { 'app/node_modules/a/package.json': '{}' },
      is: true,
    },
    { file: 'srv/gems/a-1/lib/x.so', texts: {}, is: true },
    { file: 'srv/gems/a-1/lib/x', texts: {}, is: false },
    { file: 'srv/gems/a-1/ext/x.so', texts: {}, is: false },
    {
      file: 'srv/gems/a-1/ext/x.so',
      texts: {},
      beside: 'srv/extensions/x86_64-linux/3.3.0/a-1/x.so',
      is: true,
    },
    {
      file: 'srv/gems/a-1/ext/x.so',
      texts: {},
      beside: 'srv/extensions/x86_64-linux/3.3.0/b-1/x.so',
      is: false,
    },
    { file: 'srv/gems/a-1-x86_64-linux/lib/x.so', texts: {}, is: false },
    { file: 'srv/a-1-py3.12.egg/lib/x.so', texts: {}, is: false },
    { file: 'app/node_modules/a/x.dll.node', texts: SCRIPT, is: true },
    {
      file: 'srv/linux-x64/node_modules/a/x',
      texts: { 'srv/linux-x64/node_modules/a/package.json': SCRIPT['app/node_modules/a/package.json'] },
      is: true,
    },
  ])('$file beside $beside: $is', ({ file, texts, beside, is }) => {
    const tree = installed([file, ...(beside === undefined ? [] : [beside])], texts)
    const packages = packagesOf(tree)
    const package_ = packageOf(packages, find(tree, `/${file}`), `/${file}`)
    expect(package_ && isCompiled(packages, `/${file}`, package_)).toBe(is)
  })
})

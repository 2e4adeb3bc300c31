import type { Recipe, Why } from './recipe.ts'

interface Wrong extends Recipe {
  readonly reason: Why
  /** The line for verify-ignore; '' if a package is reported. */
  readonly ignore: string
}

const NODE = 'app/node_modules'
const PYTHON = 'usr/local/lib/python3.13/site-packages'

/** Contents of images that do not work, each with the expected reason. */
const WRONG: readonly Wrong[] = [
  {
    what: 'a program in PATH',
    files: { 'usr/local/bin/tool': 'amd64' },
    reason: 'in PATH',
    ignore: '/usr/local/bin/tool',
  },
  {
    what: "a program in the image's own PATH, in a folder with any name",
    files: { 'opt/testdata/tool': 'amd64' },
    config: { Env: ['PATH=/opt/testdata:/usr/bin'] },
    reason: 'in PATH',
    ignore: '/opt/testdata/tool',
  },
  {
    what: 'a program in /bin, which links to /usr/bin',
    files: { bin: '->usr/bin', 'usr/bin/tool': 'amd64' },
    config: { Env: ['PATH=/bin'] },
    reason: 'in PATH',
    ignore: '/usr/bin/tool',
  },
  {
    what: 'a program in PATH that names its machine',
    files: { 'usr/bin/app-linux-amd64': 'amd64' },
    reason: 'in PATH',
    ignore: '/usr/bin/app-linux-amd64',
  },
  {
    what: 'a folder of PATH that names a machine, next to the right one',
    files: { 'opt/linux-amd64/bin/x': 'amd64', 'opt/linux-arm64/bin/x': 'arm64' },
    config: { Env: ['PATH=/opt/linux-amd64/bin'] },
    reason: 'in PATH',
    ignore: '/opt/linux-amd64/bin/x',
  },
  {
    what: 'a program for FreeBSD in PATH',
    as: { osAbi: 9 },
    files: { 'usr/bin/x': 'arm64' },
    reason: 'in PATH',
    ignore: '/usr/bin/x',
  },
  {
    what: 'a program for sparc in PATH',
    files: { 'usr/bin/x': 'sparc64' },
    reason: 'in PATH',
    ignore: '/usr/bin/x',
  },
  {
    what: 'the target of a symlink in PATH',
    files: { 'usr/local/bin/x': '->/var/lib/x/x', 'var/lib/x/x': 'amd64' },
    reason: 'linked from PATH',
    ignore: '/var/lib/x/x',
  },
  {
    what: 'a chain of symlinks',
    files: {
      'usr/bin/java': '->/etc/alternatives/java',
      'etc/alternatives/java': '->/opt/jdk/java',
      'opt/jdk/java': 'amd64',
    },
    reason: 'linked from PATH',
    ignore: '/opt/jdk/java',
  },
  {
    what: 'a symlink in PATH to the wrong one of two',
    files: { 'usr/bin/x': '->/opt/x/x-amd64', 'opt/x/x-amd64': 'amd64', 'opt/x/x-arm64': 'arm64' },
    reason: 'linked from PATH',
    ignore: '/opt/x/x-amd64',
  },
  {
    what: 'a library in /usr/lib',
    files: { 'usr/lib/libx.so': 'amd64' },
    reason: 'loader folder',
    ignore: '/usr/lib/libx.so',
  },
  {
    what: 'a library in /usr/local/lib',
    files: { 'usr/local/lib/libx.so': 'amd64' },
    reason: 'loader folder',
    ignore: '/usr/local/lib/libx.so',
  },
  {
    what: 'a library in lib64',
    files: { 'lib64/libx.so': 'amd64' },
    reason: 'loader folder',
    ignore: '/lib64/libx.so',
  },
  {
    what: "a library in the platform's folder",
    files: { 'usr/lib/aarch64-linux-gnu/libx.so': 'amd64' },
    reason: 'loader folder',
    ignore: '/usr/lib/aarch64-linux-gnu/libx.so',
  },
  {
    what: 'a library in a folder of ld.so.conf',
    files: { 'etc/ld.so.conf.d/x.conf': '=/opt/x/linux-x64\n', 'opt/x/linux-x64/libx.so': 'amd64' },
    reason: 'loader folder',
    ignore: '/opt/x/linux-x64/libx.so',
  },
  {
    what: 'a library in LD_LIBRARY_PATH',
    files: { 'opt/x/libx.so': 'amd64' },
    config: { Env: ['LD_LIBRARY_PATH=/opt/x'] },
    reason: 'loader folder',
    ignore: '/opt/x/libx.so',
  },
  {
    what: 'libraries copied from an amd64 image',
    files: {
      'usr/lib/x86_64-linux-gnu/libssl.so.3': 'amd64',
      'usr/lib/x86_64-linux-gnu/libc.so.6': 'amd64',
      'usr/lib/aarch64-linux-gnu/libc.so.6': 'arm64',
    },
    reason: 'foreign triple',
    ignore: '/usr/lib/x86_64-linux-gnu',
  },
  {
    what: 'the same without a merged /usr',
    files: { 'lib/x86_64-linux-gnu/libz.so.1': 'amd64' },
    reason: 'foreign triple',
    ignore: '/lib/x86_64-linux-gnu/libz.so.1',
  },
  {
    what: "a set whose member for the platform is another machine's",
    files: { 'opt/app/bin/app-linux-amd64': 'amd64', 'opt/app/bin/app-linux-arm64': 'amd64' },
    reason: 'misnamed',
    ignore: '/opt/app/bin/app-linux-arm64',
  },
  {
    what: 'a native .NET library that does not match its folder',
    files: { 'srv/runtimes/linux-x64/native/x.so': 'amd64', 'srv/runtimes/linux-arm64/native/x.so': 'amd64' },
    reason: 'misnamed',
    ignore: '/srv/runtimes/linux-arm64/native/x.so',
  },
  {
    what: 'members of a set with swapped names',
    files: { 'opt/x/x-linux-amd64': 'arm64', 'opt/x/x-linux-arm64': 'amd64' },
    reason: 'misnamed',
    ignore: '/opt/x/x-linux-arm64',
  },
  {
    what: 'a wrong member next to a 32-bit one, which is right as well',
    on: 'linux/amd64',
    files: { 'opt/x/linux-x86/libx.so': '386', 'opt/x/linux-x64/libx.so': 'arm64' },
    reason: 'misnamed',
    ignore: '/opt/x/linux-x64/libx.so',
  },
  {
    what: 'a program named as for the platform',
    files: { 'srv/agent-aarch64': 'amd64' },
    reason: 'misnamed',
    ignore: '/srv/agent-aarch64',
  },
  {
    what: 'Python modules that pip compiled elsewhere',
    files: {
      [`${PYTHON}/x/a.cpython-313-x86_64-linux-gnu.so`]: 'amd64',
      [`${PYTHON}/x/b/b.cpython-313-x86_64-linux-gnu.so`]: 'amd64',
    },
    reason: 'other machine',
    ignore: '',
  },
  {
    what: 'a Node module that node-gyp compiled elsewhere',
    files: { [`${NODE}/better-sqlite3/build/Release/better_sqlite3.node`]: 'amd64' },
    reason: 'built in place',
    ignore: `/${NODE}/better-sqlite3`,
  },
  {
    what: 'a scoped module in a pnpm store',
    files: { [`${NODE}/.pnpm/@a+b@1/node_modules/@a/b/build/Release/x.node`]: 'amd64' },
    reason: 'built in place',
    ignore: `/${NODE}/.pnpm/@a+b@1/node_modules/@a/b`,
  },
  {
    what: 'a Node module that node-pre-gyp fetched elsewhere',
    files: { [`${NODE}/bcrypt/lib/binding/napi-v3/bcrypt_lib.node`]: 'amd64' },
    reason: 'built in place',
    ignore: `/${NODE}/bcrypt`,
  },
  {
    what: "one of Ruby's own extensions",
    files: { 'opt/ruby/lib/ruby/3.3.0/x86_64-linux/socket.so': 'amd64' },
    reason: 'built in place',
    ignore: '/opt/ruby/lib/ruby/3.3.0/x86_64-linux/socket.so',
  },
  {
    what: 'a Perl extension',
    files: { 'usr/local/lib/perl5/5.40.0/x86_64-linux-gnu/auto/POSIX/POSIX.so': 'amd64' },
    reason: 'built in place',
    ignore: '/usr/local/lib/perl5/5.40.0/x86_64-linux-gnu/auto/POSIX/POSIX.so',
  },
  {
    what: "CUDA's libraries in a configured folder of the loader",
    files: {
      'usr/local/cuda/lib64': '->targets/x86_64-linux/lib',
      'usr/local/cuda/targets/x86_64-linux/lib/libcudart.so.12': 'amd64',
    },
    config: { Env: ['LD_LIBRARY_PATH=/usr/local/cuda/lib64'] },
    reason: 'loader folder',
    ignore: '/usr/local/cuda/targets/x86_64-linux/lib/libcudart.so.12',
  },
  {
    what: "a gem's extension",
    files: { 'usr/local/bundle/extensions/x86_64-linux/3.3.0/bcrypt-3.1.20/bcrypt_ext.so': 'amd64' },
    reason: 'other machine',
    ignore: '',
  },
  {
    what: "a gem's library",
    files: { 'usr/local/bundle/gems/nokogiri-1.18.0/lib/nokogiri/nokogiri.so': 'amd64' },
    reason: 'built',
    ignore: '',
  },
  {
    what: 'a Python library without a tag',
    files: { [`${PYTHON}/x/x.so`]: 'amd64' },
    reason: 'program folder',
    ignore: `/${PYTHON}/x`,
  },
  {
    what: 'a program in libexec',
    files: { 'usr/libexec/git-core/git': 'amd64' },
    reason: 'program folder',
    ignore: '/usr/libexec/git-core/git',
  },
  {
    what: "a plug-in next to the platform's libraries",
    files: { 'usr/lib/aarch64-linux-gnu/x/y.so': 'amd64' },
    reason: 'program folder',
    ignore: '/usr/lib/aarch64-linux-gnu/x/y.so',
  },
  {
    what: 'an nginx module',
    files: { 'usr/lib/nginx/modules/x.so': 'amd64' },
    reason: 'program folder',
    ignore: '/usr/lib/nginx/modules/x.so',
  },
  {
    what: 'programs of an application with its own bin folder',
    files: { 'opt/app/bin/a': 'amd64', 'opt/app/bin/b': 'amd64' },
    reason: 'program folder',
    ignore: '/opt/app/bin',
  },
  {
    what: 'a helper below the working directory',
    files: { 'app/tools/x': 'amd64' },
    config: { WorkingDir: '/app' },
    reason: 'working folder',
    ignore: '/app/tools/x',
  },
  {
    what: 'a library next to the started program',
    files: { 'srv/main': 'arm64', 'srv/libx.so': 'amd64' },
    config: { Entrypoint: ['/srv/main'] },
    reason: 'beside the start',
    ignore: '/srv/libx.so',
  },
  {
    what: 'a program in a folder called test that is in PATH',
    files: { 'opt/test/tool': 'amd64' },
    config: { Env: ['PATH=/opt/test'] },
    reason: 'in PATH',
    ignore: '/opt/test/tool',
  },
  {
    what: 'the started program, in a folder of test data',
    files: { 'srv/testdata/main': 'amd64' },
    config: { Entrypoint: ['/srv/testdata/main'] },
    reason: 'started',
    ignore: '/srv/testdata/main',
  },
]

/** Files for other machines that nothing explains; each is an error. */
export const UNEXPLAINED: readonly Recipe[] = WRONG.map(({ reason, ignore, ...recipe }) => ({
  ...recipe,
  tells: [{ severity: 'error', why: reason, ...(ignore === '' ? {} : { ignore }) }],
}))

import type { NewEntry } from '../harness/tar-writer.ts'
import { file, notExecutable, npm, program, wheel } from './metadata.ts'
import type { Recipe, Why } from './recipe.ts'

const HOME = 'root'
const MODULES = 'app/node_modules'
const SITE = 'usr/local/lib/python3.12/site-packages'
const GRAFANA = 'var/lib/grafana/plugins/x-datasource'
const START = { Entrypoint: ['/usr/bin/app'] }
const APP = program('usr/bin/app', 'arm64')
const SHELL: readonly NewEntry[] = [
  program('bin/busybox', 'arm64'),
  { path: 'bin/sh', type: '2', target: 'busybox' },
]
const SERVER = program('srv/app/server', 'amd64')
const script = (path: string, text: string, shell = '/bin/sh'): NewEntry =>
  file(path, `#!${shell}\n${text}\n`)
const ENABLED = 'etc/systemd/system/multi-user.target.wants/app.service'

/** The metadata that .NET's SDK writes for an application for all machines. */
const portable = (...assets: readonly (readonly [name: string, rid: string, path: string])[]): string => {
  const framework = '.NETCoreApp,Version=v8.0'
  const libraries = assets.map(([name, rid, path]) => [
    `${name}/1.0.0`,
    { runtimeTargets: { [path]: { rid, assetType: 'native', fileVersion: '0.0.0.0' } } },
  ])
  return JSON.stringify(
    {
      runtimeTarget: { name: framework, signature: '' },
      targets: { [framework]: Object.fromEntries(libraries) },
    },
    null,
    2,
  )
}
const SQLITE = ['SQLite', 'linux-x64', 'runtimes/linux-x64/native/SQLite.Interop.so'] as const

const OWN_PYTHON = `${HOME}/.local/share/uv/python/cpython-3.12.8-linux-aarch64-gnu`
const OWN_SITE = `${OWN_PYTHON}/lib/python3.12/site-packages`

const RIGHT: readonly Recipe[] = [
  {
    what: 'a helper in a wheel, in a Python that was fetched for the platform',
    entries: [
      program(`${OWN_PYTHON}/bin/python3.12`, 'arm64'),
      ...wheel(
        OWN_SITE,
        'selenium',
        ['py3-none-any'],
        [program(`${OWN_SITE}/selenium/webdriver/common/linux/selenium-manager`, 'amd64')],
      ),
    ],
    tells: [{ severity: 'warning', why: 'helper', package: 'selenium' }],
  },
  {
    what: 'an image that only holds a file',
    files: { 'monitor-m4': 'arm' },
    on: 'linux/amd64',
    tells: [{ severity: 'warning', why: 'elsewhere' }],
  },
  {
    what: 'data in a plugin that was fetched for the platform',
    files: {
      [`${HOME}/.local/share/helm/plugins/helm-x/bin/x`]: 'arm64',
      [`${HOME}/.local/share/helm/plugins/helm-x/data/agent`]: 'amd64',
    },
    tells: [{ severity: 'warning', why: 'elsewhere' }],
  },
  {
    what: "s6-overlay's services, which it makes executable itself",
    entries: [
      ...SHELL,
      APP,
      script('init', 'exec /package/admin/s6-overlay/libexec/preinit'),
      notExecutable(script('etc/services.d/app/run', 'exec /usr/bin/app', '/usr/bin/with-contenv sh')),
    ],
    config: { Entrypoint: ['/init'] },
  },
  {
    what: 'Rust toolchains for two machines, and a target of one',
    files: {
      'usr/local/rustup/toolchains/stable-x86_64-unknown-linux-gnu/bin/rustc': 'amd64',
      'usr/local/rustup/toolchains/stable-aarch64-unknown-linux-gnu/bin/rustc': 'arm64',
      'usr/local/rustup/toolchains/stable-aarch64-unknown-linux-gnu/lib/rustlib/x86_64-unknown-linux-gnu/lib/libstd.so':
        'amd64',
    },
  },
  {
    what: 'a toolchain for a machine, from an unknown source',
    files: { 'opt/toolchains/x86_64-linux-gnu/lib/libgcc_s.so.1': 'amd64' },
  },
  {
    what: 'Grafana plugins for several machines',
    files: {
      [`${GRAFANA}/gpx_x_linux_amd64`]: 'amd64',
      [`${GRAFANA}/gpx_x_linux_arm64`]: 'arm64',
      [`${GRAFANA}/gpx_x_linux_arm`]: 'arm',
    },
  },
  {
    what: 'DuckDB extensions for two machines',
    files: {
      [`${HOME}/.duckdb/extensions/v1.1.3/linux_amd64/httpfs.duckdb_extension`]: 'amd64',
      [`${HOME}/.duckdb/extensions/v1.1.3/linux_arm64/httpfs.duckdb_extension`]: 'arm64',
    },
  },
  {
    what: 'editor extensions for two machines',
    files: {
      'root/.vscode-server/extensions/ms-vscode.cpptools-1.22.11-linux-x64/bin/cpptools': 'amd64',
      'root/.vscode-server/extensions/ms-vscode.cpptools-1.22.11-linux-arm64/bin/cpptools': 'arm64',
    },
  },
  {
    what: 'a library for all machines of one system in a .NET application',
    files: { 'app/runtimes/linux/native/libsnappy64.so': 'amd64' },
    entries: [
      file('app/App.deps.json', portable(['Driver', 'linux', 'runtimes/linux/native/libsnappy64.so'])),
    ],
    tells: [{ severity: 'warning', why: 'helper' }],
  },
  {
    what: 'a native .NET library compiled separately for the platform',
    files: {
      'app/runtimes/linux-x64/native/SQLite.Interop.so': 'amd64',
      'app/SQLite.Interop.so': 'arm64',
    },
    entries: [file('app/App.deps.json', portable(SQLITE))],
  },
  {
    what: 'a native .NET library for two machines',
    files: {
      'app/runtimes/linux-x64/native/libx.so': 'amd64',
      'app/runtimes/linux-arm64/native/libx.so': 'arm64',
    },
    entries: [
      file(
        'app/App.deps.json',
        portable(
          ['X', 'linux-x64', 'runtimes/linux-x64/native/libx.so'],
          ['X.Arm', 'linux-arm64', 'runtimes/linux-arm64/native/libx.so'],
        ),
      ),
    ],
  },
  {
    what: 'variables that name agents for other machines, and say so',
    files: { 'agents/agent-linux-amd64': 'amd64', 'agents/agent-linux-arm64': 'arm64' },
    config: {
      Env: ['AGENT_AMD64=/agents/agent-linux-amd64', 'AGENT_ARM64=/agents/agent-linux-arm64'],
    },
  },
  {
    what: 'a program that a variable names and an emulator runs',
    files: { 'usr/local/bin/box64': 'arm64', 'opt/game/server': 'amd64' },
    config: { Env: ['SERVER=/opt/game/server'] },
  },
  {
    what: 'a supervisor with a program for the platform, and a health check',
    entries: [
      ...SHELL,
      program('usr/bin/supervisord', 'arm64'),
      file('etc/supervisord.conf', '[program:app]\ncommand=/usr/bin/app --port 80 ; the server\n'),
      APP,
    ],
    config: { Cmd: ['supervisord', '-n'], Healthcheck: { Test: ['CMD-SHELL', '/usr/bin/app -t || exit 1'] } },
  },
  {
    what: "a supervisor's program that is not autostarted, and is for another machine",
    entries: [
      program('usr/bin/supervisord', 'arm64'),
      file('etc/supervisord.conf', '[program:app]\nautostart=false\ncommand=/srv/app/server\n'),
      SERVER,
    ],
    config: { Cmd: ['supervisord', '-n'] },
    tells: [{ severity: 'warning', why: 'elsewhere' }],
  },
  {
    what: 'executable data in PATH, as copied from Windows',
    entries: [
      APP,
      file('usr/local/bin/page.html', '<!doctype html><html></html>'),
      file('usr/local/bin/settings.json', '{"name": "value", "more": 1}'),
      file('usr/local/bin/app.jar', Buffer.from('PK\x03\x04aaaaaaaaaaaa')),
    ],
    config: START,
  },
  {
    what: 'a browser that Puppeteer fetches for a machine without one',
    files: {
      [`${HOME}/.cache/puppeteer/chrome/linux_arm-131.0.6778.204/chrome-linux64/chrome`]: 'amd64',
    },
    tells: [{ severity: 'warning', why: 'alone' }],
  },
  {
    what: 'a library that Gradle unpacks, and unpacks again on another machine',
    files: { [`${HOME}/.gradle/native/0.22/linux-amd64/libnative-platform.so`]: 'amd64' },
    tells: [{ severity: 'warning', why: 'alone' }],
  },
  {
    what: 'a missing library to preload',
    entries: [APP],
    config: { ...START, Env: ['LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2'] },
    tells: [{ severity: 'warning', why: 'preload' }],
  },
  {
    what: 'a library to preload, given by its name',
    entries: [APP],
    config: { ...START, Env: ['LD_PRELOAD=libjemalloc.so.2'] },
  },
  {
    what: 'a package with programs for other machines only',
    entries: npm(`${MODULES}/ffprobe-static`, { name: 'ffprobe-static' }, [
      program(`${MODULES}/ffprobe-static/bin/linux/x64/ffprobe`, 'amd64'),
      program(`${MODULES}/ffprobe-static/bin/linux/ia32/ffprobe`, '386'),
    ]),
    tells: [{ severity: 'warning', why: 'helper', package: 'ffprobe-static' }],
  },
  {
    what: 'a wheel with libraries for other machines only',
    entries: wheel(
      SITE,
      'mip',
      ['py3-none-any'],
      [
        program(`${SITE}/mip/libraries/lin64/cbc-c-linux-x86-64.so`, 'amd64'),
        program(`${SITE}/mip/libraries/lin32/cbc-c-linux-x86.so`, '386'),
      ],
    ),
    tells: [{ severity: 'warning', why: 'helper', package: 'mip' }],
  },
]

/** Files that tools fetch or compile for the machine that they run on. */
const FETCHED: readonly string[] = [
  `${HOME}/.cache/puppeteer/chrome/linux-131.0.6778.204/chrome-linux64/chrome`,
  'home/pptruser/.cache/puppeteer/chrome-headless-shell/linux-131.0/chrome-headless-shell-linux64/chrome-headless-shell',
  `${MODULES}/playwright-core/.local-browsers/chromium-1148/chrome-linux/chrome`,
  `${HOME}/.cache/selenium/chromedriver/linux64/131.0.6778.204/chromedriver`,
  `${HOME}/.wdm/drivers/chromedriver/linux64/131.0.6778.204/chromedriver-linux64/chromedriver`,
  'usr/local/rustup/toolchains/1.83.0-x86_64-unknown-linux-gnu/bin/rustc',
  `${HOME}/.local/share/uv/python/cpython-3.12.8-linux-x86_64-gnu/bin/python3.12`,
  `${HOME}/.local/share/mise/installs/terraform/1.9.0/terraform`,
  `${HOME}/.asdf/installs/kubectl/1.31.0/kubectl`,
  `${HOME}/.julia/juliaup/julia-1.11.2+0.x64.linux.gnu/bin/julia`,
  'opt/hostedtoolcache/node/22.12.0/x64/bin/node',
  'usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.11/libcoreclr.so',
  `${HOME}/.dotnet/tools/dotnet-trace`,
  `${HOME}/.krew/store/ctx/v0.9.5/kubectx`,
  `${HOME}/.local/share/helm/plugins/helm-secrets/sops`,
  `${HOME}/.pulumi/plugins/resource-aws-v6.60.0/pulumi-resource-aws`,
  `${HOME}/.config/packer/plugins/github.com/hashicorp/amazon/packer-plugin-amazon_v1.3.0_x5.0_linux_amd64`,
  `${HOME}/.local/share/gh/extensions/gh-dash/gh-dash`,
  `${GRAFANA}/gpx_x_linux_amd64`,
  'root/.vscode-server/extensions/ms-vscode.cpptools-1.22.11-linux-x64/bin/cpptools',
  'root/.vscode-server/cli/servers/Stable-0123456789/server/node',
  `${HOME}/.local/share/nvim/mason/packages/rust-analyzer/rust-analyzer-x86_64-unknown-linux-gnu`,
  `${HOME}/.local/share/nvim/lazy/nvim-treesitter/parser/go.so`,
  `${HOME}/.duckdb/extensions/v1.1.3/linux_amd64/httpfs.duckdb_extension`,
  `${HOME}/.cache/prisma/master/0123456789abcdef/debian-openssl-3.0.x/libquery-engine`,
  `${HOME}/.svm/0.8.20/solc-0.8.20`,
  `${HOME}/.cache/mongodb-binaries/mongod-x64-debian-12-7.0.14`,
  `${HOME}/.cache/torch_extensions/py312_cu121/fused/fused.so`,
  `${HOME}/.m2/repository/com/google/protobuf/protoc/3.25.1/protoc-3.25.1-linux-x86_64.exe`,
  `${HOME}/R/x86_64-pc-linux-gnu-library/4.4/Rcpp/libs/Rcpp.so`,
  'srv/app/renv/library/linux-ubuntu-jammy/R-4.4/x86_64-pc-linux-gnu/Rcpp/libs/Rcpp.so',
]

/** Folders that programs search for plugins. */
const PLUGINS: readonly string[] = [
  'usr/local/apache2/modules/mod_x.so',
  'usr/local/nginx/modules/ngx_http_x_module.so',
  'usr/local/openresty/lualib/cjson.so',
  'vault/plugins/vault-plugin-x',
  'package/admin/s6-2.12.0.3/command/s6-svscan',
  'opt/tritonserver/backends/python/libtriton_python.so',
  'usr/lib/redis/modules/redisearch.so',
  'fluent-bit/plugins/out_x.so',
  'opt/oracle/instantclient_21_12/libclntsh.so.21.1',
]

const wrong = (why: Why, path: string): Pick<Recipe, 'tells'> => ({
  tells: [{ severity: 'error', why, path }],
})

/** Commands in the configuration files of init systems. */
const SERVICES: readonly Recipe[] = [
  {
    what: 'a supervisord program',
    entries: [
      program('usr/bin/supervisord', 'arm64'),
      file('etc/supervisor/supervisord.conf', '[include]\nfiles = /etc/supervisor/conf.d/*.conf\n'),
      file('etc/supervisor/conf.d/app.conf', '[program:app]\ncommand=/srv/app/server --port 80\n'),
      SERVER,
    ],
    config: { Cmd: ['supervisord', '-n'] },
  },
  {
    what: 'a program of supervisord, started by a script with a configuration file in another folder',
    entries: [
      ...SHELL,
      program('usr/bin/supervisord', 'arm64'),
      script('entrypoint.sh', 'exec supervisord -n -c /opt/etc/supervisord.conf'),
      file('opt/etc/supervisord.conf', '[program:app]\ncommand=./server\ndirectory=/srv/app\n'),
      SERVER,
    ],
    config: { Entrypoint: ['/entrypoint.sh'] },
  },
  {
    what: 'an s6-overlay service',
    entries: [
      ...SHELL,
      script('init', 'exec /package/admin/s6-overlay/libexec/preinit'),
      program('command/with-contenv', 'arm64'),
      script('etc/s6-overlay/s6-rc.d/app/run', 'exec /srv/app/server', '/command/with-contenv sh'),
      file('etc/s6-overlay/s6-rc.d/user/contents.d/app', ''),
      SERVER,
    ],
    config: { Entrypoint: ['/init'] },
  },
  {
    what: 'a runit service',
    entries: [
      ...SHELL,
      program('usr/bin/runsvdir', 'arm64'),
      script('etc/service/app/run', 'exec /srv/app/server'),
      SERVER,
    ],
    config: { Cmd: ['runsvdir', '-P', '/etc/service'] },
  },
  {
    what: 'a systemd unit',
    entries: [
      program('usr/lib/systemd/systemd', 'arm64'),
      { path: 'sbin/init', type: '2', target: '/usr/lib/systemd/systemd' },
      file('etc/systemd/system/app.service', '[Service]\nExecStart=-/srv/app/server --port 80\n'),
      { path: ENABLED, type: '2', target: '/etc/systemd/system/app.service' },
      SERVER,
    ],
    config: { Cmd: ['/sbin/init'] },
  },
  {
    what: 'a cron job',
    entries: [
      ...SHELL,
      program('usr/sbin/cron', 'arm64'),
      file('etc/cron.d/app', 'SHELL=/bin/sh\n*/5 * * * * root /srv/app/server >/dev/null 2>&1\n'),
      SERVER,
    ],
    config: { Cmd: ['cron', '-f'] },
  },
  {
    what: "a job for BusyBox's crond",
    entries: [
      ...SHELL,
      { path: 'usr/sbin/crond', type: '2', target: '/bin/busybox' },
      file('etc/crontabs/root', '0 3 * * * /srv/app/server\n'),
      SERVER,
    ],
    config: { Cmd: ['crond', '-f'] },
  },
  {
    what: 'a health check',
    entries: [APP, SERVER],
    config: { ...START, Healthcheck: { Test: ['CMD', '/srv/app/server', '--check'] } },
  },
  {
    what: 'a health check that a shell runs',
    entries: [...SHELL, APP, SERVER],
    config: { ...START, Healthcheck: { Test: ['CMD-SHELL', '/srv/app/server --check || exit 1'] } },
  },
].map((recipe) => ({ ...recipe, ...wrong('started', 'srv/app/server') }))

/** Downloads that are not the program. */
const DOWNLOADS: readonly Recipe[] = [
  ['a page', '<!DOCTYPE html><html><body>Sign in</body></html>'],
  ['a redirect', '<a href="https://example.com/tool">Moved Permanently</a>.'],
  ['an error message', 'Not Found'],
  ['an answer of an interface', '{"message": "Not Found", "status": "404"}'],
  ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'],
  ['an archive', '\x1f\x8b\x08\0\0\0\0\0\0\x03'],
].map(([what, text]) => ({
  what: `${what} in a folder of PATH, not started by the image`,
  entries: [APP, file('usr/local/bin/kubectl', Buffer.from(text ?? '', 'latin1'))],
  config: START,
  ...wrong('system', 'usr/local/bin/kubectl'),
}))

const WRONG: readonly Recipe[] = [
  ...FETCHED.map((path) => ({
    what: `fetched for another machine: ${path}`,
    files: { [path]: 'amd64' } as const,
    tells: [{ severity: 'error', path } as const],
  })),
  {
    what: 'Grafana plugins for two other machines',
    files: { [`${GRAFANA}/gpx_x_linux_amd64`]: 'amd64', [`${GRAFANA}/gpx_x_linux_arm`]: 'arm' },
    tells: [
      { severity: 'error', why: 'built in place', path: `${GRAFANA}/gpx_x_linux_amd64` },
      { severity: 'warning', why: 'built in place' },
    ],
  },
  ...PLUGINS.map((path) => ({
    what: `a plugin: ${path}`,
    files: { [path]: 'amd64' } as const,
    ...wrong('program folder', path),
  })),
  ...SERVICES,
  ...DOWNLOADS,
  {
    what: "a package's native library in a .NET application",
    files: { 'app/runtimes/linux-x64/native/SQLite.Interop.so': 'amd64' },
    entries: [file('app/App.deps.json', portable(SQLITE))],
    tells: [{ severity: 'error', why: 'other machine', package: 'SQLite' }],
  },
  {
    what: 'a program that a variable names',
    files: { 'usr/bin/app': 'arm64', 'opt/chrome/chrome': 'amd64' },
    config: { ...START, Env: ['PUPPETEER_EXECUTABLE_PATH=/opt/chrome/chrome'] },
    ...wrong('named', 'opt/chrome/chrome'),
  },
  {
    what: 'a runtime that a variable names',
    files: { 'usr/bin/app': 'arm64', 'opt/jdk-21-linux-x64/bin/java': 'amd64' },
    config: { ...START, Env: ['JAVA_HOME=/opt/jdk-21-linux-x64'] },
    ...wrong('named', 'opt/jdk-21-linux-x64/bin/java'),
  },
  {
    what: 'a Python environment with an interpreter for another machine',
    files: { 'usr/bin/app': 'arm64', 'opt/venv/bin/python': '->/opt/py/python3', 'opt/py/python3': 'amd64' },
    config: { ...START, Env: ['VIRTUAL_ENV=/opt/venv'] },
    ...wrong('named', 'opt/py/python3'),
  },
  {
    what: 'a module in the command',
    files: { 'usr/bin/redis-server': 'arm64', 'modules/search.so': 'amd64' },
    config: { Cmd: ['redis-server', '--loadmodule', '/modules/search.so'] },
    ...wrong('named', 'modules/search.so'),
  },
  {
    what: 'a plugin below the folder of the started program',
    files: { 'srv/app/server': 'arm64', 'srv/app/plugins/auth.so': 'amd64' },
    config: { Entrypoint: ['/srv/app/server'] },
    ...wrong('working folder', 'srv/app/plugins/auth.so'),
  },
  {
    what: 'an agent in a variable with options',
    files: { 'usr/bin/app': 'arm64', 'srv/agent/libagent.so': 'amd64' },
    config: { ...START, Env: ['JAVA_TOOL_OPTIONS=-Xmx1g -agentpath:/srv/agent/libagent.so=all'] },
    ...wrong('named', 'srv/agent/libagent.so'),
  },
  {
    what: 'a library that a variable preloads',
    files: { 'usr/bin/app': 'arm64', 'srv/x/libjemalloc.so.2': 'amd64' },
    config: { ...START, Env: ['LD_PRELOAD=/srv/x/libjemalloc.so.2'] },
    ...wrong('needed', 'srv/x/libjemalloc.so.2'),
  },
  {
    what: 'a library that a file preloads',
    files: {
      'usr/bin/app': 'arm64',
      'srv/x/libjemalloc.so.2': 'amd64',
      'etc/ld.so.preload': '=/srv/x/libjemalloc.so.2\n',
    },
    config: START,
    ...wrong('needed', 'srv/x/libjemalloc.so.2'),
  },
  {
    what: 'a module next to the script that Node.js runs',
    files: { 'usr/bin/node': 'arm64', 'srv/app/main.js': '=x', 'srv/app/native/x.node': 'amd64' },
    config: { Cmd: ['node', '/srv/app/main.js'] },
    ...wrong('working folder', 'srv/app/native/x.node'),
  },
  {
    what: 'a library next to the archive that Java runs',
    files: { 'usr/bin/java': 'arm64', 'srv/app/app.jar': '=x', 'srv/app/libx.so': 'amd64' },
    config: { Cmd: ['java', '-Xmx1g', '-jar', '/srv/app/app.jar'] },
    ...wrong('beside the start', 'srv/app/libx.so'),
  },
  {
    what: 'a helper in the root folder',
    files: { 'usr/bin/app': 'arm64', grpc_health_probe: 'amd64' },
    config: START,
    ...wrong('program folder', 'grpc_health_probe'),
  },
]

/** Everyday mistakes, and correct contents that look similar. */
export const MISTAKES: readonly Recipe[] = [...RIGHT, ...WRONG]

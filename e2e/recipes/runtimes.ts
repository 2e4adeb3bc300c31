import { deps, file, macProgram, program, windowsProgram } from './metadata.ts'
import type { Recipe } from './recipe.ts'

const GEMS = 'app/vendor/bundle/ruby/3.3.0/gems'
const PHP = 'usr/local/lib/php/extensions/no-debug-non-zts-20240924'
const APP = { WorkingDir: '/app' }

const JAVA: readonly Recipe[] = [
  {
    what: 'a Java runtime made by jlink',
    files: { 'opt/java/bin/java': 'arm64', 'opt/java/lib/server/libjvm.so': 'arm64' },
    config: { Env: ['PATH=/opt/java/bin:/usr/bin'], Entrypoint: ['java', '-jar', '/app.jar'] },
  },
  {
    what: "Netty's native libraries from an unpacked jar",
    files: {
      'app/META-INF/native/libnetty_transport_native_epoll_x86_64.so': 'amd64',
      'app/META-INF/native/libnetty_transport_native_epoll_aarch_64.so': 'arm64',
      'app/META-INF/native/libnetty_transport_native_epoll_riscv64.so': 'riscv64',
    },
    config: APP,
  },
  {
    what: "Snappy's native libraries, with musl in the folder",
    files: {
      'app/org/xerial/snappy/native/Linux/x86_64/libsnappyjava.so': 'amd64',
      'app/org/xerial/snappy/native/Linux-Musl/x86_64/libsnappyjava.so': 'amd64',
      'app/org/xerial/snappy/native/Linux/aarch64/libsnappyjava.so': 'arm64',
      'app/org/xerial/snappy/native/Linux/ppc64le/libsnappyjava.so': 'ppc64le',
    },
    entries: [
      macProgram('app/org/xerial/snappy/native/Mac/aarch64/libsnappyjava.dylib'),
      windowsProgram('app/org/xerial/snappy/native/Windows/x86_64/snappyjava.dll'),
    ],
    config: APP,
  },
  {
    what: "SQLite's native libraries",
    on: 'linux/riscv64',
    files: Object.fromEntries(
      [
        ['Linux/x86_64', 'amd64'],
        ['Linux/aarch64', 'arm64'],
        ['Linux/armv7', 'arm'],
        ['Linux/riscv64', 'riscv64'],
        ['Linux-Android/aarch64', 'arm64'],
        ['Linux-Musl/x86', '386'],
      ].map(([folder, arch]) => [`app/org/sqlite/native/${folder}/libsqlitejdbc.so`, arch ?? '']),
    ),
    config: APP,
  },
  {
    what: "RocksDB's native libraries, whose names have the word size",
    files: {
      'opt/flink/lib/librocksdbjni-linux64.so': 'amd64',
      'opt/flink/lib/librocksdbjni-linux64-musl.so': 'amd64',
      'opt/flink/lib/librocksdbjni-linux32.so': '386',
      'opt/flink/lib/librocksdbjni-linux-aarch64.so': 'arm64',
      'opt/flink/lib/librocksdbjni-linux-aarch64-musl.so': 'arm64',
      'opt/flink/lib/librocksdbjni-linux-ppc64le.so': 'ppc64le',
    },
  },
  {
    what: 'a service wrapper that calls arm64 arm-64',
    files: {
      'opt/nexus/bin/wrapper-linux-x86-64': 'amd64',
      'opt/nexus/bin/wrapper-linux-x86-32': '386',
      'opt/nexus/bin/wrapper-linux-arm-64': 'arm64',
      'opt/nexus/bin/wrapper-linux-armhf-32': 'arm',
      'opt/nexus/bin/wrapper-linux-ppcle-64': 'ppc64le',
      'opt/nexus/bin/wrapper-linux-ppcbe-64': 'ppc64',
      'opt/nexus/lib/libwrapper-linux-x86-64.so': 'amd64',
      'opt/nexus/lib/libwrapper-linux-arm-64.so': 'arm64',
    },
  },
  {
    what: 'an SDK for neural networks, whose folders are named by target and compiler',
    files: {
      'opt/qairt/2.26/lib/x86_64-linux-clang/libQnnHtp.so': 'amd64',
      'opt/qairt/2.26/lib/aarch64-oe-linux-gcc11.2/libQnnHtp.so': 'arm64',
      'opt/qairt/2.26/lib/aarch64-android/libQnnHtp.so': 'arm64',
    },
  },
  {
    what: 'a profiler for two machines',
    files: {
      'opt/async-profiler-3.0-linux-x64/lib/libasyncProfiler.so': 'amd64',
      'opt/async-profiler-3.0-linux-arm64/lib/libasyncProfiler.so': 'arm64',
    },
  },
  {
    what: 'a native library that is published for one machine',
    files: { 'app/META-INF/native/libconscrypt_openjdk_jni-linux-x86_64.so': 'amd64' },
    config: APP,
    tells: [{ severity: 'warning', why: 'alone' }],
  },
  {
    what: 'a Java runtime for another machine',
    files: { 'opt/java/openjdk/bin/java': 'amd64', 'opt/java/openjdk/lib/server/libjvm.so': 'amd64' },
    config: { Env: ['PATH=/opt/java/openjdk/bin:/usr/bin'], Entrypoint: ['java', '-jar', '/app.jar'] },
    tells: [
      { severity: 'error', why: 'started', path: 'opt/java/openjdk/bin/java' },
      { severity: 'error', why: 'program folder', path: 'opt/java/openjdk/lib/server/libjvm.so' },
    ],
  },
  {
    what: 'a Java virtual machine that does not match its launcher',
    files: { 'usr/lib/jvm/java-21/bin/java': 'arm64', 'usr/lib/jvm/java-21/lib/server/libjvm.so': 'amd64' },
    tells: [{ severity: 'error', why: 'program folder', path: 'usr/lib/jvm/java-21/lib/server/libjvm.so' }],
  },
  {
    what: 'a GraalVM native image',
    files: { 'work/application': 'amd64' },
    config: { WorkingDir: '/work', Entrypoint: ['./application', '-Dquarkus.http.host=0.0.0.0'] },
    tells: [{ severity: 'error', why: 'started', path: 'work/application' }],
  },
  {
    what: "Tomcat's native connector",
    files: { 'usr/local/tomcat/native-jni-lib/libtcnative-2.so.0': 'amd64' },
    config: { Env: ['LD_LIBRARY_PATH=/usr/local/tomcat/native-jni-lib'] },
    tells: [{ severity: 'error', why: 'loader folder' }],
  },
  {
    what: "Hadoop's native libraries from a release for one machine",
    files: { 'opt/hadoop/lib/native/libhadoop.so.1.0.0': 'amd64' },
    tells: [{ severity: 'error', why: 'program folder' }],
  },
]

const GLIBC = program('lib/ld-linux-aarch64.so.1', 'arm64')

const DOTNET: readonly Recipe[] = [
  {
    what: 'a .NET application that brings its runtime',
    entries: [
      file('app/App.deps.json', deps('.NETCoreApp,Version=v9.0/linux-arm64')),
      ...['App', 'libcoreclr.so', 'libhostpolicy.so', 'libSystem.Native.so'].map((name) =>
        program(`app/${name}`, 'arm64'),
      ),
      windowsProgram('app/App.dll'),
    ],
    config: { ...APP, Entrypoint: ['./App'] },
  },
  {
    what: 'a .NET tool with native libraries for several machines',
    files: {
      'root/.dotnet/tools/.store/gitversion.tool/6.1.0/gitversion.tool/6.1.0/tools/net8.0/any/runtimes/linux-x64/native/libgit2-a.so':
        'amd64',
      'root/.dotnet/tools/.store/gitversion.tool/6.1.0/gitversion.tool/6.1.0/tools/net8.0/any/runtimes/linux-arm64/native/libgit2-a.so':
        'arm64',
      'root/.dotnet/tools/dotnet-gitversion': 'arm64',
    },
    config: { Env: ['PATH=/root/.dotnet/tools:/usr/bin'] },
  },
  {
    what: "Playwright's Node for two machines",
    files: {
      'app/.playwright/node/linux-x64/node': 'amd64',
      'app/.playwright/node/linux-arm64/node': 'arm64',
    },
    config: APP,
  },
  {
    what: 'native .NET libraries for three systems',
    files: {
      'app/runtimes/linux-x64/native/libe_sqlite3.so': 'amd64',
      'app/runtimes/linux-musl-arm64/native/libe_sqlite3.so': 'arm64',
      'app/runtimes/linux-arm64/native/libe_sqlite3.so': 'arm64',
      'app/runtimes/linux-s390x/native/libe_sqlite3.so': 's390x',
    },
    entries: [
      file('app/App.deps.json', deps('.NETCoreApp,Version=v9.0')),
      windowsProgram('app/runtimes/win-arm64/native/e_sqlite3.dll'),
      macProgram('app/runtimes/osx-arm64/native/libe_sqlite3.dylib'),
    ],
    config: APP,
  },
  {
    what: 'a helper for one machine in a .NET application for all',
    entries: [
      file('app/Tests.deps.json', deps('.NETCoreApp,Version=v8.0')),
      program('app/selenium-manager/linux/selenium-manager', 'amd64'),
    ],
    config: APP,
    tells: [{ severity: 'warning', why: 'helper', package: 'Tests' }],
  },
  {
    what: 'a .NET application for musl in an image with glibc',
    entries: [
      GLIBC,
      file('app/App.deps.json', deps('.NETCoreApp,Version=v9.0/linux-musl-arm64')),
      program('app/App', 'arm64', { interpreter: '/lib/ld-musl-aarch64.so.1' }),
    ],
    config: { ...APP, Entrypoint: ['./App'] },
    tells: [{ severity: 'error', why: 'interpreter', path: 'app/App' }],
  },
  {
    what: 'the host of a portable .NET application, started directly',
    entries: [file('app/App.deps.json', deps('.NETCoreApp,Version=v8.0')), program('app/App', 'amd64')],
    config: { ...APP, Entrypoint: ['./App'] },
    tells: [{ severity: 'error', why: 'started', path: 'app/App' }],
  },
  {
    what: '.NET itself for another machine',
    files: { 'usr/bin/dotnet': '->/usr/share/dotnet/dotnet', 'usr/share/dotnet/dotnet': 'amd64' },
    tells: [{ severity: 'error', why: 'linked from PATH', ignore: '/usr/share/dotnet/dotnet' }],
  },
]

const SCRIPTS: readonly Recipe[] = [
  {
    what: 'gems with programs for two platforms',
    files: {
      [`${GEMS}/tailwindcss-ruby-4.1.0-x86_64-linux-gnu/exe/x86_64-linux-gnu/tailwindcss`]: 'amd64',
      [`${GEMS}/tailwindcss-ruby-4.1.0-aarch64-linux-gnu/exe/aarch64-linux-gnu/tailwindcss`]: 'arm64',
      [`${GEMS}/grpc-1.70.1-x86_64-linux/src/ruby/lib/grpc/3.3/grpc_c.so`]: 'amd64',
      [`${GEMS}/grpc-1.70.1-aarch64-linux/src/ruby/lib/grpc/3.3/grpc_c.so`]: 'arm64',
    },
    config: APP,
  },
  { what: "PHP's extensions", files: { [`${PHP}/opcache.so`]: 'arm64', [`${PHP}/redis.so`]: 'arm64' } },
  {
    what: 'languages with their own folders for native code',
    files: {
      'usr/local/lib/R/site-library/Rcpp/libs/Rcpp.so': 'arm64',
      'usr/local/lib/lua/5.4/cjson.so': 'arm64',
      'usr/local/lib/erlang/erts-15.2/bin/beam.smp': 'arm64',
      'usr/lib/aarch64-linux-gnu/perl/5.40/auto/POSIX/POSIX.so': 'arm64',
      'root/.julia/artifacts/3f9d/lib/libopenblas64_.so': 'arm64',
    },
  },
  {
    what: 'a gem for another platform below the project',
    files: { [`${GEMS}/nokogiri-1.18.9-x86_64-linux-gnu/lib/nokogiri/3.3/nokogiri.so`]: 'amd64' },
    config: APP,
    tells: [{ severity: 'error', why: 'other machine', package: 'nokogiri-1.18.9-x86_64-linux-gnu' }],
  },
  {
    what: 'a program in a gem for another platform',
    files: { [`${GEMS}/tailwindcss-ruby-4.1.0-x86_64-linux-gnu/exe/x86_64-linux-gnu/tailwindcss`]: 'amd64' },
    config: APP,
    tells: [{ severity: 'error', why: 'other machine' }],
  },
  {
    what: 'Ruby for another machine',
    files: { 'usr/local/bin/ruby': 'amd64', 'usr/local/lib/libruby.so.3.3.7': 'amd64' },
    tells: [
      { severity: 'error', why: 'in PATH', path: 'usr/local/bin/ruby' },
      { severity: 'error', why: 'loader folder', path: 'usr/local/lib/libruby.so.3.3.7' },
    ],
  },
  {
    what: 'a PHP extension',
    files: { [`${PHP}/opcache.so`]: 'arm64', [`${PHP}/redis.so`]: 'amd64' },
    tells: [{ severity: 'error', why: 'program folder', path: `${PHP}/redis.so` }],
  },
  {
    what: 'an R extension',
    files: { 'usr/local/lib/R/site-library/Rcpp/libs/Rcpp.so': 'amd64' },
    tells: [{ severity: 'error', why: 'built in place' }],
  },
  {
    what: 'a native function for Elixir',
    files: { 'app/lib/bcrypt_elixir-3.2.0/priv/bcrypt_nif.so': 'amd64' },
    tells: [{ severity: 'error', why: 'program folder' }],
  },
  {
    what: 'an Erlang release with its virtual machine',
    files: {
      'app/bin/server': '=#!/bin/sh\nexec "$ROOTDIR/erts-15.2/bin/erlexec" "$@"\n',
      'app/erts-15.2/bin/beam.smp': 'amd64',
      'bin/sh': 'arm64',
    },
    config: { Entrypoint: ['/app/bin/server'] },
    tells: [{ severity: 'error', why: 'program folder', path: 'app/erts-15.2/bin/beam.smp' }],
  },
  {
    what: 'a PostgreSQL extension',
    files: { 'usr/lib/postgresql/17/lib/vector.so': 'amd64' },
    tells: [{ severity: 'error', why: 'program folder' }],
  },
  {
    what: 'an Apache module',
    files: { 'usr/lib/apache2/modules/mod_security2.so': 'amd64' },
    tells: [{ severity: 'error', why: 'program folder' }],
  },
]

/** Runtimes of Java, .NET and scripting languages, and their modules. */
export const RUNTIMES: readonly Recipe[] = [...JAVA, ...DOTNET, ...SCRIPTS]

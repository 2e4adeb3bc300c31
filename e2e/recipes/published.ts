import {
  dpkg,
  dpkgList,
  file,
  macProgram,
  npm,
  paragraph,
  program,
  wheel,
  windowsProgram,
} from './metadata.ts'
import type { Recipe } from './recipe.ts'

const SITE = 'usr/local/lib/python3.13/site-packages'
const MODULES = 'app/node_modules'
const APP = { WorkingDir: '/app' }
const AMD64 = { on: 'linux/amd64' }

/** One file in each of several folders. */
function each(
  folders: Readonly<Record<string, string>>,
  pathOf: (folder: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(folders).map(([folder, arch]) => [pathOf(folder), arch]))
}

const RIGHT: readonly Recipe[] = [
  {
    what: 'agents for a remote desktop, by boards and machines',
    entries: npm(
      `${MODULES}/meshcentral`,
      { name: 'meshcentral' },
      Object.entries({
        aarch64: 'arm64',
        'aarch64-cortex-a53': 'arm64',
        arm: 'arm',
        armhf: 'arm',
        mips: 'mips',
        poky: '386',
        pogo: 'arm',
        'linux-armada370-hf': 'arm',
        poky64: 'amd64',
        x86: '386',
        'x86-64': 'amd64',
        'x86-64_nokvm': 'amd64',
        riscv64: 'riscv64',
        openwrt_x86_64: 'amd64',
        mipsel24kc: 'mipsle',
      }).map(([name, arch]) => program(`${MODULES}/meshcentral/agents/meshagent_${name}`, arch)),
    ),
    config: APP,
  },
  {
    what: 'a module that lets JavaScript wait, compiled in place next to prebuilt ones',
    entries: npm(`${MODULES}/deasync`, { name: 'deasync', scripts: { install: 'node ./build.js' } }, [
      program(`${MODULES}/deasync/bin/linux-x64-node-22/deasync.node`, 'amd64'),
      program(`${MODULES}/deasync/bin/linux-ia32-node-10/deasync.node`, '386'),
      program(`${MODULES}/deasync/bin/linux-x64-node-10/deasync.node`, 'amd64'),
      program(`${MODULES}/deasync/bin/linux-arm64-node-24/deasync.node`, 'arm64'),
    ]),
    config: APP,
  },
  {
    ...AMD64,
    what: "NVIDIA's SDK for high performance, with profilers for boards",
    files: each(
      {
        'target-linux-x64': 'amd64',
        'target-linux-sbsa-armv8': 'arm64',
        'target-linux-tegra-armv8': 'arm64',
      },
      (folder) => `opt/nvidia/hpc_sdk/Linux_x86_64/24.11/profilers/Nsight_Systems/${folder}/nsys`,
    ),
  },
  {
    what: 'a library for accelerators with the words of Bazel',
    files: each(
      { aarch64: 'arm64', armv7a: 'arm', k8: 'amd64' },
      (cpu) => `opt/edgetpu_runtime/libedgetpu/direct/${cpu}/libedgetpu.so.1.0`,
    ),
  },
  {
    ...AMD64,
    what: 'printer drivers for three machines',
    files: each(
      { armv7l: 'arm', i686: '386', x86_64: 'amd64' },
      (cpu) => `opt/brother/Printers/HLL2350DW/lpd/${cpu}/rawtobr3`,
    ),
  },
  {
    what: 'the same on a machine that they do not support',
    files: each(
      { armv7l: 'arm', i686: '386', x86_64: 'amd64' },
      (cpu) => `opt/brother/Printers/HLL2350DW/lpd/${cpu}/rawtobr3`,
    ),
  },
  {
    what: 'printer plug-ins',
    files: each(
      { arm32: 'arm', arm64: 'arm64', x86_32: '386', x86_64: 'amd64' },
      (cpu) => `usr/share/hplip/prnt/plugins/hbpl1-${cpu}.so`,
    ),
  },
  {
    what: 'an agent for PHP with its daemons',
    files: {
      'usr/lib/newrelic-php5/agent/x64/newrelic-20230831.so': 'amd64',
      'usr/lib/newrelic-php5/agent/aarch64/newrelic-20230831.so': 'arm64',
      'usr/lib/newrelic-php5/daemon/newrelic-daemon.x64': 'amd64',
      'usr/lib/newrelic-php5/daemon/newrelic-daemon.aarch64': 'arm64',
      'usr/lib/newrelic-php5/scripts/newrelic-iutil.x64': 'amd64',
      'usr/lib/newrelic-php5/scripts/newrelic-iutil.aarch64': 'arm64',
    },
  },
  {
    what: 'a .NET tracer to be copied to other containers',
    files: each(
      {
        'linux-x64': 'amd64',
        'linux-musl-x64': 'amd64',
        'linux-arm64': 'arm64',
        'linux-musl-arm64': 'arm64',
      },
      (rid) => `datadog-init/package/${rid}/Datadog.Trace.ClrProfiler.Native.so`,
    ),
  },
  {
    what: 'command-line tools that a cluster offers for download',
    files: each(
      { linux_amd64: 'amd64', linux_arm64: 'arm64', linux_ppc64le: 'ppc64le', linux_s390x: 's390x' },
      (target) => `usr/share/openshift/${target}/oc`,
    ),
    entries: [macProgram('usr/share/openshift/mac/oc'), windowsProgram('usr/share/openshift/windows/oc.exe')],
  },
  {
    what: 'a mirror of releases in the layout of dl.k8s.io',
    files: each(
      { amd64: 'amd64', arm64: 'arm64', ppc64le: 'ppc64le', s390x: 's390x' },
      (arch) => `usr/share/nginx/html/release/v1.31.0/bin/linux/${arch}/kubectl`,
    ),
  },
  {
    what: "a Python debugger within an editor's server",
    files: {
      'root/.vscode-server/extensions/ms-python.debugpy-2024.14.0-linux-arm64/bundled/libs/debugpy/_vendored/pydevd/pydevd_attach_to_process/attach_linux_amd64.so':
        'amd64',
      'root/.vscode-server/extensions/ms-python.debugpy-2024.14.0-linux-arm64/bundled/libs/debugpy/_vendored/pydevd/pydevd_attach_to_process/attach_linux_x86.so':
        '386',
    },
  },
  {
    what: 'tools of a C IDE for both machines',
    files: {
      ...each({ x64: 'amd64', aarch64: 'arm64' }, (arch) => `opt/clion/bin/gdb/linux/${arch}/bin/gdb`),
      ...each(
        { x64: 'amd64', aarch64: 'arm64' },
        (arch) => `opt/clion/bin/lldb/linux/${arch}/lib/liblldb.so`,
      ),
      ...each({ x64: 'amd64', aarch64: 'arm64' }, (arch) => `opt/clion/bin/clang/linux/${arch}/bin/clangd`),
    },
  },
  {
    what: "a .NET host for an IDE's backend",
    files: each(
      {
        'linux-x64': 'amd64',
        'linux-musl-x64': 'amd64',
        'linux-arm': 'arm',
        'linux-arm64': 'arm64',
        'linux-musl-arm64': 'arm64',
      },
      (rid) => `opt/rider/lib/ReSharperHost/${rid}/Rider.Backend`,
    ),
  },
  {
    ...AMD64,
    what: 'a builder of desktop applications, with their launchers',
    files: {
      ...each(
        { x64: 'amd64', ia32: '386', armv7l: 'arm', arm64: 'arm64' },
        (arch) => `root/.cache/electron-builder/appimage/appimage-12.0.1/runtime-${arch}`,
      ),
      ...each(
        { x64: 'amd64', ia32: '386' },
        (arch) => `root/.cache/electron-builder/appimage/appimage-12.0.1/lib/${arch}/libXss.so.1`,
      ),
    },
  },
  {
    ...AMD64,
    what: "Kotlin/Native's dependencies",
    files: {
      'root/.konan/dependencies/aarch64-unknown-linux-gnu-gcc-8.3.0-glibc-2.25-kernel-4.9-2/aarch64-unknown-linux-gnu/sysroot/lib/libc.so.6':
        'arm64',
      'root/.konan/dependencies/arm-unknown-linux-gnueabihf-gcc-8.3.0-glibc-2.19-kernel-4.9-2/arm-unknown-linux-gnueabihf/lib/libatomic.so.1':
        'arm',
      'root/.konan/kotlin-native-prebuilt-linux-x86_64-2.0.21/konan/nativelib/libcallbacks.so': 'amd64',
    },
  },
  {
    ...AMD64,
    what: 'a game engine with the toolchain for its servers',
    files: {
      'home/ue4/UnrealEngine/Engine/Extras/ThirdPartyNotUE/SDKs/HostLinux/Linux_x64/v22_clang-16.0.6-centos7/aarch64-unknown-linux-gnueabi/usr/lib64/libc.so.6':
        'arm64',
      'home/ue4/UnrealEngine/Engine/Extras/ThirdPartyNotUE/SDKs/HostLinux/Linux_x64/v22_clang-16.0.6-centos7/aarch64-unknown-linux-gnueabi/bin/clang':
        'amd64',
      ...each(
        { 'aarch64-unknown-linux-gnueabi': 'arm64', 'x86_64-unknown-linux-gnu': 'amd64' },
        (triple) =>
          `home/ue4/UnrealEngine/Engine/Binaries/ThirdParty/OpenColorIO/Linux/${triple}/libOpenColorIO.so`,
      ),
    },
    config: { WorkingDir: '/home/ue4/UnrealEngine' },
  },
  {
    ...AMD64,
    what: 'libraries of the same engine in a folder for arm64, next to one without a machine in its name',
    files: each(
      { Linux: 'amd64', LinuxArm64: 'arm64' },
      (system) => `home/ue4/UnrealEngine/Engine/Binaries/ThirdParty/Intel/TBB/${system}/libtbb.so.12`,
    ),
    config: { WorkingDir: '/home/ue4/UnrealEngine' },
  },
  {
    ...AMD64,
    what: "Go's build cache",
    files: {
      'root/.cache/go-build/4f/4f1d0b6a2ce3f9a7b5c8d4e6f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4-d': 'arm64',
      'root/.cache/go-build/5e/5e1d0b6a2ce3f9a7b5c8d4e6f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4-d/stringer':
        'arm64',
    },
  },
  {
    ...AMD64,
    what: "Bazel's outputs for two machines",
    files: each(
      { 'k8-fastbuild': 'amd64', 'aarch64-fastbuild': 'arm64' },
      (config) =>
        `root/.cache/bazel/_bazel_root/8f1/execroot/_main/bazel-out/${config}/bin/server/server_/server`,
    ),
  },
  {
    what: 'other images, stored in a container for its user',
    files: {
      'home/podman/.local/share/containers/storage/overlay/0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9/diff/app/main':
        'amd64',
    },
  },
  {
    what: "a robot's CRC libraries in a wheel for all machines",
    entries: wheel(
      SITE,
      'unitree_sdk2py',
      ['py3-none-any'],
      [
        program(`${SITE}/unitree_sdk2py/utils/lib/crc_aarch64.so`, 'arm64'),
        program(`${SITE}/unitree_sdk2py/utils/lib/crc_amd64.so`, 'amd64'),
      ],
    ),
  },
  {
    what: 'a Python obfuscator with runtimes for all machines',
    entries: wheel(
      SITE,
      'pyarmor',
      ['py3-none-any'],
      Object.entries({
        'linux/x86_64': 'amd64',
        'linux/aarch64': 'arm64',
        'linux/armv7': 'arm',
        'linux/ppc64': 'ppc64le',
        'alpine/x86_64': 'amd64',
        'alpine/aarch64': 'arm64',
        'uclibc/armv7': 'arm',
        'vs2015/x86_64': 'amd64',
      }).map(([folder, arch]) => program(`${SITE}/pyarmor/platforms/${folder}/_pytransform.so`, arch)),
    ),
    tells: [],
  },
  {
    what: 'a server for amd64 that a user-mode emulator runs',
    files: {
      'usr/bin/qemu-x86_64-static': 'arm64',
      'opt/server/bin/server': 'amd64',
      'opt/server/lib/libx.so': 'amd64',
    },
    config: { Entrypoint: ['/usr/bin/qemu-x86_64-static', '/opt/server/bin/server'] },
  },
  {
    what: 'Wine for amd64 with its translator',
    files: {
      'usr/local/bin/box64': 'arm64',
      'opt/wine/bin/wine64': 'amd64',
      'opt/wine/bin/wineserver': 'amd64',
      'opt/wine/lib64/wine/x86_64-unix/ntdll.so': 'amd64',
      'usr/local/bin/wine64': '->/opt/wine/bin/wine64',
    },
    config: { Env: ['PATH=/opt/wine/bin:/usr/local/bin:/usr/bin'], Cmd: ['box64', 'wine64', 'server.exe'] },
  },
  {
    what: 'the client of a game shop under the emulator for 32-bit programs',
    files: {
      'usr/local/bin/box86': 'arm',
      'usr/local/bin/box64': 'arm64',
      'usr/lib/arm-linux-gnueabihf/libc.so.6': 'arm',
      'home/steam/steamcmd/linux32/steamcmd': '386',
      'home/steam/steamcmd/linux32/libstdc++.so.6': '386',
      'home/steam/server/valheim_server.x86_64': 'amd64',
    },
    config: { Cmd: ['box86', '/home/steam/steamcmd/linux32/steamcmd', '+quit'], WorkingDir: '/home/steam' },
    tells: [{ severity: 'warning', path: 'usr/local/bin/box86' }],
  },
  {
    what: "Android's SDK, which exists for amd64 only",
    files: {
      ...Object.fromEntries(
        ['cmake/3.22.1', 'build-tools/35.0.0', 'platform-tools', 'emulator', 'ndk/27.2.12479018'].map(
          (each) => [`opt/android-sdk/${each}/source.properties`, '=Pkg.UserSrc=false\n'],
        ),
      ),
      'opt/android-sdk/cmake/3.22.1/bin/cmake': 'amd64',
      'opt/android-sdk/build-tools/35.0.0/aapt2': 'amd64',
      'opt/android-sdk/build-tools/35.0.0/lib64/libc++.so': 'amd64',
      'opt/android-sdk/platform-tools/adb': 'amd64',
      'opt/android-sdk/platform-tools/lib64/libc++.so': 'amd64',
      'opt/android-sdk/emulator/qemu/linux-x86_64/qemu-system-x86_64': 'amd64',
      'opt/android-sdk/emulator/lib64/libOpenglRender.so': 'amd64',
      'opt/android-sdk/ndk/27.2.12479018/toolchains/llvm/prebuilt/linux-x86_64/bin/clang-18': 'amd64',
      'opt/android-sdk/ndk/27.2.12479018/prebuilt/linux-x86_64/bin/make': 'amd64',
      'opt/android-sdk/ndk/27.2.12479018/toolchains/llvm/prebuilt/linux-x86_64/sysroot/usr/lib/aarch64-linux-android/21/libc.so':
        'arm64',
    },
    tells: [{ severity: 'warning', why: 'only machine', ignore: '/opt/android-sdk' }],
  },
  {
    what: 'libraries for another machine that dpkg has installed, although its list lacks that machine',
    entries: [
      dpkg([['libc6', 'arm64']]),
      dpkgList('libssl3:amd64', '/usr/lib/x86_64-linux-gnu/libssl.so.3'),
      program('usr/lib/x86_64-linux-gnu/libssl.so.3', 'amd64'),
    ],
  },
  {
    what: 'the same by the status of its packages',
    entries: [
      dpkg([
        ['libc6', 'arm64'],
        ['libssl3', 'amd64'],
      ]),
      dpkgList('libssl3:amd64', '/usr/lib/x86_64-linux-gnu/libssl.so.3'),
      program('usr/lib/x86_64-linux-gnu/libssl.so.3', 'amd64'),
    ],
  },
  {
    what: 'the same without dpkg',
    entries: [
      file('var/lib/dpkg/status.d/libc6', paragraph('libc6', 'arm64')),
      file('var/lib/dpkg/status.d/libssl3', paragraph('libssl3', 'amd64')),
      file(
        'var/lib/dpkg/status.d/libssl3.md5sums',
        `${'0'.repeat(32)}  usr/lib/x86_64-linux-gnu/libssl.so.3\n`,
      ),
      program('usr/lib/x86_64-linux-gnu/libssl.so.3', 'amd64'),
    ],
  },
  {
    what: "conda's cross compiler",
    ...AMD64,
    files: {
      'opt/conda/aarch64-conda-linux-gnu/sysroot/lib64/libc.so.6': 'arm64',
      'opt/conda/aarch64-conda-linux-gnu/lib/libstdc++.so.6.0.33': 'arm64',
      'opt/conda/lib/gcc/aarch64-conda-linux-gnu/13.3.0/libgcc_s.so': 'arm64',
      'opt/conda/pkgs/libstdcxx-devel_linux-aarch64-13.3.0-h0/aarch64-conda-linux-gnu/lib/libstdc++.so.6.0.33':
        'arm64',
      'opt/conda/pkgs/sysroot_linux-aarch64-2.17-h0/aarch64-conda-linux-gnu/sysroot/lib64/libc.so.6': 'arm64',
    },
  },
  {
    what: 'an SDK for mathematics',
    files: each(
      { 'Linux-x86-64': 'amd64', 'Linux-ARM64': 'arm64', 'Linux-ARM': 'arm' },
      (system) => `opt/Wolfram/WolframEngine/14.1/SystemFiles/Libraries/${system}/libWSTP.so`,
    ),
  },
]

/** More of these, by kind of tool. */
const TOOLS: readonly Recipe[] = [
  {
    what: "a chat server's plug-ins, with a program for each machine",
    files: each(
      { 'linux-amd64': 'amd64', 'linux-arm64': 'arm64' },
      (target) => `mattermost/plugins/com.mattermost.calls/server/dist/plugin-${target}`,
    ),
    config: { WorkingDir: '/mattermost' },
  },
  {
    what: "a dashboard's plug-ins, bundled for all machines",
    files: each(
      { amd64: 'amd64', arm: 'arm', arm64: 'arm64' },
      (arch) => `usr/share/grafana/data/plugins-bundled/zipkin/gpx_zipkin_linux_${arch}`,
    ),
    config: { WorkingDir: '/usr/share/grafana' },
  },
  {
    what: 'an SQLite driver from an unpacked archive',
    files: each(
      {
        'Linux/aarch64': 'arm64',
        'Linux/armv7': 'arm',
        'Linux/x86': '386',
        'Linux/x86_64': 'amd64',
        'Linux-Musl/x86_64': 'amd64',
        'Linux-Musl/aarch64': 'arm64',
        'Linux/ppc64': 'ppc64le',
        'Linux-Android/x86_64': 'amd64',
      },
      (folder) => `app/BOOT-INF/classes/org/sqlite/native/${folder}/libsqlitejdbc.so`,
    ),
    config: APP,
  },
  {
    what: 'AppImage launchers for all machines, as distributed by a tool',
    files: each(
      { x86_64: 'amd64', i686: '386', armhf: 'arm', aarch64: 'arm64' },
      (arch) => `opt/appimagetool/runtime-${arch}`,
    ),
  },
  {
    what: "WPILib's libraries for robots and desktops",
    files: each(
      { 'linuxx86-64': 'amd64', linuxarm64: 'arm64', linuxarm32: 'arm' },
      (target) => `opt/wpilib/2025/jni/linux/${target}/shared/libwpiHaljni.so`,
    ),
  },
  {
    what: 'kernels for virtual machines with other processors',
    files: {
      'opt/kata/share/kata-containers/vmlinux-6.1.62-132': 's390x',
      'srv/firecracker/vmlinux.bin': 'amd64',
    },
    tells: [{ severity: 'notice', why: 'no image' }],
  },
  {
    what: 'environments of Julia, R and Elixir for the platform',
    files: {
      'root/.julia/artifacts/0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d/lib/libopenblas.so': 'arm64',
      'usr/local/lib/R/site-library/Rcpp/libs/Rcpp.so': 'arm64',
      'app/lib/exqlite-0.23.0/priv/sqlite3_nif.so': 'arm64',
      'app/erts-15.2/bin/beam.smp': 'arm64',
    },
    config: APP,
  },
  {
    what: 'a wheel with libraries for other programs that are named by machine',
    entries: wheel(
      SITE,
      'tls_client',
      ['py3-none-any'],
      [
        program(`${SITE}/tls_client/dependencies/tls-client-amd64.so`, 'amd64'),
        program(`${SITE}/tls_client/dependencies/tls-client-arm64.so`, 'arm64'),
        program(`${SITE}/tls_client/dependencies/tls-client-x86.so`, '386'),
        windowsProgram(`${SITE}/tls_client/dependencies/tls-client-64.dll`),
      ],
    ),
  },
]

/** Wrong contents that look similar. */
const WRONG: readonly Recipe[] = [
  {
    what: 'Swift programs compiled on the build machine',
    files: {
      'app/.build/x86_64-unknown-linux-gnu/release/App': 'amd64',
      'app/.build/release': '->x86_64-unknown-linux-gnu/release',
    },
    config: { WorkingDir: '/app', Cmd: ['.build/release/App'] },
    tells: [{ severity: 'error', why: 'started' }],
  },
  {
    what: 'the same with a library that it loads',
    files: { 'app/.build/x86_64-unknown-linux-gnu/release/libPlugin.so': 'amd64' },
    config: APP,
    tells: [{ severity: 'warning', why: 'alone' }],
  },
  {
    what: "a tool of Android's SDK in PATH",
    files: {
      'opt/android-sdk/platform-tools/source.properties': '=Pkg.Revision=35.0.2\n',
      'opt/android-sdk/platform-tools/adb': 'amd64',
    },
    config: { Env: ['PATH=/opt/android-sdk/platform-tools:/usr/bin'] },
    tells: [{ severity: 'error', why: 'in PATH', path: 'opt/android-sdk/platform-tools/adb' }],
  },
  {
    what: "a folder that looks like one of the SDK's packages",
    files: { 'opt/cmake/3.22.1/bin/cmake': 'amd64' },
    tells: [{ severity: 'error', why: 'program folder', path: 'opt/cmake/3.22.1/bin/cmake' }],
  },
  {
    what: 'a system tool for amd64, with an emulator started for something else',
    files: { 'usr/bin/box64': 'arm64', 'srv/game': 'amd64', 'usr/local/bin/gosu': 'amd64' },
    config: { Cmd: ['box64', '/srv/game'] },
    tells: [{ severity: 'error', why: 'in PATH', path: 'usr/local/bin/gosu' }],
  },
  {
    what: 'a program in PATH next to an emulator that is not started',
    files: { 'usr/bin/box64': 'arm64', 'opt/wine/bin/wine64': 'amd64' },
    config: { Env: ['PATH=/opt/wine/bin:/usr/bin'] },
    tells: [{ severity: 'error', why: 'in PATH', path: 'opt/wine/bin/wine64' }],
  },
  {
    what: 'a program that the image starts without its emulator',
    files: { 'usr/bin/box64': 'arm64', 'opt/wine/bin/wine64': 'amd64' },
    config: { Env: ['PATH=/opt/wine/bin:/usr/bin'], Cmd: ['wine64', 'server.exe'] },
    tells: [{ severity: 'error', why: 'started', path: 'opt/wine/bin/wine64' }],
  },
  {
    what: 'a folder for phones with another machine than the file in it',
    files: { 'app/lib/arm64-v8a/libx.so': 'amd64' },
    config: APP,
    tells: [{ severity: 'error', path: 'app/lib/arm64-v8a/libx.so' }],
  },
  {
    what: 'a folder called build where Buildroot was never run',
    files: { 'app/output/build/server-1.0/server': 'amd64', 'app/output/target/server': 'amd64' },
    config: APP,
    tells: [{ severity: 'error' }, { severity: 'error' }],
  },
  {
    what: "one of Android's libraries for another machine than the rest",
    files: { 'system/bin/linker64': 'arm64', 'system/lib64/libc.so': 'amd64' },
    tells: [{ severity: 'error', why: 'program folder', path: 'system/lib64/libc.so' }],
  },
]

/** Correct for most users, but not certainly: one warning each. */
const WARNED: readonly Recipe[] = [
  {
    what: 'a file for another machine, copied into a package for all machines',
    entries: wheel(
      SITE,
      'tools',
      ['py3-none-any'],
      [program(`${SITE}/tools/libs/liba.so`, 'arm64'), program(`${SITE}/tools/libs/libb.so`, 'amd64')],
    ),
    tells: [{ severity: 'warning', why: 'helper', package: 'tools' }],
  },
  {
    what: 'the same in an npm package, next to a file for the kernel',
    entries: npm(`${MODULES}/tools`, { name: 'tools' }, [
      program(`${MODULES}/tools/lib/a.node`, 'arm64'),
      program(`${MODULES}/tools/lib/b.node`, 'amd64'),
      program(`${MODULES}/tools/lib/c.o`, 'amd64', { type: 1 }),
    ]),
    tells: [
      { severity: 'warning', why: 'helper', package: 'tools' },
      { severity: 'notice', why: 'no image' },
    ],
  },
]

/** Contents that are published every day, in their publishers' layout. */
export const PUBLISHED: readonly Recipe[] = [...RIGHT, ...TOOLS, ...WARNED, ...WRONG]

import { dpkg, dpkgList, macProgram, npm, program, wheel, windowsProgram } from './metadata.ts'
import type { Recipe } from './recipe.ts'

const MODULES = 'app/node_modules'
const SITE = 'usr/local/lib/python3.13/site-packages'
const APP = { WorkingDir: '/app' }

/** One file in each of several folders. */
function each(
  folders: Readonly<Record<string, string>>,
  pathOf: (folder: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(folders).map(([folder, arch]) => [pathOf(folder), arch]))
}

const ANDROID = { 'arm64-v8a': 'arm64', 'armeabi-v7a': 'arm', x86: '386', x86_64: 'amd64' }

const RIGHT: readonly Recipe[] = [
  {
    what: 'a profiler for graphics cards, with parts for boards',
    on: 'linux/amd64',
    files: each(
      {
        'linux-desktop-glibc_2_11_3-x64': 'amd64',
        'linux-desktop-t210-a64': 'arm64',
        'linux-v4l_l4t-t210-a64': 'arm64',
      },
      (folder) => `opt/nvidia/nsight-compute/2025.1.1/target/${folder}/libInterceptorInjectionTarget.so`,
    ),
  },
  {
    what: 'a profiler whose targets have full names',
    on: 'linux/amd64',
    files: each(
      {
        'target-linux-x64': 'amd64',
        'target-linux-sbsa-armv8': 'arm64',
        'target-linux-tegra-armv8': 'arm64',
      },
      (folder) => `opt/nvidia/nsight-systems/2025.1.1/${folder}/libToolsInjection64.so`,
    ),
  },
  {
    what: 'Android build tools with libraries for phones',
    on: 'linux/amd64',
    files: {
      ...each(
        { 'arm64-v8a': 'arm64', 'armeabi-v7a': 'arm', x86: '386', x86_64: 'amd64' },
        (abi) => `opt/android-sdk/build-tools/30.0.3/renderscript/lib/packaged/${abi}/libRSSupport.so`,
      ),
      'opt/android-sdk/build-tools/30.0.3/aapt2': 'amd64',
    },
    config: { Env: ['PATH=/opt/android-sdk/platform-tools:/usr/bin'] },
  },
  {
    what: 'a debugger for phones',
    on: 'linux/amd64',
    files: each(
      { arm: 'arm', arm64: 'arm64', x86: '386', x86_64: 'amd64' },
      (abi) => `opt/ndk/simpleperf/bin/android/${abi}/simpleperf`,
    ),
  },
  {
    what: 'a game engine with players for phones only',
    on: 'linux/amd64',
    files: {
      ...each(
        { 'arm64-v8a': 'arm64', 'armeabi-v7a': 'arm' },
        (abi) =>
          `opt/unity/Editor/Data/PlaybackEngines/AndroidPlayer/Variations/il2cpp/Release/Libs/${abi}/libunity.so`,
      ),
      'opt/unity/Editor/Unity': 'amd64',
    },
    config: { Env: ['PATH=/opt/unity/Editor:/usr/bin'] },
  },
  {
    what: 'templates of a game engine',
    on: 'linux/amd64',
    files: each(
      { x86_64: 'amd64', x86_32: '386', arm64: 'arm64', arm32: 'arm' },
      (arch) => `root/.local/share/godot/export_templates/4.4.stable/linux_release.${arch}`,
    ),
  },
  {
    what: 'packers in a builder of desktop applications',
    entries: npm(`${MODULES}/7zip-bin`, { name: '7zip-bin' }, [
      ...Object.entries({ x64: 'amd64', arm64: 'arm64', arm: 'arm', ia32: '386' }).map(([cpu, arch]) =>
        program(`${MODULES}/7zip-bin/linux/${cpu}/7za`, arch),
      ),
      macProgram(`${MODULES}/7zip-bin/mac/arm64/7za`),
      windowsProgram(`${MODULES}/7zip-bin/win/x64/7za.exe`),
    ]),
    config: APP,
  },
  {
    what: "Node's program for several machines, in a packer's cache",
    files: each(
      { 'linux-x64': 'amd64', 'linux-arm64': 'arm64', 'linuxstatic-x64': 'amd64' },
      (target) => `root/.pkg-cache/v3.5/fetched-v20.11.1-${target}`,
    ),
  },
  {
    what: 'helpers for phones in an npm package',
    entries: npm(
      `${MODULES}/@devicefarmer/minicap-prebuilt`,
      { name: '@devicefarmer/minicap-prebuilt' },
      Object.entries(ANDROID).map(([abi, arch]) =>
        program(`${MODULES}/@devicefarmer/minicap-prebuilt/prebuilt/${abi}/bin/minicap`, arch),
      ),
    ),
    config: APP,
  },
  {
    what: 'native libraries of a Java editor',
    files: {
      ...each({ amd64: 'amd64', aarch64: 'arm64' }, (arch) => `opt/idea/lib/jna/${arch}/libjnidispatch.so`),
      ...each(
        { 'x86-64': 'amd64', aarch64: 'arm64', arm: 'arm', ppc64le: 'ppc64le', x86: '386' },
        (arch) => `opt/idea/lib/pty4j/linux/${arch}/libpty.so`,
      ),
      ...each(
        { amd64: 'amd64', aarch64: 'arm64' },
        (arch) => `opt/idea/lib/async-profiler/${arch}/libasyncProfiler.so`,
      ),
    },
  },
  {
    what: 'a disassembler that calls arm64 arm_64',
    files: each(
      { linux_x86_64: 'amd64', linux_arm_64: 'arm64' },
      (folder) => `opt/ghidra/Ghidra/Features/Decompiler/os/${folder}/decompile`,
    ),
    entries: [macProgram('opt/ghidra/Ghidra/Features/Decompiler/os/mac_x86_64/decompile')],
  },
  {
    what: 'an exploit library with samples',
    entries: wheel(
      SITE,
      'pwntools',
      ['py2.py3-none-any'],
      [
        program(`${SITE}/pwnlib/data/elf/test-x86`, '386'),
        program(`${SITE}/pwnlib/data/elf/test-x64`, 'amd64'),
        program(`${SITE}/pwnlib/data/elf/ret2dlresolve/ret2dlresolve-amd64`, 'amd64'),
        program(`${SITE}/pwnlib/data/elf/ret2dlresolve/ret2dlresolve-i386`, '386'),
      ],
    ),
  },
  {
    what: 'payloads for many machines in a gem',
    files: each(
      {
        'x86_64-linux-musl': 'amd64',
        'aarch64-linux-musl': 'arm64',
        'armv5l-linux-musleabi': 'arm',
        's390x-linux-musl': 's390x',
        'powerpc64le-linux-musl': 'ppc64le',
      },
      (target) => `usr/local/bundle/gems/metasploit_payloads-mettle-1.0.42/build/${target}/bin/mettle`,
    ),
  },
  {
    what: 'a toolchain for routers',
    on: 'linux/amd64',
    files: {
      'builder/staging_dir/toolchain-aarch64_generic_gcc-13.3.0_musl/bin/aarch64-openwrt-linux-musl-gcc':
        'amd64',
      'builder/staging_dir/toolchain-aarch64_generic_gcc-13.3.0_musl/lib/libc.so': 'arm64',
      'builder/staging_dir/toolchain-aarch64_generic_gcc-13.3.0_musl/lib/libgcc_s.so.1': 'arm64',
    },
    config: { WorkingDir: '/builder' },
  },
  {
    what: 'the output of a builder of router images',
    on: 'linux/amd64',
    files: {
      'builder/build_dir/target-aarch64_generic_musl/linux-armsr_armv8/vmlinux.elf': 'arm64',
      'builder/build_dir/target-aarch64_generic_musl/root-armsr/bin/busybox': 'arm64',
      'builder/build_dir/target-aarch64_generic_musl/root-armsr/usr/bin/uci': 'arm64',
      'builder/build_dir/target-aarch64_generic_musl/root-armsr/etc/passwd': '=root:x:0:0\n',
    },
    config: { WorkingDir: '/builder' },
  },
  {
    what: 'a Yocto SDK',
    on: 'linux/amd64',
    files: {
      'opt/poky/5.0/sysroots/x86_64-pokysdk-linux/usr/bin/aarch64-poky-linux/aarch64-poky-linux-gcc': 'amd64',
      'opt/poky/5.0/sysroots/cortexa57-poky-linux/usr/lib/libstdc++.so.6': 'arm64',
    },
  },
  {
    what: 'Android in a container, with a translator for phone programs',
    on: 'linux/amd64',
    files: {
      'system/bin/app_process64': 'amd64',
      'system/lib64/libc.so': 'amd64',
      'system/lib64/arm64/libc.so': 'arm64',
      'system/bin/linker64': 'amd64',
      'system/bin/arm64/linker64': 'arm64',
    },
    config: { Env: ['PATH=/system/bin'] },
  },
  {
    what: 'a game server for amd64 with its emulator',
    files: {
      'usr/local/bin/box64': 'arm64',
      'home/steam/server/linux64/steamclient.so': 'amd64',
      'home/steam/server/game_server.x86_64': 'amd64',
    },
    config: { WorkingDir: '/home/steam/server', Cmd: ['box64', './game_server.x86_64'] },
  },
  {
    what: 'function workers, in folders with capitals',
    on: 'linux/amd64',
    files: each(
      { X64: 'amd64', Arm64: 'arm64' },
      (arch) => `azure-functions-host/workers/python/3.12/LINUX/${arch}/grpc/_cython/cygrpc.so`,
    ),
    config: { WorkingDir: '/azure-functions-host' },
  },
  {
    what: 'native libraries that Elixir fetched for two machines',
    files: each(
      { x86_64: 'amd64', aarch64: 'arm64' },
      (arch) =>
        `app/lib/explorer-0.10.1/priv/native/libexplorer-v0.10.1-nif-2.15-${arch}-unknown-linux-gnu.so`,
    ),
    config: APP,
  },
  {
    what: 'parts of an IDE for embedded systems with capitals in their names',
    on: 'linux/amd64',
    files: {
      'opt/st/plugins/tools/bin/STM32_Programmer_CLI': 'amd64',
      'project/Debug/app.elf': { class: 32, endian: 'little', elfMachine: 40 },
    },
    config: { WorkingDir: '/project' },
    tells: [{ severity: 'notice', why: 'no image' }],
  },
  {
    what: 'a package store by hash',
    files: {
      'root/.local/share/pnpm/store/v10/files/4f/1d0b6a2ce3f9a7b5c8d4e6f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4-exec':
        'amd64',
    },
  },
  {
    what: 'large files that Git stores by hash',
    files: {
      'app/.git/lfs/objects/3a/7c/3a7c1e5f9b2d4a6c8e0f1a3b5c7d9e1f2a4b6c8d0e1f3a5b7c9d1e2f4a6b8c0d': 'amd64',
      'app/.git/lfs/objects/9e/10/9e107d9d372bb6826bd81d3542a419d6e277a7d35b9e107d9d372bb6826bd81d': 's390x',
    },
    config: APP,
  },
  {
    what: 'outputs in a Bazel cache',
    files: {
      'root/.cache/bazel-disk/cas/5b/5b8d0f3e2c4a6b7d9e1f0a2c4e6b8d0f1a3c5e7b9d1f2a4c6e8b0d2f4a6c8e0b':
        'amd64',
    },
  },
  {
    what: 'firmware compiled by Rust',
    on: 'linux/amd64',
    files: { 'app/target/thumbv7em-none-eabihf/release/firmware': 'arm', 'usr/local/bin/probe-rs': 'amd64' },
    config: APP,
    tells: [{ severity: 'notice', why: 'no image' }],
  },
  {
    what: 'amd64 libraries for emulated programs',
    files: {
      'usr/bin/box64': 'arm64',
      'usr/lib/x86_64-linux-gnu/libstdc++.so.6': 'amd64',
      'opt/server/bin/server': 'amd64',
    },
  },
  {
    what: 'a program without a machine in its name, next to others with one',
    files: { 'opt/waypoint/bin/ceb': 'amd64', 'opt/waypoint/bin/ceb-arm64': 'arm64' },
  },
  {
    what: 'a program whose counterpart for the platform is in a subfolder',
    files: { 'opt/idea/bin/fsnotifier': 'amd64', 'opt/idea/bin/aarch64/fsnotifier': 'arm64' },
  },
  {
    what: 'native libraries of a search engine for two machines and another system',
    files: each(
      { 'linux-x64': 'amd64', 'linux-aarch64': 'arm64' },
      (folder) => `usr/share/elasticsearch/lib/platform/${folder}/libvec.so`,
    ),
    entries: [macProgram('usr/share/elasticsearch/lib/platform/darwin-aarch64/libvec.dylib')],
    config: { WorkingDir: '/usr/share/elasticsearch' },
  },
  {
    what: '.NET runtimes for phones',
    on: 'linux/amd64',
    files: each(
      { 'android-arm64': 'arm64', 'android-arm': 'arm', 'android-x64': 'amd64', 'android-x86': '386' },
      (rid) =>
        `usr/share/dotnet/packs/Microsoft.NETCore.App.Runtime.Mono.${rid}/9.0.0/runtimes/${rid}/native/libmonosgen-2.0.so`,
    ),
  },
  {
    what: "native libraries for two machines in the loader's folders",
    files: {
      'opt/flink/lib/librocksdbjni-linux64.so': 'amd64',
      'opt/flink/lib/librocksdbjni-linux-aarch64.so': 'arm64',
    },
    config: { Env: ['LD_LIBRARY_PATH=/opt/flink/lib'] },
  },
  {
    what: 'a wheel with helpers for phones and for the desktop',
    entries: wheel(
      SITE,
      'airtest',
      ['py3-none-any'],
      [
        program(`${SITE}/airtest/core/android/static/stf_libs/arm64-v8a/minicap`, 'arm64'),
        program(`${SITE}/airtest/core/android/static/stf_libs/x86_64/minicap`, 'amd64'),
        program(`${SITE}/airtest/core/android/static/adb/linux/adb`, 'amd64'),
        macProgram(`${SITE}/airtest/core/android/static/adb/mac/adb`),
      ],
    ),
    tells: [{ severity: 'warning', why: 'helper', package: 'airtest' }],
  },
  {
    what: 'a wheel for all machines with its own folder names for them',
    entries: wheel(
      SITE,
      'pvporcupine',
      ['py3-none-any'],
      [
        program(`${SITE}/pvporcupine/lib/linux/x86_64/libpv_porcupine.so`, 'amd64'),
        program(`${SITE}/pvporcupine/lib/raspberry-pi/cortex-a53/libpv_porcupine.so`, 'arm'),
        program(`${SITE}/pvporcupine/lib/raspberry-pi/cortex-a76-aarch64/libpv_porcupine.so`, 'arm64'),
      ],
    ),
  },
  {
    what: 'a package for all machines with an extra module for one of them',
    entries: npm('app/node_modules/zeromq', { name: 'zeromq' }, [
      program('app/node_modules/zeromq/build/linux/arm64/node/131-glibc-Release/addon.node', 'arm64'),
      program('app/node_modules/zeromq/build/linux/x64/node/108/addon.node', 'amd64'),
    ]),
  },
  {
    what: "GoReleaser's output, with the version of each machine",
    files: {
      'src/dist/app_linux_arm64_v8.0/app': 'arm64',
      'src/dist/app_linux_386_sse2/app': '386',
      'src/dist/app_linux_ppc64le_power8/app': 'ppc64le',
      'src/dist/app_linux_riscv64_rva20u64/app': 'riscv64',
    },
    config: { WorkingDir: '/src' },
  },
  {
    what: 'libraries of an architecture that dpkg installs for, in a folder of the loader',
    on: 'linux/amd64',
    entries: [
      { path: 'var/lib/dpkg/arch', bytes: Buffer.from('amd64\narm64\n') },
      dpkg([['libssl3', 'arm64']]),
      {
        ...dpkgList('libssl3', '/usr/lib/aarch64-linux-gnu/libssl.so.3'),
        path: 'var/lib/dpkg/info/libssl3:arm64.list',
      },
      {
        path: 'etc/ld.so.conf.d/aarch64-linux-gnu.conf',
        bytes: Buffer.from('/lib/aarch64-linux-gnu\n/usr/lib/aarch64-linux-gnu\n'),
      },
      program('usr/lib/aarch64-linux-gnu/libssl.so.3', 'arm64'),
    ],
  },
  {
    what: 'libraries for phones in an image that builds applications for them',
    on: 'linux/amd64',
    files: {
      'root/.pub-cache/hosted/pub.dev/sqlite3_flutter_libs-0.5/android/arm64-v8a/libsqlite3.so': 'arm64',
      'opt/flutter/bin/cache/artifacts/engine/android-arm-profile/libflutter.so': 'arm',
    },
  },
  {
    what: 'a package manager with a file for each machine, named by word size only',
    on: 'linux/amd64',
    files: { 'opt/pin/intel64/bin/pinbin': 'amd64', 'opt/pin/ia32/bin/pinbin': '386' },
  },
  {
    what: 'emulated boards with their firmware in a library folder',
    files: {
      'usr/lib/simulator/boards/stm32f4/bootloader.axf': 'arm',
      'usr/share/renode/platforms/zephyr-riscv.elf': 'riscv64',
    },
    tells: [{ severity: 'notice', why: 'no image' }],
  },
  {
    what: 'an operator that injects its agent for each machine',
    files: {
      'opt/agent/lib/linux-x86_64/libagent.so': 'amd64',
      'opt/agent/lib/linux-x86_64-musl/libagent.so': 'amd64',
      'opt/agent/lib/linux-aarch64/libagent.so': 'arm64',
      'opt/agent/lib/linux-aarch64-musl/libagent.so': 'arm64',
    },
    config: { WorkingDir: '/opt/agent' },
  },
  {
    what: 'an installer with programs for nodes by machine',
    files: {
      'opt/installer/amd64/bin/kubelet': 'amd64',
      'opt/installer/arm64/bin/kubelet': 'arm64',
      'opt/installer/amd64/lib/libhelper.so': 'amd64',
      'opt/installer/arm64/lib/libhelper.so': 'arm64',
    },
    config: { WorkingDir: '/opt/installer' },
  },
  {
    what: 'a network boot server with loaders and kernels',
    files: {
      'srv/tftp/pxelinux/ldlinux.c32': '386',
      'srv/tftp/grub/i386-pc/core.mod': '386',
      'srv/tftp/vmlinux-6.12-s390x': 's390x',
    },
    config: { WorkingDir: '/srv/tftp' },
    tells: [{ severity: 'notice', why: 'no image' }],
  },
  {
    what: 'a mirror with unpacked packages',
    files: {
      'srv/mirror/pool/main/h/hello/hello_2.10-3_amd64/usr/bin/hello': 'amd64',
      'srv/mirror/pool/main/h/hello/hello_2.10-3_arm64/usr/bin/hello': 'arm64',
    },
    config: { WorkingDir: '/srv/mirror' },
  },
  {
    what: 'a cross compiler that was installed into a folder of PATH',
    on: 'linux/amd64',
    files: {
      'opt/gcc-arm/bin/aarch64-none-linux-gnu-gcc': 'amd64',
      'opt/gcc-arm/aarch64-none-linux-gnu/libc/lib64/libc.so.6': 'arm64',
      'opt/gcc-arm/aarch64-none-linux-gnu/libc/usr/bin/gdbserver': 'arm64',
      'opt/gcc-arm/lib/gcc/aarch64-none-linux-gnu/13.3.1/plugin/gtype.so': 'amd64',
    },
    config: { Env: ['PATH=/opt/gcc-arm/bin:/usr/bin'] },
  },
  {
    what: "a distribution's cross compiler with its own prefix",
    on: 'linux/amd64',
    files: {
      'usr/local/aarch64-linux-musl/lib/libc.so': 'arm64',
      'usr/local/riscv64-unknown-linux-gnu/sysroot/lib/libc.so.6': 'riscv64',
      'usr/riscv64-linux-gnu/lib/ld-linux-riscv64-lp64d.so.1': 'riscv64',
      'usr/arm-linux-gnueabi/lib/libc.so.6': 'arm',
    },
  },
  {
    what: 'packages of vcpkg and Conan by triplet and profile',
    on: 'linux/amd64',
    files: {
      'opt/vcpkg/installed/arm64-linux-dynamic/lib/libz.so.1': 'arm64',
      'opt/vcpkg/installed/x64-linux-dynamic/lib/libz.so.1': 'amd64',
      'opt/vcpkg/installed/arm64-linux-dynamic/tools/protobuf/protoc': 'arm64',
      'opt/vcpkg/installed/x64-linux-dynamic/tools/protobuf/protoc': 'amd64',
    },
  },
  {
    what: "a cross compiler's parts in vcpkg for the target only",
    on: 'linux/amd64',
    files: { 'opt/vcpkg/installed/arm64-linux/lib/libz.so.1': 'arm64' },
    tells: [{ severity: 'warning', why: 'alone' }],
  },
  {
    what: 'a Buildroot build tree',
    on: 'linux/amd64',
    files: {
      'build/output/host/bin/aarch64-buildroot-linux-gnu-gcc': 'amd64',
      'build/output/host/aarch64-buildroot-linux-gnu/sysroot/lib/libc.so.6': 'arm64',
      'build/output/target/bin/busybox': 'arm64',
      'build/output/target/usr/bin/env': 'arm64',
      'build/output/target/etc/passwd': '=root:x:0:0\n',
    },
    config: { WorkingDir: '/build' },
  },
  {
    what: 'a virtual environment for functions that are deployed elsewhere',
    on: 'linux/amd64',
    files: {
      'asset/arm64/bootstrap': 'arm64',
      'asset/x86_64/bootstrap': 'amd64',
    },
    config: { WorkingDir: '/asset' },
  },
  {
    what: 'a database with extensions for two machines by version',
    files: {
      'opt/timescale/pg17/x86_64/timescaledb.so': 'amd64',
      'opt/timescale/pg17/aarch64/timescaledb.so': 'arm64',
    },
  },
  {
    what: 'samples for a malware scanner',
    files: {
      'opt/scanner/tests/samples/mirai.arm7': 'arm',
      'opt/scanner/tests/samples/mirai.x86': '386',
      'opt/scanner/tests/samples/mirai.m68k': { class: 32, endian: 'big', elfMachine: 4 },
    },
    tells: [
      { severity: 'warning', why: 'elsewhere', path: 'opt/scanner/tests/samples/mirai.arm7' },
      { severity: 'notice', why: 'no image' },
    ],
  },
  {
    what: 'a debugger with servers for its targets',
    on: 'linux/amd64',
    files: {
      'opt/android-studio/bin/lldb/android/arm64-v8a/lldb-server': 'arm64',
      'opt/android-studio/bin/lldb/android/x86_64/lldb-server': 'amd64',
      'opt/android-studio/plugins/android/resources/installer/arm64-v8a/installer': 'arm64',
      'opt/android-studio/plugins/android/resources/installer/x86/installer': '386',
    },
  },
  {
    what: 'a systemd service in a root file system for portable services',
    files: {
      'opt/portable/app.raw.d/usr/lib/x86_64-linux-gnu/libc.so.6': 'amd64',
      'opt/portable/app.raw.d/usr/bin/app': 'amd64',
      'opt/portable/app.raw.d/etc/os-release': '=ID=debian\n',
    },
  },
  {
    what: "Bazel's and Docker's output of image rules",
    on: 'linux/amd64',
    files: {
      'root/.cache/bazel/_bazel_root/8f1/external/rules_oci~~oci~zot_linux_arm64/zot': 'arm64',
      'root/.cache/bazel/_bazel_root/8f1/external/rules_oci~~oci~zot_linux_amd64/zot': 'amd64',
    },
  },
  {
    what: 'editor plug-ins with a folder for each machine',
    files: {
      'root/.local/share/nvim/mason/packages/lua-language-server/bin/lua-language-server': 'arm64',
      'root/.vscode-server/extensions/ms-vscode.cpptools-1.23.6-linux-arm64/bin/cpptools': 'arm64',
      'root/.vscode-server/extensions/redhat.java-1.40.0-linux-arm64/jre/21/bin/java': 'arm64',
      'root/.vscode-server/extensions/redhat.java-1.40.0-linux-x64/jre/21/bin/java': 'amd64',
    },
  },
]

const WRONG: readonly Recipe[] = [
  {
    what: 'a package for the build machine, in an image with an emulator',
    entries: [
      program('usr/bin/box64', 'arm64'),
      ...npm(`${MODULES}/@esbuild/linux-x64`, { name: '@esbuild/linux-x64', os: ['linux'], cpu: ['x64'] }, [
        program(`${MODULES}/@esbuild/linux-x64/bin/esbuild`, 'amd64'),
      ]),
    ],
    config: APP,
    tells: [{ severity: 'error', why: 'other machine', package: '@esbuild/linux-x64' }],
  },
  {
    what: "an application's program next to one with another name for the platform",
    files: { 'opt/app/bin/server': 'amd64', 'opt/app/bin/client-arm64': 'arm64' },
    tells: [{ severity: 'error', why: 'program folder', path: 'opt/app/bin/server' }],
  },
  {
    what: "a plug-in next to the one in the platform's folder",
    files: { 'usr/lib/sasl2/libplain.so': 'amd64', 'usr/lib/aarch64-linux-gnu/sasl2/libplain.so': 'arm64' },
    tells: [{ severity: 'error', why: 'program folder', path: 'usr/lib/sasl2/libplain.so' }],
  },
  {
    what: "a cloud's command-line tool, installed from the archive for another machine",
    files: {
      'usr/local/bin/aws': '->/usr/local/aws-cli/v2/current/bin/aws',
      'usr/local/aws-cli/v2/current': '->2.24.0',
      'usr/local/aws-cli/v2/2.24.0/bin/aws': '->../dist/aws',
      'usr/local/aws-cli/v2/2.24.0/dist/aws': 'amd64',
    },
    tells: [{ severity: 'error', why: 'linked from PATH', path: 'usr/local/aws-cli/v2/2.24.0/dist/aws' }],
  },
  {
    what: 'a cloud SDK that brings its Python',
    files: { 'usr/lib/google-cloud-sdk/platform/bundledpythonunix/bin/python3.12': 'amd64' },
    tells: [{ severity: 'error', why: 'program folder' }],
  },
  {
    what: 'a PHP server that was fetched into the application',
    files: { 'app/rr': 'amd64', 'usr/local/bin/php': 'arm64' },
    config: { WorkingDir: '/app', Cmd: ['php', '-v'] },
    tells: [{ severity: 'error', why: 'working folder', path: 'app/rr' }],
  },
  {
    what: 'a native library that Elixir fetched for the build machine',
    files: {
      'app/lib/explorer-0.10.1/priv/native/libexplorer-v0.10.1-nif-2.15-x86_64-unknown-linux-gnu.so': 'amd64',
    },
    config: { Entrypoint: ['/app/bin/server'] },
    entries: [program('bin/sh', 'arm64'), { path: 'app/bin/server', bytes: Buffer.from('#!/bin/sh\n') }],
    tells: [
      {
        severity: 'error',
        path: 'app/lib/explorer-0.10.1/priv/native/libexplorer-v0.10.1-nif-2.15-x86_64-unknown-linux-gnu.so',
      },
    ],
  },
  {
    what: 'a browser that Playwright fetched for the build machine',
    files: { 'root/.cache/ms-playwright/chromium-1148/chrome-linux/chrome': 'amd64' },
    tells: [
      {
        severity: 'error',
        why: 'built in place',
        path: 'root/.cache/ms-playwright/chromium-1148/chrome-linux/chrome',
      },
    ],
  },
  {
    what: 'a Cypress program that was fetched for the build machine',
    files: { 'root/.cache/Cypress/13.17.0/Cypress/Cypress': 'amd64' },
    tells: [
      { severity: 'error', why: 'built in place', path: 'root/.cache/Cypress/13.17.0/Cypress/Cypress' },
    ],
  },
  {
    what: 'an emulator for a machine other than the one it runs on',
    files: { 'usr/local/bin/box64': 'amd64' },
    tells: [{ severity: 'error', why: 'in PATH' }],
  },
  {
    what: 'a program in PATH that is not started by an emulator',
    files: { 'usr/local/bin/box64': 'arm64', 'usr/local/bin/server': 'amd64' },
    tells: [{ severity: 'error', why: 'in PATH', ignore: '/usr/local/bin/server' }],
  },
  {
    what: 'a plug-in for the name service next to that of the platform',
    files: { 'usr/lib/aarch64-linux-gnu/libnss_files.so.2': 'arm64', 'usr/lib/libnss_sss.so.2': 'amd64' },
    tells: [{ severity: 'error', why: 'loader folder', ignore: '/usr/lib/libnss_sss.so.2' }],
  },
]

/** Developer tools: SDKs, editors, game engines, and builds for other devices. */
export const TOOLS: readonly Recipe[] = [...RIGHT, ...WRONG]

import type { Machine } from '../../src/platforms/emulators.ts'
import { macProgram, program, windowsProgram } from './metadata.ts'
import type { Recipe } from './recipe.ts'

const VIDEO_CORE: Machine = { class: 32, endian: 'little', elfMachine: 137 }
const XTENSA: Machine = { class: 32, endian: 'little', elfMachine: 94 }
const CLIENTS = 'usr/share/nginx/html'

const RIGHT: readonly Recipe[] = [
  {
    what: 'clients that a web server offers for download',
    files: {
      [`${CLIENTS}/linux_amd64/oc`]: 'amd64',
      [`${CLIENTS}/linux_arm64/oc`]: 'arm64',
      [`${CLIENTS}/linux_ppc64le/oc`]: 'ppc64le',
      [`${CLIENTS}/linux_s390x/oc`]: 's390x',
      'usr/bin/oc': 'arm64',
    },
    entries: [windowsProgram(`${CLIENTS}/windows/oc.exe`)],
  },
  {
    what: 'agents to be copied to other machines',
    files: {
      'usr/share/lima/lima-guestagent.Linux-x86_64': 'amd64',
      'usr/share/lima/lima-guestagent.Linux-aarch64': 'arm64',
      'usr/share/lima/lima-guestagent.Linux-riscv64': 'riscv64',
    },
  },
  {
    what: 'agents for several systems, the one for Linux for one machine only',
    files: { 'app/server': 'arm64', 'app/payloads/agent.go-linux': 'amd64' },
    entries: [macProgram('app/payloads/agent.go-darwin'), windowsProgram('app/payloads/agent.go-windows')],
    config: { WorkingDir: '/app', Entrypoint: ['/app/server'] },
    tells: [{ severity: 'warning', why: 'alone' }],
  },
  {
    what: 'instrumentation for both C libraries of two machines',
    files: {
      'autoinstrumentation/linux-x64/OpenTelemetry.AutoInstrumentation.Native.so': 'amd64',
      'autoinstrumentation/linux-musl-x64/OpenTelemetry.AutoInstrumentation.Native.so': 'amd64',
      'autoinstrumentation/linux-arm64/OpenTelemetry.AutoInstrumentation.Native.so': 'arm64',
      'autoinstrumentation/linux-musl-arm64/OpenTelemetry.AutoInstrumentation.Native.so': 'arm64',
    },
    config: { WorkingDir: '/autoinstrumentation' },
  },
  {
    what: 'releases of Rust by target',
    files: {
      'app/target/x86_64-unknown-linux-musl/release/app': 'amd64',
      'app/target/aarch64-unknown-linux-musl/release/app': 'arm64',
      'app/target/armv7-unknown-linux-musleabihf/release/app': 'arm',
    },
    config: { WorkingDir: '/app' },
  },
  {
    what: "Terraform's providers for two machines",
    files: {
      'root/.terraform.d/plugins/registry.terraform.io/hashicorp/aws/5.90.0/linux_amd64/terraform-provider-aws_v5.90.0_x5':
        'amd64',
      'root/.terraform.d/plugins/registry.terraform.io/hashicorp/aws/5.90.0/linux_arm64/terraform-provider-aws_v5.90.0_x5':
        'arm64',
    },
  },
  {
    what: "Grafana plug-ins, whose names have the system's and the machine's",
    files: {
      'usr/share/grafana/data/plugins/x/gpx_x_linux_amd64': 'amd64',
      'usr/share/grafana/data/plugins/x/gpx_x_linux_arm64': 'arm64',
      'usr/share/grafana/data/plugins/x/gpx_x_linux_arm': 'arm',
    },
  },
  { what: 'plug-ins of CNI', files: { 'opt/cni/bin/bridge': 'arm64', 'opt/cni/bin/loopback': 'arm64' } },
  {
    what: 'Docker plug-ins',
    files: {
      'usr/libexec/docker/cli-plugins/docker-buildx': 'arm64',
      'root/.docker/cli-plugins/docker-compose': 'arm64',
    },
  },
  {
    what: 'a supervisor that consists of links',
    files: {
      init: '=#!/command/execlineb -S0\n',
      'command/execlineb': '->/package/admin/execline-2.9.6.1/command/execlineb',
      'package/admin/execline-2.9.6.1/command/execlineb': 'arm64',
    },
    config: { Entrypoint: ['/init'] },
  },
  {
    what: "the build machine's emulator, left in the image's PATH",
    files: { 'usr/bin/qemu-aarch64-static': 'amd64', 'bin/busybox': 'arm64', 'bin/sh': '->busybox' },
    config: { Cmd: ['sh'] },
  },
  {
    what: "BuildKit's emulators",
    files: { 'usr/bin/buildkit-qemu-x86_64': 'arm64', 'usr/bin/buildkit-qemu-s390x': 'arm64' },
  },
  {
    what: 'Wine with libraries for two machines',
    on: 'linux/amd64',
    files: {
      'usr/lib/wine/wine64': 'amd64',
      'usr/lib/i386-linux-gnu/wine/i386-unix/ntdll.so': '386',
      'usr/lib/x86_64-linux-gnu/wine/x86_64-unix/ntdll.so': 'amd64',
    },
    entries: [
      windowsProgram('usr/lib/x86_64-linux-gnu/wine/x86_64-windows/kernel32.dll'),
      windowsProgram('usr/lib/i386-linux-gnu/wine/i386-windows/winecfg.exe'),
    ],
  },
  {
    what: 'firmware of a Raspberry Pi',
    files: { 'boot/firmware/start4.elf': VIDEO_CORE, 'boot/firmware/start4x.elf': VIDEO_CORE },
    tells: [{ severity: 'notice', why: 'no image' }],
  },
  {
    what: 'firmware of a graphics card, which is for its own processor',
    files: { 'lib/firmware/nvidia/550.54.14/gsp_ga10x.bin': 'riscv64' },
    on: 'linux/amd64',
    tells: [{ severity: 'notice', why: 'no image' }],
  },
  {
    what: 'a toolchain for microcontrollers, and its output',
    files: {
      'root/.espressif/tools/xtensa-esp-elf/esp-13.2.0/xtensa-esp-elf/bin/xtensa-esp-elf-gcc': 'arm64',
      'project/build/bootloader/bootloader.elf': XTENSA,
    },
    config: { WorkingDir: '/project' },
    tells: [{ severity: 'notice', why: 'no image' }],
  },
  {
    what: "Go's race detector for other machines",
    as: { type: 1 },
    files: { 'usr/local/go/src/runtime/race/internal/amd64v1/race_linux.syso': 'amd64' },
    tells: [{ severity: 'notice', why: 'no image' }],
  },
  {
    what: 'kernels of small virtual machines',
    files: {
      'opt/kata/share/kata-containers/vmlinux-6.12.36-157': 'amd64',
      'opt/kata/bin/kata-runtime': 'arm64',
    },
    tells: [{ severity: 'notice', why: 'no image' }],
  },
  {
    what: 'a complete musl cross compiler',
    files: {
      'opt/x86_64-linux-musl-cross/bin/x86_64-linux-musl-gcc': 'arm64',
      'opt/x86_64-linux-musl-cross/x86_64-linux-musl/lib/libc.so': 'amd64',
      'opt/x86_64-linux-musl-cross/lib/gcc/x86_64-linux-musl/11.2.1/libgcc_s.so.1': 'amd64',
    },
  },
  {
    what: 'memory checkers for both word sizes of a machine',
    on: 'linux/amd64',
    files: {
      'usr/libexec/valgrind/memcheck-amd64-linux': 'amd64',
      'usr/libexec/valgrind/memcheck-x86-linux': '386',
    },
  },
  {
    what: 'a Nix store with a C library for cross compilers',
    files: {
      'nix/store/k3n1-glibc-2.40/lib/libc.so.6': 'arm64',
      'nix/store/9qsm-glibc-x86_64-unknown-linux-gnu-2.40/lib/libc.so.6': 'amd64',
      'nix/store/9qsm-glibc-x86_64-unknown-linux-gnu-2.40/lib/ld-linux-x86-64.so.2': 'amd64',
    },
  },
  {
    what: 'a Homebrew cellar',
    files: {
      'home/linuxbrew/.linuxbrew/Cellar/jq/1.7.1/bin/jq': 'arm64',
      'home/linuxbrew/.linuxbrew/bin/jq': '->../Cellar/jq/1.7.1/bin/jq',
    },
    config: { Env: ['PATH=/home/linuxbrew/.linuxbrew/bin:/usr/bin'] },
  },
  {
    what: 'Flatpak runtimes',
    files: {
      'var/lib/flatpak/runtime/org.freedesktop.Platform/x86_64/24.08/active/files/lib/x86_64-linux-gnu/libz.so.1':
        'amd64',
    },
  },
  {
    what: 'an unpacked snap',
    files: {
      'snap/core22/current/usr/bin/env': 'amd64',
      'snap/core22/current/lib/x86_64-linux-gnu/libc.so.6': 'amd64',
      'snap/core22/current/etc/passwd': '=root:x:0:0\n',
    },
  },
  {
    what: 'an SDK for phones, with its snapshots',
    on: 'linux/amd64',
    files: {
      'opt/flutter/bin/cache/artifacts/engine/android-arm64-release/linux-x64/gen_snapshot': 'amd64',
      'opt/flutter/bin/cache/artifacts/engine/linux-x64/frontend_server_aot': 'amd64',
      'opt/android-sdk/ndk/27.0/toolchains/llvm/prebuilt/linux-x86_64/lib/clang/18/lib/linux/aarch64/libomp.so':
        'arm64',
      'opt/android-sdk/ndk/27.0/toolchains/llvm/prebuilt/linux-x86_64/sysroot/usr/lib/arm-linux-androideabi/libc++_shared.so':
        'arm',
    },
  },
  {
    what: 'an application for phones, with libraries for each machine',
    on: 'linux/amd64',
    files: {
      'src/android/app/src/main/jniLibs/arm64-v8a/libapp.so': 'arm64',
      'src/android/app/src/main/jniLibs/x86_64/libapp.so': 'amd64',
      'src/build/app/intermediates/merged_native_libs/release/out/lib/armeabi-v7a/libapp.so': 'arm',
      'src/build/app/intermediates/merged_native_libs/release/out/lib/x86_64/libapp.so': 'amd64',
    },
    config: { WorkingDir: '/src' },
  },
  {
    what: '32-bit libraries next to 64-bit ones',
    on: 'linux/amd64',
    files: {
      'usr/lib/i386-linux-gnu/libc.so.6': '386',
      'usr/lib/x86_64-linux-gnu/libc.so.6': 'amd64',
      'root/steamcmd/linux32/steamcmd': '386',
    },
  },
  {
    what: 'a Lambda extension',
    files: { 'opt/extensions/agent': 'arm64', 'var/task/bootstrap': 'arm64' },
    config: { WorkingDir: '/var/task', Entrypoint: ['/var/task/bootstrap'] },
  },
  {
    what: 'busybox with all its names',
    files: { 'bin/busybox': 'arm', 'bin/sh': '->busybox', 'bin/ls': '->/bin/busybox' },
    on: 'linux/arm/v5',
    config: { Cmd: ['sh'] },
  },
  {
    what: 'a Linux for loong64',
    on: 'linux/loong64',
    files: { 'usr/bin/app': 'loong64', 'lib64/ld-linux-loongarch-lp64d.so.1': 'loong64' },
    config: { Entrypoint: ['app'] },
  },
]

const WRONG: readonly Recipe[] = [
  {
    what: 'a started program for Linux, next to those for other systems',
    files: { 'app/server-linux': 'amd64' },
    entries: [macProgram('app/server-macos'), windowsProgram('app/server-win.exe')],
    config: { WorkingDir: '/app', Entrypoint: ['/app/server-linux'] },
    tells: [{ severity: 'error', why: 'started', path: 'app/server-linux' }],
  },
  {
    what: 'a program for Linux without others next to it',
    files: { 'app/server': 'arm64', 'app/plugins/agent-linux': 'amd64' },
    config: { WorkingDir: '/app', Entrypoint: ['/app/server'] },
    tells: [{ severity: 'error', why: 'working folder', path: 'app/plugins/agent-linux' }],
  },
  {
    what: 'a provider that Terraform fetched on the build machine',
    files: {
      'infra/.terraform/providers/registry.terraform.io/hashicorp/aws/5.90.0/linux_amd64/terraform-provider-aws_v5.90.0_x5':
        'amd64',
    },
    tells: [{ severity: 'error', why: 'other machine' }],
  },
  {
    what: 'a Helm plug-in',
    files: { 'root/.local/share/helm/plugins/helm-diff/bin/diff': 'amd64' },
    tells: [{ severity: 'error', why: 'built in place' }],
  },
  {
    what: 'a Docker plug-in',
    files: { 'usr/libexec/docker/cli-plugins/docker-compose': 'amd64' },
    tells: [{ severity: 'error', why: 'program folder' }],
  },
  {
    what: "a Docker plug-in in the user's folder",
    files: { 'root/.docker/cli-plugins/docker-buildx': 'amd64' },
    tells: [{ severity: 'error', path: 'root/.docker/cli-plugins/docker-buildx' }],
  },
  {
    what: 'a CNI plug-in',
    files: { 'opt/cni/bin/bridge': 'amd64', 'opt/cni/bin/loopback': 'amd64' },
    tells: [{ severity: 'error', why: 'program folder', ignore: '/opt/cni/bin' }],
  },
  {
    what: 'a Lambda extension, all of which are started',
    files: { 'opt/extensions/agent': 'amd64', 'var/runtime/bootstrap': 'arm64' },
    config: { WorkingDir: '/var/task', Entrypoint: ['/var/runtime/bootstrap'] },
    tells: [{ severity: 'error', path: 'opt/extensions/agent' }],
  },
  {
    what: 'a Lambda runtime',
    files: { 'var/task/bootstrap': 'amd64' },
    config: { WorkingDir: '/var/task', Entrypoint: ['/lambda-entrypoint.sh'] },
    entries: [
      program('bin/sh', 'arm64'),
      { path: 'lambda-entrypoint.sh', bytes: Buffer.from('#!/bin/sh\n') },
    ],
    tells: [{ severity: 'error', why: 'working folder', path: 'var/task/bootstrap' }],
  },
  {
    what: 'a supervisor for another machine',
    files: {
      init: '=#!/command/execlineb -S0\n',
      'command/execlineb': '->/package/admin/execline-2.9.6.1/command/execlineb',
      'package/admin/execline-2.9.6.1/command/execlineb': 'amd64',
    },
    config: { Entrypoint: ['/init'] },
    tells: [{ severity: 'error', why: 'started', path: 'package/admin/execline-2.9.6.1/command/execlineb' }],
  },
  {
    what: 'a shell in a Nix store for another machine',
    files: {
      'bin/bash': '->/nix/store/1x7m-bash-5.2p37/bin/bash',
      'nix/store/1x7m-bash-5.2p37/bin/bash': 'amd64',
    },
    config: { Cmd: ['/bin/bash'] },
    tells: [{ severity: 'error', why: 'started', path: 'nix/store/1x7m-bash-5.2p37/bin/bash' }],
  },
  {
    what: 'a Homebrew cellar for another machine',
    files: {
      'home/linuxbrew/.linuxbrew/Cellar/jq/1.7.1/bin/jq': 'amd64',
      'home/linuxbrew/.linuxbrew/bin/jq': '->../Cellar/jq/1.7.1/bin/jq',
    },
    config: { Env: ['PATH=/home/linuxbrew/.linuxbrew/bin:/usr/bin'] },
    tells: [{ severity: 'error', why: 'linked from PATH' }],
  },
  {
    what: 'a database client in a folder that the loader is configured for',
    files: {
      'etc/ld.so.conf.d/oracle-instantclient.conf': '=/opt/oracle/instantclient_21_13\n',
      'opt/oracle/instantclient_21_13/libclntsh.so.21.1': 'amd64',
    },
    tells: [{ severity: 'error', why: 'loader folder' }],
  },
  {
    what: "a musl loader that came with another machine's files",
    files: { 'lib/ld-musl-x86_64.so.1': 'amd64' },
    tells: [{ severity: 'error', why: 'loader folder', ignore: '/lib/ld-musl-x86_64.so.1' }],
  },
  {
    what: 'a probe that Kubernetes starts',
    files: { 'bin/grpc_health_probe': 'amd64' },
    tells: [{ severity: 'error', why: 'in PATH', ignore: '/bin/grpc_health_probe' }],
  },
  {
    what: 'a tool downloaded for the build machine, on an IBM platform',
    on: 'linux/s390x',
    files: { 'usr/local/bin/kubectl': 'amd64' },
    tells: [{ severity: 'error', why: 'in PATH' }],
  },
  {
    what: 'a sidecar from a Mac',
    on: 'linux/amd64',
    files: { 'usr/local/bin/cloud-sql-proxy': 'arm64' },
    tells: [{ severity: 'error', why: 'in PATH' }],
  },
]

/** Releases, distributions, emulators, firmware, toolchains. */
export const SYSTEMS: readonly Recipe[] = [...RIGHT, ...WRONG]

import type { Machine } from '../../src/platforms/emulators.ts'
import type { Recipe, Telling } from './recipe.ts'

const NODE = 'usr/local/lib/node_modules'
const PYTHON = 'usr/local/lib/python3.13/site-packages'
const FREEBSD = { osAbi: 9 }
const NOTICE: readonly Telling[] = [{ severity: 'notice' }]
const WARNING: readonly Telling[] = [{ severity: 'warning' }]

const big = (elfMachine: number): Machine => ({ class: 32, endian: 'big', elfMachine })
const little = (elfMachine: number): Machine => ({ class: 64, endian: 'little', elfMachine })

/** Correct image contents that need no warning. */
const RIGHT: readonly Recipe[] = [
  {
    what: 'prebuilt modules of Node (prebuildify)',
    files: {
      'app/node_modules/x/prebuilds/linux-x64/x.node': 'amd64',
      'app/node_modules/x/prebuilds/linux-arm64/x.node': 'arm64',
    },
  },
  {
    what: 'the same, with the C library and the arm version in the names',
    files: {
      [`${NODE}/x/prebuilds/linux-x64/x.napi.glibc.node`]: 'amd64',
      [`${NODE}/x/prebuilds/linux-x64/x.napi.musl.node`]: 'amd64',
      [`${NODE}/x/prebuilds/linux-arm/x.napi.armv7.node`]: 'arm',
      [`${NODE}/x/prebuilds/linux-arm64/x.napi.armv8.node`]: 'arm64',
    },
  },
  {
    what: 'esbuild packages for all platforms',
    files: {
      [`${NODE}/@esbuild/linux-x64/bin/esbuild`]: 'amd64',
      [`${NODE}/@esbuild/linux-arm64/bin/esbuild`]: 'arm64',
      [`${NODE}/@esbuild/freebsd-x64/bin/esbuild`]: 'amd64',
      [`${NODE}/@esbuild/linux-s390x/bin/esbuild`]: 's390x',
    },
    tells: NOTICE,
  },
  {
    what: 'the same in a pnpm store',
    files: {
      'app/node_modules/.pnpm/@esbuild+linux-x64@0.25.0/node_modules/@esbuild/linux-x64/bin/esbuild': 'amd64',
      'app/node_modules/.pnpm/@esbuild+linux-arm64@0.25.0/node_modules/@esbuild/linux-arm64/bin/esbuild':
        'arm64',
    },
    config: { WorkingDir: '/app' },
  },
  {
    what: 'turbo for two machines',
    files: {
      'app/node_modules/turbo-linux-64/bin/turbo': 'amd64',
      'app/node_modules/turbo-linux-arm64/bin/turbo': 'arm64',
    },
  },
  {
    what: 'workerd for two machines',
    files: {
      'app/node_modules/@cloudflare/workerd-linux-64/bin/workerd': 'amd64',
      'app/node_modules/@cloudflare/workerd-linux-arm64/bin/workerd': 'arm64',
    },
  },
  {
    what: 'Prisma engines; the one for amd64 has no machine in its name',
    on: 'linux/amd64',
    files: {
      'app/node_modules/.prisma/client/libquery_engine-debian-openssl-3.0.x.so.node': 'amd64',
      'app/node_modules/.prisma/client/libquery_engine-linux-arm64-openssl-3.0.x.so.node': 'arm64',
    },
    config: { WorkingDir: '/app' },
  },
  {
    what: 'the same on the other platform, with musl',
    files: {
      'app/node_modules/@prisma/engines/schema-engine-linux-musl-openssl-3.0.x': 'amd64',
      'app/node_modules/@prisma/engines/schema-engine-linux-musl-arm64-openssl-3.0.x': 'arm64',
    },
    config: { WorkingDir: '/app' },
  },
  {
    what: "jansi's native libraries from Maven, with FreeBSD's",
    files: {
      'usr/share/maven/lib/jansi-native/linux64/libjansi.so': 'amd64',
      'usr/share/maven/lib/jansi-native/linux32/libjansi.so': '386',
      'usr/share/maven/lib/jansi-native/freebsd64/libjansi.so': 'amd64',
    },
    tells: NOTICE,
  },
  {
    what: "the same with FreeBSD's mark",
    as: FREEBSD,
    on: 'linux/amd64',
    files: { 'usr/share/maven/lib/jansi-native/freebsd64/libjansi.so': 'amd64' },
    tells: NOTICE,
  },
  {
    what: 'jni of JRuby',
    on: 'linux/amd64',
    files: {
      'opt/jruby/lib/jni/x86_64-Linux/libjffi-1.2.so': 'amd64',
      'opt/jruby/lib/jni/aarch64-Linux/libjffi-1.2.so': 'arm64',
      'opt/jruby/lib/jni/arm-Linux/libjffi-1.2.so': 'arm',
      'opt/jruby/lib/jni/ppc64le-Linux/libjffi-1.2.so': 'ppc64le',
      'opt/jruby/lib/jni/sparcv9-Linux/libjffi-1.2.so': 'sparc64',
      'opt/jruby/lib/jni/sparcv9-SunOS/libjffi-1.2.so': 'sparc64',
      'opt/jruby/lib/jni/x86_64-FreeBSD/libjffi-1.2.so': 'amd64',
      'opt/jruby/lib/jni/x86_64-SunOS/libjffi-1.2.so': 'amd64',
    },
    tells: NOTICE,
  },
  {
    what: 'Netty in WildFly',
    files: {
      'opt/jboss/wildfly/modules/netty/main/lib/linux-x86_64/libnetty_transport_native_epoll_x86_64.so':
        'amd64',
      'opt/jboss/wildfly/modules/netty/main/lib/linux-aarch_64/libnetty_transport_native_epoll_aarch_64.so':
        'arm64',
    },
  },
  {
    what: 'Netty for the other machine',
    on: 'linux/amd64',
    files: {
      'opt/netty/lib/libnetty_tcnative_linux_x86_64.so': 'amd64',
      'opt/netty/lib/libnetty_tcnative_linux_aarch_64.so': 'arm64',
      'opt/netty/lib/libnetty_tcnative_linux_s390_64.so': 's390x',
    },
  },
  {
    what: "JNA's folders",
    files: {
      'opt/app/lib/com/sun/jna/linux-x86-64/libjnidispatch.so': 'amd64',
      'opt/app/lib/com/sun/jna/linux-x86/libjnidispatch.so': '386',
      'opt/app/lib/com/sun/jna/linux-aarch64/libjnidispatch.so': 'arm64',
      'opt/app/lib/com/sun/jna/linux-s390x/libjnidispatch.so': 's390x',
      'opt/app/lib/com/sun/jna/freebsd-x86-64/libjnidispatch.so': 'amd64',
      'opt/app/lib/com/sun/jna/sunos-x86-64/libjnidispatch.so': 'amd64',
      'opt/app/lib/com/sun/jna/openbsd-x86/libjnidispatch.so': '386',
    },
    tells: NOTICE,
  },
  {
    what: 'JNA on a machine that it does not support',
    on: 'linux/riscv64',
    files: {
      'opt/app/lib/com/sun/jna/linux-x86-64/libjnidispatch.so': 'amd64',
      'opt/app/lib/com/sun/jna/linux-aarch64/libjnidispatch.so': 'arm64',
    },
  },
  {
    what: 'native .NET libraries',
    files: {
      'app/runtimes/linux-x64/native/libSkiaSharp.so': 'amd64',
      'app/runtimes/linux-musl-x64/native/libSkiaSharp.so': 'amd64',
      'app/runtimes/linux-arm/native/libSkiaSharp.so': 'arm',
      'app/runtimes/linux-arm64/native/libSkiaSharp.so': 'arm64',
      'app/runtimes/osx/native/libSkiaSharp.so': 'amd64',
    },
    config: { WorkingDir: '/app' },
    tells: NOTICE,
  },
  {
    what: 'the same with versions of distributions',
    files: {
      'app/runtimes/debian.9-x64/native/libgit2.so': 'amd64',
      'app/runtimes/rhel.7-x64/native/libgit2.so': 'amd64',
      'app/runtimes/debian.9-arm64/native/libgit2.so': 'arm64',
    },
    config: { WorkingDir: '/app' },
  },
  {
    what: "Android's jniLibs",
    on: 'linux/amd64',
    files: {
      'src/app/jniLibs/arm64-v8a/libx.so': 'arm64',
      'src/app/jniLibs/armeabi-v7a/libx.so': 'arm',
      'src/app/jniLibs/x86/libx.so': '386',
      'src/app/jniLibs/x86_64/libx.so': 'amd64',
    },
    config: { WorkingDir: '/src' },
  },
  {
    what: "Android's NDK",
    on: 'linux/amd64',
    files: {
      'opt/ndk/toolchains/llvm/prebuilt/linux-x86_64/sysroot/usr/lib/aarch64-linux-android/21/libc.so':
        'arm64',
      'opt/ndk/toolchains/llvm/prebuilt/linux-x86_64/lib/clang/18/lib/linux/libclang_rt.asan-arm-android.so':
        'arm',
      'opt/ndk/prebuilt/android-arm64/gdbserver/gdbserver': 'arm64',
      'opt/ndk/prebuilt/android-x86_64/gdbserver/gdbserver': 'amd64',
    },
  },
  {
    what: 'a program for all machines that is named after them',
    files: {
      'opt/app/bin/app-linux-amd64': 'amd64',
      'opt/app/bin/app-linux-arm64': 'arm64',
      'opt/app/bin/app-linux-s390x': 's390x',
    },
  },
  {
    what: 'the same in PATH',
    files: { 'usr/local/bin/app_amd64': 'amd64', 'usr/local/bin/app_arm64': 'arm64' },
  },
  {
    what: "agents for download, next to the server's own",
    files: {
      'srv/agents/linux/amd64/agent': 'amd64',
      'srv/agents/linux/arm64/agent': 'arm64',
      'srv/agents/linux/arm/v7/agent': 'arm',
    },
    config: { WorkingDir: '/srv' },
  },
  {
    what: 'agents for other machines only',
    on: 'linux/s390x',
    files: { 'srv/agents/agent-amd64': 'amd64', 'srv/agents/agent-arm64': 'arm64' },
    config: { WorkingDir: '/srv' },
  },
  {
    what: 'a Python package with native libraries for all machines',
    files: {
      [`${PYTHON}/debugpy/attach_linux_amd64.so`]: 'amd64',
      [`${PYTHON}/debugpy/attach_linux_arm64.so`]: 'arm64',
      [`${PYTHON}/debugpy/attach_linux_x86.so`]: '386',
    },
  },
  {
    what: 'lib/native of Hadoop and Snappy',
    files: {
      'opt/x/lib/native/Linux/x86_64/libsnappyjava.so': 'amd64',
      'opt/x/lib/native/Linux/aarch64/libsnappyjava.so': 'arm64',
      'opt/x/lib/native/Linux/ppc64le/libsnappyjava.so': 'ppc64le',
      'opt/x/lib/native/SunOS/x86_64/libsnappyjava.so': 'amd64',
      'opt/x/lib/native/AIX/ppc64/libsnappyjava.so': 'ppc64',
    },
    tells: NOTICE,
  },
  {
    what: "GoReleaser's folders",
    files: {
      'srv/dist/app_linux_amd64_v1/app': 'amd64',
      'srv/dist/app_linux_arm64_v8.0/app': 'arm64',
      'srv/dist/app_linux_arm_6/app': 'arm',
      'srv/dist/app_freebsd_amd64_v1/app': 'amd64',
    },
    config: { WorkingDir: '/srv' },
    tells: NOTICE,
  },
  {
    what: 'sharp with its libraries for two machines',
    files: {
      [`${NODE}/@img/sharp-linux-x64/lib/sharp-linux-x64.node`]: 'amd64',
      [`${NODE}/@img/sharp-linux-arm64/lib/sharp-linux-arm64.node`]: 'arm64',
      [`${NODE}/@img/sharp-libvips-linux-x64/lib/libvips-cpp.so.42`]: 'amd64',
      [`${NODE}/@img/sharp-libvips-linux-arm64/lib/libvips-cpp.so.42`]: 'arm64',
    },
  },
  {
    what: 'compilers in a NuGet package',
    files: {
      'root/.nuget/packages/grpc.tools/2.62.0/tools/linux_x64/protoc': 'amd64',
      'root/.nuget/packages/grpc.tools/2.62.0/tools/linux_x86/protoc': '386',
      'root/.nuget/packages/grpc.tools/2.62.0/tools/linux_arm64/protoc': 'arm64',
    },
  },
  {
    what: "platforms of Elasticsearch's machine learning",
    files: {
      'usr/share/elasticsearch/modules/x-pack-ml/platform/linux-x86_64/bin/controller': 'amd64',
      'usr/share/elasticsearch/modules/x-pack-ml/platform/linux-aarch64/bin/controller': 'arm64',
    },
    config: { WorkingDir: '/usr/share/elasticsearch' },
  },
  { what: 'libraries of an emulator', files: { 'usr/lib/box64-x86_64-linux-gnu/libstdc++.so.6': 'amd64' } },
  {
    what: 'CUDA for another target',
    files: { 'usr/local/cuda-12.8/targets/x86_64-linux/lib/libcudart.so.12': 'amd64' },
  },
  {
    what: "Debian's syslinux-common",
    files: {
      'usr/lib/syslinux/modules/bios/menu.c32': '386',
      'usr/lib/syslinux/modules/efi64/menu.c32': 'amd64',
    },
    tells: NOTICE,
  },
  {
    what: "Debian's libc6-amd64-cross",
    files: { 'usr/x86_64-linux-gnu/lib/libc.so.6': 'amd64', 'usr/x86_64-linux-gnu/bin/ldconfig': 'amd64' },
  },
  {
    what: "a cross compiler's libraries",
    files: {
      'usr/lib/gcc-cross/x86_64-linux-gnu/13/libgcc_s.so.1': 'amd64',
      'usr/lib/gcc/x86_64-linux-gnu/13/liblto.so': 'amd64',
    },
  },
  {
    what: 'cross compilers of crosstool-NG and musl',
    on: 'linux/amd64',
    files: {
      'opt/x-tools/aarch64-unknown-linux-gnu/aarch64-unknown-linux-gnu/sysroot/lib/libc.so.6': 'arm64',
      'opt/cross/arm-linux-musleabihf/lib/libc.so': 'arm',
      'opt/conda/x86_64-conda-linux-gnu/sysroot/lib64/libc.so.6': 'arm64',
    },
  },
  { what: 'a bare-metal toolchain', files: { 'opt/gcc/arm-none-eabi/lib/thumb/nano.so': 'amd64' } },
  {
    what: "Rust's targets",
    on: 'linux/amd64',
    files: {
      'usr/local/rustup/toolchains/stable-x86_64-unknown-linux-gnu/lib/rustlib/aarch64-unknown-linux-gnu/lib/libstd-1.so':
        'arm64',
    },
  },
  {
    what: "Clang's sanitizers",
    files: { 'usr/lib/llvm-19/lib/clang/19/lib/linux/libclang_rt.asan-x86_64.so': 'amd64' },
  },
  {
    what: "a Go module's tests",
    files: { 'usr/local/go/src/debug/elf/testdata/gcc-amd64-linux-exec': 'amd64' },
  },
  {
    what: "pyelftools' tests",
    files: { 'src/pyelftools/test/testfiles_for_unittests/lib/x.elf': 'amd64' },
  },
  {
    what: 'tests of installed packages',
    files: {
      'usr/local/lib/python3.13/site-packages/elffile/tests/bin/hello': 'amd64',
      'usr/share/file/tests/hello': 'amd64',
      'srv/llvm-tests/bin/hello': 'amd64',
    },
  },
  {
    what: 'node-pre-gyp bindings for two machines',
    files: {
      [`${NODE}/x/lib/binding/napi-v6-linux-glibc-x64/x.node`]: 'amd64',
      [`${NODE}/x/lib/binding/napi-v6-linux-glibc-arm64/x.node`]: 'arm64',
      [`${NODE}/x/package.json`]: '={"name":"x"}',
    },
  },
  { what: 'a root file system as data', files: { 'srv/rootfs/bin/busybox': 'amd64' } },
  {
    what: 'one with another name, recognised by its contents',
    files: {
      'srv/guest/usr/bin/env': 'amd64',
      'srv/guest/lib/libc.so.6': 'amd64',
      'srv/guest/etc/passwd': '=root',
    },
    config: { WorkingDir: '/srv' },
  },
  { what: 'images that an engine keeps', files: { 'var/lib/containers/overlay/1/diff/bin/sh': 'amd64' } },
  {
    what: 'a chroot',
    files: { 'var/lib/schroot/chroots/bookworm-amd64/lib/x86_64-linux-gnu/libc.so.6': 'amd64' },
  },
  { what: 'multiarch of arm on arm64', files: { 'usr/lib/arm-linux-gnueabihf/libc.so.6': 'arm' } },
  {
    what: 'x32 next to amd64',
    on: 'linux/amd64',
    files: { 'usr/libx32/libc.so.6': { class: 32, endian: 'little', elfMachine: 62 } },
  },
  { what: 'a memory dump', as: { type: 4 }, files: { 'srv/core': 'amd64' } },
]

/** Contents for which one notice per image is enough. */
const NOTICED: readonly Recipe[] = [
  {
    what: "QEMU's firmware",
    files: {
      'usr/share/qemu/hppa-firmware.img': big(15),
      'usr/share/qemu/openbios-sparc32': 'sparc',
      'usr/share/qemu/openbios-ppc': 'ppc',
      'usr/share/qemu/s390-ccw.img': 's390x',
      'usr/share/qemu/u-boot.e500': 'ppc',
      'usr/share/qemu/opensbi-riscv64-generic-fw_dynamic.elf': 'riscv64',
    },
  },
  {
    what: 'device firmware',
    files: {
      'usr/lib/firmware/a.fw': little(94),
      'lib/firmware/b.mbn': little(164),
      'lib/firmware/c': 'arm64be',
    },
  },
  {
    what: 'boot loaders for boards',
    files: {
      'usr/lib/u-boot/qemu-riscv64/u-boot.elf': 'riscv64',
      'usr/lib/riscv64-linux-gnu/opensbi/generic/fw_jump.elf': 'riscv64',
    },
  },
  {
    what: "GRUB's boot loaders",
    as: { type: 1 },
    files: { 'usr/lib/grub/i386-pc/ext2.mod': '386', 'usr/lib/grub/x86_64-efi/ext2.mod': 'amd64' },
  },
  { what: 'Xen', files: { 'usr/lib/xen-4.17/boot/hvmloader': '386' } },
  {
    what: 'kernel modules',
    as: { type: 1 },
    files: { 'lib/modules/6.1.0/kernel/fs/ext4.ko': 'amd64', 'srv/x.ko': 's390x' },
  },
  { what: 'a kernel', files: { 'boot/vmlinux-6.1.0': 'amd64' } },
  { what: 'object files', as: { type: 1 }, files: { 'usr/lib/x/a.o': 'amd64', 'opt/y/lib/b.o': 'amd64' } },
  {
    what: 'BPF and graphics cards',
    files: {
      'usr/lib/bpf/x': little(247),
      'opt/rocm/lib/kernel.co': little(224),
      'opt/cuda/lib/k.cubin': little(190),
    },
  },
  {
    what: 'sketches for microcontrollers',
    files: { 'app/sketch/x.hex.elf': little(83), 'app/x.axf': 'arm' },
    config: { WorkingDir: '/app' },
    on: 'linux/amd64',
  },
]

/** Contents that may be correct, with one warning each. */
const WARNED: readonly Recipe[] = [
  {
    what: "a publisher's mistake in prebuilt modules",
    files: {
      [`${NODE}/tree-sitter-bash/prebuilds/linux-x64/x.node`]: 'amd64',
      [`${NODE}/tree-sitter-bash/prebuilds/linux-arm64/x.node`]: 'amd64',
    },
  },
  {
    what: 'selenium-manager from npm',
    files: { [`${NODE}/selenium-webdriver/bin/linux/selenium-manager`]: 'amd64' },
  },
  {
    what: 'selenium-manager from PyPI',
    files: { [`${PYTHON}/selenium/webdriver/common/linux/selenium-manager`]: 'amd64' },
  },
  { what: 'one prebuilt module', files: { [`${NODE}/x/prebuilds/linux-x64/x.node`]: 'amd64' } },
  {
    what: 'two files of a package',
    files: { [`${PYTHON}/x/a_linux_x86_64.so`]: 'amd64', [`${PYTHON}/x/b/b_linux_x86_64.so`]: 'amd64' },
  },
  {
    what: "the image's own test data, below its working directory",
    files: { 'app/main': 'arm64', 'app/pkg/test/bin/hello': 'amd64', 'app/pkg/test/bin/more': 'amd64' },
    config: { WorkingDir: '/app', Entrypoint: ['/app/main'] },
  },
  {
    what: 'a folder of data',
    files: { 'srv/data/a': 'amd64', 'srv/data/b': 'amd64', 'srv/data/c': 's390x' },
  },
]

/** Files for other machines that are explained by their place, their names or each other, or nearly so. */
export const FOREIGN: readonly Recipe[] = [
  ...RIGHT,
  ...NOTICED.map((recipe) => ({ ...recipe, tells: NOTICE })),
  ...WARNED.map((recipe) => ({ ...recipe, tells: WARNING })),
]

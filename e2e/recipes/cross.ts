import type { Recipe } from './recipe.ts'

const AMD64 = { on: 'linux/amd64' }

/** Build trees for other machines, and the inputs of such builds. */
export const CROSS: readonly Recipe[] = [
  {
    ...AMD64,
    what: "Buildroot's output, during the build",
    files: {
      'work/output/build/buildroot-config/conf': 'amd64',
      'work/output/build/busybox-1.36.1/busybox': 'arm64',
      'work/output/build/host-cmake-3.28.1/bin/cmake': 'amd64',
      'work/output/build/linux-6.6.21/tools/lib/x.so': 'arm64',
      'work/output/target/bin/busybox': 'arm64',
      'work/output/target/usr/lib/libz.so.1.3.1': 'arm64',
      'work/output/host/aarch64-buildroot-linux-gnu/sysroot/usr/lib/libz.so.1.3.1': 'arm64',
      'work/output/host/bin/aarch64-linux-gcc.br_real': 'amd64',
      'work/output/per-package/zlib/target/usr/lib/libz.so.1.3.1': 'arm64',
    },
    config: { WorkingDir: '/work' },
  },
  {
    ...AMD64,
    what: "Buildroot's output, without its configuration",
    files: {
      'build/output/build/busybox-1.36.1/busybox': 'arm64',
      'build/output/target/bin/busybox': 'arm64',
      'build/output/host/bin/aarch64-linux-gcc': 'amd64',
    },
    config: { WorkingDir: '/build' },
  },
  {
    ...AMD64,
    what: 'programs to be deployed to other machines, in the working directory',
    files: {
      'usr/src/framework/data/templates/template_armle_linux.bin': 'arm',
      'usr/src/framework/data/templates/template_x64_linux.bin': 'amd64',
    },
    config: { WorkingDir: '/usr/src/framework' },
  },
  {
    ...AMD64,
    what: 'the same in a folder named by O=, without a target yet',
    files: {
      'br/build/buildroot-config/mconf': 'amd64',
      'br/build/zlib-1.3.1/libz.so.1.3.1': 'arm64',
      'br/staging': '->host/aarch64-buildroot-linux-musl/sysroot',
      'br/host/aarch64-buildroot-linux-musl/lib64/libgcc_s.so.1': 'arm64',
    },
    config: { WorkingDir: '/br' },
  },
  {
    ...AMD64,
    what: 'a Bootlin toolchain',
    files: {
      'opt/aarch64--musl--stable-2024.05-1/bin/aarch64-linux-gcc.br_real': 'amd64',
      'opt/aarch64--musl--stable-2024.05-1/aarch64-buildroot-linux-musl/lib64/libstdc++.so.6.0.32': 'arm64',
      'opt/aarch64--musl--stable-2024.05-1/aarch64-buildroot-linux-musl/sysroot/lib/libc.so': 'arm64',
    },
  },
  {
    ...AMD64,
    what: "BitBake's output for boards",
    files: {
      'yocto/build/tmp/work/cortexa57-poky-linux/busybox/1.36.1/busybox-1.36.1/busybox': 'arm64',
      'yocto/build/tmp/work/cortexa57-poky-linux/busybox/1.36.1/image/bin/busybox.nosuid': 'arm64',
      'yocto/build/tmp/work/cortexa57-poky-linux/busybox/1.36.1/recipe-sysroot/usr/lib/libcrypt.so.2':
        'arm64',
      'yocto/build/tmp/work/qemuarm64-poky-linux/core-image-minimal/1.0/rootfs/bin/sh': 'arm64',
      'yocto/build/tmp/work/x86_64-linux/m4-native/1.4.19/image/usr/bin/m4': 'amd64',
      'yocto/build/tmp/sysroots-components/cortexa57/zlib/usr/lib/libz.so.1.3.1': 'arm64',
      'yocto/build/tmp/work-shared/gcc-13.2.0-r0/gcc-13.2.0/x': 'arm64',
    },
    config: { WorkingDir: '/yocto' },
  },
  {
    ...AMD64,
    what: "the same with musl in the folder's name",
    files: {
      'yocto/build/tmp-musl/work/cortexa7t2hf-neon-vfpv4-oe-linux-musleabi/dropbear/2022.83/package/usr/sbin/dropbearmulti':
        'arm',
      'yocto/build/tmp-musl/sysroots-components/cortexa7t2hf-neon-vfpv4/musl/usr/lib/libc.so': 'arm',
    },
    config: { WorkingDir: '/yocto' },
  },
  {
    ...AMD64,
    what: "OpenWrt's SDK",
    files: {
      'builder/staging_dir/host/bin/cmake': 'amd64',
      'builder/staging_dir/target-arm_cortex-a7+neon-vfpv4_musl_eabi/usr/lib/libubox.so': 'arm',
      'builder/build_dir/target-arm_cortex-a7+neon-vfpv4_musl_eabi/libubox-2024/ipkg-install/usr/lib/libubox.so':
        'arm',
      'builder/build_dir/toolchain-arm_cortex-a7+neon-vfpv4_gcc-13.3.0_musl_eabi/musl-1.2.5/lib/libc.so':
        'arm',
    },
    config: { WorkingDir: '/builder' },
  },
  {
    ...AMD64,
    what: "crosstool-NG's build tree and output",
    files: {
      'home/ct/.build/aarch64-unknown-linux-gnu/build/build-libc/multilib/elf/ld.so': 'arm64',
      'home/ct/.build/aarch64-unknown-linux-gnu/buildtools/bin/x86_64-build_pc-linux-gnu-gcc': 'amd64',
      'home/ct/x-tools/aarch64-unknown-linux-gnu/aarch64-unknown-linux-gnu/sysroot/lib/libc.so.6': 'arm64',
      'home/ct/x-tools/aarch64-unknown-linux-gnu/aarch64-unknown-linux-gnu/debug-root/usr/bin/gdbserver':
        'arm64',
    },
    config: { WorkingDir: '/home/ct' },
  },
  {
    ...AMD64,
    what: "PTXdist's output",
    files: {
      'ptx/platform-rpi/build-target/zlib-1.3.1-build/libz.so.1': 'arm',
      'ptx/platform-rpi/sysroot-target/usr/lib/libz.so.1': 'arm',
      'ptx/platform-rpi/packages/zlib-1.3.1/usr/lib/libz.so.1': 'arm',
    },
    config: { WorkingDir: '/ptx' },
  },
  {
    ...AMD64,
    what: 'the output of the Android Open Source Project',
    files: {
      'aosp/out/target/product/generic_arm64/system/lib64/libc.so': 'arm64',
      'aosp/out/target/product/generic_arm64/symbols/vendor/bin/hw/x': 'arm64',
      'aosp/out/soong/.intermediates/bionic/libc/libc/android_arm64_armv8-a_shared/libc.so': 'arm64',
      'aosp/out/host/linux-x86/bin/aapt2': 'amd64',
      'aosp/prebuilts/vndk/v33/arm64/arch-arm64-armv8-a/shared/vndk-core/libbase.so': 'arm64',
      'aosp/prebuilts/vndk/v33/arm64/arch-arm-armv8-a/shared/vndk-core/libbase.so': 'arm',
      'aosp/prebuilts/runtime/mainline/runtime/sdk/android/arm64/lib/libc.so': 'arm64',
    },
    config: { WorkingDir: '/aosp' },
  },
  {
    ...AMD64,
    what: "the target's libraries, as fetched by Chromium and Matter",
    files: {
      'src/build/linux/debian_bullseye_arm64-sysroot/usr/lib/aarch64-linux-gnu/libnss3.so': 'arm64',
      'opt/ubuntu-24.04-aarch64-sysroot/usr/lib/aarch64-linux-gnu/libglib-2.0.so.0': 'arm64',
    },
    config: { WorkingDir: '/src' },
  },
  {
    ...AMD64,
    what: 'a file system for Jetsons, used by a cross compiler',
    files: {
      'l4t/targetfs/usr/lib/aarch64-linux-gnu/tegra/libcuda.so.1.1': 'arm64',
      'l4t/targetfs/etc/nv_tegra_release': '=# R36\n',
      'l4t/toolchain/aarch64--glibc--stable-2022.08-1/aarch64-buildroot-linux-gnu/sysroot/lib/libc.so.6':
        'arm64',
    },
  },
  {
    ...AMD64,
    what: "Zephyr's SDK",
    files: {
      'opt/toolchains/zephyr-sdk-0.16.8/arm-zephyr-eabi/bin/arm-zephyr-eabi-gcc': 'amd64',
      'opt/toolchains/zephyr-sdk-0.16.8/sysroots/x86_64-pokysdk-linux/usr/bin/qemu-system-arm': 'amd64',
      'opt/toolchains/zephyr-sdk-0.16.8/sysroots/x86_64-pokysdk-linux/usr/synopsys/bin/qemu-system-arc':
        'amd64',
      'workdir/build/zephyr/zephyr_pre0.elf': 'arm',
    },
    config: { WorkingDir: '/workdir' },
    tells: [{ severity: 'notice', why: 'no image' }],
  },
  {
    ...AMD64,
    what: "Espressif's tools, with ROM images of its processors",
    files: {
      'opt/esp/tools/xtensa-esp-elf/esp-13.2.0_20240530/xtensa-esp-elf/bin/xtensa-esp32-elf-gcc': 'amd64',
      'opt/esp/tools/esp-rom-elfs/20240305/esp32c3_rev3_rom.elf': {
        class: 32,
        endian: 'little',
        elfMachine: 243,
      },
    },
    tells: [{ severity: 'notice', why: 'no image' }],
  },
  {
    ...AMD64,
    what: "Android's system next to its compilers, for tests in an emulator",
    files: {
      'system/bin/linker64': 'arm64',
      'system/bin/toybox': 'arm64',
      'system/lib64/libc.so': 'arm64',
      'android-ndk/bin/clang': 'amd64',
    },
  },
]

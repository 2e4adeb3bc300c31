import { describe, expect, test } from '@jest/globals'
import { parsePlatform } from '../../src/platforms/platform.ts'
import type { Image } from '../../src/verify/image.ts'
import type { ForeignFile } from '../../src/verify/judge/file.ts'
import { judge } from '../../src/verify/judge/judge.ts'
import { packageFolderOf } from '../../src/verify/judge/package.ts'
import { type Places, placesOf } from '../../src/verify/judge/places.ts'
import { newSets } from '../../src/verify/judge/sets.ts'
import { readIdentity } from '../../src/verify/layer/elf.ts'
import { find } from '../../src/verify/layer/tree.ts'
import type { ElfIdentity } from '../../src/verify/machines.ts'
import { pathReader } from '../../src/verify/name-words.ts'
import { elf } from './layer/elf-file.ts'
import { elfFile, symlink, textFile, treeOf, treeOfFiles } from './layer/new-tree.ts'

const platform = parsePlatform('linux/arm64')

function identityOf(arch: string, type = 2): ElfIdentity {
  const identity = readIdentity(elf(arch, { type }))
  if (identity === undefined) throw new Error('it is an ELF file')
  return identity
}

const IMAGE: Image = {
  ...{ platform, digest: '', size: 0, layers: [], diffIds: [], instructions: [] },
  ...{ env: ['PATH=/usr/bin'], workingDir: '', argv: [], healthcheck: [], findings: [] },
}
const NO_START = {
  ...{ file: undefined, programs: [], words: [], scripts: [], obstacles: [], setsLibraryPath: false },
}

/** What an image without a start searches and explains. */
function placesIn(paths: readonly string[], more: Partial<Places> = {}): Places {
  return { ...placesOf(treeOf({ programs: paths }), IMAGE, NO_START), ...more }
}

/** A program for amd64 in an image for arm64. */
function foreignFile(path: string, more: Partial<ForeignFile> = {}): ForeignFile {
  return {
    ...{ node: 1, path, layer: 0, identity: identityOf('amd64'), fit: 'wrong' },
    ...{ isStarted: false, isGuessed: false, words: pathReader()(path), neededBy: undefined },
    ...more,
  }
}

function judged(path: string, more?: Partial<ForeignFile>, places = placesIn([])): string {
  const { severity, reason } = judge(foreignFile(path, more), { platform, places, sets: newSets() })
  return `${severity}, ${reason.kind}`
}

describe('a file that is not for the image', () => {
  test.each([
    { path: '/var/lib/app/x', is: 'silent, explained' },
    { path: '/var/cache/app/x', is: 'silent, explained' },
    { path: '/var/tmp/x', is: 'silent, explained' },
    { path: '/srv/var/cache/x', is: 'warning, elsewhere' },
    { path: '/var/lib/grafana/plugins/a/x', is: 'error, program folder' },
    { path: '/home/a/.local/share/containers/storage/overlay/1/x', is: 'silent, explained' },
    { path: '/home/a/containers/storage/vfs/1/x', is: 'silent, explained' },
    { path: '/home/a/containers/storage/btrfs/1/x', is: 'silent, explained' },
    { path: '/home/a/containers/storage/other/1/x', is: 'warning, elsewhere' },
    { path: '/go/src/debug/elf/testdata/x', is: 'silent, explained' },
    { path: '/srv/testfiles_for_readelf/x', is: 'silent, explained' },
    { path: '/srv/test-data/x', is: 'silent, explained' },
    { path: '/srv/tests_files/x', is: 'silent, explained' },
    { path: '/srv/test_fixtures/x', is: 'silent, explained' },
    { path: '/srv/unit-tests/x', is: 'silent, explained' },
    { path: '/srv/fixture/x', is: 'silent, explained' },
    { path: '/srv/__fixtures__/x', is: 'silent, explained' },
    { path: '/srv/__tests__/x', is: 'silent, explained' },
    { path: '/srv/testing/x', is: 'warning, elsewhere' },
    { path: '/srv/data/x', is: 'warning, elsewhere' },
    { path: '/srv/sysroot/x', is: 'silent, explained' },
    { path: '/srv/my-sys-root/x', is: 'silent, explained' },
    { path: '/srv/rootfs.old/x', is: 'silent, explained' },
    { path: '/srv/squashfs-root/x', is: 'silent, explained' },
    { path: '/srv/initramfs/x', is: 'silent, explained' },
    { path: '/srv/initrd/x', is: 'silent, explained' },
    { path: '/srv/chroots/x', is: 'silent, explained' },
    { path: '/srv/rootfsx/x', is: 'warning, elsewhere' },
    { path: '/usr/x86_64-linux-gnu/lib/libc.so', is: 'silent, explained' },
    { path: '/opt/i686-unknown-linux-musl/usr/x', is: 'silent, explained' },
    { path: '/opt/x86_64-w64-mingw32/bin/x', is: 'silent, explained' },
    { path: '/opt/arm-none-eabi/include/x', is: 'silent, explained' },
    { path: '/opt/aarch64-buildroot-linux-gnu/sysroot/x', is: 'silent, explained' },
    { path: '/opt/aarch64-unknown-linux-gnu/debug-root/x', is: 'silent, explained' },
    { path: '/opt/aarch64-unknown-linux-gnu/libc/x', is: 'silent, explained' },
    { path: '/nix/store/abc-x86_64-unknown-linux-gnu-binutils/x', is: 'silent, explained' },
    { path: '/nix/store/abc-x86_64-linux-musl/x', is: 'silent, explained' },
    { path: '/nix/store/abc-hello/x', is: 'warning, elsewhere' },
    { path: '/usr/lib/gcc-cross/x86_64-linux-gnu/12/x', is: 'silent, explained' },
    { path: '/usr/lib64/gcc/x86_64-linux-gnu/12/x', is: 'silent, explained' },
    { path: '/usr/local/rustup/lib/rustlib/x86_64-unknown-linux-gnu/lib/libstd.so', is: 'silent, explained' },
    { path: '/usr/local/cuda-12.4/targets/x86_64-linux/lib/libcudart.so', is: 'silent, explained' },
    { path: '/opt/nvidia/nsight-systems/2024.1/target-linux-x64/x', is: 'silent, explained' },
    { path: '/opt/rustlib/wasm/x', is: 'silent, explained' },
    { path: '/opt/nvidia/nsight-systems-2024/target-linux-x64/x', is: 'silent, explained' },
    { path: '/opt/nvidia/Nsight_Compute/target/x', is: 'silent, explained' },
    { path: '/opt/nvidia/nsight-systems/2024.1/host-linux/x', is: 'warning, elsewhere' },
    { path: '/usr/lib/box64-x86_64-linux-gnu/libx.so', is: 'silent, explained' },
    { path: '/usr/lib/box86/libx.so', is: 'silent, explained' },
    { path: '/usr/share/fex-emu/x', is: 'silent, explained' },
    { path: '/usr/lib/box32/libx.so', is: 'error, program folder' },
    { path: '/usr/lib/clang/17/lib/linux/libclang_rt.so', is: 'silent, explained' },
    { path: '/usr/lib/clang/17/share/x', is: 'error, program folder' },
  ])('in its folder: $path: $is', ({ path, is }) => {
    expect(judged(path)).toBe(is)
  })

  const HASH = '0123456789abcdef0123456789abcdef01234567'

  test.each([
    { path: `/store/files/0a/${HASH}-exec`, is: 'silent, explained' },
    { path: `/git/lfs/0a/${HASH}`, is: 'silent, explained' },
    { path: `/cache/cas/0a/${HASH}.file`, is: 'silent, explained' },
    { path: `/blobs/sha256/${HASH}${HASH}`, is: 'silent, explained' },
    { path: `/root/.cache/go-build/0a/${HASH}-d`, is: 'silent, explained' },
    { path: `/root/.cache/go-build/0a/${HASH}-d/app`, is: 'silent, explained' },
    { path: `/root/.cache/go-build/0a/${HASH}-d/a/app`, is: 'warning, elsewhere' },
    { path: `/store/0a/${HASH.slice(3)}`, is: 'warning, elsewhere' },
    { path: `/store/0a/${HASH.slice(2)}`, is: 'silent, explained' },
    { path: `/store/0ab/${HASH}`, is: 'warning, elsewhere' },
    { path: `/store/0a/${HASH}-x`, is: 'warning, elsewhere' },
    { path: `/store/0a/x${HASH}`, is: 'warning, elsewhere' },
  ])('by its hash: $path: $is', ({ path, is }) => {
    expect(judged(path)).toBe(is)
  })

  test.each([
    { path: '/usr/share/app/tests/x', is: 'silent, explained' },
    { path: '/usr/local/lib64/a/b/test/x', is: 'silent, explained' },
    { path: '/usr/src/tests/x', is: 'silent, explained' },
    { path: '/usr/local/go/test/x', is: 'silent, explained' },
    { path: '/go/pkg/mod/a/test/x', is: 'silent, explained' },
    { path: '/opt/app/lib/a/tests/x', is: 'silent, explained' },
    { path: '/app/node_modules/a/test/x', is: 'silent, explained' },
    { path: '/app/lib/site-packages/a/b/tests/x', is: 'silent, explained' },
    { path: '/app/dist-packages/a/test/x', is: 'silent, explained' },
    { path: '/app/gems/a-1/test/x', is: 'silent, explained' },
    { path: '/app/vendor/a/tests/x', is: 'silent, explained' },
    { path: '/srv/usr/share/app/tests/x', is: 'warning, elsewhere' },
    { path: '/srv/go/pkg/mod/a/test/x', is: 'warning, elsewhere' },
    { path: '/app/vendor/tests/x', is: 'warning, elsewhere' },
    { path: '/app/test/bin/x', is: 'warning, elsewhere' },
    { path: '/app/latest/bin/x', is: 'error, program folder' },
  ])('in tests: $path: $is', ({ path, is }) => {
    expect(judged(path)).toBe(is)
  })

  test.each([
    ...['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32', 'libexec', 'lualib', 'cli-plugins', 'BIN'].map(
      (name) => ({ path: `/srv/${name}/a/x`, folder: name }),
    ),
    ...['xbin', 'library', 'binx', 'sbins'].map((name) => ({ path: `/srv/${name}/x`, folder: undefined })),
    { path: '/srv/lib/a/bin/x', folder: 'bin' },
    { path: '/srv/a/bin', folder: undefined },
    { path: '/opt/extensions/x', folder: '/opt/extensions' },
    { path: '/srv/opt/extensions/x', folder: undefined },
    { path: '/opt/extensions/a/x', folder: undefined },
    { path: '/opt/apache2/modules/x', folder: '/opt/apache2/modules' },
    { path: '/opt/httpd/modules/x', folder: '/opt/httpd/modules' },
    { path: '/etc/nginx/modules/x', folder: '/etc/nginx/modules' },
    { path: '/etc/other/modules/x', folder: undefined },
    { path: '/etc/nginx/modules/a/x', folder: undefined },
    { path: '/command/x', folder: '/command' },
    { path: '/package/admin/s6/command/x', folder: '/package/admin/s6/command' },
    { path: '/srv/command/x', folder: undefined },
    { path: '/opt/tritonserver/backends/onnx/x', folder: '/opt/tritonserver/backends/onnx' },
    { path: '/opt/tritonserver/backends/x', folder: undefined },
    { path: '/opt/oracle/instantclient_21_9/x', folder: '/opt/oracle/instantclient_21_9' },
    { path: '/opt/oracle/instantclient/x', folder: undefined },
    { path: '/vault/plugins/x', folder: '/vault/plugins' },
    { path: '/etc/vault/plugins/x', folder: '/etc/vault/plugins' },
    { path: '/etc/vault.d/plugins/x', folder: '/etc/vault.d/plugins' },
    { path: '/srv/vault/plugins/x', folder: undefined },
    { path: '/opt/redis-stack/modules/x', folder: '/opt/redis-stack/modules' },
    { path: '/fluent-bit/plugins/x', folder: '/fluent-bit/plugins' },
    { path: '/srv/fluent-bit/plugins/x', folder: undefined },
    ...['/command/a/x', '/srv/opt/tritonserver/backends/a/x', '/opt/tritonserver/backends/a/b/x'].map(
      (path) => ({
        ...{ path, folder: undefined },
      }),
    ),
    ...['/opt/oracle/instantclient_21_9/sdk/x', '/vault/plugins/a/x', '/etc/vault/plugins/a/x'].map(
      (path) => ({
        ...{ path, folder: undefined },
      }),
    ),
    ...['/srv/etc/vault/plugins/x', '/opt/redis/modules/a/x', '/fluent-bit/plugins/a/x'].map((path) => ({
      ...{ path, folder: undefined },
    })),
  ])('in a folder of programs: $path: $folder', ({ path, folder }) => {
    const { reason } = judge(foreignFile(path), { platform, places: placesIn([]), sets: newSets() })
    expect(reason).toEqual(folder === undefined ? { kind: 'elsewhere' } : { kind: 'program folder', folder })
  })

  test.each([
    ...['elf', 'c32', 'ko', 'mod', 'img', 'efi', 'axf', 'mbn', 'fw', 'rom', 'ROM'].map((end) => ({
      path: `/srv/x.${end}`,
      is: 'notice, no image',
    })),
    ...['vmlinuz-6.1', 'vmlinux', 'hvmloader', 'u-boot.bin', 'uboot', 'openbios-ppc', 'opensbi'].map(
      (name) => ({ path: `/srv/${name}`, is: 'notice, no image' }),
    ),
    ...['fw_jump', 'fw_dynamic', 'fw_payload', 'palcode-clipper'].map((name) => ({
      path: `/srv/${name}`,
      is: 'notice, no image',
    })),
    ...['firmware', 'openbios', 'seabios', 'u-boot', 'syslinux', 'ipxe', 'skiboot', 'slof', 'OVMF'].map(
      (name) => ({ path: `/srv/${name}/a/x`, is: 'notice, no image' }),
    ),
    ...['aavmf', 'edk2', 'grub', 'memtest86', 'memtest86+', 'share/qemu', 'lib/modules', 'lib/xen-4.17'].map(
      (name) => ({ path: `/srv/${name}/x`, is: 'notice, no image' }),
    ),
    { path: '/boot/x', is: 'notice, no image' },
    { path: '/srv/boot/x', is: 'warning, elsewhere' },
    { path: '/srv/x.elf.bak', is: 'warning, elsewhere' },
    { path: '/srv/my-vmlinuz', is: 'warning, elsewhere' },
    { path: '/srv/vmlinuz/x', is: 'warning, elsewhere' },
    { path: '/srv/thumbv7em-none-eabihf/x', is: 'notice, no image' },
    { path: '/srv/riscv64gc-unknown-none-elf/x', is: 'notice, no image' },
    { path: '/srv/riscv64-none/x', is: 'notice, no image' },
    { path: '/srv/x-none/x', is: 'warning, elsewhere' },
    { path: '/srv/freebsd/x', is: 'notice, no image' },
  ])('for no image, by its name: $path: $is', ({ path, is }) => {
    expect(judged(path)).toBe(is)
  })

  test.each([
    ...['amd64', '386', 'arm', 'ppc64le', 's390x', 'riscv64', 'mips64le', 'loong64'].map((arch) => ({
      arch,
      is: 'warning, elsewhere',
    })),
    ...['mips', 'ppc64', 'sparc64', 's390', 'ppc'].map((arch) => ({ arch, is: 'notice, no image' })),
  ])('for no image, by its machine: $arch: $is', ({ arch, is }) => {
    expect(judged('/srv/x', { identity: identityOf(arch) })).toBe(is)
  })

  test.each([
    { what: 'an object file', more: { identity: identityOf('amd64', 1) }, is: 'notice, no image' },
    { what: 'a library', more: { identity: identityOf('amd64', 3) }, is: 'warning, elsewhere' },
    { what: 'a program for a device', more: { fit: 'device' as const }, is: 'notice, no image' },
    {
      what: 'for another system',
      more: { identity: { ...identityOf('amd64'), osAbi: 9 } },
      is: 'notice, no image',
    },
    { what: 'started', more: { isStarted: true }, is: 'error, started' },
    {
      what: 'started, for some machines',
      more: { isStarted: true, fit: 'doubtful' as const },
      is: 'warning, started',
    },
    { what: 'needed', more: { neededBy: '/app' }, is: 'error, needed' },
    { what: 'started and needed', more: { isStarted: true, neededBy: '/app' }, is: 'error, started' },
  ])('$what: $is', ({ more, is }) => {
    expect(judged('/srv/x', more)).toBe(is)
  })

  test.each([
    { path: '/usr/bin/x', is: 'error, in PATH' },
    { path: '/usr/bin/a/x', is: 'error, program folder' },
    { path: '/usr/lib/libx.so', is: 'error, loader folder' },
    { path: '/usr/lib/libx.so', fit: 'doubtful' as const, is: 'silent, loader folder' },
    { path: '/usr/lib/x86_64-linux-gnu/libx.so', is: 'error, foreign triple' },
    { path: '/usr/lib/x86_64-linux-gnu/libx.so', fit: 'doubtful' as const, is: 'silent, foreign triple' },
    { path: '/usr/local/lib/x86_64-linux-gnu/a/libx.so', is: 'error, foreign triple' },
    { path: '/lib/x86_64-linux-gnu/libx.so', is: 'error, foreign triple' },
    { path: '/srv/lib/x86_64-linux-gnu/libx.so', is: 'warning, alone' },
    { path: '/lib/s390x-linux-gnu/libx.so', is: 'error, program folder' },
    { path: '/usr/bin/qemu-aarch64', is: 'silent, explained' },
    { path: '/usr/bin/qemu-aarch64-static', is: 'silent, explained' },
    { path: '/usr/bin/qemu-x86_64', is: 'error, in PATH' },
    { path: '/usr/bin/qemu-aarch64-static.old', is: 'error, in PATH' },
  ])('where programs and libraries are found: $path, $fit: $is', ({ path, fit = 'wrong' as const, is }) => {
    const places = placesIn(['usr/bin/a', 'usr/lib/a', 'lib/a'])
    expect(judged(path, { fit }, places)).toBe(is)
  })

  test.each([
    { path: '/srv/arm64-v8a/x', arch: 'arm64', is: 'silent, explained' },
    { path: '/srv/armeabi/x', arch: 'arm', is: 'silent, explained' },
    { path: '/srv/armeabi-v7a/x', arch: 'arm', is: 'silent, explained' },
    { path: '/srv/android-x64/x', arch: 'amd64', is: 'silent, explained' },
    { path: '/srv/android/x86_64/x', arch: 'amd64', is: 'silent, explained' },
    { path: '/srv/android-x86/x', arch: '386', is: 'silent, explained' },
    { path: '/srv/android/ia32/x', arch: '386', is: 'silent, explained' },
    { path: '/srv/android-arm/x', arch: 'arm', is: 'silent, explained' },
    { path: '/srv/android-x64-release/x', arch: 'amd64', is: 'silent, explained' },
    { path: '/srv/android-x64-profile/x', arch: 'amd64', is: 'silent, explained' },
    { path: '/srv/android-x64-debug/x', arch: 'amd64', is: 'silent, explained' },
    { path: '/srv/android-x64-other/x', arch: 'amd64', is: 'warning, alone' },
    { path: '/srv/android-arm/x', arch: 'amd64', is: 'warning, alone' },
  ])('for Android: $path, $arch: $is', ({ path, arch, is }) => {
    expect(judged(path, { identity: identityOf(arch) })).toBe(is)
  })
})

describe('a file that the tree around it explains', () => {
  const MARKED = 'build/buildroot-config'

  test.each([
    { what: 'a system, with etc', beside: ['srv/a/usr/x', 'srv/a/etc/x'], path: '/srv/a/app/x', is: true },
    { what: 'a system, with lib', beside: ['srv/a/usr/x', 'srv/a/lib/x'], path: '/srv/a/app/x', is: true },
    { what: 'a system, with bin', beside: ['srv/a/usr/x', 'srv/a/bin/x'], path: '/srv/a/app/x', is: true },
    { what: 'a system, with sbin', beside: ['srv/a/usr/x', 'srv/a/sbin/x'], path: '/srv/a/x', is: true },
    { what: 'an installation', beside: ['srv/a/etc/x', 'srv/a/lib/x'], path: '/srv/a/app/x', is: false },
    { what: 'a folder with usr only', beside: ['srv/a/usr/x', 'srv/a/opt/x'], path: '/srv/a/x', is: false },
    { what: "the image's own system", beside: ['usr/x', 'etc/x'], path: '/srv/a/x', is: false },
    { what: 'beside a system', beside: ['srv/a/usr/x', 'srv/a/etc/x'], path: '/srv/ab/x', is: false },
    { what: 'Yocto', beside: [], path: '/y/tmp/work/cortexa53-poky-linux/x', is: true },
    { what: 'Yocto, hard float', beside: [], path: '/y/tmp/work/armv7-poky-linux-gnueabi/x', is: true },
    { what: 'Yocto, for musl', beside: [], path: '/y/tmp-musl/work-shared/x', is: true },
    { what: "Yocto's sysroots", beside: [], path: '/y/tmp/sysroots-components/x', is: true },
    { what: 'any other work', beside: [], path: '/y/tmp/work/poky/x', is: false },
    { what: 'crosstool-NG', beside: [], path: '/c/.build/aarch64-unknown-linux-gnu/build/x', is: true },
    { what: "crosstool-NG's tools", beside: [], path: '/c/.build/arm-x/buildtools/x', is: true },
    { what: "Swift's products", beside: [], path: '/c/.build/x86_64-unknown-linux-gnu/release/x', is: false },
    { what: 'PTXdist', beside: [], path: '/p/platform-rpi/build-target/x', is: true },
    { what: 'OpenWrt', beside: [], path: '/o/target-aarch64_cortex-a53_musl/x', is: true },
    { what: "OpenWrt's tools", beside: [], path: '/o/toolchain-mipsel_24kc_gcc-12_glibc/x', is: true },
    { what: 'a target without a C library', beside: [], path: '/o/target-aarch64/x', is: false },
    { what: "Android's build", beside: [], path: '/a/out/target/product/generic/x', is: true },
    { what: "Android's intermediates", beside: [], path: '/a/out/soong/.intermediates/x', is: true },
    { what: 'any other output', beside: [], path: '/a/out/x', is: false },
    ...['build', 'target', 'staging', 'per-package'].map((name) => ({
      ...{ what: `Buildroot's ${name}`, beside: [`b/${MARKED}`], path: `/b/${name}/x`, is: true },
    })),
    { what: "Buildroot's images", beside: [`b/${MARKED}`], path: '/b/images/x', is: false },
    { what: 'a build without a mark', beside: [], path: '/b/build/x', is: false },
    { what: 'a part of Buildroot', beside: ['b/output/host/x'], path: '/b/output/target/x', is: true },
    { what: 'a target beside a host', beside: ['b/host/x'], path: '/b/target/x', is: false },
    {
      what: "PTXdist's packages",
      beside: ['p/platform-a/build-target/x'],
      path: '/p/platform-a/packages/x',
      is: true,
    },
    { what: 'packages', beside: ['p/build-target/x'], path: '/p/packages/x', is: false },
  ])('$what: $path: $is', ({ beside, path, is }) => {
    expect(judged(path, {}, placesIn(beside)) === 'silent, explained').toBe(is)
  })

  test.each([
    ...['build-tools/34.0.0', 'cmake/3.22.1', 'emulator', 'ndk/26.1', 'platform-tools'].map((name) => ({
      ...{ path: `/srv/sdk/${name}/a/x`, marked: `srv/sdk/${name}`, folder: '/srv/sdk' },
    })),
    { path: '/srv/sdk/emulator/x', marked: 'srv/sdk/platform-tools', folder: undefined },
    { path: '/srv/sdk/cmake/latest/x', marked: 'srv/sdk/cmake/latest', folder: undefined },
    { path: '/srv/sdk/emulators/x', marked: 'srv/sdk/emulators', folder: undefined },
    { path: '/srv/sdk/ndk/x', marked: 'srv/sdk/ndk', folder: undefined },
  ])('the SDK of Android that $path belongs to: $folder', ({ path, marked, folder }) => {
    const places = placesIn([`${marked}/source.properties`])
    expect(places.sdkOf(path)).toBe(folder)
    const expected = folder === undefined ? 'elsewhere' : 'only machine'
    expect(judged(path, {}, places)).toBe(`warning, ${expected}`)
    expect(judged(path, { identity: identityOf('386') }, places)).toBe('warning, elsewhere')
  })

  test.each([
    { beside: 'agent-darwin', path: '/srv/agent-linux', is: 'warning, alone' },
    { beside: 'agent-windows.exe', path: '/srv/agent-linux', is: 'warning, alone' },
    { beside: 'other-darwin', path: '/srv/agent-linux', is: 'warning, elsewhere' },
    { beside: 'agent.exe-windows', path: '/srv/agent-linux', is: 'warning, elsewhere' },
    { beside: 'agent-linux', path: '/srv/agent-linux', is: 'warning, elsewhere' },
    { beside: 'agent-darwin', path: '/srv/agent', is: 'warning, elsewhere' },
    { beside: 'agent-darwin', path: '/srv/bin/agent-linux', is: 'error, program folder' },
    { beside: '', path: '/srv/linux/agent', is: 'warning, alone' },
    { beside: '', path: '/srv/Linux/agent', is: 'warning, alone' },
    { beside: '', path: '/srv/android/agent', is: 'warning, alone' },
    { beside: '', path: '/srv/linux/a/agent', is: 'warning, elsewhere' },
    { beside: '', path: '/srv/x64/bin/agent', is: 'warning, alone' },
    { beside: '', path: '/srv/sbin/agent-x64', is: 'error, program folder' },
    { beside: '', path: '/srv/agent-x64', is: 'warning, alone' },
    { beside: '', path: '/srv/bin/agent-x64', is: 'error, program folder' },
    { beside: '', path: '/srv/agent-arm64', is: 'error, misnamed' },
    { beside: '', path: '/app/node_modules/a/agent-arm64', is: 'error, misnamed' },
  ])('one of several systems: $path beside $beside: $is', ({ beside, path, is }) => {
    expect(judged(path, {}, placesIn(beside === '' ? [] : [`srv/${beside}`]))).toBe(is)
  })

  test.each([
    { path: '/x', more: { hasStart: true }, is: 'error, program folder' },
    { path: '/x', more: {}, is: 'warning, elsewhere' },
    { path: '/srv/x', more: { hasStart: true }, is: 'warning, elsewhere' },
    { path: '/srv/x', more: { started: new Set(['/srv']) }, is: 'error, beside the start' },
    { path: '/srv/a/x', more: { started: new Set(['/srv']) }, is: 'warning, elsewhere' },
    { path: '/srv/a/x', more: { work: ['/opt', '/srv'] }, is: 'error, working folder' },
    { path: '/srvx/x', more: { work: ['/srv'] }, is: 'warning, elsewhere' },
    { path: '/srv/x', more: { named: new Map([[1, 'APP']]) }, is: 'error, named' },
    { path: '/srv/x', more: { named: new Map([[2, 'APP']]) }, is: 'warning, elsewhere' },
    { path: '/srv/x', more: { linked: new Map([[1, '/usr/bin/x']]) }, is: 'error, linked from PATH' },
    { path: '/srv/x', more: { linked: new Map([[1, '/srv/x']]) }, is: 'warning, elsewhere' },
    {
      path: '/srv/x',
      more: { translated: { available: new Set(['amd64']), started: new Set<string>() } },
      is: 'silent, elsewhere',
    },
    {
      path: '/srv/x',
      more: { translated: { available: new Set(['386']), started: new Set<string>() } },
      is: 'warning, elsewhere',
    },
    {
      path: '/usr/bin/a/x',
      more: { translated: { available: new Set<string>(), started: new Set(['amd64']) } },
      is: 'silent, elsewhere',
    },
    ...['/bin/x', '/sbin/x', '/usr/bin/x', '/usr/local/sbin/x'].map((path) => ({
      path,
      more: { translated: { available: new Set<string>(), started: new Set(['amd64']) } },
      is: 'error, program folder',
    })),
  ])('$path with $more: $is', ({ path, more, is }) => {
    expect(judged(path, {}, placesIn([], more))).toBe(is)
  })

  test.each([
    { machine: 'amd64', path: '/system/x', is: true },
    { machine: 'amd64', path: '/system/lib/x', is: true },
    { machine: 'amd64', path: '/srv/system/x', is: false },
    { machine: 'amd64', path: '/systems/x', is: false },
    { machine: 'arm64', path: '/system/x', is: false },
    { machine: 'arm', path: '/system/x', is: false },
  ])('Android for $machine: $path: $is', ({ machine, path, is }) => {
    const linker = { ...elfFile('system/bin/linker64'), identity: identityOf(machine) }
    const places = placesOf(treeOfFiles([linker]), IMAGE, NO_START)
    expect(judged(path, {}, places) === 'silent, explained').toBe(is)
  })

  test('in the root is in a folder of programs', () => {
    const places = placesIn([], { hasStart: true })
    const { reason } = judge(foreignFile('/x'), { platform, places, sets: newSets() })
    expect(reason).toEqual({ kind: 'program folder', folder: '/' })
  })

  test('is not a neighbour of the start if it may never run', () => {
    const places = placesIn([], { hasStart: true, started: new Set(['/srv']), work: ['/srv'] })
    expect(['/x', '/srv/x', '/srv/a/x'].map((path) => judged(path, { isGuessed: true }, places))).toEqual(
      Array.from({ length: 3 }, () => 'warning, elsewhere'),
    )
  })
})

describe("the folder of a file's package", () => {
  test.each([
    { path: '/app/node_modules/a/b/x', folder: '/app/node_modules/a' },
    { path: '/app/node_modules/@s/a/b/x', folder: '/app/node_modules/@s/a' },
    { path: '/app/node_modules/a/node_modules/b/x', folder: '/app/node_modules/a/node_modules/b' },
    { path: '/app/node_modules/.bin/x', folder: undefined },
    { path: '/app/node_modules/x', folder: undefined },
    { path: '/lib/site-packages/a/b/x', folder: '/lib/site-packages/a' },
    { path: '/lib/dist-packages/a/x', folder: '/lib/dist-packages/a' },
    { path: '/lib/other-packages/a/x', folder: undefined },
    { path: '/lib/gems/a-1.2/b/x', folder: '/lib/gems/a-1.2' },
    { path: '/lib/gems/rails-7.1/x', folder: '/lib/gems/rails-7.1' },
    { path: '/lib/gems/rails-7.1', folder: undefined },
    { path: '/lib/gems/a/x', folder: undefined },
    { path: '/lib/site-packages/a/node_modules/b/x', folder: '/lib/site-packages/a/node_modules/b' },
    { path: '/app/node_modules/a/site-packages/b/x', folder: '/app/node_modules/a/site-packages/b' },
  ])('$path: $folder', ({ path, folder }) => {
    expect(packageFolderOf(path)).toBe(folder)
  })
})

describe('where an image searches and runs', () => {
  test.each([
    { name: 'box64', machine: 'arm64', archs: ['amd64', '386'] },
    { name: 'box86', machine: 'arm', archs: ['386'] },
    ...['FEX', 'FEXLoader', 'FEXInterpreter'].map((name) => ({
      ...{ name, machine: 'arm64', archs: ['amd64', '386'] },
    })),
    { name: 'box64', machine: 'riscv64', archs: [] },
    { name: 'box32', machine: 'arm64', archs: [] },
  ])('$name for $machine in PATH translates programs for $archs', ({ name, machine, archs }) => {
    const image = treeOfFiles([{ ...elfFile(`usr/bin/${name}`), identity: identityOf(machine) }])
    const { available, started } = placesOf(image, IMAGE, NO_START).translated
    expect([[...available], [...started]]).toEqual([archs, []])
  })

  test('it finds the programs that symlinks in PATH point at', () => {
    const image = treeOfFiles([
      ...[elfFile('usr/bin/a'), elfFile('opt/app/run'), textFile('etc/text', '')],
      ...[symlink('usr/bin/run', '/opt/app/run'), symlink('usr/bin/none', '/none')],
      ...[symlink('usr/bin/folder', '/opt'), symlink('usr/bin/text', '/etc/text')],
      symlink('srv/run', '/usr/bin/a'),
    ])
    const places = placesOf(image, IMAGE, NO_START)
    expect([...places.linked]).toEqual([[find(image, '/opt/app/run'), '/usr/bin/run']])
  })

  const tree = treeOf({ programs: ['usr/bin/a', 'usr/lib/a', 'srv/work/a'] })

  test.each([
    { path: '/usr/bin:/none:/usr/bin/a', folders: ['/usr/bin'] },
    { path: 'usr/lib:/usr/bin/', folders: ['/usr/bin'] },
    { path: '/:/usr/lib', folders: ['', '/usr/lib'] },
    { path: '', folders: [] },
  ])('PATH=$path has the folders $folders', ({ path, folders }) => {
    expect(placesOf(tree, { ...IMAGE, env: [`PATH=${path}`] }, NO_START).path).toEqual(new Set(folders))
  })

  test.each([
    { workingDir: '/srv/work', work: ['/srv/work'] },
    { workingDir: '/none', work: [] },
    { workingDir: '/', work: [] },
  ])('the working directory $workingDir is $work', ({ workingDir, work }) => {
    expect(placesOf(tree, { ...IMAGE, workingDir }, NO_START).work).toEqual(work)
  })

  test.each([
    ...['', '/bin', '/sbin', '/boot', '/dev', '/etc', '/home', '/lib64', '/media', '/mnt', '/opt', '/root'],
    ...['/run', '/srv', '/tmp', '/usr', '/var', '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/lib64'],
    ...['/usr/share', '/usr/src', '/usr/games', '/usr/include', '/usr/local/share/lib'],
  ])('a script in the folder of the system %j does not make it its own', (folder) => {
    const places = placesOf(tree, IMAGE, { ...NO_START, scripts: [`${folder}/run.sh`] })
    expect(places.work).toEqual([])
    expect(places.started).toEqual(new Set(folder === '' ? [] : [folder]))
  })

  test.each([
    ...['/app', '/srv/app', '/usr/app', '/usr/lib/app', '/usr/local/share/lib/bin', '/app/usr', '/xbin'],
    ...['/opt/app/bin', '/data/bin'],
  ])('a script in %s runs there', (folder) => {
    expect(placesOf(tree, IMAGE, { ...NO_START, scripts: [`${folder}/run.sh`] }).work).toEqual([folder])
  })
})

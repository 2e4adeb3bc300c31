/** Trees of builds for another machine: their files are deployed to that machine, not run in the image. */
import type { Platform } from '../../platforms/platform.ts'
import { factsOf, find, NOWHERE, type Tree } from '../layer/tree.ts'
import { archOf, type ElfIdentity, fitOfElf } from '../machines.ts'
import { archOfWord } from '../name-words.ts'
import type { JudgeRule } from './file.ts'

/** The beginning of a compiler's target: config.sub of GNU config. A package called `name-linux-x64` is not a target. */
export const TARGET_CPU =
  '(?:x86_64|i[3-7]86|aarch64|arm|thumb|riscv|powerpc|ppc|s390|mips|sparc|loongarch|alpha|hppa|ia64|m68k|sh[1-4]|xtensa|avr|hexagon|or1k|microblaze|arc|csky|nios2)[a-z0-9_]*'

/** Folder names that only one build system uses. */
const BUILD_FOLDERS: readonly RegExp[] = [
  // Yocto Project Reference Manual, "Source Directory Structure", the build directory: tmp/work, tmp/sysroots-components.
  // Distributions without their own name append the C library, by TCLIBCAPPEND: tmp-musl.
  /\/tmp(?:[-_][a-z]+)?\/(?:work\/[a-z0-9_-]+-linux(?:-[a-z0-9]+)?|work-shared|sysroots-components)\//,
  // crosstool-NG's documentation, "Internals", CT_BUILD_DIR. (Swift's products are in .build/TARGET/release.)
  new RegExp(`/\\.build/${TARGET_CPU}-[a-z0-9_-]+/(?:build|buildtools)/`),
  // PTXdist, rules/pre/Rules.make: the target's builds in PTXDIST_PLATFORMDIR.
  /\/platform-[^/]+\/build-target\//,
  // OpenWrt's target files: rules.mk, TOOLCHAIN_DIR and STAGING_DIR.
  new RegExp(`/(?:toolchain|target)-${TARGET_CPU}[^/]*_(?:musl|glibc)[^/]*/`),
  // Android's build: source.android.com, "Build system", $OUT and the intermediates of Soong.
  /\/out\/(?:target\/product\/[^/]+|soong\/\.intermediates)\//,
]

/** Folders with common names, and a file next to them that exists only if the build system made them. */
const MARKED_FOLDERS: readonly { readonly folder: RegExp; readonly mark: string }[] = [
  // Buildroot's manual, "Buildroot quick start"; its Makefile makes BUILD_DIR/buildroot-config for every configuration.
  {
    folder: /\/(?:build|target|staging|per-package)(?=\/)/g,
    mark: 'build/buildroot-config',
  },
  // For a tree that was copied only in part: the same manual, "Buildroot quick start", has output/host next to the others.
  { folder: /(?<=\/output)\/(?:build|target|staging)(?=\/)/g, mark: 'host' },
  // PTXdist keeps the files to install by package.
  { folder: /(?<=\/platform-[^/]+)\/packages(?=\/)/g, mark: 'build-target' },
]

/** Whether a folder (with a trailing slash) is part of such a tree. */
export function isInBuildTree(tree: Tree, folder: string): boolean {
  if (BUILD_FOLDERS.some((pattern) => pattern.test(folder))) return true
  return MARKED_FOLDERS.some(({ folder: name, mark }) =>
    [...folder.matchAll(name)].some(
      ({ index }) => find(tree, `${folder.slice(0, index)}/${mark}`) !== NOWHERE,
    ),
  )
}

const LINKERS = ['linker64', 'linker']

/**
 * Whether Android's root, /system, is for another machine than the image's, as cross compilers have it to test programs
 * in an emulator: decided by its loader (android.googlesource.com/platform/bionic, linker/).
 */
export function hasForeignAndroid(tree: Tree, platform: Platform): boolean {
  const loaders = LINKERS.flatMap((name) => {
    const node = find(tree, `/system/bin/${name}`)
    return node === NOWHERE ? [] : (factsOf(tree, node).identity ?? [])
  })
  return loaders.length > 0 && loaders.every((identity) => fitOfElf(identity, platform) === 'wrong')
}

/** Android's names for machines (developer.android.com/ndk/guides/abis), and those of Flutter's Android engines. */
const FOR_ANDROID =
  /\/(?:(arm64-v8a|armeabi(?:-v7a)?)|android[-/](arm64|arm|x64|x86_64|x86|ia32)(?:-(?:profile|release|debug))?)\//

/** Whether a folder says that a file is for Android and for the file's machine. */
export function isForAndroid(path: string, identity: ElfIdentity): boolean {
  const [, abi, word] = FOR_ANDROID.exec(path) ?? []
  const claimed = abi ?? word
  return claimed !== undefined && archOfWord(claimed) === archOf(identity)
}

export const forAndroid: JudgeRule = ({ path, identity }) =>
  isForAndroid(path, identity) ? { severity: 'silent', reason: { kind: 'explained' } } : undefined

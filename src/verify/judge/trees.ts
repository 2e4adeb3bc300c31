/** Trees in which somebody builds for another machine: what lies there is taken to that one, and not run here. */
import type { Platform } from '../../platforms/platform.ts'
import { factsOf, find, NOWHERE, type Tree } from '../layer/tree.ts'
import { archOf, type ElfIdentity, fits } from '../machines.ts'
import { archOfWord } from '../words.ts'
import type { JudgeRule } from './file.ts'

/** What a compiler's target begins with: config.sub of GNU config. A package called `name-linux-x64` is no target. */
export const TARGET_CPU =
  '(?:x86_64|i[3-7]86|aarch64|arm|thumb|riscv|powerpc|ppc|s390|mips|sparc|loongarch|alpha|hppa|ia64|m68k|sh[1-4]|xtensa|avr|hexagon|or1k|microblaze|arc|csky|nios2)[a-z0-9_]*'

/** Folders whose names are those of one build system only. */
const NAMED: readonly RegExp[] = [
  // Yocto Project Reference Manual, "Source Directory Structure", the build directory: tmp/work, tmp/sysroots-components.
  // Distributions without a name of their own have the C library in it, by TCLIBCAPPEND: tmp-musl.
  /\/tmp(?:[-_][a-z]+)?\/(?:work\/[a-z0-9_-]+-linux(?:-[a-z0-9]+)?|work-shared|sysroots-components)\//,
  // crosstool-NG's documentation, "Internals", CT_BUILD_DIR. Swift has its products in .build/TARGET/release.
  new RegExp(`/\\.build/${TARGET_CPU}-[a-z0-9_-]+/(?:build|buildtools)/`),
  // PTXdist, rules/pre/Rules.make: PTXDIST_PLATFORMDIR, and what is compiled for the target in it.
  /\/platform-[^/]+\/build-target\//,
  // OpenWrt's parts for its target: rules.mk, TOOLCHAIN_DIR and STAGING_DIR.
  new RegExp(`/(?:toolchain|target)-${TARGET_CPU}[^/]*_(?:musl|glibc)[^/]*/`),
  // Android's build: source.android.com, "Build system", $OUT and the intermediates of Soong.
  /\/out\/(?:target\/product\/[^/]+|soong\/\.intermediates)\//,
]

/** Folders with a name that anybody may take, and what lies beside them only where the build system made them. */
const MARKED: readonly { readonly folder: RegExp; readonly mark: string }[] = [
  // Buildroot's manual, "Buildroot quick start"; its Makefile makes BUILD_DIR/buildroot-config for every configuration.
  {
    folder: /\/(?:build|target|staging|per-package)(?=\/)/g,
    mark: 'build/buildroot-config',
  },
  // Of a tree that was only copied in part: the same manual, "Buildroot quick start", has output/host beside the others.
  { folder: /(?<=\/output)\/(?:build|target|staging)(?=\/)/g, mark: 'host' },
  // PTXdist keeps what it installs from, by package.
  { folder: /(?<=\/platform-[^/]+)\/packages(?=\/)/g, mark: 'build-target' },
]

/** Whether a folder, which ends with a slash, is part of such a tree. */
export function isInBuildTree(tree: Tree, folder: string): boolean {
  if (NAMED.some((pattern) => pattern.test(folder))) return true
  return MARKED.some(({ folder: name, mark }) =>
    [...folder.matchAll(name)].some(
      ({ index }) => find(tree, `${folder.slice(0, index)}/${mark}`) !== NOWHERE,
    ),
  )
}

const LINKERS = ['linker64', 'linker']

/**
 * Whether Android's own root, /system, is there for another machine than the image's, as cross compilers have it to try
 * programs in an emulator: its loader says so (android.googlesource.com/platform/bionic, linker/).
 */
export function hasForeignAndroid(tree: Tree, platform: Platform): boolean {
  const loaders = LINKERS.flatMap((name) => {
    const node = find(tree, `/system/bin/${name}`)
    return node === NOWHERE ? [] : (factsOf(tree, node).identity ?? [])
  })
  return loaders.length > 0 && loaders.every((identity) => fits(identity, platform) === 'wrong')
}

/** The names of Android for machines (developer.android.com/ndk/guides/abis), and those of Flutter's engines for it. */
const FOR_ANDROID =
  /\/(?:(arm64-v8a|armeabi(?:-v7a)?)|android[-/](arm64|arm|x64|x86_64|x86|ia32)(?:-(?:profile|release|debug))?)\//

/** Whether a folder says that a file is for Android, and for the machine that the file is for. */
export function isForAndroid(path: string, identity: ElfIdentity): boolean {
  const [, abi, word] = FOR_ANDROID.exec(path) ?? []
  const said = abi ?? word
  return said !== undefined && archOfWord(said) === archOf(identity)
}

export const forAndroid: JudgeRule = ({ path, identity }) =>
  isForAndroid(path, identity) ? { severity: 'silent', reason: { kind: 'explained' } } : undefined

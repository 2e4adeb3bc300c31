import type { Platform } from '../../platforms/platform.ts'
import type { Image } from '../image.ts'
import { KIND } from '../layer/entries.ts'
import { childrenOf, factsOf, find, NOWHERE, nameOf, pathOf, type Tree } from '../layer/tree.ts'
import { type ElfIdentity, machineWords } from '../machines.ts'
import { memoize } from '../memoize.ts'
import { archOfWord, pathReader } from '../name-words.ts'
import { rawPath } from '../printable.ts'
import { type Start, searchPath } from '../start/entrypoint.ts'
import { libraryFolders } from '../start/libraries.ts'
import { filesNamedByImage } from '../start/named-files.ts'
import type { JudgeRule } from './file.ts'
import { type SdkFinder, sdkFinder } from './sdks.ts'
import { QEMU, runsTranslated, type Translated, translatedIn } from './translators.ts'
import { hasForeignAndroid, isInBuildTree, TARGET_CPU } from './trees.ts'

/** Where an image searches for programs and libraries; folders are paths without symlinks. */
export interface Places {
  readonly path: ReadonlySet<string>
  /** The targets of symlinks in PATH, with the symlink. */
  readonly linked: ReadonlyMap<number, string>
  readonly loader: ReadonlySet<string>
  /** The folders that the image runs in: its working directory, and those of started files. */
  readonly work: readonly string[]
  /** Whether the image starts something, rather than only holding files. */
  readonly hasStart: boolean
  /** The folders of started files. */
  readonly started: ReadonlySet<string>
  /** Whether files for other machines belong in a folder. */
  readonly isExplained: (folder: string) => boolean
  /** The SDK for one machine that a file belongs to. */
  readonly sdkOf: SdkFinder
  /** The names of programs for other systems in a folder, without the words for the system. */
  readonly otherSystems: (folder: string) => ReadonlySet<string>
  /** The files that the image's variables and command name, and what names them. */
  readonly named: ReadonlyMap<number, string>
  readonly translated: Translated
}

export function placesOf(tree: Tree, image: Image, start: Start): Places {
  const path = foldersOf(tree, searchPath(image.env))
  const work = find(tree, rawPath(image.workingDir))
  const started = [...start.programs.map((program) => program.path), ...start.scripts].map(folderOf)
  return {
    ...{ path, linked: linkedFrom(tree, path) },
    loader: foldersOf(tree, libraryFolders(tree, image)),
    work: [
      work === NOWHERE ? '/' : pathOf(tree, work),
      ...started.filter((each) => !SYSTEM_FOLDERS.test(each)),
    ].filter((folder) => folder !== '/'),
    hasStart: start.programs.length > 0,
    started: new Set(started.filter((folder) => folder !== '')),
    ...{ isExplained: explainedFolders(tree, image.platform), named: filesNamedByImage(tree, image, start) },
    ...{ sdkOf: sdkFinder(tree), otherSystems: otherSystemsIn(tree) },
    translated: translatedIn(tree, path, start, image.platform),
  }
}

/** Folders of the system: files below them do not belong to a program that is started from there (FHS 3.0). */
const SYSTEM_FOLDERS =
  /^(?:\/(?:bin|boot|dev|etc|home|lib\w*|media|mnt|opt|root|run|s?bin|srv|tmp|usr|var))?(?:\/(?:s?bin|lib\w*|local|share|src|games|include)){0,3}$/

function foldersOf(tree: Tree, paths: readonly string[]): ReadonlySet<string> {
  const nodes = paths.filter((path) => path.startsWith('/')).map((path) => find(tree, path))
  const folders = nodes.filter((node) => node !== NOWHERE && factsOf(tree, node).kind === KIND.folder)
  return new Set(folders.map((node) => pathOf(tree, node).replace(/^\/$/, '')))
}

/** A system has a few thousand programs. */
const MAX_LINKED = 10_000

function linkedFrom(tree: Tree, folders: ReadonlySet<string>): ReadonlyMap<number, string> {
  const linked = new Map<number, string>()
  for (const path of folders) {
    const folder = find(tree, path)
    for (const node of childrenOf(tree, folder)) {
      if (factsOf(tree, node).kind !== KIND.symlink) continue
      const link = `${path}/${nameOf(tree, node)}`
      const target = find(tree, link)
      const isProgram = target !== NOWHERE && factsOf(tree, target).kind === KIND.elf
      if (isProgram && linked.size < MAX_LINKED) linked.set(target, link)
    }
  }
  return linked
}

function otherSystemsIn(tree: Tree): (folder: string) => ReadonlySet<string> {
  const read = pathReader()
  return memoize((folder) => {
    const node = find(tree, folder)
    const paths =
      node === NOWHERE ? [] : childrenOf(tree, node).map((child) => `${folder}/${nameOf(tree, child)}`)
    const words = paths.map((path) => read(path.replace(/\.exe$/, '')))
    return new Set(words.flatMap(({ common, isForeignSystem }) => (isForeignSystem ? [common] : [])))
  })
}

/** Whether a folder is a system's root, which has usr; an installation prefix, as /usr/local or /opt/conda, has not. */
function hasRoot(tree: Tree, folder: string): boolean {
  const has = (name: string): boolean => find(tree, `${folder}/${name}`) !== NOWHERE
  return has('usr') && ['etc', 'lib', 'bin', 'sbin'].some(has)
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

/** What a rule about places knows besides the file. */
export interface PlaceContext {
  readonly platform: Platform
  readonly places: Places
}

/** A program that can be called by its name. */
export const inPath: JudgeRule<PlaceContext> = ({ node, path }, { places }) => {
  const link = places.linked.get(node)
  if (link !== undefined && link !== path)
    return { severity: 'error', reason: { kind: 'linked from PATH', link } }
  if (!places.path.has(folderOf(path))) return undefined
  return { severity: 'error', reason: { kind: 'in PATH' } }
}

/** An emulator of the platform's machine, for running the image on another machine. */
export const isEmulator: JudgeRule<PlaceContext> = ({ path }, { platform }) => {
  const cpu = QEMU.exec(path)?.[1]
  const isForPlatform = cpu !== undefined && archOfWord(cpu) === platform.arch
  return isForPlatform ? { severity: 'silent', reason: { kind: 'explained' } } : undefined
}

/** The loader skips libraries of the other word size: arm next to arm64. */
export const inLoaderFolder: JudgeRule<PlaceContext> = ({ path, fit }, { places }) => {
  if (!places.loader.has(folderOf(path))) return undefined
  return { severity: fit === 'doubtful' ? 'silent' : 'error', reason: { kind: 'loader folder' } }
}

const TRIPLE = '[a-z0-9_]+(?:-[a-z0-9_]+)?-linux-[a-z0-9_]+'
/** Debian's folders for the libraries of one machine (multiarch): https://wiki.debian.org/Multiarch/TheCaseForMultiarch */
const LIBRARIES_OF_TRIPLE = new RegExp(`^(?:/usr)?(?:/local)?/lib/(${TRIPLE})/`)

/** Whether a library is in such a folder and for the machine that the folder names. */
export function isInTriple(path: string, identity: ElfIdentity): boolean {
  return machineWords(identity).includes(LIBRARIES_OF_TRIPLE.exec(path)?.[1] ?? '')
}

export const inForeignTriple: JudgeRule<PlaceContext> = ({ path, identity, fit }, { places }) => {
  if (runsTranslated(identity, places.translated.available)) return undefined
  const triple = LIBRARIES_OF_TRIPLE.exec(path)?.[1]
  if (triple === undefined || !isInTriple(path, identity)) return undefined
  return { severity: fit === 'doubtful' ? 'silent' : 'error', reason: { kind: 'foreign triple', triple } }
}

/** Folders in which files for other machines belong, each with the reason. */
const EXPLAINED_FOLDERS: readonly RegExp[] = [
  // State of programs: images, chroots and packages that they keep (FHS 3.0, 5.8). Grafana's plugins are programs, though.
  /^\/var\/(?:lib(?!\/grafana\/plugins\/)|cache|tmp)\//,
  // The same for a user who runs containers: containers-storage.conf(5), rootless_storage_path.
  /\/containers\/storage\/(?:overlay|vfs|btrfs)\//,
  // Test data of software that reads programs: Go's debug/elf, pyelftools, LLVM, file.
  /\/(?:testdata|testfiles\w*|tests?[-_](?:data|files|fixtures)|[^/]+[-_]tests|_{0,2}fixtures?_{0,2}|__tests__)\//,
  // A system for another machine, as --sysroot of GCC and Clang takes it.
  /\/(?:(?:[^/]+[-_])?sys-?root|rootfs|squashfs-root|initramfs|initrd|chroot)s?(?:[-_.][^/]*)?\//,
  // The target's part of a cross compiler: Debian's /usr/TRIPLE (libc6-*-cross), crosstool-NG, musl-cross.
  new RegExp(
    `/${TARGET_CPU}-(?:[a-z0-9_]+-)?(?:linux|none|unknown|elf|w64)-[a-z0-9_-]+/(?:lib\\w*|s?bin|usr|include|libc|sys-?root|debug-root)/`,
  ),
  // Nix puts the target into the name of what it builds for another machine: nixpkgs manual, "Cross-compilation".
  new RegExp(`^/nix/store/[^/]+-${TARGET_CPU}-(?:unknown-)?linux-[a-z]+(?:-[^/]*)?/`),
  // The target libraries of GCC and of Rust: `rustup target add`.
  /\/lib\w*\/(?:gcc-cross|gcc)\/[^/]+\//,
  /\/rustlib\/[^/]+\//,
  // CUDA's parts for its targets; lib64 links to the native one: "CUDA Installation Guide", Cross-Platform Environment.
  /\/cuda[^/]*\/targets\/[^/]+\//,
  // What NVIDIA's profilers copy to the profiled machine: "Nsight Systems Installation Guide".
  /\/nsight[-_](?:compute|systems)[^/]*\/(?:[^/]+\/)*target(?:-[^/]*)?\//i,
  // Libraries that user-mode emulators bring along: Debian's box64, FEX.
  /\/(?:box(?:64|86)|fex-emu)[^/]*\//,
  // Clang's sanitizers, one per machine: compiler-rt's COMPILER_RT_OS_DIR.
  /\/lib\/clang\/[^/]+\/lib\//,
]

/**
 * A file named by its hash, in a folder named by the hash's beginning or algorithm, is found only by that name: pnpm's
 * store, Git LFS (docs/spec.md), Bazel's caches, OSTree's objects, blobs of an image layout, and Go's build cache, which
 * has a folder per program (cmd/go/internal/cache, fileName and PutExecutable).
 */
const NAMED_BY_HASH = /\/(?:[0-9a-f]{2}|sha256)\/[0-9a-f]{38,128}(?:-exec|\.file|-d(?:\/[^/]+)?)?$/

export const isStored: JudgeRule = ({ path }) =>
  NAMED_BY_HASH.test(path) ? { severity: 'silent', reason: { kind: 'explained' } } : undefined

export const inExplainedFolder: JudgeRule<PlaceContext> = ({ path }, { places }) =>
  places.isExplained(folderOf(path)) ? { severity: 'silent', reason: { kind: 'explained' } } : undefined

function explainedFolders(tree: Tree, platform: Platform): (folder: string) => boolean {
  const isRoot = memoize((folder) => hasRoot(tree, folder))
  const isAndroid = hasForeignAndroid(tree, platform)
  return memoize(
    (folder) =>
      EXPLAINED_FOLDERS.some((pattern) => pattern.test(`${folder}/`)) ||
      isInBuildTree(tree, `${folder}/`) ||
      (isAndroid && /^\/system(?:\/|$)/.test(folder)) ||
      isInRoot(folder, isRoot),
  )
}

function isInRoot(folder: string, isRoot: (folder: string) => boolean): boolean {
  const names = folder.split('/')
  return names.some((_, depth) => depth > 0 && isRoot(names.slice(0, depth + 1).join('/')))
}

/** Tests of installed software; any other folder with such a name may contain anything. */
const TESTS_OF_PACKAGE =
  /^(?:\/usr\/(?:local\/)?(?:lib\w*|share|src|go)|\/go\/pkg\/mod|\/opt\/[^/]+\/lib)\/(?:[^/]+\/)*tests?\/|\/(?:node_modules|(?:site|dist)-packages|gems|vendor)\/(?:[^/]+\/)+tests?\//

/** A folder of tests: its files are probably not there to be run, but that is not certain. */
export const inTests: JudgeRule = ({ path }) => {
  if (!/\/tests?\//.test(path)) return undefined
  return TESTS_OF_PACKAGE.test(path)
    ? { severity: 'silent', reason: { kind: 'explained' } }
    : { severity: 'warning', reason: { kind: 'elsewhere' } }
}

/** Files in these folders, at any depth, are there to be run or loaded; OpenResty's is called lualib. */
const PROGRAM_FOLDER = /^(?:s?bin|(?:lua)?lib(?:32|64|x32|exec)?|cli-plugins)$/

/** Where programs search for what they start or load, each with its source. */
const PLUGINS: readonly RegExp[] = [
  // Next to the function: docs.aws.amazon.com/lambda, "Lambda Extensions API".
  /^\/opt\/extensions$/,
  // Installations of httpd and nginx: httpd.apache.org "mod_so", nginx.org "load_module", OpenResty's as well.
  /\/(?:apache2|httpd|nginx)\/modules$/,
  // Slashpackage's name for bin (cr.yp.to/slashpackage.html), as s6-overlay has it; Triton's "Backend Repository".
  /^\/(?:package\/.+\/)?command$|^\/opt\/tritonserver\/backends\/[^/]+$/,
  // Oracle's "Instant Client Installation": the archive has everything in one folder.
  /\/instantclient_\d+_\d+$/,
  // The images of Vault, Redis Stack and Fluent Bit: plugin_directory, loadmodule, "Plugins File".
  /^\/vault\/plugins$|^\/etc\/vault(?:\.d)?\/plugins$|\/redis[^/]*\/modules$|^\/fluent-bit\/plugins$/,
]

export const inProgramFolder: JudgeRule = ({ path }) => {
  const location = folderOf(path)
  const folder = PLUGINS.some((pattern) => pattern.test(location))
    ? location
    : location.split('/').findLast((name) => PROGRAM_FOLDER.test(name.toLowerCase()))
  return folder === undefined ? undefined : { severity: 'error', reason: { kind: 'program folder', folder } }
}

/** A file that is only perhaps started is not judged as a neighbour of started files: it may never run. */
export const nearTheStart: JudgeRule<PlaceContext> = ({ path, isGuessed }, { places }) => {
  if (isGuessed) return undefined
  // Health checks and init programs are put into the root, and Kubernetes or a Compose file starts them.
  if (places.hasStart && folderOf(path) === '')
    return { severity: 'error', reason: { kind: 'program folder', folder: '/' } }
  if (places.started.has(folderOf(path))) return { severity: 'error', reason: { kind: 'beside the start' } }
  const work = places.work.find((folder) => path.startsWith(`${folder}/`))
  return work === undefined
    ? undefined
    : { severity: 'error', reason: { kind: 'working folder', folder: work } }
}

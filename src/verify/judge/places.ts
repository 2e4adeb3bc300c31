import type { Platform } from '../../platforms/platform.ts'
import type { Image } from '../image.ts'
import { KIND } from '../layer/entries.ts'
import { childrenOf, factsOf, find, NOWHERE, nameOf, pathOf, type Tree } from '../layer/tree.ts'
import { type ElfIdentity, machineWords } from '../machines.ts'
import { rawPath } from '../printable.ts'
import { remembered } from '../remembered.ts'
import { type Start, searchPath } from '../start/entrypoint.ts'
import { libraryFolders } from '../start/libraries.ts'
import { namedByImage } from '../start/named.ts'
import { archOfWord, pathReader } from '../words.ts'
import type { JudgeRule } from './file.ts'
import { sdkFinder } from './sdks.ts'
import { QEMU, runsTranslated, type Translated, translatedIn } from './translators.ts'
import { hasForeignAndroid, isInBuildTree, TARGET_CPU } from './trees.ts'

/** Where an image looks for programs and libraries; folders are paths without symlinks. */
export interface Places {
  readonly path: ReadonlySet<string>
  /** What a symlink in PATH leads to, and the symlink. */
  readonly linked: ReadonlyMap<number, string>
  readonly loader: ReadonlySet<string>
  /** Folders that the image works in: its own, and those of what is started. */
  readonly work: readonly string[]
  /** Whether the image starts something, and does not only carry files. */
  readonly hasStart: boolean
  /** Folders of what is started. */
  readonly started: ReadonlySet<string>
  /** Folders in which files for other machines are as they should be. */
  readonly isExplained: (folder: string) => boolean
  /** The SDK for one machine that a file belongs to. */
  readonly sdkOf: (path: string) => string | undefined
  /** What programs for other systems in a folder are called, by what their names share with those for Linux. */
  readonly otherSystems: (folder: string) => ReadonlySet<string>
  /** What variables of the image and its command name, and which does. */
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
      ...started.filter((each) => !SHARED.test(each)),
    ].filter((folder) => folder !== '/'),
    hasStart: start.programs.length > 0,
    started: new Set(started.filter((folder) => folder !== '')),
    ...{ isExplained: explainedFolders(tree, image.platform), named: namedByImage(tree, image, start) },
    ...{ sdkOf: sdkFinder(tree), otherSystems: otherSystemsIn(tree) },
    translated: translatedIn(tree, path, start, image.platform),
  }
}

/** Folders of the system: what is below them does not belong to what is started there (FHS 3.0). */
const SHARED =
  /^(?:\/(?:bin|boot|dev|etc|home|lib\w*|media|mnt|opt|root|run|s?bin|srv|tmp|usr|var)?)?(?:\/(?:s?bin|lib\w*|local|share|src|games|include)){0,3}$/

function foldersOf(tree: Tree, paths: readonly string[]): ReadonlySet<string> {
  const nodes = paths.filter((path) => path.startsWith('/')).map((path) => find(tree, path))
  const folders = nodes.filter((node) => node !== NOWHERE && factsOf(tree, node).kind === KIND.folder)
  return new Set(folders.map((node) => pathOf(tree, node).replace(/^\/$/, '')))
}

/** A system has a few thousand programs. */
const MOST_LINKED = 10_000

function linkedFrom(tree: Tree, folders: ReadonlySet<string>): ReadonlyMap<number, string> {
  const linked = new Map<number, string>()
  for (const path of folders) {
    const folder = find(tree, path)
    for (const node of childrenOf(tree, folder)) {
      if (factsOf(tree, node).kind !== KIND.symlink) continue
      const link = `${path}/${nameOf(tree, node)}`
      const target = find(tree, link)
      const isProgram = target !== NOWHERE && factsOf(tree, target).kind === KIND.elf
      if (isProgram && linked.size < MOST_LINKED) linked.set(target, link)
    }
  }
  return linked
}

function otherSystemsIn(tree: Tree): (folder: string) => ReadonlySet<string> {
  const read = pathReader()
  return remembered((folder) => {
    const node = find(tree, folder)
    const paths =
      node === NOWHERE ? [] : childrenOf(tree, node).map((child) => `${folder}/${nameOf(tree, child)}`)
    const words = paths.map((path) => read(path.replace(/\.exe$/, '')))
    return new Set(words.flatMap(({ common, isForeignSystem }) => (isForeignSystem ? [common] : [])))
  })
}

/** A system's root has usr; what a program is installed into, as /usr/local or /opt/conda, has not. */
function hasRoot(tree: Tree, folder: string): boolean {
  const has = (name: string): boolean => find(tree, `${folder}/${name}`) !== NOWHERE
  return has('usr') && ['etc', 'lib', 'bin', 'sbin'].some(has)
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

/** A program that anybody can call by its name. */
export const inPath: JudgeRule = ({ node, path }, { places }) => {
  const link = places.linked.get(node)
  if (link !== undefined && link !== path)
    return { severity: 'error', reason: { kind: 'linked from PATH', link } }
  if (!places.path.has(folderOf(path))) return undefined
  return { severity: 'error', reason: { kind: 'in PATH' } }
}

/** An emulator of the platform's machine: it runs the image elsewhere. */
export const isEmulator: JudgeRule = ({ path }, { platform }) => {
  const cpu = QEMU.exec(path)?.[1]
  const isOwn = cpu !== undefined && archOfWord(cpu) === platform.arch
  return isOwn ? { severity: 'silent', reason: { kind: 'explained' } } : undefined
}

/** The loader passes over libraries of the other half of a machine: arm beside arm64. */
export const inLoaderFolder: JudgeRule = ({ path, fit }, { places }) => {
  if (!places.loader.has(folderOf(path))) return undefined
  return { severity: fit === 'doubtful' ? 'silent' : 'error', reason: { kind: 'loader folder' } }
}

const TRIPLE = '[a-z0-9_]+(?:-[a-z0-9_]+)?-linux-[a-z0-9_]+'
/** Debian's folders for the libraries of one machine (multiarch): https://wiki.debian.org/Multiarch/TheCaseForMultiarch */
const LIBRARIES_OF_TRIPLE = new RegExp(`^(?:/usr)?(?:/local)?/lib/(${TRIPLE})/`)

/** Whether a library lies in such a folder, and is for the machine that the folder names. */
export function isInTriple(path: string, identity: ElfIdentity): boolean {
  return machineWords(identity).includes(LIBRARIES_OF_TRIPLE.exec(path)?.[1] ?? '')
}

export const inForeignTriple: JudgeRule = ({ path, identity, fit }, { places }) => {
  if (runsTranslated(identity, places.translated.here)) return undefined
  const triple = LIBRARIES_OF_TRIPLE.exec(path)?.[1]
  if (triple === undefined || !isInTriple(path, identity)) return undefined
  return { severity: fit === 'doubtful' ? 'silent' : 'error', reason: { kind: 'foreign triple', triple } }
}

/** Folders in which files for other machines are as they should be. Each row: what, and why. */
const EXPLAINED: readonly RegExp[] = [
  // State of programs: images, chroots and packages that they keep (FHS 3.0, 5.8). Grafana's plugins are programs.
  /^\/var\/(?:lib(?!\/grafana\/plugins\/)|cache|tmp)\//,
  // The same of a user who runs containers: containers-storage.conf(5), rootless_storage_path.
  /\/containers\/storage\/(?:overlay|vfs|btrfs)\//,
  // Tests of everything that reads programs: Go's debug/elf, pyelftools, LLVM, file.
  /\/(?:testdata|testfiles\w*|tests?[-_](?:data|files|fixtures)|[^/]+[-_]tests|_{0,2}fixtures?_{0,2}|__tests__)\//,
  // A system for another machine, as --sysroot of GCC and Clang takes it.
  /\/(?:(?:[^/]+[-_])?sys-?root|rootfs|squashfs-root|initramfs|initrd|chroot)s?(?:[-_.][^/]*)?\//,
  // A cross compiler's part for its target: Debian's /usr/TRIPLE (libc6-*-cross), crosstool-NG, musl-cross.
  new RegExp(
    `/${TARGET_CPU}-(?:[a-z0-9_]+-)?(?:linux|none|unknown|elf|w64)-[a-z0-9_-]+/(?:lib\\w*|s?bin|usr|include|libc|sys-?root|debug-root)/`,
  ),
  // What Nix builds for another machine has its target in the name: nixpkgs manual, "Cross-compilation".
  new RegExp(`^/nix/store/[^/]+-${TARGET_CPU}-(?:unknown-)?linux-[a-z]+(?:-[^/]*)?/`),
  // GCC's own libraries for its targets, and those of Rust: `rustup target add`.
  /\/lib\w*\/(?:gcc-cross|gcc)\/[^/]+\//,
  /\/rustlib\/[^/]+\//,
  // CUDA's parts for its targets, of which lib64 names the own one: "CUDA Installation Guide", Cross-Platform Environment.
  /\/cuda[^/]*\/targets\/[^/]+\//,
  // What NVIDIA's profilers put onto the machine that they look at: "Nsight Systems Installation Guide".
  /\/nsight[-_](?:compute|systems)[^/]*\/(?:[^/]+\/)*target(?:-[^/]*)?\//i,
  // Libraries that emulators of user programs bring: Debian's box64, FEX.
  /\/(?:box(?:64|86)|fex-emu)[^/]*\//,
  // Sanitizers of Clang, one a machine: compiler-rt's COMPILER_RT_OS_DIR.
  /\/lib\/clang\/[^/]+\/lib\//,
]

/**
 * A file that is named by its hash, below the beginning of the hash or its kind, is found by that and by nothing else:
 * pnpm's store, Git LFS (docs/spec.md), caches of Bazel, objects of OSTree, blobs of an image layout, and what Go
 * compiled, which has a folder for a program (cmd/go/internal/cache, fileName and PutExecutable).
 */
const NAMED_BY_HASH = /\/(?:[0-9a-f]{2}|sha256)\/[0-9a-f]{38,128}(?:-exec|\.file|-d(?:\/[^/]+)?)?$/

export const isStored: JudgeRule = ({ path }) =>
  NAMED_BY_HASH.test(path) ? { severity: 'silent', reason: { kind: 'explained' } } : undefined

export const inExplainedFolder: JudgeRule = ({ path }, { places }) =>
  places.isExplained(folderOf(path)) ? { severity: 'silent', reason: { kind: 'explained' } } : undefined

function explainedFolders(tree: Tree, platform: Platform): (folder: string) => boolean {
  const isRoot = remembered((folder) => hasRoot(tree, folder))
  const isAndroid = hasForeignAndroid(tree, platform)
  return remembered(
    (folder) =>
      EXPLAINED.some((pattern) => pattern.test(`${folder}/`)) ||
      isInBuildTree(tree, `${folder}/`) ||
      (isAndroid && /^\/system(?:\/|$)/.test(folder)) ||
      isInRoot(folder, isRoot),
  )
}

function isInRoot(folder: string, isRoot: (folder: string) => boolean): boolean {
  const names = folder.split('/')
  return names.some((_, depth) => depth > 0 && isRoot(names.slice(0, depth + 1).join('/')))
}

/** Tests of what is installed; a folder of the image's own with such a name may have anything in it. */
const TESTS_OF_PACKAGE =
  /^(?:\/usr\/(?:local\/)?(?:lib\w*|share|src|go)|\/go\/pkg\/mod|\/opt\/[^/]+\/lib)\/(?:[^/]+\/)*tests?\/|\/(?:node_modules|(?:site|dist)-packages|gems|vendor)\/(?:[^/]+\/)+tests?\//

/** A folder of tests: what is in it is hardly there to be run, and nobody can say so for certain. */
export const inTests: JudgeRule = ({ path }) => {
  if (!/\/tests?\//.test(path)) return undefined
  return TESTS_OF_PACKAGE.test(path)
    ? { severity: 'silent', reason: { kind: 'explained' } }
    : { severity: 'warning', reason: { kind: 'elsewhere' } }
}

/** What is in these folders, at any depth, is there to be run or loaded; OpenResty's is called lualib. */
const PROGRAM_FOLDER = /^(?:s?bin|(?:lua)?lib(?:32|64|x32|exec)?|cli-plugins)$/

/** Where programs look for what they start or load, each with who says so. */
const PLUGINS: readonly RegExp[] = [
  // Beside the function: docs.aws.amazon.com/lambda, "Lambda Extensions API".
  /^\/opt\/extensions$/,
  // httpd's and nginx's own installations: httpd.apache.org "mod_so", nginx.org "load_module", OpenResty's as well.
  /\/(?:apache2|httpd|nginx)\/modules$/,
  // What slashpackage calls bin (cr.yp.to/slashpackage.html), as s6-overlay has it; Triton's "Backend Repository".
  /^\/(?:package\/.+\/)?command$|^\/opt\/tritonserver\/backends\/[^/]+$/,
  // Oracle's "Instant Client Installation": the archive has all in one folder.
  /\/instantclient_\d+_\d+$/,
  // The images of Vault, Redis Stack and Fluent Bit: plugin_directory, loadmodule, "Plugins File".
  /^\/vault\/plugins$|^\/etc\/vault(?:\.d)?\/plugins$|\/redis[^/]*\/modules$|^\/fluent-bit\/plugins$/,
]

export const inProgramFolder: JudgeRule = ({ path }) => {
  const own = folderOf(path)
  const folder = PLUGINS.some((pattern) => pattern.test(own))
    ? own
    : own.split('/').findLast((name) => PROGRAM_FOLDER.test(name.toLowerCase()))
  return folder === undefined ? undefined : { severity: 'error', reason: { kind: 'program folder', folder } }
}

/** What is perhaps started is no neighbour of what surely is: it may never run. */
export const nearTheStart: JudgeRule = ({ path, isGuessed }, { places }) => {
  if (isGuessed) return undefined
  // Health checks and inits are put there, which Kubernetes or a compose file starts.
  if (places.hasStart && folderOf(path) === '')
    return { severity: 'error', reason: { kind: 'program folder', folder: '/' } }
  if (places.started.has(folderOf(path))) return { severity: 'error', reason: { kind: 'beside the start' } }
  const work = places.work.find((folder) => path.startsWith(`${folder}/`))
  return work === undefined
    ? undefined
    : { severity: 'error', reason: { kind: 'working folder', folder: work } }
}

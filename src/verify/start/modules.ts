/** Modules in the folders that the interpreter of a started language loads from. */

import { eachElf, factsOf, NOWHERE, nameOf, pathOf, type Tree } from '../layer/tree.ts'
import { pathReader } from '../name-words.ts'
import { isBuiltInPlace } from '../packages/built-in-place.ts'
import { printablePath } from '../printable.ts'
import { type Gap, isCompatible, type Loaded, loadLibraries, type Process } from './process.ts'

interface Language {
  readonly name: string
  /** Its interpreters. */
  readonly program: RegExp
  /** The paths of its modules. */
  readonly module: RegExp
  /** Modules whose libraries are missing in correct images, too. */
  readonly optional?: RegExp
}

const LANGUAGES: readonly Language[] = [
  {
    name: 'Python',
    program: /^(?:python|pypy)[\d.]*t?$/,
    // importlib.machinery.EXTENSION_SUFFIXES; files that begin with lib are opened by other files.
    module:
      /\/(?:site-packages|dist-packages|lib-dynload)\/(?:[^/]+\/)*(?!lib)[^/.]+(?:\.(?:cpython|pypy|abi3)[^/.]*)?\.so$/,
    // The image python:*-slim is without Tk (docker-library/python, "not ( -name '*tkinter*' )"). The packages of the
    // others use whichever of them can be loaded: Numba's documentation, "The Threading Layers"; CuPy's, "Additional CUDA
    // Libraries"; torchaudio's _extension/utils.py, one module for each version of FFmpeg.
    optional:
      /\/(?:_tkinter|tbbpool|omppool|_torio_ffmpeg\d*|cuda\/libs\/(?:cutensor|cusparselt|cudnn|nccl))\.[^/]+$/,
  },
  { name: 'Node.js', program: /^node(?:js)?$/, module: /\/node_modules\/.+\.node$/ },
  {
    name: 'Ruby',
    program: /^ruby[\d.]*$/,
    module: /\/(?:gems|extensions|(?:vendor_|site_)?ruby)\/.+\.so$/,
  },
  {
    name: 'PHP',
    program: /^php(?:-fpm|-cgi)?[\d.]*$/,
    // extension_dir of php.net's build, of Debian and of Alpine.
    module: /\/(?:php\/(?:extensions\/[^/]+|\d{8})|php\d*\/modules)\/[^/]+\.so$/,
  },
  { name: 'Perl', program: /^perl[\d.]*$/, module: /\/auto\/(?:[^/]+\/)+[^/]+\.so$/ },
  {
    name: 'Java',
    program: /^java$/,
    // The libraries that every Java program loads, and Debian's folder for others. The rest of a JDK's are for desktops.
    module:
      /\/lib\/(?:[^/]+\/)?(?:server\/libjvm|lib(?:java|jli|zip|nio|net|jimage|verify))\.so$|\/jni\/[^/]+\.so$/,
  },
]

/** A module that needs a library that the image does not have. */
export interface IncompleteModule {
  readonly node: number
  readonly language: string
  readonly library: string
}

/** Modules that the interpreters among these processes cannot load, in the order of the image. */
export function incompleteModules(
  tree: Tree,
  processes: readonly Process[],
  isIgnored: (path: string) => boolean,
): readonly IncompleteModule[] {
  const hosts = processes.flatMap((process) => {
    const name = process.program.path.slice(process.program.path.lastIndexOf('/') + 1)
    const language = LANGUAGES.find(({ program }) => program.test(name))
    return language === undefined ? [] : [{ process, language, version: PROGRAM_VERSION.exec(name)?.[1] }]
  })
  if (hosts.length === 0) return []
  const gaps: (Gap & { readonly language: string })[] = []
  const readWords = pathReader()
  eachElf(tree, (node) => {
    const path = pathOf(tree, node)
    const host = hosts.find(({ language, version }) => isModule(language, version, path))
    if (host === undefined || isIgnored(printablePath(path))) return
    // Programs for the BSDs may look like those for Linux, and packages for all systems have both.
    const { isForeignSystem, arch } = readWords(path)
    if (isForeignSystem) return
    // A module published for several machines has the machine in its name or folder.
    const isOnly = isBuiltInPlace(path) && arch === undefined
    const moduleGaps = gapsOfModule(host.process, node, path, isOnly).map((gap) => ({
      ...gap,
      language: host.language.name,
    }))
    for (const gap of moduleGaps) gaps.push(gap)
  })
  const present = presentNames(tree, new Set(gaps.map(({ name }) => name)))
  const missing = gaps.filter(({ name }) => !present.has(name))
  return missing.map(({ by, name, language }) => ({ node: by.node, library: name, language }))
}

/** The version of Python in the name of its program. */
const PROGRAM_VERSION = /^python(\d\.\d+)/
const VERSIONS = /\/python(\d\.\d+)\/|\.cpython-(\d)(\d+)/g

function isModule({ module, optional }: Language, version: string | undefined, path: string): boolean {
  if (!module.test(path) || optional?.test(path)) return false
  const versions = [...path.matchAll(VERSIONS)].map(
    ([, folder, major, minor]) => folder ?? `${major}.${minor}`,
  )
  return version === undefined || versions.every((each) => each === version)
}

/** Library names that identify files for glibc, musl and Android's C library (without a version). */
const GLIBC = /^(?:libc\.so\.6|ld-linux.*|ld64\.so.*)$/
const MUSL = /^(?:libc\.musl-.*|ld-musl-.*|libc\.so)$/
const ANDROID = /^(?:libc\+\+_shared|liblog|libandroid)\.so$/

/**
 * The libraries that a module lacks. A module for another machine or C library is reported elsewhere or not loaded.
 * @param isOnly whether there is no alternative to it: it was compiled when its package was installed
 */
function gapsOfModule(process: Process, node: number, path: string, isOnly: boolean): readonly Gap[] {
  const { identity, detail } = factsOf(process.tree, node)
  if (identity === undefined || detail?.kind !== 'links' || !isCompatible(identity, process.identity))
    return []
  const other = process.isMusl ? GLIBC : MUSL
  const isOther = (name: string): boolean => (!isOnly && other.test(name)) || ANDROID.test(name)
  if (detail.needed?.some(isOther)) return []
  const module: Loaded = { node, path, links: detail, loader: process.program }
  return loadLibraries(process, module).filter(({ foreign }) => foreign === NOWHERE)
}

/** Which of the names occur in the image, in any folder: many libraries are loaded by path first. */
export function presentNames(tree: Tree, names: ReadonlySet<string>): ReadonlySet<string> {
  const present = new Set<string>()
  if (names.size === 0) return present
  eachElf(tree, (node) => {
    const name = nameOf(tree, node)
    // A symlink, or the program that opens it, may call libx.so.1.2 libx.so.1.
    const shortest = name.indexOf('.so')
    for (let end = name.length; end > shortest && shortest !== -1; end = name.lastIndexOf('.', end - 1))
      if (names.has(name.slice(0, end))) present.add(name.slice(0, end))
  })
  return present
}

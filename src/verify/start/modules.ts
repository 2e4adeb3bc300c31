/** Modules that the interpreter of a started language loads by itself, in folders that are for that. */

import { eachElf, factsOf, NOWHERE, nameOf, pathOf, type Tree } from '../layer/tree.ts'
import { isBuilt } from '../packages/built.ts'
import { legiblePath } from '../printable.ts'
import { pathReader } from '../words.ts'
import { type Gap, isAlike, type Loaded, load, type Process } from './process.ts'

interface Language {
  readonly name: string
  /** Its interpreters. */
  readonly program: RegExp
  /** Where its modules are, and what they are called. */
  readonly module: RegExp
  /** Modules that are there in right images without what they need. */
  readonly optional?: RegExp
}

const LANGUAGES: readonly Language[] = [
  {
    name: 'Python',
    program: /^(?:python|pypy)[\d.]*t?$/,
    // importlib.machinery.EXTENSION_SUFFIXES; what begins with lib is opened by something else.
    module:
      /\/(?:site-packages|dist-packages|lib-dynload)\/(?:[^/]+\/)*(?!lib)[^/.]+(?:\.(?:cpython|pypy|abi3)[^/.]*)?\.so$/,
    // The image python:*-slim is without Tk (docker-library/python, "not ( -name '*tkinter*' )"). Of these others, their
    // packages take what can be loaded: Numba's documentation, "The Threading Layers"; CuPy's, "Additional CUDA
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
    // What every program in Java loads, and Debian's folder for the rest. The others of a JDK are for a desktop.
    module:
      /\/lib\/(?:[^/]+\/)?(?:server\/libjvm|lib(?:java|jli|zip|nio|net|jimage|verify))\.so$|\/jni\/[^/]+\.so$/,
  },
]

/** A module that needs a library which the image does not have. */
export interface LackingModule {
  readonly node: number
  readonly language: string
  readonly library: string
}

/** Modules that cannot be loaded by the interpreters among some processes, in the order of the image. */
export function lackingModules(
  tree: Tree,
  processes: readonly Process[],
  isIgnored: (path: string) => boolean,
): readonly LackingModule[] {
  const hosts = processes.flatMap((process) => {
    const name = process.program.path.slice(process.program.path.lastIndexOf('/') + 1)
    const language = LANGUAGES.find(({ program }) => program.test(name))
    return language === undefined ? [] : [{ process, language, version: PROGRAM_VERSION.exec(name)?.[1] }]
  })
  if (hosts.length === 0) return []
  const gaps: (Gap & { readonly language: string })[] = []
  const read = pathReader()
  eachElf(tree, (node) => {
    const path = pathOf(tree, node)
    const host = hosts.find(({ language, version }) => isModule(language, version, path))
    if (host === undefined || isIgnored(legiblePath(path))) return
    // Programs for the BSDs may look like those of Linux, and lie beside them in what is published for all.
    const { isForeignSystem, arch } = read(path)
    if (isForeignSystem) return
    // What is published for several machines says so by its name, or lies in a folder of that name.
    const isOnly = isBuilt(path) && arch === undefined
    const found = gapsOf(host.process, node, path, isOnly).map((gap) => ({
      ...gap,
      language: host.language.name,
    }))
    for (const gap of found) gaps.push(gap)
  })
  const there = namesThere(tree, new Set(gaps.map(({ name }) => name)))
  const lacking = gaps.filter(({ name }) => !there.has(name))
  return lacking.map(({ by, name, language }) => ({ node: by.node, library: name, language }))
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

/** Names by which files for glibc, for musl and for Android's C library say so: the last ones are without a version. */
const GLIBC = /^(?:libc\.so\.6|ld-linux.*|ld64\.so.*)$/
const MUSL = /^(?:libc\.musl-.*|ld-musl-.*|libc\.so)$/
const ANDROID = /^(?:libc\+\+_shared|liblog|libandroid)\.so$/

/**
 * What a module lacks. One for another machine or for the other C library is told as such, or chosen by nobody.
 * @param isOnly whether there is no other one to choose: it was compiled when its package was installed
 */
function gapsOf(process: Process, node: number, path: string, isOnly: boolean): readonly Gap[] {
  const { identity, detail } = factsOf(process.tree, node)
  if (identity === undefined || detail?.kind !== 'links' || !isAlike(identity, process.identity)) return []
  const other = process.isMusl ? GLIBC : MUSL
  const isOther = (name: string): boolean => (!isOnly && other.test(name)) || ANDROID.test(name)
  if (detail.needed?.some(isOther)) return []
  const module: Loaded = { node, path, links: detail, loader: process.program }
  return load(process, module).filter(({ foreign }) => foreign === NOWHERE)
}

/** Which of the names a file of the image may answer to, wherever it lies: much is loaded by its path first. */
export function namesThere(tree: Tree, names: ReadonlySet<string>): ReadonlySet<string> {
  const there = new Set<string>()
  if (names.size === 0) return there
  eachElf(tree, (node) => {
    const name = nameOf(tree, node)
    // libx.so.1.2 is called libx.so.1 by a symlink, or by what opens it.
    const shortest = name.indexOf('.so')
    for (let end = name.length; end > shortest && shortest !== -1; end = name.lastIndexOf('.', end - 1))
      if (names.has(name.slice(0, end))) there.add(name.slice(0, end))
  })
  return there
}

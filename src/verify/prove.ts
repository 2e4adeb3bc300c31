import { isSha256 } from '../oci/digest.ts'
import { printPlatform } from '../platforms/platform.ts'
import { type Program, type Start, startOf } from './entrypoint.ts'
import { add, type Finding, finished, type Report, type Short } from './findings.ts'
import type { Image } from './image.ts'
import type { Layer } from './layer/layer.ts'
import {
  applyLayer,
  eachElf,
  factsOf,
  find,
  NOWHERE,
  newTree,
  pathOf,
  TooLarge,
  type Tree,
} from './layer/tree.ts'
import { legible, legiblePath } from './legible.ts'
import { missingLibraries } from './libraries.ts'
import {
  type ElfIdentity,
  exceedsArm,
  type Fit,
  fits,
  hasElf,
  machineName,
  machineWords,
} from './machines.ts'

/** What was found about one image. */
export interface ImageProof {
  /** ELF files that the image's file system has. */
  readonly files: number
  /** Those for another machine that verify-ignore leaves out. */
  readonly ignored: number
  readonly entrypoint: { readonly path: string; readonly machine: string } | undefined
  readonly findings: readonly Finding[]
  /** The layers that its programs come from, without those whose files are ignored. */
  readonly programLayers: readonly string[]
}

const RELOCATABLE = 1
const CORE = 4
/** What is in these folders, at any depth, is there to be run or loaded. */
const PROGRAM_FOLDER = /^(?:s?bin|lib(?:32|64|x32|exec)?)$/
const LAYER_CURE = 'Build and push this platform again.'
const IGNORE = 'If the file belongs there, add its path to verify-ignore.'

/** Puts an image's layers together and looks at what is in it. */
export function proveImage(
  image: Image,
  layers: readonly Layer[],
  isIgnored: (path: string) => boolean,
): ImageProof {
  const report: Report = { image, layers, findings: [...image.findings], alike: new Map() }
  const { platform } = image
  reportLayers(report)
  try {
    const tree = newTree(layers.reduce((sum, { log }) => sum + log.count, 0))
    for (const [number, layer] of layers.entries()) applyLayer(tree, layer, number)
    reportRefused(report, tree)
    if (!hasElf(platform)) return skipped(report)
    const start = startOf(tree, image)
    // Of an image that is not whole, nobody can say what is missing.
    if (layers.every(({ isForeign, problem }) => !isForeign && problem === ''))
      reportStart(report, tree, start, isIgnored)
    const { files, ignored, used } = reportFiles(report, tree, start, isIgnored)
    const entrypoint = start.file && {
      path: legiblePath(start.file.path),
      machine: machineName(start.file.program.identity),
    }
    const programLayers = [...used].sort((a, b) => a - b).map((number) => layers[number]?.digest ?? '')
    return { files, ignored, entrypoint, findings: finished(report), programLayers }
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error
    const what = `${printPlatform(platform)} cannot be proven: ${error.message}.`
    add(report, {
      severity: 'error',
      rule: 'layer',
      what,
      cure: 'Make the image smaller, or leave the proof out.',
    })
    return { files: 0, ignored: 0, entrypoint: undefined, findings: finished(report), programLayers: [] }
  }
}

function skipped(report: Report): ImageProof {
  const name = printPlatform(report.image.platform)
  const what = `the programs of ${name} were not looked at: they are no ELF files.`
  add(report, { severity: 'notice', rule: 'skipped', what, cure: '' })
  return { files: 0, ignored: 0, entrypoint: undefined, findings: finished(report), programLayers: [] }
}

function reportLayers(report: Report): void {
  for (const [layer, { digest, problem, isForeign, diffId, refused }] of report.layers.entries()) {
    // That the config has fewer of them than the manifest has layers is said once for all.
    const wanted = report.image.diffIds[layer] ?? diffId
    if (isForeign) {
      const what = `the layer ${digest} was not looked at: it is fetched from elsewhere and never pushed.`
      add(report, { severity: 'notice', rule: 'skipped', layer, what, cure: '' })
    } else if (problem !== '') {
      const what = `the layer ${digest} is damaged or cannot be proven: ${problem}.`
      add(report, { severity: 'error', rule: 'layer', layer, what, cure: LAYER_CURE })
    } else if (diffId !== wanted) {
      const what = `the layer ${digest} unpacks to ${diffId}, and the config says ${shownDiffId(wanted)}.`
      add(report, { severity: 'error', rule: 'layer', layer, what, cure: LAYER_CURE })
    }
    for (const path of refused) {
      const what = `${legiblePath(path)} leads out of the image, or is longer than a name can be.`
      add(report, { severity: 'error', rule: 'layer', layer, path, what, cure: 'Leave it out of the layer.' })
    }
  }
}

/** As much of one as is shown: a sha512 is shorter. */
const LONGEST_DIFF_ID = 150

/** Engines know sha256 only: what is something else cannot be compared. */
function shownDiffId(diffId: string): string {
  return isSha256(diffId) ? diffId : `"${legible(diffId.slice(0, LONGEST_DIFF_ID))}", which is no sha256`
}

function reportRefused(report: Report, tree: Tree): void {
  for (const { path, layer } of tree.refused) {
    const what = `${legiblePath(path)} cannot be unpacked: the folder or file that it needs is not there.`
    add(report, { severity: 'warning', rule: 'layer', layer, path, what, cure: LAYER_CURE })
  }
}

interface Files {
  readonly files: number
  readonly ignored: number
  /** Numbers of the layers that programs come from. */
  readonly used: ReadonlySet<number>
}

function reportFiles(report: Report, tree: Tree, start: Start, isIgnored: (path: string) => boolean): Files {
  const started = new Set(start.programs.map(({ node }) => node))
  const used = new Set<number>()
  let files = 0
  const ignored: number[] = []
  const look = (node: number): void => {
    files += 1
    const { identity, layer } = factsOf(tree, node)
    if (identity === undefined || identity.type === CORE) return
    const path = pathOf(tree, node)
    const fit = fits(identity, report.image.platform)
    if (isIgnored(legiblePath(path))) {
      if (fit !== 'right') ignored.push(node)
      return
    }
    if (fit !== 'device' && identity.type !== RELOCATABLE) used.add(layer)
    if (fit !== 'right') reportFile(report, path, layer, identity, started.has(node))
  }
  for (const node of started) look(node)
  eachElf(tree, (node) => {
    if (!started.has(node)) look(node)
  })
  for (const node of ignored) if (started.has(node)) reportIgnored(report, tree, node)
  return { files, ignored: ignored.length, used }
}

/** Files that are data may be for any machine; a program that the image starts is none. */
function reportIgnored(report: Report, tree: Tree, node: number): void {
  const { identity } = factsOf(tree, node)
  const { platform } = report.image
  if (identity === undefined || fits(identity, platform) !== 'wrong') return
  const what = `${legiblePath(pathOf(tree, node))}, which the image of ${printPlatform(platform)} starts, is for another machine, and verify-ignore leaves it out.`
  addNode(report, tree, node, { severity: 'warning', rule: 'machine', what, cure: '' })
}

function reportFile(
  report: Report,
  path: string,
  layer: number,
  identity: ElfIdentity,
  isStarted: boolean,
): void {
  const { platform } = report.image
  const fit = fits(identity, platform)
  const severity = severityOf(path, identity, fit, isStarted)
  const name = printPlatform(platform)
  const role = isStarted ? ', which the image starts,' : ''
  const reason = fit === 'doubtful' ? `; not every ${name} machine runs that` : ''
  const machine = machineName(identity)
  const what = `${legiblePath(path)}${role} is for ${machine}, not for ${name}${reason}.`
  add(
    report,
    { severity, rule: 'machine', path, layer, what, cure: machineCure(name, fit) },
    `${machine} ${isStarted}`,
  )
}

/**
 * How bad a file of another machine is. Object files are not run, and what no processor runs is right on all of them.
 * What a folder or a library's name says to be for its machine is part of a compiler, or of a package for several.
 */
function severityOf(path: string, identity: ElfIdentity, fit: Fit, isStarted: boolean): Finding['severity'] {
  if (isStarted) return fit === 'doubtful' ? 'warning' : 'error'
  if (fit === 'device' || identity.type === RELOCATABLE) return 'notice'
  const folders = path.toLowerCase().split('/').slice(1)
  const file = folders.pop() ?? ''
  const inPrograms = folders.some((folder) => PROGRAM_FOLDER.test(folder)) && !folders.includes('firmware')
  if (fit === 'doubtful' || !inPrograms) return 'warning'
  return saysItself(folders, file, machineWords(identity)) ? 'warning' : 'error'
}

/**
 * Whether names on the way say for which machine it is. A program's own name does not count: `app-amd64` in a bin folder
 * is there to be run. Nor does that of a Python module, which is named by whoever built it.
 */
function saysItself(folders: readonly string[], file: string, words: readonly string[]): boolean {
  const isModule = /\.(?:cpython|pypy)[\w-]*\.so$/.test(file)
  const isProgram = /^s?bin$/.test(folders.at(-1) ?? '')
  const names = isModule || isProgram ? folders : [...folders, file]
  return names.some((name) =>
    words.some((word) => new RegExp(`(?:^|[^a-z0-9])${word}(?:$|[^a-z0-9])`).test(name)),
  )
}

function machineCure(name: string, fit: Fit): string {
  if (fit === 'device') return IGNORE
  return `Build it for ${name} (compile with TARGETARCH, or in a stage without --platform=$BUILDPLATFORM), or copy it from an image of ${name}. ${IGNORE}`
}

/** What keeps the image from starting, although every file is for the right machine. */
function reportStart(report: Report, tree: Tree, start: Start, isIgnored: (path: string) => boolean): void {
  const image = `the image of ${printPlatform(report.image.platform)}`
  if (start.missing !== '') {
    const what = `${image} starts ${legiblePath(start.missing)}, which is not in it.`
    const cure = 'Copy it into the image, or set ENTRYPOINT and CMD to what is there.'
    add(report, { severity: 'warning', rule: 'entrypoint', what, cure })
  }
  if (start.plain !== NOWHERE) {
    const what = `${image} starts ${legiblePath(pathOf(tree, start.plain))}, which is neither a program nor a script.`
    const cure = 'Begin a script with #! and its interpreter, as in #!/bin/sh.'
    addNode(report, tree, start.plain, { severity: 'warning', rule: 'entrypoint', what, cure })
  }
  if (start.orphan !== undefined) {
    const { node, interpreter } = start.orphan
    const what = `the script ${legiblePath(pathOf(tree, node))} needs ${legiblePath(interpreter)}, which is not in ${image}.`
    const cure = interpreter.endsWith('\r')
      ? 'The script has line ends of Windows (CR LF): save it with LF, and keep it so in git (*.sh text eol=lf in .gitattributes).'
      : `Install ${legiblePath(interpreter)}, or name an interpreter that is there behind #!.`
    addNode(report, tree, node, { severity: 'error', rule: 'interpreter', what, cure })
  }
  const programs = new Map(start.programs.map((program) => [program.node, program]))
  for (const program of programs.values()) {
    if (!isIgnored(legiblePath(program.path))) reportProgram(report, tree, program)
  }
}

function reportProgram(report: Report, tree: Tree, program: Program): void {
  const { platform, env } = report.image
  const { identity, links, node, path } = program
  const name = legiblePath(path)
  if (exceedsArm(identity, platform)) {
    const what = `${name} needs arm/v${identity.armVersion}, and the platform is ${printPlatform(platform)}.`
    // Assembler that looks for the processor's abilities by itself marks a program, too: that is what the list is for.
    const cure = `Compile it for ${printPlatform(platform)}, and take a base image that has this platform. ${IGNORE}`
    addNode(report, tree, node, { severity: 'error', rule: 'arm-version', what, cure })
  }
  // Of a program for another machine, nothing more has to be said.
  if (links === undefined || platform.os !== 'linux' || fits(identity, platform) === 'wrong') return
  const { interpreter } = links
  if (interpreter !== '' && find(tree, interpreter) === NOWHERE) {
    const what = `${name} needs the loader ${legiblePath(interpreter)}, which is not in the image of ${printPlatform(platform)}.`
    addNode(report, tree, node, {
      severity: 'error',
      rule: 'interpreter',
      what,
      cure: loaderCure(interpreter),
    })
    return
  }
  for (const library of missingLibraries(tree, program, env)) {
    const what = `${name} needs ${legiblePath(library)}, which is in no folder of the image of ${printPlatform(platform)} where its loader looks.`
    const cure = 'Install the package that has the library, or copy it from the stage that built the program.'
    addNode(report, tree, node, { severity: 'warning', rule: 'library', what, cure })
  }
}

/** The usual reason is the other C library. */
function loaderCure(interpreter: string): string {
  return interpreter.includes('ld-musl')
    ? 'It was built on Alpine: build it on what the image is made of, link it statically, or use Alpine for the image.'
    : 'It was built with glibc: build it on what the image is made of, link it statically (CGO_ENABLED=0 in Go), or use an image with glibc of this platform.'
}

function addNode(report: Report, tree: Tree, node: number, short: Short): void {
  add(report, { ...short, path: pathOf(tree, node), layer: factsOf(tree, node).layer })
}

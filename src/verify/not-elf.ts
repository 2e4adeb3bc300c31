/** Images whose programs are no ELF files: those of Windows and macOS, whose headers say the machine as well. */

import type { Platform } from '../platforms/platform.ts'
import type { Severity, Verdict } from './finding.ts'
import { addNode, type Report } from './findings.ts'
import type { Image } from './image.ts'
import { KIND } from './layer/entries.ts'
import type { Format } from './layer/formats.ts'
import { eachFormat, type FileFacts, factsOf, pathOf, type Tree } from './layer/tree.ts'
import { type Fit, fitsOneOf } from './machines.ts'
import { legiblePath } from './printable.ts'
import { startOf, surelyStarted } from './start/entrypoint.ts'
import { isOfWindows, windowsReached, windowsStart } from './start/windows.ts'
import { pathReader } from './words.ts'

/** What was looked at. */
export interface Looked {
  /** Programs of the system. */
  readonly files: number
  /** Those for another machine that verify-ignore leaves out. */
  readonly ignored: number
  /** The machine is '' where the header does not say it. */
  readonly entrypoint: { readonly path: string; readonly machine: string } | undefined
  /** Numbers of the layers that programs for a machine come from. */
  readonly used: ReadonlySet<number>
}

interface System {
  /** What its programs are. */
  readonly format: Format
  /** What an image starts for certain. */
  readonly started: (tree: Tree, image: Image) => readonly number[]
  /** What can be called by its name. */
  readonly reached: (tree: Tree, image: Image) => readonly number[]
  /** What belongs to the system itself. */
  readonly isOwn: (path: string) => boolean
}

const SYSTEMS: ReadonlyMap<string, System> = new Map([
  [
    'windows',
    { format: 'Windows program', started: windowsStart, reached: windowsReached, isOwn: isOfWindows },
  ],
  ['darwin', { format: 'macOS program', started: macStart, reached: () => [], isOwn: () => false }],
])

/** No engine runs such an image: what counts is what Linux would start, or cannot because of its format. */
function macStart(tree: Tree, image: Image): readonly number[] {
  const start = startOf(tree, image)
  const unfit = start.obstacles.flatMap((obstacle) => (obstacle.kind === 'unfit' ? [obstacle.node] : []))
  return [...unfit, ...surelyStarted(start)]
}

interface Around {
  readonly report: Report
  readonly tree: Tree
  readonly format: Format
  readonly isIgnored: (path: string) => boolean
}

/** Looks at the programs of an image; undefined where nothing is known about those of its system. */
export function lookAtPrograms(
  report: Report,
  tree: Tree,
  isIgnored: (path: string) => boolean,
): Looked | undefined {
  const { image } = report
  const system = SYSTEMS.get(image.platform.os)
  if (system === undefined) return undefined
  const { format } = system
  const around = { report, tree, format, isIgnored }
  const started = new Set(system.started(tree, image))
  const reached = new Set(system.reached(tree, image).filter((node) => !started.has(node)))
  for (const node of started) reportFile(around, node, 'started')
  for (const node of reached) reportFile(around, node, 'in PATH')
  const programs = programsIn(around).filter(({ node, path }) => started.has(node) || !system.isOwn(path))
  reportOthers(around, programs, (node) => started.has(node) || reached.has(node))
  const first = programs.find(({ node }) => started.has(node))
  return {
    files: programs.length,
    ignored: programs.filter(({ path, fit }) => fit === 'wrong' && isIgnored(path)).length,
    entrypoint: first && { path: first.path, machine: machineOf(first) },
    used: new Set(programs.filter(({ archs }) => archs.length > 0).map(({ layer }) => layer)),
  }
}

/** A program of the image's system. */
interface Program {
  readonly node: number
  /** As people write it. */
  readonly path: string
  readonly layer: number
  readonly archs: readonly string[]
  readonly fit: Fit
}

function programsIn({ tree, format, report }: Around): readonly Program[] {
  const programs: Program[] = []
  eachFormat(tree, (node) => {
    const program = programAt(tree, node, format, report.image.platform)
    if (program !== undefined) programs.push(program)
  })
  return programs
}

function programAt(tree: Tree, node: number, format: Format, platform: Platform): Program | undefined {
  const { detail, layer } = factsOf(tree, node)
  if (detail?.kind !== 'format' || detail.format !== format) return undefined
  const { archs } = detail
  // What does not say its machine may be for all of them, as managed code is.
  const fit = archs.length === 0 ? 'right' : fitsOneOf(archs, platform)
  return { node, path: legiblePath(pathOf(tree, node)), layer, archs, fit }
}

function machineOf({ archs }: Program): string {
  return archs.join(' and ')
}

/** Reports what is started, or can be called by its name, where it is for another machine, or no program of the system at all. */
function reportFile(around: Around, node: number, as: 'started' | 'in PATH'): void {
  const { report, tree, format, isIgnored } = around
  const path = legiblePath(pathOf(tree, node))
  const program = programAt(tree, node, format, report.image.platform)
  // Who calls `tool-arm64` by its name knows what it is for.
  if (as === 'in PATH' && program?.archs.includes(pathReader()(path).ownArch ?? '')) return
  const verdict =
    program === undefined ? unfit(factsOf(tree, node), as) : misfit(program, isIgnored(path) ? 'ignored' : as)
  if (verdict === undefined || (as === 'in PATH' && isIgnored(path))) return
  const severity: Severity = isIgnored(path) || program?.fit === 'doubtful' ? 'warning' : 'error'
  addNode(report, tree, node, { severity, verdict })
}

function misfit(program: Program, kind: 'started' | 'in PATH' | 'ignored'): Verdict | undefined {
  const { fit, path } = program
  if (fit === 'right' || (kind === 'ignored' && fit !== 'wrong')) return undefined
  const reason = { kind }
  return { rule: 'machine', machine: machineOf(program), fit, reason, files: 1, isMixed: false, ignore: path }
}

function unfit({ kind, detail }: FileFacts, as: 'started' | 'in PATH'): Verdict | undefined {
  const format = kind === KIND.elf ? 'Linux program' : detail?.kind === 'format' ? detail.format : undefined
  if (as === 'in PATH') return format && { rule: 'system', format, as: 'program' }
  const started = detail?.kind === 'script' ? 'Unix script' : format
  return started && { rule: 'entrypoint', problem: 'other format', format: started }
}

/**
 * Programs elsewhere, of which one finding is enough. Where one is for the platform, the others may be there for somebody else, and so
 * may those whose names say what they are for.
 */
function reportOthers(
  { report, tree, isIgnored }: Around,
  programs: readonly Program[],
  wasTold: (node: number) => boolean,
): void {
  const read = pathReader()
  const others = programs.filter(
    ({ node, path, archs }) => !wasTold(node) && !isIgnored(path) && !archs.includes(read(path).arch ?? ''),
  )
  const [first] = others
  if (first === undefined || programs.some(({ fit }) => fit === 'right')) return
  const { node, fit, path } = first
  const machine = machineOf(first)
  const isMixed = others.some((other) => machineOf(other) !== machine)
  const counts = { files: others.length, isMixed, ignore: path }
  const reason = { kind: 'elsewhere' } as const
  addNode(report, tree, node, {
    ...{ severity: 'warning', verdict: { rule: 'machine', machine, fit, reason, ...counts } },
  })
}

/** Checks images whose programs are not ELF files: those of Windows and macOS, whose headers name the machine too. */

import type { Platform } from '../platforms/platform.ts'
import type { Severity, Verdict } from './finding.ts'
import { addFileFinding, type Report } from './findings.ts'
import type { Image } from './image.ts'
import { KIND } from './layer/entries.ts'
import type { Format } from './layer/formats.ts'
import { eachFormat, type FileFacts, factsOf, pathOf, type Tree } from './layer/tree.ts'
import { bestFit, type Fit } from './machines.ts'
import { pathReader } from './name-words.ts'
import { printablePath } from './printable.ts'
import { startOf, surelyStarted } from './start/entrypoint.ts'
import { isOfWindows, windowsReached, windowsStart } from './start/windows.ts'

/** The result of the check. */
export interface ProgramCheck {
  /** How many programs of the system there are. */
  readonly files: number
  /** How many programs for another machine verify-ignore excludes. */
  readonly ignored: number
  /** The machine is '' if the header does not name it. */
  readonly entrypoint: { readonly path: string; readonly machine: string } | undefined
  /** Indexes of the layers that programs for a machine come from. */
  readonly usedLayers: ReadonlySet<number>
}

interface System {
  /** The format of its programs. */
  readonly format: Format
  /** The programs that an image surely starts. */
  readonly findStarted: (tree: Tree, image: Image) => readonly number[]
  /** The programs that can be called by name. */
  readonly findReached: (tree: Tree, image: Image) => readonly number[]
  /** Whether a path belongs to the system itself. */
  readonly isSystemFile: (path: string) => boolean
}

const SYSTEMS: ReadonlyMap<string, System> = new Map([
  [
    'windows',
    {
      format: 'Windows program',
      findStarted: windowsStart,
      findReached: windowsReached,
      isSystemFile: isOfWindows,
    },
  ],
  [
    'darwin',
    { format: 'macOS program', findStarted: macStart, findReached: () => [], isSystemFile: () => false },
  ],
])

/** No engine runs such an image: it is checked for what Linux would start, or cannot start because of its format. */
function macStart(tree: Tree, image: Image): readonly number[] {
  const start = startOf(tree, image)
  const unfitNodes = start.obstacles.flatMap((obstacle) => (obstacle.kind === 'unfit' ? [obstacle.node] : []))
  return [...unfitNodes, ...surelyStarted(start)]
}

interface CheckContext {
  readonly report: Report
  readonly tree: Tree
  readonly format: Format
  readonly isIgnored: (path: string) => boolean
}

/** Checks the programs of an image; undefined if the programs of its system are not supported. */
export function checkPrograms(
  report: Report,
  tree: Tree,
  isIgnored: (path: string) => boolean,
): ProgramCheck | undefined {
  const { image } = report
  const system = SYSTEMS.get(image.platform.os)
  if (system === undefined) return undefined
  const { format } = system
  const context = { report, tree, format, isIgnored }
  const started = new Set(system.findStarted(tree, image))
  const reached = new Set(system.findReached(tree, image).filter((node) => !started.has(node)))
  for (const node of started) reportFile(context, node, 'started')
  for (const node of reached) reportFile(context, node, 'in PATH')
  const programs = programsIn(context).filter(
    ({ node, path }) => started.has(node) || !system.isSystemFile(path),
  )
  reportOtherPrograms(context, programs, (node) => started.has(node) || reached.has(node))
  const first = programs.find(({ node }) => started.has(node))
  return {
    files: programs.length,
    ignored: programs.filter(({ path, fit }) => fit === 'wrong' && isIgnored(path)).length,
    entrypoint: first && { path: first.path, machine: machineOf(first) },
    usedLayers: new Set(programs.filter(({ archs }) => archs.length > 0).map(({ layer }) => layer)),
  }
}

/** A program of the image's system. */
interface Program {
  readonly node: number
  /** Printable. */
  readonly path: string
  readonly layer: number
  readonly archs: readonly string[]
  readonly fit: Fit
}

function programsIn({ tree, format, report }: CheckContext): readonly Program[] {
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
  // A program that does not name its machine may be for all machines, like managed code.
  const fit = archs.length === 0 ? 'right' : bestFit(archs, platform)
  return { node, path: printablePath(pathOf(tree, node)), layer, archs, fit }
}

function machineOf({ archs }: Program): string {
  return archs.join(' and ')
}

/** Reports a file that is started or can be called by name, if it is for another machine or is not a program of the system. */
function reportFile(context: CheckContext, node: number, as: 'started' | 'in PATH'): void {
  const { report, tree, format, isIgnored } = context
  const path = printablePath(pathOf(tree, node))
  const program = programAt(tree, node, format, report.image.platform)
  // Whoever calls `tool-arm64` by name knows which machine it is for.
  if (as === 'in PATH' && program?.archs.includes(pathReader()(path).ownArch ?? '')) return
  const verdict =
    program === undefined
      ? formatVerdict(factsOf(tree, node), as)
      : machineVerdict(program, isIgnored(path) ? 'ignored' : as)
  if (verdict === undefined || (as === 'in PATH' && isIgnored(path))) return
  const severity: Severity = isIgnored(path) || program?.fit === 'doubtful' ? 'warning' : 'error'
  addFileFinding(report, tree, node, { severity, verdict })
}

function machineVerdict(program: Program, kind: 'started' | 'in PATH' | 'ignored'): Verdict | undefined {
  const { fit, path } = program
  if (fit === 'right' || (kind === 'ignored' && fit !== 'wrong')) return undefined
  const reason = { kind }
  return { rule: 'machine', machine: machineOf(program), fit, reason, files: 1, isMixed: false, ignore: path }
}

function formatVerdict({ kind, detail }: FileFacts, as: 'started' | 'in PATH'): Verdict | undefined {
  const format = kind === KIND.elf ? 'Linux program' : detail?.kind === 'format' ? detail.format : undefined
  if (as === 'in PATH') return format && { rule: 'system', format, as: 'program' }
  const started = detail?.kind === 'script' ? 'Unix script' : format
  return started && { rule: 'entrypoint', problem: 'other format', format: started }
}

/**
 * Reports programs elsewhere, in one finding. If one of them is for the platform, the others may be meant for other
 * machines, and so may those whose names say which machine they are for.
 */
function reportOtherPrograms(
  { report, tree, isIgnored }: CheckContext,
  programs: readonly Program[],
  isReported: (node: number) => boolean,
): void {
  const read = pathReader()
  const others = programs.filter(
    ({ node, path, archs }) =>
      !isReported(node) && !isIgnored(path) && !archs.includes(read(path).arch ?? ''),
  )
  const [first] = others
  if (first === undefined || programs.some(({ fit }) => fit === 'right')) return
  const { node, fit, path } = first
  const machine = machineOf(first)
  const isMixed = others.some((other) => machineOf(other) !== machine)
  const counts = { files: others.length, isMixed, ignore: path }
  const reason = { kind: 'elsewhere' } as const
  addFileFinding(report, tree, node, {
    ...{ severity: 'warning', verdict: { rule: 'machine', machine, fit, reason, ...counts } },
  })
}

import type { Instruction, ModifiableInstruction } from 'dockerfile-ast'
import { parseJson } from '../json.ts'
import { present } from '../present.ts'
import { nameAndValue } from './attributes.ts'

/** A Dockerfile, as far as it decides where RUN steps happen and which files of its contexts are used. */
export interface Dockerfile {
  /** The ARGs before its first stage, in order. */
  readonly args: readonly GlobalArg[]
  readonly stages: readonly Stage[]
}

interface GlobalArg {
  readonly name: string
  /** Its default, verbatim with quotes; undefined if it has none. */
  readonly value: string | undefined
}

/** Texts are verbatim, with variables in them. */
export interface Stage {
  /** In lower case, as BuildKit compares names; '' if it has none. */
  readonly name: string
  readonly base: string
  /** '' if it has none. */
  readonly platform: string
  readonly runs: boolean
  /** Stages and images that COPY --from or a mount of RUN uses. */
  readonly sources: readonly string[]
  /** Those of them that are certain, because a flag names them. */
  readonly needs: readonly string[]
  /** Flags of RUN that need an entitlement. */
  readonly privileges: readonly Privilege[]
  readonly takes: readonly TakenPath[]
}

/** Files that a stage uses from a context, another stage or an image. Uncertain ones are left out. */
export interface TakenPath {
  /** The value of --from, in lower case; '' for the main context. */
  readonly from: string
  /** A path or a pattern, verbatim. */
  readonly path: string
  /** Whether it is only mounted into a RUN step, not copied. */
  readonly isMounted: boolean
}

/** An entitlement that a step needs (BuildKit, ValidateEntitlements in solver/llbsolver/vertex.go). */
export interface Privilege {
  readonly entitlement: string
  /** Verbatim. */
  readonly flag: string
  /** Line of the instruction, from 1. */
  readonly line: number
}

const ENTITLEMENTS: Readonly<Record<string, string>> = {
  '--security=insecure': 'security.insecure',
  '--network=host': 'network.host',
}

/** Whether a Dockerfile may contain such a flag; needs no parser. */
export function mayAskForPrivileges(source: string): boolean {
  return Object.keys(ENTITLEMENTS).some((flag) => source.includes(flag))
}

/** BuildKit's own frontend in any version: other frontends may interpret the text differently. */
const FRONTEND =
  /^(?:(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?)(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/

/** Instructions that do not affect where RUN steps happen. ONBUILD does, so it is not listed. */
const OTHER_INSTRUCTIONS =
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER SHELL STOPSIGNAL USER VOLUME WORKDIR'
const KNOWN_INSTRUCTIONS: readonly string[] = ['FROM', 'RUN', ...OTHER_INSTRUCTIONS.split(' ')]

/** A line that begins with one of these words must be such an instruction, or else the file is not understood. */
const COUNTED_INSTRUCTIONS: readonly string[] = ['FROM', 'RUN', 'COPY']
const COUNTED_LINE = new RegExp(`^\\s*(?:${COUNTED_INSTRUCTIONS.join('|')})(?:\\s|$)`, 'i')

/** Whether an image is BuildKit's own frontend. */
export function isDockerfileFrontend(image: string): boolean {
  return FRONTEND.test(image)
}

/**
 * Reads a Dockerfile. The parser is a separate file of the bundle and is loaded only here: most jobs do not need it.
 * @returns undefined if the file cannot be understood with certainty: it has another frontend, an ONBUILD or unknown
 * instructions, or the parser disagrees with a simple search for line beginnings (because of heredocs, for example)
 */
export async function readDockerfile(source: string): Promise<Dockerfile | undefined> {
  const text = source.replace(/^\uFEFF/, '')
  const lines = text.split('\n')
  if (!frontendsIn(lines).every(isDockerfileFrontend)) return undefined
  const { DockerfileParser } = await import('dockerfile-ast')
  const parsed = DockerfileParser.parse(text)
  const instructions = parsed.getInstructions()
  if (!instructions.every((each) => KNOWN_INSTRUCTIONS.includes(each.getKeyword()))) return undefined
  if (!parserAgrees(lines, instructions)) return undefined
  const stages = stagesOf(parsed.getFROMs(), instructions, lines)
  return stages && { args: globalArgs(parsed.getInitialARGs()), stages }
}

/** The ARGs before the first stage that a FROM uses, directly or in the default of another ARG. */
export function argsInFrom({ args, stages }: Dockerfile): ReadonlySet<string> {
  const used = new Set(stages.flatMap(({ base, platform }) => variablesIn(`${base} ${platform}`)))
  // Iterating a set includes members added meanwhile.
  for (const name of used)
    for (const arg of args)
      if (arg.name === name) for (const each of variablesIn(arg.value ?? '')) used.add(each)
  return new Set(args.flatMap(({ name }) => (used.has(name) ? [name] : [])))
}

function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{?([a-z_]\w*)/gi)].map(([, name = '']) => name)
}

/**
 * Whether FROM may use one of these arguments. Needs no parser: it may return true although `readDockerfile` would find
 * none, but not false although it would find one.
 */
export function mayChooseBase(source: string, names: ReadonlySet<string>): boolean {
  const from = /^[ \t]*FROM[ \t](?:.|\\\r?\n)*\$/im.exec(source)
  const words =
    from === null ? [] : (source.slice(0, source.search(/^[ \t]*FROM[ \t]/im)).match(/\w+/g) ?? [])
  return words.some((word) => names.has(word))
}

/** The frontends in the comments at the top, whether or not BuildKit would treat those as directives. */
export function frontendsIn(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => !/^\s*(?:#|$)/.test(line))
  const comments = end === -1 ? lines : lines.slice(0, end)
  return comments.flatMap((line) => /^\s*#\s*syntax\s*=\s*(\S*)/i.exec(line)?.[1] ?? [])
}

function parserAgrees(lines: readonly string[], instructions: readonly Instruction[]): boolean {
  const seen = lines.flatMap((line, index) => (COUNTED_LINE.test(line) ? [index] : []))
  const counted = instructions.filter((each) => COUNTED_INSTRUCTIONS.includes(each.getKeyword()))
  const found = counted.map((each) => each.getRange().start.line)
  return seen.length === found.length && seen.every((line, index) => line === found[index])
}

type ParsedDockerfile = ReturnType<typeof import('dockerfile-ast')['DockerfileParser']['parse']>

function globalArgs(args: ReturnType<ParsedDockerfile['getInitialARGs']>): readonly GlobalArg[] {
  return args.flatMap((arg) =>
    arg
      .getProperties()
      .map((property) => ({ name: property.getName(), value: property.getUnescapedValue() ?? undefined })),
  )
}

/** undefined if a FROM is not in the form that BuildKit accepts. */
function stagesOf(
  froms: ReturnType<ParsedDockerfile['getFROMs']>,
  instructions: readonly Instruction[],
  lines: readonly string[],
): readonly Stage[] | undefined {
  const starts = froms.map((from) => from.getRange().start.line)
  const stages = froms.map((from, index) => {
    const [base, as, name, ...more] = from.getArguments().map((argument) => argument.getValue())
    const [flag, ...flags] = from.getFlags()
    const isNamed = as?.toUpperCase() === 'AS' && name !== undefined && more.length === 0
    if (base === undefined || !(as === undefined || isNamed) || flags.length > 0) return undefined
    if (flag !== undefined && flag.getName() !== 'platform') return undefined
    const isInside = (line: number): boolean =>
      line > (starts[index] ?? 0) && line < (starts[index + 1] ?? lines.length)
    const inside = instructions.filter((each) => isInside(each.getRange().start.line))
    return {
      name: (name ?? '').toLowerCase(),
      base,
      platform: flag?.getValue() ?? '',
      runs: inside.some((each) => each.getKeyword() === 'RUN'),
      sources: inside.flatMap((each) => sourcesOf(each, lines)),
      needs: inside.flatMap(needsOf),
      privileges: inside.flatMap(privilegesOf),
      takes: inside.flatMap(takenBy),
    }
  })
  const complete = present(stages)
  return complete.length === stages.length && complete.length > 0 ? complete : undefined
}

/** Includes anything that looks like a source: rather one too many than one too few. */
function sourcesOf(instruction: Instruction, lines: readonly string[]): readonly string[] {
  const { start, end } = instruction.getRange()
  const text = lines.slice(start.line, end.line + 1).join('\n')
  if (instruction.getKeyword() === 'COPY')
    return [...text.matchAll(/--from=(\S*)/g)].map(([, from = '']) => from)
  if (instruction.getKeyword() !== 'RUN') return []
  return [...text.matchAll(/\bfrom=([^\s,]*)/gi)].map(([, from = '']) => from)
}

function needsOf(instruction: Instruction): readonly string[] {
  return flagsOf(instruction).flatMap(({ name, value }) => {
    if (instruction.getKeyword() === 'COPY' && name === 'from') return [value]
    const mounted = /(?:^|,)from=([^,"]+)(?:,|$)/.exec(value)?.[1]
    return instruction.getKeyword() === 'RUN' && name === 'mount' && mounted !== undefined ? [mounted] : []
  })
}

function privilegesOf(instruction: Instruction): readonly Privilege[] {
  if (instruction.getKeyword() !== 'RUN') return []
  const line = instruction.getRange().start.line + 1
  return flagsOf(instruction).flatMap(({ name, value }) => {
    const flag = `--${name}=${value}`
    const entitlement = ENTITLEMENTS[flag]
    return entitlement === undefined ? [] : [{ entitlement, flag, line }]
  })
}

function takenBy(instruction: Instruction): readonly TakenPath[] {
  const flags = flagsOf(instruction)
  if (instruction.getKeyword() === 'RUN')
    return flags.flatMap(({ name, value }) => (name === 'mount' ? mountedPaths(value) : []))
  if (!['ADD', 'COPY'].includes(instruction.getKeyword())) return []
  // Only the builder knows which files it excludes.
  if (flags.some(({ name }) => name === 'exclude')) return []
  const from = flags.find(({ name }) => name === 'from')?.value.toLowerCase() ?? ''
  return sourcePaths(instruction).map((path) => ({ from, path, isMounted: false }))
}

/** `type=bind,from=src,source=go.mod,target=go.mod`; mounts of other types do not use a context. */
function mountedPaths(value: string): readonly TakenPath[] {
  const attributes = new Map(
    value.split(',').map((text) => {
      const { name, value: of = '' } = nameAndValue(text)
      return [name.toLowerCase(), of]
    }),
  )
  const path = attributes.get('source') ?? attributes.get('src') ?? '.'
  if ((attributes.get('type') ?? 'bind') !== 'bind' || !isLiteral(path)) return []
  return [{ from: (attributes.get('from') ?? '').toLowerCase(), path, isMounted: true }]
}

/** All words but the last one, which is the destination. URLs and heredocs do not belong to a context. */
function sourcePaths(instruction: Instruction): readonly string[] {
  const content = instruction.getArgumentsContent() ?? ''
  const listed = content.startsWith('[') ? parseJson(content) : undefined
  const words = Array.isArray(listed)
    ? listed.map(String)
    : instruction.getArguments().map((argument) => argument.getValue())
  if (words.some((word) => word.startsWith('<<'))) return []
  return words.slice(0, -1).filter((word) => isLiteral(word) && !URL_SOURCE.test(word))
}

/** URLs that ADD fetches. */
const URL_SOURCE = /^(?:[a-z]+:\/\/|git@)/i

/** Whether a path is literal: variables differ between builds, and quoted words are not read as paths. */
function isLiteral(path: string): boolean {
  return !/[$"']/.test(path)
}

function flagsOf(instruction: Instruction): readonly { readonly name: string; readonly value: string }[] {
  const flags = takesFlags(instruction) ? instruction.getFlags() : []
  return flags.map((flag) => ({ name: flag.getName(), value: flag.getValue() ?? '' }))
}

function takesFlags(instruction: Instruction): instruction is ModifiableInstruction {
  return 'getFlags' in instruction
}

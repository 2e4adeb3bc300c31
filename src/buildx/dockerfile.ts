import type { Instruction, ModifiableInstruction } from 'dockerfile-ast'
import { parseJson } from '../json.ts'
import { present } from '../present.ts'
import { nameAndValue } from './attributes.ts'

/** What a Dockerfile says about where its RUN steps happen, and about what of its contexts it takes in. */
export interface Dockerfile {
  /** The ARGs in front of its first stage, in order. */
  readonly args: readonly GlobalArg[]
  readonly stages: readonly Stage[]
}

interface GlobalArg {
  readonly name: string
  /** Its default as it is written, quotes included; undefined where it has none. */
  readonly value: string | undefined
}

/** Texts are as they are written, with variables in them. */
export interface Stage {
  /** In lower case, which is how BuildKit compares names; '' where it has none. */
  readonly name: string
  readonly base: string
  /** '' where it says none. */
  readonly platform: string
  readonly runs: boolean
  /** Stages and images that something is taken from: by COPY --from, or by a mount of RUN. */
  readonly sources: readonly string[]
  /** Those of them that flags name, beyond doubt. */
  readonly needs: readonly string[]
  /** Flags of RUN that a build must be allowed. */
  readonly privileges: readonly Privilege[]
  readonly takes: readonly Taken[]
}

/** What a stage takes from a context, another stage or an image. What cannot be told for sure is not among it. */
export interface Taken {
  /** As --from has it, in lower case; '' for the context of the build. */
  readonly from: string
  /** As it is written: a path, or a pattern. */
  readonly path: string
  /** Whether a RUN only sees it: nothing of it is copied. */
  readonly isMounted: boolean
}

/** What a step may do only where the build is allowed it (BuildKit, ValidateEntitlements in solver/llbsolver/vertex.go). */
export interface Privilege {
  readonly entitlement: string
  /** As it is written. */
  readonly flag: string
  /** Line of its instruction, from 1. */
  readonly line: number
}

const ENTITLEMENTS: Readonly<Record<string, string>> = {
  '--security=insecure': 'security.insecure',
  '--network=host': 'network.host',
}

/** Whether a Dockerfile may hold such a flag: a look that needs no parser. */
export function mayAskForPrivileges(source: string): boolean {
  return Object.keys(ENTITLEMENTS).some((flag) => source.includes(flag))
}

/** BuildKit's own frontend, whatever its version: other ones may read the same words in another way. */
const FRONTEND =
  /^(?:(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?)(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/

/** What has nothing to do with where RUN steps happen. ONBUILD does, and is not among it. */
const OTHERS =
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER SHELL STOPSIGNAL USER VOLUME WORKDIR'
const KNOWN: readonly string[] = ['FROM', 'RUN', ...OTHERS.split(' ')]

/** A line that begins with one of these words is such an instruction, or else the file is not understood. */
const COUNTED: readonly string[] = ['FROM', 'RUN', 'COPY']
const COUNTED_LINE = new RegExp(`^\\s*(?:${COUNTED.join('|')})(?:\\s|$)`, 'i')

/** Whether a frontend reads Dockerfiles as BuildKit's own does. */
export function isDockerfileFrontend(image: string): boolean {
  return FRONTEND.test(image)
}

/**
 * Reads a Dockerfile. The parser is a file of its own in the bundle, which is loaded only here: most jobs have no
 * question that it answers.
 * @returns undefined where it cannot be told for sure what the file says: another frontend, an ONBUILD, words that are
 * not known, and wherever the parser and a simple look at the beginnings of lines disagree (texts in heredocs, say)
 */
export async function readDockerfile(source: string): Promise<Dockerfile | undefined> {
  const text = source.replace(/^\uFEFF/, '')
  const lines = text.split('\n')
  if (!frontendsIn(lines).every(isDockerfileFrontend)) return undefined
  const { DockerfileParser } = await import('dockerfile-ast')
  const parsed = DockerfileParser.parse(text)
  const instructions = parsed.getInstructions()
  if (!instructions.every((each) => KNOWN.includes(each.getKeyword()))) return undefined
  if (!agree(lines, instructions)) return undefined
  const stages = stagesOf(parsed.getFROMs(), instructions, lines)
  return stages && { args: globalArgs(parsed.getInitialARGs()), stages }
}

/** The ARGs in front of the stages that say what one of them is made from, also by the default of another ARG. */
export function argsInFrom({ args, stages }: Dockerfile): ReadonlySet<string> {
  const used = new Set(stages.flatMap(({ base, platform }) => variablesIn(`${base} ${platform}`)))
  // A set goes on to what is added on the way.
  for (const name of used)
    for (const arg of args)
      if (arg.name === name) for (const each of variablesIn(arg.value ?? '')) used.add(each)
  return new Set(args.flatMap(({ name }) => (used.has(name) ? [name] : [])))
}

function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{?([a-z_]\w*)/gi)].map(([, name = '']) => name)
}

/**
 * Whether FROM may use one of these arguments, by a look that needs no parser: it says no where `readDockerfile` would find
 * none, and sometimes yes.
 */
export function mayChooseBase(source: string, names: ReadonlySet<string>): boolean {
  const from = /^[ \t]*FROM[ \t](?:.|\\\r?\n)*\$/im.exec(source)
  const words =
    from === null ? [] : (source.slice(0, source.search(/^[ \t]*FROM[ \t]/im)).match(/\w+/g) ?? [])
  return words.some((word) => names.has(word))
}

/** What the comments at the top name, whether BuildKit would still take them for directives there or not. */
export function frontendsIn(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => !/^\s*(?:#|$)/.test(line))
  const comments = end === -1 ? lines : lines.slice(0, end)
  return comments.flatMap((line) => /^\s*#\s*syntax\s*=\s*(\S*)/i.exec(line)?.[1] ?? [])
}

function agree(lines: readonly string[], instructions: readonly Instruction[]): boolean {
  const seen = lines.flatMap((line, index) => (COUNTED_LINE.test(line) ? [index] : []))
  const counted = instructions.filter((each) => COUNTED.includes(each.getKeyword()))
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

/** undefined where one does not say what it is in the form that BuildKit takes. */
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
  const whole = present(stages)
  return whole.length === stages.length && whole.length > 0 ? whole : undefined
}

/** Also what only looks like one: a stage too many is asked about, and none too few. */
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

function takenBy(instruction: Instruction): readonly Taken[] {
  const flags = flagsOf(instruction)
  if (instruction.getKeyword() === 'RUN')
    return flags.flatMap(({ name, value }) => (name === 'mount' ? mounted(value) : []))
  if (!['ADD', 'COPY'].includes(instruction.getKeyword())) return []
  // Which files it leaves out is the builder's to tell.
  if (flags.some(({ name }) => name === 'exclude')) return []
  const from = flags.find(({ name }) => name === 'from')?.value.toLowerCase() ?? ''
  return sourcePaths(instruction).map((path) => ({ from, path, isMounted: false }))
}

/** `type=bind,from=src,source=go.mod,target=go.mod`; a mount of another type takes nothing from a context. */
function mounted(value: string): readonly Taken[] {
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

/** Everything but the last word, which is where it goes; what is at an address or in the text itself is of no context. */
function sourcePaths(instruction: Instruction): readonly string[] {
  const content = instruction.getArgumentsContent() ?? ''
  const listed = content.startsWith('[') ? parseJson(content) : undefined
  const words = Array.isArray(listed)
    ? listed.map(String)
    : instruction.getArguments().map((argument) => argument.getValue())
  if (words.some((word) => word.startsWith('<<'))) return []
  return words.slice(0, -1).filter((word) => isLiteral(word) && !ADDRESS.test(word))
}

/** What ADD fetches. */
const ADDRESS = /^(?:[a-z]+:\/\/|git@)/i

/** Whether it says what it is: a variable is something else in each build, and words in quotes are no paths. */
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

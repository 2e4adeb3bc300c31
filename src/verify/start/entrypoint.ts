import type { Image } from '../image.ts'
import { KIND } from '../layer/entries.ts'
import type { Format } from '../layer/formats.ts'
import type { Links, Script } from '../layer/inspect.ts'
import { type FileFacts, factsOf, find, NOWHERE, pathOf, ROOT, type Tree } from '../layer/tree.ts'
import type { ElfIdentity } from '../machines.ts'
import { rawPath } from '../printable.ts'
import { servicesOf } from './services.ts'
import { type Command, commandsOf, knowingItsFolder } from './shell.ts'
import { wrappedBy } from './wrappers.ts'

/** A program that runs when the image is started. */
export interface Program {
  readonly node: number
  readonly path: string
  readonly identity: ElfIdentity
  readonly links: Links | undefined
  /** The working directory that it is started in. */
  readonly folder: number
  /** Whether it surely runs; otherwise something may start it. */
  readonly isSure: boolean
}

/** Why an existing file cannot be started. */
export type Unfit = 'no execute bit' | 'empty' | 'no program' | 'truncated' | Format

/** Something that keeps the image from starting. */
export type Obstacle =
  /** A command name without a file. */
  | { readonly kind: 'missing'; readonly word: string }
  /** A script whose interpreter is missing. */
  | { readonly kind: 'orphan'; readonly node: number; readonly interpreter: string; readonly isSure: boolean }
  | { readonly kind: 'unfit'; readonly node: number; readonly why: Unfit }

/** What the image starts, as far as that is known without running it. */
export interface Start {
  /** The started program or script; undefined if neither is found. */
  readonly file: { readonly path: string; readonly program: Program } | undefined
  /** One for each node; a sure one is preferred. */
  readonly programs: readonly Program[]
  /** Arguments of programs that surely run. */
  readonly words: readonly string[]
  /** Shell scripts that run, and scripts passed to interpreters of other languages. */
  readonly scripts: readonly string[]
  readonly obstacles: readonly Obstacle[]
  /** Whether a script or an argument may set the loader's search path. */
  readonly setsLibraryPath: boolean
}

/**
 * How something is started:
 * - `direct`: by the engine, which starts only what Linux can start
 * - `sure`: by a shell or a wrapper, which may run a text without `#!` as a script
 * - `guess`: possibly not at all
 */
type Certainty = 'direct' | 'sure' | 'guess'

/** The state while commands are followed. */
interface ResolverState {
  readonly tree: Tree
  readonly paths: readonly string[]
  /** The image's variables, as NAME=value. */
  readonly env: readonly string[]
  readonly folder: number
  readonly programs: Program[]
  readonly words: string[]
  readonly scripts: string[]
  readonly obstacles: Obstacle[]
  /** Keys of scripts and services that were followed. */
  readonly seen: Set<string>
  /** The texts of followed scripts, and the command. */
  readonly texts: string[]
}

/** The PATH that engines use if the image sets none. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const SHELLS = ['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'mksh']
/** Nesting of scripts and wrappers; Linux allows four interpreters. */
const DEEPEST = 6

/** Follows entrypoint, command and health check through PATH, symlinks, interpreters, wrappers, shells and their scripts. */
export function startOf(tree: Tree, { argv, healthcheck, env, workingDir }: Image): Start {
  const folder = find(tree, rawPath(workingDir))
  const place: ResolverState = {
    tree,
    paths: searchPath(env),
    env: env.map(rawPath),
    folder: folder === NOWHERE ? ROOT : folder,
    ...{ programs: [], words: [], scripts: [], obstacles: [], seen: new Set(), texts: [argv.join(' ')] },
  }
  const file = follow(place, argv.map(rawPath), 'direct', 0)
  follow(place, healthcheck.map(rawPath), 'sure', 0)
  const surely = new Map(place.programs.map((program) => [program.node, program]))
  for (const program of place.programs) if (program.isSure) surely.set(program.node, program)
  // Scripts that start each other meet the same obstacle again.
  const obstacles = new Map(place.obstacles.map((obstacle) => [JSON.stringify(obstacle), obstacle]))
  const setsLibraryPath = place.texts.some((text) => SETS_LIBRARY_PATH.test(text))
  const { words, scripts } = place
  return {
    file,
    programs: [...surely.values()],
    ...{ words, scripts, setsLibraryPath },
    obstacles: [...obstacles.values()],
  }
}

/** The variable itself, or a sourced file, which may set it. */
const SETS_LIBRARY_PATH = /LD_LIBRARY_PATH|\bldconfig\b|\bsource\s|(?:^|[\s;&(])\.\s/m

/** The programs that the image surely starts; guesses are judged like any other file. */
export function surelyStarted({ programs }: Start): ReadonlySet<number> {
  return new Set(programs.filter(({ isSure }) => isSure).map(({ node }) => node))
}

/** The folders in PATH. */
export function searchPath(env: readonly string[]): readonly string[] {
  return (variable(env, 'PATH') ?? PATH).split(':').map(rawPath)
}

/** The value of a variable in a list of `NAME=value`. */
export function variable(env: readonly string[], name: string): string | undefined {
  return env.findLast((line) => line.startsWith(`${name}=`))?.slice(name.length + 1)
}

function follow(
  place: ResolverState,
  argv: readonly string[],
  certainty: Certainty,
  depth: number,
): Start['file'] {
  const [word = ''] = argv
  if (word === '' || depth > DEEPEST) return undefined
  const { tree, obstacles } = place
  const node = lookUp(place, word)
  if (node === NOWHERE) {
    if (certainty === 'direct') obstacles.push({ kind: 'missing', word })
    return undefined
  }
  const facts = factsOf(tree, node)
  const why = certainty === 'guess' ? undefined : unfitness(facts, certainty)
  if (why !== undefined) obstacles.push({ kind: 'unfit', node, why })
  const { kind, identity, detail } = facts
  const path = pathOf(tree, node)
  followServices(place, path, argv, certainty, depth)
  if (kind === KIND.elf && identity !== undefined) {
    const program = addProgram(place, node, identity, argv, certainty)
    return followArguments(place, argv, certainty, depth) ?? { path, program }
  }
  return detail?.kind === 'script' ? followScript(place, node, detail, argv, certainty, depth) : undefined
}

function addProgram(
  { tree, folder, programs, words, scripts }: ResolverState,
  node: number,
  identity: ElfIdentity,
  argv: readonly string[],
  certainty: Certainty,
): Program {
  const { detail } = factsOf(tree, node)
  const path = pathOf(tree, node)
  const links = detail?.kind === 'links' ? detail : undefined
  const isSure = certainty !== 'guess'
  const program = { node, path, identity, links, folder, isSure }
  programs.push(program)
  if (isSure) words.push(...argv.slice(1))
  if (isSure && INTERPRETER.test(baseName(path))) scripts.push(...givenScript(tree, folder, argv))
  return program
}

/**
 * Why a file cannot be started. A shell and execvp run an unknown format as a script, so that only files that surely are
 * not scripts count.
 */
function unfitness(facts: FileFacts, certainty: Exclude<Certainty, 'guess'>): Unfit | undefined {
  const { kind, isExecutable, isEmpty, isCut, detail } = facts
  if (isCut) return 'truncated'
  if (kind !== KIND.elf && kind !== KIND.script) {
    if (detail?.kind === 'format') return detail.format
    if (certainty === 'direct') return isEmpty ? 'empty' : isExecutable ? 'no program' : 'no execute bit'
  }
  return isExecutable ? undefined : 'no execute bit'
}

/** Programs that run an application that is not a program itself. */
const INTERPRETER =
  /^(?:python|pypy|node|nodejs|bun|deno|ruby|perl|php|java|dotnet|lua|luajit|Rscript)[\d.]*$/

/** The first argument that names a file. */
function givenScript(tree: Tree, folder: number, argv: readonly string[]): readonly string[] {
  const nodes = argv.slice(1).map((word) => (word.startsWith('-') ? NOWHERE : find(tree, word, folder)))
  const script = nodes.find((node) => node !== NOWHERE && !NO_FILES.includes(factsOf(tree, node).kind))
  return script === undefined ? [] : [pathOf(tree, script)]
}

function followScript(
  place: ResolverState,
  node: number,
  script: Script,
  argv: readonly string[],
  certainty: Certainty,
  depth: number,
): Start['file'] {
  const [interpreter = '', ...rest] = script.line.split(/[ \t]+/)
  const path = pathOf(place.tree, node)
  // Without -S, env takes one name: Linux passes the rest of the line as one argument, and env would search for that with its blanks.
  const words = rest.filter((word) => word !== '-S')
  const then = certainty === 'guess' ? 'guess' : 'sure'
  if (then === 'sure') place.scripts.push(path)
  const absent = absentName(place, [interpreter, ...words], depth)
  if (absent !== undefined)
    place.obstacles.push({ kind: 'orphan', node, interpreter: absent, isSure: then === 'sure' })
  const started = absent === undefined ? follow(place, [interpreter, ...words], then, depth + 1) : undefined
  followBody(place, node, script, argv.slice(1), then, depth)
  return started === undefined ? undefined : { path, program: started.program }
}

/** Follows a script's commands; if its text is not known, it probably ends by starting its arguments. */
function followBody(
  place: ResolverState,
  node: number,
  { line, text }: Script,
  given: readonly string[],
  certainty: Certainty,
  depth: number,
): void {
  const key = `${node} ${certainty}`
  if (place.seen.has(key)) return
  place.seen.add(key)
  place.texts.push(text)
  const names = line.split(/[ \t]+/).map(baseName)
  if (text !== '' && names.some((name) => SHELLS.includes(name))) {
    const path = pathOf(place.tree, node)
    const own = knowingItsFolder(text, path.slice(0, path.lastIndexOf('/')) || '/')
    followCommands(place, own, given, certainty, depth)
    return
  }
  const first = given.findIndex((word) => !word.startsWith('-'))
  if (first !== -1) follow(place, given.slice(first), 'guess', depth + 1)
}

/** The missing program in a script's first line; undefined if none is known to be missing. */
function absentName(place: ResolverState, [interpreter = '', ...words]: readonly string[], depth: number) {
  const last = words.at(-1) ?? interpreter
  if (last.endsWith('\r')) return last
  if (find(place.tree, interpreter, place.folder) === NOWHERE) return interpreter
  // At deeper levels, a script may have set another PATH.
  if (depth > 0 || !interpreter.endsWith('/env')) return undefined
  const name = words.find((word) => !word.startsWith('-') && !word.includes('='))
  return name !== undefined && lookUp(place, name) === NOWHERE ? name : undefined
}

/** Follows the commands in a program's own configuration files. */
function followServices(
  place: ResolverState,
  path: string,
  argv: readonly string[],
  certainty: Certainty,
  depth: number,
): void {
  const { tree, env, seen } = place
  const key = JSON.stringify([certainty, ...argv])
  const services = servicesOf({ tree, argv, path, variable: (name) => variable(env, name) })
  if (services.length === 0 || seen.has(key)) return
  seen.add(key)
  for (const { words, isSure, folder: named, isScript } of services) {
    const folder = named === undefined ? place.folder : find(tree, named, place.folder)
    const then = isSure && certainty !== 'guess' ? 'sure' : 'guess'
    if (isScript) followRead(place, ['.', ...words], then, depth)
    else if (folder !== NOWHERE) follow({ ...place, folder }, words, then, depth + 1)
  }
}

/** Follows what a shell or a wrapper starts. */
function followArguments(
  place: ResolverState,
  argv: readonly string[],
  certainty: Certainty,
  depth: number,
): Start['file'] {
  const then = certainty === 'guess' ? 'guess' : 'sure'
  if (SHELLS.includes(baseName(argv[0] ?? ''))) return followShell(place, argv, then, depth)
  const wrapped = wrappedBy(argv)
  if (wrapped === undefined) return undefined
  const folder = wrapped.folder === undefined ? place.folder : find(place.tree, wrapped.folder, place.folder)
  if (folder === NOWHERE) return undefined
  return follow({ ...place, folder }, wrapped.words, wrapped.isSure ? then : 'guess', depth + 1)
}

/** Follows what a shell runs: the line after -c, or its script. */
function followShell(
  place: ResolverState,
  argv: readonly string[],
  certainty: Certainty,
  depth: number,
): Start['file'] {
  const option = argv.findIndex((word) => /^-[a-z]*c$/.test(word))
  if (option !== -1) {
    // The line is followed by the shell's own name ($0), and then by its arguments.
    return followCommands(place, argv[option + 1] ?? '', argv.slice(option + 3), certainty, depth)
  }
  const script = argv.findIndex((word, at) => at > 0 && !word.startsWith('-'))
  const node = script === -1 ? NOWHERE : find(place.tree, argv[script] ?? '', place.folder)
  const detail = node === NOWHERE ? undefined : factsOf(place.tree, node).detail
  if (detail?.kind === 'script') followBody(place, node, detail, argv.slice(script + 1), certainty, depth)
  return undefined
}

function followCommands(
  place: ResolverState,
  text: string,
  given: readonly string[],
  certainty: Certainty,
  depth: number,
): Start['file'] {
  const known = { variable: (name: string) => variable(place.env, name), given }
  return commandsOf(text, known)
    .map((command) => {
      const folder = folderOf(place, command)
      const then = command.isSure ? certainty : 'guess'
      if (folder === NOWHERE) return undefined
      const inFolder = { ...place, folder }
      if (READING.includes(command.words[0] ?? '')) return followRead(inFolder, command.words, then, depth)
      return follow(inFolder, command.words, then, depth + 1)
    })
    .findLast((file) => file !== undefined)
}

/** Commands that read a file into the shell. */
const READING = ['.', 'source']

/** Follows a sourced file as part of the script. Most have no `#!`, and their texts are not known. */
function followRead(
  place: ResolverState,
  [, file = '', ...given]: readonly string[],
  certainty: Certainty,
  depth: number,
): undefined {
  const node = file === '' || depth > DEEPEST ? NOWHERE : lookUp(place, file)
  const detail = node === NOWHERE ? undefined : factsOf(place.tree, node).detail
  if (detail?.kind === 'script') followBody(place, node, detail, given, certainty, depth + 1)
}

/** The folder that a command runs in; NOWHERE if that is unknown but needed to find the command. */
function folderOf({ tree, folder }: ResolverState, command: Command): number {
  const [name = ''] = command.words
  const isRelative = name.includes('/') && !name.startsWith('/')
  if (command.folder === undefined) return isRelative ? NOWHERE : folder
  const found = find(tree, command.folder, folder)
  return found === NOWHERE && !isRelative ? folder : found
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Finds a command as execvp does: a word with a slash is a path, any other is searched for in PATH, executable files first. */
function lookUp({ tree, paths, folder }: ResolverState, word: string): number {
  const candidates = word.includes('/') ? [word] : paths.map((path) => `${path || '.'}/${word}`)
  const found = candidates
    .map((candidate) => find(tree, candidate, folder))
    .filter((node) => node !== NOWHERE && !NO_FILES.includes(factsOf(tree, node).kind))
  return found.find((node) => factsOf(tree, node).isExecutable) ?? found[0] ?? NOWHERE
}

const NO_FILES: readonly number[] = [KIND.folder, KIND.other]

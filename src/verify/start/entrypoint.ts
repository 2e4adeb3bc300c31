import type { Image } from '../image.ts'
import { KIND } from '../layer/entries.ts'
import type { Format } from '../layer/formats.ts'
import type { Links, Script } from '../layer/inspect.ts'
import { type FileFacts, factsOf, find, NOWHERE, pathOf, ROOT, type Tree } from '../layer/tree.ts'
import type { ElfIdentity } from '../machines.ts'
import { rawPath } from '../printable.ts'
import { servicesOf } from './services.ts'
import { type Command, commandsOf, withOwnFolder } from './shell.ts'
import { unwrap } from './wrappers.ts'

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
export type StartProblem = 'no execute bit' | 'empty' | 'no program' | 'truncated' | Format

/** Something that keeps the image from starting. */
export type Obstacle =
  /** A command name without a file. */
  | { readonly kind: 'missing'; readonly word: string }
  /** A script whose interpreter is missing. */
  | { readonly kind: 'orphan'; readonly node: number; readonly interpreter: string; readonly isSure: boolean }
  | { readonly kind: 'unfit'; readonly node: number; readonly why: StartProblem }

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
  /** Files and folders that commands may have changed before something in them is started. */
  readonly changed: Set<string>
  /** Keys of scripts and services that were followed. */
  readonly seen: Set<string>
  /** The texts of followed scripts, and the command. */
  readonly texts: string[]
}

/** The PATH that engines use if the image sets none. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const SHELLS = ['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'mksh']
/** Nesting of scripts and wrappers; Linux allows four interpreters. */
const MAX_DEPTH = 6

/** Follows entrypoint, command and health check through PATH, symlinks, interpreters, wrappers, shells and their scripts. */
export function startOf(tree: Tree, { argv, healthcheck, env, workingDir }: Image): Start {
  const folder = find(tree, rawPath(workingDir))
  const state: ResolverState = {
    tree,
    paths: searchPath(env),
    env: env.map(rawPath),
    folder: folder === NOWHERE ? ROOT : folder,
    ...{
      programs: [],
      words: [],
      scripts: [],
      obstacles: [],
      changed: new Set(),
      seen: new Set(),
      texts: [argv.join(' ')],
    },
  }
  const file = followCommand(state, argv.map(rawPath), 'direct', 0)
  followCommand(state, healthcheck.map(rawPath), 'sure', 0)
  const byNode = new Map(state.programs.map((program) => [program.node, program]))
  for (const program of state.programs) if (program.isSure) byNode.set(program.node, program)
  // Scripts that start each other meet the same obstacle again.
  const obstacles = new Map(state.obstacles.map((obstacle) => [JSON.stringify(obstacle), obstacle]))
  const setsLibraryPath = state.texts.some((text) => SETS_LIBRARY_PATH.test(text))
  const { words, scripts } = state
  return {
    file,
    programs: [...byNode.values()],
    ...{ words, scripts, setsLibraryPath },
    obstacles: [...obstacles.values()],
  }
}

/** The variable itself, or a sourced file, which may set it. */
const SETS_LIBRARY_PATH = /LD_LIBRARY_PATH|\bldconfig\b|\bsource\s|[\s;&(]\.\s/

/** The programs that the image surely starts; guesses are judged like any other file. */
export function surelyStarted({ programs }: Start): ReadonlySet<number> {
  return new Set(programs.filter(({ isSure }) => isSure).map(({ node }) => node))
}

/** The folders in PATH. */
export function searchPath(env: readonly string[]): readonly string[] {
  return (variable(env, 'PATH') ?? DEFAULT_PATH).split(':').map(rawPath)
}

/** The value of a variable in a list of `NAME=value`. */
export function variable(env: readonly string[], name: string): string | undefined {
  return env.findLast((line) => line.startsWith(`${name}=`))?.slice(name.length + 1)
}

function followCommand(
  state: ResolverState,
  argv: readonly string[],
  certainty: Certainty,
  depth: number,
): Start['file'] {
  const [word = ''] = argv
  if (word === '' || depth > MAX_DEPTH) return undefined
  const { tree, obstacles } = state
  const node = findCommand(state, word)
  if (node === NOWHERE) {
    if (certainty === 'direct') obstacles.push({ kind: 'missing', word })
    return undefined
  }
  const facts = factsOf(tree, node)
  const isGuess = certainty === 'guess' || isChanged(state, node)
  const why = isGuess ? undefined : startProblem(facts, certainty)
  if (why !== undefined) obstacles.push({ kind: 'unfit', node, why })
  const { identity, detail } = facts
  const path = pathOf(tree, node)
  followServices(state, path, argv, certainty, depth)
  if (identity !== undefined) {
    const program = addProgram(state, node, identity, argv, certainty)
    return followArguments(state, argv, certainty, depth) ?? { path, program }
  }
  return detail?.kind === 'script' ? followScript(state, node, detail, argv, certainty, depth) : undefined
}

/** The certainty of what a program or script starts in turn. */
function indirect(certainty: Certainty): Certainty {
  return certainty === 'guess' ? 'guess' : 'sure'
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
  if (isSure && INTERPRETER.test(baseName(path))) scripts.push(...scriptArgument(tree, folder, argv))
  return program
}

/**
 * Why a file cannot be started. A shell and execvp run an unknown format as a script, so that only files that surely are
 * not scripts count.
 */
function startProblem(facts: FileFacts, certainty: Exclude<Certainty, 'guess'>): StartProblem | undefined {
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
function scriptArgument(tree: Tree, folder: number, argv: readonly string[]): readonly string[] {
  const nodes = argv.slice(1).map((word) => (word.startsWith('-') ? NOWHERE : find(tree, word, folder)))
  const script = nodes.find((node) => node !== NOWHERE && !NON_FILE_KINDS.includes(factsOf(tree, node).kind))
  return script === undefined ? [] : [pathOf(tree, script)]
}

function followScript(
  state: ResolverState,
  node: number,
  script: Script,
  argv: readonly string[],
  certainty: Certainty,
  depth: number,
): Start['file'] {
  // Without -S, env takes one name: Linux passes the rest of the line as one argument, and env would search for that with its blanks.
  const [interpreter = '', ...words] = script.line.split(/[ \t]+/)
  const path = pathOf(state.tree, node)
  const nextCertainty = indirect(certainty)
  if (nextCertainty === 'sure') state.scripts.push(path)
  const missing = missingName(state, [interpreter, ...words], depth)
  if (missing !== undefined && !isChanged(state, node))
    state.obstacles.push({ kind: 'orphan', node, interpreter: missing, isSure: nextCertainty === 'sure' })
  const started =
    missing === undefined
      ? followCommand(state, [interpreter, ...words], nextCertainty, depth + 1)
      : undefined
  followBody(state, node, script, argv.slice(1), nextCertainty, depth)
  return started === undefined ? undefined : { path, program: started.program }
}

/** Follows a script's commands; if its text is not known, it probably ends by starting its arguments. */
function followBody(
  state: ResolverState,
  node: number,
  { line, text }: Script,
  args: readonly string[],
  certainty: Certainty,
  depth: number,
): void {
  const key = `${node} ${certainty}`
  if (state.seen.has(key)) return
  state.seen.add(key)
  state.texts.push(text)
  const names = line.split(/[ \t]/).map(baseName)
  if (text !== '' && names.some((name) => SHELLS.includes(name))) {
    const path = pathOf(state.tree, node)
    const scriptText = withOwnFolder(text, path.slice(0, path.lastIndexOf('/')) || '/')
    followCommands(state, scriptText, args, certainty, depth)
    return
  }
  const first = args.findIndex((word) => !word.startsWith('-'))
  if (first !== -1) followCommand(state, args.slice(first), 'guess', depth + 1)
}

/** The missing program in a script's first line; undefined if none is known to be missing. */
function missingName(state: ResolverState, [interpreter = '', ...words]: readonly string[], depth: number) {
  const last = words.at(-1) ?? interpreter
  if (last.endsWith('\r')) return last
  if (find(state.tree, interpreter, state.folder) === NOWHERE) return interpreter
  // At deeper levels, a script may have set another PATH.
  if (depth > 0 || !interpreter.endsWith('/env')) return undefined
  const started = unwrap([interpreter, ...words])
  const name = started?.folder === undefined ? started?.words[0] : undefined
  return name !== undefined && findCommand(state, name) === NOWHERE ? name : undefined
}

/** Follows the commands in a program's own configuration files. */
function followServices(
  state: ResolverState,
  path: string,
  argv: readonly string[],
  certainty: Certainty,
  depth: number,
): void {
  const { tree, env, seen } = state
  const key = JSON.stringify([certainty, ...argv])
  if (seen.has(key)) return
  seen.add(key)
  const services = servicesOf({ tree, argv, path, variable: (name) => variable(env, name) })
  for (const { words, isSure, folder: serviceFolder, isScript } of services) {
    const folder = serviceFolder === undefined ? state.folder : find(tree, serviceFolder, state.folder)
    const nextCertainty = isSure ? indirect(certainty) : 'guess'
    if (isScript) followSourced(state, words, nextCertainty, depth)
    else if (folder !== NOWHERE) followCommand({ ...state, folder }, words, nextCertainty, depth + 1)
  }
}

/** Follows what a shell or a wrapper starts. */
function followArguments(
  state: ResolverState,
  argv: readonly string[],
  certainty: Certainty,
  depth: number,
): Start['file'] {
  const nextCertainty = indirect(certainty)
  if (SHELLS.includes(baseName(argv[0] ?? ''))) return followShell(state, argv, nextCertainty, depth)
  const wrapped = unwrap(argv)
  if (wrapped === undefined) return undefined
  const folder = wrapped.folder === undefined ? state.folder : find(state.tree, wrapped.folder, state.folder)
  if (folder === NOWHERE) return undefined
  return followCommand(
    { ...state, folder },
    wrapped.words,
    wrapped.isSure ? nextCertainty : 'guess',
    depth + 1,
  )
}

/** Follows what a shell runs: the line if it has the option -c, or its script. */
function followShell(
  state: ResolverState,
  argv: readonly string[],
  certainty: Certainty,
  depth: number,
): Start['file'] {
  const count = shellOptions(argv)
  const [first = '', ...operands] = argv.slice(count)
  if (argv.slice(1, count).some((word) => LINE_OPTION.test(word))) {
    // The line is followed by the shell's own name ($0), and then by its arguments.
    return followCommands(state, first, operands.slice(1), certainty, depth)
  }
  const node = first === '' ? NOWHERE : find(state.tree, first, state.folder)
  const detail = node === NOWHERE ? undefined : factsOf(state.tree, node).detail
  if (detail?.kind === 'script') followBody(state, node, detail, operands, certainty, depth)
  return undefined
}

/** -c, possibly combined with other options (POSIX.1, XCU, sh). */
const LINE_OPTION = /^-[a-zA-Z]*c[a-zA-Z]*$/
/** Options whose value is the next word: `-o pipefail`; the others are from bash. */
const VALUED_SHELL_OPTION = /^(?:[-+][a-zA-Z]*[oO]|--rcfile|--init-file)$/

/** The number of words before a shell's operands: its name, its options and their values. */
function shellOptions(argv: readonly string[]): number {
  let at = 1
  for (let word = argv[at] ?? ''; /^[-+]./.test(word) && word !== '--'; word = argv[at] ?? '')
    at += VALUED_SHELL_OPTION.test(word) ? 2 : 1
  return /^--?$/.test(argv[at] ?? '') ? at + 1 : at
}

function followCommands(
  state: ResolverState,
  text: string,
  args: readonly string[],
  certainty: Certainty,
  depth: number,
): Start['file'] {
  const context = { variable: (name: string) => variable(state.env, name), args }
  return commandsOf(text, context)
    .map((command) => {
      const folder = folderOfCommand(state, command)
      const nextCertainty = command.isSure ? certainty : 'guess'
      if (folder === NOWHERE) return undefined
      const inFolder = { ...state, folder }
      addChanges(inFolder, command.words)
      if (SOURCE_COMMANDS.includes(command.words[0] ?? ''))
        return followSourced(inFolder, command.words.slice(1), nextCertainty, depth)
      return followCommand(inFolder, command.words, nextCertainty, depth + 1)
    })
    .findLast((file) => file !== undefined)
}

/** Programs that change the mode or the content of the files among their arguments. */
const CHANGING = ['chmod', 'sed', 'dos2unix', 'install', 'cp', 'mv', 'ln', 'curl', 'wget', 'tar', 'unzip']

/** A command of sed for some lines, `/^#.*$/d`, which is not a pattern of files in the root. */
const SED_ADDRESS = /^\/[^/]*\*[^/]*\//

/** Takes what a command may change, also if another program starts it: `find /srv -exec chmod +x {} +`. */
function addChanges({ tree, folder, changed }: ResolverState, words: readonly string[]): void {
  if (!words.some((word) => CHANGING.includes(baseName(word)))) return
  for (const word of words) {
    if (word === '' || SED_ADDRESS.test(word)) continue
    // The folder of a pattern, `/srv/*.sh`.
    const path = word.includes('*') ? word.slice(0, word.indexOf('*')).replace(/[^/]*$/, '') || '.' : word
    const node = find(tree, path, folder)
    if (node !== NOWHERE) changed.add(pathOf(tree, node))
  }
}

function isChanged({ tree, changed }: ResolverState, node: number): boolean {
  if (changed.size === 0) return false
  const path = pathOf(tree, node)
  return [...changed].some((each) => path === each || path.startsWith(each === '/' ? each : `${each}/`))
}

/** Commands that read a file into the shell. */
const SOURCE_COMMANDS = ['.', 'source']

/** Follows a sourced file as part of the script. Most have no `#!`, and their texts are not known. */
function followSourced(
  state: ResolverState,
  [file = '', ...args]: readonly string[],
  certainty: Certainty,
  depth: number,
): undefined {
  const node = depth > MAX_DEPTH ? NOWHERE : findCommand(state, file)
  const detail = node === NOWHERE ? undefined : factsOf(state.tree, node).detail
  if (detail?.kind === 'script') followBody(state, node, detail, args, certainty, depth + 1)
}

/** The folder that a command runs in; NOWHERE if that is unknown but needed to find the command. */
function folderOfCommand({ tree, folder }: ResolverState, command: Command): number {
  const [name = ''] = command.words
  const isRelative = name.includes('/') && !name.startsWith('/')
  if (command.folder === undefined) return isRelative ? NOWHERE : folder
  const files = find(tree, command.folder, folder)
  return files === NOWHERE && !isRelative ? folder : files
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Finds a command as execvp does: a word with a slash is a path, any other is searched for in PATH, executable files first. */
function findCommand({ tree, paths, folder }: ResolverState, word: string): number {
  const candidates = word.includes('/') ? [word] : paths.map((path) => `${path || '.'}/${word}`)
  const files = candidates
    .map((candidate) => find(tree, candidate, folder))
    .filter((node) => node !== NOWHERE && !NON_FILE_KINDS.includes(factsOf(tree, node).kind))
  return files.find((node) => factsOf(tree, node).isExecutable) ?? files[0] ?? NOWHERE
}

const NON_FILE_KINDS: readonly number[] = [KIND.folder, KIND.other]

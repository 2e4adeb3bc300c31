import type { Image } from './image.ts'
import { KIND } from './layer/entries.ts'
import type { Links } from './layer/inspect.ts'
import { factsOf, find, NOWHERE, pathOf, ROOT, type Tree } from './layer/tree.ts'
import { rawPath } from './legible.ts'
import type { ElfIdentity } from './machines.ts'

/** A program that runs when the image is started. */
export interface Program {
  readonly node: number
  readonly path: string
  readonly identity: ElfIdentity
  readonly links: Links | undefined
}

/** What starting the image comes to, as far as it can be told without doing it. */
export interface Start {
  /** The program that is started, or the script; undefined where neither is found. */
  readonly file: { readonly path: string; readonly program: Program } | undefined
  readonly programs: readonly Program[]
  /** A word of the command that no file is found for; '' where all are. */
  readonly missing: string
  /** A script whose interpreter is not there. */
  readonly orphan: { readonly node: number; readonly interpreter: string } | undefined
  /** A file that is started though it is neither a program nor a script. */
  readonly plain: number
}

/** Where a command is looked for. */
interface Place {
  readonly tree: Tree
  readonly paths: readonly string[]
  /** What the image sets, as NAME=value. */
  readonly env: readonly string[]
  readonly folder: number
  readonly programs: Program[]
  missing: string
  orphan: Start['orphan']
  plain: number
}

/** What engines use where the image sets none. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
/** Programs that start another one, and how many words of their own precede its name. */
const WRAPPERS: ReadonlyMap<string, number> = new Map([
  ...['tini', 'tini-static', 'dumb-init', 'catatonit', 'docker-init', 'env', 'nice', 'nohup', 'setpriv'].map(
    (name) => [name, 0] as const,
  ),
  ...['exec', 'command', 'stdbuf', 'catchsegv'].map((name) => [name, 0] as const),
  ...['gosu', 'su-exec', 'chpst', 's6-setuidgid', 'setuidgid', 'timeout'].map((name) => [name, 1] as const),
])
const SHELLS = ['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'mksh']
/** Scripts of scripts, wrappers of wrappers: Linux takes four. */
const DEEPEST = 6
const MOST_COMMANDS = 20

/** Follows entrypoint and command through PATH, symlinks, interpreters, wrappers and shells. */
export function startOf(tree: Tree, { argv, env, workingDir }: Image): Start {
  const folder = find(tree, rawPath(workingDir))
  const place: Place = {
    tree,
    paths: searchPath(env),
    env: env.map(rawPath),
    folder: folder === NOWHERE ? ROOT : folder,
    ...{ programs: [], missing: '', orphan: undefined, plain: NOWHERE },
  }
  const file = follow(place, argv.map(rawPath), true, 0)
  const { programs, missing, orphan, plain } = place
  return { file, programs, missing, orphan, plain }
}

/** The folders in which a command is looked for. */
export function searchPath(env: readonly string[]): readonly string[] {
  return (variable(env, 'PATH') ?? PATH).split(':').map(rawPath)
}

/** The value of a variable in a list of `NAME=value`. */
export function variable(env: readonly string[], name: string): string | undefined {
  return env.findLast((line) => line.startsWith(`${name}=`))?.slice(name.length + 1)
}

/** @param isSure whether the first word is started for certain; of a guess nothing is said where it is not found */
function follow(place: Place, argv: readonly string[], isSure: boolean, depth: number): Start['file'] {
  const [word = ''] = argv
  if (word === '' || depth > DEEPEST) return undefined
  const node = lookUp(place, word)
  if (node === NOWHERE) {
    if (isSure) place.missing ||= word
    return undefined
  }
  const { tree } = place
  const { kind, identity, detail } = factsOf(tree, node)
  const path = pathOf(tree, node)
  if (kind === KIND.elf && identity !== undefined) {
    const program = { node, path, identity, links: detail?.kind === 'links' ? detail : undefined }
    place.programs.push(program)
    return followArguments(place, argv, depth) ?? { path, program }
  }
  if (detail?.kind === 'script') return followScript(place, node, detail.line, argv, depth)
  if (isSure) place.plain = node
  return undefined
}

function followScript(
  place: Place,
  node: number,
  line: string,
  argv: readonly string[],
  depth: number,
): Start['file'] {
  const [interpreter = '', ...rest] = line.split(/[ \t]+/)
  const path = pathOf(place.tree, node)
  // Without -S, env takes one name; what Linux hands over as one argument, it would look for with its blanks.
  const words = rest.filter((word) => word !== '-S')
  const absent = absentName(place, [interpreter, ...words], depth)
  if (absent !== undefined) place.orphan ??= { node, interpreter: absent }
  const started = follow(place, [interpreter, ...words, path], false, depth + 1)
  // A script mostly ends by starting what it was given.
  const given = argv.slice(1).find((word) => !word.startsWith('-'))
  if (given !== undefined) follow(place, [given, ...argv.slice(argv.indexOf(given) + 1)], false, depth + 1)
  return started === undefined ? undefined : { path, program: started.program }
}

/** What a script's first line names that is not there; undefined where nothing is known to be missing. */
function absentName(place: Place, [interpreter = '', ...words]: readonly string[], depth: number) {
  const last = words.at(-1) ?? interpreter
  if (last.endsWith('\r')) return last
  if (find(place.tree, interpreter, place.folder) === NOWHERE) return interpreter
  // Further in, somebody may have set another PATH.
  if (depth > 0 || !interpreter.endsWith('/env')) return undefined
  const name = words.find((word) => !word.startsWith('-') && !word.includes('='))
  return name !== undefined && lookUp(place, name) === NOWHERE ? name : undefined
}

/** What a shell or a wrapper starts. */
function followArguments(place: Place, argv: readonly string[], depth: number): Start['file'] {
  const name = (argv[0] ?? '').split('/').at(-1) ?? ''
  if (SHELLS.includes(name)) {
    const option = argv.findIndex((word) => /^-[a-z]*c$/.test(word))
    const commands = option === -1 ? [] : commandsOf(filledIn(argv[option + 1] ?? '', place.env))
    return commands
      .map((command) => follow(place, command, false, depth + 1))
      .findLast((file) => file !== undefined)
  }
  const own = WRAPPERS.get(name)
  if (own === undefined) return undefined
  const words = argv.slice(1).filter((word) => !word.startsWith('-') && !/^\w+=/.test(word))
  return follow(place, words.slice(own), false, depth + 1)
}

/** A line for a shell with the variables that the image sets. */
function filledIn(line: string, env: readonly string[]): string {
  return line.replaceAll(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (whole, braced, plain) => variable(env, braced ?? plain) ?? whole,
  )
}

/**
 * The commands in a line for a shell, as words; those that begin with something the shell would have to work out are
 * left out. Blanks inside of quotes do not matter, since the first word is what counts.
 */
function commandsOf(line: string): readonly (readonly string[])[] {
  const commands = line.split(/&&|\|\||[;|&\n]/).slice(0, MOST_COMMANDS)
  return commands.flatMap((command) => {
    const words = command.trim().split(/\s+/)
    const first = words.findIndex((word) => !/^\w+=/.test(word) && word !== 'exec' && word !== 'command')
    const rest = first === -1 ? [] : words.slice(first).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'))
    return /^[\w./+@%:-]+$/.test(rest[0] ?? '') ? [rest] : []
  })
}

/** As execvp does it: a word with a slash is a path, everything else is looked for in PATH. */
function lookUp({ tree, paths, folder }: Place, word: string): number {
  const candidates = word.includes('/') ? [word] : paths.map((path) => `${path || '.'}/${word}`)
  for (const candidate of candidates) {
    const node = find(tree, candidate, folder)
    if (node !== NOWHERE && ![KIND.folder, KIND.other].some((kind) => kind === factsOf(tree, node).kind))
      return node
  }
  return NOWHERE
}

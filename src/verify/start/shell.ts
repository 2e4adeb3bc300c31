/**
 * Reads shell code as far as its commands can be determined without running it (POSIX.1, XCU chapter 2). Anything that
 * would have to be evaluated is left alone, and a command that is not surely run is a guess.
 */

import { type Known, tokensOf, type Word } from './words.ts'
import { wrappedBy } from './wrappers.ts'

/** A command that a shell runs. */
export interface Command {
  /** Without leading assignments. */
  readonly words: readonly string[]
  /** Whether it runs unless an earlier command fails. */
  readonly isSure: boolean
  /** The folder after earlier `cd`s, relative to the shell's initial one; undefined if unknown. */
  readonly folder: string | undefined
}

const MOST_COMMANDS = 100
const LONGEST = 64 << 10
/** Words that `set --` may make arguments. */
const MOST_GIVEN = 256
const OPENING = ['if', 'while', 'until', 'for', 'case', 'select', '{']
const CLOSING = ['fi', 'done', 'esac', '}']
const BETWEEN = ['then', 'else', 'elif', 'do', '!', 'time']
/** Commands after these and `&&` depend on their result. */
const TESTS = ['[', '[[', 'test', 'command', 'which', 'type', 'hash', 'grep', 'false', '!']

/** Nesting of functions and evals. */
const DEEPEST = 4

/** Nothing of the script runs after these. */
const LEAVING = ['exec', 'exit', 'return']
/** Shell built-ins that start the command after them. */
const BUILT_IN = ['exec', 'command']
/** A command name without anything that a shell would expand. */
const PLAIN_NAME = /^[\w./+@%:-]+$/

/** A script's state from one command to the next. */
interface Reading {
  readonly commands: Command[]
  readonly functions: Functions
  /** Variables and arguments so far; `given` changes. */
  readonly known: { readonly variable: Known['variable']; given: readonly string[] }
  /** The number of enclosing functions and evals. */
  readonly nesting: number
  folder: string | undefined
  /** The number of open blocks, and of open subshells. */
  depth: number
  subshells: number
  /** Whether a block may have ended the script, or shifted the arguments. */
  hasLeft: boolean
  isShifted: boolean
  isOver: boolean
}

/** The commands of a script or of a line. */
export function commandsOf(text: string, known: Known): readonly Command[] {
  const whole = text.slice(0, LONGEST)
  const { rest, bodies } = functionsIn(whole)
  const all = withAssignments(whole, known)
  const functions = { bodies, called: new Set<string>(), calls: 0 }
  const { commands } = read(rest, all, functions, 0)
  // Other functions may be called in a way that is not recognised.
  const others = [...bodies].filter(([name]) => !functions.called.has(name))
  const guesses = others.flatMap(([, body]) => read(body, { ...all, given: [] }, functions, DEEPEST).commands)
  return [...commands, ...guesses.map((command) => ({ ...command, isSure: false }))].slice(0, MOST_COMMANDS)
}

const SCRIPT = '"?\\$(?:0|\\{0\\}|\\{BASH_SOURCE(?:\\[0\\])?\\}|BASH_SOURCE)"?'
/** The usual expressions for a script's own folder, also within `cd` and `pwd`. */
const OWN_FOLDER = new RegExp(
  `\\$\\( *dirname (?:-- )?(?:${SCRIPT}|"?\\$\\((?:readlink -f|realpath) (?:-- )?${SCRIPT}\\)"?) *\\)|\\$\\{0%/\\*\\}`,
  'g',
)
const CHANGED = /\$\( *cd (?:-P )?(?:-- )?"?(\/[\w./-]*)"?(?: (?:[^;&|()]|>&)*)? ?(?:&&|;) *pwd(?: -P)? *\)/g

/** A script's text with these expressions replaced by its folder. */
export function knowingItsFolder(text: string, folder: string): string {
  return text.replace(OWN_FOLDER, () => folder).replace(CHANGED, (_, path: string) => path)
}

interface Functions {
  readonly bodies: ReadonlyMap<string, string>
  readonly called: Set<string>
  /** How many calls and evals were followed. */
  calls: number
}

function read(text: string, known: Known, functions: Functions, nesting: number): Reading {
  const reading: Reading = {
    ...{ commands: [], functions, known: { ...known }, nesting, folder: '', depth: 0, subshells: 0 },
    ...{ hasLeft: false, isShifted: false, isOver: false },
  }
  let words: Word[] = []
  let isSure = true
  const take = (operator: string): void => {
    // A function's name and the patterns of a case are not commands.
    const isName = (operator === '(' && words.length > 0) || (operator === ')' && reading.subshells === 0)
    const isTest = isName ? leftOut(reading, words) : takeCommand(reading, words, isSure)
    words = []
    isSure = nextIsSure(operator, isSure, isTest)
    if (operator === '(') reading.subshells += 1
    if (operator === ')') reading.subshells = Math.max(0, reading.subshells - 1)
  }
  for (const token of tokensOf(text, reading.known)) {
    if (isFinished(reading)) return reading
    if (token.kind === 'word') words.push(token)
    else take(token.text)
  }
  if (!isFinished(reading)) take('\n')
  return reading
}

function isFinished({ isOver, commands, functions }: Reading): boolean {
  return isOver || commands.length >= MOST_COMMANDS || functions.calls > MOST_COMMANDS
}

/** The beginning of a function, or all of it if it is one line. */
const FUNCTION =
  /^([ \t]*)(?:function[ \t]+([\w-]+)(?:[ \t]*\(\))?|([\w-]+)[ \t]*\(\))[ \t]*\n?[ \t]*\{(?:[ \t]*(?:#.*)?\n|([^\n{}]*)\}[ \t]*$)/gm

/**
 * Splits a script into functions, by name, and the rest: functions run where they are called. A function ends at the
 * brace with the indentation of its name.
 */
function functionsIn(text: string): { readonly rest: string; readonly bodies: ReadonlyMap<string, string> } {
  const bodies = new Map<string, string>()
  const unclosed = new Set<string>()
  let rest = ''
  let at = 0
  FUNCTION.lastIndex = 0
  for (let found = FUNCTION.exec(text); found !== null; found = FUNCTION.exec(text)) {
    const [, indent = '', named, plain = '', line] = found
    const start = FUNCTION.lastIndex
    const close = `\n${indent}}`
    const end = line === undefined && !unclosed.has(indent) ? text.indexOf(close, start - 1) : -1
    if (line === undefined && end === -1) {
      unclosed.add(indent)
      continue
    }
    bodies.set(named ?? plain, line ?? text.slice(start, end))
    rest += text.slice(at, found.index)
    at = line === undefined ? end + close.length : start
    FUNCTION.lastIndex = at
  }
  return { rest: rest + text.slice(at), bodies }
}

/** For words that are not a command, only blocks are counted. */
function leftOut(reading: Reading, words: readonly Word[]): false {
  withoutKeywords(reading, words)
  return false
}

/** A variable that the text sets is known if it is set once, to a plain value. */
function withAssignments(text: string, known: Known): Known {
  const own = new Map<string, string | undefined>()
  for (const [, name = '', value = ''] of text.matchAll(
    /(?<![\w$-])(\w+)=("[^"\n]*"|'[^'\n]*'|[^\s;&|)]*)/g,
  )) {
    const plain = withDefault(name, value.replace(/^(["'])(.*)\1$/, '$2'), known)
    own.set(name, own.has(name) || plain === undefined || /[$`*?]/.test(plain) ? undefined : plain)
  }
  return { ...known, variable: (name) => (own.has(name) ? own.get(name) : known.variable(name)) }
}

/** The value of an assignment; for a default, X=${X:-y}, the variable's own value comes first. */
function withDefault(name: string, value: string, known: Known): string | undefined {
  const [, of, preset] = /^\$\{(\w+):?[-=]([^}]*)\}$/.exec(value) ?? []
  return of === name ? (known.variable(name) ?? preset) : value
}

/** A command after `||` runs only if something fails, which is not the normal case. */
function nextIsSure(operator: string, isSure: boolean, isTest: boolean): boolean {
  if (operator === '||') return false
  return operator === '&&' ? isSure && !isTest : true
}

/** Takes one command. @returns whether it is only a test */
function takeCommand(reading: Reading, all: readonly Word[], isSure: boolean): boolean {
  const words = withoutKeywords(reading, all)
  const first = words.findIndex(({ texts, isQuoted }) => isQuoted || !/^\w+=/.test(texts[0] ?? ''))
  const command = first === -1 ? [] : words.slice(first)
  const texts = command.flatMap((word) => word.texts)
  const [name = ''] = texts
  if (name === '' || command[0]?.isKnown !== true) return false
  const isShifted = reading.isShifted && command.some((word) => word.texts === reading.known.given)
  const surely = isSure && reading.depth + reading.subshells === 0 && !reading.hasLeft && !isShifted
  if (takeBuiltIn(reading, command, surely)) return false
  const isRedirection = name === 'exec' && texts.length === 1
  reading.isOver ||= surely && LEAVING.includes(name) && !isRedirection
  reading.hasLeft ||= !surely && endsWell(texts) && !isRedirection
  const started = startedBy(texts)
  if (PLAIN_NAME.test(started[0] ?? ''))
    reading.commands.push({ words: started, isSure: surely, folder: reading.folder })
  return TESTS.includes(name)
}

/** Takes a built-in or a call of a function. @returns whether it was one and starts nothing else */
function takeBuiltIn(reading: Reading, command: readonly Word[], surely: boolean): boolean {
  const texts = command.flatMap((word) => word.texts)
  const [name = '', ...rest] = texts
  const body = reading.functions.bodies.get(name)
  if (body !== undefined) {
    reading.functions.called.add(name)
    return takeLines(reading, body, rest, surely)
  }
  switch (name) {
    case 'cd':
      reading.folder = surely ? changed(reading.folder, command[1]) : undefined
      return false
    case 'eval':
      return command.every(({ isKnown }) => isKnown) && takeLines(reading, rest.join(' '), undefined, surely)
    case 'shift':
      if (surely) reading.known.given = reading.known.given.slice(Number(rest[0] ?? 1))
      else reading.isShifted = true
      return false
    case 'set':
      return takeSet(reading, rest, surely)
    default:
      return false
  }
}

/** `set -- WORDS`: if it is not sure to run, the words may still be started later. */
function takeSet(reading: Reading, words: readonly string[], surely: boolean): boolean {
  const at = words.indexOf('--')
  if (at === -1) return false
  const given = words.slice(at + 1, at + 1 + MOST_GIVEN)
  if (surely) reading.known.given = given
  else if (PLAIN_NAME.test(given[0] ?? ''))
    reading.commands.push({ words: given, isSure: false, folder: reading.folder })
  return true
}

/** Takes the commands of a function or an eval. @param given undefined if it has no arguments of its own */
function takeLines(
  reading: Reading,
  text: string,
  given: readonly string[] | undefined,
  surely: boolean,
): boolean {
  if (++reading.functions.calls > MOST_COMMANDS || reading.nesting >= DEEPEST) return true
  const { variable, given: own } = reading.known
  const inside = read(text, { variable, given: given ?? own }, reading.functions, reading.nesting + 1)
  for (const { words, isSure, folder } of inside.commands) {
    if (words[0] === 'return') continue
    reading.commands.push({ words, isSure: isSure && surely, folder: within(reading.folder, folder) })
  }
  const last = inside.commands.at(-1)
  const hasEnded = inside.isOver && last?.words[0] !== 'return'
  reading.isOver ||= surely && hasEnded
  reading.hasLeft ||= inside.hasLeft || (!surely && hasEnded)
  reading.folder = surely ? within(reading.folder, inside.folder) : reading.folder
  return true
}

/** Whether a command ends the script successfully: if it does so in a block, the rest may never run. */
function endsWell([name = '', status = '0']: readonly string[]): boolean {
  return name === 'exec' || (name === 'exit' && status === '0')
}

/** A command without a leading built-in such as exec; empty for `command -v`, which only tests. */
function startedBy(texts: readonly string[]): readonly string[] {
  const [name = '', option = ''] = texts
  if (!BUILT_IN.includes(name)) return texts
  return name === 'command' && /^-[vV]/.test(option) ? [] : (wrappedBy(texts)?.words ?? [])
}

function changed(folder: string | undefined, to: Word | undefined): string | undefined {
  const [path = ''] = to?.texts ?? []
  return to === undefined || !to.isKnown || path === '-' ? undefined : within(folder, path)
}

/** A path relative to a folder. */
function within(folder: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined || path.startsWith('/') || folder === '') return path
  return folder === undefined || path === '' ? folder : `${folder}/${path}`
}

/** Counts blocks that begin and end, and removes their keywords. */
function withoutKeywords(reading: Reading, words: readonly Word[]): readonly Word[] {
  let at = 0
  for (let word = words[at]; word !== undefined && !word.isQuoted; word = words[at]) {
    const [text = ''] = word.texts
    if (OPENING.includes(text)) reading.depth += 1
    else if (CLOSING.includes(text)) reading.depth = Math.max(0, reading.depth - 1)
    else if (!BETWEEN.includes(text)) break
    at += 1
    // The words after these keywords are not a command.
    if (['for', 'case', 'select'].includes(text)) return []
  }
  return words.slice(at)
}

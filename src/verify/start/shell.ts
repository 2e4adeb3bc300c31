/**
 * Reads lines for a shell as far as it can be told without one what they start (POSIX.1, XCU chapter 2). Whatever
 * would have to be worked out is left alone: a command that is not surely run is a guess.
 */

import { type Known, tokensOf, type Word } from './words.ts'
import { wrappedBy } from './wrappers.ts'

/** A command that a shell runs. */
export interface Command {
  /** Without assignments in front. */
  readonly words: readonly string[]
  /** Whether it runs whatever the others come to, short of failing. */
  readonly isSure: boolean
  /** Where `cd` went before, from where the shell began; undefined where it cannot be told. */
  readonly folder: string | undefined
}

const MOST_COMMANDS = 100
const LONGEST = 64 << 10
/** Words that a script gives itself. */
const MOST_GIVEN = 256
const OPENING = ['if', 'while', 'until', 'for', 'case', 'select', '{']
const CLOSING = ['fi', 'done', 'esac', '}']
const BETWEEN = ['then', 'else', 'elif', 'do', '!', 'time']
/** What follows them after `&&` depends on what they find. */
const TESTS = ['[', '[[', 'test', 'command', 'which', 'type', 'hash', 'grep', 'false', '!']

/** Functions that call one another, and lines of eval. */
const DEEPEST = 4

/** Behind them, nothing of the script runs. */
const LEAVING = ['exec', 'exit', 'return']
/** Words of the shell itself that start what follows them. */
const BUILT_IN = ['exec', 'command']
/** A name that is one, and nothing that a shell would work out. */
const PLAIN_NAME = /^[\w./+@%:-]+$/

/** A script's state from one command to the next. */
interface Reading {
  readonly commands: Command[]
  readonly functions: Functions
  /** What is known so far; `given` changes. */
  readonly known: { readonly variable: Known['variable']; given: readonly string[] }
  /** How many functions and lines of eval it is in. */
  readonly nesting: number
  folder: string | undefined
  /** Blocks that are open, and subshells. */
  depth: number
  subshells: number
  /** Whether a block may have ended the script, or changed what was given. */
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
  // Nobody can tell that a function is not called in some other way.
  const others = [...bodies].filter(([name]) => !functions.called.has(name))
  const guesses = others.flatMap(([, body]) => read(body, { ...all, given: [] }, functions, DEEPEST).commands)
  return [...commands, ...guesses.map((command) => ({ ...command, isSure: false }))].slice(0, MOST_COMMANDS)
}

const SCRIPT = '"?\\$(?:0|\\{0\\}|\\{BASH_SOURCE(?:\\[0\\])?\\}|BASH_SOURCE)"?'
/** How a script asks for its own folder, and what that comes to with `cd` and `pwd`. */
const OWN_FOLDER = new RegExp(
  `\\$\\( *dirname (?:-- )?(?:${SCRIPT}|"?\\$\\((?:readlink -f|realpath) (?:-- )?${SCRIPT}\\)"?) *\\)|\\$\\{0%/\\*\\}`,
  'g',
)
const CHANGED = /\$\( *cd (?:-P )?(?:-- )?"?(\/[\w./-]*)"?(?: (?:[^;&|()]|>&)*)? ?(?:&&|;) *pwd(?: -P)? *\)/g

/** A script's text with its own folder where it asks for that. */
export function knowingItsFolder(text: string, folder: string): string {
  return text.replace(OWN_FOLDER, () => folder).replace(CHANGED, (_, path: string) => path)
}

interface Functions {
  readonly bodies: ReadonlyMap<string, string>
  readonly called: Set<string>
  /** How often texts were gone through for a call or an eval. */
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
    // A function's name, and what a case compares with, are no commands.
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

/** A function's beginning, or all of it where it is one line. */
const FUNCTION =
  /^([ \t]*)(?:function[ \t]+([\w-]+)(?:[ \t]*\(\))?|([\w-]+)[ \t]*\(\))[ \t]*\n?[ \t]*\{(?:[ \t]*(?:#.*)?\n|([^\n{}]*)\}[ \t]*$)/gm

/**
 * Functions run where they are called: their texts by name, and the script without them. One ends at the bracket that
 * stands as far in as its name.
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

/** Of what is no command only the blocks count. */
function leftOut(reading: Reading, words: readonly Word[]): false {
  withoutKeywords(reading, words)
  return false
}

/** What the text sets itself is known where it is set once, to something plain. */
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

/** The value, or what a variable has that is given one only where it has none: X=${X:-y}. */
function withDefault(name: string, value: string, known: Known): string | undefined {
  const [, of, preset] = /^\$\{(\w+):?[-=]([^}]*)\}$/.exec(value) ?? []
  return of === name ? (known.variable(name) ?? preset) : value
}

/** What comes behind `||` runs where something fails, which is not what anybody means to happen. */
function nextIsSure(operator: string, isSure: boolean, isTest: boolean): boolean {
  if (operator === '||') return false
  return operator === '&&' ? isSure && !isTest : true
}

/** Takes one command. @returns whether it is one that only asks */
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

/** What the shell does itself, and functions. @returns whether it was one of these, and starts nothing else */
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

/** `set -- WORDS`: where it is not sure, the words may be started later. */
function takeSet(reading: Reading, words: readonly string[], surely: boolean): boolean {
  const at = words.indexOf('--')
  if (at === -1) return false
  const given = words.slice(at + 1, at + 1 + MOST_GIVEN)
  if (surely) reading.known.given = given
  else if (PLAIN_NAME.test(given[0] ?? ''))
    reading.commands.push({ words: given, isSure: false, folder: reading.folder })
  return true
}

/** Takes the commands of a function or of a line. @param given undefined where it has no arguments of its own */
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

/** Whether a script ends here without a mistake: where it does so in a block, what follows may never run. */
function endsWell([name = '', status = '0']: readonly string[]): boolean {
  return name === 'exec' || (name === 'exit' && status === '0')
}

/** What stands behind words of the shell itself; nothing where they only ask for it. */
function startedBy(texts: readonly string[]): readonly string[] {
  const [name = '', option = ''] = texts
  if (!BUILT_IN.includes(name)) return texts
  return name === 'command' && /^-[vV]/.test(option) ? [] : (wrappedBy(texts)?.words ?? [])
}

function changed(folder: string | undefined, to: Word | undefined): string | undefined {
  const [path = ''] = to?.texts ?? []
  return to === undefined || !to.isKnown || path === '-' ? undefined : within(folder, path)
}

/** A folder seen from another one. */
function within(folder: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined || path.startsWith('/') || folder === '') return path
  return folder === undefined || path === '' ? folder : `${folder}/${path}`
}

/** Counts the blocks that begin and end, and leaves out the words that say so. */
function withoutKeywords(reading: Reading, words: readonly Word[]): readonly Word[] {
  let at = 0
  for (let word = words[at]; word !== undefined && !word.isQuoted; word = words[at]) {
    const [text = ''] = word.texts
    if (OPENING.includes(text)) reading.depth += 1
    else if (CLOSING.includes(text)) reading.depth = Math.max(0, reading.depth - 1)
    else if (!BETWEEN.includes(text)) break
    at += 1
    // What these begin with is no command.
    if (['for', 'case', 'select'].includes(text)) return []
  }
  return words.slice(at)
}

/**
 * Reads shell code as far as its commands can be determined without running it (POSIX.1, XCU chapter 2). Anything that
 * would have to be evaluated is left alone, and a command that is not surely run is a guess.
 */

import { withoutPatterns } from './shell-case.ts'
import {
  endCommand,
  isAssignment,
  type ScriptContext,
  scriptContext,
  takeAssignments,
} from './shell-variables.ts'
import { type ShellContext, tokensOf, UNKNOWN, type Word } from './shell-words.ts'
import { unwrap } from './wrappers.ts'

/** A command that a shell runs. */
export interface Command {
  /** Without leading assignments. */
  readonly words: readonly string[]
  /** Whether it runs unless an earlier command fails. */
  readonly isSure: boolean
  /** The folder after earlier `cd`s, relative to the shell's initial one; undefined if unknown. */
  readonly folder: string | undefined
}

const MAX_COMMANDS = 100
const MAX_TEXT_LENGTH = 64 << 10
/** Words that `set --` may make arguments. */
const MAX_ARGS = 256
/** For all words of a script after expansion, in characters: `"$@"` and long variables repeat text. */
const MAX_EXPANSION = 4 << 20
const OPENING_KEYWORDS = ['if', 'while', 'until', 'for', 'case', 'select', '{']
const CLOSING_KEYWORDS = ['fi', 'done', 'esac', '}']
const INNER_KEYWORDS = ['then', 'else', 'elif', 'do', '!', 'time']
/** Commands after these and `&&` depend on their result. */
const TEST_COMMANDS = ['[', '[[', '((', 'test', 'command', 'which', 'type', 'hash', 'grep', 'false']

/** Nesting of functions and evals. */
const MAX_NESTING = 4

/** Nothing of the script runs after these. */
const ENDING_COMMANDS = ['exec', 'exit', 'return']
/** Shell built-ins that start the command after them. */
const BUILT_IN = ['exec', 'command']
/** A command name without anything that a shell would expand. */
const PLAIN_NAME = /^[\w./+@%:-]+$/

/** A script's state from one command to the next. */
interface ScriptState {
  readonly commands: Command[]
  readonly functions: Functions
  /** Variables and arguments so far. */
  readonly context: ScriptContext
  /** The number of enclosing functions and evals, and whether they surely run. */
  readonly nesting: number
  readonly isCertain: boolean
  folder: string | undefined
  /** Whether the command runs if its block does, and those before it do not fail. */
  isSure: boolean
  /** The same for each open block and subshell, outermost first. */
  readonly blocks: boolean[]
  /** The one before the command. */
  operator: string
  /** Whether a block may have ended the script, or shifted the arguments. */
  hasLeft: boolean
  isShifted: boolean
  isOver: boolean
}

/** The commands of a script or of a line. */
export function commandsOf(text: string, context: ShellContext): readonly Command[] {
  const whole = text.slice(0, MAX_TEXT_LENGTH)
  const { rest, bodies } = functionsIn(whole)
  const all = scriptContext(context)
  const functions = { bodies, called: new Set<string>(), calls: 0, expansion: 0 }
  const { commands } = readCommands(rest, newState(all, functions))
  // Other functions may be called in a way that is not recognised.
  const others = [...bodies].filter(([name]) => !functions.called.has(name))
  const guesses = others.flatMap(([, body]) => {
    const state = newState({ ...all, args: [] }, functions)
    return readCommands(body, { ...state, nesting: MAX_NESTING, isCertain: false }).commands
  })
  return [...commands, ...guesses].slice(0, MAX_COMMANDS)
}

function newState(context: ScriptContext, functions: Functions): ScriptState {
  return {
    ...{ commands: [], functions, context, nesting: 0, isCertain: true, folder: '' },
    ...{ isSure: true, blocks: [], operator: '\n', hasLeft: false, isShifted: false, isOver: false },
  }
}

const SCRIPT = '"?\\$(?:0|\\{0\\}|\\{BASH_SOURCE(?:\\[0\\])?\\}|BASH_SOURCE)"?'
/** The usual expressions for a script's own folder, also within `cd` and `pwd`. */
const OWN_FOLDER = new RegExp(
  `\\$\\( *dirname (?:-- )?(?:${SCRIPT}|"?\\$\\((?:readlink -f|realpath) (?:-- )?${SCRIPT}\\)"?) *\\)|\\$\\{0%/\\*\\}`,
  'g',
)
const CD_AND_PWD =
  /\$\( *cd (?:-P )?(?:-- )?"?(\/[\w./-]*)"?(?: (?:[^;&|()]|>&)*)? ?(?:&&|;) *pwd(?: -P)? *\)/g

/** A script's text with these expressions replaced by its folder. */
export function withOwnFolder(text: string, folder: string): string {
  return text.replace(OWN_FOLDER, () => folder).replace(CD_AND_PWD, (_, path: string) => path)
}

interface Functions {
  readonly bodies: ReadonlyMap<string, string>
  readonly called: Set<string>
  /** How many calls and evals were followed. */
  calls: number
  /** The length of all words so far. */
  expansion: number
}

function readCommands(text: string, state: ScriptState): ScriptState {
  let words: Word[] = []
  const take = (operator: string): void => {
    if (operator === '\n' && words.length === 0 && UNFINISHED.includes(state.operator)) return
    // A function's name is not a command. It may come after the keyword of a block.
    const isName = operator === '(' && words.length > 0
    if (isName) withoutKeywords(state, words)
    const isTest = !isName && takeCommand(state, words)
    endCommand(state.context, words)
    words = []
    if (operator === '(') openBlock(state)
    else if (operator === ')') closeBlock(state)
    else state.isSure = nextIsSure(operator, state.isSure, isTest)
    state.operator = operator
  }
  for (const token of withoutPatterns(tokensOf(text, state.context))) {
    if (isFinished(state)) return state
    if (token.kind === 'word') {
      words.push(token)
      const texts = [...token.texts, ...(token.list ?? [])]
      state.functions.expansion += texts.reduce((sum, each) => sum + each.length + 1, 0)
    } else take(token.text)
  }
  if (!isFinished(state)) take('\n')
  return state
}

function isFinished({ isOver, commands, functions }: ScriptState): boolean {
  const { calls, expansion } = functions
  return isOver || commands.length >= MAX_COMMANDS || calls > MAX_COMMANDS || expansion > MAX_EXPANSION
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
  for (let match = FUNCTION.exec(text); match !== null; match = FUNCTION.exec(text)) {
    const [, indent = '', named, plain = '', line] = match
    const start = FUNCTION.lastIndex
    const close = `\n${indent}}`
    const end = line === undefined && !unclosed.has(indent) ? text.indexOf(close, start - 1) : -1
    if (line === undefined && end === -1) {
      unclosed.add(indent)
      continue
    }
    bodies.set(named ?? plain, line ?? text.slice(start, end))
    rest += text.slice(at, match.index)
    at = line === undefined ? end + close.length : start
    FUNCTION.lastIndex = at
  }
  return { rest: rest + text.slice(at), bodies }
}

function openBlock(state: ScriptState): void {
  state.blocks.push(state.isSure)
  state.isSure = true
}

function closeBlock(state: ScriptState): void {
  state.isSure = state.blocks.pop() ?? true
}

/** Operators whose list continues in the next line. */
const UNFINISHED = ['&&', '||', '|']

/** A command after `||` runs only if something fails, which is not the normal case. */
function nextIsSure(operator: string, isSure: boolean, isTest: boolean): boolean {
  if (operator === '||') return false
  if (operator === '|') return isSure
  return operator === '&&' ? isSure && !isTest : true
}

/** Takes one command. @returns whether it is only a test */
function takeCommand(state: ScriptState, all: readonly Word[]): boolean {
  const words = withoutKeywords(state, all)
  // Unless the script has ended before.
  const isAlways = state.isSure && state.blocks.length === 0
  const first = words.findIndex((word) => !isAssignment(word))
  const command = first === -1 ? [] : words.slice(first)
  const texts = command.flatMap((word) => word.texts)
  const [name = ''] = texts
  takeAssignments(state.context, first === -1 ? words : command, isAlways && state.isCertain)
  if (takeBuiltIn(state, command, isAlways)) return false
  const isShifted = state.isShifted && command.some((word) => word.texts === state.context.args)
  const isSureHere = isAlways && !state.hasLeft && !isShifted
  const isSureNow = isSureHere && state.isCertain
  const isRedirection = name === 'exec' && texts.length === 1
  state.isOver ||= isSureHere && ENDING_COMMANDS.includes(name) && !isRedirection
  state.hasLeft ||= !isSureNow && endsWell(texts, state.operator === '||') && !isRedirection
  addCommand(state, startedCommand(texts), isSureNow)
  const isNegated = all.slice(0, all.length - words.length).some(({ texts: [text] }) => text === '!')
  return isNegated || TEST_COMMANDS.includes(name)
}

function addCommand(state: ScriptState, words: readonly string[], isSure: boolean): void {
  if (PLAIN_NAME.test(words[0] ?? '')) state.commands.push({ words, isSure, folder: state.folder })
}

/** Takes a built-in or a call of a function. @returns whether it was one and starts nothing else */
function takeBuiltIn(state: ScriptState, command: readonly Word[], isAlways: boolean): boolean {
  const texts = command.flatMap((word) => word.texts)
  const [name = '', ...rest] = texts
  const body = state.functions.bodies.get(name)
  if (body !== undefined) {
    state.functions.called.add(name)
    return takeLines(state, body, rest, isAlways)
  }
  switch (name) {
    case 'cd':
      state.folder = isAlways ? folderAfterCd(state.folder, command.slice(1)) : undefined
      return false
    case 'eval':
      return command.every(({ isKnown }) => isKnown) && takeLines(state, rest.join(' '), undefined, isAlways)
    case 'shift':
      if (isAlways) state.context.args = state.context.args.slice(Number(rest[0] ?? 1))
      else state.isShifted = true
      return false
    case 'set':
      return takeSet(state, rest, isAlways)
    default:
      return false
  }
}

/** `set -- WORDS`: if it is not sure to run, the words may still be started later. */
function takeSet(state: ScriptState, words: readonly string[], isAlways: boolean): boolean {
  const at = words.indexOf('--')
  if (at === -1) return false
  const args = words.slice(at + 1, at + 1 + MAX_ARGS)
  if (isAlways) state.context.args = args
  else addCommand(state, args, false)
  return true
}

/** Takes the commands of a function or an eval. @param args undefined if it has no arguments of its own */
function takeLines(
  state: ScriptState,
  text: string,
  args: readonly string[] | undefined,
  isAlways: boolean,
): boolean {
  if (++state.functions.calls > MAX_COMMANDS || state.nesting >= MAX_NESTING) return true
  const context = { ...state.context, args: args ?? state.context.args }
  const isSureHere = isAlways && !state.hasLeft
  const isCertain = isSureHere && state.isCertain
  const start = { ...newState(context, state.functions), nesting: state.nesting + 1, isCertain }
  const inside = readCommands(text, start)
  for (const { words, isSure, folder } of inside.commands) {
    if (words[0] === 'return') continue
    state.commands.push({ words, isSure, folder: joinFolder(state.folder, folder) })
  }
  const last = inside.commands.at(-1)
  state.isOver ||= isSureHere && inside.isOver && last?.words[0] !== 'return'
  state.hasLeft ||= inside.hasLeft
  state.folder = isAlways || inside.folder === '' ? joinFolder(state.folder, inside.folder) : undefined
  return true
}

/**
 * Whether a command ends the script successfully: if it does so in a block, the rest may never run. Without a status, exit
 * has that of the command before it.
 */
function endsWell([name = '', status]: readonly string[], isAfterFailure: boolean): boolean {
  return name === 'exec' || (name === 'exit' && (status === undefined ? !isAfterFailure : status === '0'))
}

/** A command without a leading built-in such as exec; empty for `command -v`, which only tests. */
function startedCommand(texts: readonly string[]): readonly string[] {
  const [name = '', option = ''] = texts
  if (!BUILT_IN.includes(name)) return texts
  return name === 'command' && /^-[vV]/.test(option) ? [] : (unwrap(texts)?.words ?? [])
}

/** -L and -P of cd (POSIX.1), -e and -@ of bash, and the end of the options. */
const CD_OPTION = /^-(?:-|[LPe@]+)$/

function folderAfterCd(folder: string | undefined, args: readonly Word[]): string | undefined {
  const to = args.find(({ texts }) => !CD_OPTION.test(texts[0] ?? ''))
  const path = to?.isKnown === true ? to.texts[0] : undefined
  const isHome = to?.isQuoted === false && path?.startsWith('~')
  return path === undefined || path === '-' || isHome ? undefined : joinFolder(folder, path)
}

/** A path relative to a folder. */
function joinFolder(folder: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined || path.startsWith('/') || folder === '') return path
  return folder === undefined || path === '' ? folder : `${folder}/${path}`
}

/** Removes the keywords of blocks, and opens and closes these. */
function withoutKeywords(state: ScriptState, words: readonly Word[]): readonly Word[] {
  let at = 0
  for (let word = words[at]; word !== undefined && !word.isQuoted; word = words[at]) {
    const [text = ''] = word.texts
    if (OPENING_KEYWORDS.includes(text)) openBlock(state)
    else if (CLOSING_KEYWORDS.includes(text)) closeBlock(state)
    else if (!INNER_KEYWORDS.includes(text)) break
    at += 1
    if (text === 'for') state.context.variables.set(words[at]?.texts[0] ?? '', UNKNOWN)
    // The words after these keywords are not a command.
    if (['for', 'case', 'select'].includes(text)) return []
  }
  return words.slice(at)
}

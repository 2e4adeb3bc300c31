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
const OPENING = ['if', 'while', 'until', 'for', 'case', 'select', '{']
const CLOSING = ['fi', 'done', 'esac', '}']
const BETWEEN = ['then', 'else', 'elif', 'do', '!', 'time']
/** What follows them after `&&` depends on what they find. */
const TESTS = ['[', '[[', 'test', 'command', 'which', 'type', 'hash', 'grep', 'false', '!']

/** Behind them, nothing of the script runs. */
const LEAVING = ['exec', 'exit', 'return']
/** Words of the shell itself that start what follows them. */
const BUILT_IN = ['exec', 'command']
/** A name that is one, and nothing that a shell would work out. */
const PLAIN_NAME = /^[\w./+@%:-]+$/

/** A script's state from one command to the next. */
interface Reading {
  readonly commands: Command[]
  folder: string | undefined
  /** Blocks that are open, and subshells. */
  depth: number
  subshells: number
  /** Whether a block may have ended the script. */
  hasLeft: boolean
  isOver: boolean
  readonly given: readonly string[]
  readonly isShifted: boolean
}

/** The commands of a script or of a line. */
export function commandsOf(text: string, known: Known): readonly Command[] {
  const reading: Reading = {
    ...{ commands: [], folder: '', depth: 0, subshells: 0, hasLeft: false, isOver: false },
    ...{ given: known.given, isShifted: /(?:^|[\s;&|])shift(?:[\s;]|$)/.test(text) },
  }
  const tokens = tokensOf(text.slice(0, LONGEST), withAssignments(text, known))
  let words: Word[] = []
  let isSure = true
  for (const token of [...tokens, { kind: 'operator', text: '\n' } as const]) {
    if (reading.isOver || reading.commands.length >= MOST_COMMANDS) break
    if (token.kind === 'word') {
      words.push(token)
      continue
    }
    // A function's name, and what a case compares with, are no commands.
    const isName = (token.text === '(' && words.length > 0) || (token.text === ')' && reading.subshells === 0)
    const isTest = isName ? leftOut(reading, words) : takeCommand(reading, words, isSure)
    words = []
    isSure = nextIsSure(token.text, isSure, isTest)
    if (token.text === '(') reading.subshells += 1
    if (token.text === ')') reading.subshells = Math.max(0, reading.subshells - 1)
  }
  return reading.commands
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
    const plain = value.replace(/^(["'])(.*)\1$/, '$2')
    own.set(name, own.has(name) || /[$`*?]/.test(plain) ? undefined : plain)
  }
  return { ...known, variable: (name) => (own.has(name) ? own.get(name) : known.variable(name)) }
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
  // Behind shift, what was given is no longer what begins with its first word.
  const isShifted = reading.isShifted && command.some((word) => word.texts === reading.given)
  const surely = isSure && reading.depth + reading.subshells === 0 && !reading.hasLeft && !isShifted
  const isRedirection = name === 'exec' && texts.length === 1
  if (name === 'cd') reading.folder = surely ? changed(reading.folder, command[1]) : undefined
  reading.isOver ||= surely && LEAVING.includes(name) && !isRedirection
  reading.hasLeft ||= !surely && endsWell(texts) && !isRedirection
  const started = startedBy(texts)
  if (PLAIN_NAME.test(started[0] ?? ''))
    reading.commands.push({ words: started, isSure: surely, folder: reading.folder })
  return TESTS.includes(name)
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
  if (to === undefined || !to.isKnown || path === '-') return undefined
  if (path.startsWith('/') || folder === '') return path
  return folder === undefined ? undefined : `${folder}/${path}`
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

/** The variables and arrays that a script sets, as far as their values are known. */

import { ASSIGNMENT, type ShellContext, UNKNOWN, type Value, type Word } from './shell-words.ts'

/** A script's variables, arguments and arrays from one command to the next. */
export interface ScriptContext extends ShellContext {
  args: readonly string[]
  readonly variables: Map<string, Value>
  readonly arrays: Map<string, readonly string[]>
  /** The variables in the words of the current command, and those that were tested for an empty value so far. */
  readonly used: Set<string>
  readonly tested: Set<string>
}

/** Words that an array may have. */
const MAX_WORDS = 256
/** A longer value is not known: variables that contain others twice grow without limit. */
const MAX_VALUE_LENGTH = 1000
/** Built-ins with assignments as arguments. */
const DECLARING = ['export', 'local', 'readonly', 'declare', 'typeset']

/** Built-ins that set the variables and arrays among their arguments; all but `read` and `getopts` are from bash. */
const READING = ['read', 'getopts', 'mapfile', 'readarray']

const TESTS = ['[', '[[', 'test']
/** Operators of test (POSIX.1, XCU); `==` is from bash. */
const COMPARING = ['=', '==', '!=', '-eq', '-ne', '-lt', '-le', '-gt', '-ge']

/** The context at the beginning of a script. */
export function scriptContext({ variable, args }: ShellContext): ScriptContext {
  const variables = new Map<string, Value>()
  const used = new Set<string>()
  return {
    ...{ args, variables, arrays: new Map(), used, tested: new Set() },
    variable: (name) => {
      used.add(name)
      return variables.has(name) ? variables.get(name) : variable(name)
    },
    assign: (name, value) => variables.set(name, value),
  }
}

/** Whether a word is an assignment at the beginning of a command. */
export function isAssignment({ texts: [text = ''], isQuoted }: Word): boolean {
  return !isQuoted && ASSIGNMENT.test(text)
}

/** Sets the variables that a command sets. An assignment before another command is for that command only. */
export function takeAssignments(context: ScriptContext, command: readonly Word[], isAlways: boolean): void {
  const [name = ''] = command[0]?.texts ?? []
  const names = command.slice(1).flatMap(({ texts }) => texts)
  if (name === 'unset' || READING.includes(name))
    for (const each of names) {
      assign(context, each, name === 'unset' ? undefined : UNKNOWN, isAlways)
      context.arrays.delete(each)
    }
  if (DECLARING.includes(name) || command.every(isAssignment))
    for (const word of command) takeAssignment(context, word, isAlways)
}

function takeAssignment(context: ScriptContext, word: Word, isAlways: boolean): void {
  const [text = ''] = word.texts
  const [start, name = '', plus] = ASSIGNMENT.exec(text) ?? []
  if (start === undefined || word.isQuoted) return
  const value = text.slice(start.length)
  const isKnown = word.isKnown && plus === '' && word.list === undefined && value.length <= MAX_VALUE_LENGTH
  assign(context, name, isKnown ? value : UNKNOWN, isAlways)
  if (word.list !== undefined) assignList(context, name, word.list, plus === '+', isAlways)
}

/** Ends a command; the variables of a test for an empty value are remembered. */
export function endCommand({ used, tested }: ScriptContext, words: readonly Word[]): void {
  if (testsForEmpty(words)) for (const name of used) tested.add(name)
  used.clear()
}

/** Whether a command is a test that compares nothing: `[ -z "$X" ]`, `[[ $X ]]`. */
function testsForEmpty(words: readonly Word[]): boolean {
  const texts = words.flatMap((word) => (word.isQuoted ? [] : word.texts))
  const isTest = words.some((word) => word.isKnown && !word.isQuoted && TESTS.includes(word.texts[0] ?? ''))
  return isTest && !texts.some((text) => COMPARING.includes(text))
}

/**
 * An assignment that may not be made is known if the variable has that value anyway, or if it is not set and was tested: then it
 * is a default, `[ -n "$X" ] || X=y`.
 */
function assign(context: ScriptContext, name: string, value: Value, isAlways: boolean): void {
  const before = context.variable(name)
  const isDefault = before === undefined && context.tested.has(name)
  context.variables.set(name, isAlways || isDefault || before === value ? value : UNKNOWN)
}

/** If it may not be made, a new array is not known, and an extended one remains as it is. */
function assignList(
  { arrays }: ScriptContext,
  name: string,
  list: readonly string[],
  isExtended: boolean,
  isAlways: boolean,
): void {
  const before = isExtended ? arrays.get(name) : []
  if (isAlways && before !== undefined) arrays.set(name, [...before, ...list].slice(0, MAX_WORDS))
  else if (!isExtended) arrays.delete(name)
}

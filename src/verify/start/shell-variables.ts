/** The variables and arrays that a script sets, as far as their values are known. */

import { ASSIGNMENT, type ShellContext, UNKNOWN, type Value, type Word } from './shell-words.ts'

/** A script's variables, arguments and arrays from one command to the next. */
export interface ScriptContext extends ShellContext {
  args: readonly string[]
  readonly variables: Map<string, Value>
  readonly arrays: Map<string, readonly string[]>
}

/** Words that an array may have. */
const MAX_WORDS = 256
/** A longer value is not known: variables that contain others twice grow without limit. */
const MAX_VALUE_LENGTH = 1000
/** Built-ins with assignments as arguments. */
const DECLARING = ['export', 'local', 'readonly', 'declare', 'typeset']

/** The context at the beginning of a script. */
export function scriptContext({ variable, args }: ShellContext): ScriptContext {
  const variables = new Map<string, Value>()
  return {
    ...{ args, variables, arrays: new Map() },
    variable: (name) => (variables.has(name) ? variables.get(name) : variable(name)),
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
  if (name === 'unset') for (const each of names) assign(context, each, undefined, isAlways)
  if (name === 'read') for (const each of names) assign(context, each, UNKNOWN, isAlways)
  if (DECLARING.includes(name) || command.every(isAssignment))
    for (const word of command) takeAssignment(context, word, isAlways)
}

function takeAssignment(context: ScriptContext, word: Word, isAlways: boolean): void {
  const [text = ''] = word.texts
  const [start, name = '', plus] = ASSIGNMENT.exec(text) ?? []
  if (start === undefined || word.isQuoted) return
  const value = text.slice(start.length)
  const isKnown = word.isKnown && plus === '' && word.list === undefined && isPlain(value)
  assign(context, name, isKnown ? value : UNKNOWN, isAlways)
  if (word.list !== undefined) assignList(context, name, word.list, plus === '+', isAlways)
}

/** A value that a shell would not match against the names of files. */
function isPlain(value: string): boolean {
  return value.length <= MAX_VALUE_LENGTH && !/[*?]/.test(value)
}

/** An assignment that may not be made is known if the variable is not set, or has that value anyway. */
function assign({ variable, variables }: ScriptContext, name: string, value: Value, isAlways: boolean): void {
  const before = variable(name)
  const isKnown = isAlways || before === undefined || before === value
  variables.set(name, isKnown ? value : UNKNOWN)
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

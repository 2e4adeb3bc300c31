/** Splits shell code into words and operators (POSIX.1, XCU 2.2, 2.3, 2.6 and 2.7), as far as possible without a shell. */

/** A value that only a shell can determine. */
export const UNKNOWN = Symbol('unknown')

/** The value of a variable; undefined if it is not set. */
export type Value = string | typeof UNKNOWN | undefined

/** The variables and arguments that a shell starts with. */
export interface ShellContext {
  readonly variable: (name: string) => Value
  /** `$1` and the following ones; a script may change them. */
  readonly args: readonly string[]
  /** Arrays of bash that the script has set. */
  readonly arrays?: ReadonlyMap<string, readonly string[]>
  /** Called for `${X:=word}`, which sets the variable. */
  readonly assign?: (name: string, value: Value) => void
}

export interface Word {
  readonly kind: 'word'
  /** Mostly one text; all arguments for `$@`, and the fields of an unquoted variable, of which there may be none. */
  readonly texts: readonly string[]
  /** Whether everything in it is known without a shell. */
  readonly isKnown: boolean
  /** Whether it begins in quotes: then it is neither a keyword nor an assignment. */
  readonly isQuoted: boolean
  /** The words of bash's `NAME=(…)`. */
  readonly list?: readonly string[]
}

export type Token = Word | { readonly kind: 'operator'; readonly text: string }

/** A piece of a word; `text` is undefined if a shell would have to evaluate it. */
interface Piece {
  readonly text: string | undefined
  readonly isQuoted: boolean
  /** Whether blanks in it separate fields (POSIX.1, XCU 2.6.5). */
  readonly isSplit: boolean
  /** Its length in the source. */
  readonly length: number
}

/** What the expansion of a value depends on. */
interface Scope {
  readonly context: ShellContext
  /** Whether it is in double quotes. */
  readonly isQuoted: boolean
  /** The number of enclosing defaults of variables. */
  readonly nesting: number
}

/** A line may be continued, but not a comment. */
const BLANK = /[ \t\r\f\v]|\\\n|#.*/y
/** The part before the name of the file. `<<<` and `{name}` are from bash. */
const REDIRECTION = /(?:\{\w+\}|\d*)(?:<<<|<<-?|<>|<&|>&|&>>|&>|>>|>\||[<>](?!\())(?:[ \t]|\\\n)*/y
/** The part before the last line of a here-document. */
const DOCUMENT = /^(?:\{\w+\}|\d*)<<(?!<)/
/** `;&` is in POSIX.1-2024, `;;&` is from bash. */
const OPERATOR = /&&|\|\||;;&?|;&|[;&|\n()]/y

/** Bash's `((` with its arithmetic, and `[[` with its condition, are a single word: there are no commands in them. */
const WHOLE: ReadonlyMap<string, (text: string, at: number, context: ShellContext) => number | undefined> =
  new Map([
    ['((', afterArithmetic],
    ['[[', afterCondition],
  ])

/** An operator that compares, in arithmetic or in a condition, whose result is then not known. */
const COMPARISON = /\s(?:[=!<>]=?|==|=~|-(?:eq|ne|lt|le|gt|ge))\s/

/**
 * The words and operators of a text, each expanded with what is known at that time; without comments, redirections and
 * here-documents.
 */
export function* tokensOf(text: string, context: ShellContext): Generator<Token> {
  const delimiters: string[] = []
  for (let at = 0; at < text.length; ) {
    const blank = patternAt(BLANK, text, at)
    if (blank !== undefined) {
      at += blank.length
      continue
    }
    const redirection = patternAt(REDIRECTION, text, at)
    if (redirection !== undefined) {
      const { word, length } = wordAt(text, at + redirection.length, context)
      if (DOCUMENT.test(redirection) && length > 0) delimiters.push(...word.texts)
      at += redirection.length + length
      continue
    }
    const { token, length } = tokenAt(text, at, context)
    yield token
    at += Math.max(1, length)
    if (token.kind === 'operator' && token.text === '\n')
      at = delimiters.splice(0).reduce((from, end) => afterDocument(text, from, end), at)
  }
}

interface TokenAt {
  readonly token: Token
  readonly length: number
}

function tokenAt(text: string, at: number, context: ShellContext): TokenAt {
  const whole = wholeAt(text, at, context)
  if (whole !== undefined) return whole
  const operator = patternAt(OPERATOR, text, at)
  if (operator !== undefined) return { token: { kind: 'operator', text: operator }, length: operator.length }
  const { word, length } = wordOrArrayAt(text, at, context)
  return { token: word, length }
}

function wholeAt(text: string, at: number, context: ShellContext): TokenAt | undefined {
  const opening = text.slice(at, at + 2)
  const end = WHOLE.get(opening)?.(text, at, context)
  if (end === undefined) return undefined
  const isKnown = !COMPARISON.test(text.slice(at, end))
  const token = { kind: 'word', texts: [opening], isKnown, isQuoted: false } as const
  return { token, length: end - at }
}

/** The position after `((…))`; undefined for a subshell in another one. */
function afterArithmetic(text: string, at: number): number | undefined {
  const inner = afterPair(text, at + 1)
  return inner !== undefined && text[inner] === ')' ? inner + 1 : undefined
}

/** The position after `[[ … ]]`; undefined if it is not a condition. */
function afterCondition(text: string, start: number, context: ShellContext): number | undefined {
  let at = start + 2
  if (!/\s/.test(text[at] ?? '')) return undefined
  while (at < text.length && text[at] !== ';') {
    const blank = patternAt(BLANK, text, at)
    const { word, length } = wordAt(text, at, context)
    at += blank?.length ?? Math.max(1, length)
    if (blank !== undefined || word.isQuoted) continue
    if (word.texts[0] === ']]') return at
    if (word.texts[0] === '[[') return undefined
  }
  return undefined
}

function patternAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

function afterDocument(text: string, start: number, end: string): number {
  let at = start
  while (at < text.length) {
    const newline = text.indexOf('\n', at)
    const next = newline === -1 ? text.length : newline
    const line = text.slice(at, next).trim()
    at = next + 1
    if (line === end) break
  }
  return at
}

/** All arguments, or all words of an array, possibly from a position on; each is a word of its own, nearly always without quotes, too. */
const ALL = /("?)\$(?:[@*]|\{(?:(\w+)\[[@*]\]|[@*])(?::([1-9]\d*))?\})\1(?=[\s;&|)]|$)/y
const PLAIN = /[^\s;&|()<>'"\\$`]+/y
const SINGLE = /'[^']*'/y
/** Bash's quotes with escapes of C. */
const ANSI_C = /\$'(?:[^'\\]|\\[\s\S])*'/y
const ESCAPED = /\\[\s\S]/y
/** In double quotes, a backslash before any other character is an ordinary one. */
const ESCAPED_IN_QUOTES = /\\[$`"\\\n]/y
const BACKTICKS = /`[^`]*`/y
/** Bash's process substitution. */
const PROCESS = /[<>]\(/y
const VARIABLE = /\$(?:\{(\w+)\}|(\d|[a-zA-Z_]\w*))/y
/** Up to the word that is used if the variable is not set, or with `+`, if it is. */
const WITH_WORD = /\$\{(\w+)(:?)([-=+])/y
/** The location of a command, which is found by its name as well. */
const LOCATION =
  /\$\( *(?:command -v|which|type -[pP]) ([\w./+-]+)(?: 2> ?\/dev\/null)?(?: \|\| (?:true|:))? *\)|`(?:command -v|which|type -[pP]) ([\w./+-]+)`/y

/** Defaults in defaults are followed up to this depth. */
const MAX_DEFAULTS = 4

interface WordAt {
  readonly word: Word
  readonly length: number
}

/** An assignment, whose value is not split into fields. */
export const ASSIGNMENT = /^(\w+)(\+?)=/

/** The word that begins at a position. */
function wordAt(text: string, start: number, context: ShellContext): WordAt {
  const all = allAt(text, start, context)
  if (all !== undefined) return all
  const pieces = piecesAt(text, start, context)
  const isQuoted = pieces[0]?.isQuoted === true
  const whole = textOf(pieces)
  const word: Word = {
    kind: 'word',
    texts: !isQuoted && ASSIGNMENT.test(whole) ? [whole] : fieldsOf(pieces),
    isKnown: pieces.every((piece) => piece.text !== undefined),
    isQuoted,
  }
  return { word, length: lengthOf(pieces) }
}

/** The word that begins at a position, with the words of an array. */
function wordOrArrayAt(text: string, start: number, context: ShellContext): WordAt {
  const plain = wordAt(text, start, context)
  const { word, length } = plain
  const isArray = !word.isQuoted && text[start + length] === '(' && /^\w+\+?=$/.test(word.texts[0] ?? '')
  if (!isArray) return plain
  const words: Word[] = []
  for (let at = start + length + 1; at < text.length && text[at] !== '('; ) {
    if (text[at] === ')') {
      const list = words.flatMap(({ texts }) => texts)
      const isKnown = words.every((each) => each.isKnown)
      return { word: { ...word, isKnown, list }, length: at + 1 - start }
    }
    const blank = patternAt(BLANK, text, at)
    const item = wordAt(text, at, context)
    if (blank === undefined && item.length > 0) words.push(item.word)
    at += blank?.length ?? Math.max(1, item.length)
  }
  return plain
}

function allAt(text: string, at: number, { args, arrays }: ShellContext) {
  ALL.lastIndex = at
  const [all, , name, from] = ALL.exec(text) ?? []
  const list = name === undefined ? args : arrays?.get(name)
  if (all === undefined || list === undefined) return undefined
  // The first argument has the number 1, the first word of an array 0.
  const texts = from === undefined ? list : list.slice(Number(from) - (name === undefined ? 1 : 0))
  return { word: { kind: 'word', texts, isKnown: true, isQuoted: true } as const, length: all.length }
}

function piecesAt(text: string, start: number, context: ShellContext): readonly Piece[] {
  const pieces: Piece[] = []
  let at = start
  for (let piece = pieceAt(text, at, context); piece !== undefined; piece = pieceAt(text, at, context)) {
    pieces.push(piece)
    at += piece.length
  }
  return pieces
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text ?? '$').join('')
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0)
}

/** The fields of a word: blanks in an unquoted value separate them, and an empty one is left out. */
function fieldsOf(pieces: readonly Piece[]): readonly string[] {
  if (!pieces.some(({ isSplit }) => isSplit)) return [textOf(pieces)]
  const parts = pieces.map(({ text = '$', isSplit }) => (isSplit ? text.replaceAll(/[ \t\n]+/g, '\0') : text))
  return parts
    .join('')
    .split('\0')
    .filter((field) => field !== '')
}

function pieceAt(text: string, at: number, context: ShellContext): Piece | undefined {
  const plain = patternAt(PLAIN, text, at)
  if (plain !== undefined) return { text: plain, isQuoted: false, isSplit: false, length: plain.length }
  if (patternAt(PROCESS, text, at) !== undefined)
    return { text: undefined, isQuoted: false, isSplit: false, length: afterDollar(text, at) - at }
  const scope = { context, isQuoted: false, nesting: 0 }
  return quotedAt(text, at, scope) ?? expansionAt(text, at, scope)
}

/** Something in quotes, or after a backslash. */
function quotedAt(text: string, at: number, scope: Scope): Piece | undefined {
  const single = patternAt(SINGLE, text, at)
  if (single !== undefined) return quoted(single.slice(1, -1), single.length)
  const escaped = patternAt(ESCAPED, text, at)
  if (escaped !== undefined) return quoted(withoutBackslash(escaped), 2)
  const ansiC = patternAt(ANSI_C, text, at)
  if (ansiC !== undefined) return quoted(undefined, ansiC.length)
  if (text[at] !== '"') return undefined
  const inside = expandTo('"', text, at + 1, { ...scope, isQuoted: true })
  return inside && quoted(inside.text, inside.length + 1)
}

function quoted(text: string | undefined, length: number): Piece {
  return { text, isQuoted: true, isSplit: false, length }
}

/**
 * The text up to a closing character, expanded, and whether some of it is in quotes; its length includes that character.
 * @returns undefined if it is missing
 */
function expandTo(
  closing: '"' | '}',
  text: string,
  start: number,
  scope: Scope,
): Omit<Piece, 'isSplit'> | undefined {
  let expanded: string | undefined = ''
  let isQuoted = false
  for (let at = start; at < text.length; ) {
    if (text[at] === closing) return { text: expanded, isQuoted, length: at + 1 - start }
    const piece = innerPieceAt(text, at, scope)
    if (piece === undefined) return undefined
    expanded = expanded === undefined || piece.text === undefined ? undefined : expanded + piece.text
    isQuoted ||= piece.isQuoted
    at += piece.length
  }
  return undefined
}

/** In double quotes, a single quote is an ordinary character, also in the default of a variable. */
function innerPieceAt(text: string, at: number, scope: Scope): Piece | undefined {
  const escaped = scope.isQuoted ? patternAt(ESCAPED_IN_QUOTES, text, at) : undefined
  if (escaped !== undefined) return quoted(withoutBackslash(escaped), escaped.length)
  if (text[at] === '"' || (!scope.isQuoted && /['\\]/.test(text[at] ?? ''))) return quotedAt(text, at, scope)
  return expansionAt(text, at, scope) ?? { ...quoted(text[at], 1), isQuoted: false }
}

/** A variable, or the output of another command. */
function expansionAt(text: string, at: number, scope: Scope): Piece | undefined {
  const isSplit = !scope.isQuoted
  const piece = (value: string | undefined, length: number): Piece => ({
    ...{ text: value, isQuoted: false, isSplit, length },
  })
  if (text[at] !== '$' && text[at] !== '`') return undefined
  LOCATION.lastIndex = at
  const [location, name, inBackticks] = LOCATION.exec(text) ?? []
  if (location !== undefined) return piece(name ?? inBackticks, location.length)
  const backticks = patternAt(BACKTICKS, text, at)
  if (backticks !== undefined) return piece(undefined, backticks.length)
  if (text[at] !== '$') return undefined
  VARIABLE.lastIndex = at
  const [variable, braced, plain = ''] = VARIABLE.exec(text) ?? []
  if (variable !== undefined) {
    const value = variableValue(braced ?? plain, scope.context)
    return piece(value === UNKNOWN ? undefined : value, variable.length)
  }
  return withWordAt(text, at, scope) ?? piece(undefined, afterDollar(text, at) - at)
}

function variableValue(name: string, { args, variable }: ShellContext): Value {
  return args[Number(name) - 1] ?? variable(name)
}

/** A variable with a word that is used instead: `${X:-word}`, `${X:+word}`. */
function withWordAt(text: string, at: number, scope: Scope): Piece | undefined {
  WITH_WORD.lastIndex = at
  const [start, name = '', colon, operator] = WITH_WORD.exec(text) ?? []
  if (start === undefined || scope.nesting >= MAX_DEFAULTS) return undefined
  const word = expandTo('}', text, at + start.length, { ...scope, nesting: scope.nesting + 1 })
  if (word === undefined) return undefined
  const { context } = scope
  const value = variableValue(name, context)
  const isUnset = value === undefined || (value === '' && colon === ':')
  if (isUnset && operator === '=') context.assign?.(name, word.text ?? UNKNOWN)
  const used = isUnset === (operator === '+') ? (value ?? '') : word.text
  return {
    text: value === UNKNOWN || used === UNKNOWN ? undefined : used,
    isQuoted: false,
    isSplit: !scope.isQuoted && !(used === word.text && word.isQuoted),
    length: start.length + word.length,
  }
}

/** A character after a backslash, which is the end of a line if that continues. */
function withoutBackslash(escaped: string): string {
  return escaped === '\\\n' ? '' : escaped.slice(1)
}

const PAIRS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['{', '}'],
  // Arithmetic in old scripts of bash.
  ['[', ']'],
])

/** The position after `$(…)`, or whatever else begins with a dollar; all of the text if it is not closed. */
function afterDollar(text: string, at: number): number {
  return PAIRS.has(text[at + 1] ?? '') ? (afterPair(text, at + 1) ?? text.length) : at + 1
}

/** Quotes that end in the same line: a comment may have an apostrophe. */
const INERT = /\\[\s\S]|'[^'\n]*'|"(?:[^"\\\n]|\\.)*"/y

/** Deeper pairs are not followed: otherwise the time for many opening characters would be the square of their number. */
const MAX_PAIRS = 16

/** The position after the character that closes the one at a position; undefined if there is none. */
function afterPair(text: string, start: number): number | undefined {
  const opening = text[start] ?? ''
  const closing = PAIRS.get(opening)
  let depth = 0
  for (let at = start; at < text.length && depth <= MAX_PAIRS; at++) {
    if (text[at] === opening) depth += 1
    if (text[at] === closing) depth -= 1
    if (depth === 0) return at + 1
    if (opening === '(') at += Math.max(1, patternAt(INERT, text, at)?.length ?? 1) - 1
  }
  return undefined
}

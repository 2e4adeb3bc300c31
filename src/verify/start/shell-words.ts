/** Splits shell code into words and operators (POSIX.1, XCU 2.2, 2.3, 2.6 and 2.7), as far as possible without a shell. */

/** The variables and arguments that a shell starts with. */
export interface ShellContext {
  /** The value of a variable. */
  readonly variable: (name: string) => string | undefined
  /** `$1` and the following ones; a script may change them. */
  readonly args: readonly string[]
}

export interface Word {
  readonly kind: 'word'
  /** One text, or all arguments for `$@`. */
  readonly texts: readonly string[]
  /** Whether everything in it is known without a shell. */
  readonly isKnown: boolean
  /** Whether it begins in quotes: then it is neither a keyword nor an assignment. */
  readonly isQuoted: boolean
}

type Token = Word | { readonly kind: 'operator'; readonly text: string }

/** A piece of a word; `text` is undefined if a shell would have to evaluate it. */
interface Piece {
  readonly text: string | undefined
  readonly isQuoted: boolean
  /** Its length in the source. */
  readonly length: number
}

/** A line may be continued, but not a comment. */
const BLANK = /[ \t\r\f\v]|\\\n|#.*/y
/** The part before the name of the file. `<<<` is from bash; `<<=` is an operator of its arithmetic. */
const REDIRECTION = /\d*(?:<<<|<<-?(?!=)|<>|<&|>&|&>>|&>|>>|>\||<|>)(?:[ \t]|\\\n)*/y
/** The part before the last line of a here-document. */
const DOCUMENT = /^\d*<<(?!<)/
const OPERATOR = /&&|\|\||;;|[;&|\n()]/y

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

function tokenAt(
  text: string,
  at: number,
  context: ShellContext,
): { readonly token: Token; readonly length: number } {
  const operator = patternAt(OPERATOR, text, at)
  if (operator !== undefined) return { token: { kind: 'operator', text: operator }, length: operator.length }
  const { word, length } = wordAt(text, at, context)
  return { token: word, length }
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

/** All arguments; in quotes each is a word of its own, and nearly always without quotes, too. */
const ALL = /"\$(?:[@*]|\{[@*]\})"(?=[\s;&|)]|$)|\$(?:[@*]|\{[@*]\})(?=[\s;&|)]|$)/y
const PLAIN = /[^\s;&|()<>'"\\$`]+/y
const SINGLE = /'[^']*'/y
const DOUBLE = /"(?:[^"\\$]|\\[\s\S]|\$(?!\()|\$\([^)]*\))*"/y
const ESCAPED = /\\[\s\S]/y
/** In double quotes, a backslash before any other character is an ordinary one. */
const ESCAPED_IN_QUOTES = /\\[$`"\\\n]/y
const BACKTICKS = /`[^`]*`/y
const VARIABLE = /\$(?:\{(\w+)(?:(:?)[-=]([^}$`"']*))?\}|(\d|[a-zA-Z_]\w*))/y

/** The word that begins at a position. */
function wordAt(
  text: string,
  start: number,
  context: ShellContext,
): { readonly word: Word; readonly length: number } {
  const all = patternAt(ALL, text, start)
  if (all !== undefined) {
    const word = { kind: 'word', texts: context.args, isKnown: true, isQuoted: true } as const
    return { word, length: all.length }
  }
  const pieces: Piece[] = []
  let at = start
  for (let piece = pieceAt(text, at, context); piece !== undefined; piece = pieceAt(text, at, context)) {
    pieces.push(piece)
    at += piece.length
  }
  const word: Word = {
    kind: 'word',
    texts: [pieces.map((piece) => piece.text ?? '$').join('')],
    isKnown: pieces.every((piece) => piece.text !== undefined),
    isQuoted: pieces[0]?.isQuoted === true,
  }
  return { word, length: at - start }
}

function pieceAt(text: string, at: number, context: ShellContext): Piece | undefined {
  const plain = patternAt(PLAIN, text, at)
  if (plain !== undefined) return { text: plain, isQuoted: false, length: plain.length }
  const single = patternAt(SINGLE, text, at)
  if (single !== undefined) return { text: single.slice(1, -1), isQuoted: true, length: single.length }
  const double = patternAt(DOUBLE, text, at)
  if (double !== undefined)
    return { text: expandQuoted(double.slice(1, -1), context), isQuoted: true, length: double.length }
  const escaped = patternAt(ESCAPED, text, at)
  if (escaped !== undefined) return { text: withoutBackslash(escaped), isQuoted: true, length: 2 }
  return valueAt(text, at, context)
}

/** A variable, or the output of another command. */
function valueAt(text: string, at: number, context: ShellContext): Piece | undefined {
  const backticks = patternAt(BACKTICKS, text, at)
  if (backticks !== undefined) return { text: undefined, isQuoted: false, length: backticks.length }
  if (text[at] !== '$') return undefined
  VARIABLE.lastIndex = at
  const match = VARIABLE.exec(text)
  if (match === null) return { text: undefined, isQuoted: false, length: afterDollar(text, at) - at }
  return { text: valueOfVariable(match, context), isQuoted: false, length: match[0].length }
}

function valueOfVariable(
  [, braced, colon, fallback, plain]: RegExpExecArray,
  context: ShellContext,
): string | undefined {
  const name = braced ?? plain ?? ''
  const value = context.args[Number(name) - 1] ?? context.variable(name)
  return value === undefined || (value === '' && colon === ':') ? fallback : value
}

/** The text in double quotes, expanded; undefined if a shell would have to evaluate it. */
function expandQuoted(text: string, context: ShellContext): string | undefined {
  let filled = ''
  for (let at = 0; at < text.length; ) {
    const escaped = patternAt(ESCAPED_IN_QUOTES, text, at)
    const value = valueAt(text, at, context)
    if (value !== undefined && value.text === undefined) return undefined
    filled += escaped === undefined ? (value?.text ?? text[at] ?? '') : withoutBackslash(escaped)
    at += escaped?.length ?? value?.length ?? 1
  }
  return filled
}

/** A character after a backslash, which is the end of a line if that continues. */
function withoutBackslash(escaped: string): string {
  return escaped === '\\\n' ? '' : escaped.slice(1)
}

const PAIRS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['{', '}'],
])

/** The position after `$(…)`, or whatever else begins with a dollar. */
function afterDollar(text: string, at: number): number {
  const opening = text[at + 1] ?? ''
  const closing = PAIRS.get(opening)
  if (closing === undefined) return at + 1
  let depth = 0
  for (let each = at + 1; each < text.length; each++) {
    if (text[each] === opening) depth += 1
    if (text[each] === closing) depth -= 1
    if (depth === 0) return each + 1
  }
  return text.length
}

/** The patterns of `case` (POSIX.1, XCU 2.9.4.3), which are not commands. */

import type { Token } from './shell-words.ts'

/** A list of patterns, up to its `)`. */
interface Patterns {
  /** Whether there has been a word: `(` before it belongs to the list. */
  readonly hasWord: boolean
  /** The number of open parentheses in bash's extended patterns, such as `@(a|b)`. */
  readonly parens: number
}

const NO_PATTERNS: Patterns = { hasWord: false, parens: 0 }
const NEWLINE = { kind: 'operator', text: '\n' } as const
/** The operators at the end of a pattern's commands. */
const ENDINGS = [';;', ';&', ';;&']

/** The tokens without patterns. Before the commands of each pattern, there is an operator. */
export function* withoutPatterns(tokens: Iterable<Token>): Generator<Token> {
  let patterns: Patterns | undefined
  let [before, last] = ['', '']
  for (const token of tokens) {
    const text = plainText(token)
    if (patterns !== undefined && (text !== 'esac' || patterns.hasWord)) {
      patterns = afterToken(patterns, text)
      continue
    }
    yield token
    const isHead = before === 'case' && text === 'in'
    if (isHead) yield NEWLINE
    patterns = isHead || ENDINGS.includes(text) ? NO_PATTERNS : undefined
    before = last
    last = text
  }
}

const OPERATOR = /^[;&|\n()]/

/** The text of an operator or of a word without quotes; empty for any other word. */
function plainText(token: Token): string {
  if (token.kind === 'operator') return token.text
  return token.isQuoted ? '' : (token.texts[0] ?? '')
}

/** @returns undefined after the last token of the patterns */
function afterToken({ hasWord, parens }: Patterns, text: string): Patterns | undefined {
  if (text === '(') return { hasWord, parens: hasWord ? parens + 1 : 0 }
  if (text === ')') return parens === 0 ? undefined : { hasWord, parens: parens - 1 }
  return { hasWord: hasWord || !OPERATOR.test(text), parens }
}

import { InvalidValue } from '../errors.ts'

/**
 * Whitespace, 'verbatim', "with backslashes", a backslash and the next character, an expansion that a shell would make,
 * plain characters, and anything else.
 */
const PIECE =
  /(\s+)|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|(`|\$(?:\w+|[{('@*#?$!-]))|(\$|[^\s'"\\|&;<>()`$]+)|([\s\S])/g

/** An expansion inside double quotes, which a backslash prevents. */
const REPLACED = /\\[\s\S]|(`|\$(?:\w+|[{(@*#?$!-]))/g

/**
 * Splits a command into a program and its arguments as a POSIX shell does (Shell Command Language, 2.2 Quoting). Nothing
 * is expanded: `~` and `*` are passed on verbatim. After -c, a text in double quotes is left to a shell of the image.
 *
 * Hand-written, because the packages for this miss what matters here: some treat an unclosed quote as text, and none
 * refuses `|`, `>` or `$HOME`, which would silently become arguments.
 *
 * @throws InvalidValue for a quote that is not closed, and for anything that needs a shell
 */
export function splitWords(text: string): readonly string[] {
  const words: string[] = []
  let word: string | undefined
  let isLineOver = false
  for (const piece of text.matchAll(PIECE)) {
    const [whole, blanks] = piece
    // A line continued by a backslash.
    if (whole === '\\\n') continue
    if (blanks === undefined) {
      if (isLineOver)
        throw new InvalidValue('it has several lines, which would be several commands.', TO_SHELL)
      word = (word ?? '') + characters(piece, word === undefined && isShellOption(words.at(-1)))
      continue
    }
    if (word !== undefined) words.push(word)
    word = undefined
    isLineOver = words.length > 0 && (isLineOver || blanks.includes('\n'))
  }
  return word === undefined ? words : [...words, word]
}

const TO_SHELL = `Quote it, or run it with a shell of the image, as in sh -c 'app --version | grep 1'.`

/** A shell's `-c`, possibly combined with other options. */
function isShellOption(word = ''): boolean {
  return /^-\w*c$/.test(word)
}

const TO_QUOTE = `Put it into single quotes if it is literal text, or run it with a shell of the image, as in sh -c 'echo $HOME'.`

/** The characters that a piece of a word stands for. @param isScript whether it begins a script for a shell of the image */
function characters(
  [whole, , single, double, escaped, replaced, plain]: RegExpMatchArray,
  isScript: boolean,
): string {
  const literal = single ?? escaped ?? plain
  if (literal !== undefined) return literal
  const inside = isScript ? [] : (double ?? '').matchAll(REPLACED)
  const expansion = replaced ?? [...inside].find(([, name]) => name !== undefined)?.[1]
  if (expansion !== undefined)
    throw new InvalidValue(`there is no shell to interpret the ${expansion} in it.`, TO_QUOTE)
  // Inside double quotes a backslash is literal, except before these.
  if (double !== undefined) return double.replace(/\\([$`"\\\n])/g, (_, next) => (next === '\n' ? '' : next))
  if (whole === '\\') throw new InvalidValue('it ends with a backslash.', 'Remove it, or write \\\\.')
  if (whole === '"' || whole === "'") {
    const cure = `Close it; write a literal quote as \\${whole}.`
    throw new InvalidValue(`the quote ${whole} is not closed.`, cure)
  }
  throw new InvalidValue(`there is no shell to interpret the ${whole} in it.`, TO_SHELL)
}

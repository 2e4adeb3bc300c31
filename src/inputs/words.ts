import { InvalidValue } from '../errors.ts'

/**
 * Blanks, 'as it is', "with backslashes", a backslash and what it is before, what a shell would replace, anything
 * plain, and what is left.
 */
const PIECE =
  /(\s+)|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|(`|\$(?:\w+|[{('@*#?$!-]))|(\$|[^\s'"\\|&;<>()`$]+)|([\s\S])/g

/** The same inside double quotes, where a backslash keeps it from that. */
const REPLACED = /\\[\s\S]|(`|\$(?:\w+|[{(@*#?$!-]))/g

/**
 * Splits a command into program and arguments as a POSIX shell does (Shell Command Language, 2.2 Quoting). Nothing is
 * expanded: `~` and `*` arrive as they stand. Behind -c a shell of the image reads a text in double quotes.
 *
 * Of our own, because the packages for it leave out what matters here: some take an unclosed quote for text, and
 * none refuses `|`, `>` or `$HOME`, which would become arguments without anybody noticing.
 *
 * @throws InvalidValue for a quote that is not closed, and for what only a shell could carry out
 */
export function splitWords(text: string): readonly string[] {
  const words: string[] = []
  let word: string | undefined
  let isLineOver = false
  for (const piece of text.matchAll(PIECE)) {
    const [whole, blanks] = piece
    // A line that goes on behind a backslash.
    if (whole === '\\\n') continue
    if (blanks === undefined) {
      if (isLineOver) throw new InvalidValue('it has several lines, which are several commands.', TO_SHELL)
      word = (word ?? '') + meaning(piece, word === undefined && isShellOption(words.at(-1)))
      continue
    }
    if (word !== undefined) words.push(word)
    word = undefined
    isLineOver = words.length > 0 && (isLineOver || blanks.includes('\n'))
  }
  return word === undefined ? words : [...words, word]
}

const TO_SHELL = `Put it into quotes, or let a shell of the image read it, as in sh -c 'app --version | grep 1'.`

/** `-c` of a shell, perhaps with other options before it. */
function isShellOption(word = ''): boolean {
  return /^-\w*c$/.test(word)
}

const TO_QUOTE = `Put it into single quotes where it is a text, or let a shell of the image read it, as in sh -c 'echo $HOME'.`

/** What a piece of a word stands for. @param isScript whether it begins a text that a shell of the image reads */
function meaning(
  [whole, , single, double, escaped, replaced, plain]: RegExpMatchArray,
  isScript: boolean,
): string {
  const found = single ?? escaped ?? plain
  if (found !== undefined) return found
  const inside = isScript ? [] : (double ?? '').matchAll(REPLACED)
  const unread = replaced ?? [...inside].find(([, name]) => name !== undefined)?.[1]
  if (unread !== undefined) throw new InvalidValue(`no shell reads the ${unread} in it.`, TO_QUOTE)
  // Inside double quotes a backslash is one, except before these.
  if (double !== undefined) return double.replace(/\\([$`"\\\n])/g, (_, next) => (next === '\n' ? '' : next))
  if (whole === '\\') throw new InvalidValue('it ends with a backslash.', 'Remove it, or write \\\\.')
  if (whole === '"' || whole === "'") {
    const cure = `Close it; a quote that is text is written \\${whole}.`
    throw new InvalidValue(`the quote ${whole} is not closed.`, cure)
  }
  throw new InvalidValue(`no shell reads the ${whole} in it.`, TO_SHELL)
}

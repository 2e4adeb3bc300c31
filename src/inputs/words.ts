import { InvalidValue } from '../errors.ts'

/** Blanks, 'as it is', "with backslashes", a backslash and what it is before, anything plain, and what is left. */
const PIECE = /(\s+)|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\|&;<>()]+)|([\s\S])/g

/**
 * Splits a command into program and arguments as a POSIX shell does (Shell Command Language, 2.2 Quoting). Nothing is
 * expanded: `$HOME` and `*` arrive as they stand.
 *
 * Of our own, because the packages for it leave out what matters here: some take an unclosed quote for text, and
 * none refuses `|` or `>`, which would become arguments without anybody noticing.
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
      word = (word ?? '') + meaning(piece)
      continue
    }
    if (word !== undefined) words.push(word)
    word = undefined
    isLineOver = words.length > 0 && (isLineOver || blanks.includes('\n'))
  }
  return word === undefined ? words : [...words, word]
}

const TO_SHELL = `Put it into quotes, or let a shell of the image read it, as in sh -c 'app --version | grep 1'.`

/** What a piece of a word stands for. */
function meaning([whole, , single, double, escaped, plain]: RegExpMatchArray): string {
  const found = single ?? escaped ?? plain
  if (found !== undefined) return found
  // Inside double quotes a backslash is one, except before these.
  if (double !== undefined) return double.replace(/\\([$`"\\\n])/g, (_, next) => (next === '\n' ? '' : next))
  if (whole === '\\') throw new InvalidValue('it ends with a backslash.', 'Remove it, or write \\\\.')
  if (whole === '"' || whole === "'") {
    const cure = `Close it; a quote that is text is written \\${whole}.`
    throw new InvalidValue(`the quote ${whole} is not closed.`, cure)
  }
  throw new InvalidValue(`no shell reads the ${whole} in it.`, TO_SHELL)
}

import { textIn } from '../disk.ts'
import type { Location } from '../errors.ts'
import { matchesPieces } from '../wildcard.ts'

/** Instructions that create layers. */
const MAKES_LAYER = /^(?:RUN|COPY|ADD|WORKDIR)\b/i

/** `$NAME`, `${NAME}` and `${NAME:-text}`, which BuildKit has expanded. */
const VARIABLE = /\$(?:\w+|\{[^}]*\})/

/**
 * The line of a Dockerfile that an entry of an image's history comes from; undefined if no line or more than one
 * matches: the history begins with that of the base image, whose instructions are not in this file. BuildKit drops
 * the flags of COPY and expands arguments; in front of the words of a RUN it puts the arguments and the shell.
 * @param instruction the instruction of a `Finding`
 */
export function locateInstruction(instruction: string, dockerfile: string): Location | undefined {
  const expected = instructionWords(instruction)
  if (dockerfile === '' || expected.length < 2) return undefined
  const found = instructionsIn(textIn(dockerfile) ?? '').filter(({ words }) =>
    isSameInstruction(words, expected),
  )
  const [only, ...others] = found
  return only === undefined || others.length > 0
    ? undefined
    : { file: dockerfile, line: only.line, title: 'Image proof' }
}

/** Whether a line of the Dockerfile has the words of the history entry. */
function isSameInstruction(
  [verb, ...words]: readonly string[],
  [expectedVerb, ...expected]: readonly string[],
): boolean {
  const recorded = verb === 'RUN' ? expected.slice(expected.indexOf('-c') + 1) : expected
  // A long instruction is cut off within a word.
  const isCut = recorded.at(-1)?.endsWith('…') === true
  const compared = isCut ? recorded.slice(0, -1) : recorded
  const isAsLong = isCut ? words.length > compared.length : words.length === recorded.length
  return (
    verb === expectedVerb &&
    isAsLong &&
    compared.every((word, at) => matchesPieces((words[at] ?? '').split(VARIABLE), word))
  )
}

interface Instruction {
  readonly words: readonly string[]
  readonly line: number
}

/** The delimiter of a here-document, as in `COPY <<EOF /etc/motd`. */
const DOCUMENT = /<<-?(["']?)([\w.-]+)\1/

/** The instructions that create layers; continued lines are joined, here-documents are left out. */
function instructionsIn(source: string): readonly Instruction[] {
  const found: Instruction[] = []
  let open: { text: string; line: number } | undefined
  let end = ''
  for (const [index, text] of source.split(/\r?\n/).entries()) {
    const isDocument = end !== ''
    if (text.trim() === end) end = ''
    if (isDocument || /^\s*#/.test(text)) continue
    const line = open?.line ?? index + 1
    const joined = `${open?.text ?? ''} ${text}`
    if (/\\\s*$/.test(text)) open = { text: joined.replace(/\\\s*$/, ''), line }
    else {
      open = undefined
      if (!MAKES_LAYER.test(joined.trim())) continue
      found.push({ words: instructionWords(joined), line })
      end = DOCUMENT.exec(joined)?.[2] ?? ''
    }
  }
  return found
}

/** The verb in upper case, then the words without flags. */
function instructionWords(instruction: string): readonly string[] {
  const [verb = '', ...words] = instruction.trim().split(/\s+/)
  return [verb.toUpperCase(), ...words.filter((word) => !/^--\w/.test(word))]
}

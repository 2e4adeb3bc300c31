/** Control characters, and those that change how text beside them looks. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/** A text of an image that people can read, without what would do something to their terminal. */
export function printable(text: string): string {
  return text.replace(
    INVISIBLE,
    (character) => `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`,
  )
}

/** A path of one character a byte, as people write it. */
export function legiblePath(path: string): string {
  return printable(Buffer.from(path, 'latin1').toString('utf8'))
}

/** The path in one character a byte, as the tree has it. */
export function rawPath(path: string): string {
  return Buffer.from(path, 'utf8').toString('latin1')
}

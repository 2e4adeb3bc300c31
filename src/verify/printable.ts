/** Control characters, and characters that change how adjacent text looks. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/** A text from an image without the characters that could affect a terminal. */
export function printable(text: string): string {
  return text.replace(
    INVISIBLE,
    (character) => `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`,
  )
}

/** A path with one character per byte, decoded from UTF-8 and made printable. */
export function printablePath(path: string): string {
  return printable(Buffer.from(path, 'latin1').toString('utf8'))
}

/** The path with one character per byte, as the tree has it. */
export function rawPath(path: string): string {
  return Buffer.from(path, 'utf8').toString('latin1')
}

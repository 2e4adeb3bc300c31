/** The files through which a step talks to the runner, read as its FileCommandManager.cs reads them. */

/**
 * Pairs of a GITHUB_OUTPUT, GITHUB_STATE or GITHUB_ENV file: `name=value` lines and `name<<DELIMITER` blocks.
 * Throws for a file that the runner does not understand, which fails the step.
 */
export function parsePairs(file: string): ReadonlyMap<string, string> {
  const text = file.replace(/^\ufeff/, '')
  const found = new Map<string, string>()
  let at = 0
  while (at < text.length) {
    const { line, next } = lineAt(text, at)
    at = next
    if (line === '') continue
    const equals = line.indexOf('=')
    const block = line.indexOf('<<')
    if (equals >= 0 && (block < 0 || equals < block)) {
      found.set(line.slice(0, equals), line.slice(equals + 1))
    } else if (block >= 0) {
      const { value, after } = blockAt(text, at, line.slice(0, block), line.slice(block + 2))
      found.set(line.slice(0, block), value)
      at = after
    } else {
      throw new Error(`Invalid format '${line}'`)
    }
  }
  return found
}

/** The lines of a GITHUB_PATH file. */
export function parsePath(file: string): readonly string[] {
  return file.split(/\r?\n/).filter((line) => line !== '')
}

// A CR is part of the line: only the runner for Windows treats CR LF as a line end here.
function lineAt(text: string, at: number): { line: string; next: number; ended: boolean } {
  const end = text.indexOf('\n', at)
  if (end < 0) return { line: text.slice(at), next: text.length, ended: false }
  return { line: text.slice(at, end), next: end + 1, ended: true }
}

function blockAt(text: string, start: number, name: string, delimiter: string) {
  if (name === '' || delimiter === '') {
    throw new Error(`Invalid format '${name}<<${delimiter}'. Name and delimiter must not be empty`)
  }
  let at = start
  while (at < text.length) {
    const { line, next, ended } = lineAt(text, at)
    // The line end before the delimiter is not part of the value.
    if (line === delimiter) return { value: text.slice(start, Math.max(start, at - 1)), after: next }
    if (!ended) break
    at = next
  }
  throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
}

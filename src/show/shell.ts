import { type BuildxProgram, PLUGIN } from '../buildx/program.ts'
import type { Command, PendingImage } from '../plan/plan.ts'

/** How commands of a plan are written for a shell. */
export interface Shell {
  readonly buildx: BuildxProgram
  /** Name of the variable that holds the digest of a build. */
  readonly digestVariable: (build: number) => string
}

const DEFAULT_SHELL: Shell = { buildx: PLUGIN, digestVariable: (build) => `DIGEST_${build}` }

/** A docker command to paste into a shell; a long one has one flag per line. */
export function shellCommand(command: Command<PendingImage>, shell: Partial<Shell> = {}): readonly string[] {
  const { buildx, digestVariable } = { ...DEFAULT_SHELL, ...shell }
  const program = buildx.kind === 'standalone' && command[0] === 'buildx' ? [] : ['docker']
  const words = [...program, ...command].map((word) =>
    typeof word === 'string'
      ? shellWord(word)
      : `${shellWord(word.repository)}@"$${digestVariable(word.build)}"`,
  )
  if (words.join(' ').length <= 110) return [words.join(' ')]
  // The context of a build stays on the line of the last flag, unless the line gets too long.
  const lines: string[] = []
  for (const word of words) {
    const isFull = /^ {2}(?:--\S+ |[^-])/.test(lines.at(-1) ?? '') && `${lines.at(-1)} ${word}`.length > 110
    if (lines.length === 0) lines.push(word)
    else if (word.startsWith('--') || isFull) lines.push(`  ${word}`)
    else lines.push(`${lines.pop()} ${word}`)
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line))
}

/** The command that makes a folder. */
export function shellFolder(path: string): string {
  return `mkdir -p ${shellWord(path)}`
}

/** Reads the digest in a metadata file into a variable. */
export function shellDigest(name: string, metadataFile: string): string {
  return `${name}=$(sed -n 's/.*"containerimage.digest": "\\(.*\\)".*/\\1/p' ${shellWord(metadataFile)})`
}

/** Writes the value of a variable to a file without showing it. */
export function shellVariable(variable: string, path: string): string {
  return `(umask 077 && printenv ${shellWord(variable)} > ${shellWord(path)})`
}

/** Writes a file by a here-document. */
export function shellFile(path: string, content: string): readonly string[] {
  const lines = content.replace(/\n$/, '').split('\n')
  const end = lines.includes('END_OF_FILE') ? `END_OF_FILE_${lines.length}` : 'END_OF_FILE'
  return [`cat > ${shellWord(path)} <<'${end}'`, ...lines, end]
}

/** Words, quoted for a shell. */
export function shellWords(words: readonly string[]): string {
  return words.map(shellWord).join(' ')
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

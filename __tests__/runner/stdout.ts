/** What a function writes to stdout, in one text. */
export function captured(act: () => void): string {
  const { write } = process.stdout
  const texts: string[] = []
  process.stdout.write = (text: Uint8Array | string): boolean => {
    texts.push(String(text))
    return true
  }
  try {
    act()
  } finally {
    process.stdout.write = write
  }
  return texts.join('')
}

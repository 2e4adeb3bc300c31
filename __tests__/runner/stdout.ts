/** What is written to stdout while something is done. */
export async function whileCaptured<T>(
  act: () => Promise<T>,
): Promise<{ readonly result: T; readonly text: string }> {
  const capture = startCapture()
  try {
    return { result: await act(), text: capture.text() }
  } finally {
    capture.stop()
  }
}

/** What a function writes to stdout, in one text. */
export function captured(act: () => void): string {
  const capture = startCapture()
  try {
    act()
  } finally {
    capture.stop()
  }
  return capture.text()
}

function startCapture() {
  const { write } = process.stdout
  const texts: string[] = []
  process.stdout.write = (text: Uint8Array | string): boolean => {
    texts.push(String(text))
    return true
  }
  return {
    text: () => texts.join(''),
    stop: () => {
      process.stdout.write = write
    },
  }
}

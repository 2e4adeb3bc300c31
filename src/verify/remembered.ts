/** An image may have a million folders, but most are asked for several times in a row. */
const MOST_REMEMBERED = 10_000

/**
 * Caches answers that are needed for every file of a folder, or for a name that many folders have.
 * @param compute must be pure
 */
export function remembered<Answer>(ask: (name: string) => Answer): (name: string) => Answer {
  const answers = new Map<string, { readonly answer: Answer }>()
  return (name) => {
    const known = answers.get(name)
    if (known !== undefined) return known.answer
    const answer = ask(name)
    if (answers.size >= MOST_REMEMBERED) answers.clear()
    answers.set(name, { answer })
    return answer
  }
}

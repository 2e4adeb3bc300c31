/** An image may have a million folders; most are asked for in a row. */
const MOST_REMEMBERED = 10_000

/**
 * Asks once what is asked for every file of a folder, or for a name that many folders have.
 * @param ask must give the same each time
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

/** A build command taken apart, so that two of them can be compared without the order of their flags. */

export type Flag = readonly [name: string, value: string]

export interface BuildCommand {
  readonly flags: readonly Flag[]
  readonly context: string
}

/** Flags of `docker buildx build` that stand alone; their value here is ''. */
const ALONE = ['--no-cache', '--pull', '--push', '--load']

/** Parses the words after `buildx build`. @throws if a flag has no value or the context is missing */
export function readCommand(words: readonly string[]): BuildCommand {
  const context = words.at(-1)
  if (context === undefined) throw new Error('there is no context')
  return { flags: readFlags(words.slice(0, -1)), context }
}

export function readFlags(words: readonly string[]): readonly Flag[] {
  const flags: Flag[] = []
  const rest = words.values()
  for (const word of rest) {
    if (!word.startsWith('--')) throw new Error(`"${word}" is no flag in: ${words.join(' ')}`)
    const value = ALONE.includes(word) ? '' : rest.next().value
    if (value === undefined) throw new Error(`${word} has no value in: ${words.join(' ')}`)
    flags.push([word, value])
  }
  return flags
}

/** Flags whose order of values has no meaning to docker and buildx. */
const WITHOUT_ORDER = ['--output', '--secret', '--attest', '--build-arg']

/** Each flag with its values, which keep their order if it has a meaning. */
export function comparable({ flags, context }: BuildCommand): Readonly<Record<string, readonly string[]>> {
  const names = [...new Set(flags.map(([name]) => name))].toSorted()
  const valuesOf = (name: string): readonly string[] => {
    const values = flags.filter(([other]) => other === name).map(([, value]) => value)
    return WITHOUT_ORDER.includes(name) ? values.toSorted() : values
  }
  return Object.fromEntries([['context', [context]], ...names.map((name) => [name, valuesOf(name)])])
}

import { InvalidValue } from '../errors.ts'
import { type PlatformArgs, platformArgs } from './args.ts'
import { nearest } from './nearest.ts'

/** `{{NAME}}`, possibly with spaces around the name, in the form of docker's {{defaultContext}}. */
export const TEMPLATE = /\{\{\s*(.*?)\s*\}\}/g

const NO_PLATFORM = { os: '', osVersion: '', osFeatures: [], arch: '', variant: '' }

const ALL_NAMES = Object.keys(platformArgs(NO_PLATFORM, undefined))

/** The build machine is not known yet when the inputs are read. */
const isOfBuildMachine = (name: string): boolean => name.startsWith('BUILD') && ALL_NAMES.includes(name)

const NAMES = ALL_NAMES.filter((name) => !isOfBuildMachine(name))

/**
 * Returns the text if all of its templates are names of `PlatformArgs`.
 * @param others names that are filled in later
 * @throws InvalidValue with the name that was probably meant
 */
export function withKnownTemplates(text: string, others: readonly string[] = []): string {
  const known = [...NAMES, ...others]
  for (const [template, name = ''] of text.matchAll(TEMPLATE)) {
    if (isOfBuildMachine(name)) {
      const cure = `Write ARG ${name} in the Dockerfile: BuildKit sets it.`
      throw new InvalidValue(`${template} belongs to the build machine, which is not known yet.`, cure)
    }
    if (!known.includes(name)) {
      const guess = nearestName(name, known)
      const cure = guess === undefined ? `Names are ${known.join(', ')}.` : `Did you mean {{${guess}}}?`
      throw new InvalidValue(`the template ${template} is not known.`, cure)
    }
  }
  return text
}

/** The text with the platform's values filled in; templates of other names are kept. */
export function fillInPlatform(text: string, args: PlatformArgs): string {
  const values: ReadonlyMap<string, string> = new Map(Object.entries<string>({ ...args }))
  return text.replaceAll(TEMPLATE, (template, name: string) => values.get(name) ?? template)
}

/** Names are case-sensitive, guesses are not; {{arch}} is TARGETARCH to most people. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const word = name.toLowerCase()
  const words = known.map((candidate) => candidate.toLowerCase())
  const guess = nearest(word, words) ?? `target${word}`
  return known[words.indexOf(guess)]
}

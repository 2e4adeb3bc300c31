import { InvalidValue } from '../errors.ts'
import { type PlatformArgs, platformArgs } from './args.ts'
import { nearest } from './nearest.ts'

/** `{{NAME}}`, perhaps with blanks around the name: the form of docker's own {{defaultContext}}. */
export const TEMPLATE = /\{\{\s*(.*?)\s*\}\}/g

const NO_PLATFORM = { os: '', osVersion: '', osFeatures: [], arch: '', variant: '' }

const ALL = Object.keys(platformArgs(NO_PLATFORM, undefined))

/** Of the machine that builds nothing is known while the inputs are read. */
const isOfMachine = (name: string): boolean => name.startsWith('BUILD') && ALL.includes(name)

const NAMES = ALL.filter((name) => !isOfMachine(name))

/**
 * The text, whose templates all have a name of `PlatformArgs`.
 * @param others names that somebody else fills in
 * @throws InvalidValue with the name that was probably meant
 */
export function withKnownTemplates(text: string, others: readonly string[] = []): string {
  const known = [...NAMES, ...others]
  for (const [template, name = ''] of text.matchAll(TEMPLATE)) {
    if (isOfMachine(name)) {
      const cure = `Write ARG ${name} in the Dockerfile: BuildKit sets it.`
      throw new InvalidValue(`${template} is of the machine that builds, which is not known yet.`, cure)
    }
    if (!known.includes(name)) {
      const meant = nearestName(name, known)
      const cure = meant === undefined ? `Names are ${known.join(', ')}.` : `Did you mean {{${meant}}}?`
      throw new InvalidValue(`the template ${template} is not known.`, cure)
    }
  }
  return text
}

/** The text with what is derived from the platform; templates of other names stay as they are. */
export function fillInPlatform(text: string, args: PlatformArgs): string {
  const values: ReadonlyMap<string, string> = new Map(Object.entries<string>({ ...args }))
  return text.replaceAll(TEMPLATE, (template, name: string) => values.get(name) ?? template)
}

/** Names are case-sensitive, guesses are not; {{arch}} is TARGETARCH to most people. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const word = name.toLowerCase()
  const words = known.map((candidate) => candidate.toLowerCase())
  const meant = nearest(word, words) ?? `target${word}`
  return known[words.indexOf(meant)]
}

import { nameAndValue } from '../buildx/attributes.ts'
import { InvalidValue } from '../errors.ts'
import { type Platform, parsePlatform } from '../platforms/platform.ts'

/** An annotation and the documents it belongs to: the image manifest, if no level is written. */
export interface Annotation {
  /** As it was written, for --annotation. */
  readonly text: string
  /** The same without its levels. */
  readonly pair: string
  readonly places: readonly AnnotationPlace[]
  /** Whether it is added by us and not requested for this document: it is left out if there is no such document. */
  readonly isOffered: boolean
}

/** A kind of document that gets an annotation. */
export interface AnnotationPlace {
  readonly level: string
  /** The platform in brackets after the level; undefined for every platform. */
  readonly platform: Platform | undefined
}

const LEVELS = ['manifest', 'index', 'manifest-descriptor', 'index-descriptor']

/** The annotation with its level spelled out, even if it is the default one. */
export function textWithLevel({ text, pair }: Annotation): string {
  return text === pair ? `manifest:${pair}` : text
}

/**
 * `[level[platform],level:]key=value`.
 * https://docs.docker.com/build/metadata/annotations/#specify-annotation-level
 */
export function parseAnnotation(text: string): Annotation {
  const { name, value } = nameAndValue(text)
  if (value === undefined || name === '' || name.endsWith(':') || name.startsWith('"'))
    throw new InvalidValue(`"${text}" is not an annotation.`, 'Write key=value or index:key=value.')
  const colon = name.indexOf(':')
  const pair = text.slice(colon + 1)
  if (colon === -1)
    return { text, pair, places: [{ level: 'manifest', platform: undefined }], isOffered: false }
  const parts = name.slice(0, colon).split(',')
  const levels = parts.map((part) => part.replace(/\[[^\]]*\]$/, ''))
  const unknown = levels.find((level) => !LEVELS.includes(level))
  if (unknown !== undefined) {
    throw new InvalidValue(`"${unknown}" in "${text}" is not a level.`, `Levels are ${LEVELS.join(', ')}.`)
  }
  const places = parts.map((part, index) => ({
    level: levels[index] ?? '',
    platform: part.includes('[') ? parsePlatform(part.slice(part.indexOf('[') + 1, -1)) : undefined,
  }))
  return { text, pair, places, isOffered: false }
}

import { InvalidValue } from '../errors.ts'
import {
  type Attributes,
  fieldsOf,
  isNo,
  isYes,
  nameAndValue,
  parseAttributes,
  parseTyped,
  printTyped,
  quoteField,
  type TypedAttributes,
  withoutBlanks,
} from './attributes.ts'
import { refuseSlips, refuseUnclear, refuseValues, type UnknownWord, unknownWords } from './known-words.ts'

/** A value of --attest. A type that ATTESTATION_TYPES lacks is passed on: a newer BuildKit may know it. */
export interface Attestation extends TypedAttributes {
  /** Whether it is switched off, and buildx is not to add one of its type by itself either. */
  readonly isDisabled: boolean
  /** The value of the flag, as BuildKit reads it. */
  readonly text: string
}

/** Stands for every other attribute. */
const ANY = '*'

/** What an attribute says: who made the image, or how the attestation is made. */
type Meaning = 'builder' | 'setting'

/**
 * The types of attestations with every attribute that BuildKit 0.32 reads (frontend/attestations/parse.go,
 * solver/llbsolver/provenance.go and proc/provenance.go, frontend/dockerui/config.go), and `disabled`, which is buildx's
 * own (0.36, util/buildflags/attests.go).
 */
const ATTESTATION_TYPES = new Map(
  Object.entries<Readonly<Record<string, Meaning>>>({
    provenance: {
      'builder-id': 'builder',
      disabled: 'setting',
      ...{ mode: 'setting', version: 'setting', 'inline-only': 'setting', filename: 'setting' },
      ...{ reproducible: 'setting', 'capture-usage': 'setting', 'complete-materials': 'setting' },
    },
    // Any other attribute is a parameter of the generator.
    sbom: { disabled: 'setting', generator: 'setting', [ANY]: 'setting' },
  }),
)

/** Attributes with a type. @throws InvalidValue */
export function parseAttestation(text: string): Attestation {
  return read(text)
}

/** The input `provenance`: a boolean, or attributes. @throws InvalidValue */
export function parseProvenance(text: string): Attestation {
  if (isYes(text)) return attestation('provenance', {})
  return isNo(text) ? attestation('provenance', { disabled: 'true' }) : ofType('provenance', text)
}

/** The input `sbom`: a boolean, or attributes. @throws InvalidValue */
export function parseSbom(text: string): Attestation {
  if (isYes(text)) return attestation('sbom', { disabled: 'false' })
  return isNo(text) ? attestation('sbom', { disabled: 'true' }) : ofType('sbom', text)
}

function ofType(type: string, text: string): Attestation {
  // What is wrong is said without the type, which the user did not write.
  parseAttributes(text, 'true, false or mode=max')
  const found = read(`type=${type},${text}`)
  if (found.type === type) return found
  throw new InvalidValue(
    `"${text}" is of another type.`,
    `Write it into attests, or leave type=${found.type} out.`,
  )
}

/** solver/llbsolver/provenance.go of BuildKit 0.32, and provenance/types below it. */
const PROVENANCE_VALUES = { mode: ['min', 'max', 'full'], version: ['v0.2', 'v1'] }

const SWITCHES = ['disabled', 'inline-only', 'reproducible', 'capture-usage', 'complete-materials']

/** BuildKit knows attributes in lower case only, and passes over all others. */
function read(text: string): Attestation {
  const typed = parseTyped(text, 'type=sbom,generator=IMAGE')
  const known = Object.keys(ATTESTATION_TYPES.get(typed.type) ?? {}).filter((name) => name !== ANY)
  refuseSlips(typed, { types: [...ATTESTATION_TYPES.keys()], attributes: known })
  refuseUnclear(typed, SWITCHES)
  if (typed.type === 'provenance') refuseValues(typed, PROVENANCE_VALUES)
  const names = fieldsOf(text).map((field) => nameAndValue(field).name)
  const isLower = names.every((name) => name === name.toLowerCase())
  return madeOf(typed, isLower ? withoutBlanks(text) : printTyped(typed))
}

/** The words of an attestation that no version knows. */
export function unknownInAttestation(given: Attestation): readonly UnknownWord[] {
  const known = ATTESTATION_TYPES.get(given.type)
  return unknownWords(given, known && ((name) => Object.hasOwn(known, name) || Object.hasOwn(known, ANY)))
}

/** One that is not written by the user. */
export function attestation(type: string, attributes: Attributes): Attestation {
  return madeOf({ type, attributes }, printTyped({ type, attributes }))
}

function madeOf({ type, attributes }: TypedAttributes, text: string): Attestation {
  return { type, attributes, isDisabled: isYes(attributes['disabled']), text }
}

/** The attestation with the builder that it names, unless it names one already, or is of a type that names none. */
export function withBuilder(given: Attestation, builder: string): Attestation {
  const words = Object.entries(ATTESTATION_TYPES.get(given.type) ?? {})
  const [name] = words.find(([, meaning]) => meaning === 'builder') ?? []
  if (name === undefined || Object.hasOwn(given.attributes, name)) return given
  const attributes = { ...given.attributes, [name]: builder }
  return { ...given, attributes, text: `${given.text},${quoteField(`${name}=${builder}`)}` }
}

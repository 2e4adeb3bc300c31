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
  withoutSpaces,
} from './attributes.ts'
import {
  refuseInvalidSwitches,
  refuseTypos,
  refuseValues,
  type UnknownWord,
  unknownWords,
} from './known-words.ts'

/** A value of --attest. A type that is not in ATTESTATION_TYPES is passed on: a newer BuildKit may know it. */
export interface Attestation extends TypedAttributes {
  /** Whether it is disabled, so that buildx must not add one of its type either. */
  readonly isDisabled: boolean
  /** The flag's value, in the form that BuildKit reads. */
  readonly text: string
}

/** Any other attribute. */
const ANY_ATTRIBUTE = '*'

/** The meaning of an attribute: who built the image, or how the attestation is made. */
type Meaning = 'builder' | 'setting'

/**
 * The types of attestations with every attribute that BuildKit 0.32 reads (frontend/attestations/parse.go,
 * solver/llbsolver/provenance.go and proc/provenance.go, frontend/dockerui/config.go), and buildx's `disabled` (0.36,
 * util/buildflags/attests.go).
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
    sbom: { disabled: 'setting', generator: 'setting', [ANY_ATTRIBUTE]: 'setting' },
  }),
)

/** Attributes with a type. @throws InvalidValue */
export function parseAttestation(text: string): Attestation {
  return parseTypedAttestation(text)
}

/** The input `provenance`: a boolean, or attributes. @throws InvalidValue */
export function parseProvenance(text: string): Attestation {
  if (isYes(text)) return createAttestation('provenance', {})
  return isNo(text) ? createAttestation('provenance', { disabled: 'true' }) : ofType('provenance', text)
}

/** The input `sbom`: a boolean, or attributes. @throws InvalidValue */
export function parseSbom(text: string): Attestation {
  if (isYes(text)) return createAttestation('sbom', { disabled: 'false' })
  return isNo(text) ? createAttestation('sbom', { disabled: 'true' }) : ofType('sbom', text)
}

function ofType(type: string, text: string): Attestation {
  // The message must not contain the type, which the user did not write.
  parseAttributes(text, 'true, false or mode=max')
  const parsed = parseTypedAttestation(`type=${type},${text}`)
  if (parsed.type === type) return parsed
  throw new InvalidValue(
    `"${text}" is of another type.`,
    `Write it into attests, or remove type=${parsed.type}.`,
  )
}

/** solver/llbsolver/provenance.go of BuildKit 0.32, and provenance/types below it. */
const PROVENANCE_VALUES = { mode: ['min', 'max', 'full'], version: ['v0.2', 'v1'] }

const SWITCHES = ['disabled', 'inline-only', 'reproducible', 'capture-usage', 'complete-materials']

/** BuildKit reads only lower-case attributes, and ignores all others. */
function parseTypedAttestation(text: string): Attestation {
  const typed = parseTyped(text, 'type=sbom,generator=IMAGE')
  const known = Object.keys(ATTESTATION_TYPES.get(typed.type) ?? {}).filter((name) => name !== ANY_ATTRIBUTE)
  refuseTypos(typed, { types: [...ATTESTATION_TYPES.keys()], attributes: known })
  refuseInvalidSwitches(typed, SWITCHES)
  if (typed.type === 'provenance') refuseValues(typed, PROVENANCE_VALUES)
  const names = fieldsOf(text).map((field) => nameAndValue(field).name)
  const isLower = names.every((name) => name === name.toLowerCase())
  return attestationOf(typed, isLower ? withoutSpaces(text) : printTyped(typed))
}

/** The words of an attestation that are unknown to every version. */
export function unknownInAttestation(attestation: Attestation): readonly UnknownWord[] {
  const known = ATTESTATION_TYPES.get(attestation.type)
  return unknownWords(
    attestation,
    known && ((name) => Object.hasOwn(known, name) || Object.hasOwn(known, ANY_ATTRIBUTE)),
  )
}

/** An attestation that the user has not written. */
export function createAttestation(type: string, attributes: Attributes): Attestation {
  return attestationOf({ type, attributes }, printTyped({ type, attributes }))
}

function attestationOf({ type, attributes }: TypedAttributes, text: string): Attestation {
  return { type, attributes, isDisabled: isYes(attributes['disabled']), text }
}

/** The attestation with the builder's id added, unless it has one already or its type has none. */
export function withBuilder(attestation: Attestation, builder: string): Attestation {
  const words = Object.entries(ATTESTATION_TYPES.get(attestation.type) ?? {})
  const [name] = words.find(([, meaning]) => meaning === 'builder') ?? []
  if (name === undefined || Object.hasOwn(attestation.attributes, name)) return attestation
  const attributes = { ...attestation.attributes, [name]: builder }
  return { ...attestation, attributes, text: `${attestation.text},${quoteField(`${name}=${builder}`)}` }
}

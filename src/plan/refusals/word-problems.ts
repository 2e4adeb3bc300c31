import { unknownInAttestation } from '../../buildx/attestation.ts'
import { unknownInCache } from '../../buildx/cache-entry.ts'
import { unknownInExporter } from '../../buildx/exporter.ts'
import type { UnknownWord } from '../../buildx/known-words.ts'
import { numbersOf } from '../../buildx/version.ts'
import type { Problem } from '../../errors.ts'
import type { InputName, Inputs } from '../../inputs/table.ts'
import { present } from '../../present.ts'
import type { TargetBuilder } from '../builder/target.ts'

/** Minor version of the newest BuildKit that the tables of words cover, 0.32. */
const NEWEST_MINOR = 32

/** Words that BuildKit does not know, if the tables cover the version of every node. */
export function wordProblems(inputs: Inputs, builder: TargetBuilder): readonly Problem[] {
  if (!isCoveredByTables(builder)) return []
  const cure = `Correct it, or remove it. What there is: https://docs.docker.com/build/`
  return unknownWords(inputs).map(({ input, ...word }) => ({
    input,
    what: `${describeWord(word)} is nothing that the BuildKit of "${builder.name}" knows.`,
    cure,
  }))
}

/** The same words if a BuildKit may be newer than the tables. */
export function wordWarnings(inputs: Inputs, builder: TargetBuilder): readonly string[] {
  if (isCoveredByTables(builder)) return []
  return unknownWords(inputs).map(
    ({ input, ...word }) =>
      `${input}: ${describeWord(word)} is nothing that BuildKit up to 0.${NEWEST_MINOR} knows. It is passed on, and a BuildKit that does not know an attribute passes over it.`,
  )
}

function isCoveredByTables(builder: TargetBuilder): boolean {
  const isKnown = ({ buildkit }: TargetBuilder['nodes'][number]): boolean => {
    const [major, minor] = numbersOf(buildkit) ?? []
    return major === 0 && minor !== undefined && minor <= NEWEST_MINOR
  }
  return builder.nodes.length > 0 && builder.nodes.every(isKnown)
}

function describeWord({ type, attribute }: UnknownWord): string {
  return attribute === undefined ? `the type "${type}"` : `"${attribute}" of the type ${type}`
}

function unknownWords(inputs: Inputs): readonly (UnknownWord & { readonly input: InputName })[] {
  const withInput = (input: InputName, words: readonly UnknownWord[]) =>
    words.map((word) => ({ input, ...word }))
  return [
    ...withInput('outputs', inputs.outputs.flatMap(unknownInExporter)),
    ...withInput('provenance', present([inputs.provenance]).flatMap(unknownInAttestation)),
    ...withInput('sbom', present([inputs.sbom]).flatMap(unknownInAttestation)),
    ...withInput('attests', inputs.attests.flatMap(unknownInAttestation)),
    ...withInput('cache-from', inputs['cache-from'].flatMap(unknownInCache)),
    ...withInput('cache-to', inputs['cache-to'].flatMap(unknownInCache)),
  ]
}

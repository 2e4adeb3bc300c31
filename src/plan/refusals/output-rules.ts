import { type Exporter, isByDigest, makeSameImage, namesOf, pushes } from '../../buildx/exporter.ts'
import type { EventFacts, LocalFacts } from '../../facts/facts.ts'
import type { Inputs } from '../../inputs/table.ts'
import { attestations, isAttested } from '../build/attestations.ts'
import { DESTINATION_INPUTS, destinationOf, isPushed } from '../publish/destination.ts'
import { noNameProblem } from './no-name.ts'
import { type Rule, rule } from './rule.ts'

/** The inputs that decide which attestations there are. */
const ATTESTATION_INPUTS = ['provenance', 'sbom', 'attests'] as const

/** What can be wrong with the destination of the result. */
export const OUTPUT_RULES: readonly Rule<LocalFacts>[] = [
  rule(['outputs', 'push', 'tags', 'mode', ...ATTESTATION_INPUTS], (inputs, { event }) => {
    const exporters = pushingExporters(inputs.outputs, inputs.push)
    const names = exporters.map((exporter) => namesOf(exporter).join(','))
    if (inputs.tags.length > 0 || new Set(names).size < 2) return []
    if (inputs.mode !== 'part' && !makesAttestations(inputs, event) && haveOneDigest(exporters)) return []
    // Each exporter makes an index, and only the last one could be confirmed.
    const what = `they push to several names (${names.join(', ')}), each with its own index, and only one index could be confirmed.`
    const cure =
      'List all names in tags, and push once. Or push each by digest (push-by-digest=true) with the same attributes, and set provenance: false: then all have the same digest.'
    return { input: 'outputs', what, cure }
  }),
  rule(['outputs', 'push', 'tags', 'mode'], ({ outputs, push, tags, mode }) => {
    // BuildKit accepts names without a tag only. A part gets no tag.
    if (mode === 'part' || tags.every(({ tag }) => tag === '')) return []
    return pushingExporters(outputs, push)
      .filter(isByDigest)
      .map(({ text }) => ({
        input: 'outputs',
        what: `"${text}" is pushed by digest, and BuildKit does not accept tags with that.`,
        cure: 'Remove push-by-digest: the tags wait for the proof anyway. Or write the names without tags, as in tags: ghcr.io/owner/app.',
      }))
  }),
  rule(['mode', 'outputs', 'push', 'tags', 'names'], ({ mode, outputs, push, tags, names }) => {
    const exporters = pushingExporters(outputs, push)
    if (tags.length > 0 || exporters.some((exporter) => namesOf(exporter).length > 0)) return []
    return exporters.map(({ text }) =>
      noNameProblem(
        { mode, names },
        {
          input: 'outputs',
          what: `"${text}" pushes, but there is no name to push to.`,
          cure: 'Add tags, or a name, as in type=image,name=ghcr.io/owner/app:1,push=true.',
        },
      ),
    )
  }),
  rule(DESTINATION_INPUTS, (inputs) => {
    const destination = destinationOf(inputs)
    if (inputs.builds.length === 1 || destination.kind === 'call') return []
    const what =
      'platform-settings, or platforms with a version, make several builds, whose images only a registry can join'
    const cure = 'Set push: true with tags, or build the platforms in separate steps.'
    const isTagged = inputs.tags.length > 0 && destination.kind !== 'digest'
    const needsTag = isPushed(destination) && destination.kind !== 'part'
    return [
      inputs.load && { input: 'load', what: `${what}.`, cure },
      ...destination.others.map(({ text }) => ({
        input: 'outputs',
        what: `${what}; "${text}" is written by each of them.`,
        cure,
      })),
      needsTag && !isTagged && { input: 'tags', what: `${what} under a tag.`, cure },
    ]
  }),
]

function pushingExporters(outputs: Inputs['outputs'], push: Inputs['push']): readonly Exporter[] {
  return outputs.filter((exporter) => pushes(exporter, push === true))
}

/** Whether the image has attestations, which name its destination. */
function makesAttestations(
  inputs: Pick<Inputs, (typeof ATTESTATION_INPUTS)[number]>,
  event: EventFacts,
): boolean {
  return isAttested(attestations(inputs, event, 'everything'), event)
}

/** Whether all exporters push the same image without a tag. */
function haveOneDigest(exporters: readonly Exporter[]): boolean {
  const [first] = exporters
  return exporters.every((each) => isByDigest(each) && first !== undefined && makeSameImage(first, each))
}

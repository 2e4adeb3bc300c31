import { isByDigest, namesOf, pushes } from '../../buildx/exporter.ts'
import type { Problem } from '../../errors.ts'
import type { Inputs } from '../../inputs/table.ts'
import { destinationOf, isPushed } from '../publish/destination.ts'

/** Whether push is asked for while neither a tag nor an image exporter has a name: buildx would add one without. */
export function isNamelessPush({ outputs, push, tags }: Inputs): boolean {
  return push === true && tags.length === 0 && !outputs.some((exporter) => pushes(exporter, true))
}

/** Outputs that push where they cannot: to no name, to a tag by their digest, or to names of their own each. */
export function outputProblems({ outputs, push, tags, mode }: Inputs): readonly Problem[] {
  const pushing = outputs.filter((exporter) => pushes(exporter, push === true))
  const names = pushing.map((exporter) => namesOf(exporter).join(','))
  if (tags.length === 0 && new Set(names).size > 1) {
    // Each makes an index, and only that of the last one could be confirmed.
    const what = `they push to several names (${names.join(', ')}), each an index of its own, of which only one could be confirmed.`
    return [{ input: 'outputs', what, cure: 'Name them all in tags, and push once.' }]
  }
  // BuildKit takes names only, without a tag. A part gets no tag.
  const isTagged = mode !== 'part' && tags.some(({ tag }) => tag !== '')
  const tagged = isTagged ? pushing.filter(isByDigest) : []
  const nameless = tags.length > 0 ? [] : pushing.filter((exporter) => namesOf(exporter).length === 0)
  return [
    ...tagged.map(({ text }) => ({
      input: 'outputs',
      what: `"${text}" is pushed by its digest, and BuildKit does not take tags with that.`,
      cure: 'Remove push-by-digest: the tags wait for the proof by themselves. Or write the names without tags, as in tags: ghcr.io/owner/app.',
    })),
    ...nameless.map(({ text }) => ({
      input: 'outputs',
      what: `"${text}" pushes, but there is no name to push to.`,
      cure: 'Add tags, or a name, as in type=image,name=ghcr.io/owner/app:1,push=true.',
    })),
  ]
}

/** What several builds of one job cannot do, because only an index in a registry joins their images. */
export function joinProblems(inputs: Inputs): readonly Problem[] {
  const destination = destinationOf(inputs)
  if (inputs.builds.length === 1 || destination.kind === 'call') return []
  const what = 'platform-settings makes several builds, whose images only a registry can join'
  const cure = 'Set push: true with tags, or build the platforms in steps of their own.'
  const isTagged = inputs.tags.length > 0 && destination.kind !== 'digest'
  const needsTag = isPushed(destination) && destination.kind !== 'part'
  return [
    ...(inputs.load ? [{ input: 'load', what: `${what}.`, cure }] : []),
    ...destination.others.map(({ text }) => ({
      input: 'outputs',
      what: `${what}; "${text}" is written by each of them.`,
      cure,
    })),
    ...(needsTag && !isTagged ? [{ input: 'tags', what: `${what} under a tag.`, cure }] : []),
  ]
}

import type { Naming } from '../names/naming.ts'
import { parseReference, type Reference } from '../oci/reference.ts'
import { type Complaint, type ComplaintsOf, items, list, type Parser } from './parsers.ts'
import type { ImageNames, InputValues } from './table.ts'

/**
 * The names, labels and annotations of the image: with `images`, derived from rules and the event; without, verbatim.
 * @param readNaming reads what is known about the event; called only if it is needed
 * @param unread inputs that could not be read
 */
export async function readNames(
  inputs: InputValues,
  readNaming: () => Promise<Naming>,
  complaintsOf: ComplaintsOf,
  unread: readonly string[],
): Promise<ImageNames> {
  const { images, labels, annotations } = inputs
  // If no image could be read, it is not known whether the tags are rules.
  if (images.length === 0 && unread.includes('images'))
    return { tags: [], labels, annotations, names: undefined }
  if (images.length === 0) {
    refuseFlavor(inputs.flavor, complaintsOf('flavor'))
    return { tags: references(inputs.tags, complaintsOf('tags')), labels, annotations, names: undefined }
  }
  const { readEventNames } = await import('./event-names.ts')
  return readEventNames(inputs, await readNaming(), complaintsOf)
}

/** Names without `images`. A list of rules is recognised by the first word of a rule. */
const references: Parser<readonly Reference[]> = (text, complain) => {
  const rule = items(text, { commas: false }, () => {}).find(({ text: item }) => /^"?type\s*=/i.test(item))
  if (rule === undefined) return list(parseReference, { commas: true })(text, complain)
  const cure =
    'Name the repositories in images, as in images: ghcr.io/owner/app, or write names, as in ghcr.io/owner/app:1.2.'
  const what = `"${rule.text}" is a rule, but without images, tags are image names.`
  complain({ line: rule.line, what, cure })
  return []
}

function refuseFlavor(flavor: string, complain: (complaint: Complaint) => void): void {
  if (flavor.trim() === '') return
  const cure = 'Name the repositories in images, as in images: ghcr.io/owner/app, or remove it.'
  complain({ what: 'it has no effect without images.', cure })
}

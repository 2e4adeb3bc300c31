import type { Naming } from '../names/naming.ts'
import { parseReference, type Reference } from '../oci/reference.ts'
import { type Complaint, items, list, type Parser } from './parsers.ts'
import type { Inputs, InputValues } from './table.ts'

/** What the names of the image are, and what else comes with them. */
export type Named = Pick<Inputs, 'tags' | 'labels' | 'annotations' | 'names'>

/** Takes what is wrong with an input, or with a variable. */
export type Complaints = (input: string) => (complaint: Complaint) => void

/**
 * The names of the image, and what its event says about it: with `images`, worked out from rules; without, as they stand.
 * @param readNaming what is known of the event; asked only where that is needed
 * @param unread inputs that could not be read
 */
export async function readNames(
  inputs: InputValues,
  readNaming: () => Promise<Naming>,
  complaintsOf: Complaints,
  unread: readonly string[],
): Promise<Named> {
  const { images, labels, annotations } = inputs
  // Whether the tags are rules is not known where no image could be read.
  if (images.length === 0 && unread.includes('images'))
    return { tags: [], labels, annotations, names: undefined }
  if (images.length === 0) {
    refuseFlavor(inputs.flavor, complaintsOf('flavor'))
    return { tags: references(inputs.tags, complaintsOf('tags')), labels, annotations, names: undefined }
  }
  const { readEventNames } = await import('./event-names.ts')
  return readEventNames(inputs, await readNaming(), complaintsOf)
}

/** Names without images. A list of rules is told from them by the first word of one. */
const references: Parser<readonly Reference[]> = (text, complain) => {
  const rule = items(text, { commas: false }, () => {}).find(({ text: item }) => /^"?type\s*=/i.test(item))
  if (rule === undefined) return list(parseReference, { commas: true })(text, complain)
  const cure =
    'Name the repositories in images, as in images: ghcr.io/owner/app, or write names, as in ghcr.io/owner/app:1.2.'
  const what = `"${rule.text}" is a rule, and without images tags are the names of images.`
  complain({ line: rule.line, what, cure })
  return []
}

function refuseFlavor(flavor: string, complain: (complaint: Complaint) => void): void {
  if (flavor.trim() === '') return
  const cure = 'Name the repositories in images, as in images: ghcr.io/owner/app, or remove it.'
  complain({ what: 'it has no meaning without images.', cure })
}

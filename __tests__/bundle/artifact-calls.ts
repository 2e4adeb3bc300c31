/**
 * A process of its own for src/runner/artifact.ts, as each job of a run is one: its environment leads to the service, and
 * whatever it keeps open keeps it alive. Makes all calls that it is given at the same time and sends back how they went.
 */
import { mkdirSync, readdirSync } from 'node:fs'
import { Failure } from '../../src/errors.ts'
import { parseJson, text } from '../../src/json.ts'
import { downloadDocument, listDocuments, uploadDocument } from '../../src/runner/artifact.ts'

export interface Call {
  readonly name: 'upload' | 'list' | 'download'
  /** Of the document; the prefix for `list`. */
  readonly document: string
  readonly content?: string
}

export interface Told {
  /** What each call gave: names, a text or nothing; or what it failed with. */
  readonly answers: readonly unknown[]
  /** What is left in the folder that the calls were given. */
  readonly left: readonly string[]
  /** How long the calls took, in milliseconds. */
  readonly ms: number
}

const [folder = '', calls = ''] = process.argv.slice(2)

async function made(call: unknown): Promise<unknown> {
  const document = text(call, 'document')
  try {
    if (text(call, 'name') === 'list') return await listDocuments(document)
    if (text(call, 'name') === 'download') return await downloadDocument(document, folder)
    return await uploadDocument(document, text(call, 'content'), folder)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { failure: error.message, cure: error.cure }
  }
}

mkdirSync(folder, { recursive: true })
const start = performance.now()
const list = parseJson(calls)
const answers = await Promise.all((Array.isArray(list) ? list : []).map(made))
const told: Told = { answers, left: readdirSync(folder), ms: performance.now() - start }
process.send?.(told)
